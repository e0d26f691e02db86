"""The promise: a patient sees what the team entered, and every answer reaches who must know it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from care.tasks import TaskKind
from scheduler import appointing
from scheduler.reminding import remind
from store.tables import Account, Appointment, Caregiver, Patient, ReminderRow, Task
from tests.clinic import GROUP, LONDON, PATIENT, PHONE, STRANGER, Clinic

INFUSION, BLOOD_TEST = AppointmentKind
MONDAY = "Monday, 9 March 2026, 14:00"
OLD = "This button is no longer in use. Nothing has changed."
ASKED = "The team is asked to call about another date."


@pytest.fixture
async def reminded(clinic) -> Clinic:
    """A clinic whose patient has just read the first reminder of an infusion on Monday week."""
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.passes(hours=1)
    clinic.heard()
    return clinic


async def row_of(clinic: Clinic, number: int = 1) -> Appointment:
    async with clinic.service.begin() as session:
        return await session.get_one(Appointment, number)


async def tasks_of(clinic: Clinic) -> list[Task]:
    async with clinic.service.begin() as session:
        return list((await session.exec(select(Task).order_by(Task.id))).all())


async def planned(clinic: Clinic) -> list[str]:
    async with clinic.service.begin() as session:
        rows = await session.exec(
            select(ReminderRow).where(
                ReminderRow.state == "planned", ReminderRow.kind == ReminderKind.REMINDER
            )
        )
        return [row.slot for row in rows]


async def cared_for(clinic: Clinic) -> None:
    """Let the stranger care for the patient."""
    async with clinic.service.begin() as session:
        session.add(Account(id=STRANGER, zone=LONDON, created=clinic.at, started_at=clinic.at))
        await session.flush()
        caregiver = Caregiver(
            care_team_id=1,
            patient_id=1,
            account_id=STRANGER,
            name="Ali",
            joined_at=clinic.at,
            created=clinic.at,
        )
        session.add(caregiver)


def face(clinic: Clinic, who: int = PATIENT) -> list[str]:
    """The lines of the newest text in a chat, as it looks now."""
    return [text for chat, text in clinic.texts() if chat == who][-1].split("\n")


# --- The list -------------------------------------------------------------------------------------


async def test_the_list_says_what_when_and_where_the_next_first_and_whom_to_call(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-05T08:00")

    await clinic.writes(PATIENT, "My dates")

    assert face(clinic) == [
        "Your next dates",
        "",
        "1. Blood test",
        "Thursday, 5 March 2026, 08:00",
        "Day unit",
        "",
        "2. Infusion",
        MONDAY,
        "Day unit",
        "",
        "Is a date wrong or missing? Call the team:",
        PHONE,
    ]
    assert clinic.labels(PATIENT) == [
        "1: I can't come",
        "2: I can't come",
        "Add to my calendar",
        "What to expect",
    ]


@pytest.mark.parametrize("words", ["/dates", "dates", "My dates"])
async def test_who_has_no_dates_is_told_so_and_whom_to_call(clinic, words):
    await clinic.writes(PATIENT, words)

    assert face(clinic) == [
        "Your team has entered no dates for you.",
        "",
        "Is a date wrong or missing? Call the team:",
        PHONE,
    ]


async def test_what_is_over_or_cancelled_is_not_listed(clinic):
    number = await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-02T11:00")
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, number)
        await appointing.cancel(session, row, "test", clinic.at)
    await clinic.passes(hours=3)
    clinic.heard()

    await clinic.writes(PATIENT, "My dates")

    assert face(clinic)[0] == "Your team has entered no dates for you."


async def test_the_list_names_the_zone_where_the_patients_clock_shows_another_hour(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).zone = "Asia/Tokyo"

    await clinic.writes(PATIENT, "My dates")

    assert f"{MONDAY} (London)" in face(clinic)


async def test_a_long_list_says_that_there_is_more(clinic):
    for day in range(10, 20):
        await clinic.appointment(BLOOD_TEST, f"2026-04-{day}T08:00")

    await clinic.writes(PATIENT, "My dates")

    lines = face(clinic)
    assert [line for line in lines if "Blood test" in line][-1] == "8. Blood test"
    assert lines[-4] == "More dates follow after these."


async def test_a_caregiver_reads_whose_dates_they_are(clinic):
    await cared_for(clinic)
    await clinic.appointment(INFUSION, "2026-03-09T14:00")

    await clinic.writes(STRANGER, "/dates")

    assert face(clinic, STRANGER)[:4] == ["Next dates", "These are for Mina.", "", "Infusion"]


async def test_somebody_without_a_team_reads_nobodys_dates(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")

    await clinic.writes(STRANGER, "/dates")

    assert clinic.said() == [(STRANGER, "This chat is not linked to a care team.")]


async def test_a_paused_patient_sees_that_no_reminder_will_come(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).state = PatientState.PAUSED

    await clinic.writes(PATIENT, "/dates")

    assert "Reminders are off now." in face(clinic)


# --- Answers --------------------------------------------------------------------------------------


async def test_who_confirms_hears_only_on_the_morning(reminded):
    await reminded.taps(PATIENT, "I will come")

    heard = reminded.texts()
    assert heard[0] == ("answer", "Noted.")
    assert "Answer: coming" in heard[1][1].split("\n")
    assert await planned(reminded) == ["morning"]
    assert await tasks_of(reminded) == []
    assert "I will come" not in reminded.telegram.accepted[-1].buttons
    assert next(iter(reminded.telegram.accepted[-1].buttons)) == "I can't come"


async def test_cannot_come_is_a_task_of_the_team_and_cancels_nothing(reminded):
    await reminded.taps(PATIENT, "I can't come")

    heard = dict(reminded.texts())
    assert heard[GROUP].split("\n")[:2] == [
        "Task · P-0001 cannot come.",
        "Infusion, Monday, 9 March 2026. Please call and find another date.",
    ]
    lines = heard[PATIENT].split("\n")
    assert lines[lines.index(ASKED) + 1].startswith("Nothing is cancelled yet.")
    assert lines[lines.index("Your team:") + 1] == PHONE
    row = await row_of(reminded)
    assert (row.status, row.answer) == (AppointmentStatus.PLANNED, Answer.CANNOT_COME)
    assert await planned(reminded) == []


async def test_pressing_it_twice_asks_the_team_once(reminded):
    for _ in range(2):
        await reminded.presses(PATIENT, "remind.cannot_come:1:0", message=1)

    assert [task.key for task in await tasks_of(reminded)] == ["cannot_come:1:0"]
    assert [chat for chat, _ in reminded.texts()].count(GROUP) == 1


async def test_the_team_is_asked_to_act_before_the_date(clinic):
    await clinic.appointment(INFUSION, "2026-03-02T14:00")
    await clinic.passes(hours=3)

    await clinic.taps(PATIENT, "I can't come")

    assert [
        task.deadline for task in await tasks_of(clinic) if task.kind == TaskKind.CANNOT_COME
    ] == [datetime(2026, 3, 2, 14, tzinfo=UTC)]


async def test_taken_back_it_is_told_to_the_team_too_and_the_morning_is_heard_of_again(reminded):
    await reminded.taps(PATIENT, "I can't come")
    reminded.heard()

    await reminded.passes(minutes=1)
    await reminded.taps(PATIENT, "I will come")

    heard = dict(reminded.texts())
    assert heard[GROUP].split("\n")[0] == "P-0001 will come after all."
    assert "The team is told of the change too." in heard[PATIENT]
    assert ASKED not in heard[PATIENT].split("\n")
    assert await planned(reminded) == ["morning"]


async def test_a_second_cannot_come_after_taking_it_back_reaches_the_team_again(reminded):
    for label in ("I can't come", "I will come", "I can't come"):
        await reminded.passes(minutes=1)
        await reminded.taps(PATIENT, label)

    told = [text.split("\n")[0] for chat, text in reminded.texts() if chat == GROUP]

    assert told == [
        "Task · P-0001 cannot come.",
        "P-0001 will come after all.",
        "Task · P-0001 cannot come.",
    ]
    assert (await row_of(reminded)).answer is Answer.CANNOT_COME


async def test_a_blood_test_is_done_before_or_after_its_time(clinic):
    await clinic.appointment(BLOOD_TEST, "2026-03-03T14:00")
    await clinic.passes(hours=1)
    await clinic.passes(days=1, hours=6)
    clinic.heard()

    await clinic.taps(PATIENT, "Done already")

    heard = clinic.texts()
    assert heard[0] == ("answer", "Noted.")
    assert "Answer: done already" in heard[1][1].split("\n")
    assert (await row_of(clinic)).answer is Answer.DONE
    assert (await row_of(clinic)).status is AppointmentStatus.PLANNED  # the team says it was given


async def test_nobody_says_of_an_infusion_that_it_is_done(reminded):
    await reminded.presses(PATIENT, "remind.done:1:0")

    assert ("answer", OLD) in reminded.said()
    assert (await row_of(reminded)).answer is Answer.NONE


async def test_after_its_time_nobody_is_asked_to_call_any_more(reminded):
    await reminded.passes(days=10)
    reminded.heard()

    await reminded.presses(PATIENT, "remind.cannot_come:1:0")

    assert reminded.said()[0] == (
        "answer",
        "This date has passed. To change anything, call the team.",
    )
    assert (await row_of(reminded)).answer is Answer.NONE
    assert await tasks_of(reminded) == []


async def test_a_button_of_before_the_date_moved_changes_nothing_and_shows_the_new_date(reminded):
    async with reminded.service.begin() as session:
        row = await session.get_one(Appointment, 1)
        row.local, row.version = "2026-03-10T15:30", 1
        row.at = datetime(2026, 3, 10, 15, 30, tzinfo=UTC)

    await reminded.taps(PATIENT, "I will come")

    heard = reminded.texts()
    assert heard[0] == (
        "answer",
        "This date has changed. The message shows what is known now.",
    )
    assert "Tuesday, 10 March 2026, 15:30" in heard[1][1].split("\n")
    assert (await row_of(reminded)).answer is Answer.NONE
    await reminded.taps(PATIENT, "I will come")
    assert (await row_of(reminded)).answer is Answer.CONFIRMED


async def test_a_button_of_a_cancelled_date_says_so(reminded):
    async with reminded.service.begin() as session:
        row = await session.get_one(Appointment, 1)
        await appointing.cancel(session, row, "test", reminded.at)

    await reminded.taps(PATIENT, "I can't come")

    assert "Cancelled by the team" in face(reminded)
    assert await tasks_of(reminded) == []


@pytest.mark.parametrize(
    "data",
    [
        "remind.confirmed:1:0",
        "remind.cannot_come:1:0",
        "remind.cannot_come:99:0",
        "remind.none:1:0",
        "reveal:1:0",
        "reveal:99:0",
        "remind:1:0",
    ],
)
async def test_nobody_else_can_answer_or_read_it(reminded, data):
    await reminded.presses(STRANGER, data)

    assert reminded.texts() == [("answer", OLD)]
    assert (await row_of(reminded)).answer is Answer.NONE
    assert await tasks_of(reminded) == []


async def test_a_caregiver_may_answer_for_the_patient(reminded):
    await cared_for(reminded)

    await reminded.presses(STRANGER, "remind.cannot_come:1:0")

    assert (await row_of(reminded)).answer is Answer.CANNOT_COME
    assert len(await tasks_of(reminded)) == 1


async def test_a_patient_who_has_left_changes_no_date(reminded):
    async with reminded.service.begin() as session:
        (await session.get_one(Patient, 1)).state = PatientState.LEFT

    await reminded.taps(PATIENT, "I will come")

    assert reminded.said() == [("answer", OLD)]


async def test_each_date_of_one_message_is_answered_on_its_own(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-05T14:00")
    await clinic.passes(hours=1)

    await clinic.taps(PATIENT, "2: I can't come")
    await clinic.taps(PATIENT, "1: I will come")

    lines = face(clinic)
    assert lines.index("Answer: coming") < lines.index("2. Infusion")
    assert lines.index("Answer: cannot come") > lines.index("2. Infusion")
    assert (await row_of(clinic, 2)).answer is Answer.CONFIRMED
    assert (await row_of(clinic, 1)).answer is Answer.CANNOT_COME


async def test_an_answer_in_the_list_leaves_the_list_a_list(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.writes(PATIENT, "My dates")
    clinic.heard()

    await clinic.taps(PATIENT, "I can't come")

    heard = [text.split("\n") for chat, text in clinic.texts() if chat == PATIENT][-1]
    assert heard[0] == "Your next dates"
    assert "Answer: cannot come" in heard
    assert ASKED in heard


async def test_an_answer_stops_a_reminder_that_has_not_left_yet(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    clinic.at += timedelta(hours=1)
    await remind(clinic.service)

    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, 1)
        await appointing.say(session, row, Answer.CANNOT_COME, clinic.at)
    await clinic.passes(seconds=1)

    assert clinic.said() == []
