from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.cadence import (
    Check,
    CheckKind,
    CheckPart,
    checks,
    departure,
    still_owed,
)
from care.calendar import QuietHours, local
from care.check_ins import check_in_days, close_person_days, fever_days
from care.reminders import SLOTS, Appointment, PatientClock, Slot, reminders

ROME = ZoneInfo("Europe/Rome")
NEW_YORK = ZoneInfo("America/New_York")
AT_HOME = PatientClock(ROME)
JUNE = date(2026, 6, 18)
EARLIER = datetime(2025, 1, 8, 9, tzinfo=UTC)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def infusion(ref, day=JUNE, clock=time(14), course=1, zone=ROME):
    wall = datetime.combine(day, clock)
    return Dated(ref, AppointmentKind.INFUSION, wall, zone, course)


def series(*offsets, clock=time(14), course=1, start=JUNE):
    days = [start + timedelta(days=offset) for offset in offsets]
    return [infusion(f"i{n}", day, clock, course) for n, day in enumerate(days, 1)]


def told(made, kind, zone=ROME):
    return [
        (one.appointment, one.part.value, f"{local(one.at, zone):%d.%m. %H:%M}")
        for one in made
        if one.kind is kind
    ]


def parts(made, ref):
    return [one.part for one in made if one.appointment == ref and one.kind is not CHECK_IN]


CHECK_IN = CheckKind.CHECK_IN
BEFORE = CheckKind.PRE_INFUSION
REACTION = CheckKind.REACTION


def test_before_an_infusion_comes_the_list_then_the_day_before_then_the_morning():
    made = [one for one in checks([infusion("i1")], AT_HOME) if one.kind is BEFORE]

    list_at, day_before = utc(2026, 6, 11, 8), utc(2026, 6, 17, 15)
    morning, leaves = utc(2026, 6, 18, 8), utc(2026, 6, 18, 11)
    assert made == [
        Check(BEFORE, CheckPart.WEEK_BEFORE, "i1", date(2026, 6, 11), list_at, day_before),
        Check(BEFORE, CheckPart.DAY_BEFORE, "i1", date(2026, 6, 17), day_before, morning),
        Check(BEFORE, CheckPart.MORNING, "i1", JUNE, morning, leaves),
    ]


def test_the_list_goes_with_the_reminder_a_week_before():
    late = PatientClock(NEW_YORK, QuietHours(time(23), time(11)))
    one = infusion("i1")
    slots = SLOTS.of(AppointmentKind.INFUSION)
    first = reminders(Appointment(one.wall, one.zone), late, slots, LONG_AGO)[0]

    assert first.slot is Slot.DAYS_7
    assert checks([one], late)[0].at == first.due


@pytest.mark.parametrize(("days", "asked"), [(7, False), (14, False), (15, True), (21, True)])
def test_the_list_is_left_out_when_the_infusion_before_was_at_most_14_days_earlier(days, asked):
    made = checks(series(0, days), AT_HOME)

    assert (CheckPart.WEEK_BEFORE in parts(made, "i2")) is asked
    assert parts(made, "i2")[-4:-2] == [CheckPart.DAY_BEFORE, CheckPart.MORNING]


@pytest.mark.parametrize(("days", "asked"), [(14, False), (15, True)])
def test_an_infusion_before_these_counts_for_the_list_too(days, asked):
    before = utc(2026, 6, 18, 12) - timedelta(days=days)

    assert (
        CheckPart.WEEK_BEFORE in parts(checks([infusion("i1")], AT_HOME, before), "i1")
    ) is asked


def test_a_cancelled_infusion_asks_nothing_and_counts_for_nothing():
    first, second = series(0, 14)
    gone = replace(first, status=AppointmentStatus.CANCELLED)

    assert checks([gone, second], AT_HOME) == checks([second], AT_HOME)


def test_a_given_infusion_is_watched_and_no_longer_prepared():
    given = replace(infusion("i1"), status=AppointmentStatus.GIVEN)

    made = checks([given], AT_HOME)

    assert {one.kind for one in made} == {REACTION, CHECK_IN}
    assert made == tuple(one for one in checks([infusion("i1")], AT_HOME) if one.kind is not BEFORE)


