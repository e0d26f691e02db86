"""The promise: who does not know the warning signs yet is asked again, then met by a human.

Nothing of it pages, costs a reminder, or comes at night.
"""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from care.appointments import AppointmentKind
from care.people import PatientState
from scheduler import states
from store.tables import (
    Account,
    AlertRow,
    Caregiver,
    Member,
    Patient,
    PatientFact,
    ReminderRow,
    Task,
)
from tests.clinic import GROUP, PATIENT, PRIMARY, STRANGER, TAGS, Clinic

HONOLULU = "Pacific/Honolulu"
OLD = ("answer", "This button is no longer in use. Nothing has changed.")
INFECTION, PML, VACCINE = (
    "Imagine it is evening. You have a fever and feel weak.",
    "Imagine: for some days you speak, walk and remember less well.",
    "One of these vaccines is live: it holds a weak germ.",
)


@pytest.fixture
async def treated(clinic) -> Clinic:
    """A clinic whose patient has an infusion far ahead, so that nothing else is due."""
    await clinic.appointment(AppointmentKind.INFUSION, "2026-06-01T09:30")
    return clinic


async def ends_the_walk(clinic: Clinic, who: int = PATIENT) -> None:
    await clinic.writes(who, "/rules")
    await clinic.presses(who, "walk.end:0:0")
    clinic.heard()


async def answers(clinic: Clinic, *labels: str, who: int = PATIENT) -> list[str]:
    """Answer one question after the other; return what was said to each."""
    found = []
    for number, label in enumerate(labels):
        await clinic.taps(who, "Next") if number else None
        clinic.heard()
        await clinic.taps(who, label)
        found += [text for chat, text in clinic.texts() if chat == who]
    return found


def buttons(clinic: Clinic, who: int = PATIENT) -> list[str]:
    """Return the buttons under what somebody was shown last."""
    return list([one for one in clinic.telegram.accepted if one.chat == who][-1].buttons)


async def all_wrong(clinic: Clinic) -> None:
    await ends_the_walk(clinic)
    await clinic.taps(PATIENT, "Short questions")
    await answers(clinic, "Wait until the next visit", "Rest: it comes from stress", "I don't know")


async def asked(clinic: Clinic, days: int, **step: float) -> list[datetime]:
    """Let days pass; return when the patient was asked to answer once more."""
    found = []
    for _ in range(days):
        await clinic.passes(**(step or {"hours": 24}))
        if any("once more" in text for chat, text in clinic.texts() if chat == PATIENT):
            found.append(clinic.at)
    return found


async def planned(clinic: Clinic) -> list[tuple[str, str]]:
    async with clinic.service.begin() as session:
        query = select(ReminderRow).where(ReminderRow.kind == "teach_back")
        rows = (await session.exec(query.order_by(ReminderRow.due, ReminderRow.id))).all()
        return [(row.slot, row.local_date.isoformat()) for row in rows if row.state == "planned"]


async def heard_hourly(clinic: Clinic, days: int) -> list[tuple[str, str]]:
    """Let days pass; return when the patient heard what: the question alone, or beside others."""
    clinic.heard()
    found = []
    for _ in range(days * 24):
        await clinic.passes(hours=1)
        for chat, text in clinic.texts():
            if chat == PATIENT:
                alone = text.startswith("A short question")
                beside = "beside" if "once more" in text else "other"
                found.append((f"{clinic.at:%a %H}", "alone" if alone else beside))
    return found


async def facts(clinic: Clinic) -> dict[str, str]:
    async with clinic.service.begin() as session:
        rows = (await session.exec(select(PatientFact).order_by(PatientFact.id))).all()
        return {row.name: row.value for row in rows}


async def digest(clinic: Clinic, days: int = 7) -> list[str]:
    """Return what the group reads of the questions in the daily messages of some days."""
    clinic.heard()
    for _ in range(days):
        await clinic.passes(days=1)
    said = [part for chat, text in clinic.texts() if chat == GROUP for part in text.split("\n\n")]
    return [part for part in said if "short questions" in part]


