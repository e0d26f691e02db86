"""One language's words for signs and cues, ready to be found in a message.

It holds the frozen lexicon and its search: exact words, word endings, letters written together
before a word, one typing mistake. The words lie in tries that take a hundredth of the memory that
Python's own containers would. It reads no file (`messages/lexicons.py` does) and decides nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from marisa_trie import BytesTrie, Trie

from care.detector_words import PLAIN, Word, folded, is_spelled, reworded, squeezed, words
from care.temperature import TemperatureWords

FORGIVEN_FROM = 5  # letters a word must have before one mistake in it is forgiven
LONG_FROM = 7  # letters from which even the first one may be wrong
SHORTEST_REST = 2  # letters that a word must have left without what is written before it
SHORTEST_SPELLED = 3  # letters that a word in another script must have
TELLING_STEM = 4  # letters that a stem has which speaks for its language, or half of its word
LONG_REST = 4  # the same where an apostrophe is missing as well
REMEMBERED = 8192  # words whose readings are kept
CHOICE = "choice."
NUMBER = "number."
PREFIX = "prefix"
KNOWN = "known"  # everyday words: they are recognised, and mean nothing here
SAME = "same."  # and a word: others that may stand for it in any phrase, "cannot" for "can't"
ENDINGS = "if_ending"  # what an "if" ends with, in languages that say it so
LETTERS = "letters"  # "shch щ": how letters are written by whoever has none of this script


class Match(NamedTuple):
    """A concept found: words `first` up to and not including `last`; `members` carry it."""

    concept: str
    first: int
    last: int
    members: frozenset[int]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The phrases of one language by concept, indexed. Build it with `lexicon`."""

    language: str
    concepts: tuple[str, ...]
    choices: Mapping[str, frozenset[str]]  # how an answer of the check is said
    temperature: TemperatureWords
    prefixes: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    endings: tuple[str, ...]  # of a verb that only supposes
    phrases: BytesTrie = field(repr=False)  # of a phrase, the places of its concepts
    words: Trie = field(repr=False)
    idle: Trie = field(repr=False)  # those of them that are merely known
    stems: Trie = field(repr=False)
    spellings: Mapping[str, tuple[str, ...]] = field(repr=False)
    halves: BytesTrie = field(repr=False)

    def knows(self, word: str) -> bool:
        """Say whether a word in normal form stands here as it is written, in whichever script."""
        if word in self.words or self.stems.prefixes(word):
            return True
        spelled = self.spelled(word)
        return spelled != word and (spelled in self.words or bool(self.stems.prefixes(spelled)))

    def claims(self, word: str) -> bool:
        """Say whether a word speaks for this language: whole, or by a stem that is most of it.

        A stem of two letters begins words of every language.
        """
        if word in self.words or word in self.spellings or self.spelled(word) in self.words:
            return True
        stems = (*self.stems.prefixes(word), *self.stems.prefixes(self.spelled(word)))
        return any(len(stem) >= min(TELLING_STEM, len(word) / 2) for stem in stems)

    def tells(self, word: str) -> bool:
        """Say whether a word that it knows can mean anything to triage."""
        spelled = self.spelled(word)
        return self._tells(word) or (spelled != word and self._tells(spelled))

    def _tells(self, word: str) -> bool:
        return (word in self.words and word not in self.idle) or bool(self.stems.prefixes(word))

    def goes_on(self, way: str) -> bool:
        """Say whether a phrase begins with these words and has more; they end with a blank."""
        return next(self.phrases.iterkeys(way), None) is not None

    def spelled(self, word: str) -> str:
        """Return a word in the language's own letters, where others stand for them."""
        if not self.letters or not word.isascii() or len(word) < SHORTEST_SPELLED:
            return word
        for theirs, own in self.letters:
            word = word.replace(theirs, own)
        return word

    @property
    def elisions(self) -> tuple[str, ...]:
        """Return what is always apart from the word behind it, as in "l'eau"."""
        return tuple(prefix for prefix in self.prefixes if prefix.endswith("'"))


