"""A raised temperature is measured again after an hour, unless somebody has closed the alert."""

import pytest

from tests.clinic import GROUP, PATIENT, PRIMARY

QUESTION = (
    "About your report.\n"
    "Your temperature was raised a while ago.\n"
    "Please measure it again now, and type what the thermometer shows."
)
AGAIN = (PATIENT, QUESTION)
SAME_DAY = "🟡 No. 1 · TODAY · P-0001"
URGENT = "🟠 No. 1 · URGENT · P-0001"


@pytest.fixture
async def raised(clinic):
    """A patient who has written of 37.8 degrees a moment ago."""
    await clinic.writes(PATIENT, "my temperature is 37.8")
    assert (GROUP, SAME_DAY) in clinic.said()
    return clinic


async def test_after_an_hour_the_patient_is_asked_once(raised):
    await raised.passes(minutes=59)
    assert AGAIN not in raised.texts()

    await raised.passes(minutes=1)

    assert raised.texts().count(AGAIN) == 1
    await raised.passes(minutes=20)
    assert AGAIN not in raised.texts()


async def test_still_raised_is_urgent(raised):
    await raised.passes(hours=1)
    raised.heard()

    await raised.writes(PATIENT, "37.9")

    said = raised.said()
    assert (GROUP, URGENT) in said
    assert (PRIMARY, URGENT) in said


async def test_higher_is_urgent_too(raised):
    await raised.passes(hours=1)
    raised.heard()

    await raised.writes(PATIENT, "38,6")

    assert (GROUP, URGENT) in raised.said()


async def test_normal_again_rings_nobody_and_closes_nothing(raised):
    await raised.passes(hours=1)
    raised.heard()

    await raised.writes(PATIENT, "36.8")

    assert [chat for chat, _ in raised.texts()] == [PATIENT]
    await raised.passes(hours=2)
    assert AGAIN not in raised.texts()


async def test_no_answer_within_half_an_hour_is_told(raised):
    await raised.passes(hours=1)
    raised.heard()
    await raised.passes(minutes=29)
    assert raised.texts() == []

    await raised.passes(minutes=1)

    assert GROUP in [chat for chat, _ in raised.texts()]


async def test_who_has_a_fever_already_is_not_asked(clinic):
    await clinic.writes(PATIENT, "my temperature is 38.5")

    await clinic.passes(hours=1)

    assert AGAIN not in clinic.texts()


async def test_two_reports_are_one_question(raised):
    await raised.writes(PATIENT, "37.7 now")

    await raised.passes(hours=1)

    assert raised.texts().count(AGAIN) == 1


async def test_questions_under_way_are_not_interrupted(raised):
    await raised.passes(minutes=58)
    await raised.writes(PATIENT, "I feel unwell")
    await raised.passes(minutes=2)
    assert AGAIN not in raised.texts()

    await raised.taps(PATIENT, "No, somebody else")
    await raised.passes(minutes=10)

    assert AGAIN in raised.texts()


async def test_nobody_is_asked_once_the_team_has_closed_the_alert(raised):
    await raised.presses(PRIMARY, "ack:1:0", chat=GROUP)
    await raised.presses(PRIMARY, "resolve.spoken:1:0", chat=GROUP)
    assert any("closed" in text.lower() for _, text in raised.texts())

    await raised.passes(hours=1)

    assert AGAIN not in raised.texts()
