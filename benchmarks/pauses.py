"""The pauses of the machine itself: when a process that does nothing was not let run.

A virtual machine whose disk is busy stops for tens of milliseconds, all its processors at once. A
stall that falls into such a pause is not the work of whoever is measured beside it.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from threading import Thread

NAP = 0.0005
LATE = 0.004  # seconds: whoever sleeps wakes sooner than this beside two busy processes

Pause = tuple[float, float]


@asynccontextmanager
async def pauses() -> AsyncIterator[list[Pause]]:
    """Yield a list that holds, once the block has ended, when the machine stood still.

    Begin and end are in seconds of `time.perf_counter`, which is one clock for all processes here.
    """
    command = (sys.executable, "-m", "benchmarks.pauses")
    pipes = {"stdin": asyncio.subprocess.PIPE, "stdout": asyncio.subprocess.PIPE}
    process = await asyncio.create_subprocess_exec(*command, **pipes)
    assert process.stdout is not None
    await process.stdout.readline()  # it has begun
    found: list[Pause] = []
    try:
        yield found
    finally:
        said, _ = await process.communicate(b"")  # nobody listens any more
        found.extend((begin, end) for begin, end in json.loads(said))


def without(begin: float, end: float, pauses: Iterable[Pause]) -> float:
    """Return how many seconds of a span do not lie in a pause."""
    inside = (min(end, last) - max(begin, first) for first, last in pauses)
    return end - begin - sum(part for part in inside if part > 0)


def watch() -> None:
    """Sleep until nobody listens any more, and say when that took too long."""
    listening = Thread(target=sys.stdin.read)
    listening.start()
    print(flush=True)
    found, before = list[Pause](), time.perf_counter()
    while listening.is_alive():
        listening.join(NAP)
        now = time.perf_counter()
        if now - before > LATE:
            found.append((before, now))
        before = now
    print(json.dumps(found))


if __name__ == "__main__":
    watch()
