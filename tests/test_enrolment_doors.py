"""The promise: an invitation lets in whom the team meant, once; everybody else reads the truth."""

from datetime import timedelta

import pytest
from sqlmodel import select

from care.people import PatientState, Role, Topic
from care.tasks import TaskKind
from scheduler.enrolling import invite_again
from store.tables import (
    Account,
    Caregiver,
    Consent,
    Conversation,
    Invitation,
    Member,
    Patient,
    Task,
)
from tests.clinic import GROUP, PATIENT, PRIMARY, STRANGER, VIEWER, Clinic
from tests.joining import (
    AFTER_CONSENT,
    BEFORE_CONSENT,
    CONSENT,
    NEW,
    OTHER,
    answers,
    found,
    in_group,
    invited,
    invited_carer,
    invited_group,
    invited_member,
    joined,
    told,
)

USED = "The invitation was used before, or is too old."
WRONG = "I do not know this code."
CLINIC = "+44 20 7946 0018"


async def tasks(clinic: Clinic) -> list[TaskKind]:
    async with clinic.service.begin() as session:
        return [TaskKind(kind) for kind in await session.exec(select(Task.kind))]


# --- One invitation, one account ------------------------------------------------------------------


async def test_an_invitation_that_is_too_old_opens_nothing_and_the_team_is_asked_to_call(clinic):
    number, issued = await invited(clinic)
    await clinic.passes(days=7)
    clinic.heard()

    for _ in range(2):
        await clinic.writes(NEW, f"/start {issued.token}")

    heard = told(clinic, NEW)
    assert [USED in said and CLINIC in said for said in heard] == [True, True]
    assert await tasks(clinic) == [TaskKind.USED_INVITATION]
    assert (await found(clinic, Patient, number)).account_id is None


async def test_a_second_account_is_refused_once_another_has_opened_it(clinic):
    number, issued = await invited(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    clinic.heard()

    await clinic.writes(OTHER, f"/start {issued.spoken}")

    assert USED in told(clinic, OTHER)[0]
    assert (await found(clinic, Patient, number)).account_id == NEW


async def test_the_same_account_may_open_its_link_as_often_as_it_likes(clinic):
    number, issued = await invited(clinic)
    for _ in range(3):
        await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT, *CONSENT, *AFTER_CONSENT)
    clinic.heard()

    await clinic.writes(NEW, f"/start {issued.token}")

    assert told(clinic, NEW)[0].startswith("You have joined already.")
    assert await tasks(clinic) == []
    assert (await found(clinic, Patient, number)).state is PatientState.ENROLLED


async def test_a_withdrawn_invitation_stops_the_questions(clinic):
    _, issued = await invited(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    async with clinic.service.begin() as session:
        (await session.get_one(Invitation, 1)).revoked_at = clinic.at
    clinic.heard()

    await answers(clinic, NEW, "English")

    assert told(clinic, NEW)[0].startswith("Your clinic has withdrawn this invitation.")
    await clinic.writes(NEW, f"/start {issued.token}")
    assert USED in told(clinic, NEW)[0]


async def test_who_is_a_patient_elsewhere_stays_one(clinic):
    number, issued = await invited(clinic)

    await clinic.writes(PATIENT, f"/start {issued.token}")

    assert "linked to another patient already" in told(clinic, PATIENT)[0]
    assert (await found(clinic, Patient, 1)).account_id == PATIENT
    assert (await found(clinic, Patient, number)).account_id is None
    await clinic.writes(NEW, f"/start {issued.token}")
    assert (await found(clinic, Patient, number)).account_id == NEW


async def test_who_has_left_for_good_may_join_as_another(clinic):
    number, issued = await invited(clinic)
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).state = PatientState.DISCHARGED

    await clinic.writes(PATIENT, f"/start {issued.token}")

    assert (await found(clinic, Patient, 1)).account_id is None
    assert (await found(clinic, Patient, number)).account_id == PATIENT


async def test_a_member_is_told_to_use_the_patients_phone(clinic):
    number, issued = await invited(clinic)

    await clinic.writes(PRIMARY, f"/start {issued.token}")

    assert told(clinic, PRIMARY)[0].startswith("This link is for a patient of your team.")
    assert (await found(clinic, Patient, number)).account_id is None


async def test_who_began_in_time_may_finish_although_the_invitation_is_too_old_by_now(clinic):
    number, issued = await invited(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT)
    await clinic.passes(days=8)

    for words in (f"/start {issued.token}", "/start"):
        await clinic.writes(NEW, words)
        assert told(clinic, NEW)[-1].startswith("We go on where you stopped.")
    await answers(clinic, NEW, *CONSENT, *AFTER_CONSENT)

    assert (await found(clinic, Patient, number)).state is PatientState.ENROLLED


# --- Codes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["{}", "/start {}", "{} ", "START {}"])
async def test_a_spoken_code_opens_by_itself_or_after_start(clinic, form):
    number, issued = await invited(clinic)

    await clinic.writes(NEW, form.format(issued.spoken.lower()))

    assert (await found(clinic, Patient, number)).account_id == NEW


