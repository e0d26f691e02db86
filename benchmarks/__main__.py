"""`make bench`: measures the service beside an echo bot, and prints a table. Writes nothing."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks import alerts, bots, load, locales, sweep, triage

Found = TypeVar("Found")
ROW = "{:<32}" + " {:>12}" * 5 + " {:>6} {:>6}   {}"
HEAD = ("companion", "durable echo", "echo bot", "bare echo", "no limits", "c/e", "d/e", "promised")
LINES = (
    ("start to first poll, ms", "first_poll", "companion under 2000"),
    ("idle memory, MB", "idle_memory", "companion under 120"),
    ("memory after the work, MB", "busy_memory", ""),
    ("idle CPU, ms a minute", "idle_cpu", ""),
    ("CPU an update, 20 a second, ms", "steady", "durable not above the echo bot"),
    ("CPU an update, 1000 at once, ms", "burst", "durable not above the echo bot"),
    ("answered of 1000 at once", "delivered", "companion all"),
    ("seconds until the last answer", "seconds", ""),
)
BOTS = (bots.companion, bots.durable, bots.limited, bots.bare, bots.unlimited)
COMPARED = BOTS[1:3]
ROUNDS = 3  # of those that are compared, in turn: one alone is off by up to a sixth


def ratio(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.2f}" if theirs else "-"


def show(measured: Sequence[bots.Measured]) -> None:
    """Print the service, an echo on its loops, and the rival: with its limiter, bare, unhindered.

    The rival that is compared is the one that delivers what it owes (decision 6).
    """
    print(ROW.format("", *HEAD))
    for what, name, promised in LINES:
        talk, kept, rival, *others = (getattr(one, name) for one in measured)
        shown = [f"{found:.2f}" for found in (talk, kept, rival, *others)]
        print(ROW.format(what, *shown, ratio(talk, rival), ratio(kept, rival), promised))


def show_alerts(found: alerts.Measured) -> None:
    print(f"\nReport to alert while {found.reminders} of {alerts.REMINDERS} reminders went out:")
    print(f"  p50 {found.half:.2f} s, p99 {found.nearly_all:.2f} s (promised: under 1 s)", end="")
    print(f", slowest {found.slowest:.2f} s, refused with 429: {found.refused} (promised: none)")


async def in_folder(measure: Callable[[Path], Awaitable[Found]]) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        return await measure(Path(folder))


async def show_bots() -> None:
    """Measure each bot in a folder of its own; print the table and how far the rounds differ."""
    found = {measure: [await in_folder(measure)] for measure in BOTS}
    for _ in range(1, ROUNDS):
        for measure in COMPARED:
            found[measure].append(await in_folder(measure))
    show([bots.median(rounds) for rounds in found.values()])
    kept, rival = (found[measure] for measure in COMPARED)
    for name in ("steady", "burst"):
        pairs = [
            ratio(getattr(a, name), getattr(b, name)) for a, b in zip(kept, rival, strict=True)
        ]
        print(f"d/e of each round, {name}: {', '.join(pairs)}")


async def main() -> None:
    """Measure what is named, or everything."""
    only = sys.argv[1:] or [*SHOWS]
    for name in SHOWS:
        if name in only:
            await SHOWS[name]()


async def _alerts() -> None:
    show_alerts(await in_folder(alerts.measure))


async def _load() -> None:
    load.show()


SHOWS: Mapping[str, Callable[[], Awaitable[None]]] = {
    "bots": show_bots,
    "alerts": _alerts,
    "sweep": partial(in_folder, sweep.show),
    "triage": triage.show,
    "locales": partial(in_folder, locales.show),
    "load": _load,
}
asyncio.run(main())
