"""Reminders of infusions and blood tests: who is due one, what goes together, who hears it.

The moments come from care/reminders.py and stand in the store; here they become messages, each
once. What is late goes out if it still makes sense, what is pointless never does.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.calendar import instant, local
from care.delivery import Lane, OutboxMessage, Wanted
from care.reminders import Appointment as Slotted
from care.reminders import (
    PatientClock,
    Slot,
    allowed_today,
    bundle,
    is_today,
    tomorrow,
)
from messages.texts import patient_dates
from scheduler import visits
from scheduler.ports import Service, Tick
from store import appointments, outbox, people
from store.tables import Appointment, Patient, ReminderRow

AT_ONCE = 25  # patients in one transaction: an alert that waits for it does not wait long
A_SWEEP = 20  # transactions in one sweep; the next sweep is a second away
LATE = timedelta(hours=2)  # later than this, a reminder says that it is late
AGAIN = timedelta(minutes=10)  # when to look again at what could not be worked out
LOOK_BACK = timedelta(days=3)  # far enough to find every message that counts for a day
NOON = time(12)
HEARD = {Answer.NONE: frozenset(Slot), Answer.CONFIRMED: frozenset({Slot.MORNING})}

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A planned reminder and its appointment. `due` is never in the past: late is now."""

    row: ReminderRow
    appointment: Appointment
    due: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """One patient's reminders: what is planned, for which dates, by which clock."""

    patient: Patient
    clock: PatientClock
    dates: Mapping[int, Appointment]
    waiting: Sequence[Waiting]
    now: datetime

    @property
    def due(self) -> list[Waiting]:
        """Return what is due now."""
        return [one for one in self.waiting if one.due <= self.now]

    def day_of(self, row: ReminderRow, at: datetime) -> date:
        """Return the day a message at a moment counts for; the evening before, it is the next."""
        own = local(at, self.clock.zone).date()
        return max(own, row.local_date) if row.slot == Slot.MORNING else own


async def remind(service: Service) -> int:
    """Owe every reminder whose time has come. Return how many messages that made."""
    made = 0
    for _ in range(A_SWEEP):
        found, owed = await _some(service)
        made += owed
        if found < AT_ONCE:
            break
        await asyncio.sleep(0)  # whoever waits with an alert goes first
    if made:
        service.bells.outbox.set()
    return made


async def _some(service: Service) -> tuple[int, int]:
    """Look at some patients in one transaction. Return how many, and how many messages that made.

    One patient's broken record costs nobody else a reminder: it is put off, and logged.
    """
    now, made = service.now(), 0
    async with service.begin() as session:
        due = await appointments.awaited(session, now, AT_ONCE)
        for patient in due:
            try:
                async with session.begin_nested():
                    made += await _remind(session, patient, now)
            except Exception as error:  # noqa: BLE001 -- the others must still hear
                logger.error("reminder.bug", patient=patient.id, error=type(error).__name__)  # noqa: TRY400 -- the text may hold the patient's words
                await appointments.put_off(session, patient.id or 0, now, now + AGAIN)
    return len(due), made


async def _remind(session: AsyncSession, patient: Patient, now: datetime) -> bool:
    """Owe a patient what is due as one message, and say whether there was one.

    1. Whoever hears nothing from us now: what is due is void, and planned anew when that ends.
    2. What has expired, or belongs to a date that no longer stands, never goes.
    3. In the patient's quiet hours it waits; today's messages used up, it goes tomorrow, unless
       it would expire.
    4. The rest goes, with what falls due soon after.
    """
    chats = await _chats(session, patient)
    if not chats or not visits.hears(patient):
        await _silence(session, patient, now)
        return False
    desk = await _desk(session, patient, now)
    together = _awake(desk) and await _together(session, desk)
    if not together:
        return False
    await _owe(session, desk, together, chats)
    return True


async def _chats(session: AsyncSession, patient: Patient) -> Sequence[int]:
    """Return where reminders go: the patient's own chat, or else the caregivers' chats."""
    if patient.account_id is not None:
        return [patient.account_id]
    return await people.chats_of(session, patient)


async def _silence(session: AsyncSession, patient: Patient, now: datetime) -> None:
    for row in await appointments.planned_for(session, patient.id or 0):
        if row.due <= now:
            row.state = "voided"


