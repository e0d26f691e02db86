"""When a short question is asked once more: last of all, so that it never costs a reminder.

It goes with another plain message of its day, or alone where none comes for some days; never with
questions around an infusion, never while an alert is open. Otherwise it waits, or never comes.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.calendar import DAY, instant, local
from care.reminder_kinds import ReminderKind
from care.reminders import REMIND_AT, Turn
from scheduler.reminding_desk import Decided, Desk, Waiting, counted, is_up, together
from store import alerts

BESIDE = frozenset(
    {
        ReminderKind.REMINDER,
        ReminderKind.NUDGE,
        ReminderKind.CHECK_IN,
        ReminderKind.EXPECTATION,
    }
)


async def goes_now(session: AsyncSession, decided: Decided, desk: Desk) -> list[Waiting]:
    """Return what goes now as one message, a short question in it only where it takes no place."""
    others = [one for one in desk.waiting if not _is_lesson(one)]
    goes = together(decided, desk.left_with(others))
    due = [one for one in desk.due if _is_lesson(one) and is_up(decided, desk, one)]
    if not due:
        return goes
    if await _alerted(session, desk):
        return goes + _wait(decided, due, _tomorrow(desk))
    return goes + _beside(decided, desk, goes, due)


def _beside(
    decided: Decided, desk: Desk, goes: Sequence[Waiting], due: Sequence[Waiting]
) -> list[Waiting]:
    others = [one for one in desk.waiting if not _is_lesson(one)]
    if goes and all(one.row.kind in BESIDE and one.turn is Turn.PLAIN for one in goes):
        return list(due)
    if goes:
        return _wait(decided, due, _tomorrow(desk))
    if others:
        soon = [one.due for one in others if one.due > desk.now]
        return _wait(decided, due, min(soon, default=_tomorrow(desk)))
    return counted(decided, replace(desk, waiting=due))


def _wait(decided: Decided, due: Sequence[Waiting], until: datetime) -> list[Waiting]:
    for one in due:
        decided.waits(one, until)
    return []


def _tomorrow(desk: Desk) -> datetime:
    clock = desk.clock
    day = local(desk.now, clock.zone).date() + DAY
    return clock.waking(instant(day, REMIND_AT, clock.zone))


async def _alerted(session: AsyncSession, desk: Desk) -> bool:
    patient = desk.patient
    return await alerts.unresolved(session, patient.care_team_id, patient.id) is not None


def _is_lesson(one: Waiting) -> bool:
    return one.row.kind is ReminderKind.TEACH_BACK
