"""The promise: what came in is kept once, handled in its chat's order, the urgent first."""

import asyncio
from datetime import timedelta

from store import inbox
from store.inbox import Received
from store.tables import InboxRow, InboxState
from tests.conftest import both_editions


def said(number: int, chat: int | None = 1, *, urgent: bool = False, raw: str = "{}") -> Received:
    return Received(f"m:{chat}:{number}", raw, chat, chat, urgent)


async def keep(clinic, *updates: Received) -> None:
    async with clinic.store.begin() as session:
        await inbox.keep(session, updates, clinic.at)


async def waiting(clinic) -> list[int]:
    """Return the entries that could be handled now."""
    async with clinic.store.begin() as session:
        return [kept.entry for kept in await inbox.waiting(session, clinic.at)]


async def finish(clinic, entry: int) -> bool:
    async with clinic.store.begin() as session:
        return await inbox.finish(session, entry, clinic.at)


async def fail(clinic, entry: int, *, for_good: bool = False) -> bool:
    async with clinic.store.begin() as session:
        kept = {one.entry: one for one in await inbox.waiting(session, clinic.at)}
        return await inbox.fail(session, kept[entry], clinic.at, "LookupError", for_good=for_good)


@both_editions
async def test_the_same_update_is_kept_once_as_it_first_came(clinic):
    await keep(clinic, said(1, raw='"first"'), said(1, raw='"last"'))
    await keep(clinic, said(1, raw='"again"'))

    async with clinic.store.begin() as session:
        kept = await inbox.waiting(session, clinic.at)
    assert len(kept) == 1
    assert kept[0].raw in {'"first"', '"last"'}


@both_editions
async def test_a_chat_is_handled_in_its_order_and_chats_beside_each_other(clinic):
    await keep(clinic, said(1), said(2), said(1, 2), said(3))

    assert await waiting(clinic) == [1, 3]
    await finish(clinic, 1)
    assert await waiting(clinic) == [2, 3]


@both_editions
async def test_an_urgent_word_raises_what_its_chat_said_before(clinic):
    await keep(clinic, said(1, 1), said(1, 2), said(2, 2))

    await keep(clinic, said(3, 2, urgent=True))

    assert await waiting(clinic) == [2, 1]
    await finish(clinic, 2)
    assert await waiting(clinic) == [3, 1]


@both_editions
async def test_a_failure_holds_up_its_own_chat_and_no_other(clinic):
    await keep(clinic, said(1), said(2), said(1, 2))

    assert not await fail(clinic, 1)

    assert await waiting(clinic) == [3]
    clinic.at += timedelta(seconds=1)
    assert await waiting(clinic) == [1, 3]


@both_editions
async def test_the_third_failure_puts_it_out_of_the_way(clinic):
    await keep(clinic, said(1), said(2))

    outs = []
    for _ in range(3):
        outs.append(await fail(clinic, 1))
        clinic.at += timedelta(seconds=10)

    assert outs == [False, False, True]
    assert await waiting(clinic) == [2]
    async with clinic.store.begin() as session:
        row = await session.get_one(InboxRow, 1)
    assert (row.state, row.error) == (InboxState.QUARANTINED, "LookupError")


@both_editions
async def test_what_cannot_be_read_goes_out_of_the_way_at_once(clinic):
    await keep(clinic, said(1), said(2))

    assert await fail(clinic, 1, for_good=True)

    assert await waiting(clinic) == [2]


@both_editions
async def test_what_has_no_chat_waits_for_nobody(clinic):
    await keep(clinic, said(1, None), said(2, None))

    assert await waiting(clinic) == [1, 2]


@both_editions
async def test_of_two_workers_one_finishes(clinic):
    await keep(clinic, said(1))

    done = await asyncio.gather(*(finish(clinic, 1) for _ in range(4)))

    assert sorted(done) == [False, False, False, True]
