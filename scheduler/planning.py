"""A patient's treatment plan as staff make it: what would be entered, and entering it.

Rules propose and warn (`care/proposals.py`), a human accepts: nothing is entered before. No dose
is stored or worked out. Whoever calls has checked the right to change this patient's dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.plan_errors import begins, shown
from care.plan_warnings import NOTHING, History, Unit
from care.plans import NotProposed
from care.proposals import Around, Dates, Proposal, Terms
from care.proposals import propose as proposed
from care.regimens import RULES_VERSION
from scheduler import appointing
from scheduler.appointing import FARTHEST
from scheduler.infusion_unit import unit_of
from scheduler.overrides import regimen_of, rules_of
from scheduler.planning_values import facts_of, moment_of, wall_day
from store import appointments, audit, plans, teams
from store.tables import Appointment, Patient, TreatmentPlan


class Outdated(Exception):
    """Somebody has changed the patient's plan since this was proposed."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a clinic wants a plan to be. `place` is where, as the patient reads it."""

    regimen: str
    dates: Dates
    preset: str = "default"
    history: History = NOTHING
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan as it would be entered, and what that does to the dates there are.

    `ends` is the number of the plan it would end, `falls` are that plan's coming dates that are
    not part of the new one, `stays` are other coming dates, which nobody touches.
    """

    wish: Wish
    proposal: Proposal
    ends: int | None = None
    falls: Sequence[Appointment] = ()
    stays: Sequence[Appointment] = ()


async def terms_of(session: AsyncSession, patient: Patient, regimen: str) -> Terms:
    """Return what counts for a plan of this patient: the team's own numbers beside ours.

    Raises NotOurs for lymphoma and leukaemia, UnknownRegimen for any other name.
    """
    team = await teams.team(session, patient.care_team_id)
    unit = await unit_of(session, team)
    hours = unit.hours.windows if unit.hours else None
    return Terms(
        await regimen_of(session, team, regimen),
        await rules_of(session, team),
        Unit(unit.country, hours),
    )


async def propose(session: AsyncSession, patient: Patient, wish: Wish, now: datetime) -> Offer:
    """Return what would be entered for a wish, with everything unusual about it.

    Raises NotOurs, UnknownRegimen, UnknownPreset, NotProposed and Impossible.
    """
    if not patient.state.is_answered:
        text = f"{patient.pseudonym} is {patient.state}: nothing can be planned here."
        raise NotProposed("not_ours", text)
    terms = await terms_of(session, patient, wish.regimen)
    rows = await appointments.of_patient(session, patient)
    history = _history(wish, rows, now)
    proposal = proposed(terms, wish.dates, Around(history, wish.preset, now))
    _check_near(proposal, now)
    plan = await plans.current(session, patient)
    taken = {moment_of(one) for one in proposal.appointments}
    others = [row for row in rows if _awaited(row, now) and (row.kind, row.at) not in taken]
    falls = [row for row in others if plan is not None and row.plan_id == plan.id]
    stays = [row for row in others if row not in falls]
    return Offer(wish, proposal, plan.id if plan else None, falls, stays)


async def accept(
    session: AsyncSession, patient: Patient, offer: Offer, by: str, now: datetime
) -> TreatmentPlan:
    """Enter an offered plan and return it.

    1. Whoever was first wins: raises Outdated when another plan is current by now.
    2. The plan before ends, and its coming dates that are no part of this one are cancelled.
    3. What is dated for the same moment already becomes part of it; the rest is entered.

    Raises NotPossible for a date that cannot be entered; then the caller's transaction must not
    be kept.
    """
    await plans.lock(session, patient)
    before = await plans.current(session, patient)
    if (before.id if before else None) != offer.ends:
        raise Outdated
    if before is not None:
        await plans.end(session, before, now)
        await _note(session, before, by, "plan ended", now)
    for row in offer.falls:
        if row.status is AppointmentStatus.PLANNED:
            await appointing.cancel(session, row, by, now)

    plan = await plans.add(session, _plan(patient, offer, by, now))
    await _enter(session, patient, offer, plan, (by, now))
    await _note(session, plan, by, "plan accepted", now)
    return plan


async def _enter(
    session: AsyncSession,
    patient: Patient,
    offer: Offer,
    plan: TreatmentPlan,
    by: tuple[str, datetime],
) -> None:
    """Enter the dates, infusions first: a blood test names the infusion that it gates."""
    rows = await appointments.of_patient(session, patient)
    known = {(row.kind, row.at): row for row in rows if _awaited(row, by[1])}
    numbers: dict[str | None, int | None] = {None: None}
    for one in sorted(offer.proposal.appointments, key=_gates):
        row = known.get(moment_of(one))
        if row is None:
            entry = _entry(offer, one, plan, numbers[one.gates])
            row = await appointing.enter(session, patient, entry, *by, planned=False)
        else:
            await _take_over(session, row, _entry(offer, one, plan, numbers[one.gates]), *by)
        numbers[one.ref] = row.id
    await appointing.plan_all(session, patient, by[1])


def _entry(offer: Offer, one: Dated, plan: TreatmentPlan, gates: int | None) -> appointing.Entry:
    basis = offer.proposal.bases[one.ref]
    return appointing.Entry(
        kind=one.kind,
        local=one.wall,
        zone=str(one.zone),
        place=offer.wish.place,
        tests=one.tests,
        plan_id=plan.id,
        course=one.course,
        gates_id=gates,
        source=basis.source,
        standing=basis.status,
    )


async def _take_over(
    session: AsyncSession, row: Appointment, entry: appointing.Entry, by: str, now: datetime
) -> None:
    """Make a date that is there already part of the plan; what was entered by hand stays."""
    row.plan_id, row.course, row.gates_id = entry.plan_id, entry.course, entry.gates_id
    row.source, row.standing = entry.source, entry.standing
    row.tests = [*row.tests, *(test for test in entry.tests if test not in row.tests)]
    row.place = row.place or entry.place
    session.add(row)
    await session.flush()
    subject, deed = f"appointment:{row.id}", "appointment joins plan"
    await audit.note(session, row.care_team_id, now, actor=by, deed=deed, subject=subject)


def _history(wish: Wish, rows: Sequence[Appointment], now: datetime) -> History:
    """Return what was before, with the last infusion on record where nobody named another."""
    if wish.history.last_infusion is not None or wish.dates.first is None:
        return wish.history
    infusions = (row for row in rows if row.kind is AppointmentKind.INFUSION and row.status.stands)
    days = [wall_day(row) for row in infusions if row.at <= now]
    last = max((day for day in days if day < wish.dates.first), default=None)
    return replace(wish.history, last_infusion=last)


def _check_near(proposal: Proposal, now: datetime) -> None:
    """Raise NotProposed for dates that nobody can mean: over, or years away."""
    first, last = proposal.appointments[0], proposal.appointments[-1]
    if begins(first) <= now:
        raise NotProposed("past", f"{shown(first.wall)} is in the past; name days to come.")
    if begins(last) - now > FARTHEST:
        raise NotProposed("too_far", f"{shown(last.wall)} is years away; ask for fewer courses.")


def _awaited(row: Appointment, now: datetime) -> bool:
    return row.status is AppointmentStatus.PLANNED and row.at > now


def _gates(one: Dated) -> bool:
    return one.kind is AppointmentKind.BLOOD_TEST


async def _note(
    session: AsyncSession, plan: TreatmentPlan, by: str, deed: str, now: datetime
) -> None:
    subject = f"plan:{plan.id}"
    await audit.note(
        session, plan.care_team_id, now, actor=by, deed=deed, subject=subject, regimen=plan.regimen
    )


def _plan(patient: Patient, offer: Offer, by: str, now: datetime) -> TreatmentPlan:
    history = offer.proposal.around.history
    return TreatmentPlan(
        care_team_id=patient.care_team_id,
        patient_id=patient.id or 0,
        regimen=offer.proposal.regimen.id,
        facts=facts_of(history, offer.wish.preset) | {"rules": RULES_VERSION},
        made_by=by,
        created=now,
    )
