"""Tables of treatment: plans, dates, reminders, checks, reports. What was said is sealed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from care.appointments import Answer, AppointmentKind, AppointmentStatus, Reason
from care.reminder_kinds import ReminderKind
from care.severity import Severity
from store.columns import Document, Sealed, SealedJson, partial, stored
from store.tables.kept import Kept


class TreatmentPlan(Kept, table=True):
    __tablename__ = "treatment_plan"

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id", index=True)
    regimen: str
    facts: Any = Field(default_factory=dict, sa_type=SealedJson)
    made_by: str
    created: datetime
    ended: datetime | None = None


class Appointment(Kept, table=True):
    """One dated infusion or blood test. `local` is the wall time, as the clinic says it."""

    __table_args__ = (Index("appointment_of", "patient_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id")
    plan_id: int | None = Field(default=None, foreign_key="treatment_plan.id")
    kind: AppointmentKind = Field(sa_type=stored(AppointmentKind))
    local: str
    zone: str
    at: datetime = Field(index=True)
    place: str | None = Field(default=None, sa_type=Sealed)
    tests: Any = Field(default_factory=list, sa_type=Document)
    course: int | None = None
    gates_id: int | None = Field(default=None, foreign_key="appointment.id")
    status: AppointmentStatus = Field(
        default=AppointmentStatus.PLANNED, sa_type=stored(AppointmentStatus)
    )
    answer: Answer = Field(default=Answer.NONE, sa_type=stored(Answer))
    answered_at: datetime | None = None
    given_at: datetime | None = None
    brand: str | None = None
    batch: str | None = None
    version: int = 0  # grows when it is moved: buttons and calendar entries of before are void
    made_by: str
    created: datetime
    reason: Reason | None = Field(default=None, sa_type=stored(Reason))  # why not coming
    done_on: date | None = None  # when a blood test was really done, as the patient says
    source: str | None = None  # on whose word a proposed date rests, and how far that is settled
    standing: str | None = None


class ReminderRow(Kept, table=True):
    """One reminder of one appointment. The key makes a second one impossible, whatever clocks do.

    Narrow on purpose: it is swept each second.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("appointment_id", "kind", "local_date", "slot"),
        partial("reminder_due", "due", "id", where="state = 'planned'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    appointment_id: int = Field(foreign_key="appointment.id")
    patient_id: int = Field(foreign_key="patient.id", index=True)
    kind: ReminderKind = Field(default=ReminderKind.REMINDER, sa_type=stored(ReminderKind))
    local_date: date
    slot: str
    due: datetime
    expires: datetime
    state: str = "planned"  # planned, owed, voided, expired
    owed_at: datetime | None = None


class SymptomCheck(Kept, table=True):
    """The guided questions with one person, at one time.

    `due` is when silence becomes an alert; of questions that are planned, when they are asked.
    """

    __tablename__ = "symptom_check"
    __table_args__ = (partial("symptom_check_due", "due", where="due IS NOT NULL"),)

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id", index=True)
    account_id: int = Field(sa_type=BigInteger, index=True)
    reason: str  # why it was opened: unwell, unclear, media, practice, recheck
    state: str = "open"  # planned, open, finished, left
    answers: Any = Field(default_factory=dict, sa_type=SealedJson)
    practice: bool = False
    severity_if_silent: Severity | None = Field(default=None, sa_type=stored(Severity))
    due: datetime | None = None
    opened: datetime
    closed: datetime | None = None


class Questionnaire(Kept, table=True):
    """One set of questions around an infusion as it was asked, and what came of it.

    `due` is when silence counts, `deadline` until when a human must have answered a yes.
    """

    __table_args__ = (partial("questionnaire_due", "due", where="due IS NOT NULL"),)

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id", index=True)
    appointment_id: int = Field(foreign_key="appointment.id", index=True)
    reminder_id: int = Field(foreign_key="reminder.id", unique=True)
    kind: ReminderKind = Field(sa_type=stored(ReminderKind))
    part: str
    close_person: bool = False  # the neurological question goes to somebody close as well
    state: str = "open"  # open, answered, silent, void
    answers: Any = Field(default_factory=dict, sa_type=SealedJson)
    asked_at: datetime
    due: datetime | None = None
    deadline: datetime | None = None
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, sa_type=BigInteger)


class SymptomReport(Kept, table=True):
    """What was reported, in codes and in the person's own words. Never changed."""

    __tablename__ = "symptom_report"
    __table_args__ = (Index("symptom_report_lately", "care_team_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id", index=True)
    account_id: int = Field(sa_type=BigInteger)
    check_id: int | None = Field(default=None, foreign_key="symptom_check.id")
    alert_id: int | None = Field(default=None, foreign_key="alert.id", index=True)
    severity: Severity | None = Field(default=None, sa_type=stored(Severity))
    findings: Any = Field(default_factory=list, sa_type=SealedJson)
    words: str | None = Field(default=None, sa_type=Sealed)
    rules: str
    cause: str = Field(unique=True)  # the message or press it came from
    at: datetime


class Reading(Kept, table=True):
    """A measured value, such as a temperature in °C."""

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="symptom_report.id")
    kind: str
    value: str = Field(sa_type=Sealed)
    unit: str
    at: datetime


class PatientFact(Kept, table=True):
    """What is known of a patient beside the plan. Append-only: the latest counts, by name."""

    __tablename__ = "patient_fact"
    __table_args__ = (Index("patient_fact_latest", "patient_id", "name", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id")
    name: str
    value: Any = Field(sa_type=SealedJson)
    who: str
    why: str | None = Field(default=None, sa_type=Sealed)
    at: datetime
