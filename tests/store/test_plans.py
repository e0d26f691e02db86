"""The promise: the busy day of a large clinic costs a message no more than the first quiet one.

Every statement that a whole story runs is explained by SQLite: none may read all of a table that
grows with patients, messages or years.
"""

import re

from care.appointments import AppointmentKind
from store.prepared import DIRECT
from tests.clinic import BACKUP, GROUP, PATIENT, PRIMARY

GROWS = (
    "account",
    "alert",
    "alert_event",
    "appointment",
    "audit_event",
    "caregiver",
    "conversation",
    "inbox",
    "invitation",
    "outbox",
    "patient",
    "patient_fact",
    "reading",
    "reminder",
    "symptom_check",
    "symptom_report",
    "task",
    "treatment_plan",
)
WHOLE = re.compile(rf"SCAN (?:{'|'.join(GROWS)})(?: AS \w+)?$")


class Watch:
    """Notes what SQLite is asked, with the values in it."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def note(self, statement: str) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            self.asked.add(statement)


async def test_a_whole_story_reads_no_table_that_grows(clinic):
    async with clinic.store.begin() as session:
        direct = session.info[DIRECT]
    watch = Watch()
    direct.raw.set_trace_callback(watch.note)

    await _story(clinic)
    direct.raw.set_trace_callback(None)

    assert {_table(asked) for asked in watch.asked} >= {"inbox", "outbox", "alert", "reminder"}
    assert [(asked, step) for asked in watch.asked for step in _whole(direct.raw, asked)] == []


async def _story(clinic) -> None:
    """Live through an alert that climbs and is closed, a refusal, a reminder and an old task."""
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-20T09:00")
    await clinic.writes(PATIENT, "Thank you, see you on Tuesday")
    clinic.telegram.refuses[PRIMARY] = (
        403,
        {"description": "Forbidden: bot was blocked by the user"},
    )
    await clinic.writes(PATIENT, "I have a fever")
    for _ in range(4):
        await clinic.passes(minutes=7)
    for press in ("ack", "details", "why", "resolve.spoken"):
        await clinic.presses(BACKUP, f"{press}:1:0", chat=GROUP)
    await clinic.writes(PATIENT, "/unwell")
    await clinic.passes(hours=1)
    for _ in range(12):
        await clinic.passes(days=1)
    await clinic.taps(PATIENT, "I can't come")
    await clinic.passes(days=3)


def _table(statement: str) -> str:
    found = re.search(r"(?:FROM|UPDATE) (\w+)", statement)
    return found[1] if found else ""


def _whole(raw, statement: str) -> list[str]:
    steps = [step for *_, step in raw.execute(f"EXPLAIN QUERY PLAN {statement}")]
    return [step for step in steps if WHOLE.match(step)]
