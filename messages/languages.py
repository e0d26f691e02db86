"""The languages we know: their names, how far they are, and which Telegram tags mean them.

Read once from `locales/languages.toml`. Holds no translation.
"""

import gettext
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from babel import Locale

from messages.catalogs import LOCALES

ENGLISH = "en"
NUMBERS = 2001  # up to here the forms are compared with CLDR's, and no text counts further


class Status(StrEnum):
    """How far a language is. Only open ones are offered to everybody."""

    OPEN = "open"
    PREVIEW = "preview"  # shown as drafts where the operator asks for it
    CLOSED = "closed"  # not offered to anybody
    PSEUDO = "pseudo"  # generated, to see what is not translatable or too long


@dataclass(frozen=True, slots=True)
class Language:
    """`bot_menu_code` is what Telegram takes for menus: two letters, or empty where it has none."""

    code: str
    name: str
    native_name: str
    dir: str
    status: Status
    telegram_tags: tuple[str, ...] = ()
    bot_menu_code: str = ""
    temperature: str = "C"
    nplurals: int = 2
    plural: str = "(n != 1)"
    suffixing: bool = False
    clinicians: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()  # read before English, where nothing critical is said

    @property
    def plural_forms(self) -> str:
        """Return what the header of a PO file says of the plural."""
        return f"nplurals={self.nplurals}; plural={self.plural};"


def read(toml: str) -> Mapping[str, Language]:
    """Return the languages of a `languages.toml`, in its order. Raises ValueError, TypeError."""
    return MappingProxyType({code: _language(code, of) for code, of in tomllib.loads(toml).items()})


def _language(code: str, of: Mapping[str, object]) -> Language:
    found: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in of.items()
    }
    return Language(code=code, **found | {"status": Status(str(of["status"]))})


_KNOWN = dict(read((LOCALES / "languages.toml").read_text("utf-8")))
LANGUAGES: Mapping[str, Language] = MappingProxyType(_KNOWN)
PSEUDO = tuple(code for code, one in LANGUAGES.items() if one.status is Status.PSEUDO)

# What Telegram's packs and old systems call a language, and what we call it.
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "iw": "he",
        "in": "id",
        "no": "nb",
        "ji": "yi",
        "tl": "fil",
        "prs": "fa",
        "fa-af": "fa",
        "kmr": "ku",
        "pt": "pt-br",
        "pt-pt": "pt-br",
        "zh": "zh-hans",
        "zh-cn": "zh-hans",
        "zh-sg": "zh-hans",
        "zh-tw": "zh-hant",
        "zh-hk": "zh-hant",
        "zh-mo": "zh-hant",
        "classic-zh-cn": "zh-hans",
    }
)


def put_on_stage(code: str) -> None:
    """Let this process offer a closed language where it is asked for, as if it were in preview.

    For a stage without patients, where its translator walks through it. A service never does it.
    """
    if _KNOWN[code].status is Status.CLOSED:
        _KNOWN[code] = replace(_KNOWN[code], status=Status.PREVIEW)


def offered(
    preview: Iterable[str] = (), among: Mapping[str, Language] = LANGUAGES
) -> list[Language]:
    """Return the languages a person may choose: the open ones, and those the operator previews."""
    wanted = set(preview)
    return [
        one
        for one in among.values()
        if one.status is Status.OPEN or (one.code in wanted and one.status is not Status.CLOSED)
    ]


def understand(
    tag: str | None, preview: Iterable[str] = (), among: Mapping[str, Language] = LANGUAGES
) -> str:
    """Return the offered language a Telegram `language_code` means; English when none does."""
    by_tag = {known: one.code for one in offered(preview, among) for known in _tags(one)}
    return next((by_tag[way] for way in _ways(tag or "") if way in by_tag), ENGLISH)


def form(language: str, number: object) -> int:
    """Return which form of its words a language uses beside a number; of no number, the last."""
    known = LANGUAGES.get(language)
    if known is None:
        return 0
    if not isinstance(number, int):
        return known.nplurals - 1
    return _rule(known.plural)(abs(number))


def fallback(language: str) -> tuple[str, ...]:
    """Return the languages that are tried, before English, for what is not critical."""
    known = LANGUAGES.get(language)
    return known.fallback if known else ()


@lru_cache(maxsize=500)
def stands_alone(language: str, form: int) -> bool:
    """Say whether a form of words is for one number only, as the Arabic one for two is."""
    known = LANGUAGES.get(language)
    if known is None:
        return False
    return sum(_rule(known.plural)(number) == form for number in range(NUMBERS)) == 1


@lru_cache(maxsize=100)
def _rule(plural: str) -> Callable[[int], int]:
    rule: Callable[[int], int] = gettext.c2py(plural)
    return rule


def native_name(code: str) -> str:
    """Return what a language calls itself, whether we speak it or only read it."""
    known = LANGUAGES.get(code)
    return known.native_name if known else locale(code).language_name or code


def same(one: str, other: str) -> bool:
    """Say whether who reads one language reads the other: variants of it count as one."""
    return one.partition("-")[0].partition("_")[0] == other.partition("-")[0].partition("_")[0]


@lru_cache(maxsize=500)
def is_rtl(language: str) -> bool:
    """Say whether a language is written from right to left."""
    if language in LANGUAGES:
        return LANGUAGES[language].dir == "rtl"
    try:
        return Locale.parse(language).text_direction == "rtl"
    except Exception:  # noqa: BLE001 -- Babel has many ways to say that it does not know
        return False


@lru_cache(maxsize=2_000)
def locale(language: str, country: str = "") -> Locale:
    """Return how a language writes dates, numbers and places: as in the country, where known."""
    for code in (f"{language}_{country}", language, language.partition("_")[0]):
        try:
            return Locale.parse(code)
        except Exception:  # noqa: BLE001, S112 -- the next, coarser, code is as good
            continue
    return Locale(ENGLISH)


def _tags(language: Language) -> tuple[str, ...]:
    return (language.code.lower().replace("_", "-"), *language.telegram_tags)


def _ways(tag: str) -> list[str]:
    """List what a tag may mean, the closest first: itself, its alias, and both less by a part.

    So a pack's own ending (`-raw`, `-beta`) falls away too.
    """
    whole = tag.strip().lower().replace("_", "-")
    parts = whole.split("-")
    shorter = ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
    return [way for one in shorter for way in (one, ALIASES.get(one, one))]
