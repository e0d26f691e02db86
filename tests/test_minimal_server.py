"""The service on a Bot API server that knows five methods and says as little as it can.

Such servers exist: people write them for their own tests. The service must ask nothing more of one.
"""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography.fernet import Fernet

from tests.outside import NURSE, PATIENT, TOKEN
from tests.running import companion, environment, running, until

GROUP = -1_000_000_000_777
NOT_FOUND = {"ok": False, "error_code": 404, "description": "Not Found"}


class Minimal:
    """Five methods, answers at once, and no field that could be missing."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.polls = 0
        self.unknown: list[str] = []
        self._numbers = itertools.count(100)

    async def answer(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        play = getattr(self, f"_{name}", None)
        if play is None or request.match_info["token"] != TOKEN:
            self.unknown.append(name)
            return web.json_response(NOT_FOUND, status=404)
        return web.json_response({"ok": True, "result": play(await request.json())})

    def _getMe(self, _said: dict[str, Any]) -> object:  # noqa: N802 -- Telegram's names
        return {"id": 4242, "username": "minimal_bot"}

    def _getUpdates(self, said: dict[str, Any]) -> object:  # noqa: N802
        self.polls += 1
        return [update for update in self.updates if update["update_id"] >= said.get("offset", 0)]

    def _sendMessage(self, said: dict[str, Any]) -> object:  # noqa: N802
        self.sent.append(("sendMessage", said))
        return {"message_id": next(self._numbers), "chat": {"id": said["chat_id"]}}

    def _editMessageText(self, said: dict[str, Any]) -> object:  # noqa: N802
        self.sent.append(("editMessageText", said))
        return True

    def _answerCallbackQuery(self, said: dict[str, Any]) -> object:  # noqa: N802
        self.sent.append(("answerCallbackQuery", said))
        return True

    def hears(self, who: int, **what: Any) -> None:
        """Let somebody write or press, with nothing in the update that is not needed."""
        self.updates.append({"update_id": next(self._numbers), **what})

    def heard(self, chat: int) -> list[dict[str, Any]]:
        """Return what was sent to a chat."""
        return [said for _, said in self.sent if said.get("chat_id") == chat]


def sender(who: int) -> dict[str, Any]:
    return {"id": who}


@pytest.fixture
async def server() -> AsyncIterator[Minimal]:
    minimal = Minimal()
    application = web.Application()
    application.router.add_post("/bot{token}/{method}", minimal.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    minimal.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield minimal
    await runner.cleanup()


@pytest.fixture
def env(server: Minimal, tmp_path: Path) -> dict[str, str]:
    return environment(
        telegram_token=TOKEN,
        telegram_api_url=server.address,
        data_dir=str(tmp_path),
        keys=Fernet.generate_key().decode(),
    )


@pytest.fixture
async def service(
    server: Minimal, env, tmp_path: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    who = ("--group", str(GROUP), "--on-call", str(NURSE), "--patient", str(PATIENT))
    seeded = await asyncio.to_thread(companion, "seed", *who, env=env, cwd=tmp_path)
    assert seeded.returncode == 0, seeded.stderr
    async with running(sys.executable, "-m", "bot", "run", env=env, cwd=tmp_path) as process:
        yield process
        assert process.returncode is None, "the service ended by itself"


async def test_a_red_flag_is_alerted_taken_and_answered(server: Minimal, service) -> None:
    place = {"message_id": 1, "chat": {"id": PATIENT}, "from": sender(PATIENT)}
    message = {**place, "text": "I have a fever"}
    server.hears(PATIENT, message=message)

    async def card() -> dict[str, Any] | None:
        found = [said for said in server.heard(GROUP) if "No. 1" in said["text"]]
        return found[0] if found else None

    async def replied() -> list[dict[str, Any]]:
        return server.heard(PATIENT)

    shown = await until(card)
    [*_, reply] = await until(replied)
    assert "+44 20 7946 0018" in reply["text"]

    button = shown["reply_markup"]["inline_keyboard"][0][0]
    place = {"message_id": 7, "chat": {"id": GROUP}}
    query = {"id": "1", "from": sender(NURSE), "message": place, "data": button["callback_data"]}
    server.hears(NURSE, callback_query=query)

    async def answered() -> list[str]:
        return [name for name, _ in server.sent if name == "answerCallbackQuery"]

    async def edited() -> list[str]:
        return [said["text"] for name, said in server.sent if name == "editMessageText"]

    assert await until(answered) == ["answerCallbackQuery"]
    assert "Ana" in (await until(edited))[0]


async def test_what_the_server_does_not_know_stops_nothing(server: Minimal, service) -> None:
    async def polled() -> bool:
        return server.polls >= 3

    await until(polled)

    assert set(server.unknown).isdisjoint({"getUpdates", "sendMessage"})
    assert service.returncode is None
