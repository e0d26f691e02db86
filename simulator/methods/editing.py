"""Methods that change, delete, pin or answer what is already there."""

from typing import Any

from simulator import keyboards, mail, shown
from simulator.entities import Formatted, units
from simulator.methods.ask import (
    Ask,
    found,
    is_administrator,
    readable,
    within_limits,
    writable,
)
from simulator.methods.sending import formatted_caption, formatted_text
from simulator.people import Chat, Json, Message
from simulator.refusals import Refused, bad_request
from simulator.updates import PRESS_LIFE

DELETABLE = 48 * 3600
ANSWER = 200
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def edit_message_text(ask: Ask) -> Json:
    """Replace the text of a message of the bot's own, and its buttons."""
    if ask.get("rich_message"):
        raise Refused(501, "Not Implemented: the simulator does not play rich_message")
    text = formatted_text(ask)
    message, markup = _editable(ask)
    if message.caption or not message.formatted.text:
        raise bad_request("there is no text in the message to edit")
    return _edited(ask, message, text, markup)


def edit_message_caption(ask: Ask) -> Json:
    """Replace the caption of a message of the bot's own, and its buttons."""
    text = formatted_caption(ask)
    message, markup = _editable(ask)
    if not message.caption:
        raise bad_request("there is no caption in the message to edit")
    return _edited(ask, message, text, markup)


def edit_message_reply_markup(ask: Ask) -> Json:
    """Replace only the buttons under a message of the bot's own."""
    message, markup = _editable(ask)
    return _edited(ask, message, message.formatted, markup)


def _editable(ask: Ask) -> tuple[Message, Json | None]:
    markup = None
    if "reply_markup" in ask.given:
        markup = keyboards.checked_inline(ask.given["reply_markup"])
    if ask.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable(ask)
    if not ask.get("message_id"):
        raise bad_request("message identifier is not specified")
    message = found(chat, ask.get("message_id"), "message to edit")
    if message.sender.id != ask.bot.id or message.fixed or message.service:
        raise bad_request("message can't be edited")
    return message, markup


def _edited(ask: Ask, message: Message, text: Formatted, markup: Json | None) -> Json:
    if text == message.formatted and (markup or {}) == (message.markup or {}):
        raise bad_request(UNCHANGED)
    within_limits(ask, message.chat, edit=True)
    message.formatted = text
    message.markup = markup
    message.edited = ask.world.clock.unix()
    mail.told(ask.world, message)
    return shown.message(message)


def delete_message(ask: Ask) -> bool:
    """Delete a message that is not older than 48 hours."""
    chat = readable(ask)
    _delete(ask, chat, found(chat, ask.get("message_id"), "message to delete"))
    return True


def delete_messages(ask: Ask) -> bool:
    """Delete several messages; those that are not there are passed over."""
    chat = readable(ask)
    for number in ask.get("message_ids") or []:
        message = chat.messages.get(number)
        if message is not None and not message.deleted:
            _delete(ask, chat, message)
    return True


def _delete(ask: Ask, chat: Chat, message: Message) -> None:
    if ask.world.clock.unix() - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    own = message.sender.id == ask.bot.id
    if not own and not is_administrator(ask, chat):
        raise bad_request("message can't be deleted")
    message.deleted = True
    chat.pinned = None if chat.pinned == message.id else chat.pinned
    mail.told(ask.world, message)


def pin_chat_message(ask: Ask) -> bool:
    """Pin a message to the top of its chat."""
    chat = writable(ask)
    message = found(chat, ask.get("message_id"), "message to pin")
    _may_pin(ask, chat)
    if chat.pinned != message.id:
        chat.pinned = message.id
        pinned = shown.message(message, nested=True)
        mail.post_service(ask.world, chat, ask.bot.user, {"pinned_message": pinned})
    return True


def unpin_chat_message(ask: Ask) -> bool:
    """Take a message from the top of its chat; without a number, the one that is there."""
    chat = writable(ask)
    _may_pin(ask, chat)
    wanted = ask.get("message_id")
    if wanted in (None, chat.pinned):
        chat.pinned = None
    return True


def _may_pin(ask: Ask, chat: Chat) -> None:
    if not is_administrator(ask, chat):
        raise bad_request("not enough rights to manage pinned messages in the chat")


def answer_callback_query(ask: Ask) -> bool:
    """Answer a press; once, and not later than a press lives."""
    press = ask.world.presses.get(str(ask.get("callback_query_id")))
    text = ask.get("text")
    if text is not None and units(text) > ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if press is None or press.bot != ask.bot.id or press.answered:
        raise bad_request(TOO_OLD)
    if ask.world.clock.seconds() - press.at > PRESS_LIFE:
        raise bad_request(TOO_OLD)
    press.answered = True
    press.text = text
    press.alert = bool(ask.get("show_alert"))
    ask.world.events.tell({"type": "press", **press_shown(press)})
    return True


def press_shown(press: Any) -> Json:
    """Return what listeners hear of a press."""
    return {
        "id": press.id,
        "answered": press.answered,
        "text": press.text,
        "alert": press.alert,
        "chat_id": press.chat_id,
        "message_id": press.message_id,
        "from": press.by,
    }


def set_message_reaction(ask: Ask) -> bool:
    """React to a message; the reaction is accepted and not shown."""
    chat = writable(ask)
    found(chat, ask.get("message_id"), "message to react")
    if any(reaction.get("type") == "paid" for reaction in ask.get("reaction") or []):
        raise bad_request("REACTION_INVALID")
    return True
