"""Moving the clock: from due moment to due moment, waiting each time until the service is done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from simulator import walk
from tests.simulator.conftest import DEADLINE, Desk, until

BUSY = 30  # seconds that a busy machine may take between two looks at its clock; dues lie far apart
NEVER = 300.0  # longer than a test waits for anything


def when(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Service:
    """A service on the simulator's clock that has one thing to do at each of some moments."""

    def __init__(self, desk: Desk, moments: list[datetime], name: str = "service") -> None:
        self.desk = desk
        self.waiting = sorted(moments)
        self.lived: list[datetime] = []
        self.name = name
        self.stuck = False

    async def run(self) -> None:
        """Poll the clock as a real service does."""
        said = None
        while True:
            clock = await self.desk.control("GET", f"clock?source={self.name}")
            self._live(when(clock["now"]))
            words = self._words(clock["offset_s"])
            if words != said:
                await self.desk.control("POST", "due", words)
                said = words
            await asyncio.sleep(0.02)

    def _live(self, now: datetime) -> None:
        while self.waiting and self.waiting[0] <= now and not self.stuck:
            self.lived.append(now)
            self.waiting.pop(0)

    def _words(self, offset: float) -> dict:
        due = None
        if self.waiting:
            due = {"at": self.waiting[0].isoformat(), "what": "reminder"}
        return {"source": self.name, "offset_s": offset, "idle": True, "next_due": due}


@asynccontextmanager
async def running(service: Service) -> AsyncIterator[Service]:
    task = asyncio.ensure_future(service.run())
    walker = service.desk.simulation.walker
    await until(lambda: service.name in [source.name for source in walker.living()])
    yield service
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def ahead(*hours: float) -> list[datetime]:
    return [datetime.now(UTC) + timedelta(hours=hour) for hour in hours]  # noqa: TID251 -- a test


async def test_without_a_service_the_clock_simply_moves(desk: Desk) -> None:
    before = when((await desk.control("GET", "clock"))["now"])

    moved = await desk.control("POST", "clock", {"advance_s": 3600})

    assert moved["stops"] == 0
    assert 3600 <= (when(moved["now"]) - before).total_seconds() < 3600 + BUSY
    state = await desk.control("GET", "clock")
    assert state["next_due"] is None
    assert 3600 - BUSY < state["offset_s"] < 3600.002


async def test_the_clock_never_goes_back(desk: Desk) -> None:
    await desk.control("POST", "clock", {"advance_s": 3600})

    moved = await desk.control("POST", "clock", {"to": "2020-01-01T00:00:00Z"})

    assert (await desk.control("GET", "clock"))["offset_s"] > 3600 - BUSY
    assert when(moved["now"]) > ahead(0.9)[0]


async def test_a_walk_stops_at_every_due_moment(desk: Desk) -> None:
    moments = ahead(1, 2, 2.5, 30)
    async with running(Service(desk, moments)) as service:
        moved = await desk.control("POST", "clock", {"advance_s": 3 * 3600})

    assert moved["stops"] == 3
    late = [(b - a).total_seconds() for a, b in zip(moments, service.lived, strict=False)]
    assert len(late) == 3
    assert all(0 <= seconds < BUSY for seconds in late), late


async def test_a_jump_is_downtime(desk: Desk) -> None:
    async with running(Service(desk, ahead(1, 2))) as service:
        moved = await desk.control("POST", "clock", {"advance_s": 10800, "jump": True})
        await until(lambda: not service.waiting)

    assert moved["stops"] == 0
    assert (service.lived[1] - service.lived[0]).total_seconds() < 1


async def test_one_can_go_to_just_the_next_due_moment(desk: Desk) -> None:
    moments = ahead(1, 2)
    async with running(Service(desk, moments)) as service:
        clock = await desk.control("GET", "clock")
        moved = await desk.control("POST", "clock", {"to_next_due": True})

    assert abs(when(clock["next_due"]["at"]) - moments[0]) < timedelta(milliseconds=1)
    assert clock["next_due"]["what"] == "reminder"
    assert moved["stops"] == 1
    assert len(service.lived) == 1


async def test_two_services_are_both_waited_for(desk: Desk) -> None:
    one, two = ahead(1, 3), ahead(2)
    async with running(Service(desk, one, "one")) as first, running(Service(desk, two, "two")) as s:
        moved = await desk.control("POST", "clock", {"advance_s": 4 * 3600})

    assert moved["stops"] == 3
    assert (len(first.lived), len(s.lived)) == (2, 1)


async def test_a_walk_waits_until_updates_are_confirmed(desk: Desk) -> None:
    ann = await desk.person()
    desk.simulation.walker.patience = NEVER
    async with running(Service(desk, ahead(1))):
        await desk.says(ann, "Hello")
        walking = asyncio.ensure_future(desk.control("POST", "clock", {"advance_s": 7200}))
        await until(lambda: desk.simulation.clock.offset > 3500)
        done, held = await asyncio.wait({walking}, timeout=0.5)
        await desk.updates()
        moved = await asyncio.wait_for(walking, DEADLINE)

    assert (done, held) == (set(), {walking})
    assert moved["stops"] == 1


def known(desk: Desk) -> walk.Source:
    """Return the service as the simulator remembers it, whether it counts as alive or not."""
    return desk.simulation.walker._sources["service"]  # noqa: SLF001 -- no other way to see it


async def test_a_dead_service_does_not_hold_up_time(desk: Desk) -> None:
    async with running(Service(desk, ahead(1))):
        pass
    desk.stands_still(known(desk).heard + walk.ALIVE + 0.1)

    moved = await desk.control("POST", "clock", {"advance_s": 7200})

    assert moved["stops"] == 0


async def test_a_nameless_reader_keeps_no_service_alive(desk: Desk) -> None:
    async with running(Service(desk, ahead(1))):
        pass
    before = known(desk).heard
    desk.stands_still(before + walk.ALIVE - 0.1)

    await desk.control("GET", "clock")

    assert known(desk).heard == before


async def test_what_stays_due_is_passed_over_in_the_end(desk: Desk) -> None:
    desk.simulation.walker.patience = 0.5
    service = Service(desk, ahead(1, 2))
    service.stuck = True
    async with running(service):
        moved = await desk.control("POST", "clock", {"advance_s": 3 * 3600})

    assert moved["stops"] >= 1
    assert when(moved["now"]) > ahead(2.9)[0]


async def test_a_reset_ends_a_walk(desk: Desk) -> None:
    service = Service(desk, ahead(1))
    service.stuck = True
    async with running(service):
        walking = asyncio.ensure_future(desk.control("POST", "clock", {"advance_s": 7200}))
        await until(lambda: desk.simulation.clock.offset > 3500)
        await desk.control("POST", "reset")
        await asyncio.wait_for(walking, DEADLINE)


async def test_other_calls_are_answered_during_a_walk(desk: Desk) -> None:
    desk.simulation.walker.patience = NEVER
    service = Service(desk, ahead(1))
    service.stuck = True
    async with running(service):
        walking = asyncio.ensure_future(desk.control("POST", "clock", {"advance_s": 7200}))
        await asyncio.wait_for(desk.control("GET", "state"), DEADLINE)
        still = not walking.done()
        service.stuck = False
        await asyncio.wait_for(walking, DEADLINE)

    assert still
