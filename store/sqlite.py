"""SQLite in the thread of the loop. Only what waits, for the disk or for a lock, leaves it.

Transactions on a SQLite file take turns (store/writer.py), so that a thread of its own would let
nothing else happen meanwhile: it would cost two changes of thread for every step of a statement,
and a message in and out takes a hundred of them. Holds no statement and no setting of ours.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

PATIENCE = 5000  # milliseconds that we wait for another process to end its transaction
BEGIN = "BEGIN IMMEDIATE"
TIDY_UP = 4000  # changes after which the log is moved into the file; SQLite's own choice is pages
LOG = 64 * 2**20  # bytes that the log may keep on the disk once it has been moved
QUICK = 0.005  # seconds: a commit that takes no longer holds up nobody, and costs half as much
FEW = 100  # changes of which the loop waits for the commit, if the disk is quick
FORGET = 0.98  # of a slow commit, with each that follows: after one of 0.1 s, 150 go aside
LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

Done = TypeVar("Done")


class Direct:
    """A connection with the methods that SQLAlchemy's asyncio side asks of one."""

    def __init__(self, file: Path | None, patience: int = PATIENCE) -> None:
        self._patience = patience
        self._raw: sqlite3.Connection | None = sqlite3.connect(
            file or ":memory:",
            isolation_level=None,  # the driver must not begin for us
            check_same_thread=False,  # one at a time, though: whoever waits for it waits
            timeout=patience / 1000,
        )
        self.prepared: dict[object, object] | None = None  # the dialect's, once it is asked for
        self._changes = 0
        self._lasting = True
        self._pace = 0.03  # seconds that the disk may take for a commit, as far as we have seen
        self._aside = ThreadPoolExecutor(1, "sqlite")
        self._log = _Log(file)
        self.raw.execute("PRAGMA wal_autocheckpoint = 0")  # that is done aside: _Log

    @property
    def _connection(self) -> sqlite3.Connection | None:
        """Return the driver's connection, or None once closed: the name is SQLAlchemy's."""
        return self._raw

    @property
    def raw(self) -> sqlite3.Connection:
        """Return the open connection of the driver."""
        assert self._raw is not None
        return self._raw

    @property
    def in_transaction(self) -> bool:
        """Say whether a transaction is open: some errors end it on their own."""
        return self.raw.in_transaction

    def cursor(self) -> "Cursor":
        """Return a cursor on this connection."""
        return Cursor(self)

    async def create_function(self, *given: Any, **more: Any) -> None:
        """Give SQL a function of ours."""
        self.raw.create_function(*given, **more)

    def lasting(self, lasting: bool) -> None:  # noqa: FBT001 -- says itself
        """Choose, between transactions, whether a commit must outlive a loss of power.

        One that need not is over at once: nothing is waited for.
        """
        if lasting != self._lasting:
            self._lasting = lasting
            self.raw.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")

    def begin_at_once(self) -> bool:
        """Take the write lock where it is free, and say whether it was."""
        self.raw.execute("PRAGMA busy_timeout = 0")
        try:
            self.raw.execute(BEGIN)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in LOCKED:
                raise
            return False
        finally:
            self.raw.execute(f"PRAGMA busy_timeout = {self._patience}")
        self._changes = self.raw.total_changes
        return True

    async def begin(self) -> None:
        """Take the write lock: at once where it is free, aside where another process has it."""
        if not self.begin_at_once():
            await self.aside(lambda: self.raw.execute(BEGIN))
            self._changes = self.raw.total_changes

    @property
    def is_lasting(self) -> bool:
        """Say whether the commits of now outlive a loss of power."""
        return self._lasting

    @property
    def costs(self) -> bool:
        """Say whether a commit would have to wait for the disk at all."""
        return self._lasting and self.raw.total_changes != self._changes

    @property
    def waits(self) -> bool:
        """Say whether a commit would leave the loop's thread: a large one, or the disk is slow.

        Beside what a large one did before, the change of thread costs nothing.
        """
        changes = self.raw.total_changes - self._changes
        return self._lasting and (changes > FEW or (changes > 0 and self._pace >= QUICK))

    async def commit(self) -> None:
        """Bring what has changed to the disk; where nothing has, there is nothing to wait for."""
        if self.waits:
            await self.aside(self._commit)
        else:
            self._commit()

    def _commit(self) -> None:
        """Commit, and remember for a while how long the disk took at its slowest."""
        began, writes = time.monotonic(), self.raw.total_changes != self._changes
        try:
            self.raw.commit()
        finally:
            if self._lasting and writes:
                self._pace = max(time.monotonic() - began, self._pace * FORGET)
        self._log.grows(self.raw.total_changes)

    async def rollback(self) -> None:
        """Undo the transaction."""
        self.raw.rollback()

    async def close(self) -> None:
        """Give the file back."""
        self.stop()

    def stop(self) -> None:
        """Give the file back at once."""
        raw, self._raw = self._raw, None
        self._aside.shutdown()
        self._log.stop()
        if raw is not None:
            raw.close()

    async def aside(self, work: Callable[[], Done]) -> Done:
        """Do something that may take its time while the loop goes on, and return its result."""
        return await asyncio.get_running_loop().run_in_executor(self._aside, work)


