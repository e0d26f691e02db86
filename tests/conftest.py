"""What tests stand on: a database of either edition, and a clinic on it."""

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet

from store.engine import Store, open_store
from store.keyring import Keyring
from tests.clinic import PATIENT, Clinic
from tests.postgres import Postgres

KEYRING = Keyring.of([Fernet.generate_key().decode()])


@pytest.fixture(scope="session")
def postgres(tmp_path_factory) -> Iterator[Postgres]:
    """A PostgreSQL server of our own, from a wheel; it ends with the tests."""
    with Postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def database(request, tmp_path) -> str:
    """The address of an empty database: SQLite, unless a test asks for both editions."""
    edition = getattr(request, "param", "sqlite")
    if edition == "postgresql":
        return request.getfixturevalue("postgres").fresh(f"t{uuid4().hex}")
    return f"sqlite+aiosqlite:///{tmp_path}/clinic.db"


both_editions = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def store(database) -> AsyncIterator[Store]:
    opened = open_store(database, KEYRING)
    yield opened
    await opened.close()


@pytest.fixture
async def clinic(store) -> Clinic:
    clinic = Clinic(store)
    await clinic.starts()
    await clinic.opens()
    return clinic


@pytest.fixture
async def alerted(clinic) -> Clinic:
    """A clinic whose patient has just written; the team has the alert and nobody has answered."""
    await clinic.writes(PATIENT)
    clinic.heard()
    return clinic
