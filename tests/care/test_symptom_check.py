"""The symptom check, walked: no dead end, no red flag untold, no way to lose an answer."""

import json
from collections import deque
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.check_steps import (
    ENDS,
    FIRST,
    NEXT,
    ONLY_WITH_FINDINGS,
    SIGNS,
    THERMOMETER,
    Choice,
    Step,
)
from care.detector_languages import Lexicons
from care.findings import About, Context
from care.severity import Severity
from care.symptom_check import (
    Check,
    Outdated,
    back,
    choose,
    comes_back,
    context,
    figures,
    findings,
    from_document,
    rows,
    severity,
    to_document,
    typed_temperature,
    understand,
)
from care.thresholds import OURS
from care.triage_table import TABLE
from messages.lexicons import read_lexicon
from messages.texts.redflag_check import FIGURE_KINDS, LABELS, QUESTIONS
from messages.texts.staff_findings import FINDINGS

ENGLISH = Lexicons({"en": read_lexicon("en")})
NEXT_VISIT, SAME_DAY, URGENT, EMERGENCY = Severity
STEPS = [step for step in Step if step not in ENDS]
EMERGENCIES = [
    (step, choice) for (step, choice), code in SIGNS.items() if TABLE[code].severity is EMERGENCY
]


def walk(*choices, check=None):
    """Answer question after question."""
    check = check or Check()
    for choice in choices:
        check = choose(check, check.step, choice)
    return check


def quiet(until, check=None):
    """Walk to a screen and report nothing on the way."""
    check = check or Check(step=FIRST)
    while check.step is not until:
        calm = {Choice.ME, Choice.NONE, Choice.NO, Choice.NORMAL, Choice.LONGER_AGO}
        choice = next((one for one in NEXT[check.step] if one in calm), None)
        check = choose(check, check.step, choice or next(iter(NEXT[check.step])))
    return check


def codes(check):
    return [one.code for one in findings(check)]


def paths():
    """Yield every screen, answer and severity in between, reached by the shortest way."""
    starts = [Check(), Check(Step.AGAIN), comes_back("T_COUGH_NEW"), comes_back("N_SEIZURE")]
    seen, waiting = set(), deque(starts)
    while waiting:
        check = waiting.popleft()
        for choice in NEXT[check.step]:
            after = choose(check, check.step, choice)
            key = (check.step, choice, after.step, severity(after))
            if key not in seen:
                seen.add(key)
                waiting.append(after)
                yield check, choice, after


PATHS = list(paths())


def test_every_screen_is_reached():
    assert {after.step for _, _, after in PATHS} | {Step.WHO, Step.NOW, Step.AGAIN} == set(Step)


def test_every_answer_can_be_given():
    assert {(before.step, choice) for before, choice, _ in PATHS} == {
        (step, choice) for step in Step for choice in NEXT[step]
    }


@pytest.mark.parametrize("pick", [0, 1, -1])
@pytest.mark.parametrize("check", [after for _, _, after in PATHS], ids=lambda check: check.step)
def test_every_path_ends(check, pick):
    for _ in Step:
        if check.ended:
            break
        offered = list(NEXT[check.step])
        check = choose(check, check.step, offered[min(pick, len(offered) - 1)])

    assert check.ended


@pytest.mark.parametrize("check", [after for _, _, after in PATHS], ids=lambda check: check.step)
def test_whoever_reported_something_ends_with_the_team_told(check):
    reported = bool(findings(check))

    assert check.step is not Step.NOTHING or not reported
    assert check.step is not Step.TOLD or reported


@pytest.mark.parametrize(("step", "choice"), EMERGENCIES)
def test_the_first_emergency_stops_the_questions_and_tells_the_team(step, choice):
    before = next(before for before, one, _ in PATHS if (before.step, one) == (step, choice))

    after = choose(before, step, choice)
    assert (after.step, severity(after)) == (Step.RESCUE, EMERGENCY)
    for outcome in NEXT[Step.RESCUE]:
        assert choose(after, Step.RESCUE, outcome).step is Step.TOLD


@pytest.mark.parametrize("step", [Step.EMERGENCY_1, Step.EMERGENCY_2])
def test_not_sure_on_an_emergency_screen_is_urgent_and_goes_on(step):
    after = walk(Choice.NOT_SURE, check=quiet(step))

    assert (severity(after), after.ended) == (URGENT, False)


@pytest.mark.parametrize("step", [step for step in STEPS if Choice.NONE in NEXT[step]])
def test_not_sure_counts_as_yes(step):
    assert severity(walk(Choice.NOT_SURE, check=quiet(step))) is not None
    assert severity(walk(Choice.NONE, check=quiet(step))) is None


