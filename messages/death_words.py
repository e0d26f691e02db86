"""How people say that somebody has died, read from `locales/lexicon/<language>/death.csv`.

It holds the reading of these files and their errors, and no word of its own. The sentences that
stand beside the words there are for the tests alone. As the lexicons of triage, what is searched is
kept in the user's cache (`messages/lexicons_compiled.py`).
"""

import json
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from care import death_words as searched
from care import detector_words
from care.death_words import VERB_FIRST, DeathWords, Kind, death_words
from messages import lexicons_compiled
from messages.lexicons import HERE, BadLexicon, rows

FILE = "death.csv"
BUILDER = "messages.death_words"
PHRASES, FIRST = "phrases", "first"
HEADER = ("kind", "words", "note")
SENTENCES = frozenset({"heard", "not_heard", "help", "no_help"})
_KINDS = frozenset(Kind) | SENTENCES | {VERB_FIRST}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a kind, and the words or the sentence it is about."""

    kind: str
    words: str
    line: int


@cache
def read_death_words(folder: Path = HERE) -> DeathWords:
    """Return the words of all languages. Raises BadLexicon, naming file and line."""
    return _kept(folder) or _read(folder)


def read_rows(path: Path) -> tuple[Row, ...]:
    """Return every line of one file, sentences too. Raises BadLexicon, naming file and line."""
    found: dict[tuple[str, str], Row] = {}
    for line, (kind, words, _) in rows(path, HEADER):
        if kind not in _KINDS:
            raise BadLexicon(f"{path}:{line}: {kind!r} is no kind; use one of {sorted(_KINDS)}")
        if (kind, words) in found:
            raise BadLexicon(f"{path}:{line}: {words!r} stands twice under {kind!r}")
        found[kind, words] = Row(kind, words, line)
    return tuple(found.values())


def _read(folder: Path) -> DeathWords:
    return death_words({path.parent.name: _words(path) for path in _files(folder)})


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*/{FILE}"))


def _words(path: Path) -> list[tuple[str, str]]:
    """Return the rows that are no sentences, and name the one that cannot be used."""
    found = [one for one in read_rows(path) if one.kind not in SENTENCES]
    kinds: dict[tuple[bool, str], str] = {}
    for one in found:
        try:
            key = searched.normal(one.kind, one.words)
        except ValueError as wrong:
            raise BadLexicon(f"{path}:{one.line}: {wrong}") from wrong
        apart = one.kind == Kind.JUST_NOW, key
        if (before := kinds.setdefault(apart, one.kind)) != one.kind:
            raise BadLexicon(f"{path}:{one.line}: {one.words!r} stands under {before!r} too")
    return [(one.kind, one.words) for one in found]


def _kept(folder: Path) -> DeathWords | None:
    """Return what the cache holds, built first where it is missing; None where it holds nothing."""
    place = _place(folder)
    if not place.is_dir() and not lexicons_compiled.built(BUILDER, folder):
        return None
    try:
        rest = json.loads((place / lexicons_compiled.REST).read_bytes())
        return DeathWords(
            languages=tuple(rest["languages"]),
            phrases=lexicons_compiled.trie(place / PHRASES, holds_bytes=True),
            first=lexicons_compiled.trie(place / FIRST, holds_bytes=False),
            unspaced=tuple(rest["unspaced"]),
            verb_first=frozenset(rest["verb_first"]),
        )
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        shutil.rmtree(place, ignore_errors=True)  # half a file, or somebody else's
        return None


def _keep(folder: Path) -> None:
    place, words = _place(folder), _read(folder)
    rest = {
        "languages": words.languages,
        "unspaced": words.unspaced,
        "verb_first": sorted(words.verb_first),
    }
    lexicons_compiled.put({PHRASES: words.phrases, FIRST: words.first}, rest, place)


def _place(folder: Path) -> Path:
    made_by = (Path(str(module.__file__)) for module in (detector_words, searched))
    return lexicons_compiled.place_for("death", (*_files(folder), *made_by))


if __name__ == "__main__":  # builds what `read_death_words` finds in the cache
    _keep(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
