"""Methods that put a message into a chat."""

from collections.abc import Callable
from typing import Any

from simulator import files, keyboards, mail, shown
from simulator.entities import Formatted, units
from simulator.markup import parsed
from simulator.methods.ask import Ask, found, readable, within_limits, writable
from simulator.people import Chat, Json, Message
from simulator.refusals import Refused, bad_request
from simulator.wire import Upload
from simulator.world import place

TEXT = 4096
CAPTION = 1024
ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location"),
    *("record_video_note", "upload_video_note"),
}
UNPLAYED = (
    "ephemeral_message_parameters",
    "direct_messages_topic_id",
    "suggested_post_parameters",
)


def send_message(ask: Ask) -> Json:
    """Send a text."""
    text = formatted_text(ask)
    return _send(ask, _draft(ask, "text", text=text))


def formatted_text(ask: Ask) -> Formatted:
    """Return the text of a call, parsed and within its length. Raises Refused."""
    text = parsed(str(ask.get("text", "")), ask.get("parse_mode"), ask.get("entities"))
    if not text.text:
        raise bad_request("message text is empty")
    if units(text.text) > TEXT:
        raise bad_request("message is too long")
    return text


def formatted_caption(ask: Ask) -> Formatted:
    """Return the caption of a call, parsed and within its length. Raises Refused."""
    text = parsed(str(ask.get("caption", "")), ask.get("parse_mode"), ask.get("caption_entities"))
    if units(text.text) > CAPTION:
        raise bad_request("message caption is too long")
    return text


def send_photo(ask: Ask) -> Json:
    """Send a picture, uploaded or by its file id."""
    return _send_file(ask, "photo", _photo)


def send_document(ask: Ask) -> Json:
    """Send a file, uploaded or by its file id."""
    return _send_file(ask, "document", _document)


def _send_file(ask: Ask, name: str, make: Callable[[Ask, Upload], Json]) -> Json:
    caption = formatted_caption(ask)
    content = _reused(ask, name) or make(ask, _uploaded(ask, name))
    return _send(ask, _draft(ask, name, content, caption, caption=True))


def _reused(ask: Ask, name: str) -> Json | None:
    """Return the content of a file that the call names by its id; None for an upload."""
    given = ask.get(name)
    if not isinstance(given, str) or given.startswith("attach://"):
        return None
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the simulator fetches from nowhere
    file = ask.world.files.get(given)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if name == "photo":
        return {"photo": [files.shown_size(file)]}
    named = {"file_name": file.name} if file.name else {}
    return {"document": files.described(file) | {"mime_type": file.mime} | named}


def _uploaded(ask: Ask, name: str) -> Upload:
    given = ask.get(name)
    if isinstance(given, str):
        given = ask.uploads.get(given.removeprefix("attach://"))
    if not isinstance(given, Upload):
        raise bad_request(f"there is no {name} in the request")
    if not given.content:
        raise bad_request("file must be non-empty")
    if len(given.content) > files.UPLOAD:
        raise Refused(413, "Request Entity Too Large")
    return given


def _photo(ask: Ask, upload: Upload) -> Json:
    if len(upload.content) > files.PHOTO:
        raise bad_request("file is too big")
    measured = files.size(upload.content)
    if measured is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = measured
    if width + height > files.SIDES or max(width, height) > files.RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return files.photo(ask.world, upload.content)


def _document(ask: Ask, upload: Upload) -> Json:
    return files.document(ask.world, upload.content, upload.name)


def send_contact(ask: Ask) -> Json:
    """Send a phone number as a card that can be tapped."""
    named = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: ask.get(name) for name in named if ask.get(name) is not None}
    return _send(ask, _draft(ask, "contact", {"contact": contact}))


def send_location(ask: Ask) -> Json:
    """Send a place."""
    latitude, longitude = ask.given["latitude"], ask.given["longitude"]
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 -- a globe has these
        raise bad_request("wrong latitude or longitude specified")
    point = {"latitude": latitude, "longitude": longitude}
    return _send(ask, _draft(ask, "location", {"location": point}))


