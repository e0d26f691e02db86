"""Whether a text is translated at all, into this language, and whole.

Holds no word that a person reads.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import eq

from messages.workbench.checks.said import PLACE, Said, english
from messages.workbench.checks.subject import Form, Found, Message
from messages.workbench.checks.vocabulary import (
    common_words,
    strange_words,
    telling_words,
    unmistakable,
)

_SAME_ALLOWED = re.compile(r"[\W\d_]*|[A-Z0-9\W]{1,12}")
_SCRIPTS = {
    "Latin": "A-Za-zÀ-ɏḀ-ỿ",
    "Cyrillic": "Ѐ-ԯ",
    "Arabic": "؀-ۿݐ-ݿﭐ-﷿ﹰ-﻿",
    "Devanagari": "ऀ-ॿ",
    "Han": "㐀-䶿一-鿿",
    "Hebrew": "֐-׿",
    "Greek": "Ͱ-Ͽ",
    "Georgian": "Ⴀ-ჿ",
    "Armenian": "԰-֏",
    "Hangul": "가-힯ᄀ-ᇿ",
    "Kana": "぀-ヿ",
    "Thai": "฀-๿",
    "Bengali": "ঀ-৿",
    "Ethiopic": "ሀ-፿",
}
_MIXED = re.compile("[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
_LIKE_LATIN = ("Cyrillic", "Greek")  # in all others, such letters are foreign
_NOTE = re.compile(
    r"\b(?:TODO|FIXME|XXX+|TBD|WIP|[Ll]orem ipsum|[Tt]ranslat(?:ion|or|ed)|[Uu]ntranslated)\b"
    r"|\b(?:MT|NOTE|Note):|\[\?\]|\(\?\)|\?\?|^(?:Sure|Here is|Of course)[,!: ]"
)
# How a note may begin: most texts hold none of it, and are passed over at once.
_NOTED = re.compile("TO|FI|XX|TB|WI|orem|ransl|MT|N[Oo][Tt]|[?]|Sure|Here|Of c")
_DENSE = {"Han": (0.1, 0.9), "Kana": (0.2, 1.5), "Arabic": (0.38, 1.9), "Devanagari": (0.4, 2.2)}
_DENSE |= {"Hebrew": (0.35, 1.9)}
_USUAL = (0.45, 2.3)
_USUAL_LINE, _DENSE_LINE = 0.65, 0.2  # of a line that has fewer sentences, too
_LONGER = 1.1  # how much longer a short text may be still
_BRANDS = {("drug", name) for name in ("mabthera", "truxima", "rixathon", "ruxience")}
_SHORT = 20  # characters; below, lengths differ too much to tell anything
_LEAST_WORDS = 3
_FEW_WORDS = 5  # so few give away no language by how often they are used
# What no language leaves out.
_TOLD = frozenset(
    {"person", "contact", "drug", "sign", "organ", "treatment", "early", "moisture", "month"}
    | {"posture", "place", "dosage", "value", "meal", "beverage", "trend", "weekday", "storage"}
    | {"parent", "sample", "vaccine", "travel"}
)
_REPEATING = ("tr", "az", "hi", "ur", "mr", "id", "zh")  # where many words may stand twice
_TWICE_DENSE = re.compile("([一-鿿]{2,})\\1")
_MARKS = "\u064b-\u0652\u0900-\u0903\u093a-\u094f"  # vowels that are no letters
_TWICE = re.compile(
    rf"(?<![\w'’\-{_MARKS}])([^\W\d_](?:[^\W\d_]|[{_MARKS}])*) +\1(?![\w'’\-{_MARKS}])",
    re.IGNORECASE,
)


def entry_state(message: Message) -> Iterator[Found]:
    """Yield that a message is not translated, or not settled."""
    entry = message.entry
    texts = list(entry.strings.values())
    if "fuzzy" in entry.flags:
        yield Found("T02", entry.previous or (entry.english or ""), entry.english or "")
    if not any(texts):
        yield Found("T01")
    elif not any(text.strip() for text in texts):
        yield Found("T03")


def sameness(form: Form) -> Iterator[Found]:
    """Yield that the English was left, whole or line by line."""
    text = form.said.raw.strip()
    if text == form.english.raw.strip():
        words = [word for word in form.english.words if len(word) > 1]
        if words and not _SAME_ALLOWED.fullmatch(form.english.bare) and not _is_name(form):
            yield Found("T04", sure=len(words) > 1)
        return
    theirs = _spoken(form.english.raw)
    if not theirs:
        return
    ours = [line.bare.strip() for line in form.said.lines] + form.said.sentences
    if theirs.isdisjoint(ours):
        return
    if left := next((line for line in ours if line in theirs), ""):
        yield Found("T04", left)


@lru_cache(maxsize=20_000)
def _spoken(source: str) -> frozenset[str]:
    """Return the lines and sentences of an English text that nobody leaves by intention."""
    theirs = english(source)
    sentences = {part for part in theirs.sentences if not part[0].islower()}
    lines = {line.bare.strip() for line in theirs.lines}
    return frozenset(line for line in lines | sentences if _speaks(line))


def _speaks(line: str) -> bool:
    """Say whether a line holds at least three words, and is nothing to be typed."""
    words = [word for word in line.split() if word.strip(".,:;!?()").isalpha() and len(word) > 1]
    return len(words) >= _LEAST_WORDS and not line.startswith("/") and PLACE not in words


def _is_name(form: Form) -> bool:
    """Say whether a text is one word that many languages share, such as a name or a brand."""
    return not form.english.meanings.isdisjoint(_BRANDS) or (
        len([word for word in form.english.words if len(word) > 1]) == 1
        and form.said.known.script == "Latin"
    )


def language(form: Form) -> Iterator[Found]:
    """Yield that letters or words belong to another language."""
    known, bare = form.said.known, form.said.bare
    if not known.script or not bare.strip():
        yield from (Found("T05", letters) for letters in filter(None, [_of_others(form)]))
        return
    plain = bare.replace(PLACE, "").isascii()
    foreign = None if plain else _foreign(known.script).search(bare)
    may_mix = foreign or (not plain and known.script in _LIKE_LATIN)
    mixed = _MIXED.search(bare) if may_mix else None
    if mixed or (foreign and not _foreign(known.script).search(form.english.bare)):
        yield Found("T05", (mixed or foreign)[0])  # type: ignore[index]  # one of them matched
    elif known.script != "Latin" and _wrong_script(form):
        yield Found("T05", _first_words(form.said))
    elif letters := _of_others(form):
        yield Found("T05", letters)
    else:
        yield from _of_another(form)


def _of_another(form: Form) -> Iterator[Found]:
    """Yield the words that give away another language of the same script."""
    if other := _other_language(form.said):
        yield Found("T05", other, sure=form.said.raw != form.english.raw)
    elif other := "" if form.listed else _other_sentences(form.said):
        yield Found("T05", other, sure=False)


@cache
def _own(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_SCRIPTS[script]}]")


@cache
def _foreign(script: str) -> re.Pattern[str]:
    """Return what finds a letter of another script; Latin ones stand in names everywhere."""
    others = (letters for of, letters in _SCRIPTS.items() if of not in (script, "Latin"))
    return re.compile(f"[{''.join(others)}]")


def _wrong_script(form: Form) -> bool:
    """Say whether a line of several words has no letter of the language's own script."""
    script = _own(form.said.known.script)
    theirs = set(form.english.words)
    if any(map(_left_over, set(form.said.sentences) & set(form.english.sentences))):
        return True
    for line in form.said.lines:
        if script.search(line.bare) or line.bare in form.english.bare:
            continue
        latin = [word for word in line.words if word.isascii() and word.isalpha()]
        if len(latin) > 1 or any(len(word) > 3 and word not in theirs for word in latin):  # noqa: PLR2004 -- not mg or SMS
            return True
    return False