def lexicon(language: str, terms: Mapping[str, Iterable[str]]) -> Lexicon:
    """Return the lexicon of a language from its phrases by concept.

    A phrase is one or more words; `*` at the end of a word stands for any ending. Raises
    ValueError for a phrase without a word.
    """
    prefixes = _longest_first("".join(phrase_words(one)) for one in terms.get(PREFIX, ()))
    elisions = tuple(prefix for prefix in prefixes if prefix.endswith("'"))
    split = {
        concept: tuple(_elided(phrase_words(phrase), elisions) for phrase in phrases)
        for concept, phrases in terms.items()
    }
    concepts = tuple(sorted(split))
    telling = _said_in_other_words(split, elisions)
    meant = _keys_of(telling.values())
    vocabulary = meant | _keys_of([split.get(KNOWN, ())])
    whole = {key for key in vocabulary if not key.endswith("*")}
    return Lexicon(
        language=language,
        concepts=concepts,
        choices=_choices(split),
        temperature=_temperature_words(split),
        prefixes=prefixes,
        letters=tuple(
            (keys[0], keys[1])
            for keys in sorted(split.get(LETTERS, ()), key=lambda keys: (-len(keys[0]), keys))
        ),
        endings=tuple(sorted("".join(keys) for keys in split.get(ENDINGS, ()))),
        phrases=BytesTrie(
            (" ".join(keys), at.to_bytes(2, "big"))
            for at, concept in enumerate(concepts)
            for keys in telling.get(concept, ())
        ),
        words=Trie(whole),
        idle=Trie(whole - meant),
        stems=Trie({key.removesuffix("*") for key in vocabulary - whole}),
        spellings=MappingProxyType(_without_apostrophes(whole)),
        halves=BytesTrie(_halved(vocabulary)),
    )


def matches(found: tuple[Word, ...], source: Lexicon) -> tuple[Match, ...]:
    """Return every phrase of the lexicon in the words of a message, overlapping ones too."""
    candidates = tuple(_candidates(word.text, source) for word in found)
    starts = (first for first, words in enumerate(candidates) if words)
    return tuple(match for first in starts for match in _from(first, candidates, source))


def apart(found: tuple[Word, ...], source: Lexicon) -> tuple[Word, ...]:
    """Return the words of a message with "and", "the" or "with" taken off where they are glued on.

    A word that the lexicon knows as it is written stays whole.
    """
    if not source.prefixes:
        return found
    return tuple(part for word in found for part in _parts(word, source))


def _parts(word: Word, source: Lexicon) -> tuple[Word, ...]:
    for elision in source.elisions:
        if word.text.startswith(elision) and word.text != elision:
            return _cut(word, elision, elision)
    if source.knows(word.text):
        return (word,)
    for prefix in source.prefixes:
        written = prefix.removesuffix("'")  # people leave the apostrophe out
        least = SHORTEST_REST if written == prefix else LONG_REST
        rest = word.text.removeprefix(written)
        if least <= len(rest) < len(word.text) and source.knows(rest):
            return _cut(word, written, prefix)
    return (word,)


def _cut(word: Word, written: str, meant: str) -> tuple[Word, Word]:
    rest = word.text.removeprefix(written)
    if word.end - word.start != len(word.text):  # there are marks in it: who knows where to cut
        return Word(meant, word.start, word.end), Word(rest, word.start, word.end)
    middle = word.start + len(written)
    return Word(meant, word.start, middle), Word(rest, middle, word.end)


def phrase_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in normal form, `*` kept at their ends.

    Raises ValueError when there is no word, or a `*` inside one.
    """
    if PLAIN.fullmatch(phrase):  # as most are: ten languages are read at every start
        return tuple(map(folded, phrase.split()))
    keys = []
    for part in phrase.split():
        stem = part.removesuffix("*")
        if "*" in stem:
            raise ValueError(f"{phrase!r}: * stands only at the end of a word")
        inside = [word.text for word in words(stem)]
        keys += [*inside[:-1], inside[-1] + "*"] if inside and stem != part else inside
    if not keys:
        raise ValueError(f"{phrase!r} holds no word")
    return tuple(keys)


def _from(first: int, candidates: tuple[tuple[str, ...], ...], source: Lexicon) -> Iterator[Match]:
    """Follow the phrases along the message from one word on."""
    paths: list[str] = [""]
    for last in range(first, len(candidates)):
        ways = [way + key for way in paths for key in candidates[last]]
        if found := {at for way in ways for at in source.phrases.get(way, ())}:
            members = frozenset(range(first, last + 1))
            for at in sorted(found):
                yield Match(source.concepts[int.from_bytes(at, "big")], first, last + 1, members)
        if not any(candidates[last + 1 : last + 2]):  # unknown, or the end: no phrase goes on there
            return
        paths = [longer for way in ways if source.goes_on(longer := f"{way} ")]
        if not paths:
            return


@lru_cache(REMEMBERED)
def _candidates(word: str, source: Lexicon) -> tuple[str, ...]:
    """Return the lexicon's words that a written word may be."""
    if found := _as_written(word, source):  # "dont" may stand there itself, and means "don't" too
        return tuple(dict.fromkeys((*found, *source.spellings.get(word, ()))))
    if (spelled := source.spelled(word)) != word:
        return _candidates(spelled, source)
    if word.endswith("'s"):
        return _candidates(word.removesuffix("'s"), source)
    for shape in squeezed(word):
        if known := _as_written(shape, source):
            return known
    return _forgiven(word, source)


