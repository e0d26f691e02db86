"""The words people of many languages use for a death, as `care/death.py` looks them up.

A message is taken apart into plain words and marks; a cheap first look says whether any of them may
speak of a death at all. Holds no word of any language: those are rows of
`locales/lexicon/<language>/death.csv`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import marisa_trie

from care.detector_words import folded

LONGEST = 8  # words of a phrase
ANY = "_"  # stands for any one word, inside a phrase
ENDS = frozenset(".?")
PAUSE = ","
ANYBODY = ""  # stands for every language: that something happens just now

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\u2066-\u2069\ufeffء]")  # and the hamza at an end
_WORD = r"[\w\u0900-\u0963]+"  # the vowels of Devanagari are marks and no letters
_WORDS = re.compile(_WORD)
_STOPS, _PAUSES = ".!;؛।。\n", ",،、:()–—"
_PIECES = re.compile(
    rf"\d+(?:[./:]\d+)+|{_WORD}|\s+[-‐‑]+\s|[?؟]|[{_STOPS}]|[{_PAUSES}]",
)
_ARABIC = re.compile(r"[\u0620-\u064a]")
# "öldü" is "has died" and "oldu" is "became": these two dots alone are kept.
_O = "œ"
_DOTTED = str.maketrans(dict.fromkeys("öÖ", _O))
_AND = "و"  # "and", which Arabic writes together with the next word


class Kind(StrEnum):
    """What a row's words do in a sentence. The folder's README says it for those who edit them."""

    DIED = "died"
    GONE = "gone"
    NO_MORE = "no_more"
    LOST = "lost"
    PATIENT = "patient"
    PRONOUN = "he_or_she"
    POSSESSIVE = "his_or_her"
    KIN = "kin"
    OWN = "my_kin"
    OWNS = "my_kins"
    MY = "my"
    MYSELF = "myself"
    OTHER = "other"
    OF = "of"
    WHOSE = "whose"
    TITLE = "title"
    NOT = "not"
    DOUBT = "doubt"
    WHEN = "when"
    QUESTION = "question"
    NOT_MEANT = "not_meant"
    AROUND = "around"
    THAT = "that"
    AND = "and"
    JUST_NOW = "just_now"


TELLING = frozenset({Kind.DIED, Kind.GONE, Kind.NO_MORE, Kind.LOST})
VERB_FIRST = "verb_first"  # a row of this kind: who has died may stand behind the verb
_KINDS = tuple(Kind)


class Hit(NamedTuple):
    """Words that are a row: its kind, and its places among the pieces, the end exclusive."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DeathWords:
    """The rows of all languages: `phrases` leads from words to bytes, a language's and a kind's.

    `first` holds a word or two of each row that tells of a death; Chinese, which has no spaces, has
    them whole in `unspaced`.
    """

    languages: tuple[str, ...]
    phrases: marisa_trie.BytesTrie
    first: marisa_trie.Trie
    unspaced: tuple[str, ...]
    verb_first: frozenset[str]

    def may_tell(self, words: str) -> bool:
        """Say at once whether a message can speak of a death: most cannot."""
        text = _plain(words)
        said = _WORDS.findall(text)
        known = self.first.__contains__
        if any(map(known, said)) or any(map(known, _pairs(said))):
            return True
        return _HAN.search(text) is not None and any(one in text for one in self.unspaced)

    def hits(self, pieces: Sequence[str]) -> dict[str, list[Hit]]:
        """Return what stands in a message, by language: the longest rows, from left to right.

        What is not meant may begin inside another row: "is dead" and "dead tired". That something
        happens just now stands apart, under `ANYBODY`: it is part of no sentence.
        """
        found: dict[str, list[Hit]] = {}
        ends: dict[int, int] = {}
        for at in range(len(pieces)):
            for language, (size, number) in self._longest(pieces[at : at + LONGEST]).items():
                kind = _KINDS[number]
                if kind is Kind.NOT_MEANT or ends.get(language, 0) <= at:
                    found.setdefault(self.languages[language], []).append(Hit(kind, at, at + size))
                    ends[language] = max(at + size, ends.get(language, 0))
        return found

    def _longest(self, window: Sequence[str]) -> dict[int, tuple[int, int]]:
        """Return the longest row of each language with which these pieces begin, and its kind."""
        best: dict[int, tuple[int, int]] = {}
        for wording in self._wordings(window):
            for key in self.phrases.prefixes(wording):
                size = key.count(" ") + (key[-1] != " ")
                for language, kind in self.phrases[key]:
                    best[language] = max(best.get(language, (0, 0)), (size, kind))
        return best

    def _wordings(self, window: Sequence[str]) -> Iterator[str]:
        """Return the pieces as they stand, and with a word left open where a row does."""
        yield " ".join(window) + " "
        for at in range(1, len(window) - 1):
            opening = " ".join(window[:at])
            if not self._begins(f"{opening} "):
                return
            if self._begins(f"{opening} {ANY} "):
                yield " ".join((opening, ANY, *window[at + 1 :])) + " "

    def _begins(self, opening: str) -> bool:
        return next(self.phrases.iterkeys(opening), None) is not None


