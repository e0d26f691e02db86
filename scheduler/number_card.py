"""The number to call as a card for the phone book, where a reader's own language is not ready.

Who reads a safety message in English, or in words that nobody has approved, can still press a
number with a telephone beside it. Owes at most one card for each episode of an alert.
"""

from collections.abc import Collection
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, Method, OutboxMessage, Value, Wanted
from care.escalation import Alert
from care.severity import Severity
from messages import languages
from messages.declare import TEXTS
from messages.ladder import Reading, is_approved
from messages.texts import patient_enrolment
from messages.voice import CATALOGS
from scheduler.wayout import WayOut
from store import outbox, people

AMBULANCE = "🚑"  # what a card is called that no language may name


async def owe_the_number(
    session: AsyncSession,
    alert: Alert,
    chats: Collection[int],
    said: tuple[str, tuple[str, ...], WayOut],
    now: datetime,
) -> None:
    """Owe the number that a first answer says to call, as a card, to readers who need one.

    `said` is the team's name, the message ids of the answer, and the way out it names.
    """
    team, ids, way = said
    name, phone = _called(alert, team, way)
    if not phone:
        return
    readers = await people.readers(session, chats)
    for chat in chats:
        reader = readers.get(chat, people.Reader())
        if _understands(reader.language, ids, now):
            continue
        card = OutboxMessage(
            key=f"number:{alert.id}:{alert.epoch}:{chat}",
            chat_id=chat,
            lane=Lane.SAFETY,
            texts=(patient_enrolment.CARD.id,),
            values={"name": name, "phone": phone},
            method=Method.CONTACT,
            alert_id=alert.id,
            epoch=alert.epoch,
            wanted=Wanted.ALERT_UNRESOLVED,
        )
        await outbox.owe(session, now, card)


def _called(alert: Alert, team: str, way: WayOut) -> tuple[str, str]:
    """Return whom to call first, as the answer says it: the ambulance, or who answers now."""
    answering = _first(way.values.get("phone", ""))
    if alert.severity is Severity.EMERGENCY or not answering:
        return AMBULANCE, _first(way.values.get("emergency", ""))
    return team, answering


def _first(numbers: Value) -> str:
    return str(numbers[0]) if isinstance(numbers, list) and numbers else str(numbers or "")


def _understands(language: str, ids: Collection[str], now: datetime) -> bool:
    """Say whether every word of the answer is approved in a language; English is the source."""
    if language in (languages.ENGLISH, *languages.PSEUDO):
        return True
    reading = Reading(language, now.date())
    return all(is_approved(CATALOGS, TEXTS[id], reading) for id in ids if id in TEXTS)
