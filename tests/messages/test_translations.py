"""Every translation there is can be said: whole, within Telegram's limits, in its own letters."""

import functools
from collections.abc import Iterator

import pytest

from messages import languages
from messages.catalogs import Catalogs
from messages.declare import TEXTS, Text
from messages.languages import LANGUAGES, Status
from messages.markup import LIMIT, plain, units, well_formed
from messages.texts import redflag
from messages.voice import Voice

DRAFTED = [code for code, one in LANGUAGES.items() if one.status is Status.PREVIEW]
# In every domain; the others in what patients need.
WHOLE = ("tr", "ar", "ru", "es", "de", "fr", "pt_BR", "zh_Hans", "hi")
NEEDED = ("redflag", "patient")
CATALOGS = Catalogs()
COUNTS = (0, 1, 2, 3, 5, 11, 21, 100)


def wanted(code: str) -> Iterator[Text]:
    return (text for text in TEXTS.values() if code in WHOLE or text.domain in NEEDED)


def forms(code: str, text: Text) -> Iterator[tuple[int, bool]]:
    for form in range(LANGUAGES[code].nplurals if text.counts else 1):
        yield form, bool(text.counts) and languages.stands_alone(code, form)


@functools.cache
def voice(code: str) -> Voice:
    return Voice(code, preview=(code,))


@pytest.mark.parametrize("code", DRAFTED)
def test_every_message_of_a_language_is_there_and_keeps_what_it_must(code):
    missing = [
        text.id
        for text in wanted(code)
        for form, alone in forms(code, text)
        if CATALOGS.translation(code, text, form, alone=alone) is None
    ]

    assert missing == []


@pytest.mark.parametrize("code", DRAFTED)
def test_every_message_of_a_language_fits_with_any_number(code):
    amiss = []
    for text in wanted(code):
        counts = COUNTS if text.counts else (None,)
        for count in counts:
            values = text.samples | ({} if count is None else {text.counts: count})
            said = voice(code).say(text, **values)
            short = said if text.limit else plain(said)
            if not well_formed(said) or units(short) > (text.limit or LIMIT) or "…" in short[-1:]:
                amiss.append((text.id, count))

    assert amiss == []


@pytest.mark.parametrize("code", DRAFTED)
def test_no_button_of_a_language_is_cut(code):
    cut = [
        text.id
        for text in wanted(code)
        if text.limit
        and voice(code).label(text, **text.samples).endswith("…") > text.english.endswith("…")
    ]

    assert cut == []


@pytest.mark.parametrize("code", DRAFTED)
def test_two_answers_of_one_screen_never_read_the_same(code):
    said: dict[str, str] = {}
    same = []
    for text in (one for one in TEXTS.values() if one.id.startswith("redflag.check.choice.")):
        label = voice(code).label(text, **text.samples)
        if label in said:
            same.append((said[label], text.id))
        said[label] = text.id
    english = Voice()
    twins = {
        (one, other)
        for one, other in same
        if english.label(TEXTS[one], **TEXTS[one].samples)
        == english.label(TEXTS[other], **TEXTS[other].samples)
    }

    assert [pair for pair in same if pair not in twins] == []


@pytest.mark.parametrize("code", DRAFTED)
def test_a_draft_of_what_may_decide_about_a_life_says_that_it_is_one(code):
    said = voice(code).say(redflag.EMERGENCY_YOU, emergency=["112"])

    assert said.endswith(voice(code).say(redflag.DRAFT).partition("\n\n")[0])
    assert "112" in said


@pytest.mark.parametrize("code", DRAFTED)
def test_without_a_preview_a_life_is_not_left_to_a_draft(code):
    said = Voice(code).say(redflag.EMERGENCY_YOU, emergency=["112"])

    assert said.startswith(Voice().say(redflag.EMERGENCY_YOU, emergency=["112"])[:20])
