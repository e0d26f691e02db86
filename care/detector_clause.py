"""The clause around a sign: its words, what opens it, the commas and the marks in it.

It holds where things stand, and not what they mean.
"""

from bisect import bisect_left, bisect_right

from care.detector_lexicon import Match
from care.detector_said import Said
from care.detector_words import is_word

ASKS = frozenset("?؟？¿")
OPENS = "¿"  # begins what is asked
COMMAS = frozenset(",،，")


def words_beside(sign: Match, said: Said) -> range:
    """Return the places of all words in a sign's clause."""
    here = said.clause_of[sign.first]
    return range(bisect_left(said.clause_of, here), bisect_right(said.clause_of, here))


def opening(sign: Match, said: Said) -> int:
    """Return the first word of a sign's clause that says anything."""
    words = (at for at in words_beside(sign, said) if says_something(at, said))
    return next(words, len(said.words))


def says_something(place: int, said: Said) -> bool:
    """Say whether a word is one, and more than a filler."""
    return is_word(said.words[place].text) and not said.marks(place, "filler")


def comma_between(one: Match, other: Match, said: Said) -> bool:
    """Say whether a comma stands between two things."""
    between = range(min(one.last, other.last), max(one.first, other.first))
    return any(said.words[at].text in COMMAS for at in between)
