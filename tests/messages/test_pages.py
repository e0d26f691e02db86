"""The promise: a page holds every letter, says what is not known, and reads in every direction."""

import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from care.delivery import Lane, Method, OutboxMessage
from care.findings import Polarity, Risk
from care.monitoring_table import Condition
from care.record import Sign, Told
from care.severity import Severity
from care.triage_table import TABLE
from messages.catalogs import Catalogs
from messages.languages import LANGUAGES
from messages.markup import units
from messages.pages import doctor_sheet, record_sheets, tongues
from messages.pages.chart import chart
from messages.pages.drawing import Sheet, Template, Undrawn, draw, draw_strictly
from messages.pages.facts import Facts, Person, read, write_told
from messages.pages.printing import CAPTION_UNITS, screen
from messages.render import render
from messages.texts import patient_doctor, patient_record, redflag
from messages.texts.patient_signs import SIGNS
from messages.voice import Voice

NOW = datetime(2026, 3, 30, 14, tzinfo=UTC)
PREVIEW = tuple(LANGUAGES)
PERSON = Person(
    name="Mina Demir",
    team="Rheumatology",
    country="GB",
    born="1961-04-05",
    brand="Truxima",
    last_infusion="2026-03-03",
    known=("steroids", "hbv_core"),
    phones=("+44 20 7946 0018",),
    night_phones=("+44 20 7946 0019",),
)
# Whole sentences of every language that patients are heard in, with the letters that others lack.
SCRIPTS = """Quizá ñandú, ¿cómo? · Coração, avó, à noite · Où, cœur, ç, ÿ · Straße, größer, Ärztin
İğne, ışık, şüphe, çünkü · Съешь ещё этих мягких булок, подъём · ΩΨ · Zażółć gęślą jaźń
أنا أعالج بدواء ريتوكسيماب، اتصل بفريقي؟ ٠١٢٣ · गाड़ी में क्ष त्र ज्ञ श्र बुखार ३८
我正在接受利妥昔单抗治疗，请致电我的医疗团队。 38.5 °C – “…” № ≥"""


class Translated(Catalogs):
    """Catalogs as translators will have filled them for some languages."""

    def __init__(self, codes=("tr", "pt_BR", "de")) -> None:
        super().__init__()
        self._codes = codes

    def translation(self, language, text):
        return f"{language}: {text.english}" if language in self._codes else None


def voice(language: str = "en", country: str = "GB") -> Voice:
    return Voice(language, "Europe/London", country, PREVIEW)


def told(
    days: float, severity: Severity, *codes: str, celsius: float | None = None
) -> list[object]:
    signs = tuple(Sign(code, Polarity.PRESENT, celsius) for code in codes)
    return write_told(Told(NOW - timedelta(days=days), severity, signs))


def facts(template: Template, *reports: list[object], person: Person = PERSON) -> Facts:
    infusions = ["2026-03-03T10:00:00+00:00"]
    return Facts(template, NOW.isoformat(), 90, person, told=reports, infusions=infusions)


def everything() -> list[list[object]]:
    """Reports with every sign of the table, more than a page holds."""
    codes = list(TABLE)
    return [told(n, Severity.URGENT, *codes[n::30], celsius=38.0 + n / 20) for n in range(30)]


def pages(file: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(file)).pages]


def owed(written: str) -> OutboxMessage:
    return OutboxMessage(
        key="record:1:doctor:q",
        chat_id=1,
        lane=Lane.CONVERSATION,
        texts=(patient_doctor.CAPTION.id,),
        values={"page": [written]},
        method=Method.DOCUMENT,
    )


# --- Words ----------------------------------------------------------------------------------------


def test_every_sign_and_everything_that_may_be_known_has_a_name():
    kept_back = {Risk.LIVES_ALONE.value, Condition.COULD_BE_PREGNANT.value}

    assert set(SIGNS) == set(TABLE)
    assert set(patient_doctor.KNOWN_NAMES) == {*Risk, *Condition} - kept_back


def test_the_page_for_a_doctor_says_it_all_in_english_and_in_the_readers_language():
    sheet = doctor_sheet.page(facts(Template.DOCTOR), voice("en_XA"))
    english, _ = sheet.content["sections"]

    assert [one["lang"] for one in sheet.content["sections"]] == ["en", "en"]
    assert english["facts"] == [
        ("Name", "Mina Demir"),
        ("Born", "Wednesday, 5 April 1961"),
        ("Medicine", "rituximab (Truxima)"),
        ("Last infusion", "Tuesday, 3 March 2026"),
    ]
    assert english["known"] == ["Takes steroids (cortisone)", "Hepatitis B core antibody positive"]
    assert english["phones"] == [
        "Telephone:\n+44 20 7946 0018",
        "When the team is closed:\n+44 20 7946 0019",
    ]


