"""After an emergency: is help coming? Whoever cannot call is brought to the next step at once."""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.inbox import Handlers
from bot.said import Pressed, answer, pressed, quiet
from care.escalation import Alert, Status
from messages.texts import redflag_frame, staff
from scheduler import chores
from scheduler.answers import HELP, confirm_help
from store import alerts, outbox, people
from store.tables import Patient

CANNOT_CALL = "cannot_call"


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take in what somebody pressed after an emergency, tell the team, and say what to do."""
    at = pressed(update)
    alert = await alerts.find(session, at.press.subject)
    patient = await _patient(session, alert, at.sender) if alert else None
    if alert is None or patient is None or at.press.choice not in HELP:
        await outbox.owe(session, now, answer(at, redflag_frame.OLD_SCREEN, loud=True))
        return
    if alert.status is Status.RESOLVED:
        values = {"number": alert.number}
        closed = answer(at, redflag_frame.HELP_OLD, loud=True, values=values)
        await outbox.owe(session, now, closed)
        return

    await _take_in(session, alert, patient, at, now)
    await outbox.owe(session, now, quiet(at))


async def _take_in(
    session: AsyncSession, alert: Alert, patient: Patient, at: Pressed, now: datetime
) -> None:
    said = at.press.choice
    after = replace(alert, help_answer=said, help_due=None)
    if not await alerts.replace(session, alert, after):
        return
    await alerts.note(session, alert.id, now, "help", "patient", answer=said)
    await confirm_help(session, patient, after, said, now)
    if said == CANNOT_CALL:
        await alerts.hurry(session, alert.id, alert.epoch, now)
        await chores.shout(session, after, patient, staff.CANNOT_CALL.id, now)
    else:
        text = staff.FOLLOW_UP.id
        await chores.shout(session, after, patient, text, now, answer=[HELP[said]])


async def _patient(session: AsyncSession, alert: Alert, sender: int) -> Patient | None:
    """Return the alert's patient, if the sender speaks for them."""
    patient = await people.patient(session, alert.care_team_id, alert.patient_id)
    if patient is None or sender not in await people.chats_of(session, patient):
        return None
    return patient


ROUTES: Handlers = {"press.help": press}
