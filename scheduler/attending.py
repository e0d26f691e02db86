"""What follows when a patient says to come, not to come, or to be done. Nothing is ever cancelled.

An answer can be changed; the team hears of every "cannot come", and of its being taken back.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer
from care.delivery import Lane, OutboxMessage, Values
from care.policies import TASK_DEADLINE
from care.tasks import TaskKind
from messages.texts import patient_dates
from scheduler import appointing, chores
from scheduler.chores import Chore
from scheduler.rota import cover_of
from scheduler.visits import KINDS, wall
from store import outbox, teams
from store.tables import Appointment, Patient


async def reply(
    session: AsyncSession, patient: Patient, row: Appointment, said: Answer, now: datetime
) -> bool:
    """Note a new answer and tell the team what it must know.

    Return whether the team was told that "cannot come" no longer holds.
    """
    before = Answer(row.answer)
    if said is Answer.CONFIRMED and before in (Answer.CANNOT_COME, Answer.DONE):
        await appointing.plan(session, patient, row, now)  # the morning's reminder was void
    await appointing.say(session, row, said, now)
    if said is Answer.CANNOT_COME:
        await _ask(session, patient, row, now)
    return before is Answer.CANNOT_COME and await _take_back(session, patient, row, now)


async def _ask(session: AsyncSession, patient: Patient, row: Appointment, now: datetime) -> None:
    """Open the team's task, before the date it is about; a second one if the first was answered."""
    team = await teams.team(session, row.care_team_id)
    usual = (await cover_of(session, team)).at_work(now + TASK_DEADLINE)
    key, deadline, values = f"cannot_come:{row.id}:{row.version}", min(usual, row.at), _about(row)
    for name in (key, f"{key}:{now.timestamp():.0f}"):
        chore = Chore(TaskKind.CANNOT_COME, name, deadline, values)
        if await chores.ask(session, row.care_team_id, patient, chore, now) is not None:
            break


async def _take_back(
    session: AsyncSession, patient: Patient, row: Appointment, now: datetime
) -> bool:
    """Say in the group that the answer is another one now; the task stays until a human ends it."""
    team = await teams.team(session, row.care_team_id)
    if team.chat_id is None:
        return False
    text = patient_dates.TEST_DONE if row.answer is Answer.DONE else patient_dates.WILL_COME
    message = OutboxMessage(
        key=f"comes:{row.id}:{row.version}:{now.timestamp():.0f}",
        chat_id=team.chat_id,
        lane=Lane.ECHO,
        texts=(text.id,),
        values={"patient": patient.pseudonym, **_about(row)},
    )
    await outbox.owe(session, now, message)
    return True


def _about(row: Appointment) -> Values:
    return {"kind": KINDS[row.kind].id, "day": wall(row)}
