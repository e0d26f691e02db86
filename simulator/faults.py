"""What can go wrong on purpose: chosen calls are refused, lost, delayed or answered with garbage.

A fault lives until it was deleted, used `times` times, or `seconds` of real time have passed.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.people import Json
from simulator.refusals import Refused, bad_request, forbidden, too_many_requests

SLOW = 30.0
RETRY_AFTER = 5

# Only calls that name a chat can fail like this.
ABOUT_PEOPLE = {"blocked", "deactivated"}
ABOUT_GROUPS = {"kicked", "migrate", "deleted"}
ABOUT_CHATS = ABOUT_PEOPLE | ABOUT_GROUPS | {"not_found", "no_rights"}
# Only getUpdates can, unless a fault names a method.
ABOUT_UPDATES = {"conflict", "no_updates"}
KINDS = (
    *sorted(ABOUT_CHATS),
    *sorted(ABOUT_UPDATES),
    "too_many_requests",
    "unauthorized",
    "bad_gateway",
    "garbage",
    "reset",
    "refuse_connection",
    "slow_after_accept",
)


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong."""

    id: int
    kind: str
    bot: int | None = None
    method: str = "*"
    chat_id: int | None = None
    times: int | None = None
    probability: float = 1.0
    until: float | None = None  # on the steady clock
    retry_after: int = RETRY_AFTER
    delay_s: float | None = None
    after_accept: bool = False  # play the call first, then fail
    used: int = 0

    def shown(self, now: float) -> Json:
        """Return the fault as the control API writes it."""
        left = None if self.until is None else max(0.0, self.until - now)
        named = ("id", "kind", "bot", "method", "chat_id", "times", "probability")
        more = ("retry_after", "delay_s", "after_accept", "used")
        return {name: getattr(self, name) for name in (*named, *more)} | {"seconds": left}

    @property
    def accepts(self) -> bool:
        """Whether the call takes effect although it fails."""
        return self.after_accept or self.kind == "slow_after_accept"

    @property
    def delay(self) -> float:
        """How long the answer is held back."""
        if self.delay_s is not None:
            return self.delay_s
        return SLOW if self.kind == "slow_after_accept" else 0.0


class Faults:
    """All faults that wait for a call."""

    def __init__(self) -> None:
        self._random = random.Random(0)  # noqa: S311 -- the same faults in every run
        self._all: dict[int, Fault] = {}
        self._last = 0

    def clear(self) -> None:
        """Repair everything."""
        self._all.clear()

    def add(self, make: Callable[[int], Fault]) -> Fault:
        """Keep a fault; `make` is given its number."""
        self._last += 1
        fault = make(self._last)
        self._all[fault.id] = fault
        return fault

    def remove(self, fault_id: int) -> Fault | None:
        """Repair one fault and return it."""
        return self._all.pop(fault_id, None)

    def living(self, now: float) -> list[Fault]:
        """Return the faults that can still strike."""
        self._all = {n: f for n, f in self._all.items() if f.until is None or f.until > now}
        return list(self._all.values())

    def strike(self, bot: int, method: str, chat_id: Any, now: float) -> Fault | None:
        """Return the first fault that strikes a call, having counted it."""
        for fault in self.living(now):
            if _meets(fault, bot, method, chat_id) and self._random.random() < fault.probability:
                self._count(fault)
                return fault
        return None

    def refuses_connections(self, bot: int, now: float) -> bool:
        """Return whether a bot's connection is to be cut unread, having counted it."""
        for fault in self.living(now):
            meant = fault.kind == "refuse_connection" and fault.bot in (None, bot)
            if meant and self._random.random() < fault.probability:
                self._count(fault)
                return True
        return False

    def _count(self, fault: Fault) -> None:
        fault.used += 1
        if fault.times is not None and fault.used >= fault.times:
            self._all.pop(fault.id, None)


def _meets(fault: Fault, bot: int, method: str, chat_id: Any) -> bool:
    if fault.kind == "refuse_connection" or fault.bot not in (None, bot):
        return False
    return _meets_chat(fault, str(chat_id or "")) and _meets_method(fault, method)


def _meets_chat(fault: Fault, chat_id: str) -> bool:
    """Nobody can be kicked from a private chat, and no group can block a bot."""
    if fault.chat_id is not None and str(fault.chat_id) != chat_id:
        return False
    if fault.kind in ABOUT_GROUPS:
        return chat_id.startswith("-")
    if fault.kind in ABOUT_PEOPLE:
        return chat_id.isdigit()
    return fault.kind not in ABOUT_CHATS or chat_id != ""


def _meets_method(fault: Fault, method: str) -> bool:
    if fault.method == "*":
        return fault.kind not in ABOUT_UPDATES or method == "getUpdates"
    return fault.method.lower() == method.lower()


def refusal(fault: Fault, chat_type: str) -> Refused | None:
    """Return how Telegram refuses a call for this fault; None when it is no refusal."""
    if fault.kind == "too_many_requests":
        return too_many_requests(fault.retry_after)
    if fault.kind == "kicked":
        return forbidden(f"bot was kicked from the {chat_type} chat")
    return REFUSALS.get(fault.kind)


REFUSALS = {
    "blocked": forbidden("bot was blocked by the user"),
    "deactivated": forbidden("user is deactivated"),
    "deleted": forbidden("the group chat was deleted"),
    "not_found": bad_request("chat not found"),
    "no_rights": bad_request("not enough rights to send text messages to the chat"),
    "unauthorized": Refused(401, "Unauthorized"),
    "conflict": Refused(
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    ),
    "bad_gateway": Refused(502, "Bad Gateway"),
}
