"""Telegram's flood limits, on real time: a simulated week is not a reason to send faster.

Counted are messages that a bot sends or edits: 30 a second over all chats, in a private chat one
a second after a burst of three, in a group 20 a minute. Telegram publishes no exact rule and
tolerates a little, so windows are 5 % shorter than announced: a bot that keeps exactly to the
announced pace is never punished for the jitter of its network. Edits count for the overall and
the group's limit, not for a private chat's. A refused call does not count.
"""

import math
from collections import deque
from dataclasses import dataclass, field

TOLERANCE = 0.95
BURST = 3
CRUMB = 1e-6  # seconds: what sums of floats leave behind


@dataclass(slots=True)
class Window:
    """At most `most` moments in any `seconds`."""

    most: int
    seconds: float
    moments: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Return how long until there is room."""
        while self.moments and self.moments[0] <= now - self.seconds:
            self.moments.popleft()
        return self.moments[0] + self.seconds - now if len(self.moments) >= self.most else 0.0

    def count(self, now: float) -> None:
        """Take a place."""
        self.moments.append(now)


@dataclass(slots=True)
class Bucket:
    """One a `seconds`, after a burst of `most`."""

    most: int
    seconds: float
    full_at: float = 0.0

    def wait(self, now: float) -> float:
        """Return how long until there is room."""
        wait = self.full_at - now - (self.most - 1) * self.seconds
        return wait if wait > CRUMB else 0.0

    def count(self, now: float) -> None:
        """Take a place."""
        self.full_at = max(now, self.full_at) + self.seconds


Limit = Window | Bucket


class Limits:
    """The flood limits of every bot."""

    def __init__(self, *, enabled: bool = True) -> None:
        self.enabled = enabled
        self._overall: dict[int, Limit] = {}
        self._chats: dict[tuple[int, int], Limit] = {}

    def clear(self) -> None:
        """Forget what was sent."""
        self._overall.clear()
        self._chats.clear()

    def wait(self, bot: int, chat: int, now: float, *, edit: bool = False) -> int:
        """Return 0 and count the message, or the whole seconds that Telegram wants to see pass."""
        if not self.enabled:
            return 0
        limits = [self._of_bot(bot)]
        if chat < 0 or not edit:
            limits.append(self._of_chat(bot, chat))
        wait = max(limit.wait(now) for limit in limits)
        if wait > 0:
            return math.ceil(wait)
        for limit in limits:
            limit.count(now)
        return 0

    def _of_bot(self, bot: int) -> Limit:
        return self._overall.setdefault(bot, Window(30, 1.0 * TOLERANCE))

    def _of_chat(self, bot: int, chat: int) -> Limit:
        fresh: Limit = Bucket(BURST, 1.0 * TOLERANCE) if chat > 0 else Window(20, 60.0 * TOLERANCE)
        return self._chats.setdefault((bot, chat), fresh)
