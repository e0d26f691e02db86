"""Messages we owe. Written in the same transaction as the reason for them."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, update
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import (
    Choice,
    Lane,
    Method,
    OutboxMessage,
    State,
)
from store.prepared import Keeping, Prepared, Row, among, written_out
from store.tables import OutboxRow

TALK_LASTS = timedelta(hours=24)  # an answer in a conversation is worth nothing after that
A_STRETCH = 100  # messages of a crowd after which whoever waits for the loop goes first
LEASE = timedelta(seconds=30)  # PostgreSQL: a claim older than this belongs to nobody
TAKEN = ("id", "claim", "attempts", "plain", "owed")  # of a row that is due, and the message's:
ABOUT = ("alert_id", "epoch", "wanted", "reminder_id", "expires")
PLACE = ("key", "chat_id", "lane", "method", "target", *ABOUT, "channel", "payload")

OUTBOX = SQLModel.metadata.tables["outbox"]
OWED = (*PLACE, "owed", "due", "state", "attempts", "plain", "claim")
OWE = Keeping(OUTBOX, OWED, key=["key"], many=True)
DUE = (
    select_columns(*(OUTBOX.c[name] for name in (*TAKEN, *PLACE)))
    .where(
        written_out(OUTBOX.c.state, State.PENDING),
        OUTBOX.c.due <= bindparam("now"),
        among(OUTBOX.c.lane, "lanes"),
        or_(
            OUTBOX.c.method == Method.ANSWER,
            ~among(OUTBOX.c.chat_id, "resting"),
            and_(OUTBOX.c.lane < Lane.CONVERSATION, ~among(OUTBOX.c.chat_id, "busy")),
        ),
    )
    .order_by(OUTBOX.c.lane, OUTBOX.c.due, OUTBOX.c.id)
    .limit(bindparam("most"))
)
DUE_SQLITE, DUE_POSTGRESQL = Prepared(DUE), Prepared(DUE.with_for_update(skip_locked=True))
ANY_DUE = Prepared(
    select_columns(OUTBOX.c.id)
    .where(written_out(OUTBOX.c.state, State.PENDING), OUTBOX.c.due <= bindparam("now"))
    .limit(1)
)
CLAIM = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("taken"))
    .values(
        state=State.SENDING,
        boot_id=bindparam("by"),
        claim=OUTBOX.c.claim + 1,
        attempts=OUTBOX.c.attempts + 1,
    )
)
CLAIM_SQLITE = Prepared(CLAIM)
CLAIM_POSTGRESQL = Prepared(CLAIM.values(lease_until=func.now() + LEASE))
DROP = Prepared(
    update(OUTBOX).where(OUTBOX.c.id == bindparam("dropped")).values(state=State.UNWANTED)
)
HELD = update(OUTBOX).where(
    OUTBOX.c.id == bindparam("held"),
    OUTBOX.c.claim == bindparam("held_by"),
    OUTBOX.c.state == State.SENDING,
)
LOST = update(OUTBOX).where(written_out(OUTBOX.c.state, State.SENDING)).values(state=State.PENDING)
RECLAIM_SQLITE = Prepared(LOST.where(OUTBOX.c.boot_id != bindparam("boot")))
RECLAIM_POSTGRESQL = Prepared(LOST.where(OUTBOX.c.lease_until < func.now()))

SETTLE: dict[tuple[str, ...], Prepared] = {}
NEXT = [
    Prepared(
        select_columns(OUTBOX.c.due, OUTBOX.c.lane)
        .where(written_out(OUTBOX.c.state, state))
        .order_by(OUTBOX.c.due)
        .limit(1)
    )
    for state in (State.PENDING, State.SENDING)
]


@dataclass(frozen=True, slots=True)
class Spared:
    """The chats to leave alone: those that rest take what is urgent, those that are busy nothing.

    Whoever is busy rests too.
    """

    busy: Collection[int] = ()
    resting: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A message that could be sent now."""

    id: int
    claim: int
    attempts: int
    plain: bool
    owed: datetime
    message: OutboxMessage


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
    rows = list[dict[str, Any]]()
    for number, message in enumerate(messages, 1):
        rows.append(_row(message, due))
        if number % A_STRETCH == 0:
            await asyncio.sleep(0)
    if rows:
        await OWE.run(session, *rows)


async def due(
    session: AsyncSession,
    now: datetime,
    spared: Spared,
    lanes: Collection[Lane],
    limit: int = 40,
) -> Sequence[Due]:
    """Return what could be sent now, the most urgent first, leaving out chats that are spared.

    Answers to presses belong to no chat's turn.
    """
    ready = DUE_SQLITE if _on_sqlite(session) else DUE_POSTGRESQL
    chats = {"busy": spared.busy, "resting": {*spared.busy, *spared.resting}}
    rows = await ready.rows(session, now=now, lanes=lanes, most=limit, **chats)
    return [_due(row[: len(TAKEN)], row[len(TAKEN) :]) for row in rows]


