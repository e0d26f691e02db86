"""The walk says what the source document says, in its order, corrected; its figures stay put."""

import re
from itertools import chain

import pytest

from messages.catalogs import fields
from messages.declare import TEXTS, Level
from messages.markup import plain, units
from messages.texts import content
from messages.texts.content import Card, Source, Status
from messages.texts.content_cards import WALK, walk
from messages.voice import Voice


def said(id: str) -> str:
    card = next(card for card in WALK if card.id == id)
    return plain(Voice("en").paragraphs(card.texts, card.values))


def test_the_four_of_the_source_document_come_first():
    assert [card.id for card in WALK[:4]] == ["DO1", "DO2", "DONT1", "DONT2"]
    assert all(Source.ARTICLE in card.sources for card in WALK[:4])


def test_every_card_of_the_reference_is_there_once():
    wanted = [f"DO{n}" for n in range(1, 17)] + [f"DONT{n}" for n in range(1, 8)]

    assert sorted(card.id for card in WALK) == sorted([*wanted, "BABY", "TRAVEL"])


@pytest.mark.parametrize("card", WALK, ids=lambda card: card.id)
def test_a_card_fits_its_screen_names_its_source_and_uses_every_figure(card: Card):
    texts = [TEXTS[id] for id in card.texts]
    asked = set(chain.from_iterable(fields(text.english) for text in texts))
    page = Voice("en").paragraphs(
        (content.PROGRESS.id, *card.texts), {"n": 1, "total": 25, **card.values}
    )

    assert asked - {"sources", "unwell"} == card.figures.keys()
    assert card.sources
    assert card.status in Status
    assert "…" not in page
    assert units(page) <= 2400


@pytest.mark.parametrize("card", WALK, ids=lambda card: card.id)
def test_no_figure_stands_in_a_sentence_and_none_is_one(card: Card):
    sentences = [TEXTS[id].english for id in card.texts]

    assert [re.findall(r"\d", sentence) for sentence in sentences] == [[]] * len(sentences)
    assert [figure for figure in card.figures.values() if figure < 2] == []  # the nouns are plural


def test_the_first_card_asks_for_what_the_bot_is_for():
    card = said("DO1")

    assert [word for word in ("fever", "cough", "confusion", "dizziness") if word not in card] == []
    assert "Press “I feel unwell”, or call." in card


def test_shingrix_is_not_called_live_and_the_school_is_told():
    card = said("DONT1")

    assert "shingles vaccine, Zostavax" in card
    assert "Shingrix, is not live" in card
    assert "no nasal spray vaccine" in card


def test_a_caregiver_reads_nothing_about_pregnancy_and_all_the_rest():
    assert [card.id for card in WALK if card not in walk(for_caregiver=True)] == [
        "DO9",
        "DO10",
        "BABY",
    ]
    assert walk(for_caregiver=False) == WALK


def test_where_minutes_count_nobody_is_told_to_ask_first():
    hasty = [card.id for card in WALK if content.ASK.id not in card.texts]

    assert hasty == ["DO1", "DONT2", "DO3", "DONT5", "DO7", "DO8"]


def test_what_forbids_or_sends_for_help_is_critical():
    critical = [card.id for card in WALK if TEXTS[card.texts[0]].level is Level.CRITICAL]

    assert critical == [
        "DO1",
        "DONT1",
        "DONT2",
        "DO3",
        "DONT5",
        "DO7",
        "DO8",
        "DONT4",
        "DO9",
        "BABY",
    ]
