"""The promise: an open fever is asked about once a day, for a week, and then a human decides."""

import pytest
from sqlmodel import col, select

from care.appointments import AppointmentStatus
from store.tables import ReminderRow
from tests.clinic import GROUP, PATIENT, PRIMARY, Clinic
from tests.questions import (
    alerts,
    buttons,
    cared_for,
    changes,
    heard_by,
    infusion,
    page,
    questions,
    taps,
    task_kinds,
    tasks,
)


@pytest.fixture
async def feverish(clinic) -> Clinic:
    """A clinic whose patient, infused weeks ago, has reported a fever at nine."""
    await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)
    await clinic.writes(PATIENT, "I have a fever of 38.6")
    clinic.heard()
    return clinic


async def planned(clinic: Clinic) -> list[str]:
    """Return the days on which the patient is still to be asked."""
    async with clinic.service.begin() as session:
        rows = await session.exec(
            select(ReminderRow)
            .where(ReminderRow.slot == "fever", ReminderRow.state == "planned")
            .order_by(col(ReminderRow.due))
        )
        return [f"{row.due:%d %H:%M}" for row in rows]


async def asked(clinic: Clinic) -> int:
    return len([row for row in await questions(clinic) if row.part == "fever"])


async def test_a_fever_is_asked_about_each_of_seven_mornings(feverish):
    assert await planned(feverish) == [f"{day:02} 10:00" for day in range(3, 10)]

    for day in range(1, 8):
        await feverish.passes(days=1, hours=1 if day == 1 else 0)
        assert await asked(feverish) == day


async def test_after_the_seventh_a_human_decides_and_it_ends(feverish):
    await feverish.passes(hours=1)
    for _ in range(8):
        await feverish.passes(days=1)

    assert [kind for kind in await task_kinds(feverish) if kind == "fever_lasts"] == ["fever_lasts"]
    assert "Task · P-0001 was asked about the fever for 7 days. I ask no more." in "\n".join(
        heard_by(feverish, GROUP)
    ).split("\n")
    await feverish.passes(days=3)
    assert (await asked(feverish), await planned(feverish)) == (7, [])


async def test_it_ends_when_the_alert_is_closed(feverish):
    await feverish.passes(days=1, hours=1)
    await feverish.presses(PRIMARY, "ack:1:0")
    epoch = (await alerts(feverish))[0].epoch
    await feverish.presses(PRIMARY, f"ack:1:{epoch}")

    await feverish.presses(PRIMARY, f"resolve.spoken:1:{epoch}")

    assert await planned(feverish) == []
    assert [row.state for row in await questions(feverish)] == ["void"]
    await feverish.passes(days=10)
    assert "fever_lasts" not in await task_kinds(feverish)


async def test_a_fever_in_a_new_alert_is_asked_about_anew(feverish):
    await feverish.presses(PRIMARY, "ack:1:0")
    await feverish.presses(PRIMARY, "resolve.spoken:1:0")
    assert await planned(feverish) == []
    await feverish.passes(hours=2)

    await feverish.writes(PATIENT, "I have a fever of 39")

    assert len(await planned(feverish)) == 7


async def test_the_same_fever_again_asks_no_longer_than_a_week(feverish):
    await feverish.passes(days=2, hours=2)

    await feverish.writes(PATIENT, "I have a fever of 38.9")

    assert await planned(feverish) == [f"{day:02} 10:00" for day in range(5, 10)]


async def test_no_fever_is_told_to_the_team_and_closes_nothing(feverish):
    await feverish.passes(days=1, hours=1)
    assert buttons(feverish) == ["No fever today", "Fever, or worse"]
    feverish.heard()

    await taps(feverish, "No fever today")

    assert heard_by(feverish, GROUP)[-1] == (
        "No. 1 · P-0001 reports no fever today. The alert stays as it is."
    )
    assert page(feverish).split("\n")[2:] == [
        "Noted: no fever today.",
        "Your report stays open until your team closes it.",
        "Fever again, or worse? Press “I feel unwell”, or call.",
    ]
    assert [str(alert.status) for alert in await alerts(feverish)] == ["open"]


async def test_still_fever_opens_the_symptom_check(feverish):
    await feverish.passes(days=1, hours=1)

    await taps(feverish, "Fever, or worse", "Chest pain or pressure")

    assert [str(alert.severity) for alert in await alerts(feverish)] == ["emergency"]


async def test_who_has_no_date_is_not_asked_and_alerts_all_the_same(clinic):
    await clinic.writes(PATIENT, "I have a fever of 38.6")

    assert (await planned(clinic), len(await alerts(clinic))) == ([], 1)


async def test_what_ails_the_question_never_costs_the_alert(clinic):
    await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)
    await changes(clinic, quiet="whenever I sleep")

    await clinic.writes(PATIENT, "I have a fever of 38.6")

    assert len(await alerts(clinic)) == 1
    assert "🟠 No. 1 · URGENT · P-0001" in "\n".join(heard_by(clinic, GROUP))


async def test_another_red_flag_is_not_asked_about_daily(clinic):
    await infusion(clinic, "2026-02-02T14:00", AppointmentStatus.GIVEN)

    await clinic.writes(PATIENT, "I cough blood")

    assert (await planned(clinic), len(await alerts(clinic))) == ([], 1)


async def test_two_that_come_together_after_downtime_are_asked_once(feverish):
    await feverish.passes(days=3)  # the late one, and that of an hour from now

    assert buttons(feverish) == ["No fever today", "Fever, or worse"]
    assert await asked(feverish) == 1


async def test_no_words_of_it_reach_the_group(feverish):
    await cared_for(feverish)
    await feverish.passes(days=1, hours=1)
    feverish.heard()

    await taps(feverish, "Fever, or worse")

    assert [text for text in heard_by(feverish, GROUP) if "Mina" in text] == []
    assert await tasks(feverish) == []
