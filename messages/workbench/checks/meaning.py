"""What a translation must still say: how grave, how many, of what, and whether at all.

A meaning counts as changed when the English has it, the translation lost it, and another of the
same block came instead. Holds no word that a person reads.
"""

from collections.abc import Iterator
from functools import lru_cache

from messages.workbench.checks.said import Said
from messages.workbench.checks.subject import Form, Found
from messages.workbench.checks.words import Glossary

# Which rule speaks for a block of `locales/checks/`.
MEASURES = ("unit", "measure", "times", "number", "frequency")
MEDICINES = ("drug", "vaccine", "sign", "organ", "person", "state", "parent", "treatment", "sample")
OPPOSITES = (
    "order", "bound", "side", "when", "contact", "course", "force", "grade", "answer", "level",
    "colour", "daypart", "risk", "kind", "lock", "duty", "health",
)  # fmt: skip
_CODES = (
    dict.fromkeys(MEASURES, "S03")
    | dict.fromkeys(MEDICINES, "S05")
    | dict.fromkeys(OPPOSITES, "S06")
)
_LIVE = ("vaccine", "live")
_STOP = ("course", "stop")
_SENTENCE = 4  # words from which a text with a full stop is a sentence
_WEAK = frozenset({"duty", "kind", "lock", "level", "person", "answer"})
_ORDERS = (
    "call", "take", "press", "tell", "ask", "go", "write", "keep", "drink", "wash", "get", "use",
    "bring", "show", "read", "send", "come", "eat", "wear", "continue", "stay", "give", "do",
)  # fmt: skip
_TURNED = ("alone", "not working", "not sure", "no longer")
_ALLOWING = ("you can", "you may", "you must", "you should", "you need", "please")


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


def figures(form: Form) -> Iterator[Found]:
    """Yield that a typed number is another one, is gone, or is new."""
    theirs, ours = list(form.english.figures), list(form.said.figures)
    if theirs == ours:
        return
    for same in [one for one in theirs if one in ours]:
        if same in ours and same in theirs:
            theirs.remove(same)
            ours.remove(same)
    if not form.message.critical:
        theirs = [one for one in theirs if one not in _NUMBERS or not _spelled(form.said, one)]
        ours = [one for one in ours if one not in _NUMBERS or not _spelled(form.english, one)]
    if theirs or ours:
        yield Found("S02", " ".join(theirs) or "–", " ".join(ours) or "–")


_NUMBERS = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", "10": "ten",
}  # fmt: skip


def _spelled(said: Said, figure: str) -> bool:
    return figure == "1" or ("number", _NUMBERS[figure]) in said.meanings or not said.known.known


def meanings(form: Form) -> Iterator[Found]:
    """Yield each meaning that became another of its block, line by line."""
    if not form.said.known.known:
        return
    yield from sorted(_meanings(form), key=lambda found: not found.sure)


def _meanings(form: Form) -> Iterator[Found]:
    for theirs, ours in _sentence_pairs(form):
        said = theirs.meanings
        if _LIVE in said and _LIVE not in ours.meanings:
            yield Found("S05", *_LIVE)
        for block, gone, come in _changed(said, ours.meanings):
            short = len(theirs.words) <= _SENTENCE
            if _tells(block, theirs, ours, short=short):
                sure = block not in _WEAK or (short and block == "answer")
                yield Found(_CODES[block], gone, come, sure=sure)


def _tells(block: str, theirs: Said, ours: Said, *, short: bool) -> bool:
    """Say whether the words of a block mean here what they mean elsewhere."""
    if block == "bound":
        return _measured(theirs) and _measured(ours)
    return block != "health" or short


def _measured(said: Said) -> bool:
    """Say whether a line holds a number, typed or to be filled in: else "above" is a place."""
    return bool(said.figures or said.fields)


