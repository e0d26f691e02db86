"""Placeholders: each one is there, spelt as in English, and where the English has it.

Holds no word that a person reads.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations

from messages.workbench.checks.said import Said, english
from messages.workbench.checks.subject import Form, Found

_FILLED, _FILLABLE = re.compile("[{}%]"), re.compile(r"[{}%$｛｝\[]")
_ALIKE_BRACES = re.compile("[｛｝﹛﹜❴❵⦃⦄]")
_INSIDE = re.compile(r"\{([^{}\n]*)\}")
_DOUBLE = re.compile(r"\{\{|\}\}")
_OTHER_KINDS = re.compile(
    r"%\(\w+\)[sd]|%\d*\$?[sd](?![a-zA-Z])|\$\{?\w+\}|\[\[?[a-z_]{3,}\]\]?|<[a-z_]{3,}>|\{\s*\}"
)
# What other projects fill in: %s, %1$d, %(name)s.
_PRINTF = re.compile(r"%(\(\w+\))?(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?([sdiufxX@])(?![a-zA-Z])")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_LETTERS = str.maketrans("аеорсухіјкмтнвһԁɡοινρτακ", "aeopcyxijkmthvhdgoivptak")
_QUOTES = "“”„«»‟\"「」『』‹›‘’'"
_NEAR = re.compile(r"\{\w+\}|[,;，；、،]\s*")  # up to here words speak of a placeholder
_COLONS = ":：﹕"
_ENOUGH = 2.5  # points by which another order must fit better than the one there is


def braces(form: Form) -> Iterator[Found]:
    """Yield what is wrong with the placeholders of a form."""
    if not _FILLED.search(form.english.raw) and not _FILLABLE.search(form.said.raw):
        return
    yield from _unfilled(form)
    broken = list(_broken(form))
    yield from broken
    mended = {found.other for found in broken}
    yield from _missing(form, mended)
    if not broken:
        yield from _moved(form)


def _broken(form: Form) -> Iterator[Found]:
    text, names = form.said.raw, set(form.english.fields)
    if match := _ALIKE_BRACES.search(text):
        inside = re.search(r"[｛﹛❴⦃{]\s*(\w+)\s*[｝﹜❵⦄}]", text)
        yield Found("B07", match[0], inside[1] if inside else "")
    if _DOUBLE.search(text) and not _DOUBLE.search(form.english.raw):
        found = re.search(r"\{\{\s*(\w+)", text)
        yield Found("B02", "{{ }}", found[1] if found else "")
    elif re.search(r"[{}]", _INSIDE.sub("", text)):
        yield Found("B01", "{" if text.count("{") > text.count("}") else "}")
    for inside in _INSIDE.findall(text):
        yield from _name(inside, names)
    yield from (
        Found("B02", match[0])
        for match in _OTHER_KINDS.finditer(text)
        if match[0] not in form.english.raw
    )


def _unfilled(form: Form) -> Iterator[Found]:
    """Yield each %s or %(name)s of the English that is gone; a form for one number may lack it."""
    if "%" not in form.english.raw:
        return
    theirs, ours = (Counter(_PRINTF.findall(one.raw)) for one in (form.english, form.said))
    for name, kind in theirs - ours:
        if not form.alone or len(theirs) > 1:
            yield Found("B03", f"%{name}{kind}")


def _name(inside: str, names: set[str]) -> Iterator[Found]:
    if inside in names:
        return
    plain = _plain(inside)
    if plain in names and plain != inside.strip() and not _NAME.fullmatch(inside):
        yield Found("B07", inside, plain)
    elif not _NAME.fullmatch(inside):
        kept = re.split(r"[!:.\[]", inside.strip())[0].strip()
        yield Found("B02" if kept in names or not names else "B04", f"{{{inside}}}", kept)
    else:
        yield Found("B04", f"{{{inside}}}", ", ".join(f"{{{name}}}" for name in sorted(names)))


def _plain(name: str) -> str:
    """Return a name as it looks: letters of other alphabets as ours, without what is unseen."""
    wide = unicodedata.normalize("NFKC", name).translate(_LETTERS)
    return "".join(char for char in wide if unicodedata.category(char) not in ("Cf", "Mn")).strip()


def _missing(form: Form, mended: set[str]) -> Iterator[Found]:
    theirs, ours = Counter(form.english.fields), Counter(form.said.fields)
    numbers = [name for name in theirs if form.counted and _is_number(form, name)]
    gone = [name for name in theirs if name not in ours and name not in mended]
    counts = [name for name in gone if name in numbers]
    if len(counts) == 1:
        gone.remove(counts[0])
        if not form.alone:
            yield Found("P03", f"{{{counts[0]}}}")
    yield from (Found("B05", f"{{{name}}}") for name in theirs if ours[name] > theirs[name])
    rarer = [name for name in theirs if 0 < ours[name] < theirs[name]]
    if gone or rarer:
        yield Found("B03", ", ".join(f"{{{name}}}" for name in gone + rarer), sure=bool(gone))


def _is_number(form: Form, name: str) -> bool:
    sample = form.message.frame.samples.get(name, "")
    return sample.strip().isdecimal() if sample else name in ("n", "num", "count", "number")


def _moved(form: Form) -> Iterator[Found]:
    """Yield a pair that changed places; for sure where it would fit better the other way round."""
    order = [name for name in form.said.fields if form.english.fields.count(name) == 1]
    if len(order) < 2 or len(set(order)) != len(order):  # noqa: PLR2004 -- a pair
        return
    if order == [name for name in form.english.fields if name in order]:
        return  # still in the order of the English
    theirs = {name: _place(form.english, name) for name in order}
    ours = {name: _place(form.said, name) for name in order}
    shape = partial(_shape, lines=len(form.english.lines) == len(form.said.lines))
    for one, other in combinations(order, 2):
        if form.english.fields.index(one) < form.english.fields.index(other):
            continue
        worse = sum(_worse(apart, theirs, ours, one, other) for apart in (shape, _sense, _named))
        if worse > 0:
            yield Found("B06", f"{{{one}}}", f"{{{other}}}", sure=worse >= _ENOUGH)
            return


def _worse(
    apart: Callable[["_Place", "_Place"], float],
    theirs: dict[str, "_Place"],
    ours: dict[str, "_Place"],
    one: str,
    other: str,
) -> float:
    """Return by how much two placeholders would fit better the other way round."""
    now = apart(theirs[one], ours[one]) + apart(theirs[other], ours[other])
    return now - apart(theirs[one], ours[other]) - apart(theirs[other], ours[one])


class _Place:
    """Where a placeholder stands: line, sentence, the signs beside it, and the words around it."""

    def __init__(self, said: Said, name: str) -> None:
        start = said.raw.index(f"{{{name}}}")
        before, after = said.raw[:start], said.raw[start + len(name) + 2 :]
        self.line = before.count("\n")
        self.sentence = len(re.findall(r"[.!?。！？؟।]+(?:\s|$)|[。！？।]|\n", before))
        here = re.split(r"[.!?。！？؟।\n]", before)[-1]
        there = re.split(r"[.!?。！？؟।\n]", after)[0]
        self.quoted = (
            here.rstrip()[-1:] in _QUOTES
            and there.lstrip()[:1] in _QUOTES
            and bool(here.strip() and there.strip())
        )
        self.named = here.rstrip()[-1:] in _COLONS if here.strip() else False
        self.alone = not here.strip() and not there.strip()
        self.tagged = here.rstrip().endswith(">")
        before, after = _NEAR.split(here)[-1], _NEAR.split(there)[0]
        self.unit = there.strip()[:1] in "°%" and bool(there.strip())
        self.calls = english(name.replace("_", " ")).meanings
        heard = said.known.meanings(before)
        if here.removesuffix(before).endswith("}"):  # of "{hours} hours {phone}", none is a phone's
            heard = {meaning for meaning in heard if meaning[0] not in ("unit", "measure")}
        heard |= said.known.meanings(after)
        self.means = {meaning for meaning in heard if meaning[0] in _TELLING}


_TELLING = (
    "unit",
    "span",
    "contact",
    "sign",
    "order",
    "measure",
    "grade",
    "person",
    "treatment",
    "drug",
)
_WEIGHTS = {"quoted": 2.0, "named": 1.0, "alone": 2.0, "tagged": 1.0, "unit": 2.0}


def _place(said: Said, name: str) -> _Place:
    return _Place(said, name)


def _shape(theirs: _Place, ours: _Place, *, lines: bool) -> float:
    """Return how far two places are apart by line, sentence and the signs around them."""
    apart = 2.0 * (lines and theirs.line != ours.line)
    apart += 1.0 * (theirs.sentence != ours.sentence)
    for sign, weight in _WEIGHTS.items():
        apart += weight * (getattr(theirs, sign) != getattr(ours, sign))
    return apart


def _sense(theirs: _Place, ours: _Place) -> float:
    """Return how far two places are apart by the words beside them."""
    apart = 1.5 if theirs.means and ours.means and not theirs.means & ours.means else 0.0
    return apart - 0.5 * len(theirs.means & ours.means)


def _named(theirs: _Place, ours: _Place) -> float:
    """Return how far a place is from where its name belongs: {date} stands beside "day"."""
    return -1.0 if theirs.calls & ours.means - theirs.means else 0.0
