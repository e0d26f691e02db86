from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.appointments import AppointmentKind, Dated
from care.cadence import CheckKind, checks
from care.pace import halved
from care.reminders import PatientClock

ROME = ZoneInfo("Europe/Rome")
FIRST = date(2026, 6, 18)


def plan(*offsets):
    days = [FIRST + timedelta(days=offset) for offset in offsets]
    walls = [datetime.combine(day, time(10)) for day in days]
    return [Dated(f"i{n}", AppointmentKind.INFUSION, wall, ROME) for n, wall in enumerate(walls)]


def test_every_second_routine_check_in_is_left_out_and_nothing_else():
    infusions = plan(0, 14)
    every = checks(infusions, PatientClock(ROME))
    routine = [
        one
        for one in every
        if one.kind is CheckKind.CHECK_IN
        and one.local_date - (FIRST + timedelta(days=14)) > timedelta(days=28)
    ]

    left = list(halved(every, {one.ref: one.wall.date() for one in infusions}))

    missed = [one for one in every if one not in left]
    assert missed == [one for one in routine[::2] if not one.neurological]
    assert len(routine) - len(missed) > 5 > len(missed) - 5
    assert left == sorted(left, key=lambda one: one.at)


def test_each_course_counts_anew():
    infusions = plan(0, 168)
    courses = [infusions[0], Dated("i1", AppointmentKind.INFUSION, infusions[1].wall, ROME, 2)]
    days = {one.ref: one.wall.date() for one in courses}

    left = list(halved(checks(courses, PatientClock(ROME)), days))

    after = {
        ref: [one.local_date - day for one in left if is_about(one, ref)]
        for ref, day in days.items()
    }
    assert {ref: [each.days for each in found[:4]] for ref, found in after.items()} == {
        "i0": [7, 14, 28, 84],
        "i1": [7, 14, 28, 84],
    }


def is_about(one, ref):
    return one.kind is CheckKind.CHECK_IN and one.appointment == ref
