"""The symptom check, walked: no dead end, no red flag untold, no way to lose an answer."""

import json
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.check_signs import SIGNS
from care.check_steps import (
    AREAS,
    ENDS,
    FIRST,
    NEXT,
    ONLY_WITH_FINDINGS,
    THERMOMETER,
    USUAL,
    Choice,
    Step,
)
from care.check_words import copied, typed_temperature, understand
from care.combination import may_be_usual
from care.detector_languages import Lexicons
from care.findings import About, Context
from care.severity import Severity
from care.symptom_check import (
    Check,
    Outdated,
    back,
    choose,
    comes_back,
    comes_to,
    context,
    figures,
    findings,
    from_document,
    half_said,
    rows,
    severity,
    to_document,
)
from care.thresholds import OURS
from care.triage_table import TABLE, Trait, has
from care.usual import can_be_usual
from messages.lexicons import read_lexicon
from messages.texts.redflag_check import FIGURE_KINDS, LABELS, QUESTIONS
from messages.texts.staff_findings import FINDINGS
from messages.voice import Voice

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


def at(step, **more):
    """Return a check that stands on a screen, of somebody whose plan knows of no infusion near."""
    return Check(step, settled=True, **more)


def codes(check):
    return [one.code for one in findings(check)]


def paths():
    """Yield every screen, answer and severity in between, reached by the shortest way."""
    starts = [
        *(Check(), Check(Step.AGAIN), Check(Step.EARLIER)),
        *(comes_back("T_COUGH_NEW"), comes_back("N_SEIZURE")),
    ]
    yield from paths_from(*starts)


def paths_from(*starts):
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
    begun = {Step.WHO, Step.NOW, Step.AGAIN, Step.EARLIER}

    assert {after.step for _, _, after in PATHS} | begun == set(Step)


def test_every_answer_can_be_given():
    assert {(before.step, choice) for before, choice, _ in PATHS} == {
        (step, choice) for step in Step for choice in NEXT[step]
    }


def ends(check, pick):
    """Answer every question by its first, second or last line, and say whether the check ends."""
    for _ in Step:
        if check.ended:
            break
        offered = list(NEXT[check.step])
        check = choose(check, check.step, offered[min(pick, len(offered) - 1)])
    return check.ended


def test_every_path_ends():
    assert [after for _, _, after in PATHS for pick in (0, 1, -1) if not ends(after, pick)] == []


def test_whoever_reported_something_ends_with_the_team_told():
    untold = {Step.TOLD: False, Step.NOTHING: True}

    reached = [(after.step, bool(findings(after))) for _, _, after in PATHS]
    assert [one for one in reached if untold.get(one[0]) is one[1]] == []
    assert {step for step, _ in reached} >= set(untold)


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
    assert severity(walk(Choice.NOT_SURE, check=at(step))) is not None
    assert severity(walk(Choice.NONE, check=at(step))) is None


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


def test_whoever_has_nothing_to_report_taps_eight_times():
    check = quiet(Step.NOTHING)

    assert list(check.answers) == [
        *(Step.WHO, Step.EMERGENCY_1, Step.EMERGENCY_2, Step.LATELY),
        *(Step.TEMPERATURE, Step.BREATHING, Step.NERVES, Step.BODY_OR_BELLY),
    ]


def test_every_sign_of_the_screens_can_be_tapped_from_the_first_one():
    tapped = {code for _, _, after in paths_from(Check()) for code in codes(after)}

    apart = {"T_FEVER_STAYS"}  # an hour after a raised temperature
    together = {"Q_WORSE", "I_NOW"}
    assert tapped == (set(SIGNS.values()) - apart) | together


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


def test_a_question_is_ahead_of_a_check_or_behind_it_in_the_order_of_asking():
    body = walk(Choice.RASH, check=Check(Step.BODY))

    assert comes_to(Check(Step.LATELY), Step.TEMPERATURE) is True
    assert comes_to(Check(Step.NERVES), Step.NERVES) is True
    assert comes_to(Check(Step.BODY_OR_BELLY), Step.NERVES) is False
    assert (body.step, comes_to(body, Step.NERVES)) == (Step.INFUSION, False)


# -- what is reported

