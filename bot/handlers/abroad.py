"""One tap under an emergency number: *I'm in another country now*, and the same advice again.

Asks which country, and after that says once more what the button stood under, with the number of
that country; the team's open card says where the patient is. Changes no alert and no check.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import stranger
from bot.handlers.report import context_of
from bot.handlers.settings_turn import TOPIC, Turn, ask, refuse, tapped
from bot.said import Pressed, quiet
from care.delivery import Lane, OutboxMessage
from care.escalation import Alert, Status
from messages.texts import redflag_stranger, redflag_talk
from scheduler import cards
from scheduler.answers import advise_again
from scheduler.check_screens import Asked, Screen, check_of
from scheduler.check_screens import ask as ask_again
from scheduler.wayout import elsewhere
from store import alerts, outbox, people, reports
from store.tables import Patient, SymptomCheck

ALERT, CHECK = "alert", "check"
# What a stranger can read an emergency number under; parts of buttons, never renamed.
WORDS: Mapping[str, str] = {
    "stranger": redflag_talk.STRANGER.id,
    "stranger_ill": redflag_stranger.STRANGER_ILL.id,
    "stranger_now": redflag_stranger.STRANGER_EMERGENCY.id,
}


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Ask which country it is, and remember what to say again."""
    turn, at = await tapped(session, update, now)
    if not await _fits(session, turn, at):
        await refuse(session, turn, at)
        return
    await ask(session, turn, "country", {"again": at.press.choice, "about": str(at.press.subject)})
    await outbox.owe(session, now, quiet(at))


async def say_again(session: AsyncSession, turn: Turn, kept: Mapping[str, str]) -> None:
    """Say what the button stood under once more, if somebody came here by one."""
    about, number = kept.get("again", ""), int(kept.get("about", "0"))
    if about in WORDS:
        await _to_stranger(session, turn, about)
    elif about == ALERT:
        alert, patient = await _alert(session, turn, number)
        if alert is not None and patient is not None and alert.status is not Status.RESOLVED:
            key = f"again:{turn.cause}"
            await advise_again(session, patient, alert, (turn.chat, key), turn.now)
    elif about == CHECK:
        row, patient = await _check(session, turn, number)
        if row is not None and patient is not None:
            known = await context_of(session, patient, turn.chat, turn.now)
            who = Asked(patient, turn.chat, known)
            await ask_again(session, row, who, Screen(f"again:{turn.cause}"), turn.now)


async def show_team(session: AsyncSession, turn: Turn) -> None:
    """Give the cards of open alerts a new face: the team reads in which country the patient is."""
    for patient in turn.who.patients:
        alert = await alerts.unresolved(session, patient.care_team_id, patient.id or 0)
        if alert is not None and alert.status is Status.OPEN:
            face = await cards.opened(session, alert, patient)
            await cards.reface(session, alert, face, turn.now)


async def kept_by(session: AsyncSession, turn: Turn) -> dict[str, str]:
    """Return what is to be said again once the country is known, and ask for it no longer."""
    row = await people.conversation(session, turn.chat, TOPIC)
    kept = dict(row.answers) if row is not None and row.step == "country" else {}
    if "again" in kept:
        await people.end_conversation(session, turn.chat, TOPIC)
    return kept


async def _fits(session: AsyncSession, turn: Turn, at: Pressed) -> bool:
    """Say whether what the button stands under is this chat's."""
    about, number = at.press.choice, at.press.subject
    if about == ALERT:
        return (await _alert(session, turn, number))[1] is not None
    if about == CHECK:
        return (await _check(session, turn, number))[1] is not None
    return about in WORDS


async def _alert(
    session: AsyncSession, turn: Turn, number: int
) -> tuple[Alert | None, Patient | None]:
    alert = await alerts.find(session, number)
    return alert, _mine(turn, alert.patient_id if alert else None)


async def _check(
    session: AsyncSession, turn: Turn, number: int
) -> tuple[SymptomCheck | None, Patient | None]:
    row = await reports.check(session, number)
    if row is None or row.account_id != turn.chat or not check_of(row).ended:
        return None, None
    return row, _mine(turn, row.patient_id)


def _mine(turn: Turn, patient_id: int | None) -> Patient | None:
    return next((one for one in turn.who.patients if one.id == patient_id), None)


async def _to_stranger(session: AsyncSession, turn: Turn, about: str) -> None:
    number, values = stranger.ambulance(turn.who.account)
    message = OutboxMessage(
        key=f"again:{turn.cause}",
        chat_id=turn.chat,
        lane=Lane.SAFETY,
        texts=(WORDS[about], number),
        values=values,
        rows=elsewhere(about),
    )
    await outbox.owe(session, turn.now, message)
