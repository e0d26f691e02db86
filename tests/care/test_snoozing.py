"""A reminder put off comes while the patient is awake, before the date, and never twice at once."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from care.calendar import QuietHours, UnclearTime, local
from care.reminders import MORNING_BEFORE, PatientClock
from care.snoozing import SOON, Snooze, can_wait, moments
from tests.care.test_zone_changes import ZONES

LONDON = PatientClock(ZoneInfo("Europe/London"))
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
WEEK = timedelta(days=7)


@st.composite
def clocks(draw) -> PatientClock:
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    minutes = st.times().map(lambda one: one.replace(second=0, microsecond=0))
    try:
        return PatientClock(zone, QuietHours(draw(minutes), draw(minutes)))
    except UnclearTime:
        return PatientClock(zone)


def test_the_usual_choices_are_soon_this_evening_and_tomorrow():
    assert moments(MONDAY + WEEK, LONDON, MONDAY) == {
        Snooze.HOURS: datetime(2026, 3, 2, 13, tzinfo=UTC),
        Snooze.EVENING: datetime(2026, 3, 2, 20, 30, tzinfo=UTC),
        Snooze.TOMORROW: datetime(2026, 3, 3, 10, tzinfo=UTC),
    }


def test_who_works_at_night_is_reminded_after_sleep():
    worker = PatientClock(ZoneInfo("Europe/London"), QuietHours(time(8), time(16)))

    found = moments(MONDAY + WEEK, worker, datetime(2026, 3, 2, 7, tzinfo=UTC))

    assert found == {
        Snooze.EVENING: datetime(2026, 3, 2, 20, 30, tzinfo=UTC),
        Snooze.TOMORROW: datetime(2026, 3, 3, 16, tzinfo=UTC),
    }


@given(
    clock=clocks(),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- the zone follows
    ahead=st.timedeltas(timedelta(minutes=1), timedelta(days=20)),
)
def test_each_choice_is_to_come_awake_apart_and_before_the_last_reminder(clock, now, ahead):
    at = now + ahead

    found = moments(at, clock, now)

    order = [now, *sorted(found.values())]
    assert all(later - one >= SOON for one, later in pairwise(order))
    assert [moment for moment in found.values() if clock.waking(moment) != moment] == []
    assert [moment for moment in found.values() if moment > at - MORNING_BEFORE] == []
    if Snooze.EVENING in found:
        evening = local(found[Snooze.EVENING], clock.zone)
        assert evening.date() == local(now, clock.zone).date()
    if found:
        assert can_wait(at, now)
