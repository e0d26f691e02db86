"""A member takes a task, does it, or asks for its details. Everybody sees who."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.asking import can_be_told
from bot.inbox import Handlers
from bot.said import Pressed, answer, pressed, quiet
from care.delivery import Lane, Method, OutboxMessage
from care.tasks import TaskStatus
from messages.texts import staff, staff_tasks
from scheduler import chores
from scheduler.task_details import task_details
from store import audit, outbox, tasks, teams
from store.tables import Member, Task

LOOKS = frozenset({"details"})
DEEDS = frozenset({"take", "done"}) | LOOKS


@dataclass(frozen=True, slots=True)
class Scene:
    """A task, and the member who pressed under it."""

    at: Pressed
    task: Task
    member: Member


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Carry out what a button under a task says, if whoever pressed has the right."""
    scene = await _scene(session, update, now)
    if scene is None:
        return
    if scene.at.press.choice in LOOKS:
        await _show(session, scene, now)
    else:
        await _move(session, scene, now)


async def _scene(session: AsyncSession, update: Update, now: datetime) -> Scene | None:
    """Return the scene if the press may count; otherwise answer, and return None."""
    at = pressed(update)
    team_id = await tasks.team_of(session, at.press.subject)
    member = await teams.member(session, team_id, at.sender) if team_id else None
    refusal = None
    if member is None:
        refusal = staff.REFUSED
    elif at.press.choice not in DEEDS:
        refusal = staff.OLD_BUTTON
    elif not (member.role.acts or at.press.choice in LOOKS):
        refusal = staff.VIEWER_REFUSED
    task = await tasks.find(session, team_id, at.press.subject) if team_id else None
    if member is None or task is None or refusal is not None:
        await outbox.owe(session, now, answer(at, refusal or staff.REFUSED, loud=True))
        return None
    return Scene(at, task, member)


async def _move(session: AsyncSession, scene: Scene, now: datetime) -> None:
    """Take or end the task for the first who says so; a second reads who was first."""
    task, member_id = scene.task, scene.member.id or 0
    taking = scene.at.press.choice == "take"
    done = await (tasks.take if taking else tasks.finish)(session, task, member_id, now)
    if done:
        deed, subject = "task taken" if taking else "task done", f"task:{task.id}"
        actor = f"member:{member_id}"
        team = task.care_team_id
        await audit.note(session, team, now, actor=actor, deed=deed, subject=subject)

    now_is = await tasks.find(session, task.care_team_id, task.id or 0)
    assert now_is is not None
    face = await chores.face(session, now_is)
    await _reface(session, scene, face, now)
    finished = now_is.status == TaskStatus.DONE
    text = staff_tasks.FINISHED if finished else staff_tasks.TAKEN
    await outbox.owe(session, now, answer(scene.at, text, loud=not done, values=face.values))


async def _reface(session: AsyncSession, scene: Scene, face: chores.Face, now: datetime) -> None:
    """Give the task's messages their new face, wherever they stand, known to us or not."""
    known = await outbox.sent_as(session, *chores.keys_of(scene.task))
    places = {(row.chat_id, row.message_id) for row in known}
    places.add((scene.at.chat, scene.at.message_id))
    for chat, number in sorted((c, n) for c, n in places if n is not None):
        message = OutboxMessage(
            key=f"face:task:{scene.at.query.id}:{chat}:{number}",
            chat_id=chat,
            lane=Lane.ECHO,
            texts=tuple(text.id for text in face.texts),
            values=face.values,
            rows=face.rows,
            method=Method.EDIT,
            target=f"{chat}:{number}",
        )
        await outbox.owe(session, now, message)


async def _show(session: AsyncSession, scene: Scene, now: datetime) -> None:
    """Send name, number to dial and words to the member's direct chat, never to a group."""
    at, task = scene.at, scene.task
    if not await can_be_told(session, at.sender):
        await outbox.owe(session, now, answer(at, staff.DETAILS_NO_CHAT, loud=True))
        return
    await task_details(session, task, at.sender, now)
    team, subject = task.care_team_id, f"task:{task.id}"
    actor = f"member:{scene.member.id}"
    await audit.note(session, team, now, actor=actor, deed="details shown", subject=subject)
    shown_here = at.chat == at.sender
    await outbox.owe(session, now, quiet(at) if shown_here else answer(at, staff.DETAILS_SENT))


ROUTES: Handlers = {"press.task": press}
