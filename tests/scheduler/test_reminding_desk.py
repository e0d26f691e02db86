"""The promise: the short way to decide about a message alone says what the long way would say."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.cadence import CheckPart
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from care.reminders import PatientClock, Slot
from scheduler.reminding_desk import Decided, Desk, Waiting, counted
from store.reminders import Dated, Known, Owed, Planned, Reminded

NOW = datetime(2026, 3, 8, 10, tzinfo=UTC)
LONDON = PatientClock(ZoneInfo("Europe/London"))
MINA = Reminded(1, 1, 5, PatientState.ENROLLED, False, None, None, None, None)  # noqa: FBT003 -- a row
# News never counts: whoever had some takes the long way to the same end.
NEWS = Owed(9, ReminderKind.CHANGE, "moved", NOW, NOW - timedelta(days=1))


def infusion(local: str) -> Dated:
    kind, at = AppointmentKind.INFUSION, datetime.fromisoformat(local).replace(tzinfo=UTC)
    standing = (AppointmentStatus.PLANNED, Answer.NONE)
    return Dated(7, kind, local, "Europe/London", at, None, [], *standing, 0, None)


def alone(kind: ReminderKind, slot: str, due: datetime, *owed: Owed) -> Desk:
    visit = infusion("2026-03-09T11:00")
    row = Planned(3, kind, date(2026, 3, 9), slot, due, visit.at, visit)
    known = Known([row], list(owed), [(visit.local, visit.zone)])
    return Desk(MINA, LONDON, known, [Waiting(row, max(due, NOW), visit.at)], NOW)


@pytest.mark.parametrize("kind", ReminderKind)
def test_what_is_alone_goes_as_if_it_had_been_counted(kind):
    for slot, hours in product((*Slot, *CheckPart), (-30, 0, 1)):
        due, ways = NOW + timedelta(hours=hours), (Decided(), Decided())

        short = counted(ways[0], alone(kind, slot, due))
        long = counted(ways[1], alone(kind, slot, due, NEWS))

        assert (short, ways[0]) == (long, ways[1])
        assert len(short) == (hours <= 0)
