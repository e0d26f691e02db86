"""How values go into a prepared statement on SQLite, and how they come out: as SQLAlchemy has it.

Moments and codes are few and come again and again, so what became of the last ones is remembered.
Nothing personal ever is.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Dialect, Enum
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

from store.sqlite import DirectDialect

FEW = 64  # moments of all columns, or codes of one, that are remembered

Convert = Callable[[Any], Any]

DIALECT = DirectDialect()
MOMENT = UTCDateTime().dialect_impl(DIALECT)
# Most statements of an update, and of all patients of a sweep, are given or find the same moments.
WRITE = lru_cache(FEW)(cast("Convert", MOMENT.bind_processor(DIALECT)))
READ = lru_cache(FEW)(cast("Convert", MOMENT.result_processor(DIALECT, None)))


def inward_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """Return what makes of a value what the driver takes, or None where that is the same."""
    if isinstance(kind, UTCDateTime):
        return _written
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    return lru_cache(FEW)(convert) if convert and isinstance(kind, Enum) else convert


def outward_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """Return what makes a value of what the driver gives, or None where that is the same."""
    if isinstance(kind, UTCDateTime):
        return READ
    convert = kind.dialect_impl(dialect).result_processor(dialect, None)
    return lru_cache(FEW)(convert) if convert and isinstance(kind, Enum) else convert


def _written(value: datetime | None) -> Any:
    """Write a moment. Only in UTC are two that compare equal always one and the same.

    Of an hour that a clock shows twice, Python calls both moments equal.
    """
    return WRITE(value) if value is None or value.tzinfo is UTC else WRITE.__wrapped__(value)
