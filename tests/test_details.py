"""The promise: whoever calls knows why, what is known, what came before; and no group reads it."""

from care.check_steps import Choice, Step
from care.findings import Risk
from care.risks import Known
from care.symptom_check import Check, to_document
from scheduler import risks
from store import patient_facts, reports
from store.patient_facts import Said
from store.tables import Account, CareTeam, Patient, SymptomCheck, SymptomReport
from tests.clinic import BACKUP, GROUP, PATIENT, PRIMARY, VIEWER, Clinic
from tests.conftest import both_editions


async def known(clinic: Clinic, risk: Risk, answer: Known) -> None:
    """Let somebody of the team say what is known of the patient."""
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        said = Said("member:1", clinic.at)
        await risks.note(session, patient, risk, answer, said, "member:1")


async def details(clinic: Clinic, alert: int = 1, epoch: int = 0) -> list[list[str]]:
    """Return the messages of the details, each in paragraphs."""
    clinic.heard()
    await clinic.presses(PRIMARY, f"details:{alert}:{epoch}")
    return [text.split("\n\n") for chat, text in clinic.texts() if chat == PRIMARY]


async def test_details_say_why_what_is_known_and_what_came_before(clinic):
    await clinic.appointment("infusion", "2026-03-03T10:00")
    await clinic.passes(days=24)
    await known(clinic, Risk.LIVES_ALONE, Known.YES)
    await known(clinic, Risk.STEROIDS, Known.NO)
    await clinic.writes(PATIENT, "My temperature is 37.6")

    [first, quoted] = await details(clinic)

    assert first[2:] == [
        "Reported:\n– Slightly raised temperature",
        "Why URGENT: Slightly raised temperature. Raised because of:\n– lives alone",
        (
            "Source: our own choice: with it an infection is graver\n"
            "Status: proposed, no clinician has signed it. Rules: triage-1"
        ),
        "Days since the last infusion: 22.",
        (
            "What is known:\n"
            "Plan: not known\n"
            "Age: not known\n"
            "Yes: lives alone\n"
            "No: steroid tablets\n"
            "Not known: several immunosuppressants, lung disease, low neutrophils, "
            "low immunoglobulins, a recent infection, methotrexate and muscle disease"
        ),
        "Nothing else was reported here in 30 days.",
    ]
    assert quoted == [
        (
            "In their own words, not translated, Thursday, 26 March 2026, 09:00:\n"
            "My temperature is 37.6"
        )
    ]


async def test_what_was_reported_before_stands_by_episode_the_latest_first(clinic):
    await clinic.writes(PATIENT, "I have a fever")
    await clinic.presses(PRIMARY, "ack:1:0")
    await clinic.presses(PRIMARY, "resolve.spoken:1:0")
    await clinic.passes(days=2)
    for words in ("I have a new cough", "I have a new cough", "I have a fever"):
        await clinic.writes(PATIENT, words)
        await clinic.passes(minutes=1)
    await clinic.writes(PATIENT, "my arm is weak and I have a fever")

    [first, *_] = await details(clinic, 2, 2)

    day = "Wednesday, 4 March 2026,"
    assert first[-1].split("\n") == [
        "Reported before, in 30 days:",
        f"{day} 09:02 · URGENT · Fever, measured or reported · same episode, new or worse",
        f"{day} 09:01 · URGENT · New cough · same episode",
        f"{day} 09:00 · URGENT · New cough · this episode began",
        "Monday, 2 March 2026, 09:00 · URGENT · Fever, measured or reported · earlier episode",
    ]
    assert first[3] == (
        "Why EMERGENCY: together, Weakness of a limb or one side and Fever, measured or reported."
    )


async def test_words_in_another_language_say_which_and_the_card_asks_for_an_interpreter(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).language = "ar_XB"
        (await session.get_one(Account, PATIENT)).country = "LY"

    await clinic.writes(PATIENT, "Ich habe Fieber <b>39</b> und Husten")

    card = next(text for chat, text in clinic.texts() if chat == GROUP).split("\n\n")
    [first, quoted] = await details(clinic)
    assert card[2].startswith("Interpreter needed: ")
    assert "Now in Libya." in first
    assert quoted == [
        (
            "In their own words, not translated, Monday, 2 March 2026, 09:00. "
            "Most likely Deutsch:\nIch habe Fieber <b>39</b> und Husten"
        )
    ]


async def test_who_reads_the_teams_language_needs_no_interpreter(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).language = "ar_XB"
        (await session.get_one(CareTeam, clinic.team)).language = "ar_XB"

    await clinic.writes(PATIENT)

    assert [text for _, text in clinic.texts() if "Interpreter" in text] == []


async def test_whether_somebody_can_be_phoned_and_is_alone_is_what_a_caller_reads(clinic):
    await clinic.writes(PATIENT, "/unwell")
    async with clinic.service.begin() as session:
        row = await session.get_one(SymptomCheck, 1)
        pressed = {Step.BREATHING: Choice.NONE, Step.ALONE: Choice.YES, Step.CALL: Choice.NO}
        here = to_document(Check(step=Step.NERVES, answers=pressed))
        row.answers = {**row.answers, "check": here}
    await clinic.writes(PATIENT, "Weak or numb on one side")

    [first, *_] = await details(clinic)

    assert first[3] == "Answered:\n– cannot be phoned now\n– is alone"
    assert first[4] == "Why URGENT: Weakness of a limb or one side, by itself."


