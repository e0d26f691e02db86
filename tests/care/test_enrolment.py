"""The way in is a table, so it can be walked: no dead end, no loop, nobody in without consent."""

import pytest

from care.enrolment import (
    CONSENTS,
    ENDS,
    FIRST,
    LAST_BEFORE_IN,
    PRACTISING,
    TABLES,
    Choice,
    Course,
    Outdated,
    Step,
    choose,
    go_back,
)
from care.people import InvitationKind, Topic

KINDS = pytest.mark.parametrize("kind", TABLES)


def walks(course: Course):
    if course.step in ENDS:
        yield (*course.behind, course.step)
    for choice in course.choices:
        after = choose(course, choice)
        assert after.step not in after.behind, f"loop at {after.step}"
        yield from walks(after)


@KINDS
def test_every_question_is_reached_and_every_way_ends(kind):
    found = list(walks(Course(kind)))

    assert {step for walk in found for step in walk} == set(TABLES[kind])
    assert {walk[-1] for walk in found} == ENDS


@KINDS
def test_nobody_is_in_who_did_not_agree_to_their_data_here(kind):
    asked = Step.TREATMENT_DATA if kind is InvitationKind.PATIENT else Step.CARER_DATA
    refused = choose(Course(kind, asked), Choice.NO)

    assert (refused.step, refused.choices) == (Step.DECLINED, {})
    for walk in walks(Course(kind)):
        assert (LAST_BEFORE_IN in walk) == (walk[-1] is Step.JOINED)
        assert asked in walk


def test_a_patient_is_asked_each_topic_on_its_own():
    for walk in walks(Course(InvitationKind.PATIENT)):
        if walk[-1] is Step.JOINED:
            assert [CONSENTS[step] for step in walk if step in CONSENTS] == list(Topic)


def test_only_what_binds_nobody_comes_after_they_are_in():
    for walk in walks(Course(InvitationKind.PATIENT)):
        if walk[-1] is Step.JOINED:
            assert set(walk[walk.index(LAST_BEFORE_IN) + 1 : -1]) <= PRACTISING


@KINDS
def test_each_question_can_be_gone_back_from_until_they_are_in(kind):
    for walk in walks(Course(kind)):
        for place, step in enumerate(walk[:-1]):
            course = Course(kind, step, walk[:place])
            if step is FIRST or step in PRACTISING:
                with pytest.raises(Outdated):
                    go_back(course)
            else:
                assert go_back(course) == Course(kind, walk[place - 1], walk[: place - 1])


@KINDS
@pytest.mark.parametrize("step", Step)
def test_an_answer_to_another_question_changes_nothing(kind, step):
    for choice in set(Choice) - set(TABLES[kind].get(step, {})):
        if step in TABLES[kind]:
            with pytest.raises(Outdated):
                choose(Course(kind, step), choice)


@KINDS
def test_a_number_to_call_is_asked_for_once_more_before_it_is_left_out(kind):
    skipped = choose(Course(kind, Step.PHONE), Choice.SKIP)

    assert skipped.step is Step.NO_PHONE
    assert set(skipped.choices) == {Choice.GIVEN, Choice.SKIP}
