"""What the team is asked to do about answers around infusions, and the lines it reads of them."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, OutboxMessage, Value
from care.tasks import TaskKind, TaskStatus
from messages.declare import Text
from scheduler import chores
from scheduler.chores import Chore
from scheduler.visits import wall
from store import outbox, questionnaires, teams
from store.tables import Appointment, Patient, Questionnaire

BEFORE = "before_infusion:"  # such a task's key goes on with the number of what was asked


async def tell_yes(
    session: AsyncSession,
    patient: Patient,
    asked: tuple[Questionnaire, Appointment],
    now: datetime,
) -> None:
    """Open the team's task about a yes, to be answered before the patient sets out.

    While nobody has taken it, its details show what is added. Once somebody has, it is another one.
    """
    row, appointment = asked
    key = f"{BEFORE}{row.id}"
    known = await questionnaires.task_of(session, key)
    if known is not None:
        if known.status == TaskStatus.OPEN:
            return
        key = f"{key}:{now.timestamp():.0f}"
    values: dict[str, Value] = {"day": wall(appointment)}
    deadline = max(now, row.deadline or appointment.at)
    chore = Chore(TaskKind.BEFORE_INFUSION, key, deadline, values)
    await chores.ask(session, patient.care_team_id, patient, chore, now)


async def was_told(session: AsyncSession, row: Questionnaire) -> bool:
    """Say whether the team was ever asked to answer a yes to this question."""
    return await questionnaires.task_of(session, f"{BEFORE}{row.id}") is not None


async def tell_silent(
    session: AsyncSession,
    patient: Patient,
    appointment: Appointment,
    deadline: datetime,
    now: datetime,
) -> None:
    """Open the task about questions before an infusion that nobody answered, once for a date."""
    values: dict[str, Value] = {"day": wall(appointment)}
    chore = Chore(TaskKind.CHECK_SILENT, silent_key(appointment), max(now, deadline), values)
    await chores.ask(session, patient.care_team_id, patient, chore, now)


def silent_key(appointment: Appointment) -> str:
    """Name the task about the silence before an infusion."""
    return f"check_silent:{appointment.id}:{appointment.version}"


async def say(
    session: AsyncSession, patient: Patient, text: Text, key: str, now: datetime, **values: Value
) -> None:
    """Owe one line about a patient to the team's group."""
    team = await teams.team(session, patient.care_team_id)
    if team.chat_id is None:
        return
    message = OutboxMessage(
        key=key,
        chat_id=team.chat_id,
        lane=Lane.ECHO,
        texts=(text.id,),
        values={"patient": patient.pseudonym, **values},
    )
    await outbox.owe(session, now, message)
