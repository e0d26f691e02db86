from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from care.appointments import AppointmentKind
from care.calendar import QuietHours, instant, local
from care.reminders import (
    SLOTS,
    Appointment,
    PatientClock,
    Reminder,
    Slot,
    SlotPlan,
    UnclearSlots,
    allowed_today,
    bundle,
    is_today,
    reminders,
    tomorrow,
)

ROME = ZoneInfo("Europe/Rome")
NEW_YORK = ZoneInfo("America/New_York")
AUCKLAND = ZoneInfo("Pacific/Auckland")
HONOLULU = ZoneInfo("Pacific/Honolulu")
APIA = ZoneInfo("Pacific/Apia")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
INFUSION = SLOTS.of(AppointmentKind.INFUSION)
BLOOD_TEST = SLOTS.of(AppointmentKind.BLOOD_TEST)

zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
walls = st.builds(datetime.combine, st.dates(date(2024, 1, 1), date(2034, 12, 31)), clocks)
quiet = st.none() | st.builds(
    lambda start, hours: QuietHours(start, time((start.hour + hours) % 24, start.minute)),
    clocks,
    st.integers(1, 16),
)
chosen = st.sets(st.sampled_from(Slot), min_size=1)


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - the clinic's wall clock


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def plan(at, zone=ROME, patient=None, slots=INFUSION, now=LONG_AGO):
    return reminders(Appointment(at, zone), patient or PatientClock(zone), slots, now)


def told(made, zone=ROME):
    return [(one.slot.value, f"{local(one.due, zone):%d.%m. %H:%M}", one.moved) for one in made]


def test_an_infusion_has_three_reminders_and_the_last_is_two_hours_before():
    made = plan(wall(2026, 6, 18, 14))

    assert made == [
        Reminder(
            Slot.DAYS_7, date(2026, 6, 11), utc(2026, 6, 11, 8), utc(2026, 6, 17, 8), moved=False
        ),
        Reminder(
            Slot.DAYS_1, date(2026, 6, 17), utc(2026, 6, 17, 8), utc(2026, 6, 18, 10), moved=False
        ),
        Reminder(
            Slot.MORNING, date(2026, 6, 18), utc(2026, 6, 18, 10), utc(2026, 6, 18, 12), moved=False
        ),
    ]


def test_a_blood_test_is_first_heard_of_three_days_before():
    assert told(plan(wall(2026, 6, 18, 14), slots=BLOOD_TEST)) == [
        ("3d", "15.06. 10:00", False),
        ("1d", "17.06. 10:00", False),
        ("morning", "18.06. 12:00", False),
    ]


def test_a_team_may_add_a_fortnight_and_two_days():
    assert told(plan(wall(2028, 3, 14, 14), slots=(Slot.DAYS_2, Slot.DAYS_14))) == [
        ("14d", "29.02. 10:00", False),
        ("2d", "12.03. 10:00", False),
    ]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (wall(2026, 3, 29, 14), [utc(2026, 3, 22, 9), utc(2026, 3, 28, 9), utc(2026, 3, 29, 10)]),
        (wall(2026, 3, 30, 14), [utc(2026, 3, 23, 9), utc(2026, 3, 29, 8), utc(2026, 3, 30, 10)]),
        (
            wall(2026, 10, 25, 14),
            [utc(2026, 10, 18, 8), utc(2026, 10, 24, 8), utc(2026, 10, 25, 11)],
        ),
        (
            wall(2026, 10, 26, 14),
            [utc(2026, 10, 19, 8), utc(2026, 10, 25, 9), utc(2026, 10, 26, 11)],
        ),
    ],
    ids=["the day clocks go forward", "the day after", "the day they go back", "the day after it"],
)
def test_reminders_keep_their_hour_on_both_odd_nights(at, expected):
    assert [one.due for one in plan(at)] == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (wall(2026, 6, 18, 10), ("morning", "18.06. 08:00", False)),
        (wall(2026, 6, 18, 9), ("morning", "18.06. 08:00", True)),
        (wall(2026, 6, 18, 8, 15), ("morning", "18.06. 08:00", True)),
        (wall(2026, 6, 18, 8), ("morning", "17.06. 20:30", True)),
        (wall(2026, 6, 18, 6, 30), ("morning", "17.06. 20:30", True)),
        (wall(2026, 6, 18, 0, 30), ("morning", "17.06. 20:30", True)),
        (wall(2026, 6, 18, 23, 30), ("morning", "18.06. 20:30", True)),
    ],
)
def test_the_night_moves_a_reminder_later_or_to_the_evening_before(at, expected):
    assert told(plan(at))[-1] == expected


