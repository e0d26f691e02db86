"""The triage table and how signs weigh together: the gravest counts, nothing talks it down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.combination import COMBINATIONS, combine
from care.findings import About, Category, Context, Finding, Polarity, Risk
from care.severity import Severity
from care.thresholds import OURS
from care.triage_table import IMPLIES, TABLE, Trait

NEXT, SAME_DAY, URGENT, EMERGENCY = Severity


def weigh(*codes, **context):
    return combine([Finding(code, TABLE[code].category) for code in codes], Context(**context))


@pytest.mark.parametrize(
    ("celsius", "code"),
    [
        (35.9, "T_HYPO"),
        (36.0, None),
        (37.4, None),
        (37.5, "T_FEVER_LOW"),
        (37.9, "T_FEVER_LOW"),
        (38.0, "T_FEVER"),
        (39.9, "T_FEVER"),
        (40.0, "T_FEVER_HIGH"),
    ],
)
def test_a_reading_falls_into_its_row(celsius, code):
    assert OURS.code(celsius) == code


def test_every_row_says_on_whose_word_it_stands():
    assert [row.code for row in TABLE.values() if not row.source] == []
    assert [row.code for row in TABLE.values() if row.threshold and not row.threshold.source] == []


def test_every_emergency_word_is_an_emergency():
    words = [row for row in TABLE.values() if Trait.EMERGENCY_WORD in row.traits]

    assert [row.code for row in words if row.severity is not EMERGENCY] == []


def test_what_is_implied_is_never_graver():
    for graver, milder in IMPLIES.items():
        for code in milder:
            assert TABLE[graver].severity.at_least(TABLE[code].severity)


def test_combinations_name_only_rows_of_the_table():
    named = {code for rule in COMBINATIONS for group in rule.groups for code in group}

    assert named - set(TABLE) == set()


@pytest.mark.parametrize("code", TABLE)
def test_a_sign_alone_weighs_what_its_row_says(code):
    assert weigh(code) == TABLE[code].severity


@pytest.mark.parametrize(
    ("codes", "severity"),
    [
        (["T_FEVER", "N_CONF"], EMERGENCY),
        (["T_FEVER", "N_HEAD"], EMERGENCY),
        (["T_RIGOR", "N_NECK"], EMERGENCY),
        (["T_INF_OTHER", "N_SPEECH"], EMERGENCY),
        (["T_INF_OTHER", "R_NO_URINE"], EMERGENCY),
        (["T_HYPO", "T_UNWELL"], URGENT),
        (["T_COUGH_NEW", "T_FEVER"], URGENT),
        (["T_COUGH_NEW", "T_SOB"], URGENT),
        (["T_COUGH_NEW", "T_SOB_REST"], EMERGENCY),
        (["T_COUGH_STREAK", "T_SOB"], EMERGENCY),
        (["S_MOD", "T_FEVER"], EMERGENCY),
        (["L_JAUN", "N_CONF"], EMERGENCY),
        (["L_JAUN", "B_BRUISE"], EMERGENCY),
        (["T_PALP", "T_SOB"], EMERGENCY),
        (["N_FACE", "N_SPEECH"], EMERGENCY),
        (["X_VZV", "S_RASH"], URGENT),
        (["X_COVID", "T_COUGH_NEW"], URGENT),
        (["F_FLARE", "M_SWALLOW"], EMERGENCY),
        (["T_COUGH_NEW", "G_DIARRHOEA"], URGENT),
        (["F_FLARE", "P_PREG"], SAME_DAY),
        (["F_FLARE", "X_TETANUS"], SAME_DAY),
        ([], None),
    ],
)
def test_signs_weigh_more_together(codes, severity):
    assert weigh(*codes) == severity


def test_only_what_is_present_weighs():
    found = [Finding("T_CHESTPAIN", Category.CHEST_PAIN, polarity) for polarity in Polarity]

    assert combine(found[1:], Context()) is None
    assert combine(found, Context()) == EMERGENCY


@pytest.mark.parametrize(
    ("code", "hours", "severity"),
    [
        ("S_RASH", 6, URGENT),
        ("S_RASH", 24, URGENT),
        ("S_RASH", 25, SAME_DAY),
        ("N_HEAD", 6, URGENT),
        ("T_SOB", 6, EMERGENCY),
        ("T_PALP", 6, EMERGENCY),
        ("F_FLARE", 6, SAME_DAY),
        ("M_MISSED", 6, NEXT),
    ],
)
def test_within_a_day_of_the_infusion_a_sign_is_a_reaction(code, hours, severity):
    assert weigh(code, hours_since_infusion=hours) == severity


@pytest.mark.parametrize(
    ("code", "context", "severity"),
    [
        ("T_FEVER_LOW", {"age": 7}, URGENT),
        ("T_FEVER_LOW", {"age": 18}, SAME_DAY),
        ("T_FEVER_LOW", {"age": 69}, SAME_DAY),
        ("T_FEVER_LOW", {"age": 70}, URGENT),
        ("T_INF_OTHER", {"risks": frozenset({Risk.LOW_NEUTROPHILS})}, URGENT),
        ("T_COUGH_NEW", {"hours_since_infusion": 6 * 7 * 24}, URGENT),
        ("T_COUGH_NEW", {"hours_since_infusion": 7 * 7 * 24}, SAME_DAY),
        ("T_INF_OTHER", {"hours_since_infusion": 3 * 7 * 24}, SAME_DAY),
        ("T_INF_OTHER", {"hours_since_infusion": 10 * 7 * 24}, URGENT),
        ("T_INF_OTHER", {"hours_since_infusion": 29 * 7 * 24}, SAME_DAY),
        ("F_FLARE", {"age": 72}, SAME_DAY),
        ("P_PREG", {"age": 17}, SAME_DAY),
        ("M_MISSED", {"age": 72}, NEXT),
        ("T_FEVER", {"age": 72}, URGENT),
    ],
)
def test_a_risk_raises_infections_and_breath_and_nothing_else(code, context, severity):
    assert weigh(code, **context) == severity


@pytest.mark.parametrize(
    ("code", "severity"),
    [("N_BAL", NEXT), ("T_COUGH_NEW", NEXT), ("T_FEVER", URGENT), ("T_SOB_REST", EMERGENCY)],
)
def test_a_confirmed_usual_sign_waits_unless_it_can_never_be_usual(code, severity):
    assert weigh(code, baseline=frozenset({code})) == severity


def test_a_usual_sign_still_counts_in_a_combination():
    assert weigh("N_BAL", "T_FEVER", baseline=frozenset({"N_BAL"})) == EMERGENCY


def test_who_writes_does_not_change_how_much_a_sign_weighs():
    assert {weigh("T_FEVER", about=about) for about in About} == {URGENT}


FINDINGS = st.builds(
    lambda code, polarity: Finding(code, TABLE[code].category, polarity),
    st.sampled_from(sorted(TABLE)),
    st.sampled_from(Polarity),
)
CONTEXTS = st.builds(
    Context,
    hours_since_infusion=st.none() | st.floats(-100, 10_000),
    about=st.sampled_from(About),
    baseline=st.frozensets(st.sampled_from(sorted(TABLE)), max_size=5),
    age=st.none() | st.floats(0, 110),
    risks=st.frozensets(st.sampled_from(Risk), max_size=2),
)


@given(st.lists(FINDINGS, max_size=6), FINDINGS, CONTEXTS)
def test_severity_never_falls_when_a_finding_is_added(findings, further, context):
    before, after = combine(findings, context), combine([*findings, further], context)

    assert before is None or (after is not None and after.at_least(before))


@given(st.lists(FINDINGS, max_size=6), st.randoms(), CONTEXTS)
def test_the_order_of_findings_does_not_count(findings, random, context):
    shuffled = random.sample(findings, len(findings))

    assert combine(shuffled, context) == combine(findings, context)
