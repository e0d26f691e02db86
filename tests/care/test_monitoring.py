from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.monitoring import UnknownPreset, blood_tests, missing_before, standing, window
from care.monitoring_table import PRESETS, Condition
from care.triage_table import Status

ISTANBUL = ZoneInfo("Europe/Istanbul")
MONDAY = date(2026, 12, 7)
RA = (0, 14)
GPA = (0, 7, 14, 21)
PANEL = ("cbc", "lft", "renal", "crp_esr")
BEFORE_COURSE = ("cbc", "igg", "lft", "renal", "crp_esr")
BEFORE_FIRST = (*BEFORE_COURSE, "hbv", "hcv", "vzv")
NONE: frozenset[Condition] = frozenset()

zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
starts = st.dates(date(2024, 1, 1), date(2034, 12, 31))
gaps = st.lists(st.integers(1, 250), max_size=6)
presets = st.sampled_from(sorted(PRESETS))
conditions = st.frozensets(st.sampled_from(Condition))


def infusions(*days, start=MONDAY, zone=ISTANBUL):
    """Infusions so many days after `start`; more than four weeks apart they are two courses."""
    course, dated = 1, []
    for number, day in enumerate(days, 1):
        course += bool(dated) and day - days[number - 2] > 28
        wall = datetime.combine(start + timedelta(day), time(9))
        dated.append(Dated(f"i{number}", AppointmentKind.INFUSION, wall, zone, course, day))
    return tuple(dated)


def visit(day, *tests, status=AppointmentStatus.PLANNED, start=MONDAY):
    wall = datetime.combine(start + timedelta(day), time(9))
    return Dated(f"v{day}", AppointmentKind.BLOOD_TEST, wall, ISTANBUL, tests=tests, status=status)


def offsets(visits, *codes, start=MONDAY):
    return [(each.wall.date() - start).days for each in visits if {*codes} <= {*each.tests}]


plans = st.builds(
    lambda first, apart, zone: infusions(
        *(sum(apart[:n]) for n in range(len(apart) + 1)), start=first, zone=zone
    ),
    starts,
    gaps,
    zones,
)


# What is proposed


def test_an_ra_course_by_default_is_baseline_4_weeks_16_weeks_and_every_12_to_a_year():
    visits = blood_tests(infusions(*RA))

    assert [(each.ref, each.gates, each.day, each.tests) for each in visits] == [
        ("b1", "i1", -7, BEFORE_FIRST),
        ("b2", None, 14 + 28, PANEL),
        ("b3", None, 14 + 112, ("cbc", "igg", "lft", "renal", "crp_esr")),
        ("b4", None, 14 + 196, PANEL),
        ("b5", None, 14 + 280, ("cbc", "igg", "lft", "renal", "crp_esr")),
        ("b6", None, 14 + 364, PANEL),
    ]
    assert {each.wall.time() for each in visits} == {time(9)}
    assert {each.zone for each in visits} == {ISTANBUL}
    assert {each.status for each in visits} == {AppointmentStatus.PLANNED}


def test_the_next_course_is_tested_again_but_for_what_is_asked_once():
    visits = blood_tests(infusions(*RA, 168, 182))

    gated = [(each.gates, each.course, each.day, each.tests) for each in visits if each.gates]
    assert gated == [("i1", 1, -7, BEFORE_FIRST), ("i3", 2, -7, BEFORE_COURSE)]


def test_weekly_infusions_share_the_draw_before_the_first():
    visits = blood_tests(infusions(*GPA))

    assert [each.gates for each in visits if each.gates] == ["i1"]
    assert offsets(visits)[:2] == [-7, 21 + 28]


def test_one_draw_does_not_serve_monthly_infusions_for_ever():
    visits = blood_tests(infusions(0, 28, 56, 84))

    assert [each.gates for each in visits if each.gates] == ["i1", "i3"]


def test_a_course_of_its_own_number_has_a_draw_of_its_own():
    first, second = infusions(0, 21)

    visits = blood_tests((first, replace(second, course=2)))

    assert [(each.gates, each.course, each.day) for each in visits if each.gates] == [
        ("i1", 1, -7),
        ("i2", 2, -7),
    ]


