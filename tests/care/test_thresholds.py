"""The promise: a team may be more careful, never so careless that an emergency is none."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.check_steps import Choice, Step
from care.combination import combine
from care.detector import triage
from care.findings import Context, Finding, Risk
from care.severity import Severity
from care.symptom_check import Check, findings, severity
from care.thresholds import (
    ADJUSTABLE,
    OURS,
    OutOfBounds,
    ThresholdName,
    TooLax,
    limits_with,
    named,
    value_of,
)
from care.triage_table import TABLE
from messages.lexicons import read_lexicon

ENGLISH = read_lexicon("en")
EVERY = list(ADJUSTABLE.values())
PLACES = st.fixed_dictionaries({one.name: st.integers(0, len(one.ladder) - 1) for one in EVERY})
CODES = st.lists(st.sampled_from(sorted(TABLE)), min_size=1, max_size=4, unique=True)
HOURS = st.none() | st.floats(0, 24 * 7 * 60)
CONTEXTS = st.builds(
    Context, HOURS, age=st.none() | st.floats(0, 99), risks=st.frozensets(st.sampled_from(Risk))
)
SAID = (
    "my temperature is {0}",
    "{0} this morning",
    "no cough, temperature {0}",
    "{0} and a headache",
    "temperature {0} and I am confused",
    "temperature {0} and a cough for {1} days",
    "coughing for {1} days",
    "a new cough since yesterday, {0}",
    "my oxygen is {2}",
)


def limits_at(places):
    return limits_with({name: ADJUSTABLE[name].ladder[at] for name, at in places.items()}, 7)


def rank(severity):
    return -1 if severity is None else severity.rank


def weight_beside(celsius, code, limits):
    """Return how urgent a temperature is together with one other sign."""
    codes = [one for one in (limits.code(celsius), code) if one]
    signs = [Finding(one, TABLE[one].category) for one in codes]
    return combine(signs, Context(limits=limits))


def more_careful(places):
    """Return every setting that is one step more careful in one threshold."""
    return [
        places | {one.name: places[one.name] + 1}
        for one in EVERY
        if places[one.name] + 1 < len(one.ladder)
    ]


def read(words, limits, context=None):
    return triage(words, ENGLISH, replace(context or Context(), limits=limits))


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name.value)
def test_every_threshold_says_what_is_ours_on_whose_word_and_how_far_it_goes(one):
    assert one.ours in one.ladder
    assert "" not in (one.source, one.ends, one.status)
    assert len(set(one.ladder)) == len(one.ladder) > 1
    assert OURS.of(one.name) == one.ours


def test_ladders_go_one_way_and_never_meet():
    ladders = {one.name: [float(rung) for rung in one.ladder] for one in EVERY if one.unit}

    for ladder in ladders.values():
        assert ladder in (sorted(ladder), sorted(ladder, reverse=True))
    reach = {name: (min(ladder), max(ladder)) for name, ladder in ladders.items()}
    names = (ThresholdName.LOW, ThresholdName.RAISED, ThresholdName.FEVER, ThresholdName.VERY_HIGH)
    for milder, graver in pairwise(names):
        assert reach[milder][1] < reach[graver][0]
    assert reach[ThresholdName.NEUTROPENIA_FROM][1] < reach[ThresholdName.NEUTROPENIA_TO][0]


def test_what_makes_an_emergency_can_only_be_set_more_careful_than_ours():
    """Of fever, low and raised too: with confusion or a stiff neck each of them is one."""
    fixed = {one.name for one in EVERY if one.ladder[0] == one.ours}

    assert fixed == set(ThresholdName) - {
        ThresholdName.COUGH_DAYS,
        ThresholdName.LUNG_WEEKS,
        ThresholdName.NEUTROPENIA_FROM,
        ThresholdName.NEUTROPENIA_TO,
    }


@given(PLACES, st.floats(34, 43).map(lambda celsius: round(celsius, 1)))
def test_a_more_careful_step_never_makes_a_temperature_milder(places, celsius):
    def weight(limits):
        code = limits.code(celsius)
        return rank(TABLE[code].severity if code else None)

    usual = weight(limits_at(places))

    for stricter in more_careful(places):
        assert weight(limits_at(stricter)) >= usual


@given(PLACES, CODES, CONTEXTS)
def test_a_more_careful_step_never_makes_signs_milder_and_emergencies_stay_ones(
    places, codes, context
):
    signs = [Finding(code, TABLE[code].category) for code in codes]
    usual = combine(signs, replace(context, limits=limits_at(places)))

    for stricter in more_careful(places):
        assert rank(combine(signs, replace(context, limits=limits_at(stricter)))) >= rank(usual)
    if combine(signs, context) is Severity.EMERGENCY:
        assert usual is Severity.EMERGENCY


def test_every_emergency_with_a_temperature_is_one_by_the_least_careful_numbers():
    laxest = limits_at({one.name: 0 for one in EVERY})
    milder = [
        (tenths / 10, code)
        for tenths in range(345, 425)
        for code in TABLE
        if weight_beside(tenths / 10, code, OURS) is Severity.EMERGENCY
        and weight_beside(tenths / 10, code, laxest) is not Severity.EMERGENCY
    ]

    assert milder == []


@given(
    PLACES,
    st.sampled_from(SAID),
    st.floats(35, 43).map(lambda celsius: round(celsius, 1)),
    st.integers(1, 9),
    st.integers(80, 100),
)
def test_the_same_words_are_never_milder_and_an_emergency_stays_one(
    places, said, celsius, days, oxygen
):
    words = said.format(celsius, days, oxygen)
    usual = read(words, limits_at(places))

    for stricter in more_careful(places):
        assert rank(read(words, limits_at(stricter)).severity) >= rank(usual.severity)
    if read(words, OURS).severity is Severity.EMERGENCY:
        assert usual.severity is Severity.EMERGENCY


@pytest.mark.parametrize(
    ("name", "value", "words", "ours", "theirs"),
    [
        ("fever", 37.8, "my temperature is 37.8", "same_day", "urgent"),
        ("fever", 37.8, "my temperature is 37.8 and I have a headache", "urgent", "emergency"),
        ("raised", 37.2, "my temperature is 37.2", None, "same_day"),
        ("low", 36.4, "my temperature is 36.2", None, "same_day"),
        ("very_high", 39.0, "my temperature is 39.2", "urgent", "emergency"),
        ("saturation", 94, "my oxygen is 93", None, "emergency"),
        ("cough_days", 2, "I have been coughing for 2 days", "same_day", "urgent"),
        ("cough_days", 5, "I have been coughing for 3 days", "urgent", "same_day"),
        ("cough_policy", Severity.URGENT, "I have a new cough", "same_day", "urgent"),
    ],
)
def test_each_number_counts_where_its_words_are_read(name, value, words, ours, theirs):
    limits = limits_with({ThresholdName(name): value}, 7)

    before, after = read(words, OURS), read(words, limits)

    assert (before.severity, after.severity) == (ours, theirs)
    assert (before.rules, after.rules) == ("triage-1", "triage-1+7")


@pytest.mark.parametrize(
    ("own", "code", "weeks", "ours", "theirs"),
    [
        ({"lung_weeks": 12}, "T_COUGH_NEW", 10, "same_day", "urgent"),
        ({"lung_weeks": 4}, "T_COUGH_NEW", 5, "urgent", "same_day"),
        ({"neutropenia_from": 2}, "T_INF_OTHER", 3, "same_day", "urgent"),
        ({"neutropenia_to": 52}, "T_UNWELL", 50, "same_day", "urgent"),
    ],
)
def test_the_weeks_after_an_infusion_are_the_teams(own, code, weeks, ours, theirs):
    sign = Finding(code, TABLE[code].category)
    limits = limits_with({ThresholdName(name): value for name, value in own.items()}, 7)
    context = Context(weeks * 7 * 24)

    assert combine([sign], context) == ours
    assert combine([sign], replace(context, limits=limits)) == theirs


def test_a_number_typed_in_the_check_is_judged_by_the_teams_limits():
    check = Check(answers={Step.TEMPERATURE: Choice.FEVER}, temperature=39.2)
    limits = limits_with({ThresholdName.VERY_HIGH: 39.0}, 7)

    assert [one.code for one in findings(check, limits)] == ["T_FEVER_HIGH"]
    assert severity(check, Context(limits=limits)) is Severity.EMERGENCY
    assert severity(check) is Severity.URGENT


@pytest.mark.parametrize(
    ("stored", "counts"),
    [
        (37.8, 37.8),
        (37.85, 37.8),  # between two: the more careful of them
        (36.0, 37.6),  # beyond the careful end
        (39.0, 38.0),  # beyond the careless end
        ("soon", 38.0),
        (None, 38.0),
        (True, 38.0),
    ],
)
def test_a_value_that_is_not_allowed_any_more_never_breaks_triage(stored, counts):
    assert limits_with({ThresholdName.FEVER: stored}, 3).fever == counts


@pytest.mark.parametrize(
    ("name", "said", "refusal"),
    [
        ("fever", "38.5", TooLax),
        ("fever", "36", OutOfBounds),
        ("fever", "37.85", OutOfBounds),
        ("fever", "warm", OutOfBounds),
        ("low", "35", TooLax),
        ("raised", "37.8", TooLax),
        ("saturation", "85", TooLax),
        ("very_high", "41", TooLax),
        ("cough_days", "21", TooLax),
        ("cough_days", "0", OutOfBounds),
        ("cough_policy", "next_visit", OutOfBounds),
        ("lung_weeks", "1", TooLax),
        ("neutropenia_from", "20", TooLax),
        ("neutropenia_to", "8", TooLax),
    ],
)
def test_what_is_beyond_the_ladder_is_refused_with_what_there_is(name, said, refusal):
    one = named(name)

    with pytest.raises(refusal, match=one.name):
        value_of(one, said)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name.value)
def test_whatever_is_on_a_ladder_can_be_typed(one):
    assert [value_of(one, str(rung)) for rung in one.ladder] == list(one.ladder)
    assert value_of(named("cough-days"), "2") == 2
    assert value_of(named("FEVER"), "37,8") == 37.8


def test_an_unknown_threshold_is_refused_with_those_there_are():
    with pytest.raises(OutOfBounds, match="choose one of: fever, very_high, raised"):
        named("mood")
