"""What a team can look at: alerts, tasks, patients, its settings, and what it can ask for."""

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.asking import Asking, Reply, here, plainly
from care.appointments import AppointmentKind
from care.delivery import Value
from care.escalation import Status
from care.reminders import Slot, SlotPlan
from care.severity import Severity
from messages.declare import Text
from messages.listing import line
from messages.texts import staff_commands as says
from messages.texts import staff_settings as set_to
from messages.texts import staff_team
from scheduler import chores
from scheduler.infusion_unit import InfusionUnit, unit_of
from scheduler.rota import cover_of, slots_of
from scheduler.team_settings import MINUTE, changes
from scheduler.visits import KINDS
from store import alerts, people, tasks
from store.tables import AlertRow, CareTeam, Patient, TeamSetting

SHOWN = 40  # lines in one message; Telegram takes 4096 units
CHANGES_SHOWN = 5
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


async def show_settings(session: AsyncSession, asking: Asking) -> None:
    """Show what the team has set for itself, and who changed what last."""
    team = asking.team
    unit = await unit_of(session, team)
    slots = await slots_of(session, team)
    cover = await cover_of(session, team)
    changed = [_change(row) for row in await changes(session, team, CHANGES_SHOWN)]
    values: dict[str, Value] = {
        **_settings(team, unit),
        "hours": str(cover),
        "reminders": [_slots(slots, kind) for kind in AppointmentKind],
        "changes": changed,
    }
    opens = set_to.UNIT_HOURS if unit.hours else set_to.UNIT_NO_HOURS
    last = (set_to.CHANGES, set_to.HOW) if changed else (set_to.HOW,)
    texts = (set_to.HOURS, set_to.UNIT, opens, set_to.REMINDERS, *last)
    await here(session, asking, Reply(texts, values))


def _settings(team: CareTeam, unit: InfusionUnit) -> dict[str, Value]:
    said: dict[str, Value] = {"unit_hours": str(unit.hours)} if unit.hours else {}
    minutes = unit.travel // MINUTE
    phone = [unit.phone]
    return {"team": team.name, "zone": team.zone, "unit_phone": phone, "minutes": minutes, **said}


def _slots(plan: SlotPlan, kind: AppointmentKind) -> str:
    slots = plan.of(kind)
    days = [str(slot.before.days) for slot in slots if slot is not Slot.MORNING]
    values: dict[str, Value] = {"kind": KINDS[kind].id, "days": ", ".join(days)}
    return line(_slot_line(days, morning=Slot.MORNING in slots), values)


def _slot_line(days: list[str], *, morning: bool) -> Text:
    if not days:
        return set_to.SLOTS_MORNING
    return set_to.SLOTS_BOTH if morning else set_to.SLOTS_DAYS


def _change(row: TeamSetting) -> str:
    subject, _, of = row.name.partition(".")
    values: dict[str, Value] = {
        "subject": set_to.SUBJECTS[subject].id,
        "who": row.who,
        "when": row.at.isoformat(),
    }
    if not of:
        return line(set_to.CHANGE, values)
    return line(set_to.CHANGE_OF, {**values, "of": of})


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
