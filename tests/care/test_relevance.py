from itertools import product

import pytest

from care.appointments import Answer, AppointmentStatus
from care.relevance import HEARD_AFTER, STANDS_FOR, makes_sense
from care.reminder_kinds import ReminderKind
from care.reminders import Slot

PLANNED, GIVEN, MISSED, CANCELLED = AppointmentStatus
AHEAD = [ReminderKind.REMINDER, ReminderKind.NUDGE, ReminderKind.SNOOZED, ReminderKind.PRE_INFUSION]
AFTER = [
    ReminderKind.REACTION,
    ReminderKind.CHECK_IN,
    ReminderKind.EXPECTATION,
    ReminderKind.TEACH_BACK,
]


def heard(kind, status=PLANNED, answer=Answer.NONE, slot=Slot.DAYS_1):
    return makes_sense(kind, slot, status, answer)


def test_every_kind_has_its_rule():
    assert set(STANDS_FOR) == set(HEARD_AFTER) == set(ReminderKind)


@pytest.mark.parametrize(("kind", "status"), [*product(AHEAD, [GIVEN, MISSED, CANCELLED])])
def test_what_comes_before_a_date_is_for_one_to_come(kind, status):
    assert heard(kind)
    assert not heard(kind, status)


@pytest.mark.parametrize("kind", AFTER)
def test_what_comes_after_an_infusion_is_for_one_that_counts(kind):
    assert [status for status in AppointmentStatus if heard(kind, status)] == [PLANNED, GIVEN]


def test_that_a_date_is_cancelled_is_told_of_one_that_is():
    told = [status for status in AppointmentStatus if heard(ReminderKind.CHANGE, status)]

    assert told == [PLANNED, CANCELLED]


def test_who_has_confirmed_hears_only_the_morning():
    slots = [s for s in Slot if heard(ReminderKind.REMINDER, answer=Answer.CONFIRMED, slot=s)]

    assert slots == [Slot.MORNING]
    assert not heard(ReminderKind.NUDGE, answer=Answer.CONFIRMED)
    assert heard(ReminderKind.SNOOZED, answer=Answer.CONFIRMED)


def test_who_cannot_come_is_not_asked_before_but_watched_if_it_takes_place_all_the_same():
    said = [kind for kind in ReminderKind if heard(kind, answer=Answer.CANNOT_COME)]

    assert sorted(said) == sorted([ReminderKind.CHANGE, *AFTER])
