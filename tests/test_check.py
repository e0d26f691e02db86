"""The promise: alert first, ask second. The guided questions tell the team at once."""

import pytest
from sqlmodel import select

from care import symptom_check
from care.check_steps import NEXT, Step
from care.findings import Context
from care.symptom_check import Check
from scheduler.check_screens import SIGN_OF
from scheduler.checking import Asked, Occasion, open_check
from store import plans
from store.tables import Patient, Reading, SymptomCheck, SymptomReport, TreatmentPlan
from tests.clinic import GROUP, PATIENT, PRIMARY

EMERGENCY = "🔴 No. 1 · EMERGENCY · P-0001"
URGENT = "🟠 No. 1 · URGENT · P-0001"


async def unwell(clinic) -> None:
    await clinic.writes(PATIENT, "I feel unwell")


async def taps(clinic, *labels: str) -> None:
    for label in labels:
        await clinic.taps(PATIENT, label)


async def test_the_first_question_names_the_patient(clinic):
    await unwell(clinic)

    assert clinic.texts() == [
        (PATIENT, "First question.\nIs this about Mina, who gets the infusions?")
    ]
    assert clinic.labels(PATIENT) == ["I am Mina", "I am with Mina", "No, somebody else"]


async def test_an_emergency_sign_alerts_at_once_and_ends_the_questions(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina")
    clinic.heard()

    await taps(clinic, "Chest pain or pressure")

    assert [line for line in clinic.said() if line[0] != "answer"] == [
        (GROUP, EMERGENCY),
        (PRIMARY, EMERGENCY),
        (PATIENT, "Please read this now."),
    ]
    assert clinic.labels(PATIENT)[-6:] == [
        "Help is coming",
        "I cannot call",
        "I am at the hospital",
        "I do not want to call",
        "Show this to a doctor",
        "I'm in another country now",
    ]


async def test_opened_and_left_for_ten_minutes_is_an_urgent_alert(clinic):
    await unwell(clinic)
    clinic.heard()
    await clinic.passes(minutes=9, seconds=59)
    assert clinic.said() == []

    await clinic.passes(seconds=1)

    assert clinic.said()[:2] == [(GROUP, URGENT), (PRIMARY, URGENT)]


async def test_nothing_reported_is_noted_without_alert_and_without_comfort(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina", *["None of these"] * 3, "Not hot, not measured")
    await taps(clinic, *["None of these"] * 3)

    text = [text for chat, text in clinic.texts() if chat == PATIENT][-1]
    assert text.startswith("Noted.\nYou reported nothing new, so your team was not alerted.")
    await clinic.passes(hours=1)
    assert clinic.said() == []


async def test_the_infusion_is_asked_about_unless_the_plan_has_the_answer(clinic):
    async def next_question(days):
        await clinic.passes(days=days)
        await unwell(clinic)
        await taps(clinic, "I am Mina", *["None of these"] * 3)
        await clinic.writes(PATIENT, "38.6")
        shown = [text for chat, text in clinic.texts() if chat == PATIENT][-1]
        return shown.split("\n")[1]

    about = "Did you have an infusion in the last 24 hours?"
    assert await next_question(0) == about
    await clinic.appointment("infusion", "2026-03-02T09:30")
    await clinic.appointment("infusion", "2026-03-10T09:30")
    assert await next_question(1) == about
    assert await next_question(2) == "Your breathing: does a line fit?"
    assert await next_question(4.5) == about


async def test_a_line_that_led_to_no_sign_and_then_silence_is_an_alert(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina", *["None of these"] * 3, "Not hot, not measured")
    await taps(clinic, *["None of these"] * 2, "Sores, rash, yellow skin")
    assert [chat for chat, _ in clinic.said() if chat == GROUP] == []

    await clinic.passes(minutes=10)

    assert (GROUP, URGENT) in clinic.said()


async def test_after_a_crash_and_a_day_the_questions_go_on_where_they_stood(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina", *["None of these"] * 3)
    await clinic.starts()
    await clinic.passes(days=1)
    clinic.heard()

    await clinic.writes(PATIENT, "38.6")

    shown = [text for chat, text in clinic.texts() if chat == PATIENT][-1]
    assert shown.split("\n")[1] == "Did you have an infusion in the last 24 hours?"


async def test_a_later_answer_enriches_the_card_that_nobody_has_taken(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina", *["None of these"] * 3)
    await clinic.writes(PATIENT, "38.6")
    assert (GROUP, URGENT) in clinic.said()

    await taps(clinic, "No", "Cough")

    heard = clinic.heard()
    assert [a.method for a in heard if a.chat == GROUP] == ["editMessageText"]
    assert "cough" in next(a.text for a in heard if a.chat == GROUP).lower()


async def test_a_new_sign_after_somebody_took_it_reaches_everybody_again(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina", *["None of these"] * 3)
    await clinic.writes(PATIENT, "38.6")
    await taps(clinic, "No")
    await clinic.presses(PRIMARY, "ack:1:0")
    clinic.heard()

    await taps(clinic, "Cough")

    sent = [a.chat for a in clinic.heard() if a.method == "sendMessage"]
    assert sent[:2] == [GROUP, PRIMARY]


async def test_a_temperature_of_380_is_asked_again_and_nothing_is_lost(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina", *["None of these"] * 3)
    clinic.heard()

    await clinic.writes(PATIENT, "380")

    assert clinic.said() == [(PATIENT, "You wrote: 380")]
    await clinic.passes(minutes=10)
    assert (GROUP, URGENT) in clinic.said()


async def test_an_old_button_answers_and_changes_nothing(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina")
    await taps(clinic, "None of these")
    clinic.heard()
    old = next(a for a in clinic.telegram.accepted if "Chest pain or pressure" in a.buttons)

    await clinic.presses(PATIENT, old.buttons["Chest pain or pressure"], old.message_id)

    assert [chat for chat, _ in clinic.said()] == ["answer"]


@pytest.mark.parametrize("kind", ["voice", "photo", "document"])
async def test_what_nobody_can_read_opens_the_emergency_screen_and_silence_is_urgent(clinic, kind):
    file = {"file_id": "f", "file_unique_id": "u", "duration": 3, "width": 1, "height": 1}
    await clinic.writes(PATIENT, "", **{kind: [file] if kind == "photo" else file})

    assert (PATIENT, "I cannot hear or see this. Your team can, but perhaps not soon.") in (
        clinic.said()
    )
    await clinic.passes(minutes=10)
    assert (GROUP, URGENT) in clinic.said()


@pytest.mark.parametrize(
    "words", ["no fever", "what if I get a fever?", "I had my yellow fever vaccine", "hello there"]
)
async def test_what_is_no_red_flag_is_answered_and_alerts_nobody(clinic, words):
    await clinic.writes(PATIENT, words)

    assert {chat for chat, _ in clinic.said()} == {PATIENT}


async def test_words_for_the_team_become_a_task_and_are_never_dropped(clinic):
    await clinic.writes(PATIENT, "please move the sofa before Tuesday")

    await clinic.taps(PATIENT, "Send it to my team")

    assert "Task · P-0001 sent words for a human to read. Details show them." in [
        line for _, line in clinic.said()
    ]


async def test_cannot_call_brings_the_next_step_at_once(clinic):
    await clinic.writes(PATIENT, "I can't breathe and my lips are blue")
    clinic.heard()

    await clinic.taps(PATIENT, "I cannot call")
    await clinic.passes(seconds=1)

    shout = "🔴 No. 1 · P-0001 CANNOT CALL for help. Call the patient, or the ambulance."
    lines = clinic.said()
    assert (GROUP, shout) in lines
    assert (5_000_000_002, EMERGENCY) in lines


async def test_five_silent_minutes_after_an_emergency_count_as_cannot_call(clinic):
    await clinic.writes(PATIENT, "I can't breathe and my lips are blue")
    clinic.heard()

    await clinic.passes(minutes=5)

    assert any("CANNOT CALL" in line for _, line in clinic.said())


async def test_words_of_suicide_are_private_and_reach_a_human_at_once(clinic):
    await clinic.writes(PATIENT, "I want to die")

    heard = clinic.texts()
    group = next(text for chat, text in heard if chat == GROUP)
    reply = next(text for chat, text in heard if chat == PATIENT)
    assert "Private matter, call now" in group
    assert "harm" not in group
    assert reply.startswith("Thank you for telling me.")
    assert "rituximab" not in reply


async def test_an_idiom_is_asked_plainly_and_no_is_not_the_end(clinic):
    await clinic.writes(PATIENT, "I'm dying of heat")
    assert clinic.said() == [(PATIENT, "Thank you for telling me.")]

    await clinic.taps(PATIENT, "No")

    assert (PATIENT, "First question.") in clinic.said()


async def test_two_lines_on_the_test_asks_which_test(clinic):
    await clinic.writes(PATIENT, "two lines on the test")
    assert clinic.said() == [(PATIENT, "Which test is it?")]

    await clinic.taps(PATIENT, "Pregnancy test")

    heard = clinic.texts()
    assert "Private matter, call now" in next(text for chat, text in heard if chat == GROUP)
    reply = next(text for chat, text in heard if chat == PATIENT)
    assert reply.startswith("Thank you for telling us.")


@pytest.mark.parametrize(
    ("conditions", "severity", "advice"),
    [
        (["methotrexate"], "URGENT", "Please call your team today, before your next dose"),
        (["lung_disease"], "TODAY", "Please call your team today."),
    ],
)
async def test_a_pregnancy_beside_methotrexate_is_urgent_before_the_next_dose(
    clinic, conditions, severity, advice
):
    async with clinic.service.begin() as session:
        made = {"regimen": "RA_COURSE", "made_by": "test", "created": clinic.at}
        facts = {"conditions": conditions}
        await plans.add(session, TreatmentPlan(care_team_id=1, patient_id=1, facts=facts, **made))
    await clinic.writes(PATIENT, "two lines on the test")
    clinic.heard()
    await clinic.taps(PATIENT, "Pregnancy test")
    heard = clinic.texts()

    card = next(text for chat, text in heard if chat == GROUP)
    assert severity in card.partition("\n")[0]
    assert "Private matter, call now" in card
    assert "methotrexate" not in card.lower()
    assert advice in next(text for chat, text in heard if chat == PATIENT)


async def test_a_sign_that_came_and_went_is_asked_for_in_time_and_counts(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina", *["None of these"] * 2, "Yes, it came and went")
    shown = [a for a in clinic.telegram.accepted if a.chat == PATIENT][-1]
    assert shown.text.endswith("When did you last have it?")
    assert list(shown.buttons)[:2] == ["It is there now", "In the last 24 hours"]
    clinic.heard()

    await taps(clinic, "In the last 24 hours")

    assert (GROUP, EMERGENCY) in clinic.said()


@pytest.mark.parametrize("step", [step for step in Step if symptom_check.rows(step)])
async def test_every_screen_of_the_check_can_be_shown(clinic, step):
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        who = Asked(patient, PATIENT, Context())
        of = SIGN_OF.get(step)
        answers = {of: next(iter(NEXT[of]))} if of else {}
        check = Check(step=step, subject="N_SUDDEN", answers=answers)
        await open_check(session, who, check, Occasion("test", None, "c", practice=True), clinic.at)
    await clinic.passes()

    shown = clinic.heard()[-1]
    assert "…" not in shown.text
    assert all("…" not in label for label in shown.buttons)


async def test_the_words_of_a_button_are_no_reading_of_a_thermometer(clinic):
    await unwell(clinic)
    await taps(clinic, "I am Mina", *["None of these"] * 3)
    clinic.heard()
    await clinic.writes(PATIENT, "38.0 °C (100.4 °F) or more")

    async with clinic.service.begin() as session:
        kept = (await session.exec(select(Reading))).all()
    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in clinic.said()
    assert kept == []


VAGUE = "my left arm does its own thing"


async def test_words_of_the_body_that_mean_nothing_to_us_are_asked_about(clinic):
    await clinic.writes(PATIENT, VAGUE)
    assert clinic.said() == [(PATIENT, "I do not understand this, and nobody has read it.")]

    await clinic.passes(minutes=11)

    assert (GROUP, "🟡 No. 1 · TODAY · P-0001") in clinic.said()
    async with clinic.service.begin() as session:
        kept = (await session.exec(select(SymptomReport))).all()
    assert [one.words for one in kept] == [VAGUE]


@pytest.mark.parametrize("answer", ["No", "Send it to my team"])
async def test_an_answer_to_it_ends_the_waiting(clinic, answer):
    await clinic.writes(PATIENT, VAGUE)
    await clinic.taps(PATIENT, answer)
    clinic.heard()

    await clinic.passes(minutes=30)

    assert [line for chat, line in clinic.said() if chat == GROUP and "No. 1" in line] == []


async def test_a_yes_goes_on_with_the_emergencies_and_brings_the_words_along(clinic):
    await clinic.writes(PATIENT, VAGUE)
    await clinic.taps(PATIENT, "Yes, unwell now")
    assert clinic.said()[-1] == (PATIENT, "Next question.")

    await taps(clinic, "Face, arm, speech trouble")

    async with clinic.service.begin() as session:
        [kept] = (await session.exec(select(SymptomReport))).all()
    assert kept.words == VAGUE


async def test_an_open_check_is_not_left_for_words_that_mean_nothing(clinic):
    await unwell(clinic)
    await clinic.writes(PATIENT, VAGUE)

    async with clinic.service.begin() as session:
        checks = (await session.exec(select(SymptomCheck))).all()
    assert [one.state for one in checks] == ["open"]


@pytest.mark.parametrize("words", ["Thank you!", "ok", "good morning"])
async def test_a_courtesy_is_asked_about_in_one_line_and_called_nothing_else(clinic, words):
    await clinic.writes(PATIENT, words)

    assert [text for chat, text in clinic.texts() if chat == PATIENT] == ["Are you unwell now?"]
