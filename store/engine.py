"""The database, opened so that a commit means what it says. Two editions, one way to write."""

import sqlite3
from asyncio import CancelledError
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, ExceptionContext, event, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from store.keyring import Keyring, lend
from store.sqlite import BEGIN, PATIENCE, Direct, DirectDialect, connect
from store.writer import Undone, Writer

# The database's own trouble, and not the fault of what was asked of it: it passes.
TROUBLE = (OperationalError, InterfaceError, sqlite3.OperationalError, Undone)
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON")


@dataclass(frozen=True, slots=True)
class Store:
    """One open database. `begin()` is the only way to read or write it."""

    engine: AsyncEngine
    writer: Writer | None = field(default=None)

    def begin(self, *, lasting: bool = True) -> AbstractAsyncContextManager[AsyncSession]:
        """Return a transaction: committed when its block ends, undone when it raises.

        When the block has ended, what it wrote is on the disk. What need not be `lasting`, because
        nothing follows from its loss, may be forgotten when the machine loses its power.
        """
        if self.writer is not None:
            return self.writer.begin(lasting=lasting)
        return _begin(self.engine)

    async def close(self) -> None:
        """Give everything back."""
        if self.writer is not None:
            await self.writer.close()
        await self.engine.dispose()

    @property
    def distributed(self) -> bool:
        """Say whether other processes may work on this database at the same time."""
        return self.writer is None


def open_store(url: str, keyring: Keyring, patience: int = PATIENCE) -> Store:
    """Return the store behind a database address, on SQLite or PostgreSQL.

    On SQLite it waits `patience` milliseconds for another process to end its transaction.
    """
    engine = open_engine(url, keyring, patience)
    sqlite = engine.dialect.name == "sqlite"
    return Store(engine, Writer(engine) if sqlite else None)


def open_engine(url: str, keyring: Keyring, patience: int = PATIENCE) -> AsyncEngine:
    """Return an engine whose errors hold no values, and whose SQLite loses no update."""
    engine = _engine(url, patience)
    lend(engine.sync_engine.dialect, keyring)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
        event.listen(engine.sync_engine, "handle_error", _stay_connected)
    return engine


def _engine(url: str, patience: int) -> AsyncEngine:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_async_engine(address, hide_parameters=True)
    address = address.set(drivername=f"sqlite+{DirectDialect.driver}")
    opening = partial(connect, file_of(url), patience)
    return create_async_engine(address, hide_parameters=True, async_creator=opening)


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite database, or None where there is none."""
    parsed = make_url(url)
    if not parsed.drivername.startswith("sqlite") or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


@asynccontextmanager
async def _begin(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
        yield session


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """Begin at once for writing: a late upgrade would lose the other's write."""
    direct = connection.connection.driver_connection
    if not (isinstance(direct, Direct) and direct.in_transaction):  # the writer begins its own
        connection.exec_driver_sql(BEGIN)


def _stay_connected(context: ExceptionContext) -> None:
    """Keep the connection when its user is cancelled: others have their work on it.

    The driver does one thing after the other, so what is rolled back next follows in its turn.
    """
    if isinstance(context.original_exception, CancelledError):
        context.is_disconnect = False
