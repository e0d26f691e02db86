"""A raised temperature is to be measured again after an hour: planned with the report of it.

It is planned as a check that begins later: `recheck_asking.py` asks it. Holds no threshold.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.check_steps import Step
from care.severity import Severity
from care.symptom_check import Check, to_document
from care.triage_table import RECHECK
from store import reports
from store.tables import Patient, SymptomCheck

REASON = "recheck"
RAISED = "T_FEVER_LOW"
HIGHER = frozenset({"T_FEVER", "T_FEVER_HIGH", "T_FEVER_STAYS"})


async def follow(
    session: AsyncSession, patient: Patient, chat: int, codes: Collection[str], now: datetime
) -> None:
    """Plan that this chat is asked again in an hour, if a raised temperature is all there is."""
    if RAISED not in codes or not HIGHER.isdisjoint(codes):
        return
    if await reports.is_planned(session, patient, REASON):
        return
    check = SymptomCheck(
        care_team_id=patient.care_team_id,
        patient_id=patient.id or 0,
        account_id=chat,
        reason=REASON,
        state=reports.PLANNED,
        answers={"check": to_document(Check(step=Step.AGAIN)), "told": [], "severity": None},
        severity_if_silent=Severity.SAME_DAY,
        due=now + timedelta(hours=RECHECK.value),
        opened=now,
    )
    session.add(check)
    await session.flush()
