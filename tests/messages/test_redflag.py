"""What a frightened person reads: neutral on a lock screen, then what to do, then a number."""

import re

from messages.declare import TEXTS, Text
from messages.markup import plain
from messages.texts import redflag
from messages.texts.staff import REASONS
from messages.values import Ambulance, Name
from messages.voice import Voice
from tests.messages import each

OURS = [text for text in TEXTS.values() if text.domain == "redflag"]
YOU = [text for text in OURS if text.id.endswith(".you")]
CARE = [text for text in OURS if text.id.endswith(".care")]
ONE_LINE = {"redflag.sticker.care"}  # a question of one line needs its name
PRIVATE = {"redflag.self_harm.closed.you"}  # never in a caregiver's chat
HEALTH = r"(?i)rituximab|infus|fever|temperature|emergency|ill\b|pregnan|died|death|call"


@each([*YOU, *CARE])
def test_the_first_line_is_fit_for_a_lock_screen(text: Text):
    first = plain(text.english).split("\n")[0]

    assert re.findall(HEALTH, first) == []
    assert re.findall(r"\{(\w+)\}", first) in ([], ["number"], ["name"][: text.id in ONE_LINE])


def test_who_cares_for_a_patient_is_spoken_to_as_well():
    spoken = {text.id.removesuffix(".care") for text in CARE}
    asked = {"redflag.not_understood"}  # its plain form speaks to the patient

    assert {
        text.id.removesuffix(".you") for text in YOU if text.id not in PRIVATE
    } | asked == spoken


@each(CARE)
def test_a_caregiver_is_told_whom_it_is_about(text: Text):
    assert "{name}" in text.english
    assert isinstance(text.vars["name"], Name)


def test_an_emergency_says_where_to_call_and_what_to_say_before_all_else():
    said = plain(Voice("en").say(redflag.EMERGENCY_YOU, emergency=["112"])).split("\n")

    assert said[:4] == [
        "Please read this now.",
        "Call now: 112",
        "Cannot talk? Ask someone near you to call.",
        "Say: “I have had rituximab. My body cannot fight infections well.”",
    ]


def test_whoever_is_told_to_call_in_an_emergency_gets_the_number_in_that_line():
    for text in OURS:
        for line in text.english.split("\n"):
            if re.search(r"(?i)<b>call (now|again|\{)", line) and "number" not in line:
                assert re.findall(r"\{(emergency|phone)\}", line), text.id


def test_an_emergency_number_is_never_an_ordinary_phone():
    kinds = {type(text.vars["emergency"]) for text in OURS if "emergency" in text.vars}

    assert kinds == {Ambulance}


@each(OURS)
def test_nobody_is_told_that_all_is_well_and_no_receipt_is_forged(text: Text):
    said = plain(Voice("en").say(text, **text.samples))

    assert re.findall(r"(?i)you are fine|all is well|nothing to worry|everything is ok", said) == []
    assert said.count("No. 12") == ("number" in text.vars)


def test_the_receipt_carries_its_number_in_every_language():
    for language in ("en", "en_XA", "ar_XB"):
        said = Voice(language).say(redflag.RECEIPT, **redflag.RECEIPT.samples)

        assert "No. 12" in said


def test_a_nameless_button_still_has_words():
    assert Voice("en").button("redflag.button.gone", {}) == "Continue"
    assert Voice("en").button("redflag.button.cannot_call", {}) == "I cannot call"


def test_whatever_reason_the_team_gives_the_patient_reads_in_words():
    reasons = {text.id.rpartition(".")[2] for text in OURS if text.id.startswith("redflag.reason.")}

    assert [name for name in REASONS if name not in reasons] == []
