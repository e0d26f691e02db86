"""Whether somebody only thanks, greets or agrees: every word of a message is such a word.

Whatever else is said beside it makes it a message like any other. Holds no list: each language has
its own, declared in `messages/texts/patient.py`.
"""

from functools import lru_cache

from care.detector_words import Phrase, folded, is_word, words
from messages.languages import ENGLISH
from messages.texts.patient import COURTESIES
from messages.voice import Voice

LONGEST = 8  # words; more than that is no mere courtesy


def only_courtesy(said: str, language: str) -> bool:
    """Say whether a message says nothing but "thank you", "good morning", "ok" or the like."""
    left = tuple(folded(word.text) for word in words(said) if is_word(word.text))
    return 0 < len(left) <= LONGEST and _made_of(left, _of(language) | _of(ENGLISH))


def _made_of(said: Phrase, phrases: frozenset[Phrase]) -> bool:
    if not said:
        return True
    return any(
        said[: len(one)] == one and _made_of(said[len(one) :], phrases)
        for one in phrases
        if one[0] == said[0]
    )


def _of(language: str) -> frozenset[Phrase]:
    return _phrases(Voice(language).label(COURTESIES))


@lru_cache(maxsize=20)
def _phrases(listed: str) -> frozenset[Phrase]:
    split = (tuple(word.text for word in words(one)) for one in listed.split(","))
    return frozenset(one for one in split if one)
