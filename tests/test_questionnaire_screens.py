"""The promise: every question and every answer to it can be translated, in both directions."""

import unicodedata
from datetime import timedelta

import pytest

from care.appointments import AppointmentStatus
from care.cadence import CheckPart
from care.reminder_kinds import ReminderKind
from scheduler.reminder_plan import CLOSE_PERSON
from store.tables import Account, CareTeam
from tests.clinic import BACKUP, GROUP, LEAD, PATIENT, PRIMARY, STRANGER, TAGS, Clinic
from tests.questions import AFTER, BEFORE, LATER, asks, cared_for, infusion
from tests.test_every_screen import ISOLATED, OPEN

HOUR = timedelta(hours=1)
SCREENS = [
    (BEFORE, CheckPart.WEEK_BEFORE, "nothing"),
    (BEFORE, CheckPart.WEEK_BEFORE, "yes screen_2 item_vaccine done nothing"),
    (BEFORE, CheckPart.DAY_BEFORE, "yes item_nerves done nothing"),
    (BEFORE, CheckPart.MORNING, "yes done"),
    (AFTER, CheckPart.PLUS_4H, "running given nothing"),
    (AFTER, CheckPart.BEDTIME, "not_given given wrong"),
    (AFTER, CheckPart.NEXT_MORNING, "nothing"),
    (AFTER, CheckPart.CLOSING, "wrong"),
    (LATER, CheckPart.CHECK_IN, "nothing"),
    (LATER, CheckPart.CHECK_IN, "wrong"),
    (LATER, CLOSE_PERSON, "close_yes"),
    (LATER, CLOSE_PERSON, "close_no"),
    (LATER, "fever", "nothing"),
    (LATER, "fever", "wrong"),
]


async def speaks(clinic: Clinic, language: str) -> None:
    async with clinic.service.begin() as session:
        for who in (PATIENT, STRANGER, PRIMARY, BACKUP, LEAD):
            account = await session.get_one(Account, who)
            account.language = language
            session.add(account)
        (await session.get_one(CareTeam, clinic.team)).language = language


async def plays(clinic: Clinic, kind: ReminderKind, slot: str, choices: str) -> None:
    """Ask a question, give these answers to it in turn, and read what the team reads."""
    ahead = kind is BEFORE
    day = "2026-03-02T15:00" if ahead else "2026-03-01T14:00"
    status = AppointmentStatus.PLANNED if kind is not LATER else AppointmentStatus.GIVEN
    await asks(clinic, await infusion(clinic, day, status), kind, slot, 6 * HOUR)
    for choice in choices.split():
        for who in (PATIENT, STRANGER):
            await clinic.presses(who, f"qn.{choice}:1")
    await clinic.presses(PRIMARY, "task.details:1")
    await clinic.passes(hours=6)


@pytest.mark.parametrize(("kind", "slot", "choices"), SCREENS)
@pytest.mark.parametrize("instead", [True, False], ids=["caregiver", "both"])
async def test_no_screen_holds_a_word_that_cannot_be_translated(
    clinic, kind, slot, choices, instead
):
    await cared_for(clinic, instead=instead)
    await speaks(clinic, "en_XA")

    await plays(clinic, kind, slot, choices)

    heard = clinic.heard()
    said = [TAGS.sub("", part) for a in heard for part in a.text.split("\n\n") if part]
    said += [label for a in heard for label in a.buttons]
    assert len(said) > 5
    assert [part for part in said if not part.startswith(OPEN)] == []
    assert [part for part in said if "…" in part] == []


@pytest.mark.parametrize(("kind", "slot", "choices"), SCREENS)
async def test_every_screen_reads_from_right_to_left(clinic, kind, slot, choices):
    await cared_for(clinic)
    await speaks(clinic, "ar_XB")

    await plays(clinic, kind, slot, choices)

    chats = (PATIENT, STRANGER, GROUP)
    texts = [TAGS.sub("", a.text) for a in clinic.heard() if a.chat in chats and a.text]
    assert [text for text in texts if not _starts_right_to_left(text)] == []


def _starts_right_to_left(text: str) -> bool:
    """Say what the first strong letter outside isolates is."""
    for sign in ISOLATED.sub("", text):
        if (kind := unicodedata.bidirectional(sign)) in {"R", "AL", "L"}:
            return kind != "L"
    return True
