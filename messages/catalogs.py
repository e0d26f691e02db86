"""The translators' files, as they are now: from message id to a translation that may be shown.

A file is read again when it changes; nothing needs a restart. Holds no English and decides no
ladder: `Voice` does. A broken file or entry counts as a missing one, and is logged by name.
"""

import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from messages.declare import Level, Text
from messages.markup import tags, well_formed
from messages.seals import ABSENT, Seals, Stamp, stamp

LOCALES = Path(__file__).parent.parent / "locales"

FIELD = re.compile(r"\{(\w+)\}", re.ASCII)  # a bare name and nothing else
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z][A-Za-z]{1,3})?")
_FORBIDDEN = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]")
_DIGITS = re.compile(r"\d+")

logger = logging.getLogger(__name__)

# id -> the English it was made from, and the translation in each form that the grammar has
_Entries = Mapping[str, tuple[str, tuple[str, ...]]]


def fields(template: str) -> set[str]:
    """Return the names of the values a template asks for."""
    return set(FIELD.findall(template))


@dataclass(slots=True, eq=False)
class Catalogs:
    """All translations below one folder, read when first needed and again when changed."""

    root: Path = LOCALES
    seals: Seals = field(init=False)
    _read: dict[tuple[str, str], tuple[Stamp, _Entries]] = field(default_factory=dict)
    _paths: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look for the reviews beside the catalogs."""
        self.seals = Seals(self.root)

    def warm(self, languages: Iterable[str], domains: Iterable[str]) -> None:
        """Read these files now, in whatever thread: to read one holds up the loop of a service."""
        for language in languages:
            for domain in domains:
                self._entries(language, domain)

    def translation(
        self, language: str, text: Text, form: int = 0, *, alone: bool = False
    ) -> str | None:
        """Return the translation of a message, if there is one that keeps all it must keep.

        `form` says which of the grammar's forms, of a message whose words depend on a number; it
        stands `alone` for one number only, and need not write that one.
        """
        templates = self.forms(language, text)
        if form >= len(templates) or not templates[form]:
            return None
        if sound(text, templates[form], alone=alone):
            return templates[form]
        _complain(text.id, language)
        return None

    def forms(self, language: str, text: Text) -> tuple[str, ...]:
        """Return a message in every form that its translator gave it, good or bad.

        There is none where it is missing, or made from words that have changed since.
        """
        english, templates = self._entries(language, text.domain).get(text.id, ("", ()))
        return templates if english == text.english else ()

    def _entries(self, language: str, domain: str) -> _Entries:
        path = self._paths.get((language, domain))
        if path is None:
            path = self._paths[language, domain] = self._path(language, domain)
        signature = stamp(path)
        known = self._read.get((language, domain))
        if known is None or known[0] != signature:
            known = self._read[language, domain] = (signature, _entries(Path(path), signature))
        return known[1]

    def _path(self, language: str, domain: str) -> str:
        """Return where the catalog lies; nowhere for what is no language or no domain."""
        if not _LANGUAGE.fullmatch(language) or not domain.isidentifier():
            return ""
        return str(self.root / language / "LC_MESSAGES" / f"{domain}.po")


def sound(text: Text, template: str, *, alone: bool = False) -> bool:
    """Say whether a translation keeps what the English has: values, markup, visible words.

    In a critical message it must keep the figures too: "24 hours" is never to become "48 hours". A
    form that stands `alone` for one number may leave that number to its words.
    """
    exact, spare = text.level is Level.CRITICAL, text.counts if alone else ""
    return _sound(text.english, template, exact=exact, spare=spare)


@lru_cache(maxsize=20_000)
def _sound(english: str, template: str, *, exact: bool, spare: str = "") -> bool:
    bare = FIELD.sub("", template)
    return (
        "{" not in bare
        and "}" not in bare
        and any(unicodedata.category(char)[0] in "LN" for char in template)
        and not _FORBIDDEN.search(template)
        and fields(template) | {spare} == fields(english) | {spare}
        and well_formed(template)
        and tags(template) == tags(english)
        and (not exact or _figures(template) == _figures(english))
    )


def _figures(template: str) -> list[int]:
    return sorted(int(digits) for digits in _DIGITS.findall(FIELD.sub("", template)))


@lru_cache(maxsize=2_000)
def _complain(id: str, language: str) -> None:
    logger.warning("the translation of %s into %s is not sound: English is shown", id, language)


def _each(said: object) -> tuple[str, ...]:
    """Return every form of an entry: one, or where it has a plural as many as there are."""
    return tuple(map(str, said)) if isinstance(said, tuple | list) else (str(said or ""),)


def _entries(path: Path, signature: Stamp) -> _Entries:
    if signature == ABSENT:
        return {}
    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
        return {
            str(entry.context): (_each(entry.id)[-1], _each(entry.string))
            for entry in catalog
            if entry.context and not entry.fuzzy
        }
    except Exception as error:  # noqa: BLE001 -- whatever was typed there, patients read English
        logger.error("%s/%s: %s", path.parts[-3], path.name, type(error).__name__)  # noqa: TRY400 -- the file's text stays out of the log
        return {}
