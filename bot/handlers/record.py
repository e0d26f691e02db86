"""A patient's record: asked for by command, by a button under advice, or by a member of the team.

Sends files and changes nothing. Holds no sentence.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers.unclear import stranger
from bot.inbox import Handlers
from bot.said import Pressed, answer, cause, pressed, quiet
from bot.scene import Commands, Scene
from care.delivery import Lane, OutboxMessage
from messages.declare import voiced
from messages.keyboards import Key
from messages.texts import staff, staff_record
from scheduler import alert_card
from scheduler.record import WISHES, Wish, page
from scheduler.record_buttons import CARD, MEMBERS, MENU, PATIENTS, menu
from store import audit, outbox, people, teams
from store.tables import Member, Patient


async def offer(session: AsyncSession, scene: Scene) -> None:
    """Offer the record of everybody the reader speaks for, a message for each."""
    if not scene.speaker.patients:
        await stranger(session, scene)
        return

    for patient in scene.speaker.patients:
        care = scene.speaker.chat != patient.account_id
        message = OutboxMessage(
            key=f"record:{scene.speaker.cause}:{patient.id}",
            chat_id=scene.speaker.chat,
            lane=Lane.CONVERSATION,
            texts=(voiced("patient.record.offer", care=care),),
            values={"name": patient.call_name or patient.name},
            rows=menu(patient),
        )
        await outbox.owe(session, scene.now, message)


async def offer_card(session: AsyncSession, scene: Scene) -> None:
    """Offer the alert card of everybody the reader speaks for, a message for each."""
    if not scene.speaker.patients:
        await stranger(session, scene)
        return

    who = scene.speaker
    for patient in who.patients:
        wish = Wish(patient, who.chat, CARD, who.cause, scene.now)
        await outbox.owe(session, scene.now, alert_card.offer(wish))


async def send(session: AsyncSession, update: Update, now: datetime) -> None:
    """Send a picture or a page to the patient, or to somebody who cares for them."""
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    mine = patient is not None and at.sender in await people.chats_of(session, patient)
    if patient is None or not mine or at.press.choice not in WISHED:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
        return

    wish = Wish(patient, at.sender, at.press.choice, cause(update), now)
    await outbox.owe(session, now, *await _wished(session, wish), quiet(at))


async def send_to_member(session: AsyncSession, update: Update, now: datetime) -> None:
    """Send a patient's record to a member of the team, in the member's own chat."""
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    member = await teams.member(session, patient.care_team_id, at.sender) if patient else None
    if patient is None or member is None:
        await outbox.owe(session, now, answer(at, staff.REFUSED, loud=True))
        return
    account = await people.account(session, at.sender)
    if account is None or account.started_at is None:
        await outbox.owe(session, now, answer(at, staff.DETAILS_NO_CHAT, loud=True))
        return

    messages: tuple[OutboxMessage, ...] = (_menu(at, patient),)
    if at.press.choice in WISHED:
        wish = Wish(patient, at.sender, at.press.choice, cause(update), now, member=True)
        messages = await _wished(session, wish)
        if wish.name != CARD:
            await _note(session, patient, member, now)
    said = quiet(at) if at.chat == at.sender else answer(at, staff.DETAILS_SENT)
    await outbox.owe(session, now, *messages, said)


async def _wished(session: AsyncSession, wish: Wish) -> tuple[OutboxMessage, ...]:
    """Return what a press asks for: a page, the question about the card, or the card."""
    if wish.name == CARD:
        return (alert_card.offer(wish),)
    if wish.name in alert_card.FORMS:
        return await alert_card.files(session, wish)
    return (await page(session, wish),)


def _menu(at: Pressed, patient: Patient) -> OutboxMessage:
    return OutboxMessage(
        key=f"record:{MENU}:{at.query.id}",
        chat_id=at.sender,
        lane=Lane.CONVERSATION,
        texts=(staff_record.OFFER.id,),
        values={"patient": patient.pseudonym},
        rows=menu(patient, MEMBERS),
    )


async def _note(session: AsyncSession, patient: Patient, member: Member, now: datetime) -> None:
    actor, subject = f"member:{member.id}", f"patient:{patient.id}"
    team = patient.care_team_id
    await audit.note(session, team, now, actor=actor, deed="record shown", subject=subject)


WISHED = WISHES | alert_card.FORMS | {CARD}
ROUTES: Handlers = {f"press.{PATIENTS}": send}
OF_MEMBERS: Handlers = {f"press.{MEMBERS}": send_to_member}
COMMANDS: Commands = {PATIENTS: offer, CARD: offer_card}
KEYS = {Key.RECORD: offer}
