"""In which languages a message is written, and what it means read in each of them.

A patient may write in another language than the one she reads, or mix two. It is read with the
lexicons whose words explain it best; what they leave unexplained is read with others too. Holds no
word of any language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from care.detector import triage
from care.detector_lexicon import REMEMBERED, Lexicon
from care.detector_words import Word, words
from care.findings import NOTHING_KNOWN, Action, Context, Finding, Reading
from care.temperature import Temperature, read_temperatures

BESIDE = 3  # words from a temperature to the word that says so
READINGS = 3  # languages at most in which one message is read
OWN_SHARE = 2 / 3  # of what the best language explains: so much, and the writer's own is read too
_ORDER = (Action.MENU, Action.ANSWER, Action.ASK, Action.ALERT)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language to read a message in.

    Of one that explains less than the best, only findings on the words `only` count.
    """

    language: str
    only: frozenset[int] | None = None


@dataclass(frozen=True, eq=False)
class Lexicons:
    """The lexicons by language; `home` reads what no lexicon knows a word of."""

    by_language: Mapping[str, Lexicon]
    home: str = "en"

    def __post_init__(self) -> None:
        """Raise ValueError when there is no lexicon of the language at home."""
        if self.home not in self.by_language:
            raise ValueError(f"there is no lexicon of {self.home!r}")

    def choices(self, choice: str) -> frozenset[str]:
        """Return how an answer of the check is said, in any language."""
        found = (one.choices.get(choice, frozenset()) for one in self.by_language.values())
        return frozenset().union(*found)

    def temperatures(
        self, text: str, language: str | None = None, *, asked: bool = False
    ) -> tuple[Temperature, ...]:
        """Return the body temperatures in a message, in the first language that finds any."""
        readings = (
            read_temperatures(text, self.by_language[one.language].temperature, asked=asked)
            for one in self.of(words(text), language)
        )
        return next((found for found in readings if found), ())

    def of(self, said: Sequence[Word], hint: str | None = None) -> tuple[Spoken, ...]:
        """Return the languages in which to read a message, best first.

        The one that explains most words comes first, then those that are as good, then any that
        explains what is left. `hint` is the language its writer reads, if it is known: it weighs
        as much as a word, and is read too where it explains nearly as much as the best. Some
        lexicons hold many words of their neighbours, and must not speak in their place.
        """
        known = self._known(said)
        hint = hint if hint in self.by_language else None
        if not known:
            return tuple(Spoken(one) for one in dict.fromkeys((hint or self.home, self.home)))
        weights = {one: len(places) + (one == hint) for one, places in known.items()}
        best = max(weights.values())
        least = {one: best * OWN_SHARE if one == hint else best for one in weights}
        found, explained = list[Spoken](), frozenset[int]()
        for one in sorted(weights, key=lambda one: (-weights[one], one != self.home, one)):
            new, equal = known[one] - explained, weights[one] >= least[one]
            if equal or (new and self._tells(one, new, said)):
                found.append(Spoken(one, None if equal else new))
                explained |= new
        return tuple(found[:READINGS])

    def _tells(self, language: str, places: Iterable[int], said: Sequence[Word]) -> bool:
        """Say whether any of these words could mean something in a language."""
        return any(self.by_language[language].tells(said[place].text) for place in places)

    def _known(self, said: Sequence[Word]) -> dict[str, frozenset[int]]:
        """Return which words of a message each language explains, of those that explain any."""
        known: dict[str, set[int]] = {}
        for place, word in enumerate(said):
            for language in _languages_of(word.text, self):
                known.setdefault(language, set()).add(place)
        return {language: frozenset(places) for language, places in known.items()}


@lru_cache(REMEMBERED)
def _languages_of(word: str, lexicons: Lexicons) -> tuple[str, ...]:
    if not any(map(str.isalpha, word)):
        return ()
    return tuple(one for one, each in lexicons.by_language.items() if each.claims(word))


def read_message(
    text: str, lexicons: Lexicons, context: Context = NOTHING_KNOWN, language: str | None = None
) -> Reading:
    """Return what to do about a message in whatever language; of several meanings the gravest.

    `language` is the one its writer reads, and only a hint.
    """
    said = words(text)
    reading: Reading | None = None
    for spoken in lexicons.of(said, language):
        another = triage(text, lexicons.by_language[spoken.language], context, said)
        if reading is None or _counts(another, reading, spoken, said):
            reading = max((reading or another), another, key=_gravity)
    assert reading is not None, "a message is read in one language at least"
    return reading


def _counts(another: Reading, reading: Reading, spoken: Spoken, said: tuple[Word, ...]) -> bool:
    """Say whether a further reading counts: as likely where nothing was found, or of new words."""
    if spoken.only is None:
        return not reading.findings
    return _says_more(another, said, spoken.only)


def _says_more(reading: Reading, said: tuple[Word, ...], new: Iterable[int]) -> bool:
    """Say whether a reading rests on words that the languages before it did not know."""
    places = frozenset(new)
    return any(not places.isdisjoint(_rests_on(one, said)) for one in reading.findings)


def _rests_on(one: Finding, said: tuple[Word, ...]) -> range:
    """Return the places of a finding's words; what says that a number is one stands beside it."""
    first, last = one.span
    inside = [at for at, word in enumerate(said) if word.start < last and word.end > first]
    beside = BESIDE if one.celsius is not None else 0
    return range(min(inside, default=0) - beside, max(inside, default=-1) + 1 + beside)


def _gravity(reading: Reading) -> tuple[int, int]:
    rank = -1 if reading.severity is None else reading.severity.rank
    return _ORDER.index(reading.action), rank
