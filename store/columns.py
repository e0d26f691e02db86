"""Column types of our own: sealed text and JSON, enums by value. Never a table."""

import json
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import JSON, Dialect, Enum, Index, Text, TypeDecorator, text

from store.keyring import borrow

WRITTEN = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


class Sealed(TypeDecorator[str]):
    """Text that is encrypted before it reaches the database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal on the way in."""
        return None if value is None else borrow(dialect).seal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Open on the way out."""
        return None if value is None else borrow(dialect).open(value)


class SealedJson(TypeDecorator[Any]):
    """A JSON document that is encrypted before it reaches the database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write and seal on the way in."""
        if value is None:
            return None
        return borrow(dialect).seal(WRITTEN(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Open and read on the way out."""
        return None if value is None else json.loads(borrow(dialect).open(value))


class Document(TypeDecorator[Any]):
    """A JSON document of codes and numbers: nothing personal, so nothing sealed."""

    impl = JSON
    cache_ok = True


def stored(enum: type[StrEnum]) -> Enum:
    """Store the value, where SQLAlchemy would store the Python name."""
    return Enum(enum, values_callable=lambda e: [m.value for m in e], native_enum=False, length=32)


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index over the rows of which something holds, on both databases.

    The migrations make it, and a test holds them to `where`. PostgreSQL's own keyword is not used
    here: it loads all of that dialect, 2 MB and a tenth of a second, also where SQLite serves.
    """
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, info={"where": where})


def rendered(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Return how a migration writes one of our types: as what the database sees."""
    names = {
        "Sealed": "sa.Text()",
        "SealedJson": "sa.Text()",
        "Document": "sa.JSON()",
        "Enum": "sa.String(length=32)",
        "UTCDateTime": "sa.DateTime(timezone=True)",
        "AutoString": "sa.String()",
    }
    return names.get(type(item).__name__, False) if kind == "type" else False
