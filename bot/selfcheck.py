"""Asks Telegram what the teams' groups are like. It decides nothing, and nothing waits for it."""

import asyncio
from collections.abc import Mapping
from typing import Any, Never

import structlog
from telegram import Bot
from telegram.error import Forbidden

from scheduler.ports import Service
from scheduler.selfcheck import Facts, due, forget, judge
from store import installation
from store.tables import ChatStanding

LOOK = 5.0  # seconds between looks at whether a group is to be checked
AGAIN = 60.0  # seconds until a check that failed is tried again
STANDINGS = {
    "creator": ChatStanding.ADMINISTRATOR,
    "administrator": ChatStanding.ADMINISTRATOR,
    "left": ChatStanding.OUT,
    "kicked": ChatStanding.OUT,
}

logger = structlog.get_logger(__name__)


async def watch_groups(service: Service, bot: Bot) -> Never:
    """Check every group at start, when it becomes a team's, and once a day."""
    async with service.begin() as session:
        await forget(session)
    while True:
        failed = await check_groups(service, bot)
        await asyncio.sleep(AGAIN if failed else LOOK)


async def check_groups(service: Service, bot: Bot) -> int:
    """Check the groups that are due. Return how many could not be asked about."""
    async with service.begin() as session:
        known = await installation.bot(session)
        places = await due(session, service.now()) if known else ()
    failed = 0
    for place in places:
        assert known is not None
        failed += not await _check(service, bot, known.id, place)
    return failed


async def _check(service: Service, bot: Bot, our_id: int, place: tuple[int, int]) -> bool:
    """Check one group. Whatever goes wrong here must not stop the service."""
    try:
        facts = await _facts(bot, place[1], our_id)
        async with service.begin() as session:
            await judge(session, place, facts, service.now())
    except Exception as error:  # noqa: BLE001 -- a group that cannot be asked about is asked again
        logger.warning("group.not_checked", chat=place[1], error=type(error).__name__)
        return False
    service.bells.outbox.set()
    return True


async def _facts(bot: Bot, chat_id: int, our_id: int) -> Facts:
    """Ask about a group, and about us in it. Raises TelegramError."""
    try:
        us = await bot.do_api_request("getChatMember_", {"chat_id": chat_id, "user_id": our_id})
    except Forbidden:
        return Facts(ChatStanding.OUT)
    who: Mapping[str, Any] = us if isinstance(us, dict) else {}
    standing = STANDINGS.get(str(who.get("status")), ChatStanding.MEMBER)
    if standing is ChatStanding.OUT or who.get("is_member") is False:
        return Facts(ChatStanding.OUT)
    told = await bot.do_api_request("getChat_", {"chat_id": chat_id})
    chat: Mapping[str, Any] = told if isinstance(told, dict) else {}
    return Facts(
        standing,
        may_write=who.get("can_send_messages") is not False,
        title=str(chat.get("title", "")),
        kind=str(chat.get("type", "")),
        visible_history=chat.get("has_visible_history") is True,
        deletes_itself=bool(chat.get("message_auto_delete_time")),
    )