def test_a_translation_that_nobody_has_checked_says_so_on_the_page():
    reader = replace(voice("tr"), catalogs=Translated())

    english, turkish = doctor_sheet.page(facts(Template.DOCTOR), reader).content["sections"]
    assert english["foot"] == (
        "Made by a program on Monday, 30 March 2026. No doctor has checked this page."
    )
    assert turkish["foot"].endswith(f" tr: {redflag.DRAFT.english}")


def test_a_name_is_never_taken_for_an_instruction():
    name = '#read("/etc/hosts") *b* $x$ \\ <a> @b'
    sheet = doctor_sheet.page(facts(Template.DOCTOR, person=replace(PERSON, name=name)), voice())

    (page,) = pages(draw_strictly(sheet))
    assert f"Name {name}" in page.splitlines()


def test_what_is_printed_is_what_the_sheet_says_line_by_line():
    sheet = record_sheets.visit(facts(Template.VISIT, *everything()[:1]), voice())

    (page,) = pages(draw(sheet))
    assert page.splitlines()[:6] == [
        "Record for the next visit",
        "Wednesday, 31 December 2025 – Monday, 30 March 2026",
        "Name Mina Demir",
        "Born Wednesday, 5 April 1961",
        "Medicine rituximab (Truxima)",
        "Last infusion Tuesday, 3 March 2026",
    ]


def test_what_nobody_knows_is_said_to_be_unknown():
    nobody = Person(name="Mina Demir", team="Rheumatology", country="")
    (section,) = doctor_sheet.page(facts(Template.DOCTOR, person=nobody), voice()).content[
        "sections"
    ]

    assert section["facts"][1:] == [
        ("Born", "not known"),
        ("Medicine", "rituximab"),
        ("Last infusion", "not known"),
    ]
    assert section["known"] == [
        "Nothing more is recorded. This does not mean that there is nothing."
    ]
    assert section["phones"] == ["Telephone:\nthe number on your clinic letter"]


def test_where_nothing_was_reported_no_day_is_called_good():
    sheet = record_sheets.picture(facts(Template.PICTURE), voice())

    assert sheet.content["notes"] == [
        "No temperature was reported in these days.",
        "No symptom was reported in these days. That does not mean that there was none.",
    ]


def test_a_stranger_reads_the_countrys_language_then_english_and_a_friend_the_readers_first():
    reader = replace(voice("ar_XB"), catalogs=Translated())

    def codes(voices):
        return [one.language for one in voices]

    for country, told_local in (("TR", ["tr"]), ("BR", ["pt_BR"]), ("CH", ["de"]), ("", [])):
        stranger = tongues.local_and_own(reader, country, patient_doctor.TITLE)
        assert codes(stranger) == [*told_local, "en", "ar_XB"]
        friend = tongues.own_and_local(reader, country, patient_record.VISIT_TITLE)
        assert codes(friend) == ["ar_XB", *told_local]
    assert codes(tongues.own_and_local(reader, "GB", patient_record.TITLE)) == ["ar_XB", "en"]


def test_a_language_that_has_no_words_for_a_page_does_not_say_it_in_english_again():
    reader = replace(voice("tr"), catalogs=Translated(()))

    (only,) = tongues.local_and_own(reader, "DE", patient_doctor.TITLE)
    (own,) = tongues.own_and_local(reader, "DE", patient_record.VISIT_TITLE)
    assert (only.language, own.language) == ("en", "tr")


def test_a_temperature_is_shown_in_the_unit_of_the_readers_thermometer():
    record = facts(Template.PICTURE, told(1, Severity.URGENT, "T_FEVER", celsius=39.0))
    drawn = {
        country: chart(record.record("UTC"), voice(country=country)) for country in ("GB", "US")
    }

    assert [one["label"] for one in drawn["GB"]["levels"]] == [
        f"{n}\u00a0°C" for n in (36, 37, 38, 39)
    ]
    assert [one["label"] for one in drawn["US"]["levels"]] == [
        f"{n}\u00a0°F" for n in (97, 99, 101, 103)
    ]
    assert [one["points"][0]["label"] for one in drawn.values()] == ["39.0", "102.2"]


def test_every_mark_has_the_shape_of_its_gravity_and_words_for_it():
    codes = ("T_SOB_REST", "T_FEVER", "S_RASH", "M_MISSED")
    record = facts(Template.PICTURE, told(1, Severity.EMERGENCY, *codes)).record("UTC")
    drawn = chart(record, voice())

    assert [(row["label"], [one["shape"] for one in row["marks"]]) for row in drawn["lanes"]] == [
        ("Breathless at rest", ["emergency"]),
        ("Fever", ["urgent"]),
        ("Rash or itching", ["same_day"]),
        ("Missed infusion or test", ["next_visit"]),
    ]
    assert [one["shape"] for one in drawn["legend"]] == [
        *("fever_line", "infusion", "emergency", "urgent", "same_day", "next_visit")
    ]


