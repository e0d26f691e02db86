"""Other people's tools find our catalogs, and read and write them without a change."""

import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import polib
import pytest
from babel.messages.catalog import Catalog, Message
from translate.storage import factory

from messages.catalogs import LOCALES
from messages.workbench import files
from messages.workbench.sync import synced
from messages.workbench.templates import DOMAINS, template

ROOT = LOCALES.parent
TOOLS = Path(sys.executable).parent
CATALOGS = sorted([*LOCALES.glob("*/LC_MESSAGES/*.po"), *LOCALES.glob("*.pot")])
ELSEWHERE = shutil.ignore_patterns(".*", "node_modules", "*.egg-info", "__pycache__")
EXTRACT = (
    *("extract", "-F", "babel.cfg", "--add-location=file", "--width=100000"),
    "--project=infusion-companion",
)


def ran(*command, cwd=ROOT) -> str:
    if shutil.which(str(command[0])) is None:
        pytest.fail(f"{command[0]} is missing: run `make test`.", pytrace=False)
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def by_polib(path, target):
    polib.pofile(str(path), wrapwidth=0).save(str(target))
    return target.read_bytes()


def by_toolkit(path, target):
    store = factory.getobject(str(path))
    store.savefile(str(target))
    return target.read_bytes()


def entries(catalog: Catalog) -> dict[str, Message]:
    return {str(one.context): one for one in catalog if one.id}


def test_weblate_finds_every_domain_with_its_template_and_no_help(tmp_path):
    shutil.copytree(ROOT, tmp_path / "copy", ignore=ELSEWHERE)

    told = ran(TOOLS / "weblate-discover", str(tmp_path / "copy"))

    matches = [
        dict(line.split(":") for line in one.split("\n") if ":" in line) for one in told.split("==")
    ]
    found = [{name.strip(): said.strip() for name, said in one.items()} for one in matches if one]
    assert sorted(
        (one["filemask"], one["new_base"]) for one in found if one["file_format"] == "po"
    ) == sorted(
        (f"locales/*/LC_MESSAGES/{domain}.po", f"locales/{domain}.pot") for domain in DOMAINS
    )
    assert [one["filemask"] for one in found if "glossary" in one["filemask"]] == [
        "locales/glossary/*.csv"
    ]


def test_the_client_of_weblate_is_told_where_and_given_no_key():
    config = ConfigParser()
    config.read(ROOT / ".weblate")

    assert {name: sorted(config[name]) for name in config.sections()} == {
        "weblate": ["translation", "url"]
    }


@pytest.mark.parametrize("saved", [by_polib, by_toolkit])
def test_a_file_is_saved_as_it_was_read(tmp_path, saved):
    changed = [
        str(path.relative_to(LOCALES))
        for path in CATALOGS
        if saved(path, tmp_path / path.name) != path.read_bytes()
    ]

    assert len(CATALOGS) > len(DOMAINS)
    assert changed == []


def test_words_put_in_with_another_tool_change_their_own_lines_only(tmp_path):
    path, target = LOCALES / "tr" / "LC_MESSAGES" / "redflag.po", tmp_path / "redflag.po"
    english = next(one for one in files.read(path) if one.context == "redflag.number.team")
    by_hand = path.read_bytes().replace(
        f'msgstr ""\n"{english.string}'.replace("\n{", '\\n"\n"{').encode(),
        'msgstr ""\n"Bakım ekibiniz:\\n"\n"{phone}'.encode(),
    )
    assert by_hand != path.read_bytes()

    opened = polib.pofile(str(path), wrapwidth=0)
    opened.find("redflag.number.team", by="msgctxt").msgstr = "Bakım ekibiniz:\n{phone}"
    opened.save(str(target))
    store = factory.getobject(str(path))
    unit = next(one for one in store.units if one.getcontext() == "redflag.number.team")
    unit.target = "Bakım ekibiniz:\n{phone}"

    assert target.read_bytes() == by_hand
    assert bytes(store) == by_hand


