"""The promise: nothing we owe is lost, whatever Telegram says and whenever we die."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from care.delivery import Lane, OutboxMessage, Outcome, Refusal, Result, State, settle
from care.tasks import TaskKind
from messages.texts import redflag
from scheduler.delivery import QUEUED, Delivery
from scheduler.ticks import escalate_alerts
from store import outbox, tasks
from store.tables import CareTeam, OutboxRow
from tests.clinic import BACKUP, GROUP, LEAD, PATIENT, PRIMARY
from tests.conftest import both_editions
from tests.running import until
from tests.wire import FakeTelegram

ALERT = "🟠 No. 1 · URGENT · P-0001"
READ = (PATIENT, "Please read this now.")
EVERYBODY = [(GROUP, ALERT), (PRIMARY, ALERT), READ]
BLOCKED = 403, {"description": "Forbidden: bot was blocked by the user"}
FLOODED = 429, {"description": "Too Many Requests", "parameters": {"retry_after": 20}}
ODD = 400, {"description": "Bad Request: not enough rights to send text messages to the chat"}
FRESH = -1_000_000_000_777
MOVED = (
    400,
    {
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": FRESH},
    },
)
UNFIT = 400, {"description": "Bad Request: can't parse entities: Unsupported start tag"}
TALK = redflag.UNKNOWN_EMERGENCY_NUMBER.id


def message(key: str, chat: int, lane: Lane = Lane.CONVERSATION, text: str = TALK) -> OutboxMessage:
    return OutboxMessage(key, chat, lane, (text,))


async def owe(clinic, *messages: OutboxMessage) -> None:
    async with clinic.service.begin() as session:
        await outbox.owe(session, clinic.at, *messages)


async def states(clinic) -> dict[str, State]:
    """Return how every message of before stands."""
    async with clinic.service.begin() as session:
        rows = [await session.get(OutboxRow, number) for number in range(1, 100)]
        return {row.key: row.state for row in rows if row is not None}


async def claim_all(clinic) -> None:
    async with clinic.service.begin() as session:
        rows = await outbox.due(session, clinic.at, outbox.Spared(), tuple(Lane))
        assert rows
        await outbox.claim(session, rows, clinic.service.boot_id)


# ---- when we die ---------------------------------------------------------------------------------


async def test_crash_between_claim_and_send_sends_after_the_restart(alerted):
    alerted.at += timedelta(minutes=20)
    await escalate_alerts(alerted.service)
    await escalate_alerts(alerted.service)
    await claim_all(alerted)  # and we die here

    await alerted.starts()
    alerted.heard()
    await alerted.delivery.once()

    assert (GROUP, ALERT) in [(a.chat, a.text.splitlines()[0]) for a in alerted.telegram.accepted]
    assert State.SENDING not in (await states(alerted)).values()


async def test_a_claim_of_this_boot_is_nobody_elses(alerted):
    alerted.at += timedelta(minutes=10)
    await escalate_alerts(alerted.service)
    await claim_all(alerted)

    await alerted.delivery.once()

    assert alerted.said() == []


# ---- what Telegram says --------------------------------------------------------------------------


@both_editions
async def test_a_blocked_member_does_not_hold_up_the_others(clinic):
    clinic.telegram.refuses[PRIMARY] = BLOCKED
    await clinic.writes(PATIENT)
    assert clinic.said() == [(GROUP, ALERT), READ]

    await clinic.passes(minutes=10)
    await clinic.passes(minutes=10)

    assert (BACKUP, ALERT) in clinic.said()


async def test_a_step_that_nobody_can_hear_is_followed_by_the_next_at_once(clinic):
    clinic.telegram.refuses |= {PRIMARY: BLOCKED, GROUP: BLOCKED}
    await clinic.writes(PATIENT)

    await clinic.passes(seconds=1)
    await clinic.passes(seconds=1)
    await clinic.passes(seconds=1)

    assert (BACKUP, ALERT) in clinic.said()


@both_editions
async def test_a_refusal_of_an_alert_is_never_final(clinic):
    clinic.telegram.refuses[GROUP] = ODD
    await clinic.writes(PATIENT)
    assert (GROUP, ALERT) not in clinic.said()
    clinic.telegram.refuses.clear()

    await clinic.passes(minutes=1)

    assert clinic.said().count((GROUP, ALERT)) == 1


async def test_an_alert_refused_for_long_is_tried_every_half_minute_at_least(clinic):
    clinic.telegram.refuses |= {GROUP: ODD, PRIMARY: ODD, BACKUP: ODD, LEAD: ODD}
    await clinic.writes(PATIENT)
    for _ in range(18):
        await clinic.passes(seconds=30)
    clinic.heard()
    clinic.telegram.refuses.clear()

    await clinic.passes(seconds=31)

    assert (GROUP, ALERT) in clinic.said()


async def test_a_flood_limit_delays_and_loses_nothing(clinic):
    clinic.telegram.refuses[PRIMARY] = FLOODED
    await clinic.writes(PATIENT)
    assert clinic.said() == [(GROUP, ALERT), READ]
    clinic.telegram.refuses.clear()

    await clinic.passes(seconds=19)
    assert clinic.said() == []
    await clinic.passes(seconds=1)
    clinic.real += 60
    await clinic.delivery.once()
    assert clinic.said() == [(PRIMARY, ALERT)]


async def test_an_alert_still_waiting_when_a_colleague_acknowledges_is_never_sent(clinic):
    clinic.telegram.refuses[PRIMARY] = FLOODED
    await clinic.writes(PATIENT)
    clinic.telegram.refuses.clear()
    await clinic.presses(BACKUP, "ack:1:0")
    clinic.heard()

    clinic.real += 60
    await clinic.passes(minutes=5)

    assert (PRIMARY, ALERT) not in clinic.said()


async def test_an_alert_whose_fate_is_unknown_goes_out_again_under_its_number(clinic):
    clinic.telegram.hangs_up.add(GROUP)
    await clinic.writes(PATIENT)
    assert clinic.said() == EVERYBODY
    clinic.telegram.hangs_up.clear()

    await clinic.passes(minutes=1)

    assert clinic.said() == [(GROUP, ALERT)]


async def test_a_reminder_whose_fate_is_unknown_is_not_repeated(clinic):
    clinic.telegram.hangs_up.add(PATIENT)
    await owe(clinic, message("reminder", PATIENT, Lane.REMINDER))
    await clinic.passes()
    assert len(clinic.said()) == 1
    clinic.telegram.hangs_up.clear()

    await clinic.passes(hours=1)

    assert clinic.said() == []
    assert (await states(clinic))["reminder"] is State.UNCERTAIN


@both_editions
async def test_a_group_with_a_new_id_hears_at_once_and_from_then_on(clinic):
    clinic.telegram.refuses[GROUP] = MOVED
    await clinic.writes(PATIENT)

    assert (FRESH, ALERT) in clinic.said()
    async with clinic.service.begin() as session:
        assert (await session.get_one(CareTeam, clinic.team)).chat_id == FRESH
    await clinic.passes(minutes=10)
    assert (FRESH, ALERT) in clinic.said()


class Unformatted(FakeTelegram):
    """A Telegram that understands no markup."""

    async def do_request(self, url, method, request_data=None, **rest):
        if request_data and "parse_mode" in request_data.parameters:
            status, body = UNFIT
            self.refuses, kept = {request_data.parameters.get("chat_id"): (status, body)}, {}
            try:
                return await super().do_request(url, method, request_data, **rest)
            finally:
                self.refuses = kept
        return await super().do_request(url, method, request_data, **rest)


async def test_what_cannot_be_formatted_goes_plain(clinic):
    clinic.telegram = Unformatted()
    await clinic.starts()

    await clinic.writes(PATIENT)

    assert clinic.said() == EVERYBODY
    assert all("<" not in one.text for one in clinic.telegram.accepted)


async def test_a_bug_of_ours_in_one_message_holds_up_no_other(clinic):
    await owe(clinic, message("odd", GROUP, Lane.ALERT, text="no.such.message"))

    await clinic.writes(PATIENT)

    assert [said for said in clinic.said() if said in EVERYBODY] == EVERYBODY


async def test_safety_words_that_nobody_gets_for_a_day_become_a_task(clinic):
    clinic.telegram.refuses[PATIENT] = ODD
    await owe(clinic, message("safety", PATIENT, Lane.SAFETY))
    for _ in range(25):
        await clinic.passes(hours=1)

    async with clinic.service.begin() as session:
        found = await tasks.overdue(session, clinic.at + timedelta(days=9))
    assert [task.kind for task in found if task.key.startswith("undelivered")] == [
        TaskKind.UNDELIVERED
    ]
    assert (await states(clinic))["safety"] is State.REFUSED


async def test_an_alert_refused_for_a_day_is_still_tried(clinic):
    clinic.telegram.refuses[GROUP] = ODD
    await clinic.writes(PATIENT)
    for _ in range(26):
        await clinic.passes(hours=1)
    clinic.heard()
    clinic.telegram.refuses.clear()

    await clinic.passes(minutes=10)

    assert (GROUP, ALERT) in clinic.said()


@pytest.mark.parametrize(
    ("outcome", "by_lane"),
    [
        (Outcome(Result.SENT), [State.SENT] * 6),
        (Outcome(Result.NOT_SENT), [State.PENDING] * 6),
        (Outcome(Result.UNKNOWN), [State.PENDING] * 4 + [State.UNCERTAIN] * 2),
        (Outcome(Result.REFUSED), [State.PENDING] * 2 + [State.REFUSED] * 4),
        (Outcome(Result.REFUSED, refusal=Refusal.MIGRATED), [State.PENDING] * 6),
        (Outcome(Result.REFUSED, refusal=Refusal.UNFORMATTED), [State.PENDING] * 6),
        (Outcome(Result.REFUSED, refusal=Refusal.NO_TARGET), [State.REFUSED] * 6),
        (
            Outcome(Result.REFUSED, refusal=Refusal.BLOCKED),
            [State.PENDING] * 2 + [State.REFUSED] * 4,
        ),
        (Outcome(Result.REFUSED, refusal=Refusal.GONE), [State.PENDING] * 2 + [State.REFUSED] * 4),
    ],
)
def test_each_outcome_means_something_else_in_each_lane(outcome, by_lane):
    assert [settle(lane, outcome) for lane in Lane] == by_lane


# ---- many at a time ------------------------------------------------------------------------------


@dataclass
class Line:
    """Telegram's side of many sendings: some chats answer only when they are let go."""

    slow: frozenset[int] = frozenset()
    begun: list[tuple[int, str]] = field(default_factory=list)
    sent: list[tuple[int, str]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, owed, screen, plain) -> Outcome:
        self._note(self.begun, owed)
        if owed.chat_id in self.slow:
            await self.let_go.wait()
        self._note(self.sent, owed)
        return Outcome(Result.SENT, timedelta(0), message_id=len(self.sent))

    def _note(self, where, owed) -> None:
        where.append((owed.chat_id, owed.key))
        self.news.set()

    async def until(self, happened) -> None:
        async with asyncio.timeout(30):
            while not happened():
                await self.news.wait()
                self.news.clear()


