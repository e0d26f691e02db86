"""/settings and /language: what somebody can change about their own place here, at any time.

Holds the presses and the typed answers; how the settings look stands in settings_screen.py, where
somebody is in settings_place.py, when messages come in settings_rhythm.py.
"""

from datetime import datetime
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import settings_place, settings_rhythm, settings_turn
from bot.handlers.enrolment_answers import name_of, phone_of
from bot.handlers.settings_screen import Screen, language_buttons, settings_of
from bot.handlers.settings_turn import (
    TYPED,
    Turn,
    again,
    ask,
    refuse,
    send,
    tapped,
    tell,
    turn_into,
    typed,
)
from bot.inbox import Handlers
from bot.said import Pressed, quiet
from bot.scene import Scene
from care.people import Topic
from messages import languages
from messages.texts import patient_enrolment
from messages.texts import patient_settings as texts
from scheduler.appointing import plan_all
from scheduler.enrolment import note_consent
from store import outbox, people

TOPIC = settings_turn.TOPIC  # what /cancel leaves
TYPING_LASTS = settings_place.TYPING_LASTS


async def show(session: AsyncSession, scene: Scene) -> None:
    """Show what is set, and what can be changed."""
    turn = typed(scene)
    await send(session, turn, await settings_of(session, scene.speaker))


async def ask_language(session: AsyncSession, scene: Scene) -> None:
    """Offer every language that is open."""
    await send(session, typed(scene), language_buttons(scene.preview))


# --- Presses --------------------------------------------------------------------------------------


async def press(
    session: AsyncSession, update: Update, now: datetime, preview: tuple[str, ...] = ()
) -> None:
    """Follow a button of the settings. What it means stands on it, so an old one says the same."""
    turn, at = await tapped(session, update, now)
    choice = at.press.choice
    if choice == "close":
        await turn_into(session, at, now, Screen((texts.CLOSED.id,)))
    elif choice == "back":
        await turn_into(session, at, now, await settings_of(session, turn.who))
    elif choice == "language":
        await turn_into(session, at, now, language_buttons(preview))
    elif choice == "home":
        await _come_home(session, turn, at)
    elif choice in TYPED:
        await _ask_to_type(session, turn, at)
    else:
        await _switch(session, turn, at)


async def _come_home(session: AsyncSession, turn: Turn, at: Pressed) -> None:
    if await settings_place.come_home(session, turn):
        await outbox.owe(session, turn.now, quiet(at))
    else:
        await refuse(session, turn, at)


async def _switch(session: AsyncSession, turn: Turn, at: Pressed) -> None:
    """Turn reminders or discreet mode on or off, for the patient whose phone this is."""
    own, choice = turn.who.own, at.press.choice
    if own is None or own.id != at.press.subject or choice not in texts.SWITCHES:
        await refuse(session, turn, at)
        return
    setting, _, state = choice.rpartition("_")
    if setting == "discreet":
        own.discreet = state == "on"
    else:
        own.reminders_stopped_at = None if state == "on" else turn.now
        said = (Topic.REMINDERS, state == "on")
        await note_consent(session, own, turn.who.account, said, turn.now)
        await plan_all(session, own, turn.now)
    session.add(own)
    await turn_into(session, at, turn.now, await settings_of(session, turn.who))


async def _ask_to_type(session: AsyncSession, turn: Turn, at: Pressed) -> None:
    """Ask for what has to be typed; what is no patient's is asked of nobody."""
    mine = at.press.choice == "country" or turn.who.own is not None
    mine = mine or (at.press.choice == "phone" and bool(turn.who.patients))
    if not mine:
        await refuse(session, turn, at)
        return
    await ask(session, turn, at.press.choice)
    await outbox.owe(session, turn.now, quiet(at))


async def choose_language(
    session: AsyncSession, update: Update, now: datetime, preview: tuple[str, ...] = ()
) -> None:
    """Change the language, and give the keyboard its new labels."""
    turn, at = await tapped(session, update, now)
    code, account = at.press.choice, turn.who.account
    if code not in {one.code for one in languages.offered(preview)}:
        await refuse(session, turn, at)
        return
    account.language, account.language_chosen = code, True
    session.add(account)

    values = {"language": languages.LANGUAGES[code].native_name}
    await tell(session, turn, Screen((texts.LANGUAGE_SET.id,), values))
    await outbox.owe(session, now, quiet(at))


# --- Typed answers --------------------------------------------------------------------------------


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Take words as the answer to what the settings asked for, within the hour."""
    row = await people.conversation(session, scene.speaker.account.id, TOPIC)
    contact = scene.message.contact
    words = f"+{contact.phone_number.lstrip('+')}" if contact else scene.words
    if row is None or not words or scene.now - row.updated > TYPING_LASTS:
        return False
    turn = typed(scene)
    match row.step:
        case "country":
            return await settings_place.typed_country(session, turn, words)
        case "quiet":
            return await settings_rhythm.typed(session, turn, words)
        case "contact":
            return await _typed_name(session, turn, words)
        case _:
            return await _typed_phone(session, turn, row.step, words)


async def _typed_name(session: AsyncSession, turn: Turn, words: str) -> bool:
    name, own = name_of(words), turn.who.own
    if name is None or own is None:
        await again(session, turn, "contact", patient_enrolment.WRONG_NAME)
        return False
    await ask(session, turn, "contact_phone", {"contact": name})
    return True


async def _typed_phone(session: AsyncSession, turn: Turn, step: str, words: str) -> bool:
    phone = phone_of(words)
    if phone is None:
        await again(session, turn, step, patient_enrolment.WRONG_PHONE)
        return any(sign.isdigit() for sign in words)
    asked = await people.conversation(session, turn.chat, TOPIC)
    await people.end_conversation(session, turn.chat, TOPIC)
    text = texts.PHONE_SET
    if step == "contact_phone":
        assert turn.who.own is not None, "only patients are asked for it"
        turn.who.own.contact_name = asked.answers["contact"] if asked else None
        turn.who.own.contact_phone, text = phone, texts.CONTACT_SET
    else:
        await _set_phone(session, turn, phone)
    await tell(session, turn, Screen((text.id,)))
    return True


async def _set_phone(session: AsyncSession, turn: Turn, phone: str) -> None:
    own = turn.who.own
    if own is not None:
        own.phone = phone
        session.add(own)
    for role in await people.carer_roles(session, turn.chat):
        role.phone = phone
        session.add(role)


def routes(preview: tuple[str, ...]) -> Handlers:
    """Return the handlers of presses, for these languages beside the open ones."""
    return {
        "press.set": partial(press, preview=preview),
        "press.lang": partial(choose_language, preview=preview),
        **settings_place.ROUTES,
        **settings_rhythm.ROUTES,
    }
