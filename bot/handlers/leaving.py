"""/delete: asked twice, refused while an alert is unresolved, and then a task of the team.

Nothing is erased here: records are deleted by the team, after some days in which the patient can
take it back. What we begin ends at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.inbox import Handlers
from bot.said import Pressed, answer, face, pressed, quiet
from bot.scene import Scene
from bot.speaking import Speaker, speaker
from care.delivery import Choice, Lane, OutboxMessage, Rows, Value
from care.escalation import Alert
from care.patient_states import LEAVING_WAITS
from care.people import PatientState
from care.tasks import TaskKind
from messages.declare import voiced
from messages.texts import patient_settings as texts
from messages.texts import patient_states
from scheduler.chores import ask_team
from scheduler.consenting import ANSWER_DAYS
from scheduler.leaving import stays, wants_deletion
from scheduler.quiet import quieten
from store import alerts, audit, outbox, people, teams
from store.tables import Patient

TOPIC = DEED = "leaving"
STAY = "stay"
ASKED, SURE = "asked", "sure"
LASTS = timedelta(hours=1)  # an old "Yes, delete" must not delete
KEPT = tuple(lane for lane in Lane if lane < Lane.CONVERSATION)
OVER = ("enrolment", "settings", "stranger", "codes")


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who wants to go, and the patient it is about; `cares` when it is not their own."""

    speaker: Speaker
    patient: Patient
    now: datetime

    @property
    def cares(self) -> bool:
        """Say whether this is somebody who cares for the patient."""
        return self.speaker.own is None

    @property
    def values(self) -> dict[str, Value]:
        """Return what the texts about leaving need."""
        name = self.patient.call_name or self.patient.name
        return {"name": name, "days": ANSWER_DAYS}


async def ask(session: AsyncSession, scene: Scene) -> None:
    """Ask whether somebody wants to leave; refuse while the team works on a report."""
    if not scene.speaker.patients:
        await _forget(session, scene)
        return
    who = Leaver(scene.speaker, scene.speaker.patients[0], scene.now)
    alert = await _alert(session, who)
    if alert is not None:
        values = await _refusal(session, who, alert)
        await _say(session, scene, texts.DELETE_REFUSED.id, values)
        return
    await _remember(session, who, ASKED)
    said = voiced(texts.DELETE_ASK.id, care=who.cares)
    await _say(session, scene, said, who.values, _yes_no(who, ASKED))


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Follow a yes or no under one of the two questions; older ones change nothing."""
    at, speaks = pressed(update), await speaker(session, update, now)
    if at.press.choice == STAY:
        await _stay(session, at, speaks, now)
        return
    asked = await people.conversation(session, speaks.account.id, TOPIC)
    fresh = asked is not None and now - asked.updated <= LASTS
    found = [one for one in speaks.patients if one.id == at.press.subject]
    step, _, said = at.press.choice.partition("_")
    if not fresh or not found or asked is None or asked.step != step:
        await outbox.owe(session, now, answer(at, texts.OLD_SETTING, loud=True))
        return

    who = Leaver(speaks, found[0], now)
    text, values, rows = await _next(session, who, step, said)

    await outbox.owe(session, now, face(at, text, values, rows), quiet(at))


async def _next(
    session: AsyncSession, who: Leaver, step: str, said: str
) -> tuple[tuple[str, ...], Mapping[str, Value], Rows]:
    """Do what was pressed. Return what is said then."""
    if said != "yes":
        await people.end_conversation(session, who.speaker.account.id, TOPIC)
        return (texts.DELETE_KEPT.id,), {}, ()
    alert = await _alert(session, who)
    if alert is not None:
        await people.end_conversation(session, who.speaker.account.id, TOPIC)
        return (texts.DELETE_REFUSED.id,), await _refusal(session, who, alert), ()
    if step == ASKED:
        await _remember(session, who, SURE)
        return (texts.DELETE_SURE.id,), who.values, _yes_no(who, SURE)
    await _go(session, who)
    left = voiced(texts.DELETED.id, care=who.cares)
    if who.cares:
        return (left,), who.values, ()
    waits = {"waits": LEAVING_WAITS.days}
    stay = Choice(patient_states.STAY.id, f"{DEED}.{STAY}:{who.patient.id}:0")
    return (left, patient_states.LEFT_WAITS.id), who.values | waits, ((stay,),)


async def _stay(session: AsyncSession, at: Pressed, speaks: Speaker, now: datetime) -> None:
    """Take the wish to be deleted back, if it is the patient's own and not too late."""
    own = speaks.own
    mine = own is not None and own.id == at.press.subject
    if (
        own is None
        or not mine
        or not await stays(session, own, _key(own, speaks.chat, own.state_since), now)
    ):
        await outbox.owe(session, now, answer(at, texts.OLD_SETTING, loud=True))
        return
    await outbox.owe(session, now, face(at, (patient_states.STAYED.id,), {}), quiet(at))


