"""A member ends the link of one person who cares for a patient, after being asked once.

Only in the member's direct chat, where names may stand. Holds no sentence.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import Press, encode
from bot.handlers.team_facts import Scene
from bot.inbox import Handlers
from bot.said import Pressed, answer, face, pressed, quiet
from care.delivery import Choice, Lane, OutboxMessage, Rows
from messages.declare import Text
from messages.texts import staff
from messages.texts import staff_carers as says
from scheduler import caring
from store import outbox, people, teams
from store.tables import Caregiver, Patient

DEED = "carer"
OPEN, YES, NO = "open", "yes", "no"


async def rows_of(session: AsyncSession, patient: Patient) -> Rows:
    """Return a button for each person who is linked, or invited, to care for a patient."""
    return tuple(
        (_button(says.OPEN, OPEN, patient, role),) for role in await people.linked(session, patient)
    )


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Ask whether a link is to end, end it, or leave it as it is."""
    at = pressed(update)
    scene, role = await _scene(session, at, now)
    if scene is None or role is None:
        return
    if at.press.choice == OPEN:
        await _ask(session, scene, role, now)
        return
    text = says.KEPT
    if at.press.choice == YES:
        await caring.unlink(session, scene.patient, role, scene.member, now)
        text = says.ENDED
    values = {"patient": scene.patient.pseudonym, "name": scene.member.name}
    await outbox.owe(session, now, face(at, (text.id,), values), quiet(at))


async def _ask(session: AsyncSession, scene: Scene, role: Caregiver, now: datetime) -> None:
    patient = scene.patient
    left = [chat for chat in await people.chats_of(session, patient) if chat != role.account_id]
    message = OutboxMessage(
        key=f"carer:{scene.at.query.id}",
        chat_id=scene.at.sender,
        lane=Lane.CONVERSATION,
        texts=(says.CONFIRM.id, *(() if left else (says.LAST.id,))),
        values={"patient": patient.pseudonym, "carer": role.name},
        rows=(
            (_button(says.YES, YES, patient, role),),
            (_button(says.NO, NO, patient, role),),
        ),
    )
    await outbox.owe(session, now, message, quiet(scene.at))


async def _scene(
    session: AsyncSession, at: Pressed, now: datetime
) -> tuple[Scene | None, Caregiver | None]:
    """Return who presses about whom, if the press may count; otherwise answer it."""
    patient = await people.patient_of_any_team(session, at.press.subject)
    member = await teams.member(session, patient.care_team_id, at.sender) if patient else None
    if patient is None or member is None or not member.role.acts:
        refusal = staff.REFUSED if member is None else staff.VIEWER_REFUSED
        await outbox.owe(session, now, answer(at, refusal, loud=True))
        return None, None
    found = [one for one in await people.linked(session, patient) if one.id == at.press.epoch]
    known = at.press.choice in (OPEN, YES, NO) and at.chat == at.sender
    if not found or not known:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON, loud=True))
        return None, None
    return Scene(at, patient, member), found[0]


def _button(text: Text, choice: str, patient: Patient, role: Caregiver) -> Choice:
    data = encode(Press(DEED, choice, patient.id or 0, role.id or 0))
    return Choice(text.id, data, values={"carer": role.name} if text is says.OPEN else {})


ROUTES: Handlers = {f"press.{DEED}": press}
