"""How a message is declared: its id, its English, how much hangs on it, where it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from babel import Locale

from care.delivery import Value
from messages.markup import ELLIPSIS, visible


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
    """One sentence or paragraph that a person reads. `limit` counts rendered UTF-16 units."""

    id: str
    english: str
    level: Level
    where: str
    vars: Mapping[str, Var]
    limit: int | None = None

    @property
    def domain(self) -> str:
        """Return the catalog that holds its translations: the first part of its id."""
        return self.id.partition(".")[0]

    @property
    def samples(self) -> dict[str, Value]:
        """Return a value for everything the message needs, to show it to translators and tests."""
        return {name: var.sample for name, var in self.vars.items()}


TEXTS: dict[str, Text] = {}


def text(  # noqa: PLR0913 -- a declaration, by keyword
    id: str,
    english: str,
    *,
    level: Level,
    where: str,
    vars: Mapping[str, Var] | None = None,
    limit: int | None = None,
) -> Text:
    """Declare a message. Its id is the translators' msgctxt, so it is never renamed.

    Raises ValueError when the id is taken: two texts under one id would share a translation.
    """
    if id in TEXTS:
        raise ValueError(f"{id} is declared twice")
    TEXTS[id] = Text(id, english, level, where, MappingProxyType(dict(vars or {})), limit)
    return TEXTS[id]
