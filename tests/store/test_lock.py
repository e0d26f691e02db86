"""The promise: one service on a SQLite file, one poller on PostgreSQL; the dead hold nothing."""

import asyncio
import subprocess
import sys
from contextlib import AsyncExitStack

import pytest

from store.engine import file_of, open_store
from store.lock import Held, sole_poller, sole_service
from tests.conftest import KEYRING
from tests.running import DEADLINE

HOLD = """
import sys
from pathlib import Path
from store.lock import sole_service
with sole_service(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_service_is_refused_until_the_first_has_ended(tmp_path):
    database = tmp_path / "clinic.db"

    with (
        sole_service(database),
        pytest.raises(Held, match=r"clinic\.db\.lock"),
        sole_service(database),
    ):
        raise AssertionError

    with sole_service(database):
        pass


def test_a_killed_service_holds_nothing(tmp_path):
    database = tmp_path / "clinic.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Held), sole_service(database):
            raise AssertionError
        other.kill()
        other.wait()

        with sole_service(database):
            pass


def test_postgresql_needs_no_file():
    assert file_of("postgresql+psycopg://localhost/x") is None
    with sole_service(None), sole_service(None):
        pass


async def test_on_sqlite_whoever_runs_polls(store):
    async with asyncio.timeout(DEADLINE), sole_poller(store), sole_poller(store):
        pass


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_of_several_processes_one_polls_and_the_next_takes_over(store, database):
    other = open_store(database, KEYRING)
    polling: list[str] = []
    first_polls, first_ends, second_polls = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with sole_poller(store, look_again=0.01):
            polling.append("first")
            first_polls.set()
            await first_ends.wait()

    async def second() -> None:
        async with sole_poller(other, look_again=0.01):
            polling.append("second")
            second_polls.set()

    async with AsyncExitStack() as stack:
        stack.push_async_callback(other.close)
        holding = asyncio.ensure_future(first())
        await asyncio.wait_for(first_polls.wait(), DEADLINE)
        waiting = asyncio.ensure_future(second())
        await asyncio.wait([waiting], timeout=0.3)
        assert polling == ["first"]

        first_ends.set()
        await asyncio.wait_for(second_polls.wait(), DEADLINE)
        await asyncio.gather(holding, waiting)
    assert polling == ["first", "second"]
