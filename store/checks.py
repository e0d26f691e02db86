"""Symptom checks as they were answered, for whoever looks back. Holds none of their questions."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from store.tables import Patient, SymptomCheck


async def answered_since(
    session: AsyncSession, patient: Patient, moment: datetime
) -> Sequence[SymptomCheck]:
    """Return the checks of a patient that were opened since a moment, but for those of practice."""
    query = select(SymptomCheck).where(
        SymptomCheck.care_team_id == patient.care_team_id,
        SymptomCheck.patient_id == patient.id,
        col(SymptomCheck.practice).is_(False),
        col(SymptomCheck.opened) >= moment,
    )
    return (await session.exec(query.order_by(col(SymptomCheck.id)))).all()
