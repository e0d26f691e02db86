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
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What the patient said to a reminder. A patient's answer never cancels anything."""

    NONE = "none"
    CONFIRMED = "confirmed"
    CANNOT_COME = "cannot_come"
    DONE = "done"


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
