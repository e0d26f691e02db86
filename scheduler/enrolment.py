"""Who comes in by an invitation, and what that changes: ties, consents, numbers, the team's card.

Holds no question and no order of questions: those are care/enrolment.py and the conversation.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Choice, Lane, OutboxMessage
from care.people import ANSWERED, InvitationKind, PatientState, Topic
from care.tasks import TaskKind
from messages import languages
from messages.texts import patient_enrolment, staff_joining
from scheduler.appointing import plan_all
from scheduler.chores import ask_team
from scheduler.coming_of_age import take_part
from scheduler.consenting import VERSION
from store import alerts, audit, consents, invitations, outbox, people, teams
from store.tables import Account, Caregiver, CareTeam, Consent, Invitation, Patient

CONVERSATION = "enrolment"
CARED_FOR = frozenset(ANSWERED - {PatientState.LEFT})


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody on the way in: who they are in Telegram, and who they will be here."""

    account: Account
    invitation: Invitation
    patient: Patient
    team: CareTeam
    caregiver: Caregiver | None = None

    @property
    def cares(self) -> bool:
        """Say whether this is somebody who cares for the patient."""
        return self.caregiver is not None

    @property
    def phone(self) -> str | None:
        """Return the number that the clinic or the person has given so far."""
        return self.caregiver.phone if self.caregiver else self.patient.phone

    @property
    def actor(self) -> str:
        """Return how the audit calls them."""
        if self.caregiver is not None:
            return f"caregiver:{self.caregiver.id}"
        return f"patient:{self.patient.id}"


async def entrant(
    session: AsyncSession, account: Account, invitation: Invitation
) -> Entrant | None:
    """Return who comes in by this invitation, or None when nobody does any more."""
    team_id = invitation.care_team_id
    patient = await people.patient(session, team_id, invitation.patient_id or 0)
    if patient is None:
        return None
    caregiver = None
    if invitation.kind is InvitationKind.CAREGIVER:
        caregiver = await people.caregiver(session, team_id, invitation.caregiver_id or 0)
        if caregiver is None:
            return None
    team = await teams.team(session, team_id)
    return Entrant(account, invitation, patient, team, caregiver)


async def is_free(session: AsyncSession, own: Patient) -> bool:
    """Say whether somebody may leave this patient's record behind and join as another."""
    if own.state in CARED_FOR:
        return False
    return await alerts.unresolved(session, own.care_team_id, own.id or 0) is None


async def tie(session: AsyncSession, who: Entrant, now: datetime) -> None:
    """Tie a patient to the account, so that red flags alert from now on, consent or not.

    1. A patient whom this account was before is untied: see `is_free`.
    2. Another phone of the same patient is untied, and told.
    3. Whoever is on another phone, or had left, is asked again before they are in.
    """
    own = await people.patient_with(session, who.account.id)
    if own is not None and own.id != who.patient.id:
        own.account_id = None
        session.add(own)
    moved = who.patient.account_id not in (None, who.account.id)
    if moved:
        await _tell_moved(session, who, now)
    if who.patient.state is PatientState.LEFT or (
        moved and who.patient.state is PatientState.ENROLLED
    ):
        await people.set_state(session, who.patient, PatientState.INVITED, now)
    await session.flush()
    who.patient.account_id = who.account.id
    session.add(who.patient)
    if not who.account.language_chosen and who.account.country is None:
        who.account.zone, who.account.country = who.team.zone, who.team.country
    session.add(who.account)
    await _note(session, who, "invitation opened", now)


async def _tell_moved(session: AsyncSession, who: Entrant, now: datetime) -> None:
    chat = who.patient.account_id or 0
    await people.end_conversation(session, chat, CONVERSATION)
    await outbox.purge(session, chat, keep=(Lane.ALERT, Lane.SAFETY, Lane.ECHO))
    message = OutboxMessage(
        key=f"moved:{who.invitation.id}:{chat}",
        chat_id=chat,
        lane=Lane.SAFETY,
        texts=(patient_enrolment.MOVED.id,),
        values={"phone": who.team.phone},
    )
    await outbox.owe(session, now, message)


async def consent(
    session: AsyncSession, who: Entrant, topic: Topic, now: datetime, *, agreed: bool
) -> None:
    """Note an answer in the version and language that was read, and let it count at once."""
    await note_consent(session, who.patient, who.account, (topic, agreed), now)
    if topic is Topic.REMINDERS:
        who.patient.reminders_stopped_at = None if agreed else now
        session.add(who.patient)


