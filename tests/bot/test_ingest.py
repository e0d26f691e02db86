"""Whatever comes is kept: nothing in an update can stop the next one, or end the service."""

import asyncio
import json
from contextlib import suppress

import pytest
from sqlmodel import select
from telegram import Bot

from bot.ingest import BREATH, POLITE, TOO_QUICK, Ingest, Real
from bot.request import AiohttpRequest
from store.tables import InboxRow
from tests.bot.wire import accepts, refuses
from tests.clinic import Clinic
from tests.running import until

HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
RIVAL = "Conflict: terminated by other getUpdates request"
HUGE = 10**25
POLLS = 4
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

    quick = Real(rest=lambda _seconds: asyncio.sleep(0))
    polling = asyncio.ensure_future(Ingest(clinic.service, _urgent, quick).poll(bot))
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
    """A Telegram that has so many more updates each time, `after` some seconds. And the clock."""

    def __init__(self, at_a_time: int, after: float) -> None:
        self._at_a_time, self._after = at_a_time, after
        self._now = 0.0
        self.polls = 0
        self.rests: list[float] = []

    async def do_api_request(self, _method, arguments, **_more) -> list[dict]:
        if self.polls == POLLS:
            raise asyncio.CancelledError
        self.polls += 1
        self._now += self._after
        first = arguments["offset"]
        numbers = range(first, first + self._at_a_time)
        return [{"update_id": n, "message": {"message_id": n, "chat": WHO}} for n in numbers]

    async def rest(self, seconds: float) -> None:
        self.rests.append(seconds)

    def seconds(self) -> float:
        return self._now


@pytest.mark.parametrize(
    ("at_a_time", "after", "rests"),
    [
        (1, 0.0, [BREATH] * POLLS),  # thick and fast: a few at a time
        (99, 0.0, [BREATH] * POLLS),
        (100, 0.0, []),  # a backlog: at once
        (1, 2 * BREATH, []),  # after a quiet moment: at once
        (0, 0.0, [POLITE] * POLLS),  # an empty answer that comes at once: no long polling
        (0, 2 * TOO_QUICK, []),  # one that was waited for: at once
    ],
)
async def test_busy_traffic_is_taken_a_few_at_a_time_and_nobody_is_pestered(
    clinic: Clinic, at_a_time, after, rests
) -> None:
    telegram = Busy(at_a_time, after)
    real = Real(telegram.seconds, telegram.rest)

    with suppress(asyncio.CancelledError):
        await Ingest(clinic.service, _urgent, real).poll(telegram)

    assert telegram.rests == rests
    async with clinic.service.begin() as session:
        assert len(list(await session.exec(select(InboxRow)))) == POLLS * at_a_time
