"""`make run` without a token: everything on one machine, up in a moment, gone without a trace."""

import asyncio
import re
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.running import environment, until

UP_WITHIN_S = 30
ENDS_WITHIN_S = 5
PATIENT = 700_001


class Demo:
    """A running demo, and what its page could ask the simulator."""

    def __init__(self, process: Process, address: str, session: aiohttp.ClientSession) -> None:
        self.process, self.address = process, address
        self._session = session

    async def page(self) -> tuple[int, str]:
        async with self._session.get(f"{self.address}/") as answer:
            return answer.status, await answer.text()

    async def control(self, path: str, body: Any = None) -> Any:
        method = "GET" if body is None else "POST"
        async with self._session.request(
            method, f"{self.address}/control/{path}", json=body
        ) as got:
            assert got.status == 200, await got.text()
            return await got.json()

    async def ends(self, number: signal.Signals) -> tuple[int, float]:
        """Ask it to end; return how it ended and how long that took, in seconds."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        self.process.send_signal(number)
        status = await asyncio.wait_for(self.process.wait(), 20)
        return status, loop.time() - began


@asynccontextmanager
async def demo(folder: Path, command: tuple[str, ...] = ("demo",), **more: str):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *command),
        cwd=folder,
        env=environment() | more,
        stdin=subprocess.DEVNULL,
        stdout=PIPE,
    )
    try:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), UP_WITHIN_S)).decode()
        found = re.fullmatch(r"Open (http://127\.0\.0\.1:\d+)/\n", line)
        assert found, line
        async with aiohttp.ClientSession() as session:
            yield Demo(process, found[1], session)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Demo]:
    async with demo(tmp_path) as started:
        yield started


def left_over(folder: Path) -> list[str]:
    """Return the commands of processes that still work in a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cwd").readlink().is_relative_to(folder):
                    found.append((entry / "cmdline").read_text().replace("\0", " "))
            except OSError:  # it has ended meanwhile, or is not ours to look at
                continue
    return found


def marked(folder: Path) -> Path:
    mark = folder / ".demo" / "mark"
    mark.touch()
    return mark


def contents(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


async def test_the_page_answers_when_the_line_says_so(running: Demo) -> None:
    status, page = await running.page()

    assert status == 200
    assert page.lower().startswith("<!doctype html>")


async def test_there_is_something_to_do_at_once(running: Demo) -> None:
    """A patient with an invitation to tap, which the bot takes."""
    [link] = [one for one in (await running.control("state"))["links"] if one["user"] == PATIENT]
    body = {"chat_id": PATIENT, "from": PATIENT, "text": link["text"]}
    await running.control("messages", body)

    async def answered() -> list[dict]:
        messages = (await running.control(f"chats/{PATIENT}/messages"))["messages"]
        return [message for message in messages if message["from"] != PATIENT]

    assert await until(answered)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_in_five_seconds_and_leaves_nobody_behind(tmp_path: Path, number) -> None:
    async with demo(tmp_path) as started:
        assert len(left_over(tmp_path)) >= 2

        status, seconds = await started.ends(number)

    assert (status, seconds < ENDS_WITHIN_S) == (0, True)
    assert left_over(tmp_path) == []


async def test_a_second_demo_takes_the_next_port(running: Demo, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()

    async with demo(other) as second:
        assert second.address != running.address
        assert (await second.page())[0] == 200


async def test_start_without_a_token_is_the_demo_and_keeps_its_things_in_one_folder(
    tmp_path: Path,
) -> None:
    async with demo(tmp_path, ("start",)) as started:
        assert (await started.page())[0] == 200

    assert contents(tmp_path) == [".demo"]


async def test_it_begins_anew_unless_it_is_to_be_kept(tmp_path: Path) -> None:
    async with demo(tmp_path):
        pass
    mark = marked(tmp_path)

    async with demo(tmp_path, KEEP="1") as kept:
        assert mark.exists()
        assert (await kept.page())[0] == 200
    async with demo(tmp_path):
        assert not mark.exists()
