"""A message taken apart into words, each with its place in the text as it was given.

It holds the normal form that lexicons are keyed by, and knows no language.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import NamedTuple

# Combining marks and joiners belong to the word around them (Arabic, Devanagari and others).
_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d"
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:(?![{_HAN}])[^\W_]|[{_MARKS}])"
_APOSTROPHES = "'’‘ʼ`´＇"
_PIECES = re.compile(
    r"\d+(?:[.,٫]\d+)+(?![^\W\d_])"  # a number keeps its decimals
    rf"|{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*"
    rf"|[{_HAN}]"
    r"|\n"
    r"|[^\w\s]"
)
# Words of letters only, with a space between them: no need to look for anything else.
PLAIN = re.compile(rf"{_LETTER}+\*?(?: +{_LETTER}+\*?)*")
_HALF = 0.5
_HAN_LETTER = re.compile(f"[{_HAN}]")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u200e\u200f")
_HYPHENS = frozenset("-‐‑")
_STRAIGHT = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
# Letters that carry their stroke inside, which no decomposition takes off; and Arabic letters that
# people write for each other, on whatever keyboard they have.
_STROKES = (
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ё": "е"}
    | {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ـ": ""}
    | {"ँ": "ं"}
)
_VOWELS = frozenset(range(0x0900, 0x0980)) - {0x093C}  # marks that are letters, but for the nukta


Phrase = tuple[str, ...]  # its words in normal form


class Word(NamedTuple):
    """A word or a single sign: its normal form, and its code points in the text, end exclusive."""

    text: str
    start: int
    end: int


class _Folding(dict[int, str]):
    """What becomes of a letter: its stroke goes, an accent goes, a vowel that is a mark stays."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kept = code in _VOWELS or unicodedata.category(letter) != "Mn"
        self[code] = _STROKES.get(letter, letter if kept else "")
        return self[code]


_FOLDING = _Folding()
_KEPT = frozenset({"sí"})  # yes; without its accent it is an if


def folded(word: str) -> str:
    """Return a word's normal form: compatible forms joined, lower case, no accents, plain quotes.

    Arabic loses its short vowels and variants of letters; Devanagari keeps its vowels.
    """
    if word.isascii() or word.lower() in _KEPT:
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_STRAIGHT)).casefold()
    plain = unicodedata.normalize("NFKC", plain.translate(_FOLDING))
    return plain.removesuffix("ء") or plain


def words(text: str) -> tuple[Word, ...]:
    """Return the words and signs of a text in their order; hyphens inside words divide them."""
    return tuple(
        Word(plain, *found.span())
        for found in _PIECES.finditer(text)
        if (piece := found[0]) not in _INVISIBLE
        and not (piece in _HYPHENS and _joins(text, found.start()))
        and (plain := folded(piece))
    )


def is_word(piece: str) -> bool:
    """Say whether a piece of a message is a word or a number, and no sign."""
    return any(map(str.isalnum, piece))


def length(pieces: Iterable[str]) -> float:
    """Return how many words are said; a Chinese character stands for half a word."""
    return sum(_HALF if _HAN_LETTER.fullmatch(one) else 1 for one in pieces if is_word(one))


def squeezed(word: str) -> tuple[str, ...]:
    """Return what "feverrr" and "heeelp" may stand for: letters held down too long."""
    if _DRAWN_OUT.search(word) is None:
        return word, word
    return _DRAWN_OUT.sub(r"\1\1", word), _DRAWN_OUT.sub(r"\1", word)


def reworded(phrase: Phrase, same: Collection[Collection[Phrase]]) -> Collection[Phrase]:
    """Return a phrase in all its wordings, where groups of others stand for each other inside it.

    What is a whole phrase by itself stays: alone it says no more than it says.
    """
    found = {phrase}
    for group in same:
        if any(one[0] in phrase for one in group):
            found |= {
                (*written[:at], *other, *written[at + len(one) :])
                for written in found
                for one in group
                if len(one) < len(written)
                for at in range(len(written) - len(one) + 1)
                if written[at : at + len(one)] == one
                for other in group
            }
    return found


def is_spelled(piece: str) -> bool:
    """Say whether it is of letters only, with the marks that some scripts write their vowels by."""
    return piece.isalpha() or (
        any(map(str.isalpha, piece))
        and all(letter.isalpha() or unicodedata.category(letter)[0] == "M" for letter in piece)
    )


def _joins(text: str, at: int) -> bool:
    """Say whether a hyphen stands inside a word: "light-headed" is two words without a break."""
    inside = 0 < at < len(text) - 1
    return inside and text[at - 1].isalpha() and text[at + 1].isalpha()
