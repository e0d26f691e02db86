"""What we do about a message: alert first, ask when in doubt, never silence."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.detector import (
    ASK_EMERGENCY,
    ASK_LAST,
    ASK_NOW,
    ASK_SELF_HARM,
    ASK_TEMPERATURE,
    ASK_TEST,
    ASK_USUAL,
    ASK_WHO,
    IF_IT_HAPPENS,
    triage,
)
from care.detector_lexicon import lexicon
from care.findings import About, Action, Category, Context, Finding, Polarity
from care.severity import Severity
from care.triage_table import RULES_VERSION, TABLE
from messages.declare import TEXTS
from messages.lexicons import read_lexicon, read_terms
from messages.texts import redflag_check, redflag_talk

SPOKEN = (redflag_check, redflag_talk)  # declared by being imported
ENGLISH = read_lexicon("en")
ALERT, ASK, ANSWER, MENU = Action
NEXT, SAME_DAY, URGENT, EMERGENCY = Severity


def you(answer):
    return f"{answer}.you"


def hear(text, **context):
    return triage(text, ENGLISH, Context(**context))


def outcome(text, **context):
    reading = hear(text, **context)
    return reading.action, reading.severity


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("no fever but I can't breathe", EMERGENCY),
        ("I can't say I don't have a fever", URGENT),
        ("it's not just a cough any more, I'm out of breath", URGENT),
        ("if I cough I bring up blood", EMERGENCY),
        ("is it normal that my eyes are yellow?", URGENT),
        ("what do I do, I have a fever of 39?", URGENT),
        ("No, I have a fever", URGENT),
        ("no I have a fever", URGENT),
        ("No fever. But my chest hurts.", EMERGENCY),
        ("never had a headache like this", SAME_DAY),
        ("I haven't slept because of this cough", SAME_DAY),
        ("my fever is not going away", URGENT),
        ("the fever hasn't gone", URGENT),
        ("don't have a thermometer but I'm burning up", URGENT),
        ("I get dizzy if I stand up", URGENT),
        ("I had a fever last night", URGENT),
        ("I've been coughing since last year", SAME_DAY),
        ("fever came back", URGENT),
        ("my wife says I am confused", URGENT),
        ("my son gave me a fever", URGENT),
        ("no, chest pain", EMERGENCY),
        ("no taxi came here for one whole hour fever", URGENT),
        ("didn't go to work, fever", URGENT),
        ("I have a cough. The rash went away last year.", SAME_DAY),
        ("I feel a pain in the front of my body here in my chest", EMERGENCY),
    ],
)
def test_a_red_flag_alerts_whatever_stands_around_it(text, severity):
    reading = hear(text)

    assert reading.action is ALERT
    assert reading.severity.at_least(severity)


@pytest.mark.parametrize(
    "code_words", ["chest pain", "seizure", "stroke", "can't breathe", "FAINTED", "suicide"]
)
def test_an_emergency_word_alerts_even_bare(code_words):
    assert outcome(code_words) == (ALERT, EMERGENCY)


@pytest.mark.parametrize(
    ("text", "severity"),
    [("fever", URGENT), ("Fever?", URGENT), ("cough", SAME_DAY), ("hi, rash please", SAME_DAY)],
)
def test_the_bare_name_of_a_thing_is_asked_about(text, severity):
    reading = hear(text)

    assert (reading.action, reading.severity, reading.answer) == (ASK, severity, you(ASK_NOW))


@pytest.mark.parametrize(
    "text", ["help", "HELP!!", "sos", "please help me", "🆘", "heeelp", "I need help now"]
)
def test_a_call_for_help_opens_the_emergency_screen(text):
    reading = hear(text)

    assert (reading.action, reading.severity, reading.answer) == (
        ASK,
        EMERGENCY,
        you(ASK_EMERGENCY),
    )


def test_help_with_something_is_no_call_for_help():
    assert outcome("can you help me with my appointment") == (MENU, None)


@pytest.mark.parametrize(
    "text", ["I feel unwell", "I don't feel well", "something is wrong with me"]
)
def test_unwell_and_then_silence_is_urgent(text):
    reading = hear(text)

    assert (reading.action, reading.severity, reading.answer) == (ASK, URGENT, you(ASK_EMERGENCY))


@pytest.mark.parametrize(
    "text",
    [
        "no fever",
        "no fever, cough or chest pain",
        "I don't have a fever or chills",
        "Fever: no. Cough: none.",
        "my temperature is normal, 36.7",
        "yellow fever vaccine?",
        "I take something for hay fever",
        "I'm confused about my appointment",
        "this menu is confusing",
        "I forgot to take my pills",
        "is my infusion on the 5th or 15th?",
        "blisters from new shoes",
        "what is my bank balance",
        "thank you, doctor",
        "see you at 10:30",
        "",
        "???",
        "\x00",
    ],
)
def test_what_is_no_sign_opens_the_menu(text):
    assert outcome(text) == (MENU, None)


@pytest.mark.parametrize(
    "text",
    [
        "what should I do if I get a fever?",
        "what if my eyes turn yellow",
        "is a rash a side effect?",
        "do I have to call for a mild fever?",
        "the nurse said to watch for fever",
    ],
)
def test_what_if_is_answered(text):
    reading = hear(text)

    assert (reading.action, reading.severity, reading.answer) == (ANSWER, None, you(IF_IT_HAPPENS))
    assert {one.polarity for one in reading.findings} == {Polarity.HYPOTHETICAL}


@pytest.mark.parametrize(
    "text",
    [
        "is blurry vision a side effect I should look out for?",
        "can the infusion give me a rash?",
        "do shivers always mean infection",
        "could you tell me the early signs, for example confusion?",
        "PML: what are the symptoms? confusion?",
        "what are rigors?",
        "please, are chills to be expected?",
    ],
)
def test_a_question_about_a_thing_does_not_ring(text):
    assert outcome(text)[0] in {ASK, ANSWER}


@pytest.mark.parametrize(
    "text",
    [
        "can you tell me what to do, I have chest pain",
        "could my rash be caused by the infusion?",
        "I have a rash, is it a side effect?",
        "can the infusion give me a rash since yesterday?",
        "fever? 39",
        "what to do, chest pain?",
        "why do I keep falling?",
        "is my skin yellow?",
    ],
)
def test_a_question_about_ones_own_sign_rings(text):
    assert outcome(text)[0] is ALERT


def test_what_one_could_do_before_is_no_past_sign():
    stairs = "I stop halfway up the stairs to catch my breath, used to run up"

    assert outcome(stairs)[0] is ALERT
    assert outcome("headaches used to be my thing")[0] is MENU


def test_a_question_answered_with_no_is_denied():
    assert outcome("fever? no, 36.8") == (MENU, None)
    assert outcome("fever? no idea")[0] is ALERT


def test_somebody_elses_normal_reading_denies_nobodys_fever():
    reading = hear("I have been feverish since morning, my neighbour measured 39")

    assert {one.polarity for one in reading.findings} == {Polarity.PRESENT, Polarity.OTHER}


def test_a_denied_list_that_ends_openly_is_asked_about():
    assert outcome("no fever, cough")[0] is ASK
    assert outcome("no fever, cough for five days")[0] is ALERT
    assert outcome("no fever, chest pain") == (ALERT, EMERGENCY)


# -- gone is not over


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("My face dropped this morning, it is fine now", EMERGENCY),
        ("I couldn't speak for ten minutes this morning, fine now", EMERGENCY),
        ("I fainted two days ago, I'm ok now", EMERGENCY),
        ("39.4 last night, fine after paracetamol", URGENT),
        ("I had a fever, it went down with ibuprofen", URGENT),
    ],
)
def test_what_was_there_lately_alerts_though_it_is_gone(text, severity):
    assert outcome(text) == (ALERT, severity)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("I had a seizure and it went away", EMERGENCY),
        ("my fever has gone", URGENT),
        ("I had chest pain in 2019", EMERGENCY),
    ],
)
def test_what_may_come_back_is_asked_for_its_last_time(text, severity):
    reading = hear(text)

    assert (reading.action, reading.severity, reading.answer) == (ASK, severity, you(ASK_LAST))


@pytest.mark.parametrize(
    "text",
    [
        "I used to get dizzy",
        "it was a fever last year, gone since then",
        "the rash cleared up weeks ago",
    ],
)
def test_what_is_long_over_raises_nothing(text):
    assert outcome(text) == (MENU, None)


# -- somebody else


def test_a_spouse_on_the_patients_phone_alerts_without_a_further_tap():
    reading = hear("my husband can't find words")

    assert (reading.action, reading.severity) == (ALERT, URGENT)
    assert [one.polarity for one in reading.findings] == [Polarity.OTHER]


@pytest.mark.parametrize(
    "text",
    [
        "my husband has a fever",
        "my coworker has a fever",
        "my neighbour had a stroke",
        "my mother had a stroke",
    ],
)
def test_another_persons_sign_asks_who_is_meant(text):
    reading = hear(text)

    assert (reading.action, reading.answer) == (ASK, ASK_WHO)


def test_the_child_of_a_caregiver_is_the_patient():
    assert outcome("my daughter has a fever", about=About.CHILD) == (ALERT, URGENT)
    assert outcome("my colleague has a fever", about=About.CHILD)[0] is ASK


def test_she_without_a_name_is_the_patient():
    assert outcome("she can't wake up") == (ALERT, EMERGENCY)


# -- time, numbers, infusion, usual signs


def test_sudden_makes_an_emergency_and_slow_does_not():
    assert outcome("my speech is slurred") == (ALERT, URGENT)
    assert outcome("suddenly my speech is slurred") == (ALERT, EMERGENCY)
    assert outcome("my speech is gradually getting slurred") == (ALERT, URGENT)


def test_a_reading_is_a_finding_with_its_value():
    reading = hear("temp 38,5 °C")

    assert reading.findings == (
        Finding("T_FEVER", Category.FEVER, Polarity.PRESENT, (5, 12), 38.5),
    )


def test_a_normal_reading_is_kept_as_denied_fever():
    assert hear("36.6", asked="temperature").findings == (
        Finding("T_FEVER", Category.FEVER, Polarity.NEGATED, (0, 4), 36.6),
    )


@pytest.mark.parametrize(
    ("text", "severity"),
    [("40.1", EMERGENCY), ("38", URGENT), ("37.6", SAME_DAY), ("35.5 and I feel awful", URGENT)],
)
def test_the_answer_to_our_question_is_a_temperature(text, severity):
    assert outcome(text, asked="temperature") == (ALERT, severity)


def test_an_impossible_temperature_is_asked_back():
    reading = hear("my temp is 380")

    assert (reading.action, reading.severity, reading.answer) == (ASK, URGENT, ASK_TEMPERATURE)


def test_a_limit_is_no_reading():
    assert outcome("what if my temperature goes over 38") == (ANSWER, None)
    assert outcome("my temperature is over 38") == (ALERT, URGENT)


def test_a_cough_of_days_is_a_persistent_one():
    assert outcome("cough for 2 days") == (ALERT, SAME_DAY)
    assert outcome("cough for 3 days") == (ALERT, URGENT)
    assert outcome("cough for five days") == (ALERT, URGENT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my oxygen is 88", (ALERT, EMERGENCY)),
        ("sats 91 percent", (ALERT, EMERGENCY)),
        ("my sats are 92", (MENU, None)),
        ("oxygen 98", (MENU, None)),
        ("I need 3 litres of oxygen", (MENU, None)),
    ],
)
def test_a_low_oxygen_reading_is_breathlessness_at_rest(text, expected):
    assert outcome(text) == expected


def test_two_lines_on_a_test_ask_which_test():
    reading = hear("two lines on the test")

    assert (reading.action, reading.answer) == (ASK, ASK_TEST)
    assert [one.code for one in hear("my covid test is positive").findings] == ["X_COVID"]
    assert [one.code for one in hear("my pregnancy test is positive").findings] == ["P_PREG"]


def test_words_of_a_fixed_phrase_make_no_other_sign():
    assert outcome("sore throat and swollen glands") == (ALERT, SAME_DAY)
    assert outcome("I nearly fainted") == (ALERT, URGENT)
    assert outcome("I fainted") == (ALERT, EMERGENCY)


def test_after_the_infusion_a_rash_is_a_reaction():
    assert outcome("I have a rash") == (ALERT, SAME_DAY)
    assert outcome("I have a rash", hours_since_infusion=6) == (ALERT, URGENT)
    codes = {one.code for one in hear("I have a rash since the infusion").findings}
    assert codes == {"S_RASH", "I_MILD"}


def test_a_usual_sign_is_asked_about_and_a_worse_one_alerts():
    usual = hear("my usual dizziness")
    confirmed = hear("my usual dizziness", baseline=frozenset({"N_BAL"}))
    silent = hear("I am dizzy", baseline=frozenset({"N_BAL"}))
    worse = hear("my dizziness is getting worse", baseline=frozenset({"N_BAL"}))

    assert (usual.action, usual.severity, usual.answer) == (ASK, SAME_DAY, you(ASK_USUAL))
    assert (confirmed.action, confirmed.severity) == (ASK, NEXT)
    assert (silent.action, silent.severity) == (ASK, URGENT)
    assert (worse.action, worse.severity) == (ALERT, URGENT)


def test_an_idiom_gets_the_plain_question_and_no_alarm():
    reading = hear("I'm dying of hunger")

    assert (reading.action, reading.answer) == (ASK, ASK_SELF_HARM)


# -- how it is written


@pytest.mark.parametrize(
    "text",
    [
        "I have a feveer",
        "I HAVE A FEVER",
        "i hve fevr",
        "I have a féver",
        "Ｉ have a ｆｅｖｅｒ",
        "I have a feverrrrr",
    ],
)
def test_writing_does_not_matter(text):
    assert outcome(text) == (ALERT, URGENT)


def test_an_ordinary_word_is_no_mistake_for_a_sign():
    assert outcome("I never sit on the couch") == (MENU, None)


def test_the_span_counts_code_points_of_the_text_as_given():
    text = "𝕳𝖎 👋🏽 I have a  feveer!"

    (finding,) = hear(text).findings

    assert text[slice(*finding.span)] == "feveer"


def test_a_lexicon_is_a_value_of_its_own():
    tiny = lexicon("xx", {"T_FEVER": ["calor*"], "neg": ["nix"]})

    assert triage("Caloroso", tiny).findings == (
        Finding("T_FEVER", Category.FEVER, Polarity.PRESENT, (0, 8)),
    )
    assert triage("nix caloroso", tiny).action is MENU


def test_a_caregiver_is_asked_about_the_patient():
    assert hear("fever", about=About.CHILD).answer == "redflag.check.now.care"


ANSWERS = [ASK_NOW, ASK_LAST, ASK_USUAL, ASK_EMERGENCY, IF_IT_HAPPENS]


@pytest.mark.parametrize("id", [f"{one}.{voice}" for one in ANSWERS for voice in ("you", "care")])
def test_every_answer_is_a_declared_message(id):
    assert id in TEXTS


def test_answers_of_one_voice_are_declared_messages():
    assert {ASK_WHO, ASK_TEMPERATURE, ASK_SELF_HARM, ASK_TEST} <= set(TEXTS)


def test_every_reading_names_the_rules():
    assert hear("hello").rules == RULES_VERSION


@given(st.text(max_size=4096), st.sampled_from(About), st.none() | st.floats(allow_nan=False))
def test_no_text_makes_it_fail(text, about, hours):
    reading = hear(text, about=about, hours_since_infusion=hours)

    assert {one.code for one in reading.findings} <= set(TABLE)
    assert all(0 <= one.span[0] < one.span[1] <= len(text) for one in reading.findings)
    assert (reading.severity is None) == (reading.action in {ANSWER, MENU})


WORDS = sorted({phrase for phrases in read_terms("en").values() for phrase in phrases})


@given(st.lists(st.sampled_from([*WORDS, ",", ".", "?", "38.5", "no", "I"]), max_size=60))
def test_no_sentence_of_our_own_words_makes_it_fail(parts):
    reading = hear(" ".join(parts))

    assert (reading.severity is None) == (reading.action in {ANSWER, MENU})


@given(
    st.sampled_from(["I can't breathe", "I have chest pain", "I had a seizure now"]),
    st.text(max_size=200),
)
def test_nothing_written_before_an_emergency_hides_it(emergency, before):
    assert outcome(f"{before}. {emergency}")[0] is ALERT


def test_a_message_of_the_greatest_length_is_read_at_once():
    worst = "chest no pain fever if my husband cough blood eyes yellow " * 70
    began = time.perf_counter()

    hear(worst[:4096])

    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("text", ["38 degrees outside today", "the weather: 39 degrees"])
def test_the_temperature_of_something_else_is_no_fever(text):
    assert hear(text).findings == ()


@pytest.mark.parametrize("text", ["temp 38.5, 3 days now", "38.5 C. 2 days", "39 fever, 3 nights"])
def test_the_unit_of_the_next_number_is_not_that_of_the_reading(text):
    assert outcome(text) == (ALERT, URGENT)
