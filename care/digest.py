"""When a team's daily message is due, and what is long enough to stand in it. Rules, no words.

Owner: the care team's lead. Date: 2026-11. Source: design of this project. Status: PROPOSED,
nobody has signed the hours and days below.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from care.calendar import DAY, instant, local
from care.cover import CoverHours
from care.monitoring import at_weekend

OPENS = time(8)  # where the team is always there, or has never said when
NO_MORNING = time(5)  # what opens earlier is a night's cover, and no beginning of a day
AWAY_LONG = timedelta(days=14)  # in hospital or paused for so long: somebody may have forgotten
SETTLED = timedelta(days=7)  # who joined so lately may well have no dates yet
AHEAD = 370  # days to look for the next one; a team that does not open for a year has none


@dataclass(frozen=True, slots=True)
class Edition:
    """One day's message: the team's own date, and the moment from which it is owed."""

    day: date
    at: datetime


def next_edition(
    cover: CoverHours, last: date | None, since: datetime, now: datetime
) -> Edition | None:
    """Return the next message that is owed, or will be: never one of a day that is over.

    `last` is the day of the last one. A team that began at `since` has none of earlier that day.
    """
    today = local(now, cover.zone).date()
    first = today if last is None else max(today, last + DAY)
    for day in (first + ahead * DAY for ahead in range(AHEAD)):
        at = opening(cover, day)
        if at is not None and at >= since:
            return Edition(day, at)
    return None


def opening(cover: CoverHours, day: date) -> datetime | None:
    """Return when the team begins `day`, or None where it does not work on it.

    A team that is always there begins at eight, and so does one that has no hours, from Monday to
    Friday.
    """
    proposed = instant(day, OPENS, cover.zone)
    if cover.closure(proposed) is not None:
        return None
    if not cover.windows:
        return None if at_weekend(day) else proposed
    opens = [one.opens for one in cover.windows if one.weekday == day.weekday()]
    mornings = [clock for clock in opens if clock >= NO_MORNING]
    if not mornings and cover.covered(proposed):
        return proposed
    return instant(day, min(mornings or opens), cover.zone) if opens else None


def begins_week(last: date | None, day: date) -> bool:
    """Say whether `day` is the first of its week with a message: what is slow is said once then."""
    return last is None or last.isocalendar()[:2] != day.isocalendar()[:2]
