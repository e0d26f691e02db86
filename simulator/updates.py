"""What waits for a bot: what enters its queue, what leaves it, what Telegram drops. Waits itself.

Telegram keeps a button press for 150 seconds and everything else for a day; both run on
simulated time. An update leaves only when a later offset, or a webhook's 200, confirms it.
"""

import asyncio
import contextlib
import random
from collections.abc import Callable

from simulator.clock import Clock
from simulator.people import Bot, Json, Update
from simulator.refusals import Refused

PRESS_LIFE = 150
LIFE = 24 * 3600
IDLE_WEEK = 7 * 24 * 3600  # after a week of silence Telegram numbers updates anew, at random
BATCH = 100
LONGEST_POLL = 50
CONFLICT_PAUSE = 3.0  # Telegram answers a second conflict only after this long

# What a bot that never named its updates is not sent.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
REPLACED = "Conflict: terminated by setWebhook request"
HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Updates:
    """The queues of all bots."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._random = random.Random(0)  # noqa: S311 -- numbers of updates, the same in every run
        self._polls: dict[int, _Poll] = {}
        self._last_conflict: dict[int, float] = {}
        self._ended = asyncio.Event()
        self.on_new: list[Callable[[Bot], None]] = []

    def add(self, bot: Bot, kind: str, body: Json, queue: int) -> int | None:
        """Queue an update and return its number, or None when the bot did not ask for its kind."""
        if kind in ON_REQUEST if bot.allowed is None else kind and kind not in bot.allowed:
            return None
        number = self._number(bot)
        if not kind:
            body = {"update_id": number, **body}
        life = PRESS_LIFE if "callback_query" in (kind, *body) else LIFE
        expires = self._clock.seconds() + life
        bot.pending.append(Update(number, kind, body, queue, expires))
        self._wake(bot)
        return number

    def _number(self, bot: Bot) -> int:
        now = self._clock.seconds()
        silent = now - bot.last_update_at > IDLE_WEEK and not bot.pending
        if bot.last_update == 0 or silent:
            bot.last_update = self._random.randrange(1, 10**9)
        bot.last_update += 1
        bot.last_update_at = now
        return bot.last_update

    def _wake(self, bot: Bot) -> None:
        poll = self._polls.get(bot.id)
        if poll is not None:
            poll.wake.set()
        self.announce(bot)

    def announce(self, bot: Bot) -> None:
        """Tell whoever delivers by webhook that a bot has something waiting."""
        for tell in self.on_new:
            tell(bot)

    def waiting(self, bot: Bot) -> list[Update]:
        """Return what a bot has not confirmed, without what Telegram has dropped by now."""
        now = self._clock.seconds()
        if any(update.expires <= now for update in bot.pending):
            kept = [update for update in bot.pending if update.expires > now]
            bot.pending.clear()
            bot.pending.extend(kept)
        return list(bot.pending)

    def confirm_before(self, bot: Bot, offset: int) -> None:
        """Forget what lies before an offset; a negative one counts from the end."""
        waiting = self.waiting(bot)
        if offset == 0:
            return
        if offset < 0:
            kept = waiting[offset:]
        elif not waiting or offset > bot.last_update + 1:
            return  # an offset in the future confirms nothing
        else:
            kept = [update for update in waiting if update.id >= offset]
        bot.pending.clear()
        bot.pending.extend(kept)

    def confirm(self, bot: Bot, update: Update) -> None:
        """Forget one update: a webhook took it."""
        if update in bot.pending:
            bot.pending.remove(update)

    async def poll(self, bot: Bot, limit: int, timeout: float) -> list[Update]:  # noqa: ASYNC109 -- Telegram's own parameter
        """Return what waits, after up to `timeout` seconds; a later poll ends an earlier one."""
        waiting = self.waiting(bot)[:limit]
        if waiting or timeout <= 0:
            return waiting
        poll = await self._take_over(bot)
        try:
            await asyncio.wait_for(poll.wake.wait(), timeout)
        except TimeoutError:
            return self.waiting(bot)[:limit]
        finally:
            if self._polls.get(bot.id) is poll:
                del self._polls[bot.id]
        if poll.refusal:
            await self._pause_conflict(bot)
            raise Refused(409, poll.refusal)
        return self.waiting(bot)[:limit]

    def poll_of(self, bot: Bot) -> object | None:
        """Return the long poll that waits for a bot, or None."""
        return self._polls.get(bot.id)

    async def _take_over(self, bot: Bot) -> "_Poll":
        self.end_poll(bot, CONFLICT)
        self._polls[bot.id] = _Poll()
        return self._polls[bot.id]

    def end_poll(self, bot: Bot, refusal: str | None) -> None:
        """End the long poll that waits for a bot, with a refusal or with nothing new."""
        poll = self._polls.pop(bot.id, None)
        if poll is not None:
            poll.refusal = refusal
            poll.wake.set()

    def end_all(self) -> None:
        """End every long poll with nothing new: the simulator stops."""
        self._ended.set()
        for poll in list(self._polls.values()):
            poll.wake.set()

    async def _pause_conflict(self, bot: Bot) -> None:
        """Hold back the second of two conflicts: two pollers would chase each other in a rush."""
        now = self._clock.steady()
        if now - self._last_conflict.get(bot.id, -CONFLICT_PAUSE) < CONFLICT_PAUSE:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), CONFLICT_PAUSE)
        self._last_conflict[bot.id] = self._clock.steady()


class _Poll:
    """One getUpdates call that waits."""

    def __init__(self) -> None:
        self.wake = asyncio.Event()
        self.refusal: str | None = None
