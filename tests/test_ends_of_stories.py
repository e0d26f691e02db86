"""The promise: where a story pauses or ends, so does what we begin; and nobody is forgotten."""

from datetime import date, timedelta

import pytest

from care.delivery import Lane, OutboxMessage, State, Wanted
from care.patient_states import ASK_ABOUT_HOSPITAL
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from care.tasks import TaskKind
from messages.texts import patient_states
from store import alerts, outbox, people, tasks
from store.tables import Caregiver, OutboxRow, Patient, Questionnaire, ReminderRow
from tests.clinic import GROUP, LEAD, PATIENT, PHONE, PRIMARY, Clinic
from tests.conftest import both_editions

CARER = 5_000_000_050
SLOW = (Lane.SAFETY, Lane.ECHO, Lane.CONVERSATION, Lane.REMINDER, Lane.BROADCAST, Lane.ALERT)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def cared_for(clinic) -> Clinic:
    await clinic.writes(CARER, "hello")
    async with clinic.service.begin() as session:
        carer = Caregiver(
            care_team_id=clinic.team,
            patient_id=1,
            account_id=CARER,
            name="Deniz",
            joined_at=clinic.at,
            created=clinic.at,
        )
        session.add(carer)
    clinic.heard()
    return clinic


async def becomes(clinic: Clinic, *labels: str) -> None:
    await clinic.writes(LEAD, "/patient P-0001")
    for label in labels:
        await clinic.taps(LEAD, label)


async def unfinished(clinic: Clinic) -> list[TaskKind]:
    async with clinic.service.begin() as session:
        return [task.kind for task in await tasks.unfinished(session, clinic.team)]


def to_family(clinic: Clinic) -> list[str]:
    return [line for chat, line in clinic.said() if chat in (PATIENT, CARER)]


# --- A death --------------------------------------------------------------------------------------


async def owe_of_every_kind(clinic: Clinic) -> None:
    """Owe a message an hour from now: of every kind that we begin, and in every lane."""
    infusion = await clinic.appointment("infusion", "2026-03-20T09:30")
    async with clinic.service.begin() as session:
        rows = [
            ReminderRow(
                appointment_id=infusion,
                patient_id=1,
                kind=kind,
                local_date=date(2026, 3, 2),
                slot="0|2026-03-20T09:30",  # as a message about a change names its version
                due=clinic.at,
                expires=clinic.at + timedelta(days=9),
                state="owed",
                owed_at=clinic.at,
            )
            for kind in ReminderKind
        ]
        session.add_all(rows)
        await session.flush()
        due = clinic.at + timedelta(hours=1)
        of_a_kind = [_message(row.kind, Lane.REMINDER, row.id) for row in rows]
        of_a_lane = [_message(lane.name, lane) for lane in SLOW]
        await outbox.owe(session, due, *of_a_kind, *of_a_lane)
        session.add(
            Questionnaire(
                care_team_id=clinic.team,
                patient_id=1,
                appointment_id=infusion,
                reminder_id=rows[4].id,
                kind=ReminderKind.PRE_INFUSION,
                part="week_before",
                asked_at=clinic.at,
                due=due,
                deadline=due,
            )
        )


def _message(name: str, lane: Lane, reminder: int | None = None) -> OutboxMessage:
    return OutboxMessage(
        key=f"owed:{name}",
        chat_id=PATIENT,
        lane=lane,
        texts=(patient_states.PAUSED.id,),
        wanted=Wanted.REMINDER if reminder else Wanted.ALWAYS,
        reminder_id=reminder,
    )


async def test_all_messages_would_go_out_if_nobody_had_died(clinic):
    await owe_of_every_kind(clinic)

    await clinic.passes(hours=1)
    for _ in range(20):
        await clinic.passes(seconds=1)

    paused = "Your care team has paused the reminders in this chat."
    heard = [line for chat, line in clinic.said() if chat == PATIENT]
    assert heard.count(paused) == len(ReminderKind) + len(SLOW)


@both_editions
async def test_a_death_with_messages_of_every_kind_owed_lets_none_of_them_out(clinic):
    await owe_of_every_kind(clinic)
    await becomes(clinic, "Has died", "Yes. Send nothing")
    clinic.heard()

    await clinic.passes(hours=1)
    for _ in range(20):
        await clinic.passes(days=1)

    assert to_family(clinic) == []
    async with clinic.service.begin() as session:
        for number in range(1, 200):
            row = await session.get(OutboxRow, number)
            if row is not None and row.key.startswith("owed:"):
                assert row.state is State.UNWANTED, row.key
        assert (await session.get_one(Questionnaire, 1)).state == "void"
    assert await unfinished(clinic) == []


