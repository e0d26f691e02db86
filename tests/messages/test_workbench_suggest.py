"""What is known already is shown beside what is wanted, with what differs, and written nowhere."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from messages.declare import TEXTS
from messages.texts import redflag
from messages.workbench import files
from messages.workbench.suggest import Memory, suggestions

NUMBER = redflag.TEAM_NUMBER
CAN, MUST, SAME = "You can take it with food.", "You must not take it with food.", "Call us."


def write(root: Path, language: str, *entries: tuple[str, str, str]) -> None:
    """Write a catalog of messages: id, English, words."""
    catalog = files.OwnCatalog(language)
    for id, english, words in entries:
        catalog.add(english, words, context=id)
    files.write(root / language / "LC_MESSAGES" / "redflag.po", catalog)


def suggest(root: Path, *arguments: str, status: Exit = Exit.DONE) -> str:
    done = CliRunner().invoke(app(), ["locales", "suggest", *arguments, "--locales", str(root)])
    assert done.exit_code == status, done.output
    return done.output


@pytest.fixture
def memory(tmp_path) -> Memory:
    write(
        tmp_path,
        "tr",
        ("redflag.can", CAN, "Yemekle alabilirsiniz."),
        ("redflag.must", MUST, ""),
        ("redflag.call.one", SAME, "Bizi arayın."),
        ("redflag.call.two", SAME, ""),
        ("redflag.far", "The infusion unit is on the second floor.", "Ünite ikinci katta."),
        ("redflag.none", "You must not take it with food.", ""),
    )
    return Memory(tmp_path, "tr")


def test_the_same_english_is_found_with_the_words_it_got(memory):
    [found] = memory.alike(memory.entries["redflag.call.two"])

    assert (found.entry.id, found.entry.forms, found.likeness) == (
        "redflag.call.one",
        ("Bizi arayın.",),
        1.0,
    )
    assert (found.more, found.less) == ((), ())


def test_what_turns_the_meaning_round_is_named_where_the_rest_is_alike(memory):
    [found] = memory.alike(memory.entries["redflag.must"])

    assert found.entry.id == "redflag.can"
    assert (found.more, found.less) == (("must", "not"), ("can",))


def test_neither_itself_nor_what_has_no_words_nor_what_is_fuzzy_is_remembered(tmp_path):
    write(tmp_path, "tr", ("redflag.a", SAME, "Bizi arayın."), ("redflag.b", SAME, ""))
    path = tmp_path / "tr" / "LC_MESSAGES" / "redflag.po"
    before = Memory(tmp_path, "tr")
    path.write_text(path.read_text("utf-8").replace("msgctxt", "#, fuzzy\nmsgctxt", 1), "utf-8")
    after = Memory(tmp_path, "tr")

    assert before.alike(before.entries["redflag.a"]) == []
    assert len(before.alike(before.entries["redflag.b"])) == 1
    assert after.entries["redflag.a"].state == "fuzzy"
    assert after.alike(after.entries["redflag.b"]) == []


def test_words_for_other_english_are_shown_with_the_english_they_were_made_from(tmp_path):
    write(tmp_path, "tr", (NUMBER.id, NUMBER.english, "Ekip: {phone}"))
    path = tmp_path / "tr" / "LC_MESSAGES" / "redflag.po"
    marks = f'#, fuzzy\n#| msgctxt "{NUMBER.id}"\n#| msgid "Call: {{phone}}"\nmsgctxt'
    path.write_text(path.read_text("utf-8").replace("msgctxt", marks, 1), "utf-8")

    [found] = suggestions(tmp_path, "tr", [NUMBER])

    assert (found.entry.state, found.entry.forms) == ("fuzzy", ("Ekip: {phone}",))
    assert found.entry.previous == ("Call: {phone}",)


def test_agreed_terms_are_found_in_any_spelling_and_number_and_never_inside_a_word(tmp_path):
    (tmp_path / "glossary").mkdir()
    head = "source,target,note,status,forbidden,source_of_term\n"
    rows = '"course (of infusions), cure",kür,,draft,,\nlate,geç,,draft,"gec",\nempty,,,draft,,\n'
    (tmp_path / "glossary" / "tr.csv").write_text(head + rows, "utf-8")
    write(tmp_path, "tr", ("redflag.a", "Two Courses, later than empty.", ""))
    memory = Memory(tmp_path, "tr")

    terms = [*memory.terms_in(memory.entries["redflag.a"])]

    assert [(term.target, term.forbidden) for term in terms] == [("kür", "")]


def test_the_command_tells_programs_and_people_and_leaves_every_file_as_it_was(tmp_path):
    write(tmp_path, "tr", (NUMBER.id, NUMBER.english, ""), ("redflag.old", NUMBER.english, "Ekip"))
    write(tmp_path, "de", (NUMBER.id, NUMBER.english, "Ihr Team"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}

    document = json.loads(suggest(tmp_path, "tr", "--domain", "redflag", "--json"))
    people = suggest(tmp_path, "tr", "--id", NUMBER.id, "--beside", "de")

    declared = [text.id for text in TEXTS.values() if text.domain == "redflag"]
    assert sorted(one["id"] for one in document["messages"]) == sorted(declared)
    [row] = [one for one in document["messages"] if one["id"] == NUMBER.id]
    assert (row["state"], row["level"], row["beside"]) == ("empty", "critical", {})
    assert [(one["id"], one["likeness"]) for one in row["alike"]] == [("redflag.old", 1.0)]
    first, *_, last = people.splitlines()
    assert first == f"{NUMBER.id} · critical · empty"
    assert "  de: Ihr Team" in people.splitlines()
    assert last.startswith("1 messages. Nothing is written.")
    after = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("xx",), "xx is not in languages.toml."),
        (("en",), "en is not in languages.toml."),
        (("tr", "--beside", "xx"), "xx is not in languages.toml."),
        (("tr", "--id", "redflag.nonsense"), "redflag.nonsense is no message."),
        (("tr", "--domain", "nonsense"), "nonsense is no domain. There are: redflag,"),
    ],
)
def test_what_there_is_not_is_refused_by_name(tmp_path, given, said):
    assert suggest(tmp_path, *given, status=Exit.USAGE).startswith(said)


def test_a_catalog_that_cannot_be_read_is_named_with_what_to_run(tmp_path):
    write(tmp_path, "tr", (NUMBER.id, NUMBER.english, ""))
    (tmp_path / "tr" / "LC_MESSAGES" / "redflag.po").write_bytes(b'msgid "\xff"')

    said = suggest(tmp_path, "tr", status=Exit.REFUSED)

    assert "companion locales check" in said
