"""Moving the clock: from due moment to due moment, so that a week forward is a week lived.

A service that takes its time from here posts, whenever it changes, the offset it has taken, whether
it is idle at that offset (every sweep has run, nothing is due or in flight), and its next due
moment. It is heard of at least every five seconds, or it counts as gone.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from simulator.clock import Clock, written
from simulator.events import Events
from simulator.people import Json

ALIVE = 5.0
PATIENCE = 15.0  # real seconds that one stop may take
LOOK = 0.02
SLACK = 1e-4  # seconds: what a float loses on its way
QUIET_STOP = 0.1  # between stops the service's own word is enough; this is for its last calls
QUIET_END = 0.3


@dataclass(slots=True)
class Source:
    """A service that runs on this clock, as it last spoke."""

    name: str
    offset: float
    idle: bool
    due: float | None  # seconds since 1970
    what: str = ""
    heard: float = 0.0


class Walker:
    """Who moves the clock, one walk at a time."""

    def __init__(self, clock: Clock, events: Events, quiet: Callable[[float], bool]) -> None:
        self._clock = clock
        self._events = events
        self._quiet = quiet
        self._sources: dict[str, Source] = {}
        self._one = asyncio.Lock()
        self._age = 0
        self.patience = PATIENCE  # a test has less

    def forget(self) -> None:
        """Forget every service and end the walk under way."""
        self._sources.clear()
        self._age += 1

    def hear(self, source: Source) -> None:
        """Keep what a service says of itself."""
        source.heard = self._clock.steady()
        self._sources[source.name] = source
        self._tell()

    def polled(self, name: str | None) -> None:
        """Note that a service has read the clock, if the reader gave its name."""
        source = self._sources.get(name or "")
        if source is not None:
            source.heard = self._clock.steady()

    def living(self) -> list[Source]:
        """Return the services that were heard of lately."""
        oldest = self._clock.steady() - ALIVE
        self._sources = {n: s for n, s in self._sources.items() if s.heard >= oldest}
        return list(self._sources.values())

    def next_due(self) -> Source | None:
        """Return the service whose due moment comes first."""
        due = [source for source in self.living() if source.due is not None]
        return min(due, key=lambda source: source.due or 0.0, default=None)

    def shown(self) -> Json:
        """Return the clock as the control API writes it."""
        source = self.next_due()
        due = None
        if source is not None and source.due is not None:
            due = {"at": _stamp(source.due), "what": source.what}
        return {
            "now": written(self._clock.now()),
            "offset_s": self._clock.offset,
            "next_due": due,
        }

    def _tell(self) -> None:
        if self._events.heard:
            self._events.tell({"type": "clock", **self.shown()})

    def jump(self, moment: float) -> None:
        """Make it `moment` at once: what lies between is downtime."""
        self._clock.move_to(moment)
        self._tell()

    async def walk(self, target: float) -> int:
        """Go to `target` (seconds since 1970) by way of every due moment; return the stops."""
        async with self._one:
            age, stops = self._age, 0
            while self._age == age and (source := self._due_before(target)) is not None:
                await self._stop(source, age)
                stops += 1
            self.jump(target)
            await self._settled(QUIET_END, age)
            return stops

    def _due_before(self, target: float) -> Source | None:
        source = self.next_due()
        if source is None or source.due is None or source.due > target:
            return None
        return source

    async def _stop(self, source: Source, age: int) -> None:
        assert source.due is not None
        self.jump(source.due)
        if not await self._settled(QUIET_STOP, age):
            self._give_up()

    def _give_up(self) -> None:
        """Pass over moments that are due and do not get done: a walk must come to its end."""
        now = self._clock.seconds()
        for source in self._sources.values():
            if source.due is not None and source.due <= now:
                source.due = None

    async def _settled(self, quiet: float, age: int) -> bool:
        """Wait until every service has lived up to now; return whether that happened in time."""
        if not self.living():
            return True
        deadline = self._clock.steady() + self.patience
        while not (all(map(self._up_to_now, self.living())) and self._quiet(quiet)):
            if self._clock.steady() >= deadline or self._age != age:
                return False
            await asyncio.sleep(LOOK)
        return True

    def _up_to_now(self, source: Source) -> bool:
        taken = source.offset >= self._clock.offset - SLACK
        past = source.due is not None and source.due <= self._clock.seconds()
        return taken and source.idle and not past


def _stamp(moment: float) -> str:
    return written(datetime.fromtimestamp(moment, UTC))
