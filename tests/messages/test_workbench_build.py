"""A release is held back by what patients would read unapproved, and says so to scripts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from messages.approvals import unapproved
from messages.catalogs import LOCALES, sound
from messages.declare import TEXTS
from messages.languages import LANGUAGES, PSEUDO, Status
from messages.texts import redflag
from messages.workbench import files
from messages.workbench.release import lacks, manifest
from messages.workbench.templates import DOMAINS, template
from tests.messages.reviewed import desk, seal_it, translate

NUMBER = redflag.TEAM_NUMBER
OPEN = {"tr": replace(LANGUAGES["tr"], status=Status.OPEN)}


@pytest.fixture
def root(tmp_path) -> Path:
    """Return a folder with the templates as they are declared, and nothing else."""
    for domain in DOMAINS:
        files.write(tmp_path / f"{domain}.pot", template(domain))
    return tmp_path


def build(root: Path, *arguments: str, status: Exit = Exit.DONE) -> str:
    done = CliRunner().invoke(app(), ["locales", "build", "--locales", str(root), *arguments])
    assert done.exit_code == status, done.output
    return done.output


def held_back(root: Path, *, approved: bool) -> list[str]:
    """Return what keeps Turkish back where it is open."""
    at = desk(root)
    asked = [] if approved else [NUMBER]
    return [one.text for one in lacks({"tr": at}, lambda _: asked, OPEN)]


def test_drafts_in_preview_keep_nothing_back_and_the_manifest_is_the_same_twice(root):
    written = root / "manifest.json"

    assert build(root, "--manifest", str(written)).startswith("Ready. Open: en.")
    first = written.read_text("utf-8")
    build(root, "--manifest", str(written))

    assert written.read_text("utf-8") == first
    assert json.loads(first)["templates"].keys() == {f"{domain}.pot" for domain in DOMAINS}
    assert json.loads(build(root, "--json")) == {"ready": True, "open": ["en"], "lacks": []}


def test_a_template_that_is_not_what_is_declared_ends_a_release_script(root):
    path = root / "redflag.pot"
    path.write_text(path.read_text("utf-8").replace("Call", "Phone", 1), "utf-8")
    (root / "staff.pot").unlink()

    document = json.loads(build(root, "--json", status=Exit.REFUSED))
    build(root, "--manifest", str(root / "manifest.json"), status=Exit.REFUSED)

    said = [f"{name} is not what is declared" for name in ("redflag.pot", "staff.pot")]
    assert not document["ready"]
    assert [one["text"].partition(":")[0] for one in document["lacks"]] == said
    assert not (root / "manifest.json").exists()


def test_an_open_language_needs_its_approvals_its_catalogs_and_what_was_approved_unchanged(root):
    translate(desk(root), (NUMBER, "Ekibiniz:\n{phone}"))
    seal_it(desk(root), NUMBER)

    sealed = held_back(root, approved=True)
    translate(desk(root), (NUMBER, "Ekip:\n{phone}"))
    changed = held_back(root, approved=False)

    missing = [f"{domain}.po: it is not there" for domain in DOMAINS if domain != "redflag"]
    behind = "redflag.po: it is behind the English: `companion locales sync tr`"
    assert [line for line in sealed if line.endswith("not there")] == missing
    assert behind in sealed
    assert [line for line in sealed if "approved" in line] == []
    assert changed[:2] == [
        f"1 safety messages that no clinician has approved: {NUMBER.id}",
        f"1 critical messages that were approved and have changed since: {NUMBER.id}",
    ]


def test_what_the_start_of_the_service_asks_for_is_what_a_release_asks_for(root):
    at = desk(root)
    wanted = [text for text in TEXTS.values() if text.domain == "redflag"]

    [first, *_] = lacks({"tr": at}, lambda one: unapproved(one.language, one.catalogs), OPEN)

    assert first.text.startswith(f"{len(wanted)} safety messages that no clinician has approved")
    assert [*lacks({"tr": at}, lambda _: wanted)] == []  # in preview, as it is


def test_a_broken_catalog_of_an_open_language_is_named(root):
    translate(desk(root), (NUMBER, "Ekibiniz:\n{telefon}"))
    (root / "tr" / "LC_MESSAGES" / "staff.po").write_bytes(b'msgid "\xff"')

    said = held_back(root, approved=True)

    assert "staff.po: it cannot be read" in said
    assert any("errors: `companion locales check" in line for line in said)


def test_a_changed_catalog_changes_the_manifest(root):
    translate(desk(root), (NUMBER, "Ekibiniz:\n{phone}"))
    before = manifest({"tr": desk(root)})
    translate(desk(root), (NUMBER, "Ekip:\n{phone}"))
    after = manifest({"tr": desk(root)})

    assert before != after
    assert before["templates"] == after["templates"]


def test_the_made_up_languages_are_written_whole_and_not_among_the_others(tmp_path):
    def pseudo(*arguments: str):
        return CliRunner().invoke(app(), ["locales", "pseudo", *arguments])

    assert pseudo("-o", str(tmp_path)).exit_code == Exit.DONE

    by_id = {text.id: text for text in TEXTS.values()}
    for language in PSEUDO:
        paths = sorted((tmp_path / language / "LC_MESSAGES").glob("*.po"))
        entries = [one for path in paths for one in files.read(path) if one.id]
        assert sorted(str(one.context) for one in entries) == sorted(by_id)
        said = [(one.context, one.string) for one in entries if isinstance(one.string, str)]
        assert [id for id, words in said if not sound(by_id[str(id)], words)] == []
    assert pseudo("-o", str(LOCALES)).exit_code == Exit.USAGE
    assert [(LOCALES / language).exists() for language in PSEUDO] == [False, False]
