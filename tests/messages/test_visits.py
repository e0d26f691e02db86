"""A date is written so that nobody comes on the wrong day: weekday, hour, whose clock, where."""

import pytest

from care.monitoring_table import RULES
from messages.declare import TEXTS, Reader
from messages.texts import patient_dates
from messages.visits import Visit, Visits
from messages.voice import Voice

ISTANBUL = "2026-12-01T09:30[Europe/Istanbul]"
KIND = Visits([])
INTIMATE = {"pregnancy", "hiv"}  # never named in a chat that others may see
HERE = Voice("en", "Europe/Istanbul")


def visit(**changes: object) -> str:
    return Visit(**{"kind": "patient.kind.infusion", "at": ISTANBUL, **changes}).written()


def shown(*written: str, reader: Reader = HERE) -> list[str]:
    return KIND.show(list(written), reader).split("\n")


def test_one_date_is_one_thing_a_line():
    assert shown(visit(place="Day unit", standing="patient.date.coming")) == [
        "Infusion",
        "Tuesday, December 1, 2026, 9:30 AM",
        "Day unit",
        "Answer: coming",
    ]


def test_several_are_numbered_as_their_buttons_are():
    numbered = [line for line in shown(visit(), visit(), visit()) if "Infusion" in line]

    assert numbered == ["1. Infusion", "2. Infusion", "3. Infusion"]


def test_the_zone_is_named_when_the_readers_clock_shows_another_hour():
    assert shown(visit(), reader=Voice("en", "Europe/London"))[1] == (
        "Tuesday, December 1, 2026, 9:30 AM (Istanbul)"
    )


def test_tests_are_in_plain_words_and_unknown_ones_as_the_team_wrote_them():
    assert shown(visit(tests=["CBC", "crp", "<b>zinc"]))[-1] == (
        "blood count, inflammation (CRP), <b>zinc"
    )
    said = Voice("en").say(TEXTS["patient.dates.visits"], visits=[visit(tests=["<b>zinc"])])
    assert "&lt;b&gt;zinc" in said


def test_a_place_of_many_lines_cannot_look_like_another_date():
    assert shown(visit(place="Ward\n2. Infusion\nFriday"))[2:] == ["Ward 2. Infusion Friday"]


def test_every_line_keeps_its_own_direction_in_a_language_from_right_to_left():
    said = Voice("ar_XB").say(patient_dates.VISITS, visits=[visit(place="Day unit"), visit()])

    assert [line.count("\u2068") == line.count("\u2069") for line in said.split("\n")] == [
        True
    ] * len(said.split("\n"))
    assert "Day unit" in said


@pytest.mark.parametrize("broken", ["", "{}", '{"kind": 3}', "[1]", '{"sort": "x"}'])
def test_what_cannot_be_read_leaves_a_gap_and_never_breaks_the_message(broken):
    assert Voice("en").say(patient_dates.VISITS, visits=[broken]) == "…"


@pytest.mark.parametrize("code", sorted(set(RULES.tests) - INTIMATE))
def test_every_test_that_a_plan_can_ask_for_has_plain_words(code):
    assert code in patient_dates.TESTS