async def test_silence_says_that_it_was_silence(clinic):
    await clinic.writes(PATIENT, "/unwell")
    await clinic.passes(minutes=10)

    [first] = await details(clinic)

    assert first[3] == "Why URGENT: questions were opened, and nobody has answered them."


async def test_a_reason_stays_as_it_was_when_what_is_known_changes(clinic):
    await known(clinic, Risk.LUNG_DISEASE, Known.YES)
    await clinic.writes(PATIENT, "My temperature is 37.6")
    before = await details(clinic)
    await clinic.passes(days=1)

    await known(clinic, Risk.LUNG_DISEASE, Known.NO)

    after = await details(clinic)
    assert (
        after[0][3]
        == before[0][3]
        == ("Why URGENT: Slightly raised temperature. Raised because of:\n– lung disease")
    )
    async with clinic.service.begin() as session:
        [row] = await reports.of_alert(session, 1)
    assert reports.codes_in(row.findings) == ("T_FEVER_LOW",)


@both_editions
async def test_a_closed_infection_makes_the_next_one_graver_for_a_month(clinic):
    await clinic.writes(PATIENT, "I have a fever")
    await clinic.presses(PRIMARY, "ack:1:0")
    await clinic.presses(PRIMARY, "resolve.spoken:1:0")
    grades = []
    for number in (2, 3):
        await clinic.passes(days=20)
        clinic.heard()
        await clinic.writes(PATIENT, "My temperature is 37.6")
        grades.append([line.split(" · ")[1] for chat, line in clinic.said() if chat == GROUP])
        await clinic.presses(PRIMARY, f"ack:{number}:0")
        await clinic.presses(PRIMARY, f"resolve.mistake:{number}:0")

    assert grades == [["URGENT"], ["TODAY"]]


async def test_members_say_what_is_known_press_by_press_and_no_group_reads_it(clinic):
    await clinic.writes(PRIMARY, "/patient P-0001")
    await clinic.taps(PRIMARY, "What is known")
    assert clinic.labels(PRIMARY)[-7:] == [
        "Steroid tablets: not known",
        "Several immunosuppressants: not known",
        "Lung disease: not known",
        "Low neutrophils: not known",
        "Low immunoglobulins: not known",
        "Recent infection: not known",
        "Lives alone: not known",
    ]
    await clinic.taps(PRIMARY, "Lung disease: not known")
    await clinic.taps(PRIMARY, "Lung disease: yes")
    await clinic.taps(PRIMARY, "Lives alone: not known")
    said = clinic.telegram.accepted[-1]

    assert {label for label in said.buttons if "not known" not in label} == {
        "Lung disease: no",
        "Lives alone: yes",
    }
    *_, known, _taught = said.text.split("\n\n")
    assert known.split("\n")[-2:] == [
        "– lung disease: no. Ana, Monday, 2 March 2026, 09:00",
        "– lives alone: yes. Ana, Monday, 2 March 2026, 09:00",
    ]
    clinic.heard()
    await clinic.writes(PATIENT, "My temperature is 37.6")
    group = [text for chat, text in clinic.texts() if chat == GROUP]
    assert [("URGENT" in text, "alone" in text) for text in group] == [(True, False)]


async def test_an_old_press_on_what_is_known_changes_nothing_and_shows_it_as_it_is(clinic):
    await clinic.presses(PRIMARY, "facts.show:1")
    await clinic.presses(PRIMARY, "facts.alone:1:0")
    clinic.heard()

    await clinic.presses(BACKUP, "facts.alone:1:0")
    await clinic.presses(BACKUP, "facts.moon:1:1")
    await clinic.presses(PRIMARY, "facts.alone:1:1", chat=GROUP)
    await clinic.presses(VIEWER, "facts.show:1")

    heard = clinic.texts()
    assert [chat for chat, _ in heard].count("answer") == 4
    assert [text for chat, text in heard if chat == GROUP] == []
    assert "Lives alone: yes" in clinic.labels(BACKUP)
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        counted = (await risks.profile(session, patient, clinic.at)).risks
    assert {risk for risk, word in counted.items() if word} == {Risk.LIVES_ALONE}


async def test_usual_symptoms_stand_in_the_details_for_a_clinician_to_confirm(clinic):
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        said = {"standing": "declared", "before": True}
        await patient_facts.note(session, patient, "usual.N_BAL", said, Said("patient", clinic.at))
    await clinic.writes(PATIENT)

    [first, *_] = await details(clinic)

    assert first[-2].startswith("Said to have been there before the first infusion")
    assert [label for label in clinic.labels(PRIMARY) if "Dizziness" in label] == [
        "Confirm as usual: Dizziness or balance",
        "No longer usual: Dizziness or balance",
    ]
    assert "What is known" in clinic.labels(PRIMARY)


async def test_an_old_report_without_a_reason_is_shown_without_one(alerted):
    async with alerted.service.begin() as session:
        row = await session.get_one(SymptomReport, 1)
        row.findings = [{"code": "T_FEVER", "polarity": "present"}]

    [first, *_] = await details(alerted)

    assert first[3] == "Why URGENT: what decided is not on record."
