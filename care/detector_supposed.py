"""Whether a sign is only supposed: "what if", a question about a thing, words from a leaflet.

It holds how far an "if" or a question reaches, and no word of any language. Only a plain "what if"
and a plain question about nobody end in an answer; whatever may be a report as well is asked about.
"""

from enum import StrEnum

from care.categories import Category
from care.detector_asked import asked_of_the_reader, leads
from care.detector_clause import ASKS, COMMAS, comma_between, opening, words_beside
from care.detector_lexicon import Match
from care.detector_prose import of_no_one_case, of_nobody, told_of_an_illness
from care.detector_said import Said
from care.detector_words import is_word
from care.severity import Severity
from care.triage_table import TABLE, Trait

CONDITION_REACHES_BACK = 3  # words from a sign to the "if" behind it
_DANGEROUS = frozenset(
    {Category.NEURO, Category.JAUNDICE, Category.BREATHLESS, Category.CHEST_PAIN}
)
_LESSER = frozenset(
    {Category.INFECTION, Category.ABDOMINAL, Category.PREGNANCY, Category.FLARE, Category.EXPOSURE}
)
_NEAREST = 4  # ifs before a sign that are looked at: long texts stay fast
_STORY = 8  # words between two signs of one story
_LITTLE = ("aux", "filler", "first_person", "had", "neg", "sudden")


class Supposed(StrEnum):
    """How plainly a sign is supposed."""

    NONE = "none"
    DOUBTFUL = "doubtful"
    PLAIN = "plain"


def supposed(sign: Match, said: Said) -> Supposed:
    """Return how plainly a sign is only supposed where it stands."""
    if sign in said.supposed or _ends_in_an_if(sign, said) or of_nobody(sign, said):
        return Supposed.PLAIN
    here = bool(said.beside(sign, "present"))
    if not here and any(_asks_of(cue, sign, said) for cue in said.beside(sign, "effect_asked")):
        return Supposed.DOUBTFUL
    asked = Supposed.NONE if here else _enquired(sign, said)
    if asked is not Supposed.NONE:
        return asked
    if asked_of_the_reader(sign, said) or of_no_one_case(sign, said):
        return Supposed.PLAIN if _lesser(sign) else Supposed.DOUBTFUL
    if told_of_an_illness(sign, said):
        return Supposed.DOUBTFUL if _dangerous(sign) else Supposed.PLAIN
    return Supposed.NONE if _now(sign, said) else conditional(sign, said)


def _now(sign: Match, said: Said) -> bool:
    """Say whether a sign is there now; what comes suddenly may as well be supposed."""
    return any(not said.marks(one.first, "sudden") for one in said.beside(sign, "present"))


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


# -- a question about a thing


def _enquired(sign: Match, said: Said) -> Supposed:
    """Read a question about a thing: plain when nobody is named, else a doubt or no such question.

    "Is it a side effect that I should report?" names its writer only after all else.
    """
    mine = said.beside(sign, "first_person")
    near = said.around if _asked_alone(sign, said) else said.beside
    asks = near(sign, "enquiry")
    if asks and not mine:
        doubt = _of_somebody(sign, said) or _apart(asks, sign, said)
        return Supposed.DOUBTFUL if doubt else Supposed.PLAIN
    about = (*asks, *_causes(sign, said), *_opens_a_question(sign, said), *_normal(sign, said))
    known = min((cue.first for cue in about), default=None)
    about_me = known is None or any(one.first < max(sign.last, known) for one in mine)
    return Supposed.NONE if about_me else Supposed.DOUBTFUL


