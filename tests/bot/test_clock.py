"""The promise: time never goes back, and with the simulator it leaps when the simulator leaps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from socket import socket

import pytest

from bot.clock import Clock, Due, Standing, machine_time
from tests.bot.wire import HALF, HANG_UP, SILENCE, says

NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Machine:
    """A machine whose two clocks go as they are told."""

    wall: datetime = NINE
    steady: float = 100.0

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.steady)

    def lives(self, **time: float) -> None:
        self.wall += timedelta(**time)
        self.steady += timedelta(**time).total_seconds()


@asynccontextmanager
async def running(coroutine) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(coroutine)
        yield
        assert not task.done()
        task.cancel()


async def until(condition, seconds: float = 30) -> None:
    """Come back as soon as it is true; fail if it never is."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 -- the condition lies outside this process
            await asyncio.sleep(0.005)


def test_the_machine_says_it_in_utc():
    before = machine_time()

    assert before.tzinfo is UTC
    assert before <= Clock().now() <= machine_time()


def test_time_goes_on():
    machine = Machine()
    clock = machine.clock()

    moments = [clock.now()]
    machine.lives(minutes=7)
    moments.append(clock.now())

    assert moments == [NINE, NINE + timedelta(minutes=7)]


def test_a_clock_set_back_an_hour_delays_nothing():
    machine = Machine()
    clock = machine.clock()
    clock.now()
    machine.wall -= HOUR

    moments = [clock.now()]
    for _ in range(3):
        machine.lives(minutes=10)
        moments.append(clock.now())

    assert moments == [NINE + timedelta(minutes=m) for m in (0, 10, 20, 30)]


def test_a_clock_that_is_right_again_is_believed_again():
    machine = Machine()
    clock = machine.clock()
    clock.now()
    machine.wall -= HOUR
    clock.now()
    machine.wall += HOUR
    machine.lives(minutes=1)

    assert clock.now() == NINE + timedelta(minutes=1)


def test_a_correction_of_less_than_a_second_holds_time_and_never_turns_it():
    machine = Machine()
    clock = machine.clock()
    clock.now()
    machine.wall -= timedelta(seconds=0.4)

    moments = [clock.now()]
    machine.lives(seconds=1)
    moments.append(clock.now())

    assert moments == [NINE, NINE + timedelta(seconds=0.6)]


def test_a_machine_that_slept_wakes_in_the_present():
    machine = Machine()
    clock = machine.clock()
    clock.now()
    machine.wall += 8 * HOUR  # a suspended machine's steady clock stands still

    assert clock.now() == NINE + 8 * HOUR


def test_an_offset_only_grows_and_says_so():
    clock = Machine().clock()

    assert [clock.move(HOUR), clock.changed.is_set(), clock.now()] == [True, True, NINE + HOUR]
    clock.changed.clear()
    assert [clock.move(HOUR), clock.move(timedelta()), clock.changed.is_set()] == [False] * 3
    assert clock.now() == NINE + HOUR


# ---- with the simulator -----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "/", "/control/clock", "/control/clock/"])
async def test_the_simulators_offset_is_taken_over(wire, path):
    clock = Machine().clock()
    wire.does(says(200, {"now": "2026-03-01T09:00:00Z", "offset_s": 0, "next_due": None}))

    async with running(clock.follow(wire.url + path)):
        await until(lambda: len(wire.asked) > 1)
        assert clock.now() == NINE
        assert not clock.changed.is_set()
        wire.does(says(200, {"now": "2026-03-01T10:00:00Z", "offset_s": 3600.5}))
        await until(clock.changed.is_set)

    assert clock.now() == NINE + timedelta(seconds=3600.5)
    assert set(wire.paths) == {"/control/clock"}


