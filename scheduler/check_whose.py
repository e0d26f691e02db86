"""Whose check it is, where a chat stands for several patients: they are asked about one by one."""

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Value
from store import people
from store.tables import Patient, SymptomCheck


async def another(session: AsyncSession, row: SymptomCheck) -> Patient | None:
    """Return the next patient this chat stands for, after the one a check is about, or None."""
    everybody = await people.living_in(session, row.account_id)
    numbers = [one.id for one in everybody]
    if row.practice or row.patient_id not in numbers:
        return None
    following = everybody[numbers.index(row.patient_id) + 1 :]
    return following[0] if following else None


async def every_name(session: AsyncSession, row: SymptomCheck) -> dict[str, Value]:
    """Return what to call everybody this chat stands for, where there are several."""
    everybody = await people.living_in(session, row.account_id)
    if row.practice or len(everybody) < 2:  # noqa: PLR2004 -- several
        return {}
    return {"name": " / ".join(one.call_name or one.name for one in everybody)}
