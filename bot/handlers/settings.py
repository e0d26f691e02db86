"""/settings and /language: what somebody can change about their own place here, at any time.

Holds the presses and the typed answers; how the settings look stands in settings_screen.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import stranger
from bot.handlers.enrolment_answers import (
    MANY_COUNTRIES,
    WORDS_IN_A_COUNTRY,
    name_of,
    named,
    phone_of,
)
from bot.handlers.settings_screen import (
    Screen,
    country_buttons,
    language_buttons,
    settings_of,
    zone_buttons,
)
from bot.inbox import Handlers
from bot.said import Pressed, answer, cause, face, pressed, quiet
from bot.scene import Scene
from bot.speaking import Speaker, speaker
from care.delivery import Lane, OutboxMessage, Value
from care.emergency_numbers import EXAMPLE
from care.people import Topic
from messages import languages, places
from messages.declare import Text
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import patient_enrolment
from messages.texts import patient_settings as texts
from messages.values import NAME_UNITS
from scheduler.appointing import plan_all
from scheduler.enrolment import note_consent
from scheduler.wayout import way_out
from store import outbox, people, teams

TOPIC = "settings"
TYPING_LASTS = timedelta(hours=1)
TYPED = {
    "phone": texts.TYPE_PHONE,
    "contact": texts.TYPE_CONTACT,
    "contact_phone": texts.TYPE_CONTACT_PHONE,
    "country": patient_enrolment.COUNTRY_NAME,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One message or press of somebody who changes a setting."""

    who: Speaker
    cause: str
    now: datetime

    @property
    def chat(self) -> int:
        """Return the private chat."""
        return self.who.chat


async def show(session: AsyncSession, scene: Scene) -> None:
    """Show what is set, and what can be changed."""
    turn = _turn(scene)
    await _send(session, turn, await settings_of(session, scene.speaker))


async def ask_language(session: AsyncSession, scene: Scene) -> None:
    """Offer every language that is open."""
    await _send(session, _turn(scene), language_buttons(scene.preview))


# --- Presses --------------------------------------------------------------------------------------


async def press(
    session: AsyncSession, update: Update, now: datetime, preview: tuple[str, ...] = ()
) -> None:
    """Follow a button of the settings. What it means stands on it, so an old one says the same."""
    at, who = pressed(update), await speaker(session, update, now)
    turn = Turn(who, cause(update), now)
    choice = at.press.choice
    if choice == "close":
        await _turn_into(session, at, now, Screen((texts.CLOSED.id,)))
    elif choice == "language":
        await _turn_into(session, at, now, language_buttons(preview))
    elif choice in TYPED:
        await _ask_to_type(session, turn, at)
    else:
        await _switch(session, turn, at)


async def _switch(session: AsyncSession, turn: Turn, at: Pressed) -> None:
    """Turn reminders or discreet mode on or off, for the patient whose phone this is."""
    own, choice = turn.who.own, at.press.choice
    if own is None or own.id != at.press.subject or choice not in texts.SWITCHES:
        await outbox.owe(session, turn.now, answer(at, texts.OLD_SETTING, loud=True))
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
    await _turn_into(session, at, turn.now, await settings_of(session, turn.who))


async def _ask_to_type(session: AsyncSession, turn: Turn, at: Pressed) -> None:
    """Ask for what has to be typed; what is no patient's is asked of nobody."""
    mine = at.press.choice == "country" or turn.who.own is not None
    mine = mine or (at.press.choice == "phone" and bool(turn.who.patients))
    if not mine:
        await outbox.owe(session, turn.now, answer(at, texts.OLD_SETTING, loud=True))
        return
    await _ask(session, turn, at.press.choice)
    await outbox.owe(session, turn.now, quiet(at))


async def choose_language(
    session: AsyncSession, update: Update, now: datetime, preview: tuple[str, ...] = ()
) -> None:
    """Change the language, and give the keyboard its new labels."""
    at, who = pressed(update), await speaker(session, update, now)
    code = at.press.choice
    if code not in {one.code for one in languages.offered(preview)}:
        await outbox.owe(session, now, answer(at, texts.OLD_SETTING, loud=True))
        return
    who.account.language, who.account.language_chosen = code, True
    session.add(who.account)

    values = {"language": languages.LANGUAGES[code].native_name}
    turn = Turn(who, cause(update), now)
    await _tell(session, turn, Screen((texts.LANGUAGE_SET.id,), values))
    await outbox.owe(session, now, quiet(at))


