"""The promise: lived through by the service itself, each question comes once, in its own hour."""

from sqlmodel import select

from care.appointments import AppointmentKind, AppointmentStatus
from scheduler import appointing
from store.tables import Appointment, Patient, ReminderRow
from tests.clinic import PATIENT
from tests.conftest import both_editions
from tests.journeys.living import Heard, lived, utc
from tests.questions import (
    AFTER,
    BEFORE,
    alerts,
    appointment,
    asks,
    infusion,
    page,
    questions,
    taps,
    task_kinds,
    tasks,
)

INFUSION = AppointmentKind.INFUSION
ASKED = "A question from your care team"


def asked(heard: list[Heard]) -> list[str]:
    """Return when a question came, by the clock of London in winter."""
    return [f"{one.at:%d %H:%M}" for one in heard if ASKED in one.text]


async def test_before_and_after_a_first_infusion_each_question_comes_once_and_silence_is_told(
    clinic,
):
    await clinic.appointment(INFUSION, "2026-03-10T14:00")  # over at 20:00, if all goes well

    heard = await lived(clinic, utc(2026, 3, 12, 9))

    assert asked(heard) == [
        "03 10:00",  # the list, with the reminder a week before
        "09 10:00",  # its own hour is 17:00, but one message a day is enough
        "10 10:00",  # three hours before setting out
        "10 20:30",
        "11 10:00",
        "11 20:00",  # a day after its planned end
    ]
    assert [row.part for row in await questions(clinic)] == [
        "week_before",
        "day_before",
        "morning",
        "bedtime",
        "next_morning",
        "closing",
    ]

    kinds = await task_kinds(clinic)
    assert [kind for kind in kinds if kind in ("check_silent", "watch_silent")] == [
        "check_silent",
        "watch_silent",
    ]
    silent = next(task for task in await tasks(clinic) if str(task.kind) == "check_silent")
    assert (silent.opened, silent.deadline) == (utc(2026, 3, 10, 10), utc(2026, 3, 10, 13))
    assert await alerts(clinic) == []


async def test_one_tap_each_leaves_the_team_in_peace(clinic):
    await clinic.appointment(INFUSION, "2026-03-10T14:00")
    for until, label in (
        (utc(2026, 3, 3, 10, 5), "Nothing of this"),
        (utc(2026, 3, 9, 17, 5), "Nothing new since"),
        (utc(2026, 3, 10, 10, 5), "Nothing new since"),
        (utc(2026, 3, 10, 20, 35), "Yes, it took place"),
        (utc(2026, 3, 10, 20, 40), "Nothing unusual"),
        (utc(2026, 3, 11, 10, 5), "Nothing unusual"),
        (utc(2026, 3, 11, 20, 5), "Nothing unusual"),
    ):
        await lived(clinic, until)
        await taps(clinic, label)
    await lived(clinic, utc(2026, 3, 12, 9))

    kinds = await task_kinds(clinic)
    assert [k for k in kinds if k in ("check_silent", "watch_silent", "before_infusion")] == []
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, 1)
    assert (row.status, row.given_at) == (AppointmentStatus.GIVEN, utc(2026, 3, 10, 20))


async def test_a_moved_infusion_is_asked_about_anew_and_the_old_question_is_void(clinic):
    await clinic.appointment(INFUSION, "2026-03-10T14:00")
    await lived(clinic, utc(2026, 3, 3, 11))
    await taps(clinic, "Nothing of this")
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, 1)
        to = utc(2026, 3, 20, 14).replace(tzinfo=None)
        await appointing.move(session, row, to, "test", clinic.at)

    heard = await lived(clinic, utc(2026, 3, 20, 12))

    assert asked(heard) == ["13 10:00", "19 10:00", "20 10:00"]
    assert (await questions(clinic))[0].state == "void"


async def test_an_infusion_that_is_cancelled_is_asked_about_no_more(clinic):
    await clinic.appointment(INFUSION, "2026-03-10T14:00")
    await lived(clinic, utc(2026, 3, 3, 11))
    async with clinic.service.begin() as session:
        await appointing.cancel(session, await session.get_one(Appointment, 1), "test", clinic.at)

    heard = await lived(clinic, utc(2026, 3, 12, 9))

    assert asked(heard) == []
    assert [kind for kind in await task_kinds(clinic) if "silent" in kind] == []


async def test_one_that_did_not_take_place_is_watched_no_more(clinic):
    await clinic.appointment(INFUSION, "2026-03-10T14:00")
    await lived(clinic, utc(2026, 3, 10, 20, 35))
    await taps(clinic, "No, it did not")

    heard = await lived(clinic, utc(2026, 3, 18, 9))

    assert asked(heard) == []
    kinds = await task_kinds(clinic)
    assert ("not_given" in kinds, "watch_silent" in kinds) == (True, False)


async def test_the_day_after_nobody_marked_it_hives_are_a_reaction(clinic):
    await clinic.appointment(INFUSION, "2026-03-10T14:00")
    await lived(clinic, utc(2026, 3, 11, 2))  # six hours after its planned end

    await clinic.writes(PATIENT, "I have hives all over")

    assert [str(alert.severity) for alert in await alerts(clinic)] == ["urgent"]


async def test_who_is_discreet_is_asked_behind_a_button_and_silence_counts_all_the_same(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).discreet = True
    await clinic.appointment(INFUSION, "2026-03-10T14:00")

    heard = await lived(clinic, utc(2026, 3, 12, 9))

    assert [one for one in heard if ASKED in one.text] == []
    assert [kind for kind in await task_kinds(clinic) if "silent" in kind] == [
        "check_silent",
        "watch_silent",
    ]


async def test_what_was_covered_can_be_shown_and_answered(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).discreet = True
    await clinic.appointment(INFUSION, "2026-03-10T14:00")
    await lived(clinic, utc(2026, 3, 3, 11))

    await taps(clinic, "Show", "Nothing of this")

    assert "Noted. You reported nothing new." in page(clinic).split("\n")


async def test_check_ins_follow_for_weeks_and_begin_with_the_last_infusion(clinic):
    await clinic.appointment(INFUSION, "2026-03-10T14:00")
    await lived(clinic, utc(2026, 3, 12, 9))

    heard = await lived(clinic, utc(2026, 3, 25, 9))

    assert asked(heard) == ["17 10:00", "24 10:00"]


@both_editions
async def test_both_editions_of_the_store_ask_hear_and_answer(clinic):
    number = await infusion(clinic, "2026-03-09T14:00")
    await asks(clinic, number, BEFORE, "week_before")
    await taps(clinic, "Yes, something", "Fever or infection")
    await taps(clinic, "More lines", "A vaccine", "That is all")
    await clinic.writes(PATIENT, "I have a fever of 38.6")
    was = await infusion(clinic, "2026-03-01T14:00")
    await asks(clinic, was, AFTER, "closing")
    await taps(clinic, "Yes, it took place")

    await clinic.passes(hours=2)

    assert await task_kinds(clinic) == ["before_infusion", "watch_silent"]
    assert (await appointment(clinic, was)).status is AppointmentStatus.GIVEN
    async with clinic.service.begin() as session:
        fever = await session.exec(select(ReminderRow).where(ReminderRow.slot == "fever"))
        assert len(fever.all()) == 7
