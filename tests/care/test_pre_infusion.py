"""The promise: the list before an infusion asks the right people, and weighs a yes by the table."""

from datetime import date

import pytest

from care.findings import Context, Risk
from care.pre_infusion import QUESTIONS, Item, Reader, asked, is_child
from care.severity import Severity
from care.triage_table import TABLE, Status

ALONE = Reader(alone=True)
NEVER_INFUSED = Context()


def items(reader: Reader) -> set[Item]:
    return {one.item for one in asked(reader)}


def test_the_gravest_come_first_so_that_the_first_screen_holds_every_red_flag():
    red = [question.code is not None and not question.private for question in asked(ALONE)]

    assert red == sorted(red, reverse=True)
    assert red[:6] == [True] * 6


@pytest.mark.parametrize(
    ("reader", "left_out"),
    [
        (ALONE, set()),
        (Reader(alone=False), {Item.PREGNANCY}),
        (Reader(alone=True, child=True), {Item.PREGNANCY}),
        (Reader(alone=True, infused_before=False), {Item.REACTION}),
        (Reader(alone=False, infused_before=False), {Item.PREGNANCY, Item.REACTION}),
    ],
)
def test_what_is_asked_depends_on_who_reads(reader, left_out):
    assert set(Item) - items(reader) == left_out


@pytest.mark.parametrize(
    ("item", "least"),
    [
        (Item.NERVES, Severity.URGENT),
        (Item.HEART, Severity.URGENT),
        (Item.MEASLES, Severity.URGENT),
        (Item.INFECTION, Severity.SAME_DAY),
        (Item.CHICKENPOX, Severity.SAME_DAY),
        (Item.COVID, Severity.SAME_DAY),
        (Item.PREGNANCY, Severity.SAME_DAY),
    ],
)
def test_a_yes_is_at_least_as_urgent_as_the_triage_table_says(item, least):
    question = QUESTIONS[item]

    assert question.severity(NEVER_INFUSED) is least
    assert least.at_least(TABLE[question.code].severity)


def test_what_is_known_of_the_patient_makes_a_yes_graver_and_never_milder():
    at_risk = Context(risks=frozenset({Risk.STEROIDS}))
    usual = Context(baseline=frozenset({"N_TOUCH"}))
    just_infused = Context(hours_since_infusion=3)

    assert QUESTIONS[Item.INFECTION].severity(at_risk) is Severity.URGENT
    assert QUESTIONS[Item.NERVES].severity(usual) is Severity.URGENT
    assert QUESTIONS[Item.HEART].severity(just_infused) is Severity.EMERGENCY


def test_every_question_says_on_whose_word():
    assert {one for one in Item if not QUESTIONS[one].source} == set()
    assert {question.status for question in QUESTIONS.values()} <= set(Status)


@pytest.mark.parametrize(
    ("birth", "today", "child"),
    [
        (date(2010, 5, 4), date(2028, 5, 3), True),
        (date(2010, 5, 4), date(2028, 5, 4), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
        (None, date(2026, 3, 1), False),
    ],
)
def test_a_child_is_one_until_the_eighteenth_birthday(birth, today, child):
    assert is_child(birth, today) is child
