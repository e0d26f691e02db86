"""Who and what there is: people, bots, chats, messages. Values only; they act on nothing."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from simulator.entities import Formatted

Json = dict[str, Any]

PRESENT = ("creator", "administrator", "member", "restricted")


@dataclass(slots=True)
class User:
    """A person, or the face of a bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    deactivated: bool = False
    blocking: set[int] = field(default_factory=set)  # bots that this person has blocked

    def shown(self) -> Json:
        """Return the User object."""
        known = {"username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | {
            key: value for key, value in known.items() if value is not None
        }


@dataclass(slots=True)
class Message:
    """One message; `content` holds what its kind adds to every message."""

    id: int
    chat: "Chat"
    sender: User
    date: int
    content: Json = field(default_factory=dict)
    formatted: Formatted = field(default_factory=lambda: Formatted(""))
    caption: bool = False  # whether the text is a caption
    reply_to: "Message | None" = None
    markup: Json | None = None
    origin: Json | None = None
    edited: int | None = None
    deleted: bool = False
    silent: bool = False
    protected: bool = False
    kind: str = "text"
    service: bool = False
    keyboard: list[list[str]] = field(default_factory=list)  # as it lay below when this came
    fixed: bool = False  # sent with a reply keyboard: Telegram lets nobody edit it

    @property
    def inline(self) -> list[list[Json]]:
        """The buttons under the message."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass(slots=True)
class Chat:
    """A private chat as one bot has it, a group or a supergroup."""

    id: int
    type: str
    title: str | None = None
    user: User | None = None  # whom a private chat is with
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    pinned: int | None = None
    moved_to: int | None = None
    opened: bool = False  # whether a person has ever written to the bot here
    keyboard: list[list[str]] | None = None
    spoke_last: int | None = None  # the bot that wrote last: it hears commands addressed to nobody

    def shown(self) -> Json:
        """Return the Chat object."""
        if self.user is not None:
            face = self.user.shown()
            named: Json = {k: face[k] for k in ("first_name", "username") if k in face}
            return {"id": self.id, "type": self.type, **named}
        return {"id": self.id, "type": self.type, "title": self.title}

    def present(self) -> list[int]:
        """Return the ids of those who are in the group."""
        return [user for user, status in self.members.items() if status in PRESENT]


@dataclass(slots=True)
class Update:
    """Something that a bot has not yet confirmed."""

    id: int
    kind: str
    body: Json
    queue: int  # updates of one chat or one presser arrive in order
    expires: float  # simulated seconds

    def shown(self) -> Json:
        """Return the Update object."""
        return {"update_id": self.id, self.kind: self.body} if self.kind else {**self.body}


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    error_date: int | None = None
    error: str | None = None


@dataclass(slots=True)
class Profile:
    """What a bot says about itself, each by language and commands by scope."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menus: dict[int | None, Json] = field(default_factory=dict)


@dataclass(slots=True)
class Bot:
    """A token, its face, and what waits for it."""

    user: User
    token: str = field(repr=False)
    pending: deque[Update] = field(default_factory=deque)
    last_update: int = 0
    last_update_at: float = 0.0
    allowed: frozenset[str] | None = None  # None: Telegram's own choice
    webhook: Webhook | None = None
    profile: Profile = field(default_factory=Profile)
    private: dict[int, Chat] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return self.user.id


@dataclass(slots=True)
class Press:
    """A tap on a button, until it is answered."""

    id: str
    bot: int
    by: int
    chat_id: int
    message_id: int
    at: float
    answered: bool = False
    text: str | None = None
    alert: bool = False


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Something that can be downloaded."""

    id: str
    unique: str
    path: str
    content: bytes = field(repr=False)
    mime: str = "application/octet-stream"
    name: str | None = None
