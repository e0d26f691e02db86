"""Sheets and catalogs as files: a sheet is written and read by its ending, catalogs all or none.

Holds no rule about what a sheet may change.
"""

import csv
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from messages.workbench import exchange_cells as cells
from messages.workbench import exchange_csv
from messages.workbench.checks.inspection import Finding, inspect
from messages.workbench.checks.reader import Entry
from messages.workbench.exchange import GUARDED, VERSION, Table
from messages.workbench.exchange_cells import Odd
from messages.workbench.exchange_import import Cell, NotASheet, Received
from messages.workbench.files import parsed
from messages.workbench.po_edit import edited, live, sound_file
from messages.workbench.templates import DOMAINS

ENDINGS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The catalogs of a language as they are now: each message, its file, and its remarks."""

    entries: Mapping[str, Entry]
    paths: Mapping[str, Path]
    remarks: Mapping[str, str]


def in_bytes(table: Table, ending: str) -> bytes:
    """Return a table as the bytes of a file with that ending. Raises TooLong, for a workbook."""
    if ending == ".csv":
        return exchange_csv.in_bytes(table)
    from messages.workbench import exchange_xlsx  # noqa: PLC0415 -- no service loads it

    return exchange_xlsx.in_bytes(table)


def read_sheet(path: Path) -> Sequence[Sequence[Cell]]:
    """Return the rows of a sheet, the heads first. Raises NotASheet, OSError."""
    raw = path.read_bytes()
    rows = _of_csv(raw) if path.suffix.lower() == ".csv" else _of_workbook(raw)
    if not rows:
        raise NotASheet("It is empty.")
    guarded = GUARDED in rows[0]  # and stays so when a program saves it as another kind of file
    heads = [VERSION if head == GUARDED else head for head in rows[0]]
    return [heads, *([_meant(cell, guarded=guarded) for cell in row] for row in rows[1:])]


def _meant(cell: Cell, *, guarded: bool) -> Cell:
    if isinstance(cell, Odd):
        return cell
    return cells.cut(cell) or cells.read(cells.unguarded(cell) if guarded else cell)


def _of_csv(raw: bytes) -> Sequence[Sequence[Cell]]:
    try:
        return exchange_csv.rows(raw)
    except UnicodeDecodeError as error:
        raise NotASheet("It is not UTF-8: save it as “CSV UTF-8”, or as a workbook.") from error
    except csv.Error as error:
        raise NotASheet("It cannot be read as CSV.") from error


def _of_workbook(raw: bytes) -> Sequence[Sequence[Cell]]:
    from messages.workbench import exchange_xlsx  # noqa: PLC0415 -- no service loads it

    try:
        return exchange_xlsx.rows(raw)
    except exchange_xlsx.UNREADABLE as error:
        raise NotASheet("It cannot be read as an Excel workbook (.xlsx).") from error


def shelf(root: Path, language: str) -> Shelf:
    """Return the catalogs of a language. Raises OSError, and Unreadable where one is broken."""
    entries: dict[str, Entry] = {}
    paths: dict[str, Path] = {}
    remarks: dict[str, str] = {}
    for domain in DOMAINS:
        path = root / language / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            raw = path.read_bytes()
            found = {entry.key: entry for entry in live(sound_file(raw, path.name))}
            entries |= found
            paths |= dict.fromkeys(found, path)
            remarks |= {str(m.context): "\n".join(m.user_comments) for m in parsed(raw) if m.id}
    return Shelf(entries, paths, remarks)


@contextmanager
def staged(there: Shelf, found: Received) -> Iterator["Stage"]:
    """Write what a sheet brings beside the catalogs, where nobody reads it, and take it away again.

    Only `Stage.commit` puts it in their place. Raises OSError.
    """
    changed = sorted({there.paths[id] for id in found.changed})
    stage = Stage({path: path.with_name(f"{path.stem}.new.po") for path in changed}, found)
    try:
        for path, new in stage.files.items():
            _write(new, edited(path.read_bytes(), found.words, found.settled), path)
        yield stage
    finally:
        for new in stage.files.values():
            new.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Stage:
    """New catalogs beside the old ones."""

    files: Mapping[Path, Path]
    found: Received

    def findings(self) -> list[Finding]:
        """Return what the checks say of the messages that the sheet changes."""
        return [
            replace(one, file=str(path))
            for path, new in self.files.items()
            for one in inspect(new)
            if one.id in self.found.changed
        ]

    def commit(self) -> list[Path]:
        """Put the new catalogs in the place of the old ones, and return them. Raises OSError."""
        for path, new in self.files.items():
            os.replace(new, path)  # noqa: PTH105 -- one step, and no reader sees half a file
        return list(self.files)


def _write(new: Path, raw: bytes, old: Path) -> None:
    with new.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(old, new)
