"""What is known already of a message that has no words yet: old words, alike messages, terms.

Only shown. It writes into no catalog: “you must not take it” is much like “you can take it”.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from babel.messages.catalog import Message

from messages.declare import Text
from messages.workbench import files
from messages.workbench.templates import DOMAINS

ALIKE = 0.6  # from here on two English texts are worth a look side by side
MOST = 3  # alike messages that are shown

_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:['’][^\W_]+)*")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One message as a catalog holds it; `previous` is the English of words that are fuzzy."""

    id: str
    english: tuple[str, ...]
    forms: tuple[str, ...]
    fuzzy: bool = False
    previous: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Return whether it has words that hold."""
        if not all(self.forms):
            return "empty"
        return "fuzzy" if self.fuzzy else "translated"


@dataclass(frozen=True, slots=True)
class Alike:
    """A translated message whose English is like the one wanted, and the words that it has not.

    `more` stand in the English wanted and not in this one, `less` the other way round.
    """

    entry: Entry
    likeness: float
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word that a language has agreed on, and what may not stand for it."""

    source: str
    target: str
    forbidden: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """All that is known of one message; `beside` are other languages' words, by language."""

    entry: Entry
    alike: tuple[Alike, ...]
    terms: tuple[Term, ...]
    beside: Mapping[str, str]


class Memory:
    """What a language has been translated into so far."""

    def __init__(self, root: Path, language: str) -> None:
        self.entries = _entries(root, language)
        self.terms = _terms(root / "glossary" / f"{language}.csv")
        self._translated = [
            (one, _words(one.english[-1]))
            for one in self.entries.values()
            if one.state == "translated"
        ]

    def alike(self, entry: Entry) -> list[Alike]:
        """Return the translated messages whose English is most like this one's, the best first."""
        wanted = _words(entry.english[-1])
        found = [
            _beside_each_other(one, words, wanted, likeness)
            for one, words in self._translated
            if one.id != entry.id and (likeness := _likeness(wanted, words)) >= ALIKE
        ]
        return sorted(found, key=lambda one: (-one.likeness, one.entry.id))[:MOST]

    def terms_in(self, entry: Entry) -> Iterator[Term]:
        """Yield the agreed words that stand in a message's English."""
        said = " ".join(entry.english)
        return (term for pattern, term in self.terms if pattern.search(said))


def suggestions(
    root: Path, language: str, texts: Sequence[Text], beside: Sequence[str] = ()
) -> Iterator[Suggestion]:
    """Yield what is known of these messages, in their order. Raises what reading a catalog does."""
    memory = Memory(root, language)
    others = {code: _entries(root, code) for code in beside}
    for text in texts:
        entry = memory.entries.get(text.id) or Entry(text.id, _sources(text), ("",))
        yield Suggestion(
            entry,
            tuple(memory.alike(entry)),
            tuple(memory.terms_in(entry)),
            {code: of[text.id].forms[-1] for code, of in others.items() if text.id in of},
        )


def open_messages(root: Path, language: str, texts: Iterable[Text]) -> list[Text]:
    """Return those of the messages that have no words yet, or words for other English."""
    entries = _entries(root, language)
    return [
        text
        for text in texts
        if text.id not in entries or entries[text.id].state in ("empty", "fuzzy")
    ]


def _sources(text: Text) -> tuple[str, ...]:
    return tuple(filter(None, text.sources))


def _entries(root: Path, language: str) -> Mapping[str, Entry]:
    folder = root / language / "LC_MESSAGES"
    paths = [path for domain in DOMAINS if (path := folder / f"{domain}.po").exists()]
    return {entry.id: entry for path in paths for entry in map(_entry, _messages(path))}


def _messages(path: Path) -> list[Message]:
    return [one for one in files.read(path) if one.id and one.context]


def _entry(message: Message) -> Entry:
    previous = tuple(map(str, message.previous_id)) if message.fuzzy else ()
    english, forms = _each(message.id), _each(message.string)
    return Entry(str(message.context), english, forms, message.fuzzy, previous)


def _each(said: object) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, tuple | list) else (str(said or ""),)


def _words(english: str) -> list[str]:
    return _WORD.findall(english.lower())


def _likeness(one: list[str], other: list[str]) -> float:
    """Return how alike two texts are, from 0 to 1, word by word and in their order."""
    length = len(one) + len(other)
    if not length or 2 * min(len(one), len(other)) < ALIKE * length:
        return 0.0
    shared = (Counter(one) & Counter(other)).total()
    if 2 * shared < ALIKE * length:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _beside_each_other(entry: Entry, words: list[str], wanted: list[str], likeness: float) -> Alike:
    more, less = Counter(wanted) - Counter(words), Counter(words) - Counter(wanted)
    return Alike(entry, round(likeness, 2), tuple(more), tuple(less))


def _terms(path: Path) -> list[tuple[re.Pattern[str], Term]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("source") and row.get("target")]
    return [
        (_pattern(row["source"]), Term(row["source"], row["target"], row.get("forbidden") or ""))
        for row in rows
    ]


def _pattern(source: str) -> re.Pattern[str]:
    """Return what finds a term: any of its spellings, in the plural too, without its brackets."""
    ways = (_BRACKETS.sub("", way).strip() for way in source.split(","))
    either = "|".join(re.escape(way) for way in ways if way)
    return re.compile(rf"(?<!\w)(?:{either})(?:s|es)?(?!\w)", re.IGNORECASE)
