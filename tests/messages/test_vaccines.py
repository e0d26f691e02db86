"""Nobody is ever told of a live vaccine that it is not live, by whatever name it is asked for."""

import re

import pytest

from care.vaccines import VACCINES, Disease, Kind, against
from messages.declare import TEXTS, Level
from messages.markup import plain, units
from messages.texts.content_cards import WALK
from messages.texts.vaccine_names import name_of, title_of, words_of
from messages.texts.vaccines import FIGURES, NOTES, VERDICTS, vaccine_texts
from messages.voice import Voice

COUNTRIES = ["US", "GB", ""]


def said(disease: Disease, brand: str = "", country: str = "GB") -> str:
    return plain(Voice("en", country=country).paragraphs(*vaccine_texts(disease, brand)))


def lists(page: str) -> dict[str, list[str]]:
    """Return what stands under each verdict's heading, which ends in a colon."""
    found: dict[str, list[str]] = {}
    for line in page.split("\n"):
        if line in ("Live:", "Not live:", "Ask your team first:"):
            under = found.setdefault(line, [])
        elif line.startswith("– "):
            under.append(line)
    return found


HEADINGS = {Kind.LIVE: "Live:", Kind.NOT_LIVE: "Not live:", Kind.ASK: "Ask your team first:"}


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_vaccine_is_listed_under_another_kind_by_any_name(country: str):
    voice = Voice("en", country=country)
    for row in VACCINES.values():
        for brand in ("", *row.names):
            listed = lists(said(row.disease, brand, country))

            name = voice.term(name_of(row.id))
            under = [
                heading
                for heading, lines in listed.items()
                if any(line == f"– {name}" or line.startswith(f"– {name} (") for line in lines)
            ]
            assert under == [HEADINGS[row.kind]], (row.id, brand)
            shown = [heading for heading, lines in listed.items() if f"({brand}" in str(lines)]
            assert shown == [HEADINGS[row.kind]] or not brand, (row.id, brand)


@pytest.mark.parametrize("disease", Disease)
def test_a_page_gives_all_forms_their_verdicts_and_its_source_on_one_screen(disease: Disease):
    ids, values = vaccine_texts(disease)
    page = said(disease)
    kinds = {row.kind for row in against(disease)}

    assert {kind for kind in Kind if VERDICTS[kind].id in ids} == kinds
    assert list(lists(page)) == [HEADINGS[kind] for kind in Kind if kind in kinds]
    assert ids.count("content.walk.source") == 1
    assert ("content.walk.ask" in ids) is ("Press “I feel unwell”" not in page)
    assert "…" not in page
    assert values["sources"] != []
    assert units(page) <= 2400


def test_shingles_without_a_brand_is_answered_with_both():
    assert lists(said(Disease.SHINGLES)) == {
        "Live:": ["– old shingles vaccine (Zostavax)"],
        "Not live:": ["– newer shingles vaccine (Shingrix)"],
    }
    assert "There are two kinds. Ask for the name before it is given." in said(Disease.SHINGLES)


def test_the_name_that_was_asked_is_shown_first_in_every_country():
    assert lists(said(Disease.FLU, "FluMist", "GB"))["Live:"] == [
        "– flu spray into the nose (FluMist, Fluenz)"
    ]
    assert lists(said(Disease.FLU, country="US")) == {
        "Live:": ["– flu spray into the nose (FluMist)"],
        "Not live:": ["– flu injection (Fluzone, Flucelvax)"],
    }


def test_what_forbids_is_critical_and_says_no():
    live = VERDICTS[Kind.LIVE]

    assert live.level is Level.CRITICAL
    assert live.limit is None  # so that a draft says that it is one
    assert "No live vaccine during treatment, or after it until your team says so." in live.english
    assert "Your team decides" in VERDICTS[Kind.NOT_LIVE].english
    assert "Your team decides" in VERDICTS[Kind.ASK].english


def test_no_page_allows_a_vaccine_or_names_a_date():
    pages = [said(disease, country=country) for disease in Disease for country in COUNTRIES]
    allowed = r"(?i)\byou can\b|\ballowed\b|\bsafe\b|\bmonths?\b|\bworry\b|\bfine\b"

    assert [re.findall(allowed, page) for page in pages] == [[]] * len(pages)


def test_a_page_is_the_same_for_a_disease_that_comes_from_a_button():
    assert vaccine_texts("shingles") == vaccine_texts(Disease.SHINGLES)


def test_names_fit_a_button_line_and_every_disease_has_words():
    names = {TEXTS[name_of(id)].id for id in VACCINES} | {title_of(disease) for disease in Disease}

    assert {TEXTS[id].limit for id in names} == {40}
    for disease in Disease:
        words = TEXTS[words_of(disease)].english.split(", ")
        assert 4 <= len(set(words)) == len(words) <= 20, disease


def test_the_same_figures_stand_on_the_cards():
    cards = {name: figure for card in WALK for name, figure in card.figures.items()}

    assert FIGURES["nappy_weeks"] == cards["polio_weeks"]
    assert FIGURES["before_weeks"] == cards["before_weeks"]


def test_every_note_is_said_with_some_vaccine():
    assert {note for row in VACCINES.values() for note in row.notes} == NOTES.keys()
