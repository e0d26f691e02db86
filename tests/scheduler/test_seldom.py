"""The promise: a tick with little to do costs nothing until its moment, and then is not late."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from scheduler.ports import Service, Tick
from scheduler.seldom import LEAP, seldom

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Desk:
    """A tick that waits for `due`, and a clock that somebody moves."""

    def __init__(self, due: datetime | None, looks: float = 3600) -> None:
        self.now, self.due = MORNING, due
        self.looked = self.swept = 0
        self.tick = seldom(Tick("one", self._sweep, self._next, looks=looks))
        self.service = Service(self._begin, lambda: self.now, None, "boot")

    async def beats(self, **passed: float) -> None:
        self.now += timedelta(**passed)
        await self.tick.sweep(self.service)

    @asynccontextmanager
    async def _begin(self, **how):
        yield None

    async def _next(self, session) -> datetime | None:
        self.looked += 1
        return self.due

    async def _sweep(self, service) -> int:
        self.swept += 1
        self.due = None
        return 1


async def test_it_looks_once_and_sweeps_when_the_moment_has_come():
    desk = Desk(MORNING + timedelta(seconds=5))

    for _ in range(8):
        await desk.beats(seconds=1)

    assert (desk.looked, desk.swept) == (2, 1)


async def test_a_leap_of_the_clock_is_followed_at_once():
    desk = Desk(None)
    await desk.beats()
    desk.due = MORNING + LEAP

    await desk.beats(seconds=LEAP.total_seconds() + 1)

    assert desk.swept == 1


async def test_what_came_to_be_due_meanwhile_is_found_at_the_next_look():
    desk = Desk(None, looks=0.01)
    await desk.beats()
    desk.due = MORNING

    async with asyncio.timeout(30):
        while not desk.swept:
            await asyncio.sleep(0.001)
            await desk.beats()

    assert desk.swept == 1


def test_a_tick_that_cannot_say_when_it_is_due_is_left_as_it_is():
    async def sweep(service) -> int:
        return 0

    tick = Tick("one", sweep, looks=5)

    assert seldom(tick) is tick