def _as_written(word: str, source: Lexicon) -> tuple[str, ...]:
    stems = tuple(f"{stem}*" for stem in source.stems.prefixes(word))
    if word in source.words:
        return (word, *stems)
    return (*source.spellings.get(word, ()), *stems)


def _forgiven(word: str, source: Lexicon) -> tuple[str, ...]:
    if len(word) < FORGIVEN_FROM - 1 or not is_spelled(word):
        return ()
    near = {known for known in _alike(word, source) if _one_mistake(word, known)}
    return tuple(sorted({key for known in near for key in _as_written(known, source)} or near))


def _alike(word: str, source: Lexicon) -> Iterator[str]:
    """Yield the long words that a word may be with one mistake, and others.

    One letter missing, added or changed leaves one half of the meant word as it was. A swap may
    touch both, so each is tried.
    """
    for length in (len(word) - 1, len(word), len(word) + 1):
        half = length // 2
        first, second = word[:half], word[half - length :]
        for rest in source.halves.get(_first_half(length, first), ()):
            yield first + rest.decode()
        for rest in source.halves.get(_second_half(length, second), ()):
            yield rest.decode() + second
    for place in range(len(word) - 1):
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if swapped in source.words and len(swapped) >= FORGIVEN_FROM:
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


def _halved(vocabulary: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Index each half of a long word under its length with the other half."""
    for word in vocabulary:
        if len(word) >= FORGIVEN_FROM and is_spelled(word):
            half = len(word) // 2
            yield _first_half(len(word), word[:half]), word[half:].encode()
            yield _second_half(len(word), word[half:]), word[:half].encode()


def _elided(keys: tuple[str, ...], elisions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a phrase with what is elided in them apart: "l'eau" is "l'" and "eau"."""
    if len(keys) > 1 and keys[-1] == "'":
        keys = (*keys[:-2], f"{keys[-2]}'")
    found: list[str] = []
    for key in keys:
        elision = next((one for one in elisions if key.startswith(one) and key != one), "")
        found += [elision, key.removeprefix(elision)] if elision else [key]
    return tuple(found)


_Keys = tuple[str, ...]


def _said_in_other_words(
    split: Mapping[str, Iterable[_Keys]], elisions: tuple[str, ...]
) -> dict[str, frozenset[_Keys]]:
    """Return the phrases that mean something, each with all words that may stand for its words."""
    groups = [
        frozenset({_elided(phrase_words(concept.removeprefix(SAME)), elisions), *phrases})
        for concept, phrases in sorted(split.items())
        if concept.startswith(SAME)
    ]
    return {
        concept: frozenset(other for keys in phrases for other in reworded(keys, groups))
        for concept, phrases in split.items()
        if concept != KNOWN and not concept.startswith(SAME)
    }


def _keys_of(phrases: Iterable[Iterable[_Keys]]) -> set[str]:
    return {key for some in phrases for keys in some for key in keys}


def _longest_first(prefixes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(prefixes, key=lambda prefix: (-len(prefix), prefix)))


_Split = Mapping[str, tuple[_Keys, ...]]


def _choices(terms: _Split) -> Mapping[str, frozenset[str]]:
    return MappingProxyType(
        {
            concept.removeprefix(CHOICE): frozenset(" ".join(keys) for keys in phrases)
            for concept, phrases in terms.items()
            if concept.startswith(CHOICE)
        }
    )


def _temperature_words(terms: _Split) -> TemperatureWords:
    def of(concept: str) -> frozenset[str]:
        return frozenset(key for keys in terms.get(concept, ()) for key in keys)

    numbers = {
        key: int(concept.removeprefix(NUMBER))
        for concept in terms
        if concept.startswith(NUMBER)
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
        since=of("since"),
        numbers=MappingProxyType(numbers),
    )