async def test_after_five_wrong_codes_even_a_right_one_is_not_looked_at_for_an_hour(clinic):
    _, issued = await invited(clinic)
    for wrong in range(5):
        await clinic.writes(NEW, f"/start AAAA-BBBB-CCC{wrong + 2}")
    assert [said.startswith(WRONG) for said in told(clinic, NEW)] == [True] * 5

    await clinic.writes(NEW, f"/start {issued.spoken}")

    assert told(clinic, NEW)[0].startswith("That were too many wrong codes.")
    await clinic.passes(hours=1)
    await clinic.writes(NEW, f"/start {issued.spoken}")
    assert told(clinic, NEW)[0].startswith("Hello.")


async def test_a_link_opens_whatever_was_guessed_before(clinic):
    _, issued = await invited(clinic)
    for _ in range(6):
        await clinic.writes(NEW, "/start AAAA-BBBB-CCCC")
    clinic.heard()

    await clinic.writes(NEW, f"/start {issued.token}")

    assert told(clinic, NEW)[0].startswith("Hello.")


async def test_a_thousand_accounts_cannot_guess_together(clinic):
    async with clinic.service.begin() as session:
        tries = [clinic.at.isoformat()] * 200
        session.add(
            Conversation(
                account_id=0, topic="codes", step="wrong", answers=tries, updated=clinic.at
            )
        )
    _, issued = await invited(clinic)

    await clinic.writes(NEW, f"/start {issued.spoken}")

    assert told(clinic, NEW)[0].startswith("That were too many wrong codes.")


async def test_signs_around_a_code_do_not_get_it_past_the_limit(clinic):
    _, issued = await invited(clinic)
    for _ in range(5):
        await clinic.writes(NEW, "/start AAAA-BBBB-CCCC")
    clinic.heard()

    await clinic.writes(NEW, f"/start {issued.spoken}!!!!!!!!!!!!!!!!!!!!")

    assert told(clinic, NEW)[0].startswith("That were too many wrong codes.")


# --- Not our patient ------------------------------------------------------------------------------


async def test_a_member_cuts_off_whoever_is_not_their_patient(clinic):
    number = await joined(clinic)
    clinic.heard()

    await clinic.presses(PRIMARY, f"notours:{number}:1", chat=GROUP)

    patient = await found(clinic, Patient, number)
    assert (patient.account_id, patient.state) == (None, PatientState.LEFT)
    heard = clinic.texts()
    assert next(said for chat, said in heard if chat == NEW).startswith(
        "This chat is not linked to a care team.\nNobody reads what you write here."
    )
    assert next(said for chat, said in heard if chat == GROUP).startswith("Task · P-0002 joined")
    assert await tasks(clinic) == [TaskKind.NOT_OUR_PATIENT]
    await clinic.writes(NEW, "I cannot breathe")
    assert [said for chat, said in clinic.said()] == ["Please read this now."]


async def test_an_old_line_cuts_nobody_off_who_joined_since(clinic):
    number = await joined(clinic)
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, number)
        issued = await invite_again(session, patient, timedelta(days=7), "test", clinic.at)
    await clinic.writes(OTHER, f"/start {issued.token}")
    clinic.heard()

    for old in (f"notours:{number}:1", f"notours:{number}"):
        await clinic.presses(PRIMARY, old, chat=GROUP)

    assert [said for _, said in clinic.said()] == [
        "This button is no longer in use. Nothing has changed."
    ] * 2
    assert (await found(clinic, Patient, number)).account_id == OTHER


@pytest.mark.parametrize("who", [VIEWER, PATIENT, STRANGER, NEW])
async def test_nobody_else_cuts_anybody_off(clinic, who):
    number = await joined(clinic)
    clinic.heard()

    await clinic.presses(who, f"notours:{number}:1", chat=GROUP)

    ((chat, said),) = clinic.texts()
    assert (chat, said.endswith("Nothing has changed.")) == ("answer", True)
    assert (await found(clinic, Patient, number)).account_id == NEW


async def test_nobody_is_cut_off_while_their_alert_is_open(clinic):
    number = await joined(clinic)
    await clinic.writes(NEW, "I have a fever")
    clinic.heard()

    await clinic.presses(PRIMARY, f"notours:{number}:1", chat=GROUP)

    assert clinic.said() == [
        ("answer", "P-0002 has an open alert. Close it first. Nothing has changed.")
    ]
    assert (await found(clinic, Patient, number)).account_id == NEW


# --- Caregivers -----------------------------------------------------------------------------------


