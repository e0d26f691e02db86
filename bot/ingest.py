"""Updates in: kept as they came, before Telegram hears that we have them. Nothing is decided."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Never

import structlog
from telegram import Bot
from telegram.error import Conflict, TelegramError

from scheduler.ports import Service
from store import inbox
from store.inbox import Received

PAUSE = 5.0  # seconds after an error
TOO_QUICK = 0.2  # an empty answer sooner than this is no long polling: then we wait ourselves
POLITE = 0.5
BREATH = 0.15  # seconds between polls while updates come faster than this
WAIT = 25
LIMIT = 100
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
LARGEST = 2**63 - 1  # of the numbers that a database keeps
PLAIN = re.compile(r"[\x21-\x7e]{1,100}")
KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")

Urgent = Callable[[str], bool]
Raw = Mapping[str, Any]

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Real:
    """Real time, on which polling runs: seconds that only grow, and how to let some pass."""

    seconds: Callable[[], float] = time.monotonic
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep


class Ingest:
    """Takes updates and keeps them. Answers nobody, and decides nothing but what to read first."""

    def __init__(self, service: Service, urgent: Urgent, real: Real = Real()) -> None:
        self._service = service
        self._urgent = urgent
        self._real = real

    async def poll(self, bot: Bot) -> Never:
        """Fetch for ever. No error ends it: Telegram's 401 and 404 pass too.

        A message after a quiet moment is there at once. While they come thick and fast they are
        fetched a few at a time: to fetch, commit and settle each alone costs twice as much.
        """
        offset, real = 0, self._real
        while True:
            began = real.seconds()
            try:
                after = await self.fetch(bot, offset)
            except TelegramError as error:
                logger.warning("ingest.failed", error=type(error).__name__)
                await _free(bot, error)
                await real.rest(PAUSE)
                continue
            took = real.seconds() - began
            if after == offset and took < TOO_QUICK:
                await real.rest(POLITE)
            elif after - offset < LIMIT and took < BREATH:
                await real.rest(BREATH)
            offset = after

    async def fetch(self, bot: Bot, offset: int) -> int:
        """Confirm what lies before `offset`, keep what follows, and return the next offset."""
        arguments = {
            "offset": offset,
            "limit": LIMIT,
            "timeout": WAIT,
            "allowed_updates": ALLOWED,
        }
        answer = await bot.do_api_request("getUpdates_", arguments, read_timeout=WAIT + PAUSE)
        updates = answer if isinstance(answer, list) else []
        found = [update for update in updates if isinstance(update, dict)]
        await self.receive(found)
        numbers = [update.get("update_id") for update in found]
        return max((n + 1 for n in numbers if isinstance(n, int)), default=offset)

    async def receive(self, updates: Sequence[Raw]) -> None:
        """Commit updates unparsed. Only when this returns may Telegram hear that we have them."""
        if not updates:
            return
        received = [self._received(update) for update in updates]
        async with self._service.begin() as session:
            await inbox.keep(session, received, self._service.now())
        self._service.bells.inbox.set()

    def _received(self, update: Raw) -> Received:
        return Received(
            key=_key(update),
            raw=json.dumps(update),  # in ASCII: half a character is no reason to lose a message
            chat_id=_chat(update),
            sender=_sender(update),
            urgent=self._is_urgent(update),
        )

    def _is_urgent(self, update: Raw) -> bool:
        """Say whether to read this first. Whatever fails here is read in its turn."""
        try:
            match update:
                case {"callback_query": {"data": str(data)}}:
                    return self._urgent(data)
                case {"message": {"text": str(text)}} | {"edited_message": {"text": str(text)}}:
                    return self._urgent(text)
        except Exception as error:  # noqa: BLE001 -- a bug here may delay, and must not lose
            logger.warning("ingest.priority", error=type(error).__name__)
        return False


async def _free(bot: Bot, error: TelegramError) -> None:
    """Take down a webhook that an earlier installation left: nothing comes here while it stands.

    Updates that wait for it stay. A second poller is another matter: it is a conflict as well.
    """
    if not isinstance(error, Conflict) or "webhook" not in error.message.lower():
        return
    try:
        await bot.do_api_request("deleteWebhook_")
    except TelegramError as another:
        logger.warning("start.later", method="deleteWebhook", error=type(another).__name__)


def _key(update: Raw) -> str:
    """Name what an update is about: its own number starts anew after an idle week."""
    match update:
        case {"callback_query": {"id": str(press)}} if PLAIN.fullmatch(press):
            return f"q:{press}"
        case {"message": {"chat": {"id": int(chat)}, "message_id": int(number)}}:
            return f"m:{chat}:{number}"
        case {"edited_message": {"chat": {"id": int(chat)}, "message_id": int(number)} as edited}:
            return f"m:{chat}:{number}:{_digest(edited)}"  # two edits can share a second
    return "x:" + _digest(update)


def _digest(update: Raw) -> str:
    return sha256(json.dumps(update, sort_keys=True).encode()).hexdigest()


def _body(update: Raw) -> Raw:
    return next((update[kind] for kind in KINDS if isinstance(update.get(kind), dict)), {})


def _chat(update: Raw) -> int | None:
    match _body(update):
        case {"chat": {"id": int(chat)}} | {"message": {"chat": {"id": int(chat)}}}:
            return _storable(chat)
    return None


def _sender(update: Raw) -> int | None:
    match _body(update):
        case {"from": {"id": int(sender)}}:
            return _storable(sender)
    return None


def _storable(number: int) -> int | None:
    return number if -LARGEST <= number <= LARGEST else None