def test_quiet_hours_that_begin_before_the_evening_move_it_to_half_an_hour_before_them():
    early = PatientClock(ROME, QuietHours(time(19), time(8)))

    assert told(plan(wall(2026, 6, 18, 7), patient=early))[-1] == ("morning", "17.06. 18:30", True)


def test_who_sleeps_long_hears_at_eleven():
    late = PatientClock(ROME, QuietHours(time(23), time(11)))

    assert told(plan(wall(2026, 6, 18, 14), patient=late)) == [
        ("7d", "11.06. 11:00", True),
        ("1d", "17.06. 11:00", True),
        ("morning", "18.06. 12:00", False),
    ]


def test_without_quiet_hours_the_hour_of_the_slot_stands():
    assert told(plan(wall(2026, 6, 18, 6), patient=PatientClock(ROME, None)))[-1] == (
        "morning",
        "18.06. 04:00",
        False,
    )


def test_a_travelling_patient_hears_by_the_clock_where_she_is():
    at = wall(2026, 6, 18, 14)
    made = plan(at, patient=PatientClock(NEW_YORK))

    assert told(made, NEW_YORK) == [
        ("7d", "11.06. 10:00", False),
        ("1d", "17.06. 10:00", False),
        ("morning", "17.06. 20:30", True),  # it begins at 8:00 in New York
    ]
    names = [(one.slot, one.local_date) for one in made]
    assert names == [(one.slot, one.local_date) for one in plan(at)]


def test_on_the_far_side_of_the_date_line_the_day_before_still_comes_before_the_morning():
    made = plan(wall(2026, 6, 10, 8), AUCKLAND, PatientClock(HONOLULU))

    assert told(made, HONOLULU) == [
        ("7d", "03.06. 10:00", False),
        ("1d", "08.06. 20:30", True),  # 10:00 of the 9th there is when the infusion begins
        ("morning", "09.06. 08:00", False),
    ]


def test_a_day_that_never_was_costs_no_reminder():
    made = plan(wall(2012, 1, 1, 14), APIA, slots=(Slot.DAYS_2, Slot.DAYS_1))

    assert told(made, APIA) == [("2d", "29.12. 20:30", True), ("1d", "31.12. 10:00", False)]


@given(walls, zones, zones, quiet, chosen)
@example(wall(2026, 3, 29, 2, 30), ROME, ROME, QuietHours(time(21), time(2, 30)), set(Slot))
@example(wall(2026, 10, 25, 2, 30), ROME, ROME, QuietHours(time(18, 30), time(2, 15)), set(Slot))
@example(wall(2028, 2, 29, 0), AUCKLAND, HONOLULU, QuietHours(time(21), time(8)), set(Slot))
@settings(max_examples=400)
def test_each_slot_comes_once_awake_in_order_and_before_it_is_pointless(
    at, zone, patient_zone, quiet, slots
):
    patient = PatientClock(patient_zone, quiet)
    made = plan(at, zone, patient, slots)

    assert [one.slot for one in made] == [slot for slot in Slot if slot in slots]
    assert [one.local_date for one in made] == [at.date() - one.slot.before for one in made]
    follows = [one.due for one in made[1:]] + [Appointment(at, zone).moment]
    assert [one.expires for one in made] == follows
    assert all(one.due < one.expires for one in made)
    assert not any(quiet and quiet.hold_at(one.due, patient_zone) for one in made)
    assert {one.due.tzinfo for one in made} == {UTC}


