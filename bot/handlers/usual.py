"""A clinician confirms that a symptom is usual for a patient, or a member ends that.

Only in the member's direct chat. Every press is kept with who made it; nothing is overwritten.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.asking import can_be_told
from bot.inbox import Handlers
from bot.said import Pressed, answer, pressed, quiet
from care.delivery import Lane, OutboxMessage
from care.people import Role
from messages.declare import Text
from messages.texts import staff
from messages.texts import staff_usual as says
from scheduler import usual
from scheduler.usual_list import CONFIRM, END, EPOCHS, listed
from store import audit, outbox, people, teams
from store.tables import Member, Patient

DEEDS = {CONFIRM: (usual.confirm, "usual confirmed"), END: (usual.end, "usual ended")}
SHOW = "show"


@dataclass(frozen=True, slots=True)
class Scene:
    """A press that may count: who made it, about whom, which deed on which sign."""

    at: Pressed
    patient: Patient
    member: Member

    @property
    def deed(self) -> str:
        """Return what the press asks for."""
        return SHOW if self.at.press.choice == SHOW else self.at.press.choice[:4]

    @property
    def code(self) -> str:
        """Return the sign it is about."""
        return self.at.press.choice[4:]


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Confirm a usual symptom or end one, and show the list as it stands then."""
    scene = await _scene(session, update, now)
    if scene is None:
        return

    done = scene.deed == SHOW or await _carry_out(session, scene, now)

    reply = quiet(scene.at) if done else answer(scene.at, staff.OLD_BUTTON, loud=True)
    await outbox.owe(session, now, reply)
    await _show(session, scene, now)


async def _scene(session: AsyncSession, update: Update, now: datetime) -> Scene | None:
    """Return the scene if the press may count; otherwise answer, and return None."""
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    member = await teams.member(session, patient.care_team_id, at.sender) if patient else None
    refusal = staff.REFUSED
    if patient is not None and member is not None:
        scene = Scene(at, patient, member)
        missing = _missing(scene)
        if missing is None and await can_be_told(session, at.sender):
            return scene
        refusal = missing or staff.DETAILS_NO_CHAT
    await outbox.owe(session, now, answer(at, refusal, loud=True))
    return None


def _missing(scene: Scene) -> Text | None:
    """Return what stands in the way of a press: the role, or that it is no button of ours."""
    role = scene.member.role
    if not role.acts:
        return staff.VIEWER_REFUSED
    if scene.deed != SHOW and scene.deed not in DEEDS:
        return staff.OLD_BUTTON
    clinician = scene.deed != CONFIRM or role is Role.CLINICIAN
    return None if clinician else says.ONLY_CLINICIANS


async def _carry_out(session: AsyncSession, scene: Scene, now: datetime) -> bool:
    """Note what was pressed. False for a button of an earlier list, which changes nothing."""
    patient = scene.patient
    if scene.at.press.epoch != await usual.latest(session, patient) % EPOCHS:
        return False
    carry_out, deed = DEEDS[scene.deed]
    if not await carry_out(session, patient, scene.code, scene.member.id or 0, now):
        return False
    actor, subject = f"member:{scene.member.id}", f"patient:{patient.id}"
    team = patient.care_team_id
    await audit.note(session, team, now, actor=actor, deed=deed, subject=subject, sign=scene.code)
    return True


async def _show(session: AsyncSession, scene: Scene, now: datetime) -> None:
    """Send the list to the member's direct chat: what was pressed stays as it was read."""
    patient = scene.patient
    found = await listed(session, patient, scene.at.sender)
    message = OutboxMessage(
        key=f"usual:{scene.at.query.id}",
        chat_id=scene.at.sender,
        lane=Lane.CONVERSATION,
        texts=(says.HEADING.id, *(found.texts or (says.NOTHING.id,))),
        values={"patient": patient.pseudonym, **found.values},
        rows=found.rows,
    )
    await outbox.owe(session, now, message)


ROUTES: Handlers = {"press.usual": press}
