"""What a language's words mean, as far as the checker must know: read from `locales/checks/`.

Tells which meanings stand in a line of text, whether it negates, and which language it is in.
Holds no word itself and decides nothing.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from messages.catalogs import LOCALES

HERE = LOCALES / "checks"
_NOT_SPLIT = frozenset({"zh", "ja", "th"})  # written without spaces
_APART = re.compile(
    r"[\s.,;:!?¿¡_()«»“”„‹›「」『』\"'’‘\u2010-\u2015\-…/؟،؛。，！？：；、（）《》\[\]<>{}|।·•%+=*&\u200e\u200f]+"
)
_ARABIC = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_CLITICS = {
    "Arabic": ("وال", "فال", "بال", "كال", "ال", "لل", "و", "ف", "ب", "ل", "ك"),
    "Hebrew": ("וה", "ול", "וב", "שה", "מה", "בה", "כש", "ו", "ה", "ב", "ל", "מ", "ש", "כ"),
}

_COMPOUNDING = frozenset({"de", "nl"})  # where the last word of a long one says what it is
_NAMED = frozenset({"dosage", "treatment", "sample", "organ", "drug", "vaccine", "value"})
_HEAD, _TAIL = 4, 5  # letters of the first, and least of the last

NOT = ("negation", "not")
_BOUND = ("bound", "")  # all that is said of a bound is known already
Meanings = frozenset[tuple[str, str]]  # (block, meaning)
_Phrase = tuple[str, tuple[str, str]]  # as it is written, and what it means


def folded(text: str, language: str) -> str:
    """Return a text in the one spelling in which words are compared."""
    if language in ("tr", "az"):
        text = text.replace("İ", "i").replace("I", "ı")
    elif language == "en":
        text = text.lower().replace("’", "'").replace("annot", "an not").replace("n't", " not")
    elif language == "ar":
        text = _ARABIC_MARKS.sub("", text).translate(_ARABIC)
    return unicodedata.normalize("NFC", text.lower())


def split(told: str) -> list[str]:
    """Return the words of a folded text, with an empty one where it begins or ends with a sign."""
    return _APART.split(told)


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words to meanings: whole words, beginnings by their length, and what holds a space."""

    whole: Mapping[str, Meanings] = field(default_factory=dict)
    begun: Mapping[str, Meanings] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    phrases: Mapping[str, tuple[_Phrase, ...]] = field(default_factory=dict)


class _Seen(dict[str, Meanings]):
    """The meanings of each word that was asked for: worked out the first time."""

    def __init__(self, work: Callable[[str], Meanings]) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, word: str) -> Meanings:
        found = self[word] = self.work(word)
        return found


