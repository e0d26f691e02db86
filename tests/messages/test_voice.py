"""A voice is never silent, never raises, and never says what a translator broke."""

import logging
import sys
from pathlib import Path

import pytest

from messages import texts
from messages.catalogs import Catalogs
from messages.declare import Level, Text, Var
from messages.markup import FSI, LIMIT, PDI, RLM, units, well_formed
from messages.texts import redflag, redflag_course, redflag_talk
from messages.values import Name, Number, Phone, Plain, Temp
from messages.voice import Voice

HELD = Text(
    "staff.held",
    "{number}: <b>{name}</b> will call.",
    Level.NORMAL,
    "here",
    {"number": Number(1), "name": Name("Ana")},
)
GRAVE = Text(
    "redflag.grave", "Call {phone} within 24 hours.", Level.CRITICAL, "here", {"phone": Phone("+1")}
)


def translated(root: Path, language: str, text: Text, translation: str) -> Voice:
    path = root / language / "LC_MESSAGES" / f"{text.domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'msgctxt "{text.id}"\nmsgid "{text.english}"\nmsgstr "{translation}"\n', "utf-8"
    )
    return Voice(language, catalogs=Catalogs(root))


def test_a_sound_translation_is_said(tmp_path):
    voice = translated(tmp_path, "es", HELD, "{number}: llamará <b>{name}</b>.")

    assert voice.say(HELD, number=7, name="<Ana & Co>") == "7: llamará <b>&lt;Ana &amp; Co&gt;</b>."
    assert voice.label(HELD, number=7, name="<Ana & Co>") == "7: llamará <Ana & Co>."


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "   ",
        "\u200b",
        "{number}",
        "{number} {nombre}",
        "{number}: <b>{name}</b> {extra}",
        "{number}: <b>{name",
        "{number}: <b>{name}</b> {",
        "{number}: <b>{name}</b> }",
        "{number}: <b>{name}</b> {0.x}",
        "{number}: <b>{name}</b> {}",
        "{number!r}: <b>{name.x}</b>",
        "{number:>99999999}: <b>{name}</b>",
        "{number}: <b>{name}",
        "{number}: {name}",
        "{number}: <b>{name}</b> & co",
        "{number}: <a href='x'>{name}</a>",
        "{number}: <b>{name}</b>\u202e",
        "{number}: <b>{name}</b>\u0007",
        "{number}: <b>{naｍe}</b>",
    ],
)
def test_what_a_translator_broke_is_said_in_english(tmp_path, broken):
    voice = translated(tmp_path, "ar", HELD, broken)

    assert voice.say(HELD, number=1, name="Ana") == "1: <b>Ana</b> will call."


@pytest.mark.parametrize("empty", ["\u200b", "🔴", "–", "\u200f"])
def test_a_translation_without_a_word_is_said_in_english(tmp_path, empty):
    voice = translated(tmp_path, "ar", redflag.DRAFT, empty)

    assert voice.say(redflag.DRAFT) == redflag.DRAFT.english


@pytest.mark.parametrize(
    ("old", "new"), [("msgctxt", "#, fuzzy\nmsgctxt"), ("msg", "#~ msg"), ("msgctxt", "# msgctxt")]
)
def test_what_is_not_live_is_said_in_english(tmp_path, old, new):
    voice = translated(tmp_path, "es", HELD, "{number}: llama <b>{name}</b>.")
    path = tmp_path / "es" / "LC_MESSAGES" / "staff.po"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    assert voice.say(HELD, number=1, name="Ana") == "1: <b>Ana</b> will call."


def test_a_translation_of_other_words_is_not_said(tmp_path):
    before = Text(HELD.id, "{number}: <b>{name}</b> can call.", HELD.level, HELD.where, HELD.vars)
    voice = translated(tmp_path, "es", before, "{number}: puede llamar <b>{name}</b>.")

    assert voice.say(HELD, number=1, name="Ana") == "1: <b>Ana</b> will call."


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b'msgid "a\nmsgstr', b"<<<<<<< HEAD\nmsgid", b'msgctxt "', b"\x00" * 99],
)
def test_a_broken_file_leaves_the_reader_with_english(tmp_path, content):
    voice = translated(tmp_path, "es", HELD, "{number}: llama <b>{name}</b>.")
    (tmp_path / "es" / "LC_MESSAGES" / "staff.po").write_bytes(content)

    assert voice.say(HELD, number=1, name="Ana") == "1: <b>Ana</b> will call."


