"""A file written and read again is the same, with what Babel drops of it."""

import polib
from translate.storage import factory

from messages.catalogs import LOCALES
from messages.workbench import files
from messages.workbench.sync import synced
from messages.workbench.templates import template
from tests.messages.test_workbench_sync import entry, made_of

OLD = 'Line one “x”\n\tline \\two\\ "y"\nend'


def there_and_back(catalog):
    return files.parsed(files.in_bytes(catalog))


def fuzzy():
    return synced(made_of(("a.b", "New")), "tr", made_of(("a.b", OLD), words="Söz"))


def worst():
    """Return a catalog of the red flags with everything a file may hold."""
    old = files.read(LOCALES / "ar" / "LC_MESSAGES" / "redflag.po")
    for one in [one for one in old if one.id][:200]:
        one.user_comments = ["Is this right?", "I think so."]
        one.id = tuple(f"{said}\nwas" for said in one.id) if one.pluralizable else f"was\n{one.id}"
    old.add(OLD, 'ذهب\n\tx\\y"q', context="redflag.gone", flags=["priority:1"])
    old.add(("{n} day", "{n} days"), ("a\n", "b"), context="redflag.gone_days")
    return synced(template("redflag"), "ar", old)


def test_the_oldest_english_that_is_not_settled_is_still_there_after_many_syncs():
    for _ in range(3):
        again = synced(made_of(("a.b", "Newer")), "tr", there_and_back(fuzzy()))

    assert entry(there_and_back(again), "a.b").previous_id == [OLD]
    assert entry(there_and_back(again), "a.b").user_comments == []


def test_what_was_not_settled_when_its_message_went_is_not_settled_when_it_comes_back():
    gone = there_and_back(synced(made_of(("a.c", "Other")), "tr", there_and_back(fuzzy())))
    again = entry(synced(made_of(("a.b", "New")), "tr", gone), "a.b")

    assert (again.string, again.fuzzy, again.previous_id) == ("Söz", True, [OLD])


def test_an_english_before_in_one_line_is_read_like_one_in_many():
    before = b'#| msgid "" "A\\n" "B"\n#| msgid_plural "C"\n'
    one = b"#, fuzzy\n" + before + b'msgctxt "a.b"\nmsgid "D"\nmsgstr "E"\n'
    many = one.replace(b'"" "A\\n" "B"', b'""\n#| "A\\n"\n#| "B"')

    assert [entry(files.parsed(raw), "a.b").previous_id for raw in (one, many)] == [
        ["A\nB", "C"]
    ] * 2


def test_a_file_with_everything_in_it_is_saved_as_it_was_read(tmp_path):
    path, by_polib = tmp_path / "redflag.po", tmp_path / "polib.po"
    files.write(path, worst())
    polib.pofile(str(path), wrapwidth=0).save(str(by_polib))

    written = path.read_bytes()
    assert files.in_bytes(synced(template("redflag"), "ar", files.read(path))) == written
    assert bytes(factory.getobject(str(path))) == written
    assert by_polib.read_bytes() == written
