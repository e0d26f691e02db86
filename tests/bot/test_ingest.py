"""Whatever comes is kept: nothing in an update can stop the next one, or end the service."""

import asyncio
import json
from contextlib import suppress

import pytest
from sqlmodel import select
from telegram import Bot

from bot.ingest import BREATH, Ingest
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


class Busy:
    """A Telegram that always has as many more updates as it is told, at once."""

    def __init__(self, at_a_time: int) -> None:
        self._at_a_time = at_a_time
        self.polls: list[float] = []

    async def do_api_request(self, _method, arguments, **_more) -> list[dict]:
        self.polls.append(asyncio.get_running_loop().time())
        first = arguments["offset"]
        numbers = range(first, first + self._at_a_time)
        return [{"update_id": n, "message": {"message_id": n, "chat": WHO}} for n in numbers]


@pytest.mark.parametrize(("at_a_time", "breathes"), [(1, True), (99, True), (100, False)])
async def test_busy_traffic_is_taken_a_few_at_a_time_and_a_backlog_at_once(
    clinic: Clinic, at_a_time, breathes
) -> None:
    telegram = Busy(at_a_time)
    polling = asyncio.ensure_future(Ingest(clinic.service, _urgent).poll(telegram))

    async def four() -> bool:
        return len(telegram.polls) >= 4

    await until(four)
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling

    assert (telegram.polls[3] - telegram.polls[0] >= 3 * BREATH) is breathes
    async with clinic.service.begin() as session:
        assert len(list(await session.exec(select(InboxRow)))) >= 3 * at_a_time


async def test_a_message_after_a_quiet_moment_is_followed_by_the_next_at_once(clinic) -> None:
    class Quiet(Busy):
        async def do_api_request(self, *given, **more) -> list[dict]:
            found = await super().do_api_request(*given, **more)
            await asyncio.sleep(BREATH)  # Telegram holds the call until somebody writes
            return found

    telegram = Quiet(1)
    polling = asyncio.ensure_future(Ingest(clinic.service, _urgent).poll(telegram))

    async def three() -> bool:
        return len(telegram.polls) >= 3

    await until(three)
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling

    assert telegram.polls[2] - telegram.polls[0] < 3 * BREATH
