"""The promise: a patient changes the team only by three yeses, and always has exactly one team."""

from zoneinfo import ZoneInfo

import pytest
from sqlmodel import SQLModel, select

from care.cover import CoverHours
from care.people import PatientState, Role
from care.tasks import TaskKind
from care.transfers import OFFER_LASTS
from scheduler.binding import bind_chat
from scheduler.enrolling import NewTeam, add_member, attach, create_team
from store import alerts, appointments, audit, outbox, people, tasks, transfers
from store.tables import Account, Appointment, Caregiver, CareTeam, Patient, Transfer
from tests.clinic import GROUP, LEAD, LONDON, PATIENT, PRIMARY, STRANGER, VIEWER, Clinic
from tests.conftest import both_editions
from tests.test_every_screen import OPEN, paragraphs, speaks

NORTH_GROUP, EVA, CARER = -1_000_000_000_077, 5_000_000_077, 5_000_000_050
NORTH_PHONE, OLD_PHONE = "+44 161 496 0018", "+44 20 7946 0018"
STAYS = {"alert", "task"}  # what a team did, under numbers of its own


@pytest.fixture
async def two(clinic) -> Clinic:
    """A clinic with a second team, North, in the same installation."""
    async with clinic.service.begin() as session:
        cover = CoverHours.parse("always", ZoneInfo(LONDON))
        new = NewTeam("North", "GB", LONDON, NORTH_PHONE, cover)
        team = await create_team(session, new, "test", clinic.at)
        await bind_chat(session, team, NORTH_GROUP, "test", clinic.at)
        member = await add_member(session, team, ("Eva", Role.CLINICIAN), "test", clinic.at)
        await attach(session, member, EVA, clinic.at)
        (await session.get_one(Account, EVA)).started_at = clinic.at
    clinic.heard()
    return clinic


async def offers(clinic: Clinic) -> None:
    await clinic.writes(LEAD, "/transfer P-0001")
    await clinic.taps(LEAD, "North")


async def is_offered(clinic: Clinic, label: str) -> None:
    """Let Eva press the newest button with this label in North's group."""
    found = [a for a in clinic.telegram.accepted if a.chat == NORTH_GROUP and label in a.buttons]
    await clinic.presses(EVA, found[-1].buttons[label], found[-1].message_id, chat=NORTH_GROUP)


async def is_asked(clinic: Clinic) -> None:
    await offers(clinic)
    await is_offered(clinic, "We take this patient")


async def is_switched(clinic: Clinic) -> None:
    await is_asked(clinic)
    await clinic.taps(PATIENT, "Yes, I agree")


async def teams_of(clinic: Clinic) -> tuple[int, str]:
    """Return the responsible team, and how far the change is."""
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        row = (await session.exec(select(Transfer))).one()
        return patient.care_team_id, row.state


def heard_by(clinic: Clinic, *chats: int) -> list[tuple[int | str, str]]:
    return [(chat, line) for chat, line in clinic.said() if chat in chats]


# --- The three yeses ------------------------------------------------------------------------------


@both_editions
async def test_offer_acceptance_and_consent_make_the_switch(two):
    await two.appointment("infusion", "2026-03-20T09:30")
    two.heard()

    await offers(two)
    assert heard_by(two, GROUP, NORTH_GROUP, PATIENT) == [
        (NORTH_GROUP, "Task · Rheumatology offers you a patient: P-0001."),
        (
            GROUP,
            "P-0001: offered to North. It may answer until Monday, 9 March 2026, 09:00.",
        ),
    ]
    await is_offered(two, "We take this patient")
    assert (PATIENT, "A question from your care team") in two.said()
    assert await teams_of(two) == (1, "accepted")

    await two.taps(PATIENT, "Yes, I agree")

    assert await teams_of(two) == (2, "done")
    said = dict(two.texts())
    assert said[PATIENT].splitlines()[:2] == [
        "You have a new care team: North.",
        "It answers you from now on. Rheumatology no longer reads what you write here.",
    ]
    assert NORTH_PHONE in said[PATIENT].splitlines()
    assert "You no longer answer, and no longer see this patient." in said[GROUP]
    assert "P-0001 is yours from now on" in said[NORTH_GROUP]


async def test_the_new_number_comes_as_a_card_for_the_phone_book(two):
    await is_switched(two)

    cards = [a.parameters for a in two.heard() if "phone_number" in a.parameters]
    assert [card["phone_number"] for card in cards] == [NORTH_PHONE]


@both_editions
async def test_until_the_patient_has_agreed_the_first_team_answers_everything(two):
    await is_asked(two)
    two.heard()

    await two.writes(PATIENT)

    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in two.said()
    async with two.service.begin() as session:
        assert [row.care_team_id for row in await alerts.of_team(session, None)] == [1]


