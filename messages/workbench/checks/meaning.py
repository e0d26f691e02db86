"""What a translation must still say: how grave, how many, of what, asked or told.

A meaning counts as changed when the English has it, the translation lost it, and another of the
same block came instead. Holds no word that a person reads.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from messages.workbench.checks.blocks import ALIKE, CODES, DENIABLE, WEAK
from messages.workbench.checks.said import PLACE, Said
from messages.workbench.checks.subject import Form, Found
from messages.workbench.checks.words import NOT, Glossary

_KINDS = frozenset(block for group in ALIKE for block in group)
_UNSAFE = ("risk", "dangerous")  # "without danger" still holds the word
_AFTER = ("order", "after")
_FIRST = ("rank", "first")
_SWAPPED = (
    (_UNSAFE, ("risk", "safe")),
    (("span", "until"), _AFTER),
    (("term", "within"), _AFTER),
    (_FIRST, _AFTER),
    (_FIRST, ("when", "later")),
    (("order", "before"), ("when", "tomorrow")),
)
_LIVE = ("vaccine", "live")
_MUST, _SHOULD, _MAYBE = ("duty", "must"), ("advice", "should"), ("advice", "maybe")
_APART = frozenset(
    {"daypart", "side", "colour", "weekday", "drug", "bound", "order", "level", "lock", "amount"}
)
# "From Monday to Friday" stands in this order anywhere, and "his is negative, yours positive".
_IN_TURN = frozenset({"weekday", "month", "finding", "amount"})
_DUSK = {"evening", "night"}  # where the one ends is not the same everywhere
_LATER = "later"  # of the day: what the English calls pm
_ALONE = frozenset({"drug", "weekday"})
_UNTIL = re.compile(
    rf"\b(?:until|till|within) (?:\d|{PLACE})"
)  # a day, and no change for the better
_COMPARED = re.compile(r"\b(?:more|less) than (?:yesterday|usual|before|normal|last)\b")
_IF = re.compile(r"\b(?:if|when)\b")
_SENTENCE = 4  # words from which a text with a full stop is a sentence


def severity(form: Form) -> Iterator[Found]:
    """Yield that the signs of severity are others, or stand elsewhere."""
    theirs, ours = form.english.emoji, form.said.emoji
    if theirs != ours:
        gone = [one for one in theirs if one not in ours] or theirs
        come = [one for one in ours if one not in theirs] or ours
        yield Found("S01", "".join(gone) or "–", "".join(come) or "–")
    elif theirs and _leads(form.english) != _leads(form.said):
        yield Found("S01", theirs[0], theirs[0])


def _leads(said: Said) -> bool:
    return said.bare.lstrip().startswith(said.emoji[0])


def meanings(form: Form) -> Iterator[Found]:
    """Yield each meaning that became another of its block, line by line."""
    if form.said.known.glossary == Glossary():
        return
    yield from sorted(_meanings(form), key=lambda found: not found.sure)


def _meanings(form: Form) -> Iterator[Found]:
    for theirs, ours in form.sentence_pairs:
        said = theirs.meanings
        if said == ours.meanings and not _turns(theirs):
            continue
        if form.said.known.known and _LIVE in said and _LIVE not in ours.meanings:
            yield Found("S05", *_LIVE)
        yield from _weakened(said, ours.meanings)
        yield from _merged(said, ours.meanings)
        yield from _turned(theirs, ours)
        yield from _added(said, ours.meanings)
        for block, gone, come in _changed(said, ours.meanings):
            short = len(theirs.words) <= _SENTENCE
            if _tells(block, theirs, ours, short=short):
                sure = block not in WEAK or (short and block == "answer")
                yield Found(CODES[block], gone, come, sure=sure)


def _turned(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that "from Monday to Friday" became "from Friday to Monday"."""
    for block, wanted in _turns(theirs).items():
        told = ours.known.in_turn(ours.folded, block)
        if wanted != told and wanted == told[::-1]:
            yield Found("S06", " – ".join(wanted), " – ".join(told), sure=False)


@lru_cache(maxsize=20_000)
def _turns(theirs: Said) -> dict[str, list[str]]:
    """Return of what an English line names two in turn, block by block: once for all languages."""
    if _IN_TURN.isdisjoint(theirs.blocks) or theirs.has("negation"):
        return {}
    found = {block: theirs.known.in_turn(theirs.folded, block) for block in sorted(_IN_TURN)}
    return {block: named for block, named in found.items() if len(named) > 1}


def _weakened(said: set[tuple[str, str]], ours: set[tuple[str, str]]) -> Iterator[Found]:
    """Yield that what must be is only recommended, or only perhaps so."""
    come = ours - said
    if _MUST in said and _SHOULD not in said and (_SHOULD in come or _MAYBE in come):
        yield Found("S06", _MUST[1], (_SHOULD if _SHOULD in come else _MAYBE)[1], sure=False)


def _merged(said: set[tuple[str, str]], ours: set[tuple[str, str]]) -> Iterator[Found]:
    """Yield that of two meanings that exclude each other only one is left: noon and night."""
    if len(said) < 2 or said <= ours:  # noqa: PLR2004 -- two
        return
    for block in sorted({name for name, _ in said - ours} & _APART):
        theirs = {meaning for name, meaning in said if name == block}
        left = {meaning for name, meaning in ours if name == block}
        if left and left < theirs:
            yield Found(CODES[block], min(theirs - left), min(left), sure=False)


