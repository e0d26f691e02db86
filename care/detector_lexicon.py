"""One language's words for signs and cues, ready to be found in a message.

It holds the frozen lexicon and its search: exact words, word endings, one typing mistake. It reads
no file (`messages/lexicons.py` does) and decides nothing.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from care.detector_words import Word, words
from care.temperature import TemperatureWords

FORGIVEN_FROM = 5  # letters a word must have before one mistake in it is forgiven
LONG_FROM = 7  # letters from which even the first one may be wrong
_SHORTEST_STEM = 2
_END = ""
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")

Node: TypeAlias = dict[str, "Node | tuple[str, ...]"]


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found: words `first` up to and not including `last`; `members` carry it."""

    concept: str
    first: int
    last: int
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language by concept, indexed. Build it with `lexicon`."""

    language: str
    terms: Mapping[str, tuple[str, ...]]
    temperature: TemperatureWords
    trie: Node = field(repr=False)
    vocabulary: frozenset[str] = field(repr=False)
    spellings: Mapping[str, tuple[str, ...]] = field(repr=False)
    halves: Mapping[str, tuple[str, ...]] = field(repr=False)


def lexicon(language: str, terms: Mapping[str, Iterable[str]]) -> Lexicon:
    """Return the lexicon of a language from its phrases by concept.

    A phrase is one or more words; `*` at the end of a word stands for any ending. Raises
    ValueError for a phrase without a word.
    """
    kept = {concept: tuple(phrases) for concept, phrases in terms.items()}
    trie: Node = {}
    vocabulary: set[str] = set()
    for concept, phrases in kept.items():
        for phrase in phrases:
            keys = phrase_words(phrase)
            _plant(trie, keys, concept)
            vocabulary.update(keys)
    return Lexicon(
        language,
        MappingProxyType(kept),
        _temperature_words(kept),
        trie,
        frozenset(vocabulary),
        MappingProxyType(_without_apostrophes(vocabulary)),
        MappingProxyType(_halved(vocabulary)),
    )


def matches(found: tuple[Word, ...], source: Lexicon) -> tuple[Match, ...]:
    """Return every phrase of the lexicon in a message, overlapping ones too."""
    candidates = tuple(_candidates(word.text, source) for word in found)
    return tuple(
        match for first in range(len(found)) for match in _from(first, candidates, source.trie)
    )


def phrase_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in normal form, `*` kept at their ends.

    Raises ValueError when there is no word, or a `*` inside one.
    """
    keys = []
    for part in phrase.split():
        stem = part.removesuffix("*")
        if "*" in stem:
            raise ValueError(f"{phrase!r}: * stands only at the end of a word")
        inside = [word.text for word in words(stem)]
        keys += [*inside[:-1], inside[-1] + "*"] if inside and stem != part else inside
    if not keys:
        raise ValueError(f"{phrase!r} holds no word")
    return tuple(map(sys.intern, keys))  # the same words stand in thousands of phrases


def _plant(trie: Node, keys: tuple[str, ...], concept: str) -> None:
    node = trie
    for key in keys:
        below = node.setdefault(key, {})
        assert isinstance(below, dict)
        node = below
    concepts = node.get(_END, ())
    assert isinstance(concepts, tuple)
    node[_END] = (*concepts, concept)


def _from(first: int, candidates: tuple[tuple[str, ...], ...], trie: Node) -> Iterator[Match]:
    """Walk the trie along the message from one word on."""
    paths: list[Node] = [trie]
    for last in range(first, len(candidates)):
        paths = [
            below
            for node in paths
            for key in candidates[last]
            if isinstance(below := node.get(key), dict)
        ]
        if not paths:
            return
        for concept in {one for node in paths for one in node.get(_END, ())}:
            yield Match(concept, first, last + 1, frozenset(range(first, last + 1)))


