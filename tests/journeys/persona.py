"""Somebody who lives with the bot: answers what is asked, in her own way, and misses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from care.proposals import Dates
from scheduler import planning
from scheduler.planning import Wish
from store.tables import Patient
from tests.clinic import LONDON, PATIENT, Clinic
from tests.journeys.living import Heard, lived

HOME = ZoneInfo(LONDON)
CONFIRMS = {  # which button she presses first, if it is there
    "I will come": "I will come",
    "Nothing of this": "Nothing of this",
    "Nothing new since": "Nothing new since",
    "Yes, it took place": "Yes, it took place",
    "Nothing unusual": "Nothing unusual",
    "Nothing new": "Nothing new",
    "No change noticed": "No change noticed",
    "Done already": "Done already",
}


@dataclass
class Patience:
    """A patient who answers everything at once, with the buttons she knows."""

    clinic: Clinic
    chat: int = PATIENT
    presses: Mapping[str, str] = field(default_factory=lambda: dict(CONFIRMS))

    async def lives(self, until: datetime) -> list[Heard]:
        """Live until a moment, answering each message as it comes; return what we began."""
        heard: list[Heard] = []
        while self.clinic.at < until:
            new = await lived(self.clinic, until, self.chat, self._asks)
            heard += new
            for one in new:
                await self._answers(one)
        return heard

    def _asks(self, one: Heard) -> bool:
        return any(self._meant(label) for label in one.message.buttons)

    async def _answers(self, one: Heard) -> None:
        for label, data in one.message.buttons.items():
            if self._meant(label):
                await self.clinic.presses(self.chat, data, one.message.message_id)

    def _meant(self, label: str) -> bool:
        return any(label.endswith(known) for known in self.presses)


async def planned(
    clinic: Clinic, regimen: str, start: date, courses: int = 1, patient: int = 1
) -> None:
    """Let the team enter a plan as it is proposed."""
    async with clinic.service.begin() as session:
        row = await session.get_one(Patient, patient)
        wish = Wish(regimen, Dates(HOME, time(9, 30), start, courses))
        offer = await planning.propose(session, row, wish, clinic.at)
        await planning.accept(session, row, offer, "test", clinic.at)


def per_day(heard: list[Heard], zone: ZoneInfo = HOME) -> dict[date, int]:
    """Return how many messages came on each day of the patient's calendar."""
    found: dict[date, int] = {}
    for one in heard:
        day = one.at.astimezone(zone).date()
        found[day] = found.get(day, 0) + 1
    return found


def in_the_night(heard: list[Heard], zone: ZoneInfo = HOME) -> list[datetime]:
    """Return when something came between nine in the evening and eight in the morning."""
    moments = [one.at.astimezone(zone) for one in heard]
    return [at for at in moments if not time(8) <= at.time() < time(21)]