@pytest.mark.parametrize(
    ("said", "offset"),
    [
        ("2026-03-08T09:00:00.000Z", timedelta(days=7)),
        ("2026-03-08T11:00:00+02:00", timedelta(days=7)),
        ("2026-03-01T09:00:00.290Z", timedelta()),  # that is the way here, not a leap
        ("2026-03-01T08:00:00Z", timedelta()),
    ],
)
async def test_without_an_offset_its_moment_will_do(wire, said, offset):
    clock = Machine().clock()
    wire.does(says(200, {"now": said, "next_due": None}))

    async with running(clock.follow(wire.url)):
        await until(lambda: len(wire.asked) > 1)

    assert clock.offset == offset


@pytest.mark.parametrize(
    "act",
    [
        HANG_UP,
        HALF,
        says(500, b"oops"),
        says(200, b"<html>"),
        says(200, [1]),
        says(200, {"now": "soon"}),
        says(200, {"offset_s": 1e300}),
        says(200, b'{"offset_s": NaN}'),
        says(200, {"offset_s": "3600"}),
    ],
)
async def test_no_answer_ends_it_or_moves_time(wire, act):
    clock = Machine().clock()
    wire.does(act, act, says(200, {"offset_s": 60}))

    async with running(clock.follow(wire.url)):
        await until(lambda: len(wire.asked) > 1)
        assert clock.now() == NINE
        await until(clock.changed.is_set)

    assert clock.now() == NINE + timedelta(minutes=1)


async def busy() -> Standing:
    return Standing(idle=False)


async def test_nobody_there_ends_nothing():
    clock = Machine().clock()
    looks = []

    async def standing() -> Standing:
        looks.append(1)
        return Standing(idle=False)

    with socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
        async with running(clock.follow(nowhere)), running(clock.report(nowhere, "w", standing)):
            await until(lambda: len(looks) > 2)

    assert clock.now() == NINE


async def test_it_says_where_it_stands_and_says_it_again_only_when_that_changes(wire):
    machine = Machine()
    clock = machine.clock()
    now = [Standing(idle=False)]
    asked = []

    async def standing() -> Standing:
        asked.append(1)
        return now[0]

    async with running(clock.report(wire.url, "companion", standing)):
        await until(lambda: len(asked) > 3)
        now[0] = Standing(idle=True, next_due=Due(NINE + HOUR, "reminders"))
        await until(lambda: len(wire.asked) > 1)
        clock.move(HOUR)
        await until(lambda: len(wire.asked) > 2)
        seen = len(asked)
        await until(lambda: len(asked) > seen)  # it has noted when it told that
        machine.lives(seconds=2)
        await until(lambda: len(wire.asked) > 3)

    due = {"at": "2026-03-01T10:00:00Z", "what": "reminders"}
    told = {"source": "companion", "offset_s": 3600.0, "idle": True, "next_due": due}
    assert [body for _, body in wire.asked] == [
        {"source": "companion", "offset_s": 0.0, "idle": False, "next_due": None},
        told | {"offset_s": 0.0},
        told,
        told,
    ]
    assert set(wire.paths) == {"/control/due"}


async def test_idle_is_never_said_of_a_moment_that_passed_while_looking(wire):
    clock = Machine().clock()

    async def standing() -> Standing:
        clock.move(HOUR)  # the first time this is a leap
        return Standing(idle=True)

    async with running(clock.report(wire.url, "companion", standing)):
        await until(lambda: wire.asked)

    assert [body["offset_s"] for _, body in wire.asked] == [3600.0]


async def test_what_was_not_taken_is_said_again(wire):
    clock = Machine().clock()
    wire.does(HANG_UP, says(500, b""), says(200, {}))

    async with running(clock.report(wire.url, "companion", busy)):
        await until(lambda: len(wire.asked) > 2)

    assert len({str(body) for _, body in wire.asked}) == 1


async def test_a_simulator_that_is_silent_is_not_waited_for_for_ever(wire):
    clock = Machine().clock()
    wire.does(SILENCE, says(200, {"offset_s": 60}))

    async with running(clock.follow(wire.url)):
        await until(clock.changed.is_set)

    assert clock.now() == NINE + timedelta(minutes=1)
