from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.cover_notation import parse
from care.plan_errors import PlanError, errors
from care.plan_warnings import History, PlanWarning, Unit, warnings
from care.plans import Moved, NotProposed, basis_of, entered, in_courses, moved, proposed
from care.public_holidays import Holiday, public_holiday, weekend
from care.regimens import REGIMENS, Induction
from care.triage_table import Status

ROME = ZoneInfo("Europe/Rome")
RA = REGIMENS["RA_COURSE"]
CUSTOM = REGIMENS["CUSTOM"]
MAINTENANCE = REGIMENS["GPA_MPA_MAINT"]
PRESETS = [row for row in REGIMENS.values() if row.offsets]
INFUSION, BLOOD_TEST = AppointmentKind
GIVEN = AppointmentStatus.GIVEN
zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
days = st.dates(date(2024, 1, 1), date(2034, 12, 31))


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - the clinic's wall clock


MONDAY = wall(2026, 6, 1, 9)


def infusion(ref="i1", at=MONDAY, **more):
    return Dated(ref, INFUSION, at, more.pop("zone", ROME), **more)


def drawn(ref="b1", at=MONDAY, **more):
    return Dated(ref, BLOOD_TEST, at, ROME, **more)


def with_tests(*infusions):
    """Add a blood test a week before each infusion, so that none is missing."""
    week = timedelta(days=7)
    return (
        *infusions,
        *(
            drawn(f"b-{one.ref}", one.wall - week + timedelta(minutes=5), gates=one.ref)
            for one in infusions
        ),
    )


def told(found):
    return [(one.code, one.appointment) for one in found]


def about(code, found):
    return [one for one in found if one.code is code]


# Proposals


def test_a_course_for_arthritis_is_two_infusions_two_weeks_apart():
    assert proposed(RA, MONDAY, ROME) == (
        infusion("i1", MONDAY, course=1, day=0),
        infusion("i2", wall(2026, 6, 15, 9), course=1, day=14),
    )


def test_the_next_course_is_counted_from_the_first_infusion_of_the_one_before():
    made = proposed(RA, MONDAY, ROME, courses=3)

    assert [(one.ref, one.course, one.day, one.wall.date()) for one in made] == [
        ("i1", 1, 0, date(2026, 6, 1)),
        ("i2", 1, 14, date(2026, 6, 15)),
        ("i3", 2, 0, date(2026, 11, 16)),
        ("i4", 2, 14, date(2026, 11, 30)),
        ("i5", 3, 0, date(2027, 5, 3)),
        ("i6", 3, 14, date(2027, 5, 17)),
    ]


def test_maintenance_is_two_infusions_and_then_one_each_half_year():
    made = proposed(MAINTENANCE, MONDAY, ROME, courses=3)

    assert [(one.course, one.day, (one.wall - MONDAY).days) for one in made] == [
        (1, 0, 0),
        (1, 14, 14),
        (2, 0, 182),
        (3, 0, 364),
    ]


def test_pemphigus_is_repeated_after_a_year_then_each_half_year():
    made = proposed(REGIMENS["PV"], MONDAY, ROME, courses=3)

    assert [(one.wall - MONDAY).days for one in made] == [0, 14, 364, 546]


@pytest.mark.parametrize("name", ["JDM_LE_1_5", "JDM_GT_1_5", "SLE", "CUSTOM"])
def test_open_spacing_is_never_guessed(name):
    with pytest.raises(NotProposed, match=f"^{name}: .*--dates") as refused:
        proposed(REGIMENS[name], MONDAY, ROME)

    assert refused.value.code == "open_spacing"


@pytest.mark.parametrize("name", ["GPA_MPA_IND", "GPA_MPA_PED", "DM_ADULT"])
def test_what_returns_on_relapse_is_not_put_into_a_calendar(name):
    with pytest.raises(NotProposed) as refused:
        proposed(REGIMENS[name], MONDAY, ROME, courses=2)

    assert refused.value.code == "no_repeat"


