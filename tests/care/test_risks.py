"""The promise: what nobody has said of a patient is unknown, never no; the latest word counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.findings import Risk
from care.monitoring_table import Condition
from care.risks import (
    LATELY,
    Known,
    Word,
    after,
    age_on,
    answer_of,
    by_plan,
    by_report,
    present,
    standing,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
YES, NO, UNKNOWN = Known.YES, Known.NO, Known.UNKNOWN
WORDS = st.builds(
    lambda risk, known, days: (risk, Word(known, "member:1", NOW - days * DAY)),
    st.sampled_from(Risk),
    st.sampled_from(Known),
    st.integers(0, 400),
)


def answer(risk: Risk, *said: tuple[Known, float]) -> Known:
    """Return what counts after these answers, each so many days ago."""
    words = [(risk, Word(known, "member:1", NOW - days * DAY)) for known, days in said]
    return answer_of(standing(words, NOW)[risk])


def test_what_nobody_has_said_is_unknown_and_no_risk():
    assert standing((), NOW) == dict.fromkeys(Risk)
    assert present(standing((), NOW)) == frozenset()


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (((YES, 9), (NO, 2)), NO),
        (((NO, 9), (YES, 2)), YES),
        (((YES, 2), (NO, 9)), YES),
        (((YES, 9), (UNKNOWN, 2)), YES),
        (((UNKNOWN, 9),), UNKNOWN),
        (((YES, 4000),), YES),
    ],
)
def test_the_latest_word_counts_and_not_known_leaves_what_others_say(said, counts):
    assert answer(Risk.LIVES_ALONE, *said) == counts


def test_an_infection_is_recent_for_some_weeks_only_and_so_is_a_no():
    days = LATELY / DAY

    assert [
        answer(Risk.RECENT_INFECTION, (known, ago))
        for known, ago in ((YES, days - 1), (YES, days), (NO, days - 1), (NO, days))
    ] == [YES, UNKNOWN, NO, UNKNOWN]


@given(st.lists(WORDS, max_size=8), st.randoms())
def test_the_order_in_which_words_are_read_does_not_count(said, random):
    apart = {(risk, word.at): (risk, word) for risk, word in said}
    words = list(apart.values())

    assert standing(random.sample(words, len(words)), NOW) == standing(words, NOW)


@given(st.lists(WORDS, max_size=8))
def test_only_a_yes_makes_a_risk(said):
    found = standing(said, NOW)

    assert present(found) == {risk for risk, word in found.items() if word and word.known is YES}


def test_a_plan_says_yes_or_nothing():
    every = dict(by_plan(Condition, NOW))

    assert {risk: word.known for risk, word in every.items()} == {Risk.LUNG_DISEASE: YES}
    assert list(by_plan((), NOW)) == []


@pytest.mark.parametrize(
    ("codes", "reason", "known"),
    [
        (("T_FEVER",), "spoken", True),
        (("S_RASH", "T_INF_OTHER"), "hospital", True),
        (("T_FEVER",), "mistake", False),
        (("T_FEVER",), "too_high", False),
        (("T_UNWELL",), "spoken", False),
        (("T_HYPO",), "spoken", False),
        (("T_COUGH_NEW", "N_BAL"), "spoken", False),
    ],
)
def test_a_closed_alert_tells_of_an_infection_unless_it_was_none(codes, reason, known):
    found = [(risk, word.known) for risk, word in by_report(codes, reason, NOW)]

    assert found == ([(Risk.RECENT_INFECTION, YES)] if known else [])


def test_presses_go_around_through_every_answer():
    assert [after(UNKNOWN), after(YES), after(NO)] == [YES, NO, UNKNOWN]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2008-03-02", "2026-03-01", 17),
        ("2008-03-02", "2026-03-02", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2026-03-02", "2026-03-02", 0),
    ],
)
def test_age_is_counted_in_whole_years(born, day, age):
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == age