async def _desk(session: AsyncSession, patient: Patient, now: datetime) -> Desk:
    """Return what still makes sense; what does not is taken off the plan here."""
    dates = {row.id or 0: row for row in await appointments.of_patient(session, patient)}
    waiting = []
    for row in await appointments.planned_for(session, patient.id or 0):
        appointment = dates[row.appointment_id]
        if not _stands(row, appointment):
            row.state = "voided"
        elif row.expires <= now:
            row.state = "expired"
            logger.info("reminder.expired", reminder=row.id, kind=appointment.kind)
        else:
            waiting.append(Waiting(row, appointment, max(row.due, now), row.expires))
    account = await people.account(session, patient.account_id or 0)
    zone = account.zone if account else next((one.appointment.zone for one in waiting), "UTC")
    return Desk(patient, PatientClock(ZoneInfo(zone)), dates, waiting, now)


def _stands(row: ReminderRow, appointment: Appointment) -> bool:
    heard = HEARD.get(Answer(appointment.answer), frozenset())
    return appointment.status is AppointmentStatus.PLANNED and row.slot in heard


def _awake(desk: Desk) -> bool:
    """Say whether the patient is up; if not, what is due waits, or expires unsaid."""
    up = desk.clock.waking(desk.now)
    if up <= desk.now:
        return True
    for one in desk.due:
        _wait(one, up if up < one.expires else None)
    return False


def _wait(one: Waiting, until: datetime | None) -> None:
    if until is None:
        one.row.state = "expired"
    else:
        one.row.due = until


async def _together(session: AsyncSession, desk: Desk) -> Sequence[Waiting]:
    """Return what goes now as one message; what must wait for tomorrow is planned for then."""
    due = desk.due
    if not due:
        return ()
    day = max(desk.day_of(one.row, one.due) for one in due)
    left = allowed_today(await _begun(session, desk, day), infusion_today=_infusion_on(desk, day))
    if left:
        near = [one for one in desk.waiting if desk.day_of(one.row, one.due) == day]
        near += [one for one in desk.waiting if one not in near and one in _soon(desk)]
        return bundle(near, left)[0]
    later = {id(one): tomorrow(one, desk.clock, desk.now) for one in due}
    if any(moment is None for moment in later.values()):
        return due  # one message too many; then everything that is due may as well be in it
    for one in due:
        _wait(one, later[id(one)])
    return ()


def _soon(desk: Desk) -> Sequence[Waiting]:
    """Return what is due now and what falls due so soon after that it is one message."""
    return bundle(desk.waiting)[0]


async def _begun(session: AsyncSession, desk: Desk, day: date) -> int:
    """Return how many messages we have begun that count for a day."""
    rows = await appointments.owed_since(session, desk.patient.id or 0, desk.now - LOOK_BACK)
    return len(
        {row.owed_at for row in rows if row.owed_at and desk.day_of(row, row.owed_at) == day}
    )


def _infusion_on(desk: Desk, day: date) -> bool:
    noon = instant(day, NOON, desk.clock.zone)
    return any(
        is_today(Slotted(datetime.fromisoformat(row.local), ZoneInfo(row.zone)), desk.clock, noon)
        for row in desk.dates.values()
        if row.kind is AppointmentKind.INFUSION and row.status is not AppointmentStatus.CANCELLED
    )


async def _owe(
    session: AsyncSession, desk: Desk, together: Sequence[Waiting], chats: Iterable[int]
) -> None:
    """Owe one message, and mark every reminder in it as owed, in the same transaction."""
    now, first = desk.now, together[0].row
    late = any(now - one.row.due > LATE for one in together)
    notes = (patient_dates.LATE.id,) if late else ()
    rows = list({one.row.appointment_id: one.appointment for one in together}.values())
    rows.sort(key=lambda row: row.at)
    for one in together:
        one.row.state, one.row.owed_at = "owed", now
    for chat in chats:
        reading = visits.Reading(desk.patient, chat, now, notes)
        page = visits.covered(first.id or 0)
        if not desk.patient.discreet:
            page = await visits.reminder(session, reading, rows)
        message = OutboxMessage(
            key=f"reminder:{first.id}:{now.timestamp():.0f}:{chat}",
            chat_id=chat,
            lane=Lane.REMINDER,
            texts=page.texts,
            values=page.values,
            rows=page.rows,
            wanted=Wanted.REMINDER,
            reminder_id=first.id,
            expires=_expiry(together),
        )
        await outbox.owe(session, now, message)


def _expiry(together: Sequence[Waiting]) -> datetime:
    """Return when the first of the dates in a message is no longer worth a reminder."""
    last: dict[int, datetime] = {}
    for one in together:
        known = last.get(one.row.appointment_id, one.expires)
        last[one.row.appointment_id] = max(known, one.expires)
    return min(last.values())


TICK = Tick("remind", remind, appointments.next_due, what="a reminder")
