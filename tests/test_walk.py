"""The promise: anybody can read the do's and don'ts, at their own pace, and nothing gets lost."""

import pytest
from sqlmodel import select

from messages.texts.content_cards import WALK, walk
from store.tables import Caregiver, Patient
from tests.clinic import PATIENT, STRANGER, Clinic

TOTAL = len(WALK)
FOUR = [
    "DO tell us right away",
    "DO keep every blood test and visit",
    "DON'T get a live vaccine",
    "DON'T ignore a reaction during your infusion",
]


def cards(clinic: Clinic) -> list[str]:
    """What was shown since the last look: progress and title of each card."""
    shown = [text.split("\n") for chat, text in clinic.texts() if chat != "answer"]
    return [f"{lines[0]}: {lines[2]}" for lines in shown if lines[0].startswith("Card ")]


async def opens(clinic: Clinic, who: int = PATIENT) -> None:
    await clinic.writes(who, "Do's and don'ts")


async def test_the_four_of_the_source_come_first_and_then_all_the_others(clinic):
    await opens(clinic)
    await clinic.taps(PATIENT, "Start")
    for _ in WALK[1:]:
        await clinic.taps(PATIENT, "Next")

    seen = cards(clinic)

    assert seen[:4] == [f"Card {n} of {TOTAL}: {title}" for n, title in enumerate(FOUR, 1)]
    assert [line.partition(":")[0] for line in seen] == [
        f"Card {n} of {TOTAL}" for n in range(1, TOTAL + 1)
    ]
    assert len(set(seen)) == TOTAL
    await clinic.taps(PATIENT, "Next")
    assert clinic.said() == [(PATIENT, "That was the last card.")]


async def test_each_card_gives_its_reason_and_where_it_comes_from(clinic):
    await opens(clinic)
    clinic.heard()
    for card in WALK:
        await clinic.presses(PATIENT, f"walk.{card.id}:0:0")
    shown = [text.split("\n") for _, text in clinic.texts()]

    assert [[line[:4] for line in lines].count("Why:") for lines in shown] == [1] * TOTAL
    assert [[line[:7] for line in lines].count("Source:") for lines in shown] == [1] * TOTAL


async def test_it_goes_back_and_forth_in_one_message(clinic):
    await opens(clinic)
    number = clinic.heard()[-1].message_id
    await clinic.taps(PATIENT, "Start")
    for label in ("Next", "Next", "Back"):
        shown = [one for one in clinic.telegram.accepted if one.chat == PATIENT][-1]
        await clinic.presses(PATIENT, shown.buttons[label], number)

    heard = [one for one in clinic.heard() if one.chat == PATIENT]

    assert [one.method for one in heard] == ["editMessageText"] * 4
    assert {one.parameters["message_id"] for one in heard[1:]} == {number}
    assert f"Card 2 of {TOTAL}" in heard[-1].text


async def test_it_goes_on_where_the_reader_stopped_even_after_a_restart(clinic):
    await opens(clinic)
    await clinic.taps(PATIENT, "Start")
    await clinic.taps(PATIENT, "Next")
    await clinic.taps(PATIENT, "Close")
    assert clinic.said()[-1] == (PATIENT, "Do's and don'ts: closed.")
    assert [one.buttons for one in clinic.telegram.accepted if one.chat == PATIENT][-1] == {}

    await clinic.starts()
    await clinic.writes(PATIENT, "/rules")

    assert cards(clinic) == [f"Card 2 of {TOTAL}: {FOUR[1]}"]


async def test_an_old_button_shows_its_own_card_however_often_it_is_pressed(clinic):
    await opens(clinic)
    for _ in range(2):
        await clinic.presses(PATIENT, "walk.DONT1:0:0", message=1)
    clinic.heard()
    await opens(clinic)

    assert cards(clinic) == [f"Card 3 of {TOTAL}: {FOUR[2]}"]


@pytest.mark.parametrize("data", ["walk.DO99:0:0", "walk:0:0", "walk.:0", "walk"])
async def test_a_forged_button_is_answered_and_moves_nothing(clinic, data):
    await opens(clinic)
    clinic.heard()

    await clinic.presses(PATIENT, data)

    assert clinic.said() == [("answer", "This button is no longer in use. Nothing has changed.")]
    await opens(clinic)
    assert clinic.said() == [(PATIENT, "Do's and don'ts")]


async def test_every_press_is_answered(clinic):
    await opens(clinic)
    clinic.heard()

    for label in ("Start", "Next", "Back", "Close"):
        await clinic.taps(PATIENT, label)

    answers = [one for one in clinic.heard() if one.chat == "answer"]
    assert len(answers) == 4


async def test_somebody_without_a_team_may_read_it_too(clinic):
    await opens(clinic, STRANGER)
    assert clinic.said() == [(STRANGER, "Do's and don'ts")]

    await clinic.taps(STRANGER, "Start")

    assert cards(clinic) == [f"Card 1 of {TOTAL}: {FOUR[0]}"]


async def cares(clinic: Clinic) -> None:
    """Let the stranger care for the patient."""
    await clinic.writes(STRANGER, "/rules")
    clinic.heard()
    async with clinic.service.begin() as session:
        patient = (await session.exec(select(Patient))).one()
        caregiver = Caregiver(
            care_team_id=patient.care_team_id,
            patient_id=patient.id,
            account_id=STRANGER,
            name="Ali",
            joined_at=clinic.at,
            created=clinic.at,
        )
        session.add(caregiver)


async def test_a_caregiver_reads_for_whom_it_is_and_nothing_about_pregnancy(clinic):
    await cares(clinic)
    await opens(clinic, STRANGER)
    opening = clinic.texts()[0][1]
    assert "These short cards help to keep Mina safe with rituximab." in opening.split("\n")
    await clinic.taps(STRANGER, "Start")
    fewer = len(walk(for_caregiver=True))
    for _ in range(fewer):
        await clinic.taps(STRANGER, "Next")

    seen = cards(clinic)

    assert seen[0] == f"Card 1 of {fewer}: {FOUR[0]}"
    assert len(seen) == fewer == TOTAL - 3
    assert [line for line in seen if "birth control" in line or "baby" in line] == []
    await clinic.presses(STRANGER, "walk.DO9:0:0")
    assert clinic.said()[-1] == (
        "answer",
        "This button is no longer in use. Nothing has changed.",
    )


async def test_on_a_shared_telephone_nothing_about_pregnancy_is_shown(clinic):
    async with clinic.service.begin() as session:
        (await session.exec(select(Patient))).one().shared_phone = True

    await clinic.presses(PATIENT, "walk.DO9:0:0")
    await clinic.presses(PATIENT, "walk.DO1:0:0")

    assert cards(clinic) == [f"Card 1 of {TOTAL - 3}: {FOUR[0]}"]