@pytest.mark.parametrize("step", [Step.EMERGENCY_1, Step.EMERGENCY_2])
def test_an_emergency_screen_has_six_lines_at_most_with_one_sign_on_each(step):
    lines = rows(step)

    assert len(lines) <= 6
    assert [line for line in lines[:-1] if len(line) != 1] == []
    assert lines[-1] == (Choice.NONE, Choice.NOT_SURE)


@pytest.mark.parametrize("step", STEPS)
def test_no_screen_is_longer_than_seven_lines(step):
    assert len(rows(step)) <= 7
    assert {one for line in rows(step) for one in line} == set(NEXT[step])


def test_a_check_without_a_sign_ends_quietly_within_twelve_answers():
    check = quiet(Step.NOTHING)

    assert len(check.answers) <= 12
    assert set(ONLY_WITH_FINDINGS).isdisjoint(check.answers)


def test_the_first_question_settles_who_is_meant():
    assert walk(Choice.ME).about is About.SELF
    assert walk(Choice.WITH).about is About.CHILD
    assert walk(Choice.SOMEBODY_ELSE).step is Step.ELSE


def test_a_press_from_another_screen_changes_nothing():
    check = walk(Choice.ME)

    with pytest.raises(Outdated):
        choose(check, Step.WHO, Choice.ME)
    with pytest.raises(Outdated):
        choose(check, Step.EMERGENCY_1, Choice.ME)


def test_back_opens_the_last_question_again():
    check = walk(Choice.ME, Choice.NOT_SURE)

    assert back(check) == walk(Choice.ME)
    assert back(back(check)) == Check()


def test_there_is_no_way_back_from_an_emergency_or_the_end():
    for check in (Check(), walk(Choice.ME, Choice.CHEST_PAIN), quiet(Step.NOTHING)):
        with pytest.raises(Outdated):
            back(check)


def test_going_back_forgets_a_typed_temperature():
    measured = choose(quiet(Step.TEMPERATURE), Step.TEMPERATURE, Choice.FEVER, 39.1)

    assert back(measured) == quiet(Step.TEMPERATURE)


# -- what is reported

# Answers that name no sign: who, when, how, and plain no.
SILENT = {
    *((step, choice) for step in ONLY_WITH_FINDINGS for choice in NEXT[step]),
    *((step, choice) for step in (Step.WHO, Step.NOW, Step.LAST) for choice in NEXT[step]),
    *((step, choice) for step in (Step.INFUSION, Step.RESCUE) for choice in NEXT[step]),
    *(
        (step, choice)
        for step in Step
        for choice in NEXT[step]
        if choice in {Choice.NONE, Choice.NO}
    ),
    (Step.WHEN, Choice.LAST_DAYS),
    (Step.WHEN, Choice.LONGER_AGO),
    (Step.WHEN, Choice.NOT_SURE),
    *((step, choice) for step in THERMOMETER for choice in (Choice.NORMAL, Choice.NOT_MEASURED)),
    (Step.ONSET, Choice.DAYS),
}


def test_every_other_answer_reports_a_sign():
    everything = {(step, choice) for step in Step for choice in NEXT[step]}

    assert set(SIGNS) == everything - SILENT


@pytest.mark.parametrize(
    ("step", "choice", "code"),
    [
        (Step.NERVES, Choice.SPEAKING, "N_SPEECH"),
        (Step.NERVES, Choice.WEAK_SIDE, "N_SIDE"),
        (Step.NERVES, Choice.SEEING, "N_VIS"),
        (Step.NERVES, Choice.THINKING, "N_CONF"),
        (Step.NERVES, Choice.WALKING, "N_BAL"),
        (Step.BODY, Choice.YELLOW, "L_JAUN"),
        (Step.BODY, Choice.BLISTERS, "S_MOD"),
        (Step.BREATHING, Choice.COUGH_BLOOD, "T_COUGH_BLOOD"),
        (Step.BREATHING, Choice.BREATHLESS_MOVING, "T_SOB_EXERT"),
        (Step.BELLY, Choice.URINE, "R_URINE"),
        (Step.CONTACT, Choice.MEASLES, "X_MEASLES"),
    ],
)
def test_an_answer_reports_its_own_sign(step, choice, code):
    assert codes(walk(choice, check=quiet(step))) == [code]


