"""Living through days: from due moment to due moment, as the service itself would."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scheduler.ticks import TICKS
from tests.clinic import PATIENT, TAGS, Clinic
from tests.wire import Accepted

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Heard:
    """What somebody got on the phone, and when."""

    at: datetime
    message: Accepted

    @property
    def text(self) -> str:
        return TAGS.sub("", self.message.text)

    @property
    def first_line(self) -> str:
        return self.text.split("\n")[0]


def utc(*at: int) -> datetime:
    return datetime(*at, tzinfo=UTC)


async def lived(
    clinic: Clinic,
    until: datetime,
    who: int = PATIENT,
    stop: Callable[[Heard], bool] = lambda _: False,
) -> list[Heard]:
    """Live until a moment, or until something is heard at which to `stop`; return what was heard.

    Looks a minute before each due moment too, so that nothing that comes early goes unseen.
    """
    heard: list[Heard] = []
    clinic.heard()
    while clinic.at < until:
        due = await _next_due(clinic) or until
        for at in (due - A_MINUTE, due):
            ahead = min(max(at, clinic.at + timedelta(seconds=1)), until) - clinic.at
            await clinic.passes(seconds=ahead.total_seconds())
            heard += [Heard(clinic.at, one) for one in clinic.heard() if _new(one, who)]
            if any(stop(one) for one in heard):
                return heard
    return heard


async def _next_due(clinic: Clinic) -> datetime | None:
    """Return when any tick has something to do again, never the past."""
    async with clinic.service.begin() as session:
        found = [await tick.next_due(session) for tick in TICKS if tick.next_due]
    soon = clinic.at + A_MINUTE
    return min((max(at, soon) for at in found if at), default=None)


def _new(one: Accepted, who: int) -> bool:
    return one.chat == who and one.method in ("sendMessage", "sendDocument", "sendPhoto")