@dataclass(slots=True, eq=False)
class Profile:
    """All that is known of one language. An unknown language has an empty one."""

    language: str
    script: str = "Latin"
    common: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    glossary: Glossary = Glossary()
    negating: re.Pattern[str] | None = None
    forbidding: re.Pattern[str] | None = None
    undenied: re.Pattern[str] | None = None  # what looks like a "not" and is none
    lacking: re.Pattern[str] | None = None  # a "not" that stands in no order: "without"
    masked: re.Pattern[str] | None = None  # what holds a word and does not mean it: breakfast
    echoing: re.Pattern[str] | None = None  # what denies only beside another "not": ever
    unable: re.Pattern[str] | None = None  # "cannot", however far apart its words stand
    future: re.Pattern[str] | None = None  # what is still to come
    known: bool = False
    _seen: "_Seen" = field(init=False)

    def __post_init__(self) -> None:
        self._seen = _Seen(self._of_word)

    @property
    def dense(self) -> bool:
        """Say whether the language is written without spaces."""
        return self.language in _NOT_SPLIT

    def meanings(self, text: str) -> set[tuple[str, str]]:
        """Return the meanings in a text, each with the block it belongs to."""
        told = folded(text, self.language)
        return self.meant(told, () if self.dense else split(told))

    def meant(self, told: str, words: Sequence[str]) -> set[tuple[str, str]]:
        """Return the meanings in a text that is folded already, and split where words end."""
        plain = told if self.masked is None else self.masked.sub(" ", told)
        if self.dense:
            phrases = self._of_phrases(plain, plain)
            return self._whole(phrases, plain) - {NOT} | self._denied(plain)
        if plain is not told:
            words = split(plain)
        found = set().union(*map(self._seen.__getitem__, words))
        if not self.glossary.phrases.keys().isdisjoint(words):
            joined = f" {' '.join(words)}"
            found = self._beside(found, self._of_phrases(words, joined), joined)
        return found

    def _beside(
        self, found: set[tuple[str, str]], phrases: Sequence[_Phrase], told: str
    ) -> set[tuple[str, str]]:
        """Return what the words mean beside phrases: a bound in these says all about bounds."""
        whole = self._whole(phrases, told)
        return (_unbound(found) if _BOUND in whole else found) | (whole - {_BOUND})

    def _whole(self, phrases: Sequence[_Phrase], told: str) -> set[tuple[str, str]]:
        """Return the meanings of what holds a space; in Chinese, of what stands anywhere.

        "Not more than" is no "more": where such a phrase stands, its words count no further.
        """
        found = {meaning for _, meaning in phrases}
        bound = [one for one in phrases if one[1][0] == "bound"]
        if not bound:
            return found
        kept: set[tuple[str, str]] = set()
        for phrase, meaning in sorted(bound, key=lambda one: -len(one[0])):
            if phrase in told:
                kept.add(meaning)
                told = told.replace(phrase, " ")
        for word in told.split() if not self.dense else ():
            kept |= {meaning for meaning in self._seen[word] if meaning[0] == "bound"}
        return _unbound(found) | kept | ({_BOUND} if not self.dense else set())

    def _of_phrases(self, begun: Iterable[str], told: str) -> list[_Phrase]:
        phrases = self.glossary.phrases
        firsts = phrases.keys() & begun
        return [one for first in firsts for one in phrases[first] if one[0] in told]

    def in_turn(self, told: str, block: str) -> list[str]:
        """Return the meanings of one block in the order in which a folded text has them."""
        if self.dense:
            phrases = (one for some in self.glossary.phrases.values() for one in some)
            places = [(told.find(said), of[1]) for said, of in phrases if of[0] == block]
            return [meaning for place, meaning in sorted(places) if place >= 0]
        found = (sorted(self._seen[word]) for word in split(told))
        return [meaning for some in found for name, meaning in some if name == block]

    def _denied(self, told: str) -> set[tuple[str, str]]:
        plain = told if self.undenied is None else self.undenied.sub("", told)
        return {meaning for _, meaning in self._of_phrases(plain, plain)} & {NOT}

    def plainly(self, told: str) -> str:
        """Return a folded text without each "not" that stands in no order."""
        return told if self.lacking is None else self.lacking.sub(" ", told)

    def only_echoes(self, told: str) -> bool:
        """Say whether each "not" of a folded text is one that needs another one, as "ever" does."""
        if self.echoing is None or not self.echoing.search(told):
            return False
        return NOT not in self.meanings(self.echoing.sub(" ", told))

    def denies_ability(self, told: str) -> bool:
        """Say whether a folded text holds a "cannot" or a "may not"."""
        return self.unable is not None and self.unable.search(told) is not None

    def announces(self, told: str) -> bool:
        """Say whether a folded text speaks of what is still to come."""
        return self.future is not None and self.future.search(told) is not None

    def _of_word(self, word: str) -> Meanings:
        found = frozenset[tuple[str, str]]().union(*map(self._looked_up, self._readings(word)))
        if self.language in _COMPOUNDING:
            found |= self._of_last(word)
        if self.negating is not None and self.negating.search(word):
            found |= {NOT}
        if self.undenied is not None and self.undenied.search(word):
            found -= {NOT}
        if self.forbidding is not None and self.forbidding.search(word):
            found |= {("forbids", "not")}
        return found

    def _of_last(self, word: str) -> Meanings:
        """Return what the last word of a long one names: a Hautcreme is a cream."""
        for at in range(_HEAD, len(word) - _TAIL):
            named = {one for one in self._looked_up(word[at:]) if one[0] in _NAMED}
            if named:
                return frozenset(named)
        return frozenset()

    def _readings(self, word: str) -> Iterable[str]:
        """Return a word and, in Arabic and Hebrew, the word without the small ones on its front."""
        yield word
        for clitic in _CLITICS.get(self.script, ()):
            if word.startswith(clitic) and len(word) > len(clitic) + 1:
                yield word[len(clitic) :]

    def _looked_up(self, word: str) -> Meanings:
        glossary = self.glossary
        found = glossary.whole.get(word, frozenset())
        for length in glossary.lengths:
            if length > len(word):
                break
            found |= glossary.begun.get(word[:length], frozenset())
        return found


