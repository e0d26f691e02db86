"""What patients read of a critical message, until it is approved: never nothing, never unsaid."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from messages.catalogs import Catalogs
from messages.declare import TEXTS, Level, Text
from messages.keyboards import Key, key_of
from messages.markup import plain, well_formed
from messages.revisions import GRACE, REVISIONS, Change, Revision
from messages.texts import redflag, redflag_cards, redflag_course, redflag_talk
from messages.values import Phone
from messages.voice import Voice
from messages.workbench.reviews import Desk, write
from tests.messages.reviewed import CLINICIAN, DAY, REVISER, TRANSLATOR, desk, seal_it, translate

GRAVE = Text("redflag.grave", "Call {phone} now.", Level.CRITICAL, "here", {"phone": Phone("+1")})
WORDS = "Hemen arayın: {phone}"
NUMBERS = {"emergency": ["112"], "phone": ["+90 212 999 80 80"]}
URGENT = [redflag.EMERGENCY_YOU.id, redflag.TEAM_NUMBER.id, redflag.EMERGENCY_NUMBER.id]
IN_ENGLISH = Voice("en").paragraphs(URGENT, NUMBERS)
WORDLESS = "❗\n🚑 ☎\n112\n🏥 ☎\n+90 212 999 80 80"


def voice(at: Desk, today: date = DAY, **more) -> Voice:
    return Voice(at.language, catalogs=at.catalogs, today=today, **more)


def revised(change: Change | None, english: str = "Ring {phone} now.", rev: int = 2) -> Text:
    return replace(GRAVE, english=english, revision=Revision(rev, change, DAY))


def test_what_is_approved_word_for_word_is_said_and_one_letter_more_is_not(tmp_path):
    at = desk(tmp_path)
    translate(at, (GRAVE, WORDS))
    seal_it(at, GRAVE)

    sealed = [voice(at).say(GRAVE, phone="+90 1"), voice(at, preview=("tr",)).say(GRAVE, phone="1")]
    translate(at, (GRAVE, WORDS + "!"))
    at.seals.last_path("tr").unlink()
    touched = voice(at).say(GRAVE, phone="+90 1")

    assert sealed == ["Hemen arayın: +90 1", "Hemen arayın: 1"]  # no draft line, in a preview too
    assert touched == "Call +90 1 now."


def test_while_other_words_are_reviewed_the_last_approved_of_the_same_english_stay(tmp_path):
    at = desk(tmp_path)
    translate(at, (GRAVE, WORDS))
    seal_it(at, GRAVE)
    translate(at, (GRAVE, "Şimdi arayın: {phone}"))

    assert voice(at).say(GRAVE, phone="1") == "Hemen arayın: 1"


@pytest.mark.parametrize(
    "broken",
    [
        {"translator": ""},
        {"reviser": ""},
        {"translator": " r. v."},  # its reviser
        {"clinician": ""},
        {"clinician": "Somebody Else"},
        {"back_translation": ""},
        {"method": ""},
        {"method": REVISER},
        {"method": TRANSLATOR},
        {"method": CLINICIAN},
        {"seal": "0" * 16},
    ],
)
def test_a_line_that_breaks_a_rule_for_people_approves_nothing(tmp_path, broken):
    at = desk(tmp_path)
    translate(at, (GRAVE, WORDS))
    seal_it(at, GRAVE)
    whole = at.seals.lines("tr")[GRAVE.id]
    assert at.seals.approves("tr", GRAVE, (WORDS,))

    write(at, {GRAVE.id: replace(whole, **broken)})

    assert not at.seals.approves("tr", GRAVE, (WORDS,))


@pytest.mark.parametrize(
    ("spoiled", "kept"),
    [
        (lambda row: f"{row}\n{row}", False),  # twice: which counts?
        (lambda row: row.replace("\t", " ", 1), False),
        (lambda row: "<<<<<<< HEAD\n" + row, True),
        (lambda row: row + "\tmore", False),
    ],
)
def test_a_damaged_file_of_reviews_approves_nothing_by_accident(tmp_path, spoiled, kept):
    at = desk(tmp_path)
    translate(at, (GRAVE, WORDS))
    seal_it(at, GRAVE)
    path = at.seals.path("tr")
    head, row, _ = path.read_text("utf-8").split("\n")
    path.write_text(f"{head}\n{spoiled(row)}\n", "utf-8")

    assert at.seals.approves("tr", GRAVE, (WORDS,)) is kept


@pytest.mark.parametrize(
    ("change", "days", "said"),
    [
        (Change.TYPO, 1000, "Hemen arayın: 1"),
        (Change.WORDING, 0, "Hemen arayın: 1"),
        (Change.WORDING, GRACE.days - 1, "Hemen arayın: 1"),
        (Change.WORDING, GRACE.days, "Ring 1 now."),
        (Change.MEANING, 0, "Ring 1 now."),
    ],
)
def test_changed_english_leaves_the_last_approved_words_as_long_as_they_mean_it(
    tmp_path, change, days, said
):
    at = desk(tmp_path)
    translate(at, (GRAVE, WORDS))
    seal_it(at, GRAVE)
    later = voice(at, DAY + timedelta(days=days))

    assert later.say(revised(change), phone="1") == said


def test_words_of_the_revision_before_the_last_are_never_said(tmp_path):
    at = desk(tmp_path)
    translate(at, (GRAVE, WORDS))
    seal_it(at, GRAVE)

    skipped = revised(Change.TYPO, rev=3)  # who knows what revision 2 changed

    assert voice(at).say(skipped, phone="1") == "Ring 1 now."


def test_words_that_ask_for_other_values_or_were_tampered_with_are_never_said(tmp_path):
    at = desk(tmp_path)
    translate(at, (GRAVE, WORDS))
    seal_it(at, GRAVE)
    other = revised(Change.WORDING, "Go now.")
    path = at.seals.last_path("tr")
    before = voice(at).say(other)
    path.write_text(path.read_text("utf-8").replace("Hemen", "Asla"), "utf-8")

    assert before == "Go now."
    assert voice(at).say(revised(Change.WORDING), phone="1") == "Ring 1 now."


def test_without_a_card_pictograms_and_the_numbers_stand_above_the_english(tmp_path):
    at = desk(tmp_path)

    assert voice(at).paragraphs(URGENT, NUMBERS) == f"{WORDLESS}\n\n{IN_ENGLISH}"


def test_a_sealed_card_says_it_in_the_readers_language(tmp_path):
    at = desk(tmp_path)
    card, show = redflag_cards.CALL, redflag_cards.SHOW
    translate(at, (card, "Arayın:\n{card_numbers}"), (show, "Gösterin."))
    drafts = voice(at, preview=("tr",)).paragraphs(URGENT, NUMBERS)
    seal_it(at, card, show)
    values = {"phone": ["+90 1"]}

    assert drafts == f"{WORDLESS}\n\n{IN_ENGLISH}"  # a card nobody approved is no card
    assert voice(at).paragraphs(URGENT, NUMBERS) == (
        f"Arayın:\n112\n+90 212 999 80 80\n\n{IN_ENGLISH}"
    )
    mourned = voice(at).paragraphs([redflag_talk.DEATH.id], values)
    assert mourned.startswith("Gösterin.\n\n❗\n🏥 ☎\n+90 1\n\nWe are very sorry.")


def test_a_card_stands_where_patients_read_english_and_nowhere_else(tmp_path):
    at = desk(tmp_path)
    staff = TEXTS["staff.transfer.ours"]
    closed = redflag_course.CLOSED_YOU

    team = voice(at).paragraphs([staff.id], staff.samples)
    label = voice(at).label(redflag.UNWELL_BUTTON)
    without = voice(at).paragraphs([closed.id], closed.samples)

    assert "☎" not in team + label
    assert without == Voice("en").paragraphs([closed.id], closed.samples)


def test_some_english_among_approved_words_gets_a_card_once(tmp_path):
    at = desk(tmp_path)
    translate(at, (redflag.TEAM_NUMBER, "Ekibiniz:\n{phone}"))
    seal_it(at, redflag.TEAM_NUMBER)
    said = voice(at).paragraphs(URGENT, NUMBERS)

    assert said.count("❗") == 1
    assert "Ekibiniz:\n+90 212 999 80 80" in said


def test_an_arabic_reader_gets_numbers_that_read_from_the_left(tmp_path):
    at = desk(tmp_path, language="ar")
    card = redflag_cards.CALL
    translate(at, (card, "اتصل:\n{card_numbers}"))
    seal_it(at, card)

    said = voice(at).paragraphs(URGENT, NUMBERS).split("\n")

    assert said[1:3] == ["\u200f\u2068112\u2069", "\u200f\u2068+90 212 999 80 80\u2069"]


def test_a_key_is_known_by_what_it_said_when_it_was_shown(tmp_path):
    at = desk(tmp_path)
    translate(at, (redflag.UNWELL_BUTTON, "Kötüyüm"))
    seal_it(at, redflag.UNWELL_BUTTON)
    translate(at, (redflag.UNWELL_BUTTON, "Kendimi kötü hissediyorum"))
    heard = [
        key_of(words, [Voice(), voice(at)])
        for words in ("I feel unwell", "Kötüyüm", "kendimi kötü  hissediyorum", "Kötü")
    ]

    assert heard == [Key.UNWELL, Key.UNWELL, Key.UNWELL, None]


def test_whatever_stands_in_the_files_the_number_is_said_and_nothing_raises(tmp_path):
    chance = random.Random(20261123)  # noqa: S311 -- to be repeated
    pieces = [
        "{phone}",
        "{emergency}",
        "{",
        "}",
        "<b>",
        "</b>",
        "&",
        "\\n",
        '"',
        "\u202e",
        "a",
        "ع",
    ]
    at = desk(tmp_path)
    po = tmp_path / "tr" / "LC_MESSAGES" / "redflag.po"
    files = (po, at.seals.path("tr"), at.seals.last_path("tr"), tmp_path / "languages.toml")
    texts = [TEXTS[id] for id in URGENT]
    for _ in range(150):
        spoiled = ["".join(chance.choices(pieces, k=chance.randrange(9))) for _ in texts]
        translate(at, *zip(texts, spoiled, strict=True))
        for path in files:
            if chance.random() < 0.3:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(chance.randbytes(chance.randrange(400)))
        for preview in ((), ("tr",)):
            reader = Voice("tr", preview=preview, catalogs=Catalogs(tmp_path), today=DAY)
            said = reader.paragraphs(URGENT, NUMBERS)

            assert well_formed(said)
            assert {"112", "+90 212 999 80 80"} <= set(plain(said).split("\n"))
            assert "redflag." not in said


def test_a_revision_that_does_not_explain_itself_is_refused():
    for wrong in ((2, None, None), (2, Change.TYPO, None), (1, Change.TYPO, DAY), (0, None, None)):
        with pytest.raises(ValueError, match="revision"):
            Revision(*wrong)


def test_every_revised_message_is_declared():
    assert [id for id in REVISIONS if id not in TEXTS] == []


def test_the_seal_covers_all_that_was_approved(tmp_path):
    at = desk(tmp_path)
    counted = TEXTS["redflag.check.choice.last_days"]
    forms = ("{days} gün", "{days} gün")
    translate(at, (counted, forms))
    seal_it(at, counted)

    assert at.seals.approves("tr", counted, forms)
    assert not at.seals.approves("tr", counted, (forms[0], "{days} ay"))
    assert not at.seals.approves("tr", replace(counted, one="x"), forms)
    assert not at.seals.approves("ar", counted, forms)
