"""How tests bring somebody in: an invitation from the team, and the answers to every question."""

from scheduler.enrolling import (
    NewPatient,
    add_member,
    invite_caregiver,
    invite_group,
    invite_member,
    invite_patient,
)
from store import teams
from store.tables import Patient
from tests.clinic import GROUP, Clinic

NEW, OTHER = 5_000_000_101, 5_000_000_102
OWN_NUMBER = "+44 20 7946 0123"
BEFORE_CONSENT = ("English", "Continue", "Continue")
CONSENT = ("Yes, I agree",) * 4
AFTER_CONSENT = ("Zora", OWN_NUMBER, "Deniz", "+44 20 7946 0124", "No", "United Kingdom")


async def invited(clinic: Clinic, phone: str | None = None):
    """Return a new patient's number and the invitation."""
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        new = NewPatient("Zora Novak", phone)
        patient, issued = await invite_patient(session, team, new, "test", clinic.at)
        return patient.id, issued


async def invited_carer(clinic: Clinic, patient: int = 1):
    async with clinic.service.begin() as session:
        row = await session.get_one(Patient, patient)
        new = NewPatient("Deniz Demir")
        return (await invite_caregiver(session, row, new, "test", clinic.at))[1]


async def invited_member(clinic: Clinic, role):
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        member = await add_member(session, team, ("Eva", role), "test", clinic.at)
        return await invite_member(session, member, "test", clinic.at)


async def invited_group(clinic: Clinic):
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        return await invite_group(session, team, "test", clinic.at)


async def answers(clinic: Clinic, who: int, *said: str) -> None:
    """Answer each question, by the newest button with these words if there is one, else typed."""
    for words in said:
        newest = [a for a in clinic.telegram.accepted if a.chat == who and a.buttons][-1:]
        if newest and words in newest[0].buttons:
            await clinic.presses(who, newest[0].buttons[words], newest[0].message_id)
        else:
            await clinic.writes(who, words)


async def joined(clinic: Clinic, who: int = NEW) -> int:
    """Bring a new patient in, up to the practice run. Return the patient's number."""
    number, issued = await invited(clinic)
    await clinic.writes(who, f"/start {issued.token}")
    await answers(clinic, who, *BEFORE_CONSENT, *CONSENT, *AFTER_CONSENT)
    return number


async def found(clinic: Clinic, table, number: int):
    async with clinic.service.begin() as session:
        row = await session.get_one(table, number)
        session.expunge(row)
        return row


def in_group(clinic: Clinic) -> list[str]:
    return [text for chat, text in clinic.texts() if chat == GROUP]


def told(clinic: Clinic, who: int) -> list[str]:
    return [text for chat, text in clinic.texts() if chat == who]
