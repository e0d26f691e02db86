"""Treatment plans of patients, as accepted by staff: one is current, those before it have ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from store.prepared import Prepared
from store.tables import Appointment, Patient, TreatmentPlan

PLAN = SQLModel.metadata.tables["treatment_plan"]
CURRENT_FACTS = Prepared(
    select_columns(PLAN.c.facts, PLAN.c.created)
    .where(
        PLAN.c.patient_id == bindparam("patient"),
        PLAN.c.care_team_id == bindparam("team"),
        PLAN.c.ended.is_(None),
    )
    .order_by(PLAN.c.id.desc())
    .limit(1)
)


async def lock(session: AsyncSession, patient: Patient) -> None:
    """Let nobody else change this patient's plan until the transaction ends."""
    await session.exec(select(Patient.id).where(Patient.id == patient.id).with_for_update())


async def current(session: AsyncSession, patient: Patient) -> TreatmentPlan | None:
    """Return the plan a patient is on, or None."""
    return (await session.exec(_of(patient).where(col(TreatmentPlan.ended).is_(None)))).first()


async def current_facts(
    session: AsyncSession, patient: Patient
) -> tuple[dict[str, Any], datetime] | None:
    """Return what the plan a patient is on knows of them, and since when. Reads nothing else."""
    team = patient.care_team_id
    rows = await CURRENT_FACTS.rows(session, patient=patient.id, team=team)
    return (rows[0][0], rows[0][1]) if rows else None


async def every(session: AsyncSession, patient: Patient) -> Sequence[TreatmentPlan]:
    """Return every plan of a patient, the last first."""
    return (await session.exec(_of(patient))).all()


async def add(session: AsyncSession, plan: TreatmentPlan) -> TreatmentPlan:
    """Store a plan and return it with its number."""
    session.add(plan)
    await session.flush()
    return plan


async def end(session: AsyncSession, plan: TreatmentPlan, now: datetime) -> None:
    """End a plan; its appointments stay as they are."""
    plan.ended = now
    session.add(plan)
    await session.flush()


async def dates_of(session: AsyncSession, plan: TreatmentPlan) -> Sequence[Appointment]:
    """Return the appointments of a plan, first to last."""
    query = select(Appointment).where(
        Appointment.care_team_id == plan.care_team_id, Appointment.plan_id == plan.id
    )
    return (await session.exec(query.order_by(col(Appointment.at)))).all()


def _of(patient: Patient) -> SelectOfScalar[TreatmentPlan]:
    return (
        select(TreatmentPlan)
        .where(
            TreatmentPlan.care_team_id == patient.care_team_id,
            TreatmentPlan.patient_id == patient.id,
        )
        .order_by(col(TreatmentPlan.id).desc())
    )