@pytest.mark.parametrize(
    ("preset", "days", "expected"),
    [
        ("default", RA, [-7, 42, 126, 210, 294, 378]),
        ("2-4w", RA, [-7, 11, 28, 56, 84, 168, 252, 336]),
        ("2-4m", RA, [-7, 91, 182, 273, 364]),
        ("4w+16w", RA, [-7, 42, 126]),
        ("4w+16w", GPA, [-7, 49, 133]),
        ("2-4m", (0, 14, 182), [-7, 91, 175, 273, 364, 455, 546]),
    ],
)
def test_a_preset_counts_the_blood_on_its_days(preset, days, expected):
    assert offsets(blood_tests(infusions(*days), preset), "cbc") == expected


def test_an_unknown_preset_is_refused_in_one_sentence():
    with pytest.raises(UnknownPreset, match=r"^'weekly' is no preset; choose one of default, "):
        blood_tests(infusions(0), "weekly")


@pytest.mark.parametrize(
    ("condition", "code", "expected"),
    [
        (Condition.LUNG_DISEASE, "pft", [-7, 126, 294]),
        (Condition.HBV_CORE, "hbv_dna", [42, 126, 210, 294, 378, 469, 560, 651, 742]),
        (Condition.COULD_BE_PREGNANT, "pregnancy", [-7]),
        (Condition.MUSCLE_DISEASE, "ck", [-7, 42, 126, 210, 294, 378]),
        (Condition.METHOTREXATE, "lft", [-7, 42, 84, 126, 168, 210, 252, 294, 336, 378]),
    ],
)
def test_a_condition_adds_its_test_and_nobody_else_has_it(condition, code, expected):
    plain, with_it = (blood_tests(infusions(*RA), "default", s) for s in (NONE, {condition}))

    assert offsets(with_it, code) == expected
    assert offsets(plain, code) == ([-7, 42, 126, 210, 294, 378] if code == "lft" else [])


def test_a_pregnancy_test_comes_before_each_course():
    visits = blood_tests(infusions(*RA, 168, 182), "default", {Condition.COULD_BE_PREGNANT})

    assert [each.gates for each in visits if "pregnancy" in each.tests] == ["i1", "i3"]


@pytest.mark.parametrize(("saturday_or_sunday", "drawn"), [(12, "Friday"), (13, "Monday")])
def test_the_draw_before_an_infusion_at_the_weekend_is_on_a_weekday(saturday_or_sunday, drawn):
    visits = blood_tests(infusions(0, start=date(2026, 12, saturday_or_sunday)))

    assert f"{visits[0].wall:%A}" == drawn


def test_where_friday_and_saturday_are_the_weekend_sunday_is_a_day_to_draw():
    sunday = infusions(0, start=date(2026, 12, 13))
    friday = infusions(0, start=date(2026, 12, 11))

    drawn = [
        blood_tests(plan, day_off=lambda day: day.weekday() in {4, 5})[0].wall
        for plan in (sunday, friday)
    ]

    assert [f"{wall:%A}" for wall in drawn] == ["Sunday", "Thursday"]


def test_a_draw_keeps_away_from_the_infusions_before_it():
    visits = blood_tests(infusions(0, 7, 14, 21, 28, 35))  # a week before the last lies another

    assert [(each.gates, each.day) for each in visits if each.gates] == [("i1", -7), ("i6", 25)]


def test_where_infusions_leave_no_room_a_draw_still_avoids_their_days():
    visits = blood_tests(infusions(0, 18, 21, 24, 27, 31))

    assert [(each.gates, each.day) for each in visits if each.gates] == [("i1", -7), ("i6", 23)]


def test_a_visit_keeps_the_zone_of_its_infusion():
    here, there = infusions(0, 364)

    visits = blood_tests((here, replace(there, zone=ZoneInfo("America/New_York"))))

    assert {(each.gates, str(each.zone)) for each in visits if each.gates} == {
        ("i1", "Europe/Istanbul"),
        ("i2", "America/New_York"),
    }