@pytest.mark.parametrize("quarter", range(4))
def test_around_every_clock_change_of_ten_years_in_every_zone_each_slot_comes_once(quarter):
    """Not drawn but counted: each zone there is, the night of each change and the day after."""
    names = sorted(available_timezones() - {"localtime", "Factory"})[quarter::4]
    seen = 0
    for zone in map(ZoneInfo, names):
        for at in odd_appointments(zone):
            made = plan(at, zone)
            seen += 1
            assert [one.slot for one in made] == list(INFUSION)
            assert len({(one.slot, one.local_date) for one in made}) == len(made)
            moments = [one.due for one in made] + [Appointment(at, zone).moment]
            assert moments == sorted(set(moments))
            walls = [local(one.due, zone) for one in made]
            assert [(due.date(), due.time()) for due in walls[:2]] == [
                (one.local_date, time(10)) for one in made[:2]
            ]
            assert time(8) <= walls[2].time() < time(21)
    assert seen > 1000


def odd_appointments(zone):
    noons = [instant(date(2026, 1, 1) + timedelta(days=n), time(12), zone) for n in range(3653)]
    for noon, next_noon in pairwise(noons):
        if next_noon - noon != timedelta(days=1):
            for after in (0, 1, 7):
                day = local(next_noon, zone).date() + timedelta(days=after)
                yield from (datetime.combine(day, at) for at in (time(2, 30), time(8), time(14)))


@given(walls, zones, zones)
def test_a_reminder_that_was_not_moved_stands_at_ten_or_two_hours_before(at, zone, patient_zone):
    appointment = Appointment(at, zone)
    for one in plan(at, zone, PatientClock(patient_zone), set(Slot)):
        own = instant(one.local_date, time(10), patient_zone)
        if one.slot is Slot.MORNING:
            own = appointment.moment - timedelta(hours=2)
        assert one.moved is (one.due != own)


@given(walls, zones, zones, quiet, st.integers(-24 * 16, 48))
@settings(max_examples=300)
def test_who_comes_late_hears_now_what_is_not_yet_pointless(at, zone, patient_zone, quiet, hours):
    patient = PatientClock(patient_zone, quiet)
    now = Appointment(at, zone).moment + timedelta(hours=hours)
    whole = {one.slot: one for one in plan(at, zone, patient)}
    made = plan(at, zone, patient, now=now)

    for one in made:
        planned = whole[one.slot]
        missed = planned.due < now
        assert one.due == (patient.waking(now) if missed else planned.due)
        assert one.expires == planned.expires
        assert one.moved is (missed or planned.moved)
    left_out = [one for slot, one in whole.items() if slot not in {here.slot for here in made}]
    assert all(patient.waking(now) >= one.expires for one in left_out)
    assert all(one.due < now for one in left_out)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            utc(2026, 6, 13, 12),
            [
                ("7d", "13.06. 14:00", True),
                ("1d", "17.06. 10:00", False),
                ("morning", "18.06. 12:00", False),
            ],
        ),
        (utc(2026, 6, 17, 9), [("1d", "17.06. 11:00", True), ("morning", "18.06. 12:00", False)]),
        (utc(2026, 6, 17, 22), [("1d", "18.06. 08:00", True), ("morning", "18.06. 12:00", False)]),
        (utc(2026, 6, 18, 11), [("morning", "18.06. 13:00", True)]),
        (utc(2026, 6, 18, 12), []),
        (utc(2026, 6, 19, 12), []),
    ],
    ids=["missed a week", "missed the day", "enrolled at midnight", "late", "it begins", "it was"],
)
def test_what_was_missed_is_due_now_and_what_is_past_is_not_sent(now, expected):
    assert told(plan(wall(2026, 6, 18, 14), now=now)) == expected


def test_nobody_is_woken_for_an_appointment_made_in_the_night_before_it():
    assert plan(wall(2026, 6, 18, 7), now=utc(2026, 6, 17, 21)) == []


def test_an_appointment_is_kept_by_the_wall_clock():
    with pytest.raises(ValueError, match="no zone on `wall`"):
        Appointment(utc(2026, 6, 18, 14), ROME)


def owed(*hours):
    return [
        Reminder(Slot.DAYS_1, date(2026, 6, 17), at, at + timedelta(hours=20), moved=False)
        for at in (utc(2026, 6, 17) + timedelta(hours=hour) for hour in hours)
    ]


def hours(groups):
    return [[one.due.hour + one.due.minute / 60 for one in group] for group in groups]


