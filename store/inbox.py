"""Updates as they came, kept until each has had its one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, select, update
from sqlmodel import SQLModel, col, func
from sqlmodel.ext.asyncio.session import AsyncSession

from store.prepared import Keeping, Prepared, written_out
from store.tables import InboxRow, InboxState

TRIES = 3
PAUSES = (timedelta(seconds=1), timedelta(seconds=3), timedelta(seconds=10))


INBOX = SQLModel.metadata.tables["inbox"]
EARLIER = INBOX.alias()
KEPT = ("key", "raw", "chat_id", "sender", "priority", "state", "attempts", "next_at", "received")
KEEP = Keeping(INBOX, KEPT, key=["key"])
BLOCKED = exists().where(
    written_out(EARLIER.c.state, InboxState.NEW),
    EARLIER.c.chat_id == INBOX.c.chat_id,
    EARLIER.c.id < INBOX.c.id,
)
WAITING = Prepared(
    select(
        INBOX.c.id, INBOX.c.raw, INBOX.c.chat_id, INBOX.c.sender, INBOX.c.attempts, INBOX.c.received
    )
    .where(
        written_out(INBOX.c.state, InboxState.NEW), INBOX.c.next_at <= bindparam("now"), ~BLOCKED
    )
    .order_by(INBOX.c.priority, INBOX.c.id)
    .limit(bindparam("most"))
)
COUNT = Prepared(
    select(func.count()).select_from(INBOX).where(written_out(INBOX.c.state, InboxState.NEW))
)
FINISH = Prepared(
    update(INBOX)
    .where(INBOX.c.id == bindparam("entry"), INBOX.c.state == InboxState.NEW)
    .values(state=InboxState.DONE, finished=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Received:
    """An update to keep. `key` says what it is about: Telegram's own numbers start anew."""

    key: str
    raw: str
    chat_id: int | None
    sender: int | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class Kept:
    entry: int
    raw: str
    chat_id: int | None
    sender: int | None
    attempts: int
    received: datetime


async def keep(session: AsyncSession, updates: Sequence[Received], now: datetime) -> None:
    """Keep updates; one we already have stays as it is.

    An urgent one raises what its chat said before it, so that order within a chat stays.
    """
    if not updates:
        return
    rows = [
        {
            "key": update.key,
            "raw": update.raw,
            "chat_id": update.chat_id,
            "sender": update.sender,
            "priority": 0 if update.urgent else 1,
            "state": InboxState.NEW,
            "attempts": 0,
            "next_at": now,
            "received": now,
        }
        for update in {update.key: update for update in updates}.values()
    ]
    await KEEP.run(session, *rows)
    urgent = {update.chat_id for update in updates if update.urgent and update.chat_id is not None}
    if urgent:
        await _raise(session, urgent)


async def waiting(session: AsyncSession, now: datetime, limit: int = 50) -> Sequence[Kept]:
    """Return the first unfinished update of each chat, urgent ones first, then as they came."""
    return [Kept(*row) for row in await WAITING.rows(session, now=now, most=limit)]


async def finish(session: AsyncSession, entry: int, now: datetime) -> bool:
    """Mark an update as handled, in the transaction that handled it; False if it already was."""
    return await FINISH.run(session, {"entry": entry, "now": now}) == 1


async def fail(
    session: AsyncSession, kept: Kept, now: datetime, error: str, *, for_good: bool
) -> bool:
    """Count a failure; True if the update is now out of the way for a human to look at."""
    attempts = kept.attempts + 1
    out = for_good or attempts >= TRIES
    await session.exec(
        update(InboxRow)
        .where(col(InboxRow.id) == kept.entry, col(InboxRow.state) == InboxState.NEW)
        .values(
            attempts=attempts,
            error=error,
            state=InboxState.QUARANTINED if out else InboxState.NEW,
            next_at=now + PAUSES[min(attempts, len(PAUSES)) - 1],
        )
    )
    return out


async def count_waiting(session: AsyncSession) -> int:
    """Return how many updates nobody has finished."""
    [(count,)] = await COUNT.rows(session)
    return int(count)


async def _raise(session: AsyncSession, chats: set[int]) -> None:
    await session.exec(
        update(InboxRow)
        .where(
            written_out(INBOX.c.state, InboxState.NEW),
            col(InboxRow.priority) > 0,
            col(InboxRow.chat_id).in_(chats),
        )
        .values(priority=0)
    )
