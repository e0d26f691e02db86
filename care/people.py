"""The words for people and how they come in: roles, positions, states. Rules of who may what."""

from enum import StrEnum


class Role(StrEnum):
    """What a member may do: everything, care for patients, or only look."""

    ADMIN = "admin"
    CLINICIAN = "clinician"
    VIEWER = "viewer"

    @property
    def acts(self) -> bool:
        """Say whether this role may acknowledge, resolve, invite and enter dates."""
        return self is not Role.VIEWER


class Position(StrEnum):
    """Where a member stands on the on-call shift."""

    PRIMARY = "primary"
    BACKUP = "backup"
    LEAD = "lead"


class PatientState(StrEnum):
    """Where a patient stands with the team. Every patient has exactly one responsible team."""

    INVITED = "invited"
    ENROLLED = "enrolled"
    PAUSED = "paused"
    IN_HOSPITAL = "in_hospital"
    TRANSFERRED = "transferred"
    DISCHARGED = "discharged"
    DECEASED = "deceased"
    LEFT = "left"

    @property
    def hears_from_us(self) -> bool:
        """Say whether messages that we begin may be sent: reminders, check-ins, nudges."""
        return self is PatientState.ENROLLED

    @property
    def is_answered(self) -> bool:
        """Say whether a red flag of this person alerts the team."""
        return self in ANSWERED


ANSWERED = frozenset(
    {
        PatientState.INVITED,
        PatientState.ENROLLED,
        PatientState.PAUSED,
        PatientState.IN_HOSPITAL,
        PatientState.LEFT,
    }
)


class InvitationKind(StrEnum):
    """What a link is for."""

    PATIENT = "patient"
    CAREGIVER = "caregiver"
    MEMBER = "member"
    GROUP = "group"


class Topic(StrEnum):
    """What a patient can agree to or not, each on its own."""

    TREATMENT_DATA = "treatment_data"
    REMINDERS = "reminders"
    CAREGIVER = "caregiver"
    MEDIA = "media"
