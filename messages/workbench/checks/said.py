"""What stands in a text, taken apart once: placeholders, tags, lines, figures, emoji, meanings.

Holds no rule. The English of a message is taken apart once for all languages.
"""

import re
import unicodedata
from functools import cached_property, lru_cache

from messages.catalogs import FIELD
from messages.workbench.checks.words import Profile, profile

TAG = re.compile(r"<\s*(/?)\s*([^\s<>/]+)([^<>]*)>")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u260e\u00a9\u203c\u2049]"
)
_FIGURE = re.compile(r"\d+(?:[.,\u066b\u066c\u202f\u00a0 '’](?=\d)\d+)*")
_THOUSANDS = re.compile(r"[.,\u066c\u202f\u00a0 '’](?=\d{3}(?!\d))")
_SENTENCE = re.compile(r"[.!?。！？؟।:]+(?:\s|$)|[。！？।]|\n")
_COMMAND = re.compile(r"(?<![\w<])/[a-z_]+")
PLACE = "\u25a1"  # stands where a value will stand, so that words on both sides stay apart


class Said:
    """One text in one language; what is asked of it is worked out when first asked."""

    def __init__(self, raw: str, known: Profile) -> None:
        self.raw = raw
        self.known = known

    @cached_property
    def fields(self) -> list[str]:
        """The names in braces, in order."""
        return FIELD.findall(self.raw)

    @cached_property
    def tags(self) -> list[str]:
        """The tags in order, without what belongs to them."""
        if "<" not in self.raw:
            return []
        return [f"<{close}{name.lower()}>" for close, name, _ in TAG.findall(self.raw)]

    @cached_property
    def bare(self) -> str:
        """The words alone: tags are gone, values are a sign that is no word."""
        text = TAG.sub("", self.raw) if "<" in self.raw else self.raw
        return FIELD.sub(PLACE, text) if "{" in text else text

    @cached_property
    def lines(self) -> list["Said"]:
        """The lines, each as a text of its own."""
        if "\n" not in self.raw:
            return [self]
        return [Said(line, self.known) for line in self.raw.split("\n")]

    @cached_property
    def figures(self) -> list[str]:
        """The numbers that are typed, in western digits, 38,5 as 38.5 and 1.000 as 1000; sorted."""
        if self.raw.isascii() and not any(map(self.bare.__contains__, "0123456789")):
            return []
        return sorted(map(_plain_figure, _FIGURE.findall(self.bare)))

    @cached_property
    def emoji(self) -> list[str]:
        """The pictures in order; a text without any is the usual case."""
        return [] if self.raw.isascii() else _EMOJI.findall(self.bare)

    @cached_property
    def meanings(self) -> set[tuple[str, str]]:
        """What the words of the text mean, as far as we know the language."""
        return self.known.meanings(_COMMAND.sub(" ", self.bare) if "/" in self.raw else self.bare)

    @cached_property
    def words(self) -> list[str]:
        """The words in their order, folded; a value is no word."""
        return [word for word in self.known.words(self.bare) if word != PLACE]

    @cached_property
    def letters(self) -> int:
        """How many characters are read, values not counted."""
        return len(self.bare.replace(PLACE, "").strip())

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences, with a sign where a value stands."""
        return [
            part.strip()
            for part in _SENTENCE.split(self.bare)
            if part and any(map(str.isalpha, part))
        ]

    @cached_property
    def parts(self) -> list["Said"]:
        """The sentences, each as a text of its own."""
        return [Said(part, self.known) for part in self.sentences]

    def has(self, block: str) -> bool:
        """Say whether anything of a block is meant here."""
        return any(name == block for name, _ in self.meanings)


def _plain_figure(written: str) -> str:
    western = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char for char in written
    )
    whole = _THOUSANDS.sub("", western) if not western.startswith("0") else western
    return re.sub(r"[,\u066b\u202f\u00a0 '’\u066c]", ".", whole)


@lru_cache(maxsize=20_000)
def english(text: str) -> Said:
    """Return an English text taken apart; the same one for every language."""
    return Said(text, profile("en"))
