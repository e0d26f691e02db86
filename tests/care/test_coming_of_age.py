"""The promise: an adult is one from midnight where they live, by the age that holds there."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from care.coming_of_age import (
    AGES,
    OLDEST,
    USUAL_AGE,
    YOUNGEST,
    NoBirthDate,
    birth_date,
    coming_of_age,
)

LONDON, ISTANBUL, APIA = (
    ZoneInfo(name) for name in ("Europe/London", "Europe/Istanbul", "Pacific/Apia")
)


@pytest.mark.parametrize(
    ("born", "zone", "day", "at"),
    [
        ("2008-07-10", LONDON, "2026-07-10", "2026-07-09T23:00"),
        ("2008-01-10", LONDON, "2026-01-10", "2026-01-10T00:00"),
        ("2008-03-08", ISTANBUL, "2026-03-08", "2026-03-07T21:00"),
        ("2008-02-29", LONDON, "2026-03-01", "2026-03-01T00:00"),  # no such day in 2026
        ("2008-06-01", APIA, "2026-06-01", "2026-05-31T11:00"),
    ],
)
def test_the_day_begins_at_midnight_where_the_young_person_lives(born, zone, day, at):
    when = coming_of_age(date.fromisoformat(born), 18, zone)

    assert when.day == date.fromisoformat(day)
    assert when.at == datetime.fromisoformat(at).replace(tzinfo=UTC)


def test_born_on_a_leap_day_one_comes_of_age_on_it_where_the_year_has_one():
    assert coming_of_age(date(2008, 2, 29), 20, LONDON).day == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("born", "ahead"),
    [("2008-08-31", "2026-02-28"), ("2008-03-15", "2025-09-15"), ("2008-12-31", "2026-06-30")],
)
def test_half_a_year_ahead_is_the_same_day_of_a_month_or_its_last(born, ahead):
    when = coming_of_age(date.fromisoformat(born), 18, ZoneInfo("UTC"))

    assert when.ahead.date() == date.fromisoformat(ahead)


@pytest.mark.parametrize("text", ["", "soon", "2010-13-01", "1.5.2010", "2026-03-03", "1850-01-01"])
def test_what_nobody_was_born_on_is_refused_with_what_to_do(text):
    with pytest.raises(NoBirthDate, match=r"write 2010-05-01|check the year"):
        birth_date(text, date(2026, 3, 2))


def test_a_date_of_birth_is_taken_as_it_is_written():
    assert birth_date(" 2010-05-01 ", date(2026, 3, 2)) == date(2010, 5, 1)
    assert birth_date("2026-03-02", date(2026, 3, 2)) == date(2026, 3, 2)


def test_no_country_is_below_the_usual_age_and_all_can_be_set():
    assert USUAL_AGE == 18
    assert [age for age in AGES.values() if not USUAL_AGE < age <= OLDEST] == []
    assert YOUNGEST < USUAL_AGE
