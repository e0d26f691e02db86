"""`make bench`: measures the service beside a bare echo bot, and prints a table. Writes nothing."""

import asyncio
import sys
import tempfile
from pathlib import Path

from benchmarks import alerts, bots

ROW = "{:<44} {:>12} {:>12} {:>8}   {}"


def row(what: str, ours: float, theirs: float, promise: str) -> str:
    ratio = f"{ours / theirs:.2f}" if theirs else "-"
    return ROW.format(what, f"{ours:.2f}", f"{theirs:.2f}", ratio, promise)


def show(ours: bots.Measured, theirs: bots.Measured) -> None:
    print(ROW.format("", "companion", "echo bot", "ratio", "promised"))
    print(row("start to first poll, ms", ours.first_poll, theirs.first_poll, "under 2000"))
    print(row("idle memory, MB", ours.idle_memory, theirs.idle_memory, "under 120"))
    print(row("memory after the work, MB", ours.busy_memory, theirs.busy_memory, ""))
    print(row("idle CPU, ms a minute", ours.idle_cpu, theirs.idle_cpu, ""))
    print(row("CPU an update, 20 a second, ms", ours.steady, theirs.steady, "ratio 1 or less"))
    print(row("CPU an update, 1000 at once, ms", ours.burst, theirs.burst, "ratio 1 or less"))


def show_alerts(found: alerts.Measured) -> None:
    print(f"\nReport to alert while {found.reminders} of {alerts.REMINDERS} reminders went out:")
    print(f"  p50 {found.half:.2f} s, p99 {found.nearly_all:.2f} s (promised: under 1 s)", end="")
    print(f", slowest {found.slowest:.2f} s, refused with 429: {found.refused} (promised: none)")


async def main() -> None:
    only = sys.argv[1:]
    if not only or "bots" in only:
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            show(await bots.companion(Path(one)), await bots.echo(Path(other)))
    if not only or "alerts" in only:
        with tempfile.TemporaryDirectory() as folder:
            show_alerts(await alerts.measure(Path(folder)))


asyncio.run(main())
