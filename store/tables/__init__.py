"""The tables: columns, keys, constraints. Importing this knows them all; it decides nothing."""

from store.tables.alerts import AlertEvent, AlertRow, AuditEvent, Task
from store.tables.care import (
    Appointment,
    Reading,
    ReminderRow,
    SymptomCheck,
    SymptomReport,
    TreatmentPlan,
)
from store.tables.people import (
    Account,
    Caregiver,
    CareTeam,
    Chat,
    ChatStanding,
    Consent,
    Conversation,
    Installation,
    Invitation,
    Member,
    OnCallShift,
    Patient,
    TeamSetting,
)
from store.tables.traffic import InboxRow, InboxState, OutboxRow

__all__ = [
    "Account",
    "AlertEvent",
    "AlertRow",
    "Appointment",
    "AuditEvent",
    "CareTeam",
    "Caregiver",
    "Chat",
    "ChatStanding",
    "Consent",
    "Conversation",
    "InboxRow",
    "InboxState",
    "Installation",
    "Invitation",
    "Member",
    "OnCallShift",
    "OutboxRow",
    "Patient",
    "Reading",
    "ReminderRow",
    "SymptomCheck",
    "SymptomReport",
    "Task",
    "TeamSetting",
    "TreatmentPlan",
]
