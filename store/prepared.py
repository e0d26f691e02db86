"""Statements that run for every message: compiled once, and run as the driver takes them.

On SQLite, where a statement takes microseconds, what SQLAlchemy does around it would cost ten times
as much. The statement itself stays SQLAlchemy's, so that both databases understand it.
"""

import asyncio
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Dialect,
    Select,
    Table,
    Text,
    TypeDecorator,
    any_,
    bindparam,
    func,
    inspect,
    literal_column,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict, instance_state
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from store.batches import Batch
from store.conversions import Convert, inward_of, outward_of
from store.sqlite import Direct, DirectDialect

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

AT_A_TIME = 25  # rows that are sealed or opened before the loop may do something else
A_FEW = 8  # rows that are given to PostgreSQL one by one; more go as one document
DIRECT = "direct"  # under which a session knows the driver's connection, where it may be used
NAMED = DirectDialect(paramstyle="named")

Row = tuple[Any, ...]
Model = TypeVar("Model", bound=SQLModel)


class Ended(Exception):
    """The transaction was undone under way; what follows would not be part of one."""


class Prepared:
    """One statement, ready to run on either database."""

    def __init__(self, statement: Select[Any] | UpdateBase, *columns: str) -> None:
        """Take a statement; an INSERT names the columns that it will be given."""
        self.statement = statement
        self._columns = columns or None

    async def rows(self, session: AsyncSession, **given: Any) -> Sequence[Row]:
        """Return what a query finds, each row as a tuple. What the session has is written first."""
        direct = await _direct(session)
        if direct is None:
            return await self._found(session, given)
        ready = self._ready(session, direct)
        return [ready.out(row) for row in direct.raw.execute(ready.text, ready.into(given))]

    async def moment(self, session: AsyncSession, **given: Any) -> datetime | None:
        """Return the one moment that a query finds, the earliest or latest of many, or None."""
        [(found,)] = await self.rows(session, **given)
        moment: datetime | None = found
        return moment

    async def reached(self, session: AsyncSession, now: datetime) -> bool:
        """Say whether the moment that a query finds has come."""
        moment = await self.moment(session)
        return moment is not None and moment <= now

    async def run(self, session: AsyncSession, *given: Mapping[str, Any]) -> int:
        """Make a change once for each set of values, and return how many rows it has changed."""
        direct = await _direct(session)
        if direct is None:
            return await self._done(session, given)
        ready = self._ready(session, direct)
        if len(given) == 1:
            return direct.raw.execute(ready.text, ready.into(given[0])).rowcount
        return direct.raw.executemany(ready.text, map(ready.into, given)).rowcount

    async def _found(self, session: AsyncSession, given: Mapping[str, Any]) -> Sequence[Row]:
        connection, found = await session.connection(), list[Row]()
        result = await connection.execute(self.statement, given)
        while part := result.fetchmany(AT_A_TIME):
            found += map(tuple, part)
            if len(part) == AT_A_TIME:
                await asyncio.sleep(0)
        return found

    async def _done(self, session: AsyncSession, given: Sequence[Mapping[str, Any]]) -> int:
        connection, changed = await session.connection(), 0
        for first in range(0, len(given), AT_A_TIME):
            some = list(given[first : first + AT_A_TIME])
            changed += (await connection.execute(self.statement, some)).rowcount
        return changed

    def _ready(self, session: AsyncSession, direct: Direct) -> "_Ready":
        if direct.prepared is None:
            direct.prepared = _of(session).prepared
        ready = direct.prepared.get(self)
        if not isinstance(ready, _Ready):
            ready = _compiled(self.statement, self._columns, _of(session))
            direct.prepared[self] = ready
        return ready


class Keeping:
    """An INSERT that leaves alone what is there already under the same key, or renews parts of it.

    Each database has its own word for that.
    """

    def __init__(
        self,
        table: Table,
        columns: Collection[str],
        *,
        key: Sequence[str],
        renewed: Collection[str] = (),
        many: bool = False,
    ) -> None:
        """Take the table, the columns that will be given, its key, and what is renewed.

        With `many`, what is there already stays, and PostgreSQL is given many rows at once.
        """
        self._table, self._columns, self._key, self._renewed = table, columns, key, renewed
        self._ready: dict[str, Prepared] = {}
        self._batch = Batch(table, columns, key) if many else None

    async def run(self, session: AsyncSession, *given: Mapping[str, Any]) -> int:
        """Keep each set of values, and return how many rows that has added or renewed."""
        dialect = session.get_bind().dialect.name
        if self._batch and len(given) > A_FEW and dialect != "sqlite":
            return await self._batch.run(session, given)
        if dialect not in self._ready:
            self._ready[dialect] = Prepared(self._statement(dialect), *self._columns)
        return await self._ready[dialect].run(session, *given)

    def _statement(self, dialect: str) -> UpdateBase:
        new = _insert_of(dialect)(self._table)
        renewed = {name: new.excluded[name] for name in self._renewed}
        if renewed:
            return new.on_conflict_do_update(index_elements=self._key, set_=renewed)
        return new.on_conflict_do_nothing(index_elements=self._key)


