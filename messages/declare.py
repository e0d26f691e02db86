"""How a message is declared: its id, its English, how much hangs on it, where it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from care.delivery import Value


class Level(StrEnum):
    """What a wrong translation can do: harm a patient, mislead one, or merely look odd."""

    CRITICAL = "critical"
    CLINICAL = "clinical"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Var:
    """A value a message needs. `sample` shows it to translators and to tests.

    The kinds in `messages/values.py` say how a value is written for the reader.
    """

    sample: Value


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or paragraph that a person reads. `limit` counts rendered UTF-16 units."""

    id: str
    english: str
    level: Level
    where: str
    vars: Mapping[str, Var]
    limit: int | None = None


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
