"""The simulator as its own process: what it prints, and how fast it ends."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest

TOKEN = "77:secret"


class Run:
    """A simulator process."""

    def __init__(self, process: asyncio.subprocess.Process, line: str) -> None:
        self.process = process
        self.line = line
        self.base = line.removeprefix("Simulator at ").rstrip("/\n")


@pytest.fixture
async def run(request: pytest.FixtureRequest) -> AsyncIterator[Run]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--port", "0", *getattr(request, "param", ())),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 20)
    yield Run(process, line.decode())
    if process.returncode is None:
        process.kill()
        await process.wait()


async def test_it_says_where_it_is_once_it_answers(run: Run) -> None:
    assert run.line.startswith("Simulator at http://127.0.0.1:")
    assert run.line.endswith("/\n")

    async with aiohttp.ClientSession() as session, session.get(f"{run.base}/control/state") as got:
        assert got.status == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_within_two_seconds_whoever_waits(run: Run, number: signal.Signals) -> None:
    async with aiohttp.ClientSession() as session:
        stream = await session.get(f"{run.base}/control/events")
        await stream.content.readuntil(b"\n\n")
        poll = asyncio.ensure_future(
            session.post(f"{run.base}/bot{TOKEN}/getUpdates", json={"timeout": 50})
        )
        await session.get(f"{run.base}/control/idle")

        run.process.send_signal(number)

        assert await asyncio.wait_for(run.process.wait(), 2) == 0
        with contextlib.suppress(aiohttp.ClientError):
            await poll
        stream.close()
    assert run.process.stderr is not None
    assert await run.process.stderr.read() == b""


@pytest.mark.parametrize("run", [("--no-page",)], indirect=True)
async def test_without_a_page_it_still_answers_at_the_root(run: Run) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{run.base}/") as got:
        assert (got.status, got.content_type) == (200, "text/plain")


async def test_a_port_in_use_is_an_error(run: Run) -> None:
    port = run.base.rpartition(":")[2]
    second = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--port", port), stderr=asyncio.subprocess.PIPE
    )

    _, complaint = await asyncio.wait_for(second.communicate(), 20)

    assert second.returncode == 3  # a setting is wrong
    assert b"address already in use" in complaint
