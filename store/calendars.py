"""Calendar entries as the store knows them: their names, and who may have them already.

Holds no entry: those are made from the appointments each time.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Method
from store.keyring import borrow
from store.tables import OutboxRow, Patient, ReminderRow


def uid_of(session: AsyncSession, appointment_id: int) -> str:
    """Return the name of an appointment's entry: always the same, and it tells nobody anything."""
    trace = borrow(session.get_bind().dialect).trace(f"calendar:{appointment_id}")
    return str(UUID(trace[:32], version=4))


def key_of(patient: Patient, cause: str) -> str:
    """Return the key under which a calendar file of a patient is owed."""
    return f"calendar:{patient.id}:{cause}"


async def last_file(session: AsyncSession, patient: Patient, chat: int) -> datetime | None:
    """Return when the last calendar file of a patient was owed to a chat, or None for never."""
    query = select(func.max(OutboxRow.owed)).where(
        OutboxRow.chat_id == chat,
        OutboxRow.method == Method.DOCUMENT,
        col(OutboxRow.key).startswith(key_of(patient, ""), autoescape=True),
    )
    return (await session.exec(query)).first()


async def told(session: AsyncSession, appointment_ids: Collection[int]) -> set[int]:
    """Return of which of these appointments a reminder went out."""
    query = select(ReminderRow.appointment_id).where(
        col(ReminderRow.appointment_id).in_(appointment_ids), ReminderRow.state == "owed"
    )
    return set(await session.exec(query))
