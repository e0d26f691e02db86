"""Tables of messages in and out. Narrow where they are swept; what was said is sealed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from care.delivery import Channel, Method, State, Wanted
from store.columns import Sealed, SealedJson, partial, stored
from store.tables.kept import Kept


class InboxState(StrEnum):
    NEW = "new"
    DONE = "done"
    QUARANTINED = "quarantined"


class InboxRow(Kept, table=True):
    """An update as it came. `key` says what it is about, so that it is never taken twice."""

    __tablename__ = "inbox"
    __table_args__ = (
        partial("inbox_waiting", "priority", "id", where="state = 'new'"),
        partial("inbox_order", "chat_id", "id", where="state = 'new'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    sender: int | None = Field(default=None, sa_type=BigInteger)
    priority: int = 1  # 0: may hold a red flag
    state: InboxState = Field(default=InboxState.NEW, sa_type=stored(InboxState))
    attempts: int = 0
    next_at: datetime
    received: datetime
    finished: datetime | None = None
    error: str | None = None  # the type of what was raised; never its text
    raw: str = Field(sa_type=Sealed)


class OutboxRow(Kept, table=True):
    """A message we owe. `key` says why, so that it is never owed twice."""

    __tablename__ = "outbox"
    __table_args__ = (
        partial("outbox_waiting", "lane", "due", "id", where="state = 'pending'"),
        partial("outbox_claimed", "boot_id", where="state = 'sending'"),
        Index("outbox_of_alert", "alert_id", "state"),
        Index("outbox_of_reminder", "reminder_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    channel: Channel = Field(default=Channel.TELEGRAM, sa_type=stored(Channel))
    chat_id: int = Field(sa_type=BigInteger, index=True)
    lane: int
    method: Method = Field(sa_type=stored(Method))
    target: str = ""
    alert_id: int | None = Field(default=None, foreign_key="alert.id")
    epoch: int = 0
    reminder_id: int | None = Field(default=None, foreign_key="reminder.id")
    wanted: Wanted = Field(default=Wanted.ALWAYS, sa_type=stored(Wanted))
    expires: datetime | None = None
    owed: datetime
    due: datetime
    state: State = Field(default=State.PENDING, sa_type=stored(State))
    attempts: int = 0
    plain: bool = False  # the markup was refused once: send the bare text
    claim: int = 0  # grows with every claim, so that a late worker's result is refused
    boot_id: str | None = None
    lease_until: datetime | None = None
    refusal: str | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    sent_at: datetime | None = None
    payload: Any = Field(sa_type=SealedJson)  # texts, values, rows, keyboard: ids, never text
