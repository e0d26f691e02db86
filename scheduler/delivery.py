"""The delivery loop. At least once for what matters, never twice for what does not.

It claims, sends and records; what an outcome means stands in care/delivery.py, and what follows
from a refusal in scheduler/refusals.py.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Never

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import (
    Lane,
    Method,
    OutboxMessage,
    Outcome,
    Result,
    Wanted,
    settle,
)
from care.escalation import Status
from messages.render import render, takes_long
from messages.screen import Screen
from messages.voice import Voice
from scheduler.cards import catch_up
from scheduler.lanes import TALK, Windows
from scheduler.ports import Service, rest
from scheduler.refusals import follow_up
from store import alerts, appointments, outbox, people
from store.outbox import Claimed, Due

AT_ONCE = 24  # sendings under way at the same time
IDLE = 1.0  # seconds between looks for what another process owes, or what was to be tried later
LOOK = 0.15  # seconds between looks while something is due that may not go yet
TOGETHER = 0.015  # seconds in which the outcomes of a conversation wait for each other
QUEUED = 0.15  # the same while more is due than may go: nobody's next message goes sooner anyway
TALK_AT_ONCE = 16  # of these without haste: however slow they are, an alert finds a place
LONGEST_PAUSE = timedelta(minutes=5)
ALERT_PAUSE = timedelta(seconds=30)  # an alert waits no longer than this for its next attempt
WANTED_STATUS = {
    Wanted.ALERT_OPEN: (Status.OPEN,),
    Wanted.ALERT_ACKNOWLEDGED: (Status.ACKNOWLEDGED,),
    Wanted.ALERT_RESOLVED: (Status.RESOLVED,),
    Wanted.ALERT_UNRESOLVED: (Status.OPEN, Status.ACKNOWLEDGED),
}

Later = Callable[[float, Callable[[], None]], object]  # do something in so many real seconds

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One message on its way, and what became of it."""

    claimed: Claimed
    voice: Voice
    outcome: Outcome = field(default_factory=lambda: Outcome(Result.UNKNOWN))


class Delivery:
    """Sends what we owe, the most urgent first, as fast as Telegram allows."""

    def __init__(
        self, service: Service, real: Callable[[], float], later: Later | None = None
    ) -> None:
        self._service = service
        self._real = real  # monotonic seconds: rate limits run on real time
        self._later = later or _later
        self._windows = Windows()
        self._under_way: dict[int, int] = {}  # message to chat; an answer belongs to none
        self._talk: set[int] = set()  # those of them that have time
        self._done: list[Attempt] = []
        self._drawing = ThreadPoolExecutor(1, "drawing")  # one page at a time: each takes memory
        self._held = False  # something is due, and may not go yet

    async def run(self) -> Never:
        """Deliver for ever, many at a time; a slow chat holds up no other."""
        async with asyncio.TaskGroup() as sendings:
            while True:
                taken = await self._turn(AT_ONCE)
                for attempt in taken:
                    sendings.create_task(self._send(attempt))
                if not (taken and self._held):
                    await rest(self._service.bells.outbox, self._pause())

    async def once(self) -> int:
        """Deliver what can go now, one after the other. Return how many were accepted."""
        sent = 0
        while taken := await self._turn(1):
            for attempt in taken:
                await self._send(attempt)
                sent += self._done[-1].outcome.result is Result.SENT
        return sent

    def _pause(self) -> float:
        """Return how long nobody needs to look: a message owed, or one sent, rings the bell."""
        return max(LOOK, self._windows.opens_in(self._real())) if self._held else IDLE

    async def _turn(self, most: int) -> Sequence[Attempt]:
        """Record what became of the last attempts and claim the next, in one transaction.

        A claim that is lost with the machine's power is taken back at the next start anyway, and an
        answer that is then given twice does no harm.
        """
        done, self._done = self._done, []
        self._release(done)
        room = min(most - len(self._under_way), self._windows.places(self._real()))
        if not done and room <= 0:
            self._held = True
            return ()
        async with self._service.begin(lasting=any(map(_must_last, done))) as session:
            await self._settle(session, done)
            return await self._claim(session, room)

    async def _claim(self, session: AsyncSession, room: int) -> Sequence[Attempt]:
        """Claim messages; what is no longer wanted is dropped here."""
        if room <= 0:
            self._held = True
            return ()
        now = self._service.now()
        due = await outbox.due(session, now, self._spared(), self._lanes(), room * 2)
        rows = await _wanted(session, due, now)
        claimed = await outbox.claim(session, self._allowed(rows, room), self._service.boot_id)
        self._held = await outbox.anything_due(session, now)
        readers = await people.readers(session, {c.message.chat_id for c in claimed})
        return [Attempt(c, self._voice(c, readers)) for c in claimed]

    def _spared(self) -> outbox.Spared:
        at, under_way = self._real(), set(self._under_way.values())
        return outbox.Spared(
            self._windows.busy_chats(at) | under_way, self._windows.resting_chats(at)
        )

    def _lanes(self) -> list[Lane]:
        lanes = self._windows.open_lanes(self._real())
        return [lane for lane in lanes if lane not in TALK or len(self._talk) < TALK_AT_ONCE]

    def _allowed(self, rows: Sequence[Due], room: int) -> list[Due]:
        """Choose what may go now, and count it: one at a time to each chat."""
        chosen: list[Due] = []
        for row in rows:
            at, lane = self._real(), row.message.lane
            chat = None if row.message.method is Method.ANSWER else row.message.chat_id
            taken = chat is not None and chat in self._under_way.values()
            full = len(chosen) >= room or lane not in self._lanes()
            if full or taken or not self._windows.allows(row.message.chat_id, lane, at):
                continue
            self._windows.note(chat, lane, at)
            self._begin(row.id, chat, lane)
            chosen.append(row)
        return chosen

    def _begin(self, message: int, chat: int | None, lane: Lane) -> None:
        self._under_way[message] = 0 if chat is None else chat
        if lane in TALK:
            self._talk.add(message)

    def _voice(self, claimed: Claimed, readers: dict[int, people.Reader]) -> Voice:
        reader = readers.get(claimed.message.chat_id, people.Reader())
        return Voice(
            reader.language,
            reader.zone,
            reader.country or "",
            self._service.preview,
            today=self._service.now().date(),
        )

    async def _send(self, attempt: Attempt) -> None:
        """Render in the reader's language of this moment, and send outside any transaction."""
        message, outcome = attempt.claimed.message, attempt.outcome
        try:
            screen = await self._rendered(attempt.voice, message)
            outcome = await self._service.send(message, screen, attempt.claimed.plain)
        except Exception as error:  # noqa: BLE001 -- our bug in one message must not hold up others
            logger.warning("message.bug", message=message.key, error=type(error).__name__)
        if outcome.result is not Result.SENT:
            logger.warning("message.not_sent", message=message.key, result=outcome.result)
        self._done.append(Attempt(attempt.claimed, attempt.voice, outcome))
        self._ring(message.lane)

    async def _rendered(self, voice: Voice, message: OutboxMessage) -> Screen:
        """Return the screen. What is drawn first is drawn in a thread, while others are served."""
        if not takes_long(message):
            return render(voice, message)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._drawing, render, voice, message)

    def _ring(self, lane: Lane) -> None:
        """Have the outcome recorded: what matters at once, talk together with what ends with it.

        A repeated reminder might do harm where a machine dies meanwhile, a repeated answer none.
        Whatever rings before takes all outcomes along, so that no message waits for this.
        """
        bell = self._service.bells.outbox
        if lane is not Lane.CONVERSATION:
            bell.set()
        elif len(self._done) == 1:
            self._later(QUEUED if self._held else TOGETHER, bell.set)

    async def _settle(self, session: AsyncSession, done: Sequence[Attempt]) -> None:
        """Record outcomes. If we die before they are down, the next start asks again."""
        now = self._service.now()
        for attempt in done:
            await _record(session, attempt, now)
        await people.mark_reached(session, _accepted(done))

    def _release(self, done: Sequence[Attempt]) -> None:
        """Let the next message go to these chats, unless we were asked to wait."""
        for attempt in done:
            self._under_way.pop(attempt.claimed.id, None)
            self._talk.discard(attempt.claimed.id)
            if attempt.outcome.flooded:
                seconds = attempt.outcome.pause.total_seconds()
                chat = attempt.claimed.message.chat_id
                self._windows.freeze(chat, seconds, self._real())


