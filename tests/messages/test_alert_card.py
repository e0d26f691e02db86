"""The promise: a stranger can read the card, every letter of it, and it claims nothing unknown."""

import struct
from dataclasses import replace
from io import BytesIO
from typing import NamedTuple

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from care.delivery import Lane, Method, OutboxMessage
from messages.languages import ENGLISH, LANGUAGES, Status
from messages.pages.alert_card import card, draw_card
from messages.pages.drawing import Template, draw, draw_strictly
from messages.pages.facts import Facts, Person
from messages.pages.printing import CAPTION_UNITS, screen
from messages.seals import Seals
from messages.texts import patient_card as says
from messages.texts.redflag import DRAFT
from tests.messages.test_pages import NOW, PERSON, Translated, pages, voice

LOCAL = [code for code, one in LANGUAGES.items() if one.status is Status.PREVIEW]
CARRIED = replace(
    PERSON, next_infusion="2026-09-03T09:30[Europe/London]", emergency=("999", "112"), known=()
)
NAME = "Żofía İnan Мина مينا मीना 米娜 Ωmega"  # a letter of every script there is a font for
LONG = Person(
    name="M" * 64,
    team="Universitätsklinikum, Rheumatologische Ambulanz und Tagesklinik 7b",
    country="DE",
    born="1961-04-05",
    brand="Truxima, MabThera, Rixathon, Ruxience und noch ein langer Name",
    last_infusion="2026-09-03",
    unconfirmed=True,
    next_infusion="2027-09-03T09:30[Europe/Berlin]",
    phones=("+49 30 1234 5678 901", "+49 30 1234 5678 902"),
    night_phones=("+49 30 1234 5678 903", "+49 30 1234 5678 904"),
    emergency=("112", "116117"),
)
SMALLEST = 5  # points, of a number to call on the fullest card; usually it is about six
MM = 72 / 25.4  # points
WIDE, TALL = 85.6 * MM, 54 * MM  # of a bank card
TOPS = (842 - 25 * MM, 842 - 50 * MM - TALL)  # of the two cards on a sheet


class Translation(Translated):
    """Catalogs in which every message of some languages is a draft, whatever it counts."""

    def translation(self, language, text, _form=0, **_more):
        return super().translation(language, text)


class Signed(Seals):
    """Seals of a clinician who has approved some messages, and no others."""

    def __init__(self, root, *approved):
        super().__init__(root)
        self._approved = {text.id for text in approved}

    def approves(self, _language, text, _forms):
        return text.id in self._approved


def facts(person: Person = CARRIED, template: Template = Template.CARD_PRINT) -> Facts:
    return Facts(template, NOW.isoformat(), 0, person)


def side(person: Person) -> dict:
    return card(facts(person), voice()).content["sides"][0]


class Words(NamedTuple):
    """Some words of a page: how large, and where they begin, in points from left and from below."""

    said: str
    x: float
    y: float
    size: float


def written(file: bytes) -> list[Words]:
    """Return what stands on the first page."""
    found: list[Words] = []

    def look(text, place, _matrix, _font, size):
        if text.strip():
            found.append(Words(text.strip(), place[4], place[5], size))

    PdfReader(BytesIO(file)).pages[0].extract_text(visitor_text=look)
    return found


def folded(file: bytes) -> list[int]:
    """Return where, from the left, dashed lines as tall as a card stand on the first page."""
    reader = PdfReader(BytesIO(file))
    drawn = ContentStream(reader.pages[0].get_contents(), reader).operations
    at, dashed, found = 0, False, []
    for values, operator in drawn:
        if operator == b"cm":
            at, dashed = round(values[4]), False
        elif operator == b"d":
            dashed = True
        elif operator == b"l" and dashed and abs(values[1] - TALL) < 1:
            found.append(at)
    return found


def test_the_card_says_who_what_when_and_whom_to_call_and_never_invents():
    assert side(CARRIED) == {
        "lang": "en",
        "rtl": False,
        "title": "Medical alert: immune system weakened",
        "facts": [
            ("Name", "Mina Demir"),
            ("Born", "1961"),
            ("Medicine", "rituximab (Truxima)"),
            ("Last infusion", "3 March 2026"),
            ("Next infusion", "3 September 2026"),
        ],
        "think": "Please think of",
        "warnings": [
            "Serious infection: there may be little fever, or none.",
            "New trouble with thinking, speech, sight or strength: think of PML (brain).",
            "A reaction to the infusion, most often within a day.",
            "No live vaccine without asking the team.",
        ],
        "call": "Please call the team that treats this person",
        "team": "Rheumatology",
        "numbers": [
            ("Telephone:", ["+44 20 7946 0018"]),
            ("When the team is closed:", ["+44 20 7946 0019"]),
            ("In an emergency:", ["999", "112"]),
        ],
        "carry": "Carry this card until 24 months after the last infusion.",
        "foot": "Made by a program on 30 March 2026. No doctor has checked it.",
    }
    unknown = side(Person(name="", born="1961-04-05", team="Rheumatology", country=""))
    assert unknown["facts"] == [("Medicine", "rituximab"), ("Last infusion", "not recorded")]
    assert unknown["numbers"] == [
        ("Telephone:", ["the number on your clinic letter"]),
        ("In an emergency:", ["your local ambulance number"]),
    ]
    assert side(replace(CARRIED, unconfirmed=True))["facts"][3] == (
        "Last infusion",
        "3 March 2026 (planned, not confirmed)",
    )