async def test_the_walk_ends_with_an_offer_and_each_right_answer_with_its_reason(treated):
    await treated.writes(PATIENT, "/rules")
    await treated.presses(PATIENT, "walk.end:0:0")
    assert "Here are some short questions, if you like." in treated.texts()[-1][1]

    await treated.taps(PATIENT, "Short questions")
    said = await answers(
        treated, "Tell the team at once", "Tell the team at once", "Yellow fever vaccine"
    )

    assert [text.split("\n")[2:4] for text in said] == [
        [
            "This is what the team asks you to do.",
            "Rituximab lowers the cells that fight germs. So a fever cannot wait.",
        ],
        ["This is what the team asks you to do.", "A rare brain infection can start quietly."],
        [
            "Yellow fever vaccine is live. Your body may not be able to control its germ.",
            "Do not get a live vaccine until your team says so.",
        ],
    ]
    assert said[-1].split("\n\n")[-1].startswith("That was the last question for today.")
    assert set((await facts(treated)).values()) == {"advised"}
    assert await asked(treated, 30) == []
    await ends_the_walk(treated)
    assert buttons(treated) == ["Back", "Read again"]


async def test_a_wrong_answer_is_explained_and_asked_again_on_another_day_until_it_is_right(
    treated,
):
    await ends_the_walk(treated)
    await treated.taps(PATIENT, "Short questions")
    said = await answers(treated, "Take a pill and sleep", "I don't know", "Yellow fever vaccine")
    assert said[0].split("\n\n")[1:] == [
        (
            "A fever cannot wait, also at night and without a cough.\n"
            "Rituximab lowers the cells that fight germs.\n"
            "Medicine such as paracetamol can hide a fever.\n"
            "Tell your team about a fever at once.\n"
            "Press “I feel unwell”, or call."
        ),
        "We will ask this once more on another day.",
    ]
    assert await planned(treated) == [
        *(("infection", "2026-03-05"), ("pml", "2026-03-05")),
        *(("infection", "2026-03-12"), ("pml", "2026-03-12")),
        ("vaccine", "2027-03-02"),
    ]

    assert await asked(treated, 3 * 24 + 1, hours=1) == [datetime(2026, 3, 5, 10, tzinfo=UTC)]
    await treated.appointment(AppointmentKind.INFUSION, "2026-05-20T09:30")
    assert "2026-03-05" not in [day for _, day in await planned(treated)]
    await treated.taps(PATIENT, "Open the question")
    assert INFECTION in treated.texts()[-1][1]
    await answers(treated, "Tell the team at once", "I don't know")
    assert [slot for slot, day in await planned(treated) if day < "2027"] == ["pml"]
    assert await asked(treated, 8) == [datetime(2026, 3, 12, 10, tzinfo=UTC)]
    await treated.taps(PATIENT, "Open the question")
    assert PML in treated.texts()[-1][1]
    await answers(treated, "Tell the team at once")

    assert await asked(treated, 30) == []
    assert await digest(treated) == []


async def test_who_does_not_get_there_is_named_to_the_team_which_talks_and_never_paged(treated):
    await all_wrong(treated)
    for _ in range(2):
        assert len(await asked(treated, 8)) == 1
        await treated.taps(PATIENT, "Open the question")
        said = await answers(treated, *["I don't know"] * 3)
    assert (
        said[-1].count("Please ask the team about this. They can see that it is still open.") == 1
    )

    assert await asked(treated, 30) == []
    assert await digest(treated) == [
        (
            "The advice in the short questions is not clear yet to: P-0001\n"
            "Please talk it through. What about: /patient P-0007, “What is known”"
        )
    ]
    await treated.presses(PRIMARY, "facts.show:1")
    assert treated.texts()[-1][1].split("\n\n")[-1].split("\n")[1:] == [
        f"– {name}: not yet, Wednesday, 18 March 2026. Please talk it through."
        for name in ("Signs of infection", "Signs in brain and nerves", "Live vaccines")
    ]
    await treated.taps(PRIMARY, "Talked it through")
    assert set((await facts(treated)).values()) == {"talked"}
    assert await digest(treated) == []
    async with treated.service.begin() as session:
        assert (await session.exec(select(AlertRow))).all() == []
        assert (await session.exec(select(Task))).all() == []


