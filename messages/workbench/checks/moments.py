"""Times of day, dates and telephones as they are typed: each language writes them in its own way.

`measures` compares figures; what stands here says which of them are the same moment or the same
number in another form. Holds no word that a person reads.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from messages.workbench.checks.said import FIGURE, Said, plain_figure
from messages.workbench.checks.words import Profile

_TIME = re.compile(
    r"\b(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?m\b|\b(\d{1,2}):(\d\d)(?![\d:])", re.IGNORECASE
)
_PM = re.compile(r"\bp\.?m\b", re.IGNORECASE)
_TELEPHONE = re.compile(r"\+?\d(?:[ \u00a0\u202f()./-]{0,2}\d){6,}")
_DATE = re.compile(r"(?<![\d+])(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?!\d)")
_NOON = 12


class Time(NamedTuple):
    """A time of day as the English has it: the figures typed, and the hour from 0 to 23."""

    typed: str
    figures: tuple[str, ...]
    hour: int
    minute: str
    afternoon: bool


@lru_cache(maxsize=20_000)
def times(english: str) -> tuple[Time, ...]:
    """Return the times of day that an English text has typed: once for all languages."""
    return tuple(map(_time, _TIME.finditer(english))) if any(map(str.isdigit, english)) else ()


def _time(found: re.Match[str]) -> Time:
    hour, minute = found[1] or found[4], found[2] or found[5] or ""
    afternoon = (found[3] or "").lower() == "p"
    whole = int(hour) % _NOON + _NOON * afternoon if found[3] else int(hour)
    typed = tuple(map(plain_figure, FIGURE.findall(found[0])))
    return Time(found[0], typed, whole, minute or "00", afternoon)


def reversed_time(time: Time, said: Said) -> bool:
    """Say whether the hour and the minute of a time changed places."""
    hour, minute = (figure.lstrip("0") or "0" for figure in (str(time.hour), time.minute))
    if hour == minute or time.minute == "00":
        return False
    straight, turned = (
        re.search(rf"(?<!\d)0?{one}\D{{1,4}}0?{other}(?!\d)", said.bare)
        for one, other in ((hour, minute), (minute, hour))
    )
    return turned is not None and straight is None


def untimed(time: Time, ours: Sequence[str], said: Said) -> list[str] | None:
    """Return the figures of a translation without those of a time; nothing where it is another."""
    for written in _written(time, said):
        left = without(ours, written)
        if len(left) + len(written) == len(ours):
            return left
    return None


def without(figures: Sequence[str], some: Sequence[str]) -> list[str]:
    """Return figures without some of them, as far as they are there."""
    left = list(figures)
    for figure in some:
        if figure in left:
            left.remove(figure)
    return left


def _written(time: Time, said: Said) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which a time may be typed; eight in the evening is no eight alone."""
    hours = {time.hour}
    if not time.afternoon or _says_when(said):
        hours.add(time.hour % _NOON or _NOON)
    for hour, width in product(sorted(hours), (1, 2)):
        told = f"{hour:0{width}}"
        yield (told, time.minute)
        yield (f"{told}.{time.minute}",)
        if time.minute == "00":
            yield (told,)


def _says_when(said: Said) -> bool:
    """Say whether a text names a part of the day, or its language has none that we know."""
    return (
        said.has("daypart") or not _names_dayparts(said.known) or _PM.search(said.bare) is not None
    )


@lru_cache(maxsize=50)
def _names_dayparts(known: Profile) -> bool:
    glossary = known.glossary
    words = (*glossary.whole.values(), *glossary.begun.values())
    phrases = (meaning for some in glossary.phrases.values() for _, meaning in some)
    return any("daypart" in {block for block, _ in one} for one in words) or any(
        block == "daypart" for block, _ in phrases
    )


def telephones(text: str) -> list[str]:
    """Return the telephone numbers in a text, sorted, without what parts their digits."""
    return sorted(_digits(found[0]) for found in _TELEPHONE.finditer(text) if not _is_date(found))


def _is_date(found: re.Match[str]) -> bool:
    return _DATE.fullmatch(found[0]) is not None


def _digits(written: str) -> str:
    return "".join(plain_figure(char) for char in written if char.isdecimal())


def dates(text: str) -> list[tuple[int, int, int]]:
    """Return the dates that stand in figures alone, as they are written."""
    return [(int(one[1]), int(one[3]), int(one[4])) for one in _DATE.finditer(text)]


def turned(theirs: Said, ours: Said) -> bool:
    """Say whether the day and the month of a date changed places."""
    wanted, told = dates(theirs.bare), dates(ours.bare)
    if len(wanted) != len(told):
        return False
    return any(_exchanged(*pair) for pair in zip(wanted, told, strict=True))


def _exchanged(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Say so unless the same order stands here, the year comes first, or a month is over twelve."""
    same = other in (one, one[::-1]) or sorted(one) != sorted(other)
    return not same and max(one[:2]) <= 31 and one[1] <= _NOON  # noqa: PLR2004 -- days of a month


def bare_of_numbers(text: str) -> str:
    """Return a text without its telephones and its dates."""
    return _DATE.sub(" ", _TELEPHONE.sub(lambda one: one[0] if _is_date(one) else " ", text))
