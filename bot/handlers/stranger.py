"""Somebody without a care team writes. A red flag is always answered; nobody reads this chat.

Holds nothing about anybody but how lately a full answer was given.
"""

from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.handlers import report
from bot.scene import Scene
from bot.speaking import Speaker
from care.delivery import Choice, Lane, OutboxMessage, Rows, Value
from care.emergency_numbers import emergency_number
from care.findings import Action
from care.people import InvitationKind
from care.severity import Severity
from messages.declare import Text
from messages.texts import patient_settings, redflag, redflag_stranger, redflag_talk
from scheduler.enrolment import entrant, join_early
from scheduler.wayout import elsewhere
from store import invitations, outbox, people
from store.tables import Account

FULL_ANSWER_AFTER = timedelta(hours=1)
TOPIC = "stranger"


async def red_flag(session: AsyncSession, scene: Scene) -> bool:
    """Answer what may be an emergency, before any question that is open. False for all else."""
    if scene.speaker.patients or not sounds_ill(scene):
        return False
    if not await _report_of_a_carer(session, scene):
        await in_need(session, scene)
    return True


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Answer everything else that somebody without a care team sends.

    In full once an hour, and in one line in between.
    """
    if scene.speaker.patients:
        return False
    told = await people.conversation(session, scene.speaker.chat, TOPIC)
    if told is None or scene.now - told.updated >= FULL_ANSWER_AFTER:
        await greet(session, scene)
        return True
    message = OutboxMessage(
        key=f"stranger:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.CONVERSATION,
        texts=(patient_settings.STRANGER_SHORT.id,),
    )
    await outbox.owe(session, scene.now, message)
    return True


def sounds_ill(scene: Scene) -> bool:
    """Say whether the words are a red flag, or might be one."""
    return scene.reading is not None and scene.reading.action in (Action.ALERT, Action.ASK)


async def in_need(session: AsyncSession, scene: Scene) -> None:
    """Say whom to call, and that nobody reads this chat. Never limited, however often it comes."""
    number, values = ambulance(scene.speaker.account)
    advice, about = _advice(scene)
    message = OutboxMessage(
        key=f"stranger:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.SAFETY,
        texts=(advice.id, number),
        values=values,
        rows=_rows(scene, about),
    )
    await outbox.owe(session, scene.now, message)


async def greet(session: AsyncSession, scene: Scene) -> None:
    """Say what this is and that nobody reads here, with the emergency number of the country."""
    number, values = ambulance(scene.speaker.account)
    message = OutboxMessage(
        key=f"stranger:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.SAFETY,
        texts=(redflag_talk.STRANGER.id, number),
        values=values,
        rows=_rows(scene, "stranger"),
    )
    await outbox.owe(session, scene.now, message)
    chat = scene.speaker.chat
    await people.converse(session, chat, TOPIC, step="told", answers={}, now=scene.now)


def _advice(scene: Scene) -> tuple[Text, str]:
    """Return what to do, and its name under which it is said again in another country.

    An emergency is one, and so is a cry for help that says nothing else.
    """
    reading = scene.reading
    if reading is not None and reading.severity is not Severity.EMERGENCY:
        return redflag_stranger.STRANGER_ILL, "stranger_ill"
    return redflag_stranger.STRANGER_EMERGENCY, "stranger_now"


def _rows(scene: Scene, about: str) -> Rows:
    """Return the button that changes the country, or the one that asks for it a first time."""
    if scene.speaker.account.country is None:
        return ((Choice(patient_settings.CHOOSE_COUNTRY.id, f"abroad.{about}:0"),),)
    return elsewhere(about)


def ambulance(account: Account) -> tuple[str, dict[str, Value]]:
    """Return the paragraph with the emergency number where this account is, and its value."""
    known = emergency_number(account.country)
    if known is None:
        return redflag.UNKNOWN_EMERGENCY_NUMBER.id, {}
    return redflag.EMERGENCY_NUMBER.id, {"emergency": list(known.numbers)}


def choose_country() -> tuple[tuple[Choice, ...], ...]:
    """Return the button under which the country is chosen."""
    return ((Choice(patient_settings.CHOOSE_COUNTRY.id, "set.country:0:0"),),)


async def _report_of_a_carer(session: AsyncSession, scene: Scene) -> bool:
    """Alert about the patient whose caregiver is on the way in. False for everybody else.

    The invitation is the team's word that they belong together; the questions can wait.
    """
    account, reading = scene.speaker.account, scene.reading
    invitation = await invitations.opened_by(session, account.id)
    stands = invitation is not None and invitations.stands(invitation, account.id, scene.now)
    if invitation is None or not stands or invitation.kind is not InvitationKind.CAREGIVER:
        return False
    who = await entrant(session, account, invitation)
    if who is None or reading is None or reading.severity is None:
        return False
    if not who.patient.state.is_answered:
        return False
    await join_early(session, who, scene.now)
    carer = Speaker(account, scene.speaker.cause, None, (who.patient,))
    await report.report(session, carer, reading, scene.words, scene.now)
    return True
