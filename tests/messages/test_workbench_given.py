"""Whatever a translator types or saves, the workbench answers with what to do about it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from messages.texts import redflag
from messages.workbench import files
from messages.workbench.templates import template

NUMBER = redflag.TEAM_NUMBER
COMMANDS = (
    ("sync", "tr"),
    ("status",),
    ("changed",),
    ("preview", "tr", "-o", os.devnull),
    ("review", "tr", "--id", NUMBER.id),
    ("review", "tr", "--id", NUMBER.id, "--revise", "R. V.", "--translator", "T. R."),
    ("suggest", "de", "--beside", "tr"),
    ("export", "tr", "-o", "never.csv"),
)


def ran(root: Path, *arguments: str, status: Exit = Exit.DONE) -> tuple[str, str]:
    """Return what a command of the workbench said, and what it complained of."""
    done = CliRunner().invoke(app("locales"), ["locales", *arguments, "--locales", str(root)])
    assert done.exit_code == status, done.output
    return done.stdout, done.stderr


def catalog(root: Path) -> Path:
    """Write a Turkish catalog of one message, and return where it is."""
    path, written = root / "tr" / "LC_MESSAGES" / "redflag.po", files.OwnCatalog("tr")
    written.add(NUMBER.english, "Ekip:\n{phone}", context=NUMBER.id)
    files.write(path, written)
    return path


def in_conflict(path: Path) -> int:
    """Leave both versions of a translation in a file, as Git does, and return the line."""
    lines = path.read_text("utf-8").split("\n")
    at = max(number for number, line in enumerate(lines) if line.startswith("msgstr"))
    lines[at:at] = ["<<<<<<< HEAD", lines[at], "======="]
    path.write_text("\n".join(lines) + ">>>>>>> tr\n", "utf-8")
    return at + 1


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_with_both_versions_of_a_line_is_named_with_the_line_and_what_to_do(
    tmp_path, command
):
    path = catalog(tmp_path)
    line = in_conflict(path)
    before = path.read_bytes()

    _, why = ran(tmp_path, *command, status=Exit.REFUSED)

    assert why == (
        f"{path}, line {line}: Two people changed this place at once, and both versions are in the"
        " file. Choose one version, and delete the lines with the signs."
        f" `companion locales check {path}` shows every such place.\n"
    )
    assert path.read_bytes() == before


def test_a_template_with_both_versions_of_a_line_is_named_too(tmp_path):
    path = tmp_path / "redflag.pot"
    files.write(path, template("redflag"))
    line = in_conflict(path)

    _, why = ran(tmp_path, "extract", status=Exit.REFUSED)

    assert why.startswith(f"{path}, line {line}: Two people changed this place at once")


def test_another_encoding_is_named_with_the_first_line_that_has_it(tmp_path):
    path = catalog(tmp_path)
    raw = path.read_text("utf-8").replace("Ekip:", "Şu ekip:").encode("iso-8859-9")
    path.write_bytes(raw)
    line = raw[: raw.index("Ş".encode("iso-8859-9"))].count(b"\n") + 1

    _, why = ran(tmp_path, "status", "tr", status=Exit.REFUSED)

    assert why.startswith(f"{path}, line {line}: The file is not saved as UTF-8")


def test_what_cannot_be_opened_is_named_with_the_reason(tmp_path):
    folder = tmp_path / "tr" / "LC_MESSAGES" / "redflag.po"
    folder.mkdir(parents=True)

    assert ran(tmp_path, "sync", "tr", status=Exit.REFUSED)[1] == f"{folder}: Is a directory.\n"


def test_a_folder_that_is_not_there_is_not_an_empty_language(tmp_path):
    nowhere = tmp_path / "nowhere"

    for command in (*COMMANDS, ("build",), ("extract",), ("new", "uk")):
        _, why = ran(nowhere, *command, status=Exit.USAGE)
        assert why == f"{nowhere}: there is no such folder. It holds the catalogs.\n"
    assert not nowhere.exists()


@pytest.mark.parametrize("spelt", ["TR", "tr", " Tr"])
def test_a_language_is_known_in_any_spelling_and_shown_alone(tmp_path, spelt):
    catalog(tmp_path)

    assert [*json.loads(ran(tmp_path, "status", spelt, "--json")[0])] == ["tr"]


def test_a_tag_of_two_parts_is_known_in_any_spelling(tmp_path):
    for spelt in ("pt-BR", "PT_br", "pt_BR"):
        assert [*json.loads(ran(tmp_path, "status", spelt, "--json")[0])] == ["pt_BR"]


def test_a_slip_in_a_language_is_answered_with_the_nearest(tmp_path):
    _, why = ran(tmp_path, "preview", "zh_Han", status=Exit.USAGE)

    assert why.startswith("zh_Han is not in languages.toml. Did you mean zh_Hans? There are: tr,")


def test_a_terminal_that_has_not_our_letters_shows_others_and_no_traceback():
    command = (sys.executable, "-m", "bot", "locales", "explain", "B03")
    poor = {**os.environ, "PYTHONIOENCODING": "ascii"}

    done = subprocess.run(command, env=poor, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Copy \\u2026 from the English" in done.stdout


def test_one_message_is_checked_among_many_that_are_empty(tmp_path):
    catalog(tmp_path)
    files.write(tmp_path / "redflag.pot", template("redflag"))
    ran(tmp_path, "sync", "tr")

    def checked(*ids: str) -> set[str]:
        command = [
            "locales",
            "check",
            str(tmp_path / "tr" / "LC_MESSAGES" / "redflag.po"),
            "--json",
        ]
        asked = [part for id in ids for part in ("--id", id)]
        done = CliRunner().invoke(app("locales"), [*command, *asked])
        return {one["id"] for one in json.loads(done.stdout)["findings"]}

    [empty] = checked(redflag.UNWELL_BUTTON.id)

    assert empty == redflag.UNWELL_BUTTON.id
    assert len(checked()) > 1