def _changed(
    said: set[tuple[str, str]], ours: set[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    gone, come = said - ours, ours - said
    if not gone or not come:
        return
    for block in {name for name, _ in gone} & {name for name, _ in come}:
        if block in _CODES and (block != "duty" or ("duty", "must") in gone):
            yield (
                block,
                min(meaning for name, meaning in gone if name == block),
                min(meaning for name, meaning in come if name == block),
            )


def negations(form: Form) -> Iterator[Found]:
    """Yield that a "not" is gone, or that one came where the English gives an order."""
    if form.said.known.glossary == Glossary():
        return
    for theirs, ours in _sentence_pairs(form):
        denied = theirs.has("negation") and not theirs.bare.lower().startswith("why not")
        if denied and (not _denies(theirs, ours) or _half_denied(theirs, ours)):
            sure = not _said_otherwise(theirs.bare.lower()) or _half_denied(theirs, ours)
            yield Found("S04", _shortened(theirs.bare), _shortened(ours.bare), sure=sure)
        elif _ordered(theirs, denied=denied) and ours.has("forbids"):
            yield Found("S04", _shortened(theirs.bare), _shortened(ours.bare))


def _sentence_pairs(form: Form) -> Iterator[tuple[Said, Said]]:
    """Yield sentences in pairs where a line has as many as its English, and else the lines."""
    for theirs, ours in form.lines():
        if len(theirs.sentences) == len(ours.sentences) > 1:
            yield from zip(theirs.parts, ours.parts, strict=True)
        else:
            yield theirs, ours


def _ordered(theirs: Said, *, denied: bool) -> bool:
    """Say whether an English line tells somebody to do something, with no hint of a "not"."""
    return not denied and _orders(theirs.bare) and not theirs.has("hedged")


def _denies(theirs: Said, ours: Said) -> bool:
    """Say whether a line says "not" too, or "stop" where the English does not."""
    return ours.has("negation") or _STOP in ours.meanings - theirs.meanings


def _half_denied(theirs: Said, ours: Said) -> bool:
    """Say whether of "no, I do not …" only the "no" is left."""
    if not theirs.bare.lower().startswith("no, ") or _denials(theirs) < 2:  # noqa: PLR2004 -- both
        return False
    return any(comma in ours.bare for comma in ",،") and _denials(ours) == 1


def _denials(said: Said) -> int:
    return sum(("negation", "not") in said.known.meanings(word) for word in said.words)


def _said_otherwise(line: str) -> bool:
    """Say whether a language may well say a line without a "not": "not alone" is "in company"."""
    return line.startswith(("no, ", "nothing un")) or any(word in line for word in _TURNED)


@lru_cache(maxsize=20_000)
def _orders(line: str) -> bool:
    """Say whether an English line tells or allows somebody to do something."""
    words = line.lower().split()
    first = next(filter(str.isalpha, (word.strip(".,:;“”!?") for word in words)), "")
    return first in _ORDERS or any(said in line.lower() for said in _ALLOWING)


def questions(form: Form) -> Iterator[Found]:
    """Yield that a question became a statement, or that the last sentence breaks off."""
    theirs, ours = form.english.bare.rstrip(), form.said.bare.rstrip()
    asked = theirs.count("?")
    if theirs.endswith("?") and not any(sign in ours for sign in "?？؟;") and form.said.known.known:
        yield Found("S07", "?")
    elif not asked and theirs[-1:] != ":" and ours[-1:] in ("?", "？", "؟") and "\n" not in theirs:
        yield Found("S07", "?", "?", sure=False)
    elif _breaks_off(theirs, ours):
        yield Found("T06", _shortened(theirs), _shortened(ours), sure=False)


def _breaks_off(theirs: str, ours: str) -> bool:
    """Say whether a sentence ends in English, and not here; a command may end anything."""
    whole = theirs[-1:] in (".", "!") and len(theirs.split()) >= _SENTENCE
    return whole and ours[-1:].isalpha() and "/" not in ours[-12:]


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004 -- one line of a terminal