def _left_over(sentence: str) -> bool:
    """Say whether an English sentence is one, and no name and no command."""
    first, *rest = sentence.split()
    return first.istitle() and bool(rest) and rest[0].isalpha() and rest[0].islower()


def _of_others(form: Form) -> str:
    letters = form.said.known.letters
    if form.said.raw.isascii() or not letters:
        return ""
    lowered = form.said.bare.lower()
    if letters.isdisjoint(lowered):
        return ""
    found = [char for char in lowered if char in letters]
    strange = (
        form.said.known.script != "Latin"
        or len(found) > 1
        or not _own_words(form.said)
        or not _only_in_names(form.said, found)
    )
    return "".join(dict.fromkeys(found)) if strange else ""


def _only_in_names(said: Said, letters: list[str]) -> bool:
    """Say whether all words with these letters begin with a capital, as names do."""
    words = said.bare.split()
    return not any(word[0].islower() for word in words if any(one in word for one in letters))


def _own_words(said: Said) -> int:
    return sum(word in said.known.common for word in said.words)


def _other_language(said: Said) -> str:
    """Return what gives away another language of the same script: its frequent words."""
    if len(said.words) > _FEW_WORDS and telling_words(said.known.language).isdisjoint(said.words):
        return ""
    if _strays(said):
        return " ".join(said.words)[:40]
    if len(said.words) < _LEAST_WORDS or not said.known.common:
        return ""
    common, own = common_words(), said.known.language
    if strange_words(own).isdisjoint(said.words):
        return ""
    frequent = [common[word] for word in common.keys() & said.words]
    tally = Counter(code for codes in frequent if own not in codes for code in codes)
    code, count = max(tally.items(), key=lambda one: one[1], default=("", 0))
    mine = sum(own in codes and code not in codes for codes in frequent)
    if (count > 1 and not mine) or count >= mine + _LEAST_WORDS:
        return " ".join(word for word in said.words if code in common.get(word, ""))[:40]
    return ""


