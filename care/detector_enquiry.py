"""Whether a sign is only asked about: "is fever a side effect?", "can it bring on a cough?".

It holds the shape of questions about a thing, and no word of any language. A question that ends in
a report is none of them.
"""

from care.detector_asked import asked_by_name, leads
from care.detector_clause import ASKS, comma_between, opening, words_beside
from care.detector_conditional import Supposed
from care.detector_gravity import dangerous, grave, lesser
from care.detector_lexicon import Match
from care.detector_said import Said
from care.detector_story import in_a_story, states
from care.detector_words import is_word

_NAMES = frozenset(":：")


def enquired(sign: Match, said: Said) -> Supposed:
    """Read a question about a thing: plain when nobody is named, else a doubt or no such question.

    "Is it a side effect that I should report?" names its writer only after all else.
    """
    mine = said.beside(sign, "first_person")
    near = said.around if _asked_alone(sign, said) else said.beside
    asks = near(sign, "enquiry")
    if asks and not mine:
        doubt = _of_somebody(sign, said) or _apart(asks, sign, said) or _stated(asks, sign, said)
        return Supposed.DOUBTFUL if doubt else Supposed.PLAIN
    about = (*asks, *_causes(sign, said), *_opens_a_question(sign, said), *_normal(sign, said))
    known = min((cue.first for cue in about), default=None)
    about_me = known is None or any(one.first < max(sign.last, known) for one in mine)
    return Supposed.NONE if about_me else Supposed.DOUBTFUL


def effect_asked(sign: Match, said: Said) -> bool:
    """Say whether what a medicine may do is asked: "can it turn me yellow?", whoever "me" is."""
    return any(_asks_of(cue, sign, said) for cue in said.beside(sign, "effect_asked"))


def named_only(sign: Match, said: Said) -> bool:
    """Say whether signs are all a question has: "fever or chills?", but no bare "chest pain?"."""
    return asked_by_name(sign, said) and (_joined(sign, said) or not grave(sign))


def _joined(sign: Match, said: Said) -> bool:
    return bool(said.beside(sign, "or_word"))


def _asks_of(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether "can the drug" asks for a sign, whosever it is: not in "can I stop, I choke"."""
    own = range(cue.last, sign.first - 1)
    mine = any(one.first in own for one in said.beside(sign, "first_person"))
    return leads(cue, sign, said) and not mine


def _apart(asks: tuple[Match, ...], sign: Match, said: Said) -> bool:
    """Say whether a sign is told apart from its question: "he chokes, is it a side effect?"."""
    alone = all(comma_between(cue, sign, said) for cue in asks)
    if any(cue.first < sign.last for cue in asks):  # "what comes of it, fever?" is a list
        return alone and dangerous(sign)
    return alone or (dangerous(sign) and states(sign.last - 1, said))


def _stated(asks: tuple[Match, ...], sign: Match, said: Said) -> bool:
    """Say whether a red flag is told, and not asked for: "the fever causes me no sleep".

    So is what a colon names: "side effect: fever".
    """
    question = said.words[words_beside(sign, said)[-1]].text in ASKS
    if question or lesser(sign) or said.beside(sign, "asking", "yes_no"):
        return False
    first = min(cue.first for cue in asks)
    named = any(said.words[at].text in _NAMES for at in range(first, sign.first))
    return named or (sign.first < first and opening(sign, said) in said.speaking)


def _of_somebody(sign: Match, said: Said) -> bool:
    """Say whether a question ends in a report: "when do I worry, she talks oddly, an arm hangs"."""
    if said.beside(sign, "pronoun", "other_close"):
        return True
    return in_a_story(sign, said)


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
    if not asks or dangerous(sign):
        return ()
    first = opening(sign, said)
    opened = any(cue.first == first for cue in said.beside(sign, "be_asked"))
    return tuple(
        cue
        for cue in asks
        if (opened or cue.first == first or (cue.first >= sign.last and cue.last - cue.first > 1))
        and not comma_between(cue, sign, said)
    )
