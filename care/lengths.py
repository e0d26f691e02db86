"""How long an appointment takes, as a calendar shows it. A guess for planning a day, no promise.

Owner: the care team's lead. Date: 2026-11. Source for infusions: care/cadence.py; for blood tests:
design of this project, a draw and the wait before it. Status: PROPOSED, nobody has signed it.
"""

from datetime import timedelta

from care.appointments import AppointmentKind
from care.cadence import FIRST_TAKES, LATER_TAKES

BLOOD_TEST_TAKES = timedelta(minutes=30)


def length(kind: AppointmentKind, *, first: bool) -> timedelta:
    """Return how long an appointment takes; `first` is a patient's very first infusion."""
    if kind is AppointmentKind.BLOOD_TEST:
        return BLOOD_TEST_TAKES
    return FIRST_TAKES if first else LATER_TAKES
