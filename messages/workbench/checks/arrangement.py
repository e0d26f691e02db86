"""Which words of a text belong together: the same words may say another thing in another order.

"The left arm and the right hand", "first this, then that", "may eat, but not drink": nothing is
gone and nothing new has come, only the places are others. All of it is a suspicion. Holds no word
that a person reads.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from messages.catalogs import FIELD
from messages.workbench.checks.meaning import shortened
from messages.workbench.checks.said import PLACE, TAG, Said
from messages.workbench.checks.subject import Form, Found
from messages.workbench.checks.words import NOT, Glossary

Meaning = tuple[str, str]
Placed = Sequence[tuple[int, Meaning]]

# What a sentence may speak of, and what may be said of it.
_THINGS = frozenset(
    {"drug", "vaccine", "sign", "organ", "person", "parent", "sibling", "treatment", "sample"}
    | {"dosage", "value", "meal", "beverage", "food", "illness", "document", "room", "wear"}
    | {"tool", "vehicle", "season", "bathing", "offspring", "around", "weekday", "month", "place"}
    | {"daypart", "intake", "posture", "daytype", "state", "effort", "colour", "faculty"}
    | {"media", "helper", "symptom", "bodypart", "activity", "washing"}
)
_QUALITIES = frozenset(
    {"side", "daypart", "number", "colour", "weekday", "level", "finding", "moisture", "kind"}
    | {"route", "month", "unit", "when", "force", "trend", "strength", "times", "frequency"}
    | {"dosage", "age", "offspring", "rank", "place", "part", "posture", "size", "tightness"}
    | {"rhythm", "shade", "amount", "drug"}
)
_POSTPOSED = ("tr", "hi", "zh", "ja", "az", "ur", "mr", "ko")  # where "before" follows its word
_BEFORE, _AFTER = ("sequence", "before"), ("sequence", "after")
_THEN, _FIRST = ("sequence", "then"), ("sequence", "first")
_STEPS = (_AFTER, _BEFORE, _THEN, _FIRST)
# Whether two things happen in the order in which they are told, by a step and where it stands:
# before both, between them, or behind them.
_SEQUENCE = {(_FIRST, 0): True, (_THEN, 1): True}
_PREPOSED_TELLS = _SEQUENCE | {
    (_AFTER, 0): True, (_AFTER, 1): False, (_BEFORE, 0): False, (_BEFORE, 1): True,
}  # fmt: skip
_POSTPOSED_TELLS = _SEQUENCE | {
    (_AFTER, 1): True, (_AFTER, 2): False,
    (_BEFORE, 0): True, (_BEFORE, 1): False, (_BEFORE, 2): True,
}  # fmt: skip
_CLAUSE = re.compile("[;؛；]|\\s[–—-]\\s|\u2014")
_PAIR = 2
_TAGGED = re.compile(r"<(\w+)[^>]*>(.*?)</\1>", re.DOTALL)
# Between two values nothing but what somebody does to somebody: "{nurse} will call {patient}".
_DOES = re.compile(
    r"\{(\w+)\} (?:(?:will|has|have|had|can|may|must|should|now|also|already|not) )*"
    r"(?:call|phone|visit|ask|see|tell|remind|answer|replace|invite|inform|examine|treat|reach"
    r"|follow|bring|drive|accompan|represent|help|contact|warn|choose|chose|wrote|saw|told|sent)"
    r"(?:s|es|ed|d|ies|ied|y)? \{(\w+)\}"
)


def arranged(form: Form) -> Iterator[Found]:
    """Yield what belongs to other words than in English."""
    if form.said.known.glossary == Glossary():
        return
    for theirs, ours in form.sentence_pairs:
        yield from _exchanged(theirs, ours)
        yield from _turned(theirs, ours)
        yield from _denied_elsewhere(theirs, ours)
    yield from _tagged_elsewhere(form)
    yield from _done_to(form)


def _exchanged(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that of two things with a quality each, each has the other's."""
    for quality, thing in _paired(theirs):
        told = _pairs(ours, quality, thing)
        wanted = _pairs(theirs, quality, thing)
        if told and set(told) != set(wanted) and _crossed(wanted, told):
            (one, of), (other, _) = wanted[0], wanted[1]
            yield Found("S06", f"{one} {of}", f"{other} {of}", sure=False)
            return