# --- Drawn ----------------------------------------------------------------------------------------


def sheets(language: str) -> list[Sheet]:
    """Each page as full as it can be."""
    reports, known = everything(), tuple(patient_doctor.KNOWN_NAMES)
    return [
        record_sheets.picture(facts(Template.PICTURE, *reports), voice(language)),
        record_sheets.visit(facts(Template.VISIT, *reports), voice(language)),
        doctor_sheet.page(
            facts(Template.DOCTOR, person=replace(PERSON, known=known)), voice(language)
        ),
    ]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en_XA"])
def test_every_letter_of_every_text_has_a_picture(language):
    picture, *others = sheets(language)
    everywhere = Sheet(Template.PICTURE, picture.content | {"notes": _names(language)})

    for sheet in (everywhere, *others):
        assert draw_strictly(sheet)[:5] == b"%PDF-"


@pytest.mark.parametrize("language", ["en", "en_XA", "ar_XB"])
def test_each_language_fits_one_sheet_of_paper_even_where_it_needs_more_words(language):
    _, visit, doctor = sheets(language)

    wanted = len({"en", language})
    assert [len(pages(draw(sheet))) for sheet in (visit, doctor)] == [wanted, wanted]


def _names(language: str) -> list[str]:
    return [voice(language).label(text) for text in SIGNS.values()]


def test_names_in_every_script_of_ours_are_written_and_a_letter_of_none_is_an_error():
    content = record_sheets.picture(facts(Template.PICTURE), voice()).content
    ours = Sheet(Template.PICTURE, content | {"notes": [SCRIPTS]})
    others = [Sheet(Template.PICTURE, content | {"notes": [one]}) for one in ("🙂", "ทดสอบ")]

    assert len(pages(draw_strictly(ours))) == 1
    for sheet in others:
        with pytest.raises(Undrawn):
            draw_strictly(sheet)


def test_a_name_without_letters_of_ours_costs_nobody_the_page():
    person = Person(name="ทดสอบ", team="Rheumatology", country="GB", phones=PERSON.phones)
    sheet = doctor_sheet.page(facts(Template.DOCTOR, person=person), voice())

    (page,) = pages(draw(sheet))
    assert "+44 20 7946 0018" in page.splitlines()


def test_a_picture_is_as_wide_as_a_telephone_wants_it_and_the_same_facts_make_the_same():
    reports = everything()[:10]
    sheet = record_sheets.picture(facts(Template.PICTURE, *reports), voice())

    drawn = draw(sheet)
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", drawn[16:24])
    assert (width, 1000 < height < 3000) == (1080, True)
    assert draw(sheet) == drawn


def test_a_page_in_arabic_runs_from_right_to_left():
    starts = {}
    for language in ("en", "ar_XB"):
        content = doctor_sheet.page(facts(Template.DOCTOR), voice(language)).content
        one = {"sections": content["sections"][-1:]}
        file = PdfReader(BytesIO(draw_strictly(Sheet(Template.DOCTOR, one))))
        found: list[float] = []

        def look(text, place, *_, found=found):
            if text.strip() == "•":
                found.append(place[4])

        file.pages[0].extract_text(visitor_text=look)
        starts[language] = {round(place / 595, 1) for place in found}

    assert starts == {"en": {0.1}, "ar_XB": {0.9}}


# --- When it fails --------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["{}", "no json", facts(Template.DOCTOR).written()[:-1]])
def test_what_cannot_be_read_is_answered_in_words(written):
    shown = render(voice(), owed(written))

    assert (shown.document, shown.photo) == (None, None)
    assert shown.text.endswith("could not be made. Please ask for it again later.")


def test_what_cannot_be_drawn_still_says_whom_to_call():
    newer = Person(name="Mina", team="T", country="GB", known=("later",), phones=PERSON.phones)

    shown = render(voice(), owed(facts(Template.DOCTOR, person=newer).written()))

    assert shown.document is None
    assert "+44 20 7946 0018" in shown.text.splitlines()


def test_an_order_that_makes_no_page_is_undrawn():
    with pytest.raises(Undrawn):
        draw(Sheet(Template.DOCTOR, {"sections": []}))


def test_facts_come_back_as_they_were_written():
    given = facts(Template.VISIT, told(1, Severity.URGENT, "T_FEVER", celsius=38.5))

    assert read(given.written()).record("UTC") == given.record("UTC")


def test_words_and_number_fit_under_the_file():
    long = Person(name="M" * 60, team="T" * 60, country="GB", phones=("+44 20 7946 0018",) * 3)
    shown = screen(voice("en_XA"), owed(facts(Template.DOCTOR, person=long).written()))

    assert shown.document is not None
    assert shown.document.name == "page.pdf"
    assert units(shown.text) <= CAPTION_UNITS
    assert patient_record.UNDRAWN.english not in shown.text
