"""One step of somebody who changes a setting: who, why, and how the answer goes out.

Shared by all that can be set. Holds no setting and no sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import stranger
from bot.handlers.settings_screen import Screen, charge_of
from bot.said import Pressed, answer, cause, face, pressed, quiet
from bot.scene import Scene
from bot.speaking import Speaker, speaker
from care.delivery import Lane, OutboxMessage, Value
from care.emergency_numbers import EXAMPLE
from messages.declare import Text
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import patient_enrolment, patient_rhythm
from messages.texts import patient_settings as texts
from messages.values import NAME_UNITS
from scheduler.wayout import way_out
from store import outbox, people, teams
from store.tables import Patient

TOPIC = "settings"
TYPED = {
    "phone": texts.TYPE_PHONE,
    "contact": texts.TYPE_CONTACT,
    "contact_phone": texts.TYPE_CONTACT_PHONE,
    "country": patient_enrolment.COUNTRY_NAME,
    "quiet": patient_rhythm.TYPE_QUIET,
}
EXAMPLES = {"quiet": "22:00-07:00"}


@dataclass(frozen=True, slots=True)
class Turn:
    """One message or press of somebody who changes a setting."""

    who: Speaker
    cause: str
    now: datetime
    at: Pressed | None = None

    @property
    def chat(self) -> int:
        """Return the private chat."""
        return self.who.chat

    @property
    def charge(self) -> Patient | None:
        """Return for whom reminders are set here: the owner, or a patient without a telephone."""
        return charge_of(self.who)


def typed(scene: Scene) -> Turn:
    """Return the turn of somebody who wrote."""
    return Turn(scene.speaker, scene.speaker.cause, scene.now)


async def tapped(session: AsyncSession, update: Update, now: datetime) -> tuple[Turn, Pressed]:
    """Return the turn of somebody who pressed a button, and the press."""
    at = pressed(update)
    return Turn(await speaker(session, update, now), cause(update), now, at), at


async def ask(
    session: AsyncSession, turn: Turn, step: str, answers: Mapping[str, str] | None = None
) -> None:
    """Ask for something to be typed, and remember what."""
    kept = dict(answers or {})
    await people.converse(session, turn.chat, TOPIC, step=step, answers=kept, now=turn.now)
    values: dict[str, Value] = {"example": EXAMPLES.get(step, EXAMPLE), **kept}
    await send(session, turn, Screen((TYPED[step].id,), values))


async def again(
    session: AsyncSession,
    turn: Turn,
    step: str,
    text: Text,
    values: Mapping[str, Value] | None = None,
) -> None:
    """Say what was wrong with the answer; the question stays open."""
    row = await people.conversation(session, turn.chat, TOPIC)
    kept = row.answers if row else {}
    await people.converse(session, turn.chat, TOPIC, step=step, answers=kept, now=turn.now)
    usual: dict[str, Value] = {"example": EXAMPLES.get(step, EXAMPLE), "limit": NAME_UNITS}
    await send(session, turn, Screen((text.id,), {**usual, **(values or {})}))


async def refuse(session: AsyncSession, turn: Turn, at: Pressed) -> None:
    """Answer a press that is not for this chat, or no longer."""
    await outbox.owe(session, turn.now, answer(at, texts.OLD_SETTING, loud=True))


async def tell(session: AsyncSession, turn: Turn, screen: Screen) -> None:
    """Say what was changed, with the numbers that hold now, and the keyboard in its language."""
    if not turn.who.patients:
        number, numbers = stranger.ambulance(turn.who.account)
        await send(session, turn, Screen((*screen.texts, number), {**screen.values, **numbers}))
        return
    team = await teams.team(session, turn.who.patients[0].care_team_id)
    way = await way_out(session, team, turn.chat, turn.now)
    words, values = (*screen.texts, *way.texts), {**screen.values, **way.values}
    keyboard = "" if screen.rows else KEYBOARD
    await send(session, turn, Screen(words, values, screen.rows), keyboard=keyboard)


async def turn_into(session: AsyncSession, at: Pressed, now: datetime, screen: Screen) -> None:
    """Give the message that was pressed a new face."""
    await outbox.owe(session, now, face(at, screen.texts, screen.values, screen.rows), quiet(at))


async def send(session: AsyncSession, turn: Turn, screen: Screen, keyboard: str = "") -> None:
    """Send a screen as a message of its own."""
    message = OutboxMessage(
        key=f"settings:{turn.cause}",
        chat_id=turn.chat,
        lane=Lane.CONVERSATION,
        texts=screen.texts,
        values=screen.values,
        rows=screen.rows,
        keyboard=keyboard,
    )
    await outbox.owe(session, turn.now, message)
