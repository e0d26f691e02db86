"""The seals: which translation of which English a clinician has approved, word for word.

A seal is a hash over all that was approved; one changed letter breaks it. Read from
`reviews/LANG.tsv` (a line for each id) and `reviews/LANG.approved.json` (the words themselves, as
they were approved last), when first needed and again when changed. Holds no translation of its own
and decides no ladder. A broken file or line counts as none: nothing is approved by accident.
"""

import json
import logging
import os
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from messages.declare import Level, Text

SEPARATOR = "\x1f"  # stands in no message
LENGTH = 16

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """What is on record about one message in one language, in the order of the file's columns.

    `method` names who translated back without having seen the English.
    """

    id: str
    rev: str
    seal: str
    translator: str = ""
    reviser: str = ""
    clinician: str = ""
    date: str = ""
    method: str = ""
    back_translation: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approved:
    """Words that a clinician once approved, and the English they were approved for."""

    id: str
    rev: int
    sources: tuple[str, str]
    forms: tuple[str, ...]
    seal: str
    clinician: str
    date: str


COLUMNS = tuple(column.name for column in fields(Line))
Found = TypeVar("Found")
Stamp = tuple[int, int]
ABSENT: Stamp = (0, 0)


def seal(language: str, text: Text, forms: Sequence[str]) -> str:
    """Return the seal of a translation, over every form of it and the English it is made from."""
    return _hash(language, text.id, text.rev, text.sources, forms)


def _hash(language: str, id: str, rev: int, sources: tuple[str, str], forms: Sequence[str]) -> str:
    sealed = SEPARATOR.join((language, id, str(rev), *sources, *forms))
    return sha256(sealed.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def missing(line: Line, level: Level, clinicians: Sequence[str]) -> str:
    """Return why a line approves nothing, in a sentence, or nothing when it does.

    The rules for people: two linguists, a clinician on the list, and for what is critical somebody
    who has translated it back without having seen the English.
    """
    critical = level is Level.CRITICAL
    rules = (
        (line.translator, "Nobody is named as its translator."),
        (line.reviser, "No second linguist has revised it."),
        (not same_person(line.reviser, line.translator), "Its translator has revised it alone."),
        (line.back_translation or not critical, "Nobody has translated it back."),
        (line.method or not critical, "Nobody is named who has translated it back."),
        (_blind(line) or not critical, "Who translated it back has seen the English."),
        (line.clinician, "No clinician has approved it."),
        (line.clinician in clinicians, f"{line.clinician} is not among the clinicians."),
    )
    return next((why for kept, why in rules if not kept), "")


def _blind(line: Line) -> bool:
    """Say whether the one who translated back is none of those who read the English for it."""
    seen = (line.translator, line.reviser, line.clinician)
    return not any(same_person(line.method, one) for one in seen)


def same_person(one: str, other: str) -> bool:
    """Say whether two names are one, however they are spaced, dotted and in capitals or not."""
    return bool(one) and _letters(one) == _letters(other)


def _letters(name: str) -> str:
    """Return a name without what separates: T.R. and T. R. are one; signs on letters stay."""
    said = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in said if unicodedata.category(char)[0] not in "PZC")


def stamp(path: str) -> Stamp:
    """Return what tells two versions of a file apart: when it was written, and its size."""
    try:
        status = os.stat(path)  # noqa: PTH116 -- asked for each message, and much quicker so
    except (OSError, ValueError):
        return ABSENT
    return (status.st_mtime_ns, status.st_size)


@dataclass(slots=True, eq=False)
class _File(Generic[Found]):
    """What is in one file, read when first needed and again when it has changed. Never raises."""

    path: Path
    read: Callable[[str], Mapping[str, Found]]
    _where: str = ""
    _stamp: Stamp = ABSENT
    _found: Mapping[str, Found] = field(default_factory=dict)

    def now(self) -> Mapping[str, Found]:
        """Return what is in it now; nothing where it is missing or broken."""
        self._where = self._where or str(self.path)
        if (now := stamp(self._where)) != self._stamp:
            self._stamp, self._found = now, _read(self.path, self.read) if any(now) else {}
        return self._found


@dataclass(slots=True, eq=False)
class Seals:
    """All reviews below one folder of catalogs."""

    root: Path
    _lines: dict[str, _File[Line]] = field(default_factory=dict)
    _last: dict[str, _File[Approved]] = field(default_factory=dict)
    _listed: list[_File[tuple[str, ...]]] = field(default_factory=list)

    def path(self, language: str) -> Path:
        """Return the file of a language's reviews."""
        return self.root / "reviews" / f"{language}.tsv"

    def last_path(self, language: str) -> Path:
        """Return the file with the words that were approved last."""
        return self.root / "reviews" / f"{language}.approved.json"

    def lines(self, language: str) -> Mapping[str, Line]:
        """Return what is on record about each message, whether or not it approves anything."""
        file = self._lines.get(language)
        if file is None:
            file = self._lines[language] = _File(self.path(language), _lines)
        return file.now()

    def clinicians(self, language: str) -> tuple[str, ...]:
        """Return who may approve words in a language, from `languages.toml`."""
        if not self._listed:
            self._listed.append(_File(self.root / "languages.toml", _clinicians))
        return self._listed[0].now().get(language, ())

    def approves(self, language: str, text: Text, forms: Sequence[str]) -> bool:
        """Say whether a clinician has approved just these words, and all rules were kept."""
        line = self.lines(language).get(text.id)
        if line is None or not forms or line.seal != seal(language, text, forms):
            return False
        return not missing(line, text.level, self.clinicians(language))

    def last(self, language: str, text: Text) -> Approved | None:
        """Return the words of a message that were approved last, whatever English they are of."""
        file = self._last.get(language)
        if file is None:
            file = self._last[language] = _File(self.last_path(language), _approved)
        found = file.now().get(text.id)
        if found is None or found.clinician not in self.clinicians(language):
            return None
        whole = _hash(language, found.id, found.rev, found.sources, found.forms)
        return found if found.seal == whole else None


def _read(path: Path, read: Callable[[str], Mapping[str, Found]]) -> Mapping[str, Found]:
    try:
        return read(path.read_text("utf-8"))
    except Exception as error:  # noqa: BLE001 -- whatever was written there, it approves nothing
        logger.error("%s approves nothing: %s", path.name, type(error).__name__)  # noqa: TRY400 -- the file's text stays out of the log
        return {}


def _lines(tsv: str) -> Mapping[str, Line]:
    """Return the lines by id. One that is broken or stands there twice is left out."""
    found: dict[str, Line] = {}
    twice: set[str] = set()
    for row in tsv.split("\n"):
        cells = row.rstrip("\r").split("\t")
        if len(cells) != len(COLUMNS) or cells[0] == COLUMNS[0]:
            continue
        if cells[0] in found:
            twice.add(cells[0])
        found[cells[0]] = Line(*cells)
    return {id: line for id, line in found.items() if id not in twice}


def _approved(written: str) -> Mapping[str, Approved]:
    return {
        str(id): Approved(
            str(id),
            int(one["rev"]),
            (str(one["english"]), str(one["plural"])),
            tuple(map(str, one["forms"])),
            str(one["seal"]),
            str(one["clinician"]),
            str(one["date"]),
        )
        for id, one in json.loads(written).items()
    }


def _clinicians(toml: str) -> Mapping[str, tuple[str, ...]]:
    return {
        code: tuple(map(str, of.get("clinicians", ()))) for code, of in tomllib.loads(toml).items()
    }
