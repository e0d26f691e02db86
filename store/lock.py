"""Who may work on a database: one service on a SQLite file, one poller on PostgreSQL."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import text

from store.engine import Store

POLLER = 7_268_301  # our number among PostgreSQL's advisory locks; it means nothing else
LOOK_AGAIN = 2.0  # seconds


class Held(Exception):
    """Another service works on this database."""


@contextmanager
def sole_service(database: Path | None) -> Iterator[None]:
    """Hold the lock file beside a SQLite database; raise Held when another service has it.

    The kernel lets go of it when the process ends, however it ends.
    """
    if database is None:
        yield
        return
    path = database.with_name(database.name + ".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Held(str(path)) from error
        yield
    finally:
        os.close(handle)


@asynccontextmanager
async def sole_poller(store: Store, look_again: float = LOOK_AGAIN) -> AsyncIterator[None]:
    """Wait until this process is the one that fetches updates, and be it for the block.

    Telegram answers a second poller with an error, so one of several processes is chosen by a
    lock that PostgreSQL gives up when its holder dies.
    """
    if not store.distributed:
        yield
        return
    async with store.engine.connect() as connection:
        mine = text("SELECT pg_try_advisory_lock(:number)").bindparams(number=POLLER)
        while not (await connection.execute(mine)).scalar():
            await connection.rollback()
            await asyncio.sleep(look_again)
        await connection.commit()
        try:
            yield
        finally:
            await connection.invalidate()  # the lock is the connection's: a pool would keep both
