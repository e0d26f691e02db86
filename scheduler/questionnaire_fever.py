"""The daily question about an open fever: begun with its report, ended with its alert or in a week.

A question that cannot be planned never costs the alert that it follows.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind
from care.calendar import DAY, local
from care.check_ins import FEVER_DAYS, fever_days
from care.reminder_kinds import ReminderKind
from care.tasks import TaskKind
from scheduler.chores import Chore, ask
from scheduler.reminder_plan import clock_of
from store import alerts, appointments, questionnaires
from store.questionnaires import FEVER
from store.tables import Appointment, Patient, Questionnaire, ReminderRow

SIGN = "T_FEVER"  # what the codes of every fever begin with

logger = structlog.get_logger(__name__)


async def follow(
    session: AsyncSession, patient: Patient, codes: Collection[str], now: datetime
) -> None:
    """Plan the daily question when a fever is reported for the first time in an alert.

    It hangs on an appointment, the last infusion if there was one: who has none is not asked.
    """
    if not _fever_in(codes):
        return
    try:
        async with session.begin_nested():
            await _follow(session, patient, now)
    except Exception as error:  # noqa: BLE001 -- the alert goes out, whatever ails the question
        logger.error("fever.unasked", patient=patient.id, error=type(error).__name__)  # noqa: TRY400 -- the text may hold the patient's words


async def stop(session: AsyncSession, patient: Patient) -> None:
    """Ask no more: the alert is closed."""
    await questionnaires.stop_fever(session, patient.id or 0)


async def decide(
    session: AsyncSession, patient: Patient, row: Questionnaire, now: datetime
) -> None:
    """Ask the team to decide, when this was the last question about a fever that is still open."""
    if row.state == "void" or await questionnaires.fever_goes_on(session, row):
        return
    chore = Chore(TaskKind.FEVER_LASTS, f"fever_lasts:{row.id}", values={"days": FEVER_DAYS})
    await ask(session, patient.care_team_id, patient, chore, now)


async def _follow(session: AsyncSession, patient: Patient, now: datetime) -> None:
    known = await alerts.unresolved(session, patient.care_team_id, patient.id or 0)
    if known is not None and _fever_in(known.findings):
        return
    about = _about(await appointments.of_patient(session, patient), now)
    if about is None:
        return
    clock = await clock_of(session, patient)
    days = fever_days(now, clock)
    rows = [
        ReminderRow(
            appointment_id=about.id or 0,
            patient_id=patient.id or 0,
            kind=ReminderKind.CHECK_IN,
            local_date=local(due, clock.zone).date(),
            slot=FEVER,
            due=due,
            expires=expires,
        )
        for due, expires in zip(days, [*days[1:], days[-1] + DAY], strict=True)
    ]
    await questionnaires.plan_fever(session, rows)


def _fever_in(codes: Collection[str]) -> bool:
    return any(code.startswith(SIGN) for code in codes)


def _about(rows: Sequence[Appointment], now: datetime) -> Appointment | None:
    """Return the last infusion that was, or else the date that comes nearest."""
    stand = [row for row in rows if row.status.stands]
    infusions = [row for row in stand if row.kind is AppointmentKind.INFUSION]
    past = [row for row in infusions if row.at <= now]
    return past[-1] if past else next(iter(infusions or stand), None)
