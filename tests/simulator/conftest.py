"""A running simulator on a free port, and short words for what tests do with it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest

from simulator.server import Server
from simulator.simulation import Simulation

TOKEN = "4242:secret-of-the-bot"
OTHER = "4343:secret-of-another"
BOT = 4242
DEADLINE = 30.0


class Desk:
    """Where a test sits: it plays the bot, the people and the clock over HTTP."""

    def __init__(self, server: Server, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.simulation = server.simulation
        self.session = session
        self.base = server.address.rstrip("/")

    async def control(self, method: str, path: str, body: Any = None) -> Any:
        """Call the control API and return its JSON; fails on any refusal."""
        status, answer = await self.try_control(method, path, body)
        assert status == 200, answer
        return answer

    async def try_control(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Call the control API and return status and JSON."""
        url = f"{self.base}/control/{path}"
        async with self.session.request(method, url, json=body) as response:
            return response.status, await response.json()

    async def call(self, name: str, token: str = TOKEN, /, **parameters: Any) -> Any:
        """Call a Bot API method with JSON and return the whole answer."""
        url = f"{self.base}/bot{token}/{name}"
        async with self.session.post(url, json=parameters) as response:
            return await response.json()

    async def done(self, name: str, token: str = TOKEN, /, **parameters: Any) -> Any:
        """Call a Bot API method and return its result; fails on any refusal."""
        answer = await self.call(name, token, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, name: str, token: str = TOKEN, /, **parameters: Any) -> tuple[int, str]:
        """Call a Bot API method that Telegram refuses; return code and description."""
        answer = await self.call(name, token, **parameters)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def person(self, name: str = "Ann", **more: Any) -> int:
        """Add a person."""
        return (await self.control("POST", "users", {"first_name": name, **more}))["id"]

    async def says(self, person: int, text: str, chat: int | None = None, **more: Any) -> Any:
        """Let a person write to the bot, or into a group."""
        body = {"chat_id": chat or person, "from": person, "text": text, **more}
        return await self.control("POST", "messages", {"token": TOKEN, **body})

    async def patient(self) -> int:
        """Add a person who has written to the bot, and whose message the bot has taken."""
        person = await self.person()
        await self.says(person, "/start")
        await self.updates()
        return person

    async def group(self, *members: int, bot: str | None = "administrator", **more: Any) -> int:
        """Add a group with the bot in it, and let the bot take what it heard of that."""
        body = {"type": "group", "title": "Team", "members": list(members), "bot": bot}
        chat = (await self.control("POST", "chats", {"token": TOKEN, **body, **more}))["id"]
        await self.updates()
        return chat

    async def updates(self, token: str = TOKEN, **parameters: Any) -> list[Any]:
        """Take and confirm every update that waits."""
        updates = await self.done("getUpdates", token, **parameters)
        if updates:
            await self.done("getUpdates", token, offset=updates[-1]["update_id"] + 1)
        return updates

    async def chat(self, chat: int) -> list[Any]:
        """Read a chat as a person sees it."""
        return (await self.control("GET", f"chats/{chat}/messages"))["messages"]

    def stands_still(self, moment: float = 1000.0) -> None:
        """Stop the clock of limits and timeouts: how slow the machine is counts no more."""
        self.simulation.clock.steady = lambda: moment

    async def press(self, person: int, message: int, button: Any, chat: int | None = None) -> Any:
        """Press a button."""
        body = {"chat_id": chat or person, "from": person, "message_id": message, "button": button}
        return await self.control("POST", "presses", {"token": TOKEN, **body})


async def until(happened: Callable[[], bool]) -> None:
    """Wait for something that the server does in this very loop, and says to nobody."""
    async with asyncio.timeout(DEADLINE):
        while not happened():  # noqa: ASYNC110 -- there is no event to wait for
            await asyncio.sleep(0)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    simulation = Simulation()
    server = Server(simulation, "127.0.0.1", 0)
    started = asyncio.Event()
    server.on_start = started.set
    serving = asyncio.ensure_future(server.serve())
    await asyncio.wait_for(started.wait(), DEADLINE)
    async with aiohttp.ClientSession() as session:
        await session.post(f"{server.address}bot{TOKEN}/getMe")
        yield Desk(server, session)
    server.stop()
    await asyncio.wait_for(serving, DEADLINE)


@pytest.fixture
async def fast(desk: Desk) -> Desk:
    """A desk without flood limits, for tests that are about something else."""
    await desk.control("POST", "limits", {"enabled": False})
    return desk
