"""What people agreed to, question by question. Append-only: the latest answer counts."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from care.people import Topic
from store.tables import Consent, Patient


async def note(session: AsyncSession, consent: Consent) -> None:
    """Add an answer; earlier ones stay on record."""
    session.add(consent)
    await session.flush()


async def agreed(session: AsyncSession, patient: Patient, topic: Topic) -> bool | None:
    """Return the patient's own latest answer on a topic, or None if it was never asked."""
    query = _answers(patient, topic).where(Consent.account_id == patient.account_id)
    return (await session.exec(query.limit(1))).first()


async def agreed_for(session: AsyncSession, patient: Patient, topic: Topic) -> bool | None:
    """Return the patient's own latest answer; of a child, that of whoever answered last for it."""
    if patient.account_id is not None:
        return await agreed(session, patient, topic)
    return (await session.exec(_answers(patient, topic).limit(1))).first()


def _answers(patient: Patient, topic: Topic) -> SelectOfScalar[bool]:
    """Return the query for every answer about a patient on a topic, the latest first."""
    return (
        select(Consent.agreed)
        .where(
            Consent.care_team_id == patient.care_team_id,
            Consent.patient_id == patient.id,
            Consent.topic == topic,
        )
        .order_by(col(Consent.id).desc())
    )
