"""A language begun: what the world's tables (CLDR) know of it, as its block in `languages.toml`.

A begun language is closed: nobody is offered it before people have translated it. Writes no file.
"""

import gettext
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import PLURALS
from babel.plural import PluralRule, to_gettext

from messages.languages import ALIASES, ENGLISH, LANGUAGES, NUMBERS, Language, Status, same

FORMS = ("zero", "one", "two", "few", "many", "other")  # CLDR's names, in the order of PO files
# Endings hang on the words of these, so that none may hang on a placeholder; CLDR does not know it.
SUFFIXING = frozenset(
    {"az", "be", "bg", "cs", "et", "eu", "fi", "hi", "hr", "hu", "hy", "ka", "kk", "ko", "ky"}
    | {"lt", "lv", "mn", "pl", "ru", "sk", "sl", "sr", "ta", "te", "tk", "tr", "tt", "uk", "uz"}
)
SHOWN = 4  # numbers that stand for a form where it is explained

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}|[A-Za-z]{4}))?")
_BLOCK = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


class NotBegun(Exception):
    """A language that is not begun. Its text says why, and what to write instead."""


def begun(tag: str, among: Mapping[str, Language] = LANGUAGES) -> Language:
    """Return a language as it begins, from its tag. Raises NotBegun."""
    code = _code(tag)
    _require_new(code, among)
    known = _locale(code)
    nplurals, plural = plural_of(known)
    menu, first = code.partition("_")[0], _first(among)
    return Language(
        code=code,
        name=known.english_name or code,
        native_name=_capital(known.get_display_name(code) or code),
        dir=known.text_direction,
        status=Status.CLOSED,
        telegram_tags=(code.lower().replace("_", "-"),),
        bot_menu_code=menu if len(menu) == len(ENGLISH) and menu not in first else "",
        nplurals=nplurals,
        plural=plural,
        suffixing=menu in SUFFIXING,
        fallback=tuple(one for one in among if same(one, code) and _script(one) == _script(code)),
    )


def _code(tag: str) -> str:
    """Return a tag as our codes are written: uk, pt_PT, zh_Hant."""
    found = _TAG.fullmatch(tag.strip())
    if found is None:
        raise NotBegun(f"“{tag}” is no language tag. Such are: uk, fa, ckb, pt_PT, zh_Hant.")
    first, rest = found[1].lower(), found[2] or ""
    ending = rest.title() if len(rest) > len("PT") else rest.upper()
    return f"{first}_{ending}" if ending else first


def _require_new(code: str, among: Mapping[str, Language]) -> None:
    if code in among:
        status = among[code].status.value
        raise NotBegun(f"{code} is there already, and {status}: see `companion locales status`.")
    if same(code, ENGLISH):
        raise NotBegun("English is the source: it is written in messages/texts, not translated.")
    meant = _meant(code)
    if meant in among:
        variety = " Another variety has its country: pt_PT." if meant.endswith("_BR") else ""
        raise NotBegun(f"{code} is read as {meant}, which is there already.{variety}")
    if meant != code:
        raise NotBegun(f"{code} is written {meant} here. Begin {meant}.")


def _meant(code: str) -> str:
    """Return what a tag is read as; a country's own variety is never read as another country's."""
    alias = _code(ALIASES.get(code.lower().replace("_", "-"), code))
    country, other = (one.partition("_")[2] for one in (code, alias))
    return code if country.isupper() and other.isupper() else alias


def _locale(code: str) -> Locale:
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise NotBegun(_unknown(code)) from error


def _unknown(code: str) -> str:
    first = code.partition("_")[0]
    try:
        Locale.parse(first)
    except (UnknownLocaleError, ValueError):
        return (
            f"CLDR has no {code}: no names of months, no plural rule. If the tag is right, write"
            " its block in locales/languages.toml by hand, then `companion locales sync`."
        )
    return f"CLDR knows {first}, and no variety {code} of it. Begin {first}."


def _script(code: str) -> str:
    ending = code.partition("_")[2]
    return "" if ending.isupper() else ending


def _first(among: Mapping[str, Language]) -> set[str]:
    return {one.bot_menu_code for one in among.values()}


def _capital(name: str) -> str:
    """Begin a name as a heading does; Georgian letters stay as they are."""
    return name[:1].title() + name[1:]


def plural_of(known: Locale) -> tuple[int, str]:
    """Return how many forms a counted word has, and the rule for whole numbers, as PO files say it.

    It is one that translators' tools know, where such a one says the same as CLDR.
    """
    asked = [known.plural_form(number) for number in range(NUMBERS)]
    used = [form for form in FORMS if form in asked]
    wanted = [used.index(form) for form in asked]
    for rule in _usual(str(known), len(used)):
        said = gettext.c2py(rule)
        if [said(number) for number in range(NUMBERS)] == wanted:
            return len(used), rule
    rules = {form: rule for form, rule in known.plural_form.rules.items() if form in used[:-1]}
    return len(used), to_gettext(PluralRule(rules)).partition("plural=")[2].rstrip(";")


def _usual(code: str, nplurals: int) -> Iterator[str]:
    ours = [(one.nplurals, one.plural) for one in LANGUAGES.values()]
    own = [PLURALS[one] for one in (code, code.partition("_")[0]) if one in PLURALS]
    for forms, rule in (*ours, *own, *PLURALS.values()):
        if forms == nplurals:
            yield rule


def numbers(language: Language) -> list[list[int]]:
    """Return for each form of a counted word the first numbers that it is for."""
    said = gettext.c2py(language.plural)
    counted = [[n for n in range(NUMBERS) if said(n) == form] for form in range(language.nplurals)]
    return [found[:SHOWN] for found in counted]


def block(language: Language) -> str:
    """Return a language as a block of `languages.toml`; what is as usual is left out."""
    usual = Language("", "", "", "", Status.CLOSED)
    said = {
        "name": language.name,
        "native_name": language.native_name,
        "dir": language.dir,
        "status": language.status.value,
        "telegram_tags": list(language.telegram_tags),
        "bot_menu_code": language.bot_menu_code,
    }
    for key in ("nplurals", "plural", "suffixing"):
        if getattr(language, key) != getattr(usual, key):
            said[key] = getattr(language, key)
    if language.fallback:
        said["fallback"] = list(language.fallback)
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
    return "\n".join((f"[{language.code}]", *lines)) + "\n"


def inserted(toml: str, language: Language, among: Mapping[str, Language] = LANGUAGES) -> str:
    """Return `languages.toml` with a language in it, before those that are made up."""
    made_up = (
        found.start()
        for found in _BLOCK.finditer(toml)
        if found[1] in among and among[found[1]].status is Status.PSEUDO
    )
    at = next(made_up, len(toml))
    before, after = toml[:at].rstrip("\n"), toml[at:]
    return "\n\n".join(filter(None, (before, block(language).rstrip("\n"), after))).rstrip() + "\n"


def terms(glossaries: Sequence[Sequence[str]]) -> list[str]:
    """Return the English words that at least half of the other languages have agreed on."""
    every = dict.fromkeys(word for one in glossaries for word in one)
    return [word for word in every if 2 * sum(word in one for one in glossaries) >= len(glossaries)]
