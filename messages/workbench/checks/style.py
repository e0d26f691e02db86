"""How a translation reads: endings, address, length on the screen, long sentences.

Holds no word that a person reads.
"""

import re
from collections.abc import Iterator

from messages.catalogs import FIELD
from messages.markup import LIMIT, units
from messages.workbench.checks.denials import orders
from messages.workbench.checks.said import Said
from messages.workbench.checks.subject import Form, Found

_GLUED = re.compile(r"\{\w+\}['’]?[^\W\d_]|[^\W\d_]\{\w+\}")
_TWO_GENDERS = re.compile(
    r"\w\((?:а|e|a|o|in|ne|la|ла|s)\)|\w/(?:а|a|e|in|ла|o|as|os)\b|\w[*:·]in(?:nen)?\b"
)
_TWO_WAYS = re.compile("[(/*:·]")  # without which no text names two genders
_TOUCHING = re.compile(r"\{\w+\}[^\W\d_]|[^\W\d_]\{\w+\}")
_TOUCHING_AFTER = re.compile(r"\{\w+\}[^\W\d_]")  # small words hang on the front in Arabic
_TOUCHING_WORD = re.compile(
    r"\{\w+\}(?:an|ab|auf|aus|ein|zu|mit|und|oder|ist|hat|um|in|er|en|em|es)\b"
)
_NOTS = frozenset({"ne", "nie", "не"})
_SUFFIXING = ("tr", "az", "fi", "hu")
_PLAIN = ("Cyrillic", "Devanagari", "Greek", "Georgian", "Armenian", "Bengali")  # spaces part words
_WORDS = 15
_CHARACTERS = 40  # of a Chinese sentence


def style(form: Form) -> Iterator[Found]:
    """Yield endings on a placeholder, the wrong address, and both genders at once."""
    text = form.said.raw
    if "{" in text and (pattern := _hanging(form)) is not None:
        glued = pattern.search(text)
        if glued and not _GLUED.search(form.english.raw):
            yield Found("G01", glued[0])
    if form.said.has("formal"):
        yield Found("G02", _informal(form))
    elif both := _both_genders(form) or _straight(form):
        yield Found("G02", both)
    elif (gendered := form.said.known.gendered) and (one := gendered.search(form.said.bare)):
        yield Found("G02", one[0])
    else:
        yield from _to_a_friend(form)


def _to_a_friend(form: Form) -> Iterator[Found]:
    """Yield an order in the form that is for friends; a button is none, and orders the program."""
    known = form.said.known
    if known.familiar.isdisjoint(form.said.words) or form.message.frame.limit is not None:
        return
    for theirs, ours in form.sentence_pairs:
        for word in _ordering(ours):
            if (
                {word, word.partition("-")[0]} & known.familiar
                and form.english.ends
                and orders(theirs.bare)
            ):
                yield Found("G02", word, sure=False)
                return


def _ordering(said: Said) -> Iterator[str]:
    """Yield the word that orders in each sentence: the first one behind a "not", or the last."""
    for sentence in said.sentences:
        words = sentence.lower().split()
        at = -1 if said.known.language in _SUFFIXING else int(words[0] in _NOTS and len(words) > 1)
        yield words[at].strip("¡!,.;")


def _both_genders(form: Form) -> str:
    """Return a word that names both genders, where the English has no such."""
    both = _TWO_GENDERS.search(form.said.bare) if _TWO_WAYS.search(form.said.raw) else None
    return both[0] if both and not _TWO_GENDERS.search(form.english.bare) else ""


def _straight(form: Form) -> str:
    """Return a straight quote where the English has round ones."""
    return '"' if '"' in form.said.bare and "\u201c" in form.english.raw else ""


def _hanging(form: Form) -> re.Pattern[str] | None:
    """Return what hangs on a placeholder in this language; German may write {days}tägig."""
    known = form.said.known
    if known.language in _SUFFIXING or known.script in _PLAIN:
        return _GLUED
    if known.script == "Arabic":
        return _TOUCHING_AFTER
    if known.language == "de":
        return _TOUCHING_WORD
    return _TOUCHING if known.script == "Latin" else None


def _informal(form: Form) -> str:
    known = form.said.known
    found = (word for word in form.said.words if ("formal", "not") in known.meanings(word))
    return next(found, "你" if known.script == "Han" else "")


def lengths(form: Form) -> Iterator[Found]:
    """Yield that a text is longer than its place, with the samples in it."""
    limit = form.message.frame.limit
    text = form.said.raw
    if limit is None and len(text) < LIMIT // 2:
        return
    samples = form.message.frame.samples
    length = units(FIELD.sub(lambda found: samples.get(found[1], found[0]), text))
    if limit is not None and length > limit:
        yield Found("L01", str(length), str(limit))
    elif length > LIMIT:
        yield Found("L02", str(length), str(LIMIT))


def sentences(form: Form) -> Iterator[Found]:
    """Yield the longest sentence of a critical message, if it is too long to be read in fear."""
    if not form.message.critical or form.said.letters < _CHARACTERS:
        return
    dense = form.said.known.script == "Han"
    longest = max(form.said.sentences, key=len, default="")
    count = len(longest) if dense else len(longest.split())
    theirs = max((len(one.split()) for one in form.english.sentences), default=0)
    if count > (_CHARACTERS if dense else max(_WORDS, theirs) + 5):
        yield Found("X01", str(count), longest[:80])
