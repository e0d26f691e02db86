"""How a temperature is meant where it stands: read, supposed, or only named as a limit.

It holds no number that is a threshold of care and no word of any language; `temperature.py` finds
the numbers.
"""

from dataclasses import replace

from care.detector_conditional import Supposed, conditional
from care.detector_lexicon import Match
from care.detector_prose import of_nobody, told_in_general
from care.detector_said import Said
from care.detector_scope import Meaning, meaning
from care.findings import About, Polarity

_LIMITS = ("38", "39")  # by which patients are told to call
_MORE_OR_LESS = frozenset("<>≤≥")
_OR = 3  # words from an "or" to the number behind it


def reading_meaning(sign: Match, said: Said, about: About) -> Meaning:
    """Return how a number is meant: it is not denied, and only a limit is plainly supposed."""
    how = meaning(sign, said, about)
    if of_nobody(sign, said) or told_in_general(sign, said):
        return Meaning(Polarity.HYPOTHETICAL)
    if how.polarity in {Polarity.NEGATED, Polarity.HYPOTHETICAL} and not _is_a_limit(sign, said):
        return _if_it_were(sign, said)
    if _which_of_two(sign, said):
        return Meaning(Polarity.HYPOTHETICAL, firm=False)
    return replace(how, firm=True) if how.polarity is Polarity.PRESENT else how


def over_a_limit(said: Said) -> bool:
    """Say whether a fever is named by its limit only: "you said call over 38, it is over 38"."""
    beside = [range(cue.first - 2, cue.last + 2) for cue in said.cue("comparison")]
    return any(at in near and _names_a_limit(at, said) for near in beside for at in near)


def _names_a_limit(at: int, said: Said) -> bool:
    if at not in range(len(said.words)) or not said.words[at].text.startswith(_LIMITS):
        return False
    before, after = said.words[max(0, at - 1)].text, said.words[at + 1 : at + 2]
    counted = any(word.text in said.temperature.other_unit for word in after)
    longer = said.words[at].text[2:3].isdecimal()
    return not (longer or counted or before in said.temperature.numbered)


def _is_a_limit(sign: Match, said: Said) -> bool:
    """Say whether a number is compared: "over 38", and where verbs come last "38 from over"."""
    near = range(sign.first - 1, sign.last + 2)
    if any(said.words[at].text in _MORE_OR_LESS for at in near if 0 <= at < sign.first):
        return True
    return any(cue.last in near or cue.first in near for cue in said.beside(sign, "comparison"))


def _which_of_two(sign: Match, said: Said) -> bool:
    """Say whether two limits are asked about: "do I call at 38 or at 38.5"."""
    near = range(sign.first - _OR, sign.first)
    ors = any(cue.first in near for cue in said.beside(sign, "or_word"))
    return ors and bool(said.cue("asking")) and not said.beside(sign, "present", "had")


def _if_it_were(sign: Match, said: Said) -> Meaning:
    """Return how a number behind an "if" is meant: it may have been read already."""
    begun = min((one.first for one in said.beside(sign, "conditional")), default=0)
    more = any(begun < one.first < sign.first for one in said.beside(sign, "and_word"))
    supposed = not more and conditional(sign, said) is Supposed.PLAIN
    return Meaning(Polarity.HYPOTHETICAL if supposed else Polarity.PRESENT, firm=not supposed)
