"""How strongly a translation tells: what is forbidden stays so, and nobody is calmed or shouted at.

All of it is a suspicion: a language may have said it in its way. Holds no word that a person reads.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from messages.workbench.checks.denials import orders
from messages.workbench.checks.meaning import shortened
from messages.workbench.checks.said import PLACE, Said
from messages.workbench.checks.subject import Form, Found
from messages.workbench.checks.words import Glossary

_SHOULD, _MAYBE = ("advice", "should"), ("advice", "maybe")
_MUST, _MAY = ("duty", "must"), ("duty", "may")
_PRESSING = frozenset({("contact", "call"), ("grade", "emergency"), ("when", "now")})
_MEANS_NOT = ("sense", "not")  # "that does not mean that all is well"
_NEED_NOT = ("need", "not")
_WHETHER = ("if", "when", "you", "we")
_FORBIDS = re.compile(r"^(?:do not|don't|never)\b|\bmust (?:not|never)\b")
_TIED = re.compile(r"\b(?:unless|until|till|before|without|if|when)\b")  # "unless it is allowed"
_CALMS = "comfort"
_ILL, _WHO = "illness", "person"
_PEOPLE = frozenset({"doctor", "nurse", "pharmacist"})
# What stands in other words, too: rheumatology, a reaction to something.
_COMMON = frozenset({"arthritis", "allergy", "cancer", "flu"})
# In many languages doctors and nurses stand in the words for these.
_TREATING = re.compile(
    r"\b(?:[Tt]eam|[Cc]lini|[Ss]taff|[Hh]ospital|[Mm]edic|[Cc]are|[Hh]ealth|[Aa]dvice|[Oo]pinion)"
)
_CASED = ("Latin", "Cyrillic", "Greek")
_CAPITAL = re.compile(r"\b[A-Z]{2,}\b")
_SPAN = re.compile(r"\b(?:from|between) \{(\w+)\} (?:to|and|until|till) \{(\w+)\}")
_EXCLAIMS = re.compile("[!！]")
_LISTED = re.compile(
    r"(?<![.!?:] )(?<!^)\b([A-Z][a-z]+(?:, [A-Z][a-z]+)*),? (?:and|or) ([A-Z][a-z]+)\b"
)
_TIMES = frozenset({"weekday", "month"})


def force(form: Form) -> Iterator[Found]:
    """Yield what is told more weakly or more loudly, or what nobody has said in English."""
    yield from _loud(form)
    if form.said.known.glossary == Glossary():
        return
    yield from _swapped(form)
    if names := _listed(form.english):
        yield from _unnamed(form, names)
    ours = form.said.blocks
    if _CALMS in ours and _calms(form.said) > _calms(form.english):
        yield Found("T06", shortened(form.english.bare), shortened(form.said.bare), sure=False)
    if _ILL in ours:
        yield from _diagnosed(form)
    if _may_tell(form):
        yield from _by_sentence(form)


def _calms(said: Said) -> int:
    """Return in how many sentences somebody is calmed."""
    return sum(part.has(_CALMS) and _MEANS_NOT not in part.meanings for part in said.parts)


def _diagnosed(form: Form) -> Iterator[Found]:
    """Yield an illness that a line names where the English names none."""
    for theirs, ours in form.lines:
        if _ILL in ours.blocks and _ILL not in theirs.blocks:
            new = ours.meanings - form.english.meanings
            told = {meaning for block, meaning in new if block == _ILL} - _COMMON
            if told:
                yield Found("S09", min(told))
                return


def _may_tell(form: Form) -> bool:
    """Say whether a sentence may advise, allow or name somebody for what the English says."""
    said, wanted = form.said.meanings, form.english.meanings
    return (
        _SHOULD in said
        or (_MAY in said and _MAY not in wanted)
        or (_NEED_NOT in said and _NEED_NOT not in wanted)
        or (_WHO in form.said.blocks and _WHO not in form.english.blocks)
    )


def _by_sentence(form: Form) -> Iterator[Found]:
    """Yield what one sentence says more weakly, or of whom it speaks for nobody."""
    for theirs, ours in form.sentence_pairs:
        yield from _weakened(theirs, ours)
        if _WHO in ours.blocks and _WHO not in theirs.blocks:
            yield from _people(theirs, ours)


def _weakened(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that an order became advice, or that what is forbidden became allowed."""
    said = ours.meanings
    if _SHOULD in said and _bids(theirs):
        yield Found("S06", _MUST[1], _SHOULD[1], sure=False)
    elif _MAY in said and _MAY not in theirs.meanings and _forbids(theirs) and _allows(ours):
        yield Found("S04", shortened(theirs.bare), shortened(ours.bare), sure=False)
    elif _NEED_NOT in said and _NEED_NOT not in theirs.meanings and _forbids(theirs, tied=True):
        yield Found("S06", "must not", "need not", sure=False)
    elif _MAY in said and _MUST not in said and _orders_plainly(theirs):
        yield Found("S06", _MUST[1], _MAY[1], sure=False)


