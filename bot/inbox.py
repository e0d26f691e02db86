"""The handle loop: one update, one handler, one transaction. It owns the transaction."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update
from telegram.constants import ChatType

from bot.callbacks import decode
from bot.sparse import complete
from care.tasks import TaskKind
from scheduler.chores import Chore, ask
from scheduler.ports import Service
from store import inbox, people, teams
from store.engine import TROUBLE

Handler = Callable[[AsyncSession, Update, datetime], Awaitable[None]]
Handlers = Mapping[str, Handler]
OLD_BUTTON = "press"
TROUBLE_LASTS = timedelta(hours=1)  # after which it may be the update that troubles the database
TOGETHER = 8  # updates of different chats that share a commit to the disk

logger = structlog.get_logger(__name__)


class Finished(Exception):
    """Another worker has handled this update meanwhile."""


def kind(update: Update, handlers: Handlers) -> str:
    """Name the handler an update is for."""
    if query := update.callback_query:
        press = decode(query.data)
        name = f"press.{press.deed}" if press else OLD_BUTTON
        return name if name in handlers else OLD_BUTTON
    if update.my_chat_member:
        return "standing"
    if update.chat_member:
        return "membership"
    chat = update.effective_chat
    if chat is None or update.effective_message is None:
        return "other"
    return "private" if chat.type == ChatType.PRIVATE else "group"


async def handle_updates(service: Service, handlers: Handlers) -> int:
    """Handle what is waiting. Return how many updates are out of the way.

    1. Parse. What cannot be parsed is quarantined at once. There is no bot in it: a handler
       could not reach Telegram if it wanted to.
    2. Run its handler and mark it done, in one transaction.
    3. If the handler raises, nothing of it remains; after three tries it is quarantined, and a
       human is told.
    """
    async with service.begin() as session:
        waiting = await inbox.waiting(session, service.now())
    done = 0
    for first in range(0, len(waiting), TOGETHER):
        some = waiting[first : first + TOGETHER]
        done += sum(await asyncio.gather(*(_handle(service, kept, handlers) for kept in some)))
    if done:
        service.bells.outbox.set()
    return done


async def _handle(service: Service, kept: inbox.Kept, handlers: Handlers) -> bool:
    update = None
    try:
        update = _parsed(kept.raw, service.now())
        async with service.begin() as session:
            await handlers[kind(update, handlers)](session, update, service.now())
            if not await inbox.finish(session, kept.entry, service.now()):
                raise Finished  # noqa: TRY301 -- undoes what the handler did a second time
    except Finished:
        return True
    except TROUBLE as error:
        logger.warning("store.trouble", entry=kept.entry, error=type(error).__name__)
        if service.now() - kept.received < TROUBLE_LASTS:
            return (
                False  # nothing is counted against the update: it is tried again at the next look
            )
        return await _fail(service, kept, type(error).__name__, for_good=False)
    except Exception as error:  # noqa: BLE001 -- one bad update must not hold up the others
        logger.warning("update.failed", entry=kept.entry, error=type(error).__name__)
        return await _fail(service, kept, type(error).__name__, for_good=update is None)
    return True


class Unreadable(Exception):
    """An update that does not say what a handler must know. A human has to look at it."""


def _parsed(raw: str, now: datetime) -> Update:
    """Return the update. Raises when it cannot be read: a message without a chat is nobody's."""
    update = Update.de_json(complete(json.loads(raw), now), bot=None)
    message = update.message or update.edited_message
    if message is not None and message.chat is None:
        raise Unreadable
    return update


async def _fail(service: Service, kept: inbox.Kept, error: str, *, for_good: bool) -> bool:
    now = service.now()
    async with service.begin() as session:
        out = await inbox.fail(session, kept, now, error, for_good=for_good)
        if out:
            await _tell_team(session, kept, now)
    return out


async def _tell_team(session: AsyncSession, kept: inbox.Kept, now: datetime) -> None:
    """Ask the sender's team to call; the operator's log has it when nobody knows the sender."""
    patient = await people.patient_with(session, kept.sender)
    cared_for = await people.cared_for_by(session, kept.sender or 0)
    patient = patient or (cared_for[0] if cared_for else None)
    team_id = patient.care_team_id if patient else None
    if team_id is None and kept.chat_id is not None:
        team = await teams.team_in(session, kept.chat_id)
        team_id = team.id if team else None
    if team_id is None:
        logger.error("update.quarantined", entry=kept.entry)
        return
    key, values = f"quarantine:{kept.entry}", {"entry": kept.entry}
    chore = Chore(TaskKind.UNREADABLE_UPDATE, key, values=values)
    await ask(session, team_id, patient, chore, now)
