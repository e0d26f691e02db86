"""When somebody of the team reads: cover hours, closures, and the deadlines that follow.

Weekly hours by the team's own wall clock, less the days it is closed. Tells moments, never
sentences; pages nobody and reads no clock.

Owner: the care team's lead. Date: 2026-11. Source: design of this project, after advice lines that
answer on weekdays only. Status: PROPOSED, nobody has signed the hours below; a team's own
cover hours count before any of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import takewhile
from typing import TypedDict

from care.calendar import DAY, QuietHours, instant, local, next_at
from care.cover_notation import ALWAYS, MIDNIGHT, UnclearHours, Window, notation, parse

NOON = time(12)
END_OF_WORK = time(17)  # where the team never closes
ENOUGH = timedelta(hours=4)  # the least a team is given on the day itself
SHIFT = timedelta(hours=12)  # a closing further off is nobody's closing
NIGHT = QuietHours(time(21), time(8))
HORIZON = 400  # days ahead; a team that does not open for a year does not open

Span = tuple[datetime, datetime]


class ClosureJson(TypedDict):
    first: str
    last: str
    reason: str


class CoverJson(TypedDict):
    hours: str
    closures: list[ClosureJson]


@dataclass(frozen=True, slots=True, order=True)
class Closure:
    """Whole days, `first` to `last` of the team's calendar, on which nobody reads, and why."""

    first: date
    last: date
    reason: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UnclearHours(
                f"A closure cannot end on {self.last}, before it begins: {self.first}."
            )

    def holds(self, day: date) -> bool:
        """Say whether the team is closed on `day`."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class CoverHours:
    """A team's weekly windows by the clock in `zone`, less its closures."""

    zone: tzinfo
    windows: tuple[Window, ...]
    closures: tuple[Closure, ...] = ()

    @classmethod
    def parse(cls, text: str, zone: tzinfo) -> "CoverHours":
        """Return the hours written as Mon-Fri 08:00-17:00, or raise UnclearHours."""
        return cls(zone, parse(text))

    @classmethod
    def always(cls, zone: tzinfo) -> "CoverHours":
        """Return the hours of a team that reads day and night."""
        return cls(zone, ALWAYS)

    @classmethod
    def never(cls, zone: tzinfo) -> "CoverHours":
        """Return the hours of a team that promises nobody at any time."""
        return cls(zone, ())

    def __str__(self) -> str:
        return notation(self.windows)

    def as_json(self) -> CoverJson:
        """Return hours and closures as a team's setting keeps them; the zone is the team's."""
        closures: list[ClosureJson] = [
            {"first": one.first.isoformat(), "last": one.last.isoformat(), "reason": one.reason}
            for one in self.closures
        ]
        return {"hours": str(self), "closures": closures}

    @classmethod
    def from_json(cls, document: CoverJson, zone: tzinfo) -> "CoverHours":
        """Return the hours a team's setting keeps, or raise UnclearHours."""
        closures = tuple(_closure(one) for one in document.get("closures", ()))
        return cls(zone, parse(document.get("hours", "")), closures)

    def closure(self, at: datetime) -> Closure | None:
        """Return the closure that holds on the team's day at `at`, if any."""
        return self._closed(local(at, self.zone).date())

    def covered(self, at: datetime) -> bool:
        """Say whether somebody of the team reads at `at`."""
        return any(start <= at < end for start, end in self._windows_from(at, days=2))

    def next_opening(self, at: datetime) -> datetime | None:
        """Return when the team next opens after `at`, or None: always open, or not for a year."""
        return next((start for start, _ in self._spans(at) if start > at), None)

    def closing(self, at: datetime) -> datetime | None:
        """Return when the team closes that is open at `at`; None if it is closed, or never does."""
        end = next((end for start, end in self._spans(at) if start <= at < end), None)
        limit = instant(local(at, self.zone).date() + (HORIZON - 2) * DAY, MIDNIGHT, self.zone)
        return end if end and end < limit else None

    def at_work(self, at: datetime) -> datetime:
        """Return `at` if somebody reads then, or the next opening; without any, no night hour."""
        if self.covered(at):
            return at
        return self.next_opening(at) or NIGHT.over(at, self.zone)

    def same_day_deadline(self, at: datetime) -> datetime | None:
        """Return by when a same-day report of `at` is to be answered: a time that exists.

        Open, with four hours left: the closing, or where none is near the next noon or 17:00 four
        hours off. Otherwise noon of the next opening, or its closing if noon is not in it.
        None: this team promises nothing, and the patient has to be told so.
        """
        end = self._end_of_work(at) if self.covered(at) else None
        if end and end - at >= ENOUGH:
            return end
        opens = self.next_opening(at)
        if opens is None:
            return end
        end = self._end_of_work(opens)
        noon = instant(local(opens, self.zone).date(), NOON, self.zone)
        return min(noon, end) if noon > opens else end

    def lead_at(self, at: datetime, deadline: datetime) -> datetime:
        """Return when the lead hears of a report nobody took: half of the time to its deadline.

        Only cover hours count: half of a weekend is nobody's time. Never at night, unless the
        deadline is in the same night.
        """
        open_for = list(self._between(at, deadline))
        half = sum((end - start for start, end in open_for), timedelta()) / 2
        lead = _after(half, open_for) or at + (deadline - at) / 2
        rested = NIGHT.over(lead, self.zone)
        return rested if rested < deadline else lead

    def _between(self, at: datetime, until: datetime) -> Iterator[Span]:
        """Yield the parts of cover that lie between two moments."""
        for start, end in takewhile(lambda span: span[0] < until, self._spans(at)):
            if end > at:
                yield max(start, at), min(end, until)

    def _end_of_work(self, at: datetime) -> datetime:
        """Return when work ends that goes on at `at`: a closing, or an hour of the day."""
        closing = self.closing(at)
        if closing and closing - at <= SHIFT:
            return closing
        soonest = at + ENOUGH - timedelta(microseconds=1)
        hours = [next_at(clock, self.zone, soonest) for clock in (NOON, END_OF_WORK)]
        return min([*hours, closing] if closing else hours)

    def _closed(self, day: date) -> Closure | None:
        return next((closure for closure in self.closures if closure.holds(day)), None)

    def _spans(self, at: datetime) -> Iterator[Span]:
        """Yield the stretches of cover from the day before `at` on, those that touch as one."""
        present: Span | None = None
        for start, end in self._windows_from(at, HORIZON):
            if present and start <= present[1]:
                present = present[0], max(present[1], end)
                continue
            if present:
                yield present
            present = start, end
        if present:
            yield present

    def _windows_from(self, at: datetime, days: int) -> Iterator[Span]:
        """Yield each window that opens on one of `days` days, from the day before `at` on."""
        first = local(at, self.zone).date() - DAY
        for day in (first + ahead * DAY for ahead in range(days if self.windows else 0)):
            if self._closed(day):
                continue
            for window in self.windows:
                if window.weekday == day.weekday():
                    yield from self._on(day, window)

    def _on(self, day: date, window: Window) -> Iterator[Span]:
        """Yield the window as it falls on `day`; cover ends at the midnight of a closed day."""
        closes, last = window.closes, day
        if window.overnight:
            last = day + DAY
            closes = MIDNIGHT if self._closed(last) else closes
        start, end = instant(day, window.opens, self.zone), instant(last, closes, self.zone)
        if start < end:  # not where the clocks jumped over it
            yield start, end


def _after(worked: timedelta, spans: list[Span]) -> datetime | None:
    """Return the moment when `worked` of the time in `spans` has passed."""
    for start, end in spans:
        if worked <= end - start:
            return start + worked
        worked -= end - start
    return None


def _closure(document: ClosureJson) -> Closure:
    try:
        first, last = date.fromisoformat(document["first"]), date.fromisoformat(document["last"])
        return Closure(first, last, document["reason"])
    except (KeyError, TypeError, ValueError) as unclear:
        if isinstance(unclear, UnclearHours):
            raise
        example = '{"first": "2026-12-24", "last": "2026-12-26", "reason": "holidays"}'
        raise UnclearHours(f"A closure is two dates and a reason: {example}.") from None