async def test_silence_is_two_messages_by_day_and_then_the_teams(treated):
    async with treated.service.begin() as session:
        (await session.get_one(Account, PATIENT)).zone = HONOLULU
    await all_wrong(treated)

    found = await asked(treated, 11 * 12, hours=2)

    assert [(moment - timedelta(hours=10)).isoformat()[:16] for moment in found] == [
        "2026-03-04T11:00",
        "2026-03-11T11:00",
    ]
    assert await asked(treated, 7) == []
    assert len(await digest(treated)) == 1


async def test_it_costs_no_reminder_and_is_never_one_message_more(treated):
    await treated.appointment(AppointmentKind.BLOOD_TEST, "2026-03-07T09:00")
    await all_wrong(treated)

    assert await heard_hourly(treated, 6) == [
        *(("Wed 10", "other"), ("Fri 10", "beside"), ("Sat 08", "other"))
    ]


async def test_it_waits_until_the_questions_around_an_infusion_are_over(treated):
    await treated.appointment(AppointmentKind.INFUSION, "2026-03-06T09:30")
    await all_wrong(treated)

    found = await heard_hourly(treated, 7)

    assert [moment for moment, _ in found[:-1]] == [
        *("Tue 09", "Thu 10", "Fri 08", "Fri 20", "Sat 10", "Sat 16")
    ]
    assert {said for _, said in found[:-1]} == {"other"}
    assert found[-1] == ("Sun 10", "alone")


@pytest.mark.parametrize("end", ["stop", "hospital", "alert"])
async def test_nothing_is_asked_of_who_wants_nothing_is_away_or_is_ill(treated, end):
    await all_wrong(treated)
    if end == "stop":
        await treated.writes(PATIENT, "/stop")
    elif end == "hospital":
        async with treated.service.begin() as session:
            patient = await session.get_one(Patient, 1)
            patient.state = PatientState.IN_HOSPITAL
    else:
        await treated.writes(PATIENT, "I have a fever 39")

    assert await asked(treated, 14) == []


async def test_an_old_a_foreign_or_a_forged_button_changes_nothing_and_is_answered(treated):
    await all_wrong(treated)
    before = await facts(treated)
    await treated.presses(PATIENT, "teach.infection_tell:1:0")
    assert treated.said()[-2:] == [OLD, (PATIENT, "There is no question for today.")]

    for data in ("teach.infection_flu:1:3", "teach.x:1:3", "teach.open:99:0", "teach:0:0"):
        treated.heard()
        await treated.presses(PATIENT, data)
        assert OLD in treated.said()
    for who in (STRANGER, PRIMARY):
        await treated.presses(who, "teach.open:1:0")
        assert [line for chat, line in treated.said() if chat == who] == []

    treated.heard()
    await treated.passes(days=1)
    await treated.presses(PATIENT, "teach.infection_tell:1:0")
    assert treated.said() == [OLD, (PATIENT, "A short question")]
    assert await facts(treated) == before


async def test_nobody_takes_an_answer_for_a_report(treated):
    await ends_the_walk(treated)
    await treated.taps(PATIENT, "Short questions")
    assert "This is only a question." in treated.texts()[-1][1]

    for text in await answers(treated, "Tell the team at once", "Tell the team at once"):
        assert "This was only a question: nobody has been told." in text.split("\n")
        assert "Does it happen now? Press “I feel unwell”, or call." in text.split("\n")

    async with treated.service.begin() as session:
        assert (await session.exec(select(AlertRow))).all() == []


