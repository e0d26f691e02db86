"""The JSON that the control API takes and gives, as schemas. Behaviour is elsewhere."""

from typing import Any

from simulator.faults import KINDS

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer"}
DECIMAL: Json = {"type": "number"}
YES_NO: Json = {"type": "boolean"}
MOMENT: Json = {"type": "string", "format": "date-time"}
ANYTHING: Json = {"type": "object"}
TOKEN: Json = {"type": "string", "pattern": "^[0-9]+:[A-Za-z0-9_-]+$"}
STATUS: Json = {
    "type": "string",
    "enum": ["creator", "administrator", "member", "restricted", "left", "kicked"],
}


def maybe(schema: Json) -> Json:
    """Return a schema that also allows null."""
    return {"anyOf": [schema, {"type": "null"}]}


def listed(schema: Json) -> Json:
    """Return the schema of an array."""
    return {"type": "array", "items": schema}


def shape(required: dict[str, Json], optional: dict[str, Json] | None = None) -> Json:
    """Return the schema of an object with these fields and no others."""
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


NOTHING = shape({})
ID = shape({"id": NUMBER})
ERROR = shape({"error": TEXT})

BOT = shape({"token": TOKEN}, {"username": TEXT, "name": TEXT})
USER = shape(
    {"first_name": TEXT},
    {"language_code": maybe(TEXT), "username": TEXT, "id": {"type": "integer", "minimum": 1}},
)
USER_CHANGE = shape(
    {},
    {
        "language_code": maybe(TEXT),
        "first_name": TEXT,
        "blocked": YES_NO,
        "deactivated": YES_NO,
        "token": TOKEN,
    },
)
CHAT = shape(
    {
        "type": {"type": "string", "enum": ["group", "supergroup"]},
        "title": TEXT,
        "members": listed(NUMBER),
    },
    {
        "bot": maybe({"type": "string", "enum": ["administrator", "member"]}),
        "token": TOKEN,
    },
)
MEMBER = shape({}, {"status": STATUS, "by": NUMBER, "start": TEXT, "token": TOKEN})
LOCATION = shape({"latitude": DECIMAL, "longitude": DECIMAL})
CONTACT = shape(
    {}, {"phone_number": TEXT, "first_name": TEXT, "last_name": TEXT, "user_id": NUMBER}
)
WISH: Json = {"description": "true, or anything else that is not false or null"}
MESSAGE = shape(
    {"chat_id": NUMBER, "from": NUMBER},
    {
        "text": TEXT,
        "photo": WISH,
        "voice": WISH,
        "sticker": WISH,
        "contact": {"anyOf": [YES_NO, CONTACT]},
        "location": LOCATION,
        "reply_to": NUMBER,
        "edit": NUMBER,
        "token": TOKEN,
    },
)
MESSAGE_DONE = shape({"message_id": NUMBER, "update_id": maybe(NUMBER)})
PRESS = shape(
    {"chat_id": NUMBER, "from": NUMBER, "message_id": NUMBER},
    {"button": {"anyOf": [TEXT, listed(NUMBER)]}, "data": TEXT, "token": TOKEN},
)
PRESS_DONE = shape({"id": TEXT, "update_id": maybe(NUMBER)})
PRESS_STATE = shape(
    {"answered": YES_NO, "text": maybe(TEXT), "alert": YES_NO},
    {"id": TEXT, "chat_id": NUMBER, "message_id": NUMBER, "from": NUMBER},
)
SHOWN_MESSAGE = shape(
    {
        "message_id": NUMBER,
        "from": NUMBER,
        "date": NUMBER,
        "text": TEXT,
        "html": TEXT,
        "edited": maybe(NUMBER),
        "deleted": YES_NO,
        "silent": YES_NO,
        "protected": YES_NO,
        "buttons": listed(listed(ANYTHING)),
        "keyboard": listed(listed(TEXT)),
        "from_name": TEXT,
        "photo": maybe(TEXT),
        "document": maybe(TEXT),
        "document_at": maybe(TEXT),
        "contact": maybe(ANYTHING),
        "location": maybe(ANYTHING),
        "reply_to": maybe(NUMBER),
        "service": maybe(TEXT),
        "via": TEXT,
    }
)
MESSAGES = shape({"messages": listed(SHOWN_MESSAGE)})
CALL = shape(
    {
        "n": NUMBER,
        "at": MOMENT,
        "real_at": MOMENT,
        "bot": NUMBER,
        "method": TEXT,
        "parameters": ANYTHING,
        "http": NUMBER,
        "ok": YES_NO,
        "description": maybe(TEXT),
        "message_id": maybe(NUMBER),
    }
)
CALLS = shape({"calls": listed(CALL)})
UPDATE_DONE = shape({"update_id": NUMBER})
UPDATES = shape({"updates": listed(ANYTHING)})
DUE = shape({"at": MOMENT, "what": TEXT})
CLOCK = shape({"now": MOMENT, "offset_s": DECIMAL, "next_due": maybe(DUE)})
CLOCK_WISH = shape(
    {},
    {
        "advance_s": {"type": "number", "minimum": 0},
        "to": MOMENT,
        "to_next_due": YES_NO,
        "jump": YES_NO,
    },
)
CLOCK_DONE = shape({"now": MOMENT, "stops": NUMBER})
DUE_WISH = shape({"source": TEXT, "offset_s": DECIMAL, "idle": YES_NO}, {"next_due": maybe(DUE)})
FAULT_WISH = shape(
    {"kind": {"type": "string", "enum": sorted(KINDS)}},
    {
        "token": TOKEN,
        "method": TEXT,
        "chat_id": NUMBER,
        "times": {"type": "integer", "minimum": 1},
        "probability": {"type": "number", "minimum": 0},
        "seconds": {"type": "number", "minimum": 0},
        "retry_after": {"type": "integer", "minimum": 1},
        "delay_s": {"type": "number", "minimum": 0},
        "after_accept": YES_NO,
    },
)
FAULT = shape(
    {
        "id": NUMBER,
        "kind": TEXT,
        "bot": maybe(NUMBER),
        "method": TEXT,
        "chat_id": maybe(NUMBER),
        "times": maybe(NUMBER),
        "probability": DECIMAL,
        "retry_after": NUMBER,
        "delay_s": maybe(DECIMAL),
        "after_accept": YES_NO,
        "used": NUMBER,
        "seconds": maybe(DECIMAL),
    }
)
FAULTS = shape({"faults": listed(FAULT)})
IDLE = shape({"idle": YES_NO})
LIMITS = shape({"enabled": YES_NO})
LINK_WISH = shape({"user": NUMBER, "label": TEXT, "text": TEXT})
LINK = shape({"id": NUMBER, "user": NUMBER, "label": TEXT, "text": TEXT})
STATE = shape(
    {
        "bots": listed(shape({"id": NUMBER, "username": TEXT, "name": TEXT, "token_tail": TEXT})),
        "users": listed(
            shape(
                {
                    "id": NUMBER,
                    "first_name": TEXT,
                    "username": maybe(TEXT),
                    "language_code": maybe(TEXT),
                    "blocked": YES_NO,
                }
            )
        ),
        "chats": listed(
            shape(
                {
                    "id": NUMBER,
                    "type": TEXT,
                    "title": TEXT,
                    "members": listed(shape({"id": NUMBER, "status": TEXT})),
                    "pinned": maybe(NUMBER),
                    "moved_to": maybe(NUMBER),
                }
            )
        ),
        "links": listed(LINK),
        "faults": listed(FAULT),
        "clock": CLOCK,
        "commands": ANYTHING,
    }
)