@lru_cache(maxsize=20_000)
def _orders_plainly(theirs: Said) -> bool:
    """Say whether an English sentence is an order, and grants or denies nothing."""
    if theirs.meanings & {_SHOULD, _MAYBE, _MAY} or theirs.has("negation"):
        return False
    if theirs.meanings.isdisjoint(_PRESSING):
        return False
    if _TIED.search(theirs.bare.lower()):
        return False
    first = theirs.words[0] if theirs.words else ""
    return first not in _WHETHER and orders(theirs.bare)


def _allows(ours: Said) -> bool:
    """Say whether what may be done is not denied; where we know how a language denies it."""
    known = ours.known
    return not known.dense and known.unable is not None and not known.denies_ability(ours.folded)


@lru_cache(maxsize=20_000)
def _bids(theirs: Said) -> bool:
    """Say whether an English sentence forbids or orders, and advises nothing."""
    if theirs.meanings & {_SHOULD, _MAYBE, _MAY}:
        return False
    return _forbids(theirs) or (_MUST in theirs.meanings and orders(theirs.bare))


@lru_cache(maxsize=20_000)
def _forbids(theirs: Said, *, tied: bool = False) -> bool:
    free = tied or _TIED.search(theirs.bare.lower()) is None
    return free and _FORBIDS.search(theirs.bare.lower()) is not None


def _people(theirs: Said, ours: Said) -> Iterator[Found]:
    """Yield that somebody of the clinic came for anybody or nobody.

    "Medical" is the same word as "doctor" in Arabic, and "care" is "nurse" in Chinese.
    """
    known = ours.known
    named = PLACE in theirs.bare or _TREATING.search(theirs.bare)
    if not known.dense and known.script != "Arabic" and not named:
        yield from _told(ours, _PEOPLE)


def _told(said: Said, some: frozenset[str]) -> Iterator[Found]:
    told = some & {meaning for _, meaning in said.meanings}
    if told:
        yield Found("S09", min(told))


def _loud(form: Form) -> Iterator[Found]:
    """Yield capitals and exclamation marks that the English does not have."""
    ours, theirs = form.said.raw, form.english.raw
    if "!" in ours or "！" in ours:
        if len(_EXCLAIMS.findall(ours)) > len(_EXCLAIMS.findall(theirs)):
            yield Found("G02", "!", sure=False)
    elif form.said.known.script in _CASED and not _CAPITAL.search(theirs):
        shouts = (one for one in form.said.sentences if one.isupper() and " " in one)
        yield from (Found("G02", one, sure=False) for one in islice(shouts, 1))


def _unnamed(form: Form, names: tuple[str, ...]) -> Iterator[Found]:
    """Yield a name of a list of names that is gone, while another one stands as it was."""
    kept = [name for name in names if name in form.said.raw]
    if kept and len(kept) < len(names):
        gone = next(name for name in names if name not in kept)
        yield Found("S05", gone, "–", sure=False)


def _swapped(form: Form) -> Iterator[Found]:
    """Yield that "from this to that" became "from that to this": both stand in this order."""
    for first, second in _spans(form.english.raw):
        ours = form.said.fields
        if ours.count(first) == ours.count(second) == 1 and ours.index(first) > ours.index(second):
            yield Found("B06", f"{{{first}}}", f"{{{second}}}", sure=False)


@lru_cache(maxsize=20_000)
def _spans(english: str) -> tuple[tuple[str, str], ...]:
    return tuple(_SPAN.findall(english)) if "{" in english else ()


@lru_cache(maxsize=20_000)
def _listed(theirs: Said) -> tuple[str, ...]:
    """Return the names that stand side by side in an English text: once for all languages."""
    match = _LISTED.search(theirs.bare)
    if match is None or not theirs.blocks.isdisjoint(_TIMES):
        return ()
    return (*match[1].split(", "), match[2])
