"""Appointments and the answers to them: the words. Dates are entered by staff, never computed."""

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