# Answers that name no sign: who, when, how, and plain no.
SILENT = {
    *((step, choice) for step in ONLY_WITH_FINDINGS for choice in NEXT[step]),
    *((step, choice) for step in (Step.WHO, Step.NOW, Step.LAST) for choice in NEXT[step]),
    *((step, choice) for step in (Step.INFUSION, Step.RESCUE) for choice in NEXT[step]),
    *((step, choice) for asked in USUAL.values() for step in asked for choice in NEXT[step]),
    *((Step.BODY_OR_BELLY, area) for area in AREAS),
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
        (Step.LATELY, Choice.COVID, "X_COVID"),
        (Step.BODY_OR_BELLY, Choice.INFECTION, "T_INF_OTHER"),
    ],
)
def test_an_answer_reports_its_own_sign(step, choice, code):
    assert codes(walk(choice, check=at(step))) == [code]


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
    check = walk(Choice.FEVER, Choice.NONE, Choice.THINKING, check=at(Step.TEMPERATURE))

    assert (check.step, severity(check)) == (Step.RESCUE, EMERGENCY)


@pytest.mark.parametrize("onset", [Choice.SUDDEN, Choice.HOURS, Choice.NOT_SURE])
def test_a_nerve_sign_that_came_at_once_is_an_emergency(onset):
    check = walk(Choice.SPEAKING, check=at(Step.NERVES))

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
    rash = walk(Choice.RASH, check=at(Step.BODY))

    assert severity(walk(direction, check=quiet(Step.DIRECTION, rash))) is severe


@pytest.mark.parametrize("answer", [Choice.YES, Choice.NOT_SURE, Choice.IN_CHAIR])
def test_an_infusion_in_the_last_day_makes_a_rash_a_reaction(answer):
    check = walk(Choice.RASH, check=Check(Step.BODY))
    assert (check.step, severity(check)) == (Step.INFUSION, SAME_DAY)

    check = walk(answer, check=check)

    assert (check.step, severity(check)) == (Step.BODY_BEFORE, URGENT)
    assert context(check).hours_since_infusion == 0


def test_no_to_the_infusion_does_not_overrule_the_plan():
    check = walk(Choice.RASH, Choice.NO, check=Check(Step.BODY))

    assert severity(check) is SAME_DAY
    assert severity(check, Context(hours_since_infusion=6)) is URGENT


def test_whoever_sits_in_the_infusion_chair_is_reported_as_such():
    check = walk(Choice.RASH, Choice.IN_CHAIR, check=Check(Step.BODY))

    assert codes(check) == ["S_RASH", "I_NOW"]


def test_the_infusion_is_asked_about_once_after_a_sign_and_never_when_the_plan_says_it():
    unknown = [after.answers for _, _, after in PATHS if after.ended and codes(after)]
    asked = [answers for answers in unknown if Step.ALONE in answers]
    settled = walk(Choice.RASH, check=at(Step.BODY))

    assert {Step.INFUSION in answers for answers in asked} == {True}
    assert Step.INFUSION not in quiet(Step.NOTHING).answers
    assert Step.INFUSION not in quiet(Step.TOLD, settled).answers


def test_no_question_comes_between_a_sign_and_what_decides_about_an_emergency():
    assert walk(Choice.NOT_SURE, check=Check(Step.EMERGENCY_1)).step is Step.EMERGENCY_2
    assert walk(Choice.CAME_AND_WENT, check=Check(Step.LATELY)).step is Step.WHEN
    assert walk(Choice.WALKING, check=Check(Step.NERVES)).step is Step.ONSET


@pytest.mark.parametrize("area", sorted(AREAS))
def test_a_line_that_leads_to_no_sign_is_told_as_not_sure(area):
    check = walk(area, check=at(Step.BODY_OR_BELLY))
    assert (half_said(check), severity(check)) == (True, None)

    check = quiet(Step.TOLD, check)

    assert (codes(check)[0], severity(check).at_least(URGENT)) == ("Q_UNSURE", True)


def test_silence_after_a_sign_was_told_is_not_half_said():
    check = walk(Choice.SKIN, Choice.RASH, Choice.NO, check=at(Step.BODY_OR_BELLY))

    assert (check.step, half_said(check)) == (Step.BELLY, False)


@pytest.mark.parametrize("said", [Choice.CAME_AND_WENT, Choice.NOT_SURE])
def test_contacts_are_asked_for_when_another_line_came_first(said):
    check = quiet(Step.CONTACT, walk(said, check=at(Step.LATELY)))

    assert codes(walk(Choice.MEASLES, check=check)) == ["Q_EARLIER", "X_MEASLES"]


