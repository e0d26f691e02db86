"""The bots that are measured, each before a simulator of its own, doing the same work.

The simulator keeps Telegram's limits, so that an answer counts only where Telegram would take it.
"""

import asyncio
import statistics
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from benchmarks import gauges
from tests.outside import PATIENT, TOKEN, Outside
from tests.running import Simulator, running, simulator, until

PATIENTS = 200
UPDATES = 1000
PACE = 20  # updates a second in the steady part: Telegram lets nobody answer many more
STEADY = 400
GIVEN_UP = 10.0  # seconds without a further answer after which none is expected any more
CALM = 5.0  # seconds without work after the start
AHEAD = 60  # days to the infusions: nothing of them is due at any time of the day
TEXT = "Thank you, see you on Tuesday"
ECHO = str(Path(__file__).parent / "echo.py")

Begin = Callable[[], AbstractAsyncContextManager[Process]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one bot needs. Times in milliseconds, memory in MB."""

    first_poll: float
    idle_memory: float
    idle_cpu: float  # a minute
    steady: float  # processor time for an update and its answer, at 20 a second
    burst: float  # the same when a thousand wait
    delivered: int  # of a thousand answers
    seconds: float  # until the last of them
    busy_memory: float


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a number of texts."""

    cpu: float  # seconds of processor time in all
    seconds: float
    delivered: int


def median(rounds: Sequence[Measured]) -> Measured:
    """Return, number by number, the one in the middle of several rounds."""
    names = [field.name for field in fields(Measured)]
    return Measured(**{name: statistics.median(getattr(r, name) for r in rounds) for name in names})


async def companion(folder: Path) -> Measured:
    """Measure the service in talk with patients: every text is triaged, answered and kept."""
    async with simulator() as telegram:
        place = Outside(telegram, folder)
        await place.opens(PATIENTS, AHEAD)
        return await _measure(telegram, place.runs)


async def durable(folder: Path) -> Measured:
    """Measure an echo on the service's loops: the rival's work, and nothing of it can be lost."""

    def begin() -> AbstractAsyncContextManager[Process]:
        return running(sys.executable, "-m", "benchmarks.durable", env=place.env, cwd=folder)

    async with simulator() as telegram:
        place = Outside(telegram, folder)
        place.env["PYTHONPATH"] = str(Path.cwd())
        await place.opens(PATIENTS, AHEAD)
        return await _measure(telegram, begin)


async def limited(folder: Path) -> Measured:
    """Measure the echo bot with its library's own rate limiter, which delivers every answer."""
    return await _echo(folder, "limited")


async def bare(folder: Path) -> Measured:
    """Measure the bare echo bot, which loses what Telegram refuses."""
    return await _echo(folder)


async def unlimited(folder: Path) -> Measured:
    """Measure the bare echo bot before a Telegram without limits, which does not exist."""
    return await _echo(folder, telegram_with="--no-limits")


async def _echo(folder: Path, *arguments: str, telegram_with: str | None = None) -> Measured:
    def begin() -> AbstractAsyncContextManager[Process]:
        return running(sys.executable, ECHO, telegram.address, TOKEN, *arguments, cwd=folder)

    async with simulator(*([telegram_with] if telegram_with else [])) as telegram:
        await telegram.control("bots", {"token": TOKEN, "username": "echo_bot"})
        for number in range(PATIENT, PATIENT + PATIENTS):
            await telegram.control("users", {"id": number, "first_name": "Pat"})
        return await _measure(telegram, begin)


async def _measure(telegram: Simulator, begin: Begin) -> Measured:
    await telegram.control("messages", _text(PATIENT))  # so that the first poll ends at once
    started = time.time()
    async with begin() as process:
        first_poll = await _first_poll(telegram) - started
        await _answered(telegram, process, 1, PACE)  # what is loaded at the first message
        await asyncio.sleep(CALM)
        before, idle_memory = gauges.cpu(process.pid), gauges.memory(process.pid)
        await asyncio.sleep(CALM)
        idle_cpu = (gauges.cpu(process.pid) - before) / CALM * 60
        steady = await _answered(telegram, process, STEADY, PACE)
        assert steady.delivered == STEADY  # at this pace nobody loses anything
        burst = await _answered(telegram, process, UPDATES, None)
        return Measured(
            first_poll=first_poll * 1000,
            idle_memory=idle_memory,
            idle_cpu=idle_cpu * 1000,
            steady=steady.cpu / STEADY * 1000,
            burst=burst.cpu / UPDATES * 1000,
            delivered=burst.delivered,
            seconds=burst.seconds,
            busy_memory=gauges.memory(process.pid),
        )


async def _first_poll(telegram: Simulator) -> float:
    async def polled() -> list[dict[str, str]]:
        return await telegram.calls("getUpdates")

    [call, *_] = await until(polled)
    return datetime.fromisoformat(call["real_at"]).timestamp()


async def _answered(
    telegram: Simulator, process: Process, number: int, pace: int | None
) -> Answered:
    """Send so many texts, and wait for as many answers or until no more come."""
    answers, cpu = Answers(telegram), gauges.cpu(process.pid)
    known, began = await answers.count(), time.monotonic()
    for n in range(number):
        await telegram.control("messages", _text(PATIENT + n % PATIENTS))
        if pace:
            await asyncio.sleep(max(0.0, began + n / pace - time.monotonic()))
    answers.last = time.monotonic()

    async def all_there_will_be() -> bool:
        await asyncio.sleep(0.2)  # looking costs the simulator, and so every bot
        return await answers.count() - known >= number or answers.quiet > GIVEN_UP

    await until(all_there_will_be, 300)
    used = gauges.cpu(process.pid) - cpu
    return Answered(used, answers.last - began, answers.seen - known)


def _text(who: int) -> dict[str, object]:
    return {"chat_id": who, "from": who, "text": TEXT, "token": TOKEN}


class Answers:
    """Counts the messages that Telegram has taken from a bot, reading each call once."""

    def __init__(self, telegram: Simulator) -> None:
        self._telegram = telegram
        self._read = 0
        self.seen = 0
        self.last = time.monotonic()  # when there was another

    @property
    def quiet(self) -> float:
        """Return for how many seconds there has been no other."""
        return time.monotonic() - self.last

    async def count(self) -> int:
        """Return how many there are by now."""
        found = (await self._telegram.control(f"calls?after={self._read}"))["calls"]
        new = sum(call["method"] == "sendMessage" and call["ok"] for call in found)
        self.last = time.monotonic() if new else self.last
        self.seen += new
        self._read = found[-1]["n"] if found else self._read
        return self.seen
