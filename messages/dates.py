"""Days and times as people write them, and the words above a month's calendar.

What somebody wrote is only ever a reading: whoever asked shows it with its weekday and asks back.
Reads no clock: `today` is an argument.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from babel import Locale
from babel.dates import format_skeleton

from care.delivery import Value
from messages.declare import Reader, Var

ENGLISH = Locale("en")
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
CLOCK = re.compile(r"([0-9]{1,2})(?:\s*[:.h]\s*([0-9]{2}))?\s*([^0-9]*)")
HIDDEN = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")
YEARS = range(1990, 2101)
A_CENTURY = 100
MOST_DAYS = 31
NOON = 12


@dataclass(frozen=True, slots=True)
class Weekday(Var):
    """A weekday by its number, Monday is 0, as short as a column is narrow."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write it in the reader's language. Raises ValueError, TypeError or KeyError."""
        if isinstance(value, list):
            raise TypeError("a weekday is one number")
        return str(reader.locale.days["stand-alone"]["short"][int(value)])


@dataclass(frozen=True, slots=True)
class Month(Var):
    """A month and its year, from its first day: "December 2026"."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write it in the reader's language. Raises ValueError."""
        return format_skeleton("yMMMM", date.fromisoformat(str(value)), locale=reader.locale)


def days_said(words: str, locale: Locale, today: date) -> tuple[date, ...]:
    """Return the days that words can mean, the likeliest first; none when nobody could tell.

    Read are 2026-12-01, figures in the order of the language and in the other one, and names of
    months in the language and in English. Without a year the next such day is meant.
    """
    plain = _plain(words)
    if match := ISO.fullmatch(plain):
        return tuple(_days(int(match[1]), int(match[2]), int(match[3]), today))
    numbers = [int(found) for found in re.findall("[0-9]+", plain)]
    month = _month(plain, locale)
    found = _with_name(numbers, month, today) if month else _in_figures(numbers, locale, today)
    return tuple(dict.fromkeys(found))


def clock_said(words: str, locale: Locale) -> time | None:
    """Return the time of day that words mean, or None when nobody could tell."""
    match = CLOCK.fullmatch(_plain(words))
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3].strip(" .")
    after_noon = _half(half.replace(".", ""), locale)
    if match[2] is None and after_noon is None:
        return None  # a lonely figure may be anything
    if after_noon is not None:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + NOON * after_noon
    try:
        return time(hour, minute)
    except ValueError:
        return None


def first_weekday(locale: Locale) -> int:
    """Return the weekday with which a week begins there, Monday is 0."""
    return int(locale.first_week_day)


def _plain(words: str) -> str:
    """Return words in small letters with western digits, without marks that nobody sees."""
    seen = HIDDEN.sub("", unicodedata.normalize("NFKC", words)).casefold().strip()
    return "".join(str(unicodedata.digit(sign, sign)) for sign in seen)


def _month(plain: str, locale: Locale) -> int | None:
    names = {**_month_names(str(ENGLISH)), **_month_names(str(locale))}
    said = re.split(r"[\s.,/،-]+|[0-9]+", plain)
    found = {names[word] for word in said if word in names}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=200)
def _month_names(locale: str) -> Mapping[str, int]:
    """Return the numbers of the months by every way to write their names."""
    widths = (
        Locale.parse(locale).months[context][width]
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
    )
    return {
        name.casefold().strip("."): number
        for width in widths
        for number, name in width.items()
        if not name.strip(".").isdigit()
    }


def _with_name(numbers: list[int], month: int, today: date) -> Iterator[date]:
    days = [number for number in numbers if 1 <= number <= MOST_DAYS]
    years = [number for number in numbers if number > MOST_DAYS]
    if len(numbers) == 1 and days:
        yield from _days(None, month, days[0], today)
    elif len(numbers) == 2 and len(days) == len(years) == 1:  # noqa: PLR2004 -- a day and a year
        yield from _days(years[0], month, days[0], today)


def _in_figures(numbers: list[int], locale: Locale, today: date) -> Iterator[date]:
    """Yield the readings of two or three figures: in the language's order, then the other way."""
    order = _order(locale)
    if len(numbers) == 2:  # noqa: PLR2004 -- a day and a month
        named = dict(zip([sign for sign in order if sign != "y"], numbers, strict=True))
        year = None
    elif len(numbers) == len(order):
        if numbers[0] >= YEARS.start:
            order = "yMd"
        named = dict(zip(order, numbers, strict=True))
        year = named["y"]
    else:
        return
    yield from _days(year, named["M"], named["d"], today)
    yield from _days(year, named["d"], named["M"], today)


@lru_cache(maxsize=200)
def _order_of(pattern: str) -> str:
    signs = dict.fromkeys(sign for sign in pattern if sign in "dMy")
    return "".join(signs) if len(signs) == len("dMy") else "dMy"


def _order(locale: Locale) -> str:
    return _order_of(str(locale.date_formats["short"].pattern))


def _days(year: int | None, month: int, day: int, today: date) -> Iterator[date]:
    """Yield the day if there is one; without a year the next one from today on."""
    if year is not None and year < A_CENTURY:
        year += 20 * A_CENTURY
    for candidate in (today.year, today.year + 1) if year is None else (year,):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found.year in YEARS and (year is not None or found >= today):
            yield found
            return


def _half(said: str, locale: Locale) -> bool | None:
    """Say whether the words after a time mean the afternoon; None where they say nothing."""
    names = {"am": False, "pm": True}
    for context in ("format", "stand-alone"):
        for width in locale.day_periods.get(context, {}).values():
            names |= {
                str(width[half]).casefold().replace(".", "").strip(): half == "pm"
                for half in ("am", "pm")
                if half in width
            }
    return names.get(said)
