"""Entering, moving and ending appointments, and planning the reminders that hang on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.calendar import instant, zone_named
from care.reminders import Appointment as Visit
from care.reminders import PatientClock, Slot, SlotPlan, reminders
from scheduler.rota import slots_of
from store import appointments, audit, people, teams
from store.appointments import Planned
from store.tables import Appointment, Patient

FARTHEST = timedelta(days=5 * 366)  # a date further off is a slip of the pen


class NotPossible(Exception):
    """What was asked for cannot be entered. The text is one sentence for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A date as the clinic says it: by the wall clock of a zone."""

    kind: AppointmentKind
    local: datetime
    zone: str
    place: str | None = None
    tests: Sequence[str] = ()


async def enter(
    session: AsyncSession, patient: Patient, entry: Entry, by: str, now: datetime
) -> Appointment:
    """Add an appointment and plan its reminders. Raises NotPossible with what to do instead."""
    at = _moment(entry, now)
    assert patient.id is not None
    row = Appointment(
        care_team_id=patient.care_team_id,
        patient_id=patient.id,
        kind=entry.kind,
        local=entry.local.isoformat(timespec="minutes"),
        zone=entry.zone,
        at=at,
        place=entry.place,
        tests=list(entry.tests),
        made_by=by,
        created=now,
    )
    row = await appointments.add(session, row)
    await plan(session, patient, row, now)
    await _note(session, row, by, "appointment entered", now)
    return row


async def cancel(session: AsyncSession, row: Appointment, by: str, now: datetime) -> None:
    """Cancel a planned appointment and void its reminders. Raises NotPossible if it was given."""
    if row.status is not AppointmentStatus.PLANNED:
        raise NotPossible(f"Appointment {row.id} is {row.status}; only a planned one is cancelled.")
    row.status = AppointmentStatus.CANCELLED
    session.add(row)
    await appointments.void(session, [row.id or 0])
    await _note(session, row, by, "appointment cancelled", now)


async def give(
    session: AsyncSession, row: Appointment, by: str, at: datetime, now: datetime
) -> None:
    """Mark an appointment as having taken place. Raises NotPossible for a future moment."""
    if at > now:
        raise NotPossible("An appointment cannot have taken place in the future; give a past time.")
    if row.status is AppointmentStatus.CANCELLED:
        raise NotPossible(f"Appointment {row.id} was cancelled; enter a new one.")
    row.status, row.given_at = AppointmentStatus.GIVEN, at
    session.add(row)
    await appointments.void(session, [row.id or 0])
    await _note(session, row, by, "appointment given", now)


async def say(session: AsyncSession, row: Appointment, said: Answer, now: datetime) -> None:
    """Note a patient's answer; who has confirmed hears only the morning."""
    await appointments.answer(session, row, said, now)
    if said is Answer.CONFIRMED:
        await appointments.void(session, [row.id or 0], but=[Slot.MORNING])
    elif said in (Answer.CANNOT_COME, Answer.DONE):
        await appointments.void(session, [row.id or 0])


async def plan(session: AsyncSession, patient: Patient, row: Appointment, now: datetime) -> None:
    """Work the reminders of an appointment out anew, by the patient's present clock.

    Who has confirmed hears only the morning.
    """
    account = await people.account(session, patient.account_id or 0)
    zone = ZoneInfo(account.zone if account else row.zone)
    team = await teams.team(session, patient.care_team_id)
    slots: SlotPlan = await slots_of(session, team)
    visit = Visit(datetime.fromisoformat(row.local), ZoneInfo(row.zone))
    found = reminders(visit, PatientClock(zone), slots.of(AppointmentKind(row.kind)), now)
    if row.answer is Answer.CONFIRMED:
        found = [one for one in found if one.slot is Slot.MORNING]
    planned = [Planned(one.slot, one.local_date, one.due, one.expires) for one in found]
    await appointments.plan(session, row, planned)


async def plan_all(session: AsyncSession, patient: Patient, now: datetime) -> None:
    """Work every planned appointment's reminders out anew: after a move to another zone."""
    for row in await appointments.of_patient(session, patient):
        awaited = row.status is AppointmentStatus.PLANNED and row.at > now
        if awaited and row.answer in (Answer.NONE, Answer.CONFIRMED):
            await plan(session, patient, row, now)


def _moment(entry: Entry, now: datetime) -> datetime:
    zone = zone_named(entry.zone)
    if entry.local.tzinfo is not None:
        raise NotPossible("Write the clinic's local time without a zone: 2026-12-01T09:30.")
    at = instant(entry.local.date(), entry.local.time(), zone)
    if at <= now:
        raise NotPossible(f"{entry.local:%Y-%m-%d %H:%M} is in the past; enter a date to come.")
    if at - now > FARTHEST:
        raise NotPossible(f"{entry.local:%Y-%m-%d} is years away; check the year.")
    return at


async def _note(session: AsyncSession, row: Appointment, by: str, deed: str, now: datetime) -> None:
    await audit.note(
        session, row.care_team_id, now, actor=by, deed=deed, subject=f"appointment:{row.id}"
    )
