"""Dated infusions and blood tests, and the reminders planned for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import String, and_, bindparam, cast, or_
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.delivery import Lane, State
from care.people import PatientState
from care.relevance import STANDS_FOR
from care.reminder_kinds import ReminderKind
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


EVERY_KIND = frozenset(ReminderKind)
_Named = tuple[int, ReminderKind, str, date]


@dataclass(frozen=True, slots=True)
class Planned:
    """A message to plan: what it is about, its slot and the date it stands for, from when to when.

    Appointment, kind, slot and date name it for good.
    """

    appointment_id: int
    kind: ReminderKind
    slot: str
    local_date: date
    due: datetime
    expires: datetime

    @property
    def named(self) -> _Named:
        """Return what names it."""
        return self.appointment_id, self.kind, self.slot, self.local_date


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


async def keep(session: AsyncSession, appointment: Appointment) -> None:
    """Keep what was changed about an appointment."""
    session.add(appointment)
    await session.flush()


async def answer(
    session: AsyncSession, appointment: Appointment, said: Answer, now: datetime
) -> None:
    """Note what the patient answered."""
    appointment.answer, appointment.answered_at = said, now
    session.add(appointment)
    await session.flush()


async def planned_for(
    session: AsyncSession, appointment_ids: Collection[int], kinds: Collection[ReminderKind]
) -> list[ReminderRow]:
    """Return every message of these kinds about appointments, whatever became of it.

    What was owed and has not left yet is planned again first: nobody reads a date that changed.
    No sweep takes any of the patient's until the transaction ends.
    """
    await _take_back(session, appointment_ids)
    query = select(ReminderRow).where(
        col(ReminderRow.appointment_id).in_(appointment_ids), col(ReminderRow.kind).in_(kinds)
    )
    return list((await session.exec(query.execution_options(populate_existing=True))).all())


async def plan(
    session: AsyncSession, patient_id: int, known: Collection[ReminderRow], wanted: list[Planned]
) -> None:
    """Plan what is `wanted` of a patient, and void what is planned of the `known` and not wanted.

    What went out stays out, and what expired is not asked for again.
    """
    rows = {(row.appointment_id, row.kind, row.slot, row.local_date): row for row in known}
    names = {one.named for one in wanted}
    for name, row in rows.items():
        if row.state == "planned" and name not in names:
            row.state = "voided"
    for one in wanted:
        there = rows.get(one.named)
        if there is None:
            session.add(_reminder(patient_id, one))
        elif there.state in ("planned", "voided"):
            there.state, there.due, there.expires = "planned", one.due, one.expires
    await session.flush()


async def void(
    session: AsyncSession,
    appointment_ids: Collection[int],
    *,
    kinds: Collection[ReminderKind] = EVERY_KIND,
    but: Collection[str] = (),
) -> None:
    """Void what is planned of these kinds for appointments, except the slots of `but`.

    What was owed and has not left yet is planned again first: nobody reads a date that changed.
    """
    await _take_back(session, appointment_ids)
    await session.exec(
        update(ReminderRow)
        .where(
            col(ReminderRow.appointment_id).in_(appointment_ids),
            col(ReminderRow.kind).in_(kinds),
            col(ReminderRow.state) == "planned",
            col(ReminderRow.slot).not_in(list(but)),
        )
        .values(state="voided")
    )


async def told(session: AsyncSession, appointment_id: int) -> bool:
    """Say whether the patient was ever sent a message about an appointment."""
    query = select(ReminderRow.id).where(
        ReminderRow.appointment_id == appointment_id, col(ReminderRow.owed_at).is_not(None)
    )
    return (await session.exec(query.limit(1))).first() is not None


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

    They are owed, for an appointment that stands for messages of their kind, to a patient who
    still hears from us. That an infusion is cancelled is told of one that is cancelled.
    """
    if not reminder_ids:
        return set()
    stands = [
        and_(col(ReminderRow.kind) == kind, col(Appointment.status).in_(statuses))
        for kind, statuses in STANDS_FOR.items()
    ]
    query = (
        select(ReminderRow.id)
        .join(Appointment, col(Appointment.id) == col(ReminderRow.appointment_id))
        .join(Patient, col(Patient.id) == col(ReminderRow.patient_id))
        .where(
            col(ReminderRow.id).in_(reminder_ids),
            ReminderRow.state == "owed",
            or_(*stands),
            col(Patient.state).in_(HEARING),
            col(Patient.reminders_stopped_at).is_(None),
        )
    )
    return {found for found in await session.exec(query) if found is not None}


async def _take_back(session: AsyncSession, appointment_ids: Collection[int]) -> None:
    """Plan again what is owed for appointments in messages of which no copy has left."""
    whose = select(Appointment.patient_id).where(col(Appointment.id).in_(appointment_ids))
    held = select(Patient.id).where(col(Patient.id).in_(whose))
    await session.exec(held.with_for_update(key_share=True))  # as the sweep holds them
    waiting = (
        select(ReminderRow)
        .join(OutboxRow, col(OutboxRow.reminder_id) == col(ReminderRow.id))
        .where(
            col(ReminderRow.patient_id).in_(whose),
            col(OutboxRow.lane) == Lane.REMINDER,
            col(OutboxRow.state) == State.PENDING,
        )
        .distinct()
    )
    for first in (await session.exec(waiting)).all():
        together = await told_with(session, first)
        if any(one.appointment_id in appointment_ids for one in together):
            await _plan_again(session, together)


async def _plan_again(session: AsyncSession, together: Sequence[ReminderRow]) -> None:
    """Take a message back, unless one of its copies has left.

    It gives up its key, so that the same can be owed again at once.
    """
    copies = col(OutboxRow.reminder_id).in_([one.id for one in together])
    waits = col(OutboxRow.state) == State.PENDING
    await session.exec(
        update(OutboxRow)
        .where(copies, col(OutboxRow.lane) == Lane.REMINDER, waits)
        .values(
            state=State.UNWANTED,
            key=col(OutboxRow.key) + ":back:" + cast(col(OutboxRow.id), String),
        )
    )
    left = select(OutboxRow.id).where(copies, col(OutboxRow.state) != State.UNWANTED)
    if (await session.exec(left)).first() is None:
        for one in together:
            one.state, one.owed_at = "planned", None
    await session.flush()


def _reminder(patient_id: int, one: Planned) -> ReminderRow:
    return ReminderRow(
        appointment_id=one.appointment_id,
        patient_id=patient_id,
        kind=one.kind,
        local_date=one.local_date,
        slot=one.slot,
        due=one.due,
        expires=one.expires,
    )
