"""What cannot be seen, or is not what it looks like: marks, control characters, broken letters.

Holds no word that a person reads.
"""

import re
import unicodedata
from collections.abc import Iterator

from messages.workbench.checks.subject import Form, Found

OVERRIDES = re.compile("[\u202a-\u202e]")
ISOLATES = re.compile("[\u2066-\u2069]")
UNSEEN = re.compile("[\u200b\u2060\u00ad\ufeff\u180e\u2061-\u2064\u034f\u115f\u1160\u3164\u061c]")
_JOINERS = re.compile(
    "(?<![\u0600-\u06ff\u0900-\u0dff\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
_MARKS = re.compile("[\u200e\u200f]{2,}")
CONTROL = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffc\ue000-\uf8ff]"
)
# Each way begins with one letter, so that a text without any of these is passed over at once.
_MOJIBAKE = re.compile(
    "|".join(
        first + rest
        for firsts, rest in (
            ("\ufffd", ""),
            ("Ã", "[\u0080-\u00bf§¶¤©¼–±³­ÂÄÅœšžŸ¡-¿]"),
            ("Â", "[\u00a0-\u00bf]"),
            ("â", "€"),
            ("Ä", "[±°Ÿž\u009f]"),
            ("Å", "[Ÿž\u009f\u017e]"),
            ("ĂĹ", "[\u0080-\u00bf©…‚„]"),
            ("ÐÑ", "[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ°±µ¾¼½][ÐÑ]"),
            ("ØÙ", "[\u0080-\u00bf§„…†‡ˆŠ±ª¹¨ÙØ]{1}[ØÙ]"),
            ("à", "[¤¥]"),
            ("ð", "Ÿ"),
            ("ï", "»¿|ï¼"),
            ("ã", "€"),
            ("äåæçè", "[\u0080-\u00bf¸º»½¤¥¿]{1,2}[äåæçèéã]"),
        )
        for first in firsts
    )
)
_LOST = re.compile(r"\w\?{1,}\w|\?{3,}|(?:\?+ ){2,}\?")
# One look for all that cannot be seen, which a good text does not hold.
_SUSPECT = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufeff\ufff9-\ufffc]"
)
_UNSEEN_FOUND = "U+{:04X}"


def hidden(form: Form) -> Iterator[Found]:
    """Yield each kind of hidden or broken character once."""
    text = form.said.raw
    if text.isascii() and text.isprintable() and "?" not in text:
        return
    if not unicodedata.is_normalized("NFC", text):
        yield Found("R06")
    if _SUSPECT.search(text):
        yield from _unseen(text)
        if match := CONTROL.search(text):
            yield Found("R04", _UNSEEN_FOUND.format(ord(match[0])))
    broken = _MOJIBAKE.search(text) or (_LOST.search(text) if "?" in text else None)
    if broken and not _LOST.search(form.english.raw):
        yield Found("R05", broken[0])


def _unseen(text: str) -> Iterator[Found]:
    for code, kind in (("R01", OVERRIDES), ("R02", ISOLATES), ("R01", _MARKS)):
        if match := kind.search(text):
            yield Found(code, _UNSEEN_FOUND.format(ord(match[0][0])))
    if match := UNSEEN.search(text) or _JOINERS.search(text):
        yield Found("R03", _UNSEEN_FOUND.format(ord(match[0])))


def mended(text: str) -> str:
    """Return a text without its hidden marks and in composed letters; nothing seen changes."""
    text = re.sub("[\t\u2028\u2029]", " ", text)
    for kind in (OVERRIDES, ISOLATES, UNSEEN, _JOINERS, CONTROL):
        text = kind.sub("", text)
    return unicodedata.normalize("NFC", _MARKS.sub(lambda found: found[0][0], text))