def pieces(text: str) -> list[str]:
    """Return the plain words of a text, and its marks: "." ends, "?" asks, "," is a pause."""
    spaced = _HAN.sub(r" \g<0> ", _plain(text))
    return [_mark(found) for found in _PIECES.findall(spaced)]


def death_words(rows: Mapping[str, Iterable[tuple[str, str]]]) -> DeathWords:
    """Return the rows of each language, kind and words, as they are looked up.

    Raises ValueError, naming the words that cannot be used.
    """
    numbers = {language: number for number, language in enumerate((*rows, ANYBODY))}
    keys: dict[tuple[str, int], Kind] = {}
    first: set[str] = set()
    for language, said in rows.items():
        found = _keys(said)
        first |= _first(found)
        for key, kind in found:
            keys[key, numbers[ANYBODY if kind is Kind.JUST_NOW else language]] = kind
    return DeathWords(
        languages=tuple(numbers),
        phrases=marisa_trie.BytesTrie(
            (key, bytes((number, _KINDS.index(kind)))) for (key, number), kind in keys.items()
        ),
        first=marisa_trie.Trie(one for one in first if not _HAN.search(one)),
        unspaced=tuple(sorted(one for one in first if _HAN.search(one))),
        verb_first=frozenset(
            language
            for language, said in rows.items()
            if any(kind == VERB_FIRST for kind, _ in said)
        ),
    )


def _keys(rows: Iterable[tuple[str, str]]) -> list[tuple[str, Kind]]:
    return [
        (key, Kind(kind))
        for kind, phrase in rows
        if kind != VERB_FIRST
        for key in _variants(kind, phrase)
    ]


def _first(keys: Sequence[tuple[str, Kind]]) -> set[str]:
    """Return of each row that tells of a death one word, or two where it takes two to be rare."""
    told = [key.split() for key, kind in keys if kind in TELLING]
    alone = {words[0] for words in told if len(words) == 1}
    return alone | {_rarest(words) for words in told if alone.isdisjoint(words)}


def _rarest(words: Sequence[str]) -> str:
    if _HAN.search(words[0]):
        return "".join(words)
    pairs = [pair for pair in _pairs(words) if ANY not in pair.split()]
    return max(pairs or words, key=len)


def _pairs(words: Sequence[str]) -> Iterator[str]:
    return map(" ".join, pairwise(words))


def normal(kind: str, phrase: str) -> str:
    """Return a row's words as they are looked up: with a space behind them, or open at the end.

    Raises ValueError where it holds no word or too many, or a star where none may stand.
    """
    words = " ".join(pieces(phrase.removesuffix("*")))
    if not any(map(str.isalnum, words)) or "*" in phrase[:-1]:
        raise ValueError(f"{phrase!r} holds no word, or a * that is not at its end")
    if words.count(" ") >= LONGEST:
        raise ValueError(f"{phrase!r} is longer than {LONGEST} words")
    if phrase.endswith("*") and kind in TELLING:
        raise ValueError(f"{phrase!r} tells of a death: list every form, without a *")
    return words if phrase.endswith("*") else f"{words} "


def _variants(kind: str, phrase: str) -> set[str]:
    """Return what a row is looked up by; what tells of a death is taken exactly as it stands."""
    key = normal(kind, phrase)
    found = {key} if kind in TELLING else {key, key.replace(_O, "o")}
    return found | {_AND + one for one in found if _ARABIC.match(one)}


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return _INVISIBLE.sub("", folded(text.translate(_DOTTED)))


def _mark(piece: str) -> str:
    """Return a word as it is, and one sign for each kind of mark."""
    if piece[0] in "?؟":
        return "?"
    if piece[0] in _STOPS:
        return "."
    return PAUSE if piece[0] in _PAUSES or piece[0].isspace() else piece
