"""In every language a patient reads, and a team reads, nothing in English that has a translation.

Drafts are shown, as an operator who previews the language sees them.
"""

import html
import re
from functools import cache

import pytest

from bot.callbacks import Press, encode
from bot.routes import handlers_for
from care.appointments import AppointmentKind
from care.vaccines import Disease
from messages import topics
from messages.catalogs import FIELD, Catalogs
from messages.declare import TEXTS, Text
from messages.finding import Kind
from messages.languages import ENGLISH, LANGUAGES, PSEUDO
from messages.markup import plain
from messages.texts.topics import Topic
from tests.clinic import PATIENT, PRIMARY, TAGS, Clinic
from tests.test_every_screen import speaks

OTHERS = tuple(code for code in LANGUAGES if code not in (ENGLISH, *PSEUDO))
CATALOGS = Catalogs()
WORD = re.compile(r"[a-z]{2,}", re.IGNORECASE)
ISOLATES = re.compile("[\u2066-\u2069\u200f]")
STEPS = 60  # no conversation is longer


@cache
def english(words: str) -> re.Pattern[str] | None:
    """Return how a message looks in English, whatever its values; None where it is all values."""
    own = FIELD.sub("", words)
    if len(WORD.findall(plain(own))) < 2:
        return None
    parts = [re.escape(plain(part)) for part in FIELD.split(words)[::2]]
    return re.compile("(?s:.*)".join(parts))


def translated(language: str) -> list[Text]:
    """Return what has other words in a language than in English."""
    return [
        text
        for text in TEXTS.values()
        if (said := CATALOGS.translation(language, text)) and said != text.english
    ]


async def walks(clinic: Clinic) -> None:
    """Read every card of the do's and don'ts."""
    await clinic.writes(PATIENT, "/rules")
    await _goes_on(clinic, "walk", last=False)


async def checks(clinic: Clinic) -> None:
    """Go through the check for symptoms twice: nothing at all, and everything asked first."""
    for last in (True, False):
        await clinic.writes(PATIENT, "/unwell")
        await _goes_on(clinic, "", last=last)


async def is_reminded(clinic: Clinic) -> None:
    """Hear of an infusion and of a blood test, and answer."""
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-10T09:30")
    await clinic.appointment(AppointmentKind.BLOOD_TEST, "2026-03-09T09:30")
    for _ in range(9):
        await clinic.passes(hours=24)
    await _goes_on(clinic, "", last=False)


async def is_answered(clinic: Clinic) -> None:
    """Report by words that are no words, be asked after, be called, and read that it is closed."""
    await clinic.writes(PATIENT, "39.1 °C")
    await clinic.passes(minutes=15)
    for deed in ("ack", "why", "resolve.spoken"):
        pressed = [
            (data, one.message_id)
            for one in clinic.telegram.accepted
            for data in one.buttons.values()
            if data.startswith(f"{deed}:")
        ]
        if pressed:
            await clinic.presses(PRIMARY, *pressed[-1])
    for words in ("/help", "/dates", "/expect", "/privacy", "/settings"):
        await clinic.writes(PATIENT, words)


async def looks_up(clinic: Clinic) -> None:
    """Read an answer of every topic, a vaccine, and what is found for words without a sign."""
    for topic in Topic:
        await clinic.presses(PATIENT, encode(Press("topic", topic)))
        [first, *_] = topics.of_topic(topic, intimate=True)
        await clinic.presses(PATIENT, encode(Press(Kind.ANSWER, first.id, epoch=1)))
    await clinic.presses(PATIENT, encode(Press(Kind.VACCINE, Disease.SHINGLES)))
    await clinic.writes(PATIENT, "Shingrix?")
    await clinic.writes(PATIENT, "/card")


async def is_asked(clinic: Clinic) -> None:
    """Answer the short questions after the cards, each as most people would not."""
    await clinic.writes(PATIENT, "/rules")
    await clinic.presses(PATIENT, encode(Press("walk", "end")))
    await _goes_on(clinic, "teach", last=True)


async def _goes_on(clinic: Clinic, deed: str, *, last: bool) -> None:
    """Press, again and again, a button of the newest message that was not pressed before."""
    done: set[str] = set()
    for _ in range(STEPS):
        shown = [a for a in clinic.telegram.accepted if a.chat == PATIENT and a.buttons]
        open_ones = [
            data
            for data in shown[-1].buttons.values()
            if data not in done and data.startswith(deed) and "close" not in data
        ]
        if not open_ones:
            return
        done.add(open_ones[-1 if last else 0])
        await clinic.presses(PATIENT, open_ones[-1 if last else 0], shown[-1].message_id)


@pytest.mark.parametrize("language", OTHERS)
async def test_nothing_is_said_in_english_that_has_a_translation(clinic, language):
    clinic.preview, clinic.handlers = (language,), handlers_for((language,))
    await clinic.starts()
    await speaks(clinic, language)

    for story in (walks, is_asked, checks, is_reminded, is_answered, looks_up):
        await story(clinic)

    said = paragraphs(clinic)
    assert len(said) > 200
    done = {text.id: text for text in translated(language)}
    known = [(id, look) for id, text in done.items() if (look := english(text.english))]
    said -= {
        text.english for id, text in TEXTS.items() if id not in done
    }  # to staff, here and there
    assert {(id, part) for part in said for id, look in known if look.fullmatch(part)} == set()


def paragraphs(clinic: Clinic) -> set[str]:
    """Return every paragraph, every button and every hint that was shown to anybody."""
    heard = clinic.heard()
    texts = {part for one in heard for part in bare(one.text).split("\n\n") if part}
    return texts | {bare(label) for one in heard for label in one.buttons}


def bare(text: str) -> str:
    return ISOLATES.sub("", html.unescape(TAGS.sub("", text)))
