"""The promise: the migrations make the tables that the code has, on both editions."""

import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import SQLModel

from store import schema
from store.tables import Account
from tests.conftest import both_editions


@both_editions
async def test_migrations_and_tables_are_in_step(store):
    await schema.upgrade(store.engine)

    assert await schema.differences(store.engine) == []
    assert await schema.version(store.engine) == schema.HEAD


@both_editions
async def test_a_table_that_is_missing_is_noticed(store):
    await schema.upgrade(store.engine)
    async with store.begin() as session:
        await session.exec(text("DROP TABLE reading"))

    assert len(await schema.differences(store.engine)) > 0


@both_editions
async def test_a_database_of_another_version_is_refused(store):
    await schema.upgrade(store.engine)
    async with store.begin() as session:
        await session.exec(text("UPDATE alembic_version SET version_num = '0999'"))

    with pytest.raises(schema.OldSchema, match="0999"):
        await schema.require(store.engine)


@both_editions
@pytest.mark.parametrize("earlier", ["0001", "0002"])
async def test_a_database_of_an_earlier_version_is_brought_up_to_date(store, earlier):
    await schema.upgrade(store.engine, earlier)
    with pytest.raises(schema.OldSchema, match=earlier):
        await schema.require(store.engine)

    await schema.upgrade(store.engine)

    await schema.require(store.engine)
    assert await schema.differences(store.engine) == []


@both_editions
async def test_a_naive_time_is_refused(clinic):
    async with clinic.store.begin() as session:
        session.add(Account(id=1, created=datetime(2026, 3, 1, 9)))  # noqa: DTZ001 -- the point
        with pytest.raises(StatementError):
            await session.flush()
        await session.rollback()


@both_editions
async def test_a_moment_comes_back_as_the_same_moment_in_utc(clinic):
    there = datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=3)))
    async with clinic.store.begin() as session:
        session.add(Account(id=1, created=there))

    async with clinic.store.begin() as session:
        created = (await session.get_one(Account, 1)).created

    assert created == there
    assert created.utcoffset() == timedelta(0)


CONDITIONS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


@both_editions
async def test_an_index_over_some_rows_is_over_those_rows_on_both_databases(store):
    await schema.upgrade(store.engine)
    async with store.begin() as session:
        made = dict((await session.exec(text(CONDITIONS[store.engine.dialect.name]))).all())

    partial = [
        index
        for table in SQLModel.metadata.tables.values()
        for index in table.indexes
        if "where" in index.info
    ]
    assert len(partial) > 10
    assert {one.name: _condition(made[one.name]) for one in partial} == {
        one.name: _condition(f"WHERE {one.info['where']}") for one in partial
    }


def _condition(made: str) -> list[str]:
    """Return the words of an index's condition, however a database writes them."""
    plain = re.sub(r"::\w+( varying)?|[()]", "", made.partition("WHERE ")[2])
    return plain.replace("<>", "!=").split()


MADE = """
from store import tables
print(any(getattr(tables, name).__pydantic_complete__ for name in ("AlertRow", "Patient", "Chat")))
print(tables.Chat(id=7, title="Team").model_dump()["title"])
"""


def test_the_validator_of_a_table_is_made_only_for_who_asks():
    done = subprocess.run([sys.executable, "-c", MADE], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "Team"]
