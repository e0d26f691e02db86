"""What a planned message to a patient is about: the words. A message may hold several of them."""

from enum import StrEnum


class ReminderKind(StrEnum):
    """The value is stored, with the slot that is its own."""

    REMINDER = "reminder"  # a slot before an appointment: care/reminders.py
    NUDGE = "nudge"  # once more, because nothing was answered
    SNOOZED = "snoozed"  # once more, because the patient asked for it
    CHANGE = "change"  # a date was moved or cancelled; the slot: new version|wall time before
    PRE_INFUSION = "pre_infusion"  # these three with the parts of care/cadence.py as slots
    REACTION = "reaction"
    CHECK_IN = "check_in"
    EXPECTATION = "expectation"  # what to expect now: care/expectations.py
    TEACH_BACK = "teach_back"  # a short question once more: care/teach_back.py


ASKS = frozenset({ReminderKind.PRE_INFUSION, ReminderKind.REACTION, ReminderKind.CHECK_IN})