@both_editions
async def test_after_the_switch_a_red_flag_reaches_the_new_team_and_only_that(two):
    await is_switched(two)
    two.heard()

    await two.writes(PATIENT)
    await two.passes(minutes=30)

    said = two.texts()
    assert NORTH_GROUP in [chat for chat, _ in said]
    assert [chat for chat, _ in said if chat in (GROUP, PRIMARY, LEAD)] == []
    answers = [text for chat, text in said if chat == PATIENT]
    assert [OLD_PHONE in text for text in answers] == [False] * len(answers)
    assert NORTH_PHONE in answers[0].splitlines()


# --- What the former team can still see and do: nothing -------------------------------------------


@both_editions
async def test_the_former_team_loses_every_access(two):
    number = await two.appointment("infusion", "2026-03-20T09:30")
    await two.writes(PATIENT)
    await two.presses(PRIMARY, "ack:1:0")
    await two.presses(PRIMARY, "resolve.spoken:1:0")
    await two.writes(PATIENT, "", voice={"file_id": "f", "file_unique_id": "u", "duration": 1})
    await two.presses(PATIENT, "unclear.no:1:0")
    await is_switched(two)
    two.heard()

    for words in ("/patient P-0001", "/dates P-0001", "/given P-0001", "/transfer P-0001"):
        await two.writes(LEAD, words)
        unknown = "Your team has no patient with this number. Write it like P-0007; "
        assert [text for _, text in two.texts()] == [f"{unknown}/patients lists them."], words
    for data in ("details:1:0", "state.paused:1:0", "transfer.withdraw:1:0", "task.details:1:0"):
        await two.presses(LEAD, data)
        said = "\n".join(text for _, text in two.texts())
        assert "Mina" not in said, data
        assert "+44 20 7946 0100" not in said, data
    await two.writes(LEAD, "/patients")
    assert [text.splitlines()[0] for _, text in two.texts()] == [
        "Rheumatology has no patients here yet. To invite one: /invite NAME"
    ]
    async with two.service.begin() as session:
        assert await people.patient(session, 1, 1) is None
        assert await appointments.find(session, 1, number) is None
        assert await tasks.unfinished(session, 1) == []


@both_editions
async def test_every_row_of_the_patient_follows(two):
    await two.appointment("infusion", "2026-03-20T09:30")
    async with two.service.begin() as session:
        carer = Caregiver(
            care_team_id=1, patient_id=1, name="Deniz", joined_at=two.at, created=two.at
        )
        session.add(carer)
    await two.writes(PATIENT, "I have a fever 39")
    await two.presses(PRIMARY, "ack:1:0")
    await two.presses(PRIMARY, "resolve.spoken:1:0")
    await is_switched(two)

    async with two.service.begin() as session:
        for table in transfers.FOLLOW:
            rows = await session.exec(select(table).where(table.patient_id == 1))
            assert {row.care_team_id for row in rows} <= {2}, table
        assert len((await session.exec(select(Appointment))).all()) == 1


def test_no_table_of_patients_is_forgotten():
    held = {
        name
        for name, table in SQLModel.metadata.tables.items()
        if {"care_team_id", "patient_id"} <= set(table.c.keys())
    }

    assert {table.__tablename__ for table in transfers.FOLLOW} == held - STAYS


@both_editions
async def test_both_teams_have_it_in_their_books(two):
    await is_switched(two)

    async with two.service.begin() as session:
        for team in (1, 2):
            lines = await audit.book(session, team)
            deeds = [one.deed for one in lines if one.deed.startswith("transfer")]
            assert deeds == [
                f"transfer {deed}" for deed in ("offered", "accepted", "agreed", "done")
            ]
            assert audit.broken_at(lines) is None


async def test_reminders_go_on_after_the_switch_each_once_and_with_the_new_number(two):
    await two.appointment("infusion", "2026-03-20T09:30")
    await is_switched(two)
    two.heard()

    for _ in range(18):
        await two.passes(days=1)

    said = [text for chat, text in two.texts() if chat == PATIENT]
    assert said
    assert [text for text in said if OLD_PHONE in text] == []


async def test_the_tasks_details_show_what_is_asked_and_can_be_answered_there(two):
    await offers(two)
    two.heard()
    async with two.service.begin() as session:
        [task] = await tasks.unfinished(session, 2)
    await two.presses(EVA, f"task.details:{task.id}", chat=NORTH_GROUP)

    [text] = [said for chat, said in two.texts() if chat == EVA]
    assert "Country: United Kingdom. Reads: English. Regimen: –." in text
    assert "Mina" not in text
    await two.taps(EVA, "We take this patient")
    assert await teams_of(two) == (1, "accepted")


