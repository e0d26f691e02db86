"""What a program may mend in a file without knowing the language: nothing that is read changes.

Marks nobody sees, composed letters, line ends, spaces at edges, and the head of the file. A file
that cannot be read for certain is left alone. Holds no word that a person reads.
"""

import re
import unicodedata
from collections.abc import Mapping

from babel.messages.pofile import normalize

from messages.languages import LANGUAGES
from messages.workbench.checks import hidden, reader, tags
from messages.workbench.checks.reader import Entry, PoFile
from messages.workbench.checks.whole_file import header
from messages.workbench.po_lines import WIDTH

_UNREADABLE = frozenset({"F01", "F03", "F04", "F05"})
_CHARSET = re.compile(r"charset\s*=\s*[^\s\\]*", re.IGNORECASE)
_PLURAL = re.compile(r"^Plural-Forms:.*$", re.MULTILINE)
_FUZZY = re.compile(r"\s*,?\s*\bfuzzy\b")


def mended(raw: bytes, language: str, template: Mapping[str, Entry] | None = None) -> bytes:
    """Return the bytes of a file after all safe repairs; the same bytes where there is nothing."""
    file = reader.read(raw)
    if any(mistake.code in _UNREADABLE for mistake in file.mistakes):
        return raw
    text = raw.decode("utf-8").removeprefix(reader.BOM)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    changed = _header(file, language, lines) | _texts(file, template or {})
    return _written(lines, changed).encode("utf-8")


def _texts(file: PoFile, template: Mapping[str, Entry]) -> dict[int, str]:
    """Return the new words by the line on which the old ones begin."""
    changed: dict[int, str] = {}
    for entry in file.entries:
        wanted = template.get(entry.key, entry)
        if entry.obsolete or entry.english is None:
            continue
        for index, text in entry.strings.items():
            repaired = _repaired(text, wanted.english or "") if text.strip() else text
            if repaired != text:
                changed[entry.string_lines[index]] = repaired
    return changed


def _repaired(text: str, english: str) -> str:
    inner = hidden.mended(text).strip()
    if tags.hard_spaces(inner):
        inner = tags.HARD_SPACE.sub(" ", inner)
    if "  " not in english:
        inner = re.sub(" {2,}", " ", inner)
    inner = "\n".join(line.rstrip(" ") for line in inner.split("\n"))
    start = english[: len(english) - len(english.lstrip())]
    end = english[len(english.rstrip()) :]
    return unicodedata.normalize("NFC", f"{start}{inner}{end}")


def _header(file: PoFile, language: str, lines: list[str]) -> dict[int, str]:
    """Take the fuzzy mark off the head, and return the head as it should read."""
    entry = file.header_entry
    if entry is None or 0 not in entry.strings:
        return {}
    if "fuzzy" in entry.flags:
        _settle(lines, entry.string_lines[0])
    said = entry.strings[0]
    new = _CHARSET.sub("charset=UTF-8", said)
    if language in LANGUAGES and "Plural-Forms:" in said:
        forms = {len(one.strings) for one in file.entries if one.plural is not None}
        if forms <= {LANGUAGES[language].nplurals}:  # else the translator counted in another way
            counting = f"Plural-Forms: {LANGUAGES[language].plural_forms}"
            new = new if _counts_right(file, language) else _PLURAL.sub(counting, new)
    return {entry.string_lines[0]: new} if new != said else {}


def _counts_right(file: PoFile, language: str) -> bool:
    return all(found.code != "H04" for found in header(file, language, ""))


def _settle(lines: list[str], before: int) -> None:
    """Take the fuzzy mark off the comment above a line."""
    for number in range(before - 1, -1, -1):
        if lines[number].startswith("#,"):
            lines[number] = _FUZZY.sub("", lines[number])
            if lines[number].strip() == "#":
                lines[number] = "#"
            return


def _written(lines: list[str], changed: Mapping[int, str]) -> str:
    out: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if number not in changed:
            out.append(line)
            continue
        keyword = line.strip().partition(" ")[0].partition('"')[0]
        out.append(f"{keyword} {normalize(changed[number], width=WIDTH)}")
        while number < len(lines) and lines[number].strip().startswith('"'):
            number += 1
    return "\n".join(out)