def test_a_blood_test_asks_nothing():
    test = Dated("b1", AppointmentKind.BLOOD_TEST, datetime(2026, 6, 10, 9), ROME)  # noqa: DTZ001 - wall

    assert checks([test], AT_HOME) == ()


def test_the_night_moves_the_morning_question_to_the_evening_before():
    assert told(checks([infusion("i1", clock=time(9))], AT_HOME), BEFORE) == [
        ("i1", "week_before", "11.06. 10:00"),
        ("i1", "day_before", "17.06. 17:00"),
        ("i1", "morning", "17.06. 20:30"),
    ]


def test_a_long_way_moves_the_deadline_and_the_morning_question():
    one, far = infusion("i1"), timedelta(hours=3)
    made = checks([one], AT_HOME, travel=far)

    assert departure(one, far) == utc(2026, 6, 18, 9)
    assert told(made, BEFORE)[-1] == ("i1", "morning", "18.06. 08:00")
    assert made[2].expires == departure(one, far)


def test_the_first_infusion_of_all_is_watched_four_times():
    assert told(checks([infusion("i1", clock=time(9))], AT_HOME), REACTION) == [
        ("i1", "plus_4h", "18.06. 19:00"),
        ("i1", "bedtime", "18.06. 20:30"),
        ("i1", "next_morning", "19.06. 10:00"),
        ("i1", "closing", "19.06. 15:00"),
    ]


@pytest.mark.parametrize(
    ("plan", "last"),
    [
        (series(-14, 0, clock=time(9)), None),
        (series(0, clock=time(9), course=2), None),
        (series(0, clock=time(9)), EARLIER),
    ],
    ids=["second of a course", "a later course", "infused before"],
)
def test_a_later_infusion_is_watched_at_bedtime_and_closed_after_24_hours(plan, last):
    ref = plan[-1].ref

    made = [one for one in told(checks(plan, AT_HOME, last), REACTION) if one[0] == ref]

    assert made == [(ref, "bedtime", "18.06. 20:30"), (ref, "closing", "19.06. 13:00")]


@pytest.mark.parametrize(
    ("clock", "asked"),
    [(time(10, 15), ["20:15", "20:30", "10:00"]), (time(10, 30), ["20:30", "10:00"])],
)
def test_four_hours_after_is_asked_only_before_bedtime(clock, asked):
    awake = PatientClock(ROME, None)
    made = told(checks([infusion("i1", clock=clock)], awake), REACTION)

    assert [at[-5:] for _, _, at in made][:-1] == asked


@pytest.mark.parametrize(
    ("clock", "asked"),
    [
        (
            time(14),
            ["bedtime 18.06. 20:30", "next_morning 19.06. 10:00", "closing 19.06. 20:00"],
        ),
        (time(16), ["next_morning 19.06. 08:00", "closing 20.06. 08:00"]),
    ],
)
def test_nobody_is_asked_at_night_and_the_watch_never_closes_before_24_hours(clock, asked):
    made = told(checks([infusion("i1", clock=clock)], AT_HOME), REACTION)

    assert [f"{part} {at}" for _, part, at in made] == asked


def test_who_sleeps_by_day_is_asked_in_the_own_waking_hours():
    nightly = PatientClock(ROME, QuietHours(time(7), time(22)))

    assert told(checks([infusion("i1")], nightly, EARLIER), REACTION) == [
        ("i1", "bedtime", "18.06. 22:00"),
        ("i1", "closing", "19.06. 22:00"),
    ]


def test_check_ins_come_ever_further_apart_for_two_years():
    days = check_in_days(JUNE)

    assert [(day - JUNE).days for day in days] == [
        *(7, 14, 28),
        *(56, 84, 112, 140, 168),
        *(224, 280, 336),
        *(420, 504, 588, 672),
    ]


@pytest.mark.parametrize(
    ("following", "asked"), [(7, []), (8, []), (9, [7]), (15, [7, 14]), (28, [7, 14])]
)
def test_the_next_course_ends_them_and_one_within_8_days_spares_day_7(following, asked):
    days = check_in_days(JUNE, JUNE + timedelta(days=following))

    assert [(day - JUNE).days for day in days] == asked


