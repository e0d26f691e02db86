"""Updates: polled, confirmed, dropped after their time, fought over by two pollers."""

import asyncio
import contextlib

from tests.simulator.conftest import BOT, OTHER, TOKEN, Desk, until

SOON = 20  # seconds on a busy machine; a poll that nothing ended would wait for longer
LONG = 50
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def texts(desk: Desk, token: str = TOKEN, **parameters) -> list[str]:
    updates = await desk.done("getUpdates", token, **parameters)
    return [update["message"]["text"] for update in updates]


async def polling(desk: Desk, **parameters) -> asyncio.Task:
    """Start a long poll and return once the simulator waits in it."""
    task = asyncio.ensure_future(desk.call("getUpdates", **parameters))
    bot = desk.simulation.world.bot_of(BOT)
    before = desk.simulation.updates.poll_of(bot)
    await until(lambda: desk.simulation.updates.poll_of(bot) not in (None, before))
    return task


async def test_a_long_poll_returns_as_soon_as_somebody_writes(desk: Desk) -> None:
    ann = await desk.person()
    poll = await polling(desk, timeout=LONG)

    said = await desk.says(ann, "Hello")

    answer = await asyncio.wait_for(poll, SOON)
    assert [update["update_id"] for update in answer["result"]] == [said["update_id"]]


async def test_a_long_poll_ends_empty_after_its_time(desk: Desk) -> None:
    began = asyncio.get_running_loop().time()

    assert await desk.done("getUpdates", timeout=1) == []

    assert 0.9 < asyncio.get_running_loop().time() - began < SOON


async def test_an_offset_confirms_what_lies_before_it(desk: Desk) -> None:
    ann = await desk.person()
    numbers = [(await desk.says(ann, text))["update_id"] for text in "abcd"]

    assert await texts(desk, limit=2) == ["a", "b"]
    assert await texts(desk, offset=numbers[2], limit=1) == ["c"]
    assert await texts(desk) == ["c", "d"]
    assert await texts(desk, offset=numbers[3] + 10) == ["c", "d"]


async def test_a_negative_offset_forgets_all_but_the_last(desk: Desk) -> None:
    ann = await desk.person()
    for text in "abcd":
        await desk.says(ann, text)

    assert await texts(desk, offset=-2) == ["c", "d"]
    assert await texts(desk) == ["c", "d"]


async def test_the_earlier_of_two_pollers_is_sent_away(desk: Desk) -> None:
    ann = await desk.person()
    first = await polling(desk, timeout=LONG)
    second = await polling(desk, timeout=LONG)

    answer = await asyncio.wait_for(first, SOON)
    await desk.says(ann, "Hello")

    assert (answer["error_code"], answer["description"]) == (409, CONFLICT)
    assert len((await asyncio.wait_for(second, SOON))["result"]) == 1


async def test_a_poller_that_is_gone_does_not_take_updates_with_it(desk: Desk) -> None:
    ann = await desk.person()
    gone = await polling(desk, timeout=LONG)
    gone.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await gone

    await desk.says(ann, "fever")

    assert await texts(desk) == ["fever"]


async def test_nobody_polls_while_a_webhook_is_set(desk: Desk) -> None:
    poll = await polling(desk, timeout=LONG)

    await desk.done("setWebhook", url="http://127.0.0.1:9/hook")

    ended = await asyncio.wait_for(poll, SOON)
    assert ended["description"] == "Conflict: terminated by setWebhook request"
    assert await desk.refusal("getUpdates") == (409, HOOKED)
    await desk.done("deleteWebhook")
    assert await desk.done("getUpdates") == []


async def test_a_press_lives_150_seconds_and_a_message_a_day(desk: Desk) -> None:
    ann = await desk.patient()
    keyboard = {"inline_keyboard": [[{"text": "OK", "callback_data": "ok"}]]}
    sent = await desk.done("sendMessage", chat_id=ann, text="Hi", reply_markup=keyboard)
    press = await desk.press(ann, sent["message_id"], "OK")
    await desk.says(ann, "fever")

    await desk.control("POST", "clock", {"advance_s": 140})
    assert len(await desk.done("getUpdates")) == 2
    await desk.control("POST", "clock", {"advance_s": 11})
    assert await texts(desk) == ["fever"]
    code, _ = await desk.refusal("answerCallbackQuery", callback_query_id=press["id"])
    assert code == 400
    await desk.control("POST", "clock", {"advance_s": 24 * 3600})
    assert await texts(desk) == []


async def test_a_bot_is_sent_only_what_it_asked_for(desk: Desk) -> None:
    ann = await desk.patient()
    await desk.done("getUpdates", allowed_updates=["callback_query"])

    ignored = await desk.says(ann, "not wanted")
    await desk.done("getUpdates", allowed_updates=[])
    await desk.says(ann, "wanted")

    assert ignored["update_id"] is None
    assert await texts(desk) == ["wanted"]


async def test_member_changes_come_only_on_request(desk: Desk) -> None:
    ann, bea = await desk.person("Ann"), await desk.person("Bea")
    group = await desk.group(ann)

    await desk.control("PUT", f"chats/{group}/members/{bea}", {})
    usual = [set(update) - {"update_id"} for update in await desk.updates()]
    await desk.done("getUpdates", allowed_updates=["message", "chat_member"])
    await desk.control("DELETE", f"chats/{group}/members/{bea}")
    asked = [set(update) - {"update_id"} for update in await desk.updates()]

    assert usual == [{"message"}]
    assert asked == [{"chat_member"}, {"message"}]


async def test_member_changes_come_to_administrators_only(desk: Desk) -> None:
    ann, bea = await desk.person("Ann"), await desk.person("Bea")
    await desk.done("getUpdates", allowed_updates=["chat_member", "message"])
    group = await desk.group(ann, bot="member")

    await desk.control("PUT", f"chats/{group}/members/{bea}", {})

    assert [set(update) - {"update_id"} for update in await desk.updates()] == [{"message"}]


async def test_after_a_week_of_silence_updates_are_numbered_anew(desk: Desk) -> None:
    ann = await desk.person()
    first = (await desk.says(ann, "a"))["update_id"]
    second = (await desk.says(ann, "b"))["update_id"]
    await desk.updates()

    await desk.control("POST", "clock", {"advance_s": 8 * 24 * 3600})
    third = (await desk.says(ann, "c"))["update_id"]

    assert second == first + 1
    assert third != second + 1
    assert await texts(desk) == ["c"]


async def test_two_bots_do_not_read_each_others_mail(desk: Desk) -> None:
    ann = await desk.person()
    await desk.says(ann, "for the one")
    await desk.says(ann, "for the other", token=OTHER)

    assert await texts(desk) == ["for the one"]
    assert await texts(desk, token=OTHER) == ["for the other"]


async def test_poison_is_handed_out_as_it_came(desk: Desk) -> None:
    poison = {"message": {"message_id": 5}}

    number = (await desk.control("POST", "updates", poison))["update_id"]

    assert await desk.done("getUpdates") == [{"update_id": number, **poison}]
    pending = await desk.control("GET", "updates")
    assert pending == {"updates": [{"update_id": number, **poison}]}
