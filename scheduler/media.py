"""What a patient sent that cannot be read here: it stays with Telegram, and a member can play it.

Only its place is kept, sealed with the task: the chat and the number of the message. It is copied
to one member's direct chat on request, never to a group, and cannot be passed on from there.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, Method, OutboxMessage
from care.people import Topic
from care.policies import SILENT_CHECK
from care.tasks import TaskKind
from messages.texts import staff_details
from scheduler.chores import Chore, ask
from store import consents, outbox, tasks
from store.tables import Patient

PLACE = "place"  # in what a task keeps: where the message is


async def may_be_seen(session: AsyncSession, patient: Patient) -> bool:
    """Say whether the team may see and hear what a patient sends; only a refusal forbids it."""
    return await consents.agreed_for(session, patient, Topic.MEDIA) is not False


async def tell(
    session: AsyncSession, patient: Patient, sent: tuple[int, int], now: datetime
) -> None:
    """Ask the team to look at a message, named by chat and number, that cannot be read here."""
    place = f"{sent[0]}:{sent[1]}"
    seen = await may_be_seen(session, patient)
    chore = Chore(
        TaskKind.UNREAD_MEDIA,
        f"media:{patient.id}:{place}",
        values={PLACE: place} if seen else {},
    )
    await ask(session, patient.care_team_id, patient, chore, now)


async def play(
    session: AsyncSession, particulars: Mapping[str, object], to: tuple[str, int], now: datetime
) -> None:
    """Owe a member a copy of what a task is about, if it may be seen. `to` is key and chat."""
    place = particulars.get(PLACE)
    if not place:
        return
    key, chat = to
    message = OutboxMessage(
        key=f"{key}:media:{place}",
        chat_id=chat,
        lane=Lane.SAFETY,
        texts=(staff_details.MEDIA_GONE.id,),
        method=Method.COPY,
        target=str(place),
    )
    await outbox.owe(session, now, message)


async def play_all(
    session: AsyncSession,
    patient: Patient,
    opened: datetime,
    to: tuple[str, int],
    now: datetime,
) -> None:
    """Owe a member a copy of all that was sent since shortly before an alert opened."""
    since = opened - SILENT_CHECK
    for task in await tasks.about(session, patient, TaskKind.UNREAD_MEDIA, since):
        await play(session, task.particulars, to, now)