async def anything_due(session: AsyncSession, now: datetime) -> bool:
    """Say whether something is due, be it to a busy chat or in a lane that must wait."""
    return bool(await ANY_DUE.rows(session, now=now))


async def claim(session: AsyncSession, rows: Sequence[Due], boot_id: str) -> Sequence[Claimed]:
    """Take messages in the name of this boot."""
    if not rows:
        return ()
    take = CLAIM_SQLITE if _on_sqlite(session) else CLAIM_POSTGRESQL
    await take.run(session, *({"taken": row.id, "by": boot_id} for row in rows))
    return [
        Claimed(row.id, row.claim + 1, row.message, row.plain, row.attempts + 1, row.owed)
        for row in rows
    ]


async def drop(session: AsyncSession, rows: Sequence[Due]) -> None:
    """Give up messages that make no sense any more."""
    if rows:
        await DROP.run(session, *({"dropped": row.id} for row in rows))


async def settle(session: AsyncSession, claimed: Claimed, **changes: Any) -> bool:
    """Record what became of an attempt; False if somebody else has taken the message since."""
    names = tuple(changes)
    if names not in SETTLE:
        SETTLE[names] = Prepared(HELD.values({name: bindparam(f"new_{name}") for name in names}))
    given = {f"new_{name}": value for name, value in changes.items()}
    held = {"held": claimed.id, "held_by": claimed.claim}
    return await SETTLE[names].run(session, given | held) == 1


async def reclaim(session: AsyncSession, boot_id: str) -> int:
    """Take back what was claimed and never settled. Return how many messages that were.

    With one process no clock decides: what another boot had is ours. With several, the lease on
    the database's own clock does.
    """
    if _on_sqlite(session):
        return await RECLAIM_SQLITE.run(session, {"boot": boot_id})
    return await RECLAIM_POSTGRESQL.run(session, {})


async def next_due(session: AsyncSession) -> tuple[datetime, Lane] | None:
    """Return when the next message is due, and in which lane."""
    found = [row for query in NEXT for row in await query.rows(session)]
    at, lane = min(found, default=(None, 0))
    return None if at is None else (at, Lane(lane))


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


async def sent_as(session: AsyncSession, *keys: str) -> Sequence[OutboxRow]:
    """Return which of the messages with these keys a chat has accepted."""
    query = select(OutboxRow).where(
        col(OutboxRow.key).in_(keys), col(OutboxRow.message_id).is_not(None)
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


async def reached(session: AsyncSession, alert_id: int, prefix: str, but: int) -> bool:
    """Say whether another message about an alert under `prefix` was sent or still may be."""
    query = select(OutboxRow.id).where(
        OutboxRow.alert_id == alert_id,
        col(OutboxRow.key).startswith(prefix, autoescape=True),
        OutboxRow.id != but,
        col(OutboxRow.refusal).is_(None),
        col(OutboxRow.state).in_([State.PENDING, State.SENDING, State.SENT, State.UNCERTAIN]),
    )
    return (await session.exec(query.limit(1))).first() is not None


def _due(taken: Row, place: Row) -> Due:
    message = _message(dict(zip(PLACE, place, strict=True)))
    return Due(**dict(zip(TAKEN, taken, strict=True)), message=message)


def _message(columns: dict[str, Any]) -> OutboxMessage:
    """Return the message as it was owed."""
    payload = columns.pop("payload")
    columns["lane"] = Lane(columns["lane"])
    rows = tuple(tuple(Choice(**choice) for choice in line) for line in payload["rows"])
    return OutboxMessage(
        **columns,
        texts=tuple(payload["texts"]),
        values=payload["values"],
        rows=rows,
        keyboard=payload["keyboard"],
        silent=payload["silent"],
        loud_answer=payload["loud_answer"],
    )


def _row(message: OutboxMessage, due: datetime) -> dict[str, Any]:
    expires = message.expires
    if expires is None and message.lane == Lane.CONVERSATION:
        expires = due + TALK_LASTS
    columns = {name: getattr(message, name) for name in PLACE if name != "payload"}
    payload = {
        "texts": message.texts,
        "values": message.values,
        "rows": [[_button(choice) for choice in line] for line in message.rows],
        "keyboard": message.keyboard,
        "silent": message.silent,
        "loud_answer": message.loud_answer,
    }
    return columns | {
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


def _button(choice: Choice) -> dict[str, Any]:
    """Return a button by its fields; `asdict` would take a tenth of a sweep for it."""
    said = {"label": choice.label, "data": choice.data, "url": choice.url}
    return said | {"values": dict(choice.values)}


def _on_sqlite(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "sqlite"
