"""The promise: what is personal cannot be read without the keys, and keys can be changed."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from care.people import InvitationKind
from store import invitations
from store.engine import open_store
from store.installation import unlock
from store.keyring import Keyring, WrongKeys
from store.tables import CareTeam
from tests.clinic import PATIENT, Clinic
from tests.conftest import both_editions

CANARY = "Zephyrine"


def file_of(database: str) -> Path:
    return Path(database.partition("///")[2])


async def test_no_word_of_a_patient_stands_in_the_file(clinic, database):
    """The canary is written, named, said and sent: look for it where a thief would."""
    await clinic.writes(PATIENT, f"I have a fever, says {CANARY}")
    async with clinic.store.begin() as session:
        team = await session.get_one(CareTeam, clinic.team)
        team.name = CANARY
    folder = file_of(database).parent

    raw = b"".join(path.read_bytes() for path in sorted(folder.glob("clinic.db*")))

    assert len(list(folder.glob("clinic.db-wal"))) == 1
    for word in (CANARY, "Mina", "7946", "fever"):
        assert word.encode() not in raw


@both_editions
async def test_what_is_sealed_reads_as_noise_to_the_database(clinic):
    await clinic.writes(PATIENT, f"I have a fever, says {CANARY}")

    async with clinic.store.begin() as session:
        rows = await session.exec(text("SELECT raw FROM inbox"))
        names = await session.exec(text("SELECT name FROM patient"))
        payloads = await session.exec(text("SELECT payload FROM outbox"))
        sealed = [value for (value,) in (*rows, *names, *payloads)]

    assert len(sealed) > 3
    assert all(value.startswith("gAAAA") for value in sealed)


@both_editions
async def test_other_keys_open_nothing(clinic, database):
    thief = open_store(database, Keyring.of([Fernet.generate_key().decode()]))

    with pytest.raises(WrongKeys):
        await unlock(thief, clinic.at)

    await thief.close()


@both_editions
async def test_a_new_key_in_front_opens_what_the_old_one_sealed(database):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    before = open_store(database, Keyring.of([old]))
    clinic = Clinic(before)
    await clinic.starts()
    await clinic.opens()
    async with before.begin() as session:
        whom = invitations.For(InvitationKind.GROUP, clinic.team)
        issued = await invitations.issue(session, whom, clinic.at, "test", clinic.at)
    await before.close()

    after = open_store(database, Keyring.of([new, old]))
    await unlock(after, clinic.at)

    async with after.begin() as session:
        assert (await session.get_one(CareTeam, clinic.team)).name == "Rheumatology"
        found = await invitations.find(session, issued.token)
    assert found is not None
    assert found.id == issued.id  # traces are of the pepper, which outlives keys
    await after.close()


def test_a_ring_seals_with_its_newest_key_and_opens_with_any():
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    before, after = Keyring.of([old]), Keyring.of([new, old])
    sealed = before.seal(CANARY)

    assert after.open(sealed) == CANARY
    assert Keyring.of([new]).open(after.reseal(sealed)) == CANARY
    with pytest.raises(WrongKeys):
        before.open(after.seal(CANARY))


def test_a_malformed_key_is_refused():
    with pytest.raises(ValueError, match="Fernet key"):
        Keyring.of(["short"])
