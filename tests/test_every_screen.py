"""The promise: every screen can be translated, and reads from right to left where it must."""

import re
import unicodedata

import pytest

from store.tables import Account, CareTeam
from tests.clinic import BACKUP, GROUP, LEAD, PATIENT, PRIMARY, TAGS, Clinic
from tests.made_up import is_whole

OPEN = "⟦"
ISOLATED = re.compile("\u2068[^\u2069]*\u2069")


async def speaks(clinic: Clinic, language: str) -> None:
    """Let everybody read a made-up language in which nothing of ours looks like English."""
    async with clinic.service.begin() as session:
        for who in (PATIENT, PRIMARY, BACKUP, LEAD):
            account = await session.get_one(Account, who)
            account.language = language
        (await session.get_one(CareTeam, clinic.team)).language = language


async def plays(clinic: Clinic) -> None:
    """Play what people do most: report, be asked, acknowledge, close, read, ask for dates."""
    await clinic.writes(PATIENT, "I have a fever 39")
    await clinic.presses(PRIMARY, "details:1:0")
    await clinic.passes(minutes=15)
    await clinic.presses(PRIMARY, "ack:1:0")
    await clinic.presses(PRIMARY, "why:1:0")
    await clinic.writes(PATIENT, "I can't breathe and my lips are blue")
    await clinic.presses(PATIENT, "help.cannot_call:1:0")
    await clinic.presses(PRIMARY, "ack:1:1")
    await clinic.presses(PRIMARY, "resolve.spoken:1:1")
    for words in ("/unwell", "hello there", "dying of heat here", "/dates", "/help", "/privacy"):
        await clinic.writes(PATIENT, words)
    await clinic.writes(PATIENT, "", voice={"file_id": "f", "file_unique_id": "u", "duration": 1})
    await clinic.passes(minutes=10)


def paragraphs(clinic: Clinic) -> list[str]:
    """Return every paragraph and every button that was said."""
    heard = clinic.heard()
    texts = [TAGS.sub("", part) for a in heard for part in a.text.split("\n\n") if part]
    return texts + [label for a in heard for label in a.buttons]


async def test_no_screen_holds_a_word_that_cannot_be_translated(clinic):
    await speaks(clinic, "en_XA")

    await plays(clinic)

    said = paragraphs(clinic)
    assert len(said) > 50
    assert [part for part in said if not part.startswith(OPEN)] == []


@pytest.mark.parametrize("chat", [PATIENT, GROUP])
async def test_every_screen_reads_from_right_to_left(clinic, chat):
    await speaks(clinic, "ar_XB")

    await plays(clinic)

    texts = [TAGS.sub("", a.text) for a in clinic.heard() if a.chat == chat and a.text]
    assert len(texts) > 3
    assert [text for text in texts if not _starts_right_to_left(text)] == []


def _starts_right_to_left(text: str) -> bool:
    """Say what the first strong letter outside isolates is, as rule P2 of UAX 9 has it."""
    for sign in ISOLATED.sub("", text):
        if (kind := unicodedata.bidirectional(sign)) in {"R", "AL", "L"}:
            return kind != "L"
    return True


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("⟦Ĥéļļö⟧\n\n⟦ţéàɱ: ⟦Ƒéṽéŕ⟧⟧ 112 ☎", True),
        ("⟦Ĥéļļö Mina⟧", True),
        ("⟦Ĥéļļö⟧ Call now", False),
        ("⟦Ĥéļļö…", False),
        ("", True),
    ],
)
def test_the_stories_of_all_tests_notice_what_cannot_be_translated_and_what_is_cut(said, whole):
    assert is_whole(said) is whole
