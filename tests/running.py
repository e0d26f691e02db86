"""Real processes, for tests that come from outside: the simulator, and whatever talks to it.

Holds no expectations. Waiting is always for something one can see, with a deadline.
"""

import asyncio
import os
import socket
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from tests.prompt import prompt

DEADLINE = 60.0  # seconds: a machine may be busy, and a test that waits in vain may be slow
LOOK = 0.02
GRACE = 6.0

Seen = TypeVar("Seen")


async def until(look: Callable[[], Awaitable[Seen]], seconds: float = DEADLINE) -> Seen:
    """Look again and again until there is something to see, and return it."""
    async with asyncio.timeout(seconds):
        while not (seen := await look()):  # noqa: ASYNC110 -- another process rings no event here
            await asyncio.sleep(LOOK)
    return seen


@contextmanager
def reserved_port() -> Iterator[int]:
    """Give a port on loopback that the machine gives to nobody else during the block.

    A program that is told its number can listen there, and again after it has ended.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def environment(**ours: str) -> dict[str, str]:
    """Return the machine's environment with these settings of ours and no others."""
    others = {name: x for name, x in os.environ.items() if not name.startswith("COMPANION_")}
    return others | {f"COMPANION_{name.upper()}": value for name, value in ours.items()}


@asynccontextmanager
async def running(
    *command: str, env: dict[str, str] | None = None, cwd: Path | None = None
) -> AsyncIterator[Process]:
    """Run a program for the block; its words to stderr are the test's."""
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, env=env, cwd=cwd)
    try:
        yield process
    finally:
        await end(process)


async def end(process: Process) -> int:
    """End a process that we started, and return how it ended."""
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.communicate(), GRACE)
    except TimeoutError:
        process.kill()
        await process.communicate()
    assert process.returncode is not None
    return process.returncode


class Simulator:
    """A simulator in its own process, and short words for its control API."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self.address = address
        self._session = session

    async def control(self, path: str, body: Any = None) -> Any:
        """Ask the control API, or tell it something; fails on any refusal."""
        method = "GET" if body is None else "POST"
        url = f"{self.address}/control/{path}"
        async with self._session.request(method, url, json=body) as answer:
            said = await answer.json()
            assert answer.status == 200, said
            return said

    async def messages(self, chat: int) -> list[Any]:
        """Read a chat as a person sees it."""
        return (await self.control(f"chats/{chat}/messages"))["messages"]

    async def calls(self, *methods: str) -> list[Any]:
        """Return the calls that bots made, all of them or those of some methods."""
        calls = (await self.control("calls"))["calls"]
        return [call for call in calls if not methods or call["method"] in methods]

    async def forget(self, token: str) -> None:
        """Let what waits for a bot be as good as taken."""
        url = f"{self.address}/bot{token}/deleteWebhook"
        async with self._session.post(url, json={"drop_pending_updates": True}) as answer:
            assert answer.status == 200, await answer.text()

    async def idle(self) -> None:
        """Wait until every update is taken and no call has come for a moment."""
        await self.control("idle?timeout_s=60")


@asynccontextmanager
async def simulator(*arguments: str) -> AsyncIterator[Simulator]:
    """Run a simulator on a free port for the block."""
    command = (sys.executable, "-m", "simulator", "--port", "0", "--no-page", *arguments)
    async with running(*command) as process, aiohttp.ClientSession() as session:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), DEADLINE)
        yield Simulator(line.decode().removeprefix("Simulator at ").strip().rstrip("/"), session)


def companion(*arguments: str, env: dict[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run one command as somebody at a prompt would, and return what it printed."""
    return prompt().runs(arguments, env, cwd)