@both_editions
async def test_words_of_a_death_let_none_of_them_out_either_before_anybody_confirms(cared_for):
    await owe_of_every_kind(cared_for)

    await cared_for.writes(CARER, "My husband passed away last night")
    assert to_family(cared_for) == ["We are very sorry."] * 2
    await cared_for.passes(hours=1)
    for _ in range(20):
        await cared_for.passes(days=1)

    assert to_family(cared_for) == []
    assert await unfinished(cared_for) == [TaskKind.DEATH_REPORTED]  # and nobody "did not answer"


async def test_an_alert_of_who_died_is_reviewed_and_not_called_a_false_alarm(clinic):
    await clinic.writes(PATIENT)
    await becomes(clinic, "Has died", "Yes. Send nothing")

    assert await unfinished(clinic) == [TaskKind.REVIEW]
    async with clinic.service.begin() as session:
        [row] = await alerts.of_team(session, clinic.team, resolved=True)
    assert row.resolved_reason == "deceased"


# --- In hospital ----------------------------------------------------------------------------------


@both_editions
async def test_in_hospital_nothing_that_we_begin_goes_out(clinic):
    await clinic.appointment("infusion", "2026-03-20T09:30")
    await clinic.appointment("blood_test", "2026-03-12T08:00")
    await becomes(clinic, "Is in hospital")
    clinic.heard()

    clinic.at += timedelta(hours=2)
    for _ in range(12):
        await clinic.passes(days=1)

    assert [line for chat, line in clinic.said() if chat == PATIENT] == []


@both_editions
async def test_who_comes_back_hears_of_what_is_to_come_and_not_of_what_has_passed(clinic):
    await clinic.appointment("blood_test", "2026-03-12T08:00")
    await clinic.appointment("infusion", "2026-03-20T09:30")
    await becomes(clinic, "Is in hospital")
    clinic.at += timedelta(hours=2)
    for _ in range(13):
        await clinic.passes(days=1)
    clinic.heard()

    await becomes(clinic, "Takes part again")

    at_once = [text for chat, text in clinic.texts() if chat == PATIENT]
    for _ in range(4):
        await clinic.passes(days=1)
    later = [text for chat, text in clinic.texts() if chat == PATIENT]
    assert [text.splitlines()[0] for text in at_once] == [
        "Your care team has turned the reminders in this chat on again.",
        "A reminder from your care team",  # one, of the infusion to come
    ]
    assert "20 March" in at_once[1]
    assert later
    assert [text for text in (*at_once, *later) if "12 March" in text] == []


async def test_a_reminder_that_had_not_left_is_planned_again_after_the_hospital(clinic):
    clinic.at = clinic.at.replace(day=16, hour=9)
    await clinic.appointment("infusion", "2026-03-20T09:30")
    clinic.telegram.refuses[PATIENT] = (429, {"parameters": {"retry_after": 5}})
    clinic.at = clinic.at.replace(day=17, hour=10)
    await clinic.passes(seconds=1)
    await becomes(clinic, "Is in hospital")
    clinic.telegram.refuses.clear()
    clinic.heard()

    await becomes(clinic, "Takes part again")
    for _ in range(90):
        await clinic.passes(seconds=1)

    reminders = [line for _, line in clinic.said() if line == "A reminder from your care team"]
    assert len(reminders) == 1


@both_editions
async def test_the_team_is_asked_once_about_a_long_stay(clinic):
    await becomes(clinic, "Is in hospital")
    since = clinic.at
    clinic.at = since + ASK_ABOUT_HOSPITAL - 2 * SECOND
    await clinic.passes(seconds=1)
    assert await unfinished(clinic) == []

    for _ in range(3):
        await clinic.passes(days=1)

    assert await unfinished(clinic) == [TaskKind.STILL_IN_HOSPITAL]
    cards = [line for chat, line in clinic.said() if chat == GROUP and "in hospital for" in line]
    assert cards[0] == (
        "Task · P-0001: in hospital for 14 days, as it was noted here. Still there?"
    )


async def test_another_stay_is_another_question(clinic):
    for _ in range(2):
        await becomes(clinic, "Is in hospital")
        await clinic.passes(days=15)
        await becomes(clinic, "Takes part again")
        await clinic.passes(days=1)

    assert await unfinished(clinic) == [TaskKind.STILL_IN_HOSPITAL] * 2


async def test_in_hospital_a_caregivers_red_flag_still_alerts(cared_for):
    await becomes(cared_for, "Is in hospital")
    cared_for.heard()

    await cared_for.writes(CARER, "Mina has a fever 39")

    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in cared_for.said()


# --- Discharge ------------------------------------------------------------------------------------


