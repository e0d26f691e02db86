"""The promise: on SQLite a transaction whose block has ended is on the disk, and harms no other."""

import asyncio
import shutil
import sqlite3
from contextlib import suppress

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import select

from store.engine import Store, open_store
from store.installation import unlock
from store.prepared import DIRECT
from store.sqlite import TIDY_UP
from store.tables import Account
from store.writer import Undone
from tests.clinic import Clinic
from tests.conftest import KEYRING
from tests.running import until

WRITERS = 32


@pytest.fixture
async def store(store) -> Store:
    await unlock(store, Clinic.at)
    return store


async def write(store: Store, number: int) -> None:
    async with store.begin() as session:
        session.add(Account(id=number, created=Clinic.at))


async def numbers(database: str) -> list[int]:
    """Return what another process would find on the disk."""
    with sqlite3.connect(database.partition("///")[2]) as connection:
        found = [number for (number,) in connection.execute("SELECT id FROM account ORDER BY id")]
    connection.close()
    return found


async def test_a_commit_is_on_the_disk(store):
    async with store.begin() as session:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [(await session.exec(text(f"PRAGMA {name}"))).scalar() for name in names]

    assert found == ["wal", 2, 1, 5000]


async def test_what_has_ended_another_process_can_read(store, database):
    await asyncio.gather(*(write(store, number) for number in range(1, 101)))

    assert await numbers(database) == list(range(1, 101))


async def test_those_who_begin_at_the_same_moment_share_a_commit(store):
    await asyncio.gather(*(write(store, number) for number in range(1, 9)))
    async with store.begin() as session:
        raw = session.info[DIRECT].raw
    said: list[str] = []
    raw.set_trace_callback(said.append)

    async def move(number: int) -> None:
        async with store.begin():
            raw.execute("UPDATE account SET zone = 'Asia/Tokyo' WHERE id = ?", (number,))

    await asyncio.gather(*map(move, range(1, 9)))
    raw.set_trace_callback(None)

    assert said.count("COMMIT") == 1
    assert sum(one.startswith("UPDATE account") for one in said) == 8


async def test_no_update_is_lost_between_many_writers(store, database):
    await write(store, 1)

    async def count() -> None:
        for _ in range(10):
            async with store.begin() as session:
                account = await session.get_one(Account, 1)
                seen = int(account.language)
                await asyncio.sleep(0)
                account.language = str(seen + 1)

    async with store.begin() as session:
        (await session.get_one(Account, 1)).language = "0"
    await asyncio.gather(*(count() for _ in range(WRITERS)))

    async with store.begin() as session:
        assert (await session.get_one(Account, 1)).language == str(WRITERS * 10)


async def test_no_update_is_lost_between_processes(store, database):
    """Two stores on one file are to it what a service and a command beside it are."""
    other = open_store(database, KEYRING)
    await write(store, 1)
    async with store.begin() as session:
        (await session.get_one(Account, 1)).language = "0"

    async def count(one: Store) -> None:
        for _ in range(20):
            async with one.begin() as session:
                account = await session.get_one(Account, 1)
                seen = int(account.language)
                await asyncio.sleep(0)
                account.language = str(seen + 1)

    await asyncio.gather(count(store), count(other))
    await other.close()

    async with store.begin() as session:
        assert (await session.get_one(Account, 1)).language == "40"


async def test_one_that_fails_harms_no_other_of_its_group(store, database):
    async def fails(number: int) -> None:
        async with store.begin() as session:
            session.add(Account(id=number, created=Clinic.at))
            await session.flush()
            raise LookupError

    async def twice() -> None:
        async with store.begin() as session:
            session.add(Account(id=2, created=Clinic.at))
            await session.flush()
            session.expunge_all()
            session.add(Account(id=2, created=Clinic.at))

    results = await asyncio.gather(
        write(store, 1), fails(10), twice(), write(store, 3), fails(11), return_exceptions=True
    )

    kinds = [type(result) for result in results]
    assert kinds == [type(None), LookupError, IntegrityError, type(None), LookupError]
    assert await numbers(database) == [1, 3]


@pytest.mark.parametrize("patience", range(25))
async def test_one_that_is_cancelled_anywhere_harms_no_other(patience, store, database):
    """Cancelled after so many turns of the loop: wherever it then stands, the others are kept."""

    async def slow() -> None:
        async with store.begin() as session:
            session.add(Account(id=10, created=Clinic.at))
            await session.flush()
            await session.exec(select(Account))

    tasks = [asyncio.ensure_future(write(store, number)) for number in (1, 2)]
    doomed = asyncio.ensure_future(slow())
    tasks += [asyncio.ensure_future(write(store, number)) for number in (3, 4)]
    for _ in range(patience):
        await asyncio.wait(tasks, timeout=0.0005)
    doomed.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    ended = await asyncio.gather(doomed, return_exceptions=True)
    await write(store, 5)

    assert results == [None] * 4
    assert set(await numbers(database)) - {10} == {1, 2, 3, 4, 5}
    if ended == [None]:
        assert 10 in await numbers(database)


