"""What keeps things going. No job carries data, so no job can be lost."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Never

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_EXECUTED,
    EVENT_JOB_MAX_INSTANCES,
    JobEvent,
)
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.ports import Service, Tick, rest

FAILURES = 2  # in a row
TOGETHER = datetime(2026, 1, 1, tzinfo=UTC)  # all beats fall on its seconds: one awakening for all
HANGS = 30  # seconds that a tick may take before the process ends


class Broken(Exception):
    """A tick raises or hangs. Starting again is the recovery."""


async def beat(ticks: Sequence[Tick], service: Service, *, hangs: float = HANGS) -> Never:
    """Run every tick at its beat, never two of one at a time. Raises when one is broken."""
    watch = _Watch({tick.name: tick.every for tick in ticks}, hangs)
    scheduler = AsyncIOScheduler(
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
    )
    codes = EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES
    scheduler.add_listener(watch.see, codes)
    for tick in ticks:
        pace = {"seconds": tick.every, "start_date": TOGETHER}
        scheduler.add_job(tick.sweep, "interval", args=[service], id=tick.name, **pace)
    scheduler.start()
    try:
        await watch.broken
        raise Broken
    finally:
        scheduler.shutdown(wait=False)


class _Watch:
    """Listens to APScheduler, which would log a broken job and go on without it."""

    def __init__(self, beats: dict[str, float], hangs: float) -> None:
        self.broken: asyncio.Future[Never] = asyncio.get_running_loop().create_future()
        self._limits = {name: max(1, round(hangs / every)) for name, every in beats.items()}
        self._troubles: Counter[tuple[str, int]] = Counter()

    def see(self, event: JobEvent) -> None:
        """Count what went wrong in a row; forget it when the tick ran."""
        if event.code == EVENT_JOB_EXECUTED:
            for code in (EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES):
                self._troubles[event.job_id, code] = 0
            return
        limit = FAILURES if event.code == EVENT_JOB_ERROR else self._limits[event.job_id]
        self._troubles[event.job_id, event.code] += 1
        if self._troubles[event.job_id, event.code] >= limit and not self.broken.done():
            self.broken.set_exception(Broken(event.job_id))


async def forever(
    sweep: Callable[[Service], Awaitable[int]],
    service: Service,
    bell: asyncio.Event,
    pause: float = 1,
) -> Never:
    """Repeat a sweep as long as it finds something, then wait. What it raises ends the process."""
    while True:
        if not await sweep(service):
            await rest(bell, pause)