def _added(said: set[tuple[str, str]], ours: set[tuple[str, str]]) -> Iterator[Found]:
    """Yield that a "tomorrow" came beside the "now" of the English, or a second medicine."""
    for block, new in sorted(ours - said):
        theirs = [meaning for name, meaning in said if name == block]
        alone = block in _ALONE or (new == "tomorrow" and "yesterday" not in theirs)
        if alone and theirs and all((block, one) in ours for one in theirs):
            yield Found(CODES[block], min(theirs), new, sure=False)


def _tells(block: str, theirs: Said, ours: Said, *, short: bool) -> bool:
    """Say whether the words of a block mean here what they mean elsewhere."""
    if block == "bound":
        return _bounds(theirs, ours, short=short)
    if block in ("until", "within"):
        return _UNTIL.search(theirs.bare) is not None
    if block == "first":
        return short
    if block in ("amount", "health"):  # "no less" is "as much or more"
        denied = theirs.has("negation") or ours.has("negation")
        return (short or block == "amount") and not denied
    return _tells_beside_not(block, theirs, ours)


def _bounds(theirs: Said, ours: Said, *, short: bool) -> bool:
    """Say whether two bounds can be compared: "at most two" is "not more than two"."""
    if _denied_beside(theirs) != _denied_beside(ours):
        return False
    measured = _measured(theirs) and _measured(ours)
    return short or measured or _COMPARED.search(theirs.bare.lower()) is not None


def _denied_beside(said: Said) -> bool:
    """Say whether a line denies anything beside its bound."""
    return NOT in said.known.meanings(said.known.unbounded(said.folded))


def _tells_beside_not(block: str, theirs: Said, ours: Said) -> bool:
    """Say whether a "not" leaves the words of a block what they are."""
    denied = (theirs.has("negation"), ours.has("negation"))
    if block == "choice":  # "neither tea nor coffee" is "no tea and no coffee"
        return _IF.search(theirs.bare.lower()) is not None and not denied[0]
    if block == "duty":  # "must not" is "may not"
        return not all(denied)
    if block == "taking":  # "do not take" is "stop"
        return not any(denied)
    return block not in DENIABLE or denied[0] == denied[1]  # "worse" may well be "not better"


def _measured(said: Said) -> bool:
    """Say whether a line holds a number, typed or to be filled in: else "above" is a place."""
    return bool(said.figures or said.fields) or PLACE in said.bare


def _changed(
    said: set[tuple[str, str]], ours: set[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    gone, come = said - ours, ours - said
    for wanted, other in _SWAPPED:
        if wanted in said and other in come and (wanted == _UNSAFE or wanted in gone):
            yield wanted[1], wanted[1], other[1]
    if not gone or not come:
        return
    yield from _of_a_kind(gone, come)
    for block in sorted({name for name, _ in gone} & {name for name, _ in come}):
        lost = min(meaning for name, meaning in gone if name == block)
        new = min(meaning for name, meaning in come if name == block)
        if block in CODES and not _free(block, lost, new):
            yield block, lost, new


def _of_a_kind(
    gone: set[tuple[str, str]], come: set[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield that a meaning became one of a block beside it: a sister a mother."""
    if _KINDS.isdisjoint(name for name, _ in gone) or _KINDS.isdisjoint(name for name, _ in come):
        return
    for group in ALIKE:
        lost, new = (sorted(one for one in some if one[0] in group) for some in (gone, come))
        if lost and new and {one[0] for one in lost}.isdisjoint(one[0] for one in new):
            yield lost[0][0], lost[0][1], new[0][1]


def _free(block: str, lost: str, new: str) -> bool:
    """Say whether a language may well say one meaning for another."""
    if block == "daypart":
        return {lost, new} == _DUSK or (lost == _LATER and new != "morning")
    return block == "duty" and lost != _MUST[1]


def medicines(form: Form) -> Iterator[Found]:
    """Yield a medicine that the English names, and the whole translation does not."""
    if form.said.known.known and (wanted := _named(form.english)):
        gone = wanted - form.said.meanings
        yield from (Found("S08", drug) for _, drug in sorted(gone)[:1])


@lru_cache(maxsize=20_000)
def _named(theirs: Said) -> frozenset[tuple[str, str]]:
    return frozenset(one for one in theirs.meanings if one[0] == "drug")


def questions(form: Form) -> Iterator[Found]:
    """Yield that a question became a statement, or that the last sentence breaks off."""
    theirs, ours = form.english.bare.rstrip(), form.said.bare.rstrip()
    asked = theirs.count("?")
    if theirs.endswith("?") and not any(sign in ours for sign in "?？؟;") and form.said.known.known:
        yield Found("S07", "?")
    elif not asked and theirs[-1:] != ":" and ours[-1:] in ("?", "？", "؟") and "\n" not in theirs:
        yield Found("S07", "?", "?", sure=False)
    elif _breaks_off(theirs, ours):
        yield Found("T06", shortened(theirs), shortened(ours), sure=False)


def _breaks_off(theirs: str, ours: str) -> bool:
    """Say whether a sentence ends in English, and not here; a command may end anything."""
    whole = theirs[-1:] in (".", "!") and len(theirs.split()) >= _SENTENCE
    return whole and ours[-1:].isalpha() and "/" not in ours[-12:]


def shortened(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004 -- one line of a terminal
