"""Whether a translation denies what the English denies, and nothing else.

A language may say a "not" in its own way; what it may not do is forbid what the English asks for.
Holds no word that a person reads.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from messages.workbench.checks.meaning import shortened
from messages.workbench.checks.said import Said
from messages.workbench.checks.subject import Form, Found
from messages.workbench.checks.vocabulary import profile
from messages.workbench.checks.words import NOT, Glossary

_STOP, _BADLY = ("course", "stop"), ("health", "ill")
_GO_ON, _SKIP = ("course", "go_on"), ("course", "skip")
_TURNING = {_GO_ON, _SKIP}  # what a "not" turns round
_ORDERS = (
    "call", "take", "press", "tell", "ask", "go", "write", "keep", "drink", "wash", "get", "use",
    "bring", "show", "read", "send", "come", "eat", "wear", "continue", "stay", "give", "do",
    "rinse", "store", "check", "measure", "open", "close", "put", "sit", "lie", "stand", "wait",
    "try", "turn", "choose", "add", "carry", "clean", "dry", "hold", "inject", "lock",
    "unlock", "ring", "dial", "phone", "move",
    "look", "talk", "speak", "bathe", "shower", "apply", "breathe", "chew", "cover", "protect",
    "contact", "report", "inform", "learn", "follow", "record", "note", "plan", "prepare", "pack",
    "save", "visit", "repeat", "replace", "change", "fill", "complete", "confirm", "reply",
    "answer", "raise", "lower", "limit", "reduce", "increase", "sleep", "brush", "drive", "sip",
    "shake", "warm", "cool",
    "pay", "remove", "return", "sign", "start", "swallow", "walk", "rest", "stop",
)  # fmt: skip
_TIED = frozenset({"without", "unless", "until", "before"})  # which many languages deny, too
_TURNED = ("alone", "not working", "not sure", "no longer")
_ALLOWING = ("you can", "you may", "you must", "you should", "you need", "please")
_CLAIMING = re.compile(
    r"\b(?:contains?|includes?|helps?|works|protects?|will|can|may|have been|has been"
    r"|(?:this|it|that) is(?= \w+\W*$)"
    r"|(?:is|are) (?:safe|suitable|allowed|free|needed)|was (?:sent|saved|taken))\b"
)
_FREE = re.compile(r"\bwithout (?:an? |any |extra )?(?:fees?|charge|costs?|delay|problems?)\b")
_SHUN = re.compile(r"(?:please )?(?:avoid|(?:stay|keep) (?:out of|off)(?! reach| the reach))\b")
_PLAINLY = re.compile(r"\b(?:not|nothing|nobody|never|none|cannot)\b")
_HEDGES = re.compile(r"\b(?:unless|until|without|or|nor|neither|only|but|if|yet|sure|no)\b|:")
_NOT_WITHOUT = re.compile(r"\b(?:not|never)\b.* without\b")
_ONLY_THEN = {("order", "before"), ("limit", "only"), ("sequence", "first")}
_BOUND = re.compile(r"\bat (?:least|most)\b")
_WITH = re.compile(r"\bwith\b")
_FIRST = frozenset({"always", "only", "just", "then", "also", "please"})  # before an order
_NEVER_DO = re.compile(r"\bnever (?!on\b|in\b|at\b|after\b|before\b|again\b|a\b|more\b)\w")
_FORBIDS = re.compile(r"^(?:do not|don't|never)\b|\bmust not\b")
_FORBIDDEN = re.compile(r"\b(?:do not|don't|never|must not)\b")
_PUNCTUAL = "not be late"
_CAN = re.compile(r"\b(?:you|he|she|they|it|{\w+}|\u25a1|your \w+) (?:can|may)\b")
_EARLIER = re.compile(r"\b(?:minutes?|hours?|days?|weeks?) before\b")
_KEPT = re.compile(r"\b(?:keep|stay)s?\b")
_WHETHER = ("if", "when")
_COMMA = re.compile("[,،，、]")
_ANSWER = 4  # words up to which "No, better" says all it must without its "no"


def negations(form: Form) -> Iterator[Found]:
    """Yield that a "not" is gone, or that one came where the English has none."""
    if form.said.known.glossary == Glossary():
        return
    yield from _fewer(form)
    for theirs, ours in form.sentence_pairs:
        if _only_then(theirs, ours):
            continue
        sure = _lost(theirs, ours) if _denied(theirs) else _gained(theirs, ours)
        if sure is None and not ours.has("negation") and _shuns(theirs):
            sure = False
        if sure is not None:
            yield Found("S04", shortened(theirs.bare), shortened(ours.bare), sure=sure)


@lru_cache(maxsize=20_000)
def _shuns(theirs: Said) -> bool:
    return _SHUN.match(theirs.bare.lower()) is not None


@lru_cache(maxsize=20_000)
def _denied(theirs: Said) -> bool:
    """Say whether an English line denies anything: once for all languages."""
    line = theirs.bare.lower()
    return theirs.has("negation") and not line.startswith("why not") and not _free(theirs)


def _free(theirs: Said) -> bool:
    """Say whether nothing is denied but a fee or a delay, for which most have a word of its own."""
    left = _FREE.sub("", theirs.bare.lower())
    return left != theirs.bare.lower() and NOT not in theirs.known.meanings(left)


def _fewer(form: Form) -> Iterator[Found]:
    """Yield that of two clauses that deny something, one does so no longer."""
    for theirs, ours in form.lines:
        if _twice(theirs) and ours.known.known and _clauses_denied(ours) == 1:
            yield Found("S04", shortened(theirs.bare), shortened(ours.bare), sure=False)
            return


@lru_cache(maxsize=20_000)
def _twice(theirs: Said) -> bool:
    """Say whether an English line denies two things, and neither in a way of its own."""
    line = theirs.bare.lower()
    return len(_PLAINLY.findall(line)) > 1 and not _HEDGES.search(line)


def _clauses_denied(said: Said) -> int:
    known = said.known
    if known.denying is not None:
        return len(known.denying.findall(said.bare.lower()))
    if known.dense:
        return len(re.findall("[不没未无勿别非]", said.bare))
    return _denials(said)


def _lost(theirs: Said, ours: Said) -> bool | None:
    """Say for how sure the "not" of an English line is gone; nothing where it is not."""
    if _only_lacks(theirs, ours) or _half_denied(theirs, ours):
        return True
    if _second_lost(theirs, ours):
        return False
    line = theirs.bare.lower()
    if (_NEVER_DO.search(line) or _FORBIDS.search(line)) and ours.known.only_echoes(ours.plain):
        return False
    if _lacking(theirs, ours):
        return False
    if _denies(theirs, ours) or _answers(line) or _PUNCTUAL in line:
        return None
    return not _said_otherwise(line)


def _only_then(theirs: Said, ours: Said) -> bool:
    """Say whether "not without calling first" is "only after a call" here."""
    if _NOT_WITHOUT.search(theirs.bare.lower()) is None:
        return False
    return bool(ours.meanings & _ONLY_THEN) and ours.plain == ours.folded


def _gained(theirs: Said, ours: Said) -> bool | None:
    """Say for how sure a "not" came to an English line without one; nothing where none did."""
    if _parts(theirs, ours):
        return False
    if not ours.has("forbids") and not _may_turn(theirs):
        return None
    left = _left(theirs.bare)
    if _cannot(left, ours):
        return True
    if _no_further(theirs, ours):
        return False
    if left.split(" ")[0] in _WHETHER:
        return _gained_then(left, ours)
    return _gained_plainly(theirs, ours, left)


def _parts(theirs: Said, ours: Said) -> bool:
    """Say whether "come with her" became "come without her"."""
    if ours.known.dense or not _WITH.search(theirs.bare) or ours.plain == ours.folded:
        return False
    return not theirs.has("hedged") and not theirs.has("negation")


@lru_cache(maxsize=20_000)
def _may_turn(theirs: Said) -> bool:
    """Say whether an English line can be denied in other ways than by forbidding something."""
    left = _left(theirs.bare)
    return _may(left) or not theirs.meanings.isdisjoint(_TURNING) or left.split(" ")[0] in _WHETHER


@lru_cache(maxsize=20_000)
def _left(line: str) -> str:
    """Return an English line without what is no "not": "without delay", "an hour before"."""
    return _EARLIER.sub("", _FREE.sub("", line.lower()))


def _no_further(theirs: Said, ours: Said) -> bool:
    """Say whether "keep taking it" became "take it no further", or "skip it" "do not skip it"."""
    same = theirs.meanings & ours.meanings
    goes_on = not same.isdisjoint(_TURNING) and (orders(theirs.bare) or _SKIP in same)
    return goes_on and ("forbids", "not") in ours.known.meanings(ours.plain)


def _gained_plainly(theirs: Said, ours: Said, left: str) -> bool | None:
    """Say for how sure a "not" came to a line that has no condition."""
    if not ours.has("forbids") or _hedges(left, theirs, ours):
        return None
    if _STOP in theirs.meanings - ours.meanings:
        return None  # "stop it" may well be "take it no more"
    if orders(theirs.bare):
        return True
    return False if _CLAIMING.search(theirs.bare.lower()) and not _denied(theirs) else None


def _hedges(left: str, theirs: Said, ours: Said) -> bool:
    """Say whether an English line explains a "not" of ours: "at least" may be "not less than"."""
    hedged = ("hedged", "not")
    if hedged not in theirs.known.meanings(left):
        return False
    bounds = {one for one in theirs.meanings if one[0] == "bound"}
    if not bounds & ours.meanings or hedged in theirs.known.meanings(_BOUND.sub(" ", left)):
        return True
    return ("forbids", "not") not in ours.known.meanings(ours.known.unbounded(ours.folded))


def _gained_then(line: str, ours: Said) -> bool | None:
    """Say for how sure "if so, call" became "if so, do not call"; a "not" before it is free."""
    forbids = any(("forbids", "not") in ours.known.meanings(one) for one in _then(ours.bare))
    hedged = any(("hedged", "not") in profile("en").meanings(one) for one in _then(line))
    return True if forbids and not hedged and orders(line) else None


def _cannot(line: str, ours: Said) -> bool:
    """Say whether "you can" became "you cannot"; "keep it dry" beside it explains no "not"."""
    if not _may(line) or not ours.known.denies_ability(ours.folded):
        return False
    granted = next(filter(_may, _COMMA.split(line)), line)
    return ("hedged", "not") not in profile("en").meanings(_KEPT.sub(" ", granted))


@lru_cache(maxsize=20_000)
def _may(line: str) -> bool:
    """Say whether an English line grants something: once for all languages."""
    return _CAN.search(line) is not None


def _only_lacks(theirs: Said, ours: Said) -> bool:
    """Say whether of "never … without" or "do not … until" only the second "not" is left."""
    words = set(theirs.words)
    if not words & _TIED or not words & {"not", "never"}:
        return False
    theirs_left, ours_left = (one.known.meanings(one.plain) for one in (theirs, ours))
    denies = NOT in ours_left or _STOP in ours.meanings - theirs.meanings
    return NOT in theirs_left and not denies


def _answers(line: str) -> bool:
    """Say whether a line is a short answer, which says all it must without its "no"."""
    return line.startswith("no, ") and len(line.split()) <= _ANSWER


def _lacking(theirs: Said, ours: Said) -> bool:
    """Say whether of "never do it" only a "without asking" is left."""
    forbids = _FORBIDS.search(theirs.bare.lower())
    if forbids is None or ours.known.dense or ours.plain == ours.folded:
        return False
    return not (NOT in ours.known.meanings(ours.plain) or _STOP in ours.meanings - theirs.meanings)


def _denies(theirs: Said, ours: Said) -> bool:
    """Say whether a line says "not" too, or "stop", or "badly" for "not well"."""
    if ours.has("negation") or _STOP in ours.meanings - theirs.meanings:
        return True
    return "well" in theirs.words and _BADLY in ours.meanings


def _half_denied(theirs: Said, ours: Said) -> bool:
    """Say whether of "no, I do not …" only the "no" is left."""
    if not theirs.bare.lower().startswith("no, ") or _denials(theirs) < 2:  # noqa: PLR2004 -- both
        return False
    return any(comma in ours.bare for comma in ",،") and _denials(ours) == 1


@lru_cache(maxsize=20_000)
def _forbids_twice(theirs: Said) -> bool:
    clauses = _COMMA.split(theirs.bare.lower())
    return len(clauses) == 2 and all(map(_FORBIDDEN.search, clauses))  # noqa: PLR2004 -- both


def _second_lost(theirs: Said, ours: Said) -> bool:
    """Say whether of "do not do this, and do not do that" the second is an order now."""
    if not _forbids_twice(theirs):
        return False
    told = [NOT in ours.known.meanings(one) for one in _COMMA.split(ours.bare)]
    return sorted(told) == [False, True]


def _denials(said: Said) -> int:
    return sum(NOT in said.known.meanings(word) for word in said.words)


def _said_otherwise(line: str) -> bool:
    """Say whether a language may well say a line without a "not": "not alone" is "in company"."""
    return line.startswith(("no, ", "nothing un")) or any(word in line for word in _TURNED)


@lru_cache(maxsize=20_000)
def orders(line: str) -> bool:
    """Say whether an English line tells or allows somebody to do something."""
    words = line.lower().split()
    plain = (word.strip(".,:;“”!?") for word in words)
    first = next((word for word in plain if word.isalpha() and word not in _FIRST), "")
    if first in _WHETHER:
        return any(clause.split(" ")[0] in _ORDERS for clause in _then(line.lower()))
    return first in _ORDERS or any(said in line.lower() for said in _ALLOWING)


def _then(line: str) -> list[str]:
    """Return what stands behind the first comma of a line, clause by clause."""
    return [clause.strip() for clause in _COMMA.split(line)[1:]]
