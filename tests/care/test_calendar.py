from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.calendar import (
    QuietHours,
    UnclearTime,
    UnknownZone,
    clock_time,
    instant,
    last_at,
    local,
    next_at,
    zone_named,
)

NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
CAIRO = ZoneInfo("Africa/Cairo")
APIA = ZoneInfo("Pacific/Apia")
NIGHT = QuietHours(time(21), time(8))

zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
days = st.dates(date(2024, 1, 1), date(2034, 12, 31))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2034, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        (date(2026, 3, 8), time(2, 30), NEW_YORK, utc(2026, 3, 8, 7, 30)),
        (date(2026, 11, 1), time(1, 30), NEW_YORK, utc(2026, 11, 1, 5, 30)),
        (date(2026, 11, 1), time(1, 30, fold=1), NEW_YORK, utc(2026, 11, 1, 5, 30)),
        (date(2026, 4, 24), time(0), CAIRO, utc(2026, 4, 23, 22)),
        (date(2026, 10, 4), time(2, 15), LORD_HOWE, utc(2026, 10, 3, 15, 45)),
        (date(2028, 2, 29), time(10), NEW_YORK, utc(2028, 2, 29, 15)),
        (date(2011, 12, 30), time(10), APIA, utc(2011, 12, 30, 20)),
    ],
    ids=[
        "half past two does not exist",
        "half past one happens twice, the first counts",
        "whoever marked it the second, the first counts",
        "midnight does not exist",
        "half an hour is left out",
        "leap day",
        "a day does not exist",
    ],
)
def test_a_wall_time_names_one_moment(day, clock, zone, expected):
    assert instant(day, clock, zone) == expected
    assert instant(day, clock, zone).tzinfo is UTC


@given(days, clocks, zones)
def test_a_wall_time_that_exists_comes_back_and_one_that_does_not_is_later(day, clock, zone):
    shown = local(instant(day, clock, zone), zone).replace(tzinfo=None)

    exists = shown == datetime.combine(day, clock)
    assert exists or shown > datetime.combine(day, clock)
    assert shown.date() == day


def test_a_moment_without_zone_is_on_nobodys_clock():
    with pytest.raises(ValueError, match="without a zone"):
        local(datetime(2026, 3, 8, 10), NEW_YORK)  # noqa: DTZ001 - that is the point


@given(moments, clocks, zones)
def test_next_and_last_lie_strictly_on_their_side_and_not_far(moment, clock, zone):
    after, before = next_at(clock, zone, moment), last_at(clock, zone, moment)

    assert before < moment < after
    assert after - moment <= timedelta(hours=26)
    assert moment - before <= timedelta(hours=26)


@given(moments, clocks, zones)
def test_nothing_that_shows_the_time_is_skipped(moment, clock, zone):
    after = next_at(clock, zone, moment)

    quarter = timedelta(minutes=15)
    passed = moment - timedelta(minutes=moment.minute % 15, seconds=moment.second)
    while (passed := passed + quarter) < after - quarter:
        shown = local(passed, zone).replace(tzinfo=None)
        wanted = datetime.combine(shown.date(), clock)
        assert not (shown <= wanted < shown + quarter and _exists(wanted, zone))


def _exists(wall: datetime, zone: ZoneInfo) -> bool:
    there = instant(wall.date(), wall.time(), zone)
    return local(there, zone).replace(tzinfo=None) == wall


def test_the_hour_that_comes_twice_is_found_twice():
    first = next_at(time(1, 30), NEW_YORK, utc(2026, 11, 1, 4))
    second = next_at(time(1, 30), NEW_YORK, first)

    assert (first, second) == (utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30))
    assert last_at(time(1, 30), NEW_YORK, utc(2026, 11, 1, 12)) == second


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [(time(20, 59), False), (time(21), True), (time(3), True), (time(7, 59), True)],
)
def test_quiet_hours_run_over_midnight(clock, quiet):
    assert NIGHT.hold(clock) is quiet


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [(time(12, 59), False), (time(13), True), (time(15), False), (time(23), False)],
)
def test_quiet_hours_may_lie_within_a_day(clock, quiet):
    assert QuietHours(time(13), time(15)).hold(clock) is quiet


@given(moments, zones)
def test_what_the_night_holds_back_comes_at_eight_in_the_morning(moment, zone):
    over = NIGHT.over(moment, zone)

    if NIGHT.hold_at(moment, zone):
        assert over == next_at(time(8), zone, moment)
    else:
        assert over == moment
    assert not NIGHT.hold_at(over, zone)


def test_quiet_hours_that_end_in_the_repeated_hour_end_twice():
    quiet = QuietHours(time(21), time(1, 30))

    assert quiet.over(utc(2026, 11, 1, 5, 10), NEW_YORK) == utc(2026, 11, 1, 5, 30)
    assert quiet.over(utc(2026, 11, 1, 6, 10), NEW_YORK) == utc(2026, 11, 1, 6, 30)


@pytest.mark.parametrize("text", ["21:00-08:00", " 21:00 – 8:00 "])
def test_quiet_hours_are_read_and_written(text):
    assert QuietHours.parse(text) == NIGHT
    assert str(NIGHT) == "21:00-08:00"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("21:00", "'21:00' is not a span of time; write 21:00-08:00."),
        ("21-8", "'21' is not a time of day; write 00:00 to 23:59: 08:00."),
        ("24:00-08:00", "'24:00' is not a time of day; write 00:00 to 23:59: 08:00."),
        ("08:00-08:00", "Quiet hours must leave at least 8 hours of the day: 21:00-08:00."),
        ("08:00-07:00", "Quiet hours must leave at least 8 hours of the day: 21:00-08:00."),
    ],
)
def test_unclear_quiet_hours_are_refused_with_an_example(text, sentence):
    with pytest.raises(UnclearTime) as refused:
        QuietHours.parse(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("text", ["8", "8:0", "08.00", "25:00", "08:60", "-1:00", "٠٨:٠٠", ""])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(UnclearTime):
        clock_time(text)


def test_every_zone_there_is_can_be_named():
    named = available_timezones() - {"localtime", "Factory"}

    assert {zone_named(name).key for name in named} == named


@pytest.mark.parametrize(
    "name",
    ["", "localtime", "Factory", "Europe", "Europe/Nowhere", "../etc/passwd", "A" * 300, "UTC+3"],
)
def test_what_is_no_zone_is_refused_with_an_example(name):
    with pytest.raises(UnknownZone, match=r"is not a time zone; write area and city: Europe/"):
        zone_named(name)