def test_only_the_last_infusion_of_a_course_starts_them_and_a_new_course_starts_them_again():
    plan = [
        *series(0, 14),
        *(replace(one, ref=f"{one.ref}b", course=2) for one in series(168, 182)),
    ]
    made = [one for one in checks(plan, AT_HOME) if one.kind is CHECK_IN]

    asked = [(one.appointment, (local(one.at, ROME).date() - JUNE).days) for one in made]
    assert asked[:9] == [
        *(("i2", 14 + days) for days in (7, 14, 28, 56, 84, 112, 140)),
        *(("i2b", 182 + days) for days in (7, 14)),
    ]
    assert {local(one.at, ROME).time() for one in made} == {time(10)}


def test_a_close_person_is_asked_twice_a_year_after_one_course():
    days = check_in_days(JUNE)

    assert sorted((day - JUNE).days for day in close_person_days(JUNE, days)) == [
        *(168, 336, 504),
        672,
    ]


def test_a_course_every_24_weeks_does_not_put_the_close_person_off_for_ever():
    plan = [one for n in range(4) for one in _course(n)]
    made = [one for one in checks(plan, AT_HOME) if one.kind is CHECK_IN]

    asked = [(local(one.at, ROME).date() - JUNE).days for one in made if one.neurological]
    assert asked[:3] == [154, 322, 490]


def _course(n):
    start = JUNE + timedelta(weeks=24 * n)
    return [replace(one, ref=f"{one.ref}c{n}") for one in series(0, 14, course=n + 1, start=start)]


def test_what_was_missed_is_asked_now_unless_it_has_expired_and_never_at_night():
    made = checks([infusion("i1")], AT_HOME)

    at_night = still_owed(made, AT_HOME, utc(2026, 6, 13, 22))
    too_late = still_owed(made, AT_HOME, utc(2026, 6, 18, 11))

    assert told(at_night, BEFORE)[0] == ("i1", "week_before", "14.06. 08:00")
    assert at_night[1:] == made[1:]
    assert too_late == made[3:]


def test_a_question_of_the_watch_that_was_missed_wakes_nobody_without_quiet_hours_either():
    awake = PatientClock(ROME, None)
    made = checks([infusion("i1")], awake, EARLIER)

    late = still_owed(made, awake, utc(2026, 6, 18, 21))

    assert told(late, REACTION)[0] == ("i1", "bedtime", "19.06. 07:00")


def test_a_check_in_can_be_answered_for_a_week_or_until_the_next_course_begins():
    plan = [*series(0), *(replace(one, ref="j1", course=2) for one in series(16))]
    made = [one for one in checks(plan, AT_HOME) if one.kind is CHECK_IN]

    assert [(one.at, one.expires) for one in made[:3]] == [
        (utc(2026, 6, 25, 8), utc(2026, 7, 2, 8)),
        (utc(2026, 7, 2, 8), utc(2026, 7, 4, 12)),
        (utc(2026, 7, 11, 8), utc(2026, 7, 18, 8)),
    ]


def test_no_check_in_comes_after_the_next_course_has_begun_elsewhere():
    """At ten in Honolulu the infusion of the next day in Auckland has begun."""
    zone, there = ZoneInfo("Pacific/Auckland"), PatientClock(ZoneInfo("Pacific/Honolulu"))
    plan = [
        infusion("i1", zone=zone),
        infusion("i2", JUNE + timedelta(days=15), time(7), course=2, zone=zone),
    ]

    made = [one for one in checks(plan, there) if one.kind is CHECK_IN]

    assert [one.appointment for one in made][:2] == ["i1", "i2"]


def test_each_question_of_the_watch_expires_when_the_next_is_due():
    in_the_night = checks([infusion("i1", clock=time(0))], AT_HOME)
    made = [one for one in in_the_night if one.kind is REACTION]

    assert [(one.part, one.expires) for one in made] == [
        (CheckPart.PLUS_4H, utc(2026, 6, 18, 18, 30)),
        (CheckPart.BEDTIME, utc(2026, 6, 19, 6)),
        (CheckPart.CLOSING, utc(2026, 6, 19, 8)),
    ]


def test_an_open_fever_is_asked_about_daily_and_for_a_week_at_most():
    opened = utc(2026, 6, 18, 22, 30)  # the 19th in Rome

    asked = [f"{local(at, ROME):%d.%m. %H:%M}" for at in fever_days(opened, AT_HOME)]

    assert asked == [f"{day}.06. 10:00" for day in range(20, 27)]
