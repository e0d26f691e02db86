"""Whatever comes is kept: nothing in an update can stop the next one, or end the service."""

import asyncio
import json
from contextlib import suppress

import pytest
from sqlmodel import select
from telegram import Bot

from bot.ingest import Ingest
from bot.request import AiohttpRequest
from store.tables import InboxRow
from tests.bot.wire import accepts, refuses
from tests.clinic import Clinic
from tests.running import until

HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
RIVAL = "Conflict: terminated by other getUpdates request"
HUGE = 10**25
WHO = {"id": 5, "is_bot": False, "first_name": "X"}
POISON = [
    {"message": {"message_id": 1, "chat": {"id": 5}, "text": "half \ud83d a smile"}},
    {"message": {"message_id": 2, "chat": {"id": HUGE}, "from": {"id": -HUGE}, "text": "x"}},
    {"callback_query": {"id": "\u0000", "from": WHO, "data": "\u0000"}},
    {"callback_query": {"id": "9" * 100_000, "from": WHO}},
    {"message": None, "edited_message": [], "callback_query": "text"},
    {},
]


def _urgent(_said: str) -> bool:
    return False


@pytest.mark.parametrize("update", POISON)
async def test_anything_that_is_json_is_kept_as_it_came(clinic: Clinic, update) -> None:
    await Ingest(clinic.service, _urgent).receive([{"update_id": 1, **update}])

    async with clinic.service.begin() as session:
        [row] = await session.exec(select(InboxRow))
    assert json.loads(row.raw) == {"update_id": 1, **update}


@pytest.mark.parametrize(("sentence", "freed"), [(HOOKED, True), (RIVAL, False)])
async def test_an_old_webhook_is_taken_down_and_a_rival_is_not_mistaken_for_one(
    clinic: Clinic, wire, sentence, freed
) -> None:
    wire.acts = [refuses(409, sentence), accepts(True), accepts([])]  # noqa: FBT003 -- Telegram's
    request = AiohttpRequest()
    await request.initialize()
    bot = Bot("1:T", base_url=f"{wire.url}/bot", request=request, get_updates_request=request)

    polling = asyncio.ensure_future(Ingest(clinic.service, _urgent).poll(bot))
    wanted = ["getUpdates", "deleteWebhook"] if freed else ["getUpdates", "getUpdates"]

    async def asked() -> bool:
        return len(wire.methods()) > 1

    await until(asked)
    assert wire.methods()[:2] == wanted
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling
    await request.shutdown()
