"""Questions and answers: topics, their answers, vaccines by name, in one message that changes.

Everybody may read them. Holds which screen a button opens and what stands under it; never a
sentence, never a figure, and nothing of where a reader was.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import Press, encode
from bot.handlers.stranger import ambulance
from bot.inbox import Handlers
from bot.said import answer, face, pressed, quiet
from bot.scene import Scene, fresh
from bot.speaking import Speaker, speaker
from care.delivery import Choice, Page, Rows, Values
from care.vaccines import Disease
from messages import topics as library
from messages.declare import voiced
from messages.finding import Entry, Kind
from messages.keyboards import Key
from messages.texts import content, redflag, redflag_talk, staff
from messages.texts import topics as says
from messages.texts.topics import Answer, Topic
from messages.texts.vaccine_names import title_of
from messages.texts.vaccines import TITLE, vaccine_texts
from store import outbox

TOPICS, TOPIC, CLOSE = "topics", "topic", "close"
WHOLE, SOUGHT = 1, 2  # in a button: the whole answer; found for words that nobody has read
RELATED = 3
A_PAGE = 12  # vaccines on one screen

Row = tuple[Choice, ...]


async def open_topics(session: AsyncSession, scene: Scene) -> None:
    """Show all topics; whoever asks again begins at the topics again."""
    await outbox.owe(session, scene.now, fresh(scene, "topics", _start(scene.speaker)))


async def turn(session: AsyncSession, update: Update, now: datetime) -> None:
    """Show the screen that the button names, whichever message it stood under."""
    at, who = pressed(update), await speaker(session, update, now)
    shown = PAGES[at.press.deed](who, at.press)
    if shown is None:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
        return

    await outbox.owe(session, now, face(at, shown.texts, shown.values, shown.rows), quiet(at))


# --- Who reads ------------------------------------------------------------------------------------


def intimate(who: Speaker) -> bool:
    """Say whether a reader may read about childbearing: no caregiver, and no shared telephone."""
    shared = who.own is not None and who.own.shared_phone
    return not (_cares(who) or shared)


def _cares(who: Speaker) -> bool:
    return who.own is None and bool(who.cared_for)


def names(who: Speaker) -> Values:
    """Return for whom a caregiver reads, as the texts want it."""
    if not _cares(who):
        return {}
    return {"name": ", ".join(one.call_name or one.name for one in who.cared_for)}


def for_reader(id: str, who: Speaker) -> str:
    """Return a text as it is said to this reader: the patient, or somebody who cares for one."""
    return voiced(id, care=_cares(who))


def unread(who: Speaker) -> tuple[tuple[str, ...], Values]:
    """Return what stands above every answer to words: that nobody has read them, whom to call."""
    if who.patients:
        return (for_reader("redflag.unread", who),), names(who)
    number, values = ambulance(who.account)
    return (redflag_talk.UNREAD_STRANGER.id, number), values


# --- The screens ----------------------------------------------------------------------------------


def _topics(who: Speaker, press: Press) -> Page | None:
    if press.choice == CLOSE:
        return Page((says.CLOSED.id,), {}, ())
    return _start(who) if not press.choice else None


def _start(who: Speaker) -> Page:
    rows = _column(
        Choice(says.TOPICS[topic].id, encode(Press(TOPIC, topic)))
        for topic in Topic
        if library.of_topic(topic, intimate=intimate(who))
    )
    start = says.START_CARE if _cares(who) else says.START
    return Page((start.id,), names(who), (*rows, CLOSING))


def _topic(who: Speaker, press: Press) -> Page | None:
    found = [topic for topic in Topic if topic == press.choice]
    answers = library.of_topic(found[0], intimate=intimate(who)) if found else ()
    if not answers:
        return None
    rows = _column(_answer_button(one) for one in answers)
    heading = (says.TOPICS[found[0]].id, says.CHOOSE.id)
    return Page(heading, {}, (*_by_name(found[0]), *rows, ALL_TOPICS, CLOSING))


def _answer(who: Speaker, press: Press) -> Page | None:
    one = library.BY_ID.get(press.choice)
    if one is None or (one.childbearing and not intimate(who)) or press.epoch > WHOLE + SOUGHT:
        return None
    whole, sought = bool(press.epoch & WHOLE), press.epoch & SOUGHT
    texts = one.long if whole else one.short
    rows = (
        *((_more(one, press.epoch ^ WHOLE),) if one.mores else ()),
        *(_unwell(who) if one.unwell and not sought else ()),
        *_column(_answer_button(other, sought) for other in related(one, who)),
        *_by_name(one.topic),
        (Choice(says.TOPICS[one.topic].id, encode(Press(TOPIC, one.topic))),),
    )
    return _page(who, Page(texts, one.values, rows), sought)


def _vaccine(who: Speaker, press: Press) -> Page | None:
    """Return the vaccines against one disease, or the list of all."""
    if not press.choice:
        return _vaccines(press.epoch)
    if press.choice not in set(Disease):
        return None
    texts, values = vaccine_texts(Disease(press.choice))
    sought = press.epoch & SOUGHT
    rows = (*(() if sought else _unwell(who)), BY_NAME)
    return _page(who, Page(texts, values, rows), sought)


def _vaccines(number: int) -> Page | None:
    here = tuple(Disease)[number * A_PAGE : (number + 1) * A_PAGE]
    if not here:
        return None
    rows = _column(Choice(title_of(one), encode(Press(Kind.VACCINE, one))) for one in here)
    steps = ((content.BACK, number - 1), (content.NEXT, number + 1))
    turns = tuple(
        Choice(label.id, encode(Press(Kind.VACCINE, epoch=to)))
        for label, to in steps
        if 0 <= to * A_PAGE < len(Disease)
    )
    return Page((says.VACCINES.id,), {}, (*rows, turns, ALL_TOPICS, CLOSING))


def _page(who: Speaker, page: Page, sought: int) -> Page:
    """Return a page with the way on from it; one found for words says so, however often it turns.

    It keeps the buttons that reach a human, too.
    """
    if not sought:
        return Page(page.texts, page.values, (*page.rows, ALL_TOPICS, CLOSING))
    above, about = unread(who)
    fits = for_reader("content.topics.fits", who)
    rows = with_way_out(who, (*page.rows, ALL_TOPICS))
    return Page((*above, fits, *page.texts), {**page.values, **names(who), **about}, rows)


def with_way_out(who: Speaker, rows: Rows) -> Rows:
    """Return buttons between the two that reach a human: unwell now, and send it to my team."""
    if not who.patients:
        return rows
    id = who.patients[0].id
    now = (Choice(redflag_talk.YES_UNWELL.id, f"unclear.yes:{id}"),)
    return (now, *rows, (Choice(redflag_talk.SEND_TO_TEAM.id, f"unclear.send:{id}"),))


def page_of(who: Speaker, entry: Entry) -> Page | None:
    """Return the screen of what was found for somebody's words."""
    return PAGES[entry.kind](who, Press(entry.kind, entry.id, epoch=SOUGHT))


