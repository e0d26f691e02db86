"""A member invites a patient, looks at one, and says how it stands with them.

Names, numbers, links and pictures of links go to the member's direct chat, whatever the command
was written in.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.asking import Asking, Reply, can_be_told, here, plainly, privately
from bot.callbacks import Press, encode
from bot.inbox import Handlers
from bot.links import start
from bot.said import Pressed, answer, face, pressed, quiet
from care.delivery import Choice, Lane, Method, OutboxMessage, Rows, Value
from care.emergency_numbers import NotDialable, dialable
from care.patient_states import NEXT
from care.people import PatientState
from messages.declare import Text
from messages.texts import staff
from messages.texts import staff_commands as says
from scheduler import states
from scheduler.enrolling import NewPatient, NotAllowed, invite_patient
from scheduler.naming import patient_number
from store import audit, installation, outbox, people, teams
from store.invitations import Issued
from store.tables import Member, Patient

NUMBER = re.compile(r"\s(\+[0-9 ()./-]{6,})$")
EPOCHS = 10**9  # a press carries nine digits
STATES = {state.value: state for state in PatientState}
CONFIRMED = {"died_words": True, "died_silent": False}


async def invite(session: AsyncSession, asking: Asking) -> None:
    """Enter a patient and send the way in to the member's direct chat, never to a group."""
    new = _new(asking.argument)
    if new is None:
        await here(session, asking, plainly(says.INVITE_USAGE))
        return
    if not await can_be_told(session, asking.sender):
        await here(session, asking, plainly(staff.DETAILS_NO_CHAT))
        return
    try:
        made = await invite_patient(session, asking.team, new, asking.actor, asking.now)
    except NotAllowed:
        await here(session, asking, plainly(says.NO_PHONE))
        return

    bot = await installation.bot(session)
    link = start(bot.username, made[1].token) if bot else ""
    await privately(session, asking, *_invitation(*made, link))
    if not asking.direct:
        await here(session, asking, plainly(says.INVITE_HERE))


async def show(session: AsyncSession, asking: Asking) -> None:
    """Show one patient to the member, with what can be said about them."""
    number = patient_number(asking.argument)
    patient = await people.patient(session, asking.team.id or 0, number or 0)
    if patient is None:
        await here(session, asking, plainly(says.UNKNOWN_PATIENT))
        return
    subject = f"patient:{patient.id}"
    team = asking.team.id or 0
    await audit.note(
        session, team, asking.now, actor=asking.actor, deed="patient shown", subject=subject
    )
    texts, values = await _card(session, patient)
    rows = _rows(patient) if asking.member.role.acts else ()
    await privately(session, asking, Reply(texts, values, rows))


@dataclass(frozen=True, slots=True)
class Scene:
    """A press under a patient: who is allowed to press it, and about whom."""

    at: Pressed
    patient: Patient
    member: Member


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Change a patient's state; a death is asked about once more before anything changes."""
    scene = await _scene(session, update, now)
    if scene is None:
        return

    choice = scene.at.press.choice
    if choice == PatientState.DECEASED:
        await _confirm_death(session, scene, now)
    elif choice == "keep":
        texts, values = await _card(session, scene.patient)
        await _show(session, scene, texts, values, _rows(scene.patient), now)
    elif choice in CONFIRMED:
        change = states.Change(PatientState.DECEASED, scene.member, condolence=CONFIRMED[choice])
        await _change(session, scene, change, now)
    elif choice in STATES:
        await _change(session, scene, states.Change(STATES[choice], scene.member), now)
    else:
        await outbox.owe(session, now, answer(scene.at, staff.OLD_BUTTON, loud=True))


async def _scene(session: AsyncSession, update: Update, now: datetime) -> Scene | None:
    """Return the scene if the press may count; otherwise answer, and return None."""
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    member = await teams.member(session, patient.care_team_id, at.sender) if patient else None
    refusal = None
    if patient is None or member is None:
        refusal = staff.REFUSED
    elif not member.role.acts:
        refusal = staff.VIEWER_REFUSED
    elif at.press.epoch != _epoch(patient):
        refusal = staff.OLD_BUTTON
    if patient is None or member is None or refusal is not None:
        await outbox.owe(session, now, answer(at, refusal or staff.REFUSED, loud=True))
        return None
    return Scene(at, patient, member)