def test_a_file_with_one_bad_line_is_not_trusted_with_the_rest(tmp_path):
    voice = translated(tmp_path, "es", HELD, "{number}: llama <b>{name}</b>.")
    with (tmp_path / "es" / "LC_MESSAGES" / "staff.po").open("a", encoding="utf-8") as file:
        file.write("\n=======\n")

    assert voice.say(HELD, number=1, name="Ana") == "1: <b>Ana</b> will call."


def test_a_changed_file_is_said_without_a_restart(tmp_path):
    voice = translated(tmp_path, "es", HELD, "{number}: llama <b>{name}</b>.")
    first = voice.say(HELD, number=1, name="Ana")

    translated(tmp_path, "es", HELD, "{number}: va a llamar <b>{name}</b>.")

    assert (first, voice.say(HELD, number=1, name="Ana")) == (
        "1: llama <b>Ana</b>.",
        "1: va a llamar <b>Ana</b>.",
    )


def test_an_unapproved_critical_translation_is_said_only_in_preview_and_as_a_draft(tmp_path):
    voice = translated(tmp_path, "tr", GRAVE, "24 saat içinde arayın: {phone}")
    preview = Voice("tr", preview=("tr",), catalogs=voice.catalogs)

    assert voice.say(GRAVE, phone="+90 1") == "Call +90 1 within 24 hours."
    assert preview.say(GRAVE, phone="+90 1") == (
        "24 saat içinde arayın: +90 1\n\nDraft translation. No clinician has checked it yet."
    )


def test_a_changed_figure_is_never_said_in_a_critical_message(tmp_path):
    voice = translated(tmp_path, "tr", GRAVE, "48 saat içinde arayın: {phone}")
    preview = Voice("tr", preview=("tr",), catalogs=voice.catalogs)

    assert preview.say(GRAVE, phone="+90 1") == "Call +90 1 within 24 hours."


def test_a_message_of_several_drafts_says_so_once(tmp_path):
    for text in (redflag.COVER_UNKNOWN, redflag.NO_RECEIPT):
        translated(tmp_path / text.id, "tr", text, "Arayın.")
    whole = "".join(
        (tmp_path / text.id / "tr/LC_MESSAGES/redflag.po").read_text("utf-8")
        for text in (redflag.COVER_UNKNOWN, redflag.NO_RECEIPT)
    )
    (tmp_path / "tr" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "tr" / "LC_MESSAGES" / "redflag.po").write_text(
        whole.replace("\nmsgctxt", "\n\nmsgctxt"), "utf-8"
    )
    voice = Voice("tr", preview=("tr",), catalogs=Catalogs(tmp_path))

    assert voice.paragraphs([redflag.COVER_UNKNOWN.id, redflag.NO_RECEIPT.id], {}) == (
        "Arayın.\n\nArayın.\n\nDraft translation. No clinician has checked it yet."
    )


def test_values_are_isolated_from_right_to_left_words(tmp_path):
    voice = translated(tmp_path, "ar", HELD, "{number}: ستتصل <b>{name}</b>")

    assert voice.say(HELD, number=12, name="Ana") == f"{FSI}12{PDI}: ستتصل <b>{FSI}Ana{PDI}</b>"


def test_a_line_without_arabic_letters_of_its_own_still_runs_from_the_right(tmp_path):
    voice = translated(tmp_path, "ar", HELD, "MabThera: ستتصل\\n{number}\\n\\n🔴 نعم <b>{name}</b>")

    assert voice.say(HELD, number=12, name="Ana").split("\n") == [
        f"{RLM}MabThera: ستتصل",
        f"{RLM}{FSI}12{PDI}",
        "",
        f"🔴 نعم <b>{FSI}Ana{PDI}</b>",
    ]


def test_markup_is_no_letter(tmp_path):
    voice = translated(tmp_path, "ar", HELD, "<b>{name}</b> نعم {number}")

    said = voice.say(HELD, number=1, name="Ana")
    assert said == f"{RLM}<b>{FSI}Ana{PDI}</b> نعم {FSI}1{PDI}"
    assert voice.say(HELD, number=1, name="آنا") == f"<b>{FSI}آنا{PDI}</b> نعم {FSI}1{PDI}"


def test_a_name_in_arabic_letters_does_not_turn_an_english_line_round():
    assert Voice("en").say(HELD, number=12, name="محمد") == f"12: <b>{FSI}محمد{PDI}</b> will call."


