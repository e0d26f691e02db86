"""Two made-up languages that show what a translation will do: longer, accented, right to left.

Made from the English, in memory; values and markup stay as they are. Holds no real language.
"""

import re
from functools import lru_cache

from messages.markup import TAGS

ACCENTED, RIGHT_TO_LEFT = "en_XA", "ar_XB"
LONGER = 1.4  # of a paragraph; short labels are doubled by translation, and are tried at that
SHORT = 20

_KEPT = re.compile(rf"\{{\w+\}}|</?(?:{'|'.join(TAGS)})>|&\w+;|\n")
_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهابتثجحخدذرزسشصضطظعغفقكلمنه",
)


def translation(language: str, english: str, limit: int | None = None) -> str:
    """Return a message in a made-up language, with its values and markup untouched.

    A text with a `limit` is made longer only as far as real translators may go.
    """
    return _accented(english, limit) if language == ACCENTED else _mirrored(english)


@lru_cache(maxsize=5_000)
def _accented(english: str, limit: int | None) -> str:
    words = _changed(english, _ACCENTS)
    wanted = len(english) * (2 if len(english) <= SHORT else LONGER)
    if limit is not None:
        wanted = 0 if "{" in english else min(wanted, limit)  # a value may take all the room
    padding = max(0, int(wanted) - len(english) - len("⟦⟧"))
    return f"⟦{words}{'~' * padding}⟧"


@lru_cache(maxsize=5_000)
def _mirrored(english: str) -> str:
    return _changed(english, _ARABIC)


def _changed(english: str, letters: dict[int, int]) -> str:
    parts = re.split(f"({_KEPT.pattern})", english)
    return "".join(part if n % 2 else part.translate(letters) for n, part in enumerate(parts))
