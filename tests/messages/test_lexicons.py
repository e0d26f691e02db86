"""The lexicons: readable, complete, and every one of their own sentences understood."""

import re
from collections import Counter

import pytest

from care.detector import triage
from care.detector_compositions import COMPOSITIONS
from care.detector_lexicon import SHORTEST_REST, phrase_words
from care.findings import Action, Polarity
from care.triage_table import TABLE
from messages.lexicons import BadLexicon, Phrase, languages, read_lexicon, read_phrases, read_terms

MEANT = {
    "positive": Polarity.PRESENT,
    "typo": Polarity.PRESENT,
    "caps": Polarity.PRESENT,
    "nodiacritics": Polarity.PRESENT,
    "negated": Polarity.NEGATED,
    "past": Polarity.PAST,
    "hypothetical": Polarity.HYPOTHETICAL,
    "other_person": Polarity.OTHER,
}
CALM = {Action.ASK, Action.ANSWER, Action.MENU}
HEARD = {Action.ALERT, Action.ASK}
MAY_BECOME = {
    "positive": HEARD,
    "typo": HEARD,
    "caps": HEARD,
    "nodiacritics": HEARD,
    "negated": CALM,
    "past": CALM,
    "hypothetical": CALM,
    "other_person": set(Action),
}
FAMILIES = {family for rule in COMPOSITIONS for family in rule.families}
UNMEANT = {"choice", "known", "letters", "prefix"}
DENYING = {"conditional", "neg", "neg_after", "neg_next"}
SENTENCES = [(language, kind) for language in languages() for kind in MEANT]
# Answers of the symptom check, never words.
WORKED_OUT = {code for code in TABLE if code.startswith("Q_")} | {
    "N_TOUCH",
    "T_FEVER_STAYS",
    "R_NO_URINE_ILL",
    "X_UNCLEAR",
    "X_SILENT",
}


@pytest.mark.parametrize(("language", "kind"), SENTENCES)
def test_every_sentence_of_a_lexicon_is_understood(language, kind):
    said = [phrase for phrase in read_phrases(language) if phrase.kind == kind]

    assert [phrase.text for phrase in said if not is_understood(phrase, language)] == []


def is_understood(phrase: Phrase, language: str) -> bool:
    reading = triage(phrase.text, read_lexicon(language))
    meant = {one.code for one in reading.findings if one.polarity is MEANT[phrase.kind]}
    return phrase.expected <= meant and reading.action in MAY_BECOME[phrase.kind]


@pytest.mark.parametrize("language", languages())
def test_every_sign_of_the_table_can_be_said(language):
    tested = {code for one in read_phrases(language) for code in one.expected}

    assert set(TABLE) - tested == WORKED_OUT


@pytest.mark.parametrize("language", languages())
def test_every_family_of_a_composition_has_words(language):
    words = set(read_terms(language)) | {rule.code for rule in COMPOSITIONS}

    assert [rule for rule in COMPOSITIONS if not words.issuperset(rule.families)] == []


def test_no_word_of_an_arabic_phrase_hides_what_is_written_together_in_it():
    """A glued word that only some phrase knows would no longer be taken apart anywhere."""
    terms = read_terms("ar")
    phrases = [
        (one, phrase_words(row))
        for one, said in terms.items()
        for row in said
        if one.partition(".")[0] not in UNMEANT
    ]
    alone = {words[0].rstrip("*"): one for one, words in phrases if len(words) == 1}
    meant = {
        word for word, one in alone.items() if one in FAMILIES or one in TABLE or one in DENYING
    }
    inside = {word for _, words in phrases if len(words) > 1 for word in words} - alone.keys()
    known = {word for row in terms["known"] for word in phrase_words(row)}

    hidden = {
        word
        for word in inside - known
        for prefix in read_lexicon("ar").prefixes
        if word.startswith(prefix)
        and word.removeprefix(prefix) in meant
        and len(word) - len(prefix) >= SHORTEST_REST
    }

    assert hidden == set()


@pytest.mark.parametrize(
    "code", ["T_FEVER", "T_COUGH_NEW", "T_SOB", "T_CHESTPAIN", "N_CONF", "L_JAUN"]
)
def test_the_great_red_flags_are_tested_in_breadth(code):
    kinds = Counter(one.kind for one in read_phrases("en") if code in one.expected)

    assert kinds["positive"] + kinds["typo"] + kinds["caps"] >= 12
    assert kinds["typo"] >= 3
    assert kinds["caps"] >= 2
    assert kinds["negated"] >= 5
    assert kinds["past"] + kinds["other_person"] + kinds["hypothetical"] >= 3


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "xx").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("concept,phrase\n", "terms.csv:1: the first line must be concept,phrase,note"),
        ("concept,phrase,note\nT_FEVR,fever,\n", "terms.csv:2: 'T_FEVR' is no concept of triage"),
        ("concept,phrase,note\nT_FEVER,fever\n", "terms.csv:2: three columns are needed"),
        (
            "concept,phrase,note\nT_FEVER,fev*er,\n",
            "terms.csv:2: 'fev*er': * stands only at the end",
        ),
        ("concept,phrase,note\nT_FEVER,*,\n", "terms.csv:2: '*' holds no word"),
        (
            "concept,phrase,note\nT_FEVER,fever,\nT_FEVER,fever,\n",
            "terms.csv:3: 'fever' stands twice",
        ),
        ('concept,phrase,note\nT_FEVER,"fe\n', "terms.csv"),
        ("", "terms.csv:1"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(folder, rows, complaint):
    (folder / "xx" / "terms.csv").write_text(rows, encoding="utf-8")

    with pytest.raises(BadLexicon, match=re.escape(complaint)):
        read_lexicon("xx", folder)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("I have fever,T_FEVR,positive", "phrases.csv:2: no such code: T_FEVR"),
        ("I have fever,T_FEVER,plus", "phrases.csv:2: 'plus' is no kind"),
    ],
)
def test_a_bad_sentence_is_named_with_file_and_line(folder, row, complaint):
    (folder / "xx" / "phrases.csv").write_text(f"text,expected_concepts,kind\n{row}\n")

    with pytest.raises(BadLexicon, match=complaint):
        read_phrases("xx", folder)


def test_a_missing_lexicon_is_said(folder):
    with pytest.raises(BadLexicon, match="No such file"):
        read_lexicon("yy", folder)