@pytest.mark.parametrize("language", ["ar", "tr"])
def test_gettext_merges_a_template_and_our_sync_brings_every_byte_back(tmp_path, language):
    for domain in DOMAINS:
        path, merged = LOCALES / language / "LC_MESSAGES" / f"{domain}.po", tmp_path / domain
        pot = files.in_bytes(template(domain)).replace(
            b"Content-Type", b'POT-Creation-Date: 2030-01-01 00:00+0000\\n"\n"Content-Type'
        )
        (tmp_path / "new.pot").write_bytes(pot)
        ran("msgmerge", "--quiet", "--previous", path, tmp_path / "new.pot", "-o", merged)

        again = files.in_bytes(synced(template(domain), language, files.read(merged)))

        assert merged.read_bytes() != path.read_bytes()
        assert again == files.in_bytes(synced(template(domain), language, files.read(path)))


@pytest.mark.parametrize("options", [[], ["--previous"], ["--no-fuzzy-matching"]])
def test_words_whose_english_changed_survive_a_merge_by_gettext(tmp_path, options):
    path = LOCALES / "ar" / "LC_MESSAGES" / "redflag.po"
    before, pot = files.read(path), tmp_path / "redflag.pot"
    id = "redflag.number.team"
    changed = template("redflag")
    entries(changed)[id].id = "Somebody else:\n{phone}"
    files.write(pot, changed)
    ran("msgmerge", "--quiet", *options, path, pot, "-o", tmp_path / "merged.po")

    after = entries(
        files.parsed(files.in_bytes(synced(changed, "ar", files.read(tmp_path / "merged.po"))))
    )

    assert (after[id].string, after[id].fuzzy, after[id].previous_id) == (
        entries(before)[id].string,
        True,
        [entries(before)[id].id],
    )
    others = {name: one.string for name, one in after.items() if name != id}
    assert others == {name: one.string for name, one in entries(before).items() if name != id}


def test_a_guess_that_gettext_takes_from_another_message_is_left_out(tmp_path):
    path, pot, id = (
        LOCALES / "ar" / "LC_MESSAGES" / "redflag.po",
        tmp_path / "redflag.pot",
        "redflag.new",
    )
    wanted = template("redflag")
    wanted.add("Your teams:\n{phone}", context=id)
    files.write(pot, wanted)
    ran("msgmerge", "--quiet", "--previous", path, pot, "-o", tmp_path / "merged.po")
    assert "فريقك" in polib.pofile(str(tmp_path / "merged.po")).find(id, by="msgctxt").msgstr

    found = entries(synced(wanted, "ar", files.read(tmp_path / "merged.po")))[id]

    assert (found.string, found.fuzzy) == ("", False)


def test_babel_extracts_what_our_templates_hold(tmp_path):
    ran(TOOLS / "pybabel", *EXTRACT, "-o", str(tmp_path / "all.pot"), ".")
    theirs = entries(files.read(tmp_path / "all.pot"))
    ours = {id: one for domain in DOMAINS for id, one in entries(template(domain)).items()}

    def told(one: Message) -> tuple[object, ...]:
        places = {place for place, _ in one.locations}
        braces = {flag for flag in one.flags if flag.startswith("python")}
        return one.id, one.auto_comments, places, braces

    assert {id: told(one) for id, one in theirs.items()} == {
        id: told(one) for id, one in ours.items()
    }


def test_babel_extracts_one_domain_where_only_that_is_asked_for(tmp_path):
    config = tmp_path / "babel.cfg"
    config.write_text((ROOT / "babel.cfg").read_text() + "domain = redflag\n")
    ran(TOOLS / "pybabel", *EXTRACT, "-F", str(config), "-o", str(tmp_path / "one.pot"), ".")

    assert entries(files.read(tmp_path / "one.pot")).keys() == entries(template("redflag")).keys()
