"""A record as places on a chart: temperatures by time, a lane for each sign, and what marks mean.

Places run from 0 to 1, from the left and from below. Time runs to the right in every language.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil, floor

from babel.dates import format_skeleton
from babel.numbers import format_decimal

from care.record import Day, Record, Temperature
from care.severity import Severity
from messages.texts import patient_record as says
from messages.texts.patient_signs import SIGNS
from messages.values import in_fahrenheit
from messages.voice import Voice

LANES = 8  # signs that have a lane of their own; the others are counted
LOWEST, HIGHEST = 36, 39  # degrees Celsius that are always on the axis
HEADROOM = 0.7  # degrees above the highest, for its label
APART = 0.11  # labels nearer to each other than this would overlap
TICKS = ((7, 1), (30, 5), (90, 15))  # up to so many days, a date at every so many
FAHRENHEIT_STEP = 2

Drawn = dict[str, object]


def chart(record: Record, voice: Voice) -> Drawn:
    """Return everything that is drawn of a record, with its words for the reader."""
    low, high = _range(record.temperatures)
    return {
        "rtl": voice.rtl,
        "levels": [
            {"y": _share(celsius, low, high), "label": label}
            for celsius, label in _levels(low, high, voice)
        ],
        "ticks": [
            {"x": n / record.length, "label": _tick(record.first + timedelta(days=n), voice)}
            for n in range(0, record.length, _step(record.length))
        ],
        "fever": _share(record.fever, low, high),
        "points": _points(record, low, high, voice),
        "infusions": [_middle(record, day) for day in record.infusions],
        "lanes": [_lane(record, code, voice) for code in codes(record.days)[:LANES]],
        "legend": list(_legend(record, voice)),
    }


def codes(days: Iterable[Day]) -> list[str]:
    """Return each sign that was there when it was reported, the gravest and most frequent first."""
    marks = [mark for day in days for mark in day.marks if not mark.past]
    weights = {mark.code: (mark.severity.rank, 0) for mark in marks}
    for mark in marks:
        rank, times = weights[mark.code]
        weights[mark.code] = (rank, times + 1)
    return sorted(weights, key=lambda code: (*weights[code], code), reverse=True)


def degrees(celsius: float, voice: Voice) -> str:
    """Return a temperature in the reader's own unit, without naming it."""
    value = celsius * 9 / 5 + 32 if in_fahrenheit(voice) else celsius
    return format_decimal(value, format="0.0", locale=voice.locale)


def _range(temperatures: Sequence[Temperature]) -> tuple[float, float]:
    values = [one.celsius for one in temperatures]
    return floor(min([LOWEST, *values])), ceil(max([HIGHEST, *values])) + HEADROOM


def _share(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low)


def _levels(low: float, high: float, voice: Voice) -> Iterator[tuple[float, str]]:
    """Yield the lines across: whole degrees of the reader's unit."""
    if not in_fahrenheit(voice):
        for celsius in range(int(low), int(high) + 1):
            yield celsius, f"{format_decimal(celsius, locale=voice.locale)}\N{NO-BREAK SPACE}°C"
        return
    for fahrenheit in range(ceil(low * 9 / 5 + 32), floor(high * 9 / 5 + 32) + 1, FAHRENHEIT_STEP):
        said = format_decimal(fahrenheit, locale=voice.locale)
        yield (fahrenheit - 32) * 5 / 9, f"{said}\N{NO-BREAK SPACE}°F"


def _step(length: int) -> int:
    return next((step for most, step in TICKS if length <= most), TICKS[-1][1])


def _tick(day: date, voice: Voice) -> str:
    return format_skeleton("MMMd", day, locale=voice.locale)


def _middle(record: Record, day: date) -> float:
    return ((day - record.first).days + 0.5) / record.length


def _points(record: Record, low: float, high: float, voice: Voice) -> list[Drawn]:
    """Return a dot for each reading; the highest have their value beside them, if there is room."""
    places = [_place(record, one.wall) for one in record.temperatures]
    labelled = _labelled([one.celsius for one in record.temperatures], places)
    return [
        {
            "x": place,
            "y": _share(one.celsius, low, high),
            "fever": one.celsius >= record.fever,
            "label": degrees(one.celsius, voice) if n in labelled else "",
        }
        for n, (one, place) in enumerate(zip(record.temperatures, places, strict=True))
    ]


def _place(record: Record, wall: datetime) -> float:
    since = wall - datetime.combine(record.first, datetime.min.time())
    return since / timedelta(days=record.length)


def _labelled(values: Sequence[float], places: Sequence[float]) -> set[int]:
    chosen: list[int] = []
    for n in sorted(range(len(values)), key=lambda n: values[n], reverse=True):
        row = sorted([places[n], *(places[other] for other in chosen)])
        if all(right - left >= APART for left, right in pairwise(row)):
            chosen.append(n)
    return set(chosen)


def _lane(record: Record, code: str, voice: Voice) -> Drawn:
    marks = [
        {"x": _middle(record, day.day), "shape": mark.severity}
        for day in record.days
        for mark in day.marks
        if mark.code == code and not mark.past
    ]
    return {"label": voice.label(SIGNS[code]), "marks": marks}


def _legend(record: Record, voice: Voice) -> Iterator[Drawn]:
    """Yield what each shape that is there means."""
    fever = voice.label(says.FEVER_FROM, temperature=record.fever)
    yield {"shape": "fever_line", "label": fever}
    if record.infusions:
        yield {"shape": "infusion", "label": voice.label(says.INFUSION)}
    there = {mark.severity for day in record.days for mark in day.marks if not mark.past}
    for severity in sorted(Severity, key=lambda one: one.rank, reverse=True):
        if severity in there:
            yield {"shape": severity, "label": voice.label(says.USUAL_ADVICE[severity])}
