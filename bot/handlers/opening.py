"""Somebody opens an invitation: by its link, by `/start CODE`, or by typing the code.

Holds who may come in by which invitation, and how often codes may be wrong. Asks no question.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.handlers import enrolment
from bot.scene import Scene
from care.delivery import Lane, OutboxMessage, Value
from care.emergency_numbers import emergency_number
from care.enrolment import TRIES_AN_HOUR, TRIES_LAST, TRIES_OF_ALL
from care.people import InvitationKind, PatientState, Topic
from care.tasks import TaskKind
from messages.declare import Text, voiced
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import patient_enrolment as texts
from messages.texts import redflag_talk, staff_joining
from scheduler.chores import ask_team
from scheduler.enrolling import NotAllowed, attach
from scheduler.enrolment import Entrant, entrant, is_free, tie
from scheduler.wayout import way_out
from store import audit, consents, invitations, outbox, people, teams
from store.invitations import ALPHABET
from store.tables import Invitation, Member

CODE = re.compile(rf"[{ALPHABET}]{{4}}(?:[\s–—-]*[{ALPHABET}]{{4}}){{2}}", re.IGNORECASE)
TRIES, EVERYBODY = "codes", 0  # the conversation that counts wrong codes; 0 is no account


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Take a code that somebody typed without a command."""
    first, _, rest = scene.words.strip().partition(" ")
    said = rest.strip() if first.casefold() == "start" else scene.words.strip()
    if not CODE.fullmatch(said) or said.replace(" ", "").isalpha():  # those may be words
        return False
    await open_invitation(session, scene, said)
    return True


async def open_invitation(session: AsyncSession, scene: Scene, said: str) -> None:
    """Open what a token or a code is for; a wrong one counts, and says the same as any other."""
    until = await _blocked_until(session, scene, said)
    if until is not None:
        await _say(session, scene, texts.TOO_MANY, {"time": until.isoformat()})
        return
    invitation = await invitations.find(session, said)
    if invitation is None:
        await _count(session, scene.speaker.account.id, scene.now)
        await _count(session, EVERYBODY, scene.now)
        await _say(session, scene, texts.WRONG_CODE)
        return
    await DOORS[invitation.kind](session, scene, invitation)


# --- Wrong codes ----------------------------------------------------------------------------------


async def _blocked_until(session: AsyncSession, scene: Scene, said: str) -> datetime | None:
    """Return until when codes are not looked at. A link's token always is: it cannot be guessed."""
    if invitations.code_in(said) is None:
        return None
    for account_id, limit in ((scene.speaker.account.id, TRIES_AN_HOUR), (EVERYBODY, TRIES_OF_ALL)):
        tries = await _tries(session, account_id, scene.now)
        if len(tries) >= limit:
            return tries[-limit] + TRIES_LAST
    return None


async def _tries(session: AsyncSession, account_id: int, now: datetime) -> list[datetime]:
    row = await people.conversation(session, account_id, TRIES)
    tries = [datetime.fromisoformat(one) for one in row.answers] if row else []
    return [one for one in tries if now - one < TRIES_LAST]


async def _count(session: AsyncSession, account_id: int, now: datetime) -> None:
    tries = [*await _tries(session, account_id, now), now]
    kept = [one.isoformat() for one in tries[-TRIES_OF_ALL:]]
    await people.converse(session, account_id, TRIES, step="wrong", answers=kept, now=now)


# --- A patient, or somebody who cares for one -----------------------------------------------------


async def _patient_or_carer(session: AsyncSession, scene: Scene, invitation: Invitation) -> None:
    who = await entrant(session, scene.speaker.account, invitation)
    if who is not None and await _is_in(session, scene, who):
        return
    if who is None or not await enrolment.may_go_on(session, scene, invitation):
        await _used(session, scene, invitation)
        return
    refusal = await _refusal(session, scene, who)
    if refusal is not None:
        await _say(session, scene, refusal, {"phone": who.team.phone})
        return
    if not await invitations.open_by(session, invitation, who.account.id, scene.now):
        await _used(session, scene, invitation)
        return
    if who.cares:
        await _note_opened(session, who, scene.now)
    else:
        await tie(session, who, scene.now)
    await enrolment.begin(session, scene, who)


async def _is_in(session: AsyncSession, scene: Scene, who: Entrant) -> bool:
    """Greet somebody who has come in by this door already. False for everybody else."""
    own = scene.speaker.own
    if who.caregiver is not None:
        inside = who.caregiver.account_id == who.account.id and who.invitation.used_at is not None
    else:
        inside = own is not None and own.id == who.patient.id
        inside = inside and who.patient.state is not PatientState.LEFT
        inside = inside and (
            who.invitation.used_at is not None or who.patient.state is not PatientState.INVITED
        )
    if inside:
        await welcome_back(session, scene)
    return inside


async def welcome_back(session: AsyncSession, scene: Scene) -> None:
    """Greet somebody who is in, with the numbers and the keyboard."""
    patient = scene.speaker.patients[0]
    team = await teams.team(session, patient.care_team_id)
    way = await way_out(session, team, scene.speaker.chat, scene.now)
    again = voiced("patient.enrol.again", care=scene.speaker.own is None)
    message = OutboxMessage(
        key=f"again:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.CONVERSATION,
        texts=(again, *way.texts),
        values={**way.values, "name": patient.call_name or patient.name},
        keyboard=KEYBOARD,
    )
    await outbox.owe(session, scene.now, message)