def test_an_infusion_keeps_its_hour_when_clocks_change():
    made = proposed(RA, wall(2026, 10, 19, 9), ROME)

    assert [one.wall for one in made] == [wall(2026, 10, 19, 9), wall(2026, 11, 2, 9)]


def test_a_proposed_date_says_on_whose_word():
    first, second, third, _ = proposed(RA, MONDAY, ROME, courses=2)
    label = "Truxima US prescribing information"

    assert [basis_of(RA, one).source for one in (first, second, third)] == [
        f"{label}: two infusions, two weeks apart",
        f"{label}: two infusions, two weeks apart",
        f"{label}: every 24 weeks or by clinical evaluation",
    ]
    assert basis_of(RA, third).status is Status.LABEL


@given(st.sampled_from(PRESETS), days, zones)
def test_every_proposal_is_in_order_and_at_the_hour_asked_for(regimen, day, zone):
    made = proposed(regimen, datetime.combine(day, time(9)), zone, 4 if regimen.repeat else 1)

    assert [one.wall.time() for one in made] == [time(9)] * len(made)
    assert all(earlier.wall < later.wall for earlier, later in pairwise(made))
    assert [one.ref for one in made] == [f"i{number}" for number in range(1, len(made) + 1)]


# Courses


@pytest.mark.parametrize(("apart", "courses"), [(28, [1, 1]), (29, [1, 2])])
def test_infusions_at_most_28_days_apart_are_one_course(apart, courses):
    made = entered([MONDAY, MONDAY + timedelta(days=apart)], ROME)

    assert [one.course for one in made] == courses


def test_entered_dates_are_put_in_order_and_counted_from_their_course():
    made = entered([wall(2026, 6, 15, 9), MONDAY, wall(2026, 12, 1, 9)], ROME)

    assert [(one.ref, one.course, one.day) for one in made] == [
        ("i1", 1, 0),
        ("i2", 1, 14),
        ("i3", 2, 0),
    ]


def test_a_course_that_somebody_named_is_kept_and_the_rest_follow_it():
    late = MONDAY + timedelta(days=40)
    given_ = [infusion("a"), infusion("b", late), infusion("c", late + timedelta(days=7))]

    made = in_courses(given_, {"a": 3, "b": 3})

    assert [(one.ref, one.course, one.day) for one in made] == [
        ("a", 3, 0),
        ("b", 3, 40),
        ("c", 3, 47),
    ]


# Moving


def test_moving_an_infusion_proposes_moving_its_tests_and_the_rest_of_its_course():
    plan = (*proposed(RA, MONDAY, ROME, courses=2), drawn(at=wall(2026, 5, 25, 8), gates="i1"))

    assert moved(plan, "i1", wall(2026, 6, 4, 14)) == (
        Moved("b1", wall(2026, 5, 28, 8)),
        Moved("i2", wall(2026, 6, 18, 9)),
    )


def test_what_took_place_is_not_moved():
    plan = (
        *proposed(RA, MONDAY, ROME),
        drawn(at=wall(2026, 5, 25, 8), gates="i1", status=GIVEN),
    )

    assert moved(plan, "i1", wall(2026, 6, 4, 9)) == (Moved("i2", wall(2026, 6, 18, 9)),)
    assert moved(plan, "i2", wall(2026, 6, 16, 9)) == ()


# What cannot be


def test_a_sound_plan_has_no_errors():
    assert errors(with_tests(*proposed(RA, MONDAY, ROME))) == ()


