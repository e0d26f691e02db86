"""What follows when Telegram says no: another id, plain text, the next step, a word to the team."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, Refusal, State
from care.policies import REFUSED_LASTS
from care.tasks import TaskKind
from scheduler.chores import ask_team
from store import alerts, outbox, people, teams
from store.outbox import Claimed
from store.tables import OutboxRow

AT_ONCE = timedelta(0)


async def follow_up(
    session: AsyncSession,
    claimed: Claimed,
    refusal: Refusal,
    migrated_to: int | None,
    now: datetime,
) -> None:
    """Act on a refusal, in the transaction that records it.

    1. A group with a new id: everything owed to the old one goes to the new one, at once.
    2. Markup that did not parse: the same text goes plain, at once.
    3. A chat that is closed to us: noted; the alert's next step need not wait for it.
    4. A safety message refused for a day: a task of the team, because nobody will read it.
    """
    match refusal:
        case Refusal.MIGRATED if migrated_to is not None:
            await teams.move_group(session, claimed.message.chat_id, migrated_to)
            await outbox.move(session, claimed.message.chat_id, migrated_to)
            await _again(session, claimed, now, chat_id=migrated_to)
        case Refusal.UNFORMATTED:
            await _again(session, claimed, now, plain=True)
        case Refusal.BLOCKED | Refusal.GONE:
            await _closed(session, claimed, now)
    if claimed.message.lane <= Lane.SAFETY and now - claimed.owed > REFUSED_LASTS:
        await _give_up(session, claimed, now)


async def _again(session: AsyncSession, claimed: Claimed, now: datetime, **changes: object) -> None:
    row = await session.get_one(OutboxRow, claimed.id, populate_existing=True)
    for name, value in changes.items():
        setattr(row, name, value)
    row.due, row.state = now, State.PENDING
    await session.flush()


async def _closed(session: AsyncSession, claimed: Claimed, now: datetime) -> None:
    message = claimed.message
    news = await people.mark_unreachable(session, message.chat_id, now)
    if message.lane == Lane.ALERT and message.alert_id is not None:
        step = message.key.rsplit(":", 1)[0] + ":"
        if not await outbox.reached(session, message.alert_id, step, claimed.id):
            await alerts.hurry(session, message.alert_id, message.epoch, now)
    patient = await people.patient_with(session, message.chat_id)
    if news and patient is not None:
        await ask_team(session, patient, TaskKind.UNREACHABLE, f"unreachable:{claimed.id}", now)


async def _give_up(session: AsyncSession, claimed: Claimed, now: datetime) -> None:
    row = await session.get_one(OutboxRow, claimed.id, populate_existing=True)
    if row.alert_id is not None:
        alert = await alerts.find(session, row.alert_id)
        if alert is not None and alert.status != "resolved":
            return
    row.state = State.REFUSED
    patient = await people.patient_with(session, row.chat_id)
    if patient is not None:
        await ask_team(session, patient, TaskKind.UNDELIVERED, f"undelivered:{row.id}", now)