@pytest.fixture
async def line(clinic):
    """A delivery loop under way, on real time, to a Telegram of ours."""
    line = Line()
    service = replace(clinic.service, send=line.send)
    loop = asyncio.get_running_loop()
    running = asyncio.ensure_future(Delivery(service, loop.time).run())
    yield line
    running.cancel()
    await asyncio.wait([running])


async def test_a_slow_chat_holds_up_no_other(clinic, line):
    line.slow = frozenset({1})
    await owe(clinic, message("slow", 1), message("after it", 1), message("quick", 2))

    await line.until(lambda: (2, "quick") in line.sent)
    assert line.begun == [(1, "slow"), (2, "quick")]
    line.let_go.set()
    await line.until(lambda: (1, "after it") in line.sent)


async def test_a_chat_hears_one_thing_at_a_time_in_order(clinic, line):
    await owe(clinic, *(message(f"k{number}", 1, Lane.SAFETY) for number in range(4)))

    await line.until(lambda: len(line.sent) == 4)

    assert line.sent == line.begun == [(1, f"k{number}") for number in range(4)]


async def test_any_number_of_slow_chats_leaves_room_for_an_alert(clinic, line):
    line.slow = frozenset(range(1, 101))
    await owe(clinic, *(message(f"k{number}", number) for number in sorted(line.slow)))
    await line.until(lambda: len(line.begun) >= 10)
    async with asyncio.timeout(30):
        while len(line.begun) < 24 and await more(line):
            pass

    await owe(clinic, message("alert", 500, Lane.ALERT))

    await line.until(lambda: (500, "alert") in line.sent)
    line.let_go.set()