def test_what_is_due_after_the_next_infusion_waits_for_the_next_course():
    assert offsets(blood_tests(infusions(0, 100), "4w+16w"), "cbc") == [-7, 28, 93, 128, 212]


def test_nothing_is_proposed_in_the_years_between_two_courses():
    days = offsets(blood_tests(infusions(0, 1001), conditions={Condition.LUNG_DISEASE}))

    assert [day for day in days if 364 < day < 1001 - 14] == []
    assert 1001 - 7 in days


def test_the_order_is_that_of_the_dates_and_not_of_the_names():
    late, early = (replace(each, ref=ref) for each, ref in zip(infusions(14, 0), "ab", strict=True))

    assert blood_tests((late, early))[0].gates == "b"


def test_cancelled_infusions_and_blood_tests_propose_nothing():
    planned = infusions(*RA)
    cancelled = replace(infusions(300)[0], ref="i9", status=AppointmentStatus.CANCELLED)

    assert blood_tests((*planned, cancelled, visit(-5, "cbc"))) == blood_tests(planned)
    assert blood_tests((cancelled,)) == ()
    assert blood_tests(()) == ()


def test_the_window_over_a_leap_day_is_counted_in_days():
    infusion = infusions(0, start=date(2028, 3, 6))[0]

    assert window(infusion) == (date(2028, 2, 21), date(2028, 3, 3))


def test_a_visit_says_whose_word_it_rests_on_and_the_weakest_counts():
    label, mixed, unnamed = visit(0, "cbc", "hbv"), visit(0, "cbc", "igg", "lft"), visit(0)

    assert standing(label)[1] is Status.LABEL
    assert standing(visit(0, "cbc", "igg"))[1] is Status.GUIDELINE
    assert standing(mixed)[1] is Status.PROPOSED
    assert standing(mixed)[0].split("; ")[0] == "Ruxience prescribing information 2.1, class text"
    assert standing(unnamed) == ("", Status.PROPOSED)


# Properties: any zone, any day of ten years


@given(plans, presets, conditions)
def test_what_gates_lies_in_its_window_and_the_rest_gates_nothing(plan, preset, said):
    by_ref = {each.ref: each for each in plan}
    visits = blood_tests(plan, preset, said)

    gated = [each for each in visits if each.gates]
    assert [each.gates for each in gated] == sorted({e.gates for e in gated}, key=[*by_ref].index)
    for each in gated:
        earliest, latest = window(by_ref[each.gates])
        assert earliest <= each.wall.date() <= latest
        assert {"cbc", "igg"} <= {*each.tests}


@given(plans, presets, conditions)
def test_visits_are_in_order_days_apart_and_never_on_an_infusions_day(plan, preset, said):
    visits = blood_tests(plan, preset, said)

    assert all((later.wall - earlier.wall).days > 3 for earlier, later in pairwise(visits))
    assert [each.ref for each in visits] == [f"b{n}" for n in range(1, len(visits) + 1)]
    assert all(len({*each.tests}) == len(each.tests) > 0 for each in visits)
    assert not {each.wall.date() for each in visits} & {each.wall.date() for each in plan}


@given(plans, presets, conditions)
def test_every_infusion_has_a_draw_before_it_that_is_not_too_old_and_misses_nothing(
    plan, preset, said
):
    visits = blood_tests(plan, preset, said)

    drawn = [each.wall.date() for each in visits if each.gates]
    for infusion in plan:
        day = infusion.wall.date()
        assert any(3 <= (day - before).days <= 14 + 28 for before in drawn)
        assert missing_before(infusion, (*plan, *visits), said) == ()


@given(plans, presets, conditions, st.randoms(use_true_random=False))
def test_the_same_plan_in_any_order_proposes_the_same(plan, preset, said, random):
    shuffled = random.sample(plan, len(plan))

    assert blood_tests(shuffled, preset, said) == blood_tests(plan, preset, said)


