"""A table as a CSV file and back: UTF-8 with a mark at its start, as Excel reads and writes it.

Holds no rule about translations.
"""

import csv
from collections.abc import Sequence
from io import StringIO

from babel import Locale

from messages.workbench import exchange_cells as cells
from messages.workbench.exchange import GUARDED, LIMIT, VERSION, Table, head
from messages.workbench.exchange_cells import Odd

_SEPARATORS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def in_bytes(table: Table) -> bytes:
    """Return a table as the bytes of a file."""
    out = StringIO()
    writer = csv.writer(out, delimiter=separator(table.language), lineterminator="\r\n")
    heads = [GUARDED if name == VERSION else name for name in table.columns]
    writer.writerow([head(table.language, name) for name in heads])
    for row in table.rows:
        writer.writerow([_cell(name, row.get(name, "")) for name in table.columns])
    return out.getvalue().encode("utf-8-sig")


def _cell(name: str, text: str) -> str:
    """Return a cell that no program turns into something else; a limit is a number."""
    return text if name == LIMIT else cells.guarded(cells.spelled(text))


def separator(language: str) -> str:
    """Return what stands between two cells where a comma stands in a number: a semicolon."""
    decimal = Locale.parse(language).number_symbols["latn"]["decimal"]
    return ";" if decimal == "," else ","


def rows(raw: bytes) -> list[Sequence[str | Odd]]:
    """Return the cells of a file as they are, the heads first, whichever separator it has.

    Raises UnicodeDecodeError for another encoding, csv.Error.
    """
    text = raw.decode("utf-16" if raw.startswith(_UTF_16) else "utf-8-sig")
    first = text.lstrip().partition("\n")[0]
    between = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(10_000_000)
    return [
        list(map(_read, row)) for row in csv.reader(StringIO(text, newline=""), delimiter=between)
    ]


def _read(cell: str) -> str | Odd:
    return cells.error(cell) or cell
