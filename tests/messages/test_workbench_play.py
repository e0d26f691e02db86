"""On the stage every message says its ids and a reply is a note. Where patients are, neither."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from bot.main import Parts
from bot.play import Stage, require_stage, settings_of
from bot.reviewed import require_reviews
from bot.settings import WrongSetting, load_settings
from care.delivery import Choice, Lane, Method, OutboxMessage
from messages.languages import LANGUAGES, Status
from messages.markup import LIMIT, plain, units, well_formed
from messages.screen import Screen
from messages.texts import redflag, tools
from messages.workbench import notes
from messages.workbench.gallery import Remarks, cards
from messages.workbench.gallery_page import page
from messages.workbench.notes import Note
from messages.workbench.playing import TOAST, footed, noted
from tests.clinic import GROUP, PATIENT, PREVIEW, TAGS
from tests.messages.reviewed import desk, translate
from tests.running import companion, environment, until
from tests.test_demo import PATIENT as MINA
from tests.test_demo import demo

ROOT = Path(__file__).parents[2]
NUMBER, BUTTON = redflag.TEAM_NUMBER, redflag.UNWELL_BUTTON
AT = "2026-11-23T12:00:00+00:00"


@pytest.fixture
def at(tmp_path):
    found = desk(tmp_path / "locales")
    translate(found, (NUMBER, "Ekibiniz:\n{phone}"))
    return found


def owed(method=Method.SEND, texts=(NUMBER.id,)) -> OutboxMessage:
    rows = ((Choice(BUTTON.id),),)
    return OutboxMessage("k", 1, Lane.CONVERSATION, texts, rows=rows, method=method)


def test_below_a_message_stand_its_ids_how_far_they_are_and_what_can_be_pressed(at):
    shown = footed(at, owed(texts=(NUMBER.id, BUTTON.id)), Screen("Ekibiniz: <b>1 &amp; 2</b>"))

    assert plain(shown.text).split("\n") == [
        "Ekibiniz: 1 & 2",
        "",
        f"{NUMBER.id} · draft",
        f"{BUTTON.id} · empty",
        f"▸ {BUTTON.id}",
    ]
    assert well_formed(shown.text)


def test_an_answer_to_a_press_names_its_id_and_what_has_no_words_names_none(at):
    press, menu = owed(Method.ANSWER), owed(Method.COMMANDS)

    assert footed(at, press, Screen("Ok")).text == f"Ok\n[{NUMBER.id}]"
    assert footed(at, menu, Screen("Ok")).text == "Ok"
    assert footed(at, owed(texts=()), Screen("")).text == ""


@pytest.mark.parametrize(("method", "limit"), [(Method.SEND, LIMIT), (Method.ANSWER, TOAST)])
def test_no_word_of_a_long_message_is_lost_for_its_ids(at, method, limit):
    whole, nearly = Screen("x" * limit), Screen("x" * (limit - 45))

    assert footed(at, owed(method), whole) == whole
    assert footed(at, owed(method), nearly).text.startswith(nearly.text)
    assert units(footed(at, owed(method), nearly).text) <= limit


def test_a_reply_becomes_a_note_on_every_message_of_the_bubble_in_one_line(at):
    shown = plain(footed(at, owed(), Screen("Ekibiniz:\n+44 20 7946 0018")).text)

    note = noted(at, shown, "wrong,\tbecause\nit is", AT, "A. B.")

    english = NUMBER.english.replace("\n", "\\n")
    said = "Ekibiniz:\\n+44 20 7946 0018"
    assert note == Note(AT, NUMBER.id, "draft", english, said, "wrong, because\\nit is", "A. B.")


def test_who_writes_an_id_means_that_message_and_no_other(at):
    shown = plain(footed(at, owed(), Screen("Ekibiniz")).text)

    note = noted(at, shown, f"“{BUTTON.id}”: too long", AT)

    assert (note.ids, note.shown) == ((BUTTON.id,), "Ekibiniz")
    assert noted(at, "a contact", "what is this?", AT).ids == ()


def test_notes_are_kept_below_each_other_once_and_read_as_they_were_written(tmp_path):
    path = notes.path_of(tmp_path, "tr")
    one, other = Note(AT, "a.b c.d", "draft", "e", "s", "=1", "n"), Note(AT, "a.b", "", "", "", "!")
    assert notes.read(path) == []

    for note in (one, other, one):
        notes.add(path, note)

    assert notes.read(path) == [one, other]
    assert notes.about(notes.read(path), "c.d") == (one,)
    path.write_text(path.read_text("utf-8").rstrip("\n"), "utf-8")  # as some editors leave it
    notes.add(path, replace(one, note="third"))
    assert [note.note for note in notes.read(path)] == ["=1", "!", "third"]


async def test_a_reply_on_the_stage_is_a_note_and_the_same_words_without_one_alert(
    clinic, tmp_path
):
    stage = Stage("tr", tmp_path / "notes" / "tr.tsv", "A. B.")
    clinic.handlers = stage.handlers(PREVIEW)
    answered = {
        "message_id": 9,
        "date": 0,
        "chat": {"id": PATIENT, "type": "private"},
        "from": {"id": 1, "is_bot": True, "first_name": "Companion"},
        "text": f"Your team\n\n{NUMBER.id} · draft",
    }

    await clinic.writes(PATIENT, "I have a fever 39", reply_to_message=answered)

    [kept] = notes.read(stage.file)
    assert (kept.id, kept.note, kept.name) == (NUMBER.id, "I have a fever 39", "A. B.")
    said = [(one.chat, TAGS.sub("", one.text)) for one in clinic.heard()]
    assert said == [
        (PATIENT, tools.NOTED.english.format(what=NUMBER.id, other="notes/tr.tsv")),
    ]

    person = answered | {"from": {"id": 2, "is_bot": False, "first_name": "Ana"}}
    await clinic.writes(PATIENT, "I have a fever 39", reply_to_message=person)

    assert [one for one in clinic.heard() if one.chat == GROUP] != []
    assert len(notes.read(stage.file)) == 1


def test_the_service_puts_nothing_around_what_it_sends_and_no_service_knows_the_stage():
    async def send(message, screen, plain):
        raise AssertionError

    assert Parts().wire(send) is send
    on_stage = re.compile(r"put_on_stage|bot\.play|messages\.workbench|locales_play")
    knows = {
        str(path.relative_to(ROOT))
        for package in ("bot", "scheduler", "store", "care", "messages")
        for path in (ROOT / package).rglob("*.py")
        if on_stage.search(path.read_text("utf-8"))
    }
    allowed = ("bot/commands/locales", "bot/play.py", "messages/workbench/", "messages/languages")
    assert {path for path in knows if not path.startswith(allowed)} == set()


@pytest.mark.parametrize(
    "given",
    [{}, {"telegram_api_url": "http://127.0.0.1:1"}],
    ids=["Telegram", "without the simulator's clock"],
)
def test_where_patients_could_be_nothing_is_played(given):
    settings = load_settings({f"COMPANION_{k.upper()}": v for k, v in given.items()}, None)

    with pytest.raises(WrongSetting, match="simulator only"):
        require_stage(settings)


async def test_the_whole_conversation_is_played_in_the_language_and_ends_in_a_file(tmp_path):
    command = ("locales", "play", "tr", "--notes", "mine/tr.tsv", "--name", "A. B.")
    async with demo(tmp_path, command) as running:
        [link] = [one for one in (await running.control("state"))["links"] if one["user"] == MINA]
        mine = {"chat_id": MINA, "from": MINA}

        async def answers() -> list[dict]:
            messages = (await running.control(f"chats/{MINA}/messages"))["messages"]
            return [one for one in messages if one["from"] != MINA and one["text"]]

        await running.control("messages", mine | {"text": link["text"]})
        [asked] = await until(answers)
        reply = mine | {"text": "kısa", "reply_to": asked["message_id"]}
        await running.control("messages", reply)

        async def noted_in_file() -> list[Note]:
            return notes.read(tmp_path / "mine" / "tr.tsv")

        [note] = await until(noted_in_file)

    first, *_ = asked["text"].split("\n")
    assert first == "Merhaba."
    assert (note.id, note.state, note.name) == ("patient.enrol.language", "draft", "A. B.")
    assert (note.shown.startswith("Merhaba.\\n"), note.note) == (True, "kısa")


def test_an_open_language_with_a_message_just_mended_can_be_played(at):
    opened = {"tr": replace(LANGUAGES["tr"], status=Status.OPEN)}
    settings = load_settings({}, None)
    with pytest.raises(WrongSetting):
        require_reviews(settings.open_unreviewed_languages, opened, at.catalogs)

    staged = settings_of(settings, "tr")

    require_reviews(staged.open_unreviewed_languages, opened, at.catalogs)
    assert staged.preview_languages == ("tr",)


def test_a_language_that_is_none_is_refused_with_those_there_are(tmp_path):
    done = companion("locales", "play", "xx", env=environment(), cwd=tmp_path)

    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert done.stderr.startswith("xx is not in languages.toml. There are: en, tr,")


def test_a_note_stands_below_its_message_on_the_page_and_runs_nothing(at):
    note = Note(
        AT, NUMBER.id, "draft", "", "Ekibiniz", "<script>alert(1)</script>\\nwrong", "A. B."
    )

    drawn = page("tr", cards(at, [NUMBER, BUTTON], Remarks(notes=[note])), "", [])

    before, card, other = drawn.split("<article")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>wrong" in card
    assert "note · 2026-11-23 · A. B." in card
    assert "A. B." not in before + other
    assert drawn.count("<script") == 1


def test_status_counts_the_open_notes_of_a_language(at):
    root = at.catalogs.root
    notes.add(notes.path_of(root, "tr"), Note(AT, f"{NUMBER.id} {BUTTON.id}", "", "", "", "1"))
    notes.add(notes.path_of(root, "tr"), Note(AT, "", "", "", "", "2"))

    def status(*more: str) -> str:
        return (
            CliRunner().invoke(app(), ["locales", "status", "--locales", str(root), *more]).stdout
        )

    assert json.loads(status("--json"))["tr"]["redflag"]["notes"] == 1
    assert status().splitlines()[-1] == f"tr       open notes: 2, in {root}/notes/tr.tsv"
