"""Who hears of what: puts messages into chats and updates into the queues of the right bots.

In a group a bot that is no administrator has privacy mode on, as every bot has at first: it hears
commands, replies to itself and service messages, and nothing else.
"""

import re
from typing import Any

from simulator import seen, shown
from simulator.people import PRESENT, Bot, Chat, Json, Message, User
from simulator.world import World, place

COMMAND = re.compile(r"/\w+(?:@(\w+))?")


def post(world: World, message: Message) -> int | None:
    """Put a message of a person into its chat and return the number of its update.

    None when no bot hears it; with several bots in the chat the first one's number.
    """
    chat = message.chat
    place(chat, message)
    hearers = [bot for bot in world.bots_in(chat) if hears(bot, message)]
    numbers = [tell(world, bot, "message", shown.message(message), chat.id) for bot in hearers]
    told(world, message)
    return next((number for number in numbers if number is not None), None)


def post_service(world: World, chat: Chat, sender: User, content: dict[str, Any]) -> Message:
    """Put a service message into a chat; every bot there hears it."""
    message = Message(
        0, chat, sender, world.clock.unix(), content=content, kind="service", service=True
    )
    post(world, message)
    return message


def told(world: World, message: Message) -> None:
    """Tell listeners of a new or changed message."""
    if world.events.heard:
        world.events.tell(seen.event(message, _any_bot(world, message.chat)))


def _any_bot(world: World, chat: Chat) -> Bot | None:
    return next(iter(world.bots_in(chat)), None)


def tell(world: World, bot: Bot, kind: str, body: Json, queue: int) -> int | None:
    """Queue an update for one bot."""
    return world.updates.add(bot, kind, body, queue)


def edited(world: World, message: Message) -> int | None:
    """Send `edited_message` to the bots that heard the message."""
    hearers = [bot for bot in world.bots_in(message.chat) if hears(bot, message)]
    body = shown.message(message)
    numbers = [tell(world, bot, "edited_message", body, message.chat.id) for bot in hearers]
    told(world, message)
    return next((number for number in numbers if number is not None), None)


def hears(bot: Bot, message: Message) -> bool:
    """Return whether a bot is sent a message of its chat."""
    if message.sender.id == bot.id:
        return False
    if message.chat.type == "private" or message.service:
        return True
    if message.chat.members.get(bot.id) == "administrator":
        return True
    replied = message.reply_to is not None and message.reply_to.sender.id == bot.id
    return replied or _addressed(bot, message)


def _addressed(bot: Bot, message: Message) -> bool:
    """Return whether a command is for this bot; one for nobody is for the bot that spoke last."""
    match = COMMAND.match(message.formatted.text)
    if not match:
        return False
    if match.group(1):
        return match.group(1).lower() == (bot.user.username or "").lower()
    return message.chat.spoke_last in (None, bot.id)


def change_member(
    world: World, chat: Chat, user: User, status: str, by: User
) -> list[tuple[str, int | None]]:
    """Give a person another status in a chat and send what Telegram sends about it.

    Returns the updates queued, as pairs of bot id in words and update number.
    """
    before = chat.members.get(user.id, "left")
    chat.members[user.id] = status
    body = {
        "chat": chat.shown(),
        "from": by.shown(),
        "date": world.clock.unix(),
        "old_chat_member": shown.member(user, before),
        "new_chat_member": shown.member(user, status),
    }
    sent = _tell_of_member(world, chat, user, body)
    _say_in_chat(world, chat, user, by, before)
    world.events.tell({"type": "state"})
    return sent


def _tell_of_member(
    world: World, chat: Chat, user: User, body: Json
) -> list[tuple[str, int | None]]:
    """Tell the bot of its own status, and administrator bots of other people's."""
    sent = []
    for bot in world.bots.values():
        if bot.id == user.id:
            sent.append((str(bot.id), tell(world, bot, "my_chat_member", body, chat.id)))
        elif chat.members.get(bot.id) == "administrator":
            sent.append((str(bot.id), tell(world, bot, "chat_member", body, chat.id)))
    return sent


def _say_in_chat(world: World, chat: Chat, user: User, by: User, before: str) -> None:
    here, was_here = chat.members[user.id] in PRESENT, before in PRESENT
    if here and not was_here:
        post_service(world, chat, by, {"new_chat_members": [user.shown()]})
    elif was_here and not here:
        post_service(world, chat, by, {"left_chat_member": user.shown()})


def change_block(world: World, bot: Bot, user: User, *, blocked: bool) -> None:
    """Let a person block a bot, or let it write again, and tell the bot."""
    was = bot.id in user.blocking
    if was == blocked:
        return
    (user.blocking.add if blocked else user.blocking.discard)(bot.id)
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    body = {
        "chat": world.private(bot, user).shown(),
        "from": user.shown(),
        "date": world.clock.unix(),
        "old_chat_member": shown.member(bot.user, old),
        "new_chat_member": shown.member(bot.user, new),
    }
    tell(world, bot, "my_chat_member", body, user.id)
    world.events.tell({"type": "state"})


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a group into a supergroup with a new id, and leave word in both."""
    if chat.moved_to is not None:
        return world.groups[chat.moved_to]
    fresh = Chat(
        world.next_group("supergroup"),
        "supergroup",
        title=chat.title,
        members=dict(chat.members),
        keyboard=chat.keyboard,
    )
    world.groups[fresh.id] = fresh
    owner = world.users[next(iter(chat.members))]
    post_service(world, chat, owner, {"migrate_to_chat_id": fresh.id})
    chat.moved_to = fresh.id
    post_service(world, fresh, owner, {"migrate_from_chat_id": chat.id})
    world.events.tell({"type": "state"})
    return fresh
