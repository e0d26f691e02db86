"""The figures of a text: the same ones, each beside the unit that it has in English.

Knows no unit itself: `locales/checks/` names them. Holds no word that a person reads.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from messages.workbench.checks.said import FIGURE, TAG, Said, english, plain_figure
from messages.workbench.checks.subject import Form, Found

_BELOW_ZERO = re.compile(r"(?:^|(?<=[\s(]))[-\u2212–](?=\d)")
_BESIDE = re.compile(
    rf"({FIGURE.pattern}|\{{\w+\}})[ \u00a0\u202f-]?((?:°\s?)?[^\W\d_][^\s.,;:!?।{{}}<>()]*)?"
)
_UNITS = ("unit", "measure")
_DENSE = 2  # characters in which a Chinese unit begins behind its figure


def figures(form: Form) -> Iterator[Found]:
    """Yield that a typed number is another one, is gone, or is new."""
    theirs, ours = list(form.english.figures), list(form.said.figures)
    if theirs == ours:
        return
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