async def test_every_screen_of_it_can_be_translated(two):
    await speaks(two, "en_XA")
    async with two.service.begin() as session:
        (await session.get_one(CareTeam, 2)).language = "en_XA"
        (await session.get_one(Account, EVA)).language = "en_XA"
    await two.presses(LEAD, "transfer.offer:1:2")
    await two.writes(LEAD, "/transfer")
    await two.presses(EVA, "transfer.accept:1")
    await two.presses(PATIENT, "transfer.no:1")
    await two.writes(LEAD, "/transfer P-0001")
    await two.presses(LEAD, "transfer.offer:1:2")
    await two.presses(LEAD, "transfer.withdraw:2")
    await two.presses(LEAD, "transfer.offer:1:2")
    await two.presses(EVA, "transfer.decline:3")
    await two.presses(LEAD, "transfer.offer:1:2")
    await two.passes(days=8)
    await two.presses(LEAD, "transfer.offer:1:2")
    await two.writes(PATIENT)
    await two.presses(EVA, "transfer.accept:5")
    await two.presses(PATIENT, "transfer.yes:5")

    said = paragraphs(two)
    assert len(said) > 40
    assert [part for part in said if not part.startswith(OPEN)] == []


async def test_a_reminder_that_had_not_left_goes_out_once_and_with_the_new_number(two):
    two.at = two.at.replace(day=16, hour=9)
    await two.appointment("infusion", "2026-03-20T09:30")
    await is_asked(two)
    two.telegram.refuses[PATIENT] = (429, {"parameters": {"retry_after": 5}})
    two.at = two.at.replace(day=19, hour=10)
    await two.passes(seconds=1)
    await two.presses(PATIENT, "transfer.yes:1")
    two.telegram.refuses.clear()
    two.heard()

    for _ in range(60):
        await two.passes(seconds=1)

    said = [text for chat, text in two.texts() if chat == PATIENT]
    reminders = [text for text in said if text.startswith("A reminder")]
    assert [(OLD_PHONE in text, NORTH_PHONE in text) for text in reminders] == [(False, True)]


# --- What keeps it from being done ----------------------------------------------------------------


@both_editions
async def test_an_open_alert_holds_the_switch_back_and_everybody_is_told(two):
    await two.writes(PATIENT)
    await is_asked(two)
    two.heard()

    await two.taps(PATIENT, "Yes, I agree")

    assert await teams_of(two) == (1, "agreed")
    said = dict(two.texts())
    assert "works on your report No. 1" in said[PATIENT]
    assert "No. 1 is not closed, so it waits." in said[GROUP]
    assert "No. 1 is not closed, so it waits." in said[NORTH_GROUP]
    await two.passes(hours=1)
    assert (await teams_of(two))[0] == 1

    async with two.service.begin() as session:
        open_alert = await alerts.unresolved(session, 1, 1)
    epoch = open_alert.epoch
    await two.presses(PRIMARY, f"ack:1:{epoch}")
    await two.presses(PRIMARY, f"resolve.spoken:1:{epoch}")
    await two.passes(seconds=1)
    assert await teams_of(two) == (2, "done")


@both_editions
async def test_an_alert_left_behind_by_a_switch_follows_its_patient(two):
    await two.writes(PATIENT)
    async with two.service.begin() as session:
        (await session.get_one(Patient, 1)).care_team_id = 2

    await two.passes(minutes=10)

    async with two.service.begin() as session:
        assert [(row.care_team_id, row.number) for row in await alerts.of_team(session, None)] == [
            (2, 1)
        ]


@pytest.mark.parametrize("who", [VIEWER, STRANGER, PATIENT])
async def test_who_may_not_offer_or_accept_changes_nothing(two, who):
    await two.presses(who, "transfer.offer:1:2")
    async with two.service.begin() as session:
        assert await transfers.every_open(session) == []
    await offers(two)
    for name in ("accept", "decline", "withdraw"):
        await two.presses(who, f"transfer.{name}:1")
    await two.presses(LEAD, "transfer.accept:1")
    await two.presses(EVA, "transfer.withdraw:1")

    assert await teams_of(two) == (1, "offered")


async def test_only_the_patient_decides(two):
    await is_asked(two)
    for who in (LEAD, EVA, STRANGER):
        await two.presses(who, "transfer.yes:1")

    assert await teams_of(two) == (1, "accepted")


async def test_a_no_of_the_other_team_leaves_everything_and_the_patient_unasked(two):
    await offers(two)
    two.heard()

    await is_offered(two, "No, we cannot")

    assert await teams_of(two) == (1, "declined")
    assert heard_by(two, GROUP, PATIENT) == [
        (GROUP, "P-0001: North cannot take this patient. Nothing changes.")
    ]


