"""A message as we read it: its words, its clauses, the signs in it and the cues around them.

It holds what was found and where; what it means is decided in `detector_scope.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from care.detector_compositions import composed
from care.detector_lexicon import ENDINGS, LONG_FROM, Lexicon, Match, apart, matches
from care.detector_vaccines import vaccines_named
from care.detector_words import Word
from care.temperature import TemperatureWords
from care.triage_table import TABLE

_BREAKS = frozenset(".!?;\n…。！？；।؟؛")
DENIED = "not."  # and a code: words that deny a sign by themselves
SUPPOSED = "if."  # and a code: words that suppose it
_NOTHING: frozenset[int] = frozenset()

# Cues that must not be read out of the middle of a longer phrase that means something else.
CUES = frozenset(
    """
    affirmed and_list and_word aside asked_verb asking aux be_asked but_word cared_for causing
    comparison conditional conditional_after day_ago days during effect_asked elsewhere enquiry
    every far_away filler finite first_person fixed general gradual had help homograph idiom
    if_ending if_word infusion long_ago medicine_taken modal neg neg_after neg_all neg_ever neg_next
    neg_that nil normal_asked not_negating nothing_now or_word other_close other_far own_patient
    present pronoun refuses request reset resolved resolved_before saturation science second_person
    share split subject sudden topic unprecedented unsure used_to usual week_ago which_test worse
    yes_no your
    """.split()  # noqa: SIM905 -- sixty names read better as a list of words
)

# Who has a sign, or when: where none of them is heard, nobody may have it.
OWNERS = (
    *("first_person", "own_patient", "other_close", "pronoun", "cared_for"),
    *("present", "had", "day_ago", "week_ago", "days", "worse", "infusion", "during"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A message taken apart. Every number in it is a place in `words`."""

    words: tuple[Word, ...]
    clause_of: tuple[int, ...]
    signs: tuple[Match, ...]
    denied: frozenset[Match]  # signs whose own word denies them: "afebrile"
    supposed: frozenset[Match]  # signs whose own word supposes them, as verbs do in some languages
    cues: Mapping[str, tuple[Match, ...]]
    marked: Mapping[str, frozenset[int]]
    speaking: frozenset[int]  # words that carry a sign
    empty: frozenset[int]  # clauses without any sign
    temperature: TemperatureWords  # the language's words around a number
    heard: tuple[Match, ...]  # the families of words, whatever was made of them

    def cue(self, *names: str) -> tuple[Match, ...]:
        """Return all cues of these names in the message."""
        if len(names) == 1:
            return self.cues.get(names[0], ())
        return tuple(cue for name in names for cue in self.cues.get(name, ()))

    def beside(self, sign: Match, *names: str) -> tuple[Match, ...]:
        """Return the cues in the sign's own clause."""
        found, clause_of = self.cue(*names), self.clause_of
        if not found:
            return ()
        here = clause_of[sign.first]
        return tuple([cue for cue in found if clause_of[cue.first] == here])

    def around(self, sign: Match, *names: str) -> tuple[Match, ...]:
        """Return the cues in the clause, and in neighbours without a sign of their own."""
        found = self.cue(*names)
        if not found:
            return ()
        here = self.clause_of[sign.first]
        near = {here} | ({here - 1, here + 1} & self.empty)
        return tuple([cue for cue in found if self.clause_of[cue.first] in near])

    def marks(self, place: int, name: str) -> bool:
        """Say whether a word belongs to a cue of this name."""
        return place in self.marked.get(name, _NOTHING)

    def span(self, match: Match) -> tuple[int, int]:
        """Return where a match stands in the text as given, in code points."""
        return self.words[match.first].start, self.words[match.last - 1].end


def listen(spoken: tuple[Word, ...], lexicon: Lexicon) -> Said:
    """Return the words of a message taken apart with those of one language."""
    found = apart(spoken, lexicon)
    matched = (*matches(found, lexicon), *_endings(found, lexicon))
    named = vaccines_named(matched, found)
    heard = _not_inside_homographs(matched)
    atoms, denied = _apart(heard, DENIED)
    atoms, supposed = _apart(atoms, SUPPOSED)
    clauses = _clauses(found, atoms)
    made = composed(named.signs_outside(atoms), clauses)
    everything = named.outside(_not_inside_homographs((*atoms, *made)), CUES)
    plain = _more_exact(one for one in everything if one.concept in TABLE)
    signs = (*plain, *denied, *supposed)
    cues = _cues(everything, signs)
    return Said(
        found,
        clauses,
        signs,
        frozenset(denied),
        frozenset(supposed),
        cues,
        MappingProxyType({name: _places(of) for name, of in cues.items()}),
        _places(signs),
        frozenset(range(max(clauses, default=0) + 1)) - {clauses[one.first] for one in signs},
        lexicon.temperature,
        everything,
    )


