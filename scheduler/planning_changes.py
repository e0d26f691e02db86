"""Changing single dates of a plan: what moving, adding or cancelling one means, and doing it.

A change is looked at first, with its warnings and what hangs on the date; a human then decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.calendar import instant, zone_named
from care.monitoring import window
from care.plan_errors import Fault, errors, infusions_of
from care.plan_warnings import History, Remark, warnings
from care.plans import in_courses, moved
from care.proposals import Terms
from care.regimens import RegimenId
from scheduler import appointing
from scheduler.planning import terms_of
from scheduler.planning_values import dated, history_of
from store import appointments, people, plans
from store.tables import Appointment, Patient

NEW = "new"  # the ref of a date that has no number yet


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a patient's dates would look after a change: what is unusual, and what cannot be."""

    remarks: tuple[Remark, ...]
    faults: tuple[Fault, ...] = ()


class CannotBe(Exception):
    """Dates that cannot be: `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Addition:
    """A date that somebody wants to add, as part of the plan, and what it brings."""

    entry: appointing.Entry
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Move:
    """A date that somebody wants to move, and the dates that hang on it, each with its new time."""

    row: Appointment
    to: datetime
    along: Sequence[tuple[Appointment, datetime]]
    alone: Outlook
    together: Outlook


async def propose_move(
    session: AsyncSession, row: Appointment, to: datetime, now: datetime
) -> Move:
    """Return what moving a date to wall time `to` means, for it alone and with what hangs on it.

    What would come to lie in the past stays where it is.
    """
    patient = await _patient(session, row)
    rows = {str(one.id): one for one in await appointments.of_patient(session, patient)}
    before = dated(rows.values())
    hanging = moved(before, str(row.id), to) if row.kind is AppointmentKind.INFUSION else ()
    to_come = [one for one in hanging if _at(rows[one.appointment], one.wall) > now]
    walls = {one.appointment: one.wall for one in to_come}
    judged = await _terms(session, patient)
    return Move(
        row,
        to,
        [(rows[ref], wall) for ref, wall in walls.items()],
        _outlook(before, _shifted(before, {str(row.id): to}), judged),
        _outlook(before, _shifted(before, {str(row.id): to, **walls}), judged),
    )


async def move(
    session: AsyncSession, change: Move, by: str, now: datetime, *, along: bool
) -> Outlook:
    """Move a date, `along` with what hangs on it, and return what is unusual now.

    Raises CannotBe when the dates cannot be so, NotPossible when one cannot be moved.
    """
    outlook = change.together if along else change.alone
    if outlook.faults:
        raise CannotBe(outlook.faults[0])
    await appointing.move(session, change.row, change.to, by, now)
    for row, wall in change.along if along else ():
        await appointing.move(session, row, wall, by, now)
    return outlook


async def propose_add(session: AsyncSession, patient: Patient, entry: appointing.Entry) -> Addition:
    """Return what adding a date means: an infusion of which course, a test before which infusion.

    It becomes part of the plan there is, if there is one.
    """
    rows = [row for row in await appointments.of_patient(session, patient) if row.status.stands]
    before = dated(rows)
    terms, history = await _terms(session, patient)
    plan = await plans.current(session, patient)
    one = _placed(entry, before, terms)
    filled = replace(
        entry,
        plan_id=plan.id if plan else None,
        course=_course_in(plan.id, one, before, rows) if plan else None,
        gates_id=int(one.gates) if one.gates else None,
    )
    return Addition(filled, _outlook(before, (*before, one), (terms, history)))


async def add(
    session: AsyncSession, patient: Patient, addition: Addition, by: str, now: datetime
) -> Appointment:
    """Enter the date and return it. Raises CannotBe and NotPossible."""
    if addition.outlook.faults:
        raise CannotBe(addition.outlook.faults[0])
    row = await appointing.enter(session, patient, addition.entry, by, now)
    await appointing.plan_all(session, patient, now)
    return row


async def hanging_on(session: AsyncSession, row: Appointment) -> Sequence[Appointment]:
    """Return the planned blood tests that are drawn for an infusion."""
    patient = await _patient(session, row)
    every = await appointments.of_patient(session, patient)
    tests = [one for one in every if one.gates_id == row.id]
    return [one for one in tests if one.status is AppointmentStatus.PLANNED]


async def cancel(
    session: AsyncSession, row: Appointment, by: str, now: datetime, *, along: bool
) -> Sequence[Appointment]:
    """Cancel a date, `along` with the blood tests for it, and return what was cancelled."""
    gone = [row, *(await hanging_on(session, row) if along else ())]
    for one in gone:
        await appointing.cancel(session, one, by, now)
    return gone


async def _patient(session: AsyncSession, row: Appointment) -> Patient:
    patient = await people.patient(session, row.care_team_id, row.patient_id)
    assert patient is not None, "a date without a patient cannot be stored"
    return patient


async def _terms(session: AsyncSession, patient: Patient) -> tuple[Terms, History]:
    """Return what the dates are judged by: the patient's plan, or the clinic's own."""
    plan = await plans.current(session, patient)
    terms = await terms_of(session, patient, plan.regimen if plan else RegimenId.CUSTOM)
    return terms, history_of(plan)


def _outlook(
    before: Sequence[Dated], after: Sequence[Dated], judged: tuple[Terms, History]
) -> Outlook:
    """Return what a change brings: what was wrong or unusual before is not held against it."""
    terms, history = judged
    faults = [one for one in errors(after) if one not in errors(before)]
    if faults:
        return Outlook((), tuple(faults))
    changed = {one.ref for one in after if one not in before}
    known = _remarks(before, terms, history)
    found = _remarks(after, terms, history)
    return Outlook(tuple(one for one in found if one.appointment in changed or one not in known))


def _remarks(dates: Sequence[Dated], terms: Terms, history: History) -> Sequence[Remark]:
    return warnings(dates, terms.regimen, terms.unit, history, terms.rules)


def _shifted(dates: Sequence[Dated], walls: Mapping[str, datetime]) -> tuple[Dated, ...]:
    return tuple(replace(one, wall=walls.get(one.ref, one.wall)) for one in dates)


def _placed(entry: appointing.Entry, before: Sequence[Dated], terms: Terms) -> Dated:
    """Return the new date among the others: its course, or the infusion it is drawn for."""
    one = Dated(NEW, entry.kind, entry.local, zone_named(entry.zone), tests=tuple(entry.tests))
    infusions = infusions_of(before)
    if entry.kind is AppointmentKind.INFUSION:
        known = {each.ref: each.course for each in infusions}
        return next(each for each in in_courses([*infusions, one], known) if each.ref == NEW)
    gated = (each.ref for each in infusions if _drawn_for(one, each, terms))
    return replace(one, gates=next(gated, None))


def _drawn_for(test: Dated, infusion: Dated, terms: Terms) -> bool:
    earliest, latest = window(infusion, terms.rules)
    planned = infusion.status is AppointmentStatus.PLANNED
    return planned and earliest <= test.wall.date() <= latest


def _course_in(
    plan: int | None, one: Dated, before: Sequence[Dated], rows: Sequence[Appointment]
) -> int | None:
    """Return the course as the plan counts it: its own courses begin with 1."""
    if one.kind is not AppointmentKind.INFUSION:
        return None
    own = {str(row.id): row.course for row in rows if row.plan_id == plan and row.course}
    same = (own[each.ref] for each in before if each.ref in own and each.course == one.course)
    return next(same, max(own.values(), default=0) + 1)


def _at(row: Appointment, wall: datetime) -> datetime:
    return instant(wall.date(), wall.time(), ZoneInfo(row.zone))