@pytest.mark.parametrize(
    ("celsius", "expected", "severe"),
    [
        (36.8, [], None),
        (37.6, ["T_FEVER_LOW"], SAME_DAY),
        (38.4, ["T_FEVER"], URGENT),
        (40.2, ["T_FEVER_HIGH"], EMERGENCY),
        (35.1, ["T_HYPO"], SAME_DAY),
    ],
)
def test_a_typed_temperature_is_reported_with_its_value(celsius, expected, severe):
    typed = str(celsius)
    check = quiet(Step.TEMPERATURE)
    choice = understand(check.step, typed, ENGLISH)

    after = choose(check, check.step, choice, typed_temperature(typed, ENGLISH))

    assert (codes(after), severity(after)) == (expected, severe)
    assert [one.celsius for one in findings(after)] == [celsius for _ in expected]


def test_signs_of_several_screens_weigh_together():
    check = choose(quiet(Step.TEMPERATURE), Step.TEMPERATURE, Choice.FEVER)
    check = walk(Choice.NONE, Choice.THINKING, check=check)

    assert (check.step, severity(check)) == (Step.RESCUE, EMERGENCY)


@pytest.mark.parametrize("onset", [Choice.SUDDEN, Choice.HOURS, Choice.NOT_SURE])
def test_a_nerve_sign_that_came_at_once_is_an_emergency(onset):
    check = walk(Choice.SPEAKING, check=quiet(Step.NERVES))

    assert severity(check) is URGENT
    assert severity(walk(onset, check=check)) is EMERGENCY
    assert severity(walk(Choice.DAYS, check=check)) is URGENT


def test_a_cough_that_lasts_is_urgent():
    check = quiet(Step.LASTED, walk(Choice.COUGH, check=quiet(Step.BREATHING)))

    assert severity(check) is SAME_DAY
    assert severity(walk(Choice.SHORT, check=check)) is SAME_DAY
    assert severity(walk(Choice.LONG, check=check)) is URGENT
    assert severity(walk(Choice.NOT_SURE, check=check)) is URGENT


@pytest.mark.parametrize(
    ("direction", "severe"),
    [
        (Choice.WORSE, URGENT),
        (Choice.NOT_SURE, URGENT),
        (Choice.SAME, SAME_DAY),
        (Choice.BETTER, SAME_DAY),
    ],
)
def test_worse_raises_and_better_lowers_nothing(direction, severe):
    rash = walk(Choice.RASH, check=quiet(Step.BODY))

    assert severity(walk(direction, check=quiet(Step.DIRECTION, rash))) is severe


@pytest.mark.parametrize("answer", [Choice.YES, Choice.NOT_SURE, Choice.IN_CHAIR])
def test_an_infusion_in_the_last_day_makes_a_rash_a_reaction(answer):
    check = walk(answer, check=quiet(Step.INFUSION))
    check = walk(Choice.RASH, check=quiet(Step.BODY, check))

    assert severity(check) is URGENT
    assert context(check).hours_since_infusion == 0


def test_no_to_the_infusion_does_not_overrule_the_plan():
    check = walk(Choice.NO, check=quiet(Step.INFUSION))
    check = walk(Choice.RASH, check=quiet(Step.BODY, check))

    assert severity(check) is SAME_DAY
    assert severity(check, Context(hours_since_infusion=6)) is URGENT


def test_whoever_sits_in_the_infusion_chair_is_reported_as_such():
    check = walk(Choice.IN_CHAIR, check=quiet(Step.INFUSION))

    assert codes(check) == []
    assert codes(walk(Choice.RASH, check=quiet(Step.BODY, check))) == ["S_RASH", "I_NOW"]


@pytest.mark.parametrize(
    ("last", "severe"),
    [
        (Choice.THERE_NOW, EMERGENCY),
        (Choice.LAST_DAY, EMERGENCY),
        (Choice.LAST_DAYS, URGENT),
        (Choice.NOT_SURE, URGENT),
        (Choice.LONGER_AGO, URGENT),
    ],
)
def test_what_came_and_went_is_told_at_once_and_weighed_by_when(last, severe):
    check = walk(Choice.YES, check=quiet(Step.EARLIER))

    assert (check.step, severity(check)) == (Step.WHEN, URGENT)
    assert severity(walk(last, check=check)) is severe


@pytest.mark.parametrize(
    ("last", "severe"),
    [
        (Choice.THERE_NOW, EMERGENCY),
        (Choice.LAST_DAY, EMERGENCY),
        (Choice.NOT_SURE, EMERGENCY),
        (Choice.LAST_DAYS, URGENT),
        (Choice.LONGER_AGO, SAME_DAY),
    ],
)
def test_a_single_sign_that_comes_and_goes_is_asked_for_its_last_time(last, severe):
    check = comes_back("N_SEIZURE")

    assert check.step is Step.LAST
    assert severity(walk(last, check=check)) is severe