def _endings(found: tuple[Word, ...], lexicon: Lexicon) -> Iterator[Match]:
    """Yield the words that end like an "if", in languages that say it so."""
    if not lexicon.endings:
        return
    for at, word in enumerate(found):
        if len(word.text) >= LONG_FROM and word.text.endswith(lexicon.endings):
            yield Match(ENDINGS, at, at + 1, frozenset({at}))


def _apart(found: tuple[Match, ...], form: str) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """Take the signs of a form, denied or supposed, out of what was found, with what is in them."""
    signs = tuple(
        one._replace(concept=one.concept.removeprefix(form))
        for one in found
        if one.concept.startswith(form)
    )
    if not signs:
        return found, ()
    taken = [one.members for one in signs]
    rest = (one for one in found if not any(one.members <= words for words in taken))
    return tuple(rest), signs


_INNOCENT = frozenset({"homograph", "idiom"})


def _not_inside_homographs(found: tuple[Match, ...]) -> tuple[Match, ...]:
    """Drop what lies inside a phrase that only looks like a sign: "yellow fever vaccine".

    Words of a fixed phrase make no other sign either: "swollen glands" beside a throat are no
    swollen throat, and who "nearly fainted" has not.
    """
    innocent = [one.members for one in found if one.concept in _INNOCENT]
    fixed = [one.members for one in found if one.concept == "fixed"]
    if not innocent and not fixed:
        return found
    return tuple(
        one
        for one in found
        if one.concept in CUES
        or not (
            any(one.members <= words for words in innocent)
            or any(one.members < words for words in fixed)
        )
    )


def _more_exact(signs: Iterable[Match]) -> tuple[Match, ...]:
    """Drop "blood" where the same words say "a streak of blood": the table tells them apart."""
    found = tuple(signs)
    streaks = [one.members for one in found if one.concept == "T_COUGH_STREAK"]
    return tuple(
        one
        for one in found
        if one.concept != "T_COUGH_BLOOD" or not any(one.members <= streak for streak in streaks)
    )


def _clauses(found: tuple[Word, ...], atoms: Iterable[Match]) -> tuple[int, ...]:
    splits = {one.first for one in atoms if one.concept == "split"}
    clause, numbered = 0, []
    for place, word in enumerate(found):
        clause += place in splits
        numbered.append(clause)
        clause += word.text in _BREAKS
    return tuple(numbered)


def _cues(found: Iterable[Match], signs: Iterable[Match]) -> Mapping[str, tuple[Match, ...]]:
    """Return the cues by name: none that a sign has used up, none inside a longer cue."""
    heard = [one for one in found if one.concept in CUES]
    taken = _places(signs)
    longest: list[Match] = []
    by_length = sorted(heard, key=lambda one: (one.first - one.last, one.first))
    covered: dict[int, int] = {}
    for one in by_length:
        length = one.last - one.first
        inside = all(covered.get(place, 0) > length for place in one.members)
        if not inside or one.concept in _INSIDE_OTHERS:
            longest.append(one)
            if one.concept not in _LEAVE_OTHERS:
                covered.update({place: max(covered.get(place, 0), length) for place in one.members})
    kept: dict[str, list[Match]] = {}
    for one in sorted(longest, key=lambda one: one.first):
        if one.concept in _USED_UP and one.members <= taken:
            continue
        kept.setdefault(one.concept, []).append(one)
    return MappingProxyType({name: tuple(of) for name, of in kept.items()})


# What these say is said beside what their words say: "and no" goes on with a list, and denies.
_LEAVE_OTHERS = frozenset(
    {
        *("or_word", "asking", "be_asked", "but_word", "cared_for", "general", "if_word"),
        *("neg_all", "nothing_now"),
    }
)

# These are heard inside of longer cues too.
_INSIDE_OTHERS = frozenset({"asking", "general"})

# A sign's own words are no cues: "can't breathe" denies nothing, "memory has gone" heals nothing.
_USED_UP = frozenset(
    """
    affirmed conditional conditional_after enquiry neg neg_after neg_next neg_that nil reset
    resolved resolved_before
    """.split()  # noqa: SIM905 -- names read better as a list of words
)


def _places(found: Iterable[Match]) -> frozenset[int]:
    return frozenset(place for one in found for place in one.members)
