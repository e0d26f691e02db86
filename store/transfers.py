"""Patients on the way from one team to another, and the switch itself: which rows follow."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, text
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.escalation import Status
from care.tasks import TaskStatus
from care.transfers import OFFER_LASTS, OPEN, WAITING, TransferState
from store import alerts
from store.prepared import Prepared, written_out
from store.tables import (
    AlertRow,
    Appointment,
    Caregiver,
    Consent,
    Invitation,
    Patient,
    PatientFact,
    Questionnaire,
    Reading,
    SymptomCheck,
    SymptomReport,
    Task,
    Transfer,
    TreatmentPlan,
)

# Alerts and tasks stay: they are what a team did, and their numbers are the team's own.
FOLLOW: tuple[Any, ...] = (  # of any table: each has the two columns
    Appointment,
    Caregiver,
    Consent,
    Invitation,
    PatientFact,
    Questionnaire,
    Reading,
    SymptomCheck,
    SymptomReport,
    TreatmentPlan,
)
TRANSFER, ALERT, PATIENT = (
    SQLModel.metadata.tables[name] for name in ("transfer", "alert", "patient")
)
ANY_OPEN = Prepared(
    select_columns(TRANSFER.c.id)
    .where(or_(*(written_out(TRANSFER.c.state, state) for state in sorted(OPEN))))
    .limit(1)
)
LEFT_BEHIND = Prepared(
    select_columns(ALERT.c.id)
    .join(PATIENT, PATIENT.c.id == ALERT.c.patient_id)
    .where(text("alert.status != 'resolved'"), ALERT.c.care_team_id != PATIENT.c.care_team_id)
    .limit(1)
)
SINCE = func.coalesce(Transfer.accepted_at, Transfer.offered_at)


async def add(session: AsyncSession, transfer: Transfer) -> Transfer:
    """Store an offer and return it with its id."""
    session.add(transfer)
    await session.flush()
    return transfer


async def find(session: AsyncSession, transfer_id: int) -> Transfer | None:
    """Return a transfer as it is now. Whoever asks must check the right to see it."""
    return await session.get(Transfer, transfer_id, populate_existing=True)


async def open_of(session: AsyncSession, patient: Patient) -> Transfer | None:
    """Return the patient's one change of team that has not ended."""
    query = select(Transfer).where(Transfer.patient_id == patient.id, _is_open())
    return (await session.exec(query)).first()


async def open_with(session: AsyncSession, care_team_id: int) -> Sequence[Transfer]:
    """Return what a team has offered or is offered and has not ended, as it came."""
    ours = or_(Transfer.from_team_id == care_team_id, Transfer.to_team_id == care_team_id)
    query = select(Transfer).where(ours, _is_open()).order_by(col(Transfer.id))
    return (await session.exec(query)).all()


async def anything_to_do(session: AsyncSession) -> bool:
    """Say whether a change of team is under way, or an alert was left behind by one."""
    return bool(await ANY_OPEN.rows(session) or await LEFT_BEHIND.rows(session))


async def every_open(session: AsyncSession) -> Sequence[Transfer]:
    """Return every change of team that has not ended."""
    return (await session.exec(select(Transfer).where(_is_open()).order_by(col(Transfer.id)))).all()


async def move(
    session: AsyncSession,
    transfer: Transfer,
    to: TransferState,
    now: datetime,
    *,
    accepted_by: str | None = None,
) -> bool:
    """Put a transfer into its next state; False if somebody got there first."""
    values: dict[str, object] = {"state": to}
    if accepted_by is not None:
        values |= {"accepted_by": accepted_by, "accepted_at": now}
    if to not in OPEN:
        values["ended_at"] = now
    done = await session.exec(
        update(Transfer)
        .where(col(Transfer.id) == transfer.id, col(Transfer.state) == transfer.state)
        .values(**values)
    )
    return done.rowcount == 1


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when the next answer that is awaited comes too late."""
    waiting = select(func.min(SINCE)).where(col(Transfer.state).in_(WAITING))
    since = (await session.exec(waiting)).one()
    return since + OFFER_LASTS if since else None


async def hold(session: AsyncSession, patient: Patient) -> None:
    """Keep others from giving this patient an alert until the transaction ends."""
    query = select(Patient).where(Patient.id == patient.id).with_for_update()
    await session.exec(query.execution_options(populate_existing=True))


async def hand_over(session: AsyncSession, patient: Patient, to_team_id: int) -> None:
    """Give a patient, and every row of theirs that follows, to another team."""
    was = patient.care_team_id
    for table in FOLLOW:
        await session.exec(
            update(table)
            .where(table.patient_id == patient.id, table.care_team_id == was)
            .values(care_team_id=to_team_id)
        )
    patient.care_team_id = to_team_id
    session.add(patient)
    await session.flush()


async def end_tasks(
    session: AsyncSession, patient: Patient, care_team_id: int, now: datetime
) -> int:
    """End what a team still had to do about a patient. Return how many tasks that were."""
    done = await session.exec(
        update(Task)
        .where(
            col(Task.patient_id) == patient.id,
            col(Task.care_team_id) == care_team_id,
            col(Task.status) != TaskStatus.DONE,
        )
        .values(status=TaskStatus.DONE, done_at=now)
    )
    return done.rowcount


async def rescue_alerts(session: AsyncSession) -> int:
    """Give an unresolved alert to its patient's team. Return how many had been left behind.

    A report and a switch of team in the same moment, in two processes, can leave one behind.
    """
    query = (
        select(AlertRow, Patient.care_team_id)
        .join(Patient, col(Patient.id) == col(AlertRow.patient_id))
        .where(
            AlertRow.status != Status.RESOLVED,
            col(AlertRow.care_team_id) != col(Patient.care_team_id),
        )
    )
    found = (await session.exec(query)).all()
    for row, team in found:
        row.number, row.care_team_id = await alerts.next_number(session, team), team
        session.add(row)
    await session.flush()
    return len(found)


def _is_open() -> ColumnElement[bool]:
    return col(Transfer.state).in_(OPEN)
