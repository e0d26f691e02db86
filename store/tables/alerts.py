"""Tables of what a human must answer: alerts, their history, tasks, and the audit chain."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from care.escalation import Status
from care.severity import Severity
from care.tasks import TaskKind, TaskStatus
from store.columns import Document, SealedJson, partial, stored
from store.tables.kept import Kept


class AlertRow(Kept, table=True):
    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("care_team_id", "number"),
        partial("alert_one_unresolved", "patient_id", where="status != 'resolved'", unique=True),
        partial("alert_due", "due", where="status != 'resolved'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id")
    number: int
    severity: Severity = Field(sa_type=stored(Severity))
    status: Status = Field(default=Status.OPEN, sa_type=stored(Status))
    epoch: int = 0
    step: int = 0
    due: datetime
    policy: Any = Field(sa_type=Document)  # frozen when the alert opens or opens again
    findings: Any = Field(default_factory=list, sa_type=SealedJson)  # codes, the gravest first
    opened: datetime
    deadline: datetime | None = None
    hears_at: datetime | None = Field(default=None, index=True)
    heard: int = 0  # how often the patient was told that nobody has answered
    acknowledged_by: int | None = Field(default=None, foreign_key="member.id")
    acknowledged_at: datetime | None = None
    held_before_by: int | None = Field(default=None, foreign_key="member.id")
    resolved_by: int | None = Field(default=None, foreign_key="member.id")
    resolved_at: datetime | None = None
    resolved_reason: str | None = None
    previous_id: int | None = Field(default=None, foreign_key="alert.id")
    hours_since_infusion: float | None = None
    help_due: datetime | None = Field(default=None, index=True)
    help_answer: str | None = None  # after an emergency: coming, cannot_call, at_hospital, no_call


class AlertEvent(Kept, table=True):
    """One thing that happened to an alert. Append-only."""

    __tablename__ = "alert_event"

    id: int | None = Field(default=None, primary_key=True)
    alert_id: int = Field(foreign_key="alert.id", index=True)
    at: datetime
    deed: str
    actor: str
    codes: Any = Field(default_factory=dict, sa_type=SealedJson)


class Task(Kept, table=True):
    """Something for the team to see and do. `key` says why, so that it is asked for once."""

    __table_args__ = (
        partial("task_overdue", "deadline", where="status = 'open' AND reminded_at IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id", index=True)
    patient_id: int | None = Field(default=None, foreign_key="patient.id", index=True)
    key: str = Field(unique=True)
    kind: TaskKind = Field(sa_type=stored(TaskKind))
    status: TaskStatus = Field(default=TaskStatus.OPEN, sa_type=stored(TaskStatus))
    particulars: Any = Field(default_factory=dict, sa_type=SealedJson)
    opened: datetime
    deadline: datetime
    reminded_at: datetime | None = None
    taken_by: int | None = Field(default=None, foreign_key="member.id")
    taken_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="member.id")
    done_at: datetime | None = None


class AuditEvent(Kept, table=True):
    """Who did what to whom, in ids and codes. Each row carries the hash of the one before."""

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("care_team_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int  # 0: the installation itself
    number: int
    at: datetime
    actor: str
    deed: str
    subject: str
    codes: Any = Field(default_factory=dict, sa_type=Document)
    before: str
    seal: str
