"""The calendar file of a patient: which dates go into it, and how each is named and counted.

Holds values for a message, never a file: that is made when it is sent. Changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind, AppointmentStatus
from care.cadence import very_first
from care.delivery import Lane, Method, OutboxMessage
from care.lengths import length
from messages.calendar_file import Entry
from messages.declare import voiced
from messages.texts import patient_calendar
from scheduler.planning_values import dated, history_of
from scheduler.visits import KINDS, SEES_DATES, Reading, wall
from store import appointments, calendars, plans
from store.tables import Appointment, Patient

MINUTE = timedelta(minutes=1)


async def file(session: AsyncSession, reading: Reading, cause: str) -> OutboxMessage | None:
    """Return the message with a patient's coming dates as a file, or None if there are none.

    A date that was cancelled goes along, cancelled, where the reader may have it in a calendar:
    where it was told, or a file was sent after it was entered. So does every date of a patient
    whose care has ended: whoever is left can take them out of the calendar.
    """
    rows = await _entered(session, reading)
    if not rows:
        return None
    entries = await _entries(session, reading, rows)
    text = voiced("patient.calendar.file", care=reading.care)
    if _ended(reading.patient):
        text = patient_calendar.GONE.id
    name = reading.patient.call_name or reading.patient.name
    return OutboxMessage(
        key=calendars.key_of(reading.patient, cause),
        chat_id=reading.chat,
        lane=Lane.CONVERSATION,
        texts=(text,),
        values={"calendar": [one.written() for one in entries], "name": name},
        method=Method.DOCUMENT,
    )


async def _entered(session: AsyncSession, reading: Reading) -> Sequence[Appointment]:
    patient = reading.patient
    every = await appointments.of_patient(session, patient)
    coming = [row for row in every if row.at > reading.now]
    last = await calendars.last_file(session, patient, reading.chat)
    told = await calendars.told(session, [row.id or 0 for row in coming])
    ended = _ended(patient)
    return [row for row in coming if (_stands(row) and not ended) or _known(row, last, told)]


def _ended(patient: Patient) -> bool:
    return patient.state not in SEES_DATES


def _stands(row: Appointment) -> bool:
    return AppointmentStatus(row.status).stands


def _known(row: Appointment, last: datetime | None, told: set[int]) -> bool:
    return row.id in told or (last is not None and last >= row.created)


async def _entries(
    session: AsyncSession, reading: Reading, rows: Sequence[Appointment]
) -> list[Entry]:
    first = await _very_first(session, reading.patient)
    return [_entry(session, reading, row, first=row.id == first) for row in rows]


async def _very_first(session: AsyncSession, patient: Patient) -> int | None:
    """Return the number of the first infusion a patient ever gets, which takes longer."""
    plan = await plans.current(session, patient)
    if history_of(plan).last_infusion is not None:
        return None
    first = very_first(dated(await appointments.of_patient(session, patient)))
    return None if first is None else int(first.ref)


def _entry(session: AsyncSession, reading: Reading, row: Appointment, *, first: bool) -> Entry:
    """Return a date as an entry. To cancel it is a change too, and counts as one.

    Under a neutral title there is no place: "Day unit" would say what the title does not.
    """
    gone = not _stands(row) or _ended(reading.patient)
    kind = AppointmentKind(row.kind)
    told = reading.patient.titled_calendar
    return Entry(
        uid=calendars.uid_of(session, row.id or 0),
        sequence=row.version + gone,
        at=wall(row),
        minutes=length(kind, first=first) // MINUTE,
        title=(KINDS[kind] if told else patient_calendar.NEUTRAL).id,
        made=reading.now.isoformat(timespec="seconds"),
        place=(row.place or "") if told else "",
        cancelled=gone,
    )
