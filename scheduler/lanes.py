"""How fast we may send: lanes in front of sliding windows. Time is passed in, in real seconds.

Telegram allows about 30 messages a second in all, 1 a second in a chat and 20 a minute in a group;
none of it is promised, so we stay below. What reminders use is never what alerts need.
"""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field

from care.delivery import Lane

SECOND, MINUTE = 1.0, 60.0
ALL_LANES = 25  # a second; Telegram: about 30
SLOW_LANES = 17  # a second for reminders and broadcasts together: 8 are always free
PRIVATE = 1  # a second in a private chat; two for what is safety traffic
GROUP = 18  # a minute in a group; Telegram: 20
SLOW = frozenset({Lane.REMINDER, Lane.BROADCAST})
TALK = frozenset({Lane.CONVERSATION}) | SLOW
GUARD = 1.05  # a window a little longer than its name, because clocks and networks jitter


@dataclass(slots=True)
class _Window:
    """Remembers the last sendings of a span of time."""

    span: float
    sent: deque[float] = field(default_factory=deque)

    def count(self, at: float) -> int:
        while self.sent and self.sent[0] <= at - self.span * GUARD:
            self.sent.popleft()
        return len(self.sent)


@dataclass(slots=True)
class Windows:
    """What was sent lately, in all and by chat, and who asked us to wait."""

    everything: _Window = field(default_factory=lambda: _Window(SECOND))
    slow: _Window = field(default_factory=lambda: _Window(SECOND))
    chats: dict[int, _Window] = field(default_factory=dict)
    frozen: dict[int, float] = field(default_factory=dict)
    slow_frozen_until: float = 0.0
    last_flood: tuple[int, float] = (0, float("-inf"))

    def open_lanes(self, at: float) -> Collection[Lane]:
        """Return the lanes that may send at this moment."""
        if not self.places(at):
            return ()
        closed: frozenset[Lane] = frozenset()
        if self.slow.count(at) >= SLOW_LANES:
            closed = SLOW
        if at < self.slow_frozen_until:
            closed = TALK
        return [lane for lane in Lane if lane not in closed]

    def places(self, at: float) -> int:
        """Return how many messages may go at this moment, whatever their lanes and chats."""
        return max(0, ALL_LANES - self.everything.count(at))

    def opens_in(self, at: float) -> float:
        """Return after how many seconds there is a place for one message more; 0 if there is."""
        return 0.0 if self.places(at) else self.everything.sent[0] + SECOND * GUARD - at

    def busy_chats(self, at: float) -> set[int]:
        """Return the chats to which nothing at all may go at this moment."""
        return self._chats_with(GROUP, PRIVATE + 1, at) | set(self.frozen)

    def resting_chats(self, at: float) -> set[int]:
        """Return the chats to which nothing may go at this moment that has time."""
        return self._chats_with(GROUP, PRIVATE, at) | set(self.frozen)

    def _chats_with(self, group: int, private: int, at: float) -> set[int]:
        self._forget(at)
        return {
            chat
            for chat, window in self.chats.items()
            if window.count(at) >= (group if chat < 0 else private)
        }

    def allows(self, chat: int, lane: Lane, at: float) -> bool:
        """Say whether this lane may send to this chat now: safety may follow itself at once."""
        if lane not in self.open_lanes(at) or chat in self.frozen:
            return False
        window = self.chats.get(chat)
        if window is None:
            return True
        if chat < 0:
            return window.count(at) < GROUP
        return window.count(at) < (PRIVATE if lane in TALK else PRIVATE + 1)

    def note(self, chat: int | None, lane: Lane, at: float) -> None:
        """Count a message; an answer to a press belongs to no chat."""
        self.everything.sent.append(at)
        if lane in SLOW:
            self.slow.sent.append(at)
        if chat is not None:
            span = MINUTE if chat < 0 else SECOND
            self.chats.setdefault(chat, _Window(span)).sent.append(at)

    def freeze(self, chat: int, seconds: float, at: float) -> None:
        """Leave a chat alone, as Telegram asked. Two chats within a second: slow down at large."""
        self.frozen[chat] = at + seconds
        other, when = self.last_flood
        if other != chat and at - when <= SECOND:
            self.slow_frozen_until = at + seconds
        self.last_flood = (chat, at)

    def _forget(self, at: float) -> None:
        for chat in [chat for chat, until in self.frozen.items() if until <= at]:
            del self.frozen[chat]
        for chat in [chat for chat, window in self.chats.items() if not window.count(at)]:
            del self.chats[chat]
