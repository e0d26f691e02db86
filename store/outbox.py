"""Messages we owe. Written in the same transaction as the reason for them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import SQLModel, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import (
    Channel,
    Choice,
    Lane,
    Method,
    OutboxMessage,
    State,
    Wanted,
)
from store.tables import OutboxRow

TALK_LASTS = timedelta(hours=24)  # an answer in a conversation is worth nothing after that
LEASE = timedelta(seconds=30)  # PostgreSQL: a claim older than this belongs to nobody
PAYLOAD = ("texts", "values", "rows", "keyboard", "silent", "loud_answer")


# Statements that run for every message are written once: to write one costs more than to run it.
OUTBOX = SQLModel.metadata.tables["outbox"]
OWE_SQLITE = insert_sqlite(OUTBOX).on_conflict_do_nothing(index_elements=["key"])
OWE_POSTGRESQL = insert_postgresql(OUTBOX).on_conflict_do_nothing(index_elements=["key"])
DUE = (
    select(OutboxRow)
    .where(
        OutboxRow.state == State.PENDING,
        col(OutboxRow.due) <= bindparam("now"),
        col(OutboxRow.lane).in_(bindparam("lanes", expanding=True)),
        or_(
            col(OutboxRow.chat_id).not_in(bindparam("busy", expanding=True)),
            OutboxRow.method == Method.ANSWER,
        ),
    )
    .order_by(col(OutboxRow.lane), col(OutboxRow.due), col(OutboxRow.id))
    .limit(bindparam("most"))
)
DUE_UNLOCKED = DUE.with_for_update(skip_locked=True)
HELD = update(OUTBOX).where(
    OUTBOX.c.id == bindparam("held"),
    OUTBOX.c.claim == bindparam("held_by"),
    OUTBOX.c.state == State.SENDING,
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in the hands of one worker. `claim` refuses the result of a later one."""

    id: int
    claim: int
    message: OutboxMessage
    plain: bool
    attempts: int
    owed: datetime


async def owe(session: AsyncSession, due: datetime, *messages: OutboxMessage) -> None:
    """Owe messages from `due` on, each unless it is owed already."""
    if not messages:
        return
    sqlite = session.get_bind().dialect.name == "sqlite"
    rows = [_row(message, due) for message in messages]
    await session.exec(OWE_SQLITE if sqlite else OWE_POSTGRESQL, params=rows)


