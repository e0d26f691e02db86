"""How a sign is meant: of the patient or somebody else, now or long ago, there or denied.

It holds the reading of cues around a sign. Rule of rules: a cue turns an alert into a question, and
only a plain denial, a plain "what if" or a plain "years ago" may do more than that.
"""

from dataclasses import dataclass
from enum import StrEnum

from care.detector_lexicon import Match
from care.detector_said import Said
from care.detector_words import is_word
from care.findings import About, Category, Polarity
from care.triage_table import TABLE, Trait

DENIAL_REACHES = 5  # words from "no" to its sign, counted anew after every sign of a list
DENIAL_REACHES_BACK = 4  # words from a sign to the "no" behind it; beyond the first it is a doubt
LOOKS_AHEAD = 3  # words in which a denial between two signs finds its own
CONDITION_REACHES_BACK = 3  # words from a sign to the "if" behind it
RESOLVED_REACHES = 4  # words from "it went away" to its sign
LIST_MARK = "、"
_SOFT = frozenset(',:()"“”–—-&+/、，：')
_ASKS = frozenset("?؟？¿")
_NIL_LINKS = frozenset(":-=?؟？–—")
_BARS = ("affirmed", "finite", "present", "refuses", "reset")
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


class Denial(StrEnum):
    """How plainly a sign is denied."""

    NONE = "none"
    DOUBTFUL = "doubtful"
    PLAIN = "plain"


