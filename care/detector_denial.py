"""Whether a sign is denied: by a word before it, behind it, inside it, or right beside it.

It holds how far a denial reaches and what stops it, and no word of any language. Only a plain
denial silences; a doubtful one becomes a question.
"""

from dataclasses import dataclass
from enum import StrEnum

from care.detector_lexicon import Match
from care.detector_said import Said
from care.detector_words import is_word

DENIAL_REACHES = 5  # words from "no" to its sign, counted anew after every sign of a list
DENIAL_REACHES_BACK = 4  # words from a sign to the "no" behind it; beyond the first it is a doubt
LOOKS_AHEAD = 3  # words in which a denial between two signs finds its own
LIST_MARK = "、"
_SOFT = frozenset(',:()"“”–—-&+/、，：')
_NIL_LINKS = frozenset(":-=?؟？–—")
_BARS = ("affirmed", "finite", "present", "refuses", "reset")


class Denial(StrEnum):
    """How plainly a sign is denied."""

    NONE = "none"
    DOUBTFUL = "doubtful"
    PLAIN = "plain"


def denied(sign: Match, said: Said) -> Denial:
    """Return how plainly a sign is denied where it stands."""
    if sign in said.supposed:
        return Denial.NONE
    if sign in said.denied or _answered_with_none(sign, said) or _or_denied(sign, said):
        return Denial.PLAIN
    cues = [
        cue
        for cue in said.beside(sign, "neg", "neg_that", "neg_ever")
        if cue.first < sign.last and cue.members.isdisjoint(sign.members)
    ]
    for cue in sorted(cues, key=lambda cue: cue.first, reverse=True):
        found = _reaches(cue, sign, said)
        if found is not Denial.NONE:
            return Denial.DOUBTFUL if _denied_twice(cue, sign, said) else found
    return Denial.PLAIN if _denied_next(sign, said) else _denied_behind(sign, said)


def _denied_twice(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether a "nor" comes before what is a "no" itself: "nor strength nor can I breathe"."""
    nor = said.marks(cue.first, "or_word")
    return nor and any(one.members <= sign.members for one in said.cue("not_negating"))


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


def _or_denied(sign: Match, said: Said) -> bool:
    """Say whether an "or" leads to a sign that its own word denies: "cough or unbreathless"."""
    joined = [one.last for one in said.cue("or_word") if one.first == sign.last]
    return any(one.first in joined for one in said.denied)


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
        if self.said.marks(place, "not_negating") or self.said.marks(place, "but_word"):
            return False  # "no, not better, still a fever"
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
        """Go on over a comma or an "and" only inside a list, and only an "or" makes it plain.

        Who "denies" a list denies all of it: so records are written.
        """
        ors = self.said.beside(self.sign, "or_word")
        plain = self.said.marks(self.cue.first, "neg_all")
        plain = plain or any(one.first > place - 2 for one in ors)
        self.doubtful = self.doubtful or not plain
        self.distance = 0
        return self.listed
