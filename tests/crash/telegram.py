"""The simulator as a process, and words for what people do in it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

TOKEN = "4242:crash"
STARTS_WITHIN = 30  # seconds

# Each goes wrong at random moments, most of them after Telegram has taken the message.
FAULTS = (
    {"kind": "slow_after_accept", "method": "sendMessage", "probability": 0.08},
    {"kind": "garbage", "method": "sendMessage", "probability": 0.03, "after_accept": True},
    {"kind": "bad_gateway", "method": "sendMessage", "probability": 0.03, "after_accept": True},
    {"kind": "bad_gateway", "method": "sendMessage", "probability": 0.03},
    {"kind": "reset", "method": "sendMessage", "probability": 0.03, "after_accept": True},
    {"kind": "too_many_requests", "probability": 0.02, "retry_after": 1},
    {"kind": "unauthorized", "method": "getUpdates", "probability": 0.02},
    {"kind": "conflict", "probability": 0.02},
    {"kind": "garbage", "method": "getUpdates", "probability": 0.02},
    {"kind": "bad_gateway", "method": "getUpdates", "probability": 0.02},
    {"kind": "reset", "method": "getUpdates", "probability": 0.02},
)


@dataclass(frozen=True)
class Call:
    """What the bot did once, and whether Telegram took it."""

    n: int
    method: str
    chat: int
    text: str
    message_id: int | None
    accepted: bool


@dataclass
class Telegram:
    """A running simulator."""

    base: str
    session: ClientSession

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        url = f"{self.base}/control/{path}"
        async with self.session.request(method, url, json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def person(self, number: int) -> None:
        await self.ask("POST", "users", {"id": number, "first_name": f"N{number}"})

    async def group(self, *members: int) -> int:
        body = {"type": "supergroup", "title": "Team", "members": list(members), "token": TOKEN}
        return (await self.ask("POST", "chats", body | {"bot": "administrator"}))["id"]

    async def says(self, who: int, text: str) -> int:
        """Let somebody write to the bot; return the number of the message."""
        body = {"chat_id": who, "from": who, "text": text, "token": TOKEN}
        return (await self.ask("POST", "messages", body))["message_id"]

    async def poisons(self, update: dict[str, Any]) -> None:
        await self.ask("POST", "updates", update | {"token": TOKEN})

    async def presses(self, who: int, chat: int, message: int) -> None:
        """Let somebody press the first button under a message."""
        body = {"chat_id": chat, "from": who, "message_id": message, "button": [0, 0]}
        await self.ask("POST", "presses", body)

    async def goes_wrong(self) -> None:
        for fault in FAULTS:
            await self.ask("POST", "faults", fault)

    async def is_mended(self) -> None:
        for fault in (await self.ask("GET", "faults"))["faults"]:
            await self.ask("DELETE", f"faults/{fault['id']}")

    async def waiting(self) -> int:
        """Return how many updates the bot has not confirmed."""
        return len((await self.ask("GET", "updates"))["updates"])

    async def calls(self, after: int = 0) -> list[Call]:
        found = (await self.ask("GET", f"calls?after={after}"))["calls"]
        return [_call(one) for one in found]


def _call(one: dict[str, Any]) -> Call:
    given = one["parameters"]
    return Call(
        n=one["n"],
        method=one["method"],
        chat=int(given.get("chat_id", 0)),
        text=given.get("text", ""),
        message_id=one["message_id"],
        accepted=one["ok"],
    )


@asynccontextmanager
async def running_telegram() -> AsyncIterator[Telegram]:
    """Run a simulator on a free port for the block."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--port", "0", "--no-page"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), STARTS_WITHIN)
    base = line.decode().removeprefix("Simulator at ").strip().rstrip("/")
    try:
        async with ClientSession() as session:
            yield Telegram(base, session)
    finally:
        process.kill()
        await process.wait()
