"""Appointments and the answers to them: the words. Dates are entered by staff, never computed."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum


class AppointmentKind(StrEnum):
    INFUSION = "infusion"
    BLOOD_TEST = "blood_test"


class AppointmentStatus(StrEnum):
    PLANNED = "planned"
    GIVEN = "given"  # it took place: infused, or blood drawn
    MISSED = "missed"  # somebody said that it did not take place
    CANCELLED = "cancelled"

    @property
    def stands(self) -> bool:
        """Say whether it counts: it is planned, or took place."""
        return self in (AppointmentStatus.PLANNED, AppointmentStatus.GIVEN)


class Answer(StrEnum):
    """What the patient said to a reminder. A patient's answer never cancels anything."""

    NONE = "none"
    CONFIRMED = "confirmed"
    CANNOT_COME = "cannot_come"
    DONE = "done"


class Reason(StrEnum):
    """Why somebody cannot come. Who is ill is asked how, at once."""

    ILL = "ill"
    WAY = "way"  # no way to get there
    DATE = "date"  # the date does not suit
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Dated:
    """An appointment of a plan, proposed or entered; `ref` names it within the plan.

    `wall` is date and time as the clinic's clock in `zone` shows them, `day` counts from the first
    infusion of its `course`. A blood test names its `tests` and the infusion that it `gates`.
    """

    ref: str
    kind: AppointmentKind
    wall: datetime
    zone: tzinfo
    course: int = 1
    day: int = 0
    tests: tuple[str, ...] = ()
    gates: str | None = None
    status: AppointmentStatus = AppointmentStatus.PLANNED
