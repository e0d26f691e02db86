"""How to get ready for an infusion, in whatever message a patient gets on the day before it."""

from collections.abc import Iterable, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind, AppointmentStatus
from care.cadence import FIRST_TAKES, HOUR, LATER_TAKES, CheckPart, very_first
from care.delivery import Page
from care.reminder_kinds import ReminderKind
from care.reminders import Slot
from messages.declare import voiced
from messages.texts import patient_preparation as says
from scheduler.planning_values import dated, history_of
from scheduler.visits import Part, Reading
from store import appointments, plans
from store.tables import Appointment, Patient

ON_THE_DAY_BEFORE = frozenset(
    {
        (ReminderKind.REMINDER, Slot.DAYS_1.value),
        (ReminderKind.PRE_INFUSION, CheckPart.DAY_BEFORE.value),
    }
)


async def page(
    session: AsyncSession, reading: Reading, rows: Iterable[Part], known: Iterable[Appointment]
) -> Page:
    """Return how to get ready, if one of these rows is of the day before a planned infusion."""
    eve = {row.appointment_id for row in rows if (row.kind, row.slot) in ON_THE_DAY_BEFORE}
    tomorrow = [row for row in known if row.id in eve and _awaited(row)]
    if not tomorrow:
        return Page((), {})
    first = await _is_first(session, reading.patient, tomorrow)
    texts = [voiced(id, care=reading.care) for id in (says.DAY, says.TABLETS)]
    hours = (FIRST_TAKES if first else LATER_TAKES) // HOUR
    name = reading.patient.call_name or reading.patient.name
    return Page(tuple(texts), {"prepare_hours": hours, "prepare_name": name})


def _awaited(row: Appointment) -> bool:
    infusion = row.kind is AppointmentKind.INFUSION
    return infusion and row.status is AppointmentStatus.PLANNED


async def _is_first(session: AsyncSession, patient: Patient, rows: Sequence[Appointment]) -> bool:
    """Say whether one of these is the patient's very first: it is dripped more slowly."""
    if history_of(await plans.current(session, patient)).last_infusion is not None:
        return False
    first = very_first(dated(await appointments.of_patient(session, patient)))
    return first is not None and first.ref in {str(row.id) for row in rows}