def _later(seconds: float, do: Callable[[], None]) -> object:
    return asyncio.get_running_loop().call_later(seconds, do)


async def _wanted(session: AsyncSession, rows: Sequence[Due], now: datetime) -> Sequence[Due]:
    """Return the rows that still make sense, and drop the others for good."""
    messages = [row.message for row in rows]
    states = await alerts.states(session, {m.alert_id for m in messages if m.alert_id})
    reminders = {m.reminder_id for m in messages if m.wanted is Wanted.REMINDER}
    standing = await appointments.standing(session, {r for r in reminders if r is not None})

    def makes_sense(row: Due) -> bool:
        expires = row.message.expires
        return (expires is None or now < expires) and _wants(row.message, states, standing)

    await outbox.drop(session, [row for row in rows if not makes_sense(row)])
    return [row for row in rows if makes_sense(row)]


def _wants(
    message: OutboxMessage, states: dict[int, tuple[Status, int]], standing: set[int]
) -> bool:
    if message.wanted is Wanted.REMINDER:
        return message.reminder_id in standing
    statuses = WANTED_STATUS.get(message.wanted)
    if statuses is None:
        return True
    status, epoch = states[message.alert_id or 0]
    return status in statuses and epoch == message.epoch


async def _record(session: AsyncSession, attempt: Attempt, now: datetime) -> None:
    claimed, outcome = attempt.claimed, attempt.outcome
    state = settle(claimed.message.lane, outcome)
    changes: dict[str, object] = {"state": state, "due": now + _wait(attempt)}
    if outcome.result is Result.SENT:
        changes |= {"message_id": outcome.message_id, "sent_at": now, "refusal": None}
        await catch_up(session, claimed, outcome.message_id, now)
    if outcome.refusal is not None:
        changes["refusal"] = outcome.refusal
    if await outbox.settle(session, claimed, **changes) and outcome.refusal is not None:
        await follow_up(session, claimed, outcome.refusal, outcome.migrated_to, now)


def _wait(attempt: Attempt) -> timedelta:
    """Return how long to wait: as asked, and longer each time where nobody said how long."""
    outcome = attempt.outcome
    if outcome.flooded or outcome.result is Result.SENT:
        return outcome.pause
    again: int = 2 ** min(attempt.claimed.attempts - 1, 6)
    longest = ALERT_PAUSE if attempt.claimed.message.lane is Lane.ALERT else LONGEST_PAUSE
    return min(outcome.pause * again, longest)


def _must_last(attempt: Attempt) -> bool:
    """Say whether an outcome must outlive a loss of power: of an answer in a talk, it need not."""
    talk = attempt.claimed.message.lane is Lane.CONVERSATION
    return not (talk and attempt.outcome.result is Result.SENT)


def _accepted(done: Sequence[Attempt]) -> set[int]:
    return {
        attempt.claimed.message.chat_id
        for attempt in done
        if attempt.outcome.result is Result.SENT
        and attempt.claimed.message.method is not Method.ANSWER
    }
