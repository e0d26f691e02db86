"""What a team can look at: alerts, tasks, patients, and what it can ask for."""

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.asking import Asking, Reply, here, plainly
from care.delivery import Value
from care.escalation import Status
from care.severity import Severity
from messages.listing import line
from messages.texts import staff_commands as says
from messages.texts import staff_team
from scheduler import chores
from store import alerts, people, tasks
from store.tables import AlertRow, Patient

SHOWN = 40  # lines in one message; Telegram takes 4096 units
TASKS_SHOWN = 10  # each is a message of its own: a group takes 20 a minute


async def show_help(session: AsyncSession, asking: Asking) -> None:
    """Say what a member can ask for."""
    await here(session, asking, plainly(staff_team.HELP, team=asking.team.name))


async def show_alerts(session: AsyncSession, asking: Asking) -> None:
    """List the alerts that are not closed, the newest first."""
    found = await alerts.of_team(session, asking.team.id)
    if not found:
        await here(session, asking, plainly(says.NO_ALERTS, team=asking.team.name))
        return
    for start in range(0, len(found), SHOWN):
        lines = [words for row in found[start : start + SHOWN] for words in _alert(row)]
        values: dict[str, Value] = {"team": asking.team.name, "alerts": lines}
        await here(session, asking, Reply((says.ALERTS,), values, part=f"alerts{start}"))


async def show_tasks(session: AsyncSession, asking: Asking) -> None:
    """Show the tasks that are not done, the most pressing first, each with its buttons."""
    found = await tasks.unfinished(session, asking.team.id or 0)
    if not found:
        await here(session, asking, plainly(says.NO_TASKS, team=asking.team.name))
        return
    counted = plainly(says.TASK_LIST, team=asking.team.name, count=len(found))
    await here(session, asking, counted)
    for task in found[:TASKS_SHOWN]:
        face = await chores.face(session, task)
        reply = Reply(face.texts, face.values, face.rows, part=f"task{task.id}")
        await here(session, asking, reply)


async def show_patients(session: AsyncSession, asking: Asking) -> None:
    """List the team's patients; their names only in the direct chat."""
    found = await people.patients(session, asking.team.id or 0)
    if not found:
        await here(session, asking, plainly(says.NO_PATIENTS, team=asking.team.name))
        return
    for start in range(0, len(found), SHOWN):
        lines = [_patient(one, named=asking.direct) for one in found[start : start + SHOWN]]
        values: dict[str, Value] = {"team": asking.team.name, "patients": lines}
        await here(session, asking, Reply((says.PATIENTS,), values, part=f"patients{start}"))


def _alert(row: AlertRow) -> list[str]:
    values: dict[str, Value] = {
        "number": row.number,
        "severity": says.SEVERITIES[Severity(row.severity)].id,
        "patient": f"P-{row.patient_id:04}",
        "status": says.STATUSES[Status(row.status)].id,
        "since": row.opened.isoformat(),
    }
    return [
        line(says.ALERT_LINE, values),
        line(says.ALERT_NEXT, {"next": row.due.isoformat()}),
    ]


def _patient(patient: Patient, *, named: bool) -> str:
    values: dict[str, Value] = {
        "patient": patient.pseudonym,
        "state": says.STATES[patient.state].id,
    }
    if not named:
        return line(says.PATIENT_LINE, values)
    return line(says.PATIENT_LINE_NAMED, values | {"name": patient.name})
