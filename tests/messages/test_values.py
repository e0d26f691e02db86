"""A value reads the same to everybody it concerns, and nothing invisible travels with it."""

from dataclasses import dataclass

import pytest
from babel import Locale

from messages.values import (
    AlertNumber,
    Ambulance,
    Clock,
    Country,
    Day,
    Moment,
    Name,
    Number,
    Phone,
    Plain,
    Temp,
    Term,
    Terms,
)


@dataclass(frozen=True)
class Somebody:
    language: str = "en"
    zone: str = "Europe/Istanbul"
    country: str = ""

    @property
    def locale(self):
        return Locale.parse(self.language)

    def term(self, id):
        return f"<{id}>"


EN, TR, AR = Somebody(), Somebody("tr"), Somebody("ar")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Mina", "Mina"),
        ("  Ana\n\tMaria ", "Ana Maria"),
        ("\u202eEvil\u202c\u2066\u200f\u061c", "Evil"),
        ("A\u0000\u0007\u009f", "A"),
        ("\ud83d broken pair", "broken pair"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 65, "x" * 63 + "…"),
        ("🔴" * 40, "🔴" * 31 + "…"),
        ("", "…"),
        ("\u200f \u202e", "…"),
        (7, "7"),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(given, shown):
    assert Name("x").show(given, EN) == shown


def test_words_keep_their_lines_and_their_beginning():
    assert Plain("x").show("a\r\nb\u2028c", EN) == "a\nb\nc"
    assert Plain("x").show("y" * 4000, EN) == "y" * 2999 + "…"


@pytest.mark.parametrize("reader", [EN, TR, AR, Somebody("fa"), Somebody("hi")])
def test_a_number_is_never_grouped_and_always_western(reader):
    assert Number(1).show(1234567, reader) == "1234567"
    assert Number(1).show("٤٢", reader) == "42"
    assert AlertNumber(1).show(1234, reader) == "No. 1234"


@pytest.mark.parametrize("wrong", ["twelve", "", 1.5, ["1"]])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises((ValueError, TypeError)):
        Number(1).show(wrong, EN)


def test_a_phone_stays_as_it_was_given():
    assert Phone("x").show("\u200f+90 212 999 80 80\n", AR) == "+90 212 999 80 80"
    assert Phone("x").show(["999", "112"], EN) == "999 / 112"
    assert Phone("x", lines=True).show(["999", "", "112"], EN) == "999\n112"


def test_a_missing_phone_sends_to_where_it_can_be_found():
    assert Phone("x").show("", EN) == "<redflag.term.clinic_letter>"
    assert Phone("x").absent(EN) == "<redflag.term.clinic_letter>"
    assert Ambulance("x").show([], EN) == "<redflag.term.local_ambulance>"
    assert Ambulance("x").absent(EN) == "<redflag.term.local_ambulance>"


@pytest.mark.parametrize(
    ("reader", "shown"),
    [(EN, "10:42 AM"), (TR, "10:42"), (AR, "10:42 ص"), (Somebody("fa"), "10:42")],
)
def test_a_time_is_the_one_on_the_readers_clock(reader, shown):
    assert Clock("x").show("2026-12-01T07:42:00+00:00", reader) == shown
    assert Clock("x").show("2026-12-01T07:42:00Z", reader) == shown
    assert Clock("x").show("2026-12-01T10:42", reader) == shown


def test_a_time_follows_summer_time():
    berlin = Somebody("de", "Europe/Berlin")

    assert Clock("x").show("2026-03-29T00:59:00Z", berlin) == "01:59"
    assert Clock("x").show("2026-03-29T01:00:00Z", berlin) == "03:00"


def test_a_day_has_its_weekday_and_its_year():
    assert Day("x").show("2026-12-01", EN) == "Tuesday, December 1, 2026"
    assert Day("x").show("2026-12-01", TR) == "1 Aralık 2026 Salı"
    assert Day("x").show("2026-11-30T22:30:00Z", EN) == "Tuesday, December 1, 2026"


def test_a_moment_names_its_zone_only_where_it_would_surprise():
    wall = "2026-12-01T09:30[Europe/Istanbul]"

    assert Moment("x").show(wall, EN) == "Tuesday, December 1, 2026, 9:30 AM"
    assert Moment("x").show(wall, Somebody(zone="Europe/Berlin")) == (
        "Tuesday, December 1, 2026, 9:30 AM (Istanbul)"
    )
    assert (
        Moment("x", zone=True).show("2026-12-01T06:30:00Z", TR)
        == "1 Aralık 2026 Salı 09:30 (İstanbul)"
    )
    assert Moment("x").show("2026-12-01T06:30:00Z", EN) == "Tuesday, December 1, 2026, 9:30 AM"


@pytest.mark.parametrize("wrong", ["soon", "", 7, "2026-13-01T00:00", "2026-12-01T09:30[Mars/X]"])
def test_what_is_no_moment_is_refused(wrong):
    with pytest.raises((ValueError, KeyError)):
        Moment("x").show(wrong, EN)


@pytest.mark.parametrize(
    ("celsius", "reader", "shown"),
    [
        (38, EN, "38.0 °C (100.4 °F)"),
        (38.3, TR, "38,3 °C (100,9 °F)"),
        ("38.3", AR, "38.3 °C (100.9 °F)"),
        (39.44, Somebody(country="US"), "103.0 °F (39.4 °C)"),
        (36.6, Somebody(country="GB"), "36.6 °C (97.9 °F)"),
    ],
)
def test_a_temperature_is_shown_in_both_units_the_readers_first(celsius, reader, shown):
    assert Temp(38.3).show(celsius, reader) == shown


def test_a_list_of_terms_is_one_sentence_or_one_line_each():
    assert Terms([]).show(["a", "b", "c"], EN) == "<a>, <b>, and <c>"
    assert Terms([]).show("a", EN) == "<a>"
    assert Terms([], lines=True).show(["a", "b"], EN) == "– <a>\n– <b>"
    assert Terms([]).show([], EN) == "…"
    assert Term("x").show("a", EN) == "<a>"


def test_a_country_has_its_name_in_the_readers_language():
    assert Country("TR").show("TR", Somebody("de")) == "Türkei"
    assert Country("TR").show("ly", EN) == "Libya"
