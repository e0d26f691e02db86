"""A language is begun with all its files, closed to everybody, and breaks nothing of the others."""

import gettext
import json
import shutil
from pathlib import Path

import pytest
from babel import Locale
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from bot.reviewed import require_reviews
from messages import languages
from messages.catalogs import LOCALES
from messages.languages import LANGUAGES, NUMBERS, Status, offered, read, understand
from messages.workbench import files
from messages.workbench.checks.inspection import inspect_all
from messages.workbench.newcomer import NotBegun, begun, block, inserted, numbers
from messages.workbench.sync import state, synced
from messages.workbench.templates import DOMAINS, template

# Whatever language somebody has begun here since, these tests begin it anew.
KNOWN = ("en", "tr", "ar", "ru", "es", "de", "fr", "pt_BR", "hi", "zh_Hans", *languages.PSEUDO)
LIST = "\n".join(block(LANGUAGES[code]) for code in KNOWN)
AMONG = read(LIST)
# Between them every number of forms, both directions, scripts, and varieties of what there is.
TAGS = (
    "uk",
    "fa",
    "pt_PT",
    "ckb",
    "zh_Hant",
    "he",
    "cy",
    "lv",
    "ga",
    "ro",
    "sr_Latn",
    "de_AT",
    "ka",
)


def new(root: Path, *arguments: str, status: Exit = Exit.DONE) -> str:
    done = CliRunner().invoke(app(), ["locales", "new", *arguments, "--locales", str(root)])
    assert done.exit_code == status, done.output
    return done.output


@pytest.fixture
def root(tmp_path) -> Path:
    (tmp_path / "languages.toml").write_text(LIST, "utf-8")
    return tmp_path


@pytest.mark.parametrize("tag", TAGS)
def test_what_is_begun_says_of_every_number_what_cldr_says(tag):
    found = begun(tag, AMONG)
    rule, known = gettext.c2py(found.plural), Locale.parse(tag)
    asked = [known.plural_form(number) for number in range(NUMBERS)]

    pairs = {(rule(number), form) for number, form in enumerate(asked)}

    assert len(pairs) == len(set(asked)) == found.nplurals
    assert [len(some) > 0 for some in numbers(found)] == [True] * found.nplurals
    assert (found.dir, found.name) == (known.text_direction, known.english_name)


@pytest.mark.parametrize("tag", TAGS)
def test_its_block_reads_as_it_was_written_and_the_others_stay(tag):
    found = begun(tag, AMONG)

    after = read(inserted(LIST, found, AMONG))

    assert after[found.code] == found
    assert {code: one for code, one in after.items() if code != found.code} == dict(AMONG)
    assert [*after][-2:] == list(languages.PSEUDO)
    assert inserted(LIST, found, AMONG).replace(block(found) + "\n", "") == LIST


@pytest.mark.parametrize("tag", TAGS)
def test_nobody_is_offered_it_and_no_other_language_loses_its_readers(tag):
    found = begun(tag, AMONG)
    after = read(inserted(LIST, found, AMONG))
    everything = tuple(after)

    assert found.status is Status.CLOSED
    assert [one.code for one in offered(everything, after)] == [
        one.code for one in offered(everything, AMONG)
    ]
    for tag_of_another in ("tr", "pt-br", "zh-hans", "de", "pt", "zh", "ar-EG"):
        assert understand(tag_of_another, everything, after) == understand(
            tag_of_another, everything, AMONG
        )
    menus = [one.bot_menu_code for one in after.values() if one.bot_menu_code]
    assert len(menus) == len(set(menus))
    require_reviews(among=after)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("hello!", "“hello!” is no language tag. Such are: uk, fa, ckb, pt_PT, zh_Hant."),
        ("", "“” is no language tag. Such are: uk, fa, ckb, pt_PT, zh_Hant."),
        ("../tr", "“../tr” is no language tag. Such are: uk, fa, ckb, pt_PT, zh_Hant."),
        ("TR", "tr is there already, and preview: see `companion locales status`."),
        ("en-GB", "English is the source: it is written in messages/texts, not translated."),
        ("zh", "zh is read as zh_Hans, which is there already."),
        ("pt", "pt is read as pt_BR, which is there already. Another variety has its country"),
        ("no", "no is written nb here. Begin nb."),
        ("zh_TW", "zh_TW is written zh_Hant here. Begin zh_Hant."),
        ("uk_XX", "CLDR knows uk, and no variety uk_XX of it. Begin uk."),
        ("tlh", "CLDR has no tlh: no names of months, no plural rule."),
    ],
)
def test_what_cannot_be_begun_is_refused_with_what_to_write_instead(tag, said, root):
    with pytest.raises(NotBegun) as refused:
        begun(tag, AMONG)

    assert str(refused.value).startswith(said)
    assert said in new(root, tag, status=Exit.USAGE)
    assert [path.name for path in root.iterdir()] == ["languages.toml"]


def test_it_gets_every_file_and_what_the_checks_find_is_only_that_words_are_missing(root):
    document = json.loads(new(root, "uk", "--json"))

    catalogs = [f"uk/LC_MESSAGES/{domain}.po" for domain in DOMAINS]
    assert document["written"] == ["languages.toml", *catalogs, "glossary/uk.csv", "style/uk.md"]
    assert read((root / "languages.toml").read_text("utf-8"))["uk"] == begun("uk", AMONG)
    for domain in DOMAINS:
        path = root / "uk" / "LC_MESSAGES" / f"{domain}.po"
        shutil.copy(LOCALES / f"{domain}.pot", root)
        catalog = files.read(path)
        assert state(catalog)["empty"] == state(catalog)["messages"] > 0
        assert (catalog.num_plurals, dict(catalog.mime_headers)["Last-Translator"]) == (
            3,
            "Nobody yet",
        )
        again = synced(template(domain), "uk", catalog, {"uk": begun("uk", AMONG)})
        assert files.in_bytes(again) == path.read_bytes()
    found = inspect_all([root / name for name in catalogs])
    assert {one.code for one in found} == {"T01"}


def test_its_glossary_has_words_to_agree_on_and_its_style_the_questions(root):
    new(root, "uk")

    head, *rows = (root / "glossary" / "uk.csv").read_text("utf-8").splitlines()
    assert head == "source,target,note,status,forbidden,source_of_term"
    assert {"care team", "infusion", "rituximab"} < {row.split(",")[0] for row in rows}
    assert {row.partition(",")[2] for row in rows if not row.startswith('"')} == {",,to agree on,,"}
    style = (root / "style" / "uk.md").read_text("utf-8")
    assert style.startswith("# Ukrainian: how it should sound\n")
    assert "glossary/uk.csv" in style


def test_what_somebody_has_written_already_is_kept(root):
    new(root, "uk")
    (root / "languages.toml").write_text(LIST, "utf-8")
    path = root / "uk" / "LC_MESSAGES" / "redflag.po"
    text = path.read_text("utf-8").replace('msgstr ""\n\n', 'msgstr "Так"\n\n', 1)
    path.write_text(text, "utf-8")
    (root / "style" / "uk.md").write_text("ours", "utf-8")

    document = json.loads(new(root, "uk", "--json"))

    assert document["written"] == ["languages.toml"]
    assert path.read_text("utf-8") == text
    assert (root / "style" / "uk.md").read_text("utf-8") == "ours"
