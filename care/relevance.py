"""Which planned messages still make sense, as their appointment stands and was answered.

Pure values: it never reads the clock. When a message is due, and when it expires, is the business
of care/reminders.py and care/cadence.py.

Owner: the care team's lead. Date: 2026-11. Source: design of this project. Status: PROPOSED.
"""

from collections.abc import Mapping

from care.appointments import Answer, AppointmentStatus
from care.reminder_kinds import ReminderKind
from care.reminders import Slot

_TO_COME = frozenset({AppointmentStatus.PLANNED})
_COUNTS = frozenset(status for status in AppointmentStatus if status.stands)
_OPEN = frozenset({Answer.NONE})
_ANY = frozenset(Answer)

# For which appointments each kind makes sense. That one is cancelled is told of a cancelled one.
STANDS_FOR: Mapping[ReminderKind, frozenset[AppointmentStatus]] = {
    ReminderKind.REMINDER: _TO_COME,
    ReminderKind.NUDGE: _TO_COME,
    ReminderKind.SNOOZED: _TO_COME,
    ReminderKind.CHANGE: _TO_COME | {AppointmentStatus.CANCELLED},
    ReminderKind.PRE_INFUSION: _TO_COME,
    ReminderKind.REACTION: _COUNTS,
    ReminderKind.CHECK_IN: _COUNTS,
    ReminderKind.EXPECTATION: _COUNTS,
    ReminderKind.TEACH_BACK: _COUNTS,
}

# After which answers. Who cannot come is not asked about an infusion that will be moved.
HEARD_AFTER: Mapping[ReminderKind, frozenset[Answer]] = {
    ReminderKind.REMINDER: _OPEN,
    ReminderKind.NUDGE: _OPEN,
    ReminderKind.SNOOZED: _OPEN | {Answer.CONFIRMED},
    ReminderKind.CHANGE: _ANY,
    ReminderKind.PRE_INFUSION: _ANY - {Answer.CANNOT_COME},
    ReminderKind.REACTION: _ANY,
    ReminderKind.CHECK_IN: _ANY,
    ReminderKind.EXPECTATION: _ANY,
    ReminderKind.TEACH_BACK: _ANY,
}


def makes_sense(kind: ReminderKind, slot: str, status: AppointmentStatus, answer: Answer) -> bool:
    """Say whether a message of this kind and slot is still to be heard.

    Who has confirmed an appointment is reminded of it on the morning, and not before.
    """
    if status not in STANDS_FOR[kind]:
        return False
    if kind is ReminderKind.REMINDER and answer is Answer.CONFIRMED:
        return slot == Slot.MORNING
    return answer in HEARD_AFTER[kind]