async def _refusal(session: AsyncSession, scene: Scene, who: Entrant) -> Text | None:
    """Return why this account may not come in here, or None."""
    if await teams.member(session, who.patient.care_team_id, who.account.id) is not None:
        return staff_joining.FOR_THE_PATIENT
    if not who.patient.state.is_answered:
        return texts.CLOSED
    if who.cares:
        agreed = await consents.agreed(session, who.patient, Topic.CAREGIVER)
        return texts.CLOSED if agreed is False else None
    own = scene.speaker.own
    another = own is not None and own.id != who.patient.id
    if another and own is not None and not await is_free(session, own):
        return texts.TAKEN
    return None


async def _used(session: AsyncSession, scene: Scene, invitation: Invitation) -> None:
    """Answer an invitation that was used or is too old, and tell its team once."""
    team = await teams.team(session, invitation.care_team_id)
    patient = await people.patient(session, team.id or 0, invitation.patient_id or 0)
    if patient is not None:
        key = f"used_invitation:{invitation.id}:{scene.speaker.account.id}"
        await ask_team(session, patient, TaskKind.USED_INVITATION, key, scene.now)
    country = scene.speaker.account.country or team.country
    confirmed = {team.country: team.emergency_number} if team.emergency_number else {}
    ambulance = emergency_number(country, confirmed)
    values: dict[str, Value] = {"phone": team.phone}
    if ambulance is not None:
        values["emergency"] = list(ambulance.numbers)
    await _say(session, scene, redflag_talk.STRANGER_INVITED, values)


async def _note_opened(session: AsyncSession, who: Entrant, now: datetime) -> None:
    subject, deed = f"invitation:{who.invitation.id}", "invitation opened"
    team_id = who.patient.care_team_id
    await audit.note(session, team_id, now, actor=who.actor, deed=deed, subject=subject)


# --- A member of the team, a group ----------------------------------------------------------------


async def _member(session: AsyncSession, scene: Scene, invitation: Invitation) -> None:
    """Make the account the member's, unless it is a patient's or another member's of the team."""
    team = await teams.team(session, invitation.care_team_id)
    member = await session.get(Member, invitation.member_id or 0)
    known = await teams.member(session, invitation.care_team_id, scene.speaker.account.id)
    values: dict[str, Value] = {"team": team.name}
    if known is not None:
        await _say(session, scene, staff_joining.ALREADY, values)
        return
    stands = invitations.stands(invitation, scene.speaker.account.id, scene.now)
    if member is None or member.removed_at is not None or not stands:
        await _used(session, scene, invitation)
        return
    if any(patient.care_team_id == team.id for patient in scene.speaker.patients):
        await _say(session, scene, staff_joining.OWN_PATIENT)
        return
    await _join(session, scene, invitation, member)


async def _join(
    session: AsyncSession, scene: Scene, invitation: Invitation, member: Member
) -> None:
    account_id, now = scene.speaker.account.id, scene.now
    first = await invitations.open_by(session, invitation, account_id, now)
    if not first or not await invitations.use(session, invitation, now):
        await _used(session, scene, invitation)
        return
    try:
        await attach(session, member, account_id, now)
    except NotAllowed:
        await _used(session, scene, invitation)
        return
    subject, actor = f"member:{member.id}", f"member:{member.id}"
    team_id = member.care_team_id
    await audit.note(session, team_id, now, actor=actor, deed="member joined", subject=subject)
    await _greet(session, scene, member)


async def _greet(session: AsyncSession, scene: Scene, member: Member) -> None:
    team = await teams.team(session, member.care_team_id)
    shifts = await teams.on_call(session, member.care_team_id, scene.now)
    on_call = any(one.id == member.id for _, one in shifts)
    more = staff_joining.ON_CALL if on_call else staff_joining.NOT_ON_CALL
    values: dict[str, Value] = {
        "team": team.name,
        "name": member.name,
        "role": [staff_joining.ROLES[member.role].id],
    }
    greeting = _message(scene, staff_joining.WELCOME, values)
    messages = [replace(greeting, texts=(*greeting.texts, more.id))]
    if team.chat_id is not None:
        line = OutboxMessage(
            key=f"member_joined:{member.id}:{scene.speaker.account.id}",
            chat_id=team.chat_id,
            lane=Lane.CONVERSATION,
            texts=(staff_joining.MEMBER_JOINED.id,),
            values={"name": member.name, "role": values["role"]},
            silent=True,
        )
        messages.append(line)
    await outbox.owe(session, scene.now, *messages)


async def _group(session: AsyncSession, scene: Scene, invitation: Invitation) -> None:  # noqa: ARG001 -- one of DOORS
    await _say(session, scene, staff_joining.FOR_A_GROUP)


Door = Callable[[AsyncSession, Scene, Invitation], Awaitable[None]]
DOORS: Mapping[InvitationKind, Door] = {
    InvitationKind.PATIENT: _patient_or_carer,
    InvitationKind.CAREGIVER: _patient_or_carer,
    InvitationKind.MEMBER: _member,
    InvitationKind.GROUP: _group,
}


def _message(scene: Scene, text: Text, values: Mapping[str, Value]) -> OutboxMessage:
    return OutboxMessage(
        key=f"opening:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.CONVERSATION,
        texts=(text.id,),
        values=values,
    )


async def _say(
    session: AsyncSession, scene: Scene, text: Text, values: Mapping[str, Value] | None = None
) -> None:
    await outbox.owe(session, scene.now, _message(scene, text, values or {}))
