"""A patient's dates: the list, what a covered reminder says, the answers to reminders, the file.

Old buttons change nothing; every press shows the dates as they are now. Holds no sentence.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import dates_later
from bot.handlers.dates_asked import Asked, asked, asked_about, listed, show
from bot.handlers.unclear import stranger
from bot.inbox import Handlers
from bot.said import answer, cause, pressed, quiet
from bot.scene import Commands, Scene
from care.appointments import Answer
from care.delivery import Lane, OutboxMessage
from messages.declare import Text
from messages.keyboards import PATIENT, Key
from messages.texts import patient_dates, staff
from scheduler import calendar_entries, visits
from scheduler.attending import reply
from scheduler.visits import Reading
from store import appointments, outbox, people

ANSWERS = frozenset({Answer.CONFIRMED, Answer.CANNOT_COME, Answer.DONE})


async def send_list(session: AsyncSession, scene: Scene) -> None:
    """Send the coming dates of everybody the reader speaks for, a message for each."""
    if not scene.speaker.patients:
        await stranger(session, scene)
        return

    for patient in scene.speaker.patients:
        page = await listed(session, Reading(patient, scene.speaker.chat, scene.now))
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
    who = await asked_about(session, at, reminder.appointment_id if reminder else 0, now)
    if who is None:
        return

    await show(session, who, reminder=reminder)
    await outbox.owe(session, now, quiet(at))


async def say(session: AsyncSession, update: Update, now: datetime) -> None:
    """Note the answer to a reminder, or say why it no longer counts; show how things stand."""
    who = await asked(session, update, now)
    if who is None:
        return
    if who.at.press.choice not in ANSWERS:
        await outbox.owe(session, now, answer(who.at, staff.OLD_BUTTON))
        return

    said, row, patient = Answer(who.at.press.choice), who.row, who.reading.patient
    refused = _refused(who, said, now)
    new = refused is None and said is not row.answer
    if new and await reply(session, patient, row, said, now):
        notes = (patient_dates.CHANGED_MIND.id,)
        who = Asked(who.at, row, Reading(patient, who.at.sender, now, notes))

    await show(session, who)
    spoken = answer(who.at, refused or patient_dates.NOTED, loud=refused is not None)
    await outbox.owe(session, now, spoken)


def _refused(who: Asked, said: Answer, now: datetime) -> Text | None:
    """Return why an answer does not count, or None if it does."""
    if who.outdated:
        return patient_dates.OUTDATED
    if said is who.row.answer or said in visits.answers_open(who.row, now):
        return None
    return patient_dates.PASSED if who.row.at <= now else staff.OLD_BUTTON


async def send_file(session: AsyncSession, update: Update, now: datetime) -> None:
    """Send a patient's dates as a calendar file to whoever asks and may read them.

    Where the care has ended, the file takes out of a calendar what is in it.
    """
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    mine = patient is not None and at.sender in await people.chats_of(session, patient)
    if patient is None or not mine:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
        return

    message = await calendar_entries.file(session, Reading(patient, at.sender, now), cause(update))
    if message is None:
        await outbox.owe(session, now, answer(at, patient_dates.OUTDATED, loud=True))
        return
    await outbox.owe(session, now, message, quiet(at))


ROUTES: Handlers = {
    "press.remind": say,
    "press.reveal": reveal,
    **dates_later.ROUTES,
}
AFTERWARDS: Handlers = {"press.calendar": send_file}  # works where the care has ended, too
COMMANDS: Commands = {"dates": send_list}
KEYS = {Key.DATES: send_list}
