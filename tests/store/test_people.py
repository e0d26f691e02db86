"""The promise: whoever writes is known and can be reached, and a conversation has one place."""

from datetime import timedelta

from store import people
from store.people import Newcomer
from tests.clinic import Clinic
from tests.conftest import both_editions

SOMEBODY = Newcomer(7001, "de")
LATER = Clinic.at + timedelta(hours=1)


async def place(clinic) -> tuple[str, object, object] | None:
    """Return where somebody stands in a conversation, as another transaction sees it."""
    async with clinic.store.begin() as session:
        row = await people.conversation(session, SOMEBODY.id, "walk")
        return row and (row.step, row.answers, row.updated)


async def walk(session, step: str, answers: object, now=Clinic.at) -> None:
    await people.converse(session, SOMEBODY.id, "walk", step=step, answers=answers, now=now)


async def in_their_own(clinic, *steps: tuple[str, object]) -> None:
    """Take each step in a transaction of its own."""
    for step, answers in steps:
        async with clinic.store.begin() as session:
            await people.meet(session, SOMEBODY, clinic.at)
            await walk(session, step, answers)


@both_editions
async def test_whoever_writes_has_one_account_and_can_be_reached_again(clinic):
    async with clinic.store.begin() as session:
        await people.meet(session, SOMEBODY, clinic.at)
    async with clinic.store.begin() as session:
        assert await people.mark_unreachable(session, SOMEBODY.id, clinic.at)
    async with clinic.store.begin() as session:
        account = await people.meet(session, SOMEBODY, LATER)
        assert (account.unreachable_since, account.started_at) == (None, clinic.at)

    async with clinic.store.begin() as session:
        account = await people.account(session, SOMEBODY.id)
        assert (account.unreachable_since, account.language) == (None, "de")


@both_editions
async def test_a_conversation_goes_on_where_it_was(clinic):
    assert await place(clinic) is None
    await in_their_own(clinic, ("first", {"a": 1}), ("second", ["b"]))

    assert await place(clinic) == ("second", ["b"], clinic.at)


@both_editions
async def test_who_has_looked_before_sees_and_keeps_the_next_place(clinic):
    await in_their_own(clinic, ("first", {}))

    async with clinic.store.begin() as session:
        before = await people.conversation(session, SOMEBODY.id, "walk")
        await walk(session, "second", {"a": 1}, LATER)
        assert await people.conversation(session, SOMEBODY.id, "walk") is before
        assert (before.step, before.answers) == ("second", {"a": 1})

    assert await place(clinic) == ("second", {"a": 1}, LATER)


@both_editions
async def test_who_looks_afterwards_sees_the_new_place(clinic):
    await in_their_own(clinic, ("first", {}))

    async with clinic.store.begin() as session:
        await walk(session, "second", {})
        assert (await people.conversation(session, SOMEBODY.id, "walk")).step == "second"


@both_editions
async def test_a_conversation_that_was_ended_can_begin_again_at_once(clinic):
    await in_their_own(clinic, ("first", {"a": 1}))

    async with clinic.store.begin() as session:
        await people.end_conversation(session, SOMEBODY.id, "walk")
        await walk(session, "anew", {})
    assert await place(clinic) == ("anew", {}, clinic.at)

    async with clinic.store.begin() as session:
        await people.end_conversation(session, SOMEBODY.id, "walk")
    assert await place(clinic) is None
