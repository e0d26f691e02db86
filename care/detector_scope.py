"""How a sign is meant: of the patient or somebody else, now or long ago, there or denied.

It holds the reading of cues around a sign. Rule of rules: a cue turns an alert into a question, and
only a plain denial, a plain "what if" or a plain "years ago" may do more than that.
"""

from dataclasses import dataclass

from care.detector_denial import Denial, denied
from care.detector_lexicon import Match
from care.detector_said import Said
from care.detector_words import is_word
from care.findings import About, Category, Polarity
from care.triage_table import TABLE, Trait

CONDITION_REACHES_BACK = 3  # words from a sign to the "if" behind it
RESOLVED_REACHES = 4  # words from "it went away" to its sign
_ASKS = frozenset("?؟？¿")
_STILL_THERE = ("neg", "refuses", "not_negating")  # "won't go down", "hasn't gone"
_STROKE_LIKE = frozenset({"N_SPEECH", "N_SIDE", "N_VIS", "N_CONF"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """How one sign is meant. When it is not `firm` we ask rather than believe it."""

    polarity: Polarity
    firm: bool = True
    close: bool = False  # said of somebody who may well be the patient
    sudden: bool = False
    usual: bool = False


def meaning(sign: Match, said: Said, about: About) -> Meaning:
    """Return how a sign is meant where it stands."""
    denial = denied(sign, said)
    if denial is Denial.PLAIN:
        return Meaning(Polarity.NEGATED)
    return (
        _supposed(sign, said)
        or _of_another(sign, said, about)
        or _past(sign, said)
        or _present(sign, said, firm=denial is Denial.NONE)
    )


def _present(sign: Match, said: Said, *, firm: bool) -> Meaning:
    usual = bool(said.beside(sign, "usual")) and not said.beside(sign, "worse")
    sure = not said.beside(sign, "unsure")
    return Meaning(
        Polarity.PRESENT, firm and sure and not usual, sudden=_sudden(sign, said), usual=usual
    )


def _sudden(sign: Match, said: Said) -> bool:
    if said.around(sign, "gradual"):
        return False
    passed = sign.concept in _STROKE_LIKE and _healed(sign, said)
    return passed or bool(said.around(sign, "sudden"))


# -- supposed


def _supposed(sign: Match, said: Said) -> Meaning | None:
    if sign in said.supposed or _of_nobody(sign, said):
        return Meaning(Polarity.HYPOTHETICAL)
    here = bool(said.beside(sign, "present"))
    asked = None if here else _enquired(sign, said)
    if asked:
        return asked
    if _asked_of_the_reader(sign, said):
        return Meaning(Polarity.HYPOTHETICAL, firm=False)
    return None if here else _conditional(sign, said)


def _enquired(sign: Match, said: Said) -> Meaning | None:
    """Read a question about a thing: plain when nobody is named, else a doubt or no such question.

    "Is it a side effect that I should report?" names its writer only after all else.
    """
    mine = said.beside(sign, "first_person")
    near = said.around if _asked_alone(sign, said) else said.beside
    asks = near(sign, "enquiry")
    if asks and not mine:
        return Meaning(Polarity.HYPOTHETICAL)
    about = (*asks, *_causes(sign, said), *_opens_a_question(sign, said))
    known = min((cue.first for cue in about), default=None)
    about_me = known is None or any(one.first < max(sign.last, known) for one in mine)
    return None if about_me else Meaning(Polarity.HYPOTHETICAL, firm=False)


def _opens_a_question(sign: Match, said: Said) -> tuple[Match, ...]:
    """Return what makes a question of the sign's whole clause: "are chills to be expected?"."""
    here = said.clause_of[sign.first]
    clause = [at for at, number in enumerate(said.clause_of) if number == here]
    asks = said.words[clause[-1]].text in _ASKS
    opening = (at for at in clause if is_word(said.words[at].text))
    first = next((at for at in opening if not said.marks(at, "filler")), len(said.words))
    return tuple(cue for cue in said.beside(sign, "modal") if asks and cue.first == first)


def _asked_alone(sign: Match, said: Said) -> bool:
    """Say whether a clause asks for its sign and says nothing else: "the symptoms? confusion?"."""
    here = said.clause_of[sign.first]
    clause = [at for at, number in enumerate(said.clause_of) if number == here]
    asks = said.words[clause[-1]].text in _ASKS
    return asks and all(at in said.speaking or not is_word(said.words[at].text) for at in clause)


def _causes(sign: Match, said: Said) -> tuple[Match, ...]:
    """Return what asks for causes and effects: "can the drip bring on a cough"."""
    opening = min((cue.first for cue in said.beside(sign, "modal")), default=len(said.words))
    return tuple(cue for cue in said.beside(sign, "causing") if cue.first > opening)


def _of_nobody(sign: Match, said: Said) -> bool:
    """Say whether it is what one reads about an illness: of many, and of nobody we could know."""
    somebody = ("first_person", "own_patient", "other_close", "pronoun")
    return bool(said.beside(sign, "science")) and not said.beside(sign, *somebody)


def _conditional(sign: Match, said: Said) -> Meaning | None:
    conditions = [c for c in said.beside(sign, "conditional") if _conditions(c, sign, said)]
    if conditions:
        return Meaning(Polarity.HYPOTHETICAL, firm=not _may_be_a_yes(conditions[0], sign, said))
    behind = _follows(sign, said, "conditional_after", CONDITION_REACHES_BACK)
    return Meaning(Polarity.HYPOTHETICAL) if behind else None


def _asked_of_the_reader(sign: Match, said: Said) -> bool:
    """Say whether the sign is "yours": a question put to the reader, or words from a leaflet."""
    if any(sign.first - 2 <= cue.first < sign.first for cue in said.beside(sign, "your")):
        return True
    return bool(said.beside(sign, "second_person")) and not said.beside(sign, "first_person")


def _may_be_a_yes(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether an "if" opens a message that only states a sign: in some tongues it is a yes."""
    rest = range(sign.last, len(said.words))
    asks = any(word.text in _ASKS for word in said.words)
    alone = not any(is_word(said.words[at].text) for at in rest)
    return cue.first == 0 and cue.last - cue.first == 1 and alone and not asks


def _follows(sign: Match, said: Said, name: str, reach: int) -> bool:
    cues = said.beside(sign, name)
    return any(sign.last <= cue.first <= sign.last + reach for cue in cues)


def _conditions(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether a sign stands inside an "if", not before it and not in what follows from it."""
    if cue.first >= sign.first:
        return False
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


# -- somebody else


def _of_another(sign: Match, said: Said, about: About) -> Meaning | None:
    cue = _other(sign, said)
    if cue is None or _speaks_of_me_after(cue, sign, said):
        return None
    near = cue.concept == "other_close" and not said.cue("own_patient")
    once = said.beside(sign, "had") and not said.around(sign, "present", "day_ago", "sudden")
    if near and about is About.CHILD:
        return None
    return Meaning(Polarity.OTHER, close=near and not once)


def _other(sign: Match, said: Said) -> Match | None:
    """Return the last person named before the sign; "she" stands for whoever was named last."""
    here = [cue for cue in said.beside(sign, "other_close", "other_far") if cue.first < sign.first]
    if here:
        return max(here, key=lambda cue: cue.first)
    if not [cue for cue in said.beside(sign, "pronoun") if cue.first < sign.first]:
        return None
    before = [cue for cue in said.cue("other_close", "other_far") if cue.first < sign.first]
    return max(before, key=lambda cue: cue.first, default=None)


def _speaks_of_me_after(cue: Match, sign: Match, said: Said) -> bool:
    return any(cue.last <= one.first < sign.last for one in said.beside(sign, "first_person"))


# -- past


def _past(sign: Match, said: Said) -> Meaning | None:
    healed = _healed(sign, said)
    habit = any(_habitual(cue, sign, said) for cue in said.beside(sign, "used_to"))
    long_ago = bool(said.around(sign, "long_ago"))
    if not (healed or habit or long_ago) or (not healed and said.beside(sign, "present")):
        return None
    if healed and not long_ago and _counts_as_present(sign, said):
        return None
    return Meaning(Polarity.PAST, firm=habit or (healed and long_ago))


def _habitual(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether "used to" goes with the sign: what follows a comma is what one could do then."""
    between = said.words[sign.last : cue.first]
    return len(between) <= 1 and all(is_word(word.text) for word in between)


def _healed(sign: Match, said: Said) -> bool:
    before = range(sign.first - RESOLVED_REACHES, sign.first + 1)
    return any(
        cue.first >= sign.last and not (_denies(cue, said) or cue.last in said.speaking)
        for cue in said.around(sign, "resolved")  # not in "it's gone weak"
    ) or any(
        cue.last in before
        and not _denies(cue, said)
        and said.speaking.isdisjoint(range(cue.last, sign.first))
        for cue in said.beside(sign, "resolved_before")
    )


def _denies(cue: Match, said: Said) -> bool:
    near = range(max(0, cue.first - 2), cue.last)
    return any(said.marks(place, name) for place in near for name in _STILL_THERE)


def _counts_as_present(sign: Match, said: Said) -> bool:
    """Say whether a sign that is gone still counts: lately there, or only lowered by a medicine."""
    row = TABLE[sign.concept]
    if row.category is Category.FEVER and said.around(sign, "medicine_taken"):
        return True
    goes = Trait.COMES_AND_GOES in row.traits or sign.concept in _STROKE_LIKE
    return goes and bool(said.around(sign, "day_ago", "week_ago"))
