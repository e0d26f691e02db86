"""The do's and don'ts, one card at a time, in one message that changes. Everybody may read them.

Holds where a reader stands and which card comes next; never a sentence, never a figure.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import Press, encode
from bot.handlers import teach_back
from bot.inbox import Handlers
from bot.said import answer, face, pressed, quiet
from bot.scene import Commands, Scene, fresh
from bot.speaking import Speaker, speaker
from care.delivery import Choice, Page, Rows, Values
from messages.declare import Text
from messages.keyboards import Key
from messages.texts import content, patient, patient_teach_back, staff
from messages.texts.content_cards import walk
from scheduler.record_buttons import card as alert_card
from store import outbox, people

TOPIC = DEED = "walk"
START, END, CLOSE = "start", "end", "close"
ALERT_CARD = "DO5"


@dataclass(frozen=True, slots=True)
class Stop(Page):
    """One screen of the walk, and where it is."""

    place: str = START


async def open_walk(session: AsyncSession, scene: Scene) -> None:
    """Open the walk where the reader left it, or at its beginning."""
    kept = await people.conversation(session, scene.speaker.account.id, TOPIC)
    place = kept.step if kept and kept.step in places(scene.speaker) else START

    shown = await _offering(session, page(scene.speaker, place), scene.speaker, scene.now)
    await outbox.owe(session, scene.now, fresh(scene, "walk", shown))


async def turn(session: AsyncSession, update: Update, now: datetime) -> None:
    """Show the card that the button names, whichever message it stood under."""
    at, who = pressed(update), await speaker(session, update, now)
    place = at.press.choice
    if place == CLOSE:
        await outbox.owe(session, now, face(at, (patient.WALK_CLOSED.id,), {}), quiet(at))
        return
    if place not in places(who):
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
        return

    await people.converse(session, who.account.id, TOPIC, step=place, answers={}, now=now)

    shown = await _offering(session, page(who, place), who, now)
    await outbox.owe(session, now, face(at, shown.texts, shown.values, shown.rows), quiet(at))


def places(who: Speaker) -> tuple[str, ...]:
    """Return where this reader can be, in order. On a shared telephone nothing is intimate."""
    shared = who.own is not None and who.own.shared_phone
    cards = walk(for_caregiver=_cares(who) or shared)
    return (START, *(card.id for card in cards), END)


def page(who: Speaker, place: str) -> Stop:
    """Return the screen at a place of the walk."""
    order = places(who)
    here = order.index(place)
    if place == START:
        return Stop(*_opening(who), (_buttons((content.BEGIN, order[1])), CLOSING), place)
    back = (content.BACK, order[here - 1])
    if place == END:
        return Stop((content.END.id,), {}, (_buttons(back, (content.AGAIN, START)),), place)
    onward = _buttons(back, (content.NEXT, order[here + 1]))
    return Stop(*_card(place, here, len(order) - 2), (*_deeds(who, place), onward, CLOSING), place)


async def _offering(session: AsyncSession, shown: Stop, who: Speaker, now: datetime) -> Stop:
    """Return the screen with the short questions offered: at the end, or where one is due again."""
    if shown.place not in (START, END):
        return shown
    rows = await teach_back.offers(session, who, now, again_only=shown.place == START)
    texts = (*shown.texts, patient_teach_back.OFFER.id) if rows and shown.place == END else ()
    return replace(shown, texts=texts or shown.texts, rows=(*rows, *shown.rows))


def _opening(who: Speaker) -> tuple[tuple[str, ...], Values]:
    if not _cares(who):
        return (content.START.id,), {}
    names = [one.call_name or one.name for one in who.cared_for]
    return (content.START_CARE.id,), {"name": names[0] if len(names) == 1 else ", ".join(names)}


def _card(place: str, number: int, total: int) -> tuple[tuple[str, ...], Values]:
    card = next(card for card in walk(for_caregiver=False) if card.id == place)
    values: Values = {"n": number, "total": total, **card.values}
    return (content.PROGRESS.id, *card.texts), values


def _deeds(who: Speaker, place: str) -> Rows:
    """Return what a card lets its reader do at once: one that speaks of the alert card sends it."""
    if place == ALERT_CARD and len(who.patients) == 1:
        return alert_card(who.patients[0])
    return ()


def _cares(who: Speaker) -> bool:
    return who.own is None and bool(who.cared_for)


def _buttons(*labelled: tuple[Text, str]) -> tuple[Choice, ...]:
    return tuple(Choice(label.id, encode(Press(DEED, place))) for label, place in labelled)


CLOSING = _buttons((content.CLOSE, CLOSE))
ROUTES: Handlers = {"press.walk": turn}
COMMANDS: Commands = {"rules": open_walk}
KEYS = {Key.RULES: open_walk}