async def note_consent(
    session: AsyncSession,
    patient: Patient,
    account: Account,
    said: tuple[Topic, bool],
    now: datetime,
) -> None:
    """Put an answer on record: who gave it, to which version, in which language."""
    topic, agreed = said
    row = Consent(
        care_team_id=patient.care_team_id,
        patient_id=patient.id or 0,
        account_id=account.id,
        topic=topic,
        version=VERSION,
        language=account.language,
        agreed=agreed,
        at=now,
    )
    await consents.note(session, row)


async def decline(session: AsyncSession, who: Entrant, now: datetime) -> bool:
    """Let somebody go who does not want their data here. Return whether the chat is cut off.

    It is not while the team works on a report from it: what became of that, they are told.
    """
    await _note(session, who, "consent refused", now)
    key = f"declined:{who.invitation.id}"
    await ask_team(session, who.patient, TaskKind.DECLINED, key, now)
    if await alerts.unresolved(session, who.patient.care_team_id, who.patient.id or 0):
        return who.caregiver is not None and who.caregiver.joined_at is None
    if who.caregiver is not None:
        who.caregiver.account_id = who.caregiver.joined_at = None
        session.add(who.caregiver)
        return True
    who.patient.account_id = None
    session.add(who.patient)
    return True


async def come_in(session: AsyncSession, who: Entrant, now: datetime) -> bool:
    """Take somebody in: use the invitation up, plan reminders, tell the team. False if withdrawn.

    Whoever goes through the questions a second time comes in again, and no second card is shown.
    """
    if not await invitations.use(session, who.invitation, now):
        return False
    if who.caregiver is not None:
        who.caregiver.account_id = who.account.id
        who.caregiver.joined_at = who.caregiver.joined_at or now
        session.add(who.caregiver)
        await session.flush()
        await take_part(session, who.patient, now)  # a child does, through the family
    else:
        if who.patient.state is PatientState.INVITED:
            await people.set_state(session, who.patient, PatientState.ENROLLED, now)
        await plan_all(session, who.patient, now)
    await _note(session, who, "joined", now)
    await _show_joined(session, who, now)
    return True


async def join_early(session: AsyncSession, who: Entrant, now: datetime) -> None:
    """Take a caregiver in before the questions are done: they have reported something grave."""
    assert who.caregiver is not None
    who.caregiver.account_id, who.caregiver.joined_at = who.account.id, now
    session.add(who.caregiver)
    await session.flush()
    await _note(session, who, "joined by a report", now)


async def _show_joined(session: AsyncSession, who: Entrant, now: datetime) -> None:
    """Owe the group the line that somebody has joined; a patient can be disowned there."""
    if who.team.chat_id is None:
        return
    text = staff_joining.CARER_JOINED if who.cares else staff_joining.JOINED
    disown = Choice(staff_joining.NOT_OURS.id, f"notours:{who.patient.id}:{who.invitation.id}")
    message = OutboxMessage(
        key=f"joined:{who.invitation.id}",
        chat_id=who.team.chat_id,
        lane=Lane.CONVERSATION,
        texts=(text.id,),
        values={
            "patient": who.patient.pseudonym,
            "language": languages.LANGUAGES[who.account.language].native_name,
        },
        rows=() if who.cares else ((disown,),),
        silent=True,
    )
    await outbox.owe(session, now, message)


async def disown(session: AsyncSession, patient: Patient, by: str, now: datetime) -> int | None:
    """Cut a patient's chat off because the wrong person joined. Return the chat.

    The record stays with the team, as left; a task asks somebody to find out who it was.
    """
    chat, patient.account_id = patient.account_id, None
    await people.set_state(session, patient, PatientState.LEFT, now)
    if chat is not None:
        await outbox.purge(session, chat, keep=(Lane.ALERT, Lane.SAFETY, Lane.ECHO))
        await people.end_conversation(session, chat, CONVERSATION)
    key = f"not_ours:{patient.id}:{int(now.timestamp())}"
    await ask_team(session, patient, TaskKind.NOT_OUR_PATIENT, key, now)
    subject = f"patient:{patient.id}"
    await audit.note(
        session, patient.care_team_id, now, actor=by, deed="patient disowned", subject=subject
    )
    return chat


async def _note(session: AsyncSession, who: Entrant, deed: str, now: datetime) -> None:
    subject = f"invitation:{who.invitation.id}"
    team_id = who.patient.care_team_id
    await audit.note(session, team_id, now, actor=who.actor, deed=deed, subject=subject)
