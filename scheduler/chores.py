"""Tasks of the team: how they come about, and how the group sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Choice, Lane, OutboxMessage, Rows, Value, Values, Wanted
from care.escalation import Alert
from care.policies import TASK_DEADLINE
from care.tasks import TaskKind, TaskStatus
from messages.declare import Text
from messages.texts import staff_tasks
from scheduler.rota import cover_of
from store import outbox, people, tasks, teams
from store.tables import Patient, Task

PRESSING = frozenset({TaskKind.UNREADABLE_UPDATE, TaskKind.UNREACHABLE, TaskKind.UNDELIVERED})


@dataclass(frozen=True, slots=True)
class Chore:
    """What the team is asked to do. `key` says why, so that it is asked for once.

    A `note` is said below it at first; a `silent` one makes no sound.
    """

    kind: TaskKind
    key: str
    deadline: datetime | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    note: Text | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """How a task looks as it stands: paragraphs, what they need, buttons."""

    texts: tuple[Text, ...]
    values: Values
    rows: Rows


async def ask(
    session: AsyncSession, care_team_id: int, patient: Patient | None, chore: Chore, now: datetime
) -> Task | None:
    """Open a task, shown in the group, or return None when it was asked for before."""
    team = await teams.team(session, care_team_id)
    cover = await cover_of(session, team)
    deadline = chore.deadline or cover.at_work(now + TASK_DEADLINE)
    asked = tasks.Asked(
        key=chore.key,
        care_team_id=care_team_id,
        patient_id=patient.id if patient else None,
        kind=chore.kind,
        deadline=deadline,
        particulars=chore.values,
    )
    task = await tasks.open_task(session, asked, now)
    if task is not None:
        await post(session, task, now, chore=chore)
    return task


async def ask_team(
    session: AsyncSession, patient: Patient, kind: TaskKind, key: str, now: datetime
) -> Task | None:
    """Open a task about a patient with the usual deadline."""
    return await ask(session, patient.care_team_id, patient, Chore(kind, key), now)


async def post(
    session: AsyncSession,
    task: Task,
    now: datetime,
    *,
    again: bool = False,
    chore: Chore | None = None,
) -> None:
    """Owe the task's card to the group."""
    team = await teams.team(session, task.care_team_id)
    if team.chat_id is None:
        return
    shown = await face(session, task)
    notes = (staff_tasks.OVERDUE,) if again else ()
    if chore is not None and chore.note is not None:
        notes = (chore.note,)
    message = OutboxMessage(
        key=keys_of(task)[again],
        chat_id=team.chat_id,
        lane=Lane.ALERT if TaskKind(task.kind) in PRESSING else Lane.ECHO,
        texts=tuple(text.id for text in (shown.texts[0], *notes, *shown.texts[1:])),
        values=shown.values,
        rows=shown.rows,
        silent=chore is not None and chore.silent,
    )
    await outbox.owe(session, now, message)


def keys_of(task: Task) -> tuple[str, str]:
    """Return the keys of a task's messages to the group: the first, and the one when overdue."""
    return f"task:{task.id}:first", f"task:{task.id}:again"


async def face(session: AsyncSession, task: Task) -> Face:
    """Return how a task looks: who has taken it, or who has done it and when."""
    texts = [staff_tasks.TASKS[TaskKind(task.kind)]]
    values = dict(await values_of(session, task))
    status = TaskStatus(task.status)
    if status is TaskStatus.OPEN:
        texts.append(staff_tasks.DEADLINE)
    else:
        done = status is TaskStatus.DONE
        who, when = (task.done_by, task.done_at) if done else (task.taken_by, task.taken_at)
        texts.append(staff_tasks.FINISHED if done else staff_tasks.TAKEN)
        values["name"] = await teams.member_name(session, task.care_team_id, who)
        values["time"] = (when or task.opened).isoformat()
    return Face(tuple(texts), values, rows_of(task))


async def values_of(session: AsyncSession, task: Task) -> Values:
    """Return what the card of a task says: never a name or a word of the patient."""
    patient = None
    if task.patient_id is not None:
        patient = await people.patient(session, task.care_team_id, task.patient_id)
    return {
        "patient": patient.pseudonym if patient else "?",
        "deadline": task.deadline.isoformat(),
        **task.particulars,
    }


def rows_of(task: Task) -> Rows:
    """Return the buttons of a task as it stands."""
    if TaskStatus(task.status) is TaskStatus.DONE:
        return ()
    done = Choice(staff_tasks.DONE.id, f"task.done:{task.id}")
    details = Choice(staff_tasks.DETAILS.id, f"task.details:{task.id}")
    if TaskStatus(task.status) is TaskStatus.OPEN:
        return ((Choice(staff_tasks.TAKE.id, f"task.take:{task.id}"), done), (details,))
    return ((done, details),)


async def shout(
    session: AsyncSession, alert: Alert, patient: Patient, text: str, now: datetime, **more: Value
) -> None:
    """Owe a line about an alert to the group and to everybody on call now."""
    team = await teams.team(session, alert.care_team_id)
    covered = (await cover_of(session, team)).covered(now)
    reach = await teams.reach(session, alert.care_team_id, now, covered=covered)
    chats = [chat for found in reach.values() for chat in found]
    if team.chat_id is not None:
        chats.append(team.chat_id)
    for chat in dict.fromkeys(chats):
        message = OutboxMessage(
            key=f"shout:{text}:{alert.id}:{alert.epoch}:{chat}",
            chat_id=chat,
            lane=Lane.ALERT,
            texts=(text,),
            values={"number": alert.number, "patient": patient.pseudonym, **more},
            alert_id=alert.id,
            epoch=alert.epoch,
            wanted=Wanted.ALERT_UNRESOLVED,
        )
        await outbox.owe(session, now, message)
