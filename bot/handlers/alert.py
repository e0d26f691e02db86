"""A member of the care team presses a button under an alert."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.inbox import Handlers
from bot.said import Pressed, answer, pressed, quiet
from care import escalation
from care.delivery import OutboxMessage
from care.escalation import Alert, Status
from messages.texts import staff
from scheduler import cards, questionnaire_fever
from scheduler.answers import tell_closed, tell_seen
from scheduler.details import details
from store import alerts, audit, outbox, people, teams
from store.tables import Member, Patient

TOLD_AT_THE_END = {
    "spoken",
    "spoken_family",
    "hospital",
    "not_reached",
    "appointment",
    "other_team",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """An alert, its patient, and the member who pressed."""

    at: Pressed
    alert: Alert
    patient: Patient
    member: Member

    @property
    def current(self) -> bool:
        """Say whether the button belongs to the alert as it is now."""
        return self.at.press.epoch == self.alert.epoch


async def acknowledge(session: AsyncSession, update: Update, now: datetime) -> None:
    """Give the alert to the first who presses, and tell everybody else who that was."""
    scene = await _scene(session, update, now)
    if scene is None:
        return

    alert = scene.alert
    taken = escalation.acknowledge(alert, scene.member.id or 0, now)
    open_still = alert.status is Status.OPEN and scene.current
    if open_still and await alerts.replace(session, alert, taken):
        await _note(session, scene, "acknowledged", now)
        await tell_seen(session, scene.patient, taken, now)
        held = await cards.held(session, taken, scene.patient)
        await cards.reface(session, taken, held, now)
    else:
        taken = await alerts.find(session, alert.id) or alert

    if taken.status is not Status.ACKNOWLEDGED or not scene.current:
        await outbox.owe(session, now, answer(scene.at, staff.OLD_BUTTON, loud=True))
        return
    face = await cards.held(session, taken, scene.patient)
    await _show(session, scene, taken, face, now)
    await outbox.owe(session, now, answer(scene.at, staff.HELD, values=face.values))


async def show_details(session: AsyncSession, update: Update, now: datetime) -> None:
    """Send name, number to dial and words to the member who asked, in the direct chat."""
    scene = await _scene(session, update, now, may_look=True)
    if scene is None:
        return

    account = await people.account(session, scene.at.sender)
    if account is None or account.started_at is None:
        await outbox.owe(session, now, answer(scene.at, staff.DETAILS_NO_CHAT, loud=True))
        return
    await details(session, scene.patient, scene.alert, scene.at.sender, now)
    await _note(session, scene, "details shown", now)
    reply = quiet(scene.at) if scene.at.chat == scene.at.sender else _sent(scene.at)
    await outbox.owe(session, now, reply)


async def ask_why(session: AsyncSession, update: Update, now: datetime) -> None:
    """Ask for the reason before an alert is closed."""
    scene = await _scene(session, update, now)
    if scene is None or await _outdated(session, scene, now):
        return

    face = await cards.why(scene.alert, scene.patient)
    await _show(session, scene, scene.alert, face, now)
    await outbox.owe(session, now, quiet(scene.at))


async def go_back(session: AsyncSession, update: Update, now: datetime) -> None:
    """Leave the alert as it is after all."""
    scene = await _scene(session, update, now)
    if scene is None or await _outdated(session, scene, now):
        return

    face = await cards.held(session, scene.alert, scene.patient)
    await _show(session, scene, scene.alert, face, now)
    await outbox.owe(session, now, quiet(scene.at))


async def resolve(session: AsyncSession, update: Update, now: datetime) -> None:
    """Close the alert for a coded reason."""
    scene = await _scene(session, update, now)
    if scene is None or await _outdated(session, scene, now):
        return
    reason = scene.at.press.choice
    if reason not in staff.REASONS:
        await outbox.owe(session, now, answer(scene.at, staff.OLD_BUTTON, loud=True))
        return

    member_id = scene.member.id or 0
    if not await alerts.close(session, scene.alert, member_id, reason, now):
        await outbox.owe(session, now, answer(scene.at, staff.OLD_BUTTON, loud=True))
        return
    await questionnaire_fever.stop(session, scene.patient)
    await _note(session, scene, "resolved", now, reason=reason)
    done = escalation.resolve(scene.alert)
    if reason in TOLD_AT_THE_END:
        await tell_closed(session, scene.patient, done, reason, now)

    face = cards.resolved(done, scene.patient, scene.member.name, reason)
    await cards.reface(session, done, face, now)
    await _show(session, scene, done, face, now)
    await outbox.owe(session, now, quiet(scene.at))


async def old_button(session: AsyncSession, update: Update, now: datetime) -> None:
    """Answer, and change nothing."""
    await outbox.owe(session, now, answer(pressed(update), staff.OLD_BUTTON))


async def _scene(
    session: AsyncSession, update: Update, now: datetime, *, may_look: bool = False
) -> Scene | None:
    """Return the scene if whoever pressed has the right; otherwise answer, and return None.

    The right is a member's, of the alert's own team; being in a chat gives none.
    """
    at = pressed(update)
    alert = await alerts.find(session, at.press.subject)
    member = await teams.member(session, alert.care_team_id, at.sender) if alert else None
    if alert is None or member is None:
        await outbox.owe(session, now, answer(at, staff.REFUSED, loud=True))
        return None
    if not (member.role.acts or may_look):
        await outbox.owe(session, now, answer(at, staff.VIEWER_REFUSED, loud=True))
        return None
    patient = await people.patient(session, alert.care_team_id, alert.patient_id)
    if patient is None:  # with another team now: nothing of theirs is shown here any more
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON, loud=True))
        return None
    return Scene(at, alert, patient, member)


async def _outdated(session: AsyncSession, scene: Scene, now: datetime) -> bool:
    if scene.alert.status is Status.ACKNOWLEDGED and scene.current:
        return False
    text = staff.OLD_BUTTON
    if scene.alert.status is Status.OPEN and scene.current:
        text = staff.NOT_SPOKEN
    await outbox.owe(session, now, answer(scene.at, text, loud=True))
    return True


async def _show(
    session: AsyncSession, scene: Scene, alert: Alert, face: cards.Face, now: datetime
) -> None:
    """Give the message that was pressed its new face, known to us or not."""
    if scene.at.message_id is not None:
        await cards.turn(session, alert, face, (scene.at.chat, scene.at.message_id), now)


async def _note(
    session: AsyncSession, scene: Scene, deed: str, now: datetime, **codes: str
) -> None:
    actor = f"member:{scene.member.id}"
    await alerts.note(session, scene.alert.id, now, deed, actor, **codes)
    team, subject = scene.alert.care_team_id, f"alert:{scene.alert.id}"
    await audit.note(session, team, now, actor=actor, deed=deed, subject=subject, **codes)


def _sent(at: Pressed) -> OutboxMessage:
    return answer(at, staff.DETAILS_SENT)


ROUTES: Handlers = {
    "press.ack": acknowledge,
    "press.details": show_details,
    "press.why": ask_why,
    "press.back": go_back,
    "press.resolve": resolve,
}