def test_the_first_emergency_screen_asks_for_the_last_day_too():
    asked = {code for (step, _), code in SIGNS.items() if step is Step.EMERGENCY_1}

    assert "recent" in QUESTIONS[Step.EMERGENCY_1, "you"].vars
    assert {code for code in asked if not has(code, Trait.COMES_AND_GOES)} == {"Q_UNSURE"}


# -- usual signs


def told_of(step, choice, *answers, known):
    """Walk from a sign to its questions, and return how grave it was after each answer."""
    check = choose(at(step), step, choice, known=known)
    found = [severity(check, known)]
    if check.step is Step.ONSET:
        check = choose(check, Step.ONSET, Choice.DAYS, known=known)
        found.append(severity(check, known))
    for answer in answers:
        check = choose(check, check.step, answer, known=known)
        found.append(severity(check, known))
    return found


NOBODYS, ON_RECORD = frozenset(), frozenset({"T_COUGH_NEW", "T_SOB_EXERT", "N_BAL"})
CONFIRMED, DECLARED = Context(baseline=ON_RECORD), Context(declared=ON_RECORD)


@pytest.mark.parametrize(
    ("known", "answers", "expected"),
    [
        (Context(), (Choice.YES, Choice.NO), URGENT),
        (DECLARED, (Choice.YES, Choice.NO), SAME_DAY),
        (DECLARED, (Choice.YES, Choice.YES), URGENT),
        (CONFIRMED, (Choice.YES, Choice.NO), NEXT_VISIT),
        (CONFIRMED, (Choice.YES, Choice.YES), URGENT),
        (CONFIRMED, (Choice.YES, Choice.NOT_SURE), URGENT),
        (CONFIRMED, (Choice.NO,), URGENT),
        (CONFIRMED, (Choice.NOT_SURE,), URGENT),
    ],
)
@pytest.mark.parametrize(
    ("step", "choice"),
    [(Step.BREATHING, Choice.BREATHLESS_MOVING), (Step.NERVES, Choice.WALKING)],
)
def test_a_usual_sign_waits_only_while_it_is_no_worse(step, choice, known, answers, expected):
    found = told_of(step, choice, *answers, known=known)

    assert found[-1] is expected
    assert found == sorted(found, key=lambda one: one.rank)


def test_a_usual_sign_that_came_at_once_is_an_emergency():
    check = choose(at(Step.NERVES), Step.NERVES, Choice.WALKING, known=CONFIRMED)

    assert severity(check, CONFIRMED) is NEXT_VISIT
    assert severity(walk(Choice.SUDDEN, check=check), CONFIRMED) is EMERGENCY


def test_silence_on_the_question_whether_a_usual_sign_is_worse_counts():
    check = choose(at(Step.BREATHING), Step.BREATHING, Choice.COUGH, known=CONFIRMED)
    assert (check.step, half_said(check, CONFIRMED)) == (Step.BREATHING_BEFORE, True)

    same = walk(Choice.YES, Choice.NO, check=check)

    assert half_said(same, CONFIRMED) is False
    assert half_said(check, Context()) is False


def test_a_usual_cough_has_lasted_and_is_not_persistent_for_that():
    begun = at(Step.BREATHING, answers={Step.LATELY: Choice.NONE})
    cough = walk(Choice.COUGH, Choice.YES, Choice.NO, check=begun)
    end = choose(quiet(Step.BODY_OR_BELLY, cough), Step.BODY_OR_BELLY, Choice.NONE, known=CONFIRMED)

    assert (end.step, codes(end)) == (Step.TOLD, ["T_COUGH_NEW"])
    rash = walk(Choice.SKIN, Choice.RASH, check=quiet(Step.BODY_OR_BELLY, cough))
    lasting = walk(Choice.LONG, check=quiet(Step.LASTED, rash))
    assert codes(lasting) == ["T_COUGH_NEW", "S_RASH"]


def test_only_a_sign_that_may_be_usual_is_asked_about():
    asked = {
        (step, SIGNS[step, before.answers[step]])
        for before, _, _ in PATHS
        for step, (first, _) in USUAL.items()
        if before.step is first
    }

    assert {code for _, code in asked if not may_be_usual(TABLE[code])} == set()
    assert {step for step, _ in asked} == set(USUAL)