async def more(line: Line) -> bool:
    """Wait until one more has begun, or it seems that none will."""
    count = len(line.begun)
    line.news.clear()
    try:
        await asyncio.wait_for(line.news.wait(), 1.5)
    except TimeoutError:
        return False
    return len(line.begun) > count


async def test_one_who_is_owed_much_leaves_room_for_the_next(clinic, line):
    much = [message(f"k{number}", 1) for number in range(200)]
    await owe(clinic, *much, message("mine", 2))

    await line.until(lambda: (2, "mine") in line.sent)

    assert len(line.sent) <= 3


async def test_one_who_has_just_heard_something_leaves_the_next_place_to_another(clinic):
    line = Line()
    delivery = Delivery(replace(clinic.service, send=line.send), lambda: 0.0)
    await owe(clinic, *(message(f"k{number}", 1) for number in range(200)), message("mine", 2))

    await delivery.once()

    assert line.sent == [(1, "k0"), (2, "mine")]


@dataclass
class Timers:
    """What shall ring later, and rings when the test says so."""

    bells: list[Callable[[], None]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def later(self, seconds: float, ring: Callable[[], None]) -> None:
        self.bells.append(ring)
        self.seconds.append(seconds)


@pytest.fixture
async def timed(clinic):
    """A delivery loop whose outcomes may wait for ever; how often it waited for the disk."""
    line, timers, commits = Line(), Timers(), []

    def begin(*, lasting: bool = True):
        commits.extend([lasting] * lasting)
        return clinic.service.begin(lasting=lasting)

    service = replace(clinic.service, send=line.send, begin=begin)
    loop = asyncio.get_running_loop()
    running = asyncio.ensure_future(Delivery(service, loop.time, timers.later).run())
    yield line, timers, commits
    running.cancel()
    await asyncio.wait([running])


async def all_recorded(clinic) -> None:
    async def recorded() -> bool:
        return set((await states(clinic)).values()) == {State.SENT}

    await until(recorded)


async def test_the_outcomes_of_a_conversation_are_recorded_together(clinic, timed):
    line, timers, commits = timed
    line.slow = frozenset({2})
    await owe(clinic, message("one", 1), message("two", 2))
    await line.until(lambda: (1, "one") in line.sent)
    line.let_go.set()
    await line.until(lambda: (2, "two") in line.sent)

    [ring] = timers.bells
    ring()

    await all_recorded(clinic)
    assert commits == []  # a repeated answer does no harm: it is not worth a wait for the disk


async def test_what_became_of_an_alert_is_on_the_disk(clinic, timed):
    line, _, commits = timed
    await owe(clinic, message("look", 1, Lane.ALERT))

    await line.until(lambda: (1, "look") in line.sent)
    await all_recorded(clinic)

    assert commits == [True]


async def test_while_more_is_due_than_may_go_outcomes_wait_longer_for_each_other(clinic, timed):
    line, timers, _ = timed
    await owe(clinic, message("one", 1), message("again", 1))  # one a second to each chat

    await line.until(lambda: (1, "one") in line.sent)

    async def asked() -> list[float]:
        return timers.seconds

    assert await until(asked) == [QUEUED]


@pytest.mark.parametrize("lane", [lane for lane in Lane if lane is not Lane.CONVERSATION])
async def test_no_other_outcome_waits(clinic, timed, lane):
    line, timers, _ = timed
    await owe(clinic, message("why", 1, lane))

    await line.until(lambda: (1, "why") in line.sent)
    await all_recorded(clinic)

    assert timers.bells == []


async def test_an_alert_does_not_wait_until_the_outcome_of_talk_is_recorded(clinic, timed):
    line, timers, _ = timed
    await owe(clinic, message("talk", 1))
    await line.until(lambda: (1, "talk") in line.sent)

    await owe(clinic, message("alert", 1, Lane.ALERT))
    clinic.service.bells.outbox.set()
    await line.until(lambda: (1, "alert") in line.sent)

    assert len(timers.bells) == 1  # and it has not rung


# ---- alerts among many reminders -----------------------------------------------------------------

REMINDERS, SECONDS, STEP = 5000, 20, 0.05


async def test_an_alert_waits_for_no_reminder(clinic):
    """Twenty seconds, counted and not waited: an alert each second among 5,000 reminders."""
    moment = 0.0
    line = Line()
    delivery = Delivery(replace(clinic.service, send=line.send), lambda: moment)
    for first in range(0, REMINDERS, 500):
        batch = (message(f"r{n}", 10_000 + n, Lane.REMINDER) for n in range(first, first + 500))
        await owe(clinic, *batch)

    waits, at = [], {}
    for step in range(int(SECONDS / STEP)):
        moment = step * STEP
        if step % 20 == 7:
            at[f"a{step}"] = moment
            await owe(clinic, message(f"a{step}", 100_000 + step, Lane.ALERT))
        seen = len(line.sent)
        await delivery.once()
        waits += [moment - at[key] for _, key in line.sent[seen:] if key in at]

    assert len(waits) == SECONDS
    assert max(waits) <= STEP
    reminders = len(line.sent) - SECONDS
    assert 16 * (SECONDS - 2) <= reminders <= 17 * (SECONDS + 1)
