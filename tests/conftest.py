"""What tests stand on: a database of either edition, and a clinic on it."""

import asyncio
import gc
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from store import schema
from store.engine import Store, file_of, open_store
from store.keyring import Keyring
from tests.clinic import PATIENT, Clinic
from tests.postgres import Postgres

# How long an example takes says how busy the machine is, and nothing about a promise; and the same
# code is tried with the same examples each time. To look for others: --hypothesis-profile=others
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("same", derandomize=True, **UNTIMED)
settings.register_profile("others", derandomize=False, print_blob=True, **UNTIMED)
settings.load_profile("same")

_FIRST: dict[str, Engine] = {}
KEYRING = Keyring.of([Fernet.generate_key().decode()])


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of our own, from a wheel; it ends with the tests.

    It runs as somebody else where the tests run as root, and whoever starts other tests beside
    these closes pytest's own folder to everybody else: so it has one apart.
    """
    with TemporaryDirectory(prefix="postgres") as folder, Postgres(Path(folder)) as server:
        yield server


@pytest.fixture
def database(request, tmp_path) -> str:
    """The address of an empty database: SQLite, unless a test asks for both editions.

    On PostgreSQL a clinic's has its tables already; on SQLite the clinic brings them.
    """
    edition = getattr(request, "param", "sqlite")
    if edition == "postgresql":
        server, name = request.getfixturevalue("postgres"), f"t{uuid4().hex}"
        if "clinic" in request.fixturenames:
            return server.fresh(name, request.getfixturevalue("laid_down_postgres"))
        return server.fresh(name)
    return f"sqlite+aiosqlite:///{tmp_path}/clinic.db"


both_editions = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


def open_known(url: str) -> Store:
    """Open a store that knows the statements which others have compiled: a quarter of all work.

    What is compiled belongs to a dialect, so that SQLite's engines share that as well.
    """
    opened = open_store(url, KEYRING)
    engine = opened.engine.sync_engine
    if engine.dialect.name == "sqlite":
        first = _FIRST.setdefault("sqlite", engine)
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache  # noqa: SLF001
    return opened


@pytest.fixture
async def store(database) -> AsyncIterator[Store]:
    opened = open_known(database)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def laid_down(tmp_path_factory) -> Path:
    """A SQLite file with every table, migrated once: to migrate it for each test takes minutes."""
    file = tmp_path_factory.mktemp("laid_down") / "clinic.db"
    asyncio.run(lay_down(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def laid_down_postgres(postgres) -> str:
    """The name of a PostgreSQL database with every table, migrated once."""
    asyncio.run(lay_down(postgres.fresh("laid_down")))
    return "laid_down"


async def lay_down(url: str) -> None:
    opened = open_store(url, KEYRING)
    await schema.upgrade(opened.engine)
    await opened.close()


@pytest.fixture
async def clinic(store, database, laid_down) -> AsyncIterator[Clinic]:
    """A clinic; whatever its story says, all of it can be translated and nothing of it is cut."""
    file = file_of(database)
    if file is not None:
        shutil.copyfile(laid_down, file)
    clinic = Clinic(store)
    await clinic.starts()
    await clinic.opens()
    yield clinic
    assert clinic.unmarked == []


@pytest.fixture
async def alerted(clinic) -> Clinic:
    """A clinic whose patient has just written; the team has the alert and nobody has answered."""
    await clinic.writes(PATIENT)
    clinic.heard()
    return clinic


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every later search for garbage: it stays to the end."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter) -> None:
    """Print what the crash test says of itself: its seeds, and how often it killed."""
    for report in terminalreporter.stats.get("passed", []):
        if "tests/crash/test_crash" in report.nodeid and report.capstdout:
            said = ", ".join(report.capstdout.split("\n")).strip(", ")
            terminalreporter.write_line(f"{report.nodeid.partition('::')[2]}: {said}")
