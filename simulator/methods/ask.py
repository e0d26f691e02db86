"""A call on its way into the world, and the checks that many methods share."""

from dataclasses import dataclass, field
from typing import Any

from simulator.limits import Limits
from simulator.people import PRESENT, Bot, Chat, Json, Message, User
from simulator.refusals import Refused, bad_request, forbidden, too_many_requests
from simulator.world import World

NAMES = {"group": "group chat", "supergroup": "supergroup chat"}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a method needs: who asks, what with, and the world it happens in."""

    world: World
    limits: Limits
    bot: Bot
    given: Json
    uploads: Json = field(default_factory=dict)  # files by the name of their part

    def get(self, name: str, default: Any = None) -> Any:
        """Return a parameter, or the default where it is absent or empty."""
        value = self.given.get(name)
        return default if value in (None, "") else value


@dataclass(frozen=True, slots=True)
class Answer:
    """A result with a sentence beside it, as webhook methods give."""

    result: Any
    description: str


def readable(ask: Ask, name: str = "chat_id") -> Chat:
    """Return the chat that a call names. Raises Refused when the bot cannot know it."""
    chat_id = ask.get(name)
    if chat_id is None:
        raise bad_request(f"{name} is empty")
    chat = ask.world.chat(ask.bot, chat_id) if isinstance(chat_id, int) else None
    if chat is None and ask.world.bot_of(chat_id) is not None:
        raise forbidden("bots can't send messages to bots")
    if chat is None or (chat.user is None and ask.bot.id not in chat.members):
        raise bad_request("chat not found")
    if chat.moved_to is not None:
        raise upgraded(chat)
    if chat.type == "supergroup":
        must_be_present(ask.bot, chat)
    return chat


def upgraded(chat: Chat) -> Refused:
    """Return the refusal that names a group's new id."""
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refused(400, text, {"migrate_to_chat_id": chat.moved_to})


def writable(ask: Ask, name: str = "chat_id") -> Chat:
    """Return the chat that a call writes to. Raises Refused when Telegram would not let it."""
    chat = readable(ask, name)
    if chat.user is not None:
        _may_write_to(ask.bot, chat, chat.user)
    else:
        _may_write_in(ask.bot, chat)
    return chat


def _may_write_to(bot: Bot, chat: Chat, user: User) -> None:
    if user.deactivated:
        raise forbidden("user is deactivated")
    if bot.id in user.blocking:
        raise forbidden("bot was blocked by the user")
    if not chat.opened:
        raise forbidden("bot can't initiate conversation with a user")


def _may_write_in(bot: Bot, chat: Chat) -> None:
    must_be_present(bot, chat)
    if chat.members[bot.id] == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")


def must_be_present(bot: Bot, chat: Chat) -> None:
    """Raise Refused unless the bot is in a group."""
    status = chat.members[bot.id]
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {NAMES[chat.type]}")
    if status not in PRESENT:
        raise forbidden(f"bot is not a member of the {NAMES[chat.type]}")


def found(chat: Chat, message_id: Any, purpose: str) -> Message:
    """Return a message that is still there; `purpose` is Telegram's name for what it is for."""
    message = chat.messages.get(int(message_id or 0))
    if message is None or message.deleted:
        raise bad_request(f"{purpose} not found")
    return message


def within_limits(ask: Ask, chat: Chat, *, edit: bool = False) -> None:
    """Count a message against the flood limits. Raises Refused with the seconds to wait."""
    now = ask.world.clock.steady()
    wait = ask.limits.wait(ask.bot.id, chat.id, now, edit=edit)
    if wait:
        raise too_many_requests(wait)


def is_administrator(ask: Ask, chat: Chat) -> bool:
    """Return whether the bot may do what administrators may."""
    return chat.user is not None or chat.members.get(ask.bot.id) == "administrator"
