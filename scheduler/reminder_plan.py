"""What a patient will hear of the own dates and when, worked out from them and kept as rows.

The moments are those of care/: reminders, nudges, questions around infusions. Sends nothing. Call
it again whenever a date, a clock or an answer has changed: what went out stays out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus, Dated
from care.cadence import Check, CheckPart, checks, still_owed
from care.calendar import DAY, QuietHours, instant
from care.check_ins import ask_at
from care.expectations import indication_of, moments
from care.nudges import silence
from care.pace import halved
from care.plan_warnings import History
from care.relevance import makes_sense
from care.reminder_kinds import ASKS, ReminderKind
from care.reminders import QUIET, PatientClock, Reminder, SlotPlan, reminders
from care.reminders import Appointment as Visit
from care.teach_back import WAITS, Again, asked_again
from scheduler import teach_back
from scheduler.infusion_unit import unit_of
from scheduler.planning_values import dated, history_of
from scheduler.rota import slots_of
from store import appointments, people, plans, teams
from store.appointments import Planned
from store.tables import Appointment, Patient, ReminderRow

CLOSE_PERSON = "close_person"  # the slot of a check-in at which somebody close is asked as well
CHECK_INS = frozenset({CheckPart.CHECK_IN.value, CLOSE_PERSON})
NUDGE, TEAM = "again", "team"  # what a nudge's slot begins with, before the date's version
AHEAD_OF_A_DATE = (ReminderKind.REMINDER, ReminderKind.NUDGE)
NOON = time(12)
LASTS = timedelta(days=7)  # as long may what to expect wait for a free day
KINDS = (*ASKS, ReminderKind.EXPECTATION, ReminderKind.TEACH_BACK)


@dataclass(frozen=True, slots=True)
class Life:
    """What counts for all of a patient's messages: the clock, the team's slots, the way there."""

    patient: Patient
    clock: PatientClock
    slots: SlotPlan
    travel: timedelta
    now: datetime


async def clock_of(session: AsyncSession, patient: Patient) -> PatientClock:
    """Return where the patient is now and when the patient sleeps; without an account the team's.

    Quiet hours are the patient's own, or the usual ones.
    """
    account = await people.account(session, patient.account_id or 0)
    zone = account.zone if account else (await teams.team(session, patient.care_team_id)).zone
    return PatientClock(ZoneInfo(zone), quiet_of(patient.quiet))


def quiet_of(written: str | None) -> QuietHours:
    """Return the quiet hours of a patient who chose some, or the usual ones."""
    return QuietHours.parse(written) if written else QUIET


async def plan(session: AsyncSession, patient: Patient, row: Appointment, now: datetime) -> None:
    """Work out anew what is heard of one appointment, and what hangs on it.

    The questions around one infusion depend on the others, so all of them are worked out.
    """
    life = await _life(session, patient, now)
    await _plan_dates(session, life, [row])
    if row.kind is AppointmentKind.INFUSION:
        await _plan_questions(session, life)


async def plan_all(session: AsyncSession, patient: Patient, now: datetime) -> None:
    """Work out anew everything a patient will hear of: after another zone, pace or state."""
    life = await _life(session, patient, now)
    every = await appointments.of_patient(session, patient)
    coming = [row for row in every if row.at > now]
    await _plan_dates(
        session, life, [row for row in coming if row.status is AppointmentStatus.PLANNED]
    )
    await _plan_news(session, life, coming)
    await _plan_questions(session, life)


async def plan_questions(session: AsyncSession, patient: Patient, now: datetime) -> None:
    """Work out anew what a patient is asked, after an answer that changes it."""
    await _plan_questions(session, await _life(session, patient, now))


async def _life(session: AsyncSession, patient: Patient, now: datetime) -> Life:
    team = await teams.team(session, patient.care_team_id)
    clock, slots = await clock_of(session, patient), await slots_of(session, team)
    return Life(patient, clock, slots, (await unit_of(session, team)).travel, now)


async def _plan_dates(session: AsyncSession, life: Life, rows: Sequence[Appointment]) -> None:
    numbers = [row.id or 0 for row in rows]
    kinds = (*AHEAD_OF_A_DATE, ReminderKind.CHANGE)
    known = await appointments.planned_for(session, numbers, kinds)
    wanted: list[Planned] = []
    for row in rows:
        own = [one for one in known if one.appointment_id == row.id]
        wanted += filter(_sense(row), _of_date(life, row, own))
    replaced = [one for one in known if one.kind in AHEAD_OF_A_DATE]
    await appointments.plan(session, life.patient.id or 0, replaced, wanted)


async def _plan_news(session: AsyncSession, life: Life, rows: Sequence[Appointment]) -> None:
    """Plan again what was to be told of changes while the patient heard nothing from us.

    Only of dates that the patient has heard of as they were.
    """
    numbers = [row.id or 0 for row in rows]
    kinds = (*AHEAD_OF_A_DATE, ReminderKind.CHANGE)
    known = await appointments.planned_for(session, numbers, kinds)
    heard = {one.appointment_id for one in known if one.owed_at}
    now, expires = {row.id: row.version for row in rows}, {row.id or 0: row.at for row in rows}
    untold = [
        one
        for one in known
        if version_told(one) == now[one.appointment_id]
        and one.state == "voided"
        and one.appointment_id in heard
    ]
    due = life.clock.waking(life.now)
    wanted = [
        Planned(*named, due, expires[named[0]])
        for named in ((one.appointment_id, one.kind, one.slot, one.local_date) for one in untold)
        if due < expires[named[0]]
    ]
    await appointments.plan(session, life.patient.id or 0, untold, wanted)


def _of_date(life: Life, row: Appointment, known: Sequence[ReminderRow]) -> Iterator[Planned]:
    """Yield the reminders of an appointment, and what follows when nobody answers them."""
    slots = life.slots.of(AppointmentKind(row.kind))
    visit = Visit(datetime.fromisoformat(row.local), ZoneInfo(row.zone))
    found = reminders(visit, life.clock, slots, life.now)
    for one in found:
        name = (row.id or 0, ReminderKind.REMINDER, one.slot.value, one.local_date)
        yield Planned(*name, one.due, one.expires)
    if row.kind is AppointmentKind.INFUSION:
        yield from _if_silent(life, row, found, known)


def _if_silent(
    life: Life, row: Appointment, found: Sequence[Reminder], known: Sequence[ReminderRow]
) -> Iterator[Planned]:
    """Yield the nudge and the moment to ask the team, each once for a version of a date."""
    coming = [one.due for one in found if not _went_out(one, known)]
    first = _first_told(row, known) or min(coming, default=None)
    if first is None:
        return
    after = silence(first, coming, life.clock, row.at)
    for slot, at in ((NUDGE, after.nudge), (TEAM, after.team)):
        if at is not None:
            day = datetime.fromisoformat(row.local).date()
            name = (row.id or 0, ReminderKind.NUDGE, f"{slot}.{row.version}", day)
            limit = min((one for one in coming if one > at), default=row.at)
            yield Planned(*name, max(at, life.now), limit if slot == NUDGE else row.at)


def _went_out(one: Reminder, known: Sequence[ReminderRow]) -> bool:
    name = (ReminderKind.REMINDER, one.slot.value, one.local_date)
    return any(row.owed_at and (row.kind, row.slot, row.local_date) == name for row in known)


def _first_told(row: Appointment, known: Sequence[ReminderRow]) -> datetime | None:
    """Return when the patient first heard of an appointment as it is now.

    Of one that was moved, that is the message about the change.
    """
    if row.version:
        news = [one for one in known if version_told(one) == row.version]
        return min((one.owed_at or one.due for one in news), default=None)
    return min((one.owed_at for one in known if one.owed_at), default=None)


def version_told(row: ReminderRow) -> int | None:
    """Return the version of the date that a message about a change tells of, or None."""
    return int(row.slot.partition("|")[0]) if row.kind is ReminderKind.CHANGE else None


async def _plan_questions(session: AsyncSession, life: Life) -> None:
    """Work out every question around a patient's infusions that is still to be asked."""
    rows = await appointments.of_patient(session, life.patient)
    infusions = {row.id or 0: row for row in rows if row.kind is AppointmentKind.INFUSION}
    found = await appointments.planned_for(session, infusions, KINDS)
    known = [row for row in found if _ours(row)]
    course = list(dated(infusions.values()))
    treatment = await plans.current(session, life.patient)
    asked = [_question(one) for one in _checks(life, course, history_of(treatment))]
    asked += _expectations(life, course, treatment.regimen if treatment else None)
    known_so_far = await teach_back.given(session, life.patient)
    again = asked_again(known_so_far, life.now, life.clock.zone)
    asked += _once_more(life, course, again)
    told = {_said(row) for row in known if row.owed_at}
    wanted = [one for one in asked if _said(one) not in told]
    wanted = [one for one in wanted if _sense(infusions[one.appointment_id])(one)]
    await appointments.plan(session, life.patient.id or 0, known, wanted)