async def _confirm_death(session: AsyncSession, scene: Scene, now: datetime) -> None:
    values: dict[str, Value] = {"patient": scene.patient.pseudonym, "name": scene.patient.name}
    rows = tuple(
        (_choice(text, name, scene.patient),)
        for name, text in (
            ("died_words", says.DIED_WITH_WORDS),
            ("died_silent", says.DIED_IN_SILENCE),
            ("keep", says.NOT_DIED),
        )
    )
    await _show(session, scene, (says.CONFIRM_DEATH,), values, rows, now)


async def _change(
    session: AsyncSession, scene: Scene, change: states.Change, now: datetime
) -> None:
    try:
        await states.change(session, scene.patient, change, now)
    except states.NotNow as why:
        text = says.ALERT_FIRST if why.code == "alert" else staff.OLD_BUTTON
        await outbox.owe(session, now, answer(scene.at, text, loud=True))
        return
    values: dict[str, Value] = {
        "patient": scene.patient.pseudonym,
        "state": says.STATES[change.state].id,
        "name": scene.member.name,
        "since": now.isoformat(),
    }
    await _show(session, scene, (says.STATE_CHANGED,), values, (), now)
    team = await teams.team(session, scene.patient.care_team_id)
    if team.chat_id is not None and team.chat_id != scene.at.chat:
        message = OutboxMessage(
            key=f"state:{scene.at.query.id}:group",
            chat_id=team.chat_id,
            lane=Lane.CONVERSATION,
            texts=(says.STATE_CHANGED.id,),
            values=values,
            silent=True,
        )
        await outbox.owe(session, now, message)


async def _show(  # noqa: PLR0913, PLR0917 -- one face, as it is said
    session: AsyncSession,
    scene: Scene,
    texts: tuple[Text, ...],
    values: dict[str, Value],
    rows: Rows,
    now: datetime,
) -> None:
    """Give the message its new face; a name is shown only where the card stands: a direct chat."""
    ids = tuple(text.id for text in texts)
    await outbox.owe(session, now, quiet(scene.at), face(scene.at, ids, values, rows))


async def _card(
    session: AsyncSession, patient: Patient
) -> tuple[tuple[Text, ...], dict[str, Value]]:
    texts = [says.PATIENT_CARD]
    values: dict[str, Value] = {
        "patient": patient.pseudonym,
        "name": patient.name,
        "state": says.STATES[patient.state].id,
        "since": patient.state_since.isoformat(),
    }
    if patient.phone:
        texts.append(says.PATIENT_PHONE)
        values["patient_phone"] = patient.phone
    chats = await people.chats_of(session, patient)
    if not [chat for chat in chats if await can_be_told(session, chat)]:
        texts.append(says.PATIENT_NO_CHAT)
    return tuple(texts), values


def _rows(patient: Patient) -> Rows:
    return tuple(
        (_choice(says.STATE_BUTTONS[state], state.value, patient),) for state in NEXT[patient.state]
    )


def _choice(text: Text, name: str, patient: Patient) -> Choice:
    return Choice(text.id, encode(Press("state", name, patient.id or 0, _epoch(patient))))


def _epoch(patient: Patient) -> int:
    """Return what a button must carry to count: it is another one in every state."""
    return int(patient.state_since.timestamp()) % EPOCHS


def _new(argument: str) -> NewPatient | None:
    """Return whom to invite, or None when no name is there or the number cannot be dialled."""
    found = NUMBER.search(argument)
    name = argument[: found.start()].strip() if found else argument
    if not name or name[0] in "+0123456789":
        return None
    try:
        return NewPatient(name, dialable(found[1]) if found else None)
    except NotDialable:
        return None


def _invitation(patient: Patient, issued: Issued, link: str) -> tuple[Reply, ...]:
    values: dict[str, Value] = {
        "patient": patient.pseudonym,
        "name": patient.name,
        "expires": issued.expires.isoformat(),
        "code": issued.spoken,
    }
    if not link:
        return (Reply((says.INVITED, says.INVITE_CODE), values, part="invitation"),)
    share = Choice(says.SHARE.id, url=f"https://t.me/share/url?url={quote(link, safe='')}")
    texts = (says.INVITED, says.INVITE_LINK, says.INVITE_CODE)
    values["link"] = link
    picture = {"patient": patient.pseudonym, "link": link}
    return (
        Reply(texts, values, ((share,),), part="invitation"),
        Reply((says.INVITE_QR,), picture, method=Method.PHOTO, part="picture"),
    )


ROUTES: Handlers = {"press.state": press}
