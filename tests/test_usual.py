"""The promise: usual is what a clinician has confirmed, only while it is no worse, never grave."""

from sqlmodel import select

from store.tables import AlertRow, PatientFact, Task
from tests.answering import taps
from tests.clinic import BACKUP, GROUP, LEAD, PATIENT, PRIMARY, VIEWER

TODAY = "🟡 No. {} · TODAY · P-0001"
URGENT = "🟠 No. {} · URGENT · P-0001"
QUIET = (*["None of these"] * 3, "Not hot, not measured")
BREATHLESS = "Breathless when moving"
CONFIRM = "Confirm as usual: Breathless on effort"
END = "No longer usual: Breathless on effort"


async def reports(clinic, *answers) -> None:
    """Report being breathless when moving, and answer what is asked about it."""
    await clinic.writes(PATIENT, "I feel unwell")
    for label in ("I am Mina", *QUIET, BREATHLESS, "No", *answers):
        await clinic.taps(PATIENT, label)


async def goes_on(clinic) -> None:
    """Say no to everything else."""
    for _ in range(2):
        await clinic.taps(PATIENT, "None of these")


def alerted(clinic) -> list[str]:
    return [line for chat, line in clinic.said() if chat == GROUP and " No. " in line]


async def closes(clinic, number) -> None:
    async with clinic.service.begin() as session:
        epoch = (await session.get_one(AlertRow, number)).epoch
    await clinic.presses(PRIMARY, f"ack:{number}:{epoch}")
    await clinic.presses(PRIMARY, f"resolve.spoken:{number}:{epoch}")
    clinic.heard()


async def standings(clinic) -> list[tuple[str, str]]:
    async with clinic.service.begin() as session:
        rows = (await session.exec(select(PatientFact).order_by(PatientFact.id))).all()
        return [(row.value["standing"], row.who) for row in rows]


async def tasks(clinic) -> list[str]:
    async with clinic.service.begin() as session:
        return [str(kind) for kind in await session.exec(select(Task.kind).order_by(Task.id))]


async def confirmed(clinic) -> None:
    """Let the patient call it usual, and a clinician confirm it."""
    await reports(clinic, "Yes", "No")
    await goes_on(clinic)
    await closes(clinic, 1)
    await clinic.presses(PRIMARY, "task.details:1")
    await clinic.taps(PRIMARY, CONFIRM)
    clinic.heard()


async def test_a_sign_called_usual_is_told_as_ever_and_from_then_on_for_the_same_day(clinic):
    await reports(clinic)
    assert alerted(clinic) == [URGENT.format(1)]
    await clinic.taps(PATIENT, "Yes")
    await clinic.taps(PATIENT, "No")
    await goes_on(clinic)
    assert (await standings(clinic), await tasks(clinic)) == (
        [("declared", f"account:{PATIENT}")],
        ["usual"],
    )
    await closes(clinic, 1)

    await reports(clinic, "Yes", "No")

    assert alerted(clinic) == [TODAY.format(2)]
    assert (await standings(clinic), await tasks(clinic)) == (
        [("declared", f"account:{PATIENT}")],
        ["usual"],
    )


async def test_only_a_clinician_confirms_and_every_member_who_acts_ends_it(clinic):
    await reports(clinic, "Yes", "No")
    await clinic.presses(PRIMARY, "details:1:0")
    (details,) = [a for a in clinic.heard() if a.chat == PRIMARY and CONFIRM in a.buttons]
    assert "Not confirmed:\n– Breathless on effort" in details.text
    await clinic.presses(LEAD, "details:1:0")
    (admins,) = [a for a in clinic.heard() if a.chat == LEAD and END in a.buttons]
    assert CONFIRM not in admins.buttons
    yes, no = details.buttons[CONFIRM], details.buttons[END]

    for who in (LEAD, VIEWER, PATIENT):
        await clinic.presses(who, yes)
        assert [chat for chat, _ in clinic.said()] == ["answer"]
    assert len(await standings(clinic)) == 1
    await clinic.presses(BACKUP, yes)
    await clinic.presses(PRIMARY, yes)  # of a list that has changed since
    await clinic.presses(PRIMARY, no)
    assert [one for one, _ in await standings(clinic)] == ["declared", "confirmed"]

    await clinic.taps(BACKUP, END)

    assert [one for one, _ in await standings(clinic)] == ["declared", "confirmed", "ended"]
    last = [text for chat, text in clinic.texts() if chat == BACKUP][-1]
    assert "Nothing is usual for P-0001: every symptom counts as in the table." in last


async def test_a_confirmed_sign_that_is_no_worse_waits_for_the_next_visit(clinic):
    await confirmed(clinic)

    await reports(clinic, "Yes", "No")
    await goes_on(clinic)

    heard = clinic.texts()
    assert [text for chat, text in heard if chat == GROUP] == [
        text for chat, text in heard if chat == GROUP and text.startswith("For the next visit")
    ]
    end = [text for chat, text in heard if chat == PATIENT][-1]
    assert "You reported only what is usual for you, and no worse." in end.split("\n")
    assert await tasks(clinic) == ["usual", "next_visit"]
    await clinic.passes(hours=1)
    assert alerted(clinic) == []


async def test_worse_or_not_sure_or_silent_is_told_as_the_table_says(clinic):
    await confirmed(clinic)

    await reports(clinic, "Yes")
    assert alerted(clinic) == []
    await clinic.taps(PATIENT, "Not sure")
    assert alerted(clinic) == [URGENT.format(2)]
    await closes(clinic, 2)

    await reports(clinic)
    assert alerted(clinic) == []
    await clinic.passes(minutes=10)
    assert alerted(clinic) == [URGENT.format(3)]


async def test_before_the_first_infusion_a_patient_names_what_is_there_already(clinic):
    await clinic.writes(PATIENT, "/usual")
    for label in ("Tell what is usual", "No, never", "Cough", BREATHLESS, "Take back: Cough"):
        await taps(clinic, label)
    named = [text for chat, text in clinic.texts() if chat == PATIENT][-1]
    assert named.endswith(f"You named:\n– {BREATHLESS}")
    for _ in range(4):
        await taps(clinic, "Next")
    end = [text for chat, text in clinic.texts() if chat == PATIENT][-1]
    assert "Nothing is usual before a clinician confirms it." in end
    assert await tasks(clinic) == ["usual"]

    await reports(clinic, "Yes", "No")
    assert alerted(clinic) == [TODAY.format(1)]

    await clinic.appointment("infusion", "2026-03-03T09:30")
    await clinic.passes(days=1, hours=1)
    before = await standings(clinic)
    await clinic.presses(PATIENT, "before.cough:1:0")
    assert await standings(clinic) == before
    assert "The infusions have begun." in [text for _, text in clinic.texts()][-1]
