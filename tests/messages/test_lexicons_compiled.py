"""Kept lexicons read exactly as those that were built, and never instead of newer words."""

import os
from pathlib import Path

import pytest

from care.detector_languages import Lexicons, read_message
from care.findings import Action
from messages.lexicons import languages, read_lexicon, read_lexicons, read_phrases
from messages.lexicons_compiled import cache, keep, kept, place_of

TERMS = "concept,phrase,note\nT_FEVER,{fever},\nprefix,l',\nletters,zh ж,\nchoice.yes,sim,\n"
KEPT_IN = "XDG_CACHE_HOME"


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv(KEPT_IN, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path) -> Path:
    """Lexicons of one language, that call fever "feber"."""
    (tmp_path / "words" / "en").mkdir(parents=True)
    say(tmp_path / "words", "feber")
    return tmp_path / "words"


def say(folder: Path, fever: str) -> None:
    (folder / "en" / "terms.csv").write_text(TERMS.format(fever=fever), encoding="utf-8")


def heard(folder: Path, text: str) -> bool:
    read_lexicons.cache_clear()
    return read_message(text, read_lexicons(folder)).action in {Action.ALERT, Action.ASK}


@pytest.fixture(autouse=True)
def forgotten():
    """What a test has read is forgotten by the next."""
    yield
    read_lexicons.cache_clear()


def test_what_was_kept_is_what_was_built(place, folder):
    built, [language] = heard(folder, "I have feber"), languages(folder)

    found = kept((language,), folder)

    assert built
    assert found is not None
    [one] = found.values()
    assert one.choices == {"yes": frozenset({"sim"})}
    assert (one.prefixes, one.letters) == (("l'",), (("zh", "ж"),))
    assert read_message("l'feber", read_lexicons(folder)).action in {Action.ALERT, Action.ASK}
    assert [path.name[:3] for path in cache().iterdir()] == ["en-"]


def test_a_changed_word_counts_at_once(place, folder):
    assert heard(folder, "feber")

    say(folder, "hitze")

    assert heard(folder, "hitze")
    assert not heard(folder, "feber")


def test_a_word_that_changes_while_lexicons_are_built_counts_too(place, folder):
    before = place_of("en", folder)
    old = read_lexicon.__wrapped__("en", folder)
    say(folder, "hitze")

    keep(old, before)

    assert heard(folder, "hitze")
    assert not heard(folder, "feber")


def test_where_nothing_can_be_kept_they_are_built_in_place(place, folder):
    place.write_text("a file where a folder should be")

    assert heard(folder, "feber")


def test_half_a_file_is_not_believed(place, folder):
    assert heard(folder, "feber")
    [place] = cache().iterdir()
    for file in place.iterdir():
        file.write_bytes(file.read_bytes()[:20])

    assert heard(folder, "feber")


def test_every_language_reads_the_same_from_the_cache_and_built(place):
    texts = [phrase.text for language in languages() for phrase in read_phrases(language)[:40]]
    built = Lexicons({language: read_lexicon(language) for language in languages()})

    found = read_lexicons()

    assert len(list(cache().iterdir())) == len(languages())
    assert [read_message(text, found) for text in texts] == [
        read_message(text, built) for text in texts
    ]


def test_what_nobody_has_used_for_a_month_is_removed(place, folder):
    assert heard(folder, "feber")
    [old] = cache().iterdir()
    os.utime(old, (0, 0))

    say(folder, "hitze")

    assert heard(folder, "hitze")
    assert len(list(cache().iterdir())) == 1
    assert not old.exists()