async def choose_country(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take the country of a button."""
    at, who = pressed(update), await speaker(session, update, now)
    if not places.is_country(at.press.choice):
        await outbox.owe(session, now, answer(at, texts.OLD_SETTING, loud=True))
        return
    await _set_country(session, Turn(who, cause(update), now), at.press.choice)
    await outbox.owe(session, now, quiet(at))


async def choose_zone(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take the time zone of a button, if it is one of the country somebody is in."""
    at, who = pressed(update), await speaker(session, update, now)
    country, _, place = at.press.choice.partition("_")
    zones = places.zones(country)
    fits = place.isdecimal() and int(place) < len(zones) and who.account.country == country
    if not fits:
        await outbox.owe(session, now, answer(at, texts.OLD_SETTING, loud=True))
        return
    await _set_zone(session, Turn(who, cause(update), now), zones[int(place)].id)
    await outbox.owe(session, now, quiet(at))


# --- Typed answers --------------------------------------------------------------------------------


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Take words as the answer to what the settings asked for, within the hour."""
    row = await people.conversation(session, scene.speaker.account.id, TOPIC)
    contact = scene.message.contact
    words = f"+{contact.phone_number.lstrip('+')}" if contact else scene.words
    if row is None or not words or scene.now - row.updated > TYPING_LASTS:
        return False
    turn = _turn(scene)
    match row.step:
        case "country":
            return await _typed_country(session, turn, words)
        case "contact":
            return await _typed_name(session, turn, words)
        case _:
            return await _typed_phone(session, turn, row.step, words)


async def _typed_country(session: AsyncSession, turn: Turn, words: str) -> bool:
    found = named(words, turn.who.account.language)
    if len(found) == 1:
        await people.end_conversation(session, turn.chat, TOPIC)
        await _set_country(session, turn, found[0])
        return True
    if 1 < len(found) <= MANY_COUNTRIES:
        which = Screen((patient_enrolment.COUNTRY_WHICH.id,), rows=country_buttons(found))
        await _send(session, turn, which)
        return True
    await _again(session, turn, "country", patient_enrolment.COUNTRY_UNKNOWN)
    return bool(found) or len(words.split()) <= WORDS_IN_A_COUNTRY


async def _typed_name(session: AsyncSession, turn: Turn, words: str) -> bool:
    name, own = name_of(words), turn.who.own
    if name is None or own is None:
        await _again(session, turn, "contact", patient_enrolment.WRONG_NAME)
        return False
    await _ask(session, turn, "contact_phone", {"contact": name})
    return True


async def _typed_phone(session: AsyncSession, turn: Turn, step: str, words: str) -> bool:
    phone = phone_of(words)
    if phone is None:
        await _again(session, turn, step, patient_enrolment.WRONG_PHONE)
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
    await _tell(session, turn, Screen((text.id,)))
    return True


async def _set_phone(session: AsyncSession, turn: Turn, phone: str) -> None:
    own = turn.who.own
    if own is not None:
        own.phone = phone
        session.add(own)
    for role in await people.carer_roles(session, turn.chat):
        role.phone = phone
        session.add(role)


# --- What follows ---------------------------------------------------------------------------------


async def _set_country(session: AsyncSession, turn: Turn, country: str) -> None:
    """Change the country: its emergency number counts at once, its clock when there is but one."""
    account, zones = turn.who.account, places.zones(country)
    account.country = country
    session.add(account)
    await session.flush()
    if len(zones) > 1:
        await _send(session, turn, zone_buttons(country))
        return
    await _set_zone(session, turn, zones[0].id if zones else account.zone)


async def _set_zone(session: AsyncSession, turn: Turn, zone: str) -> None:
    """Change the clock; reminders that are planned go by it from now on."""
    turn.who.account.zone = zone
    session.add(turn.who.account)
    await session.flush()
    if turn.who.own is not None:
        await plan_all(session, turn.who.own, turn.now)
    values: dict[str, Value] = {"country": turn.who.account.country or ""}
    await _tell(session, turn, Screen((texts.PLACE_SET.id,), values))


async def _ask(
    session: AsyncSession, turn: Turn, step: str, answers: Mapping[str, str] | None = None
) -> None:
    kept = dict(answers or {})
    await people.converse(session, turn.chat, TOPIC, step=step, answers=kept, now=turn.now)
    values: dict[str, Value] = {"example": EXAMPLE, **kept}
    await _send(session, turn, Screen((TYPED[step].id,), values))


async def _again(session: AsyncSession, turn: Turn, step: str, text: Text) -> None:
    """Say what was wrong with the answer; the question stays open."""
    row = await people.conversation(session, turn.chat, TOPIC)
    kept = row.answers if row else {}
    await people.converse(session, turn.chat, TOPIC, step=step, answers=kept, now=turn.now)
    values: dict[str, Value] = {"example": EXAMPLE, "limit": NAME_UNITS}
    await _send(session, turn, Screen((text.id,), values))


async def _tell(session: AsyncSession, turn: Turn, screen: Screen) -> None:
    """Say what was changed, with the numbers that hold now, and the keyboard in its language."""
    words, values = (*screen.texts,), dict(screen.values)
    if turn.who.patients:
        team = await teams.team(session, turn.who.patients[0].care_team_id)
        way = await way_out(session, team, turn.chat, turn.now)
        words, values = (*words, *way.texts), {**values, **way.values}
        await _send(session, turn, Screen(words, values), keyboard=KEYBOARD)
        return
    number, numbers = stranger.ambulance(turn.who.account)
    await _send(session, turn, Screen((*words, number), {**values, **numbers}))


async def _turn_into(session: AsyncSession, at: Pressed, now: datetime, screen: Screen) -> None:
    await outbox.owe(session, now, face(at, screen.texts, screen.values, screen.rows), quiet(at))


async def _send(session: AsyncSession, turn: Turn, screen: Screen, keyboard: str = "") -> None:
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


def _turn(scene: Scene) -> Turn:
    return Turn(scene.speaker, scene.speaker.cause, scene.now)


def routes(preview: tuple[str, ...]) -> Handlers:
    """Return the handlers of presses, for these languages beside the open ones."""
    return {
        "press.set": partial(press, preview=preview),
        "press.lang": partial(choose_language, preview=preview),
        "press.land": choose_country,
        "press.zone": choose_zone,
    }
