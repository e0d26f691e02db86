"""The one writer of a SQLite file: transactions take turns and share a commit to the disk.

Writing to the disk is what costs. Those who wait while another transaction runs join its group,
each behind a savepoint of its own, and all are told when the one commit is down.

Two things would break that quietly. SQLite may undo the whole group when one statement fails (a
full disk), and then a commit of nothing succeeds: so it is asked before. And whoever is cancelled
must not take the connection along: what was begun on it is brought to an end first.

SQLAlchemy believes in one transaction that never ends; the real ones begin and end here.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from store.prepared import DIRECT
from store.sqlite import Direct

TOGETHER = 64  # transactions in one commit
PART = "part"  # of a group: the savepoint behind which one transaction runs
PATIENCE = 0.02  # seconds after which whoever waits for a commit sees to it themselves

_Mode = Literal["rollback_only", "create_savepoint"]  # what SQLAlchemy calls it


@dataclass(slots=True)
class _Group:
    """Transactions that wait for the same commit."""

    lasting: bool = True
    size: int = 0
    done: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """The connection, as SQLAlchemy has it and as the driver does."""

    connection: AsyncConnection
    direct: Direct


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
        self._line: _Line | None = None
        self._group: _Group | None = None
        self._spare: dict[_Mode, AsyncSession] = {}

    @asynccontextmanager
    async def begin(self, *, lasting: bool = True) -> AsyncIterator[AsyncSession]:
        """Yield a session; when the block has ended, its changes are on the disk.

        Those that are not `lasting` outlive the process, and may not outlive a loss of power.

        1. Wait for the turn.
        2. Run, behind a savepoint if the group has others: what raises is undone alone.
        3. Commit for the whole group, unless somebody waits and will.
        4. Wait until the group's commit is down.
        """
        await self._take_turn()
        try:
            line, group = await self._join(lasting=lasting)
            session = self._session(line, group)
            try:
                yield session
                await _written(session)
            except BaseException:
                await self._undo(line, group, session)
                raise
            await self._leave(line, group, session)
        finally:
            try:
                await self._finish_turn()
            finally:
                self._turn.release()
        await self._until_down(group)

    async def close(self) -> None:
        """Commit what is under way and give the connection back."""
        async with self._turn:
            await self._commit()
            if self._line is not None:
                await self._line.connection.close()
                self._line = None

    async def _take_turn(self) -> None:
        self._queue += 1
        try:
            await self._turn.acquire()
        finally:
            self._queue -= 1

    async def _join(self, *, lasting: bool) -> tuple[_Line, _Group]:
        """Join the group that waits for a commit, or begin one."""
        if self._group is not None and lasting and not self._group.lasting:
            await _whole(self._commit())  # it waits for nothing
        if self._group is None:
            await self._open(lasting=lasting)
        line, group = self._line, self._group
        assert line is not None
        assert group is not None
        if group.size:
            line.direct.raw.execute(f"SAVEPOINT {PART}")
        return line, group

    async def _open(self, *, lasting: bool) -> None:
        """Begin a group: at once where nobody holds the file."""
        line = self._line
        if line is not None and line.connection.in_transaction():
            line.direct.lasting(lasting)
            if line.direct.begin_at_once():
                self._group = _Group(lasting)
                return
        await _whole(self._open_patiently())

    async def _open_patiently(self) -> None:
        line = self._line
        if line is not None and line.connection.in_transaction():
            await line.direct.begin()
        else:
            await self._connect()
        assert self._line is not None
        self._group = _Group(self._line.direct.is_lasting)

    async def _connect(self) -> None:
        """Begin, on a new connection where there is none."""
        connection = self._line.connection if self._line else await self._engine.connect()
        direct = (await connection.get_raw_connection()).driver_connection
        assert isinstance(direct, Direct)
        self._line = _Line(connection, direct)
        if not direct.in_transaction:
            await direct.begin()
        await connection.begin()

    async def _undo(self, line: _Line, group: _Group, session: AsyncSession) -> None:
        """Undo one of the group. The first has no savepoint: it is the group.

        Where that fails nothing of the group may reach the disk: all are told that it is undone.
        """
        if not group.size:
            self._group = None
        try:
            await _closed(session)
            if group.size:
                line.direct.raw.execute(f"ROLLBACK TO {PART}")
                line.direct.raw.execute(f"RELEASE {PART}")
            else:
                line.direct.raw.rollback()
        except Exception:  # noqa: BLE001 -- what raised before is what counts
            if group.size:
                line.direct.raw.rollback()
            else:
                await self._drop()

    async def _leave(self, line: _Line, group: _Group, session: AsyncSession) -> None:
        """Leave one's changes to the group's commit."""
        if session.identity_map or not _untouched(session):
            await _closed(session)
        else:
            self._spare[_mode(group)] = session
        if group.size:
            line.direct.raw.execute(f"RELEASE {PART}")
        elif not line.connection.in_transaction():
            self._group = None  # the block itself has undone it: nothing is left to commit
            group.done.set_result(None)
        group.size += 1

    def _session(self, line: _Line, group: _Group) -> AsyncSession:
        """Return a session for one of the group, whose own rollback undoes nobody else's work.

        One that nobody has used is as good as new, and costs nothing.
        """
        mode = _mode(group)
        spare = self._spare.pop(mode, None)
        if spare is not None and spare.info[DIRECT] is line.direct:
            return spare
        return _session(line, mode)

    async def _finish_turn(self) -> None:
        group, line = self._group, self._line
        if group is None or line is None:
            return
        try:
            if line.direct.costs and not self._queue:
                await asyncio.sleep(0)  # whoever is about to begin joins, and spares a commit
        finally:
            if not (self._queue and group.size < TOGETHER and line.direct.in_transaction):
                await self._commit_whole(line)

    async def _commit_whole(self, line: _Line) -> None:
        if line.direct.waits:
            await _whole(self._commit())
        else:
            await self._commit()  # at once: there is no moment at which to be cancelled

    async def _commit(self) -> None:
        """Bring the group to the disk, and tell everybody in it what became of it."""
        group, self._group = self._group, None
        if group is None or self._line is None:
            return
        try:
            if not self._line.direct.in_transaction:  # only the driver knows
                raise Undone  # noqa: TRY301 -- one way out for everything that loses a group
            await self._line.direct.commit()
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
        line, self._line = self._line, None
        if line is not None:
            await line.connection.invalidate()
            await line.connection.close()

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


def _mode(group: _Group) -> _Mode:
    """Return what a session undoes by itself: the group where it is the first, else its part."""
    return "create_savepoint" if group.size else "rollback_only"


def _session(line: _Line, mode: _Mode) -> AsyncSession:
    return AsyncSession(
        bind=line.connection,
        expire_on_commit=False,
        join_transaction_mode=mode,
        info={DIRECT: line.direct},
    )


def _untouched(session: AsyncSession) -> bool:
    """Say whether a session has done nothing: then there is nothing to write or to close."""
    return not (session.in_transaction() or session.new or session.dirty or session.deleted)


async def _written(session: AsyncSession) -> None:
    if not _untouched(session):
        await _whole(session.commit())


async def _closed(session: AsyncSession) -> None:
    if _untouched(session):
        session.sync_session.close()
    else:
        await _whole(session.close())