def _said(one: ReminderRow | Planned) -> tuple[object, ...]:
    """Return what makes two questions one and the same to a patient.

    A check-in of a day is one, whoever else is asked; what to expect is told once. What was learnt
    is asked on a day, whichever infusion it hangs on.
    """
    if one.kind is ReminderKind.EXPECTATION:
        return one.kind, one.slot
    if one.kind is ReminderKind.TEACH_BACK:
        return one.kind, one.slot, one.local_date
    own = "" if one.kind is ReminderKind.CHECK_IN else one.slot
    return one.appointment_id, one.kind, own, one.local_date


def _expectations(life: Life, course: Sequence[Dated], regimen: str | None) -> Iterator[Planned]:
    """Yield what is told about the first course that a patient has with us."""
    first = [one for one in course if one.course == 1]
    if not first:
        return
    ends, later = first[-1].wall.date(), [one for one in course if one.course > 1]
    until = later[0].wall.date() if later else None
    about, begins = indication_of(regimen) if regimen else None, first[0].wall.date()
    for moment in moments(about, begins, ends, until):
        due, expires = ask_at(moment.day, life.clock), ask_at(moment.day + LASTS, life.clock)
        if life.now < expires:
            due = max(due, life.clock.waking(life.now))
            name = (int(first[0].ref), ReminderKind.EXPECTATION, moment.slot.value, moment.day)
            yield Planned(*name, due, expires)


