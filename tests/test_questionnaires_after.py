"""The promise: the day after an infusion is watched, and later we ask; silence is never "fine"."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from care.appointments import AppointmentStatus
from care.cadence import CheckPart
from care.people import PatientState
from scheduler.reminder_plan import CLOSE_PERSON
from store import questionnaires
from store.tables import AuditEvent, Patient
from tests.clinic import GROUP, NIGHT_PHONE, PATIENT, PHONE, STRANGER, Clinic
from tests.questions import (
    AFTER,
    LATER,
    alerts,
    appointment,
    asks,
    buttons,
    cared_for,
    changes,
    heard_by,
    infusion,
    page,
    questions,
    taps,
    task_kinds,
    tasks,
)

BEDTIME, CLOSING, CHECK_IN = CheckPart.BEDTIME, CheckPart.CLOSING, CheckPart.CHECK_IN
BEGAN = "2026-03-01T14:00"  # a Sunday; six hours later a very first infusion is over
ENDED = datetime(2026, 3, 1, 20, tzinfo=UTC)
DAY = "Sunday, 1 March 2026"
WORRYING = ("fine", "normal", "good", "well.")


@pytest.fixture
async def watched(clinic) -> Clinic:
    """A clinic whose patient is asked in the hours after an infusion that nobody has marked."""
    await asks(clinic, await infusion(clinic, BEGAN), AFTER, BEDTIME)
    clinic.heard()
    return clinic


async def closes(clinic: Clinic) -> None:
    """Ask the patient the question that closes the watch."""
    await asks(clinic, 1, AFTER, CLOSING)


# --- Did it take place? ---------------------------------------------------------------------------


async def test_an_infusion_nobody_has_marked_is_asked_about(watched):
    assert page(watched).split("\n") == [
        "A question from your care team",
        "",
        f"Did the infusion on {DAY} take place?",
        "",
        "A reaction can still come. Please watch until Monday, 2 March 2026, 20:00.",
        ("Trouble breathing, a swollen face or throat, chest pain, fainting? Call 999 / 112 now."),
        "Fever, shaking, rash, itching or dizziness?",
        "Press “Something is wrong” at once, and call your team.",
        "",
        "Your team:",
        PHONE,
        "",
        "When your team is closed:",
        NIGHT_PHONE,
        "",
        "Emergency:",
        "999",
        "112",
    ]
    assert buttons(watched) == [
        "Yes, it took place",
        "No, it did not",
        "Still running",
        "Nothing unusual",
        "Something is wrong",
    ]


async def test_one_that_is_marked_is_not_asked_about(clinic):
    number = await infusion(clinic, BEGAN, AppointmentStatus.GIVEN)

    await asks(clinic, number, AFTER, BEDTIME)

    assert buttons(clinic) == ["Nothing unusual", "Something is wrong"]


async def test_yes_marks_it_as_given_at_its_planned_end_by_the_patient(watched):
    await taps(watched, "Yes, it took place")

    row = await appointment(watched, 1)
    assert (row.status, row.given_at) == (AppointmentStatus.GIVEN, ENDED)
    async with watched.service.begin() as session:
        book = (await session.exec(select(AuditEvent))).all()
    assert (book[-1].actor, book[-1].deed) == ("patient:1", "appointment given")
    assert buttons(watched) == ["Nothing unusual", "Something is wrong"]


async def test_no_ends_the_watch_and_the_team_finds_out_why(watched):
    await taps(watched, "No, it did not")

    assert (await appointment(watched, 1)).status is AppointmentStatus.MISSED
    assert await task_kinds(watched) == ["not_given"]
    assert page(watched).split("\n")[2:] == [
        "Noted: the infusion did not take place.",
        "Your team is asked to call about another date.",
    ]
    assert [row.state for row in await questions(watched)] == ["void"]


async def test_no_by_a_slip_can_be_put_right(watched):
    await taps(watched, "No, it did not")
    watched.heard()

    await taps(watched, "It did take place")

    assert (await appointment(watched, 1)).status is AppointmentStatus.GIVEN
    assert heard_by(watched, GROUP) == [f"P-0001 says now that the infusion did take place: {DAY}."]
    assert buttons(watched) == ["Nothing unusual", "Something is wrong"]


async def test_the_call_button_is_named_only_to_who_says_that_it_is_running(watched):
    assert "call button" not in page(watched)

    await taps(watched, "Still running")

    assert page(watched).split("\n")[2:4] == [
        "Noted: the infusion is still running.",
        "Does anything feel wrong? Tell the nurse at once, with the call button.",
    ]
    assert (await appointment(watched, 1)).status is AppointmentStatus.PLANNED
    assert buttons(watched)[:2] == ["Yes, it took place", "No, it did not"]


# --- The watch ------------------------------------------------------------------------------------


async def test_nothing_unusual_is_noted_without_comfort(watched):
    await taps(watched, "Nothing unusual")

    said = page(watched)
    assert "Noted. You reported nothing, so your team was not alerted." in said.split("\n")
    assert "Medicines given with the infusion can hide a fever. Please keep watching." in said
    assert [word for word in WORRYING if word in said] == []
    assert (await alerts(watched), await tasks(watched)) == ([], [])


async def test_something_wrong_asks_what_and_hives_count_as_a_reaction(clinic):
    await asks(clinic, await infusion(clinic, BEGAN), AFTER, BEDTIME)
    clinic.at += timedelta(hours=9)  # 28 hours after it began: 22 after its planned end
    await taps(clinic, "Something is wrong", *["None of these"] * 3)
    await taps(clinic, "Not hot, not measured", *["None of these"] * 2)

    await taps(clinic, "Sores, rash, yellow skin", "Rash or itching")

    (alert,) = await alerts(clinic)
    assert (alert.findings, str(alert.severity)) == (["S_RASH"], "urgent")


async def test_something_wrong_and_then_silence_is_an_urgent_alert(watched):
    await taps(watched, "Something is wrong")

    await watched.passes(minutes=10)

    assert [str(alert.severity) for alert in await alerts(watched)] == ["urgent"]


@pytest.mark.parametrize(("minutes", "told"), [(119, []), (120, ["watch_silent"])])
async def test_no_answer_a_day_later_is_told_as_no_answer(watched, minutes, told):
    await closes(watched)

    await watched.passes(minutes=minutes)

    assert await task_kinds(watched) == told


async def test_no_answer_is_told_once(watched):
    await closes(watched)
    await watched.passes(hours=2)
    await watched.passes(hours=12)

    assert await task_kinds(watched) == ["watch_silent"]


@pytest.mark.parametrize("label", ["Nothing unusual", "Something is wrong"])
async def test_whoever_answers_is_not_silent(watched, label):
    await closes(watched)
    await taps(watched, label)

    await watched.passes(hours=12)

    assert "watch_silent" not in await task_kinds(watched)


async def test_an_earlier_answer_does_not_close_the_watch(watched):
    await taps(watched, "Nothing unusual")
    await closes(watched)

    await watched.passes(hours=2)

    assert await task_kinds(watched) == ["watch_silent"]


async def test_the_silence_of_who_lies_in_hospital_means_nothing(watched):
    await closes(watched)
    await changes(watched, state=PatientState.IN_HOSPITAL)

    await watched.passes(hours=3)

    assert await tasks(watched) == []


async def test_a_plain_no_is_not_taken_where_it_could_mean_two_things(watched):
    await watched.writes(PATIENT, "no")

    (row,) = await questions(watched)
    assert (row.state, row.answers) == ("open", {})
    assert (await appointment(watched, 1)).status is AppointmentStatus.PLANNED


# --- Check-ins ------------------------------------------------------------------------------------


@pytest.fixture
async def checked_in(clinic) -> Clinic:
    """A clinic whose patient is asked how things are, weeks after an infusion."""
    number = await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)
    await asks(clinic, number, LATER, CHECK_IN)
    clinic.heard()
    return clinic


async def test_a_check_in_is_one_screen_and_one_tap_when_nothing_is_new(checked_in):
    assert buttons(checked_in) == ["Nothing new", "Something is new"]
    assert "– Thinking, memory or speech" in page(checked_in).split("\n")

    await taps(checked_in, "Nothing new")

    assert page(checked_in).split("\n")[2] == "Noted. You reported nothing new."
    assert [text for text in heard_by(checked_in, PATIENT) if "call" in text] == []
    await checked_in.passes(days=8)
    assert [row.state for row in await questions(checked_in)] == ["answered"]


async def test_something_new_opens_the_symptom_check(checked_in):
    await taps(checked_in, "Something is new", "Chest pain or pressure")

    assert [str(alert.severity) for alert in await alerts(checked_in)] == ["emergency"]


async def test_something_new_may_be_said_weeks_later_on_the_old_button(checked_in):
    await checked_in.passes(days=30)

    await taps(checked_in, "Something is new")

    assert "Chest pain or pressure" in checked_in.labels(PATIENT)


async def test_somebody_close_is_asked_on_the_patients_phone(clinic):
    number = await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)

    await asks(clinic, number, LATER, CLOSE_PERSON)

    assert "Please ask somebody close to you first:" in page(clinic).split("\n")
    assert buttons(clinic) == ["Nothing new", "Something is new", "A change was noticed"]


async def test_what_somebody_close_has_noticed_alerts_at_once_and_is_asked_about(clinic):
    number = await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)
    await asks(clinic, number, LATER, CLOSE_PERSON)

    await taps(clinic, "A change was noticed")

    (alert,) = await alerts(clinic)
    assert (alert.findings, str(alert.severity)) == (["N_TOUCH"], "urgent")
    assert "Speaking, understanding" in clinic.labels(PATIENT)


async def test_a_caregiver_is_asked_in_the_own_chat_and_the_patient_is_not_asked_twice(clinic):
    await cared_for(clinic)
    number = await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)

    await asks(clinic, number, LATER, CLOSE_PERSON)

    assert page(clinic, STRANGER).split("\n") == [
        "A question from the care team",
        "It is about Mina.",
        "",
        "Have you noticed a change in Mina?",
        "In thinking, speech, eyesight, balance, strength or behaviour?",
        "Compare with the time before the first infusion.",
    ]
    assert buttons(clinic) == ["Nothing new", "Something is new"]


async def test_what_a_caregiver_has_noticed_alerts_and_the_patients_check_in_stays_open(clinic):
    await cared_for(clinic)
    number = await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)
    await asks(clinic, number, LATER, CLOSE_PERSON)

    await taps(clinic, "A change was noticed", who=STRANGER)

    assert [alert.findings for alert in await alerts(clinic)] == [["N_TOUCH"]]
    assert [row.state for row in await questions(clinic)] == ["open"]


async def test_a_caregiver_who_noticed_nothing_reads_no_comfort(clinic):
    await cared_for(clinic)
    number = await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)
    await asks(clinic, number, LATER, CLOSE_PERSON)

    await taps(clinic, "No change noticed", who=STRANGER)

    assert page(clinic, STRANGER).split("\n")[3:] == [
        "Noted: you have noticed no change in Mina.",
        "This is not a medical opinion. If that changes, press “I feel unwell”.",
    ]
    assert await alerts(clinic) == []


# --- Two without an answer ------------------------------------------------------------------------


async def left_alone(clinic: Clinic, times: int) -> None:
    """Ask a check-in so many times, a week apart, and hear nothing."""
    await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)
    for _ in range(times):
        await asks(clinic, 1, LATER, CHECK_IN, timedelta(days=7))
        await clinic.passes(days=7)


async def silent(clinic: Clinic, since: datetime) -> list[int | None]:
    async with clinic.service.begin() as session:
        found = await questionnaires.silent_check_ins(session, 1, since)
    return [patient.id for patient, _ in found]


@pytest.mark.parametrize(("times", "told"), [(1, []), (2, [1])])
async def test_two_silent_check_ins_in_a_row_are_for_the_digest_and_no_task(clinic, times, told):
    await left_alone(clinic, times)

    assert await silent(clinic, clinic.at - timedelta(days=1)) == told
    assert await silent(clinic, clinic.at) == []
    assert await tasks(clinic) == []


async def test_an_answer_between_begins_the_count_anew(clinic):
    await left_alone(clinic, 1)
    await asks(clinic, 1, LATER, CHECK_IN, timedelta(days=7))
    await taps(clinic, "Nothing new")
    await clinic.passes(days=7)
    await asks(clinic, 1, LATER, CHECK_IN, timedelta(days=7))
    await clinic.passes(days=7)

    assert await silent(clinic, clinic.at - timedelta(days=1)) == []


async def test_after_two_the_next_one_offers_to_ask_less_often(clinic):
    await left_alone(clinic, 2)

    await asks(clinic, 1, LATER, CHECK_IN)
    assert buttons(clinic)[-2:] == ["Yes, less often", "No, keep asking"]
    await taps(clinic, "Yes, less often")

    async with clinic.service.begin() as session:
        assert (await session.get_one(Patient, 1)).seldom is True
    assert "From now on I ask less often." in page(clinic).split("\n")
    assert buttons(clinic) == ["Nothing new", "Something is new"]


async def test_after_one_nothing_is_offered(clinic):
    await left_alone(clinic, 1)

    await asks(clinic, 1, LATER, CHECK_IN)

    assert buttons(clinic) == ["Nothing new", "Something is new"]


async def test_who_keeps_the_pace_is_asked_as_before(clinic):
    await left_alone(clinic, 2)
    await asks(clinic, 1, LATER, CHECK_IN)

    await taps(clinic, "No, keep asking")

    async with clinic.service.begin() as session:
        assert (await session.get_one(Patient, 1)).seldom is False
    assert "I ask as often as before." in page(clinic).split("\n")


async def test_nobody_slows_the_questions_without_the_offer(checked_in):
    await checked_in.presses(PATIENT, "qn.seldom:1")

    async with checked_in.service.begin() as session:
        assert (await session.get_one(Patient, 1)).seldom is False
