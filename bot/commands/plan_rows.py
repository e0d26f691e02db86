"""Dates in a table file, as spreadsheets write them: read, and each bad row told apart.

Knows no patient and no database: `scheduler/planning_import.py` looks those up.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from care.appointments import AppointmentKind
from care.calendar import UnknownZone, instant, local, zone_named
from care.plan_errors import YEARS
from scheduler.planning_import import BadRow, ImportRow

Read = TypeVar("Read")
NEEDED = ("patient", "kind", "local")
COLUMNS = (*NEEDED, "zone", "place", "tests", "course", "gates")
HEADER = ",".join(COLUMNS)
BETWEEN_TESTS = re.compile(r"[\s,;+/|]+")
PSEUDONYM = re.compile(r"[Pp]-?0*([0-9]{1,9})|([0-9]{1,9})")
LONGEST_COURSE = 999
MOST_ROWS = 2000  # entered in one go, while nobody else can write


class NoTable(ValueError):
    """The file as a whole cannot be read. The text is one sentence that says what to do."""


@dataclass(slots=True)
class Table:
    """The rows that can be read and, by their lines, those that cannot."""

    rows: list[ImportRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


def read_table(content: bytes) -> Table:
    """Return what a file holds. Raises NoTable when it has no header or is no text."""
    lines = _lines(content)
    if not lines or not lines[0].strip():
        raise NoTable(f"The first line must name the columns: {HEADER}.")
    between = ";" if lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.reader(lines, delimiter=between, strict=True)
    columns = _columns(next(reader))
    table = Table()
    try:
        for cells in reader:
            _take(table, reader.line_num, columns, cells)
    except csv.Error as error:
        raise NoTable(
            f"Line {reader.line_num} cannot be read: {error}; check its quotes."
        ) from error
    if (count := len(table.rows) + len(table.bad)) > MOST_ROWS:
        raise NoTable(f"{count} dates are too many at once; split them, {MOST_ROWS} in a file.")
    return table


def _lines(content: bytes) -> list[str]:
    try:
        return content.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NoTable(f"Line {line} is not text in UTF-8; save the file as CSV UTF-8.") from error


def _columns(cells: list[str]) -> list[str]:
    found = [cell.strip().lower() for cell in cells]
    for name in found:
        if name not in COLUMNS:
            raise NoTable(f"Line 1: {name!r} is no column; the header can be {HEADER}.")
        if found.count(name) > 1:
            raise NoTable(f"Line 1: the column {name!r} is there twice; leave one out.")
    for name in NEEDED:
        if name not in found:
            raise NoTable(f"Line 1: the column {name!r} is missing; the header can be {HEADER}.")
    return found


def _take(table: Table, line: int, columns: list[str], cells: list[str]) -> None:
    """Add a row, or what is wrong with it; an empty line is neither."""
    if not any(cell.strip() for cell in cells):
        return
    try:
        table.rows.append(_row(line, _named(line, columns, cells)))
    except BadRow as bad:
        table.bad.append(bad)


def _named(line: int, columns: list[str], cells: list[str]) -> Mapping[str, str]:
    if len(cells) != len(columns):
        text = (
            f"{len(cells)} cells where the header names {len(columns)}; "
            "put quotes around a text that holds the separator."
        )
        raise BadRow(line, "", text)
    return {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}


def _row(line: int, said: Mapping[str, str]) -> ImportRow:
    def cell(column: str, make: Callable[[str], Read]) -> Read:
        try:
            return make(said.get(column, ""))
        except ValueError as error:
            raise BadRow(line, column, str(error)) from error

    wall = cell("local", _wall)
    zone = cell("zone", _zone)
    if zone is not None and not _shown_by(wall, zone):
        text = f"{said['local']!r} does not exist in {zone}: clocks go forward; take another time."
        raise BadRow(line, "local", text)
    return ImportRow(
        line,
        cell("patient", _patient),
        cell("kind", _kind),
        wall,
        zone,
        said.get("place") or None,
        tuple(_tests(said.get("tests", ""))),
        cell("course", _course),
        cell("gates", lambda text: _wall(text) if text else None),
    )


def _patient(said: str) -> int:
    match = PSEUDONYM.fullmatch(said)
    if match is None:
        raise ValueError(f"{said!r} is no patient; write P-0007.")
    return int(match[1] or match[2])


def _kind(said: str) -> AppointmentKind:
    plain = said.lower().replace(" ", "_").replace("-", "_")
    if plain not in list(AppointmentKind):
        raise ValueError(f"{said!r} is no kind of date; write {' or '.join(AppointmentKind)}.")
    return AppointmentKind(plain)


def _wall(said: str) -> datetime:
    try:
        wall = datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(f"{said!r} is no date and time; write 2026-12-01T09:30.") from None
    if ":" not in said:
        raise ValueError(f"{said!r} has no time; write 2026-12-01T09:30.")
    if wall.tzinfo is not None:
        text = f"{said!r} has a zone; write the clinic's own time and name the zone in its column."
        raise ValueError(text)
    if wall.year not in YEARS:
        raise ValueError(f"{said!r}: check the year.")
    return wall


def _zone(said: str) -> str | None:
    try:
        return zone_named(said).key if said else None
    except UnknownZone as error:
        raise ValueError(str(error)) from error


def _shown_by(wall: datetime, zone: str) -> bool:
    place = zone_named(zone)
    at = instant(wall.date(), wall.time(), place)
    return local(at, place).replace(tzinfo=None) == wall


def _tests(said: str) -> Iterator[str]:
    yield from (test.lower() for test in BETWEEN_TESTS.split(said) if test)


def _course(said: str) -> int | None:
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and 1 <= int(said) <= LONGEST_COURSE):
        raise ValueError(f"{said!r} is no course; write 1, 2, 3 and so on, or leave it empty.")
    return int(said)
