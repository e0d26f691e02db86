"""The promise: a patient hears one message a day from us, and all that matters is in it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from care.appointments import Answer, AppointmentKind, AppointmentStatus, Reason
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from care.tasks import TaskKind
from scheduler import appointing
from scheduler.reminding import remind
from store import appointments
from store.tables import Account, Appointment, Caregiver, Patient, Questionnaire, ReminderRow, Task
from tests.clinic import LONDON, PATIENT, Clinic
from tests.conftest import both_editions
from tests.journeys.living import Heard, lived, utc

INFUSION, BLOOD_TEST = AppointmentKind
DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
REMINDER = "A reminder from your care team"
CHANGED = "A date has changed"
LATE = "This comes late. I was out of order."


async def enter(clinic: Clinic, kind: AppointmentKind, wall: str, **more: object) -> int:
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        local = datetime.fromisoformat(wall)
        entry = appointing.Entry(kind, local, LONDON, "Day unit", **more)
        return (await appointing.enter(session, patient, entry, "test", clinic.at)).id


async def course(clinic: Clinic, first: str, offsets: tuple[int, ...], number: int = 1) -> None:
    """Enter a course: its infusions, and a blood test a few days before each."""
    wall = datetime.fromisoformat(first)
    for offset in offsets:
        day = wall + offset * DAY
        await enter(clinic, INFUSION, day.isoformat(), course=number)
        test = (day - 4 * DAY).replace(hour=9)
        if test.replace(tzinfo=UTC) > clinic.at:
            await enter(clinic, BLOOD_TEST, test.isoformat(), tests=("cbc",))


async def patient_of(clinic: Clinic, **changes: object) -> None:
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        for name, value in changes.items():
            setattr(patient, name, value)
        session.add(patient)
        await session.flush()
        await appointing.plan_all(session, patient, clinic.at)


async def does(clinic: Clinic, number: int, deed, *given: object, **more: object) -> None:
    """Let staff or the patient do something about a date."""
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, number)
        await deed(session, row, *given, clinic.at, **more)


async def planned(clinic: Clinic, *kinds: ReminderKind) -> list[ReminderRow]:
    async with clinic.service.begin() as session:
        query = select(ReminderRow).where(ReminderRow.state == "planned")
        rows = (await session.exec(query.order_by(ReminderRow.due, ReminderRow.id))).all()
    return [row for row in rows if not kinds or row.kind in kinds]


async def tasks(clinic: Clinic, kind: TaskKind) -> list[Task]:
    async with clinic.service.begin() as session:
        return list((await session.exec(select(Task).where(Task.kind == kind))).all())


async def walked(clinic: Clinic, until: datetime) -> list[Heard]:
    """Live until a moment as `lived` does, but look only when a message is due: for long times."""
    heard: list[Heard] = []
    while clinic.at < until:
        async with clinic.service.begin() as session:
            due = await appointments.next_due(session) or until
        await clinic.passes(
            seconds=(min(max(due, clinic.at + A_MINUTE), until) - clinic.at).total_seconds()
        )
        new = (one for one in clinic.heard() if one.chat == PATIENT)
        heard += [Heard(clinic.at, one) for one in new if one.method == "sendMessage"]
    return heard


def by_day(heard: list[Heard], zone: str = LONDON) -> Counter[date]:
    return Counter(one.at.astimezone(ZoneInfo(zone)).date() for one in heard)


def lines(one: Heard) -> list[str]:
    return one.text.split("\n")


def too_many(heard: list[Heard], infusions: list[date], first: date) -> dict[date, int]:
    """Return the days on which more was begun than anybody can bear."""
    twice = {*infusions, first + DAY}
    return {day: n for day, n in by_day(heard).items() if n > (2 if day in twice else 1)}


# --- One message a day ----------------------------------------------------------------------------


@both_editions
async def test_a_weekly_course_is_two_messages_on_its_seventh_day_and_never_too_many(clinic):
    await course(clinic, "2026-03-12T10:00", (0, 7, 14, 21))
    days = [date(2026, 3, 12) + n * 7 * DAY for n in range(4)]

    heard = await walked(clinic, utc(2026, 5, 14))

    assert by_day(heard)[date(2026, 3, 19)] == 2
    assert too_many(heard, days, days[0]) == {}
    assert len(heard) > 20


async def test_a_course_with_two_infusions_is_one_message_a_day_for_a_whole_year(clinic):
    await course(clinic, "2026-03-12T10:00", (0, 14))
    await course(clinic, "2026-08-27T10:00", (0, 14), 2)
    days = [date(2026, 3, 12), date(2026, 3, 26), date(2026, 8, 27), date(2026, 9, 10)]

    heard = await walked(clinic, utc(2027, 3, 2))

    assert too_many(heard, days, days[0]) == {}
    seen = [one.at for one in heard]
    around = [at for at in seen if any(abs(at.date() - day) <= 8 * DAY for day in days)]
    quiet = sorted(set(seen) - set(around))
    assert [at for at, third in zip(quiet, quiet[3:], strict=False) if third - at < 7 * DAY] == []
    assert len(around) > 20 < len(quiet) + 15


async def test_what_is_asked_before_an_infusion_goes_with_its_reminders(clinic):
    number = await enter(clinic, INFUSION, "2026-03-12T14:00")

    heard = await lived(clinic, utc(2026, 3, 13))

    assert [(one.at, one.first_line) for one in heard] == [
        (utc(2026, 3, 5, 10), REMINDER),
        (utc(2026, 3, 6, 10), REMINDER),  # nobody answered
        (utc(2026, 3, 11, 10), REMINDER),
        (utc(2026, 3, 12, 10), REMINDER),
        (utc(2026, 3, 12, 20, 30), "A question from your care team"),
    ]
    async with clinic.service.begin() as session:
        asked = (await session.exec(select(Questionnaire))).all()
    parts = [(row.kind, row.part) for row in asked if row.appointment_id == number]
    assert parts == [
        (ReminderKind.PRE_INFUSION, "week_before"),
        (ReminderKind.PRE_INFUSION, "day_before"),
        (ReminderKind.PRE_INFUSION, "morning"),
        (ReminderKind.REACTION, "bedtime"),
    ]


async def test_the_watch_is_never_asked_early_and_what_can_wait_goes_with_it(clinic):
    """The day after a later infusion has one message: the closing question, at 24 hours."""
    await enter(clinic, INFUSION, "2026-03-12T10:00")
    await enter(clinic, INFUSION, "2026-03-26T10:00")
    await lived(clinic, utc(2026, 3, 27, 3))
    await enter(clinic, BLOOD_TEST, "2026-03-30T09:00")  # its reminder is due at ten that day

    heard = await lived(clinic, utc(2026, 3, 28, 3))

    [only] = heard
    assert only.at == utc(2026, 3, 27, 14)  # four hours take a later one, and a day after that
    assert "Blood test" in lines(only)


# --- Silence --------------------------------------------------------------------------------------


@both_editions
async def test_silence_is_one_nudge_then_a_task_then_nothing_until_the_date(clinic):
    await enter(clinic, INFUSION, "2026-03-20T14:00")

    heard = await lived(clinic, utc(2026, 3, 19, 9))

    assert [one.at for one in heard] == [utc(2026, 3, 13, 10), utc(2026, 3, 14, 10)]
    assert "No answer has come yet. Please press one now." in lines(heard[1])
    [task] = await tasks(clinic, TaskKind.NO_ANSWER)
    assert task.opened == utc(2026, 3, 15, 10)
    assert task.deadline < utc(2026, 3, 20, 14)


async def test_a_reminder_that_comes_within_two_days_is_the_nudge(clinic):
    await enter(clinic, INFUSION, "2026-03-04T14:00")  # in two days: the week's is due now

    heard = await lived(clinic, utc(2026, 3, 4, 13, 30))

    assert [one.at.date() for one in heard] == [
        date(2026, 3, 2),
        date(2026, 3, 3),
        date(2026, 3, 4),
    ]
    assert [one for one in heard if "No answer has come yet." in one.text] == []
    [task] = await tasks(clinic, TaskKind.NO_ANSWER)
    assert task.opened == utc(2026, 3, 4, 10)


async def test_a_nudge_waits_a_day_for_an_answer_also_where_the_first_message_was_late(clinic):
    await enter(clinic, INFUSION, "2026-03-09T14:00")
    clinic.at = utc(2026, 3, 3, 13)  # the nudge is due as well by now

    late, nudge = await lived(clinic, utc(2026, 3, 4, 20))

    assert LATE in lines(late)
    assert "No answer has come yet. Please press one now." not in lines(late)
    assert nudge.at - late.at >= DAY
    assert "No answer has come yet. Please press one now." in lines(nudge)


async def test_who_answers_is_never_nudged_and_no_task_is_made(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 13, 12))
    await does(clinic, number, appointing.say, Answer.CONFIRMED)

    heard = await lived(clinic, utc(2026, 3, 20, 9))

    assert [(one.at, one.first_line) for one in heard] == [
        (utc(2026, 3, 19, 17), "A question from your care team")
    ]
    assert await tasks(clinic, TaskKind.NO_ANSWER) == []


async def test_nobody_is_nudged_about_a_blood_test(clinic):
    await enter(clinic, BLOOD_TEST, "2026-03-20T14:00")

    heard = await lived(clinic, utc(2026, 3, 21))

    assert [one.at for one in heard] == [
        utc(2026, 3, 17, 10),
        utc(2026, 3, 19, 10),
        utc(2026, 3, 20, 12),
    ]
    assert await tasks(clinic, TaskKind.NO_ANSWER) == []


async def test_a_moved_date_that_is_not_answered_is_asked_after_anew(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 16, 9))
    await does(clinic, number, appointing.move, datetime(2026, 4, 3, 14), "test")  # noqa: DTZ001

    heard = await lived(clinic, utc(2026, 3, 22))

    assert [(one.at.date(), one.first_line) for one in heard] == [
        (date(2026, 3, 16), CHANGED),
        (date(2026, 3, 17), REMINDER),
    ]
    assert len(await tasks(clinic, TaskKind.NO_ANSWER)) == 2


# --- Changes --------------------------------------------------------------------------------------


@both_editions
async def test_of_a_moved_date_both_are_told_at_once_and_the_old_one_is_heard_of_no_more(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 14, 9))
    await does(clinic, number, appointing.say, Answer.CONFIRMED)
    await does(clinic, number, appointing.move, datetime(2026, 3, 24, 9, 30), "test")  # noqa: DTZ001

    told, *later = await lived(clinic, utc(2026, 3, 25))

    assert lines(told)[:9] == [
        CHANGED,
        "",
        "Infusion",
        "Tuesday, 24 March 2026, 09:30",
        "Day unit",
        "",
        "Before the change it was:",
        "Infusion",
        "Friday, 20 March 2026, 14:00",
    ]
    assert "I will come" in told.message.buttons
    assert [line for one in later for line in lines(one) if "20 March" in line] == []
    dates = [line for one in later for line in lines(one) if line.startswith("Tuesday, 24")]
    assert len(dates) >= 3
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, number)
    assert (row.version, row.answer) == (1, Answer.NONE)


async def test_moved_twice_before_it_was_told_is_told_once_and_from_where_it_was_known(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await clinic.passes(hours=13)  # ten in the evening: nothing is said now
    await does(clinic, number, appointing.move, datetime(2026, 3, 24, 14), "test")  # noqa: DTZ001
    await does(clinic, number, appointing.move, datetime(2026, 3, 25, 14), "test")  # noqa: DTZ001

    heard = await lived(clinic, utc(2026, 3, 4))

    [told] = heard
    assert told.at == utc(2026, 3, 3, 8)
    assert [line for line in lines(told) if "March" in line] == [
        "Wednesday, 25 March 2026, 14:00",
        "Friday, 20 March 2026, 14:00",
    ]


async def test_moved_to_and_fro_before_it_was_told_is_no_change_at_all(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await clinic.passes(hours=13)
    await does(clinic, number, appointing.move, datetime(2026, 3, 24, 14), "test")  # noqa: DTZ001
    await does(clinic, number, appointing.move, datetime(2026, 3, 20, 14), "test")  # noqa: DTZ001

    assert await lived(clinic, utc(2026, 3, 4)) == []


@both_editions
async def test_that_a_date_is_cancelled_is_said_with_the_number_and_nothing_after_it(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 14, 9))
    await does(clinic, number, appointing.cancel, "test")

    heard = await lived(clinic, utc(2026, 4, 30))

    [told] = heard
    assert lines(told)[0] == CHANGED
    assert "Cancelled by the team" in lines(told)
    assert lines(told)[-2:] == ["Your team:", "+44 20 7946 0018"]
    assert "I will come" not in told.message.buttons
    assert await planned(clinic) == []


async def test_a_slip_of_the_pen_that_nobody_was_told_of_is_not_told_either(clinic):
    number = await enter(clinic, INFUSION, "2026-06-20T14:00")
    clinic.at += timedelta(minutes=10)
    await does(clinic, number, appointing.cancel, "test")

    assert await lived(clinic, utc(2026, 4, 30)) == []


async def test_a_change_in_the_night_waits_until_the_patient_is_up(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 13, 23))
    await does(clinic, number, appointing.move, datetime(2026, 3, 24, 9, 30), "test")  # noqa: DTZ001

    heard = await lived(clinic, utc(2026, 3, 14, 9))

    assert [(one.at, one.first_line) for one in heard] == [(utc(2026, 3, 14, 8), CHANGED)]


@pytest.mark.parametrize("moves", [True, False])
async def test_who_would_set_out_before_waking_hours_is_told_in_the_night(clinic, moves):
    number = await enter(clinic, INFUSION, "2026-03-20T07:30")
    await lived(clinic, utc(2026, 3, 19, 22))  # after the last reminder, at half past eight
    if moves:
        await does(clinic, number, appointing.move, datetime(2026, 3, 24, 14), "test")  # noqa: DTZ001
    else:
        await does(clinic, number, appointing.cancel, "test")

    heard = await lived(clinic, utc(2026, 3, 20, 12))

    assert [one.first_line for one in heard] == [CHANGED]
    assert heard[0].at < utc(2026, 3, 19, 22, 2)


async def test_a_change_is_told_on_the_day_that_has_had_its_message(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 13, 12))
    await does(clinic, number, appointing.move, datetime(2026, 3, 24, 9, 30), "test")  # noqa: DTZ001

    heard = await lived(clinic, utc(2026, 3, 13, 20))

    assert [one.first_line for one in heard] == [CHANGED]


@pytest.mark.parametrize("wall", ["2026-03-01T14:00", "2036-03-01T14:00", "2026-03-20T14:00"])
async def test_a_date_moves_neither_into_the_past_nor_years_away_nor_nowhere(clinic, wall):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")

    with pytest.raises(appointing.NotPossible):
        await does(clinic, number, appointing.move, datetime.fromisoformat(wall), "test")


# --- What took place, and what did not ------------------------------------------------------------


async def test_what_did_not_take_place_is_not_asked_about(clinic):
    number = await enter(clinic, INFUSION, "2026-03-12T10:00")
    await lived(clinic, utc(2026, 3, 12, 18))
    await does(clinic, number, appointing.miss, "test")

    assert await walked(clinic, utc(2026, 6, 12)) == []

    async with clinic.service.begin() as session:
        assert (await session.get_one(Appointment, number)).status is AppointmentStatus.MISSED


async def test_what_was_given_is_watched_and_followed_as_planned(clinic):
    number = await enter(clinic, INFUSION, "2026-03-12T10:00")
    await lived(clinic, utc(2026, 3, 12, 17))
    at = clinic.at - timedelta(hours=1)
    await does(clinic, number, appointing.give, "test", at, brand="Truxima", batch="7F11")

    heard = await lived(clinic, utc(2026, 3, 20))

    assert [one.at for one in heard] == [
        utc(2026, 3, 12, 20),  # four hours after the end that was planned, and bedtime with it
        utc(2026, 3, 13, 10),
        utc(2026, 3, 13, 16),
        utc(2026, 3, 19, 10),
    ]
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, number)
    assert (row.brand, row.batch) == ("Truxima", "7F11")


async def test_who_cannot_come_is_asked_nothing_before_it_and_all_of_it_when_that_is_taken_back(
    clinic,
):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 13, 12))
    await does(clinic, number, appointing.say, Answer.CANNOT_COME, reason=Reason.WAY)
    before = (ReminderKind.REMINDER, ReminderKind.PRE_INFUSION, ReminderKind.NUDGE)
    assert await planned(clinic, *before) == []

    await does(clinic, number, appointing.say, Answer.CONFIRMED)

    assert [(row.kind, row.slot) for row in await planned(clinic, *before)] == [
        (ReminderKind.PRE_INFUSION, "day_before"),
        (ReminderKind.PRE_INFUSION, "morning"),
        (ReminderKind.REMINDER, "morning"),
    ]


# --- Later, less often ----------------------------------------------------------------------------


async def test_who_asks_to_be_reminded_later_is_once_and_at_that_hour(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 13, 12))
    await does(clinic, number, appointing.snooze, utc(2026, 3, 13, 15))

    heard = await lived(clinic, utc(2026, 3, 14, 9))

    assert [(one.at, one.first_line) for one in heard] == [(utc(2026, 3, 13, 15), REMINDER)]


async def test_later_is_before_the_appointment(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")

    with pytest.raises(appointing.NotPossible):
        await does(clinic, number, appointing.snooze, utc(2026, 3, 20, 14))


async def test_who_wants_fewer_questions_misses_every_second_routine_one_and_no_other(clinic):
    await course(clinic, "2026-03-12T10:00", (0, 14))
    usual = await planned(clinic, ReminderKind.CHECK_IN)
    others = [row.id for row in await planned(clinic) if row.kind is not ReminderKind.CHECK_IN]

    await patient_of(clinic, seldom=True)

    left = [row.local_date for row in await planned(clinic, ReminderKind.CHECK_IN)]
    last = date(2026, 3, 26)
    assert left[:3] == [last + n * DAY for n in (7, 14, 28)]
    missed = [row.local_date for row in usual if row.local_date not in left]
    every_second = usual[3::2]
    assert missed == [row.local_date for row in every_second if row.slot != "close_person"]
    assert len(missed) > 4
    assert [
        row.id for row in await planned(clinic) if row.kind is not ReminderKind.CHECK_IN
    ] == others


async def test_outside_infusion_weeks_the_fourth_message_of_a_week_waits_if_it_can(clinic):
    await course(clinic, "2026-03-12T10:00", (0,))
    for day in ("2026-04-06", "2026-04-07"):  # heard of on the 3rd to the 7th: all must go
        await enter(clinic, BLOOD_TEST, f"{day}T14:00")
    await walked(clinic, utc(2026, 4, 2, 12))

    heard = await lived(clinic, utc(2026, 4, 14))

    question = "A question from your care team"
    assert [(one.at.date(), one.first_line) for one in heard] == [
        *((date(2026, 4, day), REMINDER) for day in (3, 4, 5, 6, 7)),
        (date(2026, 4, 12), question),  # due on the 9th, four weeks after the infusion
    ]


async def test_what_changed_while_reminders_were_off_is_told_when_they_are_on_again(clinic):
    number = await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 13, 12))
    await patient_of(clinic, state=PatientState.IN_HOSPITAL)
    await does(clinic, number, appointing.move, datetime(2026, 3, 24, 14), "test")  # noqa: DTZ001
    assert await lived(clinic, utc(2026, 3, 15)) == []

    await patient_of(clinic, state=PatientState.ENROLLED)
    heard = await lived(clinic, utc(2026, 3, 15, 12))

    assert [(one.at, one.first_line) for one in heard] == [(utc(2026, 3, 15, 8), CHANGED)]


async def test_what_to_expect_is_told_once_whatever_happens_to_the_dates(clinic):
    await enter(clinic, INFUSION, "2026-03-12T10:00")
    told = [one for one in await walked(clinic, utc(2026, 4, 5)) if "What to expect" in one.text]
    await enter(clinic, INFUSION, "2026-04-08T10:00")  # of the same course: its end is later now

    later = await walked(clinic, utc(2026, 5, 30))

    assert len(told) == 1
    assert [one for one in later if "What to expect" in one.text] == []


# --- Clocks ---------------------------------------------------------------------------------------


@both_editions
async def test_after_a_week_of_downtime_all_that_still_counts_is_one_honest_message(clinic):
    await course(clinic, "2026-03-12T10:00", (0, 14))
    await lived(clinic, utc(2026, 3, 11, 9))
    clinic.at = utc(2026, 3, 20, 11)  # the infusion, its watch and a check-in are past

    await clinic.starts()
    heard = await lived(clinic, utc(2026, 3, 20, 23))

    [only] = heard
    assert lines(only)[:3] == [REMINDER, "", LATE]
    assert "2. Infusion" in lines(only)  # the next one's, a week before
    async with clinic.service.begin() as session:
        asked = (await session.exec(select(Questionnaire))).all()
    watched = [row.part for row in asked if row.kind is ReminderKind.REACTION]
    assert watched == []  # a question about hours that are long over never goes
    assert [row.part for row in asked if row.kind is ReminderKind.CHECK_IN] == []


async def test_who_works_at_night_hears_of_it_before_sleep_and_after(clinic):
    await patient_of(clinic, quiet="09:00-17:00")
    await enter(clinic, INFUSION, "2026-03-12T20:00")

    heard = await lived(clinic, utc(2026, 3, 14))

    clock = [one.at.time() for one in heard]
    assert [at for at in clock if 9 <= at.hour < 17] == []
    on_the_day = [one.at for one in heard if one.at.date() == date(2026, 3, 12)]
    assert on_the_day[0] == utc(2026, 3, 12, 17)
    assert len(heard) >= 5


async def test_other_quiet_hours_move_what_is_planned_and_lose_nothing(clinic):
    await course(clinic, "2026-03-12T10:00", (0, 14))
    before = await planned(clinic)

    await patient_of(clinic, quiet="14:00-22:00")

    later = await planned(clinic)
    assert {named(row) for row in before} - {named(row) for row in later} <= between(before)
    assert [row for row in later if 14 <= row.due.astimezone(ZoneInfo(LONDON)).hour < 22] == []


def named(row: ReminderRow) -> tuple[object, ...]:
    return row.appointment_id, row.kind, row.slot, row.local_date


def between(rows: list[ReminderRow]) -> set[tuple[object, ...]]:
    """Return the questions of a watch that may fall together with its next."""
    return {
        named(row) for row in rows if row.kind is ReminderKind.REACTION and row.slot != "closing"
    }


@both_editions
async def test_who_travels_is_asked_each_question_once_and_in_waking_hours_there(clinic):
    await enter(clinic, INFUSION, "2026-03-20T14:00")
    await lived(clinic, utc(2026, 3, 13, 12))
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).zone = "Asia/Tokyo"
    await patient_of(clinic)

    heard = await lived(clinic, utc(2026, 4, 6))

    hours = [one.at.astimezone(ZoneInfo("Asia/Tokyo")).hour for one in heard]
    assert [hour for hour in hours if hour >= 21 or hour < 8] == []
    async with clinic.service.begin() as session:
        asked = (await session.exec(select(Questionnaire))).all()
    twice = Counter((row.appointment_id, row.part, row.reminder_id) for row in asked)
    assert set(twice.values()) == {1}
    assert [row.part for row in asked].count("week_before") == 1


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (utc(2026, 3, 10, 9), "2026-03-29T10:00"),  # the clocks go forward that night
        (utc(2026, 10, 6, 8), "2026-10-25T10:00"),  # and back
        (utc(2028, 2, 10, 9), "2028-02-29T10:00"),
    ],
)
async def test_odd_days_are_days_like_others(clinic, today, first):
    clinic.at = today
    await course(clinic, first, (0, 7))
    day = date.fromisoformat(first[:10])

    heard = await walked(clinic, today + 60 * DAY)

    assert too_many(heard, [day, day + 7 * DAY], day) == {}
    zone = ZoneInfo(LONDON)
    assert [one.at for one in heard if not 8 <= one.at.astimezone(zone).hour < 21] == []
    on_the_day = [one.at.astimezone(zone) for one in heard if one.at.astimezone(zone).date() == day]
    assert [f"{at:%H:%M}" for at in on_the_day] == ["08:00", "20:00"]
    assert all(later.at > one.at for one, later in pairwise(heard))


# --- Who reads ------------------------------------------------------------------------------------


async def test_behind_one_neutral_sentence_questions_are_asked_all_the_same(clinic):
    await patient_of(clinic, discreet=True)
    await enter(clinic, INFUSION, "2026-03-12T10:00")

    heard = await lived(clinic, utc(2026, 3, 12, 9))

    assert {one.text for one in heard} == {"You have a message from me."}
    async with clinic.service.begin() as session:
        asked = (await session.exec(select(Questionnaire))).all()
    assert [row.part for row in asked] == ["week_before", "day_before", "morning"]


async def hears_of_everything(clinic: Clinic) -> list[str]:
    """Let a patient be nudged, told of a move and of an end; return every paragraph and button."""
    first = await enter(clinic, INFUSION, "2026-03-20T14:00")
    second = await enter(clinic, INFUSION, "2026-03-21T14:00")
    heard = await lived(clinic, utc(2026, 3, 15, 9))
    await does(clinic, first, appointing.move, datetime(2026, 3, 24, 14), "test")  # noqa: DTZ001
    await does(clinic, second, appointing.cancel, "test")
    heard += await lived(clinic, utc(2026, 3, 15, 10))
    buttons = [label for one in heard for label in one.message.buttons]
    return [part for one in heard for part in one.text.split("\n\n")] + buttons


async def test_every_word_of_it_can_be_translated(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).language = "en_XA"

    said = await hears_of_everything(clinic)

    assert len(said) > 20
    assert [part for part in said if not part.removeprefix("2. ").startswith("⟦")] == []


async def test_who_cares_for_a_patient_is_told_whom_it_is_about(clinic):
    async with clinic.service.begin() as session:
        account = await session.get_one(Account, PATIENT)
        account.started_at = clinic.at
        patient = await session.get_one(Patient, 1)
        patient.account_id = None
        caregiver = Caregiver(
            care_team_id=1,
            patient_id=1,
            account_id=PATIENT,
            name="Ali",
            joined_at=clinic.at,
            created=clinic.at,
        )
        session.add(caregiver)

    said = await hears_of_everything(clinic)

    heads = {part for part in said if part.startswith(("A date has", "A reminder"))}
    assert heads == {
        "A reminder from the care team\nThis is for Mina.",
        "A date has changed\nThis is for Mina.",
    }


async def test_planning_anew_owes_nothing_twice(clinic):
    await course(clinic, "2026-03-12T10:00", (0, 14))
    before = [(row.id, row.due) for row in await planned(clinic)]

    await patient_of(clinic)
    await patient_of(clinic)

    assert [(row.id, row.due) for row in await planned(clinic)] == before


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_who_is_being_planned_for_is_left_out_by_a_sweep_until_that_is_done(clinic):
    number = await enter(clinic, INFUSION, "2026-03-09T14:00")
    clinic.at = utc(2026, 3, 2, 10)
    async with clinic.service.begin() as planning:
        await appointments.planned_for(planning, [number], [ReminderKind.REMINDER])
        assert await remind(clinic.service) == 0

    assert await remind(clinic.service) == 1


async def test_what_is_planned_anew_while_its_message_waits_is_heard_once(clinic):
    await course(clinic, "2026-03-12T10:00", (0, 14))
    clinic.at = utc(2026, 3, 5, 10)
    assert await remind(clinic.service) == 1  # owed, and still to leave
    await patient_of(clinic)
    assert await remind(clinic.service) == 1
    await patient_of(clinic)

    heard = await lived(clinic, utc(2026, 3, 6, 9))

    assert [one.first_line for one in heard] == [REMINDER]
