"""Every message in every language, with every sample: Telegram takes it, whatever stands in a file.

Beside `test_translations.py`, which asks whether the translations are there: here they are shown.
"""

import functools
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale

from messages import languages
from messages.catalogs import LOCALES, Catalogs
from messages.declare import TEXTS, Level, Text
from messages.languages import LANGUAGES, PSEUDO
from messages.markup import plain
from messages.values import Phone
from messages.voice import Voice
from messages.workbench import files
from messages.workbench.gallery import is_button, occasions
from messages.workbench.templates import of_domain
from simulator import markup
from simulator.entities import units
from simulator.methods.editing import ANSWER
from simulator.methods.profile import COMMAND_TEXT
from simulator.methods.sending import TEXT
from tests.messages.reviewed import DAY

TURNS = int(os.environ.get("FUZZ", "10000"))  # FUZZ=1000000 for a night
CATALOGS = Catalogs()


@functools.cache
def voice(code: str) -> Voice:
    return Voice(code, preview=(code,), catalogs=CATALOGS)


def longest(text: Text) -> int:
    """Return how many units Telegram takes of a message, where it stands."""
    if text.domain == "commands":
        return COMMAND_TEXT
    return text.limit or TEXT


def length(html: str) -> int:
    """Return the units of a text as Telegram reads it. Raises Refused where it does not."""
    return units(markup.parsed(html, "HTML", None).text)


@pytest.mark.parametrize("code", LANGUAGES)
def test_telegram_takes_every_message_with_every_sample(code):
    refused = [
        (text.id, occasion)
        for text in TEXTS.values()
        for occasion, values in occasions(text)
        if not 0 < length(voice(code).say(text, **values)) <= longest(text)
    ]

    assert refused == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_telegram_takes_every_button_and_every_answer_to_a_press(code):
    amiss = []
    for text in filter(is_button, TEXTS.values()):
        for occasion, values in occasions(text):
            said = voice(code).label(text, **values)
            if not said.strip() or "\n" in said or len(said) > ANSWER:
                amiss.append((text.id, occasion))

    assert amiss == []


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code not in PSEUDO])
def test_a_language_counts_as_unicode_says_up_to_two_thousand(code):
    told = {
        (Locale.parse(code).plural_form(number), languages.form(code, number))
        for number in range(languages.NUMBERS)
    }

    assert len(told) == LANGUAGES[code].nplurals
    assert len({category for category, _ in told}) == len({form for _, form in told}) == len(told)


# Whatever stands in a translation, the number to call is said.

NUMBER = "+90 212 999 80 80"
PIECES = (
    "{phone}", "{emergency}", "{name}", "{", "}", "{}", "{0}", "{phone!r}", "{phone.x}", "%s",
    "<b>",
    "</b>", "<", "&", "&amp;", "&#0;", '"', "\\", "\n", "\u202e", "\u2068", "\u2069", "\u200f",
    "\0", "\ud7ff", "\uffff", "🔴", "ع", "a", "7", " ", "<a href='x'>", "</blockquote>",
)  # fmt: skip
CALLING = [
    text
    for text in of_domain("redflag")
    if text.level is Level.CRITICAL and text.limit is None
    and any(isinstance(var, Phone) for var in text.vars.values())
]  # fmt: skip


def spoiled(chance: random.Random, words: str) -> str:
    """Return what is left of a translation after somebody's cat, or anything at all."""
    kind = chance.randrange(4)
    if kind == 0:
        return "".join(chance.choices(PIECES, k=chance.randrange(12)))
    if kind == 1:
        return chance.randbytes(chance.randrange(1, 60)).decode("utf-8", "replace")
    at = chance.randrange(len(words))
    if kind == 2:
        return words[:at] + chance.choice(PIECES) + words[at + chance.randrange(4) :]
    return words[:at] if chance.random() < 0.5 else words[at:] + words[:at]


def written(chance: random.Random, path: Path, source: files.Catalog) -> None:
    """Write a catalog of which every translation is spoiled, and now and then the bytes, too."""
    catalog = files.OwnCatalog("ar")
    for text in CALLING:
        found = source.get(text.english, context=text.id)
        words = str(found.string) if found is not None and found.string else text.english
        catalog.add(text.english, spoiled(chance, words), context=text.id)
    raw = bytearray(files.in_bytes(catalog))
    for _ in range(chance.choice((0, 0, 0, 1, 40))):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    path.write_bytes(raw)


def said_in_spoiled_files(folder: Path) -> Iterator[tuple[Text, str]]:
    chance = random.Random(20261123)  # noqa: S311 -- to be repeated
    source = files.read(LOCALES / "ar" / "LC_MESSAGES" / "redflag.po")
    path = folder / "ar" / "LC_MESSAGES" / "redflag.po"
    path.parent.mkdir(parents=True)
    for turn in range(TURNS // len(CALLING) + 1):
        written(chance, path, source)
        catalogs = Catalogs(folder)
        reader = Voice("ar", preview=("ar",) * (turn % 4 > 0), catalogs=catalogs, today=DAY)
        for text in CALLING:
            numbers = {name: [NUMBER] for name, var in text.vars.items() if isinstance(var, Phone)}
            yield text, reader.paragraphs([text.id], text.samples | numbers)


def test_whatever_stands_in_a_translation_the_number_is_said_and_nothing_raises(tmp_path):
    said = 0
    for text, html in said_in_spoiled_files(tmp_path):
        said += 1
        assert 0 < length(html) <= TEXT
        assert NUMBER in plain(html), text.id
        assert text.id not in html

    assert said >= TURNS
