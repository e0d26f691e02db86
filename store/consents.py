"""What people agreed to, question by question. Append-only: the latest answer counts."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from care.people import Topic
from store.tables import Consent, Patient


async def note(session: AsyncSession, consent: Consent) -> None:
    """Add an answer; earlier ones stay on record."""
    session.add(consent)
    await session.flush()


async def agreed(session: AsyncSession, patient: Patient, topic: Topic) -> bool | None:
    """Return the patient's own latest answer on a topic, or None if it was never asked."""
    query = (
        select(Consent.agreed)
        .where(
            Consent.care_team_id == patient.care_team_id,
            Consent.patient_id == patient.id,
            Consent.topic == topic,
            Consent.account_id == patient.account_id,
        )
        .order_by(col(Consent.id).desc())
        .limit(1)
    )
    return (await session.exec(query)).first()