@pytest.mark.parametrize(
    ("plan", "code", "ref"),
    [
        ([], PlanError.NO_INFUSION, None),
        ([drawn()], PlanError.NO_INFUSION, None),
        ([infusion(), infusion(at=wall(2026, 6, 2, 9))], PlanError.SAME_REF, "i1"),
        ([infusion(at=wall(206, 6, 1, 9))], PlanError.NO_SUCH_YEAR, "i1"),
        ([infusion(at=wall(9999, 12, 31, 23))], PlanError.NO_SUCH_YEAR, "i1"),
        ([infusion(at=wall(2026, 3, 29, 2, 30))], PlanError.NO_SUCH_TIME, "i1"),
        ([infusion(), infusion("i2")], PlanError.SAME_MOMENT, "i2"),
        (
            [infusion(course=2), infusion("i2", wall(2026, 12, 1, 9), course=1)],
            PlanError.COURSES_OUT_OF_ORDER,
            "i2",
        ),
        ([infusion(), drawn(at=wall(2026, 5, 25, 9), gates="i9")], PlanError.GATES_NOTHING, "b1"),
        ([infusion(), drawn(at=wall(2026, 6, 2, 9), gates="i1")], PlanError.TEST_TOO_LATE, "b1"),
    ],
)
def test_what_cannot_be_is_one_error(plan, code, ref):
    assert told(errors(plan)) == [(code, ref)]


def test_a_test_at_the_very_moment_of_its_infusion_is_too_late():
    plan = [infusion(), drawn(gates="i1")]

    assert PlanError.TEST_TOO_LATE in {one.code for one in errors(plan)}


def test_the_same_moment_is_found_across_zones():
    plan = [infusion(), infusion("i2", wall(2026, 6, 1, 10), zone=ZoneInfo("Europe/Helsinki"))]

    assert told(errors(plan)) == [(PlanError.SAME_MOMENT, "i2")]


moments = st.datetimes(wall(2024, 1, 1), wall(2034, 12, 31))
statuses = st.sampled_from([AppointmentStatus.PLANNED, GIVEN])


@settings(deadline=None)  # the first look at a year works out its holidays
@given(
    st.lists(
        st.builds(
            Dated,
            st.sampled_from("abcdef"),
            st.sampled_from(AppointmentKind),
            moments,
            zones,
            st.integers(1, 4),
            gates=st.none() | st.sampled_from("abcdef"),
            status=statuses,
        ),
        max_size=8,
    ),
    st.sampled_from(list(REGIMENS.values())),
    st.none() | st.sampled_from(["GB", "TR", "EG", "US"]),
)
def test_any_plan_at_all_is_answered_and_the_same_way_in_any_order(plan, regimen, country):
    found = errors(plan)
    if found:
        assert {one.code for one in found} == {one.code for one in errors(plan[::-1])}
        return

    unusual = warnings(plan, regimen, Unit(country))

    assert set(told(unusual)) == set(told(warnings(plan[::-1], regimen, Unit(country))))
    assert {one.appointment for one in unusual} <= {
        one.ref for one in plan if one.status is not GIVEN
    }


# What is unusual


def test_an_ordinary_plan_is_not_warned_of():
    plan = with_tests(*proposed(RA, wall(2026, 9, 7, 9), ROME, courses=2))

    assert warnings(plan, RA, Unit("IT")) == ()


@pytest.mark.parametrize(("apart", "expected"), [(111, ["i3"]), (112, []), (113, [])])
def test_under_112_days_from_the_last_infusion_to_the_next_course_is_warned_of(apart, expected):
    last = wall(2026, 6, 15, 9)
    plan = with_tests(*entered([MONDAY, last, last + timedelta(days=apart)], ROME))

    found = about(PlanWarning.COURSES_TOO_CLOSE, warnings(plan, RA))

    assert [one.appointment for one in found] == expected
    assert {one.status for one in found} <= {Status.LABEL}


def test_the_distance_to_the_infusion_before_the_plan_counts_too():
    plan = with_tests(*proposed(RA, MONDAY, ROME))
    near, far = (History(last_infusion=date(2026, 6, 1) - timedelta(days=d)) for d in (111, 112))

    assert told(warnings(plan, RA, history=near)) == [(PlanWarning.COURSES_TOO_CLOSE, "i1")]
    assert warnings(plan, RA, history=far) == ()


def test_an_infusion_of_the_plan_itself_is_not_the_one_before_it():
    plan = with_tests(*proposed(RA, MONDAY, ROME))

    assert warnings(plan, RA, history=History(last_infusion=date(2026, 6, 1))) == ()


