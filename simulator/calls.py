"""Every call that a bot made, refused ones too. Tokens are never in here."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from simulator.clock import Clock, written
from simulator.people import Json

KEPT = 50_000
HIDDEN = "(hidden)"
SECRETS = {"secret_token", "provider_token"}
LONGEST = 20_000  # characters of one parameter; a longer one is cut


@dataclass(frozen=True, slots=True)
class Call:
    """One call and what came of it."""

    n: int
    at: str
    real_at: str
    bot: int
    method: str
    parameters: Json
    http: int
    ok: bool
    description: str | None
    message_id: int | None

    def shown(self) -> Json:
        """Return the call as the control API writes it."""
        return {name: getattr(self, name) for name in self.__slots__}


class Calls:
    """The record of calls, and how busy it is."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: deque[Call] = deque(maxlen=KEPT)
        self._last = 0
        self.under_way = 0
        self.last_moment = clock.steady()

    def clear(self) -> None:
        """Forget every call; numbers go on."""
        self._kept.clear()

    def begin(self) -> None:
        """Note that a call came in."""
        self.under_way += 1
        self.last_moment = self._clock.steady()

    def end(self) -> None:
        """Note that a call was answered."""
        self.under_way -= 1
        self.last_moment = self._clock.steady()

    def keep(self, bot: int, method: str, parameters: Json, answer: Json, http: int) -> Call:
        """Record a call and return the record."""
        self._last += 1
        call = Call(
            n=self._last,
            at=written(self._clock.now()),
            real_at=written(self._clock.real()),
            bot=bot,
            method=method,
            parameters=parameters,
            http=http,
            ok=bool(answer.get("ok")),
            description=answer.get("description"),
            message_id=_message_id(answer.get("result")),
        )
        self._kept.append(call)
        return call

    def after(self, n: int, method: str | None) -> list[Call]:
        """Return the calls after number `n`, of one method or of all."""
        start = max(0, len(self._kept) - (self._last - n))
        newer = list(self._kept)[start:] if n else list(self._kept)
        return [call for call in newer if method is None or call.method == method]


def _message_id(result: Any) -> int | None:
    return result.get("message_id") if isinstance(result, dict) else None


def without_secrets(parameters: Json, token: str) -> Json:
    """Return the parameters of a call as they may be shown."""
    return {name: _harmless(name, value, token) for name, value in parameters.items()}


def _harmless(name: str, value: Any, token: str) -> Any:
    if name in SECRETS:
        return HIDDEN
    if not isinstance(value, str):
        return value
    return value.replace(token, HIDDEN)[:LONGEST] if token in value else value[:LONGEST]