@pytest.mark.parametrize(
    "language", ["", "..", "../../etc", "xx", "zz_ZZ", "en_US.UTF-8", "fa-raw", "é"]
)
def test_a_voice_never_fails(language, caplog):
    voice = Voice(language, "Nowhere/Atlantis", "??")

    assert voice.say(HELD) == "…: <b>…</b> will call."
    assert voice.say(redflag_course.SEEN_YOU, number=4, time="soon").startswith(
        "About report No. 4."
    )
    assert voice.say(
        HELD, number="twelve", name=["a"]
    ) == "…: <b>[&#x27;a&#x27;]</b> will call.".replace("&#x27;", "'")
    assert "twelve" not in caplog.text


def test_a_missing_number_is_never_a_gap():
    assert "<b>Call now: your local ambulance number</b>" in Voice("en").say(redflag.EMERGENCY_YOU)
    assert (
        Voice("en").say(redflag.EMERGENCY_NUMBER, emergency="")
        == "Emergency:\nyour local ambulance number"
    )
    assert (
        Voice("en").say(redflag.TEAM_NUMBER, phone=" ")
        == "Your team:\nthe number on your clinic letter"
    )


def test_several_numbers_stand_on_lines_of_their_own():
    said = Voice("en").say(redflag.EMERGENCY_NUMBER, emergency=["999", "112"])

    assert said == "Emergency:\n999\n112"


def test_a_message_of_another_version_becomes_a_plea_to_call(caplog):
    said = Voice("en").paragraphs(["redflag.gone", "redflag.gone.too"], {"a": 1})

    assert said == redflag.MISSING.english
    assert Voice("en").paragraphs(["staff.gone"], {}) == redflag.MISSING_STAFF.english
    assert Voice("en").paragraphs([], {}) == redflag.MISSING.english
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 4


def test_every_module_of_texts_is_known_to_whoever_speaks():
    files = {path.stem for path in Path(texts.__path__[0]).glob("*.py")} - {"__init__"}

    assert {
        name.rpartition(".")[2] for name in sys.modules if name.startswith("messages.texts.")
    } == files


def test_a_term_is_said_in_the_language_of_its_sentence_and_an_unknown_one_is_no_id():
    said = Voice("ar_XB").say(redflag_course.CLOSED_YOU, number=1, reason="redflag.reason.gone")

    assert "redflag" not in said
    assert "…" in said
    assert Voice("en").say(
        redflag_course.CLOSED_YOU, number=1, reason="redflag.reason.hospital"
    ) == (
        "About report No. 1.\nYour team closed it. A hospital is looking after this now.\n"
        "Not better, or worse? Press “I feel unwell”."
    )


def test_a_message_that_is_too_long_is_cut_and_keeps_its_numbers(caplog):
    long = Text(
        "patient.long",
        "{words}\n{more}\nCall:\n{phone}",
        Level.NORMAL,
        "here",
        {"words": Plain("a"), "more": Plain("b"), "phone": Phone("+1")},
    )

    said = Voice("en").say(
        long, words="<&>" * 1000, more="secret " * 400, phone="+90 212 999 80 80"
    )

    assert units(said) <= LIMIT
    assert well_formed(said)
    assert said.endswith("\nCall:\n+90 212 999 80 80")
    assert [r.getMessage() for r in caplog.records] == ["patient.long is too long: it was cut"]


def test_a_label_is_cut_at_its_limit():
    button = Text("patient.button", "{name}", Level.NORMAL, "here", {"name": Name("Ana")}, limit=10)

    assert Voice("en").label(button, name="Maximiliane") == "Maximilia…"


def test_nobody_passes_the_words_of_a_button_yet_they_are_said():
    assert "Press “I feel unwell”, or call." in Voice("en").say(redflag_talk.SENT_TO_TEAM)


def test_a_temperature_is_read_in_both_units_the_readers_first():
    text = Text("patient.temp", "{temp}", Level.NORMAL, "here", {"temp": Temp(38.3)})

    assert Voice("en", country="GB").say(text, temp=38.3) == "38.3 °C (100.9 °F)"
    assert Voice("en", country="US").say(text, temp=38.3) == "100.9 °F (38.3 °C)"


def test_a_bare_value_shows_nothing_invisible():
    text = Text("patient.x", "{x}", Level.NORMAL, "here", {"x": Var("a")})

    assert Voice("en").say(text, x="\u202ea\u0000b") == "ab"
