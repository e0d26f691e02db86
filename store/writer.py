"""The one writer of a SQLite file: transactions take turns and share a commit to the disk.

Writing to the disk is what costs. Those who wait while another transaction runs join its group,
each behind a savepoint of its own, and all are told when the one commit is down.

Two things would break that quietly. SQLite may undo the whole group when one statement fails (a
full disk), and then a commit of nothing succeeds: so it is asked before. And whoever is cancelled
must not take the connection along: what was begun on it is brought to an end first.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

TOGETHER = 64  # transactions in one commit
PATIENCE = 0.02  # seconds after which whoever waits for a commit sees to it themselves


@dataclass(slots=True)
class _Group:
    """Transactions that wait for the same commit."""

    size: int = 0
    done: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Undone(Exception):
    """The database undid the group, because of what happened to another transaction in it."""


async def _whole(work: Coroutine[Any, Any, None]) -> None:
    """Do it to the end, even if whoever asked is cancelled meanwhile."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


class Writer:
    """Serves transactions one at a time on one connection."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._queue = 0
        self._connection: AsyncConnection | None = None
        self._group: _Group | None = None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """Yield a session; when the block has ended, its changes are on the disk.

        1. Wait for the turn.
        2. Run, behind a savepoint if the group has others: what raises is undone alone.
        3. Commit for the whole group, unless somebody waits and will.
        4. Wait until the group's commit is down.
        """
        await self._take_turn()
        try:
            if self._group is None:
                await _whole(self._open())
            connection, group = self._connection, self._group
            assert connection is not None
            assert group is not None
            async with self._part(connection, group) as session:
                yield session
            group.size += 1
        finally:
            try:
                await self._finish_turn()
            finally:
                self._turn.release()
        await self._until_down(group)

    @asynccontextmanager
    async def _part(
        self, connection: AsyncConnection, group: _Group
    ) -> AsyncIterator[AsyncSession]:
        """Yield a session for one of the group. The first needs no savepoint: it is the group."""
        first = group.size == 0
        mode: Literal["rollback_only", "create_savepoint"] = (
            "rollback_only" if first else "create_savepoint"
        )
        try:
            async with AsyncSession(
                bind=connection, expire_on_commit=False, join_transaction_mode=mode
            ) as session:
                yield session
                await _whole(session.commit())
        except BaseException:
            if first:
                await _whole(self._undo())
            raise
        if first and not connection.in_transaction():
            self._group = None  # the block itself has undone it: nothing is left to commit
            group.done.set_result(None)

    async def _undo(self) -> None:
        """Undo a group that nobody has joined."""
        self._group = None
        try:
            if self._connection is not None and self._connection.in_transaction():
                await self._connection.rollback()
        except Exception:  # noqa: BLE001 -- what raised before is what counts
            await self._drop()

    async def close(self) -> None:
        """Commit what is under way and give the connection back."""
        async with self._turn:
            await self._commit()
            if self._connection is not None:
                await self._connection.close()
                self._connection = None

    async def _take_turn(self) -> None:
        self._queue += 1
        try:
            await self._turn.acquire()
        finally:
            self._queue -= 1

    async def _open(self) -> None:
        if self._connection is None:
            self._connection = await self._engine.connect()
        if self._group is None:
            await self._connection.begin()
            self._group = _Group()

    async def _finish_turn(self) -> None:
        group = self._group
        if group is None:
            return
        if not self._queue or group.size >= TOGETHER or not await self._stands():
            await _whole(self._commit())

    async def _stands(self) -> bool:
        """Say whether the group's transaction is still there: only the driver knows."""
        assert self._connection is not None
        raw = await self._connection.get_raw_connection()
        return bool(raw.driver_connection and raw.driver_connection.in_transaction)

    async def _commit(self) -> None:
        """Bring the group to the disk, and tell everybody in it what became of it."""
        group, self._group = self._group, None
        if group is None or self._connection is None:
            return
        try:
            if not await self._stands():
                raise Undone  # noqa: TRY301 -- one way out for everything that loses a group
            await self._connection.commit()
        except BaseException as error:
            group.done.set_exception(error)
            group.done.exception()  # seen, even if nobody waits any more
            await self._drop()
            if not group.size:
                raise
        else:
            group.done.set_result(None)

    async def _drop(self) -> None:
        """Give up the connection: nobody knows what state it is in."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()
            await connection.close()

    async def _until_down(self, group: _Group) -> None:
        """Wait for the commit. Whoever should have made it may have been cancelled: then do it."""
        while not group.done.done():
            try:
                await asyncio.wait_for(asyncio.shield(group.done), PATIENCE)
            except TimeoutError:
                async with self._turn:
                    if self._group is group:
                        await self._commit()
        group.done.result()
