"""What a language's words mean, as far as the checker must know.

Tells which meanings stand in a line of text, and whether it negates. Holds no word itself, reads
none (see `vocabulary`), and decides nothing.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

NOT_SPLIT = frozenset({"zh", "ja", "th"})  # written without spaces
_APART = re.compile(
    r"[\s.,;:!?¿¡_()«»“”„‹›「」『』\"'’‘\u2010-\u2015\-…/؟،؛。，！？：；、（）《》\[\]<>{}|।·•%+=*&\u200e\u200f]+"
)
_ARABIC = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_CLITICS = {
    "Arabic": ("وال", "فال", "بال", "كال", "ال", "لل", "و", "ف", "ب", "ل", "ك"),
    "Hebrew": ("וה", "ול", "וב", "שה", "מה", "בה", "כש", "ו", "ה", "ב", "ל", "מ", "ש", "כ"),
}

_IN_MAY = re.compile(r"(?<=\d )May\b|\bMay(?= \d)")
_COMPOUNDING = frozenset({"de", "nl"})  # where the last word of a long one says what it is
_NAMED = frozenset({"dosage", "treatment", "sample", "organ", "drug", "vaccine", "value"})
_HEAD, _TAIL = 4, 5  # letters of the first, and least of the last

NOT = ("negation", "not")
_BOUND = ("bound", "")  # all that is said of a bound is known already
_MEAL = "meal"
_STEPS = ("order", "sequence")
_ORDER, _RANK = "order", "rank"
Meanings = frozenset[tuple[str, str]]  # (block, meaning)
Phrase = tuple[str, tuple[str, str]]  # as it is written, and what it means


def folded(text: str, language: str) -> str:
    """Return a text in the one spelling in which words are compared."""
    if language in ("tr", "az"):
        text = text.replace("İ", "i").replace("I", "ı")
    elif language == "en":
        if "May" in text:
            text = _IN_MAY.sub(" maymonth ", text)  # else it is what somebody may do
        text = text.lower().replace("’", "'").replace("annot", "an not").replace("n't", " not")
    elif language == "ar":
        text = _ARABIC_MARKS.sub("", text).translate(_ARABIC)
    return unicodedata.normalize("NFC", text.lower())


def split(told: str) -> list[str]:
    """Return the words of a folded text, with an empty one where it begins or ends with a sign."""
    return _APART.split(told)


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words to meanings: whole words, beginnings by their length, and what holds a space."""

    whole: Mapping[str, Meanings] = field(default_factory=dict)
    begun: Mapping[str, Meanings] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)


class _Seen(dict[str, Meanings]):
    """The meanings of each word that was asked for: worked out the first time."""

    def __init__(self, work: Callable[[str], Meanings]) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, word: str) -> Meanings:
        found = self[word] = self.work(word)
        return found