def _other_sentences(said: Said) -> str:
    return next(filter(None, map(_other_sentence, said.parts)), "")


def _other_sentence(said: Said) -> str:
    """Return a sentence that has two words of one other language, and none of its own."""
    own = said.known.language
    if len(said.words) < _LEAST_WORDS or strange_words(own).isdisjoint(said.words):
        return ""
    frequent = [common_words().get(word, frozenset()) for word in said.words]
    if any(own in codes for codes in frequent):
        return ""
    tally = Counter(code for codes in frequent for code in codes)
    return " ".join(said.words)[:40] if max(tally.values(), default=0) > 1 else ""


def _strays(said: Said) -> bool:
    """Say whether words that only a near language has stand here: in a long text, two of them."""
    found = unmistakable(said.known.language).intersection(said.words)
    if len(said.words) > _FEW_WORDS:
        return len(found) > 1
    return bool(found) or " ".join(said.words) in unmistakable(said.known.language)


def _first_words(said: Said) -> str:
    return said.bare.replace(PLACE, "…").strip()[:40]


def length(form: Form) -> Iterator[Found]:
    """Yield that a text is far longer or shorter than in English, or holds a thing twice."""
    theirs, ours = form.english.letters, form.said.letters
    if theirs >= _SHORT:
        least, most = _DENSE.get(_written(form.said), _USUAL)
        if theirs < _SHORT * 2:
            most *= _LONGER
        if not least <= ours / theirs <= most:
            yield Found("T06", str(theirs), str(ours))
        elif _lacks_sentence(form):
            yield Found("T06", str(len(form.english.sentences)), str(len(form.said.sentences)))


def _written(said: Said) -> str:
    """Return the script by which lengths differ; Japanese and Thai leave out the spaces, too."""
    return "Kana" if said.known.dense and said.known.script != "Han" else said.known.script


def leftovers(form: Form) -> Iterator[Found]:
    """Yield a note that somebody wrote to themselves, or a word that stands twice."""
    note = _NOTE.search(form.said.bare) if _NOTED.search(form.said.bare) else None
    if note and not _NOTE.search(form.english.bare):
        yield Found("T07", note[0])
    elif _guarded(form.said.raw) and not _guarded(form.english.raw):
        yield Found("T07", form.said.raw[0])
    elif twice := _doubled(form):
        yield Found("T07", twice, sure=form.said.known.language not in _REPEATING)


def _guarded(text: str) -> bool:
    """Say whether a text begins with the sign by which spreadsheets keep it from being a sum."""
    return text[:1] in "'=@" and text[1:2].isalpha() and "'" not in text[1:]


def _lacks_sentence(form: Form) -> bool:
    """Say whether a line has fewer sentences than its English, and is shorter for it."""
    for theirs, ours in form.lines:
        if len(theirs.sentences) > len(ours.sentences) and theirs.letters >= _SHORT:
            if not ours.known.dense and theirs.ends > ours.ends and _unsaid(theirs, ours):
                return True
            least = _DENSE_LINE if form.said.known.script == "Han" else _USUAL_LINE
            if ours.letters / theirs.letters < least:
                return True
    return False


def _unsaid(theirs: Said, ours: Said) -> bool:
    """Say whether nothing of what one English sentence tells of is told."""
    telling = ({one for one in part.meanings if one[0] in _TOLD} for part in theirs.parts)
    if any(some and ours.meanings.isdisjoint(some) for some in telling):
        return True
    return theirs.denials > ours.denials > 0


def _doubled(form: Form) -> str:
    """Return a word that stands twice in a row, unless the language often says it so."""
    known, words = form.said.known, form.said.words
    if known.script != "Han" and not any(map(eq, words, words[1:])):
        return ""
    pattern = _TWICE_DENSE if known.script == "Han" else _TWICE
    for match in pattern.finditer(form.said.bare):
        often = match[1].lower() in known.repeated
        if not often and match[0].lower() not in form.english.bare.lower():
            return match[0]
    return ""
