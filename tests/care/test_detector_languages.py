"""A message is read in the language it is written in, whatever its writer's setting says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.detector import triage
from care.detector_languages import Lexicons, read_message
from care.detector_lexicon import lexicon
from care.detector_words import words
from care.findings import Action, Context, Polarity
from care.triage_table import TABLE
from messages.lexicons import languages, read_lexicons

ALERT, ASK, ANSWER, MENU = Action
PRESENT, NEGATED = Polarity.PRESENT, Polarity.NEGATED

# Two languages that share the word "mal" and mean different things by it.
NORTH = lexicon(
    "north",
    {
        "T_FEVER": ["feber", "hitz"],
        "T_COUGH_NEW": ["host*"],
        "not.T_FEVER": ["feberfri"],
        "thermometer": ["hitz"],
        "neg": ["ingen"],
        "neg_after": ["slett icke", "icke"],
        "neg_next": ["ne"],
        "affirmed": ["finns"],
        "conditional_after": ["hvis"],
        "resolved_before": ["borta med"],
        "prefix": ["og", "l'"],
        "T_SOB_REST": ["kan icke andas"],
        "same.kan": ["kunde", "formår att"],
        "and_word": ["og"],
        "letters": ["zh ж", "a а"],
        "N_CONF": ["жа"],
        "choice.yes": ["Ja Visst"],
        "known": ["jag", "har", "mal", "idag", "mat", "god", "mor", "vad"],
        "number.38": ["trettiotta"],
    },
)
SOUTH = lexicon(
    "south",
    {
        "T_FEVER": ["febre"],
        "T_SOB_REST": ["nao respiro"],
        "neg": ["sem"],
        "choice.yes": ["sim"],
        "known": ["tenho", "mal", "hoje", "muito"],
        "thermometer": ["temperatura"],
    },
)
BOTH = Lexicons({"north": NORTH, "south": SOUTH}, home="north")
EVERY = read_lexicons()


def found(text, one=NORTH, **context):
    return {(x.code, x.polarity) for x in triage(text, one, Context(**context)).findings}


def spoken(text, hint=None):
    return [one.language for one in BOTH.of(words(text), hint)]


@pytest.mark.parametrize(
    ("text", "hint", "expected"),
    [
        ("jag har feber", None, ["north"]),
        ("jag har feber", "south", ["north"]),
        ("jag febre", "south", ["south"]),  # "jag" tells nothing in the north
        ("hoster febre", "south", ["south", "north"]),
        ("tenho febre hoje", "north", ["south"]),
        ("mal", None, ["north", "south"]),
        ("mal", "south", ["south"]),
        ("jag har febre idag", None, ["north", "south"]),
        ("xyz 38", None, ["north"]),
        ("xyz", "south", ["south", "north"]),
        ("xyz", "nowhere", ["north"]),
        ("", None, ["north"]),
    ],
)
def test_a_message_is_read_in_the_languages_that_explain_it(text, hint, expected):
    assert spoken(text, hint) == expected


def test_a_foreign_word_in_the_middle_is_heard():
    reading = read_message("jag har febre idag", BOTH)

    assert [(one.code, one.polarity) for one in reading.findings] == [("T_FEVER", PRESENT)]


def test_of_two_languages_as_likely_the_one_that_finds_something_counts():
    tenho = lexicon("east", {"T_FEVER": ["mal"]})
    three = Lexicons({"north": NORTH, "east": tenho}, home="north")

    assert [one.code for one in read_message("mal", three).findings] == ["T_FEVER"]


def test_the_writers_own_language_is_read_beside_one_that_knows_a_word_more():
    near = lexicon("near", {"known": ["tenho", "ardo", "hoje", "muito"]})
    own = lexicon("own", {"T_FEVER": ["ardo"], "known": ["tenho", "hoje"]})
    both = Lexicons({"near": near, "own": own}, home="own")

    assert read_message("tenho ardo hoje muito", both, language="own").action is ALERT


def test_a_stem_of_two_letters_speaks_for_no_language():
    wide = lexicon("wide", {"T_FEVER": ["fe*"], "known": ["idag"]})
    both = Lexicons({"north": NORTH, "wide": wide}, home="north")

    assert "wide" not in {one.language for one in both.of(words("feberfri mat"))}


def test_a_number_counts_in_the_language_whose_word_says_what_it_is():
    assert read_message("temperatura 39 jag har mat", BOTH, language="north").action is ALERT


def test_a_call_for_help_is_not_lost_between_languages_as_likely():
    here = lexicon("here", {"help": ["ajuto"], "T_FEVER": ["feber"]})
    there = lexicon("there", {"known": ["ajuto"], "T_FEVER": ["febre"]})
    two = Lexicons({"here": here, "there": there}, home="here")

    assert read_message("ajuto", two).action is ASK


def test_a_denial_is_read_in_its_own_language():
    assert read_message("sem febre hoje", BOTH, language="north").action is MENU


def test_the_hint_never_silences():
    assert read_message("nao respiro", BOTH, language="north").action is ALERT


def test_answers_of_the_check_are_known_in_every_language():
    assert BOTH.choices("yes") == {"ja visst", "sim"}


def test_a_number_word_is_read_in_the_language_of_the_message():
    [reading] = BOTH.temperatures("jag har trettiotta", asked=True)

    assert reading.celsius == 38.0


def test_a_home_without_a_lexicon_is_refused():
    with pytest.raises(ValueError, match="no lexicon of 'xx'"):
        Lexicons({"north": NORTH}, home="xx")


@given(st.text(max_size=300), st.sampled_from([None, "en", "xx"]))
def test_no_text_makes_it_fail_in_any_language(text, hint):
    reading = read_message(text, EVERY, language=hint)

    assert {one.code for one in reading.findings} <= set(TABLE)
    assert all(0 <= one.span[0] < one.span[1] <= len(text) for one in reading.findings)


# -- what languages do that English does not


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("feber icke", {("T_FEVER", NEGATED)}),
        ("feber har icke", {("T_FEVER", NEGATED)}),
        ("feber og hoste icke", {("T_FEVER", NEGATED), ("T_COUGH_NEW", NEGATED)}),
        ("feber finns hoste icke", {("T_FEVER", PRESENT), ("T_COUGH_NEW", NEGATED)}),
        ("feber jag har mat god mor icke", {("T_FEVER", PRESENT)}),
        ("feberfri idag", {("T_FEVER", NEGATED)}),
        ("feberfri men feber", {("T_FEVER", NEGATED), ("T_FEVER", PRESENT)}),
        ("ne feber", {("T_FEVER", NEGATED)}),
        ("ne mat feber", {("T_FEVER", PRESENT)}),
        ("feber hvis", {("T_FEVER", Polarity.HYPOTHETICAL)}),
        ("hvis feber", {("T_FEVER", PRESENT)}),
        ("borta med feber", {("T_FEVER", Polarity.PAST)}),
    ],
)
def test_denials_and_conditions_stand_where_the_language_puts_them(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", ["feber har jag mat icke", "feber, hoste icke"])
def test_a_denial_that_may_belong_to_something_else_is_asked_about(text):
    assert triage(text, NORTH).action is ASK


@pytest.mark.parametrize("text", ["ogfeber", "l'feber", "L'FEBER"])
def test_what_is_written_together_is_taken_apart(text):
    assert found(text) == {("T_FEVER", PRESENT)}


def test_a_word_that_is_known_whole_stays_whole():
    assert found("hostog") == {("T_COUGH_NEW", PRESENT)}


def test_the_span_of_a_part_is_the_part():
    [one] = triage("ogfeber", NORTH).findings

    assert one.span == (2, 7)


def test_who_writes_with_other_letters_is_understood():
    assert found("zha") == {("N_CONF", PRESENT)}


@pytest.mark.parametrize(
    ("text", "action"), [("hitz 36.6", MENU), ("feber 36.6", ASK), ("hitz 38.6", ALERT)]
)
def test_a_normal_reading_beside_a_word_for_fever_says_what_the_word_means(text, action):
    assert triage(text, NORTH).action is action


def test_a_word_may_be_said_in_other_words_inside_any_phrase():
    assert found("kunde icke andas") == {("T_SOB_REST", PRESENT)}
    assert found("formår att icke andas") == {("T_SOB_REST", PRESENT)}
    assert found("kan andas") == set()


def test_every_language_that_was_promised_is_there():
    promised = {"en", "es", "fr", "de", "pt", "tr", "ar", "ru", "hi", "zh"}

    assert set(languages()) == promised
