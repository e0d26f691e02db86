"""The file that `companion plan check` reads: what it may hold, and one line for what it may not.

Reads text and makes values. Judges no plan, and opens nothing.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any, TypeVar

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.calendar import zone_named
from care.cover_notation import Window, parse
from care.emergency_numbers import country_code
from care.plan_errors import YEARS
from care.plan_warnings import History, Unit
from care.plans import in_courses
from care.regimens import Induction, Regimen, regimen_named

Choice = TypeVar("Choice", bound=StrEnum)
Read = TypeVar("Read")
LONGEST_COURSE = 1000  # a number beyond this is no course but a slip


class Unreadable(ValueError):
    """No plan at all is in this text. The message is one sentence that says where and why."""


class Wrong(ValueError):
    """One field cannot be read; `where` is its path in the file."""

    def __init__(self, where: str, text: str) -> None:
        super().__init__(f"{where}: {text}")
        self.where = where


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A patient's plan as somebody wrote it down."""

    regimen: Regimen
    unit: Unit
    history: History
    appointments: tuple[Dated, ...]


def read_plan(text: str) -> PlanFile:
    """Return the plan in a JSON text.

    Raises Unreadable where it is no JSON object, and Wrong for the first field that cannot be.
    """
    document = _document(text)
    zone = _made(document, "zone", zone_named)
    unit = Unit(_maybe(document, "country", country_code), _maybe(document, "unit_hours", _hours))
    history = History(
        _maybe(document, "last_infusion", _day),
        _maybe(document, "last_induction", _day),
        _maybe(document, "induction", lambda said: _choice(Induction, said)),
    )
    regimen = _made(document, "regimen", regimen_named)
    return PlanFile(regimen, unit, history, _appointments(document, zone))


def _document(text: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"This is not JSON, {where}: {error.msg}.") from error
    except RecursionError as error:
        raise Unreadable("This is not a plan: it is nested too deeply.") from error
    if not isinstance(document, dict):
        raise Unreadable('This is not a plan: it must be one object, {"regimen": …}.')
    return document


def _appointments(document: Mapping[str, Any], zone: tzinfo) -> tuple[Dated, ...]:
    entries = document.get("appointments")
    if not isinstance(entries, list):
        raise Wrong("appointments", "a list of appointments is needed here.")
    read = [_appointment(entry, f"appointments[{at}]", zone) for at, entry in enumerate(entries)]
    courses = {one.ref: course for one, course in read if course}
    infusions = [one for one, _ in read if one.kind is AppointmentKind.INFUSION]
    tests = [one for one, _ in read if one.kind is not AppointmentKind.INFUSION]
    return (*in_courses(infusions, courses), *tests)


def _appointment(entry: Any, where: str, zone: tzinfo) -> tuple[Dated, int | None]:
    if not isinstance(entry, dict):
        raise Wrong(where, "an object is needed here.")
    prefix = f"{where}."
    one = Dated(
        ref=_made(entry, "ref", _name, prefix),
        kind=_made(entry, "kind", lambda said: _choice(AppointmentKind, said), prefix),
        wall=_made(entry, "local", _wall, prefix),
        zone=zone,
        gates=_maybe(entry, "gates", _name, prefix),
        status=_maybe(entry, "status", _status, prefix) or AppointmentStatus.PLANNED,
    )
    return one, _course(entry.get("course"), f"{prefix}course")


def _made(
    entry: Mapping[str, Any], key: str, make: Callable[[str], Read], prefix: str = ""
) -> Read:
    """Return the value of a field that must be there."""
    said = entry.get(key)
    if not isinstance(said, str):
        raise Wrong(prefix + key, "a text is needed here.")
    try:
        return make(said)
    except ValueError as error:
        raise Wrong(prefix + key, str(error)) from error


def _maybe(
    entry: Mapping[str, Any], key: str, make: Callable[[str], Read], prefix: str = ""
) -> Read | None:
    return None if entry.get(key) is None else _made(entry, key, make, prefix)


def _name(said: str) -> str:
    if not said.strip():
        raise ValueError("a name is needed here, as i1.")
    return said


def _choice(kind: type[Choice], said: str) -> Choice:
    if said not in list(kind):
        raise ValueError(f"{said!r} is none of: {', '.join(kind)}.")
    return kind(said)


def _status(said: str) -> AppointmentStatus:
    status = _choice(AppointmentStatus, said)
    if status is AppointmentStatus.CANCELLED:
        raise ValueError("a cancelled appointment is no part of a plan; leave it out.")
    return status


def _course(said: Any, where: str) -> int | None:
    if said is None:
        return None
    if type(said) is not int or not 1 <= said <= LONGEST_COURSE:
        raise Wrong(where, f"{said!r} is no course; write 1, 2, 3 and so on.")
    return said


def _hours(said: str) -> tuple[Window, ...]:
    return parse(said)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ValueError(f"{said!r} is no date; write 2026-12-01.") from None


def _wall(said: str) -> datetime:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(f"{said!r} is no date and time; write 2026-12-01T09:30.") from None
    if found.year not in YEARS:
        raise ValueError(f"{said!r}: check the year.")
    if ":" not in said:
        raise ValueError(f"{said!r} has no time; write 2026-12-01T09:30.")
    if found.tzinfo is not None:
        raise ValueError(f"{said!r} has a zone; write the clinic's own time: 2026-12-01T09:30.")
    return found
