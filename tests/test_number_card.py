"""Who reads no approved word of theirs still gets the number: in pictograms, and to be pressed."""

import html

from store.tables import Account
from tests.clinic import PATIENT, PHONE


async def speaks(clinic, language: str) -> None:
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).language = language


async def answers(clinic, words: str) -> list[tuple[str, str]]:
    """Return what the patient is sent after these words: texts, and cards by name and number."""
    clinic.heard()
    await clinic.writes(PATIENT, words)
    await clinic.passes()
    await clinic.passes()
    mine = [one for one in clinic.heard() if one.chat == PATIENT]
    return [
        (str(one.parameters["first_name"]), str(one.parameters["phone_number"]))
        if one.method == "sendContact"
        else ("", html.unescape(one.text))
        for one in mine
    ]


async def test_a_reader_without_approved_words_gets_pictograms_english_and_one_card(clinic):
    await speaks(clinic, "tr")

    first = await answers(clinic, "I have a fever")
    again = await answers(clinic, "I have a fever")
    worse = await answers(clinic, "I cannot breathe")

    [(_, advice), card] = first
    assert card == ("Rheumatology", PHONE)
    lines = advice.split("\n")
    assert lines[:8] == ["❗", "🏥 ☎", PHONE, "🚑 ☎", "999", "112", "", "Please read this now."]
    assert [one for one in again if one[0]] == []
    assert [one for one in worse if one[0]] == [("🚑", "999")]


async def test_who_reads_english_gets_no_card(clinic):
    found = await answers(clinic, "I have a fever")

    assert [name for name, _ in found] == [""]
    assert "☎" not in found[0][1]
