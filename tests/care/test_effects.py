"""The promise: before a team chooses, it sees what that would have made of the last 30 days."""

from dataclasses import replace

import pytest

from care.effects import Effect, Kept, effect, in_a_window, looks_at_normal, looks_at_windows
from care.findings import Finding, Polarity
from care.severity import Severity
from care.thresholds import OURS
from care.triage_table import TABLE

NEXT_VISIT, SAME_DAY, URGENT, EMERGENCY = Severity
WEEK = 7 * 24


def sign(code, celsius=None, polarity=Polarity.PRESENT):
    return Finding(code, TABLE[code].category, polarity, celsius=celsius)


RAISED = Kept(SAME_DAY, (sign("T_FEVER_LOW", 37.8),))
RAISED_ONLY_SAID = Kept(SAME_DAY, (sign("T_FEVER_LOW"),))
FEVER = Kept(URGENT, (sign("T_FEVER", 39.2),))
FEVER_AND_HEADACHE = Kept(URGENT, (sign("T_FEVER_LOW", 37.7), sign("N_HEAD")))
COUGH = Kept(SAME_DAY, (sign("T_COUGH_NEW"),))
NORMAL = Kept(None, (sign("T_FEVER", 37.3, Polarity.NEGATED),))
NORMAL_BESIDE_A_RASH = Kept(SAME_DAY, (sign("S_RASH"), sign("T_FEVER", 37.3, Polarity.NEGATED)))
DENIED = Kept(SAME_DAY, (sign("S_RASH"), sign("T_FEVER", None, Polarity.NEGATED)))
USUAL = Kept(NEXT_VISIT, (sign("N_HEAD"),))
EVERY = (
    RAISED, RAISED_ONLY_SAID, FEVER, FEVER_AND_HEADACHE, COUGH, NORMAL, NORMAL_BESIDE_A_RASH,
    DENIED, USUAL,
)  # fmt: skip


@pytest.mark.parametrize(
    ("then", "more", "perhaps"),
    [
        ({}, {}, 0),
        ({"fever": 37.6}, {EMERGENCY: 1, URGENT: 1}, 1),
        ({"very_high": 39.0}, {EMERGENCY: 1}, 0),
        ({"raised": 37.2}, {URGENT: 1, SAME_DAY: 1}, 0),
        ({"cough_days": 2}, {}, 1),
        ({"cough_policy": URGENT}, {URGENT: 1}, 0),
        ({"cough_policy": URGENT, "raised": 37.2}, {URGENT: 2, SAME_DAY: 1}, 0),
    ],
    ids=str,
)
def test_what_would_have_been_more_urgent_is_counted_by_how_urgent(then, more, perhaps):
    found = effect(EVERY, OURS, replace(OURS, **then))

    assert found == Effect(8, more, perhaps)


def test_a_usual_headache_that_waits_is_none_of_the_new_ones():
    found = effect([USUAL], OURS, replace(OURS, cough_policy=URGENT))

    assert found.more == {}


def test_what_was_as_urgent_for_another_reason_is_not_counted_again():
    known = Kept(URGENT, COUGH.findings)  # of a patient at risk

    assert effect([known], OURS, replace(OURS, cough_policy=URGENT)).more == {}


def test_weeks_count_only_where_the_infusion_is_known():
    kept = [replace(COUGH, hours_since_infusion=hours) for hours in (None, 8 * WEEK, 30 * WEEK)]

    assert effect(kept, OURS, replace(OURS, lung_weeks=12)) == Effect(3, {URGENT: 1})


def test_less_careful_never_counts_anything_as_milder():
    assert effect(EVERY, replace(OURS, fever=37.6), OURS).more == {}


def test_it_says_what_must_be_read_for_it():
    assert looks_at_normal(OURS, replace(OURS, raised=37.4))
    assert looks_at_normal(OURS, replace(OURS, low=36.1))
    assert not looks_at_normal(OURS, replace(OURS, fever=37.6))
    assert looks_at_windows(OURS, replace(OURS, neutropenia_to=36))
    assert not looks_at_windows(OURS, replace(OURS, low=36.1))
    assert in_a_window(COUGH.findings)
    assert not in_a_window(FEVER.findings)