def test_the_last_infusion_of_induction_has_the_window_of_maintenance_and_no_other():
    plan = with_tests(*proposed(MAINTENANCE, MONDAY, ROME))
    end = MONDAY.date() - timedelta(days=100)
    history = History(end, end, Induction.RITUXIMAB)

    assert told(warnings(plan, MAINTENANCE, history=history)) == [
        (PlanWarning.OUTSIDE_START_WINDOW, "i1")
    ]


def test_where_no_label_states_a_distance_the_warning_is_only_ours():
    plan = with_tests(*entered([MONDAY, MONDAY + timedelta(days=56)], ROME))

    [found] = warnings(plan, CUSTOM)

    assert (found.code, found.status) == (PlanWarning.COURSES_TOO_CLOSE, Status.PROPOSED)


def test_a_course_that_took_place_counts_and_is_not_warned_of():
    before = infusion("g", wall(2026, 4, 1, 9), course=1, status=GIVEN)
    again = infusion("h", wall(2026, 5, 15, 9), course=2, status=GIVEN)
    plan = (before, again, *with_tests(infusion("i", MONDAY, course=3)))

    assert told(warnings(plan, RA)) == [(PlanWarning.COURSES_TOO_CLOSE, "i")]


@pytest.mark.parametrize(
    ("induction", "ago", "outside"),
    [
        (Induction.RITUXIMAB, 111, True),
        (Induction.RITUXIMAB, 112, False),
        (Induction.RITUXIMAB, 168, False),
        (Induction.RITUXIMAB, 169, True),
        (Induction.OTHER, -1, True),
        (Induction.OTHER, 0, False),
        (Induction.OTHER, 28, False),
        (Induction.OTHER, 29, True),
    ],
)
def test_maintenance_outside_its_window_is_warned_of_for_both_inductions(induction, ago, outside):
    plan = with_tests(*proposed(MAINTENANCE, MONDAY, ROME))
    history = History(last_induction=MONDAY.date() - timedelta(days=ago), induction=induction)

    expected = [(PlanWarning.OUTSIDE_START_WINDOW, "i1")] if outside else []
    assert told(warnings(plan, MAINTENANCE, history=history)) == expected


def test_maintenance_without_the_end_of_induction_asks_for_it():
    plan = with_tests(*proposed(MAINTENANCE, MONDAY, ROME))

    assert told(warnings(plan, MAINTENANCE)) == [(PlanWarning.INDUCTION_UNKNOWN, "i1")]


def test_an_induction_of_unknown_kind_is_measured_as_rituximab_and_asked_for():
    plan = with_tests(*proposed(MAINTENANCE, MONDAY, ROME))
    history = History(last_induction=MONDAY.date() - timedelta(days=20))

    assert told(warnings(plan, MAINTENANCE, history=history)) == [
        (PlanWarning.INDUCTION_UNKNOWN, "i1"),
        (PlanWarning.OUTSIDE_START_WINDOW, "i1"),
    ]


def test_an_infusion_without_a_test_before_it_is_warned_of_once_a_course():
    plan = proposed(RA, MONDAY, ROME)

    assert told(warnings(plan, RA)) == [(PlanWarning.TEST_MISSING, "i1")]


@pytest.mark.parametrize(("days_before", "early"), [(15, True), (14, False), (3, False), (2, True)])
def test_a_test_outside_the_days_before_its_infusion_is_warned_of(days_before, early):
    at = MONDAY + timedelta(days=28)
    test = at - timedelta(days=days_before)
    plan = (infusion(at=at), drawn(at=test, gates="i1"))

    found = about(PlanWarning.TEST_OUTSIDE_WINDOW, warnings(plan, RA))

    assert [one.appointment for one in found] == (["b1"] if early else [])


def test_a_test_at_the_wrong_time_is_told_once_and_not_as_missing_too():
    plan = (infusion(), drawn(at=wall(2026, 5, 30, 9), gates="i1"))

    assert [one.code for one in warnings(plan, RA) if one.code is not PlanWarning.WEEKEND] == [
        PlanWarning.TEST_OUTSIDE_WINDOW
    ]


