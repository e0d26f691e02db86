"""Journeys that must never go wrong: a night, a spouse, a sign that is gone, two children."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from care.appointments import AppointmentKind
from care.cover import CoverHours
from care.people import PatientState, Topic
from care.reminder_kinds import ReminderKind
from care.tasks import TaskKind
from scheduler.rota import COVER
from store import consents
from store.tables import Account, Caregiver, CareTeam, Consent, Patient, Task
from store.teams import Decision, decide
from tests.clinic import (
    GROUP,
    LONDON,
    NIGHT_PHONE,
    PATIENT,
    PHONE,
    PRIMARY,
    STRANGER,
    Clinic,
)
from tests.questions import WEEK_BEFORE, asks, infusion, taps

NIGHT = datetime(2026, 3, 3, 3, 10, tzinfo=UTC)  # a Tuesday in London
VOICE = {"file_id": "f", "file_unique_id": "u", "duration": 3}


async def closed_at_night(clinic: Clinic) -> None:
    """Let the team read on weekdays only, and let it be ten past three."""
    hours = CoverHours.parse("Mon-Fri 08:00-17:00", ZoneInfo(LONDON)).as_json()
    async with clinic.service.begin() as session:
        await decide(session, clinic.team, COVER, hours, Decision("test", clinic.at))
    clinic.at = NIGHT
    await clinic.passes()
    clinic.heard()


async def until_the_thermometer(clinic: Clinic, who: int) -> None:
    """Answer the check with no until it asks for a temperature."""
    for _ in range(9):
        shown = [a.buttons for a in clinic.telegram.accepted if a.chat == who and a.buttons][-1]
        if any("°C" in label for label in shown):
            return
        await clinic.taps(who, next(one for one in ("None of these", "No") if one in shown))


async def with_two_children(clinic: Clinic) -> None:
    """Let a mother speak for two patients, neither of whom has a chat of their own."""
    async with clinic.service.begin() as session:
        session.add(Account(id=STRANGER, zone=LONDON, created=clinic.at, started_at=clinic.at))
        first = await session.get_one(Patient, 1)
        first.account_id = None
        second = Patient(
            care_team_id=clinic.team,
            name="Nil Demir",
            call_name="Nil",
            state=PatientState.ENROLLED,
            state_since=clinic.at,
            created=clinic.at,
        )
        session.add(second)
        await session.flush()
        for patient in (1, second.id):
            carer = Caregiver(
                care_team_id=clinic.team,
                patient_id=patient,
                account_id=STRANGER,
                name="Ali",
                joined_at=clinic.at,
                created=clinic.at,
            )
            session.add(carer)


async def test_at_night_abroad_the_first_answer_names_the_night_line_and_no_wrong_ambulance(clinic):
    """In Libya, whose ambulance number nobody has checked, and read from right to left."""
    async with clinic.service.begin() as session:
        team = await session.get_one(CareTeam, clinic.team)
        team.emergency_number = "112"
        account = await session.get_one(Account, PATIENT)
        account.country, account.language = "LY", "ar_XB"
    await closed_at_night(clinic)

    await clinic.writes(PATIENT, "حرارتي ٣٨٫٩")

    first = next(text for chat, text in clinic.texts() if chat == PATIENT)
    assert NIGHT_PHONE in first
    assert PHONE not in first
    assert "112" not in first
    assert "Please read this now" not in first  # nothing of it in English alone


async def test_a_spouse_on_the_patients_phone_alerts_without_a_further_tap(clinic):
    await clinic.writes(PATIENT, "my husband can't find words")

    assert clinic.said()[:2] == [
        (GROUP, "🟠 No. 1 · URGENT · P-0001"),
        (PRIMARY, "🟠 No. 1 · URGENT · P-0001"),
    ]


async def test_a_face_that_dropped_and_is_fine_now_is_an_emergency(clinic):
    await clinic.writes(PATIENT, "My face dropped this morning, it is fine now")

    assert (GROUP, "🔴 No. 1 · EMERGENCY · P-0001") in clinic.said()


async def test_a_fever_that_paracetamol_took_away_is_urgent(clinic):
    await clinic.writes(PATIENT, "39.4 last night, fine after paracetamol")

    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in clinic.said()


async def test_a_voice_note_and_nothing_else_is_urgent_after_ten_minutes(clinic):
    await clinic.writes(PATIENT, "", voice=VOICE)
    assert [line for chat, line in clinic.said() if chat == GROUP] == [
        "Task · P-0001 sent a voice note, picture or file. It cannot be read here. Please call."
    ]
    await clinic.passes(minutes=9, seconds=59)
    assert clinic.said() == []

    await clinic.passes(seconds=1)

    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in clinic.said()


async def test_a_flare_at_72_and_a_dentist_planned_page_nobody(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).birth_date = "1954-01-01"
    await asks(
        clinic, await infusion(clinic, "2026-03-09T14:00"), ReminderKind.PRE_INFUSION, WEEK_BEFORE
    )
    await taps(clinic, "Yes, something")
    await taps(clinic, "More lines")
    await taps(clinic, "Surgery or dentist")
    clinic.heard()

    await clinic.writes(PATIENT, "my joints are flaring up again, stiff and swollen")

    assert [line for _, line in clinic.said() if "URGENT" in line or "EMERGENCY" in line] == []
    rang = [a for a in clinic.telegram.accepted if a.chat == PRIMARY]
    assert rang == []


async def test_a_mother_of_two_whose_words_name_nobody_alerts_about_both(clinic):
    await with_two_children(clinic)

    await clinic.writes(STRANGER, "she has 38.5")

    cards = [line for chat, line in clinic.said() if chat == GROUP]
    assert cards == ["🟠 No. 1 · URGENT · P-0001", "🟠 No. 2 · URGENT · P-0002"]


async def test_a_mother_of_two_who_leaves_a_question_open_alerts_about_both(clinic):
    await with_two_children(clinic)
    await clinic.writes(STRANGER, "fever")
    assert [line for chat, line in clinic.said() if chat == GROUP] == []

    await clinic.passes(minutes=10)

    cards = [line for chat, line in clinic.said() if chat == GROUP]
    assert [card[-6:] for card in cards] == ["P-0001", "P-0002"]


async def test_a_strangers_second_red_flag_within_the_hour_is_answered_in_full(clinic):
    for _ in range(2):
        await clinic.writes(STRANGER, "I have a high fever")

    answers = [text for chat, text in clinic.texts() if chat == STRANGER]
    assert len(answers) == 2
    assert answers[0] == answers[1]


async def test_words_of_suicide_abroad_give_no_invented_number(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).country = "LY"

    await clinic.writes(PATIENT, "I want to die")

    heard = clinic.texts()
    answer = next(text for chat, text in heard if chat == PATIENT)
    assert GROUP in [chat for chat, _ in heard]
    assert "Call your local ambulance number" in answer
    lines = [line for line in answer.splitlines() if re.fullmatch(r"[\d +]+", line)]
    assert lines == [PHONE]


async def test_who_blocks_us_three_hours_after_an_infusion_is_called_at_once(clinic):
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-02T10:00")
    clinic.at += timedelta(hours=10)  # over at 16:00 if all went well
    await clinic.passes()
    clinic.heard()

    change = {
        "chat": {"id": PATIENT, "type": "private"},
        "from": {"id": PATIENT, "is_bot": False, "first_name": "X"},
        "date": int(clinic.at.timestamp()),
    }
    user = {"id": 1, "is_bot": True, "first_name": "Bot"}
    change |= {
        "old_chat_member": {"user": user, "status": "member"},
        "new_chat_member": {"user": user, "status": "kicked", "until_date": 0},
    }
    await clinic.receives({"my_chat_member": change})

    [card] = [a for a in clinic.heard() if a.chat == GROUP]
    assert "Please call now." in card.text
    assert card.parameters["disable_notification"] is False
    async with clinic.service.begin() as session:
        [task] = (await session.exec(select(Task).where(Task.kind == TaskKind.UNREACHABLE))).all()
    assert task.patient_id == 1


async def test_a_mother_of_two_reports_about_the_second_child_by_taps_and_by_numbers(clinic):
    await with_two_children(clinic)
    await clinic.writes(STRANGER, "I feel unwell")
    await clinic.taps(STRANGER, "No, somebody else")
    assert "Is this about Nil, who gets the infusions?" in clinic.texts()[-1][1]

    await clinic.taps(STRANGER, "I am with Nil")
    await until_the_thermometer(clinic, STRANGER)
    await clinic.writes(STRANGER, "38.6")

    cards = [line for chat, line in clinic.said() if chat == GROUP]
    assert cards == ["🟠 No. 1 · URGENT · P-0002"]


async def test_who_means_neither_of_two_children_reads_about_both(clinic):
    await with_two_children(clinic)
    await clinic.writes(STRANGER, "I feel unwell")
    for _ in range(2):
        await clinic.taps(STRANGER, "No, somebody else")

    last = [text for chat, text in clinic.texts() if chat == STRANGER][-1]
    assert "This chat is about Mina / Nil. I can only tell the team about Mina / Nil." in last
    await clinic.passes(hours=1)
    assert [chat for chat, _ in clinic.said() if chat == GROUP] == []


async def test_a_voice_note_can_be_played_by_a_member_in_the_direct_chat_and_nowhere_else(clinic):
    await clinic.writes(PATIENT, "", voice=VOICE)
    sent = clinic.telegram.updates[-1]["message"]["message_id"]
    await clinic.passes(minutes=10)
    clinic.heard()

    await clinic.presses(PRIMARY, "details:1:0", 1, GROUP)
    await clinic.presses(PRIMARY, "task.details:1", 1, GROUP)

    copies = [a for a in clinic.heard() if a.method == "copyMessage"]
    assert [(a.chat, a.parameters["from_chat_id"], a.parameters["message_id"]) for a in copies] == [
        (PRIMARY, PATIENT, sent)
    ] * 2
    assert {a.parameters["protect_content"] for a in copies} == {True}


async def test_a_picture_with_words_reaches_the_team_beside_the_alert_about_the_words(clinic):
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    await clinic.writes(PATIENT, "", photo=photo, caption="I have a rash and a fever of 39")

    cards = [line for chat, line in clinic.said() if chat == GROUP]
    assert sorted(cards) == [
        "Task · P-0001 sent a voice note, picture or file. It cannot be read here. Please call.",
        "🟠 No. 1 · URGENT · P-0001",
    ]


@pytest.mark.parametrize("who", [PATIENT, STRANGER], ids=["herself", "her mother"])
async def test_what_was_not_agreed_to_be_shown_is_played_to_nobody_and_that_is_said(clinic, who):
    if who == STRANGER:
        await with_two_children(clinic)
    async with clinic.service.begin() as session:
        for patient in (1, 2):
            answer = Consent(
                care_team_id=clinic.team,
                patient_id=patient,
                account_id=who,
                topic=Topic.MEDIA,
                agreed=False,
                version="test",
                language="en",
                at=clinic.at,
            )
            if patient == 1 or who == STRANGER:
                await consents.note(session, answer)

    await clinic.writes(who, "", voice=VOICE)
    assert (who, "I cannot hear or see this, and nobody else can.") in clinic.said()
    await clinic.presses(PRIMARY, "task.details:1", 1, GROUP)

    assert [a for a in clinic.heard() if a.method == "copyMessage"] == []
