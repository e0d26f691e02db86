"""The simulator's clock: real time plus an offset that only grows. Nothing else reads a clock."""

import math
import time
from datetime import UTC, datetime


class Clock:
    """Simulated time for what people see, real time for what machines wait for."""

    def __init__(self) -> None:
        self.offset = 0.0

    def now(self) -> datetime:
        """Return the simulated moment, aware UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def seconds(self) -> float:
        """Return the simulated moment in seconds since 1970."""
        return time.time() + self.offset

    def unix(self) -> int:
        """Return the simulated moment in whole seconds, as Telegram writes dates."""
        return int(self.seconds())

    def real(self) -> datetime:
        """Return the machine's moment, aware UTC."""
        return datetime.fromtimestamp(time.time(), UTC)

    def steady(self) -> float:
        """Return seconds that never jump: for limits, timeouts and waiting."""
        return time.monotonic()

    def move_to(self, moment: float) -> None:
        """Make it `moment` (seconds since 1970), or change nothing when that has passed.

        The offset is a whole number of milliseconds, rounded up: everybody can repeat it exactly,
        and the moment has surely come.
        """
        self.offset = max(self.offset, math.ceil((moment - time.time()) * 1000) / 1000)


def written(moment: datetime) -> str:
    """Return a moment in RFC 3339 with Z, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
