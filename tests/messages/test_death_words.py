"""The words for a death: readable, complete, each of their sentences understood, kept as built."""

import re
from collections import Counter

import pytest

from care.death import may_need_help, says_died
from messages.death_words import FILE, SENTENCES, read_death_words, read_rows
from messages.lexicons import HERE, BadLexicon, languages
from messages.lexicons_compiled import cache

PATIENT = ("Mina", "مينا", "Мина", "मीना", "米娜")  # as every sentence of the files calls her
YEARS = {2026}
HEADER = "kind,words,note\n"
# What no language can do without; the others stand for what only some grammars have.
EVERY = {"died", "gone", "other", "not", "doubt", "when", "question", "not_meant", "around"}
EVERY |= {"patient", "my_kin", "and", "just_now", *SENTENCES}
WIDE = str.maketrans({",": "，", "?": "？", "!": "！", ".": "．"})


def sentences(language: str, kind: str) -> list[str]:
    return [row.words for row in read_rows(HERE / language / FILE) if row.kind == kind]


def told(words: str) -> bool:
    return says_died(words, read_death_words(), PATIENT, YEARS)


@pytest.mark.parametrize("language", languages())
def test_every_sentence_beside_the_words_is_understood(language):
    told_of, not_told_of = sentences(language, "heard"), sentences(language, "not_heard")
    now, not_now = sentences(language, "help"), sentences(language, "no_help")

    assert [one for one in (*told_of, *now, *not_now) if not told(one)] == []
    assert [one for one in not_told_of if told(one)] == []
    assert [one for one in now if not may_need_help(one, read_death_words())] == []
    assert [one for one in not_now if may_need_help(one, read_death_words())] == []


@pytest.mark.parametrize("language", languages())
def test_sentences_are_understood_in_capitals_and_with_other_marks(language):
    told_of, not_told_of = sentences(language, "heard"), sentences(language, "not_heard")

    for changed in (str.upper, lambda one: one.replace("'", "\u2019").translate(WIDE)):
        assert [one for one in told_of if not told(changed(one))] == []
        assert [one for one in not_told_of if told(changed(one))] == []


@pytest.mark.parametrize("language", languages())
def test_every_language_has_what_is_needed(language):
    kinds = Counter(row.kind for row in read_rows(HERE / language / FILE))

    assert EVERY - set(kinds) == set()
    assert kinds["heard"] >= 12
    assert kinds["not_heard"] >= 12
    assert kinds["help"] >= 3


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Words of one language, and an empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "words" / "xx").mkdir(parents=True)
    return tmp_path / "words"


def say(folder, rows: str) -> None:
    (folder / "xx" / FILE).write_text(rows, encoding="utf-8")
    read_death_words.cache_clear()


@pytest.fixture(autouse=True)
def forgotten():
    """What a test has read is forgotten by the next."""
    yield
    read_death_words.cache_clear()


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("kind,words\n", f"{FILE}:1: the first line must be kind,words,note"),
        (f"{HEADER}dead,died,\n", f"{FILE}:2: 'dead' is no kind"),
        (f"{HEADER}died,died\n", f"{FILE}:2: three columns are needed"),
        (f"{HEADER}died,died,\ndied,died,\n", f"{FILE}:3: 'died' stands twice under 'died'"),
        (f"{HEADER}died,died,\nnot,DIED,\n", f"{FILE}:3: 'DIED' stands under 'died' too"),
        (f"{HEADER}doubt,fe*ar,\n", f"{FILE}:2: 'fe*ar' holds no word, or a *"),
        (f"{HEADER}doubt,…,\n", f"{FILE}:2: '…' holds no word"),
        (f"{HEADER}died,died*,\n", f"{FILE}:2: 'died*' tells of a death"),
        (f"{HEADER}around,{'so ' * 9},\n", "is longer than 8 words"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(folder, rows, complaint):
    say(folder, rows)

    with pytest.raises(BadLexicon, match=re.escape(complaint)):
        read_death_words(folder)


def test_a_changed_word_counts_at_once_and_half_a_file_is_not_believed(folder):
    say(folder, f"{HEADER}died,dood,\nmy_kin,papa,\n")
    assert says_died("papa dood", read_death_words(folder))
    [kept] = cache().iterdir()

    say(folder, f"{HEADER}died,weg,\nmy_kin,papa,\n")
    assert says_died("papa weg", read_death_words(folder))
    assert not says_died("papa dood", read_death_words(folder))

    say(folder, f"{HEADER}died,dood,\nmy_kin,papa,\n")
    for file in kept.iterdir():
        file.write_bytes(file.read_bytes()[:5])
    assert says_died("papa dood", read_death_words(folder))


def test_what_was_kept_is_what_was_built_and_where_nothing_can_be_kept_it_is_built(folder):
    say(folder, f"{HEADER}verb_first,yes,\ndied,dood,\ndied,死了,\nmy_kin,papa,\n")
    kept = read_death_words(folder)
    read_death_words.cache_clear()
    for place in cache().iterdir():
        for file in place.iterdir():
            file.unlink()
        place.rmdir()
    cache().rmdir()
    cache().write_text("a file where a folder should be")

    built = read_death_words(folder)

    assert kept is not built
    for one in (kept, built):
        assert (one.languages, one.unspaced, one.verb_first) == (("xx", ""), ("死了",), {"xx"})
        assert (sorted(one.first), sorted(one.phrases)) == (["dood"], sorted(built.phrases))
