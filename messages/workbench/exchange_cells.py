"""One text in one cell of a spreadsheet and back: what a spreadsheet would spoil is spelled out.

A formula stays words, a hidden mark is seen, a number keeps its zeros. Holds no sheet and no
translation.
"""

import re
from dataclasses import dataclass

LONGEST = 32_767  # UTF-16 units; Excel cuts what is longer, and says nothing

# Marks that nobody sees, or that a file of sheets cannot hold. A line break stays one.
_HIDDEN = re.compile(
    "\\\\|[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\uffff]|x(?=[0-9A-Fa-f]{4}_)"
)
_SPELLED = re.compile(r"\\(\\|n|r|t|x[0-9a-f]{2}|u[0-9a-f]{4})")
_LETTERS = {"\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
_BACK = {"\\": "\\\\", "\r": "\\r", "\t": "\\t"}
_BEGINS = tuple("=+-@＝＋－＠#")
_TRUTHS = frozenset(
    {"true", "false", "doğru", "yanlış", "wahr", "falsch", "vrai", "faux", "verdadero", "falso"}
    | {"verdadeiro", "истина", "ложь", "सही", "गलत"}
)
_NUMBERLIKE = 25  # letters; no number, date or time is longer
_ERROR = re.compile(r"#\S+[!?]|#N/A|Err:\d+")


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that holds no words any more: a number, a date, a formula or an error, by its name."""

    kind: str


class TooLong(Exception):
    """A text that no cell of a workbook holds. Its text is the id of the message."""


def spelled(text: str) -> str:
    """Return a text as a cell shows it: hidden marks and backslashes by name, the rest as it is."""
    return _HIDDEN.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    mark = match[0]
    return _BACK.get(mark) or (f"\\x{ord(mark):02x}" if mark < "\xff" else f"\\u{ord(mark):04x}")


def read(cell: str) -> str:
    """Return the text that a cell means. What is no name of a mark stays as it was typed."""
    cell = cell.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return _SPELLED.sub(lambda match: _mark(match[1]), cell)


def _mark(name: str) -> str:
    return _LETTERS.get(name) or chr(int(name[1:], 16))


def risky(cell: str) -> bool:
    """Say whether a spreadsheet may take words for a formula, a number, a date or a truth."""
    if cell.startswith("'"):
        return False
    start = cell.lstrip()
    if start.startswith(_BEGINS) or cell.strip().casefold() in _TRUTHS:
        return True
    return len(cell) <= _NUMBERLIKE and any(letter.isdigit() for letter in cell)


def guarded(cell: str) -> str:
    """Return a cell for a file without types: an apostrophe stands before what is risky."""
    return f"'{cell}" if _needs_guard(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell without our apostrophe; one that belongs to the words stays."""
    return cell[1:] if cell.startswith("'") and _needs_guard(cell[1:]) else cell


def _needs_guard(cell: str) -> bool:
    return risky(cell.lstrip("'"))


def error(cell: str) -> Odd | None:
    """Return that a spreadsheet has put an error in the place of words, where it has."""
    return Odd("an error of the spreadsheet") if _ERROR.fullmatch(cell.strip()) else None


def cut(cell: str) -> Odd | None:
    """Return that a cell is as long as Excel lets one be, where it is: the rest is lost then."""
    if units(cell) < LONGEST:
        return None
    return Odd("as many letters as a cell can hold, and the rest may be cut off")


def units(cell: str) -> int:
    """Return how long a cell is as Excel counts."""
    return len(cell.encode("utf-16-le", "surrogatepass")) // 2