def button_of(entry: Entry) -> Choice:
    """Return the button that opens what was found for somebody's words.

    Among answers the name of an illness alone would not say that a vaccine is meant.
    """
    data = encode(Press(entry.kind, entry.id, epoch=SOUGHT))
    if entry.kind is Kind.VACCINE:
        return Choice(TITLE.id, data, values={"vaccine": entry.label})
    return Choice(entry.label, data)


# --- The buttons ----------------------------------------------------------------------------------


def _answer_button(one: Answer, sought: int = 0) -> Choice:
    return Choice(one.name, encode(Press(Kind.ANSWER, one.id, epoch=sought)))


def _more(one: Answer, epoch: int) -> Row:
    label = says.MORE if epoch & WHOLE else says.SHORT
    return (Choice(label.id, encode(Press(Kind.ANSWER, one.id, epoch=epoch))),)


def _unwell(who: Speaker) -> Rows:
    """Return the button that opens the questions about being unwell, for who has a team."""
    if not who.patients:
        return ()
    return ((Choice(redflag.UNWELL_BUTTON.id, f"unclear.yes:{who.patients[0].id}"),),)


def _by_name(topic: Topic) -> Rows:
    return (BY_NAME,) if topic is Topic.VACCINES else ()


def related(one: Answer, who: Speaker) -> list[Answer]:
    """Return the answers that stand under another one, as far as this reader may see them."""
    known = [library.BY_ID[id] for id in one.related if id in library.BY_ID]
    return [other for other in known if intimate(who) or not other.childbearing][:RELATED]


def _column(choices: Iterable[Choice]) -> Rows:
    return tuple((choice,) for choice in choices)


BY_NAME: Row = (Choice(says.VACCINES.id, encode(Press(Kind.VACCINE))),)
ALL_TOPICS: Row = (Choice(says.ALL_TOPICS.id, encode(Press(TOPICS))),)
CLOSING: Row = (Choice(content.CLOSE.id, encode(Press(TOPICS, CLOSE))),)
PAGES: Mapping[str, Callable[[Speaker, Press], Page | None]] = {
    TOPICS: _topics,
    TOPIC: _topic,
    Kind.ANSWER: _answer,
    Kind.VACCINE: _vaccine,
}
ROUTES: Handlers = {f"press.{deed}": turn for deed in PAGES}
KEYS = {Key.QUESTIONS: open_topics}
