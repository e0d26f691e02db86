"""Whether a sign belongs to a story that is told, and not to a list or a question.

It holds what joins words and what ends a statement, and no word of any language.
"""

from care.detector_gravity import dangerous
from care.detector_lexicon import Match
from care.detector_said import Said
from care.detector_words import is_word

_STORY = 8  # words between two signs of one story


def in_a_story(sign: Match, said: Said) -> bool:
    """Say whether a dangerous sign stands beside another of its clause as a report has them."""
    here = said.clause_of[sign.first]
    others = (one for one in said.signs if said.clause_of[one.first] == here)
    return dangerous(sign) and any(_goes_on(one, sign, said) for one in others)


def _goes_on(one: Match, sign: Match, said: Said) -> bool:
    """Say whether another sign stands beside one as in a story, and not as in a list."""
    between = range(min(one.last, sign.last), max(one.first, sign.first))
    if len(between) > _STORY or one.concept == sign.concept:
        return False
    if not one.members.isdisjoint(sign.members):
        return False
    return not any(_lists(at, said) for at in between)


def _lists(place: int, said: Said) -> bool:
    return not is_word(said.words[place].text) or joins(place, said)


def states(place: int, said: Said) -> bool:
    """Say whether a word ends a statement: "my chest is tight, wait if you are busy"."""
    return said.marks(place, "affirmed") or said.marks(place, "finite")


def joins(place: int, said: Said) -> bool:
    """Say whether a word only joins others: "and", "or", "is"."""
    return any(said.marks(place, name) for name in ("and_word", "or_word", "aux"))
