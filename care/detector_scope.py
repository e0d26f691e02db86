"""How a sign is meant: of the patient or somebody else, now or long ago, there or denied.

It holds the reading of cues around a sign. Rule of rules: a cue turns an alert into a question, and
only a plain denial, a plain "what if" or a plain "years ago" may do more than that.
"""

from dataclasses import dataclass

from care.detector_conditional import Supposed
from care.detector_denial import Denial, denied
from care.detector_lexicon import Match
from care.detector_said import Said
from care.detector_supposed import supposed
from care.detector_words import is_word
from care.findings import About, Category, Polarity
from care.triage_table import TABLE, Trait

RESOLVED_REACHES = 4  # words from "it went away" to its sign
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
    how = supposed(sign, said)
    if how is not Supposed.NONE:
        return Meaning(Polarity.HYPOTHETICAL, firm=how is Supposed.PLAIN)
    return (
        _of_another(sign, said, about)
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


# -- somebody else


def _of_another(sign: Match, said: Said, about: About) -> Meaning | None:
    cue = _other(sign, said)
    if cue is None or _speaks_of_me_after(cue, sign, said):
        return None
    near = cue.concept == "other_close" and not said.cue("own_patient")
    over = said.beside(sign, "had", "used_to") or said.around(sign, "long_ago")
    once = over and not said.around(sign, "present", "day_ago", "sudden")
    if near and (about is About.CHILD or said.cue("cared_for")):
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
    if said.around(sign, "unprecedented"):
        return None  # "I had headaches, but never like this"
    healed = _healed(sign, said)
    habit = any(_habitual(cue, sign, said) for cue in said.beside(sign, "used_to"))
    long_ago = bool(said.around(sign, "long_ago"))
    if (long_ago or said.beside(sign, "used_to")) and said.around(sign, "nothing_now"):
        return Meaning(Polarity.PAST)
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
