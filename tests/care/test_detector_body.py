"""Words of the body without a sign are asked about; ordinary life with a body in it is not."""

import pytest

from care.detector import triage
from care.findings import Action
from care.severity import Severity
from messages.lexicons import read_lexicon

ENGLISH = read_lexicon("en")


@pytest.mark.parametrize(
    "text", ["my left arm does its own thing", "odd thing with my lips since lunch"]
)
def test_what_speaks_of_the_body_and_names_no_sign_becomes_a_question(text):
    reading = triage(text, ENGLISH)

    assert (reading.action, reading.severity) == (Action.ASK, Severity.SAME_DAY)
    assert reading.answer == "redflag.not_understood"


@pytest.mark.parametrize(
    "text",
    [
        "please move the sofa before Tuesday",
        "I have an appointment for my eyes on Monday",
        "I had knee replacement surgery on my left side",
        "thank you so much, see you next week",
        "no fever",
    ],
)
def test_ordinary_life_is_not_asked_about(text):
    assert triage(text, ENGLISH).action is Action.MENU


def test_a_phrase_that_only_looks_like_a_sign_mutes_what_stands_beside_it_and_no_more():
    beside = "blisters from new shoes on the other side"
    apart = "blisters from new shoes. my left arm does its own thing"

    assert triage(beside, ENGLISH).action is Action.MENU
    assert triage(apart, ENGLISH).action is Action.ASK


def test_it_never_takes_the_place_of_an_alert():
    assert (
        triage("my left arm does its own thing and I cannot breathe", ENGLISH).action
        is Action.ALERT
    )
