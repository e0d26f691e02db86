"""What a team was told lately, to be judged again by other numbers. Reads only.

Not for what runs often: it opens everything of some weeks.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from store.tables import Patient, SymptomCheck, SymptomReport


async def reports(
    session: AsyncSession, care_team_id: int, since: datetime
) -> Sequence[SymptomReport]:
    """Return what was reported to a team since a moment, as it came."""
    query = select(SymptomReport).where(
        SymptomReport.care_team_id == care_team_id, col(SymptomReport.at) >= since
    )
    return (await session.exec(query.order_by(col(SymptomReport.at)))).all()


async def checks(
    session: AsyncSession, care_team_id: int, since: datetime
) -> Sequence[SymptomCheck]:
    """Return the symptom checks of a team's patients since a moment, without those for practice."""
    whose = select(Patient.id).where(Patient.care_team_id == care_team_id)
    query = select(SymptomCheck).where(
        col(SymptomCheck.patient_id).in_(whose),
        SymptomCheck.care_team_id == care_team_id,
        col(SymptomCheck.opened) >= since,
        col(SymptomCheck.practice).is_(False),
    )
    return (await session.exec(query.order_by(col(SymptomCheck.id)))).all()
