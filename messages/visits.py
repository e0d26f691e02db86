"""Appointments as values of a message: what, when, where, and how they stand, one thing a line.

Says nothing by itself: kinds, tests and standings are declared messages, named here by their ids.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, format_skeleton

from care.delivery import Value
from messages.declare import TEXTS, Reader, Var
from messages.markup import clip, visible
from messages.values import NAME_UNITS, Moment

TEST = "patient.test."
SHORT_DAY = "MMMEd"  # weekday, day and month, in the order each language has them
_MOMENT = Moment("2026-12-01T09:30[Europe/Istanbul]")
WRITTEN = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@dataclass(frozen=True, slots=True)
class Visit:
    """One appointment: message ids of its kind and standing; `at` is `2026-12-01T09:30[zone]`.

    `day` is the date that the standing speaks of, if it speaks of one.
    """

    kind: str
    at: str
    place: str = ""
    tests: Sequence[str] = ()
    standing: str = ""
    day: str = ""

    def written(self) -> str:
        """Return it as one string, as an outbox row keeps it."""
        document = {
            "kind": self.kind,
            "at": self.at,
            "place": self.place,
            "tests": tuple(self.tests),
            "standing": self.standing,
            "day": self.day,
        }
        return WRITTEN(document)


@dataclass(frozen=True, slots=True)
class ShortDay(Var):
    """A day as it fits on a button: weekday, day and month."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write the day. Raises ValueError when it is no date."""
        day = date.fromisoformat(str(value))
        return format_skeleton(SHORT_DAY, day, locale=reader.locale)


@dataclass(frozen=True, slots=True)
class BareDay(Var):
    """A day in words where there is no room for its weekday: "1 December 2026"."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write the day. Raises ValueError when it is no date."""
        return format_date(date.fromisoformat(str(value)), "long", locale=reader.locale)


@dataclass(frozen=True, slots=True)
class Visits(Var):
    """Appointments, numbered when there are several, with an empty line between."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write them in the order given. Raises ValueError, TypeError or KeyError."""
        written = value if isinstance(value, list) else [str(value)]
        blocks = [_lines(Visit(**json.loads(one)), reader) for one in written]
        if len(blocks) > 1:
            blocks = [f"{n}. {block}" for n, block in enumerate(blocks, 1)]
        return "\n\n".join(blocks) or self.absent(reader)


def _lines(visit: Visit, reader: Reader) -> str:
    lines = [
        reader.term(visit.kind),
        _MOMENT.show(visit.at, reader),
        clip(visible(visit.place, lines=False), NAME_UNITS),
        ", ".join(_test(code, reader) for code in visit.tests),
        _standing(visit, reader),
    ]
    return "\n".join(line for line in lines if line)


def _standing(visit: Visit, reader: Reader) -> str:
    if not visit.standing:
        return ""
    if visit.day and visit.standing in TEXTS:
        return reader.label(TEXTS[visit.standing], day=visit.day)
    return reader.term(visit.standing)


def _test(code: str, reader: Reader) -> str:
    """Write a blood test in plain words; one we have no words for as the team wrote it."""
    id = TEST + code.strip().lower().replace("-", "_").replace(" ", "_")
    return reader.term(id) if id in TEXTS else clip(visible(code, lines=False), NAME_UNITS)