def _insert_of(dialect: str) -> Callable[[Table], "sqlite.Insert | postgresql.Insert"]:
    if dialect == "sqlite":
        return sqlite.insert
    from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 -- memory SQLite spares

    return insert


class Objects(Generic[Model]):
    """Objects of one table, found as quickly as rows; the session knows them as its own.

    What is changed in them is written when the session writes, as if it had loaded them itself.
    """

    def __init__(self, model: type[Model], *where: ColumnElement[bool]) -> None:
        self._mapper = inspect(model)
        self._names = [attribute.key for attribute in self._mapper.column_attrs]
        table = self._mapper.local_table
        self._rows = Prepared(select(*(table.c[name] for name in self._names)).where(*where))

    async def first(self, session: AsyncSession, **given: Any) -> Model | None:
        """Return what is found first, as the session has it already, or None."""
        rows = await self._rows.rows(session, **given)
        return await self._known(session, rows[0]) if rows else None

    async def _known(self, session: AsyncSession, row: Row) -> Model:
        values = dict(zip(self._names, row, strict=True))
        identity = [values[column.key] for column in self._mapper.primary_key]
        known: Model | None = session.identity_map.get(
            self._mapper.identity_key_from_primary_key(identity)
        )
        if known is None:
            return self._made(session, values)
        if instance_state(known).expired_attributes:
            await session.refresh(known)
        return known

    def _made(self, session: AsyncSession, values: Mapping[str, Any]) -> Model:
        made: Model = self._mapper.class_manager.new_instance()
        instance_dict(made).update(values)
        make_transient_to_detached(made)
        session.add(made)
        return made


@dataclass(frozen=True, slots=True)
class _Ready:
    """The text of a statement, how values go into it, and how they come out."""

    text: str
    fixed: Mapping[str, Any]
    inward: Sequence[tuple[str, Convert]]
    outward: Sequence[tuple[int, Convert]]

    def into(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        values = {**self.fixed, **given}
        for name, convert in self.inward:
            values[name] = convert(values[name])
        return values

    def out(self, row: Row) -> Row:
        values = list(row)
        for place, convert in self.outward:
            values[place] = convert(values[place])
        return tuple(values)


def _of(session: AsyncSession) -> DirectDialect:
    dialect = session.get_bind().dialect
    assert isinstance(dialect, DirectDialect)
    return dialect


def _compiled(
    statement: Select[Any] | UpdateBase, columns: Sequence[str] | None, dialect: Dialect
) -> _Ready:
    compiled = statement.compile(dialect=NAMED, column_keys=columns)
    assert isinstance(compiled, SQLCompiler)
    binds = {name: bound for bound, name in compiled.bind_names.items()}
    inward = {name: inward_of(bound.type, dialect) for name, bound in binds.items()}
    found = statement.selected_columns if isinstance(statement, Select) else ()
    outward = [outward_of(column.type, dialect) for column in found]
    return _Ready(
        text=compiled.string,
        fixed={name: bound.value for name, bound in binds.items() if not bound.required},
        inward=[(name, convert) for name, convert in inward.items() if convert],
        outward=[(place, convert) for place, convert in enumerate(outward) if convert],
    )


async def _direct(session: AsyncSession) -> Direct | None:
    """Return the driver's connection once it knows what the session has still to write."""
    if session.new or session.dirty or session.deleted:
        await session.flush()
    direct: Direct | None = session.info.get(DIRECT)
    if direct is not None and not direct.in_transaction:
        raise Ended
    return direct


def written_out(column: ColumnElement[Any], value: str) -> ColumnElement[bool]:
    """Return `column = 'value'` with the value in the text.

    An index on a part of a table answers a question only if the text says that it is about that
    part; bound to a parameter, SQLite would plan the statement anew each time.
    """
    return column == literal_column(f"'{value}'", column.type)


class _Numbers(TypeDecorator[Collection[int]]):
    """Whole numbers as one parameter: an array, or where there is none a JSON document."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose what the database has."""
        on_postgresql = dialect.name == "postgresql"
        return dialect.type_descriptor(ARRAY(BigInteger) if on_postgresql else Text())

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        """Put the numbers into it."""
        numbers = [int(number) for number in value or ()]
        return numbers if dialect.name == "postgresql" else json.dumps(numbers)


class among(FunctionElement[bool]):  # noqa: N801 -- reads as an operator
    """Whether a column is one of the numbers of one parameter, however many they are.

    It has no type on purpose: of a truth value SQLAlchemy makes `... = 1` where there are none,
    and no index answers that.
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        super().__init__(column, bindparam(name, type_=_Numbers()))


@compiles(among, "postgresql")
def _in_array(element: among, compiler: SQLCompiler, **more: Any) -> str:
    column, numbers = element.clauses
    return compiler.process(column == any_(numbers), **more)


@compiles(among, "sqlite")
def _in_document(element: among, compiler: SQLCompiler, **more: Any) -> str:
    column, numbers = element.clauses
    each = func.json_each(numbers).table_valued("value")
    return f"({compiler.process(column.in_(select(each.c.value)), **more)})"
