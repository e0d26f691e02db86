"""The promise: what runs for every message means the same on both databases."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, func, select, update
from sqlmodel import col

from care.people import PatientState
from store.prepared import Ended, Objects, Prepared, among, written_out
from store.tables import Account, InboxRow, InboxState, Patient
from tests.clinic import LONDON, PATIENT, Clinic
from tests.conftest import both_editions

ACCOUNT, INBOX = Account.__table__, InboxRow.__table__
NAMED = Prepared(select(ACCOUNT.c.id).where(among(ACCOUNT.c.id, "ids")).order_by(ACCOUNT.c.id))
OTHERS = Prepared(select(ACCOUNT.c.id).where(~among(ACCOUNT.c.id, "ids")).order_by(ACCOUNT.c.id))
EARLIEST = Prepared(select(func.min(INBOX.c.next_at)))
MOVE = Prepared(
    update(INBOX).where(INBOX.c.id == bindparam("entry")).values(next_at=bindparam("moved"))
)
ACCOUNTS = (11, 12, 13)


async def some_accounts(session) -> None:
    session.add_all([Account(id=number, created=Clinic.at) for number in ACCOUNTS])


def entry(key: str, raw: str = "words") -> InboxRow:
    return InboxRow(key=key, raw=raw, next_at=Clinic.at, received=Clinic.at)


@both_editions
@pytest.mark.parametrize("ids", [(), (12,), (13, 11, 11), range(1, 5000)])
async def test_many_numbers_are_one_parameter(clinic, ids):
    async with clinic.store.begin() as session:
        await some_accounts(session)
        within = [number for (number,) in await NAMED.rows(session, ids=ids)]
        without = [number for (number,) in await OTHERS.rows(session, ids=ids)]

    assert within == [number for number in ACCOUNTS if number in ids]
    assert set(without) >= {number for number in ACCOUNTS if number not in ids}
    assert not set(without) & set(ids)


@both_editions
async def test_it_sees_what_the_session_has_not_written_yet(clinic):
    async with clinic.store.begin() as session:
        session.add(entry("why"))

        assert await EARLIEST.moment(session) == clinic.at
        assert await EARLIEST.reached(session, clinic.at)
        assert not await EARLIEST.reached(session, clinic.at - timedelta(seconds=1))


@both_editions
async def test_nothing_found_is_no_moment(clinic):
    async with clinic.store.begin() as session:
        assert await EARLIEST.moment(session) is None
        assert not await EARLIEST.reached(session, clinic.at)


@both_editions
async def test_many_changes_at_once_are_counted(clinic):
    later = clinic.at + timedelta(hours=1)
    async with clinic.store.begin() as session:
        session.add_all([entry("one"), entry("two")])
        await session.flush()
        moves = [{"entry": number, "moved": later} for number in (1, 2, 99)]

        assert await MOVE.run(session, *moves) == 2
        assert await EARLIEST.moment(session) == later


@both_editions
async def test_an_hour_that_comes_twice_is_kept_as_two(clinic):
    once = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo(LONDON))
    async with clinic.store.begin() as session:
        session.add(entry("why"))

        for moment, known in ((once, 0), (once.replace(fold=1), 1)):
            await MOVE.run(session, {"entry": 1, "moved": moment})
            assert await EARLIEST.moment(session) == datetime(2026, 10, 25, known, 30, tzinfo=UTC)


@both_editions
async def test_what_is_sealed_comes_out_open_and_lies_sealed(clinic):
    words = Prepared(select(INBOX.c.raw).where(written_out(INBOX.c.state, InboxState.NEW)).limit(1))
    async with clinic.store.begin() as session:
        session.add(entry("why", "I have a fever"))

        assert await words.rows(session) == [("I have a fever",)]
        driver = await session.connection()
        [lies] = (await driver.exec_driver_sql("SELECT raw FROM inbox")).scalars()
        assert "fever" not in lies


async def test_after_an_undone_transaction_nothing_is_written_outside_one(clinic):
    async with clinic.store.begin() as session:
        session.add(entry("why"))
        await session.flush()
        await session.rollback()

        with pytest.raises(Ended):
            await MOVE.run(session, {"entry": 1, "moved": clinic.at})


@both_editions
async def test_what_a_block_that_raises_has_changed_is_undone(clinic):
    async with clinic.store.begin() as session:
        session.add(entry("why"))

    async def fails() -> None:
        async with clinic.store.begin() as session:
            await MOVE.run(session, {"entry": 1, "moved": clinic.at + timedelta(days=1)})
            raise LookupError

    with pytest.raises(LookupError):
        await fails()

    async with clinic.store.begin() as session:
        assert await EARLIEST.moment(session) == clinic.at


# ---- objects -------------------------------------------------------------------------------------

PATIENTS = Objects(Patient, col(Patient.account_id) == bindparam("account"))


@both_editions
async def test_an_object_is_what_the_session_would_have_loaded(clinic):
    async with clinic.store.begin() as session:
        found = await PATIENTS.first(session, account=PATIENT)
        number, quickly = found.id, found.model_dump()

    async with clinic.store.begin() as session:
        loaded = await session.get(Patient, number)
        assert quickly == loaded.model_dump()
        assert (type(found.state), found.created.tzinfo) == (PatientState, UTC)
        assert await PATIENTS.first(session, account=PATIENT) is loaded


@both_editions
async def test_what_is_changed_in_an_object_is_written_and_nothing_else(clinic):
    async with clinic.store.begin() as session:
        found = await PATIENTS.first(session, account=PATIENT)
        assert not session.is_modified(found)
        found.call_name = "Mo"
        await session.exec(update(Patient).values(discreet=True))

    async with clinic.store.begin() as session:
        again = await PATIENTS.first(session, account=PATIENT)
        assert (again.call_name, again.discreet) == ("Mo", True)


@both_editions
async def test_an_object_that_the_session_has_changed_already_stays_changed(clinic):
    async with clinic.store.begin() as session:
        found = await PATIENTS.first(session, account=PATIENT)
        found.call_name = "Mo"

        assert await PATIENTS.first(session, account=PATIENT) is found
        assert found.call_name == "Mo"


@both_editions
async def test_an_object_that_the_session_has_forgotten_is_read_again(clinic):
    async with clinic.store.begin() as session:
        found = await PATIENTS.first(session, account=PATIENT)
        name = found.name
        session.expire(found)

        assert (await PATIENTS.first(session, account=PATIENT)).name == name


@both_editions
async def test_an_object_that_is_not_there_is_none(clinic):
    async with clinic.store.begin() as session:
        assert await PATIENTS.first(session, account=999) is None
        await session.delete(await PATIENTS.first(session, account=PATIENT))
        assert await PATIENTS.first(session, account=PATIENT) is None
        await session.rollback()
