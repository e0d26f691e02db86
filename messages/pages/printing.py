"""From a message that owes a page to a screen that holds it, or that says why it does not.

The words under a page say the most important of it too: a page that cannot be made loses nothing
that somebody must know tonight.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from care.delivery import OutboxMessage
from messages.markup import fit
from messages.pages import alert_card, doctor_sheet, record_sheets
from messages.pages.drawing import Sheet, Template, Undrawn, draw
from messages.pages.facts import Facts, read
from messages.screen import Document, Screen
from messages.texts.patient_card import FOLD, NAMELESS
from messages.texts.patient_record import UNDRAWN
from messages.voice import Voice

PAGE = "page"  # the value of a message that holds the facts
NAME = "page.pdf"  # file names are read on lock screens, too
CAPTION_UNITS = 1024  # what Telegram takes under a picture or a file

logger = logging.getLogger(__name__)


class Making(Protocol):
    """Makes a sheet for a reader."""

    def __call__(self, facts: Facts, voice: Voice) -> Sheet: ...


SHEETS: Mapping[Template, Making] = {
    Template.PICTURE: record_sheets.picture,
    Template.VISIT: record_sheets.visit,
    Template.DOCTOR: doctor_sheet.page,
}


def screen(voice: Voice, message: OutboxMessage) -> Screen:
    """Return the screen with the page drawn: some tenths of a second. Never raises."""
    try:
        facts = read(_written(message))
        said = _said(voice, message, facts)
    except (ValueError, TypeError, KeyError) as error:
        logger.warning("%s cannot be read: %s", message.key, type(error).__name__)
        return Screen(voice.paragraphs((*message.texts, UNDRAWN.id), message.values))
    return _drawn(voice, message, facts, said)


def _drawn(voice: Voice, message: OutboxMessage, facts: Facts, said: str) -> Screen:
    try:
        content, told = _content(facts, voice)
    except (Undrawn, ValueError, TypeError, KeyError) as error:
        logger.warning("%s was not drawn: %s", message.key, type(error).__name__)
        return Screen(f"{said}\n\n{voice.say(UNDRAWN)}")
    said = fit("\n\n".join((said, *told)), CAPTION_UNITS)
    if facts.template.is_picture:
        return Screen(said, photo=content)
    return Screen(said, document=Document(NAME, content))


def _content(facts: Facts, voice: Voice) -> tuple[bytes, Sequence[str]]:
    """Return the file, and what else its reader must be told. Raises Undrawn."""
    if facts.template not in alert_card.CARDS:
        return draw(SHEETS[facts.template](facts, voice)), ()
    drawn = alert_card.draw_card(facts, voice)
    told = ((FOLD, drawn.folds), (NAMELESS, drawn.nameless))
    return drawn.content, [voice.say(text) for text, so in told if so]


def _said(voice: Voice, message: OutboxMessage, facts: Facts) -> str:
    said = voice.paragraphs(message.texts, message.values)
    if facts.template is Template.DOCTOR:
        said = f"{said}\n\n{doctor_sheet.sentences(facts, voice)}"
    return fit(said, CAPTION_UNITS)


def _written(message: OutboxMessage) -> str:
    """Return the facts as they were owed: one string in a list, as values are."""
    match message.values.get(PAGE):
        case [str(written)]:
            return written
    raise TypeError("no page")
