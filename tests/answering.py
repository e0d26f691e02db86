"""What tests of answers to reminders share: taps on the newest face, and what is kept of them."""

import json
from datetime import datetime

from sqlmodel import select

from care.appointments import AppointmentKind
from care.reminder_kinds import ReminderKind
from store.tables import Account, Appointment, Caregiver, ReminderRow
from tests.clinic import GROUP, LONDON, PATIENT, Clinic

INFUSION, BLOOD_TEST = AppointmentKind
OLD = "This button is no longer in use. Nothing has changed."
CHANGED = "This date has changed. The message shows what is known now."


async def reminded_by(clinic: Clinic) -> Clinic:
    """A clinic whose patient has just read the first reminder of an infusion on Monday week."""
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.passes(hours=1)
    clinic.heard()
    return clinic


async def tested_by(clinic: Clinic) -> Clinic:
    """A clinic whose patient has just read the first reminder of a blood test on Thursday."""
    await clinic.appointment(BLOOD_TEST, "2026-03-05T14:00")
    await clinic.passes(hours=1)
    clinic.heard()
    return clinic


async def row_of(clinic: Clinic, number: int = 1) -> Appointment:
    async with clinic.service.begin() as session:
        return await session.get_one(Appointment, number)


async def found(clinic: Clinic, query) -> list:
    async with clinic.service.begin() as session:
        return list((await session.exec(query)).all())


async def snoozed(clinic: Clinic) -> list[datetime]:
    query = select(ReminderRow.due).where(
        ReminderRow.kind == ReminderKind.SNOOZED, ReminderRow.state == "planned"
    )
    return sorted(await found(clinic, query))


async def lives_in(clinic: Clinic, zone: str) -> None:
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).zone = zone


async def cared_for(clinic: Clinic, *who: int) -> None:
    """Let these care for the patient."""
    async with clinic.service.begin() as session:
        for number in who:
            session.add(Account(id=number, zone=LONDON, created=clinic.at, started_at=clinic.at))
        await session.flush()
        for number in who:
            carer = Caregiver(
                care_team_id=1,
                patient_id=1,
                account_id=number,
                name="Ali",
                joined_at=clinic.at,
                created=clinic.at,
            )
            session.add(carer)


async def taps(clinic: Clinic, label: str) -> None:
    """Tap the newest button with this label in the patient's chat, on the message it is under."""
    shown = [a for a in clinic.telegram.accepted if a.chat == PATIENT and label in a.buttons][-1]
    message = int(shown.parameters.get("message_id", shown.message_id))
    await clinic.presses(PATIENT, shown.buttons[label], message)


def group(clinic: Clinic, begins: str = "") -> list[str]:
    """What the group was told since the last look, of what begins like this."""
    return [text for chat, text in clinic.texts() if chat == GROUP and text.startswith(begins)]


def faces(clinic: Clinic, who: int = PATIENT) -> list[list[str]]:
    """The lines of every text in a chat since the last look."""
    return [text.split("\n") for chat, text in clinic.texts() if chat == who]


def buttons(clinic: Clinic) -> list[str]:
    """The labels of the newest face of the patient's message, as they stand, row after row."""
    shown = [a for a in clinic.telegram.accepted if a.chat == PATIENT and a.text][-1]
    markup = shown.parameters.get("reply_markup", {})
    markup = json.loads(markup) if isinstance(markup, str) else markup
    return [one["text"] for row in markup.get("inline_keyboard", []) for one in row]
