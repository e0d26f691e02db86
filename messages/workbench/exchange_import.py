"""A sheet that came back: which words of it are new, which must wait, and why it is refused.

Compares with the catalogs as they are now. Writes nothing and reads no spreadsheet.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from messages.catalogs import sound
from messages.declare import TEXTS, Level, Text
from messages.languages import LANGUAGES, stands_alone
from messages.workbench.checks.reader import Entry
from messages.workbench.exchange import (
    DONE,
    ENGLISH,
    FUZZY,
    ID,
    NOTE,
    ONE,
    STATE,
    STATES,
    TRANSLATION,
    VERSION,
    column,
    forms,
    of_english,
    of_words,
    sources,
)
from messages.workbench.exchange_cells import Odd

Cell = str | Odd
_OWN = re.compile(rf"{TRANSLATION} (\w+)(?:\[\d+\])?", re.IGNORECASE)

_READ = (ID, ENGLISH, ONE, NOTE, STATE, VERSION)


class NotASheet(Exception):
    """What was read is no sheet of ours. Its text says what is missing."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of one row: its number in the sheet, its message, and why."""

    row: int
    id: str
    why: str


@dataclass(slots=True)
class Received:
    """What a sheet brings. Only where `refused` is empty may anything be written."""

    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)  # where a message stands in the sheet
    held: list[Remark] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    still_fuzzy: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    @property
    def changed(self) -> set[str]:
        """Return the ids of the messages that the sheet changes."""
        return {*self.words, *self.settled}


def language_of(heads: Sequence[Cell]) -> str:
    """Return the language that a sheet is about. Raises NotASheet."""
    names = [str(one) for one in heads if isinstance(one, str)]
    found = {match[1] for name in names if (match := _OWN.match(name.strip()))}
    if len(found) != 1 or (code := found.pop()) not in LANGUAGES:
        raise NotASheet(f"No column “{TRANSLATION} LANGUAGE”: is this a sheet of `locales export`?")
    missing = [name for name in (ID, ENGLISH, STATE, VERSION) if name not in names]
    if missing:
        raise NotASheet(f"The column “{missing[0]}” is missing.")
    return code


def received(
    sheet: Sequence[Sequence[Cell]],
    entries: Mapping[str, Entry],
    remarks: Mapping[str, str],
) -> Received:
    """Return what the rows of a sheet bring to these messages. Raises NotASheet.

    `remarks` are the notes that stand beside the messages already.
    """
    language = language_of(sheet[0])
    names = [str(one).partition(":")[0].strip() for one in sheet[0]]
    found = Received()
    for number, cells in enumerate(sheet[1:], 2):
        row = dict(zip(names, cells, strict=False))
        if any(row.values()):
            _Row(found, number, row, language).take(entries, remarks)
    return found


