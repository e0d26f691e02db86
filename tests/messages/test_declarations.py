"""Every message is declared so that it can be translated, and read by somebody who is ill."""

import re

import pytest

from messages.catalogs import fields
from messages.declare import TEXTS, Level, Text, text
from messages.markup import ELLIPSIS, LIMIT, plain, units, well_formed
from messages.texts import redflag
from messages.voice import Voice
from tests.messages import each

DOMAINS = {"redflag", "patient", "staff", "content", "commands", "tools"}
ALL = each(TEXTS.values())
CRITICAL = [one for one in TEXTS.values() if one.level is Level.CRITICAL]
READ_BY_PATIENTS = [
    one for one in TEXTS.values() if one.domain in ("patient", "redflag", "content")
]
HOW_TO_TYPE = {  # what to type, and no figure of medicine or of time
    "patient.enrol.phone.wrong": ["0"],
    "patient.enrol.choose": ["1"],
}


@ALL
def test_a_declaration_says_where_how_grave_and_with_what(message: Text):
    assert message.where
    assert message.level in Level
    assert message.domain in DOMAINS
    assert re.fullmatch(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)+", message.id)
    assert fields(message.english) == message.vars.keys()
    assert "{" not in re.sub(r"\{\w+\}", "", message.english)
    assert well_formed(message.english)


@ALL
def test_the_english_can_be_said_within_its_limit_and_with_every_value(message: Text):
    said = Voice("en").say(message, **message.samples)

    assert said.count(ELLIPSIS) == message.english.count(ELLIPSIS)
    assert plain(said).strip() == plain(said) != ""
    assert units(said) <= (message.limit or LIMIT)


@each(CRITICAL)
def test_what_may_decide_about_a_life_is_short_and_holds_no_figure(message: Text):
    english = plain(message.english)
    sentences = re.split(r"[.?!:]\s|\n", english)

    assert [len(sentence.split()) for sentence in sentences if len(sentence.split()) > 15] == []
    assert re.findall(r"\d", re.sub(r"\{\w+\}", "", english)) == []
    assert re.findall("[✅✔☑🟢💚]", english) == []


def test_every_number_a_patient_reads_comes_from_the_data():
    found = {
        one.id: re.findall(r"\d+", re.sub(r"\{\w+\}", "", one.english)) for one in READ_BY_PATIENTS
    }

    assert {id: figures for id, figures in found.items() if figures} == HOW_TO_TYPE


def test_an_id_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        text(redflag.RECEIPT.id, "again", level=Level.NORMAL, where="here")
