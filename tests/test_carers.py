"""The promise: the clinic ends the link of one caregiver, and of nobody else, and says so."""

import pytest
from sqlmodel import select

from store.tables import Caregiver, Patient
from tests.clinic import BACKUP, GROUP, PATIENT, PHONE, PRIMARY, VIEWER, Clinic
from tests.joining import BEFORE_CONSENT, NEW, OTHER, answers, invited_carer, told

YES = "Yes, end the link"
UNLINKED = "This chat has changed."


async def carer(clinic: Clinic, who: int) -> None:
    issued = await invited_carer(clinic)
    await clinic.writes(who, f"/start {issued.token}")
    await answers(clinic, who, *BEFORE_CONSENT, "Yes, I agree", "I have no number")
    await answers(clinic, who, "Go on without a number", "United Kingdom")


async def removed(clinic: Clinic) -> list[bool]:
    async with clinic.service.begin() as session:
        rows = await session.exec(select(Caregiver).order_by(Caregiver.id))
        return [row.removed_at is not None for row in rows]


async def opens(clinic: Clinic, label: str = "Caregiver: Deniz Demir") -> None:
    await clinic.writes(PRIMARY, "/patient P-0001")
    await clinic.taps(PRIMARY, label)


async def test_one_caregiver_is_taken_away_and_the_other_reads_on(clinic):
    await carer(clinic, OTHER)
    await carer(clinic, NEW)  # the newest button is the last caregiver's
    await opens(clinic)
    asked = told(clinic, PRIMARY)[-1]
    assert asked.startswith("P-0001: end the link of Deniz Demir?")
    clinic.heard()

    await clinic.taps(PRIMARY, YES)

    assert await removed(clinic) == [False, True]
    heard = clinic.texts()
    (last,) = [said for chat, said in heard if chat == NEW]
    assert last.split("\n") == [
        UNLINKED,
        "The care team has ended your link to Mina.",
        "You read nothing more about Mina here, and cannot report for Mina.",
        "Worried about Mina? Call the team:",
        PHONE,
    ]
    assert [said.split("\n")[0] for chat, said in heard if chat == PATIENT] == [
        "Deniz Demir reads nothing more about you here."
    ]
    assert [said for chat, said in heard if chat == GROUP] == [
        "P-0001: the link of a caregiver has ended. By Ana."
    ]
    clinic.heard()
    await clinic.writes(PATIENT, "I have a fever")
    chats = {chat for chat, _ in clinic.said()}
    assert (OTHER in chats, NEW in chats) == (True, False)


async def test_who_was_taken_away_reports_for_nobody(clinic):
    await carer(clinic, NEW)
    await opens(clinic)
    await clinic.taps(PRIMARY, YES)
    clinic.heard()

    await clinic.writes(NEW, "She cannot breathe")

    heard = clinic.texts()
    assert [chat for chat, _ in heard if chat == GROUP] == []
    assert "999" in heard[0][1]  # and is told whom to call all the same


async def test_a_second_press_changes_nothing_and_no_leaves_it(clinic):
    await carer(clinic, NEW)
    await opens(clinic)
    shown = [a for a in clinic.telegram.accepted if a.chat == PRIMARY and YES in a.buttons][-1]
    clinic.heard()

    await clinic.taps(PRIMARY, "No, leave it")
    assert await removed(clinic) == [False]
    for _ in range(2):
        await clinic.presses(PRIMARY, shown.buttons[YES], shown.message_id)

    assert await removed(clinic) == [True]
    assert [said.split("\n")[0] for said in told(clinic, NEW)] == [UNLINKED]


@pytest.mark.parametrize("own_chat", [True, False])
async def test_taking_the_last_chat_away_is_said_before(clinic, own_chat):
    await carer(clinic, NEW)
    if not own_chat:
        async with clinic.service.begin() as session:
            (await session.get_one(Patient, 1)).account_id = None

    await opens(clinic)

    assert ("There is no other chat for this patient." in told(clinic, PRIMARY)[-1]) is not own_chat


async def test_an_invitation_of_a_caregiver_can_be_taken_back_unused(clinic):
    issued = await invited_carer(clinic)
    await opens(clinic)
    await clinic.taps(PRIMARY, YES)
    clinic.heard()

    await clinic.writes(NEW, f"/start {issued.token}")

    assert await removed(clinic) == [True]
    assert [a for a in clinic.telegram.accepted if a.chat == NEW and "English" in a.buttons] == []


async def test_in_the_group_and_for_who_may_only_look_there_is_no_name_and_no_button(clinic):
    await carer(clinic, NEW)
    clinic.heard()

    await clinic.writes(VIEWER, "/patient P-0001")
    await opens(clinic)
    asked = [a for a in clinic.telegram.accepted if a.chat == PRIMARY and YES in a.buttons][-1]
    await clinic.presses(BACKUP, asked.buttons[YES], 1, GROUP)

    assert [label for label in clinic.labels(VIEWER) if "Deniz" in label] == []
    assert [said for chat, said in clinic.texts() if chat == GROUP and "Deniz" in said] == []
    assert await removed(clinic) == [False]