def _once_more(life: Life, course: Sequence[Dated], asked: Iterable[Again]) -> Iterator[Planned]:
    """Yield when a short question is asked again. It hangs on the first infusion that stands.

    Without one we begin nothing towards a patient: then the do's and don'ts offer it.
    """
    for again in asked if course else ():
        due, expires = (
            ask_at(day, life.clock) for day in (again.day, again.day + WAITS.value * DAY)
        )
        if life.now < expires:
            name = (int(course[0].ref), ReminderKind.TEACH_BACK, again.lesson.value, again.day)
            yield Planned(*name, max(due, life.clock.waking(life.now)), expires)


def _checks(life: Life, infusions: Sequence[Dated], history: History) -> Iterable[Check]:
    last = _before(infusions, history)
    made: Iterable[Check] = checks(infusions, life.clock, last, travel=life.travel)
    if life.patient.seldom:
        made = halved(made, {one.ref: one.wall.date() for one in infusions})
    return still_owed(made, life.clock, life.now)


def _before(infusions: Sequence[Dated], history: History) -> datetime | None:
    """Return when an infusion was before the first that we know of, if a plan says so."""
    day = history.last_infusion
    if day is None or not infusions or day >= infusions[0].wall.date():
        return None
    return instant(day, NOON, infusions[0].zone)


def _question(check: Check) -> Planned:
    slot = CLOSE_PERSON if check.neurological else check.part.value
    kind, number = ReminderKind(check.kind.value), int(check.appointment)
    return Planned(number, kind, slot, check.local_date, check.at, check.expires)


def _ours(row: ReminderRow) -> bool:
    """Say whether a question is planned here: a daily one about a fever is not."""
    return row.kind is not ReminderKind.CHECK_IN or row.slot in CHECK_INS


def _sense(row: Appointment) -> Callable[[Planned], bool]:
    status, answer = AppointmentStatus(row.status), Answer(row.answer)
    return lambda one: makes_sense(one.kind, one.slot, status, answer)
