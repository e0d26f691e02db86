"""How long a red flag takes to the team's group while thousands of reminders go out.

The simulator keeps Telegram's limits here. The reminders are real ones: infusions that were
entered, and a clock that leaps to the day before them.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import gauges
from tests.outside import PATIENT, TOKEN, Outside
from tests.running import Simulator, simulator, until

REMINDERS = 5000
REPORTS = 74
EVERY = 4.0  # seconds between reports: a group may read 20 messages a minute
FEVER = "I have a fever"
AT = (10, 0)  # when reminders go out, on the wall clock of the seeded country
ZONE = ZoneInfo("Europe/London")
BEGAN = 25  # reminders that have gone out when the first report is written
PATIENTS = REMINDERS + REPORTS  # whoever reports is none of those who are counted


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds from a patient's message to the group's having the alert."""

    half: float
    nearly_all: float
    slowest: float
    reminders: int  # that went out meanwhile
    refused: int  # calls that Telegram answered with 429


async def measure(folder: Path) -> Measured:
    """Let the reminders fall due, and report while they go out."""
    async with simulator() as telegram:
        place = Outside(telegram, folder)
        await place.opens(PATIENTS)
        await place.all_pressed_start(PATIENTS)
        place.env["COMPANION_CLOCK_URL"] = telegram.address
        async with place.runs():
            await _until_polling(telegram)
            await telegram.control("clock", {"to": _day_before(), "jump": True})
            await _until_reminding(telegram)
            written = await _report(telegram)
            return await _measured(place, written)


async def _until_polling(telegram: Simulator) -> None:
    async def polled() -> object:
        return await telegram.calls("getUpdates")

    await until(polled, 60)


async def _until_reminding(telegram: Simulator) -> None:
    async def reminded() -> bool:
        return len(await telegram.calls("sendMessage")) > BEGAN

    await until(reminded, 120)


async def _report(telegram: Simulator) -> Mapping[int, float]:
    """Let patients report a fever, one after the other; return when each did, by their number."""
    written = {}
    for number in range(REPORTS):
        who = PATIENT + PATIENTS - 1 - number  # the last to be reminded
        written[who] = time.time()
        body = {"chat_id": who, "from": who, "text": FEVER, "token": TOKEN}
        await telegram.control("messages", body)
        await asyncio.sleep(EVERY)
    return written


async def _measured(place: Outside, written: Mapping[int, float]) -> Measured:
    async def all_alerted() -> bool:
        return len(await _alerts(place)) >= len(written)

    async def all_reminded() -> bool:
        return await _reminded(place, written) >= REMINDERS

    await until(all_alerted, 120)
    alerted = await _alerts(place)
    await until(all_reminded, 120)
    delays = [at - began for at, began in zip(alerted, written.values(), strict=True)]
    calls = await place.telegram.calls()
    return Measured(
        half=gauges.percentile(delays, 50),
        nearly_all=gauges.percentile(delays, 99),
        slowest=max(delays),
        reminders=await _reminded(place, written),
        refused=sum(call["http"] == 429 for call in calls),
    )


async def _alerts(place: Outside) -> list[float]:
    """Return when each alert's first message reached the group, in the order of their numbers."""
    found: dict[str, float] = {}
    for call in await place.telegram.calls("sendMessage"):
        said = call["parameters"]
        if call["ok"] and said["chat_id"] == place.group and "No. " in said["text"]:
            number = said["text"].partition("No. ")[2].split()[0].rstrip("·.,:")
            found.setdefault(number, datetime.fromisoformat(call["real_at"]).timestamp())
    return [found[number] for number in sorted(found, key=int)]


async def _reminded(place: Outside, written: Mapping[int, float]) -> int:
    """Return how many of those who did not report have been sent something."""
    chats = {
        int(call["parameters"]["chat_id"]) for call in await place.telegram.calls("sendMessage")
    }
    return sum(chat >= PATIENT and chat not in written for chat in chats)


def _day_before() -> str:
    """Return the moment at which the day-before reminders of seeded infusions fall due."""
    day = datetime.now(ZONE) + timedelta(days=6)  # noqa: TID251 -- a measurement begins now
    due = day.replace(hour=AT[0], minute=AT[1], second=5, microsecond=0)
    return due.astimezone(UTC).isoformat().replace("+00:00", "Z")