def _key(patient: Patient, account_id: int, left: datetime) -> str:
    """Return the key of the task about somebody who left at a moment."""
    return f"leaving:{patient.id}:{account_id}:{int(left.timestamp())}"


async def _go(session: AsyncSession, who: Leaver) -> None:
    """Let somebody go: end what we begin, tell the team. Symptoms still alert until erasure."""
    account_id, now = who.speaker.account.id, who.now
    for topic in (TOPIC, *OVER):
        await people.end_conversation(session, account_id, topic)
    await outbox.purge(session, account_id, keep=KEPT)
    actor = f"patient:{who.patient.id}"
    if who.cares:
        for role in await people.carer_roles(session, account_id):
            if role.patient_id == who.patient.id:
                role.removed_at, actor = now, f"caregiver:{role.id}"
                session.add(role)
        key = _key(who.patient, account_id, now)
        await ask_team(session, who.patient, TaskKind.LEAVING, key, now)
    else:
        await _leave(session, who)
    subject = f"patient:{who.patient.id}"
    team_id = who.patient.care_team_id
    await audit.note(session, team_id, now, actor=actor, deed="asked to leave", subject=subject)


async def _leave(session: AsyncSession, who: Leaver) -> None:
    """Let a patient go, and ask the team to delete the record after some days."""
    patient, now = who.patient, who.now
    await wants_deletion(session, patient, _key(patient, who.speaker.chat, now), now)
    patient.reminders_stopped_at = patient.reminders_stopped_at or now
    await quieten(session, patient)
    await people.set_state(session, patient, PatientState.LEFT, now)


async def _forget(session: AsyncSession, scene: Scene) -> None:
    """Forget what somebody without a team chose here."""
    account = scene.speaker.account
    for topic in (TOPIC, "settings", "stranger"):
        await people.end_conversation(session, account.id, topic)
    if not await teams.memberships(session, account.id):
        account.country, account.zone = None, "UTC"
        session.add(account)
    await _say(session, scene, texts.DELETED_STRANGER.id, {})


async def _alert(session: AsyncSession, who: Leaver) -> Alert | None:
    return await alerts.unresolved(session, who.patient.care_team_id, who.patient.id or 0)


async def _refusal(session: AsyncSession, who: Leaver, alert: Alert) -> Mapping[str, Value]:
    team = await teams.team(session, who.patient.care_team_id)
    return {"number": alert.number, "phone": team.phone}


async def _remember(session: AsyncSession, who: Leaver, step: str) -> None:
    account_id = who.speaker.account.id
    await people.converse(session, account_id, TOPIC, step=step, answers={}, now=who.now)


def _yes_no(who: Leaver, step: str) -> Rows:
    yes = Choice(texts.DELETE_YES.id, f"{DEED}.{step}_yes:{who.patient.id}:0")
    no = Choice(texts.DELETE_NO.id, f"{DEED}.{step}_no:{who.patient.id}:0")
    return ((no,), (yes,))


async def _say(
    session: AsyncSession,
    scene: Scene,
    text: str,
    values: Mapping[str, Value],
    rows: Rows = (),
) -> None:
    message = OutboxMessage(
        key=f"leaving:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.CONVERSATION,
        texts=(text,),
        values=values,
        rows=rows,
    )
    await outbox.owe(session, scene.now, message)


ROUTES: Handlers = {f"press.{DEED}": press}
