"""What is known of the words of each language: read from `locales/checks/` when first asked for.

Holds no word itself and judges no text.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from messages.catalogs import LOCALES
from messages.workbench.checks.words import NOT_SPLIT, Glossary, Profile, folded, split

HERE = LOCALES / "checks"


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
        obliging=_pattern(read.get("obliging")),
        granting=_pattern(read.get("granting")),
        undenied=_pattern(read.get("undenied")),
        lacking=_pattern(read.get("lacking")),
        masked=_pattern(read.get("masked")),
        echoing=_pattern(read.get("echoing")),
        unable=_pattern(read.get("unable")),
        future=_pattern(read.get("future")),
        familiar=_words(read.get("familiar", ""), code),
        gendered=_pattern(read.get("gendered")),
        denying=_pattern(read.get("denying")),
        turning=_alternatives(read.get("turning", ""), code),
        marking=_pattern(read.get("marking")),
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
        letters=frozenset(said.get("letters", "")),
        glossary=_glossary(code, said | meant) if heard else Glossary(),
        repeated=_words(said.get("repeated", ""), code),
        negating=_pattern(said.get("negating")),
        undenied=_pattern(said.get("undenied")),
        lacking=_pattern(said.get("lacking")),
        familiar=_words(said.get("familiar", ""), code),
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


@cache
def telling_words(language: str) -> frozenset[str]:
    """Return all words that may tell that a text is in another language than this one."""
    return strange_words(language) | unmistakable(language)


@cache
def unmistakable(language: str) -> frozenset[str]:
    """Return the words of near languages that this one does not have."""
    return _words(_others()["strange"].get(language, ""), language)


def _pattern(source: str | None) -> re.Pattern[str] | None:
    return re.compile(source) if source else None


def _alternatives(said: str, language: str) -> re.Pattern[str] | None:
    """Return what finds any of some words, where they stand as words."""
    words = "|".join(map(re.escape, sorted(_words(said, language), key=len, reverse=True)))
    if not words:
        return None
    return re.compile(words if language in NOT_SPLIT else rf"(?<![\w'’])(?:{words})(?![\w'’])")


def _listed(said: str) -> list[str]:
    return [word.strip() for word in said.split(",") if word.strip()]


def _words(said: str, language: str) -> frozenset[str]:
    return frozenset(folded(word, language) for word in _listed(said))


def _glossary(language: str, read: Mapping[str, object]) -> Glossary:
    whole: dict[str, set[tuple[str, str]]] = {}
    begun: dict[str, set[tuple[str, str]]] = {}
    phrases: dict[str, list[tuple[str, tuple[str, str]]]] = {}
    spaced = language not in NOT_SPLIT
    for meaning, said in _blocks(read):
        for word in _listed(said):
            told = folded(word, language)
            parts = list(filter(None, split(told))) if spaced else [told]
            if not spaced or len(parts) > 1 or " " in told:
                for first, phrase in _phrases(parts, language):
                    phrases.setdefault(first, []).append((phrase, meaning))
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


def _phrases(words: Sequence[str], language: str) -> Iterable[tuple[str, str]]:
    """Yield how words stand side by side, with the first of them; in Chinese, its first sign."""
    if language in NOT_SPLIT:
        yield words[0][0], words[0]
        return
    for first in _fronted(words[0], language):
        yield first, " " + " ".join((first, *words[1:]))


def _fronted(word: str, language: str) -> tuple[str, ...]:
    """Return a word, and in Arabic the word with a small one on its front."""
    if language != "ar" or word[:1] in "وبلف":
        return (word,)
    plain = word.removeprefix("ال")
    short = () if plain == word else (f"لل{plain}",)
    return (word, f"و{word}", f"ب{word}", f"ل{word}", *short)


def _blocks(read: Mapping[str, object]) -> Iterable[tuple[tuple[str, str], str]]:
    for name, block in read.items():
        if isinstance(block, dict):
            for meaning, said in block.items():
                yield (name, meaning), str(said)
        elif name in ("negation", "forbids", "formal", "hedged"):
            yield (name, "not"), str(block)
