"""Weekly hours as a clinic writes them: `Mon-Thu 08:00-16:30, Fri 08:00-14:00`.

Holds the windows of a week, their reading and their writing. Knows no zone and no date: what they
mean on a given day stands in `care/cover.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from re import compile as pattern

from care.calendar import UnclearTime, clock_time

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK = len(DAYS)
MIDNIGHT = time(0)
ENTRY = pattern(r"(?P<days>[^\d]*?)\s*(?P<hours>\d[^-]*-.*)?")
EXAMPLE = "write Mon-Fri 08:00-17:00"


class UnclearHours(ValueError):
    """Nobody could say when this team reads. The text is one sentence for whoever wrote it."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Weekly hours that begin on `weekday` (Monday is 0).

    `closes` at or before `opens` is on the next day: 00:00 to 00:00 is a whole day.
    """

    weekday: int
    opens: time
    closes: time

    @property
    def overnight(self) -> bool:
        """Say whether it closes on the day after it opens."""
        return self.closes <= self.opens

    @property
    def hours(self) -> str:
        """Return its hours as they are written, without the day."""
        closes = "24:00" if self.closes == MIDNIGHT else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"


ALWAYS = tuple(Window(day, MIDNIGHT, MIDNIGHT) for day in range(WEEK))


def parse(text: str) -> tuple[Window, ...]:
    """Return the windows of a week as written, or raise UnclearHours.

    Also reads `always`, `never`, several hours for the same days (`Mon-Fri 08:00-12:00,
    13:00-17:00`), lists of days (`Mon, Wed 08:00-12:00`), and days over the weekend (`Sun-Thu`).
    """
    plain = text.strip().replace("–", "-").replace(";", ",")
    match plain.lower():
        case "always":
            return ALWAYS
        case "never":
            return ()
        case _:
            return tuple(sorted(set(_windows(plain))))


def _windows(plain: str) -> Iterator[Window]:
    days: list[int] = []
    waiting = ""  # days that still wait for their hours
    for entry in plain.split(","):
        match = ENTRY.fullmatch(entry.strip())
        if match is None or not entry.strip():
            raise UnclearHours(f"{entry.strip()!r} is not days and hours; {EXAMPLE}.")
        if match["days"]:
            days = (days if waiting else []) + _days(match["days"])
            waiting = match["days"]
        if match["hours"]:
            opens, closes = _hours(match["hours"])
            yield from (Window(day, opens, closes) for day in _some(days, match["hours"]))
            waiting = ""
    if waiting:
        raise UnclearHours(f"{waiting!r} has no hours; {EXAMPLE}.")


def _some(days: list[int], hours: str) -> list[int]:
    if not days:
        raise UnclearHours(f"{hours!r} has no days; {EXAMPLE}.")
    return days


def _days(written: str) -> list[int]:
    first, dash, last = (part.strip() for part in written.partition("-"))
    start = _day(first)
    end = _day(last) if dash else start
    return [(start + ahead) % WEEK for ahead in range((end - start) % WEEK + 1)]


def _day(name: str) -> int:
    short = [day.lower() for day in DAYS]
    for names in (short, FULL):
        if name.lower() in names:
            return names.index(name.lower())
    raise UnclearHours(f"{name!r} is not a day of the week; {EXAMPLE}.")


def _hours(written: str) -> tuple[time, time]:
    first, _, last = (part.strip() for part in written.partition("-"))
    try:
        opens = clock_time(first)
        closes = MIDNIGHT if last == "24:00" else clock_time(last)
    except UnclearTime:
        raise UnclearHours(f"{written!r} are not hours; {EXAMPLE}.") from None
    if opens == closes and last != "24:00":
        raise UnclearHours(f"{written!r} begins and ends at once; for a whole day 00:00-24:00.")
    return opens, closes


def notation(windows: tuple[Window, ...]) -> str:
    """Return the windows of a week in the notation that `parse` reads."""
    if windows in ((), ALWAYS):
        return "always" if windows else "never"
    hours = [[one.hours for one in windows if one.weekday == day] for day in range(WEEK)]
    runs = [(days, hours[days[0]]) for days in _runs(hours) if hours[days[0]]]
    return ", ".join(f"{_span(days)} {one}" for days, several in runs for one in several)


def _runs(hours: list[list[str]]) -> list[list[int]]:
    """Return the week cut where the hours change: Sunday to Thursday is one run, as people say."""
    begins = [day for day in range(WEEK) if hours[day] != hours[day - 1]] or [0]
    ends = [*begins[1:], begins[0] + WEEK]
    return [
        [day % WEEK for day in range(begin, end)] for begin, end in zip(begins, ends, strict=True)
    ]


def _span(days: list[int]) -> str:
    return DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