def _unbound(meanings: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {meaning for meaning in meanings if meaning[0] != "bound"}


@cache
def profile(language: str) -> Profile:
    """Return what is known of a language, by its code or the first part of it."""
    code = language.partition("_")[0].partition("-")[0]
    path = HERE / f"{code}.toml"
    if not path.exists():
        return _barely_known(code)
    read = tomllib.loads(path.read_text("utf-8"))
    return Profile(
        code,
        script=read.get("script", "Latin"),
        common=_words(read.get("common", ""), code),
        letters=frozenset(read.get("letters", "")),
        repeated=_words(read.get("repeated", ""), code),
        glossary=_glossary(code, read),
        negating=_pattern(read.get("negating")),
        forbidding=_pattern(read.get("forbidding")),
        undenied=_pattern(read.get("undenied")),
        lacking=_pattern(read.get("lacking")),
        masked=_pattern(read.get("masked")),
        echoing=_pattern(read.get("echoing")),
        unable=_pattern(read.get("unable")),
        future=_pattern(read.get("future")),
        known=True,
    )


def _barely_known(code: str) -> Profile:
    """Return what is known of a language that we do not speak: its letters and a few words."""
    common = _words(_others()["common"].get(code, ""), code)
    said = {key: of[code] for key, of in _others().items() if key != "meant" and code in of}
    script = _SCRIPTS.get(code, "")
    meant = {
        block: {meaning: said[code] for meaning, said in of.items() if code in said}
        for block, of in _others()["meant"].items()
    }
    heard = "negation" in said and any(meant.values())
    return Profile(
        code,
        script=script,
        common=common,
        glossary=_glossary(code, said | meant) if heard else Glossary(),
        repeated=_words(said.get("repeated", ""), code),
        negating=_pattern(said.get("negating")),
        undenied=_pattern(said.get("undenied")),
        echoing=_pattern(said.get("echoing")),
        forbidding=_pattern(said.get("forbidding")),
    )


@cache
def _others() -> Mapping[str, Any]:
    return tomllib.loads((HERE / "others.toml").read_text("utf-8"))


_SCRIPTS = MappingProxyType(
    dict.fromkeys(("fa", "ur", "ckb", "ps"), "Arabic")
    | dict.fromkeys(("uk", "bg", "kk", "ky", "sr", "be", "mk", "tg"), "Cyrillic")
    | {"mr": "Devanagari", "ne": "Devanagari", "he": "Hebrew", "el": "Greek", "ka": "Georgian"}
    | {"ja": "", "ko": "Hangul", "th": "Thai", "hy": "Armenian", "bn": "Bengali", "am": "Ethiopic"}
    | dict.fromkeys(("it", "nl", "pl", "ro", "az", "uz", "tk", "id", "sq", "fi", "hu"), "Latin")
    | dict.fromkeys(("sv", "nb", "da", "cs", "sk", "hr", "vi", "ca", "ku", "ms"), "Latin")
)


@cache
def common_words() -> Mapping[str, frozenset[str]]:
    """Return for each frequent word the languages in which it is frequent."""
    found: dict[str, set[str]] = {}
    for code, said in _others()["common"].items():
        for word in _words(said, code):
            found.setdefault(word, set()).add(code)
    for path in HERE.glob("*.toml"):
        if path.stem != "others":
            for word in profile(path.stem).common:
                found.setdefault(word, set()).add(path.stem)
    return {word: frozenset(codes) for word, codes in found.items()}


@cache
def strange_words(language: str) -> frozenset[str]:
    """Return the words that are frequent in others and not in this language."""
    return frozenset(word for word, codes in common_words().items() if language not in codes)


def _pattern(source: str | None) -> re.Pattern[str] | None:
    return re.compile(source) if source else None


def _listed(said: str) -> list[str]:
    return [word.strip() for word in said.split(",") if word.strip()]


def _words(said: str, language: str) -> frozenset[str]:
    return frozenset(folded(word, language) for word in _listed(said))


def _glossary(language: str, read: Mapping[str, object]) -> Glossary:
    whole: dict[str, set[tuple[str, str]]] = {}
    begun: dict[str, set[tuple[str, str]]] = {}
    phrases: dict[str, list[tuple[str, tuple[str, str]]]] = {}
    split = language not in _NOT_SPLIT
    for meaning, said in _blocks(read):
        for word in _listed(said):
            told = folded(word, language)
            if not split:
                phrases.setdefault(told[0], []).append((told, meaning))
            elif " " in told or "-" in told or "." in told[:-1]:
                parts = list(filter(None, _APART.split(told)))
                phrases.setdefault(parts[0], []).append((" " + " ".join(parts), meaning))
            elif told.endswith("."):
                whole.setdefault(told[:-1], set()).add(meaning)
            else:
                begun.setdefault(told, set()).add(meaning)
    return Glossary(
        {word: frozenset(found) for word, found in whole.items()},
        {word: frozenset(found) for word, found in begun.items()},
        tuple(sorted({len(word) for word in begun})),
        {first: tuple(found) for first, found in phrases.items()},
    )


def _blocks(read: Mapping[str, object]) -> Iterable[tuple[tuple[str, str], str]]:
    for name, block in read.items():
        if isinstance(block, dict):
            for meaning, said in block.items():
                yield (name, meaning), str(said)
        elif name in ("negation", "forbids", "formal", "hedged"):
            yield (name, "not"), str(block)
