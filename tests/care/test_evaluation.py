"""What is measured is counted as it was labelled, and says how sure it is."""

import pytest

from care.evaluation import Group, Labelled, Rate, View, evaluate
from care.findings import Action, Reading
from care.severity import Severity

ALERT, ASK, ANSWER, MENU = Action


def line(number, labels, polarity="present", **more):
    return Labelled(number, f"text {number}", frozenset(labels), polarity, **more)


def says(**actions):
    """A triage that does to line n what is asked for under ln, and nothing to the others."""

    def read(one):
        action = actions.get(f"l{one.number}", MENU)
        severity = Severity.URGENT if action in {ALERT, ASK} else None
        return Reading(action, severity, (), None, "rules")

    return read


@pytest.mark.parametrize(
    ("labels", "polarity", "view"),
    [
        ({"fever"}, "present", View.PRESENT),
        ({"headache"}, "present", View.BESIDE),
        ({"headache", "fever"}, "present", View.PRESENT),
        (set(), "present", View.EVERYDAY),
        (set(), "unknown", View.EVERYDAY),
        ({"fever"}, "negated", View.NEGATED),
        ({"fever"}, "past", View.PAST),
        ({"fever"}, "other", View.OTHER),
        ({"fever"}, "unknown", None),
    ],
)
def test_a_line_shows_what_its_labels_say(labels, polarity, view):
    assert line(1, labels, polarity).view is view


def test_alerts_and_questions_are_heard_and_the_rest_is_missed():
    lines = [line(number, {"cough"}, language="fr") for number in (1, 2, 3)]

    found = evaluate(lines, says(l1=ALERT, l2=ASK, l3=ANSWER))

    assert found.groups == tuple(
        Group(View.PRESENT, by, name, Rate(1, 3), Rate(2, 3))
        for by, name in [("all", "all"), ("category", "cough"), ("language", "fr")]
    )
    assert [one.line.number for one in found.missed] == [3]
    assert found.false_alerts == ()


def test_only_an_alert_rings_for_nothing():
    lines = [
        line(1, ()),
        line(2, ()),
        line(3, {"fever"}, "negated"),
        line(4, {"fever"}, "hypothetical"),
        line(5, {"fever"}, "past"),
    ]

    found = evaluate(lines, says(l1=ASK, l2=ALERT, l3=ALERT, l4=ALERT, l5=ALERT))

    assert [one.line.number for one in found.false_alerts] == [2, 3, 4]
    assert found.missed == ()


def test_what_nobody_knows_is_left_out_and_counted():
    found = evaluate([line(1, {"fever"}, "unknown"), line(2, ())], says())

    assert found.left_out == 1
    assert [one.view for one in found.groups] == [View.EVERYDAY]


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    # Wilson, E. B. (1927), worked out by hand from the formula
    [(98, 100, 0.930, 0.994), (0, 100, 0.0, 0.037), (100, 100, 0.963, 1.0), (0, 0, 0.0, 1.0)],
)
def test_a_share_says_between_which_the_truth_lies(hits, total, low, high):
    assert Rate(hits, total).interval == pytest.approx((low, high), abs=0.001)
