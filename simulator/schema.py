"""Checks a call against the Bot API description. Knows no chats and keeps nothing."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from simulator.refusals import Refused, bad_request

DESCRIPTION = Path(__file__).parent / "bot-api-10.3.json"

# What Telegram says when a required parameter is missing; where it says nothing of its own,
# it names the parameter.
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "action": "wrong parameter action in request",
    "file_id": "file_id not specified",
    "callback_query_id": ("query is too old and response timeout expired or query ID is invalid"),
}
OPTIONAL = {("setWebhook", "url")}  # described as required; without it Telegram removes the webhook
MARKUP = "reply_markup"  # keyboards.py checks it: Telegram has its own sentences for keyboards
TRUE = {"true", "yes", "1"}


@cache
def description() -> dict[str, Any]:
    """Return the reduced Bot API description: methods, types and unions."""
    content: dict[str, Any] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return content


@cache
def method_names() -> dict[str, str]:
    """Return every method of the Bot API by its name in lower case: Telegram ignores case."""
    return {name.lower(): name for name in description()["methods"]}


def checked(method: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of a call as typed values.

    Raises Refused with Telegram's sentence for a missing or malformed one.
    """
    expected = description()["methods"][method]
    taken = {
        name: _typed(name, given[name], kind)
        for name, (kind, _) in expected.items()
        if name in given
    }
    for name, (_, required) in expected.items():
        if required and _absent(taken.get(name)) and (method, name) not in OPTIONAL:
            raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
    return taken


def _absent(value: Any) -> bool:
    return value is None or value == ""


def _typed(name: str, value: Any, kind: str) -> Any:
    if name == MARKUP:
        return _decoded(value)
    reader = READERS.get(kind)
    return reader(name, value) if reader else _structured(name, value, kind)


def _decoded(value: Any) -> Any:
    """Return the object that a parameter stands for; a string that is no JSON stays a string."""
    if not isinstance(value, str) or value == "":
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _structured(name: str, value: Any, kind: str) -> Any:
    decoded = _decoded(value)
    if decoded in (None, ""):
        return None
    try:
        fit(decoded, kind)
    except ValueError as reason:
        raise bad_request(f"can't parse {name}: {reason}") from None
    return decoded


def fit(value: Any, kind: str) -> None:
    """Raise ValueError, in Telegram's words, unless a JSON value is of a described type."""
    if kind.startswith("Array of "):
        _fit_array(value, kind.removeprefix("Array of "))
    elif kind in SIMPLE:
        _fit_simple(value, kind)
    elif kind in description()["types"]:
        _fit_object(value, kind)


def _fit_array(value: Any, kind: str) -> None:
    if not isinstance(value, list):
        raise ValueError(f"Expected an Array of {kind}")  # noqa: TRY004 -- one kind of error here
    for item in value:
        fit(item, kind)


def _fit_simple(value: Any, kind: str) -> None:
    allowed, word = SIMPLE[kind]
    if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
        raise ValueError(f"must be of type {word}")


def _fit_object(value: Any, kind: str) -> None:
    if not isinstance(value, dict):
        raise ValueError(f"{kind} must be an Object")  # noqa: TRY004 -- one kind of error here
    members = description()["unions"].get(kind)
    if members:
        _fit_one_of(value, members)
        return
    for name, (inner, required) in description()["types"][kind].items():
        _fit_field(value, name, inner, required=required)


def _fit_one_of(value: dict[str, Any], members: list[str]) -> None:
    for member in members:
        try:
            return fit(value, member)
        except ValueError as reason:
            last = reason
    raise last


def _fit_field(value: dict[str, Any], name: str, kind: str, *, required: bool) -> None:
    if name not in value or value[name] is None:
        if required:
            raise ValueError(f'Can\'t find field "{name}"')
        return
    try:
        fit(value[name], kind)
    except ValueError as reason:
        said = str(reason)
        raise ValueError(f'Field "{name}" {said}' if said.startswith("must") else said) from None


def _integer(name: str, value: Any) -> int | None:
    if value in (None, ""):
        return None
    try:
        return int(value)
    except (TypeError, ValueError):
        raise _wrong(name, "Number") from None


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise _wrong(name, "Number") from None


def _boolean(_name: str, value: Any) -> bool:
    return str(value).lower() in TRUE


def _string(_name: str, value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _chat(_name: str, value: Any) -> int | str | None:
    """Return a chat's number; what is none stays a string, and no chat will be found."""
    text = str(value).strip()
    return int(text) if re.fullmatch(r"-?\d{1,19}", text) else text


def _as_it_is(_name: str, value: Any) -> Any:
    return value


def _wrong(name: str, word: str) -> Refused:
    return bad_request(f'parameter "{name}" must be of type {word}')


SIMPLE: dict[str, tuple[tuple[type, ...], str]] = {
    "String": ((str,), "String"),
    "Integer": ((int,), "Number"),
    "Float": ((int, float), "Number"),
    "Boolean": ((bool,), "Boolean"),
    "True": ((bool,), "Boolean"),
    "Integer or String": ((int, str), "String"),
}
READERS: dict[str, Callable[[str, Any], Any]] = {
    "Integer": _integer,
    "Float": _number,
    "Boolean": _boolean,
    "String": _string,
    "Integer or String": _chat,
    "InputFile or String": _as_it_is,
    "InputFile": _as_it_is,
}
