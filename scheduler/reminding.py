"""Reminders of infusions and blood tests: who is due one, what goes together, who hears it.

The moments come from care/reminders.py and stand in the store; here they become messages, each
once. What is late goes out if it still makes sense, what is pointless never does.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentStatus
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
from store import appointments, outbox, people, reminders, teams
from store.reminders import Change, Dated, Known, Owed, Planned, Reminded
from store.tables import Appointment, CareTeam, Patient

AT_ONCE = 60  # reminders in one transaction: an alert that waits for it does not wait long
A_STRETCH = 20  # patients after which whoever waits for the loop goes first
LASTS = 10.0  # seconds of one sweep; the next is a second away, and one that hangs ends us
LATE = timedelta(hours=2)  # later than this, a reminder says that it is late
AGAIN = timedelta(minutes=10)  # when to look again at what could not be worked out
NEAR = timedelta(days=3)  # before and after: far enough to find all that counts for a day
NOON = time(12)
HEARD = {Answer.NONE: frozenset(Slot), Answer.CONFIRMED: frozenset({Slot.MORNING})}

Owe = Callable[[AsyncSession, Sequence[int], datetime], Awaitable[int]]

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A planned reminder that makes sense. `due` is never in the past: late is now."""

    row: Planned
    due: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """One patient's reminders: what is planned, for which dates, by which clock."""

    patient: Reminded
    clock: PatientClock
    known: Known
    waiting: Sequence[Waiting]
    now: datetime

    @property
    def due(self) -> list[Waiting]:
        """Return what is due now."""
        return [one for one in self.waiting if one.due <= self.now]

    def day_of(self, row: Planned | Owed, at: datetime) -> date:
        """Return the day a message at a moment counts for; the evening before, it is the next."""
        own = local(at, self.clock.zone).date()
        return max(own, row.local_date) if row.slot == Slot.MORNING else own


@dataclass(frozen=True, slots=True)
class Decided:
    """What to write, for many patients together; `stale` are appointments that do not stand."""

    changes: dict[Change, list[int]] = field(default_factory=lambda: defaultdict(list))
    stale: dict[int, Dated] = field(default_factory=dict)
    messages: list[OutboxMessage] = field(default_factory=list)

    def becomes(self, row: Planned, state: str, owed_at: datetime | None = None) -> None:
        """Note what becomes of a reminder that was planned."""
        self.changes[Change(state, owed_at=owed_at)].append(row.id)

    def waits(self, row: Planned, until: datetime | None) -> None:
        """Note until when a reminder waits; None is too late."""
        change = Change(until=until) if until else Change("expired")
        self.changes[change].append(row.id)


async def remind(service: Service) -> int:
    """Owe every reminder whose time has come. Return how many messages that made."""
    made, clock = 0, asyncio.get_running_loop().time
    ends, found = clock() + LASTS, True
    while found and clock() < ends:
        found, owed = await _some(service)
        made += owed
        if found:
            await asyncio.sleep(0)  # whoever waits with an alert goes first
    if made:
        service.bells.outbox.set()
    return made


async def _some(service: Service) -> tuple[bool, int]:
    """Look at some patients in one transaction. Say if there were any, and count the messages.

    One patient's broken record costs nobody else a reminder: where many together fail, each is
    looked at alone.
    """
    try:
        return await _look(service, _remind)
    except Exception as error:  # noqa: BLE001 -- what ails the store, and not one record, is raised again
        logger.error("reminder.together", error=type(error).__name__)  # noqa: TRY400 -- the text may hold the patient's words
        return await _look(service, _each_alone)


async def _look(service: Service, owe: Owe) -> tuple[bool, int]:
    now = service.now()
    async with service.begin() as session:
        due = await reminders.awaited(session, now, AT_ONCE)
        if not due:
            return False, 0
        made = await owe(session, due, now)
        await asyncio.sleep(0)  # the commit may take as long again
    return True, made


async def _each_alone(session: AsyncSession, patients: Sequence[int], now: datetime) -> int:
    """Owe each patient what is due; who fails is put off, and logged."""
    made = 0
    for patient in patients:
        try:
            async with session.begin_nested():
                made += await _remind(session, [patient], now)
        except Exception as error:  # noqa: BLE001 -- the others must still hear
            logger.error("reminder.bug", patient=patient, error=type(error).__name__)  # noqa: TRY400 -- as above
            await reminders.put_off(session, patient, now, now + AGAIN)
    return made


async def _remind(session: AsyncSession, due: Sequence[int], now: datetime) -> int:
    """Owe each patient what is due as one message. Return how many patients get one."""
    patients = await reminders.people(session, due)
    await asyncio.sleep(0)
    known = await reminders.known(session, due, now - NEAR, now + NEAR)
    _kept = await _teams(session, patients)
    await asyncio.sleep(0)
    decided, made = Decided(), 0
    for number, patient in enumerate(patients, 1):
        made += await _decide(session, decided, (patient, known[patient.id]), now)
        if number % A_STRETCH == 0:
            await asyncio.sleep(0)
    await _write(session, decided, now)
    return made


async def _write(session: AsyncSession, decided: Decided, now: datetime) -> None:
    await reminders.change(session, decided.changes)
    for appointment in decided.stale.values():
        await reminders.silence(session, appointment.id, _heard(appointment))
    await asyncio.sleep(0)
    await outbox.owe(session, now, *decided.messages)


