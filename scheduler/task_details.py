"""What a member needs to do a task: whom it is about, the number to dial, the words, the signs.

For one direct chat, never a group.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, OutboxMessage, Rows, Value
from care.severity import Severity
from care.tasks import TaskKind
from messages.texts import staff_checks, staff_details, staff_tasks
from scheduler import media
from scheduler.background import why
from scheduler.chores import face
from scheduler.details import who
from scheduler.questionnaire_sheet import items_of, said
from scheduler.questionnaire_tasks import BEFORE
from scheduler.transfers import show_offer
from scheduler.usual_list import Listed, listed
from store import outbox, people, questionnaires, reports
from store.tables import Patient, Task

REPORTED = "next_visit:"  # such a task's key ends with what its report came from


async def task_details(session: AsyncSession, task: Task, chat_id: int, now: datetime) -> None:
    """Owe the details of a task to one member's direct chat."""
    if await show_offer(session, task, chat_id, now):
        return
    shown = await face(session, task)
    key = f"task_details:{task.id}:{chat_id}:{int(now.timestamp())}"
    texts, values = [shown.texts[0].id], dict(shown.values)
    rows: Rows = ()
    patient = await people.patient(session, task.care_team_id, task.patient_id or 0)
    if patient is not None:
        whose, about = who(patient)
        texts += [staff_tasks.NAMED.id, *whose[1:]]
        values |= about
        for tell in (_reported, _before_infusion):
            more = await tell(session, task, patient)
            texts += more[0]
            values |= more[1]
        usual = await listed(session, patient, chat_id) if task.kind == TaskKind.USUAL else Listed()
        texts, values, rows = [*texts, *usual.texts], values | usual.values, usual.rows
    await outbox.owe(session, now, replace(_message(key, chat_id, texts, values), rows=rows))
    await media.play(session, task.particulars, (key, chat_id), now)
    words = values.pop("words", "")
    if words:
        said: dict[str, Value] = {"time": task.opened.isoformat(), "words": words}
        quoted = _message(f"{key}:words", chat_id, [staff_details.WORDS.id], said)
        await outbox.owe(session, now, quoted)


async def _reported(
    session: AsyncSession, task: Task, patient: Patient
) -> tuple[list[str], dict[str, Value]]:
    """Return what was reported for the next visit: the signs, and the person's own words."""
    if task.kind != TaskKind.NEXT_VISIT or not task.key.startswith(REPORTED):
        return [], {}
    report = await reports.of_cause(session, patient, task.key.removeprefix(REPORTED))
    if report is None:
        return [], {}
    codes = dict.fromkeys(str(found["code"]) for found in report.findings if "code" in found)
    values: dict[str, Value] = {"findings": [f"staff.finding.{code}" for code in codes]}
    if report.words:
        values["words"] = report.words
    because = why(report.severity or Severity.NEXT_VISIT, [report])
    return ([staff_details.SIGNS.id] if codes else []) + list(because.texts), {
        **values,
        **because.values,
    }


async def _before_infusion(
    session: AsyncSession, task: Task, patient: Patient
) -> tuple[list[str], dict[str, Value]]:
    """Return to which lines the patient said yes, as they stand now, and if it was taken back."""
    if task.kind != TaskKind.BEFORE_INFUSION or not task.key.startswith(BEFORE):
        return [], {}
    row = await questionnaires.find(session, int(task.key.split(":")[1]))
    if row is None or row.patient_id != patient.id:
        return [], {}
    items = [staff_checks.ITEMS[one].id for one in items_of(row)]
    texts = [staff_checks.SAID_YES.id if items else staff_checks.UNSAID.id]
    texts += [staff_checks.TAKEN_BACK.id] if said(row) == "nothing" else []
    return texts, {"items": list(items)} if items else {}


def _message(key: str, chat: int, texts: list[str], values: dict[str, Value]) -> OutboxMessage:
    return OutboxMessage(key, chat, Lane.SAFETY, tuple(texts), dict(values))