@dataclass(slots=True, eq=False)
class Profile:
    """All that is known of one language. An unknown language has an empty one."""

    language: str
    script: str = "Latin"
    common: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    glossary: Glossary = Glossary()
    negating: re.Pattern[str] | None = None
    forbidding: re.Pattern[str] | None = None
    obliging: re.Pattern[str] | None = None  # how a word ends that says "must"
    granting: re.Pattern[str] | None = None  # and one that says "may"
    undenied: re.Pattern[str] | None = None  # what looks like a "not" and is none
    lacking: re.Pattern[str] | None = None  # a "not" that stands in no order: "without"
    masked: re.Pattern[str] | None = None  # what holds a word and does not mean it: breakfast
    echoing: re.Pattern[str] | None = None  # what denies only beside another "not": ever
    unable: re.Pattern[str] | None = None  # "cannot", however far apart its words stand
    familiar: frozenset[str] = frozenset()  # how a sentence begins, or ends, that orders a friend
    future: re.Pattern[str] | None = None  # what is still to come
    gendered: re.Pattern[str] | None = None  # what tells whether a man or a woman is spoken to
    denying: re.Pattern[str] | None = None  # one sign for each "not", where two make one
    turning: re.Pattern[str] | None = None  # "but": what turns a sentence round
    marking: re.Pattern[str] | None = None  # what tells who does it, in whatever order
    known: bool = False
    _seen: "_Seen" = field(init=False)

    def __post_init__(self) -> None:
        self._seen = _Seen(self._of_word)

    @property
    def dense(self) -> bool:
        """Say whether the language is written without spaces."""
        return self.language in NOT_SPLIT

    def meanings(self, text: str) -> set[tuple[str, str]]:
        """Return the meanings in a text, each with the block it belongs to."""
        told = folded(text, self.language)
        return self.meant(told, () if self.dense else split(told))

    def meant(self, told: str, words: Sequence[str]) -> set[tuple[str, str]]:
        """Return the meanings in a text that is folded already, and split where words end."""
        plain = told if self.masked is None else self.masked.sub(" ", told)
        if plain is not told and plain != told:
            return self._of_masked(told) | self._meant(plain, words, told)
        return self._meant(plain, words, told)

    def _of_masked(self, told: str) -> set[tuple[str, str]]:
        """Return what is meant by the words that hide others: a breakfast, and no morning."""
        if self.masked is None:
            return set()
        found = {place for one in self.masked.finditer(told) for place in [one[0].strip()]}
        words = [word for one in found for word in ([one] if self.dense else split(one))]
        return {
            meaning
            for some in (self._meant(one, split(one), one) for one in {*found, *words})
            for meaning in some
            if meaning[0] == _MEAL
        }

    def _meant(self, plain: str, words: Sequence[str], told: str) -> set[tuple[str, str]]:
        if self.dense:
            phrases = _uncovered(self._of_phrases(plain, plain), plain)
            return self._whole(phrases, plain) - {NOT} | self._denied(plain)
        if plain is not told:
            words = split(plain)
        found = set().union(*map(self._seen.__getitem__, words))
        if not self.glossary.phrases.keys().isdisjoint(words):
            joined = f" {' '.join(words)}"
            found = self._beside(found, self._of_phrases(words, joined), joined)
        return found

    def _beside(
        self, found: set[tuple[str, str]], phrases: Sequence[Phrase], told: str
    ) -> set[tuple[str, str]]:
        """Return what the words mean beside phrases: a bound in these says all about bounds."""
        whole = self._whole(phrases, told)
        return (_unbound(found) if _BOUND in whole else found) | (whole - {_BOUND})

    def _whole(self, phrases: Sequence[Phrase], told: str) -> set[tuple[str, str]]:
        """Return the meanings of what holds a space; in Chinese, of what stands anywhere.

        "Not more than" is no "more": where such a phrase stands, its words count no further.
        """
        found = {meaning for _, meaning in phrases}
        bound = [one for one in phrases if one[1][0] == "bound"]
        if not bound:
            return found
        kept: set[tuple[str, str]] = set()
        for phrase, meaning in sorted(bound, key=lambda one: -len(one[0])):
            if phrase in told:
                kept.add(meaning)
                told = told.replace(phrase, " ")
        for word in told.split() if not self.dense else ():
            kept |= {meaning for meaning in self._seen[word] if meaning[0] == "bound"}
        return _unbound(found) | kept | ({_BOUND} if not self.dense else set())

    def _of_phrases(self, begun: Iterable[str], told: str) -> list[Phrase]:
        phrases = self.glossary.phrases
        firsts = phrases.keys() & begun
        return [one for first in firsts for one in phrases[first] if one[0] in told]

    def unbounded(self, told: str) -> str:
        """Return a folded text without what says "at least" or "no more than"."""
        words = told if self.dense else f" {' '.join(split(told))} "
        for some in self.glossary.phrases.values():
            for said, (block, _) in some:
                if block == "bound" and said in words:
                    words = words.replace(said, " ")
        return words

    def in_turn(self, told: str, block: str) -> list[str]:
        """Return the meanings of one block in the order in which a folded text has them."""
        if self.dense:
            phrases = (one for some in self.glossary.phrases.values() for one in some)
            places = [(told.find(said), of[1]) for said, of in phrases if of[0] == block]
            return [meaning for place, meaning in sorted(places) if place >= 0]
        found = (sorted(self._seen[word]) for word in split(told))
        return [meaning for some in found for name, meaning in some if name == block]

    def placed(self, told: str) -> list[tuple[int, tuple[str, str]]]:
        """Return the meanings in a folded text with where each stands, in order."""
        plain = told if self.masked is None else self.masked.sub(" ", told)
        if self.dense:
            found = list(_every_place(self._of_phrases(plain, plain), plain))
            last = {at + 1 for at, one in found if one[0] == _RANK}  # the second sign of 最后
            return sorted(
                {(at, one) for at, one in found if at not in last or one[0] not in _STEPS}
            )
        words = split(plain)
        named = {(place, one) for place, word in enumerate(words) for one in self._seen[word]}
        if not self.glossary.phrases.keys().isdisjoint(words):
            joined = f" {' '.join(words)}"
            for at, one in _every_place(self._of_phrases(words, joined), joined):
                named.add((joined[:at].count(" "), one))
        return sorted(named)

    def _denied(self, told: str) -> set[tuple[str, str]]:
        plain = told if self.undenied is None else self.undenied.sub("", told)
        return {meaning for _, meaning in self._of_phrases(plain, plain)} & {NOT}

    def plainly(self, told: str) -> str:
        """Return a folded text without each "not" that stands in no order."""
        return told if self.lacking is None else self.lacking.sub(" ", told)

    def only_echoes(self, told: str) -> bool:
        """Say whether each "not" of a folded text is one that needs another one, as "ever" does."""
        if self.echoing is None or not self.echoing.search(told):
            return False
        return NOT not in self.meanings(self.echoing.sub(" ", told))

    def denies_ability(self, told: str) -> bool:
        """Say whether a folded text holds a "cannot" or a "may not"."""
        return self.unable is not None and self.unable.search(told) is not None

    def announces(self, told: str) -> bool:
        """Say whether a folded text speaks of what is still to come."""
        return self.future is not None and self.future.search(told) is not None

    def _of_word(self, word: str) -> Meanings:
        found = frozenset[tuple[str, str]]().union(*map(self._looked_up, self._readings(word)))
        if self.language in _COMPOUNDING:
            found |= self._of_last(word)
        if self.negating is not None and self.negating.search(word):
            found |= {NOT}
        if self.undenied is not None and self.undenied.search(word):
            found -= {NOT}
        for pattern, meaning in (
            (self.forbidding, ("forbids", "not")),
            (self.obliging, ("duty", "must")),
            (self.granting, ("duty", "may")),
        ):
            if pattern is not None and pattern.search(word):
                found |= {meaning}
        return found

    def _of_last(self, word: str) -> Meanings:
        """Return what the last word of a long one names: a Hautcreme is a cream."""
        for at in range(_HEAD, len(word) - _TAIL):
            named = {one for one in self._looked_up(word[at:]) if one[0] in _NAMED}
            if named:
                return frozenset(named)
        return frozenset()

    def _readings(self, word: str) -> Iterable[str]:
        """Return a word and, in Arabic and Hebrew, the word without the small ones on its front."""
        yield word
        for clitic in _CLITICS.get(self.script, ()):
            if word.startswith(clitic) and len(word) > len(clitic) + 1:
                yield word[len(clitic) :]

    def _looked_up(self, word: str) -> Meanings:
        glossary = self.glossary
        found = glossary.whole.get(word, frozenset())
        for length in glossary.lengths:
            if length > len(word):
                break
            found |= glossary.begun.get(word[:length], frozenset())
        return found


def _every_place(phrases: Iterable[Phrase], told: str) -> Iterable[tuple[int, tuple[str, str]]]:
    """Yield each place where a phrase stands, with what it means."""
    for said, meaning in phrases:
        at = told.find(said)
        while at >= 0:
            yield at, meaning
            at = told.find(said, at + 1)


def _uncovered(phrases: Sequence[Phrase], told: str) -> list[Phrase]:
    """Return the phrases without an "after" that stands only inside another word: 后 in 最后."""
    found = []
    for said, meaning in phrases:
        left = told
        if meaning[0] == _ORDER and len(said) == 1:
            for longer, other in phrases:
                if said in longer and other[0] == _RANK:
                    left = left.replace(longer, " ")
        if said in left:
            found.append((said, meaning))
    return found


def _unbound(meanings: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {meaning for meaning in meanings if meaning[0] != "bound"}
