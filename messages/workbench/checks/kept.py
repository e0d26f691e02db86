"""What a translation must keep beside its meanings: the moment, the leave, both answers, the tense.

A moment or a leave that is gone leaves no other word behind, so no pair of words shows it. All of
it is a suspicion: a language may have said it in its way. Holds no word that a person reads.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from messages.workbench.checks.denials import orders
from messages.workbench.checks.meaning import shortened
from messages.workbench.checks.said import Said, english
from messages.workbench.checks.subject import Form, Found
from messages.workbench.checks.words import NOT, Glossary

_AT_ONCE = re.compile(
    r"(?<!happens )\b(?:now(?! and then)|at once|immediately|right away|today|tomorrow)\b"
)
_ASKING = re.compile(r"^(?:do|from) (?:you|he|she|they|now|\u25a1)\b")
_DAYPART = re.compile(
    r"\b(?:every|each|in the) (?:morning|evening)\b|\b(?:at|every) (?:night|noon)\b"
)
_MUST, _MAY = ("duty", "must"), ("duty", "may")
_GRANTS = re.compile(r"^(?:you|he|she|they|\u25a1) (?:can|may)\b")
_ANSWERS = (("answer", "yes"), ("answer", "no"))
_BOTH = re.compile(r"\byes\W{1,3}(?:or|and|/)\W{1,3}no\b|\byes/no\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|has been|have been) \w+(?:ed|en|nt|id)\b")
_FUTURE = re.compile(r"\b(?:will|shall|going to|if|would|when)\b|'ll\b")
_ONE = re.compile(
    r"\b(?:a|an) (?:glass|cup|tablet|pill|capsule|dose|drop|spoon\w*|puff)\b", re.IGNORECASE
)
_HALVED = re.compile(
    r"\bhalf (?:an?|the|your) (?:tablet|pill|dose|glass|cup|\w*spoon)", re.IGNORECASE
)
_RESCUE = ("grade", "emergency")
_HALF = ("part", "half")
_RATHER = re.compile(r", (?:and )?(?:not|never|no)\b")
_RATHERS = frozenset(
    {
        "drug",
        "order",
        "daypart",
        "side",
        "dosage",
        "weekday",
        "when",
        "contact",
        "beverage",
        "food",
        "meal",
        "colour",
        "fasting",
    }
)
# What no language leaves out of a sentence, and what stands in other words without being meant.
_NAMED = frozenset(
    {"sign", "organ", "illness", "sample", "vaccine", "weekday", "beverage", "food"}
    | {"wear", "tool", "vehicle", "around", "offspring", "sibling", "drug", "faculty", "storage"}
    | {"season", "moisture", "contraception"}
)
_LOOSE = frozenset(
    {
        ("sign", "chills"),
        ("sign", "pain"),
        ("sign", "bleeding"),
        ("sample", "blood"),
        ("organ", "chest"),
    }
    | {("organ", "head"), ("organ", "nail"), ("organ", "muscle"), ("organ", "back")}
    | {
        ("wear", "glasses"),
        ("around", "guest"),
        ("illness", "cancer"),
        ("illness", "hypertension"),
        ("illness", "cold"),
    }
)
_DANGER = ("risk", "dangerous")
# Of "yellow fever" and "whooping cough" the one word is no sign, and a stomach is empty.
_SHADOWED = {
    ("illness", "yellowfever"): ("sign", "fever"),
    ("illness", "scarlet"): ("sign", "fever"),
    ("illness", "whooping"): ("sign", "cough"),
    ("fasting", "empty"): ("organ", "belly"),
}
_CLAUSE = re.compile("[,;،؛，、；]")
_ASKED = re.compile("[?？؟;՞]")
_FEW = 8  # sentences up to which they stand in the order of the English


def kept(form: Form) -> Iterator[Found]:
    """Yield what the English says and the translation left out, or said in its place."""
    known = form.said.known
    if known.glossary == Glossary():
        return
    cues = _cues(form.english.raw)
    if known.known or not known.dense:
        yield from _unasked(form)
    for theirs, ours in form.sentence_pairs if cues.told else ():
        yield from _exchanged(theirs, ours)
        yield from _duty(theirs, ours)
        yield from _tense(theirs, ours)
    if cues.half and _HALF not in form.said.meanings:
        yield Found("S03", _HALF[1], "–", sure=False)
    if known.known:
        yield from _unnamed(form)
        yield from _cued(form, cues)
        yield from _rescue(form, cues)


class _Cues(NamedTuple):
    """What an English text gives to keep: moments with their blocks, a leave or a past, a pair."""

    moments: tuple[tuple[str, str], ...]
    told: bool
    both: bool
    one: bool
    half: bool
    rescue: bool


def _cued(form: Form, cues: _Cues) -> Iterator[Found]:
    """Yield what is lost of the moments, the answers and the single thing."""
    if cues.moments:
        yield from _lost_moments(form)
    if cues.both:
        yield from _both_answers(form)
    if cues.one:
        yield from _counts(form)
    if form.said.has("courtesy") and not form.english.has("courtesy"):
        yield Found("T06", shortened(form.english.bare), shortened(form.said.bare), sure=False)


def _lost_moments(form: Form) -> Iterator[Found]:
    for theirs, ours in form.sentence_pairs:
        for block, moment in _moments(theirs):
            if not ours.has(block):
                yield Found("S06", moment, "–", sure=False)
                return


def _unnamed(form: Form) -> Iterator[Found]:
    """Yield what a sentence names in English, and ours does not: a sign, a part of the body."""
    for theirs, ours in form.sentence_pairs:
        gone = _names(theirs) - ours.meanings
        if gone:
            yield Found("S08", min(gone)[1])
            return


@lru_cache(maxsize=20_000)
def _names(theirs: Said) -> frozenset[tuple[str, str]]:
    """Return what an English sentence names that no language leaves out."""
    said = theirs.meanings
    named = {one for one in said if one[0] in _NAMED or one == _DANGER}
    return frozenset(named - _LOOSE - {_SHADOWED[one] for one in said & _SHADOWED.keys()})


def _rescue(form: Form, cues: _Cues) -> Iterator[Found]:
    """Yield that the number for emergencies is another one."""
    if cues.rescue and _RESCUE not in form.said.meanings:
        yield Found("S06", _RESCUE[1], "–", sure=False)


@lru_cache(maxsize=20_000)
def _cues(source: str) -> _Cues:
    """Return what an English text gives to keep: once for all languages."""
    theirs = english(source)
    told = any(
        _GRANTS.match(one.lower()) or _PAST.search(one.lower()) or _RATHER.search(one)
        for one in theirs.sentences
    )
    one = _ONE.search(theirs.bare) is not None and not theirs.has("number")
    both, half = (one.search(theirs.bare) is not None for one in (_BOTH, _HALVED))
    rescue = "emergency number" in theirs.bare.lower()
    return _Cues(tuple(_moments(theirs)), told, both, one, half, rescue)


def _moments(theirs: Said) -> Iterator[tuple[str, str]]:
    """Yield each "now" of an order, and each "every morning"."""
    for part in theirs.sentences:
        line = part.lower()
        moment = _AT_ONCE.search(line) if orders(line) and not _ASKING.match(line) else None
        if moment is not None:
            yield "when", moment[0]
        if daypart := _DAYPART.search(line):
            yield "daypart", daypart[0]


def _both_answers(form: Form) -> Iterator[Found]:
    if not form.said.known.dense:
        gone = [one for one in _ANSWERS if one not in form.said.meanings]
        if len(gone) == 1:
            yield Found("S06", gone[0][1], "–", sure=False)


def _exchanged(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that of "this, not that", the one is now ruled out that was asked for."""
    for block, wanted in _wanted(theirs).items():
        told = _by_clause(ours, block)
        if told == {name: not denied for name, denied in wanted.items()}:
            code = "S05" if block == "drug" else "S06"
            yield Found(code, min(wanted, key=lambda name: wanted[name]), "–")


