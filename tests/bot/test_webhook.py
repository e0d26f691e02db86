"""Updates by webhook: kept before Telegram hears 200, from nobody but Telegram, each once."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot

from bot.request import AiohttpRequest
from bot.settings import WrongSetting, load_settings
from bot.webhook import LARGEST, SECRET, Webhook, listen, serve
from tests.bot.wire import accepts, refuses
from tests.outside import PATIENT, TOKEN, Outside, outside
from tests.running import reserved_port, until

WORD = "w" * 40
RIGHT = {SECRET: WORD}
UPDATE = {"update_id": 1, "message": {"message_id": 7, "chat": {"id": 5}, "text": "I have a fever"}}


class Keeper:
    """Keeps what it is given, or cannot."""

    def __init__(self) -> None:
        self.kept: list[dict] = []
        self.fails_with: Exception | None = None

    async def receive(self, updates: list[dict]) -> None:
        if self.fails_with is not None:
            raise self.fails_with
        self.kept += updates


class End:
    """Our end of the webhook, and somebody who posts to it."""

    def __init__(self, url: str, keeper: Keeper, session: aiohttp.ClientSession) -> None:
        self.url, self.keeper, self.session = url, keeper, session

    async def posts(self, body: object, headers: dict = RIGHT) -> int:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.session.post(self.url, data=raw, headers=headers) as answer:
            return answer.status

    async def gets(self, path: str) -> tuple[int, str]:
        place = self.url.removesuffix("/telegram/in")
        async with self.session.get(place + path) as answer:
            return answer.status, await answer.text()


def settings_for(port: int):
    return load_settings(
        {
            "COMPANION_TELEGRAM_API_URL": "http://127.0.0.1:1",
            "COMPANION_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/in",
            "COMPANION_WEBHOOK_SECRET": WORD,
            "COMPANION_HTTP_PORT": str(port),
        },
        None,
    )


@pytest.fixture
async def end(wire) -> AsyncIterator[End]:
    wire.acts = [accepts(True)]  # noqa: FBT003 -- Telegram says true
    async with served(wire) as opened:
        yield opened


@asynccontextmanager
async def served(wire, **patience: float) -> AsyncIterator[End]:
    """Serve a webhook that announces itself to the wire."""
    keeper, request = Keeper(), AiohttpRequest()
    bot = Bot(TOKEN, base_url=f"{wire.url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    with reserved_port() as port, listen(settings := settings_for(port)) as listener:
        serving = asyncio.ensure_future(serve(Webhook(settings, keeper, **patience), bot, listener))
        async with aiohttp.ClientSession() as session:
            yield End(str(settings.webhook_url), keeper, session)
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
    await request.shutdown()


async def test_what_telegram_posts_is_kept_as_it_came(end: End) -> None:
    assert await end.posts(UPDATE) == 200
    assert end.keeper.kept == [UPDATE]


@pytest.mark.parametrize(
    "headers", [{}, {SECRET: ""}, {SECRET: "x" * 40}, {SECRET: WORD + "w"}, {SECRET: "é" * 40}]
)
async def test_nobody_else_is_listened_to(end: End, headers) -> None:
    assert await end.posts(UPDATE, headers) == 403
    assert end.keeper.kept == []


async def test_what_cannot_be_kept_is_not_taken(end: End) -> None:
    end.keeper.fails_with = OSError("disk full")

    assert await end.posts(UPDATE) == 503

    end.keeper.fails_with = None
    assert await end.posts(UPDATE) == 200
    assert end.keeper.kept == [UPDATE]


@pytest.mark.parametrize("body", [b"", b"no", b"[1]", b"\xff\xfe", b'"x"', b"[" * 100_000])
async def test_what_is_no_update_is_refused(end: End, body) -> None:
    assert await end.posts(body) == 400
    assert end.keeper.kept == []


async def test_the_largest_body_is_read_and_one_byte_more_is_not(end: End) -> None:
    largest = json.dumps({"x": ""}).encode()
    largest = largest.replace(b'""', b'"' + b"x" * (LARGEST - len(largest)) + b'"')

    assert await end.posts(largest) == 200
    assert await end.posts(largest + b" ") == 413
    assert len(end.keeper.kept) == 1


@pytest.mark.parametrize("headers", [RIGHT, {}])
async def test_ten_megabytes_do_not_get_in_even_without_a_declared_length(
    end: End, headers
) -> None:
    async def parts():
        for _ in range(160):
            yield b"x" * 65_536

    status = None
    with suppress(aiohttp.ClientError):  # hung up on while still talking
        async with end.session.post(end.url, data=parts(), headers=headers) as answer:
            status = answer.status

    assert status in {None, 413, 403}
    assert end.keeper.kept == []
    assert await end.posts(UPDATE) == 200


async def test_it_is_there_for_telegram_and_says_that_it_is_alive(end: End) -> None:
    assert await end.gets("/healthz") == (200, "ok\n")
    assert (await end.gets("/telegram/in"))[0] == 405
    assert (await end.gets("/"))[0] == 404


async def test_telegram_is_told_where_to_call_and_what_waits_stays(end: End, wire) -> None:
    async def told() -> list:
        return wire.asked

    [(method, said)] = await until(told)

    assert method == "setWebhook"
    assert (said["url"], said["secret_token"]) == (end.url, WORD)
    assert "callback_query" in said["allowed_updates"]
    assert "drop_pending_updates" not in said


async def test_telegram_is_told_again_when_it_did_not_hear(wire) -> None:
    wire.acts = [refuses(502, "Bad Gateway"), accepts(True)]  # noqa: FBT003 -- Telegram says true

    async def twice() -> bool:
        return len(wire.asked) == 2

    async with served(wire, again=0.01):
        assert await until(twice)


def test_a_port_that_is_taken_is_a_wrong_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(
            WrongSetting, match=f"COMPANION_HTTP_PORT is {port}: nothing can listen"
        ):
            listen(settings_for(port))


# ---- the whole service, with the simulator as Telegram ------------------------------------------


@pytest.fixture
async def hooked(tmp_path: Path) -> AsyncIterator[Outside]:
    with reserved_port() as port:
        async with outside(tmp_path) as opened:
            opened.env |= {
                "COMPANION_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/in",
                "COMPANION_WEBHOOK_SECRET": WORD,
                "COMPANION_HTTP_PORT": str(port),
            }
            yield opened


async def waiting(place: Outside) -> int:
    return len((await place.telegram.control("updates"))["updates"])


async def test_a_red_flag_by_webhook_reaches_the_group_once(hooked: Outside) -> None:
    async with hooked.runs():
        await hooked.says("I have a fever")
        [card] = await hooked.alerted()
        update = {"update_id": 9_000, "message": await twin_of(hooked)}
        async with aiohttp.ClientSession() as session:
            url = hooked.env["COMPANION_WEBHOOK_URL"]
            for headers, status in ((RIGHT, 200), ({}, 403)):
                async with session.post(url, json=update, headers=headers) as answer:
                    assert answer.status == status
        await hooked.telegram.idle()

        assert "No. 1" in card["text"]
        assert await hooked.cards() == [card]
        assert await hooked.telegram.calls("getUpdates") == []


async def twin_of(place: Outside) -> dict:
    """Return the message as Telegram would send it a second time."""
    [said] = [m for m in await place.telegram.messages(PATIENT) if m["from"] == PATIENT]
    return {
        "message_id": said["message_id"],
        "date": 1,
        "chat": {"id": PATIENT, "type": "private"},
        "from": {"id": PATIENT, "is_bot": False, "first_name": "Pat"},
        "text": "I have a fever",
    }


async def test_what_comes_while_we_are_down_comes_again(hooked: Outside) -> None:
    async with hooked.runs():
        await until_called(hooked)

    await hooked.says("I have a fever")
    async with hooked.runs():
        [card] = await hooked.alerted()

    assert "No. 1" in card["text"]


async def until_called(place: Outside) -> None:
    async def look() -> list:
        return await place.telegram.calls("setWebhook")

    await until(look)


async def test_back_at_polling_the_old_webhook_is_taken_down(hooked: Outside) -> None:
    async with hooked.runs():
        await until_called(hooked)
    del hooked.env["COMPANION_WEBHOOK_URL"]

    async with hooked.runs():
        await hooked.says("I have a fever")
        [card] = await hooked.alerted()

    assert "No. 1" in card["text"]
    assert len(await hooked.telegram.calls("deleteWebhook")) == 1
