"""Many rows in one statement on PostgreSQL: one document, which the server takes apart itself.

A statement for each row would cost the driver and the server as much as all that is said in it.
Holds no table of its own.
"""

import asyncio
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Dialect,
    Integer,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel.ext.asyncio.session import AsyncSession

PLACE = "its_place"  # of a row in the document: rows are numbered in the order they are given
A_STRETCH = 25  # rows that are sealed and written out before the loop may do something else


class Batch:
    """Rows that are added together, except those whose key is there already."""

    def __init__(self, table: Table, columns: Collection[str], key: Sequence[str]) -> None:
        """Take the table, the columns that will be given, and its key."""
        self._table, self._key = table, key
        self._columns = [table.c[name] for name in columns]
        self._add: UpdateBase | None = None  # written when it is needed: SQLite never does

    async def run(self, session: AsyncSession, given: Sequence[Mapping[str, Any]]) -> int:
        """Add each set of values that is new, and return how many those are."""
        connection = await session.connection()
        convert, parts = _converter(self._columns, connection.dialect), list[str]()
        for first in range(0, len(given), A_STRETCH):
            part = enumerate(given[first : first + A_STRETCH], first)
            rows = [convert(row) | {PLACE: place} for place, row in part]
            parts.append(WRITTEN(rows)[1:-1])
            await asyncio.sleep(0)
        if self._add is None:
            self._add = _adding(self._table, self._columns, self._key)
        return (await connection.execute(self._add, {"rows": f"[{','.join(parts)}]"})).rowcount


def _adding(table: Table, columns: Sequence[Column[Any]], key: Sequence[str]) -> UpdateBase:
    from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 -- memory SQLite spares

    document = cast(bindparam("rows", type_=Text), JSON)
    given = func.json_to_recordset(document).table_valued(
        *(column(each.name, each.type) for each in columns), column(PLACE, Integer)
    )
    each_of = given.render_derived(name="given", with_types=True)
    rows = select(*(each_of.c[each.name] for each in columns)).order_by(each_of.c[PLACE])
    new = insert(table).from_select([each.name for each in columns], rows, include_defaults=False)
    return new.on_conflict_do_nothing(index_elements=key)


def _converter(
    columns: Iterable[Column[Any]], dialect: Dialect
) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return what seals and converts the values of a row, as the driver would be given them."""
    kinds = {each.name: each.type.dialect_impl(dialect) for each in columns}
    every = {name: kind.bind_processor(dialect) for name, kind in kinds.items()}
    converts = [(name, convert) for name, convert in every.items() if convert]

    def row(given: Mapping[str, Any]) -> dict[str, Any]:
        values = dict(given)
        for name, convert in converts:
            values[name] = convert(values[name])
        return values

    return row


@lru_cache(64)
def _moment(value: datetime) -> str:
    """Write a moment: in UTC by now, so that those that look alike are one."""
    return value.isoformat()


WRITTEN = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_moment).encode