def copy_message(ask: Ask) -> Json:
    """Send a message again without saying where it is from."""
    source = found(readable(ask, "from_chat_id"), ask.get("message_id"), "message to copy")
    if source.service:
        raise bad_request("message can't be copied")
    copy = _like(ask, source)
    if "caption" in ask.given and source.caption:
        copy.formatted = formatted_caption(ask)
    return {"message_id": _send(ask, copy)["message_id"]}


def forward_message(ask: Ask) -> Json:
    """Send a message on, saying whose it was."""
    source = found(readable(ask, "from_chat_id"), ask.get("message_id"), "message to forward")
    if source.service or source.protected:
        raise bad_request("message can't be forwarded")
    copy = _like(ask, source)
    copy.origin = source.origin or {
        "type": "user",
        "date": source.date,
        "sender_user": source.sender.shown(),
    }
    return _send(ask, copy)


def _like(ask: Ask, source: Message) -> Message:
    return _draft(ask, source.kind, dict(source.content), source.formatted, caption=source.caption)


def send_chat_action(ask: Ask) -> bool:
    """Show that the bot is typing."""
    if ask.get("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable(ask)
    ask.world.events.tell({"type": "typing", "chat_id": chat.id})
    return True


def _draft(
    ask: Ask,
    kind: str,
    content: Json | None = None,
    text: Formatted = Formatted(""),  # noqa: B008 -- an immutable value
    *,
    caption: bool = False,
) -> Message:
    """Return a message that is in no chat yet."""
    return Message(0, NOWHERE, ask.bot.user, 0, content or {}, text, caption=caption, kind=kind)


NOWHERE = Chat(0, "private")


def _send(ask: Ask, message: Message) -> Json:
    """Put a message where the call says, after every check that Telegram makes.

    The order is Telegram's: the keyboard is parsed first, then the chat is found, then flood
    limits count it. A refused call leaves no trace in the chat.
    """
    _only_played(ask)
    asked_for = ask.given.get("reply_markup")
    private = isinstance(ask.get("chat_id"), int) and ask.get("chat_id") > 0
    markup = keyboards.checked(asked_for, private=private) if "reply_markup" in ask.given else None
    chat = writable(ask)
    if ask.get("message_thread_id"):
        raise bad_request("message thread not found")
    message.reply_to = _reply_to(ask, chat)
    within_limits(ask, chat)
    return _placed(ask, chat, message, markup)


def _only_played(ask: Ask) -> None:
    if ask.get("business_connection_id"):
        raise bad_request("business connection not found")
    for name in UNPLAYED:
        if ask.get(name):
            raise Refused(501, f"Not Implemented: the simulator does not play {name}")


def _reply_to(ask: Ask, chat: Chat) -> Message | None:
    wanted = ask.get("reply_parameters") or {}
    number = wanted.get("message_id")
    if not number:
        return None
    message = chat.messages.get(number)
    if message is not None and not message.deleted:
        return message
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _placed(ask: Ask, chat: Chat, message: Message, markup: Any) -> Json:
    message.chat = chat
    message.date = ask.world.clock.unix()
    message.silent = bool(ask.get("disable_notification"))
    message.protected = bool(ask.get("protect_content"))
    _attach(chat, message, markup or {})
    place(chat, message)
    chat.spoke_last = ask.bot.id
    mail.told(ask.world, message)
    return shown.message(message)


def _attach(chat: Chat, message: Message, markup: Json) -> None:
    """Hang an inline keyboard under the message, or lay a reply keyboard into the chat."""
    if "inline_keyboard" in markup:
        message.markup = markup
    elif "keyboard" in markup:
        chat.keyboard = [[key["text"] for key in row] for row in markup["keyboard"]]
        message.fixed = True
    elif "remove_keyboard" in markup:
        chat.keyboard = None
        message.fixed = True
    elif "force_reply" in markup:
        message.fixed = True
