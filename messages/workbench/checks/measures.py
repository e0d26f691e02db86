"""The figures of a text: the same ones, each beside the unit that it has in English.

Knows no unit itself: `locales/checks/` names them. Holds no word that a person reads.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from messages.workbench.checks import moments
from messages.workbench.checks.moments import Time
from messages.workbench.checks.said import FIGURE, TAG, Said, english, plain_figure
from messages.workbench.checks.subject import Form, Found

_BELOW_ZERO = re.compile(r"(?:^|(?<=[\s(]))[-\u2212–](?=\d)")
_BESIDE = re.compile(
    rf"({FIGURE.pattern}|\{{\w+\}})[ \u00a0\u202f-]?((?:°\s?)?[^\W\d_][^\s.,;:!?।{{}}<>()]*)?"
)
_LONG = re.compile(r"\d{5}|\d[ \u00a0()./-]{1,2}\d+[ \u00a0()./-]{1,2}\d")  # a telephone or a date
_UNITS = ("unit", "measure")
_DENSE = 2  # characters in which a Chinese unit begins behind its figure


def figures(form: Form) -> Iterator[Found]:
    """Yield that a typed number is another one, is gone, or is new."""
    theirs, ours = form.english.figures, form.said.figures
    if not theirs and not ours:
        return
    times = moments.times(form.english.bare)
    yield from _reversed(form, times)
    if theirs == ours and not any(time.afternoon for time in times) and "/" not in form.english.raw:
        return
    if moments.turned(form.english, form.said):
        yield Found("S02", _dates(form.english), _dates(form.said), sure=False)
    elif theirs != ours and _LONG.search(form.english.bare):
        theirs, ours = _numbered(form.english, form.said)
    yield from _timed(form, list(theirs), list(ours), times)


def _reversed(form: Form, times: Sequence[Time]) -> Iterator[Found]:
    """Yield a time whose hour and minute changed places: a quarter past ten at ten past three."""
    for time in times:
        if moments.reversed_time(time, form.said):
            yield Found("S02", time.typed, " ".join(form.said.figures), sure=False)


def _timed(
    form: Form, theirs: list[str], ours: list[str], times: Sequence[Time]
) -> Iterator[Found]:
    """Yield a time of day that is another one; then what differs beside the times."""
    same = theirs == ours  # eight in the evening, that now is any eight
    for time in (one for one in times if one.afternoon or not same):
        left = moments.untimed(time, ours, form.said)
        if left is None and set(time.figures) <= set(theirs):
            yield Found("S02", time.typed, " ".join(ours) or "–", sure=not same)
            return
        if left is not None:
            ours, theirs = left, moments.without(theirs, time.figures)
    yield from _differing(form, theirs, ours)


def _dates(said: Said) -> str:
    return " ".join("/".join(map(str, one)) for one in moments.dates(said.bare))


def _numbered(theirs: Said, ours: Said) -> tuple[list[str], list[str]]:
    """Return the figures of both; where they dial and date the same, without those."""
    dialled = moments.telephones(theirs.bare) == moments.telephones(ours.bare)
    dated = [sorted(map(sorted, moments.dates(one.bare))) for one in (theirs, ours)]
    if not dialled or dated[0] != dated[1]:
        return list(theirs.figures), list(ours.figures)
    left = [FIGURE.findall(moments.bare_of_numbers(one.bare)) for one in (theirs, ours)]
    return sorted(map(plain_figure, left[0])), sorted(map(plain_figure, left[1]))


def _differing(form: Form, theirs: list[str], ours: list[str]) -> Iterator[Found]:
    """Yield the figures that stand on one side alone; a small one may be a word."""
    for same in [one for one in theirs if one in ours]:
        if same in ours and same in theirs:
            theirs.remove(same)
            ours.remove(same)
    if not form.message.critical:
        theirs = [one for one in theirs if one not in _NUMBERS or not _spelled(form.said, one)]
        ours = [one for one in ours if one not in _NUMBERS or not _spelled(form.english, one)]
    ours = [one for one in ours if not _names_month(form, one)]
    if theirs or ours:
        yield Found("S02", " ".join(theirs) or "–", " ".join(ours) or "–")


def days(form: Form) -> Iterator[Found]:
    """Yield that two dates exchanged their days: the third of March and the fifth of May."""
    if not form.english.figures or form.said.known.dense:
        return
    wanted = _english_days(form.english)
    if len(wanted) > 1:
        told = _days(form.said)
        if wanted != told and wanted.keys() == told.keys() and _same_days(wanted, told):
            month = next(one for one in wanted if wanted[one] != told[one])
            yield Found("S03", f"{wanted[month]} {month}", f"{told[month]} {month}", sure=False)


@lru_cache(maxsize=20_000)
def _english_days(theirs: Said) -> dict[str, str]:
    return _days(theirs)


def _same_days(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return sorted(one.values()) == sorted(other.values())


def _days(said: Said) -> dict[str, str]:
    """Return for each month that a text names the figure beside it: the one before it first."""
    found: dict[str, str] = {}
    if "month" not in said.blocks or not said.figures:
        return found
    words = said.words
    for place, word in enumerate(words):
        for month in (one for name, one in said.known.meanings(word) if name == "month"):
            near = (*reversed(words[max(0, place - 2) : place]), *words[place + 1 : place + 2])
            day = next((plain_figure(one) for one in near if one.isdecimal()), "")
            if day:
                found[month] = day
    return found


def below_zero(form: Form) -> Iterator[Found]:
    """Yield that a number lost its minus, or got one."""
    if not form.said.figures and not form.english.figures:
        return
    theirs, ours = (_BELOW_ZERO.findall(one.bare) for one in (form.english, form.said))
    if len(theirs) != len(ours):
        yield Found("S02", "–1" if theirs else "1", "–1" if ours else "1")


def _names_month(form: Form, figure: str) -> bool:
    """Say whether a figure stands for a month that the English names, as in Chinese."""
    month = ("month", _MONTHS.get(figure, ""))
    return month in form.english.meanings and f"{figure}月" in form.said.bare


_MONTHS = {
    "1": "jan", "2": "feb", "3": "mar", "4": "apr", "5": "may", "6": "jun", "7": "jul",
    "8": "aug", "9": "sep", "10": "oct", "11": "nov", "12": "dec",
}  # fmt: skip
_NUMBERS = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", "10": "ten",
}  # fmt: skip


def _spelled(said: Said, figure: str) -> bool:
    return figure == "1" or ("number", _NUMBERS[figure]) in said.meanings or not said.known.known


def paired(form: Form) -> Iterator[Found]:
    """Yield a figure or a value that stands beside another unit than in English."""
    if not form.english.figures and not form.english.fields:
        return
    theirs = _english_pairs(form.english.raw)
    if not any(theirs.values()):
        return
    ours = _pairs(form.said)
    for figure, units in ours.items():
        wanted = theirs.get(figure, set())
        if wanted and units and not wanted & units:
            yield Found("S03", f"{figure} {min(wanted)[1]}", f"{figure} {min(units)[1]}")
            return
        owner = next((one for one in theirs if theirs[one] & units and not ours.get(one)), "")
        if owner and not wanted and figure in theirs:
            yield Found("B06" if figure.startswith("{") else "S03", owner, figure)
            return


@lru_cache(maxsize=20_000)
def _english_pairs(raw: str) -> Mapping[str, set[tuple[str, str]]]:
    return _pairs(english(raw))


def _pairs(said: Said) -> dict[str, set[tuple[str, str]]]:
    """Return the units that stand right behind each figure or value."""
    found: dict[str, set[tuple[str, str]]] = {}
    for figure, word in _BESIDE.findall(TAG.sub("", said.raw)):
        known = said.known
        told = word[:_DENSE] if known.script == "Han" else word
        units = {meaning for meaning in known.meanings(told) if meaning[0] in _UNITS}
        name = figure if figure.startswith("{") else plain_figure(figure)
        found.setdefault(name, set()).update(units)
    return found