async def test_a_symptom_typed_meanwhile_is_heard_as_everywhere(treated):
    await ends_the_walk(treated)
    await treated.taps(PATIENT, "Short questions")
    treated.heard()

    await treated.writes(PATIENT, "I have a fever and feel weak")

    assert GROUP in [chat for chat, _ in treated.texts()]


async def test_who_cares_is_asked_for_a_patient_without_a_chat_and_for_nobody_else(treated):
    await treated.writes(STRANGER, "/rules")
    async with treated.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        session.add(
            Caregiver(
                care_team_id=patient.care_team_id,
                patient_id=1,
                account_id=STRANGER,
                name="Ali",
                joined_at=treated.at,
                created=treated.at,
            )
        )
    await ends_the_walk(treated, STRANGER)
    assert "Short questions" not in treated.labels(STRANGER)

    async with treated.service.begin() as session:
        (await session.get_one(Patient, 1)).account_id = None
    await ends_the_walk(treated, STRANGER)
    await treated.taps(STRANGER, "Short questions")
    shown = treated.texts()[-1][1]
    assert shown.startswith("A short question\nThis is about Mina.")
    assert "Imagine it is evening. Mina has a fever and feels weak." in shown
    said = await answers(treated, "I don't know", who=STRANGER)
    assert "Tell the team at once when Mina has a fever." in said[0]


async def test_without_an_infusion_nothing_is_begun_or_promised_and_the_walk_offers_it(clinic):
    await ends_the_walk(clinic)
    await clinic.taps(PATIENT, "Short questions")
    (said,) = await answers(clinic, "I don't know")
    assert "once more" not in said

    assert await asked(clinic, 1) == []
    await clinic.writes(PATIENT, "/rules")
    await clinic.taps(PATIENT, "Read again")
    assert buttons(clinic) == ["Short questions", "Start", "Close"]
    assert await asked(clinic, 20) == []
    assert len(await digest(clinic)) == 1


async def test_who_comes_back_from_hospital_is_asked_again(treated):
    await all_wrong(treated)
    await state(treated, PatientState.IN_HOSPITAL)
    assert await asked(treated, 9) == []
    await state(treated, PatientState.ENROLLED)

    assert len(await asked(treated, 8)) == 1


async def test_who_cares_for_several_reads_whom_each_button_is_about_in_every_language(treated):
    await treated.writes(STRANGER, "/rules")
    async with treated.service.begin() as session:
        (await session.get_one(Account, STRANGER)).language = "en_XA"
        mina = await session.get_one(Patient, 1)
        mina.account_id = None
        ada = Patient(
            care_team_id=mina.care_team_id,
            name="Ada Demir",
            state=PatientState.ENROLLED,
            state_since=treated.at,
            created=treated.at,
        )
        session.add(ada)
        await session.flush()
        for number in (1, ada.id):
            session.add(
                Caregiver(
                    care_team_id=mina.care_team_id,
                    patient_id=number,
                    account_id=STRANGER,
                    name="Ali",
                    joined_at=treated.at,
                    created=treated.at,
                )
            )
    await treated.writes(STRANGER, "/rules")
    await treated.presses(STRANGER, "walk.end:0:0")
    labels = buttons(treated, STRANGER)
    assert [sum(name in label for label in labels) for name in ("Mina", "Ada Demir")] == [1, 1]

    treated.heard()
    await treated.presses(STRANGER, "teach.open:2:0")
    await treated.presses(STRANGER, "teach.infection_flu:2:0")
    await treated.presses(STRANGER, "teach.infection_unsure:2:0")
    heard = treated.heard()
    texts = [TAGS.sub("", part) for a in heard for part in a.text.split("\n\n") if part]
    texts += [label for a in heard for label in a.buttons]

    assert len(texts) > 15
    assert [text for text in texts if not text.startswith("⟦")] == []


async def state(clinic: Clinic, to: PatientState) -> None:
    async with clinic.service.begin() as session:
        patient, lead = await session.get_one(Patient, 1), await session.get_one(Member, 3)
        await states.change(session, patient, states.Change(to, lead), clinic.at)