def _candidates(word: str, source: Lexicon) -> tuple[str, ...]:
    """Return the lexicon's words that a written word may be."""
    stems = tuple(
        stem
        for cut in range(_SHORTEST_STEM, len(word) + 1)
        if (stem := word[:cut] + "*") in source.vocabulary
    )
    if word in source.vocabulary:
        return (word, *stems)
    spelled = (*source.spellings.get(word, ()), *stems)
    if spelled:
        return spelled
    if word.endswith("'s"):
        return _candidates(word.removesuffix("'s"), source)
    for shape in _squeezed(word):
        if shape in source.vocabulary:
            return (shape,)
    return _forgiven(word, source)


def _squeezed(word: str) -> tuple[str, ...]:
    """Return what "feverrr" and "heeelp" may stand for: letters held down too long."""
    return _DRAWN_OUT.sub(r"\1\1", word), _DRAWN_OUT.sub(r"\1", word)


def _forgiven(word: str, source: Lexicon) -> tuple[str, ...]:
    if len(word) < FORGIVEN_FROM - 1 or not word.isalpha():
        return ()
    near = {known for known in _alike(word, source) if _one_mistake(word, known)}
    return tuple(sorted(near))


def _alike(word: str, source: Lexicon) -> Iterator[str]:
    """Yield the long words that a word may be with one mistake, and others.

    One letter missing, added or changed leaves one half of the meant word as it was. A swap may
    touch both, so each is tried.
    """
    for length in (len(word) - 1, len(word), len(word) + 1):
        half = length // 2
        yield from source.halves.get(_first_half(length, word[:half]), ())
        yield from source.halves.get(_second_half(length, word[half - length :]), ())
    for place in range(len(word) - 1):
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if swapped in source.vocabulary and len(swapped) >= FORGIVEN_FROM:
            yield swapped


def _first_half(length: int, letters: str) -> str:
    return f"{length}{letters}-"


def _second_half(length: int, letters: str) -> str:
    return f"{length}-{letters}"


def _deletions(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _one_mistake(written: str, meant: str) -> bool:
    """Say whether one letter is missing, added, changed, or swapped with its neighbour."""
    if len(meant) < LONG_FROM and written[:1] != meant[:1] and written[:2] != meant[1::-1]:
        return False
    if abs(len(written) - len(meant)) > 1:
        return False
    if len(written) != len(meant):
        short, long = sorted((written, meant), key=len)
        return short in _deletions(long)
    differing = [place for place, letter in enumerate(written) if letter != meant[place]]
    if len(differing) != 2:  # noqa: PLR2004 -- a swap touches two letters
        return len(differing) < 2  # noqa: PLR2004
    first, last = differing
    return (written[first], written[last]) == (meant[last], meant[first]) and last == first + 1


def _without_apostrophes(vocabulary: Iterable[str]) -> dict[str, tuple[str, ...]]:
    spellings: dict[str, tuple[str, ...]] = {}
    for word in sorted(word for word in vocabulary if "'" in word):
        plain = word.replace("'", "")
        spellings[plain] = (*spellings.get(plain, ()), word)
    return spellings


def _halved(vocabulary: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Index each long word under its length with its first half, and with its second."""
    halves: dict[str, tuple[str, ...]] = {}
    for word in sorted(vocabulary):
        if len(word) >= FORGIVEN_FROM and word.isalpha():
            half = len(word) // 2
            for key in (
                _first_half(len(word), word[:half]),
                _second_half(len(word), word[half:]),
            ):
                halves[key] = (*halves.get(key, ()), word)
    return halves


def _temperature_words(terms: Mapping[str, tuple[str, ...]]) -> TemperatureWords:
    def of(concept: str) -> frozenset[str]:
        return frozenset(key for phrase in terms.get(concept, ()) for key in phrase_words(phrase))

    numbers = {
        key: int(concept.removeprefix("number."))
        for concept in terms
        if concept.startswith("number.")
        for key in of(concept)
    }
    return TemperatureWords(
        thermometer=of("thermometer"),
        link=of("link"),
        celsius=of("celsius"),
        fahrenheit=of("fahrenheit"),
        degree=of("degree"),
        other_unit=of("other_unit"),
        numbered=of("numbered"),
        point=of("point"),
        half=of("half"),
        joint=of("number_joint"),
        have=of("have"),
        numbers=MappingProxyType(numbers),
    )
