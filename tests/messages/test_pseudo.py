"""Whatever is declared survives a language that is longer, accented or written from the right."""

import re
import unicodedata

from messages.catalogs import FIELD, sound
from messages.declare import TEXTS, Text
from messages.markup import FSI, LIMIT, PDI, plain, tags, units, well_formed
from messages.pseudo import ACCENTED, RIGHT_TO_LEFT, translation
from messages.voice import Voice
from tests.messages import each

ALL = each(TEXTS.values())


@ALL
def test_accented_english_is_framed_keeps_every_value_and_its_limit(message: Text):
    template = translation(ACCENTED, message.english, message.limit)
    said = Voice(ACCENTED).say(message, **message.samples)

    assert (said[0], said[-1]) == ("⟦", "⟧")
    assert sound(message, template)
    assert sorted(FIELD.findall(template)) == sorted(FIELD.findall(message.english))
    assert tags(said) == tags(message.english)
    assert well_formed(said)
    assert units(said) <= (message.limit or LIMIT)


@ALL
def test_the_frame_of_accented_english_is_where_a_sentence_begins_and_ends(message: Text):
    bare = FIELD.sub("", plain(translation(ACCENTED, message.english)))

    assert re.findall("[A-Za-z]", bare) == []


@ALL
def test_right_to_left_english_keeps_every_value_in_isolation(message: Text):
    template = translation(RIGHT_TO_LEFT, message.english)
    said = Voice(RIGHT_TO_LEFT).say(message, **message.samples)

    assert sound(message, template)
    assert sorted(FIELD.findall(template)) == sorted(FIELD.findall(message.english))
    assert well_formed(said)
    assert units(said) <= (message.limit or LIMIT)
    assert said.count(FSI) == said.count(PDI) >= len(message.vars)
    assert [line for line in said.split("\n") if line and not runs_from_the_right(line)] == []


def runs_from_the_right(line: str) -> bool:
    outside = re.sub(f"{FSI}[^{PDI}]*{PDI}", "", plain(line))
    kinds = (unicodedata.bidirectional(char) for char in outside)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def test_the_made_up_languages_lengthen_as_real_ones_do():
    short, long = "I feel unwell", "x" * 100

    assert len(translation(ACCENTED, short)) == 26
    assert len(translation(ACCENTED, short, 20)) == 20
    assert len(translation(ACCENTED, long)) == 140
