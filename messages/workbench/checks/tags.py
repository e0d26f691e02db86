"""Markup, lines and edges: what Telegram would refuse, and what the eye would miss.

Holds no word that a person reads.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from messages.catalogs import FIELD
from messages.markup import well_formed
from messages.workbench.checks.said import TAG, Said
from messages.workbench.checks.subject import Form, Found

_ALLOWED = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a"}
    | {"tg-spoiler", "span", "blockquote", "tg-emoji"}
)
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+);)|<(?![\s/]*[A-Za-z][^<>]*>)")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|nbsp|apos|#\d+);")
_TYPED = re.compile(r"\\(?:[ntr\"']|(?=\s|$))|(?<![\w/<.:])/n(?=[\sA-ZÀ-ÞА-Я]|$)")
_LINK = re.compile(r'(?:href\s*=\s*["\']?([^"\'\s>]+)|(https?://[^\s<>"]+))')
_SPACED = re.compile(r"<\s+/?\s*\w+|</\s+\w+|<\w+\s+>")
_LOOSE = re.compile(r"<\w+> | </\w+>")
_TAGGED = re.compile(r"<\w+[^>]*>(.*?)</\w+>", re.DOTALL)
_EMPTY = re.compile(r"<(\w+)>\s*</\1>")
_MARKDOWN = re.compile(r"\*\*|__|```|\]\(")
HARD_SPACE = re.compile("(?<=[^\\W\\d_.])[\u00a0\u202f](?=[^\\W\\d_])")
_TRAILING = re.compile(r"[^\S\n]$", re.MULTILINE)
_BETTER = 3  # signs by which another order of two lines must fit better
_ALL, _MOST = 0.9, 0.75  # of the signs of a line
_WIDE = 0.45  # how much more or less of a text may be bold than in English


def markup(form: Form) -> Iterator[Found]:
    """Yield what is wrong with the tags and with what only looks like markup."""
    text, english = form.said.raw, form.english.raw
    if any(sign in text for sign in "<>&") or "<" in english:
        yield from _tags(form)
    if _links(text) != _links(english):
        yield Found("M02", " ".join(_links(english) or _links(text)))
    if _MARKDOWN.search(text) and not _MARKDOWN.search(english):
        yield Found("M01", "**")


def _tags(form: Form) -> Iterator[Found]:
    if wrong := _refused(form) or _unbalanced(form):
        yield Found("M01", wrong)
    elif sorted(form.said.tags) != sorted(form.english.tags):
        yield Found("M02", _difference(form))
    elif form.said.tags:
        yield from _elsewhere(form)


def _refused(form: Form) -> str:
    """Return what Telegram would stumble over, if the English itself is markup."""
    text, english = form.said.raw, form.english.raw
    if _STRAY.search(english):
        return ""
    if stray := _STRAY.search(text):
        return stray[0]
    entities = set(_ENTITY.findall(text)) - set(_ENTITY.findall(english)) - {"&amp;", "&quot;"}
    if entities:
        return str(min(entities))
    for _, name, _ in TAG.findall(text):
        if name.lower() not in _ALLOWED or not name.isascii():
            return f"<{name}>"
    return "< >" if any(tag not in english for tag in _SPACED.findall(text)) else ""


def _unbalanced(form: Form) -> str:
    opened: list[str] = []
    for close, name, _ in TAG.findall(form.said.raw):
        if not close:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return f"</{name}>"
    if opened:
        return f"<{opened[-1]}>"
    if well_formed(form.english.raw) and not well_formed(form.said.raw):
        return ">" if ">" in TAG.sub("", form.said.raw) else "<"
    return ""


def _difference(form: Form) -> str:
    theirs, ours = Counter(form.english.tags), Counter(form.said.tags)
    return next(iter((theirs - ours) or (ours - theirs)))


def _links(text: str) -> list[str]:
    if "http" not in text and "href" not in text:
        return []
    return sorted(one or other for one, other in _LINK.findall(text))


def _elsewhere(form: Form) -> Iterator[Found]:
    """Yield a tag that stands around other words than in English."""
    if _EMPTY.search(form.said.raw):
        yield Found("M02", form.said.tags[0])
        return
    theirs, ours = form.english, form.said
    aligned = len(theirs.lines) == len(ours.lines)
    moved = aligned and [len(one.tags) for one in theirs.lines] != [
        len(one.tags) for one in ours.lines
    ]
    emptied = any(map(str.isalpha, _inside(theirs))) and not any(map(str.isalpha, _inside(ours)))
    if moved or emptied or set(_within(theirs)) ^ set(_within(ours)):
        yield Found("M02", ours.tags[0])
    elif abs(_share(theirs) - _share(ours)) > _WIDE or (aligned and _halved(form)):
        yield Found("M02", ours.tags[0], sure=False)


def _halved(form: Form) -> bool:
    """Say whether of a line that is all bold in English only a part is so here."""
    return any(
        theirs.tags and _share(theirs) > _ALL and _share(ours) < _MOST
        for theirs, ours in form.lines
    )


def _within(said: Said) -> list[str]:
    return FIELD.findall("".join(_TAGGED.findall(said.raw)))


def _share(said: Said) -> float:
    return len(_inside(said)) / max(1, said.letters)


def _inside(said: Said) -> str:
    """Return the words inside tags, without values."""
    return FIELD.sub("", "".join(_TAGGED.findall(said.raw)))


def lines(form: Form) -> Iterator[Found]:
    """Yield what changed of line breaks, edges and visible control signs."""
    text, english = form.said.raw, form.english.raw
    if text.strip("\n").count("\n") != english.strip("\n").count("\n"):
        yield Found("M03", str(english.count("\n") + 1), str(text.count("\n") + 1))
    elif form.said.bullets != form.english.bullets:
        yield Found("M03", str(form.english.bullets), str(form.said.bullets))
    elif _turned(form):
        yield Found("M03", str(english.count("\n") + 1), str(text.count("\n") + 1))
    typed = _TYPED.search(text) if "\\" in text or "/n" in text else None
    if typed and not _TYPED.search(english):
        yield Found("M04", typed[0])
    if _ends_spaced(text) or _edges(text) != _edges(english) or _wide(text, english):
        yield Found("M05")


def hard_spaces(text: str) -> bool:
    """Say whether most spaces between words are ones that no line may break at."""
    if "\u00a0" not in text and "\u202f" not in text:
        return False
    hard = len(HARD_SPACE.findall(text))
    return hard > 1 and hard > text.count(" ")


def _turned(form: Form) -> bool:
    """Say whether two lines would fit better the other way round."""
    pairs = form.lines
    if len(pairs) < 2 or not form.said.known.known:  # noqa: PLR2004 -- two lines
        return False
    theirs = _signs(form.english)
    if not theirs:
        return False
    ours = [one.signs for _, one in pairs]
    for one, other in combinations(range(len(pairs)), 2):
        then = len(theirs[one] & ours[other]) + len(theirs[other] & ours[one])
        if then < _BETTER:  # most lines have nothing of each other
            continue
        if then >= _BETTER + len(theirs[one] & ours[one]) + len(theirs[other] & ours[other]):
            return True
    return False


@lru_cache(maxsize=20_000)
def _signs(theirs: Said) -> list[set[tuple[str, str]]]:
    """Return what tells the lines of an English text apart, if there is enough to tell by."""
    signs = [line.signs for line in theirs.lines]
    return signs if sum(sorted(map(len, signs))[-2:]) >= _BETTER else []


def _ends_spaced(text: str) -> bool:
    """Say whether a line ends in a space, or hard spaces stand where plain ones belong."""
    return hard_spaces(text) or _TRAILING.search(text.rstrip()) is not None


def _wide(text: str, english: str) -> bool:
    """Say whether two spaces stand where one does, or one at the edge of what is bold."""
    if "  " in text and "  " not in english:
        return True
    return "<" in text and bool(_LOOSE.search(text)) and not _LOOSE.search(english)


def _edges(text: str) -> tuple[str, str]:
    if not text[:1].isspace() and not text[-1:].isspace():
        return "", ""
    stripped = text.strip()
    start = text.index(stripped) if stripped else 0
    return text[:start], text[start + len(stripped) :]