def test_a_single_sign_that_stays_is_asked_for_now():
    check = comes_back("T_COUGH_NEW")

    assert check.step is Step.NOW
    assert codes(walk(Choice.YES, check=check)) == ["T_COUGH_NEW"]
    assert walk(Choice.YES, check=check).step is Step.EMERGENCY_1
    assert walk(Choice.NO, Choice.LONGER_AGO, check=check).step is Step.NOTHING


# -- words like taps


@pytest.mark.parametrize(
    ("step", "text", "choice"),
    [
        (Step.EMERGENCY_1, "2", Choice.CHEST_PAIN),
        (Step.EMERGENCY_1, "٢", Choice.CHEST_PAIN),
        (Step.EMERGENCY_1, "6.", Choice.NONE),
        (Step.EMERGENCY_1, "9", None),
        (Step.EMERGENCY_1, "0", None),
        (Step.EMERGENCY_1, "none", Choice.NONE),
        (Step.EMERGENCY_1, "No", Choice.NONE),
        (Step.EMERGENCY_1, "yes", Choice.NOT_SURE),
        (Step.EMERGENCY_1, "not sure", Choice.NOT_SURE),
        (Step.EMERGENCY_1, "I have chest pain", Choice.CHEST_PAIN),
        (Step.EMERGENCY_1, "tomatoes", None),
        (Step.INFUSION, "YES", Choice.YES),
        (Step.INFUSION, "nope", Choice.NO),
        (Step.CALL, "yes please", Choice.YES),
        (Step.TEMPERATURE, "38,6", Choice.FEVER),
        (Step.TEMPERATURE, "98.6 F", Choice.NORMAL),
        (Step.TEMPERATURE, "35.2", Choice.LOW),
        (Step.TEMPERATURE, "380", None),
        (Step.BODY, "a rash on my arm", Choice.RASH),
    ],
)
def test_words_and_digits_work_like_taps(step, text, choice):
    assert understand(step, text, ENGLISH) == choice


# -- stored and spoken


@pytest.mark.parametrize("check", [after for _, _, after in PATHS], ids=lambda check: check.step)
def test_a_check_survives_being_stored(check):
    kept = json.loads(json.dumps(to_document(check), sort_keys=True))

    assert from_document(kept) == check


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"step": "nowhere", "answers": [], "about": "self"},
        {"step": "who", "answers": [["who", "maybe"]], "about": "self"},
        {"step": "who", "answers": {}, "about": "self"},
        {"step": "who", "answers": [], "about": "self", "subject": "T_FEVR"},
        {"step": "who", "answers": [], "about": "self", "temperature": "38"},
    ],
)
def test_what_is_no_check_is_refused(document):
    with pytest.raises(ValueError, match=r"."):
        from_document(document)


def test_every_screen_has_a_question_in_two_voices_and_every_answer_a_label():
    assert set(QUESTIONS) == {(step, voice) for step in Step for voice in ("you", "care")}
    assert set(LABELS) == set(Choice)
    assert {choice for step in Step for choice in NEXT[step]} == set(Choice)


def test_every_figure_of_the_words_comes_from_the_table():
    assert set(figures(OURS)) == set(FIGURE_KINDS)
    for said in [*QUESTIONS.values(), *LABELS.values()]:
        assert set(said.vars) - {"name", "emergency", "unwell"} <= set(figures(OURS))


def test_every_sign_has_a_name_for_the_team():
    assert set(FINDINGS) == set(TABLE)
    assert set(SIGNS.values()) <= set(TABLE)


def test_the_questions_keep_to_our_words():
    forbidden = {"fit", "blackout", "sick", "drip", "fine", "great", "worry", "diagnosis"}
    said = " ".join(one.english.lower() for one in [*QUESTIONS.values(), *LABELS.values()])

    assert forbidden.intersection(said.replace(",", " ").replace(".", " ").split()) == set()


@given(st.sampled_from([after for _, _, after in PATHS]), st.randoms())
def test_any_order_of_answers_gives_the_same_severity(check, random):
    answers = list(check.answers.items())
    shuffled = replace(check, answers=dict(random.sample(answers, len(answers))))

    assert severity(shuffled) == severity(check)
    assert {one.code for one in findings(shuffled)} == {one.code for one in findings(check)}
