"""What a team wants to know once a day, found in one look for each question. Changes nothing."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind, AppointmentStatus
from care.calendar import DAY
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from care.severity import Severity
from store.tables import Appointment, Patient, Questionnaire, SymptomReport, TreatmentPlan

AWAY = (PatientState.PAUSED, PatientState.IN_HOSPITAL)
HERE = (PatientState.ENROLLED, *AWAY)
ROUND_THE_WORLD = timedelta(days=2)  # a day of the clinic's calendar lies within, in any zone


async def dates_on(
    session: AsyncSession, care_team_id: int, day: date, now: datetime
) -> Sequence[tuple[Appointment, Patient]]:
    """Return what is planned on a day of the clinic's own calendar, as it comes."""
    query = (
        select(Appointment, Patient)
        .join(Patient, col(Patient.id) == col(Appointment.patient_id))
        .where(
            Appointment.care_team_id == care_team_id,
            Appointment.status == AppointmentStatus.PLANNED,
            col(Appointment.at) > now - ROUND_THE_WORLD,
            col(Appointment.at) < now + DAY + ROUND_THE_WORLD,
            col(Appointment.local).startswith(day.isoformat()),
            col(Patient.state).in_([PatientState.INVITED, *HERE]),
        )
    )
    return (await session.exec(query.order_by(col(Appointment.at), col(Appointment.id)))).all()


async def infusions_until(
    session: AsyncSession, care_team_id: int, now: datetime, until: datetime
) -> Sequence[tuple[Appointment, Patient]]:
    """Return the planned infusions, from now on, of a team's patients with a plan, in order."""
    planned = exists().where(
        col(TreatmentPlan.patient_id) == col(Patient.id), col(TreatmentPlan.ended).is_(None)
    )
    query = (
        select(Appointment, Patient)
        .join(Patient, col(Patient.id) == col(Appointment.patient_id))
        .where(
            Appointment.care_team_id == care_team_id,
            Appointment.kind == AppointmentKind.INFUSION,
            Appointment.status == AppointmentStatus.PLANNED,
            col(Appointment.at) > now,
            col(Appointment.at) <= until,
            col(Patient.state).in_(HERE),
            planned,
        )
    )
    return (await session.exec(query.order_by(col(Appointment.at), col(Appointment.id)))).all()


async def unanswered_checks(
    session: AsyncSession, care_team_id: int, now: datetime
) -> Sequence[Patient]:
    """Return patients whose questions before an infusion to come have no answer yet."""
    asked = (
        select(Questionnaire.patient_id)
        .join(Appointment, col(Appointment.id) == col(Questionnaire.appointment_id))
        .where(
            Questionnaire.care_team_id == care_team_id,
            Questionnaire.kind == ReminderKind.PRE_INFUSION,
            col(Questionnaire.state).in_(["open", "silent"]),
            Appointment.status == AppointmentStatus.PLANNED,
            col(Appointment.at) > now,
        )
    )
    return await _patients(session, care_team_id, col(Patient.id).in_(asked))


async def reported_lightly(
    session: AsyncSession, care_team_id: int, since: datetime
) -> Sequence[Patient]:
    """Return patients who reported something for the next visit, and nothing graver, since then."""
    reported = select(SymptomReport.patient_id).where(
        SymptomReport.care_team_id == care_team_id,
        SymptomReport.severity == Severity.NEXT_VISIT,
        col(SymptomReport.at) >= since,
    )
    return await _patients(session, care_team_id, col(Patient.id).in_(reported))


async def without_dates(
    session: AsyncSession, care_team_id: int, now: datetime, before: datetime
) -> Sequence[Patient]:
    """Return patients who take part since before a moment and have no date to come."""
    to_come = exists().where(
        col(Appointment.patient_id) == col(Patient.id),
        col(Appointment.status) == AppointmentStatus.PLANNED,
        col(Appointment.at) > now,
    )
    state = col(Patient.state) == PatientState.ENROLLED
    return await _patients(
        session, care_team_id, state, col(Patient.state_since) <= before, ~to_come
    )


async def away(session: AsyncSession, care_team_id: int, before: datetime) -> Sequence[Patient]:
    """Return patients who are paused or in hospital since before a moment."""
    state = col(Patient.state).in_(AWAY)
    return await _patients(session, care_team_id, state, col(Patient.state_since) <= before)


async def _patients(
    session: AsyncSession, care_team_id: int, *wanted: ColumnElement[bool]
) -> Sequence[Patient]:
    query = select(Patient).where(
        Patient.care_team_id == care_team_id,
        col(Patient.state).in_(HERE),
        *wanted,
    )
    return (await session.exec(query.order_by(col(Patient.id)))).all()
