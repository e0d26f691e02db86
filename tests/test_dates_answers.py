"""The promise: what an answer leaves open is asked in one tap, and the team never waits for it."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from care.appointments import Answer, Reason
from scheduler import appointing
from store.tables import Account, Appointment, SymptomCheck, Task
from tests.answering import (
    BLOOD_TEST,
    CHANGED,
    INFUSION,
    OLD,
    buttons,
    cared_for,
    faces,
    found,
    group,
    lives_in,
    reminded_by,
    row_of,
    taps,
    tested_by,
)
from tests.clinic import GROUP, PATIENT, PRIMARY, STRANGER, Clinic
from tests.conftest import both_editions

WHY = "The team knows that you can't come. Why not? Please press one."
WHICH = "On which day was the blood really taken? Please press it."
REASONS = ["Ill now", "No way to get there", "The date does not suit", "Another reason"]


@pytest.fixture
async def reminded(clinic) -> Clinic:
    return await reminded_by(clinic)


@pytest.fixture
async def tested(clinic) -> Clinic:
    return await tested_by(clinic)


# --- Why not --------------------------------------------------------------------------------------


async def test_the_task_is_there_before_the_reason_and_four_reasons_are_offered(reminded):
    await taps(reminded, "I can't come")

    heard = reminded.texts()
    assert [text.split("\n")[0] for chat, text in heard if chat == GROUP] == [
        "Task · P-0001 cannot come."
    ]
    (face,) = [text.split("\n") for chat, text in heard if chat == PATIENT]
    assert face[-2:] == ["Infusion, Monday, 9 March 2026", WHY]
    assert buttons(reminded) == [*REASONS, "I will come"]
    row = await row_of(reminded)
    assert (row.answer, row.reason) == (Answer.CANNOT_COME, None)


@pytest.mark.parametrize(
    ("label", "reason", "told"),
    [
        ("No way to get there", Reason.WAY, "no way to get there"),
        ("The date does not suit", Reason.DATE, "the date does not suit"),
        ("Another reason", Reason.OTHER, "another reason"),
    ],
)
async def test_a_reason_is_told_to_the_team_and_asked_no_more(reminded, label, reason, told):
    await taps(reminded, "I can't come")
    reminded.heard()

    await reminded.passes(days=2)
    await taps(reminded, label)

    heard = reminded.texts()
    assert ("answer", "Noted.") in heard
    assert [text for chat, text in heard if chat == GROUP and text[:6] == "P-0001"] == [
        f"P-0001 says why not: {told}.\nInfusion, Monday, 9 March 2026. The task is open."
    ]
    assert WHY not in [line for chat, text in heard if chat == PATIENT for line in text.split("\n")]
    assert buttons(reminded) == ["I will come"]
    assert (await row_of(reminded)).reason is reason
    assert len(await found(reminded, select(Task))) == 1
    assert await found(reminded, select(SymptomCheck)) == []


async def test_who_is_ill_is_asked_how_at_once_and_silence_becomes_an_alert(reminded):
    await taps(reminded, "I can't come")
    reminded.heard()

    await taps(reminded, "Ill now")

    heard = reminded.texts()
    assert [text.split("\n") for chat, text in heard if chat == GROUP] == [
        [
            "P-0001 says why not: ill.",
            "Infusion, Monday, 9 March 2026. The task is open.",
            "",
            "I am asking P-0001 about symptoms now.",
            "A warning sign or silence becomes an alert.",
        ]
    ]
    (check,) = await found(reminded, select(SymptomCheck))
    assert (check.reason, check.state, check.practice) == ("unwell", "open", False)
    await reminded.passes(minutes=11)
    assert [said[:12] for said in group(reminded, "🟠")] == ["🟠 No. 1 · UR"]


async def test_who_presses_ill_on_an_old_message_is_asked_how_all_the_same(reminded):
    await taps(reminded, "I can't come")
    async with reminded.service.begin() as session:
        row = await session.get_one(Appointment, 1)
        await appointing.move(session, row, datetime(2026, 3, 10, 15, 30), "test", reminded.at)  # noqa: DTZ001 -- a wall time
    reminded.heard()

    await taps(reminded, "Ill now")

    assert ("answer", CHANGED) in reminded.texts()
    assert len(await found(reminded, select(SymptomCheck))) == 1
    assert (await row_of(reminded)).reason is None


async def test_the_same_reason_twice_is_told_once_and_another_one_again(reminded):
    await taps(reminded, "I can't come")
    data = {one: f"reason.{one}:1:0" for one in Reason}
    reminded.heard()

    for reason in (Reason.WAY, Reason.WAY, Reason.DATE):
        await reminded.passes(minutes=1)
        await reminded.presses(PATIENT, data[reason], message=1)

    assert [said.split("\n")[0] for said in group(reminded, "P-0001")] == [
        "P-0001 says why not: no way to get there.",
        "P-0001 says why not: the date does not suit.",
    ]
    assert (await row_of(reminded)).reason is Reason.DATE


async def test_taken_back_and_said_again_the_reason_is_asked_again(reminded):
    for label in ("I can't come", "No way to get there", "I will come", "I can't come"):
        await reminded.passes(minutes=1)
        await taps(reminded, label)

    assert buttons(reminded)[:4] == REASONS
    assert (await row_of(reminded)).reason is None


async def test_a_reason_after_the_date_still_reaches_the_team_but_is_asked_for_no_more(reminded):
    await taps(reminded, "I can't come")
    await reminded.passes(days=8)
    reminded.heard()

    await reminded.presses(PATIENT, "remind.cannot_come:1:0", message=1)
    assert [face for face in faces(reminded) if WHY in face] == []
    await reminded.presses(PATIENT, "reason.date:1:0", message=1)

    assert [said.split("\n")[0] for said in group(reminded, "P-0001")] == [
        "P-0001 says why not: the date does not suit."
    ]
    assert (await row_of(reminded)).reason is Reason.DATE


@pytest.mark.parametrize("data", ["reason.way:1:0", "reason.bored:1:0", "reason:1:0"])
async def test_a_reason_without_the_answer_changes_nothing(reminded, data):
    await reminded.presses(PATIENT, data, message=1)

    assert (await row_of(reminded)).reason is None
    assert await found(reminded, select(Task)) == []


@both_editions
async def test_of_two_dates_the_one_pressed_is_asked_about_by_its_day(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-05T14:00")
    await clinic.passes(hours=1)

    await taps(clinic, "2: I can't come")
    (first,) = faces(clinic)[-1:]
    await taps(clinic, "1: I can't come")
    (second,) = faces(clinic)[-1:]
    await taps(clinic, "The date does not suit")
    (third,) = faces(clinic)[-1:]

    assert [face[-2] for face in (first, second, third)] == [
        "Infusion, Monday, 9 March 2026",
        "Blood test, Thursday, 5 March 2026",
        "Infusion, Monday, 9 March 2026",
    ]
    assert (await row_of(clinic, 2)).reason is Reason.DATE


async def test_either_of_two_caregivers_answers_and_both_are_asked_in_their_voice(reminded):
    other = STRANGER + 1
    await cared_for(reminded, STRANGER, other)

    await reminded.presses(STRANGER, "remind.cannot_come:1:0")
    await reminded.presses(other, "reason.way:1:0")

    heard = reminded.texts()
    assert [text.split("\n")[-1] for chat, text in heard if chat == STRANGER] == [
        "The team knows that Mina can't come. Why not? Please press one."
    ]
    assert (await row_of(reminded)).reason is Reason.WAY


# --- On which day ---------------------------------------------------------------------------------


async def test_done_counts_at_once_and_the_day_is_asked(tested):
    await taps(tested, "Done already")

    (face,) = faces(tested)
    assert face[-2:] == ["Blood test, Thursday, 5 March 2026", WHICH]
    assert buttons(tested)[:3] == ["Today", "Yesterday", "Another day"]
    row = await row_of(tested)
    assert (row.answer, row.done_on) == (Answer.DONE, None)


@pytest.mark.parametrize(
    ("label", "day", "shown"),
    [
        ("Today", date(2026, 3, 2), "Monday, 2 March 2026"),
        ("Yesterday", date(2026, 3, 1), "Sunday, 1 March 2026"),
    ],
)
async def test_the_day_it_was_really_done_is_kept_and_shown(tested, label, day, shown):
    await taps(tested, "Done already")
    tested.heard()

    await taps(tested, label)

    (face,) = faces(tested)
    assert f"Answer: done on {shown}" in face
    assert WHICH not in face
    assert (await row_of(tested)).done_on == day


async def test_another_day_is_one_of_the_last_fourteen(tested):
    await taps(tested, "Done already")
    await taps(tested, "Another day")

    days = buttons(tested)[:14]
    assert (days[0], days[-1], len(set(days))) == ("Mon 2 Mar", "Tue 17 Feb", 14)
    await taps(tested, "Tue 17 Feb")
    assert (await row_of(tested)).done_on == date(2026, 2, 17)


async def test_today_pressed_tomorrow_is_asked_again_and_never_taken_for_another_day(tested):
    await taps(tested, "Done already")
    tested.heard()

    await tested.passes(days=1)
    await taps(tested, "Today")

    assert ("answer", "A new day has begun. Please press the day again.") in tested.texts()
    assert (await row_of(tested)).done_on is None
    await taps(tested, "Today")
    assert (await row_of(tested)).done_on == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("done.on_20260303:1:0", "That day has not come yet. Please press the day it was done."),
        ("done.today_20260303:1:0", "That day has not come yet. Please press the day it was done."),
        ("done.on_20260216:1:0", OLD),
        ("done.on_20261399:1:0", OLD),
        ("done.on:1:0", OLD),
        ("done.on_20260301:1:1", CHANGED),
    ],
)
async def test_a_day_that_cannot_be_is_refused(tested, data, said):
    await taps(tested, "Done already")
    tested.heard()

    await tested.presses(PATIENT, data, message=1)

    assert ("answer", said) in tested.texts()
    assert (await row_of(tested)).done_on is None


async def test_today_is_the_day_of_whoever_presses(tested):
    await lives_in(tested, "Asia/Tokyo")
    tested.at = datetime(2026, 3, 2, 16, tzinfo=UTC)  # Tuesday, one in the morning, in Tokyo

    await taps(tested, "Done already")
    await taps(tested, "Today")

    assert (await row_of(tested)).done_on == date(2026, 3, 3)


async def test_an_infusion_is_never_done_on_a_day(reminded):
    await reminded.presses(PATIENT, "done.on_20260301:1:0", message=1)

    row = await row_of(reminded)
    assert (row.answer, row.done_on) == (Answer.NONE, None)


async def test_the_team_reads_the_day_and_the_reason_in_the_list_of_dates(clinic):
    await clinic.appointment(BLOOD_TEST, "2026-03-05T14:00")
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    for data in ("remind.done:1:0", "done.yesterday_20260301:1:0", "remind.cannot_come:2:0"):
        await clinic.presses(PATIENT, data)
    await clinic.presses(PATIENT, "reason.way:2:0")
    clinic.heard()

    await clinic.writes(PRIMARY, "/dates P-0001")

    (said,) = [text for chat, text in clinic.texts() if chat == PRIMARY]
    lines = [one for one in said.split("\n") if "·" in one]
    assert [one.rpartition(": ")[2] for one in lines] == [
        "Sunday, 1 March 2026",
        "no way to get there",
    ]


# --- Everybody else -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "reason.ill:1:0",
        "reason.way:1:0",
        "done.on_20260301:1:0",
        "later.ask:1:0",
        "later.hours:1:0",
        "told.ask:1:0",
        "calendar.all:1:0",
        "calendar.all:99:0",
    ],
)
async def test_nobody_else_can_say_it(reminded, data):
    await reminded.presses(STRANGER, data)

    assert reminded.texts() == [("answer", OLD)]
    assert await found(reminded, select(SymptomCheck)) == []
    row = await row_of(reminded)
    assert (row.answer, row.reason, row.done_on) == (Answer.NONE, None, None)


async def test_what_is_asked_back_can_be_translated_and_reads_from_right_to_left(clinic):
    for language in ("en_XA", "ar_XB"):
        async with clinic.service.begin() as session:
            (await session.get_one(Account, PATIENT)).language = language
        number = await clinic.appointment(INFUSION, "2026-03-09T14:00")
        test = await clinic.appointment(BLOOD_TEST, "2026-03-08T14:00")
        clinic.heard()
        for data in (
            f"remind.cannot_come:{number}:0",
            f"later.ask:{test}:0",
            f"told.ask:{test}:0",
            f"later.tomorrow:{test}:0",
            f"remind.done:{test}:0",
            f"done.which:{test}:0",
            f"done.on_20260301:{test}:0",
        ):
            await clinic.presses(PATIENT, data)

        parts = [part for a in clinic.heard() if a.chat == PATIENT for part in a.text.split("\n\n")]
        assert len(parts) > 10
        assert [part for part in parts if part.lstrip("\u200f").isascii()] == []
