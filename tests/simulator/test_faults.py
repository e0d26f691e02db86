"""Faults: what is refused, what is lost, what is late, and when a fault is over."""

import asyncio

import aiohttp
import pytest

from tests.simulator.conftest import DEADLINE, OTHER, TOKEN, Desk


async def fault(desk: Desk, kind: str, **more) -> int:
    return (await desk.control("POST", "faults", {"kind": kind, **more}))["id"]


async def kept(desk: Desk, chat: int) -> list[str]:
    return [message["text"] for message in await desk.chat(chat)][1:]


@pytest.mark.parametrize(
    ("kind", "code", "sentence"),
    [
        ("blocked", 403, "Forbidden: bot was blocked by the user"),
        ("deactivated", 403, "Forbidden: user is deactivated"),
        ("not_found", 400, "Bad Request: chat not found"),
        ("no_rights", 400, "Bad Request: not enough rights to send text messages to the chat"),
        ("too_many_requests", 429, "Too Many Requests: retry after 5"),
        ("unauthorized", 401, "Unauthorized"),
        ("bad_gateway", 502, "Bad Gateway"),
    ],
)
async def test_a_call_is_refused_as_often_as_asked(desk: Desk, kind, code, sentence) -> None:
    ann = await desk.patient()
    await fault(desk, kind, chat_id=ann, times=1)

    assert await desk.refusal("sendMessage", chat_id=ann, text="one") == (code, sentence)
    await desk.done("sendMessage", chat_id=ann, text="two")

    assert await kept(desk, ann) == ["two"]


async def test_a_refusal_can_be_for_groups_only(desk: Desk) -> None:
    ann = await desk.patient()
    group = await desk.group(ann)
    await fault(desk, "kicked")
    await fault(desk, "deleted")

    await desk.done("sendMessage", chat_id=ann, text="to her")
    assert await desk.refusal("sendMessage", chat_id=group, text="to all") == (
        403,
        "Forbidden: bot was kicked from the group chat",
    )


async def test_a_fault_strikes_only_what_it_names(desk: Desk) -> None:
    ann = await desk.patient()
    await fault(desk, "bad_gateway", method="sendMessage", token=OTHER)
    await fault(desk, "bad_gateway", method="sendPhoto")

    await desk.done("sendMessage", chat_id=ann, text="one")

    code, _ = await desk.refusal("sendPhoto", chat_id=ann, photo="x")
    assert code == 502


async def test_a_fault_ends_when_it_is_removed_or_its_time_is_over(desk: Desk) -> None:
    number = await fault(desk, "unauthorized")
    await fault(desk, "unauthorized", seconds=0)

    listed = (await desk.control("GET", "faults"))["faults"]
    await desk.refusal("getMe")
    await desk.control("DELETE", f"faults/{number}")

    assert [entry["id"] for entry in listed] == [number]
    await desk.done("getMe")
    assert (await desk.try_control("DELETE", f"faults/{number}"))[0] == 404


async def test_chance_is_the_same_in_every_run(desk: Desk) -> None:
    await fault(desk, "bad_gateway", probability=0.5)

    answers = [(await desk.call("getMe"))["ok"] for _ in range(40)]

    assert 10 < sum(answers) < 30


async def test_conflict_and_no_updates_are_about_polling(desk: Desk) -> None:
    ann = await desk.patient()
    await desk.says(ann, "Hello")
    await fault(desk, "conflict", times=1)
    await fault(desk, "no_updates", times=1)

    await desk.done("getMe")
    code, _ = await desk.refusal("getUpdates")
    nothing = await desk.done("getUpdates")
    something = await desk.done("getUpdates")

    assert (code, nothing, len(something)) == (409, [], 1)


async def test_a_migration_really_moves_the_group(desk: Desk) -> None:
    group = await desk.group(await desk.person())
    await fault(desk, "migrate", times=1)

    answer = await desk.call("sendMessage", chat_id=group, text="x")

    fresh = answer["parameters"]["migrate_to_chat_id"]
    await desk.done("sendMessage", chat_id=fresh, text="x")
    again = await desk.call("sendMessage", chat_id=group, text="x")
    assert again["parameters"] == {"migrate_to_chat_id": fresh}
    body = {"kind": "migrate", "chat_id": fresh}
    assert (await desk.try_control("POST", "faults", body))[0] == 409


async def test_a_slow_answer_comes_after_the_message_was_stored(desk: Desk) -> None:
    ann = await desk.patient()
    await fault(desk, "slow_after_accept", method="sendMessage", delay_s=20)

    short = aiohttp.ClientTimeout(total=0.5)
    url = f"{desk.base}/bot{TOKEN}/sendMessage"
    with pytest.raises(TimeoutError):
        await desk.session.post(url, json={"chat_id": ann, "text": "late"}, timeout=short)

    assert await kept(desk, ann) == ["late"]
    assert await desk.control("GET", "idle?timeout_s=30") == {"idle": True}


async def test_garbage_is_no_json(desk: Desk) -> None:
    await fault(desk, "garbage", times=1)

    async with desk.session.post(f"{desk.base}/bot{TOKEN}/getMe") as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
        assert (await answer.text()).startswith("<html>")


async def test_a_failure_after_acceptance_leaves_the_message_there(desk: Desk) -> None:
    ann = await desk.patient()
    await fault(desk, "bad_gateway", method="sendMessage", times=1, after_accept=True)

    code, _ = await desk.refusal("sendMessage", chat_id=ann, text="there")

    assert code == 502
    assert await kept(desk, ann) == ["there"]


@pytest.mark.parametrize("kind", ["reset", "refuse_connection"])
async def test_a_cut_connection_gets_no_answer(desk: Desk, kind: str) -> None:
    ann = await desk.patient()
    await fault(desk, kind, times=1)

    with pytest.raises(aiohttp.ClientConnectionError):
        await desk.call("sendMessage", chat_id=ann, text="lost")

    calls = (await desk.control("GET", "calls?method=sendMessage"))["calls"]
    assert [(call["http"], call["ok"]) for call in calls] == (
        [(0, False)] if kind == "reset" else []
    )
    await desk.done("sendMessage", chat_id=ann, text="through")
    assert await kept(desk, ann) == ["through"]


async def test_for_some_seconds_nobody_is_let_in(desk: Desk) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await fault(desk, "refuse_connection", seconds=0.3)

    async with aiohttp.ClientSession() as other:
        await _until_open(other, f"{desk.base}/bot{TOKEN}/getMe")

    assert loop.time() - began >= 0.3


async def test_the_door_opens_when_the_fault_is_removed(desk: Desk) -> None:
    number = await fault(desk, "refuse_connection", seconds=600)

    async with aiohttp.ClientSession() as other:
        with pytest.raises(aiohttp.ClientConnectorError):
            await other.post(f"{desk.base}/bot{TOKEN}/getMe")
        [listed] = (await desk.control("GET", "faults"))["faults"]
        assert (listed["id"], listed["kind"]) == (number, "refuse_connection")

        await desk.control("DELETE", f"faults/{number}")

        await _until_open(other, f"{desk.base}/bot{TOKEN}/getMe")


async def _until_open(session: aiohttp.ClientSession, url: str) -> None:
    async with asyncio.timeout(DEADLINE):
        while True:
            try:
                await session.post(url)
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)  # the door opens by the machine's own clock
            else:
                return
