"""The only place that reads a clock: real time plus an offset that only grows.

The offset is zero, except where the simulator plays Telegram: then it is the simulator's, so that
a week can be lived in a minute. Nothing here decides what is due.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Never

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout

CLOCK_PATH, DUE_PATH = "/control/clock", "/control/due"
LOOK = 0.1  # seconds between two looks at the simulator
REMIND = 2.0  # seconds after which we say again where we stand, should it have forgotten
PATIENCE = ClientTimeout(total=2)
NOISE = timedelta(seconds=0.3)  # what the way here makes of a moment
STEPPED_BACK = timedelta(seconds=1)  # more than slewing ever takes away between two looks

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due next, and what: a word for the simulator's page, never a person's."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where this process stands: nothing left to do now, and what comes next."""

    idle: bool
    next_due: Due | None = None


def machine_time() -> datetime:
    """Return the machine's moment, aware UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- this is the place


class Clock:
    """What time it is for patients. It never goes back, whatever the machine's clock does."""

    def __init__(
        self,
        machine: Callable[[], datetime] = machine_time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._machine = machine
        self._steady = steady
        self._said: tuple[datetime, float] | None = None
        self._adrift = False
        self.offset = timedelta()
        self.changed = asyncio.Event()  # set when time has leapt, for whoever waits for it

    def now(self) -> datetime:
        """Return the moment, aware UTC.

        If the machine's clock is set back, time goes on at its usual pace from where it was: an
        alert that waits for its next step must not wait an hour longer for that.
        """
        at, moment = self._steady(), self._machine() + self.offset
        if self._said is not None:
            moment = self._onward(moment, at, *self._said)
        self._said = moment, at
        return moment

    def _onward(self, moment: datetime, at: float, said: datetime, said_at: float) -> datetime:
        expected = said + timedelta(seconds=at - said_at)
        adrift = moment < expected - STEPPED_BACK
        if adrift and not self._adrift:
            logger.warning("clock.went_back", seconds=round((expected - moment).total_seconds()))
        self._adrift = adrift
        return expected if adrift else max(moment, said)

    def move(self, offset: timedelta) -> bool:
        """Take over a larger offset, and return whether it was one. A smaller changes nothing."""
        if offset <= self.offset:
            return False
        self.offset = offset
        self.changed.set()
        return True

    async def follow(self, url: str) -> Never:
        """Take the simulator's offset over, within 0.2 s of its change. No error ends it."""
        address = _base(url) + CLOCK_PATH
        async with ClientSession(timeout=PATIENCE) as session:
            while True:
                self._take(await _get(session, address))
                await asyncio.sleep(LOOK)

    async def catch_up(self, url: str) -> None:
        """Take the simulator's offset over once: for a command that is over in a moment."""
        async with ClientSession(timeout=PATIENCE) as session:
            self._take(await _get(session, _base(url) + CLOCK_PATH))

    def _take(self, said: Any) -> None:
        try:
            self.move(self._offset(said))
        except (ValueError, OverflowError) as error:
            logger.warning("clock.unreadable", error=type(error).__name__)

    def _offset(self, said: Any) -> timedelta:
        match said:
            case {"offset_s": int(seconds) | float(seconds)}:
                return timedelta(seconds=seconds)
            case {"now": str(moment)}:
                ahead = datetime.fromisoformat(moment).astimezone(UTC) - self._machine()
                return ahead if ahead > self.offset + NOISE else self.offset
        return self.offset

    async def report(
        self, url: str, source: str, standing: Callable[[], Awaitable[Standing]]
    ) -> Never:
        """Tell the simulator where this process stands, when that changes and every 2 s.

        It waits for us to be idle at its own offset, so what was found out while time leapt is
        not told: it belongs to neither moment.
        """
        address = _base(url) + DUE_PATH
        told: Mapping[str, Any] | None = None
        told_at = -math.inf
        async with ClientSession(timeout=PATIENCE) as session:
            while True:
                offset = self.offset
                words = _words(source, offset, await standing())
                stale = words != told or self._steady() - told_at >= REMIND
                if stale and offset == self.offset:
                    told = words if await _post(session, address, words) else None
                    told_at = self._steady()
                await asyncio.sleep(LOOK)


def _words(source: str, offset: timedelta, standing: Standing) -> Mapping[str, Any]:
    due = standing.next_due
    return {
        "source": source,
        "offset_s": offset.total_seconds(),
        "idle": standing.idle,
        "next_due": {"at": _written(due.at), "what": due.what} if due else None,
    }


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _base(url: str) -> str:
    return url.rstrip("/").removesuffix(CLOCK_PATH)


async def _get(session: ClientSession, address: str) -> Any:
    try:
        async with session.get(address) as answer:
            return await answer.json(content_type=None)
    except (ClientError, OSError, ValueError):  # a timeout is an OSError
        return None


async def _post(session: ClientSession, address: str, words: Mapping[str, Any]) -> bool:
    try:
        async with session.post(address, json=words) as answer:
            return answer.ok
    except (ClientError, OSError):
        return False
