"""What a member does to a patient's dates by a press: each whole, or not at all.

Every deed looks at the dates again before it changes them, and stands in the book.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.handlers.team_plan_changes import addition_of, row_of
from bot.handlers.team_plan_screens import offer_of
from bot.handlers.team_plan_turn import Refused, Turn
from care.appointments import AppointmentKind
from messages.declare import Text
from messages.texts import staff_plan as says
from scheduler import appointing, planning, planning_changes
from scheduler.appointing import NotPossible
from scheduler.planning import Outdated
from scheduler.planning_changes import CannotBe
from scheduler.visits import hears

BOTH = frozenset({"all", "this"})


async def accept(session: AsyncSession, turn: Turn) -> Turn:
    """Enter the plan that was shown."""
    async with _whole(session):
        offer = await offer_of(session, turn)
        await planning.accept(session, turn.patient, offer, turn.actor, turn.now)
    return _told(turn, says.ENTERED)


async def move(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Move a date, alone or with what hangs on it."""
    if choice not in BOTH:
        raise Refused(says.OVER)
    async with _whole(session):
        row = await row_of(session, turn)
        change = await planning_changes.propose_move(session, row, turn.wall, turn.now)
        along = choice == "all"
        await planning_changes.move(session, change, turn.actor, turn.now, along=along)
    return _told(turn, says.MOVED)


async def add(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Enter one more date."""
    if choice != "enter":
        raise Refused(says.OVER)
    async with _whole(session):
        addition = await addition_of(session, turn)
        await planning_changes.add(session, turn.patient, addition, turn.actor, turn.now)
    return _told(turn, says.ENTERED)


async def cancel(session: AsyncSession, turn: Turn, choice: str) -> Turn:
    """Cancel a date, alone or with the blood tests for it."""
    if choice not in BOTH:
        raise Refused(says.OVER)
    async with _whole(session):
        row = await row_of(session, turn)
        along = choice == "all"
        await planning_changes.cancel(session, row, turn.actor, turn.now, along=along)
    return _told(turn, says.CANCELLED)


async def give(session: AsyncSession, turn: Turn) -> Turn:
    """Note that a date took place, now or at its time if that is over."""
    async with _whole(session):
        row = await row_of(session, turn)
        at = row.given_at or min(row.at, turn.now)
        await appointing.give(session, row, turn.actor, at, turn.now)
    if row.kind is AppointmentKind.INFUSION:
        return turn.on("brand")
    return _done(turn, says.NOTED)


async def miss(session: AsyncSession, turn: Turn) -> Turn:
    """Note that a date did not take place."""
    async with _whole(session):
        row = await row_of(session, turn)
        await appointing.miss(session, row, turn.actor, turn.now)
    return _done(turn, says.NOTED)


async def keep_batch(session: AsyncSession, turn: Turn) -> Turn:
    """Keep which medicine was given: after a reaction brand and batch are asked for."""
    async with _whole(session):
        row = await row_of(session, turn)
        brand, batch = turn.facts["brand"], turn.facts.get("batch")
        at = row.given_at or min(row.at, turn.now)
        await appointing.give(session, row, turn.actor, at, turn.now, brand=brand, batch=batch)
    return _done(turn, says.NOTED)


def _told(turn: Turn, note: Text) -> Turn:
    """Say beside what was done when the patient will not hear of it from here."""
    return _done(turn, note, *(() if hears(turn.patient) else (says.UNHEARD,)))


def _done(turn: Turn, *notes: Text) -> Turn:
    return replace(turn, step="plan", facts={}, notes=notes)


@asynccontextmanager
async def _whole(session: AsyncSession) -> AsyncIterator[None]:
    """Keep all that is done within, or nothing of it and say why."""
    try:
        async with session.begin_nested():
            yield
    except (NotPossible, CannotBe) as error:
        raise Refused(says.NOT_SO) from error
    except Outdated as error:
        raise Refused(says.CHANGED_SINCE) from error
