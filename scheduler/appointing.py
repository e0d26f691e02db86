"""Entering, moving and ending appointments, and what a patient answers to them.

What a patient hears of a date, and when, is worked out in scheduler/reminder_plan.py; a date is
never changed here without that following from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus, Reason
from care.calendar import instant, local, zone_named
from care.people import ANSWERED, PatientState
from care.reminder_kinds import ReminderKind
from care.reminders import Slot
from care.tasks import TaskKind
from scheduler import chores
from scheduler.reminder_plan import clock_of, plan, plan_all, quiet_of
from scheduler.visits import hears
from store import appointments, audit, people, questionnaires
from store.appointments import Planned
from store.tables import Appointment, Patient

__all__ = [
    "Entry",
    "NotPossible",
    "cancel",
    "clock_of",
    "enter",
    "give",
    "miss",
    "move",
    "plan",
    "plan_all",
    "quiet_of",
    "say",
    "snooze",
]

FARTHEST = timedelta(days=5 * 366)  # a date further off is a slip of the pen
SLIP = timedelta(hours=1)  # what is entered and cancelled within it, nobody has seen
BEFORE_A_DATE = (
    *(ReminderKind.REMINDER, ReminderKind.NUDGE, ReminderKind.SNOOZED),
    *(ReminderKind.CHANGE, ReminderKind.PRE_INFUSION),
)
TOLD_BY_TEAM = ANSWERED - {PatientState.INVITED}  # nobody has joined there who could wait for us
ASKING = (ReminderKind.NUDGE, ReminderKind.SNOOZED)  # needless once there is an answer


class NotPossible(Exception):
    """What was asked for cannot be entered. The text is one sentence for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A date as the clinic says it: by the wall clock of a zone.

    Of a plan it has the course, the infusion that a blood test gates, and on whose word it rests.
    """

    kind: AppointmentKind
    local: datetime
    zone: str
    place: str | None = None
    tests: Sequence[str] = ()
    plan_id: int | None = None
    course: int | None = None
    gates_id: int | None = None
    source: str | None = None
    standing: str | None = None


async def enter(  # noqa: PLR0913 -- what is rarely said is said by keyword
    session: AsyncSession,
    patient: Patient,
    entry: Entry,
    by: str,
    now: datetime,
    *,
    planned: bool = True,
) -> Appointment:
    """Add an appointment and plan its reminders. Raises NotPossible with what to do instead.

    Who enters many at once leaves them not `planned`, and calls `plan_all` before it commits.
    """
    at = _moment(entry.local, entry.zone, now)
    assert patient.id is not None
    row = Appointment(
        care_team_id=patient.care_team_id,
        patient_id=patient.id,
        plan_id=entry.plan_id,
        kind=entry.kind,
        local=entry.local.isoformat(timespec="minutes"),
        zone=entry.zone,
        at=at,
        place=entry.place,
        tests=list(entry.tests),
        course=entry.course,
        gates_id=entry.gates_id,
        made_by=by,
        created=now,
        source=entry.source,
        standing=entry.standing,
    )
    row = await appointments.add(session, row)
    if planned:
        await plan(session, patient, row, now)
    await _note(session, row, by, "appointment entered", now)
    return row


async def move(  # noqa: PLR0913 -- what is rarely said is said by keyword
    session: AsyncSession,
    row: Appointment,
    to: datetime,
    by: str,
    now: datetime,
    *,
    place: str | None = None,
) -> None:
    """Move a planned appointment to the wall time `to`. Raises NotPossible with what to do instead.

    Its version grows, the answer is open again, and the patient is told of both dates.
    """
    _must_be_planned(row, "moved")
    at, was, before = _moment(to, row.zone, now), (row.local, row.place), row.at
    wall, where = to.isoformat(timespec="minutes"), row.place if place is None else place
    if (wall, where) == was:
        raise NotPossible(f"Appointment {row.id} is on {to:%Y-%m-%d %H:%M} already; name another.")
    patient = await _patient(session, row)
    told = await _last_told(session, row) or row.local
    await _forget(session, row)
    row.local, row.at, row.place, row.version = wall, at, where, row.version + 1
    row.answer, row.answered_at, row.reason = Answer.NONE, None, None
    await appointments.keep(session, row)
    if told != wall or where != was[1]:
        await _tell(session, patient, row, _Mind(told, before), now)
    await plan(session, patient, row, now)
    await _note(session, row, by, "appointment moved", now, version=row.version)


async def cancel(session: AsyncSession, row: Appointment, by: str, now: datetime) -> None:
    """Cancel a planned appointment, and tell the patient. Raises NotPossible if it was given."""
    _must_be_planned(row, "cancelled")
    patient = await _patient(session, row)
    known = await appointments.told(session, row.id or 0) or now - row.created > SLIP
    told = await _last_told(session, row) or row.local
    await _forget(session, row)
    row.status, row.version = AppointmentStatus.CANCELLED, row.version + 1
    await appointments.keep(session, row)
    if known and row.at > now:
        await _tell(session, patient, row, _Mind(told, row.at), now)
    await _follow(session, patient, row, now)
    await _note(session, row, by, "appointment cancelled", now)


async def give(  # noqa: PLR0913 -- what is rarely said is said by keyword
    session: AsyncSession,
    row: Appointment,
    by: str,
    at: datetime,
    now: datetime,
    *,
    brand: str | None = None,
    batch: str | None = None,
) -> None:
    """Mark an appointment as having taken place. Raises NotPossible for a future moment.

    The questions of the hours and weeks after an infusion stay; what was to come before it is void.
    """
    if at > now:
        raise NotPossible("An appointment cannot have taken place in the future; give a past time.")
    if row.status is AppointmentStatus.CANCELLED:
        raise NotPossible(f"Appointment {row.id} was cancelled; enter a new one.")
    again = row.status is AppointmentStatus.MISSED  # its questions were void
    row.status, row.given_at = AppointmentStatus.GIVEN, at
    row.brand, row.batch = brand or row.brand, batch or row.batch
    await appointments.keep(session, row)
    await appointments.void(session, [row.id or 0], kinds=BEFORE_A_DATE)
    await questionnaires.void(session, [row.id or 0], kinds=[ReminderKind.PRE_INFUSION])
    if again:
        await _follow(session, await _patient(session, row), row, now)
    await _note(session, row, by, "appointment given", now)


async def miss(session: AsyncSession, row: Appointment, by: str, now: datetime) -> None:
    """Note that an appointment did not take place: nothing is asked about it any more.

    Raises NotPossible for a date to come, or one that was cancelled.
    """
    if row.at > now:
        raise NotPossible(f"Appointment {row.id} is still to come; move or cancel it.")
    if row.status is AppointmentStatus.CANCELLED:
        raise NotPossible(f"Appointment {row.id} was cancelled; it could not take place.")
    await _forget(session, row)
    row.status, row.given_at = AppointmentStatus.MISSED, None
    await appointments.keep(session, row)
    await _follow(session, await _patient(session, row), row, now)
    await _note(session, row, by, "appointment missed", now)


async def say(  # noqa: PLR0913 -- what is rarely said is said by keyword
    session: AsyncSession,
    row: Appointment,
    said: Answer,
    now: datetime,
    *,
    reason: Reason | None = None,
    done_on: date | None = None,
) -> None:
    """Note a patient's answer; who has confirmed hears only the morning.

    Who takes "cannot come" or "done" back hears again what was void.
    """
    before = Answer(row.answer)
    row.reason = reason if said is Answer.CANNOT_COME else None
    row.done_on = done_on if said is Answer.DONE else None
    await appointments.answer(session, row, said, now)
    numbers = [row.id or 0]
    await appointments.void(session, numbers, kinds=ASKING)
    if said is Answer.CONFIRMED:
        await appointments.void(session, numbers, kinds=[ReminderKind.REMINDER], but=[Slot.MORNING])
    elif said is not Answer.NONE:
        await appointments.void(session, numbers, kinds=BEFORE_A_DATE)
        await questionnaires.void(session, numbers, kinds=[ReminderKind.PRE_INFUSION])
    if before in (Answer.CANNOT_COME, Answer.DONE) and said is Answer.CONFIRMED:
        await plan(session, await _patient(session, row), row, now)


async def snooze(session: AsyncSession, row: Appointment, until: datetime, now: datetime) -> None:
    """Plan one more reminder, for when the patient asked for it or is awake again after that.

    Raises NotPossible if that is not before the appointment, or not in the future.
    """
    patient = await _patient(session, row)
    clock = await clock_of(session, patient)
    due = clock.waking(until)
    if not now < due < row.at:
        raise NotPossible("A reminder cannot come then; choose a moment before the appointment.")
    kinds, numbers = [ReminderKind.SNOOZED], [row.id or 0]
    known = await appointments.planned_for(session, numbers, kinds)
    name = (numbers[0], ReminderKind.SNOOZED, str(len(known) + 1), local(due, clock.zone).date())
    await appointments.plan(session, row.patient_id, known, [Planned(*name, due, row.at)])


@dataclass(frozen=True, slots=True)
class _Mind:
    """The date that a patient still has in mind: its wall time, and when to set out for it."""

    local: str
    at: datetime


async def _tell(
    session: AsyncSession, patient: Patient, row: Appointment, before: _Mind, now: datetime
) -> None:
    """Plan the message about a change: at once, or as soon as the patient is awake.

    Who would set out for nothing before that is told at once all the same. The slot keeps the
    version and the date before; there is none where only the place is another one.

    Whoever has stopped reminders was promised that we begin nothing: the team calls instead.
    """
    if patient.state in TOLD_BY_TEAM and not hears(patient):
        key = f"untold:{patient.id}:{now.isoformat()}"  # one call for all that changes at once
        await chores.ask_team(session, patient, TaskKind.DATE_UNTOLD, key, now)
    same = row.status is AppointmentStatus.PLANNED and before.local == row.local
    slot = f"{row.version}|{'' if same else before.local}"
    due, expires = (await clock_of(session, patient)).waking(now), row.at
    if now < (nearest := min(before.at, row.at)) <= due:
        due, expires = now, nearest
    day = datetime.fromisoformat(row.local).date()
    name = (row.id or 0, ReminderKind.CHANGE, slot, day)
    if due < expires:
        await appointments.plan(session, row.patient_id, (), [Planned(*name, due, expires)])


async def _last_told(session: AsyncSession, row: Appointment) -> str | None:
    """Return the date that the patient still has in mind, where an earlier change was not told."""
    known = await appointments.planned_for(session, [row.id or 0], [ReminderKind.CHANGE])
    untold = [one.slot.partition("|")[2] for one in known if one.state == "planned"]
    return next(iter(untold), None) or None


async def _forget(session: AsyncSession, row: Appointment) -> None:
    """Void whatever is planned or asked about an appointment as it was."""
    await appointments.void(session, [row.id or 0])
    await questionnaires.void(session, [row.id or 0])


async def _follow(session: AsyncSession, patient: Patient, row: Appointment, now: datetime) -> None:
    """Work out what the patient hears of the others, where it hangs on an infusion."""
    if row.kind is AppointmentKind.INFUSION:
        await plan_all(session, patient, now)


async def _patient(session: AsyncSession, row: Appointment) -> Patient:
    found = await people.patient(session, row.care_team_id, row.patient_id)
    assert found is not None, "an appointment's patient is never erased before it"
    return found


def _must_be_planned(row: Appointment, deed: str) -> None:
    if row.status is not AppointmentStatus.PLANNED:
        raise NotPossible(f"Appointment {row.id} is {row.status}; only a planned one is {deed}.")


def _moment(wall: datetime, zone: str, now: datetime) -> datetime:
    if wall.tzinfo is not None:
        raise NotPossible("Write the clinic's local time without a zone: 2026-12-01T09:30.")
    at = instant(wall.date(), wall.time(), zone_named(zone))
    if at <= now:
        raise NotPossible(f"{wall:%Y-%m-%d %H:%M} is in the past; enter a date to come.")
    if at - now > FARTHEST:
        raise NotPossible(f"{wall:%Y-%m-%d} is years away; check the year.")
    return at


async def _note(
    session: AsyncSession, row: Appointment, by: str, deed: str, now: datetime, **codes: object
) -> None:
    subject = f"appointment:{row.id}"
    await audit.note(session, row.care_team_id, now, actor=by, deed=deed, subject=subject, **codes)