async def test_a_caregiver_is_asked_less_and_then_reports_for_the_patient(clinic):
    issued = await invited_carer(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    said = ("Yes, I agree", "+44 20 7946 0125", "United Kingdom")
    await answers(clinic, NEW, *BEFORE_CONSENT, *said)

    carer = await found(clinic, Caregiver, 1)
    assert (carer.account_id, carer.joined_at, carer.phone) == (NEW, clinic.at, said[1])
    assert in_group(clinic) == ["Somebody who cares for P-0001 has joined. Speaks: English."]
    await clinic.writes(NEW, "she has a fever")
    heard = clinic.texts()
    assert [chat for chat, _ in heard] == [GROUP, PRIMARY, PATIENT, NEW]
    assert "This is about Mina." in heard[-1][1]


async def test_a_caregivers_red_flag_alerts_before_any_question_is_answered(clinic):
    issued = await invited_carer(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    clinic.heard()

    await clinic.writes(NEW, "she cannot breathe")

    heard = clinic.said()
    assert (GROUP, "🔴 No. 1 · EMERGENCY · P-0001") in heard
    assert (NEW, "Please read this now.") in heard


async def test_a_caregiver_who_does_not_agree_is_not_linked(clinic):
    issued = await invited_carer(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT, "No, I do not agree")
    clinic.heard()

    await clinic.writes(PATIENT, "I have a fever")

    assert NEW not in [chat for chat, _ in clinic.said()]
    assert (await found(clinic, Caregiver, 1)).joined_at is None


async def test_a_caregiver_who_reported_and_then_does_not_agree_is_told_the_truth(clinic):
    issued = await invited_carer(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT)
    question = [a for a in clinic.telegram.accepted if a.chat == NEW and a.buttons][-1]
    await clinic.writes(NEW, "she cannot breathe")
    clinic.heard()

    await clinic.presses(NEW, question.buttons["No, I do not agree"])

    assert "You hear from us about that report, and nothing else." in told(clinic, NEW)[0]
    assert (await found(clinic, Caregiver, 1)).joined_at == clinic.at


async def test_a_patient_who_wants_nobody_told_is_heard(clinic):
    async with clinic.service.begin() as session:
        session.add(
            Consent(
                care_team_id=clinic.team,
                patient_id=1,
                account_id=PATIENT,
                topic=Topic.CAREGIVER,
                version="1",
                language="en",
                agreed=False,
                at=clinic.at,
            )
        )
    issued = await invited_carer(clinic)

    await clinic.writes(NEW, f"/start {issued.token}")

    assert told(clinic, NEW)[0].startswith("This invitation was not used. Nothing has changed.")


# --- Members and groups ---------------------------------------------------------------------------


async def test_a_member_joins_by_the_link_and_the_group_reads_it(clinic):
    issued = await invited_member(clinic, Role.CLINICIAN)

    await clinic.writes(NEW, f"/start {issued.token}")

    assert in_group_and_own(clinic) == (
        ["Eva has joined the team as a clinician, and can be paged."],
        [
            (
                "Care team: Rheumatology\nEva, you have joined as a clinician. "
                "Alerts can reach you here.\n\nYou are not on call now."
            )
        ],
    )
    assert (await found(clinic, Member, 5)).account_id == NEW
    assert (await found(clinic, Account, NEW)).started_at == clinic.at


def in_group_and_own(clinic: Clinic) -> tuple[list[str], list[str]]:
    heard = clinic.texts()
    return tuple([text for chat, text in heard if chat == who] for who in (GROUP, NEW))


async def test_a_members_link_works_once(clinic):
    issued = await invited_member(clinic, Role.ADMIN)
    await clinic.writes(NEW, f"/start {issued.token}")
    clinic.heard()

    await clinic.writes(OTHER, f"/start {issued.token}")

    assert USED in told(clinic, OTHER)[0]
    assert (await found(clinic, Member, 5)).account_id == NEW


async def test_a_patient_never_joins_the_own_care_team(clinic):
    issued = await invited_member(clinic, Role.ADMIN)

    await clinic.writes(PATIENT, f"/start {issued.token}")

    assert told(clinic, PATIENT)[0].startswith("A patient cannot be in their own care team.")
    assert (await found(clinic, Member, 5)).account_id is None


async def test_a_groups_code_is_kindly_refused_in_private(clinic):
    issued = await invited_group(clinic)

    await clinic.writes(NEW, f"/start {issued.token}")

    assert told(clinic, NEW)[0].startswith("This code ties a group to its team.")


# --- Another phone of the same patient ------------------------------------------------------------


async def test_a_new_invitation_moves_the_patient_and_the_old_phone_is_told(clinic):

    number = await joined(clinic)
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, number)
        issued = await invite_again(session, patient, timedelta(days=7), "test", clinic.at)
    clinic.heard()

    await clinic.writes(OTHER, f"/start {issued.token}")

    heard = clinic.texts()
    assert next(said for chat, said in heard if chat == NEW).startswith(
        "This chat is no longer linked to your care team."
    )
    moved = await found(clinic, Patient, number)
    assert (moved.account_id, moved.state) == (OTHER, PatientState.INVITED)
    await clinic.writes(OTHER, "I have a fever")
    assert (GROUP, "🟠 No. 1 · URGENT · P-0002") in clinic.said()


@pytest.mark.parametrize(
    "words",
    ["/start Kv8c7Y5Mknbth0-Rj39CQYw", "START 4g6j-39cw-f6ze", "4g6j-9tn4-39ce", "39c7-abcd-efgh"],
)
async def test_the_digits_of_a_code_are_nobodys_temperature(clinic, words):
    await clinic.writes(NEW, words)

    assert [said.startswith(WRONG) for said in told(clinic, NEW)] == [True]
