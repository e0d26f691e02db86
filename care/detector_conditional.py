"""Whether an "if" reaches a sign, and whether the sign is there now all the same.

It holds how far an "if" reaches, and no word of any language. A mere "if" supposes only where
something is asked as well, or where it speaks to the reader.
"""

from enum import StrEnum

from care.detector_clause import ASKS, COMMAS
from care.detector_gravity import dangerous
from care.detector_lexicon import Match
from care.detector_said import OWNERS, Said
from care.detector_story import in_a_story, joins, states
from care.detector_words import is_word

CONDITION_REACHES_BACK = 3  # words from a sign to the "if" behind it
_APART = COMMAS | frozenset(":：;–—")
_NEAREST = 4  # ifs before a sign that are looked at: long texts stay fast
_LITTLE = ("aux", "filler", "first_person", "had", "neg", "sudden")


class Supposed(StrEnum):
    """How plainly a sign is supposed."""

    NONE = "none"
    DOUBTFUL = "doubtful"
    PLAIN = "plain"


def conditional(sign: Match, said: Said) -> Supposed:
    """Return how plainly an "if" reaches a sign, whatever else is asked."""
    before = [cue for cue in said.beside(sign, "conditional") if cue.first < sign.last]
    conditions = [cue for cue in before[-_NEAREST:] if _conditions(cue, sign, said)]
    if any(_plain(cue, sign, said) for cue in conditions):
        return Supposed.PLAIN
    behind = _follows(sign, said, "conditional_after", CONDITION_REACHES_BACK)
    if behind:
        return Supposed.PLAIN
    return Supposed.DOUBTFUL if conditions else Supposed.NONE


def now(sign: Match, said: Said) -> bool:
    """Say whether a sign is there now, and not only "if it is still there on Monday"."""
    return any(not _within_an_if(one, sign, said) for one in since(sign, said))


def since(sign: Match, said: Said) -> list[Match]:
    """Return what says that a sign is there now; what comes suddenly may as well be supposed."""
    here = said.beside(sign, "present")
    return [one for one in here if not said.marks(one.first, "sudden")]


def _within_an_if(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether an "if" holds a time and its sign: not "if you are still there, a fever"."""
    if any(said.marks(at, "and_word") for at in range(sign.last, cue.first)):
        return False  # "call if it is still there and it is still there"
    last = max(cue.first, sign.first)
    ifs = (one for one in said.beside(sign, "conditional") if one.first < cue.first)
    return any(
        _APART.isdisjoint(said.words[at].text for at in range(one.last, last)) for one in ifs
    )


def ends_in_an_if(sign: Match, said: Said) -> bool:
    """Say whether a sign's last word has the ending of an "if": in Turkish "should it weaken"."""
    last = sign.last - 1
    return last in sign.members and said.marks(last, "if_ending")


def _plain(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether an "if" can mean nothing but a supposition.

    A mere "if" does so only where something is asked as well: "if I lie down I choke" asks nothing.
    """
    apart = _behind_a_comma(cue, sign, said) or _said_again(cue, sign, said)
    if apart or _may_be_a_yes(cue, sign, said) or in_a_story(sign, said):
        return False
    if not said.marks(cue.first, "if_word"):
        return True
    if _of_the_reader(cue, sign, said):
        return True
    return _asks(said) and not (dangerous(sign) and _brought_on(cue, sign, said))


def _of_the_reader(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether an "if" goes with the reader's sign: "call us if you have a fever"."""
    named = (one for one in said.beside(sign, "second_person") if one.first == cue.last)
    near = any(one.last - one.first > 1 or sign.first - one.last <= 1 for one in named)
    return near and not said.cue(*OWNERS)


def _behind_a_comma(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether an "if" is over before its sign: "if this is the wrong chat, I choke"."""
    between = range(cue.last, sign.first)
    comma = next((at for at in between if said.words[at].text in COMMAS), None)
    return comma is not None and said.speaking.isdisjoint(range(cue.last, comma))


def _brought_on(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether the "if" may have its own words, and the sign follows: "if walking, I choke"."""
    between = range(cue.last, sign.first)
    upto = next((at for at in between if said.marks(at, "subject")), sign.first)
    same = {at for one in said.signs if one.concept == sign.concept for at in one.members}
    return any(at not in same and not _says_little(at, said) for at in range(cue.last, upto))


def _says_little(place: int, said: Said) -> bool:
    return any(said.marks(place, name) for name in _LITTLE)


def _asks(said: Said) -> bool:
    return bool(said.cue("asking", "enquiry")) or any(one.text in ASKS for one in said.words)


def _may_be_a_yes(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether an "if" opens a message that only states a sign: in some tongues it is a yes."""
    rest = range(sign.last, len(said.words))
    asks = any(word.text in ASKS for word in said.words)
    alone = not any(is_word(said.words[at].text) for at in rest)
    return cue.first == 0 and cue.last - cue.first == 1 and alone and not asks


def _said_again(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether the same was supposed already: "what if she won't wake, she does not wake"."""
    return any(
        one.concept == sign.concept
        and cue.last <= one.first
        and any(_parts(at, said) for at in range(one.last, sign.first))
        for one in said.signs
    )


def _parts(place: int, said: Said) -> bool:
    return said.words[place].text in COMMAS or said.marks(place, "and_word")


def _follows(sign: Match, said: Said, name: str, reach: int) -> bool:
    cues = said.beside(sign, name)
    near = (cue.first for cue in cues if sign.last <= cue.first <= sign.last + reach)
    return any(not any(states(at, said) for at in range(sign.last, last)) for last in near)


def _conditions(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether a sign stands inside an "if", not before it and not in what follows from it."""
    if cue.first >= sign.first:  # between the words of a sign: "my arm, if it were to go weak"
        return cue.last < sign.last and cue.members.isdisjoint(sign.members)
    subjects = 0
    for place in range(cue.last, sign.first):
        if said.marks(place, "subject"):
            after = place > cue.last and joins(place - 1, said)
            subjects += not after
        if subjects > 1:
            return False
    return True
