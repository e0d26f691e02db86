"""The promise: an adult decides alone, and no red flag is left without somebody who reads it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from care.people import PatientState, Topic
from care.tasks import TaskKind
from scheduler import coming_of_age
from scheduler.enrolment import note_consent
from store import alerts, audit, people, tasks, teams
from store.tables import Account, Caregiver, Invitation, Patient
from tests.clinic import GROUP, LEAD, LONDON, PATIENT, PHONE, PRIMARY, VIEWER, Clinic
from tests.conftest import both_editions
from tests.joining import (
    AFTER_CONSENT,
    BEFORE_CONSENT,
    NEW,
    OWN_NUMBER,
    answers,
    found,
    invited,
    invited_carer,
)
from tests.test_every_screen import OPEN, paragraphs, speaks

CARER, YOUNG = 5_000_000_050, 5_000_000_105
BORN = "2008-07-10"
AHEAD = datetime(2026, 1, 10, tzinfo=UTC)
BIRTHDAY = datetime(2026, 7, 9, 23, tzinfo=UTC)  # midnight in London, in summer
SECOND = timedelta(seconds=1)


@pytest.fixture
async def cared_for(clinic) -> Clinic:
    """A clinic whose patient is seventeen; the mother has joined, years ago."""
    clinic.at = AHEAD - timedelta(days=30)
    await clinic.writes(CARER, "hello")
    async with clinic.service.begin() as session:
        (await session.get_one(Account, CARER)).zone = LONDON
        carer = Caregiver(
            care_team_id=clinic.team,
            patient_id=1,
            account_id=CARER,
            name="Deniz",
            joined_at=clinic.at - timedelta(days=3 * 365),
            created=clinic.at,
        )
        session.add(carer)
        patient = await session.get_one(Patient, 1)
        patient.birth_date = BORN
    await clinic.passes()
    clinic.heard()
    return clinic


@pytest.fixture
async def child(cared_for) -> Clinic:
    """The same, and the child has no chat of their own."""
    async with cared_for.service.begin() as session:
        (await session.get_one(Patient, 1)).account_id = None
    return cared_for


async def at(clinic: Clinic, moment: datetime) -> None:
    clinic.at = moment
    await clinic.passes()


async def agrees(clinic: Clinic, *, agreed: bool) -> None:
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        account = await session.get_one(Account, PATIENT)
        await note_consent(session, patient, account, (Topic.CAREGIVER, agreed), clinic.at)


async def carers(clinic: Clinic) -> list[int | None]:
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        return [one.account_id for one in await people.caregivers(session, patient)]


async def kinds(clinic: Clinic) -> list[TaskKind]:
    async with clinic.service.begin() as session:
        return [task.kind for task in await tasks.unfinished(session, clinic.team)]


async def state(clinic: Clinic) -> PatientState:
    async with clinic.service.begin() as session:
        return (await session.get_one(Patient, 1)).state


# --- Half a year ahead ----------------------------------------------------------------------------


@both_editions
async def test_half_a_year_ahead_the_team_is_asked_once_to_invite_the_young_person(child):
    await at(child, AHEAD - SECOND)
    assert await kinds(child) == []

    for _ in range(3):
        await at(child, child.at + SECOND)

    assert await kinds(child) == [TaskKind.COMING_OF_AGE]
    cards = [text for chat, text in child.texts() if chat == GROUP]
    assert [text.splitlines()[0] for text in cards] == [
        "Task · P-0001 comes of age on Friday, 10 July 2026."
    ]
    assert [text for text in cards if "Mina" in text] == []


async def test_who_has_joined_already_need_not_be_invited(cared_for):
    await at(cared_for, AHEAD + SECOND)

    assert await kinds(cared_for) == []


async def test_the_clock_knows_when_the_next_day_comes(child):
    async with child.service.begin() as session:
        assert await coming_of_age.next_due(session) == AHEAD
    await at(child, AHEAD)
    async with child.service.begin() as session:
        assert await coming_of_age.next_due(session) == BIRTHDAY
    await at(child, BIRTHDAY)
    async with child.service.begin() as session:
        assert await coming_of_age.next_due(session) is None


# --- On the day -----------------------------------------------------------------------------------


@both_editions
async def test_at_midnight_the_familys_access_ends_and_everybody_is_told(cared_for):
    await at(cared_for, BIRTHDAY - SECOND)
    assert await carers(cared_for) == [CARER]
    cared_for.heard()

    await at(cared_for, BIRTHDAY)

    assert await carers(cared_for) == []
    said = dict(cared_for.texts())
    assert said[CARER].splitlines()[:2] == [
        "This chat has changed today.",
        "Mina is an adult now, and has this program on an own phone.",
    ]
    assert PHONE in said[CARER].splitlines()
    assert said[PATIENT].splitlines()[0] == "From today you decide alone about this chat."
    assert said[GROUP] == (
        "P-0001 is of age now and has joined. The access of the family has ended."
    )
    for _ in range(3):
        await at(cared_for, cared_for.at + timedelta(days=1))
    assert cared_for.said() == []


async def test_the_day_begins_where_the_young_person_lives(cared_for):
    async with cared_for.service.begin() as session:
        (await session.get_one(Account, PATIENT)).zone = "America/New_York"

    await at(cared_for, BIRTHDAY)
    assert await carers(cared_for) == [CARER]

    await at(cared_for, datetime(2026, 7, 10, 4, tzinfo=UTC))
    assert await carers(cared_for) == []


async def test_afterwards_the_family_is_told_that_nobody_reads_and_sees_nothing(cared_for):
    await cared_for.appointment("infusion", "2026-08-20T09:30")
    await at(cared_for, BIRTHDAY)
    cared_for.heard()

    for words in ("/dates", "she has a fever", "I feel unwell"):
        await cared_for.writes(CARER, words)
        said = [text for chat, text in cared_for.texts() if chat == CARER]
        assert said, words
        assert [text for text in said if "Mina" in text or "August" in text] == [], words
    await cared_for.writes(PATIENT)
    assert CARER not in [chat for chat, _ in cared_for.said()]


@both_editions
async def test_who_agreed_keeps_the_family_and_is_told_so_once(cared_for):
    await agrees(cared_for, agreed=True)

    await at(cared_for, BIRTHDAY)

    assert await carers(cared_for) == [CARER]
    [(chat, text)] = [one for one in cared_for.texts() if one[0] in (PATIENT, CARER)]
    assert chat == PATIENT
    assert "You agreed that these phones stay linked to it: Deniz" in text
    await at(cared_for, BIRTHDAY + timedelta(days=1))
    assert cared_for.said() == []


async def test_a_refusal_ends_it_too(cared_for):
    await agrees(cared_for, agreed=True)
    await agrees(cared_for, agreed=False)

    await at(cared_for, BIRTHDAY)

    assert await carers(cared_for) == []


@both_editions
async def test_while_an_alert_is_open_nobody_is_cut_off(cared_for):
    cared_for.at = BIRTHDAY - timedelta(minutes=5)
    await cared_for.writes(CARER, "Mina has a fever 39")
    cared_for.heard()

    await at(cared_for, BIRTHDAY)
    assert await carers(cared_for) == [CARER]
    async with cared_for.service.begin() as session:
        assert await coming_of_age.next_due(session) is None
        alert = await alerts.unresolved(session, cared_for.team, 1)
    await cared_for.presses(PRIMARY, f"ack:1:{alert.epoch}")
    await cared_for.presses(PRIMARY, f"resolve.spoken:1:{alert.epoch}")
    await cared_for.passes(seconds=1)

    assert await carers(cared_for) == []


async def test_who_cares_for_somebody_long_grown_up_is_not_touched(cared_for):
    async with cared_for.service.begin() as session:
        (await session.get_one(Patient, 1)).birth_date = "1950-01-01"

    await at(cared_for, BIRTHDAY)

    assert await carers(cared_for) == [CARER]
    assert cared_for.said() == []


async def test_a_day_of_downtime_makes_it_late_and_not_lost(cared_for):
    await at(cared_for, BIRTHDAY + timedelta(days=1))

    assert await carers(cared_for) == []


async def test_a_team_with_another_age_goes_by_its_own(cared_for):
    async with cared_for.service.begin() as session:
        decision = teams.Decision("test", cared_for.at, "the law here", "")
        await teams.decide(session, cared_for.team, coming_of_age.AGE, 16, decision)

    await cared_for.passes(seconds=1)

    assert await carers(cared_for) == []


# --- Who has no chat of their own by then ---------------------------------------------------------


@both_editions
async def test_who_has_not_joined_is_told_aloud_to_the_team_and_the_family_gets_no_dates(child):
    await at(child, AHEAD)
    child.at = BIRTHDAY - timedelta(days=3)
    await child.appointment("infusion", "2026-07-20T09:30")
    child.heard()

    await at(child, BIRTHDAY)

    heard = [a for a in child.heard() if "not joined" in a.text]
    assert [(a.chat, a.parameters["disable_notification"]) for a in heard] == [(GROUP, False)]
    assert await carers(child) == [CARER]
    assert await state(child) is PatientState.INVITED
    for _ in range(14):
        await at(child, child.at + timedelta(days=1))
    assert [chat for chat, _ in child.said() if chat == CARER] == []
    await child.writes(CARER, "/dates")
    assert [text for _, text in child.texts() if "July" in text] == []


async def test_the_family_is_told_why_and_whom_to_call(child):
    await at(child, BIRTHDAY)

    [text] = [text for chat, text in child.texts() if chat == CARER]
    assert text.splitlines()[:2] == [
        "This chat has changed today.",
        "Mina is an adult now. Dates and reminders are no longer sent here.",
    ]
    assert PHONE in text.splitlines()


@both_editions
async def test_a_red_flag_from_the_family_still_reaches_somebody(child):
    await at(child, BIRTHDAY + timedelta(hours=9))
    child.heard()

    await child.writes(CARER, "Mina has a fever 39")

    said = child.said()
    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in said
    assert CARER in [chat for chat, _ in said]


async def test_a_team_that_enrols_them_by_hand_through_the_family_is_not_obeyed(child):
    await at(child, BIRTHDAY)
    async with child.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        await people.set_state(session, patient, PatientState.ENROLLED, child.at)

    await child.passes(seconds=1)

    assert await state(child) is PatientState.INVITED


@both_editions
async def test_whoever_joins_later_by_an_own_invitation_decides_then(child):
    await at(child, BIRTHDAY + timedelta(hours=9))
    await child.writes(LEAD, "/patient P-0001")
    await child.taps(LEAD, "A new invitation")
    [code] = [
        line.removeprefix("Or the code to read out: ")
        for chat, text in child.texts()
        for line in text.splitlines()
        if chat == LEAD and line.startswith("Or the code to read out: ")
    ]

    await child.writes(YOUNG, f"/start {code}")
    consent = ("Yes, I agree", "Yes, I agree", "No, I do not agree", "Yes, I agree")
    await answers(child, YOUNG, *BEFORE_CONSENT, *consent[:3])
    await child.passes(minutes=2)
    assert await carers(child) == [CARER]  # not in yet: nobody is cut off half way
    await answers(child, YOUNG, consent[3], *AFTER_CONSENT)
    await child.passes(minutes=2)

    assert await carers(child) == []
    assert await state(child) is PatientState.ENROLLED
    assert await kinds(child) == []
    assert CARER in [chat for chat, line in child.said() if line == "This chat has changed today."]


async def test_who_is_half_way_in_at_midnight_has_not_joined(child):
    child.at = BIRTHDAY - timedelta(hours=2)
    await child.writes(LEAD, "/patient P-0001")
    await child.taps(LEAD, "A new invitation")
    [code] = re.findall(r"read out: (\S+)", "\n".join(text for _, text in child.texts()))
    await child.writes(YOUNG, f"/start {code}")
    await answers(child, YOUNG, *BEFORE_CONSENT)
    child.heard()

    await at(child, BIRTHDAY)

    assert await carers(child) == [CARER]
    assert await state(child) is PatientState.INVITED
    assert [a.chat for a in child.heard() if "not joined" in a.text] == [GROUP]


# --- Entering the date of birth -------------------------------------------------------------------


async def test_a_member_enters_a_date_of_birth_and_reads_what_follows(clinic):
    await clinic.writes(LEAD, "/patient P-0001 born 2010-05-01")

    [text] = [text for chat, text in clinic.texts() if chat == LEAD]
    assert "A child. Comes of age on Monday, 1 May 2028." in text
    async with clinic.service.begin() as session:
        assert (await session.get_one(Patient, 1)).birth_date == "2010-05-01"
        deeds = [line.deed for line in await audit.book(session, clinic.team)]
    assert "birth date entered" in deeds


@pytest.mark.parametrize("written", ["born", "born 1.5.2010", "born 2035-01-01"])
async def test_what_is_no_date_of_birth_changes_nothing(clinic, written):
    await clinic.writes(LEAD, f"/patient P-0001 {written}")

    assert [line for _, line in clinic.said()] == [
        "That is no date of birth, so nothing was entered. Write year, month, day:"
    ]
    async with clinic.service.begin() as session:
        assert (await session.get_one(Patient, 1)).birth_date is None


async def test_a_viewer_enters_no_date_of_birth(clinic):
    await clinic.writes(VIEWER, "/patient P-0001 born 2010-05-01")

    async with clinic.service.begin() as session:
        assert (await session.get_one(Patient, 1)).birth_date is None


async def test_a_date_of_birth_can_be_taken_out_again(cared_for):
    await cared_for.writes(LEAD, "/patient P-0001 born none")
    await at(cared_for, BIRTHDAY)

    assert await carers(cared_for) == [CARER]


@both_editions
async def test_a_child_takes_part_through_the_family_once_the_birth_is_known(child):
    async with child.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        patient.birth_date = None
        await people.set_state(session, patient, PatientState.INVITED, child.at)
    await child.writes(LEAD, "/patient P-0001")
    assert "but nobody is reminded of any date." in "\n".join(text for _, text in child.texts())

    await child.writes(LEAD, "/patient P-0001 born 2015-05-01")

    assert await state(child) is PatientState.ENROLLED
    assert (CARER, "This is about Mina. Dates and reminders now come to this chat.") in child.said()
    await child.appointment("infusion", "2026-03-20T09:30")
    child.at += timedelta(hours=11)
    for _ in range(100):
        await at(child, child.at + timedelta(days=1))
    assert CARER in [chat for chat, _ in child.said()]


async def test_a_child_takes_part_as_soon_as_somebody_of_the_family_joins(clinic):
    number, _ = await invited(clinic)
    issued = await invited_carer(clinic, number)
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, number)).birth_date = "2019-05-01"
    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT, "Yes, I agree")
    assert (await found(clinic, Patient, number)).state is PatientState.INVITED

    await answers(clinic, NEW, OWN_NUMBER, "United Kingdom")

    assert (await found(clinic, Patient, number)).state is PatientState.ENROLLED


@pytest.mark.parametrize("language", ["en_XA", "ar_XB"])
async def test_every_screen_of_it_can_be_translated(child, language):
    await speaks(child, language)
    async with child.service.begin() as session:
        (await session.get_one(Account, CARER)).language = language
    for words in ("", " born", f" born {BORN}"):
        await child.writes(LEAD, f"/patient P-0001{words}")
    await at(child, AHEAD)
    await at(child, BIRTHDAY + timedelta(hours=9))
    async with child.service.begin() as session:
        (await session.get_one(Patient, 1)).account_id = PATIENT
        patient = await session.get_one(Patient, 1)
        await people.set_state(session, patient, PatientState.ENROLLED, child.at)
    await child.passes(seconds=1)

    said = paragraphs(child)
    assert len(said) > 20
    if language == "en_XA":
        assert [part for part in said if not part.startswith(OPEN)] == []


async def test_a_team_can_let_a_patient_take_part_through_the_family_by_hand(child):
    async with child.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        patient.birth_date = None
        await people.set_state(session, patient, PatientState.INVITED, child.at)
    await child.writes(LEAD, "/patient P-0001")

    await child.taps(LEAD, "Takes part via the family")

    assert await state(child) is PatientState.ENROLLED
    assert (CARER, "This is about Mina. Dates and reminders now come to this chat.") in child.said()


async def test_who_has_a_chat_or_no_family_here_cannot_be_enrolled_by_hand(clinic):
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        await people.set_state(session, patient, PatientState.INVITED, clinic.at)
    await clinic.writes(LEAD, "/patient P-0001")

    labels = [label for a in clinic.heard() if a.chat == LEAD for label in a.buttons]
    assert labels == [
        "Discharged",
        "To another team",
        "Has died",
        "What is known",
        "Record of symptoms",
    ]
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        epoch = int(patient.state_since.timestamp()) % 10**9
    await clinic.presses(LEAD, f"state.enrolled:1:{epoch}")
    assert await state(clinic) is PatientState.INVITED


async def test_a_new_invitation_voids_the_one_before(child):
    for _ in range(2):
        await child.writes(LEAD, "/patient P-0001")
        await child.taps(LEAD, "A new invitation")

    async with child.service.begin() as session:
        rows = [await session.get_one(Invitation, number) for number in (1, 2)]
    assert [row.revoked_at is None for row in rows] == [False, True]