async def large(store: Store, number: int) -> None:
    async with store.begin() as session:
        session.add(Account(id=number, created=Clinic.at, zone="z" * 3000))


async def fill(store: Store) -> None:
    """Leave two pages on the disk."""
    async with store.begin() as session:
        pages = (await session.exec(text("PRAGMA page_count"))).scalar()
        await session.exec(text(f"PRAGMA max_page_count = {pages + 2}"))


async def test_whom_a_full_disk_undoes_is_told(store, database):
    """SQLite undoes the neighbour's work with ours, and would commit the nothing that is left."""
    await fill(store)

    neighbour = asyncio.ensure_future(write(store, 1))
    bulky = [asyncio.ensure_future(large(store, number)) for number in (2, 3, 4)]
    results = await asyncio.gather(neighbour, *bulky, return_exceptions=True)

    assert await numbers(database) == [
        number for number, result in enumerate(results, 1) if result is None
    ]
    assert isinstance(results[0], Undone)


async def test_a_full_disk_reaches_every_waiter_and_passes(store, database):
    await write(store, 1)
    await fill(store)

    results = await asyncio.gather(
        *(large(store, number) for number in range(2, 22)), return_exceptions=True
    )
    kept = [number for number, result in enumerate(results, 2) if result is None]
    assert {type(result) for result in results} <= {type(None), OperationalError, Undone}
    assert len(kept) < len(results)
    assert await numbers(database) == [1, *kept]

    await large(store, 100)  # on a new connection, which knows of no limit
    assert await numbers(database) == [1, *kept, 100]


async def test_a_database_held_by_another_fails_loudly_and_passes(store, database):
    hasty = open_store(database, KEYRING, patience=20)
    other = sqlite3.connect(database.partition("///")[2], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(sqlite3.OperationalError):
        await write(hasty, 1)
    other.execute("ROLLBACK")
    other.close()
    await write(hasty, 2)
    await hasty.close()

    assert await numbers(database) == [2]


async def test_what_need_not_last_is_there_for_everybody_all_the_same(store, database):
    async with store.begin(lasting=False) as session:
        session.add(Account(id=1, created=Clinic.at))

    assert await numbers(database) == [1]


async def test_what_must_last_never_shares_the_commit_of_what_need_not(store, database):
    """Whoever lasts waits for the disk; only between transactions can SQLite be told to."""
    safe = []

    async def add(number: int, *, lasting: bool) -> None:
        async with store.begin(lasting=lasting) as session:
            session.add(Account(id=number, created=Clinic.at))
            await session.flush()
            await asyncio.sleep(0)
            safe.append((lasting, session.info[DIRECT].is_lasting))

    await asyncio.gather(*(add(number, lasting=number % 3 == 0) for number in range(1, 61)))

    assert len(safe) == 60
    assert all(lasts for asked, lasts in safe if asked)
    assert not all(lasts for asked, lasts in safe if not asked)
    assert await numbers(database) == list(range(1, 61))
    async with store.begin() as session:
        assert (await session.exec(text("PRAGMA synchronous"))).scalar() == 2


async def test_whoever_gives_up_waiting_for_the_file_leaves_it_to_the_next(store, database):
    await write(store, 1)
    other = sqlite3.connect(database.partition("///")[2], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.ensure_future(write(store, 2))
    for _ in range(5):
        await asyncio.sleep(0)  # it has begun to wait in the thread
    waiting.cancel()
    other.execute("ROLLBACK")
    other.close()

    with pytest.raises(asyncio.CancelledError):
        await waiting
    await write(store, 3)

    assert await numbers(database) == [1, 3]


async def test_nobody_sees_what_another_had_read(store):
    async with store.begin():
        pass  # what it was given is used again
    async with store.begin() as session:
        session.add(Account(id=1, created=Clinic.at))
    async with store.begin() as session:
        assert not session.identity_map
        await session.exec(text("UPDATE account SET zone = 'Asia/Tokyo'"))
    async with store.begin() as session:
        assert (await session.get_one(Account, 1)).zone == "Asia/Tokyo"


async def test_the_log_is_moved_into_the_file_beside_the_commits(store, database, tmp_path):
    """Left to a commit it would hold up everybody: SQLite's own moving is off."""
    async with store.begin() as session:
        assert (await session.exec(text("PRAGMA wal_autocheckpoint"))).scalar() == 0
        rows = [{"id": number, "created": Clinic.at} for number in range(1, TIDY_UP + 1)]
        await (await session.connection()).execute(insert(Account), rows)

    alone = tmp_path / "alone.db"

    async def moved() -> list[int]:
        shutil.copyfile(database.partition("///")[2], alone)  # without the log
        with suppress(sqlite3.DatabaseError):  # not even the table is there yet, or half of it
            return await numbers(f"///{alone}")
        return []

    assert await until(moved) == list(range(1, TIDY_UP + 1))