def meaning(sign: Match, said: Said, about: About) -> Meaning:
    """Return how a sign is meant where it stands."""
    denied = _denied(sign, said)
    if denied is Denial.PLAIN:
        return Meaning(Polarity.NEGATED)
    return (
        _supposed(sign, said)
        or _of_another(sign, said, about)
        or _past(sign, said)
        or _present(sign, said, firm=denied is Denial.NONE)
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


# -- denied


def _denied(sign: Match, said: Said) -> Denial:
    if sign in said.supposed:
        return Denial.NONE
    if sign in said.denied or _answered_with_none(sign, said):
        return Denial.PLAIN
    cues = [
        cue
        for cue in said.beside(sign, "neg", "neg_that", "neg_ever")
        if cue.first < sign.last and cue.members.isdisjoint(sign.members)
    ]
    for cue in sorted(cues, key=lambda cue: cue.first, reverse=True):
        found = _reaches(cue, sign, said)
        if found is not Denial.NONE:
            return found
    return Denial.PLAIN if _denied_next(sign, said) else _denied_behind(sign, said)


def _denied_next(sign: Match, said: Said) -> bool:
    """Say whether a denial that reaches one word stands right before the sign, or inside it."""
    return any(
        cue.last in range(sign.first, sign.last) and cue.members.isdisjoint(sign.members)
        for cue in said.beside(sign, "neg_next")
    )


def _denied_behind(sign: Match, said: Said) -> Denial:
    """Read a denial that follows its sign, as verbs at the end of a sentence do."""
    if _denied_within(sign, said):
        return Denial.DOUBTFUL
    if said.marks(sign.last - 1, "finite"):
        return Denial.NONE  # it is said already: the "no" belongs to what comes next
    cues = said.beside(sign, "neg_after")
    behind = [cue for cue in cues if cue.first >= sign.last and not _looks_ahead(cue, said)]
    cue = min(behind, key=lambda cue: cue.first, default=None)
    if cue is None:
        return Denial.NONE
    between = [place for place in range(sign.last, cue.first) if not _lists(place, said)]
    if len(between) > DENIAL_REACHES_BACK or any(_bars(place, said) for place in between):
        return Denial.NONE
    said_apart = any(said.words[at].text in _SOFT for at in range(sign.last, cue.first))
    return Denial.DOUBTFUL if said_apart or len(between) > 1 else Denial.PLAIN


def _denied_within(sign: Match, said: Said) -> bool:
    """Say whether a denial that follows what it denies stands between the words of a sign."""
    return any(
        sign.first < cue.first and cue.last < sign.last and cue.members.isdisjoint(sign.members)
        for cue in said.beside(sign, "neg_after")
    )


def _looks_ahead(cue: Match, said: Said) -> bool:
    """Say whether a denial that may stand on either side has a sign of its own behind it."""
    both = any(not one.members.isdisjoint(cue.members) for one in said.cue("neg"))
    ahead = range(cue.last, cue.last + LOOKS_AHEAD)
    signs = (sign for sign in said.signs if sign.first in ahead)
    return both and any(not _has_its_own_denial(sign, said) for sign in signs)


def _has_its_own_denial(sign: Match, said: Said) -> bool:
    behind = any(cue.first == sign.last for cue in said.beside(sign, "neg_after", "nil"))
    return behind or sign in said.denied or _denied_next(sign, said)


def _lists(place: int, said: Said) -> bool:
    """Say whether a word only joins signs, or is one: "fever and cough none"."""
    joins = said.words[place].text in _SOFT or said.marks(place, "and_word")
    return joins or said.marks(place, "or_word") or place in said.speaking


def _bars(place: int, said: Said) -> bool:
    return any(said.marks(place, name) for name in _BARS)


def _answered_with_none(sign: Match, said: Said) -> bool:
    """Say whether a form is filled in: "Fever: no"."""
    at, total = sign.last, len(said.words)
    while at < total and said.words[at].text in _NIL_LINKS:
        at += 1
    nil = [cue for cue in said.cue("nil") if cue.first == at]
    return any(_ends(cue.last, said) for cue in nil)


def _ends(at: int, said: Said) -> bool:
    if at >= len(said.words):
        return True
    return said.words[at].text[:1].isdecimal() or not is_word(said.words[at].text)


def _reaches(cue: Match, sign: Match, said: Said) -> Denial:
    if cue.concept == "neg_ever" and said.around(sign, "unprecedented"):
        return Denial.NONE
    if cue.first >= sign.first:
        return Denial.PLAIN
    return _Walk(said, cue, sign).outcome()


@dataclass(slots=True)
class _Walk:
    """The way from a denial to the sign behind it, word by word."""

    said: Said
    cue: Match
    sign: Match
    listed: bool = False  # an earlier sign of the same list has been passed
    doubtful: bool = False
    distance: int = 0

    def outcome(self) -> Denial:
        """Return whether the denial arrives, and how plainly."""
        if not all(self._passes(place) for place in range(self.cue.last, self.sign.first)):
            return Denial.NONE
        if not self.doubtful:
            return Denial.PLAIN
        return (
            Denial.NONE
            if self.said.beside(self.sign, "present", "worse", "days")
            else Denial.DOUBTFUL
        )

    def _passes(self, place: int) -> bool:
        if self.said.marks(place, "reset") or self.said.marks(place, "subject"):
            return self.cue.concept == "neg_that" and place == self.cue.last
        if place in self.said.speaking:
            self.listed, self.distance = True, 0
            return True
        if self._lists_on(place):
            self.distance = 0
            return True
        if self.said.words[place].text in _SOFT or self.said.marks(place, "and_word"):
            return self._continues(place)
        self.distance = 0 if self.said.marks(place, "or_word") else self.distance + 1
        return self.distance <= DENIAL_REACHES

    def _lists_on(self, place: int) -> bool:
        """Say whether the word can do nothing but go on with a list of signs."""
        here = self.said.words[place].text == LIST_MARK or self.said.marks(place, "and_list")
        return here and {place - 1, place + 1} <= self.said.speaking

    def _continues(self, place: int) -> bool:
        """Go on over a comma or an "and" only inside a list, and only an "or" makes it plain."""
        ors = self.said.beside(self.sign, "or_word")
        self.doubtful = self.doubtful or not any(one.first > place - 2 for one in ors)
        self.distance = 0
        return self.listed


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
    asks = said.beside(sign, "enquiry")
    if asks and not mine:
        return Meaning(Polarity.HYPOTHETICAL)
    known = min((cue.first for cue in (*asks, *_causes(sign, said))), default=None)
    about_me = known is None or any(one.first < max(sign.last, known) for one in mine)
    return None if about_me else Meaning(Polarity.HYPOTHETICAL, firm=False)


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