class _Row:
    """One row while it is compared with its message."""

    def __init__(self, found: Received, number: int, row: Mapping[str, Cell], code: str) -> None:
        self.found, self.number, self.language = found, number, code
        self.row = row
        self.id = self._text(ID)

    def _text(self, name: str) -> str:
        cell = self.row.get(name, "")
        return cell if isinstance(cell, str) else ""

    def take(self, entries: Mapping[str, Entry], remarks: Mapping[str, str]) -> None:
        """Find out what the row brings, and put it where it belongs."""
        if why := self._broken():
            self.found.refused.append(Remark(self.number, self.id, why))
            return
        self.found.rows[self.id] = self.number
        note = self._text(NOTE)
        if note.strip() and note != remarks.get(self.id, ""):
            self.found.notes.append(Remark(self.number, self.id, note))
        entry = entries.get(self.id)
        if entry is None:
            if self._touched(self._said()):
                self._hold("there is no such message any more")
            return
        self._compare(entry)

    def _broken(self) -> str:
        """Return why nothing can be made of the row, or nothing."""
        if why := self._spoilt() or self._misplaced():
            return why
        if not self.id:
            return "the id is missing"
        if self.id in self.found.rows:
            return f"the same message stands in row {self.found.rows[self.id]}"
        return self._confused()

    def _spoilt(self) -> str:
        """Return which cell holds no words any more, of those that are read."""
        for name, cell in self.row.items():
            if isinstance(cell, Odd) and (name in _READ or name.startswith(TRANSLATION)):
                return f"the cell “{name}” holds {cell.kind}: make it a text, and type it again"
        return ""

    def _misplaced(self) -> str:
        """Return which words stand in a column that is not for this message."""
        own = set(self._columns())
        for name, cell in self.row.items():
            if name.startswith(TRANSLATION) and cell and name not in own:
                return f"“{name}” is not for this message: write into {', '.join(sorted(own))}"
        return ""

    def _confused(self) -> str:
        """Return what does not belong together in the row."""
        english = of_english(self.id, self._text(ENGLISH), self._text(ONE))
        if self._text(VERSION).partition("-")[0] != english:
            return (
                "id, English and version do not belong together: were some columns sorted and"
                " others not? Sort whole rows, and leave these columns as they are"
            )
        if self._text(STATE).strip().lower() not in {"", DONE, *STATES}:
            return f"the state “{self._text(STATE)}” means nothing: leave it, or write {DONE}"
        return ""

    def _said(self) -> tuple[str, ...]:
        """Return the words of the row: in one form, or in as many as the grammar has."""
        return tuple(map(self._text, self._columns()))

    def _columns(self) -> list[str]:
        if not self._text(ONE):
            return [column(self.language)]
        return [column(self.language, one) for one in range(LANGUAGES[self.language].nplurals)]

    def _done(self) -> bool:
        return self._text(STATE).strip().lower() == DONE

    def _touched(self, said: Sequence[str]) -> bool:
        """Say whether the row is not as it was exported."""
        before = self._text(VERSION).partition("-")[2]
        return self._done() or before not in {of_words(said, ""), of_words(said, FUZZY)}

    def _compare(self, entry: Entry) -> None:
        said, now = self._said(), forms(entry, self.language)
        if not self._touched(said):
            return
        english, words = self._text(VERSION).split("-")
        fuzzy = FUZZY if FUZZY in entry.flags else ""
        wanted = tuple(new or old for new, old in zip(said, now, strict=True))
        if english != of_english(entry.key, *sources(entry)):
            self._hold("the English has changed since the export")
        elif wanted != now and words != of_words(now, fuzzy):
            self._hold("the translation has been changed since the export")
        else:
            self._bring(entry, wanted, now)
            if any(old and not new for new, old in zip(said, now, strict=True)):
                self._hold("an empty cell takes nothing away; the translation stays")

    def _bring(self, entry: Entry, wanted: tuple[str, ...], now: tuple[str, ...]) -> None:
        fuzzy = FUZZY in entry.flags
        settled = fuzzy and self._done()
        if wanted != now:
            self.found.words[self.id] = wanted
        if settled:
            self.found.settled.add(self.id)
        if wanted != now and fuzzy and not settled:
            self.found.still_fuzzy.append(Remark(self.number, self.id, f"write {DONE} in {STATE}"))
        if (settled or wanted != now) and not _sound(entry, wanted, self.language):
            self.found.unsound.append(self.id)

    def _hold(self, why: str) -> None:
        self.found.held.append(Remark(self.number, self.id, why))


def _sound(entry: Entry, said: Sequence[str], language: str) -> bool:
    """Say whether readers could be shown these words in place of the English."""
    text = _text_of(entry)
    return all(
        sound(text, words, alone=entry.plural is not None and stands_alone(language, number))
        for number, words in enumerate(said)
    )


def _text_of(entry: Entry) -> Text:
    """Return the message that a file speaks of, declared or not."""
    english, one = sources(entry)
    known = TEXTS.get(entry.key)
    if known is not None and known.english == english:
        return known
    level = Level.CRITICAL if "LEVEL: critical" in entry.notes else Level.NORMAL
    return Text(entry.key, english, level, "", {}, one=one)


def reasons(found: Received, said: Mapping[str, Sequence[str]]) -> Iterator[Remark]:
    """Yield why rows are refused or not sound, in the words of the checks where they have any."""
    yield from found.refused
    for id in found.unsound:
        for why in said.get(id, ()) or ("it does not keep what the English has",):
            yield Remark(found.rows[id], id, why)
