"""Asking the questions around infusions: what is open from now on, and the page it makes.

Called while a message is put together, in its transaction. What an answer does stands in
scheduler/questionnaire_answers.py, what silence does in scheduler/questionnaire_silence.py.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.cadence import CLOSING_LASTS, CheckPart
from care.delivery import Lane, OutboxMessage, Page
from care.pre_infusion import UNASKED_WAITS
from care.reminder_kinds import ReminderKind
from scheduler import questionnaire_pages as pages
from scheduler.infusion_unit import unit_of
from scheduler.questionnaire_sheet import joined, said
from scheduler.questionnaire_tasks import tell_silent
from scheduler.reminder_plan import CLOSE_PERSON
from scheduler.visits import Part, Reading
from store import appointments, people, questionnaires, teams
from store import outbox as owed
from store.tables import Appointment, Patient, Questionnaire

TWO = 2  # check-ins without an answer, in a row


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of ours whose time has come, as the reminder of it says."""

    reminder_id: int
    kind: ReminderKind
    part: str
    local_date: date
    appointment_id: int
    close_person: bool = False


def asked(row: Part) -> Asked:
    """Return what a planned question asks."""
    close = row.slot == CLOSE_PERSON
    part = CheckPart.CHECK_IN.value if close else row.slot
    return Asked(row.id or 0, row.kind, part, row.local_date, row.appointment_id, close)


async def ask(session: AsyncSession, reading: Reading, rows: Sequence[Asked]) -> Page:
    """Return the questions as they stand now, for one reader; what is new is open from now on."""
    found = reading.patient
    patient = await people.patient(session, found.care_team_id, found.id or 0)
    if patient is None:
        return Page((), {})
    await asyncio.sleep(0)  # on SQLite nothing else lets go of the loop, and a page takes a while
    reads = replace(reading, patient=patient)
    made = [
        await pages.page(session, reads, row)
        for row in await opened(session, patient, rows, reading.now)
    ]
    return joined(made)


async def opened(
    session: AsyncSession, patient: Patient, rows: Sequence[Asked], now: datetime
) -> Sequence[Questionnaire]:
    """Return the questions of these reminders, each open from when it was first asked.

    Of two about the same that come together, late, only the newer is asked.
    """
    rows = list({_about(one): one for one in sorted(rows, key=lambda one: one.local_date)}.values())
    known = await questionnaires.asked_with(session, [one.reminder_id for one in rows])
    found = []
    for one in rows:
        row = known.get(one.reminder_id)
        if row is None or await _comes_again(session, row):
            row = await _open(session, patient, one, now, row)
        found.append(row)
    return found


async def void(session: AsyncSession, appointment_ids: Collection[int]) -> None:
    """End what was asked about appointments that were moved or cancelled."""
    await questionnaires.void(session, appointment_ids)


def _about(one: Asked) -> tuple[object, ...]:
    """Return what a question is about: those of an infusion about it, the others about the day."""
    appointment = None if one.kind is ReminderKind.CHECK_IN else one.appointment_id
    return one.kind, one.part, appointment


async def _comes_again(session: AsyncSession, row: Questionnaire) -> bool:
    """Say whether a question that no longer counted is asked anew: its date came back."""
    reminder = await appointments.reminder(session, row.reminder_id)
    return row.state == "void" and reminder is not None and reminder.state == "planned"


async def _open(
    session: AsyncSession,
    patient: Patient,
    one: Asked,
    now: datetime,
    before: Questionnaire | None = None,
) -> Questionnaire:
    row = before or Questionnaire(
        care_team_id=patient.care_team_id,
        patient_id=patient.id or 0,
        appointment_id=one.appointment_id,
        reminder_id=one.reminder_id,
        kind=one.kind,
        part=one.part,
        close_person=one.close_person,
        asked_at=now,
    )
    row.state, row.asked_at, row.answers = "open", now, {}
    appointment = await appointments.find(session, patient.care_team_id, one.appointment_id)
    assert appointment is not None
    match one.kind:
        case ReminderKind.PRE_INFUSION:
            await _before(session, patient, (row, appointment), now)
        case ReminderKind.REACTION:
            row.due = now + CLOSING_LASTS if one.part == CheckPart.CLOSING else None
        case _:
            await _later(session, patient, row)
    return await questionnaires.add(session, row)


async def _before(
    session: AsyncSession, patient: Patient, asked: tuple[Questionnaire, Appointment], now: datetime
) -> None:
    """Set until when a human must answer a yes, and what it means that nothing was answered.

    When the morning's question is due and no question before was answered, the team is asked to
    call at once. Who is first asked then has until an hour before leaving.
    """
    row, appointment = asked
    team = await teams.team(session, patient.care_team_id)
    row.deadline = appointment.at - (await unit_of(session, team)).travel
    if row.part != CheckPart.MORNING:
        return
    earlier = await questionnaires.about(session, appointment.id or 0, row.kind)
    if not earlier:
        row.due = max(now, row.deadline - UNASKED_WAITS)
    elif not any(said(one) for one in earlier):
        await tell_silent(session, patient, appointment, row.deadline, now)


async def _later(session: AsyncSession, patient: Patient, row: Questionnaire) -> None:
    """Set when a check-in has had no answer; after two such, offer to ask less often."""
    reminder = await appointments.reminder(session, row.reminder_id)
    row.due = row.deadline = reminder.expires if reminder else None
    if row.part != CheckPart.CHECK_IN:
        return
    last = await questionnaires.last_check_ins(session, patient, TWO)
    silent = [one.state for one in last] == ["silent"] * TWO
    row.answers = {"offer": True} if silent and not patient.seldom else {}
    if row.close_person:
        await questionnaires.add(session, row)
        await _ask_close(session, patient, row)


async def _ask_close(session: AsyncSession, patient: Patient, row: Questionnaire) -> None:
    """Owe the question for somebody close to whoever cares for the patient, in their own chats."""
    if patient.account_id is None:
        return  # they are asked the whole, and this with it
    for chat in await people.chats_of(session, patient):
        if chat == patient.account_id:
            continue
        shown = await pages.page(session, Reading(patient, chat, row.asked_at), row)
        message = OutboxMessage(
            key=f"close_person:{row.id}:{chat}",
            chat_id=chat,
            lane=Lane.REMINDER,
            texts=shown.texts,
            values=shown.values,
            rows=shown.rows,
            expires=row.deadline,
        )
        await owed.owe(session, row.asked_at, message)
