"""Webhooks: delivered with the secret, in order per chat, again until taken."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from tests.simulator.conftest import DEADLINE, TOKEN, Desk


class Hook:
    """A bot's end of a webhook, which takes what a test lets it take."""

    def __init__(self) -> None:
        self.came: asyncio.Queue[tuple[str | None, dict]] = asyncio.Queue()
        self.answers: list[web.Response] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        await self.came.put((secret, await request.json()))
        return self.answers.pop(0) if self.answers else web.Response()

    async def next(self) -> dict:
        return (await asyncio.wait_for(self.came.get(), DEADLINE))[1]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    application = web.Application()
    application.router.add_post("/hook", hook.take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def idle(desk: Desk) -> None:
    await desk.control("GET", "idle?timeout_s=30")


def held(desk: Desk) -> asyncio.Event:
    """Let the simulator try again only once this is set, however long a test takes until then."""
    again = asyncio.Event()

    async def pause(_seconds: float) -> None:
        await again.wait()

    desk.simulation.pause = pause
    return again


async def test_updates_come_with_the_secret_and_are_gone_once_taken(desk: Desk, hook: Hook) -> None:
    ann = await desk.person()
    before = await desk.says(ann, "before")

    await desk.done("setWebhook", url=hook.url, secret_token="s3cret")
    after = await desk.says(ann, "after")

    came = [await asyncio.wait_for(hook.came.get(), DEADLINE) for _ in range(2)]
    assert [(secret, update["update_id"]) for secret, update in came] == [
        ("s3cret", before["update_id"]),
        ("s3cret", after["update_id"]),
    ]
    await idle(desk)
    info = await desk.done("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)
    calls = await desk.control("GET", "calls?method=setWebhook")
    assert calls["calls"][0]["parameters"]["secret_token"] == "(hidden)"


async def test_a_refused_update_comes_again_and_holds_up_only_its_chat(
    desk: Desk, hook: Hook
) -> None:
    ann, bea = await desk.person("Ann"), await desk.person("Bea")
    again = held(desk)
    hook.answers = [web.Response(status=503)]
    await desk.done("setWebhook", url=hook.url)

    await desk.says(ann, "first")
    assert (await hook.next())["message"]["text"] == "first"
    await desk.says(ann, "second")
    await desk.says(bea, "other")

    assert (await hook.next())["message"]["text"] == "other"
    again.set()
    rest = [(await hook.next())["message"]["text"] for _ in range(2)]
    assert rest == ["first", "second"]
    info = await desk.done("getWebhookInfo")
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 503 Service Unavailable"
    )


async def test_an_answer_can_carry_a_call(desk: Desk, hook: Hook) -> None:
    ann = await desk.person()
    hook.answers = [web.json_response({"method": "sendMessage", "chat_id": ann, "text": "Hi"})]
    await desk.done("setWebhook", url=hook.url)

    await desk.says(ann, "Hello")
    await hook.next()
    await idle(desk)

    assert [message["text"] for message in await desk.chat(ann)] == ["Hello", "Hi"]


async def test_without_the_webhook_updates_wait_for_polling(desk: Desk, hook: Hook) -> None:
    ann = await desk.person()
    await desk.done("setWebhook", url=hook.url)
    await desk.done("setWebhook", url="")

    await desk.says(ann, "Hello")

    assert len(await desk.done("getUpdates")) == 1
    assert hook.came.empty()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"url": "ftp://127.0.0.1/x"}, "bad webhook: invalid webhook URL specified"),
        (
            {"url": "http://example.org/x"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.org/x"},
            "bad webhook: Failed to resolve host: Name or service not known",
        ),
        (
            {"url": "http://127.0.0.1/x", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_a_webhook_is_refused_in_telegrams_words(desk: Desk, wrong, sentence) -> None:
    assert await desk.refusal("setWebhook", TOKEN, **wrong) == (400, f"Bad Request: {sentence}")


async def test_after_a_reset_a_webhook_can_be_set_again(desk: Desk, hook: Hook) -> None:
    await desk.done("setWebhook", url=hook.url)
    await desk.control("POST", "reset")
    await desk.done("setWebhook", url=hook.url)

    ann = await desk.person()
    await desk.says(ann, "Hello")

    assert (await hook.next())["message"]["text"] == "Hello"


async def test_a_press_does_not_wait_behind_a_message(desk: Desk, hook: Hook) -> None:
    ann = await desk.patient()
    markup = {"inline_keyboard": [[{"text": "OK", "callback_data": "ok"}]]}
    sent = await desk.done("sendMessage", chat_id=ann, text="Hi", reply_markup=markup)
    hook.answers = [web.Response(status=500)]
    held(desk)
    await desk.done("setWebhook", url=hook.url)

    await desk.says(ann, "first")
    await hook.next()
    await desk.press(ann, sent["message_id"], "OK")

    assert "callback_query" in await hook.next()
