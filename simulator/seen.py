"""Messages as the control API and its page show them: what a person would see on a phone."""

from simulator.entities import as_html
from simulator.people import Bot, Chat, Json, Message

SERVICES = {
    "new_chat_members": "joined",
    "left_chat_member": "left",
    "migrate_to_chat_id": "upgraded to a supergroup",
    "migrate_from_chat_id": "came from a group",
    "pinned_message": "pinned a message",
    "group_chat_created": "created the group",
}


def message(it: Message, bot: Bot | None) -> Json:
    """Return one message; `bot` is whose files its picture is fetched from."""
    return {
        "message_id": it.id,
        "from": it.sender.id,
        "from_name": it.sender.first_name,
        "date": it.date,
        "text": it.formatted.text,
        "html": as_html(it.formatted),
        "edited": it.edited,
        "deleted": it.deleted,
        "silent": it.silent,
        "protected": it.protected,
        "buttons": [[_button(b) for b in row] for row in it.inline],
        "keyboard": it.keyboard,
        "photo": _photo(it, bot),
        "document": it.content.get("document", {}).get("file_name"),
        "document_at": _document(it),
        "contact": it.content.get("contact"),
        "location": it.content.get("location"),
        "reply_to": it.reply_to.id if it.reply_to else None,
        "service": _service(it),
        "via": it.kind,
    }


def _button(button: Json) -> Json:
    """Return a button with its text and what it does: `data`, `url`, or Telegram's own name."""
    return {"data" if k == "callback_data" else k: v for k, v in button.items()}


def _photo(it: Message, bot: Bot | None) -> str | None:
    sizes = it.content.get("photo")
    if not sizes or bot is None:
        return None
    return f"/control/files/{sizes[-1]['file_id']}"


def _document(it: Message) -> str | None:
    """Return where the page fetches a file that somebody was sent."""
    file = it.content.get("document")
    return f"/control/files/{file['file_id']}" if file else None


def _service(it: Message) -> str | None:
    return next((word for name, word in SERVICES.items() if name in it.content), None)


def event(it: Message, bot: Bot | None) -> Json:
    """Return what listeners hear of a message."""
    return {"type": "message", "chat_id": it.chat.id, "message": message(it, bot)}


def chat(it: Chat) -> Json:
    """Return a chat for the state of the world."""
    return {
        "id": it.id,
        "type": it.type,
        "title": it.title or (it.user.first_name if it.user else ""),
        "members": [{"id": user, "status": status} for user, status in it.members.items()],
        "pinned": it.pinned,
        "moved_to": it.moved_to,
    }
