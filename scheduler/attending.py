"""What follows when a patient says to come, not to come, or to be done. Nothing is ever cancelled.

An answer can be changed; the team hears of every "cannot come", of its reason, and of its being
taken back.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, Reason
from care.delivery import Lane, OutboxMessage, Values
from care.policies import TASK_DEADLINE
from care.tasks import TaskKind
from messages.texts import patient_answers, patient_dates
from scheduler import appointing, chores
from scheduler.chores import Chore
from scheduler.rota import cover_of
from scheduler.visits import KINDS, wall
from store import outbox, teams
from store.tables import Appointment, Patient


@dataclass(frozen=True, slots=True)
class Line:
    """What the group reads beside a task: why we owe it, message ids, what they need."""

    key: str
    texts: tuple[str, ...]
    values: Values


async def reply(
    session: AsyncSession, patient: Patient, row: Appointment, said: Answer, now: datetime
) -> bool:
    """Note a new answer and tell the team what it must know.

    Return whether the team was told that "cannot come" no longer holds.
    """
    before = Answer(row.answer)
    await appointing.say(session, row, said, now)
    if said is Answer.CONFIRMED and before in (Answer.CANNOT_COME, Answer.DONE):
        await appointing.plan(session, patient, row, now)  # the morning's reminder was void
    if said is Answer.CANNOT_COME:
        await _ask(session, patient, row, now)
    return before is Answer.CANNOT_COME and await _take_back(session, patient, row, now)


async def because(
    session: AsyncSession, patient: Patient, row: Appointment, reason: Reason, now: datetime
) -> None:
    """Note why somebody cannot come, and tell the team, which has the task already."""
    await appointing.say(session, row, Answer.CANNOT_COME, now, reason=reason)
    ill = (patient_answers.ILL_ASKED.id,) if reason is Reason.ILL else ()
    values = {**_about(row), "reason": patient_answers.STAFF_REASONS[reason].id}
    key = f"because:{row.id}:{row.version}:{reason}"
    await _tell(session, patient, Line(key, (patient_answers.BECAUSE.id, *ill), values), now)


async def done_on(session: AsyncSession, row: Appointment, day: date, now: datetime) -> None:
    """Note on which day a blood test was really done, as the patient says."""
    await appointing.say(session, row, Answer.DONE, now, done_on=day)


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
    text = patient_dates.TEST_DONE if row.answer is Answer.DONE else patient_dates.WILL_COME
    key = f"comes:{row.id}:{row.version}"
    return await _tell(session, patient, Line(key, (text.id,), _about(row)), now)


async def _tell(session: AsyncSession, patient: Patient, line: Line, now: datetime) -> bool:
    """Owe a line to the group. Return whether there is a group."""
    team = await teams.team(session, patient.care_team_id)
    if team.chat_id is None:
        return False
    message = OutboxMessage(
        key=f"{line.key}:{now.timestamp():.0f}",
        chat_id=team.chat_id,
        lane=Lane.ECHO,
        texts=line.texts,
        values={"patient": patient.pseudonym, **line.values},
    )
    await outbox.owe(session, now, message)
    return True


def _about(row: Appointment) -> Values:
    return {"kind": KINDS[row.kind].id, "day": wall(row)}