@lru_cache(maxsize=20_000)
def _paired(theirs: Said) -> list[tuple[str, str]]:
    """Return the blocks that stand in pairs in an English text: once for all languages."""
    counts = Counter(block for block, _ in _once(theirs))
    twice = [block for block in sorted(counts) if counts[block] == _PAIR]
    return [
        (quality, thing)
        for quality in twice
        if quality in _QUALITIES
        for thing in twice
        if thing in _THINGS and thing != quality and _pairs(theirs, quality, thing)
    ]


def _crossed(wanted: list[tuple[str, str]], told: list[tuple[str, str]]) -> bool:
    (one, first), (other, second) = wanted
    return set(told) == {(one, second), (other, first)}


def _pairs(said: Said, quality: str, thing: str) -> list[tuple[str, str]]:
    """Return which quality stands beside which thing, where both stand twice and by turns."""
    row = [one for _, one in _spread(said) if one[0] in (quality, thing)]
    if len(row) != 2 * _PAIR or len(set(row)) != len(row):
        return []
    first, second = row[:_PAIR], row[_PAIR:]
    pairs = []
    for some in (first, second):
        by_block = dict(some)
        if len(by_block) != _PAIR:
            return []
        pairs.append((by_block[quality], by_block[thing]))
    return pairs


def _once(said: Said) -> list[Meaning]:
    """Return the meanings that stand at exactly one place of a text."""
    counts = Counter(one for _, one in _spread(said))
    return [one for one, count in counts.items() if count == 1]


@lru_cache(maxsize=20_000)
def _spread(said: Said) -> list[tuple[int, Meaning]]:
    """Return what a text speaks of, place by place; a word that repeats itself counts once."""
    found: list[tuple[int, Meaning]] = []
    for place, one in said.known.placed(said.folded):
        if one[0] in _THINGS or one[0] in _QUALITIES:
            if found and found[-1] == (place, one):
                continue
            found.append((place, one))
    return found


