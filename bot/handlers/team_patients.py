"""A member looks at a patient, and says how it stands with them.

Names, numbers, links and pictures of links go to the member's direct chat, whatever the command
was written in.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.asking import Asking, Reply, can_be_told, here, may_act, plainly, privately
from bot.callbacks import Press, encode
from bot.handlers import team_carers, team_invitations
from bot.inbox import Handlers
from bot.said import Pressed, answer, face, pressed, quiet
from care.coming_of_age import NoBirthDate, birth_date
from care.delivery import Choice, Lane, OutboxMessage, Rows, Value
from care.people import PatientState
from messages.declare import Text
from messages.texts import staff, staff_facts, staff_transfer
from messages.texts import staff_commands as says
from scheduler import coming_of_age, states
from scheduler.naming import after_patient, patient_number
from scheduler.record_buttons import of_member
from store import audit, outbox, people, teams
from store.tables import Member, Patient

BORN = re.compile(r"born\b\s*(.*)", re.IGNORECASE)
NOT_BORN = "none"
NUMBER = re.compile(r"\s(\+[0-9 ()./-]{6,})$")
EPOCHS = 10**9  # a press carries nine digits
STATES = {state.value: state for state in PatientState}
AGAIN = "invite"
CONFIRMED = {"died_words": True, "died_silent": False}
CHOICES = frozenset({AGAIN, "keep", *CONFIRMED, *STATES})


async def show(session: AsyncSession, asking: Asking) -> None:
    """Show one patient to the member, with what can be said about them."""
    number = patient_number(asking.argument)
    patient = await people.patient(session, asking.team.id or 0, number or 0)
    if patient is None:
        await here(session, asking, plainly(says.UNKNOWN_PATIENT))
        return
    born = BORN.fullmatch(after_patient(asking.argument))
    if born is not None and not await _enter_birth(session, asking, patient, born[1]):
        return
    subject = f"patient:{patient.id}"
    team = asking.team.id or 0
    await audit.note(
        session, team, asking.now, actor=asking.actor, deed="patient shown", subject=subject
    )
    texts, values = await _card(session, patient, asking.now)
    rows: Rows = ()
    if asking.member.role.acts:
        rows = (*await _rows(session, patient), *await team_carers.rows_of(session, patient))
    await privately(session, asking, Reply(texts, values, (*rows, *of_member(patient))))


async def _enter_birth(
    session: AsyncSession, asking: Asking, patient: Patient, written: str
) -> bool:
    """Note a date of birth, or take it out. False when nothing was changed, and that was said."""
    if not await may_act(session, asking):
        return False
    try:
        born = None if written == NOT_BORN else birth_date(written, asking.now.date())
    except NoBirthDate:
        await here(session, asking, plainly(staff_transfer.BORN_USAGE, patient=patient.pseudonym))
        return False
    await coming_of_age.set_birth_date(session, patient, born, asking.actor, asking.now)
    return True


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
        texts, values = await _card(session, scene.patient, now)
        await _show(session, scene, texts, values, await _rows(session, scene.patient), now)
    elif choice in CONFIRMED:
        change = states.Change(PatientState.DECEASED, scene.member, condolence=CONFIRMED[choice])
        await _change(session, scene, change, now)
    elif choice == AGAIN:
        await team_invitations.again(session, scene.at, (scene.patient, scene.member), now)
    else:
        await _change(session, scene, states.Change(STATES[choice], scene.member), now)


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
    elif at.press.epoch != _epoch(patient) or at.press.choice not in CHOICES:
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
    session: AsyncSession, patient: Patient, now: datetime
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
    when = await coming_of_age.when_of(session, patient)
    if when is not None and now < when.at:
        texts.append(staff_transfer.BORN)
        values["day"] = when.day.isoformat()
    elif when is None and await _waits_through_family(session, patient):
        texts.append(staff_transfer.CHILD_ASK)
    chats = await people.chats_of(session, patient)
    if not [chat for chat in chats if await can_be_told(session, chat)]:
        texts.append(says.PATIENT_NO_CHAT)
    return tuple(texts), values


async def _waits_through_family(session: AsyncSession, patient: Patient) -> bool:
    """Say whether somebody of the family has joined, and nobody is reminded of anything."""
    return PatientState.ENROLLED in await states.possible(session, patient) and (
        patient.state is PatientState.INVITED
    )


async def _rows(session: AsyncSession, patient: Patient) -> Rows:
    family = patient.state is PatientState.INVITED
    labels = dict(says.STATE_BUTTONS)
    if family:
        labels[PatientState.ENROLLED] = staff_transfer.THROUGH_FAMILY
    rows = [
        (_choice(labels[state], state.value, patient),)
        for state in await states.possible(session, patient)
    ]
    if patient.state.is_answered:
        rows.append((Choice(staff_facts.SHOW.id, f"facts.show:{patient.id}"),))
    if patient.account_id is None and patient.state.is_answered:
        rows.insert(0, (_choice(staff_transfer.INVITE_AGAIN, AGAIN, patient),))
    return tuple(rows)


def _choice(text: Text, name: str, patient: Patient) -> Choice:
    return Choice(text.id, encode(Press("state", name, patient.id or 0, _epoch(patient))))


def _epoch(patient: Patient) -> int:
    """Return what a button must carry to count: it is another one in every state."""
    return int(patient.state_since.timestamp()) % EPOCHS


ROUTES: Handlers = {"press.state": press}
