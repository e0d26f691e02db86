"""The promise: never faster than Telegram allows, and what reminders use is never an alert's."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.delivery import Lane
from scheduler.lanes import Windows

CHATS = st.sampled_from([-2, -1, 1, 2, 3])
WISHES = st.lists(st.tuples(CHATS, st.sampled_from(list(Lane)), st.floats(0, 0.3)), max_size=300)

SAFETY = (Lane.ALERT, Lane.SAFETY, Lane.ECHO)
SLOW = (Lane.REMINDER, Lane.BROADCAST)


def sent(wishes) -> list[tuple[float, int, Lane]]:
    """Return what went out, if every wish was tried once at its moment."""
    windows, at, out = Windows(), 0.0, []
    for chat, lane, pause in wishes:
        at += pause
        if windows.allows(chat, lane, at):
            windows.note(chat, lane, at)
            out.append((at, chat, lane))
    return out


def most(moments, span: float) -> int:
    """Return how many moments stand in the fullest window."""
    return max((sum(a <= b < a + span for b in moments) for a in moments), default=0)


@given(WISHES)
def test_no_wish_goes_over_a_limit(wishes):
    out = sent(wishes)

    assert most([at for at, _, _ in out], 1) <= 25
    assert most([at for at, _, lane in out if lane in SLOW], 1) <= 17
    for chat in {chat for _, chat, _ in out}:
        moments = [at for at, where, _ in out if where == chat]
        assert most(moments, 60 if chat < 0 else 1) <= (18 if chat < 0 else 2)


def test_reminders_leave_eight_places_in_a_second_for_the_rest():
    windows = Windows()
    for chat in count(1):
        if not windows.allows(chat, Lane.REMINDER, 0.0):
            break
        windows.note(chat, Lane.REMINDER, 0.0)
    assert chat == 18
    for chat in count(100):
        if not windows.allows(chat, Lane.ALERT, 0.0):
            break
        windows.note(chat, Lane.ALERT, 0.0)
    assert chat == 108


@pytest.mark.parametrize("lane", Lane)
def test_a_chat_hears_one_thing_a_second_and_safety_two(lane):
    windows = Windows()
    windows.note(1, lane, 0.0)

    assert windows.allows(1, lane, 0.9) is (lane in SAFETY)
    assert windows.allows(1, lane, 1.1)


def test_a_chat_that_has_just_heard_something_rests_and_is_busy_after_the_second():
    windows = Windows()
    windows.note(1, Lane.CONVERSATION, 0.0)

    assert (windows.resting_chats(0.9), windows.busy_chats(0.9)) == ({1}, set())
    windows.note(1, Lane.SAFETY, 0.9)
    assert (windows.resting_chats(1.0), windows.busy_chats(1.0)) == ({1}, {1})
    assert (windows.resting_chats(1.1), windows.busy_chats(1.1)) == ({1}, set())
    assert (windows.resting_chats(2.0), windows.busy_chats(2.0)) == (set(), set())


def test_it_is_known_when_the_next_place_is_free():
    windows = Windows()
    for number in range(25):
        assert (windows.places(0.5), windows.opens_in(0.5)) == (25 - number, 0.0)
        windows.note(number, Lane.CONVERSATION, 0.01 * number)

    assert windows.places(0.5) == 0
    assert not windows.allows(100, Lane.ALERT, 0.5 + windows.opens_in(0.5) - 0.001)
    assert windows.allows(100, Lane.ALERT, 0.5 + windows.opens_in(0.5) + 0.001)


@pytest.mark.parametrize("lane", Lane)
def test_who_asked_us_to_wait_is_left_alone_and_nobody_else(lane):
    windows = Windows()
    windows.freeze(-1, 20, 100.0)

    assert windows.busy_chats(119.9) == {-1}
    assert not windows.allows(-1, lane, 119.9)
    assert windows.allows(-2, lane, 119.9)
    assert windows.busy_chats(120.0) == set()
    assert windows.allows(-1, lane, 120.0)


def test_two_chats_that_ask_within_a_second_slow_down_all_talk_and_no_safety():
    windows = Windows()
    windows.freeze(-1, 5, 100.0)
    windows.freeze(-2, 5, 100.5)

    assert set(windows.open_lanes(101.0)) == set(SAFETY)
    assert set(windows.open_lanes(106.0)) == set(Lane)


def test_one_chat_that_asks_twice_is_no_general_flood():
    windows = Windows()
    windows.freeze(-1, 5, 100.0)
    windows.freeze(-1, 5, 100.5)

    assert set(windows.open_lanes(101.0)) == set(Lane)


def test_an_answer_to_a_press_counts_for_no_chat():
    windows = Windows()
    windows.note(None, Lane.ECHO, 0.0)

    assert windows.busy_chats(0.0) == set()
    assert windows.allows(0, Lane.REMINDER, 0.0)