def test_one_side_is_in_english_and_the_other_in_whatever_helps_most():
    def told(language: str, country: str = "GB", of: str = "", known=("tr", "de")) -> list[str]:
        reader = replace(voice(language), catalogs=Translation(known))
        given = replace(facts(replace(CARRIED, country=country)), language=of)
        return [one["lang"] for one in card(given, reader).content["sides"]]

    assert told("tr") == ["tr", "en"]
    assert told("en", of="tr") == ["tr", "en"]  # a member asks, the patient carries it
    assert told("en", country="DE") == ["en", "de"]
    assert told("tr", known=()) == ["en"]  # nothing of it may be shown in that language
    assert told("en") == ["en"]


def test_a_draft_says_so_on_the_card():
    reader = replace(voice("tr"), catalogs=Translation())

    turkish, english = card(facts(), reader).content["sides"]
    assert turkish["foot"].endswith(f" tr: {DRAFT.english}")
    assert "Draft" not in english["foot"]

    for approved, drafted in ((says.EVERY[:-1], True), (says.EVERY, False)):
        reader.catalogs.seals = Signed(reader.catalogs.root, *approved)
        turkish, _ = card(facts(), reader).content["sides"]
        assert (DRAFT.english in turkish["foot"]) is drafted


@pytest.mark.parametrize("language", [*LOCAL, ENGLISH, "ar_XB"])
def test_every_letter_of_every_language_and_name_has_a_picture_and_all_of_it_fits(language):
    several = replace(LONG, name=NAME)
    sheet = card(facts(several), voice(language))

    drawn = draw_strictly(sheet)  # refused when a letter is missing or words do not fit
    found = written(drawn)
    numbers = [one.size for one in found if one.said == "+49 30 1234 5678 904"]
    assert (len(pages(drawn)), len(numbers)) == (1, 2 * 2)  # two cards of two sides each
    assert min(numbers) > SMALLEST
    assert [one for one in found if not any(top - TALL < one.y < top for top in TOPS)] == []


def test_long_names_are_written_smaller_and_never_over_the_edge():
    found = written(draw_strictly(card(facts(LONG), voice("de"))))

    sizes = {one.size for one in found if one.said.startswith("MMMM")}
    assert max(sizes) * 0.93 * 63 < 0.6 * WIDE  # an M of the bold letters is 0.94 wide


def test_a_name_that_no_font_has_is_left_off_and_said_and_nothing_else_is():
    foreign = replace(CARRIED, name="ทดสอบ")

    drawn = draw_card(facts(foreign), voice())
    (page,) = pages(drawn.content)
    assert drawn.nameless is True
    assert ("Name" in page, "1961" in page, "Rheumatology" in page) == (False, False, True)
    other = draw_card(facts(replace(CARRIED, team="Ward 🙂")), voice())
    assert other.nameless is False
    assert "Mina Demir" in pages(other.content)[0]

    for person, lacking in ((foreign, True), (CARRIED, False)):
        owed = OutboxMessage(
            key="record:1:card_named:q",
            chat_id=1,
            lane=Lane.CONVERSATION,
            texts=(says.PRINT.id,),
            values={"page": [facts(person).written()]},
            method=Method.DOCUMENT,
        )
        shown = screen(voice(), owed)
        assert shown.document is not None
        assert (says.NAMELESS.english in shown.text) is lacking
        assert len(shown.text) < CAPTION_UNITS


def test_where_a_language_has_letters_without_a_font_the_card_is_in_english():
    drawn = draw_card(facts(), voice("en_XA"))  # its brackets are in no font of ours

    assert drawn.nameless is False
    assert "Medical alert: immune system weakened" in pages(drawn.content)[0].splitlines()


def test_the_words_under_a_card_speak_of_a_fold_only_where_it_is_drawn():
    told = {}
    for language, template in (
        ("en", Template.CARD_PRINT),
        ("ar_XB", Template.CARD_PRINT),
        ("ar_XB", Template.CARD),
    ):
        reader = voice(language)
        given = facts(template=template)
        owed = OutboxMessage(
            key="record:1:card_named:q",
            chat_id=1,
            lane=Lane.CONVERSATION,
            texts=(says.PRINT.id,),
            values={"page": [given.written()]},
        )
        folds = reader.say(says.FOLD) in screen(reader, owed).text
        told[language, template] = folds, draw_card(given, reader).folds
        if template is Template.CARD_PRINT:
            lines = folded(draw_card(given, reader).content)
            assert lines == ([round(595.28 / 2)] * 2 if folds else [])  # one on each card

    assert list(told.values()) == [(False, False), (True, True), (False, False)]
    assert "fold" not in says.PRINT.english + says.PRINT_CARE.english


def test_two_cards_are_printed_on_the_paper_of_the_country():
    papers = {}
    for country in ("GB", "US"):
        sheet = card(facts(replace(CARRIED, country=country)), voice(country=country))
        box = PdfReader(BytesIO(draw_strictly(sheet))).pages[0].mediabox
        papers[country] = (round(box.width), round(box.height))

    assert papers == {"GB": (595, 842), "US": (612, 792)}


def test_the_side_in_arabic_runs_from_right_to_left():
    fold = 595 / 2
    starts = {}
    for language in ("de", "ar_XB"):
        found = [
            one for one in written(draw_strictly(card(facts(), voice(language)))) if one.x < fold
        ]
        bullets = [one.x for one in found if one.said == "•"]
        starts[language] = (min(bullets), max(found, key=lambda one: one.size).x)  # and the title

    edge = fold - WIDE
    assert [0 < at - edge < 20 for at in starts["de"]] == [True, True]
    assert (0 < fold - starts["ar_XB"][0] < 20, starts["ar_XB"][1] - edge > 20) == (True, True)


def test_the_picture_is_as_wide_as_a_telephone_wants_it_and_no_lower_than_a_card():
    drawn = draw(card(facts(template=Template.CARD), voice("ar_XB")))

    width, height = struct.unpack(">II", drawn[16:24])
    assert (width, height >= 2 * 1032 / 85.6 * 54) == (1080, True)