@given(plans, conditions)
def test_between_two_counts_of_the_labels_preset_never_lie_more_than_four_months(plan, said):
    days = offsets(blood_tests(plan, "2-4m", said), "cbc")

    assert all(later - earlier <= 122 for earlier, later in pairwise(days))
    assert days[-1] > (plan[-1].wall.date() - MONDAY).days + 364 - 122


@given(plans, presets)
def test_antibodies_and_lungs_are_never_left_longer_than_six_months_and_a_week(plan, preset):
    visits = blood_tests(plan, preset, {Condition.LUNG_DISEASE})

    for code in ("igg", "pft"):
        assert all(b - a <= 182 + 7 for a, b in pairwise(offsets(visits, code)))


@given(plans, presets)
def test_after_a_positive_core_antibody_the_virus_is_looked_for_for_two_years(plan, preset):
    visits = blood_tests(plan, preset, {Condition.HBV_CORE})
    last = (plan[-1].wall.date() - MONDAY).days

    days = offsets(visits, "hbv_dna")
    assert all(later - earlier <= 91 + 7 for earlier, later in pairwise(days))
    assert last + 731 - 98 < days[-1] <= last + 731 + 7


# What is missing before an infusion


def test_without_any_visit_everything_required_is_missing_and_is_asked_for_once():
    plan = infusions(*GPA)

    assert missing_before(plan[0], plan) == BEFORE_FIRST
    assert [missing_before(each, plan) for each in plan[1:]] == [(), (), ()]


def test_what_is_missing_is_asked_for_before_the_next_infusion_once_one_was_given():
    given, second, *rest = infusions(*GPA)
    plan = (replace(given, status=AppointmentStatus.GIVEN), second, *rest)

    assert missing_before(second, (*plan, visit(-7, "cbc", "igg"))) == BEFORE_FIRST[2:]


@pytest.mark.parametrize(
    ("day", "status", "covered"),
    [
        (-15, AppointmentStatus.PLANNED, False),
        (-14, AppointmentStatus.PLANNED, True),
        (-3, AppointmentStatus.PLANNED, True),
        (-2, AppointmentStatus.PLANNED, False),
        (-2, AppointmentStatus.GIVEN, True),
        (0, AppointmentStatus.GIVEN, False),
        (2, AppointmentStatus.GIVEN, False),
        (-7, AppointmentStatus.CANCELLED, False),
    ],
)
def test_a_visit_counts_from_14_to_3_days_before_and_a_drawn_one_to_the_last(day, status, covered):
    plan = infusions(0)

    missing = missing_before(plan[0], (*plan, visit(day, *BEFORE_FIRST, status=status)))

    assert ("cbc" not in missing) == covered


def test_hepatitis_counts_whenever_it_was_drawn_and_lung_function_for_six_months():
    plan = infusions(0)
    done = visit(-200, "hbv", "pft", status=AppointmentStatus.GIVEN)
    later = visit(-180, "pft", status=AppointmentStatus.GIVEN)
    said = frozenset({Condition.LUNG_DISEASE})

    before = missing_before(plan[0], (*plan, done), said)
    assert ("hbv" in before, "pft" in before) == (False, True)
    assert "pft" not in missing_before(plan[0], (*plan, done, later), said)


def test_a_visit_that_names_no_test_counts_for_all():
    plan = infusions(0)

    assert missing_before(plan[0], (*plan, visit(-7))) == ()
    assert missing_before(plan[0], (*plan, visit(-7, "cbc"))) == BEFORE_FIRST[1:]


def test_before_a_later_course_nothing_is_asked_for_again_that_is_asked_once():
    plan = infusions(*RA, 168)

    assert missing_before(plan[2], plan) == ("cbc", "igg")


def test_a_draw_for_many_tests_names_each_source_once():
    draw = Dated(
        "b1",
        AppointmentKind.BLOOD_TEST,
        datetime(2026, 11, 24, 9),  # noqa: DTZ001 -- the clinic's wall clock
        ZoneInfo("Europe/London"),
        tests=("cbc", "igg", "lft", "renal", "crp_esr", "hcv", "tb"),
    )

    sources = standing(draw)[0].split("; ")

    assert len(sources) == len(set(sources)) > 2
