"""When the clocks of a zone are changed, as the machine's own table of zones has it.

For calendars elsewhere, which must be told each change. Pure: it reads no clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from care.calendar import DAY

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Clocks:
    """How the clocks of a zone stand from a moment on: so far from UTC, before that so far."""

    since: datetime
    before: timedelta
    after: timedelta
    summer: bool
    name: str

    @property
    def wall(self) -> datetime:
        """Return what the wall clock showed when it was changed, before anybody touched it."""
        return (self.since + self.before).replace(tzinfo=None)


def clocks(zone: tzinfo, first: datetime, last: datetime) -> Iterator[Clocks]:
    """Yield how the clocks of a zone stand at `first`, and each change of them until `last`."""
    yield _clocks(zone, first, _offset(zone, first))
    day = first
    while day < last:
        known, day = day, day + DAY
        if _offset(zone, known) != _offset(zone, day):
            yield _clocks(zone, _change(zone, known, day), _offset(zone, known))


def _change(zone: tzinfo, before: datetime, after: datetime) -> datetime:
    """Return the second between two moments from which on the later offset holds."""
    while after - before > SECOND:
        middle = before + (after - before) // (2 * SECOND) * SECOND
        if _offset(zone, middle) == _offset(zone, after):
            after = middle
        else:
            before = middle
    return after


def _clocks(zone: tzinfo, since: datetime, before: timedelta) -> Clocks:
    there = since.astimezone(zone)
    name = there.tzname() or ""
    return Clocks(since, before, _offset(zone, since), bool(there.dst()), name)


def _offset(zone: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(UTC).astimezone(zone).utcoffset() or timedelta()
