"""Dated infusions and blood tests, and the reminders planned for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from store.tables import Appointment, Patient, ReminderRow


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder to plan: its slot, the date it stands for, from when and until when."""

    slot: str
    local_date: date
    due: datetime
    expires: datetime


async def add(session: AsyncSession, appointment: Appointment) -> Appointment:
    """Store an appointment and return it with its id."""
    session.add(appointment)
    await session.flush()
    return appointment


async def find(session: AsyncSession, care_team_id: int, appointment_id: int) -> Appointment | None:
    """Return an appointment of a team."""
    found = await session.get(Appointment, appointment_id)
    return found if found and found.care_team_id == care_team_id else None


async def any_team(session: AsyncSession, appointment_id: int) -> Appointment | None:
    """Return an appointment for the operator's commands, which belong to no team."""
    return await session.get(Appointment, appointment_id)


async def of_patient(session: AsyncSession, patient: Patient) -> Sequence[Appointment]:
    """Return every appointment of a patient, as they come."""
    query = select(Appointment).where(
        Appointment.care_team_id == patient.care_team_id, Appointment.patient_id == patient.id
    )
    return (await session.exec(query.order_by(col(Appointment.at)))).all()


async def last_infusion(
    session: AsyncSession, patient: Patient, now: datetime
) -> Appointment | None:
    """Return the last infusion that was given or whose time has passed without a word.

    Past its time an infusion counts as given until someone says it was not: hives at home must
    not be judged as if there had been none.
    """
    query = (
        select(Appointment)
        .where(
            Appointment.care_team_id == patient.care_team_id,
            Appointment.patient_id == patient.id,
            Appointment.kind == AppointmentKind.INFUSION,
            Appointment.status != AppointmentStatus.CANCELLED,
            col(Appointment.at) <= now,
        )
        .order_by(col(Appointment.at).desc())
        .limit(1)
    )
    return (await session.exec(query)).first()


async def answer(
    session: AsyncSession, appointment: Appointment, said: Answer, now: datetime
) -> None:
    """Note what the patient answered."""
    appointment.answer, appointment.answered_at = said, now
    session.add(appointment)
    await session.flush()


async def plan(
    session: AsyncSession, appointment: Appointment, reminders: Sequence[Planned]
) -> None:
    """Plan these reminders for an appointment, and void what was planned before and not owed.

    The key of appointment, date and slot makes a second one impossible: what went out stays out.
    """
    await void(session, [appointment.id or 0])
    known = {
        (row.local_date, row.slot): row
        for row in await session.exec(
            select(ReminderRow).where(ReminderRow.appointment_id == appointment.id)
        )
    }
    for reminder in reminders:
        row = known.get((reminder.local_date, reminder.slot))
        if row is None:
            session.add(_reminder(appointment, reminder))
        elif row.state == "voided":
            row.state, row.due, row.expires = "planned", reminder.due, reminder.expires
    await session.flush()


async def void(
    session: AsyncSession, appointment_ids: Collection[int], *, but: Collection[str] = ()
) -> None:
    """Void what is planned for appointments, except the slots of `but`."""
    await session.exec(
        update(ReminderRow)
        .where(
            col(ReminderRow.appointment_id).in_(appointment_ids),
            col(ReminderRow.state) == "planned",
            col(ReminderRow.slot).not_in(list(but)),
        )
        .values(state="voided")
    )


async def due_reminders(
    session: AsyncSession, now: datetime, limit: int = 200
) -> Sequence[ReminderRow]:
    """Return planned reminders whose time has come, as they fell due."""
    query = (
        select(ReminderRow)
        .where(ReminderRow.state == "planned", col(ReminderRow.due) <= now)
        .order_by(col(ReminderRow.due), col(ReminderRow.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.exec(query)).all()


async def planned_for(session: AsyncSession, patient_id: int) -> Sequence[ReminderRow]:
    """Return what is planned for a patient, as it falls due."""
    query = select(ReminderRow).where(
        ReminderRow.patient_id == patient_id, ReminderRow.state == "planned"
    )
    return (await session.exec(query.order_by(col(ReminderRow.due)))).all()


async def owed_since(
    session: AsyncSession, patient_id: int, since: datetime
) -> Sequence[ReminderRow]:
    """Return the reminders that went out to a patient since a moment."""
    query = select(ReminderRow).where(
        ReminderRow.patient_id == patient_id, col(ReminderRow.owed_at) >= since
    )
    return (await session.exec(query)).all()


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when the next reminder is due."""
    query = select(func.min(ReminderRow.due)).where(ReminderRow.state == "planned")
    return (await session.exec(query)).one()


async def standing(session: AsyncSession, reminder_ids: Collection[int]) -> set[int]:
    """Return which of these reminders still make sense: owed, for an appointment that stands."""
    if not reminder_ids:
        return set()
    query = (
        select(ReminderRow.id)
        .join(Appointment, col(Appointment.id) == col(ReminderRow.appointment_id))
        .where(
            col(ReminderRow.id).in_(reminder_ids),
            ReminderRow.state == "owed",
            Appointment.status == AppointmentStatus.PLANNED,
        )
    )
    return {found for found in await session.exec(query) if found is not None}


def _reminder(appointment: Appointment, reminder: Planned) -> ReminderRow:
    assert appointment.id is not None
    return ReminderRow(
        appointment_id=appointment.id,
        patient_id=appointment.patient_id,
        local_date=reminder.local_date,
        slot=reminder.slot,
        due=reminder.due,
        expires=reminder.expires,
    )
