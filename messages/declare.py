"""How a message is declared: its id, its English, how much hangs on it, where it is read."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from babel import Locale

from care.delivery import Value
from messages.markup import ELLIPSIS, visible
from messages.revisions import FIRST, REVISIONS, Revision


class Level(StrEnum):
    """What a wrong translation can do: harm a patient, mislead one, or merely look odd."""

    CRITICAL = "critical"
    CLINICAL = "clinical"
    NORMAL = "normal"


class Reader(Protocol):
    """What a value must know of the person who will read it. A `Voice` is one."""

    @property
    def zone(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def locale(self) -> Locale: ...
    def term(self, id: str) -> str: ...
    def label(self, text: "Text", /, **values: Value) -> str: ...


@dataclass(frozen=True, slots=True)
class Var:
    """A value a message needs. `sample` shows it to translators and to tests.

    The kinds in `messages/values.py` say how a value is written for the reader.
    """

    sample: Value

    @property
    def counts(self) -> bool:
        """Say whether the words beside the value may depend on it: "1 hour", "2 hours"."""
        return False

    def show(self, value: Value, reader: Reader) -> str:  # noqa: ARG002 -- kinds differ
        """Write the value as plain text, the way the reader expects it.

        Raises ValueError or TypeError when the value is not of this kind.
        """
        return visible(str(value))

    def absent(self, reader: Reader) -> str:  # noqa: ARG002 -- kinds differ
        """Write what stands there when the value is missing or cannot be shown."""
        return ELLIPSIS


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or paragraph that a person reads. `limit` counts rendered UTF-16 units.

    With `counts` its words depend on the value of that name, and each language has as many forms
    of it as its grammar needs; `one` is the English for a single one, if that differs.
    """

    id: str
    english: str
    level: Level
    where: str
    vars: Mapping[str, Var]
    limit: int | None = None
    counts: str = ""
    one: str = ""
    declared: str = ""  # the module it stands in
    revision: Revision = FIRST

    @property
    def rev(self) -> int:
        """Return which revision of its English this is, from 1."""
        return self.revision.rev

    @property
    def sources(self) -> tuple[str, str]:
        """Return what a translation is made from: the English, and that for many or nothing."""
        return (self.one or self.english, self.english) if self.counts else (self.english, "")

    @property
    def domain(self) -> str:
        """Return the catalog that holds its translations: the first part of its id."""
        return self.id.partition(".")[0]

    @property
    def samples(self) -> dict[str, Value]:
        """Return a value for everything the message needs, to show it to translators and tests."""
        return {name: var.sample for name, var in self.vars.items()}


TEXTS: dict[str, Text] = {}
_BESIDE = re.compile(r"\{(\w+)\} (?!(?:of|or|to|more)\b)[a-z]")  # and the word that it counts


def text(  # noqa: PLR0913 -- a declaration, by keyword
    id: str,
    english: str,
    *,
    level: Level,
    where: str,
    vars: Mapping[str, Var] | None = None,
    limit: int | None = None,
    one: str = "",
) -> Text:
    """Declare a message. Its id is the translators' msgctxt, so it is never renamed.

    When its English changes, its line in `messages/revisions.py` says how.

    Raises ValueError when the id is taken: two texts under one id would share a translation.
    """
    if id in TEXTS:
        raise ValueError(f"{id} is declared twice")
    needs = MappingProxyType(dict(vars or {}))
    counts = _counted(english, needs)
    revision = REVISIONS.get(id, FIRST)
    TEXTS[id] = Text(id, english, level, where, needs, limit, counts, one, _declaring(), revision)
    return TEXTS[id]


def voiced(id: str, *, care: bool) -> str:
    """Return the message for the patient, or its sister for somebody who cares for the patient."""
    for variant in (f"{id}.care" if care else f"{id}.you", id):
        if variant in TEXTS:
            return variant
    return id


def _counted(english: str, vars: Mapping[str, Var]) -> str:
    """Return the value that the word behind it depends on, if there is exactly one."""
    beside = {name for name in _BESIDE.findall(english) if name in vars and vars[name].counts}
    return beside.pop() if len(beside) == 1 else ""


def _declaring() -> str:
    """Return the module whose own lines run: a declaration may go through its helpers."""
    frame = sys._getframe(2)  # noqa: SLF001 -- the one way to know, and costs nothing
    while frame.f_code.co_name != "<module>" and frame.f_back is not None:
        frame = frame.f_back
    return str(frame.f_globals.get("__name__", ""))
