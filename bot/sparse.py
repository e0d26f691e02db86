"""Updates that say less than Telegram does, made whole enough to be read.

python-telegram-bot insists on fields that a small Bot API server may leave out, and that we do not
need. A message that lacks one is a message all the same. What says who and where is never made up.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

Json = dict[str, Any]
Fill = Callable[[Json, int], Mapping[str, object]]

ADMIN_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
RESTRICTED_RIGHTS = [
    "is_member",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_send_messages",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_manage_topics",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_edit_tag",
]


def complete(update: Json, received: datetime) -> Json:
    """Return an update in which nothing is missing that the library insists on."""
    at = int(received.timestamp())
    return {name: _complete(name, value, at) for name, value in update.items()}


def _complete(name: str, value: Any, at: int) -> Any:
    if isinstance(value, list):
        return [_complete(name, item, at) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {key: _complete(key, item, at) for key, item in value.items()}
    fill = FILLS.get(name)
    return {**fill(inner, at), **inner} if fill else inner


def _person(_said: Json, _at: int) -> Mapping[str, object]:
    return {"is_bot": False, "first_name": ""}


def _chat(said: Json, _at: int) -> Mapping[str, object]:
    number = said.get("id")
    private = isinstance(number, int) and number > 0  # Telegram's numbers say which it is
    return {"type": "private" if private else "supergroup"}


def _message(_said: Json, at: int) -> Mapping[str, object]:
    return {"date": at}


def _press(_said: Json, _at: int) -> Mapping[str, object]:
    return {"chat_instance": ""}


def _standing(said: Json, _at: int) -> Mapping[str, object]:
    """Fill in rights that are not told: none of an administrator's, all of a restricted one's."""
    match said.get("status"):
        case "administrator":
            return dict.fromkeys(ADMIN_RIGHTS, False)
        case "restricted":
            return {**dict.fromkeys(RESTRICTED_RIGHTS, True), "until_date": 0}
        case "kicked":
            return {"until_date": 0}
        case "creator":
            return {"is_anonymous": False}
    return {}


FILLS: Mapping[str, Fill] = {
    "from": _person,
    "user": _person,
    "new_chat_members": _person,
    "left_chat_member": _person,
    "chat": _chat,
    "message": _message,
    "edited_message": _message,
    "reply_to_message": _message,
    "callback_query": _press,
    "old_chat_member": _standing,
    "new_chat_member": _standing,
    "my_chat_member": _message,
    "chat_member": _message,
}
