"""In which languages a message is written, and what it means read in each of them.

A patient may write in another language than the one she reads, or mix two. It is read with the
lexicons whose words explain it best; what they leave unexplained is read with others too. Holds no
word of any language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from care.detector import triage
from care.detector_lexicon import REMEMBERED, Lexicon
from care.detector_words import Word, words
from care.findings import NOTHING_KNOWN, Action, Context, Reading
from care.temperature import Temperature, read_temperatures

READINGS = 3  # languages at most in which one message is read
_ORDER = (Action.MENU, Action.ANSWER, Action.ASK, Action.ALERT)


@dataclass(frozen=True, eq=False)
class Lexicons:
    """The lexicons by language; `home` reads what no lexicon knows a word of."""

    by_language: Mapping[str, Lexicon]
    home: str = "en"
    _languages: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Give every language its place. Raises ValueError when there is none at home."""
        if self.home not in self.by_language:
            raise ValueError(f"there is no lexicon of {self.home!r}")
        object.__setattr__(self, "_languages", tuple(sorted(self.by_language)))

    def choices(self, choice: str) -> frozenset[str]:
        """Return how an answer of the check is said, in any language."""
        found = (one.choices.get(choice, frozenset()) for one in self.by_language.values())
        return frozenset().union(*found)

    def temperatures(
        self, text: str, language: str | None = None, *, asked: bool = False
    ) -> tuple[Temperature, ...]:
        """Return the body temperatures in a message, in the first language that finds any."""
        readings = (
            read_temperatures(text, self.by_language[one].temperature, asked=asked)
            for one, _ in self.of(words(text), language)
        )
        return next((found for found in readings if found), ())

    def of(
        self, said: Iterable[Word], hint: str | None = None
    ) -> tuple[tuple[str, frozenset[int]], ...]:
        """Return the languages to read a message in, best first, and the words that each explains.

        Those that explain most words come first, together if they are as good as each other; then
        any that explains what is left. `hint` is the language its writer reads, if it is known.
        """
        known = {language: set[int]() for language in self._languages}
        for place, word in enumerate(said):
            for language in _languages_of(word.text, self):
                known[language].add(place)
        hint = hint if hint in known else None
        best = max(map(len, known.values()))
        if not best:
            return tuple(
                (one, frozenset()) for one in dict.fromkeys((hint or self.home, self.home))
            )
        ranked = sorted(known, key=lambda one: (-len(known[one]), one != hint, one))
        chosen, explained = list[str](), set[int]()
        for one in ranked:
            if len(known[one]) == best or known[one] - explained:
                chosen.append(one)
                explained |= known[one]
        return tuple((one, frozenset(known[one])) for one in chosen[:READINGS])


@lru_cache(REMEMBERED)
def _languages_of(word: str, lexicons: Lexicons) -> tuple[str, ...]:
    if not any(map(str.isalpha, word)):
        return ()
    return tuple(one for one, each in lexicons.by_language.items() if each.knows(word))


def read_message(
    text: str, lexicons: Lexicons, context: Context = NOTHING_KNOWN, language: str | None = None
) -> Reading:
    """Return what to do about a message in whatever language; of several meanings the gravest.

    `language` is the one its writer reads, and only a hint.
    """
    said = words(text)
    first, *others = lexicons.of(said, language)
    reading = triage(text, lexicons.by_language[first[0]], context, said)
    explained = set(first[1])
    for one, known in others:
        another = triage(text, lexicons.by_language[one], context, said)
        if len(known) == len(first[1]) or _says_more(another, said, known - explained):
            reading = _graver(reading, another)
        explained |= known
    return reading


def _says_more(reading: Reading, said: tuple[Word, ...], new: Iterable[int]) -> bool:
    """Say whether a reading rests on words that the languages before it did not know."""
    spans = [(said[place].start, said[place].end) for place in new]
    return any(
        start < last and first < end
        for one in reading.findings
        for first, last in [one.span]
        for start, end in spans
    )


def _graver(one: Reading, other: Reading) -> Reading:
    return max(one, other, key=_gravity)


def _gravity(reading: Reading) -> tuple[int, int]:
    rank = -1 if reading.severity is None else reading.severity.rank
    return _ORDER.index(reading.action), rank