async def _teams(session: AsyncSession, patients: Sequence[Reminded]) -> Sequence[CareTeam]:
    """Return the teams: while somebody holds them, the session reads each once and not again."""
    numbers = sorted({patient.care_team_id for patient in patients})
    return [await teams.team(session, number) for number in numbers]


async def _decide(
    session: AsyncSession, decided: Decided, of: tuple[Reminded, Known], now: datetime
) -> bool:
    """Decide what a patient is told, as one message, and say whether there is one.

    1. Whoever hears nothing from us now: what is due is void, and planned anew when that ends.
    2. What has expired, or belongs to a date that no longer stands, never goes.
    3. In the patient's quiet hours it waits; today's messages used up, it goes tomorrow, unless
       it would expire.
    4. The rest goes, with what falls due soon after.
    """
    patient, known = of
    chats = await _chats(session, patient)
    if not chats or not visits.hears(cast("Patient", patient)):
        for row in known.planned:
            if row.due <= now:
                decided.becomes(row, "voided")
        return False
    desk = _desk(decided, patient, known, now)
    together = _together(decided, desk) if _awake(decided, desk) else ()
    if not together:
        return False
    await _owe(session, decided, (desk, together), chats)
    return True


async def _chats(session: AsyncSession, patient: Reminded) -> Sequence[int]:
    """Return where reminders go: the patient's own chat, or else the caregivers' chats."""
    if patient.account_id is not None:
        return [patient.account_id]
    found = await people.patient(session, patient.care_team_id, patient.id)
    return await people.chats_of(session, found) if found else ()


def _desk(decided: Decided, patient: Reminded, known: Known, now: datetime) -> Desk:
    """Return what still makes sense; what does not is taken off the plan here."""
    waiting = []
    for row in known.planned:
        if row.slot not in _heard(row.appointment):
            decided.becomes(row, "voided")
            decided.stale[row.appointment.id] = row.appointment
        elif row.expires <= now:
            decided.becomes(row, "expired")
            logger.info("reminder.expired", reminder=row.id, kind=row.appointment.kind)
        else:
            waiting.append(Waiting(row, max(row.due, now), row.expires))
    zone = patient.zone or next((one.row.appointment.zone for one in waiting), "UTC")
    return Desk(patient, PatientClock(ZoneInfo(zone)), known, waiting, now)


def _heard(appointment: Dated) -> frozenset[Slot]:
    """Return the slots of an appointment that are still to be heard of."""
    if appointment.status is not AppointmentStatus.PLANNED:
        return frozenset()
    return HEARD.get(appointment.answer, frozenset())


def _awake(decided: Decided, desk: Desk) -> bool:
    """Say whether the patient is up; if not, what is due waits, or expires unsaid."""
    up = desk.clock.waking(desk.now)
    if up <= desk.now:
        return True
    for one in desk.due:
        decided.waits(one.row, up if up < one.expires else None)
    return False


def _together(decided: Decided, desk: Desk) -> Sequence[Waiting]:
    """Return what goes now as one message; what must wait for tomorrow is planned for then."""
    due = desk.due
    if not due:
        return ()
    day = max(desk.day_of(one.row, one.due) for one in due)
    left = allowed_today(_begun(desk, day), infusion_today=_infusion_on(desk, day))
    if left:
        soon = bundle(desk.waiting)[0]  # due now, or so soon after that it is one message
        near = [one for one in desk.waiting if desk.day_of(one.row, one.due) == day]
        near += [one for one in soon if one not in near]
        return bundle(near, left)[0]
    later = [(one.row, tomorrow(one, desk.clock, desk.now)) for one in due]
    if any(moment is None for _, moment in later):
        return due  # one message too many; then everything that is due may as well be in it
    for row, moment in later:
        decided.waits(row, moment)
    return ()


def _begun(desk: Desk, day: date) -> int:
    """Return how many messages we have begun that count for a day."""
    return len({row.owed_at for row in desk.known.owed if desk.day_of(row, row.owed_at) == day})


def _infusion_on(desk: Desk, day: date) -> bool:
    noon = instant(day, NOON, desk.clock.zone)
    return any(
        is_today(Slotted(datetime.fromisoformat(wall), ZoneInfo(zone)), desk.clock, noon)
        for wall, zone in desk.known.infusions
    )


async def _owe(
    session: AsyncSession,
    decided: Decided,
    of: tuple[Desk, Sequence[Waiting]],
    chats: Iterable[int],
) -> None:
    """Owe one message, and mark every reminder in it as owed, in the same transaction."""
    desk, together = of
    now, first = desk.now, together[0].row
    late = any(now - one.row.due > LATE for one in together)
    notes = (patient_dates.LATE.id,) if late else ()
    rows = list({one.row.appointment.id: one.row.appointment for one in together}.values())
    rows.sort(key=lambda row: row.at)
    for one in together:
        decided.becomes(one.row, "owed", now)
    for chat in chats:
        reading = visits.Reading(cast("Patient", desk.patient), chat, now, notes)
        page = visits.covered(first.id)
        if not desk.patient.discreet:
            shown = cast("Sequence[Appointment]", rows)  # all that is read of one
            page = await visits.reminder(session, reading, shown)
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
        decided.messages.append(message)


def _expiry(together: Sequence[Waiting]) -> datetime:
    """Return when the first of the dates in a message is no longer worth a reminder."""
    last: dict[int, datetime] = {}
    for one in together:
        known = last.get(one.row.appointment.id, one.expires)
        last[one.row.appointment.id] = max(known, one.expires)
    return min(last.values())


TICK = Tick("remind", remind, appointments.next_due, what="a reminder")
