"""What silence after a question around an infusion means: never "fine", and never a nag."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.cadence import CheckPart
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from care.tasks import TaskKind
from scheduler import chores
from scheduler import questionnaire_fever as fever
from scheduler import questionnaire_tasks as told
from scheduler.ports import Service, Tick
from scheduler.questionnaire_sheet import items_of, said
from store import appointments, people, questionnaires
from store.questionnaires import FEVER
from store.tables import Appointment, Patient, Questionnaire


async def hear_no_answer(service: Service) -> int:
    """Take note of every question whose time to be answered is over. Return how many."""
    now, heard = service.now(), 0
    async with service.begin() as session:
        for row in await questionnaires.due(session, now):
            row.due = None
            await questionnaires.keep(session, row)
            heard += await _silence(session, row, now)
    if heard:
        service.bells.outbox.set()
    return heard


async def _silence(session: AsyncSession, row: Questionnaire, now: datetime) -> bool:
    patient = await people.patient(session, row.care_team_id, row.patient_id)
    appointment = await appointments.find(session, row.care_team_id, row.appointment_id)
    if patient is None or appointment is None or not _counts(patient, appointment):
        return False
    match row.kind:
        case ReminderKind.PRE_INFUSION:
            await _before(session, patient, (row, appointment), now)
        case ReminderKind.REACTION:
            await _closing(session, patient, row, now)
        case _:
            await _later(session, patient, row, now)
    return True


def _counts(patient: Patient, appointment: Appointment) -> bool:
    """Say whether silence means anything: who lies in hospital is looked after there."""
    state = PatientState(patient.state)
    return state.is_answered and state is not PatientState.IN_HOSPITAL and appointment.status.stands


async def _before(
    session: AsyncSession,
    patient: Patient,
    asked: tuple[Questionnaire, Appointment],
    now: datetime,
) -> None:
    """Tell the team of a yes without a line, or that no question before was answered."""
    row, appointment = asked
    if row.answers.get("screen") and not items_of(row):
        row.answers = {**row.answers, "said": "yes"}
        row.state = "answered"
        await questionnaires.keep(session, row)
        await told.tell_yes(session, patient, asked, now)
        return
    every = await questionnaires.about(session, appointment.id or 0, row.kind)
    if not any(said(one) for one in every):
        deadline = row.deadline or appointment.at
        await told.tell_silent(session, patient, appointment, deadline, now)


async def _closing(
    session: AsyncSession, patient: Patient, row: Questionnaire, now: datetime
) -> None:
    """Say "no answer" a day after an infusion: that is all that is known."""
    if row.part != CheckPart.CLOSING or said(row):
        return
    await _is_silent(session, row)
    await chores.ask_team(session, patient, TaskKind.WATCH_SILENT, f"watch_silent:{row.id}", now)


async def _later(
    session: AsyncSession, patient: Patient, row: Questionnaire, now: datetime
) -> None:
    if not said(row):
        await _is_silent(session, row)
    if row.part == FEVER:
        await fever.decide(session, patient, row, now)


async def _is_silent(session: AsyncSession, row: Questionnaire) -> None:
    row.state = "silent"
    await questionnaires.keep(session, row)


TICK = Tick(
    "hear_no_answer",
    hear_no_answer,
    questionnaires.next_due,
    what="a question around an infusion is left without an answer",
)