def test_a_test_that_names_no_infusion_counts_when_it_lies_in_the_window():
    plan = (infusion(), drawn(at=wall(2026, 5, 25, 9)))

    assert warnings(plan, RA) == ()


@pytest.mark.parametrize(
    ("at", "country", "code"),
    [
        (wall(2026, 12, 25, 9), "GB", PlanWarning.PUBLIC_HOLIDAY),
        (wall(2026, 4, 6, 9), "GB", PlanWarning.REGIONAL_HOLIDAY),
        (wall(2026, 6, 6, 9), "GB", PlanWarning.WEEKEND),
        (wall(2026, 6, 5, 9), "EG", PlanWarning.WEEKEND),
        (wall(2026, 6, 1, 7, 59), "GB", PlanWarning.OUTSIDE_HOURS),
        (wall(2026, 6, 1, 17), "GB", PlanWarning.OUTSIDE_HOURS),
    ],
)
def test_a_day_or_hour_when_nobody_works_is_warned_of(at, country, code):
    plan = (infusion(at=at), drawn(at=wall(2026, 3, 27, 9)))
    found = warnings(plan, RA, Unit(country))

    assert [
        one.code
        for one in found
        if one.appointment == "i1"
        and one.code
        in {
            PlanWarning.PUBLIC_HOLIDAY,
            PlanWarning.REGIONAL_HOLIDAY,
            PlanWarning.WEEKEND,
            PlanWarning.OUTSIDE_HOURS,
        }
    ] == [code]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (wall(2026, 6, 6, 9), []),
        (wall(2026, 6, 6, 13), [PlanWarning.WEEKEND]),
        (wall(2026, 6, 1, 7), []),
        (wall(2026, 6, 1, 15), [PlanWarning.OUTSIDE_HOURS]),
    ],
)
def test_hours_that_the_unit_has_told_decide(at, expected):
    unit = Unit("GB", parse("Mon-Fri 07:00-15:00, Sat 09:00-12:00"))

    assert [
        one.code
        for one in warnings(with_tests(infusion(at=at)), RA, unit)
        if one.appointment == "i1"
    ] == expected


@pytest.mark.parametrize(("hour", "expected"), [(5, []), (6, [PlanWarning.OUTSIDE_HOURS])])
def test_hours_over_midnight_belong_to_the_day_they_begin(hour, expected):
    unit = Unit("GB", parse("Mon-Thu 20:00-06:00"))
    found = warnings(with_tests(infusion(at=wall(2026, 6, 5, hour))), RA, unit)

    assert [one.code for one in found if one.appointment == "i1"] == expected


def test_a_country_without_a_calendar_is_told_once():
    found = warnings(with_tests(*proposed(RA, MONDAY, ROME)), RA, Unit("QQ"))

    assert told(found) == [(PlanWarning.HOLIDAYS_UNKNOWN, None)]


def test_a_time_that_happens_twice_is_warned_of():
    found = warnings(with_tests(infusion(at=wall(2026, 10, 25, 2, 30))), RA)

    assert (PlanWarning.TIME_TWICE, "i1") in told(found)


def test_two_infusions_on_one_day_are_warned_of():
    plan = with_tests(*entered([MONDAY, wall(2026, 6, 1, 14)], ROME))

    assert (PlanWarning.INFUSIONS_SAME_DAY, "i2") in told(warnings(plan, RA))


def test_holidays_have_english_names_and_say_which_regions_keep_them():
    assert public_holiday("DE", date(2026, 1, 1)) == Holiday("New Year's Day")
    assert public_holiday("GB", date(2026, 4, 6)) == Holiday("Easter Monday", ("ENG", "NIR", "WLS"))


def test_what_only_a_few_regions_keep_warns_nobody():
    assert public_holiday("DE", date(2026, 1, 6)) is None
    assert public_holiday("IT", date(2026, 8, 31)) is None


def test_a_weekend_is_that_of_the_country():
    friday, sunday = date(2026, 6, 5), date(2026, 6, 7)

    assert [weekend("EG", day) for day in (friday, sunday)] == [True, False]
    assert [weekend(None, day) for day in (friday, sunday)] == [False, True]
