"""Checks keyboards as Telegram does, with its sentences, and tells what a reader sees of them."""

import re
from typing import Any

from simulator.refusals import Refused, bad_request

BUTTONS = 100
PER_ROW = 8
DATA_BYTES = 64
COPY = 256
PLACEHOLDER = 64

KINDS = (
    *("url", "callback_data", "web_app", "login_url", "copy_text", "callback_game", "pay"),
    *("switch_inline_query", "switch_inline_query_current_chat"),
    *("switch_inline_query_chosen_chat", "disabled"),
)
MARKUPS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}
STYLES = {"danger", "success", "primary"}

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(//)?", re.IGNORECASE)
HOST = re.compile(r"(?:[^/?#@]*@)?(?:[^\s/?#:]+\.[^\s/?#:]+|\[[0-9a-f:]+\])", re.IGNORECASE)

Markup = dict[str, Any]


def checked(given: Any, *, private: bool) -> Markup | None:
    """Return a keyboard as Telegram keeps it, or None for none. Raises Refused."""
    if given == "":
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    kind = next((name for name in MARKUPS if name in given), None)
    if kind is None:
        return None
    return CHECKS[kind](given, private)


def checked_inline(given: Any) -> Markup | None:
    """Return an inline keyboard for an edit. Raises Refused for any other kind."""
    markup = checked(given, private=True)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _inline(given: Markup, _private: bool) -> Markup | None:  # noqa: FBT001 -- one shape for all
    rows = [[_button(b) for b in row] for row in _rows(given["inline_keyboard"], "inline_keyboard")]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > BUTTONS or any(len(row) > PER_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _rows(rows: Any, name: str) -> list[list[Any]]:
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    return rows


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unparsed(_field("text", text))
    text.encode()  # what is no UTF-8 is refused by whoever called us
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    kind = next((name for name in KINDS if button.get(name) is not None), None)
    if kind is None:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    return {"text": text, kind: _content(kind, button[kind]), **_style(button)}


def _field(name: str, value: Any) -> str:
    if value is None:
        return f'Can\'t find field "{name}"'
    return f'Field "{name}" must be of type String'


def _unparsed(reason: str) -> Refused:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _content(kind: str, value: Any) -> Any:
    check = CONTENTS.get(kind)
    return check(value) if check else value


def _data(value: Any) -> str:
    if not isinstance(value, str):
        raise _unparsed(_field("callback_data", value))
    if not 1 <= len(value.encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return value


def _url(value: Any) -> str:
    if not isinstance(value, str):
        raise _unparsed(_field("url", value))
    fault = _url_fault(value)
    if fault:
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {fault}")
    return value


def _url_fault(url: str) -> str | None:
    scheme = SCHEME.match(url)
    if scheme and scheme.group(1).lower() in ("tg", "ton"):
        return None
    if scheme and scheme.group(2) and scheme.group(1).lower() not in ("http", "https"):
        return "Unsupported URL protocol"
    rest = url[scheme.end() :] if scheme and scheme.group(2) else url
    if (scheme and not scheme.group(2)) or not HOST.match(rest):
        return "Wrong HTTP URL"
    return None


def _copy(value: Any) -> dict[str, str]:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _style(button: dict[str, Any]) -> dict[str, str]:
    style = button.get("style")
    if style is None:
        return {}
    if style not in STYLES:
        raise _unparsed("invalid button style specified")
    return {"style": style}


def _keyboard(given: Markup, private: bool) -> Markup | None:  # noqa: FBT001 -- one shape for all
    rows = [[_key(k, private=private) for k in r] for r in _rows(given["keyboard"], "keyboard")]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > 3 * BUTTONS:
        raise bad_request("reply markup is too long")
    _placeholder(given)
    return {**given, "keyboard": rows} if rows else None


def _key(key: Any, *, private: bool) -> dict[str, Any]:
    button = {"text": key} if isinstance(key, str) else key
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    for wish, reason in PRIVATE_ONLY.items():
        if button.get(wish) and not private:
            raise bad_request(reason)
    return button


def _placeholder(given: Markup) -> None:
    placeholder = given.get("input_field_placeholder") or ""
    if len(placeholder) > PLACEHOLDER:
        raise bad_request("input field placeholder is too long")


def _remove(given: Markup, _private: bool) -> Markup | None:  # noqa: FBT001 -- one shape for all
    return given if given["remove_keyboard"] is True else None


def _force(given: Markup, _private: bool) -> Markup | None:  # noqa: FBT001 -- one shape for all
    _placeholder(given)
    return given if given["force_reply"] is True else None


CHECKS = {
    "inline_keyboard": _inline,
    "keyboard": _keyboard,
    "remove_keyboard": _remove,
    "force_reply": _force,
}
CONTENTS = {"callback_data": _data, "url": _url, "copy_text": _copy}
