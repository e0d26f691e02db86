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
_SENTENCE = 4  # words up to which a text is the name of something


def choices(form: Form) -> Iterator[Found]:
    """Yield that another choice is left than in English, or none."""
    if form.said.known.glossary == Glossary():
        return
    for theirs, ours in form.lines:
        yield from _chosen(theirs, ours)
    for theirs, ours in form.sentence_pairs:
        yield from _unlimited(theirs, ours)
        yield from _singled(theirs, ours)


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
    if len(theirs.words) <= _SENTENCE:
        return
    if _ONLY in theirs.meanings and _ONLY not in ours.meanings and ours.known.known:
        yield Found("S06", _ONLY[1], "–", sure=False)


def _singled(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that "only one" or "only once" came where the English counts nothing."""
    if _SINGLE in ours.meanings and _SINGLE not in theirs.meanings:
        yield Found("S03", "–", _SINGLE[1], sure=False)
