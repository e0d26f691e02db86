"""Messages, members and chats as the Bot API writes them. Changes nothing."""

from functools import cache
from typing import Any

from simulator.people import Chat, Json, Message, User
from simulator.schema import description

STATUS_TYPES = {
    "creator": "ChatMemberOwner",
    "administrator": "ChatMemberAdministrator",
    "member": "ChatMemberMember",
    "restricted": "ChatMemberRestricted",
    "left": "ChatMemberLeft",
    "kicked": "ChatMemberBanned",
}
RIGHTS = {"can_manage_chat", "can_delete_messages", "can_invite_users", "can_restrict_members"}


def message(it: Message, *, nested: bool = False) -> Json:
    """Return the Message object; a message replied to comes without its own reply."""
    body: Json = {
        "message_id": it.id,
        "from": it.sender.shown(),
        "chat": it.chat.shown(),
        "date": it.date,
    }
    if it.edited is not None:
        body["edit_date"] = it.edited
    body |= _origin(it) | _text(it) | it.content | _markup(it)
    if it.protected:
        body["has_protected_content"] = True
    if it.reply_to is not None and not nested:
        body["reply_to_message"] = message(it.reply_to, nested=True)
    return body


def _origin(it: Message) -> Json:
    return {"forward_origin": it.origin} if it.origin else {}


def _text(it: Message) -> Json:
    if not it.formatted.text:
        return {}
    name, marks = ("caption", "caption_entities") if it.caption else ("text", "entities")
    body: Json = {name: it.formatted.text}
    return body | {marks: it.formatted.shown()} if it.formatted.entities else body


def _markup(it: Message) -> Json:
    return {"reply_markup": it.markup} if it.inline else {}


def inaccessible(chat: Chat, message_id: int) -> Json:
    """Return what is left of a deleted message: its date is 0."""
    return {"chat": chat.shown(), "message_id": message_id, "date": 0}


def member(user: User, status: str) -> Json:
    """Return the ChatMember object with every field that its kind must have."""
    body: Json = {"status": status, "user": user.shown()}
    return {**_duties(status), **body}


@cache
def _duties(status: str) -> Json:
    fields = description()["types"][STATUS_TYPES[status]]
    return {name: _right(name, kind, status) for name, (kind, must) in fields.items() if must}


def _right(name: str, kind: str, status: str) -> Any:
    if kind == "Integer":
        return 0
    return name in RIGHTS or (status == "restricted" and name == "is_member")


def full_chat(chat: Chat) -> Json:
    """Return the ChatFullInfo object."""
    gifts = dict.fromkeys(description()["types"]["AcceptedGiftTypes"], False)
    body = chat.shown() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }
    if chat.type != "private":
        body |= {"permissions": _permissions()}
    if chat.pinned in chat.messages:
        body["pinned_message"] = message(chat.messages[chat.pinned], nested=True)
    return body


def _permissions() -> Json:
    return {
        name: name.startswith(("can_send", "can_add", "can_react", "can_invite"))
        for name in description()["types"]["ChatPermissions"]
    }
