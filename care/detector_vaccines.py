"""Where a message names a vaccine: the word for an illness beside the word for a vaccine.

"The typhoid jab" says nothing of typhoid. It holds where the two words have to stand, which
differs between languages, and no word of any. Whatever else stands between them keeps them apart:
"flu, no vaccine" and "I have the flu and want the vaccine" speak of the flu.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from care.detector_lexicon import Match
from care.detector_words import Word, is_word
from care.triage_table import TABLE

# Families of words, under the names that every lexicon has them by.
NAME = "vaccine_name"  # a whole name: "Grippeimpfung"
ILLNESS = "illness"  # what vaccines are against, by name
BEHIND = "vaccine_behind"  # "jab": stands right behind the illness
BEFORE = "vaccine_before"  # "vaccination": stands before it, with an "against" between them
JOINED = "vaccine_joined"  # stands right before it, in languages that put the two together so
SINCE = "vaccine_since"  # "since the vaccine": what comes right behind it is no name
AGAINST = "vaccine_against"
ARTICLE = "vaccine_article"
ILL_WITH = "ill_with"  # right before the illness: whoever has it may go on with "vaccine"
FAMILIES = frozenset(
    {NAME, ILLNESS, BEHIND, BEFORE, JOINED, SINCE, AGAINST, ARTICLE, ILL_WITH},
)

A_VACCINE = frozenset({NAME, BEHIND, BEFORE, JOINED, SINCE})  # tell that one was meant

LEAD = 3  # words of a sign before the illness that it ends with: "have the flu"
_CONTACT = "X_"  # begins the codes of what a patient has met, and may not be protected against
_MET = frozenset({"contact", "household", "neg", "neg_after", "neg_ever"})
# Cues that would quieten a sign beside the name: "vaccine against" is no question about that sign.
_QUIETING = frozenset({"conditional", "conditional_after", "elsewhere", "enquiry", "science"})


@dataclass(frozen=True, slots=True)
class Named:
    """The vaccines that a message names, as places of words."""

    names: tuple[frozenset[int], ...]
    illnesses: tuple[Match, ...]  # of the names that end with the vaccine
    signs: tuple[Match, ...]
    met: bool  # somebody has met an illness, or denies something

    def signs_outside(self, found: tuple[Match, ...]) -> tuple[Match, ...]:
        """Return what was found without the signs inside a name; families of words stay."""
        if not self.names:
            return found
        return tuple(one for one in found if not (one.concept in TABLE and self._silent(one)))

    def outside(self, found: tuple[Match, ...], cues: frozenset[str]) -> tuple[Match, ...]:
        """Return what was found without what is inside a name, cues but for those that quieten."""
        return tuple(one for one in found if not self._dropped(one, cues)) if self.names else found

    def _dropped(self, one: Match, cues: frozenset[str]) -> bool:
        if one.concept in TABLE:
            return self._silent(one)
        if one.concept in cues:
            return one.concept in _QUIETING and any(one.members <= name for name in self.names)
        return not all(one.members.isdisjoint(name) for name in self.names)

    def _silent(self, sign: Match) -> bool:
        """Say whether a sign is only a name.

        What a patient may have met is not, where anything in the message is denied or met: "my
        son has it, and I had only one chickenpox booster".
        """
        contact = sign.concept.startswith(_CONTACT)
        if any(sign.members <= name for name in self.names):
            return not (contact and self.met)
        return not contact and any(self._ends_with(sign, one) for one in self.illnesses)

    def _ends_with(self, sign: Match, illness: Match) -> bool:
        """Say whether a sign is words before an illness that say nothing alone: "have the flu"."""
        lead = range(sign.first, illness.first)
        whole = len(sign.members) == sign.last - sign.first
        if sign.last != illness.last or not whole or len(lead) not in range(1, LEAD + 1):
            return False
        return not any(one.members.issubset(lead) for one in self.signs)


_NOTHING = Named((), (), (), met=False)


def vaccines_named(found: tuple[Match, ...], words: tuple[Word, ...]) -> Named:
    """Return the vaccines that a message names, of everything that was found in it."""
    families = _by_family(found)
    if families.keys().isdisjoint({ILLNESS, NAME}):
        return _NOTHING
    search = _Search(families, words)
    pairs = tuple(search.pairs())
    names = [frozenset(range(min(a.first, b.first), max(a.last, b.last))) for a, b in pairs]
    whole = [one.members for one in search.of(NAME)]
    return Named(
        (*names, *whole),
        tuple(illness for illness, vaccine in pairs if vaccine.concept == BEHIND),
        tuple(one for one in found if one.concept in TABLE) if names else (),
        met=any(one.concept in _MET for one in found),
    )


def _by_family(found: Iterable[Match]) -> Mapping[str, list[Match]]:
    families: dict[str, list[Match]] = {}
    for one in found:
        if one.concept in FAMILIES or one.concept == "modal":
            families.setdefault(one.concept, []).append(one)
    return families


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for an illness and a vaccine that belong together."""

    families: Mapping[str, list[Match]]
    words: tuple[Word, ...]

    def pairs(self) -> Iterator[tuple[Match, Match]]:
        """Yield each illness with the vaccine that is against it."""
        if ILLNESS not in self.families:
            return
        vaccines = (*self.of(BEHIND), *self.of(BEFORE), *self.of(JOINED))
        for illness in _longest(self.of(ILLNESS)):
            yield from ((illness, one) for one in vaccines if self._belong(illness, one))

    def of(self, family: str) -> list[Match]:
        """Return the words of a family in the message."""
        return self.families.get(family, [])

    def _belong(self, illness: Match, vaccine: Match) -> bool:
        if vaccine.concept == BEHIND:
            return vaccine.first == illness.last and not self._has_it(illness)
        if vaccine.last > illness.first:
            return False
        if vaccine.last < illness.first:
            return vaccine.concept == BEFORE and self._against(vaccine.last, illness.first)
        if self._ends(vaccine.last, SINCE):
            return False
        return vaccine.concept == JOINED or self._alone(vaccine.first, illness.last)

    def _has_it(self, illness: Match) -> bool:
        """Say whether somebody has the illness: "I have typhoid vaccine was in May"."""
        starts = {illness.first, *(a.first for a in self.of(ARTICLE) if a.last == illness.first)}
        return any(
            one.last in starts and not self._ends(one.first, "modal") for one in self.of(ILL_WITH)
        )

    def _against(self, first: int, last: int) -> bool:
        """Say whether words lead from a vaccine to its illness: "against", "of the"."""
        family = AGAINST
        while first < last:
            after = self._after(first, family)
            if after is None:
                return False
            first, family = after, ARTICLE
        return first == last

    def _after(self, at: int, family: str) -> int | None:
        return max((one.last for one in self.of(family) if one.first == at), default=None)

    def _ends(self, at: int, family: str) -> bool:
        return any(one.last == at for one in self.of(family))

    def _alone(self, first: int, last: int) -> bool:
        """Say whether the two words are the whole message, as in a search."""
        rest = (*self.words[:first], *self.words[last:])
        return not any(is_word(word.text) for word in rest)


def _longest(found: list[Match]) -> list[Match]:
    return [one for one in found if not any(one.members < other.members for other in found)]
