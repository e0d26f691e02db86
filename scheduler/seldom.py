"""Ticks with little to do: the moment they wait for is looked up now and then, not each second."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.ports import Service, Tick

LEAP = timedelta(seconds=10)  # a step of the clock so long is one that somebody made


def seldom(tick: Tick) -> Tick:
    """Return the tick so that a beat costs nothing until its moment has come.

    The moment is looked up every `looks` seconds, after each sweep, and when the clock has leapt.
    A tick without `looks`, or that cannot say when it is due, is returned as it is.
    """
    if not tick.looks or tick.next_due is None:
        return tick
    return replace(tick, sweep=_Waiting(tick).sweep)


class _Waiting:
    def __init__(self, tick: Tick) -> None:
        self._tick = tick
        self._due: datetime | None = None
        self._looks_again = 0.0
        self._seen: datetime | None = None

    async def sweep(self, service: Service) -> int:
        now, real = service.now(), asyncio.get_running_loop().time()
        leapt = self._seen is None or now - self._seen > LEAP
        self._seen = now
        if leapt or real >= self._looks_again:
            await self._look(service, real)
        if self._due is None or self._due > now:
            return 0
        self._looks_again = 0.0
        return await self._tick.sweep(service)

    async def _look(self, service: Service, real: float) -> None:
        assert self._tick.next_due is not None
        async with service.begin(lasting=False) as session:
            self._due = await self._tick.next_due(session)
        self._looks_again = real + self._tick.looks
