"""The promise: what we owe is owed once, sent by one worker, and never lost with a worker."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from care.delivery import Choice, Lane, OutboxMessage, State
from store import outbox
from store.outbox import Claimed
from store.tables import OutboxRow
from tests.conftest import both_editions

LANES = tuple(Lane)
postgresql_only = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


def message(key: str, chat: int = 1, lane: Lane = Lane.CONVERSATION, **more) -> OutboxMessage:
    return OutboxMessage(key, chat, lane, ("redflag.stranger",), **more)


async def owe(clinic, *messages: OutboxMessage, due: timedelta = timedelta(0)) -> None:
    async with clinic.store.begin() as session:
        await outbox.owe(session, clinic.at + due, *messages)


async def claim(
    clinic,
    boot: str = "a",
    busy: tuple[int, ...] = (),
    resting: tuple[int, ...] = (),
    limit: int = 40,
) -> list[Claimed]:
    async with clinic.store.begin() as session:
        rows = await outbox.due(session, clinic.at, outbox.Spared(busy, resting), LANES, limit)
        return list(await outbox.claim(session, rows, boot))


async def settle(clinic, claimed: Claimed, state: State = State.SENT) -> bool:
    async with clinic.store.begin() as session:
        return await outbox.settle(session, claimed, state=state)


async def reclaim(clinic, boot: str) -> int:
    async with clinic.store.begin() as session:
        return await outbox.reclaim(session, boot)


def keys(claimed: list[Claimed]) -> list[str]:
    return [one.message.key for one in claimed]


@both_editions
async def test_a_reason_is_owed_once(clinic):
    await owe(clinic, message("why", chat=1))
    await owe(clinic, message("why", chat=2), message("other", chat=3))

    assert [(c.message.key, c.message.chat_id) for c in await claim(clinic)] == [
        ("why", 1),
        ("other", 3),
    ]


@both_editions
async def test_what_is_owed_comes_back_as_it_was(clinic):
    owed = message(
        "why",
        lane=Lane.SAFETY,
        values={"number": 4, "patient": "P-0001", "findings": ["a", "b"]},
        silent=True,
        expires=clinic.at + timedelta(hours=1),
    )
    await owe(clinic, owed)

    assert [one.message for one in await claim(clinic)] == [owed]


@both_editions
async def test_a_crowd_is_owed_once_each_in_its_order_and_comes_back_as_it_was(clinic):
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"))  # the clock goes back
    crowd = [
        message(
            f"why:{n}",
            chat=2**40 + n,
            values={"patient": 'Ayşe "\\ 😀', "places": ["a", "b"]},
            rows=((Choice("label", f"data:{n}", values={"n": n}),),),
            expires=(None, twice, twice.replace(fold=1), clinic.at)[n % 4],
        )
        for n in range(120)
    ]
    await owe(clinic, message("why:7", chat=1))
    await owe(clinic, *crowd, message("why:3", chat=3))

    owed = [one.message for one in await claim(clinic, limit=200)]

    assert owed[0].chat_id == 1
    assert owed[1:] == [
        replace(one, expires=(one.expires or clinic.at + outbox.TALK_LASTS).astimezone(UTC))
        for one in crowd
        if one.key != "why:7"
    ]


@both_editions
async def test_the_most_urgent_goes_first_then_the_oldest(clinic):
    await owe(clinic, message("reminder", lane=Lane.REMINDER))
    await owe(clinic, message("late talk"), due=timedelta(seconds=-1))
    await owe(clinic, message("talk"), message("more talk"))
    await owe(clinic, message("alert", lane=Lane.ALERT))
    await owe(clinic, message("tomorrow"), due=timedelta(seconds=1))

    assert keys(await claim(clinic)) == ["alert", "late talk", "talk", "more talk", "reminder"]


@both_editions
async def test_busy_chats_are_left_out_but_not_the_answer_to_a_press(clinic):
    answer = message("answer", chat=1, method="answer", target="7")
    await owe(clinic, message("busy", chat=1), answer, message("free", chat=2))

    assert keys(await claim(clinic, busy=(1,))) == ["answer", "free"]


@both_editions
async def test_chats_that_rest_hear_only_what_is_urgent_and_the_answer_to_a_press(clinic):
    answer = message("answer", chat=1, method="answer", target="7")
    urgent = message("echo", chat=1, lane=Lane.ECHO)
    await owe(clinic, message("talk", chat=1), answer, urgent, message("free", chat=2))

    assert keys(await claim(clinic, resting=(1,))) == ["echo", "answer", "free"]


@both_editions
async def test_a_claim_is_nobody_elses(clinic):
    await owe(clinic, message("why"))

    assert keys(await claim(clinic, "a")) == ["why"]
    assert await claim(clinic, "b") == []


@both_editions
async def test_workers_at_once_share_the_messages_and_double_none(clinic):
    await owe(clinic, *(message(f"k{number}") for number in range(60)))

    async def work(boot: str) -> list[str]:
        found: list[str] = []
        while claimed := await claim(clinic, boot, limit=5):
            found += keys(claimed)
            for one in claimed:
                assert await settle(clinic, one)
        return found

    shares = await asyncio.gather(*(work(f"boot {number}") for number in range(4)))

    together = [key for share in shares for key in share]
    assert sorted(together) == sorted(f"k{number}" for number in range(60))


@postgresql_only
async def test_a_row_that_one_worker_looks_at_is_skipped_by_the_other(clinic):
    await owe(clinic, message("one"), message("two"))

    async with clinic.store.begin() as session:
        first = await outbox.due(session, clinic.at, outbox.Spared(), LANES, 1)
        second = await claim(clinic, "b")

    assert [row.message.key for row in first] == ["one"]
    assert keys(second) == ["two"]


async def test_a_new_boot_takes_back_what_the_one_before_held(clinic):
    await owe(clinic, message("why"))
    await claim(clinic, "before")

    assert await reclaim(clinic, "before") == 0
    assert await reclaim(clinic, "after") == 1
    assert keys(await claim(clinic, "after")) == ["why"]


@postgresql_only
async def test_a_lease_is_taken_back_when_it_has_run_out_and_no_sooner(clinic):
    await owe(clinic, message("why"))
    await claim(clinic, "slow")

    assert await reclaim(clinic, "quick") == 0
    async with clinic.store.begin() as session:
        await session.exec(text("UPDATE outbox SET lease_until = now() - interval '1 second'"))
    assert await reclaim(clinic, "quick") == 1


@both_editions
async def test_the_result_of_a_late_worker_is_refused(clinic):
    await owe(clinic, message("why"))
    [late] = await claim(clinic, "slow")
    async with clinic.store.begin() as session:
        await session.exec(text("UPDATE outbox SET state = 'pending'"))  # its lease ran out
    [current] = await claim(clinic, "quick")

    assert not await settle(clinic, late, State.REFUSED)
    assert await settle(clinic, current)
    assert not await settle(clinic, current, State.PENDING)


@both_editions
async def test_what_is_purged_is_not_sent_and_safety_is_kept(clinic):
    await owe(clinic, message("alert", lane=Lane.ALERT), message("talk"), message("yours", chat=2))

    async with clinic.store.begin() as session:
        assert await outbox.purge(session, 1, keep=(Lane.ALERT, Lane.SAFETY)) == 1

    assert keys(await claim(clinic)) == ["alert", "yours"]


@both_editions
async def test_what_is_owed_to_a_group_follows_it_to_its_new_id(clinic):
    await owe(clinic, message("under way", chat=-1))
    await claim(clinic)
    await owe(clinic, message("waiting", chat=-1), message("yours", chat=-2))

    async with clinic.store.begin() as session:
        await outbox.move(session, -1, -1001)
    async with clinic.store.begin() as session:
        rows = [await session.get_one(OutboxRow, number) for number in (1, 2, 3)]

    assert [row.chat_id for row in rows] == [-1001, -1001, -2]
