"""Which answers and vaccines fit what somebody wrote, in the reader's language and in English.

Knows no sentence and no sign of illness: whoever asks it has asked triage before. What is looked
through is what translators wrote; it is made when first needed, and few languages of it are kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from care.vaccines import Disease, against
from messages.catalogs import LOCALES
from messages.declare import TEXTS
from messages.languages import ENGLISH, LANGUAGES
from messages.lexicons import read_lexicons
from messages.seals import Stamp, stamp
from messages.texts.topics import UNANSWERED
from messages.texts.vaccine_names import title_of, words_of
from messages.topics import ANSWERS
from messages.voice import Voice
from messages.word_index import (
    ALIKE,
    SLIPPED,
    WRITTEN,
    Index,
    Phrase,
    Unit,
    index,
    phrase_words,
    units,
    weight,
)

KEPT = 4  # languages in memory: English, and those of the last who asked
MOST = 4  # answers offered at once
READ = 40  # words of a message that are looked up; who writes more asks for none of these answers
WHOLLY = 0.85  # of what was asked, that a question says with other words between
STORY = 12  # words from which a message tells more than it asks
SPOKEN = 1.25  # times what a word of a whole phrase is worth where the question says it, too
LOOSE = 0.4  # what a word is worth that stands in a question, or in half a phrase
OFTEN = 0.05  # what each further phrase is worth in which it stands
HALF = 0.5  # of the words of a name and its question, that somebody wrote
ASKED = 0.9  # what words are worth that are the question itself
UNKNOWN = 0.7  # what a word weighs that nothing speaks of, measured by the heaviest
COVERED = 0.45  # of what was asked, that answers must speak of to be listed in place of "what?"
OPENED = 0.6  # and the one answer that is opened unasked
TOUCHED = 0.1  # and to be offered at all
TOUCHED_BY_STORY = 0.2
AHEAD = 1.25  # times the next best, to be opened unasked
BEHIND = 0.55  # of the best, to be offered beside it
_COMMAS = str.maketrans(dict.fromkeys("،、，;；؛\n", ","))


class Kind(StrEnum):
    """What can be found. It is also the deed of the button that opens it."""

    ANSWER = "answer"
    VACCINE = "vaccine"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found. `names` are words that nobody translates, such as brands."""

    kind: Kind
    id: str
    label: str  # message id of its name
    words: str  # message id of the words by which people look for it
    question: str = ""  # message id of the text whose first line is the question
    names: tuple[str, ...] = ()
    childbearing: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first. `sure` when the words are about it, and about little else."""

    entries: tuple[Entry, ...] = ()
    sure: bool = False
    clear: bool = False  # sure of the first, which is far ahead of the next
    called: bool = False  # by its name and nothing else: the first is meant, whatever else fits

    def __bool__(self) -> bool:
        """Say whether anything was found."""
        return bool(self.entries)


NOTHING = Found()


def find(words: str, language: str, *, intimate: bool, only: Kind | None = None) -> Found:
    """Return what fits words, in the language of their reader or in English.

    `intimate` where answers on childbearing may be shown; `only` one kind of what can be found.
    """
    asked = units(words)
    length = max((unit.last for unit in asked), default=0)
    if length > READ:
        return NOTHING
    scores: dict[int, _Score] = {}
    own = words_in(language)
    searches = [_Search(asked, one, own) for one in dict.fromkeys((own, words_in(ENGLISH)))]
    if _unanswered(asked, language) - {place for one in searches for place in one.told()}:
        return NOTHING
    for search in searches:
        for owner, score in search.scores().items():
            scores[owner] = max(score, scores.get(owner, _Score()))
    shown = {at for at, one in enumerate(entries()) if intimate or not one.childbearing}
    shown = {at for at in shown if only in (None, entries()[at].kind)}
    return _found([(one, at) for at, one in scores.items() if at in shown], length)


@cache
def entries() -> tuple[Entry, ...]:
    """Return everything that can be found, in a fixed order."""
    answers = (
        Entry(Kind.ANSWER, one.id, one.name, one.words, one.short[0], (), one.childbearing)
        for one in ANSWERS
    )
    vaccines = (
        Entry(Kind.VACCINE, one, title_of(one), words_of(one), names=_brands(one))
        for one in Disease
    )
    return (*answers, *vaccines)


def words_in(language: str) -> Index:
    """Return the words of every entry in a language, as its translators have them now."""
    return _words_in(language, _edition(language))


@lru_cache(KEPT)
def _words_in(language: str, edition: Stamp) -> Index:  # noqa: ARG001 -- another is read anew
    voice = Voice(language, preview=(language,))  # searched, and never shown
    given = (one for at, entry in enumerate(entries()) for one in _phrases(at, entry, voice))
    texts = [voice.label(TEXTS[id]) for one in ANSWERS for id in one.long]
    return _index(given, language, texts)


def _edition(language: str) -> Stamp:
    """Return what changes when its translators have written something."""
    return stamp(str(LOCALES / language / "LC_MESSAGES" / "content.po"))


def _index(given: Iterable[Phrase], language: str, texts: Iterable[str] = ()) -> Index:
    """Return the index of these phrases, read as the language is written."""
    known = LANGUAGES.get(language)
    lexicon = read_lexicons().by_language.get(language.partition("_")[0])
    return index(given, lexicon, suffixing=known is not None and known.suffixing, texts=texts)


def _unanswered(asked: Sequence[Unit], language: str) -> set[int]:
    """Return the places of words that none of our answers is about, whatever they look like."""
    found: set[int] = set()
    for code in dict.fromkeys((language, ENGLISH)):
        listed, known = _no_answers_in(code), words_in(code)
        for unit in asked:
            fit = max(listed.near(unit.text).values(), default=0)
            if fit > SLIPPED and fit >= max(known.near(unit.text).values(), default=0):
                found.update(range(unit.first, unit.last))
    return found


def _no_answers_in(language: str) -> Index:
    return _listed_in(language, _edition(language))


@lru_cache(KEPT)
def _listed_in(language: str, edition: Stamp) -> Index:  # noqa: ARG001 -- another is read anew
    voice = Voice(language, preview=(language,))  # searched, and never shown
    said = voice.label(UNANSWERED).translate(_COMMAS).split(",")
    given = (Phrase(0, phrase_words(one)) for one in said)
    return _index(given, language)


def _phrases(owner: int, entry: Entry, voice: Voice) -> list[Phrase]:
    said = voice.label(TEXTS[entry.words]).translate(_COMMAS).split(",")
    phrases = [Phrase(owner, phrase_words(one)) for one in (*said, *entry.names)]
    asked = voice.label(TEXTS[entry.question]).partition("\n")[0] if entry.question else ""
    loose = f"{voice.label(TEXTS[entry.label])}\n{asked}"
    return [*phrases, Phrase(owner, phrase_words(loose), loose=True)]


def _brands(disease: Disease) -> tuple[str, ...]:
    return tuple(name for vaccine in against(disease) for name in vaccine.names)


# --- How well it fits -----------------------------------------------------------------------------


class Same(IntEnum):
    """How far somebody wrote the very words of an entry, and no other."""

    NOT = 0
    PHRASE = 1  # one of those by which people look for it, or its question
    NAME = 2


class _Score(NamedTuple):
    points: float = 0
    covered: float = 0  # of what was asked
    named: bool = False  # by a whole phrase
    same: Same = Same.NOT


class _Hit(NamedTuple):
    """A word of an index that a written one may stand for, and a phrase in which it stands."""

    unit: Unit
    word: str
    fit: float
    phrase: int


class _Search:
    """Words that were asked, held against one index."""

    def __init__(self, asked: Sequence[Unit], source: Index, own: Index) -> None:
        self._source = source
        # What is a word of the reader's language is none of another: the German "die" kills nobody.
        near = {
            unit: source.near(unit.text) if source is own or not own.knows(unit.text) else {}
            for unit in asked
        }
        self._hits = [
            _Hit(unit, word, fit, phrase)
            for unit, fits in near.items()
            for word, fit in fits.items()
            for phrase in source.phrases(word)
        ]
        self._whole = self._whole_phrases()
        self._said_whole = {
            (source.owners[hit.phrase], hit.unit)
            for hit in self._hits
            if hit.phrase in self._whole and hit.fit == WRITTEN
        }
        self._weights = {
            (unit, word): weighs
            for unit, fits in near.items()
            for word, weighs in self._weigh(fits)
        }
        self._heavy = self._places(near)

    def scores(self) -> Mapping[int, _Score]:
        """Return the score of each entry that any of the words is about."""
        points: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        often: dict[int, float] = defaultdict(float)
        asked: dict[int, set[int]] = defaultdict(set)  # places that the question itself says
        for hit in self._hits:
            worth = self._weights[hit.unit, hit.word] * hit.fit
            owner = self._source.owners[hit.phrase]
            mine = points[owner]
            often[owner] += worth * (1 if hit.phrase in self._whole else LOOSE) * OFTEN
            worth *= self._share(hit)
            for place in range(hit.unit.first, hit.unit.last):
                mine[place] = max(mine[place], worth)
            if self._source.sizes[hit.phrase] < 0 and hit.fit > ALIKE:
                asked[owner].update(range(hit.unit.first, hit.unit.last))
        named = {self._source.owners[phrase] for phrase in self._whole}
        scores = {
            one: self._score(of, asked[one], named=one in named) for one, of in points.items()
        }
        same = self._same()
        return {
            one: of._replace(
                points=of.points + often[one],
                same=same.get(one, Same.NOT),
                named=of.named or one in same,
            )
            for one, of in scores.items()
        }

    def told(self) -> set[int]:
        """Return the places of words of which a phrase consists that was asked whole."""
        return {at for _, unit in self._said_whole for at in range(unit.first, unit.last)}

    def _share(self, hit: _Hit) -> float:
        """Return how much of its weight a word brings: all in a whole phrase, little beside it.

        More where the question says it as well: the answer is about it, and no other is so much.
        """
        if hit.phrase in self._whole:
            return 1
        asks = self._source.sizes[hit.phrase] < 0 and hit.fit == WRITTEN
        whole = (self._source.owners[hit.phrase], hit.unit) in self._said_whole
        return SPOKEN if asks and whole else LOOSE

    def _score(self, points: Mapping[int, float], asked: set[int], *, named: bool) -> _Score:
        total = sum(self._heavy.values()) or 1  # 0 where every text says every word of it
        worth, covered = sum(points.values()), sum(self._heavy[place] for place in points) / total
        spoken = sum(self._heavy[place] for place in asked)
        if spoken >= max(WHOLLY * total, weight(1, len(entries()))):  # it is the question itself
            return _Score(max(worth, ASKED * spoken), covered, named=True)
        return _Score(worth, covered, named)

    def _whole_phrases(self) -> frozenset[int]:
        """Return the phrases of which every word was asked."""
        met: dict[int, set[str]] = defaultdict(set)
        for hit in self._hits:
            if hit.fit > ALIKE:
                met[hit.phrase].add(hit.word)
        sizes = self._source.sizes
        return frozenset(phrase for phrase, words in met.items() if len(words) == sizes[phrase])

    def _same(self) -> Mapping[int, Same]:
        """Return the entries of which all that was asked is a phrase, the name or the question."""
        met: dict[int, tuple[set[int], set[str]]] = defaultdict(lambda: (set(), set()))
        for hit in self._hits:
            if hit.fit == WRITTEN:
                met[hit.phrase][0].update(range(hit.unit.first, hit.unit.last))
                met[hit.phrase][1].add(hit.word)
        found: dict[int, Same] = {}
        for phrase, (places, words) in met.items():
            size, owner = self._source.sizes[phrase], self._source.owners[phrase]
            if len(places) == len(self._heavy) and len(words) >= abs(size) * (
                1 if size > 0 else HALF
            ):
                how = Same.NAME if len(words) == -size else Same.PHRASE
                found[owner] = max(how, found.get(owner, how))
        return found

    def _weigh(self, fits: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """Yield what each word weighs: the forms of one word weigh the same."""
        forms = [word for word, fit in fits.items() if fit > ALIKE]
        for word in fits:
            mine = forms if word in forms else [word]
            owners = {self._source.owners[at] for one in mine for at in self._source.phrases(one)}
            yield word, weight(len(owners), len(entries())) * self._source.rarity(mine)

    def _places(self, near: Mapping[Unit, Mapping[str, float]]) -> Mapping[int, float]:
        """Return what each place of the message weighs: as its heaviest word, or as an unknown."""
        unknown = UNKNOWN * weight(1, len(entries()))
        heavy: dict[int, float] = {}
        for unit, fits in near.items():
            for place in range(unit.first, unit.last):
                most = max((self._weights[unit, word] for word in fits), default=-1.0)
                heavy[place] = max(heavy.get(place, -1), most)
        return {place: unknown if found < 0 else found for place, found in heavy.items()}


def _found(scores: Sequence[tuple[_Score, int]], length: int) -> Found:
    least = TOUCHED if length <= STORY else TOUCHED_BY_STORY
    named = [one for one in scores if one[0].named and one[0].covered >= least]
    best = sorted(named, key=lambda one: (-one[0].same, -one[0].points, one[1]))
    if not best:
        return NOTHING
    first = best[0][0]
    near = [at for score, at in best[:MOST] if score.same or score.points >= BEHIND * first.points]
    sure = length <= STORY and first.covered >= COVERED
    second = best[1][0] if len(best) > 1 else _Score()
    clear = first.covered >= OPENED and sure and first.points >= AHEAD * second.points
    called = sure and first.same is Same.NAME > second.same
    return Found(tuple(entries()[at] for at in near), sure, clear, called)
