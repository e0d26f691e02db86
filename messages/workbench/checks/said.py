"""What stands in a text, taken apart once: placeholders, tags, lines, figures, emoji, meanings.

Holds no rule. The English of a message is taken apart once for all languages.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVar

from messages.catalogs import FIELD
from messages.workbench.checks.vocabulary import profile
from messages.workbench.checks.words import Profile, folded, split

TAG = re.compile(r"<\s*(/?)\s*([^\s<>/]+)([^<>]*)>")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u260e\u00a9\u203c\u2049]"
)
FIGURE = re.compile(r"\d+(?:[.,\u066b\u066c\u202f\u00a0 '’](?=\d)\d+)*")
_THOUSANDS = re.compile(r"[.,\u066c\u202f\u00a0 '’](?=\d{3}(?!\d))")
_SENTENCE = re.compile(r"[.!?。！？؟।۔։።:]+(?:\s|$)|[。！？।：]|\n")
_END = re.compile(r"[.!?…؟;՞]+(?=\s|$)|[。！？।]")
BULLET = re.compile(r"^\s*(?:[–—•▪◦-]|\d+[.)])\s", re.MULTILINE)
_COMMAND = re.compile(r"(?<![\w<])/[a-z_]+")
PLACE = "\u25a1"  # stands where a value will stand, so that words on both sides stay apart


Value = TypeVar("Value")


class Once(Generic[Value]):
    """What is worked out when first asked and then kept: the one of functools locks each time."""

    def __init__(self, work: Callable[[Any], Value]) -> None:
        self.work = work
        self.__doc__ = work.__doc__

    def __get__(self, owner: Any, kind: type | None = None) -> Value:
        value = owner.__dict__[self.work.__name__] = self.work(owner)
        return value


class Said:
    """One text in one language; what is asked of it is worked out when first asked."""

    def __init__(self, raw: str, known: Profile) -> None:
        self.raw = raw
        self.known = known

    @Once
    def fields(self) -> list[str]:
        """Return the names in braces, in order."""
        return FIELD.findall(self.raw)

    @Once
    def tags(self) -> list[str]:
        """Return the tags in order, without what belongs to them."""
        if "<" not in self.raw:
            return []
        return [f"<{close}{name.lower()}>" for close, name, _ in TAG.findall(self.raw)]

    @Once
    def bare(self) -> str:
        """Return the words alone: tags are gone, values are a sign that is no word."""
        text = TAG.sub("", self.raw) if "<" in self.raw else self.raw
        return FIELD.sub(PLACE, text) if "{" in text else text

    @Once
    def folded(self) -> str:
        """Return the words in the one spelling in which they are compared."""
        return folded(self.bare, self.known.language)

    @Once
    def lines(self) -> list["Said"]:
        """Return the lines, each as a text of its own."""
        if "\n" not in self.raw:
            return [self]
        return [apart(line, self.known) for line in self.raw.split("\n")]

    @Once
    def figures(self) -> list[str]:
        """Return the numbers that are typed, sorted: 38,5 as 38.5, 1.000 as 1000, ١٢ as 12."""
        if self.raw.isascii() and not any(map(self.bare.__contains__, "0123456789")):
            return []
        return sorted(map(plain_figure, FIGURE.findall(self.bare)))

    @Once
    def emoji(self) -> list[str]:
        """Return the pictures in order; a text without any is the usual case."""
        return [] if self.raw.isascii() else _EMOJI.findall(self.bare)

    @Once
    def meanings(self) -> set[tuple[str, str]]:
        """Return what the words of the text mean, as far as we know the language."""
        if "\n" in self.raw:
            return set().union(*(line.meanings for line in self.lines))
        if "/" in self.raw:
            return self.known.meanings(_COMMAND.sub(" ", self.bare))
        return self.known.meant(self.folded, () if self.known.dense else self.split)

    @Once
    def plain(self) -> str:
        """Return the text without each "not" that stands in no order, as "without" does."""
        return self.known.plainly(self.folded)

    @Once
    def split(self) -> list[str]:
        """Return the words as they come, folded, with an empty one at each end."""
        return split(self.folded)

    @Once
    def words(self) -> list[str]:
        """Return the words in their order, folded; a value is no word."""
        return [word for word in self.split if word and word != PLACE]

    @Once
    def letters(self) -> int:
        """How many characters are read, values not counted."""
        return len(self.bare.replace(PLACE, "").strip())

    @Once
    def sentences(self) -> list[str]:
        """Return the sentences, with a sign where a value stands."""
        return [
            part.strip()
            for part in _SENTENCE.split(self.bare)
            if part and any(map(str.isalpha, part))
        ]

    @Once
    def ends(self) -> int:
        """Return how many sentences end; a colon ends none."""
        return len(_END.findall(self.bare))

    @Once
    def parts(self) -> list["Said"]:
        """Return the sentences, each as a text of its own."""
        return [apart(part, self.known) for part in self.sentences]

    @Once
    def denials(self) -> int:
        """Return how many sentences say a "not"."""
        return sum(part.has("negation") for part in self.parts)

    @Once
    def signs(self) -> set[tuple[str, str]]:
        """Return what tells a line from others: values, meanings, a question, a point."""
        signs = self.meanings | {("field", name) for name in self.fields}
        if any(map(self.raw.__contains__, "?？؟")):
            signs.add(("sign", "?"))
        if BULLET.match(self.raw):
            signs.add(("sign", "-"))
        return signs

    @Once
    def bullets(self) -> int:
        """Return how many lines are points of a list."""
        return len(BULLET.findall(self.raw))

    @Once
    def blocks(self) -> set[str]:
        """Return the blocks of which anything is meant here."""
        return {block for block, _ in self.meanings}

    def has(self, block: str) -> bool:
        """Say whether anything of a block is meant here."""
        return block in self.blocks


def plain_figure(written: str) -> str:
    """Return a number as it is written in English: 38,5 as 38.5, 1.000 as 1000, ١٢ as 12."""
    western = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char for char in written
    )
    whole = _THOUSANDS.sub("", western) if not western.startswith("0") else western
    return re.sub(r"[,\u066b\u202f\u00a0 '’\u066c]", ".", whole)


@lru_cache(maxsize=100_000)
def apart(text: str, known: Profile) -> Said:
    """Return a text taken apart: once for all the messages that share a line or a sentence."""
    return Said(text, known)


def english(text: str) -> Said:
    """Return an English text taken apart; the same one for every language."""
    return apart(text, profile("en"))
