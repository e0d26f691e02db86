"""What people do: they write, edit, send things and press buttons. The bot's side is elsewhere."""

import hashlib
from typing import Any

from simulator import files, mail, shown
from simulator.entities import finished, units
from simulator.people import PRESENT, Bot, Chat, Json, Message, Press, User
from simulator.world import World

LONGEST = 4096
PRESSES = 1 << 40  # presses queue by presser, apart from the messages of any chat


class Impossible(Exception):
    """No phone would let somebody do that; the sentence says why."""


class Unknown(Exception):
    """There is no such person, chat or message; the sentence says which."""


def person(world: World, user_id: int) -> User:
    """Return a person. Raises Unknown."""
    user = world.users.get(user_id)
    if user is None:
        raise Unknown(f"There is no user {user_id}.")
    return user


def room(world: World, bot: Bot | None, chat_id: int) -> Chat:
    """Return a group, or the private chat of the person `chat_id` with the bot. Raises Unknown."""
    if chat_id in world.groups:
        return world.groups[chat_id]
    user = person(world, chat_id)
    if bot is None:
        raise Impossible("There is no bot yet to have a private chat with.")
    return world.private(bot, user)


def message_in(chat: Chat, message_id: int) -> Message:
    """Return a message that is still there. Raises Unknown."""
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise Unknown(f"There is no message {message_id} in chat {chat.id}.")
    return message


def say(
    world: World, bot: Bot | None, chat: Chat, sender: User, told: Json
) -> tuple[Message, int | None]:
    """Let a person send something and return the message and its update's number.

    Raises Impossible when that person could not, Unknown for a missing message to reply to.
    """
    _may_write(chat, sender)
    if chat.user is not None and bot is not None:
        mail.change_block(world, bot, sender, blocked=False)
        chat.opened = True
    content, kind = _content(world, sender, told)
    if units(told.get("text") or "") > LONGEST:
        raise Impossible(f"A message has at most {LONGEST} characters.")
    reply_to = message_in(chat, told["reply_to"]) if told.get("reply_to") else None
    message = Message(
        0, chat, sender, world.clock.unix(), content=content, reply_to=reply_to, kind=kind
    )
    message.formatted = finished(told.get("text") or "", [])
    message.caption = kind != "text"
    return message, mail.post(world, message)


def _may_write(chat: Chat, sender: User) -> None:
    if chat.moved_to is not None:
        raise Impossible(f"The group was upgraded to the supergroup {chat.moved_to}.")
    if chat.user is not None and chat.user.id != sender.id:
        raise Impossible("A private chat belongs to the person whose id it has.")
    if chat.user is None and chat.members.get(sender.id) not in PRESENT:
        raise Impossible(f"User {sender.id} is not in chat {chat.id}.")


def _content(world: World, sender: User, told: Json) -> tuple[Json, str]:
    for kind, make in CONTENTS.items():
        if told.get(kind):
            return make(world, sender, told[kind]), kind
    if not (told.get("text") or "").strip():
        raise Impossible("A message needs a text or something else to send.")
    return {}, "text"


def _contact(_world: World, sender: User, wish: Any) -> Json:
    """Return the card of the sender, or of somebody else whose number is given."""
    card: Json = {"phone_number": "+15555550100", "first_name": sender.first_name}
    if isinstance(wish, dict) and "phone_number" in wish:
        return {"contact": card | wish}
    return {"contact": card | {"user_id": sender.id}}


def _location(_world: World, _sender: User, wish: Any) -> Json:
    return {"location": {"latitude": wish["latitude"], "longitude": wish["longitude"]}}


CONTENTS = {
    "photo": lambda world, _sender, _wish: files.photo(world, files.picture()),
    "voice": lambda world, _sender, _wish: files.voice(world),
    "sticker": lambda world, _sender, _wish: files.sticker(world),
    "contact": _contact,
    "location": _location,
}


def edit(world: World, chat: Chat, sender: User, message_id: int, text: str) -> int | None:
    """Let a person change a text of theirs and return the update's number."""
    message = message_in(chat, message_id)
    if message.sender.id != sender.id:
        raise Impossible("Nobody can edit another person's message.")
    if not text.strip():
        raise Impossible("An edited message needs a text.")
    message.formatted = finished(text, [])
    message.edited = world.clock.unix()
    return mail.edited(world, message)


def press(
    world: World, chat: Chat, presser: User, message_id: int, what: Json
) -> tuple[Press, int | None]:
    """Let a person press a button and return the press and its update's number.

    `what` is `{"button": label or [row, column]}` or `{"data": raw}`, as a forged press has it.
    """
    _may_write(chat, presser)
    message = message_in(chat, message_id)
    owner = world.bot_of(message.sender.id)
    if owner is None:
        raise Impossible("Only a bot's message has buttons.")
    given = _data(message, what)
    entry = Press(
        _press_id(world), owner.id, presser.id, chat.id, message_id, world.clock.seconds()
    )
    world.presses[entry.id] = entry
    body = {
        "id": entry.id,
        "from": presser.shown(),
        "message": shown.message(message),
        "chat_instance": str(_instance(owner, chat)),
        "data": given,
    }
    return entry, mail.tell(world, owner, "callback_query", body, presser.id + PRESSES)


def _press_id(world: World) -> str:
    return str(4_000_000_000_000_000 + world.number())


def _instance(bot: Bot, chat: Chat) -> int:
    digest = hashlib.sha256(f"{bot.id}:{chat.id}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _data(message: Message, what: Json) -> str:
    if what.get("data") is not None:
        return str(what["data"])
    button = _button(message, what.get("button"))
    if "callback_data" not in button:
        raise Impossible(f"The button {button['text']!r} sends nothing to the bot.")
    return str(button["callback_data"])


def _button(message: Message, wanted: Any) -> Json:
    if isinstance(wanted, list):
        return _button_at(message, wanted)
    for row in message.inline:
        for button in row:
            if button["text"] == wanted:
                return button
    raise Unknown(f"Message {message.id} has no button {wanted!r}.")


def _button_at(message: Message, place: list[Any]) -> Json:
    try:
        row, column = (int(part) for part in place)
        if min(row, column) >= 0:
            return message.inline[row][column]
    except (ValueError, IndexError):
        pass
    raise Unknown(f"Message {message.id} has no button at {place}.")
