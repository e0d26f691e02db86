"""The promise: whoever is in another country reads that country's emergency number, at once."""

import pytest

from store.tables import Account, AlertRow, Conversation, SymptomCheck
from tests.answering import cared_for
from tests.clinic import GROUP, PATIENT, PRIMARY, STRANGER

CARER = 5_000_000_080
ELSEWHERE = "I'm in another country now"
HOME, THERE = "Emergency:\n999\n112", "Emergency:\n119"
UNKNOWN = "Emergency:\nCall your local ambulance number."


def shown(clinic, chat=PATIENT):
    """Return what a chat was told since the last look, with the buttons under it."""
    return read(clinic.heard(), chat)


def read(heard, chat=PATIENT):
    """Return what a chat reads of what was sent, with the buttons under it."""
    return [(a.text, list(a.buttons)) for a in heard if a.chat == chat and a.text]


def numbers(text):
    """Return the last paragraph that holds an emergency number."""
    return [part for part in text.split("\n\n") if part.startswith("Emergency:")]


def paragraphs(text, *ambulances):
    """Return the beginning of each paragraph, the time apart, with any ambulance as one."""
    for number in ambulances:
        text = text.replace(number, "NUMBER")
    return [part.split(" at ")[0] for part in text.split("\n\n")]


async def moves(clinic, country, who=PATIENT):
    await clinic.taps(who, ELSEWHERE)
    clinic.heard()
    await clinic.writes(who, country)


async def state(clinic):
    async with clinic.service.begin() as session:
        alert = await session.get_one(AlertRow, 1)
        return alert.status, alert.epoch, alert.number, tuple(alert.findings), alert.due


@pytest.mark.parametrize(
    ("words", "country", "code", "number"),
    [
        ("I have a fever", "Japan", "JP", "119"),
        ("I can't breathe and my lips are blue", "Brazil", "BR", "192"),  # of several clocks
    ],
)
async def test_the_same_advice_comes_again_with_the_number_of_the_country(
    clinic, words, country, code, number
):
    await cared_for(clinic, CARER)
    await clinic.writes(PATIENT, words)
    advice, labels = shown(clinic)[-1]
    assert (labels[-1], numbers(advice)) == (ELSEWHERE, [HOME])
    before = await state(clinic)

    await moves(clinic, country)

    heard = clinic.heard()
    assert [a for a in heard if a.chat == CARER] == []
    again, offered = next(one for one in read(heard) if one[0].startswith("Please read this now"))
    assert offered == labels
    assert numbers(again) == [f"Emergency:\n{number}"]
    assert paragraphs(again, number) == paragraphs(advice, "999 / 112", "999\n112")
    assert await state(clinic) == before
    async with clinic.service.begin() as session:
        assert (await session.get_one(Account, PATIENT)).country == code
        home = await session.get_one(Conversation, (PATIENT, "home"))
    assert home.answers == {"country": "GB"}


async def test_a_country_whose_number_nobody_verified_shows_none(clinic):
    await clinic.writes(PATIENT)

    await moves(clinic, "Lib")  # two begin like this
    await clinic.taps(PATIENT, "Libya")

    again = next(text for text, _ in shown(clinic) if text.startswith("Please read this now"))
    assert numbers(again) == [UNKNOWN]


async def test_the_card_and_the_details_say_in_which_country_the_patient_is(clinic):
    await clinic.writes(PATIENT)
    await moves(clinic, "Japan")
    edited = [a for a in clinic.heard() if a.method == "editMessageText"]
    assert {(a.chat, "Now in Japan." in a.text) for a in edited} == {(GROUP, True), (PRIMARY, True)}

    await clinic.writes(PATIENT, "I have chest pain")
    await clinic.presses(PRIMARY, "details:1:1")

    heard = [(chat, text) for chat, text in clinic.texts() if "Now in Japan." in text]
    assert {chat for chat, _ in heard} == {GROUP, PRIMARY}


async def test_nobody_has_answered_carries_the_button_too(clinic):
    await clinic.writes(PATIENT)
    clinic.heard()

    await clinic.passes(minutes=15)

    text, labels = shown(clinic)[-1]
    assert "Nobody from your team has answered report No. 1 yet." in text
    assert labels[-1] == ELSEWHERE


async def test_a_check_goes_on_and_its_end_is_said_again(clinic):
    await clinic.writes(PATIENT)
    await clinic.writes(PATIENT, "I feel unwell")
    await clinic.taps(PATIENT, "I am Mina")

    await moves(clinic, "Japan")

    async with clinic.service.begin() as session:
        row = await session.get_one(SymptomCheck, 1)
        assert (row.state, row.answers["check"]["step"]) == ("open", "emergency_1")
    for label in (*["None of these"] * 3, "Not hot, not measured", *["None of these"] * 3):
        await clinic.taps(PATIENT, label)
    end, _ = shown(clinic)[-1]
    assert (end.split("\n")[0], numbers(end)) == ("Noted.", [THERE])

    await moves(clinic, "United Kingdom")

    ends = [text for text, _ in shown(clinic) if text.startswith("Noted.")]
    assert [numbers(text) for text in ends] == [[HOME]]


async def test_a_stranger_reads_the_same_again_and_nobody_presses_for_another(clinic):
    await clinic.writes(STRANGER, "I can't breathe and my lips are blue")
    advice, labels = shown(clinic, STRANGER)[-1]
    assert numbers(advice) == [UNKNOWN]

    await clinic.taps(STRANGER, labels[-1])
    clinic.heard()
    await clinic.writes(STRANGER, "Japan")

    again = [text for text, _ in shown(clinic, STRANGER) if text.split("\n")[0] in advice]
    assert [numbers(text) for text in again][-1] == [THERE]

    await clinic.writes(PATIENT)
    clinic.heard()
    await clinic.presses(STRANGER, "abroad.alert:1")
    await clinic.presses(STRANGER, "abroad.check:1")
    await clinic.presses(STRANGER, "abroad.nothing:1")
    assert [chat for chat, _ in clinic.said()] == ["answer"] * 3
