"""Flood limits: what they count, how long they ask to wait, and that real time counts."""

from simulator.limits import Limits
from tests.simulator.conftest import Desk

BOT, ANN, GROUP = 1, 7, -7


def waits(limits: Limits, chat: int, times: list[float], **more) -> list[int]:
    return [limits.wait(BOT, chat, at, **more) for at in times]


def test_a_private_chat_takes_three_at_once_then_one_a_second() -> None:
    limits = Limits()

    assert waits(limits, ANN, [100.0] * 5) == [0, 0, 0, 1, 1]
    assert waits(limits, ANN, [101.0, 101.0, 102.0]) == [0, 1, 0]


def test_a_bot_that_keeps_the_pace_is_never_refused() -> None:
    steady = [100 + n for n in range(60)]
    jittered = [at + (0.04 if n % 2 else -0.0) for n, at in enumerate(steady)]

    assert set(waits(Limits(), ANN, jittered)) == {0}
    assert set(waits(Limits(), GROUP, [100 + 3.0 * n for n in range(100)])) == {0}


def test_a_group_takes_twenty_a_minute() -> None:
    limits = Limits()

    assert waits(limits, GROUP, [100.0] * 21) == [0] * 20 + [57]
    assert waits(limits, GROUP, [156.0, 157.1]) == [1, 0]


def test_all_chats_together_take_thirty_a_second() -> None:
    limits = Limits()

    first = [limits.wait(BOT, chat, 100.0) for chat in range(1, 32)]
    later = limits.wait(BOT, 31, 101.0)

    assert first == [0] * 30 + [1]
    assert later == 0
    assert limits.wait(2, 1, 100.0) == 0


def test_edits_count_for_groups_but_not_for_private_chats() -> None:
    limits = Limits()

    assert set(waits(limits, ANN, [100.0] * 10, edit=True)) == {0}
    assert waits(limits, GROUP, [200.0] * 21, edit=True)[-1] > 0


async def test_too_many_messages_are_refused_with_the_seconds_to_wait(desk: Desk) -> None:
    ann = await desk.patient()
    desk.stands_still()

    answers = [await desk.call("sendMessage", chat_id=ann, text=f"{n}") for n in range(4)]

    assert [answer["ok"] for answer in answers] == [True, True, True, False]
    assert answers[3] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }


async def test_a_simulated_hour_does_not_refill_the_limits(desk: Desk) -> None:
    ann = await desk.patient()
    desk.stands_still()
    for n in range(3):
        await desk.done("sendMessage", chat_id=ann, text=f"{n}")

    await desk.control("POST", "clock", {"advance_s": 3600})

    code, _ = await desk.refusal("sendMessage", chat_id=ann, text="more")
    assert code == 429
