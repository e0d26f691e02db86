"""The little HTML we send: what is allowed, how long it is, what is invisible, how to cut it.

Knows Telegram's limits and no message. Never decides what is said.
"""

import re
import unicodedata
from html import escape, unescape

LIMIT = 4096  # UTF-16 units of one message, counted after the markup is taken out
LONG_LINE = 1000  # a line may be clipped down to this before whole lines are dropped
ELLIPSIS = "…"
RLM, FSI, PDI = "\u200f", "\u2068", "\u2069"

TAGS = ("b", "i", "u", "s", "code", "blockquote")
_TOKEN = re.compile(rf"<(/?)({'|'.join(TAGS)})>|&(?:amp|lt|gt|quot);|([<>&])")
_TAG = re.compile(rf"</?(?:{'|'.join(TAGS)})>")
_NUMBER_LINE = re.compile(r"(?:\d\W*){3}")  # three digits in a row or spaced: somebody may dial it
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def well_formed(html: str) -> bool:
    """Say whether Telegram would accept the markup: known tags, closed in order, nothing stray."""
    opened: list[str] = []
    for token in _TOKEN.finditer(html):
        if token[3]:
            return False
        if token[1] and (not opened or opened.pop() != token[2]):
            return False
        if token[2] and not token[1]:
            opened.append(token[2])
    return not opened


def tags(html: str) -> list[str]:
    """Return the tags of a text, sorted, so that two texts can be compared."""
    return sorted(_TAG.findall(html))


def plain(html: str) -> str:
    """Return what is read when the markup is gone: for buttons, answers to presses and counting."""
    return unescape(_TAG.sub("", html))


def units(html: str) -> int:
    """Return the length Telegram counts: UTF-16 units of the visible text."""
    return _utf16(plain(html))


def visible(text: str, *, lines: bool = True) -> str:
    """Return a value without what cannot be seen: control characters, bidi marks, half pairs.

    Joiners stay, they shape letters and emoji. Without `lines`, line breaks become spaces.
    """
    if text.isascii() and text.isprintable():  # nothing to look for in what most people write
        return text.strip() if lines else " ".join(text.split())
    joined = re.sub(r"\r\n?|[\u0085\u2028\u2029\v\f]", "\n", text)
    kept = "".join(char for char in joined if char == "\n" or _seen(char))
    return kept.strip() if lines else " ".join(kept.split())


def clip(text: str, limit: int) -> str:
    """Return plain text of at most `limit` UTF-16 units, with an ellipsis where it was cut."""
    if _utf16(text) <= limit:
        return text
    while text and _utf16(text) >= limit:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS if limit else ""


def fit(html: str, limit: int = LIMIT) -> str:
    """Return the message within `limit` units; lines that hold a number go last.

    First the longest lines are clipped, then lines without a number are dropped from the end, then
    whatever remains is clipped. Markup that no longer closes is taken out.
    """
    if 2 * len(html) <= limit or units(html) <= limit:  # no character counts for more than two
        return html
    lines = _dropped(_clipped(html.split("\n"), limit, LONG_LINE), limit)
    cut = "\n".join(_clipped(lines, limit, 1))
    if units(cut) > limit:
        cut = escape(clip(plain(cut), limit), quote=False)
    return cut if well_formed(cut) else escape(plain(cut), quote=False)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _seen(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs") and char not in _BIDI


def _over(lines: list[str], limit: int) -> int:
    return units("\n".join(lines)) - limit


def _clipped(lines: list[str], limit: int, least: int) -> list[str]:
    lines = list(lines)
    longest = sorted(range(len(lines)), key=lambda i: units(lines[i]), reverse=True)
    for i in longest:
        over, length = _over(lines, limit), units(lines[i])
        if over > 0 and length > least:
            lines[i] = escape(clip(plain(lines[i]), max(least, length - over)), quote=False)
    return lines


def _dropped(lines: list[str], limit: int) -> list[str]:
    if _over(lines, limit) <= 0:
        return lines
    kept, room = list(lines), limit - len(ELLIPSIS) - len("\n")
    for i in reversed(range(1, len(lines))):  # the first line says what this is about
        if _over(kept, room) > 0 and not _dialled(lines[i]):
            del kept[i]
            cut = i
    return kept if len(kept) == len(lines) else [*kept[:cut], ELLIPSIS, *kept[cut:]]


def _dialled(line: str) -> bool:
    return units(line) <= LONG_LINE // 2 and _NUMBER_LINE.search(plain(line)) is not None