class _Log:
    """The log before the file, moved into the file in a thread and on a connection of its own.

    SQLite would do it in whichever commit finds a thousand pages, and hold up everybody meanwhile.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._tidied = 0  # changes by then
        self._mover = ThreadPoolExecutor(1, "sqlite-log")
        self._moving: Future[None] | None = None

    def grows(self, changes: int) -> None:
        """Have the log moved when there have been enough changes, of so many in all."""
        if self._file is None or changes - self._tidied < TIDY_UP:
            return
        if self._moving is None or self._moving.done():
            self._tidied = changes
            self._moving = self._mover.submit(self._move, self._file)

    def _move(self, file: Path) -> None:
        """Move what nobody reads any more. Where that fails the log holds it, and grows."""
        with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:
            connection.execute(f"PRAGMA journal_size_limit = {LOG}")
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def stop(self) -> None:
        """End what is under way."""
        self._mover.shutdown()


class Cursor:
    """A cursor whose methods are coroutines that are over at once."""

    def __init__(self, connection: Direct) -> None:
        self._connection = connection
        self._raw = connection.raw.cursor()

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        """Return the names of the columns, or None."""
        return self._raw.description

    @property
    def rowcount(self) -> int:
        """Return how many rows a change has changed."""
        return self._raw.rowcount

    @property
    def lastrowid(self) -> int | None:
        """Return the number of the row that was added."""
        return self._raw.lastrowid

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement."""
        if statement == BEGIN:
            await self._connection.begin()
        else:
            self._raw.execute(statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each set of parameters."""
        self._raw.executemany(statement, parameters)

    async def fetchall(self) -> list[Any]:
        """Return every row that is left."""
        return self._raw.fetchall()

    async def close(self) -> None:
        """Give the cursor back."""
        self._raw.close()


class DirectDialect(SQLiteDialect_aiosqlite):
    """SQLite as SQLAlchemy speaks it, with savepoints that are not compiled anew each time."""

    driver = "direct"
    supports_statement_cache = True

    def __init__(self, **given: Any) -> None:
        """Take what SQLAlchemy gives a dialect."""
        super().__init__(**given)
        self.prepared: dict[object, object] = {}  # what store/prepared.py has compiled

    def do_savepoint(self, connection: Connection, name: str) -> None:
        """Begin a part that can be undone alone."""
        connection.exec_driver_sql(f"SAVEPOINT {name}")

    def do_rollback_to_savepoint(self, connection: Connection, name: str) -> None:
        """Undo a part."""
        connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {name}")

    def do_release_savepoint(self, connection: Connection, name: str) -> None:
        """End a part."""
        connection.exec_driver_sql(f"RELEASE SAVEPOINT {name}")


registry.register("sqlite.direct", __name__, DirectDialect.__name__)


async def connect(file: Path | None, patience: int = PATIENCE) -> Direct:
    """Return an open connection to a file, or to a database in memory.

    It waits so many milliseconds for another process to end its transaction.
    """
    return Direct(file, patience)