@lru_cache(maxsize=20_000)
def _wanted(theirs: Said) -> dict[str, dict[str, bool]]:
    """Return what an English sentence asks for and what it rules out: once for all languages."""
    found = {block: _by_clause(theirs, block) for block in sorted(theirs.blocks & _RATHERS)}
    return {block: said for block, said in found.items() if len(set(said.values())) > 1}


def _by_clause(said: Said, block: str) -> dict[str, bool]:
    """Return for each meaning of a block whether the clause that holds it says "not"."""
    found = {}
    for clause in _CLAUSE.split(said.bare):
        meant = said.known.meanings(clause)
        found.update({meaning: NOT in meant for name, meaning in meant if name == block})
    return found


def _counts(form: Form) -> Iterator[Found]:
    """Yield that of "a glass" two became."""
    come = {one for block, one in form.said.meanings if block == "number"} - {"one"}
    if come:
        yield Found("S03", "one", min(come), sure=False)


def _unasked(form: Form) -> Iterator[Found]:
    """Yield that of a few sentences on one line, one asks no longer."""
    theirs, ours = form.english, form.said
    if "\n" in theirs.raw or not 1 < len(theirs.sentences) <= _FEW or theirs.ends != ours.ends:
        return
    if theirs.bare.count("?") > len(_ASKED.findall(ours.bare)):
        yield Found("S07", "?", sure=False)


def _duty(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that what somebody may do became what they must do."""
    granted = _GRANTS.match(theirs.bare.lower().strip()) and _MUST not in theirs.meanings
    if granted and _MUST in ours.meanings and _MAY not in ours.meanings:
        yield Found("S06", _MAY[1], _MUST[1], sure=False)


def _tense(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that what has happened is still to come."""
    line = theirs.bare.lower()
    if _PAST.search(line) and not _FUTURE.search(line) and ours.known.announces(ours.folded):
        yield Found("S06", shortened(theirs.bare), shortened(ours.bare), sure=False)