@pytest.mark.parametrize("code", sorted(TABLE))
def test_fever_breath_at_rest_reactions_and_emergencies_are_never_usual(code):
    row = TABLE[code]
    never = row.severity is EMERGENCY or code in {"T_SOB", "T_SOB_REST", "T_HYPO", "T_RIGOR"}
    never |= code in {"N_TOUCH", "N_HEAD_SEVERE", "T_INF_OTHER"}
    never |= code.startswith(("T_FEVER", "I_", "X_", "Q_", "Z_", "P_", "M_STEROID"))

    assert not (never and may_be_usual(row))


@pytest.mark.parametrize(("before", "can"), [(True, True), (False, False)])
def test_nerves_are_usual_only_if_they_were_before_the_first_infusion(before, can):
    assert can_be_usual("N_BAL", before=before) is can
    assert can_be_usual("N_HEAD", before=before) is can
    assert can_be_usual("T_COUGH_NEW", before=before) is True
    assert can_be_usual("T_FEVER", before=before) is False
    assert can_be_usual("NOT_A_ROW", before=before) is False


@given(st.data())
def test_no_answer_ever_lowers_how_grave_a_check_is(data):
    on_record = st.frozensets(st.sampled_from(sorted(set(SIGNS.values()))), max_size=6)
    known = Context(baseline=data.draw(on_record), declared=data.draw(on_record))
    check, grave = Check(), None
    while not check.ended:
        choice = data.draw(st.sampled_from(list(NEXT[check.step])))
        check = choose(check, check.step, choice, known=known)
        now = severity(check, known)
        assert grave is None or (now is not None and now.at_least(grave))
        grave = now
    assert check.step is not Step.NOTHING or grave is None


# -- what came and went


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
    check = walk(Choice.CAME_AND_WENT, check=quiet(Step.LATELY))
    stored = walk(Choice.YES, check=Check(Step.EARLIER))

    assert (check.step, severity(check)) == (Step.WHEN, URGENT)
    assert (stored.step, severity(walk(last, check=stored))) == (Step.WHEN, severe)
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


def test_a_check_survives_being_stored():
    for _, _, check in PATHS:
        kept = json.loads(json.dumps(to_document(check), sort_keys=True))
        assert from_document(kept) == check


# The screens in the order in which they were asked before, each with the quiet answer.
OLD_ORDER = (
    *(("who", "me"), ("emergency_1", "none"), ("emergency_2", "none"), ("earlier", "no")),
    *(("infusion", "no"), ("temperature", "normal"), ("breathing", "none"), ("nerves", "none")),
    *(("body", "none"), ("belly", "none"), ("contact", "none")),
)


@pytest.mark.parametrize("place", range(len(OLD_ORDER)))
def test_a_check_stored_in_the_old_order_goes_on_and_asks_what_is_missing(place):
    kept = {"step": OLD_ORDER[place][0], "answers": OLD_ORDER[:place], "about": "self"}
    stored = from_document(json.loads(json.dumps(kept)))

    asked = set(quiet(Step.NOTHING, stored).answers)

    assert {Step.CONTACT, Step.LATELY} & asked
    assert {Step.EARLIER, Step.LATELY} & asked
    assert {Step.BODY, Step.BODY_OR_BELLY} & asked
    assert {Step.TEMPERATURE, Step.BREATHING, Step.NERVES} <= asked


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
        assert set(said.vars) - {"name", "emergency", "unwell", "sign"} <= set(figures(OURS))


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

    for known in (Context(), CONFIRMED, DECLARED):
        assert severity(shuffled, known) == severity(check, known)
    assert {one.code for one in findings(shuffled)} == {one.code for one in findings(check)}


def test_the_page_for_clinicians_names_every_screen():
    page = (Path(__file__).parents[2] / "docs" / "symptom-check.md").read_text("utf-8")

    assert [step for step in Step if f"`{step}`" not in page] == []


@pytest.mark.parametrize("step", [step for step in STEPS if rows(step)])
def test_what_a_button_says_may_be_typed_however_it_is_written(step):
    labels = {
        choice: Voice().label(LABELS[choice], **LABELS[choice].samples) for choice in NEXT[step]
    }

    for choice, label in labels.items():
        for typed in (label, label.upper(), label.replace(",", " ").replace("’", "'") + "."):
            assert copied(step, typed, labels) == choice, typed
    assert copied(step, "...", labels) is None
