"""Moments and the clocks on people's walls: the one place where a time zone is looked at.

Everything goes in and comes out as an aware moment in UTC; wall times live only between two lines
of this module and those that plan with it. It never reads the clock: `now` is an argument.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from re import compile as pattern
from zoneinfo import ZoneInfo

CLOCK = pattern(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
DAY = timedelta(days=1)
NEARBY = range(4)  # days to look at: two are enough, but Samoa once left a whole day out
NAMED_AS_PLACES = pattern(r"[A-Z][\w+-]*(/[\w+-]+){0,2}")  # not "localtime": that is the server's


class UnknownZone(ValueError):
    """No time zone bears this name. The text is one sentence for whoever typed it."""


class UnclearTime(ValueError):
    """Nobody can read a time of day in it. The text is one sentence for whoever typed it."""


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone called `name`, or raise UnknownZone."""
    try:
        if NAMED_AS_PLACES.fullmatch(name) and name != "Factory":
            return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    raise UnknownZone(f"{name!r} is not a time zone; write area and city: Europe/Istanbul.")


def clock_time(text: str) -> time:
    """Return the time of day written as 08:00 (24 hours), or raise UnclearTime."""
    if match := CLOCK.fullmatch(text.strip()):
        return time(int(match[1]), int(match[2]))
    raise UnclearTime(f"{text.strip()!r} is not a time of day; write 00:00 to 23:59: 08:00.")


def instant(day: date, clock: time, zone: tzinfo) -> datetime:
    """Return the moment a clock in `zone` shows `clock` on `day`, in UTC.

    A time that happens twice is its first. A time that is left out is as long after the gap as it
    would have been after its beginning: half past two becomes half past three.
    """
    return datetime.combine(day, clock.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """Return what calendar and clock in `zone` show at `moment`, for reading and never for sums."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone cannot be placed on anybody's clock.")
    return moment.astimezone(zone)


def next_at(clock: time, zone: tzinfo, after: datetime) -> datetime:
    """Return the first moment later than `after` when a clock in `zone` shows `clock`."""
    today = local(after, zone).date()
    shown = (m for days in NEARBY for m in _shown(today + days * DAY, clock, zone))
    return min(moment for moment in shown if moment > after)


def last_at(clock: time, zone: tzinfo, before: datetime) -> datetime:
    """Return the last moment earlier than `before` when a clock in `zone` shows `clock`."""
    today = local(before, zone).date()
    shown = (m for days in NEARBY for m in _shown(today - days * DAY, clock, zone))
    return max(moment for moment in shown if moment < before)


def _shown(day: date, clock: time, zone: tzinfo) -> Iterator[datetime]:
    """Yield the moment, or both moments, when the clock shows `clock` on `day`."""
    first = instant(day, clock, zone)
    yield first
    again = datetime.combine(day, clock.replace(tzinfo=None, fold=1), zone).astimezone(UTC)
    if again > first:  # in a gap it is the other way round, and shows nothing
        yield again


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` until just before `end` nobody is disturbed; may run over midnight."""

    start: time
    end: time

    LONGEST = timedelta(hours=16)

    def __post_init__(self) -> None:
        if self.start == self.end or self.length > self.LONGEST:
            raise UnclearTime("Quiet hours must leave at least 8 hours of the day: 21:00-08:00.")

    @classmethod
    def parse(cls, text: str) -> "QuietHours":
        """Return the quiet hours written as 21:00-08:00, or raise UnclearTime."""
        start, dash, end = text.replace("–", "-").partition("-")
        if not dash:
            raise UnclearTime(f"{text.strip()!r} is not a span of time; write 21:00-08:00.")
        return cls(clock_time(start), clock_time(end))

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    @property
    def length(self) -> timedelta:
        """Return how long they last on a day without a change of clocks."""
        start, end = (timedelta(hours=at.hour, minutes=at.minute) for at in (self.start, self.end))
        return (end - start) % DAY

    def hold(self, clock: time) -> bool:
        """Say whether they hold when the wall clock shows `clock`."""
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def hold_at(self, moment: datetime, zone: tzinfo) -> bool:
        """Say whether they hold at `moment` for somebody who lives in `zone`."""
        return self.hold(local(moment, zone).time())

    def over(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return `moment`, or when the quiet hours around it are over."""
        while self.hold_at(moment, zone):  # again only where a clock change repeats their last hour
            moment = next_at(self.end, zone, moment)
        return moment
