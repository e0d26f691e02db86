"""An index of words: from a word as somebody types it to the phrases in which it may stand.

Forgives endings, slips of the finger, missing accents and the letters of another keyboard. Takes
some tens of kilobytes, and holds no word that it was not given.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from typing import NamedTuple

from marisa_trie import RecordTrie

from care.detector_lexicon import Lexicon
from care.detector_words import Word, is_spelled, is_word, squeezed, words

STEM = 4  # letters that two forms of a word share
STEM_SUFFIXING = 3  # the same where endings are added one to another
ENDING = 4  # letters that an ending has at most
ENDING_SUFFIXING = 8
ENDING_SHORT = 4  # the same behind a stem of three letters: behind one, anything is a word
SHARED = 0.6  # of the longer of two forms
BEGUN_FROM = 5  # letters from which a word may be the beginning of a longer one
BEGUN = 0.65  # and how much of it
REST = 3  # letters that a word has left without what is written together with it
SLIP_FROM = 6  # letters a word must have before a slip in it is forgiven
SLIP_FROM_DENSE = 4  # the same in scripts that leave vowels out, or join them to a letter
SLIPS_FROM = 8  # and before a second one is
WRITTEN, ENDED, FORMED, SLIPPED = 1.0, 0.9, 0.8, 0.75  # how well a word fits
ALIKE = 0.5  # it may be the same word, and may be quite another
_HAN = "\u3400", "\u9fff"
_DENSE = "\u0600"  # from the Arabic script on
_THE = "ال"


class Unit(NamedTuple):
    """A word of a message, or two Han signs that may be one, and its places, end exclusive."""

    text: str
    first: int
    last: int


class Phrase(NamedTuple):
    """Words that belong to something: all of them are meant, or `loose` ones, each by itself."""

    owner: int
    words: tuple[str, ...]
    loose: bool = False


@dataclass(frozen=True, eq=False)
class Index:
    """The phrases of one language. Build it with `index`."""

    owners: Sequence[int]  # of each phrase
    sizes: Sequence[int]  # how many words it has; below 0 where they are loose
    postings: RecordTrie = field(repr=False)  # of a word, its phrases
    lexicon: Lexicon | None = field(repr=False, default=None)
    suffixing: bool = False
    said: RecordTrie | None = field(repr=False, default=None)  # of a word, in how many texts
    texts: int = 0

    def knows(self, word: str) -> bool:
        """Say whether a word stands here, is said in this language, or is common in it."""
        if word in self.postings or (self.said is not None and word in self.said):
            return True
        return self._is_everyday(word)

    def rarity(self, forms: Iterable[str]) -> float:
        """Return from 1 to 0 how rarely a word is said in this language, given its forms."""
        if self.said is None or not self.texts:
            return 1
        times = sum(one for form in forms for (one,) in self.said.get(form, ()))
        return 1 - min(1, log(max(1, times)) / log(self.texts + 1))

    def phrases(self, word: str) -> tuple[int, ...]:
        """Return the phrases in which a word stands."""
        return tuple(phrase for (phrase,) in self.postings.get(word, ()))

    def near(self, word: str) -> dict[str, float]:
        """Return the words that a written one may stand for, and how well each fits."""
        found: dict[str, float] = {}
        for one in self._ways(word):
            for other, fit in self._forms(one):
                found[other] = max(fit, found.get(other, 0))
        return found or dict.fromkeys(self._slips(word), SLIPPED)

    def _ways(self, word: str) -> Iterator[str]:
        """Yield a word as it may have been meant: in its own script, or without what is glued on.

        "and", "the" or "for" are written together with a word in some languages.
        """
        yield word
        yield from (one for one in squeezed(word) if one != word)
        if self.lexicon is None:
            return
        spelled = self.lexicon.spelled(word)
        if spelled != word:
            yield spelled
        for prefix in self.lexicon.prefixes:
            rest = word.removeprefix(prefix)
            if REST <= len(rest) < len(word):
                yield rest

    def _forms(self, word: str) -> Iterator[tuple[str, float]]:
        if word in self.postings:
            yield word, WRITTEN
        if not is_spelled(word) or len(word) < self._stem:
            return
        for other in self.postings.iterkeys(word[: self._stem]):
            fit = self._fit(word, other)
            if fit and other != word:
                yield other, fit

    def _fit(self, word: str, other: str) -> float:
        """Return how well a word fits another that begins alike.

        It may go on where the other ends. Only a long one may end where the other goes on: a short
        one is a word of its own, and no brand begins with it.
        """
        shared = _shared(word, other)
        share = shared / max(len(word), len(other))
        if shared == len(other):
            return self._ended(len(word) - shared, other)
        if shared < STEM or share < SHARED:
            return 0
        if self._is_everyday(word):
            return ALIKE
        if shared == len(word):
            return ENDED if share >= BEGUN and shared >= BEGUN_FROM else ALIKE
        other_end = max(len(word), len(other)) - shared <= (1 if word < _DENSE else 2)
        return FORMED if shared >= BEGUN_FROM or other_end else ALIKE

    def _ended(self, ending: int, stem: str) -> float:
        if ending > (ENDING_SUFFIXING if self.suffixing else ENDING):
            return 0
        return ENDED if len(stem) >= STEM or ending <= ENDING_SHORT else ALIKE

    def _slips(self, word: str) -> Iterator[str]:
        """Yield the words that one or two slips make of this one. No word is a slip of another."""
        least = SLIP_FROM if word < _DENSE else SLIP_FROM_DENSE
        if len(word) < least or not is_spelled(word) or self._is_everyday(word):
            return
        most = 2 if len(word) >= SLIPS_FROM else 1
        for other in self.postings.iterkeys(word[0]):
            if abs(len(word) - len(other)) <= most and slips(word, other) <= most:
                yield other

    def _is_everyday(self, word: str) -> bool:
        known = self.lexicon
        return known is not None and word in known.idle

    @property
    def _stem(self) -> int:
        return STEM_SUFFIXING if self.suffixing else STEM


def index(
    phrases: Iterable[Phrase],
    lexicon: Lexicon | None = None,
    *,
    suffixing: bool = False,
    texts: Iterable[str] = (),
) -> Index:
    """Return the index of these phrases. `suffixing` languages add one ending to another.

    `texts` are what the language says elsewhere: they tell its common words from its rare ones.
    """
    given = [one for one in phrases if one.words]
    stands = ((word, (at,)) for at, one in enumerate(given) for word in set(one.words))
    spoken = [set(phrase_words(text)) for text in texts]
    said = Counter(word for one in spoken for word in one)
    return Index(
        tuple(one.owner for one in given),
        tuple(-len(set(one.words)) if one.loose else len(set(one.words)) for one in given),
        RecordTrie("<H", stands),
        lexicon,
        suffixing,
        RecordTrie("<H", ((word, (times,)) for word, times in said.items())),
        len(spoken),
    )


def units(text: str) -> tuple[Unit, ...]:
    """Return the words of a text; of Han signs, which have no spaces, also each two neighbours."""
    said = [word for word in words(text) if is_word(word.text)]
    single = [Unit(_bare(word.text), at, at + 1) for at, word in enumerate(said)]
    double = [
        Unit(one.text + other.text, at, at + 2)
        for at, (one, other) in enumerate(pairwise(said))
        if _is_han(one) and _is_han(other) and one.end == other.start
    ]
    return (*single, *double)


def phrase_words(text: str) -> tuple[str, ...]:
    """Return the words that a phrase consists of; Han signs in twos where there are several."""
    found = units(text)
    inside = {
        at for unit in found if unit.last - unit.first > 1 for at in (unit.first, unit.first + 1)
    }
    return tuple(
        unit.text for unit in found if unit.last - unit.first > 1 or unit.first not in inside
    )


def weight(of: int, entries: int) -> float:
    """Return how much a word tells that `of` so many entries speak of: the fewer, the more."""
    return log((entries + 1) / max(1, of))


def slips(written: str, meant: str) -> int:
    """Count the letters missing, added, changed or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for at, letter in enumerate(written, start=1):
        older, before, row = before, row, [at]
        for place, other in enumerate(meant, start=1):
            changed = before[place - 1] + (letter != other)
            least = min(changed, before[place] + 1, row[-1] + 1)
            swapped = (
                at > 1 and place > 1 and written[at - 2] == other and letter == meant[place - 2]
            )
            row.append(min(least, older[place - 2] + 1) if swapped else least)
    return row[-1]


def _shared(one: str, other: str) -> int:
    """Return how many letters two words share at their beginnings."""
    both = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in both if mine != theirs), min(len(one), len(other)))


def _bare(word: str) -> str:
    """Return a word without its article or ending, where an apostrophe or Arabic shows them."""
    before, apostrophe, after = word.partition("'")
    if apostrophe:
        return after if len(before) < REST <= len(after) else before
    rest = word.removeprefix(_THE)
    return rest if len(rest) >= REST else word


def _is_han(word: Word) -> bool:
    return _HAN[0] <= word.text[0] <= _HAN[1]
