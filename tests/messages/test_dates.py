"""A written day is read as people write it, in their order and their words, or not at all."""

from datetime import date, time

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from messages.dates import clock_said, days_said, first_weekday

TODAY = date(2026, 3, 2)
DECEMBER, JANUARY = date(2026, 12, 1), date(2026, 1, 12)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("2026-12-01", "en"),
        (" 2026-12-1 ", "ar"),
        ("1 December 2026", "en"),
        ("Tuesday, December 1, 2026", "en"),
        ("Dec 1", "en"),
        ("1. Dezember 2026", "de"),
        ("Di 1. Dez.", "de"),
        ("1er décembre 2026", "fr"),
        ("1 de diciembre de 2026", "es"),
        ("1 декабря 2026", "ru"),
        ("1 Aralık 2026", "tr"),
        ("1 ديسمبر 2026", "ar"),
        ("١ ديسمبر ٢٠٢٦", "ar"),
        ("1 December 2026", "de"),
    ],
)
def test_a_day_with_a_name_is_read_in_one_way(words, language):
    assert days_said(words, Locale.parse(language), TODAY) == (DECEMBER,)


@pytest.mark.parametrize(
    ("words", "language", "days"),
    [
        ("1.12.2026", "de", (DECEMBER, JANUARY)),
        ("1.12.26", "de", (DECEMBER, JANUARY)),
        ("01/12/2026", "en_GB", (DECEMBER, JANUARY)),
        ("01/12/2026", "en_US", (JANUARY, DECEMBER)),
        ("١/١٢/٢٠٢٦", "ar", (DECEMBER, JANUARY)),
        ("13.4.2026", "de", (date(2026, 4, 13),)),
        ("13/4/2026", "en_US", (date(2026, 4, 13),)),
        ("2026/12/01", "en", (DECEMBER, JANUARY)),
    ],
)
def test_figures_that_can_be_read_in_two_orders_are_read_in_both(words, language, days):
    assert days_said(words, Locale.parse(language), TODAY) == days


def test_without_a_year_the_next_such_day_is_meant():
    german = Locale("de")

    assert days_said("2.3.", german, TODAY) == (TODAY, date(2027, 2, 3))
    assert days_said("1. März", german, TODAY) == (date(2027, 3, 1),)
    assert days_said("29. Februar", german, date(2027, 3, 1)) == (date(2028, 2, 29),)


@pytest.mark.parametrize(
    "words",
    ["", "hello", "31.2.2026", "2026-13-01", "1405/9/10", "9", "tomorrow", "May", "1 2 3 4", "²²²"],
)
def test_what_is_no_day_is_none(words):
    assert days_said(words, Locale("en"), TODAY) == ()


@pytest.mark.parametrize(
    ("words", "language", "clock"),
    [
        ("9:30", "en", time(9, 30)),
        ("9.30 Uhr", "de", time(9, 30)),
        ("9 am", "en", time(9)),
        ("9:30 p.m.", "en", time(21, 30)),
        ("12 am", "en", time(0)),
        ("12:15 pm", "en", time(12, 15)),
        ("14h30", "fr", time(14, 30)),
        ("٩:٣٠", "ar", time(9, 30)),
        ("9:30 م", "ar", time(21, 30)),
        ("25:00", "en", None),
        ("9:75", "en", None),
        ("13 pm", "en", None),
        ("9", "en", None),
        ("soon", "en", None),
    ],
)
def test_a_time_is_read_with_its_half_of_the_day_or_not_at_all(words, language, clock):
    assert clock_said(words, Locale.parse(language)) == clock


@pytest.mark.parametrize(
    ("language", "day"), [("en_GB", 0), ("en_US", 6), ("ar_EG", 5), ("de_DE", 0)]
)
def test_a_week_begins_as_it_does_there(language, day):
    assert first_weekday(Locale.parse(language)) == day


@given(st.text(max_size=40), st.sampled_from(["en", "de", "ar", "fa", "zh", "ru", "tr", "hi"]))
def test_whatever_is_written_is_read_or_not_and_never_fails(words, language):
    locale = Locale.parse(language)

    assert all(day.year in range(1990, 2101) for day in days_said(words, locale, TODAY))
    assert clock_said(words, locale) is None or isinstance(clock_said(words, locale), time)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_an_iso_day_is_read_as_itself(day):
    assert days_said(day.isoformat(), Locale("en"), TODAY) == (day,)
