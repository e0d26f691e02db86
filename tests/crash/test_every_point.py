"""The promise: wherever it dies, in a commit or in a call, the whole journey is told all the same.

Random kills find what is likely; this walks every point there is, once, and dies there.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from shutil import copyfile

import pytest
from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.ingest import Ingest
from scheduler.delivery import Delivery
from store import audit
from store.tables import AlertRow, SymptomReport
from tests.clinic import GROUP, PATIENT, PRIMARY, URGENT, Clinic
from tests.conftest import open_known

Step = Callable[[Clinic], Awaitable[None]]


class Died(BaseException):
    """Nothing of the process is left but what it wrote."""


class Fuse:
    """Burns through at the nth point."""

    def __init__(self, points: int) -> None:
        self.left = points

    def burns(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Died


async def changes(session: AsyncSession) -> int:
    """Return how many rows this connection has ever changed."""
    return (await session.exec(text("SELECT total_changes()"))).scalar()


def arm(clinic: Clinic, fuse: Fuse) -> None:
    """Lay the fuse along every commit and every call: just before it, and just after.

    A transaction that only read leaves nothing behind: to die there is to die at the next.
    """
    honest = clinic.service

    @asynccontextmanager
    async def begin(**how):
        async with honest.begin(**how) as session:
            before = await changes(session)
            yield session
            wrote = await changes(session) != before
            if wrote:
                fuse.burns()
        if wrote:
            fuse.burns()

    async def send(message, screen, plain):
        fuse.burns()
        outcome = await honest.send(message, screen, plain)
        fuse.burns()
        return outcome

    clinic.service = replace(honest, begin=begin, send=send)
    clinic.ingest = Ingest(clinic.service, URGENT)
    clinic.delivery = Delivery(clinic.service, clinic._real)  # noqa: SLF001 -- the clinic's own seconds


async def writes(clinic: Clinic) -> None:
    await clinic.writes(PATIENT)


async def waits(clinic: Clinic) -> None:
    await clinic.passes(minutes=10)


async def worsens(clinic: Clinic) -> None:
    await clinic.writes(PATIENT, "I can't breathe and my lips are blue")


async def acknowledges(clinic: Clinic) -> None:
    await clinic.presses(PRIMARY, "ack:1:1")


async def resolves(clinic: Clinic) -> None:
    await clinic.presses(PRIMARY, "resolve.spoken:1:1")


MANY = 60  # points there are at least, or else the fuse is not where it should be
NOTICES = {(PATIENT, "I was out of order."), (GROUP, "The service was not working.")}
JOURNEY: tuple[Step, ...] = (writes, waits, worsens, acknowledges, resolves)


async def dies(clinic: Clinic, point: int) -> int | None:
    """Live the journey up to a point, die there and start again; return in which step it was."""
    fuse = Fuse(point)
    arm(clinic, fuse)
    for number, step in enumerate(JOURNEY):
        try:
            await step(clinic)
        except Died:
            await clinic.starts()
            await clinic.passes()
            return number
    return None


def told(clinic: Clinic) -> Counter[tuple[int | str, str]]:
    """Return what everybody was told, by its first line, and how often."""
    said = Counter((one.chat, one.text.partition("\n")[0]) for one in clinic.telegram.accepted)
    return Counter({what: count for what, count in said.items() if what not in NOTICES})


@pytest.fixture
async def fresh(tmp_path):
    """Make clinics, each on a copy of one database: laying it down anew would take longest."""
    origin = tmp_path / "origin.db"
    store = open_known(f"sqlite+aiosqlite:///{origin}")
    clinic = Clinic(store)
    await clinic.starts()
    await clinic.opens()
    await store.close()
    opened = []

    async def make(number: int) -> Clinic:
        copied = tmp_path / f"{number}.db"
        copyfile(origin, copied)
        opened.append(open_known(f"sqlite+aiosqlite:///{copied}"))
        clinic = Clinic(opened[-1])
        await clinic.starts()
        clinic.team = 1
        return clinic

    yield make
    for one in opened:
        await one.close()


async def test_dying_at_any_point_costs_nobody_a_word(fresh):
    """At most one message is said twice: the one that was on its way."""
    undisturbed, expected = await fresh(0), []
    for step in JOURNEY:
        await step(undisturbed)
        expected.append((told(undisturbed), await standing(undisturbed)))

    for point in count(1):
        clinic = await fresh(point)
        step = await dies(clinic, point)
        if step is None:
            break
        words, alert = expected[step]
        assert set(told(clinic)) == set(words), point
        assert (told(clinic) - words).total() <= 1, point
        assert await standing(clinic) == alert, point

    assert point > MANY


async def standing(clinic: Clinic) -> tuple[object, ...]:
    """Return where the patient's one alert stands, and that nothing was counted twice."""
    async with clinic.store.begin() as session:
        alert = (await session.exec(select(AlertRow))).one()
        reports = list(await session.exec(select(SymptomReport)))
        broken = audit.broken_at(await audit.book(session, clinic.team))
    return (alert.status, alert.number, alert.epoch, alert.step, len(reports), broken)
