"""The service as a process to kill: the honest one, and broken ones that die where it shows.

`python -m tests.crash.service [VARIANT [POINT]]`; a variant kills itself at its named point, so
that what it does wrong is lost for certain. Settings come from the environment, as always.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Never

from telegram import Bot

from bot.ingest import Ingest
from bot.journal import start_journal
from bot.main import Parts, run
from bot.settings import load_settings
from care.delivery import Lane, State
from scheduler.delivery import Attempt, Delivery
from scheduler.ports import Service, Tick
from scheduler.ticks import TICKS
from store import outbox

POINTS = frozenset(sys.argv[2:])


def passes(point: str) -> None:
    """Die here, as suddenly as one can, if this is the point that was named."""
    if point in POINTS:
        os.kill(os.getpid(), signal.SIGKILL)


class ConfirmFirst(Ingest):
    """Tells Telegram that it has the updates, and only then commits them."""

    async def fetch(self, bot: Bot, offset: int) -> int:
        self._bot = bot
        return await super().fetch(bot, offset)

    async def receive(self, updates: Sequence[Mapping[str, Any]]) -> None:
        if updates:
            after = max(update["update_id"] for update in updates) + 1
            await self._bot.do_api_request("getUpdates_", {"offset": after, "timeout": 0})
            passes("confirmed")
        await super().receive(updates)


class SentFirst(Delivery):
    """Writes down that a message was sent, and only then sends it."""

    async def _send(self, attempt: Attempt) -> None:
        async with self._service.begin() as session:
            await outbox.settle(session, attempt.claimed, state=State.SENT)
        if attempt.claimed.message.lane is Lane.ALERT:
            passes("marked")
        await super()._send(attempt)


class NoDelivery(Delivery):
    """Falls over at once."""

    async def run(self) -> Never:
        raise LookupError


async def _fails(service: Service) -> int:
    raise LookupError


VARIANTS = {
    "honest": Parts(),
    "confirm_first": Parts(ingest=ConfirmFirst),
    "sent_first": Parts(delivery=SentFirst),
    "no_delivery": Parts(delivery=NoDelivery),
    "bad_tick": Parts(ticks=(*TICKS, Tick("bad", _fails, every=0.2))),
}


def main() -> None:
    """Run the variant that the command line names."""
    settings = load_settings(env_file=None)
    start_journal(settings.log_level, [settings.require_token(), *settings.require_keys()])
    asyncio.run(run(settings, VARIANTS[sys.argv[1]]))


if __name__ == "__main__":
    main()
