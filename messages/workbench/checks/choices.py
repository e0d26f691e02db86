"""Which of several things, and how many of them: and, or, only, only one.

All of it is a suspicion: a language may have said it in its way. Holds no word that a person reads.
"""

import re
from collections.abc import Iterator

from messages.workbench.checks.denials import orders
from messages.workbench.checks.said import Said
from messages.workbench.checks.subject import Form, Found
from messages.workbench.checks.words import Glossary

_AND, _OR, _ONLY, _SINGLE = (
    ("choice", "and"),
    ("choice", "or"),
    ("limit", "only"),
    ("single", "one"),
)
_ANY, _ALL = ("anyof", "any"), {("pair", "both"), ("duty", "must"), ("number", "two")}
_IF = re.compile(r"\b(?:if|when)\b")
_NEW = frozenset({("restricted", "only"), ("restricted", "never")})
_LIKE_NEW = frozenset({_SINGLE, ("pair", "one"), _ONLY})
_ALLOWED = re.compile(r"\buntil (?:your|the|a) (?:team|doctor|nurse|clinic)\b")
_HEDGING = frozenset({"negation", "hedged", "restricted", "anyof"})
_UNTIL = ("span", "until")
_LIKE_UNTIL = frozenset(
    {_UNTIL, ("order", "before"), ("order", "after"), ("deadline", "latest"), ("term", "within")}
    | {("condition", "unless"), ("span", "since"), ("sequence", "before")}
)
_UNLESS = ("condition", "unless")
_NAME = 2
_NOT_ONLY = ("restricted", "also")
_SENTENCE = 4  # words up to which a text is the name of something


def choices(form: Form) -> Iterator[Found]:
    """Yield that another choice is left than in English, or none."""
    if form.said.known.glossary == Glossary():
        return
    if form.english.has("choice"):
        for theirs, ours in form.lines:
            yield from _chosen(theirs, ours)
    for theirs, ours in form.sentence_pairs:
        yield from _unlimited(theirs, ours)
        yield from _singled(theirs, ours)
        if form.english.ends:
            yield from _restricted(theirs, ours)
        yield from _untied(theirs, ours)


def _chosen(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that of "both this and that" an "or" became, or of "any of these" an "and"."""
    wanted, told = (one.meanings & {_AND, _OR} for one in (theirs, ours))
    if len(wanted) != 1 or theirs.has("negation") or ours.has("negation"):
        return
    if wanted == {_AND}:
        if told == {_OR} and (theirs.meanings & _ALL or orders(theirs.bare)):
            yield Found("S06", _AND[1], _OR[1], sure=False)
    elif told == {_AND} and (_ANY in theirs.meanings or _IF.search(theirs.folded)):
        yield Found("S06", _OR[1], _AND[1], sure=False)


def _unlimited(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that what only one may do, anybody may."""
    if len(theirs.words) <= _SENTENCE or ours.plain != ours.folded or _UNLESS in ours.meanings:
        return  # "not unless you need it" is "only when you need it"
    if _ONLY in theirs.meanings and _ONLY not in ours.meanings and ours.known.known:
        yield Found("S06", _ONLY[1], "–", sure=False)


def _restricted(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that an "only" or a "never" came that the English does not have."""
    if not theirs.blocks.isdisjoint(_HEDGING) or _NOT_ONLY in ours.meanings:
        return
    come = ours.meanings & _NEW
    if (
        come
        and len(theirs.words) > _NAME
        and not theirs.fields
        and theirs.meanings.isdisjoint(_LIKE_NEW)
    ):
        yield Found("S09", min(come)[1])


def _untied(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that an "until" is gone, and with it when something ends."""
    if (
        _ALLOWED.search(theirs.folded)
        and ours.meanings.isdisjoint(_LIKE_UNTIL)
        and ours.known.known
    ):
        yield Found("S08", _UNTIL[1])


def _singled(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that "only one" or "only once" came where the English counts nothing."""
    if _SINGLE in ours.meanings and _SINGLE not in theirs.meanings:
        yield Found("S03", "–", _SINGLE[1], sure=False)
