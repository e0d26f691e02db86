"""The ticks about alerts, checks and tasks. Running one twice, late or in two places is safe."""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.escalation import Alert, tell_patient
from care.severity import Severity
from messages.texts import staff
from scheduler import (
    chores,
    coming_of_age,
    digest,
    missed_tests,
    questionnaire_silence,
    recheck_asking,
    reminding,
    states,
    transfers,
)
from scheduler.alerting import RedFlag, raise_alert
from scheduler.answers import answer_report, ask_for_help, tell_unanswered
from scheduler.paging import advance
from scheduler.ports import Service, Tick
from scheduler.rota import cover_of
from store import alerts, installation, outbox, people, reports, tasks, teams
from store.tables import Patient, SymptomCheck

# Why a check was opened that no words and no button say whom it is about.
OF_ANYBODY = frozenset({"unwell", "unclear", "media", "sensitive"})


async def escalate_alerts(service: Service) -> int:
    """Carry out the next step of every alert whose wait is over. Return how many."""
    now, moved = service.now(), 0
    async with service.begin() as session:
        for alert in await alerts.due(session, now):
            moved += await advance(session, alert, now)
    return _rung(service, moved)


async def tell_patients(service: Service) -> int:
    """Tell patients that nobody has answered, where that is so. Return how many."""
    now, told = service.now(), 0
    async with service.begin() as session:
        for before in await alerts.unheard(session, now):
            team = await teams.team(session, before.care_team_id)
            after = tell_patient(before, now, (await cover_of(session, team)).at_work)
            if after is None or not await alerts.replace(session, before, after):
                continue
            patient = await _patient(session, before)
            await tell_unanswered(session, patient, after, now)
            await alerts.note(session, before.id, now, "patient told", "service", times=after.heard)
            told += 1
    return _rung(service, told)


async def chase_help(service: Service) -> int:
    """Ask once whether help is coming; silence after an emergency counts as "I cannot call"."""
    now, asked = service.now(), 0
    async with service.begin() as session:
        for before in await alerts.helpless(session, now):
            after = replace(before, help_due=None)
            if not await alerts.replace(session, before, after):
                continue
            patient = await _patient(session, before)
            await ask_for_help(session, patient, after, now)
            await alerts.hurry(session, after.id, after.epoch, now)
            await chores.shout(session, after, patient, staff.CANNOT_CALL.id, now)
            asked += 1
    return _rung(service, asked)


async def hear_silence(service: Service) -> int:
    """Turn checks that were opened and left into alerts, and begin those that are planned.

    Return how many.
    """
    now, raised = service.now(), 0
    async with service.begin() as session:
        for check in await reports.silent(session, now):
            raised += await _silence(session, check, now)
    return _rung(service, raised)


async def _silence(session: AsyncSession, check: SymptomCheck, now: datetime) -> bool:
    if check.state == reports.PLANNED:
        return await recheck_asking.begin(session, check, now)
    check.due = None
    session.add(check)
    meant = () if check.practice else await _meant(session, check)
    for patient in meant:
        await _left_open(session, check, patient, now)
    return bool(meant)


async def _meant(session: AsyncSession, check: SymptomCheck) -> list[Patient]:
    """Return whom a check is about that was left: a chat may stand for several patients.

    As long as nobody has answered whom it is about, it is about each of them.
    """
    found = [await people.patient(session, check.care_team_id, check.patient_id)]
    answered = check.answers.get("check", {}).get("answers")
    if check.reason in OF_ANYBODY and not answered:
        found += await people.living_in(session, check.account_id)
    living = {one.id: one for one in found if one is not None and one.state.is_answered}
    return list(living.values())


async def _left_open(
    session: AsyncSession, check: SymptomCheck, patient: Patient, now: datetime
) -> None:
    severity = Severity(check.severity_if_silent or Severity.URGENT)
    cause = f"silence:{check.id}"
    if patient.id != check.patient_id:
        cause = f"{cause}:{patient.id}"
    flag = RedFlag(severity, ("X_SILENT",), cause, silence=True)
    raised = await raise_alert(session, patient, flag, now)
    report = reports.Report(
        cause,
        check.account_id,
        severity,
        [{"code": "X_SILENT"}],
        "silence",
        words=check.answers.get("words"),
        check_id=check.id,
        alert_id=raised.alert.id,
    )
    await reports.add(session, patient, report, now)
    await answer_report(session, patient, raised, now)


async def remind_of_tasks(service: Service) -> int:
    """Show once more each task that nobody took by its deadline. Return how many."""
    now, shown = service.now(), 0
    async with service.begin() as session:
        for task in await tasks.overdue(session, now):
            task.reminded_at = now
            session.add(task)
            await chores.post(session, task, now, again=True)
            shown += 1
    return _rung(service, shown)


async def stay_alive(service: Service) -> int:
    """Note that we are awake, and take back what a dead worker had claimed."""
    async with service.begin(lasting=False) as session:
        await installation.alive(session, service.boot_id, service.now())
        return await outbox.reclaim(session, service.boot_id)


async def _patient(session: AsyncSession, alert: Alert) -> Patient:
    patient = await people.patient(session, alert.care_team_id, alert.patient_id)
    assert patient is not None, "an alert's patient is never erased"
    return patient


def _rung(service: Service, count: int) -> int:
    if count:
        service.bells.outbox.set()
    return count


TICKS = (
    transfers.TICK,  # first: an alert goes to the team that is responsible
    Tick(
        "escalate_alerts",
        escalate_alerts,
        alerts.next_due,
        every=1,
        what="the next step of an alert",
    ),
    Tick("tell_patients", tell_patients),
    Tick("chase_help", chase_help),
    Tick("hear_silence", hear_silence, reports.next_due, what="silence becomes an alert"),
    Tick("remind_of_tasks", remind_of_tasks, tasks.next_deadline, what="a task is due"),
    reminding.TICK,
    states.TICK,
    coming_of_age.TICK,
    missed_tests.TICK,
    digest.TICK,
    questionnaire_silence.TICK,
    Tick("stay_alive", stay_alive, every=5),
)
