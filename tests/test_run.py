"""The promise: a loop that fails takes the process with it, and one bad second does not."""

import asyncio

import pytest

from scheduler.ports import Tick
from scheduler.run import Broken, beat, forever


def ticking(sweep) -> list[Tick]:
    return [Tick("tick", sweep, every=0.01)]


async def test_two_failures_in_a_row_end_it_and_one_does_not():
    outcomes = iter([False, True, False, True, False, False])

    async def sweep(service) -> int:
        if next(outcomes):
            return 0
        raise LookupError

    async with asyncio.timeout(10):
        with pytest.raises(Broken, match="tick"):
            await beat(ticking(sweep), None)
    assert list(outcomes) == []


async def test_one_that_hangs_ends_it():
    async def sweep(service) -> int:
        return await asyncio.Event().wait()

    async with asyncio.timeout(10):
        with pytest.raises(Broken, match="tick"):
            await beat(ticking(sweep), None, hangs=0.1)


async def test_one_that_is_slow_and_ends_does_not():
    slow, quick = asyncio.Event(), 0

    async def sweep(service) -> int:
        nonlocal quick
        if not slow.is_set():
            slow.set()
            await asyncio.sleep(0.05)
        quick += 1
        if quick == 10:
            raise asyncio.CancelledError
        return 0

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await beat(ticking(sweep), None, hangs=0.2)
    assert quick > 1


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
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await beat(ticks, None)
    assert min(counts.values()) > 5


async def test_a_tick_never_runs_beside_itself():
    under_way, most = 0, 0

    async def sweep(service) -> int:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.03)
        under_way -= 1
        return 0

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.4):
            await beat(ticking(sweep), None)
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

    with pytest.raises((TimeoutError, StopAsyncIteration)):
        async with asyncio.timeout(0.5):
            await forever(sweep, None, bell, pause=60)
    assert seen == [3, 1, 0, 2, 0]
