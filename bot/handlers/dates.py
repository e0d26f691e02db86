"""A patient's dates: the list, what a covered reminder says, and the answers to reminders.

Old buttons change nothing; every press shows the dates as they are now. Holds no sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers.unclear import stranger
from bot.inbox import Handlers
from bot.said import Pressed, answer, face, pressed, quiet
from bot.scene import Commands, Scene
from care.appointments import Answer, AppointmentStatus
from care.delivery import Lane, OutboxMessage
from messages.declare import Text
from messages.keyboards import PATIENT, Key
from messages.texts import patient_dates, staff
from scheduler import visits
from scheduler.attending import reply
from scheduler.visits import Page, Reading
from store import appointments, outbox, people
from store.tables import Appointment, Patient, ReminderRow


@dataclass(frozen=True, slots=True)
class Asked:
    """A press by somebody who may answer for the patient, and the appointment it names."""

    at: Pressed
    row: Appointment
    reading: Reading


async def show(session: AsyncSession, scene: Scene) -> None:
    """Send the coming dates of everybody the reader speaks for, a message for each."""
    if not scene.speaker.patients:
        await stranger(session, scene)
        return

    for patient in scene.speaker.patients:
        page = await visits.coming(session, Reading(patient, scene.speaker.chat, scene.now))
        message = OutboxMessage(
            key=f"dates:{scene.speaker.cause}:{patient.id}",
            chat_id=scene.speaker.chat,
            lane=Lane.CONVERSATION,
            texts=page.texts,
            values=page.values,
            rows=page.rows,
            keyboard="" if page.rows else PATIENT,
        )
        await outbox.owe(session, scene.now, message)


async def reveal(session: AsyncSession, update: Update, now: datetime) -> None:
    """Show what a covered reminder is about, as it is now."""
    at = pressed(update)
    reminder = await appointments.reminder(session, at.press.subject)
    asked = await _asked(session, at, reminder.appointment_id if reminder else 0, now)
    if asked is None or reminder is None:
        return

    page = await visits.reminder(session, asked.reading, await _rows(session, reminder))
    await outbox.owe(session, now, _face(at, page), quiet(at))


async def say(session: AsyncSession, update: Update, now: datetime) -> None:
    """Note the answer to a reminder, or say why it no longer counts; show how things stand."""
    at = pressed(update)
    asked = await _asked(session, at, at.press.subject, now)
    if asked is None:
        return
    if at.press.choice not in ANSWERS:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
        return

    said, row = Answer(at.press.choice), asked.row
    refused = _refused(asked, said, now)
    new = refused is None and said is not row.answer
    if new and await reply(session, asked.reading.patient, row, said, now):
        changed = replace(asked.reading, notes=(patient_dates.CHANGED_MIND.id,))
        asked = replace(asked, reading=changed)

    page = await _page(session, asked)
    spoken = answer(at, refused or patient_dates.NOTED, loud=refused is not None)
    await outbox.owe(session, now, _face(at, page), spoken)


ANSWERS = frozenset({Answer.CONFIRMED, Answer.CANNOT_COME, Answer.DONE})


async def _asked(
    session: AsyncSession, at: Pressed, appointment_id: int, now: datetime
) -> Asked | None:
    """Return what was asked, if whoever pressed speaks for the patient; else answer the press."""
    row = await appointments.any_team(session, appointment_id)
    patient = await _patient(session, row, at.sender) if row else None
    if row is None or patient is None:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
        return None
    return Asked(at, row, Reading(patient, at.sender, now))


async def _patient(session: AsyncSession, row: Appointment, sender: int) -> Patient | None:
    patient = await people.patient(session, row.care_team_id, row.patient_id)
    if patient is None or patient.state not in visits.SEES_DATES:
        return None
    return patient if sender in await people.chats_of(session, patient) else None


def _refused(asked: Asked, said: Answer, now: datetime) -> Text | None:
    """Return why an answer does not count, or None if it does."""
    row = asked.row
    if asked.at.press.epoch != row.version or row.status is not AppointmentStatus.PLANNED:
        return patient_dates.OUTDATED
    if said is row.answer or said in visits.answers_open(row, now):
        return None
    return patient_dates.PASSED if row.at <= now else staff.OLD_BUTTON


async def _page(session: AsyncSession, asked: Asked) -> Page:
    """Return the message that was pressed as it should look now: a reminder, or the list."""
    number = await outbox.reminder_under(session, asked.at.chat, asked.at.message_id)
    reminder = await appointments.reminder(session, number) if number else None
    if reminder is None:
        return await visits.coming(session, asked.reading)
    return await visits.reminder(session, asked.reading, await _rows(session, reminder))


async def _rows(session: AsyncSession, reminder: ReminderRow) -> Sequence[Appointment]:
    together = await appointments.told_with(session, reminder)
    found = [
        await appointments.any_team(session, number)
        for number in dict.fromkeys(one.appointment_id for one in together)
    ]
    return sorted((row for row in found if row), key=lambda row: row.at)


def _face(at: Pressed, page: Page) -> OutboxMessage:
    return face(at, page.texts, page.values, page.rows)


ROUTES: Handlers = {"press.remind": say, "press.reveal": reveal}
COMMANDS: Commands = {"dates": show}
KEYS = {Key.DATES: show}
