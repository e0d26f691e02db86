"""The quiet hours a patient can choose, and what typed words mean by some.

Pure: holds no sentence and stores nothing. Owner: the care team's lead. Date: 2026-11. Source:
design of this project; the first is the usual one. Status: PROPOSED, nobody has signed it.
"""

import unicodedata
from datetime import time, timedelta
from re import compile as pattern

from care.calendar import DAY, QuietHours, UnclearTime
from care.reminders import QUIET

CHOICES = (
    QUIET,
    QuietHours(time(22), time(7)),
    QuietHours(time(20), time(9)),
    QuietHours(time(23), time(10)),
    QuietHours(time(8), time(16)),  # who works at night
)
LEAST_OPEN = DAY - QuietHours.LONGEST
LEAST_OPEN_HOURS = LEAST_OPEN // timedelta(hours=1)
NOON = 12
MIDNIGHT = (24, 0)  # as many write it

TIME = pattern(r"(?<!\d)(\d{1,2})(?!\d)(?:\s*[:.h٫]\s*(\d{2})(?!\d))?\s*(am|pm|a\.m\.|p\.m\.)?")


class NotTwoTimes(ValueError):
    """Nobody can read two times of day in the words."""


class TooLong(ValueError):
    """These hours would leave too little of the day for any message."""


def understand(words: str) -> QuietHours:
    """Return the quiet hours meant by "22-7" or "10.30 pm to 7 am", in any digits.

    Raises NotTwoTimes, or TooLong for hours that leave too little of the day.
    """
    found = TIME.findall(_western(words).casefold())
    try:
        start, end = (_time(*one) for one in found)
    except ValueError:
        raise NotTwoTimes(words) from None
    return chosen(start, end)


def chosen(start: time, end: time) -> QuietHours:
    """Return these quiet hours. Raises TooLong."""
    try:
        return QuietHours(start, end)
    except UnclearTime:
        raise TooLong(f"{start:%H:%M}-{end:%H:%M}") from None


def _time(hours: str, minutes: str, half: str) -> time:
    hour = int(hours)
    if half:
        if not 1 <= hour <= NOON:
            raise ValueError(hours)
        hour = hour % NOON + (NOON if half.startswith("p") else 0)
    if (hour, int(minutes or 0)) == MIDNIGHT:
        hour = 0
    return time(hour, int(minutes or 0))


def _western(words: str) -> str:
    """Return the words with every digit as 0 to 9, whatever script it was in."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in words)