async def due_rows(
    session: AsyncSession,
    now: datetime,
    busy: Collection[int],
    lanes: Collection[Lane],
    limit: int = 40,
) -> Sequence[OutboxRow]:
    """Return what could be sent now, the most urgent first, leaving out chats that are busy.

    Answers to presses belong to no chat's turn.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    given = {"now": now, "lanes": [int(lane) for lane in lanes], "busy": list(busy), "most": limit}
    return (await session.exec(DUE if sqlite else DUE_UNLOCKED, params=given)).all()


async def claim(session: AsyncSession, row: OutboxRow, boot_id: str) -> Claimed:
    """Take one message in the name of this boot."""
    row.state, row.boot_id, row.claim = State.SENDING, boot_id, row.claim + 1
    row.attempts += 1
    if session.get_bind().dialect.name != "sqlite":
        row.lease_until = await _database_now(session) + LEASE
    assert row.id is not None
    return Claimed(row.id, row.claim, message_of(row), row.plain, row.attempts, row.owed)


async def settle(session: AsyncSession, claimed: Claimed, **changes: Any) -> bool:
    """Record what became of an attempt; False if somebody else has taken the message since."""
    done = await session.exec(
        HELD.values(**changes), params={"held": claimed.id, "held_by": claimed.claim}
    )
    return done.rowcount == 1


async def reclaim(session: AsyncSession, boot_id: str) -> int:
    """Take back what was claimed and never settled. Return how many messages that were.

    With one process no clock decides: what another boot had is ours. With several, the lease on
    the database's own clock does.
    """
    if session.get_bind().dialect.name == "sqlite":
        lost: ColumnElement[bool] = col(OutboxRow.boot_id) != boot_id
    else:
        lost = col(OutboxRow.lease_until) < func.now()
    done = await session.exec(
        update(OutboxRow)
        .where(col(OutboxRow.state) == State.SENDING, lost)
        .values(state=State.PENDING)
    )
    return done.rowcount


async def next_due(session: AsyncSession) -> tuple[datetime, Lane] | None:
    """Return when the next message is due, and in which lane."""
    query = (
        select(OutboxRow.due, OutboxRow.lane)
        .where(col(OutboxRow.state).in_([State.PENDING, State.SENDING]))
        .order_by(col(OutboxRow.due))
        .limit(1)
    )
    found = (await session.exec(query)).first()
    return (found[0], Lane(found[1])) if found else None


async def sent_cards(session: AsyncSession, alert_id: int, prefix: str) -> Sequence[OutboxRow]:
    """Return the messages under `prefix` about an alert that a chat has accepted."""
    query = select(OutboxRow).where(
        OutboxRow.alert_id == alert_id,
        col(OutboxRow.message_id).is_not(None),
        col(OutboxRow.key).startswith(prefix, autoescape=True),
    )
    return (await session.exec(query)).all()


async def reminder_under(session: AsyncSession, chat_id: int, message_id: int | None) -> int | None:
    """Return the reminder that a message in a chat was, or None if it was anything else."""
    query = select(OutboxRow.reminder_id).where(
        OutboxRow.chat_id == chat_id,
        OutboxRow.message_id == message_id,
        col(OutboxRow.reminder_id).is_not(None),
    )
    return (await session.exec(query)).first()


async def sent_under(session: AsyncSession, prefix: str) -> Sequence[OutboxRow]:
    """Return the messages under `prefix` that a chat has accepted."""
    query = select(OutboxRow).where(
        col(OutboxRow.message_id).is_not(None),
        col(OutboxRow.key).startswith(prefix, autoescape=True),
    )
    return (await session.exec(query)).all()


async def card_at(session: AsyncSession, chat_id: int, message_id: int) -> OutboxRow | None:
    """Return the message about an alert that stands at a place in a chat, or None."""
    query = select(OutboxRow).where(
        OutboxRow.chat_id == chat_id,
        OutboxRow.message_id == message_id,
        col(OutboxRow.alert_id).is_not(None),
    )
    return (await session.exec(query.limit(1))).first()


async def purge(
    session: AsyncSession,
    chat_id: int,
    *,
    keep: Collection[Lane] = (),
    about: Collection[int] | None = None,
) -> int:
    """Make what we still owe to a chat unwanted, except in the lanes of `keep`. Return how many.

    With `about`, only what is about these alerts.
    """
    query = update(OutboxRow).where(
        col(OutboxRow.chat_id) == chat_id,
        col(OutboxRow.state) == State.PENDING,
        col(OutboxRow.lane).not_in([int(lane) for lane in keep]),
    )
    if about is not None:
        query = query.where(col(OutboxRow.alert_id).in_(about))
    return (await session.exec(query.values(state=State.UNWANTED))).rowcount


async def move(session: AsyncSession, old_chat: int, new_chat: int) -> None:
    """Owe to the group's new id what was owed to its old one."""
    await session.exec(
        update(OutboxRow)
        .where(
            col(OutboxRow.chat_id) == old_chat,
            col(OutboxRow.state).in_([State.PENDING, State.SENDING]),
        )
        .values(chat_id=new_chat)
    )


async def reached(session: AsyncSession, prefix: str, but: int) -> bool:
    """Say whether another message under `prefix` was sent or still may be."""
    query = select(OutboxRow.id).where(
        col(OutboxRow.key).startswith(prefix, autoescape=True),
        OutboxRow.id != but,
        col(OutboxRow.refusal).is_(None),
        col(OutboxRow.state).in_([State.PENDING, State.SENDING, State.SENT, State.UNCERTAIN]),
    )
    return (await session.exec(query.limit(1))).first() is not None


def message_of(row: OutboxRow) -> OutboxMessage:
    """Return the message as it was owed."""
    payload = row.payload
    return OutboxMessage(
        key=row.key,
        chat_id=row.chat_id,
        lane=Lane(row.lane),
        texts=tuple(payload["texts"]),
        values=payload["values"],
        rows=tuple(tuple(Choice(**choice) for choice in line) for line in payload["rows"]),
        keyboard=payload["keyboard"],
        method=row.method,
        target=row.target,
        silent=payload["silent"],
        loud_answer=payload["loud_answer"],
        alert_id=row.alert_id,
        epoch=row.epoch,
        wanted=Wanted(row.wanted),
        reminder_id=row.reminder_id,
        expires=row.expires,
        channel=Channel(row.channel),
    )


def _row(message: OutboxMessage, due: datetime) -> dict[str, Any]:
    values = asdict(message)
    payload = {name: values.pop(name) for name in PAYLOAD}
    expires = message.expires
    if expires is None and message.lane == Lane.CONVERSATION:
        expires = due + TALK_LASTS
    return {
        **values,
        "lane": int(message.lane),
        "expires": expires,
        "payload": payload,
        "owed": due,
        "due": due,
        "state": State.PENDING,
        "attempts": 0,
        "plain": False,
        "claim": 0,
    }


async def _database_now(session: AsyncSession) -> datetime:
    found: datetime = (await session.exec(select(func.now()))).one()
    return found
