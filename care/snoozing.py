"""When a patient can be reminded again: "remind me later", as moments to choose from.

Pure: it reads no clock and holds no sentence. Owner: the care team's lead. Date: 2026-11. Source:
design of this project. Status: PROPOSED, nobody has signed it.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum

from care.calendar import DAY, instant, local
from care.reminders import MORNING_BEFORE, REMIND_AT, PatientClock


class Snooze(StrEnum):
    """How much later. The value stands on buttons."""

    HOURS = "hours"
    EVENING = "evening"
    TOMORROW = "tomorrow"


IN_HOURS = timedelta(hours=3)
SOON = timedelta(hours=1)  # what is nearer than this, or as near to another choice, is no "later"
BEFORE = MORNING_BEFORE  # later than the last reminder of the appointment, none makes sense


def can_wait(at: datetime, now: datetime) -> bool:
    """Say whether any later reminder may fit before an appointment at `at`."""
    return at - BEFORE - now >= SOON


def moments(at: datetime, patient: PatientClock, now: datetime) -> dict[Snooze, datetime]:
    """Return the choices before an appointment at `at`, each while the patient is awake."""
    found: dict[Snooze, datetime] = {}
    for choice, moment in _asked_for(patient, now):
        told = (now, *found.values())
        if moment <= at - BEFORE and all(moment - one >= SOON for one in told):
            found[choice] = moment
    return found


def _asked_for(patient: PatientClock, now: datetime) -> Iterator[tuple[Snooze, datetime]]:
    today = local(now, patient.zone).date()
    soon = now + IN_HOURS
    if patient.waking(soon) == soon:
        yield Snooze.HOURS, soon
    evening = patient.evening(instant(today + DAY, time(), patient.zone))
    if local(evening, patient.zone).date() == today:
        yield Snooze.EVENING, evening
    yield Snooze.TOMORROW, patient.waking(instant(today + DAY, REMIND_AT, patient.zone))
