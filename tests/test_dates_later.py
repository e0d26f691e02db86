"""The promise: a reminder put off comes once more, and who told it already is not asked again."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from care.appointments import Answer
from care.people import PatientState
from care.tasks import TaskKind
from store.tables import Patient, Task
from tests.answering import (
    BLOOD_TEST,
    INFUSION,
    buttons,
    faces,
    found,
    reminded_by,
    row_of,
    snoozed,
    taps,
)
from tests.clinic import PATIENT, Clinic
from tests.conftest import both_editions


@pytest.fixture
async def reminded(clinic) -> Clinic:
    return await reminded_by(clinic)


# --- Later ----------------------------------------------------------------------------------------


async def test_later_offers_only_moments_awake_and_before_the_date(reminded):
    await taps(reminded, "Remind me later")

    assert faces(reminded)[-1][-1] == "When shall I remind you again?"
    assert buttons(reminded)[:3] == ["In 3 hours", "This evening, 20:30", "Tomorrow, 10:00"]
    assert await snoozed(reminded) == []


@pytest.mark.parametrize(
    ("label", "due"),
    [
        ("In 3 hours", datetime(2026, 3, 2, 13, tzinfo=UTC)),
        ("This evening, 20:30", datetime(2026, 3, 2, 20, 30, tzinfo=UTC)),
        ("Tomorrow, 10:00", datetime(2026, 3, 3, 10, tzinfo=UTC)),
    ],
)
async def test_later_reminds_once_more_then(reminded, label, due):
    await taps(reminded, "Remind me later")
    reminded.heard()

    await taps(reminded, label)

    assert await snoozed(reminded) == [due]
    heard = dict(reminded.texts())
    assert heard["answer"].split("\n")[0] == "I remind you again:"
    assert heard[PATIENT].split("\n")[-2] == "I remind you again:"


async def test_chosen_twice_it_reminds_once(reminded):
    await taps(reminded, "Remind me later")
    await taps(reminded, "In 3 hours")

    await reminded.presses(PATIENT, "later.tomorrow:1:0", message=1)

    assert await snoozed(reminded) == [datetime(2026, 3, 3, 10, tzinfo=UTC)]


async def test_an_answer_ends_what_was_put_off(reminded):
    await taps(reminded, "Remind me later")
    await taps(reminded, "In 3 hours")

    await taps(reminded, "I will come")

    assert await snoozed(reminded) == []


async def test_in_the_evening_neither_evening_nor_night_is_offered(clinic):
    clinic.at = datetime(2026, 3, 2, 20, tzinfo=UTC)
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.passes(minutes=1)

    await taps(clinic, "Remind me later")

    assert buttons(clinic)[:1] == ["Tomorrow, 10:00"]


async def test_just_before_the_date_nothing_later_is_possible(reminded):
    reminded.at = datetime(2026, 3, 9, 11, 30, tzinfo=UTC)
    await reminded.presses(PATIENT, "later.hours:1:0", message=1)

    said = ("answer", "No other reminder fits before this date. Please press an answer.")
    assert said in reminded.texts()
    assert await snoozed(reminded) == []


async def test_what_is_answered_has_nothing_to_put_off(reminded):
    await taps(reminded, "I will come")
    reminded.heard()

    await reminded.presses(PATIENT, "later.tomorrow:1:0", message=1)

    assert await snoozed(reminded) == []


@pytest.mark.parametrize("night", ["2026-03-28T22:00+00:00", "2026-10-24T21:00+00:00"])
async def test_tomorrow_keeps_its_hour_over_a_change_of_clocks(clinic, night):
    clinic.at = datetime.fromisoformat(night) - timedelta(hours=8)
    day = clinic.at.date()
    await clinic.appointment(INFUSION, f"{day + timedelta(days=5)}T14:00")

    await clinic.presses(PATIENT, "later.tomorrow:1:0")

    (due,) = await snoozed(clinic)
    changed = {3: 9, 10: 10}  # ten o'clock in London, in UTC, after each change
    assert (due.date(), due.hour) == (day + timedelta(days=1), changed[day.month])


@pytest.mark.parametrize("change", ["stopped", "paused", "in_hospital"])
async def test_who_hears_nothing_from_us_is_promised_no_reminder(reminded, change):
    async with reminded.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        if change == "stopped":
            patient.reminders_stopped_at = reminded.at
        else:
            patient.state = PatientState(change)

    await reminded.presses(PATIENT, "later.tomorrow:1:0", message=1)

    assert reminded.texts()[0] == ("answer", "Reminders are off now.")
    assert await snoozed(reminded) == []


# --- Told already, and reminded again -------------------------------------------------------------


async def until(clinic: Clinic, end: datetime) -> list[tuple[datetime, list[str], list[str]]]:
    """Let hours pass, and return what the patient was sent: when, which lines, which buttons."""
    heard = []
    while clinic.at < end:
        await clinic.passes(hours=1)
        sent = [a for a in clinic.heard() if a.chat == PATIENT and a.method == "sendMessage"]
        heard += [(clinic.at, a.text.split("\n"), list(a.buttons)) for a in sent]
    return heard


async def test_only_the_second_message_asks_if_it_was_told_already(reminded):
    (nudge, *_) = await until(reminded, datetime(2026, 3, 4, 0, tzinfo=UTC))

    assert nudge[0] == datetime(2026, 3, 3, 10, tzinfo=UTC)
    assert "I already told you" in nudge[2]
    assert "I already told you" not in [
        label for a in reminded.telegram.accepted[:1] for label in a.buttons
    ]


async def test_who_told_it_already_says_so_in_one_tap_and_is_not_nudged_again(reminded):
    await until(reminded, datetime(2026, 3, 3, 11, tzinfo=UTC))

    await taps(reminded, "I already told you")
    (face,) = faces(reminded)
    assert face[-2:] == [
        "Then I do not ask again.",
        "So that I know it too: coming or not? Please press it once.",
    ]
    assert (await row_of(reminded)).answer is Answer.NONE

    await taps(reminded, "I will come")
    assert (await row_of(reminded)).answer is Answer.CONFIRMED
    rest = await until(reminded, datetime(2026, 3, 9, 13, tzinfo=UTC))
    assert [
        lines for _, lines, _ in rest if "No answer has come yet. Please press one now." in lines
    ] == []
    assert [labels for _, _, labels in rest if "I already told you" in labels] == []
    assert await found(reminded, select(Task).where(Task.kind == TaskKind.NO_ANSWER)) == []


async def test_who_only_says_to_have_told_it_is_not_nudged_but_the_team_still_calls(reminded):
    await until(reminded, datetime(2026, 3, 3, 11, tzinfo=UTC))
    await taps(reminded, "I already told you")
    reminded.heard()

    rest = await until(reminded, datetime(2026, 3, 6, 0, tzinfo=UTC))

    assert rest == []
    (task,) = await found(reminded, select(Task).where(Task.kind == TaskKind.NO_ANSWER))
    assert task.opened < datetime(2026, 3, 6, tzinfo=UTC)


async def test_the_reminder_put_off_comes_once_with_the_same_answers(reminded):
    await taps(reminded, "Remind me later")
    await taps(reminded, "In 3 hours")
    reminded.heard()

    (again,) = await until(reminded, datetime(2026, 3, 2, 23, tzinfo=UTC))

    assert again[0] == datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert again[1][0] == "A reminder from your care team"
    assert again[2][:2] == ["I will come", "I can't come"]


@both_editions
async def test_two_dates_of_one_message_are_put_off_together_into_one_message(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-05T14:00")
    await clinic.passes(hours=1)
    await taps(clinic, "1: I will come")
    await taps(clinic, "Remind me later")
    clinic.heard()

    await taps(clinic, "In 3 hours")

    (again,) = await until(clinic, datetime(2026, 3, 2, 23, tzinfo=UTC))
    assert [line for line in again[1] if line.startswith("Monday, 9")] != []
    assert [line for line in again[1] if line.startswith("Thursday, 5")] == []
