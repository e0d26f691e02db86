"""What a check learns of usual signs: what is on record before it asks, what it puts there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.check_signs import SIGNS
from care.check_steps import USUAL, Choice, Step
from care.check_usual import sign_at
from care.symptom_check import Check
from care.tasks import TaskKind
from care.triage_table import REACTION_WINDOW
from scheduler import usual
from scheduler.check_screens import Asked
from scheduler.chores import ask_team
from store import appointments
from store.patient_facts import Said


async def knowing(
    session: AsyncSession, who: Asked, check: Check, at: Step, choice: Choice
) -> Asked:
    """Return whom is asked with their usual signs, once a sign is there that might be one.

    Beside the guided questions a sign that is only declared counts as any other: nobody has asked
    there whether it is worse.
    """
    pressed = at in USUAL and (at, choice) in SIGNS
    if not pressed and not any(sign_at(check.answers, step) for step in USUAL):
        return who
    on_record = await usual.signs(session, who.patient)
    known = replace(who.known, baseline=on_record.confirmed, declared=on_record.declared)
    return replace(who, known=known)


async def plan_says_none(session: AsyncSession, who: Asked, now: datetime) -> bool:
    """Say whether the plan knows of an infusion, none was lately, and none is near."""
    hours, window = who.known.hours_since_infusion, REACTION_WINDOW.value
    if hours is None or hours <= window:
        return False
    nearest = await appointments.last_infusion(session, who.patient, now + timedelta(hours=window))
    return nearest is not None and nearest <= now


async def declare(session: AsyncSession, who: Asked, codes: Iterable[str], now: datetime) -> None:
    """Put signs on record as usual, and show the team the list whenever it has grown."""
    said = Said(f"account:{who.chat}", now)
    grown = [await usual.declare(session, who.patient, code, said) for code in sorted(codes)]
    if any(grown):
        key = f"usual:{who.patient.id}:{await usual.latest(session, who.patient)}"
        await ask_team(session, who.patient, TaskKind.USUAL, key, now)


async def for_next_visit(session: AsyncSession, who: Asked, cause: str, now: datetime) -> None:
    """Ask the team to read at the next visit what was confirmed as usual, and is no worse."""
    await ask_team(session, who.patient, TaskKind.NEXT_VISIT, f"next_visit:{cause}", now)
