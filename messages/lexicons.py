"""How patients name their signs, read from `locales/lexicon/<language>/` into a value for triage.

It holds the reading of the two CSV files and their errors, and no word of its own. Lexicons are
collected by people who treat patients in that language; they are not translations.
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from care.detector_compositions import COMPOSITIONS
from care.detector_languages import Lexicons
from care.detector_lexicon import (
    CHOICE,
    LETTERS,
    NUMBER,
    PREFIX,
    SAME,
    Lexicon,
    lexicon,
    phrase_words,
)
from care.detector_said import CUES, DENIED, SUPPOSED
from care.detector_vaccines import FAMILIES
from care.temperature import TemperatureWords
from care.triage_table import TABLE
from messages import lexicons_compiled

HERE = Path(__file__).parent.parent / "locales" / "lexicon"
TERMS = ("concept", "phrase", "note")
PHRASES = ("text", "expected_concepts", "kind")
KINDS = frozenset(
    {"positive", "negated", "past", "other_person", "hypothetical", "typo", "caps", "nodiacritics"}
)
# Words around a number, answers in words, and words that must never be taken for a mistake.
_OTHER_CONCEPTS = frozenset({field.name for field in fields(TemperatureWords)}) - {"numbers"} | {
    "number_joint",
    "known",
    "malady",
    "procedure",
    LETTERS,
    PREFIX,
}
_FAMILIES = frozenset(family for rule in COMPOSITIONS for family in rule.families)
_CONCEPTS = _FAMILIES | FAMILIES | CUES | _OTHER_CONCEPTS | frozenset(TABLE)
_PREFIXES = (NUMBER, CHOICE, SAME)


class BadLexicon(Exception):
    """A lexicon file cannot be used; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One tested sentence: the codes it must yield, and what kind of sentence it is."""

    text: str
    expected: frozenset[str]
    kind: str
    line: int


@cache
def read_lexicon(language: str, folder: Path = HERE) -> Lexicon:
    """Return the lexicon of a language. Raises BadLexicon, naming file and line."""
    terms = read_terms(language, folder)
    try:
        return lexicon(language, terms)
    except ValueError as wrong:
        raise _named(folder / language / "terms.csv") from wrong


@cache
def read_lexicons(folder: Path = HERE) -> Lexicons:
    """Return the lexicons of all languages. Raises BadLexicon, naming file and line."""
    found = lexicons_compiled.kept(languages(folder), folder)
    return Lexicons(found or {one: read_lexicon(one, folder) for one in languages(folder)})


def read_terms(language: str, folder: Path = HERE) -> dict[str, list[str]]:
    """Return the phrases of a language by concept. Raises BadLexicon, naming file and line."""
    terms: dict[str, list[str]] = {}
    path = folder / language / "terms.csv"
    for line, (concept, phrase, _) in rows(path, TERMS):
        if not known_concept(concept):
            raise BadLexicon(f"{path}:{line}: {concept!r} is no concept of triage")
        if phrase in terms.setdefault(concept, []):
            raise BadLexicon(f"{path}:{line}: {phrase!r} stands twice under {concept!r}")
        terms[concept].append(phrase)
    return terms


def read_phrases(language: str, folder: Path = HERE) -> tuple[Phrase, ...]:
    """Return the tested sentences of a language. Raises BadLexicon, naming file and line."""
    return tuple(_phrases(folder / language / "phrases.csv"))


def languages(folder: Path = HERE) -> tuple[str, ...]:
    """Return the languages that have a lexicon, in order."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/terms.csv")))


def known_concept(concept: str) -> bool:
    """Say whether triage can use a concept: a code, a family, a cue or a word of numbers."""
    forms = [concept.removeprefix(form) for form in (DENIED, SUPPOSED) if form in concept]
    return (
        any(code in TABLE for code in forms)
        or concept in _CONCEPTS
        or concept.startswith(_PREFIXES)
    )


def _phrases(path: Path) -> Iterator[Phrase]:
    for line, (text, expected, kind) in rows(path, PHRASES):
        if kind not in KINDS:
            raise BadLexicon(f"{path}:{line}: {kind!r} is no kind; use one of {sorted(KINDS)}")
        codes = frozenset(expected.split())
        if unknown := codes - set(TABLE):
            raise BadLexicon(f"{path}:{line}: no such code: {', '.join(sorted(unknown))}")
        yield Phrase(text, codes, kind, line)


def _named(path: Path) -> BadLexicon:
    """Return which line holds the phrase that cannot be used. To look before would cost as much."""
    for line, (_, phrase, _) in rows(path, TERMS):
        try:
            phrase_words(phrase)
        except ValueError as wrong:
            return BadLexicon(f"{path}:{line}: {wrong}")
    return BadLexicon(f"{path}: it cannot be used")


def rows(path: Path, header: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield a CSV file's rows with their line numbers.

    Raises BadLexicon where a row has not three columns, or the first one another header.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            if tuple(next(reader, ())) != header:
                raise BadLexicon(f"{path}:1: the first line must be {','.join(header)}")
            for row in reader:
                yield reader.line_num, _complete(path, reader.line_num, row)
    except (OSError, UnicodeDecodeError, csv.Error) as wrong:
        raise BadLexicon(f"{path}: {wrong}") from wrong


def _complete(path: Path, line: int, row: list[str]) -> list[str]:
    trimmed = [cell.strip() for cell in row]
    if len(trimmed) != len(TERMS) or not trimmed[0]:
        raise BadLexicon(f"{path}:{line}: three columns are needed, the first one filled")
    return trimmed


def _keep_all(folder: Path) -> None:
    for language in languages(folder):
        place = lexicons_compiled.place_of(language, folder)
        lexicons_compiled.keep(read_lexicon(language, folder), place)


if __name__ == "__main__":  # builds what `read_lexicons` finds in the cache
    _keep_all(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
