"""Temperatures in free text: read rightly, left alone, or asked back. Never silently wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.temperature import in_celsius, read_temperatures
from messages.lexicons import read_lexicon

WORDS = read_lexicon("en").temperature


def read(text, *, asked=False):
    return [one.celsius for one in read_temperatures(text, WORDS, asked=asked)]


@pytest.mark.parametrize(
    ("text", "celsius"),
    [
        ("my temp is 38.4", 38.4),
        ("temperature 38,4", 38.4),
        ("fever of 39", 39.0),
        ("thermometer says 39", 39.0),
        ("it was 38 and a half", 38.5),
        ("fever thirty-eight point five", 38.5),
        ("temp thirty nine", 39.0),
        ("38½ fever", 38.5),
        ("38.5°C", 38.5),
        ("38.5 C", 38.5),
        ("39C", 39.0),
        ("101 F", 38.3),
        ("temp 101", 38.3),
        ("100.4F", 38.0),
        ("102 degrees", 38.9),
        ("a hundred and two fever", 38.9),
        ("one hundred and one point five, temperature", 38.6),
        ("temp ３８．７", 38.7),
        ("temp ٣٨٫٥", 38.5),
        ("temp ३८.५", 38.5),
        ("I've 38.6", 38.6),
        ("what do I do, I have 39", 39.0),
        ("I have 38 and it won't go down", 38.0),
        ("she has 39 now, what to do", 39.0),
        ("thermometer showed 38 2", 38.2),
        ("feverrrr 39", 39.0),
        ("my temperature was thirty eight four", 38.4),
        ("it was 38 2.", 38.2),
        ("temp is 38.50", 38.5),
        ("normal temperature, 36.7", 36.7),
        ("I'm at 104.2", 40.1),
    ],
)
def test_a_body_temperature_is_read_in_celsius(text, celsius):
    assert read(text) == [celsius]


@pytest.mark.parametrize(
    "text",
    [
        "38 years old",
        "room 38",
        "38 mg",
        "I take 37.5 mg",
        "fever for 3 days",
        "fever 2 weeks ago",
        "38 kg",
        "my weight is 38.5 kg",
        "at 10:38",
        "38/40 weeks",
        "appointment on 38 Main Street",
        "it costs 38.50",
        "€38.5",
        "crp 38.5",
        "I have 38 tablets",
        "chambre 38 c'est ça ?",
        "39 people",
        "38",
        "call 0038 123 38 39",
        "in 2038.5.1",
        "",
        "fever (99 %)",
        "fever (99%-100%)",
        "fever in 99 to 100 %",
        "fever (99–100 %)",
    ],
)
def test_other_numbers_are_no_temperature(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text", ["temp 380", "my temperature is 20", "fever of 45", "38.5 F", "60°C"]
)
def test_an_impossible_temperature_is_told_apart_from_none(text):
    assert read(text) == [None]


def test_a_bare_number_counts_only_as_the_answer_to_our_question():
    assert read("38") == []
    assert read("38", asked=True) == [38.0]
    assert read("385", asked=True) == [None]
    assert read("3 days ago", asked=True) == []
    assert read("not yet", asked=True) == []


def test_the_span_covers_the_number_and_its_unit_in_code_points():
    text = "🤒 temp: 38,5 °C now"

    (found,) = read_temperatures(text, WORDS)

    assert text[slice(*found.span)] == "38,5 °C"


def test_every_number_of_a_message_is_read():
    assert read("temp went from 37.1 to 39.2") == [37.1, 39.2]
    assert read("temp 38.4 sat 95%") == [38.4]


@pytest.mark.parametrize(
    ("value", "celsius"),
    [
        (34.9, None),
        (35, 35.0),
        (43, 43.0),
        (43.1, None),
        (94.9, None),
        (95, 35.0),
        (110, 43.3),
        (111, None),
    ],
)
def test_the_limits_are_those_of_a_thermometer(value, celsius):
    assert in_celsius(value) == celsius


@given(st.text(max_size=4096))
def test_no_text_makes_it_fail(text):
    for found in read_temperatures(text, WORDS, asked=True):
        assert found.celsius is None or 35 <= found.celsius <= 43.4
        assert 0 <= found.span[0] < found.span[1] <= len(text)


@pytest.mark.parametrize("text", ["is fever one of them?", "a temperature at ten"])
def test_a_small_number_in_words_is_no_reading(text):
    assert read_temperatures(text, WORDS) == ()


ARABIC = read_lexicon("ar").temperature


@pytest.mark.parametrize("text", ["حرارتي تسعة وثلاثين", "حرارتي تسعة و ثلاثين"])
def test_units_may_come_before_tens_where_an_and_joins_them(text):
    assert [one.celsius for one in read_temperatures(text, ARABIC)] == [39.0]


def test_a_time_of_day_is_no_sum():
    assert read_temperatures("my temperature at nine thirty", WORDS) == ()


FRENCH = read_lexicon("fr").temperature


def test_what_is_elided_hides_no_word():
    assert [one.celsius for one in read_temperatures("que faire, j'ai 39 ?", FRENCH)] == [39.0]
