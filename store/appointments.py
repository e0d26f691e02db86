"""Dated infusions and blood tests, and the reminders planned for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.delivery import Lane, State
from care.people import PatientState
from store.prepared import Prepared, written_out
from store.tables import Appointment, OutboxRow, Patient, ReminderRow

REMINDER = SQLModel.metadata.tables["reminder"]
WAITING = written_out(REMINDER.c.state, "planned")
DATED = SQLModel.metadata.tables["appointment"]
STANDING = [DATED.c.status != status for status in AppointmentStatus if not status.stands]
LAST_INFUSION = Prepared(
    select_columns(func.max(DATED.c.at)).where(
        DATED.c.care_team_id == bindparam("team"),
        DATED.c.patient_id == bindparam("patient"),
        DATED.c.kind == AppointmentKind.INFUSION,
        *STANDING,
        DATED.c.at <= bindparam("now"),
    )
)
NEXT_REMINDER = Prepared(select_columns(func.min(REMINDER.c.due)).where(WAITING))

HEARING = [state for state in PatientState if state.hears_from_us]


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


async def last_infusion(session: AsyncSession, patient: Patient, now: datetime) -> datetime | None:
    """Return when the last infusion was that was given, or whose time has passed without a word.

    Past its time an infusion counts as given until someone says it was not: hives at home must
    not be judged as if there had been none.
    """
    team = patient.care_team_id
    return await LAST_INFUSION.moment(session, team=team, patient=patient.id, now=now)


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
    """Void what is planned for appointments, except the slots of `but`.

    What was owed and has not left yet is planned again first: nobody reads a date that changed.
    """
    await _take_back(session, appointment_ids)
    await session.exec(
        update(ReminderRow)
        .where(
            col(ReminderRow.appointment_id).in_(appointment_ids),
            col(ReminderRow.state) == "planned",
            col(ReminderRow.slot).not_in(list(but)),
        )
        .values(state="voided")
    )


async def told_with(session: AsyncSession, reminder: ReminderRow) -> Sequence[ReminderRow]:
    """Return every reminder of the same message, itself among them, as they were planned."""
    if reminder.owed_at is None:
        return [reminder]
    query = select(ReminderRow).where(
        ReminderRow.patient_id == reminder.patient_id, ReminderRow.owed_at == reminder.owed_at
    )
    return (await session.exec(query.order_by(col(ReminderRow.id)))).all()


async def reminder(session: AsyncSession, reminder_id: int) -> ReminderRow | None:
    """Return a reminder. Whoever asks must check the right to see it."""
    return await session.get(ReminderRow, reminder_id)


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when the next reminder is due."""
    return await NEXT_REMINDER.moment(session)


async def standing(session: AsyncSession, reminder_ids: Collection[int]) -> set[int]:
    """Return which of these reminders still make sense when they leave.

    They are owed, for an appointment that stands, to a patient who still hears from us.
    """
    if not reminder_ids:
        return set()
    query = (
        select(ReminderRow.id)
        .join(Appointment, col(Appointment.id) == col(ReminderRow.appointment_id))
        .join(Patient, col(Patient.id) == col(ReminderRow.patient_id))
        .where(
            col(ReminderRow.id).in_(reminder_ids),
            ReminderRow.state == "owed",
            Appointment.status == AppointmentStatus.PLANNED,
            col(Patient.state).in_(HEARING),
            col(Patient.reminders_stopped_at).is_(None),
        )
    )
    return {found for found in await session.exec(query) if found is not None}


async def _take_back(session: AsyncSession, appointment_ids: Collection[int]) -> None:
    """Plan again what is owed for appointments in messages of which no copy has left."""
    owed = await session.exec(
        select(ReminderRow).where(
            col(ReminderRow.appointment_id).in_(appointment_ids), ReminderRow.state == "owed"
        )
    )
    for row in owed.all():
        together = await told_with(session, row)
        copies = col(OutboxRow.reminder_id).in_([one.id for one in together])
        waiting = await session.exec(
            update(OutboxRow)
            .where(
                copies, col(OutboxRow.lane) == Lane.REMINDER, col(OutboxRow.state) == State.PENDING
            )
            .values(state=State.UNWANTED)
        )
        left = select(OutboxRow.id).where(copies, col(OutboxRow.state) != State.UNWANTED)
        if waiting.rowcount and (await session.exec(left)).first() is None:
            for one in together:
                one.state, one.owed_at = "planned", None
    await session.flush()


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