async def test_a_no_of_the_patient_leaves_everything_and_both_teams_know(two):
    await is_asked(two)
    two.heard()

    await two.taps(PATIENT, "No, stay where I am")

    assert await teams_of(two) == (1, "refused")
    no = "P-0001 does not want to change the team."
    said = two.said()
    assert (PATIENT, "You said no. Nothing changes.") in said
    assert [line.startswith(no) for chat, line in said if chat == GROUP] == [True]
    assert any(line.startswith(no) for chat, line in said if chat == NORTH_GROUP)
    await two.presses(PATIENT, "transfer.yes:1")
    assert await teams_of(two) == (1, "refused")


async def test_an_offer_taken_back_is_told_to_whom_it_concerns(two):
    await is_asked(two)
    two.heard()

    await two.writes(LEAD, "/transfer")
    await two.taps(LEAD, "Take the offer back")

    assert await teams_of(two) == (1, "withdrawn")
    said = two.said()
    assert (PATIENT, "Your care team does not change.") in said
    assert [chat for chat, line in said if line.startswith("P-0001: the offer has ended")][:2]


@pytest.mark.parametrize("step", [offers, is_asked])
async def test_what_nobody_answers_ends_after_its_days_and_not_before(two, step):
    await step(two)
    two.at += OFFER_LASTS
    await two.passes(seconds=-1)
    assert (await teams_of(two))[1] in ("offered", "accepted")
    two.heard()

    await two.passes(seconds=1)

    assert await teams_of(two) == (1, "expired")
    groups = {chat for chat, line in two.said() if "no answer within 7 days" in line}
    assert groups == {GROUP, NORTH_GROUP}


async def test_a_death_ends_the_offer_and_the_family_reads_nothing_of_it(two):
    await is_asked(two)
    await two.writes(LEAD, "/patient P-0001")
    await two.taps(LEAD, "Has died")
    await two.taps(LEAD, "Yes. Send nothing")
    two.heard()

    await two.passes(seconds=1)

    assert await teams_of(two) == (1, "withdrawn")
    assert heard_by(two, PATIENT) == []


async def test_a_patient_who_cannot_be_asked_is_not_offered(two):
    async with two.service.begin() as session:
        (await session.get_one(Account, PATIENT)).unreachable_since = two.at

    await offers(two)

    assert (
        "answer",
        "No chat of this patient can be reached, so nobody can be asked. Nothing has changed.",
    ) in two.said()
    async with two.service.begin() as session:
        assert await transfers.every_open(session) == []


async def test_for_a_child_the_family_decides_and_all_of_them_hear(two):
    await two.writes(CARER, "hello")
    async with two.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        patient.account_id = None
        session.add(
            Caregiver(
                care_team_id=1,
                patient_id=1,
                account_id=CARER,
                name="Deniz",
                joined_at=two.at,
                created=two.at,
            )
        )
    await is_asked(two)
    two.heard()

    await two.taps(CARER, "Yes, I agree")

    assert (CARER, "Mina has a new care team: North.") in two.said()
    await two.writes(CARER, "he has a fever")
    assert NORTH_GROUP in [chat for chat, _ in two.said()]


async def test_in_the_other_teams_group_stands_no_name_before_the_switch(two):
    await is_asked(two)

    said = [text for chat, text in two.texts() if chat in (NORTH_GROUP, EVA)]
    assert said
    assert [text for text in said if "Mina" in text or "Demir" in text] == []


async def test_a_team_without_a_group_is_offered_nobody(two):
    async with two.service.begin() as session:
        (await session.get_one(CareTeam, 2)).chat_id = None

    await two.writes(LEAD, "/transfer P-0001")

    assert [line for _, line in two.said()] == [
        "There is no other team here that has a group and a confirmed number."
    ]


async def test_the_new_teams_task_says_whose_and_what_was_left_undone(two):
    await two.writes(PATIENT, "", voice={"file_id": "f", "file_unique_id": "u", "duration": 1})
    async with two.service.begin() as session:
        left = len(await tasks.unfinished(session, 1))
    await is_switched(two)

    async with two.service.begin() as session:
        [task] = await tasks.unfinished(session, 2)
    assert (task.kind, task.patient_id) == (TaskKind.TRANSFER, 1)
    assert task.particulars["count"] == left
    assert [text for chat, text in two.texts() if f"had not done: {left}." in text]


async def test_a_patient_in_hospital_stays_so_with_the_new_team(two):
    async with two.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        await people.set_state(session, patient, PatientState.IN_HOSPITAL, two.at)
    await is_switched(two)

    async with two.service.begin() as session:
        assert (await session.get_one(Patient, 1)).state is PatientState.IN_HOSPITAL
        assert await outbox.anything_due(session, two.at) is False
