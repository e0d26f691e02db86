"""The promise: a loop that fails takes the process with it, and one bad second does not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from scheduler.ports import Tick
from scheduler.run import Broken, beat, forever
from tests import running
from tests.running import DEADLINE


async def until(happened: Callable[[], bool]) -> None:
    """Wait until it has happened, however slow the machine is."""

    async def look() -> bool:
        return happened()

    await running.until(look)


def ticking(sweep) -> list[Tick]:
    return [Tick("tick", sweep, every=0.01)]


async def test_two_failures_in_a_row_end_it_and_one_does_not():
    outcomes = iter([False, True, False, True, False, False])

    async def sweep(service) -> int:
        if next(outcomes):
            return 0
        raise LookupError

    async with asyncio.timeout(DEADLINE):
        with pytest.raises(Broken, match="tick"):
            await beat(ticking(sweep), None)
    assert list(outcomes) == []


async def test_one_that_hangs_ends_it():
    async def sweep(service) -> int:
        return await asyncio.Event().wait()

    async with asyncio.timeout(DEADLINE):
        with pytest.raises(Broken, match="tick"):
            await beat(ticking(sweep), None, hangs=0.1)


@asynccontextmanager
async def beating(ticks: list[Tick], **how: float) -> AsyncIterator[None]:
    """Let ticks beat during the block, in which none may break."""
    async with asyncio.TaskGroup() as group:
        under_way = group.create_task(beat(ticks, None, **how))
        yield
        under_way.cancel()


async def test_one_that_is_slow_and_ends_does_not():
    """It misses a few beats each time, and more in all than make a tick that hangs."""
    ended = 0

    async def sweep(service) -> int:
        nonlocal ended
        await asyncio.sleep(0.05)
        ended += 1
        return 0

    async with beating(ticking(sweep), hangs=0.2):
        await until(lambda: ended >= 10)


async def test_failures_of_different_ticks_are_counted_apart():
    counts = {"one": 0, "two": 0}

    def sweep_of(name, *, fails_on):
        async def sweep(service) -> int:
            counts[name] += 1
            if counts[name] % 2 == fails_on:
                raise LookupError
            return 0

        return sweep

    ticks = [
        Tick("one", sweep_of("one", fails_on=0), every=0.01),
        Tick("two", sweep_of("two", fails_on=1), every=0.01),
    ]
    async with beating(ticks):
        await until(lambda: min(counts.values()) > 5)


async def test_a_tick_never_runs_beside_itself():
    under_way, most, ended = 0, 0, 0

    async def sweep(service) -> int:
        nonlocal under_way, most, ended
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.03)
        under_way -= 1
        ended += 1
        return 0

    async with beating(ticking(sweep)):
        await until(lambda: ended >= 3)
    assert most == 1


async def test_what_a_loop_raises_goes_on_up():
    async def sweep(service) -> int:
        raise LookupError

    with pytest.raises(LookupError):
        await forever(sweep, None, asyncio.Event())


async def test_a_loop_goes_on_while_it_finds_something_and_wakes_when_rung():
    found, bell = iter([3, 1, 0, 2, 0]), asyncio.Event()
    seen = []

    async def sweep(service) -> int:
        seen.append(next(found))
        if len(seen) == 3:
            bell.set()
        return seen[-1]

    going = asyncio.ensure_future(forever(sweep, None, bell, pause=600))
    await until(lambda: len(seen) == 5)
    going.cancel()
    await asyncio.wait([going])

    assert seen == [3, 1, 0, 2, 0]
    assert going.cancelled()
