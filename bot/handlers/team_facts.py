"""A member says what is known of a patient's risks: yes, no or not known, a press at a time.

Below stands what the patient answered to the short questions, and that it was talked through.

Only in the member's direct chat. Each press is kept with who made it; nothing is ever overwritten.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.asking import can_be_told
from bot.callbacks import Press, encode
from bot.inbox import Handlers
from bot.said import Pressed, answer, face, pressed, quiet
from care.delivery import Choice, Lane, OutboxMessage, Rows, Value
from care.findings import Risk
from care.risks import (
    BY_PLAN,
    BY_REPORTS,
    INFECTION_LATELY,
    NEUTROPHILS_LOW,
    SEVERAL,
    STEROID_DOSE,
    Known,
    Word,
    after,
    answer_of,
)
from messages.listing import line
from messages.texts import staff, staff_teach_back
from messages.texts import staff_facts as says
from scheduler import risks, teach_back
from scheduler.risks import Profile
from store import audit, outbox, people, teams
from store.patient_facts import Said
from store.tables import Member, Patient

EPOCHS = 10**9  # a press carries nine digits
SHOW, TALKED = "show", "talked"
# Parts of buttons that people still hold, so never renamed; a press takes 24 letters.
BUTTONS = {
    "steroids": Risk.STEROIDS,
    "several": Risk.SEVERAL_IMMUNOSUPPRESSANTS,
    "lung": Risk.LUNG_DISEASE,
    "neutrophils": Risk.LOW_NEUTROPHILS,
    "immunoglobulins": Risk.LOW_IMMUNOGLOBULINS,
    "infection": Risk.RECENT_INFECTION,
    "alone": Risk.LIVES_ALONE,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A press that may count: who made it, and about whom."""

    at: Pressed
    patient: Patient
    member: Member


@dataclass(frozen=True, slots=True)
class Screen:
    """What is known of a patient, as a message."""

    texts: tuple[str, ...]
    values: dict[str, Value]
    rows: Rows


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Show what is known, or change one answer; an old button shows it as it is now."""
    scene = await _scene(session, update, now)
    if scene is None:
        return

    known = await risks.profile(session, scene.patient, now)
    if scene.at.press.choice == SHOW:
        await _send(session, scene, await _screen(session, scene.patient, known, now), now)
        return
    current = scene.at.press.epoch == known.asserted % EPOCHS
    if current:
        await _change(session, scene, known, now)
        known = await risks.profile(session, scene.patient, now)

    screen = await _screen(session, scene.patient, known, now)
    reply = quiet(scene.at) if current else answer(scene.at, staff.OLD_BUTTON, loud=True)
    await outbox.owe(session, now, reply)
    turned = face(scene.at, screen.texts, screen.values, screen.rows)
    await outbox.owe(session, now, turned)


async def _scene(session: AsyncSession, update: Update, now: datetime) -> Scene | None:
    """Return the scene if the press may count; otherwise answer, and return None."""
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    member = await teams.member(session, patient.care_team_id, at.sender) if patient else None
    refusal = staff.REFUSED
    if patient is not None and member is not None:
        if member.role.acts and _fits(at):
            return Scene(at, patient, member)
        refusal = staff.OLD_BUTTON if member.role.acts else staff.VIEWER_REFUSED
    await outbox.owe(session, now, answer(at, refusal, loud=True))
    return None


def _fits(at: Pressed) -> bool:
    """Say whether it is one of our buttons, where nobody else reads what it shows."""
    known = at.press.choice in {*BUTTONS, TALKED} and at.chat == at.sender
    return known or at.press.choice == SHOW


async def _change(session: AsyncSession, scene: Scene, known: Profile, now: datetime) -> None:
    actor = f"member:{scene.member.id}"
    if scene.at.press.choice == TALKED:
        await teach_back.talk_through(session, scene.patient, actor, now)
        return
    risk = BUTTONS[scene.at.press.choice]
    following = after(answer_of(known.risks[risk]))
    await risks.note(session, scene.patient, risk, following, Said(actor, now), actor)


async def _send(session: AsyncSession, scene: Scene, screen: Screen, now: datetime) -> None:
    """Send the screen to the member's direct chat, wherever the button was."""
    if not await can_be_told(session, scene.at.sender):
        await outbox.owe(session, now, answer(scene.at, staff.DETAILS_NO_CHAT, loud=True))
        return
    team, subject = scene.patient.care_team_id, f"patient:{scene.patient.id}"
    actor, deed = f"member:{scene.member.id}", "facts shown"
    await audit.note(session, team, now, actor=actor, deed=deed, subject=subject)
    message = OutboxMessage(
        key=f"facts:{scene.at.query.id}",
        chat_id=scene.at.sender,
        lane=Lane.CONVERSATION,
        texts=screen.texts,
        values=screen.values,
        rows=screen.rows,
    )
    await outbox.owe(session, now, quiet(scene.at))
    await outbox.owe(session, now, message)


async def _screen(session: AsyncSession, patient: Patient, known: Profile, now: datetime) -> Screen:
    texts = [says.SCREEN.id, says.LEGEND.id]
    values: dict[str, Value] = {
        "patient": patient.pseudonym,
        "name": patient.name,
        "steroids": STEROID_DOSE.value,
        "several": SEVERAL.value,
        "neutrophils": str(NEUTROPHILS_LOW.value),
        "recent": INFECTION_LATELY.value,
    }
    said = [await _said(session, patient, risk, word) for risk, word in known.risks.items() if word]
    if said:
        texts.append(says.SAID.id)
        values["said"] = said
    taught = await teach_back.standings(session, patient, now)
    texts.append(staff_teach_back.TAUGHT.id)
    values["taught"] = teach_back.lines(taught)
    talked = _talked(patient, known) if teach_back.unsettled(taught) else ()
    return Screen(tuple(texts), values, (*_rows(patient, known), *talked))


def _rows(patient: Patient, known: Profile) -> Rows:
    epoch = known.asserted % EPOCHS
    return tuple(
        (
            Choice(
                says.LABELS[risk].id,
                encode(Press("facts", name, patient.id or 0, epoch)),
                values={"answer": says.ANSWERS[answer_of(known.risks[risk])].id},
            ),
        )
        for name, risk in BUTTONS.items()
    )


def _talked(patient: Patient, known: Profile) -> Rows:
    press = Press("facts", TALKED, patient.id or 0, known.asserted % EPOCHS)
    return ((Choice(staff_teach_back.TALKED.id, encode(press)),),)


async def _said(session: AsyncSession, patient: Patient, risk: Risk, word: Word) -> str:
    """Return on whose word an answer stands, as a line."""
    values: dict[str, Value] = {
        "risk": says.NAMES[risk].id,
        "answer": says.ANSWERS[Known(word.known)].id,
    }
    if word.who == BY_PLAN:
        return line(says.BY_PLAN, values)
    values["at"] = word.at.isoformat()
    if word.who == BY_REPORTS:
        return line(says.BY_REPORTS, values)
    return line(says.BY_SOMEBODY, values | {"who": await _name(session, patient, word.who)})


async def _name(session: AsyncSession, patient: Patient, who: str) -> str:
    kind, _, number = who.partition(":")
    if kind != "member" or not number.isdecimal():
        return who
    return await teams.member_name(session, patient.care_team_id, int(number))


ROUTES: Handlers = {"press.facts": press}
