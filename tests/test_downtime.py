"""The promise: after a while out of order, whoever may have pressed a button in vain is told."""

from datetime import timedelta

import pytest

from tests.clinic import GROUP, PATIENT, PRIMARY
from tests.conftest import both_editions

GROUP_HEARS = (GROUP, "The service was not working.")
PATIENT_HEARS = (PATIENT, "I was out of order.")
NOTICES = {GROUP_HEARS, PATIENT_HEARS}


async def is_down(clinic, **duration: float) -> set[tuple[int | str, str]]:
    """Let the service be killed, start again later, and say what it then says of that."""
    await clinic.passes()  # the last beat before the end
    clinic.heard()
    clinic.at += timedelta(**duration)
    await clinic.starts()
    await clinic.delivery.once()
    return NOTICES & set(clinic.said())


@both_editions
async def test_two_minutes_are_announced_to_nobody(alerted):
    assert await is_down(alerted, seconds=120) == set()


@both_editions
async def test_more_is_announced_to_the_patient_and_the_team_of_an_open_alert(alerted):
    assert await is_down(alerted, seconds=121) == NOTICES


async def test_an_acknowledged_alert_counts_too(alerted):
    await alerted.presses(PRIMARY, "ack:1:0")

    assert await is_down(alerted, minutes=10) == NOTICES


async def test_without_anything_open_nobody_is_bothered(clinic):
    assert await is_down(clinic, hours=5) == set()


async def test_who_was_in_the_middle_of_the_questions_hears_it(clinic):
    await clinic.writes(PATIENT, "I feel unwell")

    assert PATIENT_HEARS in await is_down(clinic, minutes=5)


async def test_the_notice_says_from_when_to_when_and_whom_to_call(alerted):
    await alerted.passes()
    alerted.heard()
    alerted.at += timedelta(minutes=7)
    await alerted.starts()
    await alerted.delivery.once()

    notice = next(
        text for chat, text in alerted.texts() if (chat, text.splitlines()[0]) == PATIENT_HEARS
    )
    lines = notice.splitlines()
    span = [line for line in lines if line.startswith(("From: ", "Until: "))]
    assert [line.split()[-1] for line in span] == ["09:00", "09:07"]
    assert {"+44 20 7946 0018", "999"} <= set(lines)


async def test_it_is_said_once_though_the_service_dies_again_at_once(alerted):
    assert await is_down(alerted, minutes=5) == NOTICES

    await alerted.starts()
    await alerted.starts()
    await alerted.delivery.once()

    assert NOTICES & set(alerted.said()) == set()


async def test_dying_before_it_is_said_says_it_after_all(alerted):
    await alerted.passes()
    alerted.heard()
    alerted.at += timedelta(minutes=5)
    await alerted.starts()  # and we die again, before anything is sent

    await alerted.starts()
    await alerted.delivery.once()

    assert NOTICES & set(alerted.said()) == NOTICES


@pytest.mark.parametrize("minutes", [30, 60 * 24 * 2])
async def test_what_fell_due_meanwhile_goes_out_at_once_marked_as_late(minutes, alerted):
    await is_down(alerted, minutes=minutes)

    await alerted.passes()

    texts = [text for chat, text in alerted.texts() if chat == GROUP]
    assert len(texts) == 1
    assert "No. 1 · URGENT" in texts[0].splitlines()[0]
    assert "delayed" in texts[0].lower()
