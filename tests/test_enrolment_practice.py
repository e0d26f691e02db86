"""The promise: practice pages nobody, says on every screen that it is one, and ends by itself."""

import pytest

from store.tables import Patient
from tests.clinic import GROUP, PATIENT, PRIMARY
from tests.joining import NEW, answers, found, joined, told

UNWELL = "I feel unwell"
PRACTICE = "PRACTICE: nobody is told."


async def test_the_practice_run_tells_nobody_and_asks_whether_the_phone_rang(clinic):
    number = await joined(clinic)
    assert told(clinic, NEW)[-1].startswith(PRACTICE)

    await clinic.writes(NEW, UNWELL)
    await answers(clinic, NEW, "Yes")

    heard = clinic.texts()
    assert [(chat, text.split("\n")[0]) for chat, text in heard] == [(NEW, PRACTICE)] * 2
    assert "Did your phone make a sound, or shake" in heard[1][1]
    await answers(clinic, NEW, "No")
    last, offer = told(clinic, NEW)
    assert last.startswith("Please turn the sound on for this chat")
    assert offer.startswith("Before your first infusion.")
    assert (await found(clinic, Patient, number)).practised_at == clinic.at
    await clinic.passes(hours=1)
    assert clinic.said() == []


async def test_pressed_a_second_time_it_is_meant(clinic):
    await joined(clinic)
    await clinic.writes(NEW, UNWELL)
    clinic.heard()

    await clinic.writes(NEW, UNWELL)

    (question,) = told(clinic, NEW)
    assert "Zora" in question
    assert "PRACTICE" not in question
    await clinic.passes(minutes=10)
    assert (GROUP, "🟠 No. 1 · URGENT · P-0002") in clinic.said()


async def test_an_offer_to_practise_does_not_lie_in_wait(clinic):
    await joined(clinic)
    await clinic.passes(minutes=10, seconds=1)
    clinic.heard()

    await clinic.writes(NEW, "/unwell")

    assert [PRACTICE in said for said in told(clinic, NEW)] == [False]
    await clinic.passes(minutes=10)
    assert (PRIMARY, "🟠 No. 1 · URGENT · P-0002") in clinic.said()


@pytest.mark.parametrize("before", [(), (UNWELL,), (UNWELL, "Yes")])
async def test_a_red_flag_alerts_in_the_middle_of_practice(clinic, before):
    await joined(clinic)
    await answers(clinic, NEW, *before)
    clinic.heard()

    await clinic.writes(NEW, "I cannot breathe")

    assert (GROUP, "🔴 No. 1 · EMERGENCY · P-0002") in clinic.said()


async def test_practice_can_be_skipped(clinic):
    number = await joined(clinic)
    clinic.heard()

    await answers(clinic, NEW, "Skip the practice")
    await clinic.writes(NEW, UNWELL)

    skipped, _, question = told(clinic, NEW)
    assert skipped.startswith("No practice, then.")
    assert "PRACTICE" not in question
    assert (await found(clinic, Patient, number)).practised_at is None


async def test_everyday_words_during_practice_are_answered_as_ever(clinic):
    await joined(clinic)
    clinic.heard()

    await clinic.writes(NEW, "the weather is nice here")

    (said,) = told(clinic, NEW)
    assert "Are you unwell now?" in said


async def test_who_has_never_been_asked_to_practise_does_not(clinic):
    await clinic.writes(PATIENT, UNWELL)

    assert [PRACTICE in said for said in told(clinic, PATIENT)] == [False]
