"""A table as an Excel workbook and back: every cell is text, and only what may change is open.

Holds no rule about translations. Loads what reads workbooks, which no service needs.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from types import MappingProxyType
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from messages.languages import is_rtl
from messages.workbench import exchange_cells as cells
from messages.workbench.exchange import (
    BEFORE,
    DONE,
    ENGLISH,
    FINDINGS,
    FUZZY,
    ID,
    LEVEL,
    LIMIT,
    NOTE,
    ONE,
    STATE,
    TRANSLATION,
    VERSION,
    WHERE,
    Table,
    head,
)
from messages.workbench.exchange_cells import Odd

UNREADABLE = (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, TypeError)
WIDTHS: Mapping[str, int] = MappingProxyType(  # in letters
    {ID: 28, LEVEL: 9, WHERE: 40, ENGLISH: 60, ONE: 30, BEFORE: 40, NOTE: 30, LIMIT: 6}
    | {STATE: 12, FINDINGS: 50, VERSION: 24}
)
_OF_TRANSLATION, _OF_FORM = 60, 30
_LINE, _HIGHEST = 15.0, 409.0  # in points; Excel has no higher row
_TEXT = "@"  # the format in which a spreadsheet leaves what is typed as it is
_HEAD = PatternFill("solid", start_color="FFD9E2EC")
_CLOSED = PatternFill("solid", start_color="FFF2F2F2")
_UNDERLINED = Border(bottom=Side("thin", color="FFCBD2D9"))
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 1, 2


def in_bytes(table: Table) -> bytes:
    """Return a table as the bytes of a workbook. Raises cells.TooLong."""
    book = Workbook()
    sheet = book.active
    sheet.title = table.language
    sheet.sheet_view.rightToLeft = is_rtl(table.language)
    _heads(sheet, table)
    for number, row in enumerate(table.rows, 2):
        for place, name in enumerate(table.columns, 1):
            _fill(sheet.cell(number, place), name, row, table.language)
        sheet.row_dimensions[number].height = _height(table, row)
    _protect(sheet, table)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _heads(sheet: Any, table: Table) -> None:
    for place, name in enumerate(table.columns, 1):
        cell = sheet.cell(1, place)
        cell.value, cell.font, cell.fill = head(table.language, name), Font(bold=True), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _width(name)
        unused = name in {BEFORE, FINDINGS} and not any(row.get(name) for row in table.rows)
        sheet.column_dimensions[letter].hidden = unused or name == VERSION
    sheet.row_dimensions[1].height = 2 * _LINE
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"


def _width(name: str) -> int:
    return WIDTHS.get(name, _OF_FORM if "[" in name else _OF_TRANSLATION)


def _height(table: Table, row: Mapping[str, str]) -> float:
    """Return how high a row must be to show all of its lines: programs do not find out."""
    lines = (
        sum(-(-max(len(line), 1) // _width(name)) for line in row.get(name, "").split("\n"))
        for name in table.columns
    )
    return min(_LINE * max(lines), _HIGHEST)


def _fill(cell: Any, name: str, row: Mapping[str, str], language: str) -> None:
    text = cells.spelled(row.get(name, ""))
    if cells.units(text) >= cells.LONGEST:
        raise cells.TooLong(row[ID])
    if text:
        cell.value = text
        cell.data_type = "s"  # "=1" and "#N/A" too
        cell.quotePrefix = cells.risky(text) or text.startswith("'")
    own = name.startswith(TRANSLATION)
    may_change = name in row and (own or name in {NOTE, STATE})
    cell.number_format, cell.border = _TEXT, _UNDERLINED
    cell.protection = Protection(locked=not may_change)
    right = (own or name == FINDINGS) and is_rtl(language)
    cell.alignment = Alignment(
        wrap_text=True,
        vertical="top",
        horizontal="right" if right else "left",
        readingOrder=_RIGHT_TO_LEFT if right else _LEFT_TO_RIGHT,
    )
    if not may_change:
        cell.fill = _CLOSED


def _protect(sheet: Any, table: Table) -> None:
    """Lock all but the open cells, without a password: whoever must change more can."""
    allowed = sheet.protection
    allowed.sheet = True
    allowed.formatCells = allowed.formatColumns = allowed.formatRows = allowed.autoFilter = False
    state = get_column_letter(table.columns.index(STATE) + 1)
    choice = DataValidation(type="list", formula1=f'"{FUZZY},{DONE}"', allow_blank=True)
    sheet.add_data_validation(choice)
    for number, row in enumerate(table.rows, 2):
        if row[STATE] == FUZZY:
            choice.add(f"{state}{number}")


def rows(raw: bytes) -> list[Sequence[str | Odd]]:
    """Return the cells of the first sheet as they are, the heads first. Raises UNREADABLE."""
    book = load_workbook(BytesIO(raw), read_only=False, data_only=False)
    return [list(map(_read, row)) for row in _filled(book.worksheets[0])]


def _filled(sheet: Any) -> Iterator[Sequence[Any]]:
    yield from sheet.iter_rows()


def _read(cell: Any) -> str | Odd:
    if cell.value is None:
        return ""
    if cell.data_type in {"f", "e"} or not isinstance(cell.value, str):
        return Odd(_KINDS.get(cell.data_type, "no text"))
    return cell.value


_KINDS = {"n": "a number", "d": "a date", "b": "true or false", "f": "a formula", "e": "an error"}
