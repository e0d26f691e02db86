from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.appointments import AppointmentKind, Dated
from care.cadence import Check, CheckKind, CheckPart, checks
from care.calendar import local
from care.one_a_day import A_WEEK, Message, allowed_on, counts_on, messages_of_a_day, room_from
from care.reminders import SLOTS, Appointment, PatientClock, Reminder, Slot, reminders

ROME = ZoneInfo("Europe/Rome")
AT_HOME = PatientClock(ROME)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
INFUSED = date(2026, 6, 18)
DAY = timedelta(days=1)


def infusion(clock, day=INFUSED):
    return Dated("i1", AppointmentKind.INFUSION, datetime.combine(day, clock), ROME)


def told(day, plan, last=None):
    """Return the messages of a day as the patient sees them: when, and what is in each."""
    owed = [*checks(plan, AT_HOME, last)]
    for one in plan:
        appointment = Appointment(one.wall, one.zone)
        owed += reminders(appointment, AT_HOME, SLOTS.of(one.kind), LONG_AGO)
    of_the_day = [one for one in owed if counts_on(one, AT_HOME) == day]
    messages = messages_of_a_day(of_the_day, allowed_on(day, plan, AT_HOME, last))
    return [(f"{local(m.at, ROME):%d.%m. %H:%M}", sorted(map(name, m.parts))) for m in messages]


def name(one):
    return f"remind {one.slot}" if isinstance(one, Reminder) else one.part.value


def test_a_week_before_the_list_goes_with_the_reminder():
    assert told(INFUSED - 7 * DAY, [infusion(time(14))]) == [
        ("11.06. 10:00", ["remind 7d", "week_before"])
    ]


def test_the_day_before_is_one_message():
    assert told(INFUSED - DAY, [infusion(time(14))]) == [
        ("17.06. 10:00", ["day_before", "remind 1d"])
    ]


def test_the_day_of_an_infusion_is_one_message_before_it_and_one_after():
    assert told(INFUSED, [infusion(time(14))]) == [
        ("18.06. 10:00", ["morning", "remind morning"]),
        ("18.06. 20:30", ["bedtime"]),
    ]


def test_nobody_is_asked_how_it_went_before_it_has_begun():
    """Even when the night has made three messages of that day, and two are allowed."""
    assert told(INFUSED, [infusion(time(9))]) == [
        ("17.06. 20:30", ["morning", "remind morning"]),
        ("18.06. 19:00", ["bedtime", "plus_4h"]),
    ]


def test_the_day_after_a_very_first_infusion_has_two_and_after_a_later_one_has_one():
    assert told(INFUSED + DAY, [infusion(time(9))]) == [
        ("19.06. 10:00", ["next_morning"]),
        ("19.06. 15:00", ["closing"]),
    ]
    assert told(INFUSED + DAY, [infusion(time(9))], LONG_AGO) == [("19.06. 13:00", ["closing"])]


def test_what_can_wait_goes_with_the_end_of_the_watch():
    """A blood test three days later: its reminder is due at ten and keeps."""
    wall = datetime.combine(INFUSED + 4 * DAY, time(9))
    test = Dated("b1", AppointmentKind.BLOOD_TEST, wall, ROME)

    assert told(INFUSED + DAY, [infusion(time(9)), test], LONG_AGO) == [
        ("19.06. 13:00", ["closing", "remind 3d"])
    ]


def test_on_the_day_of_an_infusion_what_is_due_before_it_does_not_wait_until_bedtime():
    test = Dated(
        "b1", AppointmentKind.BLOOD_TEST, datetime.combine(INFUSED + 3 * DAY, time(9)), ROME
    )

    assert told(INFUSED, [infusion(time(14)), test]) == [
        ("18.06. 10:00", ["morning", "remind 3d", "remind morning"]),
        ("18.06. 20:30", ["bedtime"]),
    ]


def test_what_falls_due_between_two_questions_goes_with_the_one_before_it():
    ten, eleven, three, later = (
        datetime(2026, 6, 19, hour, tzinfo=UTC) for hour in (10, 11, 15, 17)
    )
    morning = Check(CheckKind.REACTION, CheckPart.NEXT_MORNING, "i1", INFUSED, ten, three)
    closing = Check(CheckKind.REACTION, CheckPart.CLOSING, "i1", INFUSED, three, later)
    between = Check(CheckKind.CHECK_IN, CheckPart.CHECK_IN, "i0", INFUSED, eleven, later)

    assert messages_of_a_day([closing, between, morning], 2) == [
        Message(ten, (morning, between)),
        Message(three, (closing,)),
    ]


def test_what_cannot_wait_goes_on_its_own_and_the_watch_is_never_closed_early():
    wall = datetime.combine(INFUSED + DAY, time(11))
    test = Dated("b1", AppointmentKind.BLOOD_TEST, wall, ROME)

    assert told(INFUSED + DAY, [infusion(time(9)), test], LONG_AGO) == [
        ("19.06. 09:00", ["remind morning"]),
        ("19.06. 13:00", ["closing"]),
    ]


def test_two_watches_that_ask_at_one_moment_are_one_message_and_lose_nothing():
    at, later = datetime(2026, 6, 18, 18, tzinfo=UTC), datetime(2026, 6, 18, 20, tzinfo=UTC)
    closing = Check(CheckKind.REACTION, CheckPart.CLOSING, "i1", INFUSED, at, later)
    bedtime = Check(CheckKind.REACTION, CheckPart.BEDTIME, "i2", INFUSED, at, later)

    (message,) = messages_of_a_day([closing, bedtime], 1)

    assert message == Message(at, (bedtime, closing))


def test_a_morning_reminder_that_the_night_moved_counts_for_the_day_it_is_about():
    of_the_morning = reminders(
        Appointment(datetime.combine(INFUSED, time(7)), ROME), AT_HOME, (Slot.MORNING,), LONG_AGO
    )

    assert [f"{local(one.due, ROME):%d.%m. %H:%M}" for one in of_the_morning] == ["17.06. 20:30"]
    assert [counts_on(one, AT_HOME) for one in of_the_morning] == [INFUSED]


def test_three_a_week_and_the_fourth_waits_until_the_first_is_a_week_old():
    begun = [INFUSED + n * DAY for n in (0, 2, 4)]

    free = [room_from(INFUSED + n * DAY, begun, ()) for n in range(4, 9)]

    assert len(begun) == A_WEEK
    assert free == [INFUSED + n * DAY for n in (7, 7, 7, 7, 8)]
    assert room_from(INFUSED + 4 * DAY, begun[:2], ()) == INFUSED + 4 * DAY


def test_around_an_infusion_the_week_has_no_number():
    begun = [INFUSED + n * DAY for n in range(-3, 5)]

    assert room_from(INFUSED + 7 * DAY, begun, {INFUSED}) == INFUSED + 7 * DAY
    assert room_from(INFUSED - 7 * DAY, begun, {INFUSED}) == INFUSED - 7 * DAY
    assert room_from(INFUSED + 8 * DAY, begun, {INFUSED}) == INFUSED + 9 * DAY