@pytest.mark.parametrize(
    ("due", "messages"),
    [
        ([], []),
        ([10], [[10]]),
        ([12, 10], [[10, 12]]),
        ([10, 12.25], [[10], [12.25]]),
        ([8, 10, 12], [[8, 10], [12]]),
        ([10, 10, 10], [[10, 10, 10]]),
    ],
    ids=["none", "one", "two hours apart", "more", "counted from the first", "at once"],
)
def test_what_falls_due_within_two_hours_is_one_message(due, messages):
    assert hours(bundle(owed(*due))) == messages


@pytest.mark.parametrize(
    ("most", "messages"),
    [
        (0, [[8, 12, 16]]),
        (1, [[8, 12, 16]]),
        (2, [[8], [12, 16]]),
        (3, [[8], [12], [16]]),
        (None, [[8], [12], [16]]),
    ],
)
def test_what_is_too_many_for_a_day_joins_a_message_before_it(most, messages):
    assert hours(bundle(owed(16, 8, 12), most)) == messages


@given(st.lists(st.integers(0, 95)), st.none() | st.integers(0, 3))
def test_bundles_lose_nothing_double_nothing_and_keep_the_order(quarters, most):
    every = owed(*(quarter / 4 for quarter in quarters))

    groups = bundle(every, most)

    flat = [one for group in groups for one in group]
    assert flat == sorted(every, key=lambda one: one.due)
    if most is not None:
        assert len(groups) <= max(most, 1)


@pytest.mark.parametrize(
    ("begun", "infusion_today", "left"),
    [(0, False, 1), (1, False, 0), (0, True, 2), (1, True, 1), (2, True, 0), (3, False, 0)],
)
def test_one_message_a_day_and_two_on_an_infusion_day(begun, infusion_today, left):
    assert allowed_today(begun, infusion_today=infusion_today) == left


@pytest.mark.parametrize(
    ("now", "zone", "today"),
    [
        (utc(2026, 6, 17, 22, 30), ROME, True),
        (utc(2026, 6, 17, 22, 30), NEW_YORK, False),
        (utc(2026, 6, 18, 21, 59), ROME, True),
        (utc(2026, 6, 18, 22), ROME, False),
    ],
)
def test_the_infusion_day_is_the_patients_own_day(now, zone, today):
    assert is_today(Appointment(wall(2026, 6, 18, 14), ROME), PatientClock(zone), now) is today


def test_what_can_wait_goes_tomorrow_at_ten_and_what_cannot_goes_today():
    now, patient = utc(2026, 6, 17, 12), PatientClock(ROME)
    _, day_before, _ = plan(wall(2026, 6, 18, 14))
    _, of_a_morning, _ = plan(wall(2026, 6, 18, 12))  # its morning reminder is due at ten itself

    assert tomorrow(day_before, patient, now) == utc(2026, 6, 18, 8)
    assert tomorrow(of_a_morning, patient, now) is None


def test_a_team_chooses_its_slots_and_gets_them_back():
    chosen = SlotPlan.from_json(
        {"infusion": ["morning", "14d"], "blood_test": ["2d"]}, "Dr Example: patients ask for it"
    )

    assert chosen.of(AppointmentKind.INFUSION) == (Slot.DAYS_14, Slot.MORNING)
    assert chosen.of(AppointmentKind.BLOOD_TEST) == (Slot.DAYS_2,)
    assert chosen.status == "team"
    assert SlotPlan.from_json(chosen.as_json(), chosen.source) == chosen


def test_the_plan_we_propose_is_the_one_decided():
    assert SLOTS.as_json() == {
        "infusion": ["7d", "1d", "morning"],
        "blood_test": ["3d", "1d", "morning"],
    }
    assert SLOTS.status == "proposed"


@pytest.mark.parametrize(
    "document",
    [{"infusion": ["7d"]}, {"infusion": [], "blood_test": ["1d"]}, {"infusion": ["8d"]}, {}],
)
def test_a_plan_that_would_be_silence_by_a_slip_is_refused(document):
    with pytest.raises(UnclearSlots) as refused:
        SlotPlan.from_json(document, "test")
    assert str(refused.value) == (
        "Each kind of appointment needs at least one of these slots: 14d, 7d, 3d, 2d, 1d, morning."
    )
