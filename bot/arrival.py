"""What the service does when it comes up: say what may have been missed, and who it is."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Never

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Bot
from telegram.error import TelegramError

from bot.menus import set_menus
from care.delivery import Lane, OutboxMessage
from care.policies import DOWNTIME_NOTICE
from messages import languages
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import redflag, staff
from scheduler.ports import Service
from scheduler.wayout import way_out
from store import alerts, installation, outbox, people, teams
from store.tables import CareTeam

AGAIN = 60.0  # seconds until what failed at start is tried again

logger = structlog.get_logger(__name__)


async def say_what_was_missed(service: Service) -> None:
    """After more than two minutes out of order, owe a notice to whoever may have pressed a button.

    Telegram keeps a press for 150 seconds only. Told are the patients whose alert is unresolved or
    who had a question open, and the groups with an unresolved alert.
    """
    now = service.now()
    async with service.begin() as session:
        since = await installation.last_alive(session)
        await installation.alive(session, service.boot_id, now)
        if since is None or now - since <= DOWNTIME_NOTICE:
            return
        logger.warning("service.was_down", seconds=int((now - since).total_seconds()))
        for team in await teams.teams(session):
            await _tell(session, team, since, now)


async def _tell(session: AsyncSession, team: CareTeam, since: datetime, now: datetime) -> None:
    key = f"downtime:{int(since.timestamp())}"
    values = {"since": since.isoformat(), "until": now.isoformat()}
    unresolved = await alerts.of_team(session, team.id)
    if unresolved and team.chat_id is not None:
        message = OutboxMessage(
            f"{key}:{team.chat_id}", team.chat_id, Lane.ALERT, (staff.DOWNTIME.id,), values
        )
        await outbox.owe(session, now, message)
    waiting = await people.waiting_for_an_answer(session, team.id or 0)
    for patient in waiting:
        for chat in await people.chats_of(session, patient):
            way = await way_out(session, team, chat, now)
            message = OutboxMessage(
                key=f"{key}:{chat}",
                chat_id=chat,
                lane=Lane.SAFETY,
                texts=(redflag.DOWNTIME.id, *way.texts),
                values={**way.values, **values},
                keyboard=KEYBOARD,
            )
            await outbox.owe(session, now, message)


async def introduce(service: Service, bot: Bot) -> Never:
    """Ask Telegram who we are, and set the menus, until it has answered. Nothing waits for this."""
    offered = languages.offered(service.preview)
    await asyncio.gather(
        _until_done("getMe", lambda: _learn_name(service, bot)),
        _until_done("setMyCommands", lambda: set_menus(bot, offered)),
    )
    await asyncio.Event().wait()
    raise AssertionError("nobody sets it")


async def _until_done(method: str, call: Callable[[], Awaitable[None]]) -> None:
    """Call until it succeeds. A server that cannot do it is named in the log once."""
    told = False
    while True:
        try:
            await call()
        except TelegramError as error:
            if not told:
                logger.warning("start.later", method=method, error=type(error).__name__)
            told = True
        else:
            return
        await asyncio.sleep(AGAIN)


async def _learn_name(service: Service, bot: Bot) -> None:
    me = await bot.do_api_request("getMe_")
    async with service.begin() as session:
        await _remember(session, me)


async def _remember(session: AsyncSession, me: Any) -> None:
    match me:
        case {"id": int(number), "username": str(username)}:
            await installation.name_bot(session, installation.Bot(number, username))
