"""A language's file follows the English by id, and loses nothing that a translator has written."""

import shutil
import subprocess

import pytest
from babel import Locale
from babel.messages.catalog import Catalog

from messages import languages
from messages.catalogs import LOCALES
from messages.declare import TEXTS
from messages.languages import LANGUAGES, NUMBERS
from messages.voice import Voice
from messages.workbench import files
from messages.workbench.sync import state, synced
from messages.workbench.templates import DOMAINS, of_domain, template

SPOKEN = [code for code in LANGUAGES if code not in languages.PSEUDO]
DAYS = "redflag.check.choice.last_days"


def made_of(*messages: tuple[str, str], words: str = "") -> Catalog:
    catalog = files.OwnCatalog("tr" if words else None)
    for id, english in messages:
        catalog.add(english, words, context=id)
    return catalog


def entry(catalog: Catalog, id: str):
    [found] = [one for one in catalog if one.context == id]
    return found


def test_what_is_new_is_empty_whatever_else_is_like_it():
    old = made_of(("a.b", "You can take it"), words="Alabilirsiniz")
    new = synced(made_of(("a.b", "You can take it"), ("a.c", "You can take it")), "tr", old)

    assert [entry(new, id).string for id in ("a.b", "a.c")] == ["Alabilirsiniz", ""]
    assert entry(new, "a.c").flags == set()


def test_changed_english_keeps_the_words_marks_them_and_says_what_they_were_made_from():
    old = made_of(("a.b", "You can take it"), words="Alabilirsiniz")
    once = synced(made_of(("a.b", "You must not take it")), "tr", old)
    twice = synced(made_of(("a.b", "Never take it")), "tr", once)

    for changed in (once, twice):
        found = entry(changed, "a.b")
        assert found.string == "Alabilirsiniz"
        assert "fuzzy" in found.flags
        assert found.previous_id == ["You can take it"]  # the oldest that was not settled


def test_what_is_gone_is_kept_aside_and_comes_back():
    old = made_of(("a.b", "Call now"), words="Hemen arayın")
    without = synced(made_of(("a.c", "Other")), "tr", old)
    again = synced(made_of(("a.b", "Call now")), "tr", without)

    assert [one.string for one in without.obsolete.values()] == ["Hemen arayın"]
    assert entry(again, "a.b").string == "Hemen arayın"
    assert again.obsolete == {}


def test_a_file_that_is_up_to_date_is_not_touched(tmp_path):
    path = tmp_path / "redflag.po"
    assert files.write(path, synced(template("redflag"), "ar"))

    before = path.read_bytes()
    assert not files.write(path, synced(template("redflag"), "ar", files.read(path)))
    assert path.read_bytes() == before


def test_what_people_said_of_themselves_and_to_each_other_stays(tmp_path):
    path = tmp_path / "redflag.po"
    catalog = synced(template("redflag"), "de")
    entry(catalog, "redflag.draft").user_comments = ["Is this the right tone?"]
    files.write(path, catalog)
    mine = path.read_text().replace("Nobody yet", "Me <me@example.org>")
    path.write_text(mine)

    after = synced(template("redflag"), "de", files.read(path))

    assert dict(after.mime_headers)["Last-Translator"] == "Me <me@example.org>"
    assert entry(after, "redflag.draft").user_comments == ["Is this the right tone?"]


def test_a_language_has_as_many_forms_as_its_grammar(tmp_path):
    found = {
        code: len(entry(synced(template("redflag"), code), DAYS).string)
        for code in SPOKEN
        if code != "en"
    }

    assert found == {code: LANGUAGES[code].nplurals for code in SPOKEN if code != "en"}
    assert (found["ar"], found["ru"], found["zh_Hans"]) == (6, 3, 1)


@pytest.mark.parametrize("code", SPOKEN)
def test_the_forms_are_those_of_cldr(code):
    rule = Locale.parse(code).plural_form
    pairs = {(rule(number), languages.form(code, number)) for number in range(NUMBERS)}

    assert len({form for _, form in pairs}) == LANGUAGES[code].nplurals
    assert len(pairs) == LANGUAGES[code].nplurals  # each of CLDR's is one of ours


def test_the_templates_hold_what_is_declared_now():
    stale = [
        domain
        for domain in DOMAINS
        if (LOCALES / f"{domain}.pot").read_bytes() != files.in_bytes(template(domain))
    ]

    assert stale == [], "run `companion locales extract` and `companion locales sync`"


def test_every_message_is_in_one_template():
    ids = [text.id for domain in DOMAINS for text in of_domain(domain)]

    assert sorted(ids) == sorted(TEXTS)


def test_a_translator_sees_how_grave_where_with_what_and_how_long():
    found = entry(template("redflag"), DAYS)

    assert found.auto_comments == [
        f"LEVEL: {TEXTS[DAYS].level}",
        f"WHERE: {TEXTS[DAYS].where}",
        "VARS: days = 7",
    ]
    limited = entry(template("patient"), "patient.button.later_hours")
    assert limited.auto_comments[-1] == f"MAX: {TEXTS['patient.button.later_hours'].limit}"
    assert found.id == (TEXTS[DAYS].english, TEXTS[DAYS].english)


@pytest.mark.parametrize(
    "path", sorted(LOCALES.glob("*/LC_MESSAGES/*.po")), ids=lambda path: "/".join(path.parts[-3::2])
)
def test_gnu_gettext_takes_every_file(path):
    tool = shutil.which("msgfmt")
    if tool is None:
        pytest.fail("msgfmt is missing: run `apt-get install gettext`.", pytrace=False)
    done = subprocess.run(
        [tool, "--check", "-o", "/dev/null", path], check=False, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_a_message_says_its_number_in_the_form_that_the_language_has(tmp_path):
    catalog = synced(template("redflag"), "ru")
    entry(catalog, DAYS).string = ("За {days} день", "За {days} дня", "За {days} дней")
    files.write(tmp_path / "ru" / "LC_MESSAGES" / "redflag.po", catalog)
    voice = Voice("ru", preview=("ru",), catalogs=type(Voice().catalogs)(tmp_path))

    said = [voice.label(TEXTS[DAYS], days=number) for number in (1, 3, 7, 21)]

    assert said == ["За 1 день", "За 3 дня", "За 7 дней", "За 21 день"]


def test_the_state_of_a_file_is_counted():
    old = made_of(("a.b", "Old"), ("a.c", "Same"), words="Söz")
    new = synced(made_of(("a.b", "New"), ("a.c", "Same"), ("a.d", "Third")), "tr", old)

    assert state(new) == {"messages": 3, "translated": 1, "fuzzy": 1, "empty": 1}