@both_editions
async def test_who_is_discharged_gets_nothing_more_and_is_told_the_truth(clinic):
    await owe_of_every_kind(clinic)
    await becomes(clinic, "Discharged")
    clinic.heard()

    await clinic.passes(hours=1)
    for _ in range(20):
        await clinic.passes(days=1)
    assert [line for chat, line in clinic.said() if chat == PATIENT] == []
    await clinic.writes(PATIENT)

    assert clinic.said() == [(PATIENT, "This chat no longer reaches a care team.")]
    async with clinic.service.begin() as session:
        assert (await session.get_one(Patient, 1)).state is PatientState.DISCHARGED
        assert await people.living_in(session, PATIENT) == []


# --- /stop and /delete ----------------------------------------------------------------------------


async def nerves(clinic: Clinic) -> None:
    """Let the patient report a nerve symptom, and the team close it."""
    await clinic.writes(PATIENT, "my face is drooping on one side since this morning")
    await clinic.presses(PRIMARY, "ack:1:0")
    await clinic.presses(PRIMARY, "resolve.spoken:1:0")


LOUD = "Please call now."


@pytest.mark.parametrize("way", ["stop", "delete"])
async def test_leaving_soon_after_a_nerve_symptom_rings_at_the_team(clinic, way):
    await nerves(clinic)
    await clinic.passes(days=13)
    clinic.heard()

    await leaves(clinic, way)

    [card] = [a for a in clinic.heard() if a.chat == GROUP and "Task" in a.text]
    assert LOUD in card.text
    assert card.parameters["disable_notification"] is False


@pytest.mark.parametrize("way", ["stop", "delete"])
async def test_leaving_on_an_ordinary_day_is_a_task_that_does_not_ring(clinic, way):
    await nerves(clinic)
    await clinic.passes(days=15)
    clinic.heard()

    await leaves(clinic, way)

    [card] = [a for a in clinic.heard() if a.chat == GROUP and "Task" in a.text]
    assert LOUD not in card.text
    assert card.parameters["disable_notification"] is True


async def leaves(clinic: Clinic, way: str) -> None:
    await clinic.writes(PATIENT, f"/{way}")
    if way == "delete":
        await clinic.taps(PATIENT, "Yes, delete")
        await clinic.taps(PATIENT, "Yes, delete")


async def test_a_wish_to_be_deleted_waits_and_can_be_taken_back(clinic):
    await clinic.appointment("infusion", "2026-03-20T09:30")
    await leaves(clinic, "delete")
    said = "\n".join(text for _, text in clinic.texts())
    assert "We wait 7 days. Nothing is deleted before that." in said
    assert "Please delete nothing before Monday, 9 March 2026:" in said
    await clinic.passes(days=6, hours=23)

    await clinic.taps(PATIENT, "I want to stay")

    assert (GROUP, "P-0001 has taken the wish to be deleted back. The task about it is done.") in (
        clinic.said()
    )
    assert await unfinished(clinic) == []
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        assert (patient.state, patient.reminders_stopped_at) == (PatientState.ENROLLED, None)
    for _ in range(11):
        await clinic.passes(days=1)
    assert PATIENT in [chat for chat, _ in clinic.said()]


async def test_who_had_no_reminders_before_stays_without_them(clinic):
    await leaves(clinic, "stop")
    stopped = clinic.at
    await clinic.passes(minutes=1)
    await leaves(clinic, "delete")

    await clinic.taps(PATIENT, "I want to stay")

    async with clinic.service.begin() as session:
        assert (await session.get_one(Patient, 1)).reminders_stopped_at == stopped


async def test_after_the_days_it_cannot_be_taken_back_any_more(clinic):
    await leaves(clinic, "delete")
    await clinic.passes(days=7, seconds=1)
    clinic.heard()

    await clinic.taps(PATIENT, "I want to stay")

    assert ("answer", "This button is no longer in use. Nothing has changed.") in clinic.said()
    async with clinic.service.begin() as session:
        assert (await session.get_one(Patient, 1)).state is PatientState.LEFT


async def test_nobody_else_takes_it_back(cared_for):
    await leaves(cared_for, "delete")

    await cared_for.presses(CARER, "leaving.stay:1:0")

    async with cared_for.service.begin() as session:
        assert (await session.get_one(Patient, 1)).state is PatientState.LEFT


async def test_deletion_is_refused_with_a_number_while_an_alert_is_open(clinic):
    await clinic.writes(PATIENT)
    clinic.heard()

    await clinic.writes(PATIENT, "/delete")

    [text] = [text for chat, text in clinic.texts() if chat == PATIENT]
    assert PHONE in text.splitlines()
    async with clinic.service.begin() as session:
        assert (await session.get_one(Patient, 1)).state is PatientState.ENROLLED


async def test_after_both_symptoms_still_alert(clinic):
    await leaves(clinic, "stop")
    await leaves(clinic, "delete")
    clinic.heard()

    await clinic.writes(PATIENT)

    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in clinic.said()
