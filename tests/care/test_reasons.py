"""The promise: the reason a team reads is the one that decided, and never another."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.combination import combine
from care.detector_languages import read_message
from care.findings import Action, Context, Finding, Polarity, Risk
from care.reasons import Reason, Rule, explain, from_document, to_document, told_apart
from care.severity import Severity
from care.thresholds import OURS, ThresholdName, limits_with
from care.triage_table import TABLE, Status
from messages.lexicons import read_lexicons
from tests.care.test_triage_table import CONTEXTS, FINDINGS

LEXICONS = read_lexicons()


def present(*codes: str) -> list[Finding]:
    return [Finding(code, TABLE[code].category) for code in codes]


@given(st.lists(FINDINGS, max_size=6), CONTEXTS)
def test_the_reason_weighs_what_the_rules_weigh_and_names_only_what_is_there(findings, context):
    reason = explain(findings, context)

    assert (reason and reason.severity) == combine(findings, context)
    if reason is not None:
        there = {one.code for one in findings if one.polarity is Polarity.PRESENT}
        assert set(reason.codes) <= there
        assert reason.codes != ()
        assert set(reason.grounds) - set(context.risks) <= {"reaction", "soon_after", "age"}


@given(st.lists(FINDINGS, max_size=6), CONTEXTS)
def test_each_ground_is_needed_for_the_severity_it_explains(findings, context):
    reason = explain(findings, context)

    if reason is not None and reason.rule is Rule.RAISED:
        nothing = Context(baseline=context.baseline)
        without = combine(present(*reason.codes), nothing)
        assert without is not reason.severity


@given(st.lists(FINDINGS, max_size=6), CONTEXTS)
def test_whatever_raises_a_sign_is_named_unless_the_team_has_set_it(findings, context):
    reason = explain(findings, replace(context, limits=OURS))

    assert reason is None or reason.rule is not Rule.TEAM
    assert reason is None or (reason.grounds != ()) == (reason.rule is Rule.RAISED)


def test_a_cough_is_urgent_because_the_team_has_set_it_so():
    strict = limits_with({ThresholdName.COUGH_POLICY: Severity.URGENT}, 7)
    reason = explain(present("T_COUGH_NEW"), Context(limits=strict))

    assert (reason.rule, reason.severity, reason.grounds) == (Rule.TEAM, Severity.URGENT, ())


@given(st.lists(FINDINGS, max_size=6), CONTEXTS)
def test_a_reason_is_read_back_as_it_was_kept(findings, context):
    reason = explain(findings, context)

    if reason is not None:
        assert from_document(json.loads(json.dumps(to_document(reason)))) == reason


@pytest.mark.parametrize("broken", [None, [], {}, {"rule": "row"}, {"rule": "moon"}, "row"])
def test_what_is_no_reason_is_read_as_none(broken):
    assert from_document(broken) is None


OLD = Context(age=72)
FRAIL = Context(risks=frozenset({Risk.LIVES_ALONE, Risk.STEROIDS}), age=72)


@pytest.mark.parametrize(
    ("codes", "context", "rule", "named", "grounds"),
    [
        (("T_FEVER",), FRAIL, Rule.ROW, ("T_FEVER",), ()),
        (("T_FEVER", "N_BAL"), FRAIL, Rule.TOGETHER, ("T_FEVER", "N_BAL"), ()),
        (("T_FEVER_LOW",), OLD, Rule.RAISED, ("T_FEVER_LOW",), ("age",)),
        (
            ("T_FEVER_LOW",),
            FRAIL,
            Rule.RAISED,
            ("T_FEVER_LOW",),
            ("age", "steroids", "lives_alone"),
        ),
        (("S_RASH",), Context(6), Rule.RAISED, ("S_RASH",), ("reaction",)),
        (("T_COUGH_NEW",), Context(24 * 20), Rule.RAISED, ("T_COUGH_NEW",), ("soon_after",)),
        (("B_NOSE", "S_RASH"), Context(), Rule.SYSTEMS, ("B_NOSE", "S_RASH"), ()),
        (("T_UNWELL",), Context(24 * 70), Rule.RAISED, ("T_UNWELL",), ("soon_after",)),
        (("N_BAL",), Context(baseline=frozenset({"N_BAL"})), Rule.USUAL, ("N_BAL",), ()),
        (("N_BAL",), Context(declared=frozenset({"N_BAL"})), Rule.DECLARED, ("N_BAL",), ()),
    ],
)
def test_the_team_reads_which_rule_it_was(codes, context, rule, named, grounds):
    reason = explain(present(*codes), context)

    assert (reason.rule, reason.codes, reason.grounds) == (rule, named, grounds)


def test_source_and_status_are_the_rows_own_and_a_risk_is_only_proposed():
    fever, raised = explain(present("T_FEVER"), OLD), explain(present("T_INF_OTHER"), OLD)

    assert fever == Reason(
        Rule.ROW,
        Severity.URGENT,
        ("T_FEVER",),
        TABLE["T_FEVER"].source,
        Status.GUIDELINE,
    )
    assert raised.status is Status.PROPOSED


@pytest.mark.parametrize(
    "words",
    [
        "I have a fever 39",
        "my husband suddenly cannot speak and his face hangs down",
        "fever 38.5 and very confused",
        "my usual cough is back",
        "no fever but I cannot breathe",
        "I had chest pain yesterday",
        "tengo fiebre y tos",
    ],
)
@pytest.mark.parametrize("context", [Context(), FRAIL, Context(3), Context(24 * 60)])
def test_whatever_alerts_in_words_has_a_reason_of_its_own_severity(words, context):
    reading = read_message(words, LEXICONS, context)
    reason = told_apart(reading.findings, context, reading.severity)

    if reading.action is Action.ALERT:
        assert reason is not None
        assert reason.severity is reading.severity
