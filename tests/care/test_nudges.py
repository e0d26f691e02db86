from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from care.calendar import QuietHours
from care.nudges import ASK_AGAIN, AT_LEAST, COUNTS_AS_ONE, GIVE_UP, Silence, silence
from care.reminders import PatientClock

ROME = PatientClock(ZoneInfo("Europe/Rome"))
FIRST = datetime(2026, 6, 1, 8, tzinfo=UTC)  # ten in the morning in Rome
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_after_a_day_without_an_answer_comes_a_nudge_and_after_another_the_team():
    after = silence(FIRST, [FIRST + 6 * DAY, FIRST + 7 * DAY], ROME, FIRST + 7 * DAY + 2 * HOUR)

    assert after == Silence(FIRST + ASK_AGAIN, FIRST + ASK_AGAIN + GIVE_UP)


def test_a_reminder_within_two_days_is_the_nudge():
    coming = [FIRST + COUNTS_AS_ONE, FIRST + COUNTS_AS_ONE + 30 * HOUR]

    after = silence(FIRST, coming, ROME, FIRST + 5 * DAY)

    assert after == Silence(None, coming[0] + GIVE_UP)


def test_a_minute_later_it_is_not():
    later = FIRST + COUNTS_AS_ONE + timedelta(minutes=1)

    assert silence(FIRST, [later], ROME, FIRST + 5 * DAY).nudge == FIRST + ASK_AGAIN


def test_the_team_is_asked_by_the_hour_of_the_last_reminder():
    coming = [FIRST + DAY, FIRST + DAY + 20 * HOUR]

    after = silence(FIRST, coming, ROME, coming[-1] + 2 * HOUR)

    assert after == Silence(None, coming[-1])


def test_but_not_before_there_was_time_to_answer_the_second_message():
    coming = [FIRST + DAY]

    after = silence(FIRST, coming, ROME, coming[-1] + 2 * HOUR)

    assert after == Silence(None, coming[0] + AT_LEAST)


@pytest.mark.parametrize("begins", [FIRST + 3 * HOUR, FIRST + ASK_AGAIN])
def test_where_there_is_no_time_for_a_second_message_nobody_gives_up_on_one(begins):
    assert silence(FIRST, [], ROME, begins) == Silence(None, None)


def test_nobody_is_woken_for_a_nudge():
    asleep = PatientClock(ZoneInfo("Europe/Rome"), QuietHours.parse("09:30-12:00"))

    after = silence(FIRST, [], asleep, FIRST + 7 * DAY)

    assert after.nudge == FIRST + ASK_AGAIN + 2 * HOUR
