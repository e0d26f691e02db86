"""Tables of people and what ties them together. Times are aware UTC; SQLModel sees to that."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from care.people import InvitationKind, PatientState, Position, Role, Topic
from store.columns import Document, Sealed, SealedJson, partial, stored
from store.tables.kept import Kept


class Installation(Kept, table=True):
    """One row: what this installation is, and when it last was awake."""

    id: int = Field(default=1, primary_key=True)
    created: datetime
    pepper: str = Field(sa_type=Sealed)
    boot_id: str = ""
    alive_at: datetime | None = None
    bot_id: int | None = Field(default=None, sa_type=BigInteger)
    bot_username: str = ""


class Account(Kept, table=True):
    """A Telegram user. What it may do stands elsewhere. Telegram ids do not fit in 32 bits."""

    id: int = Field(primary_key=True, sa_type=BigInteger)
    language: str = "en"
    language_chosen: bool = False
    zone: str = "UTC"
    country: str | None = None
    created: datetime
    started_at: datetime | None = None  # pressed start, so that we may write to them
    unreachable_since: datetime | None = None
    home_zone: str | None = None  # while reminders follow another clock than the one at home


class CareTeam(Kept, table=True):
    __tablename__ = "care_team"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=Sealed)
    country: str
    zone: str
    language: str = "en"
    phone: str = Field(sa_type=Sealed)
    phone_confirmed_at: datetime | None = None
    after_hours_phone: str | None = Field(default=None, sa_type=Sealed)
    after_hours_confirmed_at: datetime | None = None
    emergency_number: str | None = None
    chat_id: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    next_alert: int = 1  # locked with the row, so that numbers have no holes and no twins
    created: datetime


class TeamSetting(Kept, table=True):
    """What a team decided for itself. Append-only: the latest counts, the others tell why."""

    __tablename__ = "team_setting"
    __table_args__ = (Index("team_setting_latest", "care_team_id", "name", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    name: str
    value: Any = Field(sa_type=Document)
    who: str
    at: datetime
    why: str
    source: str


class Member(Kept, table=True):
    __table_args__ = (
        partial(
            "member_once",
            "care_team_id",
            "account_id",
            where="removed_at IS NULL AND account_id IS NOT NULL",
            unique=True,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    account_id: int | None = Field(
        default=None, foreign_key="account.id", sa_type=BigInteger, index=True
    )
    name: str = Field(sa_type=Sealed)
    role: Role = Field(sa_type=stored(Role))
    paged_outside_cover: bool = False
    joined_at: datetime | None = None
    removed_at: datetime | None = None
    created: datetime


class OnCallShift(Kept, table=True):
    """Who is reached first, second or last, from when to when. No end: until somebody says so."""

    __tablename__ = "on_call_shift"

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id", index=True)
    member_id: int = Field(foreign_key="member.id")
    position: Position = Field(sa_type=stored(Position))
    starts: datetime
    ends: datetime | None = None


class ChatStanding(StrEnum):
    """What the bot is in a chat."""

    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    OUT = "out"


class Chat(Kept, table=True):
    """A group the bot has been in."""

    id: int = Field(primary_key=True, sa_type=BigInteger)
    title: str = Field(default="", sa_type=Sealed)
    kind: str = "group"
    standing: ChatStanding = Field(default=ChatStanding.MEMBER, sa_type=stored(ChatStanding))
    migrated_to: int | None = Field(default=None, sa_type=BigInteger)
    checked_at: datetime | None = None
    unreachable_since: datetime | None = None


class Patient(Kept, table=True):
    __table_args__ = (
        Index("patient_state", "state"),
        partial("patient_born", "id", where="birth_date IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id", index=True)
    account_id: int | None = Field(
        default=None, foreign_key="account.id", sa_type=BigInteger, unique=True
    )
    name: str = Field(sa_type=Sealed)
    call_name: str | None = Field(default=None, sa_type=Sealed)
    phone: str | None = Field(default=None, sa_type=Sealed)
    contact_name: str | None = Field(default=None, sa_type=Sealed)
    contact_phone: str | None = Field(default=None, sa_type=Sealed)
    state: PatientState = Field(default=PatientState.INVITED, sa_type=stored(PatientState))
    state_since: datetime
    shared_phone: bool = False
    discreet: bool = False
    reminders_stopped_at: datetime | None = None
    practised_at: datetime | None = None
    created: datetime
    quiet: str | None = None  # the patient's own quiet hours: 21:00-08:00
    titled_calendar: bool = False  # calendar entries may say what they are for
    seldom: bool = False  # check-ins at half the pace, by the patient's wish
    birth_date: str | None = Field(default=None, sa_type=Sealed)

    @property
    def pseudonym(self) -> str:
        """Return what the group calls this patient: never a name."""
        return f"P-{self.id:04}"


class Caregiver(Kept, table=True):
    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id", index=True)
    account_id: int | None = Field(
        default=None, foreign_key="account.id", sa_type=BigInteger, index=True
    )
    name: str = Field(sa_type=Sealed)
    phone: str | None = Field(default=None, sa_type=Sealed)
    joined_at: datetime | None = None
    removed_at: datetime | None = None
    created: datetime


class Transfer(Kept, table=True):
    """A patient on the way to another team: offered, accepted there, agreed to by the patient."""

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", index=True)
    from_team_id: int = Field(foreign_key="care_team.id", index=True)
    to_team_id: int = Field(foreign_key="care_team.id", index=True)
    state: str = "offered"  # offered, accepted, done, refused, withdrawn
    offered_by: str
    offered_at: datetime
    accepted_by: str | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None


class Invitation(Kept, table=True):
    """A way in, for one use. Only traces of the token and the spoken code are kept."""

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    kind: InvitationKind = Field(sa_type=stored(InvitationKind))
    token_trace: str = Field(unique=True)
    code_trace: str = Field(unique=True)
    patient_id: int | None = Field(default=None, foreign_key="patient.id")
    caregiver_id: int | None = Field(default=None, foreign_key="caregiver.id")
    member_id: int | None = Field(default=None, foreign_key="member.id")
    expires: datetime
    opened_by: int | None = Field(default=None, sa_type=BigInteger, index=True)
    opened_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    made_by: str
    made_at: datetime


class Consent(Kept, table=True):
    """One answer to one question, in the version and language that was read. Append-only."""

    id: int | None = Field(default=None, primary_key=True)
    care_team_id: int = Field(foreign_key="care_team.id")
    patient_id: int = Field(foreign_key="patient.id", index=True)
    account_id: int = Field(sa_type=BigInteger)
    topic: Topic = Field(sa_type=stored(Topic))
    version: str
    language: str
    agreed: bool
    at: datetime


class Conversation(Kept, table=True):
    """Where one account stands in one conversation. Survives any restart."""

    account_id: int = Field(primary_key=True, sa_type=BigInteger)
    topic: str = Field(primary_key=True)
    step: str
    answers: Any = Field(default_factory=dict, sa_type=SealedJson)
    updated: datetime
