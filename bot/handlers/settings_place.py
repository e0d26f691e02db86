"""Where somebody is: the country with its emergency number, and the clock reminders go by.

On a journey the patient chooses between the clock at home and the one of the place. The emergency
number follows the country at once, whatever is chosen, and whoever came here from advice reads it
again with that number.
"""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import Press, encode
from bot.handlers import abroad
from bot.handlers.enrolment_answers import MANY_COUNTRIES, WORDS_IN_A_COUNTRY, named
from bot.handlers.settings_screen import Screen, country_buttons, zone_buttons
from bot.handlers.settings_turn import TOPIC, Turn, again, refuse, send, tapped, tell
from bot.inbox import Handlers
from bot.said import quiet
from bot.scene import Scene
from care.delivery import Choice, Rows, Value
from messages import places
from messages.texts import patient_enrolment, patient_settings
from messages.texts import patient_rhythm as texts
from scheduler.appointing import plan_all
from store import outbox, people

TYPING_LASTS = timedelta(hours=1)
HOME = "home"  # the conversation that remembers the country at home while somebody is away


async def choose_country(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take the country of a button."""
    turn, at = await tapped(session, update, now)
    if not places.is_country(at.press.choice):
        await refuse(session, turn, at)
        return
    kept = await abroad.kept_by(session, turn)
    await set_country(session, turn, at.press.choice)
    await abroad.say_again(session, turn, kept)
    await outbox.owe(session, now, quiet(at))


async def choose_zone(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take the time zone of a button, if it is one of the country somebody is in."""
    turn, at = await tapped(session, update, now)
    zone = _zone(turn, at.press.choice)
    if zone is None:
        await refuse(session, turn, at)
        return
    await _arrive(session, turn, zone)
    await outbox.owe(session, now, quiet(at))


async def choose_clock(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take the clock that reminders go by on a journey: at home, or of the place."""
    turn, at = await tapped(session, update, now)
    account, (name, _, place) = turn.who.account, at.press.choice.partition("_")
    home, here = account.home_zone or account.zone, _zone(turn, place)
    if name not in ("home", "here") or here is None:
        await refuse(session, turn, at)
        return
    account.home_zone = home
    await _go_by(session, turn, home if name == "home" else here)
    text = texts.BY_HOME if name == "home" else texts.BY_HERE
    await tell(session, turn, Screen((text.id,), {"home": home, "here": here}))
    await outbox.owe(session, now, quiet(at))


async def come_home(session: AsyncSession, turn: Turn) -> bool:
    """End a journey: the clock and the country of home hold again. False if there was none."""
    account, left = turn.who.account, await people.conversation(session, turn.chat, HOME)
    home = account.home_zone
    if home is None:
        return False
    if left is not None:
        account.country = left.answers["country"]
    await _settle(session, turn, home)
    await abroad.show_team(session, turn)
    values: dict[str, Value] = {"country": account.country or "", "home": home}
    await tell(session, turn, Screen((texts.HOME_AGAIN.id,), values))
    return True


async def typed_country(session: AsyncSession, turn: Turn, words: str) -> bool:
    """Take a typed name of a country. Return whether the words were meant as one."""
    found = named(words, turn.who.account.language)
    if len(found) == 1:
        kept = await abroad.kept_by(session, turn)
        await people.end_conversation(session, turn.chat, TOPIC)
        await set_country(session, turn, found[0])
        await abroad.say_again(session, turn, kept)
        return True
    if 1 < len(found) <= MANY_COUNTRIES:
        which = Screen((patient_enrolment.COUNTRY_WHICH.id,), rows=country_buttons(found))
        await send(session, turn, which)
        return True
    await again(session, turn, "country", patient_enrolment.COUNTRY_UNKNOWN)
    return bool(found) or len(words.split()) <= WORDS_IN_A_COUNTRY


async def waits_for_a_country(session: AsyncSession, scene: Scene) -> bool:
    """Say whether words are the country that advice asked for, though a check is open too."""
    row = await people.conversation(session, scene.speaker.chat, TOPIC)
    asked = row is not None and row.step == "country" and scene.now - row.updated <= TYPING_LASTS
    return asked and bool(named(scene.words, scene.speaker.language))


async def set_country(session: AsyncSession, turn: Turn, country: str) -> None:
    """Change the country: its emergency number counts at once, its clock when there is but one."""
    account, zones = turn.who.account, places.zones(country)
    await _remember_home(session, turn)
    account.country = country
    session.add(account)
    await session.flush()
    await abroad.show_team(session, turn)
    if len(zones) > 1:
        await send(session, turn, zone_buttons(country))
        return
    await _arrive(session, turn, zones[0].id if zones else account.zone)


async def _remember_home(session: AsyncSession, turn: Turn) -> None:
    """Keep the country at home, from the first country of a journey on."""
    account = turn.who.account
    if account.country is None or await people.conversation(session, turn.chat, HOME) is not None:
        return
    kept = {"country": account.country}
    await people.converse(session, turn.chat, HOME, step="away", answers=kept, now=turn.now)


async def _arrive(session: AsyncSession, turn: Turn, zone: str) -> None:
    """Go by the clock of home again, or ask a patient which clock it shall be.

    Until there is an answer, reminders come as before.
    """
    account = turn.who.account
    home = account.home_zone or account.zone
    if turn.who.own is not None and zone != home:
        await _ask_clock(session, turn, zone)
        return
    await _settle(session, turn, zone)
    values: dict[str, Value] = {"country": account.country or ""}
    await tell(session, turn, Screen((patient_settings.PLACE_SET.id,), values))


async def _ask_clock(session: AsyncSession, turn: Turn, zone: str) -> None:
    account = turn.who.account
    country = account.country or ""
    place = next(n for n, one in enumerate(places.zones(country)) if one.id == zone)
    home = account.home_zone or account.zone
    rows: Rows = (
        (_clock(texts.HOME_CLOCK.id, f"home_{country}_{place}", home=home),),
        (_clock(texts.HERE_CLOCK.id, f"here_{country}_{place}", here=zone),),
    )
    await tell(session, turn, Screen((texts.WHICH_CLOCK.id,), {"country": country}, rows))


def _clock(label: str, choice: str, **values: Value) -> Choice:
    return Choice(label, encode(Press("travel", choice)), values=values)


async def _settle(session: AsyncSession, turn: Turn, zone: str) -> None:
    """Be at home, by this clock."""
    turn.who.account.home_zone = None
    await people.end_conversation(session, turn.chat, HOME)
    await _go_by(session, turn, zone)


async def _go_by(session: AsyncSession, turn: Turn, zone: str) -> None:
    """Change the clock; reminders that are planned go by it from now on."""
    turn.who.account.zone = zone
    session.add(turn.who.account)
    await session.flush()
    if turn.who.own is not None:
        await plan_all(session, turn.who.own, turn.now)


def _zone(turn: Turn, choice: str) -> str | None:
    """Return the zone that a button names, if it is one of the country somebody is in."""
    country, _, place = choice.partition("_")
    zones = places.zones(country)
    fits = place.isdecimal() and int(place) < len(zones) and turn.who.account.country == country
    return zones[int(place)].id if fits else None


ROUTES: Handlers = {
    "press.abroad": abroad.press,
    "press.land": choose_country,
    "press.zone": choose_zone,
    "press.travel": choose_clock,
}
