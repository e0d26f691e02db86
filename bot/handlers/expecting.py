"""What to expect of the treatment, for whoever asks: by command, or by the button under dates.

Every press sends it anew, as things stand; nothing is changed. Holds no sentence and no figure.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import Press, encode
from bot.handlers.unclear import stranger
from bot.inbox import Handlers
from bot.said import answer, cause, pressed, quiet
from bot.scene import Commands, Scene
from care.delivery import Choice, Lane, OutboxMessage
from messages.keyboards import PATIENT
from messages.texts import patient_expectations, staff
from scheduler import expectations
from scheduler.visits import Reading
from store import outbox, people
from store.tables import Patient

DEED = "expect"


def button(patient: Patient) -> Choice:
    """Return the button that shows what to expect for this patient."""
    return Choice(patient_expectations.ASK_KEY.id, encode(Press(DEED, subject=patient.id or 0)))


async def show(session: AsyncSession, scene: Scene) -> None:
    """Send what to expect, a message for each patient whom the reader speaks for."""
    if not scene.speaker.patients:
        await stranger(session, scene)
        return

    for patient in scene.speaker.patients:
        reading = Reading(patient, scene.speaker.chat, scene.now)
        await outbox.owe(session, scene.now, await _message(session, reading, scene.speaker.cause))


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Send what to expect to whoever pressed, if they speak for the patient."""
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    mine = patient is not None and at.sender in await people.chats_of(session, patient)
    if patient is None or not mine or not patient.state.is_answered:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
        return

    message = await _message(session, Reading(patient, at.sender, now), cause(update))
    await outbox.owe(session, now, message, quiet(at))


async def _message(session: AsyncSession, reading: Reading, cause: str) -> OutboxMessage:
    page = await expectations.on_request(session, reading)
    return OutboxMessage(
        key=f"expect:{cause}:{reading.patient.id}",
        chat_id=reading.chat,
        lane=Lane.CONVERSATION,
        texts=page.texts,
        values=page.values,
        keyboard=PATIENT,
    )


ROUTES: Handlers = {f"press.{DEED}": press}
COMMANDS: Commands = {DEED: show}
