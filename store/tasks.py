"""Tasks of the team: what a human must see and do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.tasks import TaskKind, TaskStatus
from store.prepared import Prepared, written_out
from store.tables import Patient, Task

TASK = SQLModel.metadata.tables["task"]
UNTAKEN = written_out(TASK.c.status, TaskStatus.OPEN), TASK.c.reminded_at.is_(None)
NEXT_DEADLINE = Prepared(select_columns(func.min(TASK.c.deadline)).where(*UNTAKEN))


@dataclass(frozen=True, slots=True)
class Asked:
    """A task to be opened. `key` says why, so that it is asked for once."""

    key: str
    care_team_id: int
    patient_id: int | None
    kind: TaskKind
    deadline: datetime
    particulars: Mapping[str, object] = field(default_factory=dict)


async def open_task(session: AsyncSession, asked: Asked, now: datetime) -> Task | None:
    """Open a task and return it, or None when it is known already."""
    if await is_known(session, asked.key):
        return None
    task = Task(
        care_team_id=asked.care_team_id,
        patient_id=asked.patient_id,
        key=asked.key,
        kind=asked.kind,
        particulars=dict(asked.particulars),
        opened=now,
        deadline=asked.deadline,
    )
    session.add(task)
    await session.flush()
    return task


async def is_known(session: AsyncSession, key: str) -> bool:
    """Say whether a task with this key was ever opened."""
    known = await session.exec(select(Task.id).where(Task.key == key))
    return known.first() is not None


async def find(session: AsyncSession, care_team_id: int, task_id: int) -> Task | None:
    """Return a task of a team."""
    task = await session.get(Task, task_id, populate_existing=True)
    return task if task and task.care_team_id == care_team_id else None


async def team_of(session: AsyncSession, task_id: int) -> int | None:
    """Return whose task this is."""
    task = await session.get(Task, task_id)
    return task.care_team_id if task else None


async def unfinished(session: AsyncSession, care_team_id: int) -> Sequence[Task]:
    """Return what the team still has to do, the most pressing first."""
    query = select(Task).where(Task.care_team_id == care_team_id, Task.status != TaskStatus.DONE)
    return (await session.exec(query.order_by(col(Task.deadline)))).all()


async def about(
    session: AsyncSession, patient: Patient, kind: TaskKind, since: datetime
) -> Sequence[Task]:
    """Return the tasks of a kind about a patient since a moment, the earliest first."""
    query = select(Task).where(
        Task.patient_id == patient.id,
        Task.care_team_id == patient.care_team_id,
        Task.kind == kind,
        col(Task.opened) >= since,
    )
    return (await session.exec(query.order_by(col(Task.id)))).all()


async def take(session: AsyncSession, task: Task, member_id: int, now: datetime) -> bool:
    """Give a task to the first who takes it; False if somebody got there first."""
    return await _move(
        session, task, TaskStatus.OPEN, status=TaskStatus.TAKEN, taken_by=member_id, taken_at=now
    )


async def finish(session: AsyncSession, task: Task, member_id: int, now: datetime) -> bool:
    """End a task; False if it was ended already."""
    return await _move(
        session, task, task.status, status=TaskStatus.DONE, done_by=member_id, done_at=now
    )


async def withdraw(session: AsyncSession, key: str, now: datetime) -> bool:
    """End the task with this key, which needs nobody any more. False if there is none to end."""
    done = await session.exec(
        update(Task)
        .where(col(Task.key) == key, col(Task.status) != TaskStatus.DONE)
        .values(status=TaskStatus.DONE, done_at=now)
    )
    return done.rowcount == 1


async def with_key(session: AsyncSession, key: str) -> Task | None:
    """Return the task with this key, as it is now."""
    query = select(Task).where(Task.key == key).execution_options(populate_existing=True)
    return (await session.exec(query)).first()


async def let_go(session: AsyncSession, care_team_id: int, member_id: int) -> int:
    """Give back what a member had taken and not done. Return how many tasks."""
    done = await session.exec(
        update(Task)
        .where(
            col(Task.care_team_id) == care_team_id,
            col(Task.taken_by) == member_id,
            col(Task.status) == TaskStatus.TAKEN,
        )
        .values(status=TaskStatus.OPEN, taken_by=None, taken_at=None)
    )
    return done.rowcount


async def overdue(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[Task]:
    """Return tasks nobody has taken although their deadline has passed, once each."""
    if not await NEXT_DEADLINE.reached(session, now):
        return ()
    query = select(Task).where(*UNTAKEN, col(Task.deadline) <= now)
    return (await session.exec(query.order_by(col(Task.deadline)).limit(limit))).all()


async def next_deadline(session: AsyncSession) -> datetime | None:
    """Return when the next task that nobody has taken is overdue."""
    return await NEXT_DEADLINE.moment(session)


async def _move(session: AsyncSession, task: Task, before: TaskStatus, **changes: object) -> bool:
    done = await session.exec(
        update(Task)
        .where(
            col(Task.id) == task.id,
            col(Task.status) == before,
            col(Task.status) != TaskStatus.DONE,
        )
        .values(**changes)
    )
    return done.rowcount == 1
