"""Asks for a temperature a second time, when its moment has come."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.policies import RECHECK_SILENT, SILENT_CHECK
from scheduler import contexts
from scheduler.checking import Asked, Screen, ask
from scheduler.recheck import REASON
from store import alerts, people, reports
from store.tables import Patient, SymptomCheck


async def begin(session: AsyncSession, check: SymptomCheck, now: datetime) -> bool:
    """Ask a planned question now. Return whether anybody was asked.

    Nobody is when the team has closed the alert. Other questions under way are not interrupted:
    then it waits for a while.
    """
    patient = await people.patient(session, check.care_team_id, check.patient_id)
    if patient is None or not await _is_wanted(session, patient):
        check.state, check.due = "left", None
        session.add(check)
        return False
    if await reports.open_check(session, check.account_id) is not None:
        check.due = now + SILENT_CHECK
        session.add(check)
        return False
    check.state, check.opened, check.due = "open", now, now + RECHECK_SILENT
    session.add(check)
    await session.flush()
    about = contexts.speaker(patient, check.account_id)
    known = await contexts.to_judge(session, patient, about, now)
    who = Asked(patient, check.account_id, known)
    screen = Screen(f"{REASON}:{check.id}")
    await ask(session, check, who, screen, now)
    return True


async def _is_wanted(session: AsyncSession, patient: Patient) -> bool:
    known = await alerts.unresolved(session, patient.care_team_id, patient.id or 0)
    return known is not None and patient.state.is_answered