def _asks_of(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether "can the drug" asks for a sign, whosever it is: not in "can I stop, I choke"."""
    own = range(cue.last, sign.first - 1)
    mine = any(one.first in own for one in said.beside(sign, "first_person"))
    return leads(cue, sign, said) and not mine


def _apart(asks: tuple[Match, ...], sign: Match, said: Said) -> bool:
    """Say whether a sign is told apart from its question: "he chokes, is it a side effect?"."""
    alone = all(comma_between(cue, sign, said) for cue in asks)
    if any(cue.first < sign.last for cue in asks):
        return alone and _dangerous(
            sign
        )  # a lesser one stands in a list: "what comes of it, fever?"
    return alone or (_dangerous(sign) and _states(sign.last - 1, said))


def _of_somebody(sign: Match, said: Said) -> bool:
    """Say whether a question ends in a report: "when do I worry, she talks oddly, an arm hangs"."""
    if said.beside(sign, "pronoun", "other_close"):
        return True
    return _in_a_story(sign, said)


def _in_a_story(sign: Match, said: Said) -> bool:
    here = said.clause_of[sign.first]
    others = (one for one in said.signs if said.clause_of[one.first] == here)
    return _dangerous(sign) and any(_goes_on(one, sign, said) for one in others)


def _goes_on(one: Match, sign: Match, said: Said) -> bool:
    """Say whether another sign stands beside one as in a story, and not as in a list."""
    between = range(min(one.last, sign.last), max(one.first, sign.first))
    if len(between) > _STORY or one.concept == sign.concept:
        return False
    if not one.members.isdisjoint(sign.members):
        return False
    return not any(_lists(at, said) for at in between)


def _lists(place: int, said: Said) -> bool:
    return not is_word(said.words[place].text) or _joins(place, said)


def _opens_a_question(sign: Match, said: Said) -> tuple[Match, ...]:
    """Return what makes a question of the sign's whole clause: "are chills to be expected?"."""
    asks = said.words[words_beside(sign, said)[-1]].text in ASKS
    first = opening(sign, said)
    return tuple(cue for cue in said.beside(sign, "modal") if asks and cue.first == first)


def _asked_alone(sign: Match, said: Said) -> bool:
    """Say whether a clause asks for its sign and says nothing else: "the symptoms? confusion?"."""
    clause = words_beside(sign, said)
    asks = said.words[clause[-1]].text in ASKS
    return asks and all(at in said.speaking or not is_word(said.words[at].text) for at in clause)


def _causes(sign: Match, said: Said) -> tuple[Match, ...]:
    """Return what asks for causes and effects: "can the drip bring on a cough"."""
    opening = min((cue.first for cue in said.beside(sign, "modal")), default=len(said.words))
    return tuple(cue for cue in said.beside(sign, "causing") if cue.first > opening)


def _normal(sign: Match, said: Said) -> tuple[Match, ...]:
    """Return what asks whether a sign is normal, or allowed: it opens its clause, or ends it.

    "Is a headache normal" asks, "shivers, is that normal" reports. What no treatment makes normal
    is never asked about so.
    """
    asks = said.beside(sign, "normal_asked")
    if not asks or _dangerous(sign):
        return ()
    first = opening(sign, said)
    opened = any(cue.first == first for cue in said.beside(sign, "be_asked"))
    return tuple(
        cue
        for cue in asks
        if (opened or cue.first == first or (cue.first >= sign.last and cue.last - cue.first > 1))
        and not comma_between(cue, sign, said)
    )


def _dangerous(sign: Match) -> bool:
    row = TABLE[sign.concept]
    return Trait.EMERGENCY_WORD in row.traits or row.category in _DANGEROUS


def _lesser(sign: Match) -> bool:
    """Say whether a sign can wait until tomorrow, and is none of the red flags."""
    row = TABLE[sign.concept]
    return row.severity is Severity.SAME_DAY and row.category in _LESSER


# -- an if


def _plain(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether an "if" can mean nothing but a supposition.

    A mere "if" does so only where something is asked as well: "if I lie down I choke" asks nothing.
    """
    apart = _behind_a_comma(cue, sign, said) or _said_again(cue, sign, said)
    if apart or _may_be_a_yes(cue, sign, said) or _in_a_story(sign, said):
        return False
    if not said.marks(cue.first, "if_word"):
        return True
    return _asks(said) and not (_dangerous(sign) and _brought_on(cue, sign, said))


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
        and any(said.words[at].text in COMMAS for at in range(one.last, sign.first))
        for one in said.signs
    )


def _follows(sign: Match, said: Said, name: str, reach: int) -> bool:
    cues = said.beside(sign, name)
    near = (cue.first for cue in cues if sign.last <= cue.first <= sign.last + reach)
    return any(not any(_states(at, said) for at in range(sign.last, last)) for last in near)


def _states(place: int, said: Said) -> bool:
    """Say whether a word ends a statement: "my chest is tight, wait if you are busy"."""
    return said.marks(place, "affirmed") or said.marks(place, "finite")


def _ends_in_an_if(sign: Match, said: Said) -> bool:
    """Say whether a sign's last word has the ending of an "if": in Turkish "should it weaken"."""
    last = sign.last - 1
    return last in sign.members and said.marks(last, "if_ending")


def _conditions(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether a sign stands inside an "if", not before it and not in what follows from it."""
    if cue.first >= sign.first:  # between the words of a sign: "my arm, if it were to go weak"
        return cue.last < sign.last and cue.members.isdisjoint(sign.members)
    subjects = 0
    for place in range(cue.last, sign.first):
        if said.marks(place, "subject"):
            after = place > cue.last and _joins(place - 1, said)
            subjects += not after
        if subjects > 1:
            return False
    return True


def _joins(place: int, said: Said) -> bool:
    return any(said.marks(place, name) for name in ("and_word", "or_word", "aux"))
