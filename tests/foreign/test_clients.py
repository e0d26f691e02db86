"""Three clients that nobody here wrote hold the same conversation with the simulator.

python-telegram-bot is what the product is built on; aiogram and grammY are not, and disagree with
it on transport, encoding and which fields they send.
"""

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests import prepare
from tests.running import Simulator, reserved_port, running, simulator, until

HERE = Path(__file__).parent
TOKEN = "31415:as-good-as-any"
ANN = {"id": 501, "first_name": "Ann", "language_code": "en"}


def ptb() -> tuple[str, str]:
    return sys.executable, str(HERE / "echo_ptb.py")


def aiogram() -> tuple[str, str]:
    return str(prepare.aiogram_python()), str(HERE / "echo_aiogram.py")


def grammy() -> tuple[str, str]:
    return prepare.node(), str(HERE / "echo_grammy.mjs")


def brought(client: Callable[[], tuple[str, str]]) -> tuple[str, str]:
    """Return the command of a client, or fail with the line that says what to install."""
    try:
        return client()
    except prepare.Missing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with simulator() as started:
        await started.control("bots", {"token": TOKEN, "username": "echo_bot"})
        await started.control("users", ANN)
        yield started


async def converse(telegram: Simulator) -> None:
    """Say /start, press the button that comes, say something else; read what came of each."""
    await says(telegram, "/start")
    [hello] = await heard(telegram, 2)
    assert hello["text"] == "Hello!"
    assert hello["buttons"] == [[{"text": "Press me", "data": "pressed:1"}]]

    press = {"chat_id": ANN["id"], "from": ANN["id"], "message_id": hello["message_id"]}
    pressed = await telegram.control("presses", {**press, "button": "Press me", "token": TOKEN})

    async def answered() -> dict:
        found = await telegram.control(f"presses/{pressed['id']}")
        return found if found["answered"] else {}

    async def edited() -> list:
        return [message for message in await telegram.messages(ANN["id"]) if message["edited"]]

    answer = await until(answered)
    assert (answer["text"], answer["alert"]) == ("Thank you", False)
    [changed] = await until(edited)
    assert changed["message_id"] == hello["message_id"]
    assert (changed["text"], changed["buttons"]) == ("You said pressed:1", [])

    await says(telegram, "Grüße, 你好 & <b>🙂</b>")
    [echo] = await heard(telegram, 4)
    assert echo["text"] == "Grüße, 你好 & <b>🙂</b>"


async def says(telegram: Simulator, text: str) -> None:
    body = {"chat_id": ANN["id"], "from": ANN["id"], "text": text, "token": TOKEN}
    await telegram.control("messages", body)


async def heard(telegram: Simulator, number: int) -> list:
    """Wait for so many messages in the chat, and return the newest."""

    async def look() -> list:
        messages = await telegram.messages(ANN["id"])
        return messages[-1:] if len(messages) == number else []

    return await until(look)


async def refused(telegram: Simulator) -> list:
    return [
        (call["method"], call["description"]) for call in await telegram.calls() if not call["ok"]
    ]


@pytest.mark.parametrize("client", [ptb, aiogram, grammy])
async def test_a_foreign_bot_talks_by_polling(telegram: Simulator, client) -> None:
    async with running(*brought(client), telegram.address, TOKEN):
        await converse(telegram)

        assert await telegram.calls("getUpdates") != []
        assert await refused(telegram) == []


@pytest.mark.parametrize("client", [aiogram, grammy])
async def test_a_foreign_bot_talks_by_webhook(telegram: Simulator, client) -> None:
    with reserved_port() as port:
        async with running(*brought(client), telegram.address, TOKEN, str(port)):
            await converse(telegram)

            assert len(await telegram.calls("setWebhook")) == 1
            assert await telegram.calls("getUpdates") == []
            assert await refused(telegram) == []
