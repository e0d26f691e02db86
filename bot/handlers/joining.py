"""A member of the team says that whoever joined is not their patient."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers.stranger import ambulance
from bot.inbox import Handlers
from bot.said import Pressed, answer, face, pressed, quiet
from care.delivery import Lane, OutboxMessage
from messages.declare import Text
from messages.texts import redflag_talk, staff, staff_joining
from scheduler.enrolment import disown
from store import alerts, invitations, outbox, people, teams
from store.tables import Member, Patient


async def not_ours(session: AsyncSession, update: Update, now: datetime) -> None:
    """Cut off the chat of somebody who joined as a patient and is not; tell them at once."""
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    member = await _member(session, at, patient)
    refusal = await _refusal(session, at, patient, member)
    if patient is None or member is None or refusal is not None:
        values = {"patient": patient.pseudonym} if patient and member else {}
        told = answer(at, refusal or staff.REFUSED, loud=True, values=values)
        await outbox.owe(session, now, told)
        return

    chat = await disown(session, patient, f"member:{member.id}", now)

    await _tell(session, at, chat or 0, now)
    values = {"patient": patient.pseudonym, "name": member.name}
    marked = face(at, (staff_joining.MARKED.id,), values)
    await outbox.owe(session, now, marked, quiet(at))


async def _member(session: AsyncSession, at: Pressed, patient: Patient | None) -> Member | None:
    if patient is None:
        return None
    return await teams.member(session, patient.care_team_id, at.sender)


async def _refusal(
    session: AsyncSession, at: Pressed, patient: Patient | None, member: Member | None
) -> Text | None:
    """Return why this press changes nothing, or None."""
    if patient is None or member is None:
        return staff.REFUSED
    if not member.role.acts:
        return staff.VIEWER_REFUSED
    invitation = await invitations.with_id(session, at.press.epoch)
    joined_by = invitation.opened_by if invitation else None
    if joined_by is None or joined_by != patient.account_id:
        return staff.OLD_BUTTON  # another phone has joined since, or none is left
    if await alerts.unresolved(session, patient.care_team_id, patient.id or 0):
        return staff_joining.ALERT_FIRST
    return None


async def _tell(session: AsyncSession, at: Pressed, chat: int, now: datetime) -> None:
    """Owe the person the truth that nobody reads their chat any more."""
    account = await people.account(session, chat)
    if account is None:
        return
    number, values = ambulance(account)
    message = OutboxMessage(
        key=f"disowned:{at.query.id}",
        chat_id=chat,
        lane=Lane.SAFETY,
        texts=(redflag_talk.STRANGER.id, number),
        values=values,
    )
    await outbox.owe(session, now, message)


ROUTES: Handlers = {"press.notours": not_ours}