def _turned(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that of two things, the second comes first now."""
    if "sequence" not in theirs.blocks:
        return
    wanted = _told_in_turn(theirs)
    if wanted is None:
        return
    told = _first_of(ours, among=wanted)
    if told is not None and told == wanted[::-1]:
        yield Found(
            "S06", f"{wanted[0][1]} – {wanted[1][1]}", f"{told[0][1]} – {told[1][1]}", sure=False
        )


@lru_cache(maxsize=20_000)
def _told_in_turn(theirs: Said) -> tuple[Meaning, Meaning] | None:
    """Return what an English text has come first and second: with "before" between the two."""
    placed = [(place, one) for place, one in theirs.known.placed(theirs.folded)]
    things = [place for place, one in placed if one[0] in _THINGS]
    steps = [place for place, one in placed if one in (_BEFORE, _AFTER)]
    if any(place < min(things, default=0) for place in steps):
        return None  # "before this, that or something else"
    return _first_of(theirs)


def _first_of(
    said: Said, among: tuple[Meaning, Meaning] | None = None
) -> tuple[Meaning, Meaning] | None:
    """Return of two things the one that comes first in time, and then the other."""
    placed = said.known.placed(said.folded)
    steps = [(place, one) for place, one in placed if one in _STEPS]
    both = {one for _, one in steps} >= {_BEFORE, _AFTER}
    if not steps or (both and said.known.language not in _POSTPOSED):
        return None
    things = [
        (place, one) for place, one in placed if (one in among if among else one[0] in _THINGS)
    ]
    names = {one for _, one in things}
    if len(names) != _PAIR or len(things) != _PAIR:
        return None
    (left, one), (right, other) = things
    if left == right:
        return None
    return _in_time(steps, (left, one), (right, other), postposed=said.known.language in _POSTPOSED)


def _in_time(
    steps: Placed, first: tuple[int, Meaning], second: tuple[int, Meaning], *, postposed: bool
) -> tuple[Meaning, Meaning] | None:
    """Return two things in the order in which they happen, as the first step tells that does."""
    (left, one), (right, other) = first, second
    for place, step in sorted(steps, key=lambda each: _STEPS.index(each[1])):
        where = 0 if place < left else 1 if place < right else 2
        same = _POSTPOSED_TELLS if postposed else _PREPOSED_TELLS
        if (step, where) in same:
            return (one, other) if same[step, where] else (other, one)
    return None


def _denied_elsewhere(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that a "not" went from one clause to the other: may eat, not drink."""
    wanted = _denials(theirs)
    if len(set(wanted.values())) < _PAIR:
        return
    told = _denials(ours)
    lost = [one for one, no in wanted.items() if no and told.get(one) is False]
    come = [one for one, no in wanted.items() if not no and told.get(one) is True]
    if lost and come:
        yield Found("S04", shortened(theirs.bare), shortened(ours.bare), sure=False)


@lru_cache(maxsize=20_000)
def _denials(said: Said) -> dict[Meaning, bool]:
    """Return for what a sentence speaks of in one clause only whether that clause says "not"."""
    known = said.known
    clauses = [known.meanings(one) for one in _clauses(said)]
    if len(clauses) < _PAIR or not any(NOT in one for one in clauses):
        return {}
    counts = Counter(one for clause in clauses for one in clause)
    return {
        one: NOT in clause
        for clause in clauses
        for one in clause
        if counts[one] == 1 and (one[0] in _THINGS or one[0] in ("fasting", "kind", "bathing"))
    }


def _clauses(said: Said) -> list[str]:
    turning = said.known.turning
    text = said.folded if turning is None else turning.sub(";", said.folded)
    return [one for one in _CLAUSE.split(text) if one.strip()]


def _tagged_elsewhere(form: Form) -> Iterator[Found]:
    """Yield that a tag stands around words that are outside of it in English."""
    theirs, ours = form.english, form.said
    if not theirs.tags or len(theirs.tags) != len(ours.tags):
        return
    inside, outside = _in_and_out(theirs)
    if not inside or not outside:
        return
    told, left = _in_and_out(ours)
    only_in, only_out = inside - outside, outside - inside
    if not told & only_in and left & only_in and told & only_out:
        yield Found("M02", ours.tags[0], sure=False)


@lru_cache(maxsize=20_000)
def _in_and_out(said: Said) -> tuple[set[Meaning], set[Meaning]]:
    """Return what the words inside the tags of a text mean, and those outside."""
    within = " ".join(one[1] for one in _TAGGED.findall(said.raw))
    without = _TAGGED.sub(f" {PLACE} ", said.raw)
    return _told(within, said), _told(without, said)


def _told(raw: str, said: Said) -> set[Meaning]:
    fields = {("field", name) for name in FIELD.findall(raw)}
    return said.known.meanings(FIELD.sub(PLACE, TAG.sub("", raw))) | fields


def _done_to(form: Form) -> Iterator[Found]:
    """Yield that who does something and to whom it is done changed places."""
    for doer, other in _doers(form.english.raw):
        text = form.said.raw
        if text.count(f"{{{doer}}}") != 1 or text.count(f"{{{other}}}") != 1:
            continue
        if text.index(f"{{{doer}}}") < text.index(f"{{{other}}}"):
            continue
        head, _, rest = text.partition(f"{{{other}}}")
        between, _, tail = rest.partition(f"{{{doer}}}")
        known = form.said.known
        told = f"{head[-12:]}\u00ab{between}\u00bb{tail[:12]}"
        if known.marking is not None and not known.marking.search(told):
            yield Found("B06", f"{{{doer}}}", f"{{{other}}}", sure=False)


@lru_cache(maxsize=20_000)
def _doers(raw: str) -> tuple[tuple[str, str], ...]:
    return tuple(_DOES.findall(TAG.sub("", raw))) if raw.count("{") > 1 else ()
