from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from care.monitoring_table import CannotOverride, Override
from care.plan_warnings import PlanWarning, warnings
from care.plans import Basis, basis_of, entered, proposed
from care.regimen_overrides import numbers_of, regimens_with
from care.regimens import REGIMENS
from care.triage_table import Status

ROME = ZoneInfo("Europe/Rome")
WHEN = datetime(2026, 11, 1, tzinfo=UTC)
MONDAY = datetime(2026, 6, 1, 9)  # noqa: DTZ001 - the clinic's wall clock


def by_ana(value):
    return Override(value, who="Ana Silva", when=WHEN, why="our protocol of 2026")


def test_a_teams_own_number_keeps_who_when_and_why_beside_ours():
    least = regimens_with({"RA_COURSE.gap.least": by_ana(140)})["RA_COURSE"].gap.least

    assert (least.counts, least.days, least.override) == (140, 112, by_ana(140))
    assert least.said_by == "the team (Ana Silva): our protocol of 2026"


def test_no_other_regimen_changes():
    changed = regimens_with({"RA_COURSE.gap.least": by_ana(140)})

    assert {name: row for name, row in changed.items() if name != "RA_COURSE"} == {
        name: row for name, row in REGIMENS.items() if name != "RA_COURSE"
    }


def test_a_teams_distance_is_what_the_warning_measures():
    row = regimens_with({"RA_COURSE.gap.least": by_ana(60)})["RA_COURSE"]
    plan = entered([MONDAY, MONDAY.replace(month=8)], ROME)

    assert [one.code for one in warnings(plan, REGIMENS["RA_COURSE"])] == [
        PlanWarning.COURSES_TOO_CLOSE,
        PlanWarning.TEST_MISSING,
        PlanWarning.TEST_MISSING,
        PlanWarning.WEEKEND,
    ]
    assert PlanWarning.COURSES_TOO_CLOSE not in {one.code for one in warnings(plan, row)}


def test_a_teams_step_moves_the_next_course_and_says_so():
    row = regimens_with({"RA_MAINT.repeat.first": by_ana(182)})["RA_MAINT"]
    made = proposed(row, MONDAY, ROME, courses=3)

    assert [(one.wall - MONDAY).days for one in made] == [0, 14, 182, 196, 350, 364]
    assert basis_of(row, made[2]) == Basis(
        "the team (Ana Silva): our protocol of 2026", Status.PROPOSED
    )


def test_every_number_of_maintenance_can_be_set():
    assert {name: one.days for name, one in numbers_of(REGIMENS["GPA_MPA_MAINT"]).items()} == {
        "gap.least": 112,
        "repeat.first": 182,
        "repeat.then": 182,
        "start.rituximab.earliest": 112,
        "start.rituximab.latest": 168,
        "start.other.earliest": 0,
        "start.other.latest": 28,
    }


@pytest.mark.parametrize(
    ("name", "override", "text"),
    [
        ("RA_COURSE.dose", by_ana(1), "'RA_COURSE.dose' is no number of a regimen."),
        ("CLL.gap.least", by_ana(112), "'CLL.gap.least' is no number of a regimen."),
        ("RA_COURSE.gap.least", replace(by_ana(1), who=" "), "Say who changes .* and why."),
        ("RA_COURSE.gap.least", replace(by_ana(1), why=""), "Say who changes .* and why."),
        ("RA_COURSE.gap.least", replace(by_ana(1), when=MONDAY), "with a time zone."),
        ("RA_COURSE.gap.least", by_ana(-1), "cannot be -1; it can be 0 to 731 days."),
        ("RA_COURSE.gap.least", by_ana(value=True), "cannot be True"),
        ("RA_COURSE.repeat.then", by_ana(14), "would begin before the one before it is over."),
        ("GPA_MPA_MAINT.start.rituximab.earliest", by_ana(169), "would end before it begins."),
    ],
)
def test_what_cannot_be_set_is_refused_in_one_sentence(name, override, text):
    with pytest.raises(CannotOverride, match=text):
        regimens_with({name: override})
