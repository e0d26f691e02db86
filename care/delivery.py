"""A message we owe: how urgent it is, and what each outcome of sending means for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

Value = str | int | float | list[str]
Values = Mapping[str, Value]


class Lane(IntEnum):
    """How urgent; lower goes first. The one stored enum that is a number, because it is sorted."""

    ALERT = 0
    SAFETY = 1
    ECHO = 2
    CONVERSATION = 3
    REMINDER = 4
    BROADCAST = 5


class Channel(StrEnum):
    """By what road a message leaves. Others (e-mail, a call) come beside it."""

    TELEGRAM = "telegram"


class Method(StrEnum):
    """What is done: say something new, give a message a new face, copy one, or answer a press."""

    SEND = "send"
    EDIT = "edit"
    ANSWER = "answer"
    CONTACT = "contact"
    PHOTO = "photo"
    DOCUMENT = "document"
    COMMANDS = "commands"
    COPY = "copy"  # the message that `target` names; the text is said where it is no longer there


class Wanted(StrEnum):
    """Until when a message makes sense. Checked again at the moment of sending."""

    ALWAYS = "always"
    ALERT_OPEN = "alert_open"  # its alert is open, in the same epoch
    ALERT_ACKNOWLEDGED = "alert_acknowledged"
    ALERT_RESOLVED = "alert_resolved"
    ALERT_UNRESOLVED = "alert_unresolved"
    REMINDER = "reminder"  # its reminder is still planned for an appointment that stands


class State(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    UNWANTED = "unwanted"


class Result(StrEnum):
    SENT = "sent"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why Telegram said no, where we act on the reason. Never final for lanes 0 and 1."""

    BLOCKED = "blocked"  # the person blocked the bot, or never pressed start
    GONE = "gone"  # chat or account does not exist, bot was removed from it
    UNFORMATTED = "unformatted"  # the markup did not parse: send plain
    MIGRATED = "migrated"  # the group has a new id
    NO_TARGET = "no_target"  # the message to edit, or the press to answer, is no more
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt; `pause` is how long to wait before another."""

    result: Result
    pause: timedelta = timedelta(seconds=30)
    message_id: int | None = None
    refusal: Refusal | None = None
    migrated_to: int | None = None
    flooded: bool = False  # Telegram asked us to slow down in this chat


@dataclass(frozen=True, slots=True)
class Choice:
    """A button as we owe it: `label` is a message id; a press says `data`, or opens `url`."""

    label: str
    data: str = ""
    url: str = ""
    values: Values = field(default_factory=dict)


Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What somebody reads at once: paragraphs by their ids, their values, the buttons."""

    texts: tuple[str, ...]
    values: Values
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message as we owe it: ids and values, never text. `key` says why we owe it.

    `texts` are message ids, one paragraph each. `rows` are buttons under the message, `keyboard`
    names a reply keyboard that stays. `target` is the press to answer, or `chat:message` to edit.
    """

    key: str
    chat_id: int
    lane: Lane
    texts: tuple[str, ...]
    values: Values = field(default_factory=dict)
    rows: Rows = ()
    keyboard: str = ""
    method: Method = Method.SEND
    target: str = ""
    silent: bool = False
    loud_answer: bool = False  # an answer to a press that must be read, not glimpsed
    alert_id: int | None = None
    epoch: int = 0
    wanted: Wanted = Wanted.ALWAYS
    reminder_id: int | None = None
    expires: datetime | None = None
    channel: Channel = Channel.TELEGRAM


def settle(lane: Lane, outcome: Outcome) -> State:
    """Return where a message goes after an attempt. PENDING means once more, after the pause.

    The table of the reliability goals: what surely was not sent goes again; what may have arrived
    goes again only where silence is worse than a repeat; a refusal is final only for talk.
    """
    match outcome.result:
        case Result.SENT:
            return State.SENT
        case Result.NOT_SENT:
            return State.PENDING
        case Result.UNKNOWN:
            return State.PENDING if lane <= Lane.CONVERSATION else State.UNCERTAIN
        case Result.REFUSED:
            return _refused(lane, outcome.refusal)


def _refused(lane: Lane, refusal: Refusal | None) -> State:
    if refusal is Refusal.NO_TARGET:
        return State.REFUSED
    if refusal in (Refusal.MIGRATED, Refusal.UNFORMATTED) or lane <= Lane.SAFETY:
        return State.PENDING
    return State.REFUSED
