"""Answers to what somebody wrote, found among ours: below triage, and never instead of it.

Only words in which triage found nothing come here. Whatever is shown says that nobody has read
them, and keeps the buttons that reach a human.
"""

from collections.abc import Iterable

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.callbacks import Press
from bot.handlers.topics import (
    ALL_TOPICS,
    BY_NAME,
    SOUGHT,
    button_of,
    for_reader,
    intimate,
    names,
    page_of,
    unread,
    with_way_out,
)
from bot.scene import Scene, fresh
from care.delivery import Page, Rows
from care.findings import Action
from care.vaccines import Disease, named
from messages import finding
from messages.finding import Entry, Found, Kind
from messages.texts import redflag_frame
from messages.texts.content_cards import WALK
from messages.texts.topics import Answer, Topic
from messages.texts.vaccines import vaccine_texts
from messages.topics import BY_ID
from store import outbox

BESIDE = 2  # answers under a vaccine
LIVE = "live_vaccine"  # the answer of which the card on vaccines holds the gist
VACCINE_CARD = next(card for card in WALK if card.id == "DONT1")


def look(scene: Scene) -> Found:
    """Return what fits the words of a scene, in which there is no sign of illness at all."""
    reading = scene.reading
    if reading is None or reading.action is not Action.MENU or reading.findings:
        return finding.NOTHING
    return look_up(scene)


def look_up(scene: Scene, only: Kind | None = None) -> Found:
    """Return what fits the words of a scene, whatever their signs."""
    who = scene.speaker
    return finding.find(scene.words, who.language, intimate=intimate(who), only=only)


def names_a_vaccine(scene: Scene, found: Found) -> bool:
    """Say whether words that tell no story name a vaccine by its brand."""
    about = any(one.kind is Kind.VACCINE for one in found.entries)
    return about and bool(named(scene.words)) and len(scene.words.split()) <= finding.STORY


def vaccines(scene: Scene) -> Page:
    """Return what is known of the vaccine in somebody's words, or of vaccines as they ask of them.

    Where words name neither one vaccine nor a question of ours: of live ones, and their names.
    """
    brands, who = named(scene.words), scene.speaker
    found, every = look_up(scene, Kind.VACCINE), look_up(scene)
    fitting = found.entries[:1] if found.clear else found.entries
    meant = {one.vaccine.disease for one in brands} | {Disease(one.id) for one in fitting}
    asked = None if meant else _asked(every)
    others: tuple[Entry, ...] = ()
    if len(meant) == 1:
        texts, values = vaccine_texts(meant.pop(), brands[0].name if brands else "")
    elif asked:
        above = (for_reader("content.topics.fits", who),) if names(who) else ()
        texts, values = (*above, *asked.short), {**asked.values, **names(who)}
    else:
        texts, values, others = VACCINE_CARD.texts, {**VACCINE_CARD.values}, found.entries
    answers = [one for one in every.entries if one.kind is Kind.ANSWER and not _is(one, asked)]
    rows = (*rows_of(Found((*others, *answers[:BESIDE]))), BY_NAME, ALL_TOPICS)
    return Page((redflag_frame.VACCINE.id, *texts), values, with_way_out(who, rows))


def _asked(found: Found) -> Answer | None:
    """Return the answer on vaccines that words are surely about; the card says what is live."""
    first = found.entries[0] if found.sure else None
    answer = BY_ID.get(first.id) if first else None
    fits = answer is not None and answer.topic is Topic.VACCINES and answer.id != LIVE
    return answer if fits else None


def _is(entry: Entry, answer: Answer | None) -> bool:
    return answer is not None and entry.id == answer.id


def fixed(scene: Scene, answer: str) -> Page:
    """Return the fixed answer to a question about a sign, and the best of ours as a button."""
    found = look_up(scene)
    best = ((button_of(found.entries[0]),),) if found else ()
    rows = with_way_out(scene.speaker, best) if found else ()
    return Page((for_reader(answer, scene.speaker),), {}, rows)


def rows_of(found: Found) -> Rows:
    """Return a button for each answer that was found."""
    return tuple((button_of(one),) for one in found.entries)


def again(presses: Iterable[Press]) -> Rows:
    """Return the buttons of answers among those that stood under a message."""
    sought = [(one.deed, one.choice) for one in presses if one.epoch == SOUGHT]
    return rows_of(Found(tuple(one for one in finding.entries() if (one.kind, one.id) in sought)))


async def show(session: AsyncSession, scene: Scene, found: Found) -> None:
    """Open the one answer that fits, or list those that may."""
    who, opened = scene.speaker, _opened(found)
    page = page_of(who, opened) if opened else None
    above, about = unread(who)
    if page is None:
        said = "content.topics.found" if found.entries[1:] else "content.topics.fits"
        texts = (*above, for_reader(said, who))
        page = Page(texts, {**names(who), **about}, with_way_out(who, rows_of(found)))
    elif not found.clear:
        others = rows_of(Found(tuple(one for one in found.entries if one is not opened)))
        first = 1 if who.patients else 0  # "unwell now" stays above all
        rows = (*page.rows[:first], *others, *page.rows[first:])
        page = Page(page.texts, page.values, rows)
    await outbox.owe(session, scene.now, fresh(scene, "found", page))


def _opened(found: Found) -> Entry | None:
    """Return what is opened at once: what is far ahead, or was called by its name and no more.

    Else the one vaccine among the answers on vaccines.
    """
    if found.clear or found.called:
        return found.entries[0]
    vaccines = [one for one in found.entries if one.kind is Kind.VACCINE]
    about = all(one in vaccines or BY_ID[one.id].topic is Topic.VACCINES for one in found.entries)
    return vaccines[0] if about and len(vaccines) == 1 else None


async def listen_to_strangers(session: AsyncSession, scene: Scene) -> bool:
    """Answer somebody without a care team who looks for something. False for all else."""
    if scene.speaker.patients:
        return False
    found = look(scene)
    if not found.sure:
        return False
    await show(session, scene, found)
    return True
