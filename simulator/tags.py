"""What Telegram's HTML tags mean: which entity each makes, and what its attributes add."""

import re
from collections.abc import Callable
from typing import Any

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}

LINK = re.compile(r"(?:https?://)?[^\s/]+\.[^\s]+|(?:tg|ton|tonsite)://\S+", re.IGNORECASE)
PERSON = re.compile(r"tg:(?://)?user\?id=(\d+)")

Meaning = tuple[str, dict[str, Any]]


def meaning(tag: str, attributes: dict[str, str], inner: str) -> Meaning | None:
    """Return the kind of entity that a tag makes of `inner`, and its details, or None for none.

    Raises ValueError with Telegram's words for an attribute that it refuses.
    """
    describe = DESCRIBED.get(tag)
    return describe(attributes, inner) if describe else (KINDS[tag], {})


def _link(attributes: dict[str, str], inner: str) -> Meaning | None:
    address = attributes.get("href") or inner
    person = PERSON.fullmatch(address)
    if person:
        someone = {"id": int(person.group(1)), "is_bot": False, "first_name": inner}
        return "text_mention", {"user": someone}
    if not LINK.fullmatch(address):
        return None
    return "text_link", {"url": _complete(address)}


def _complete(address: str) -> str:
    """Return an address as Telegram writes it: with a scheme, and a path at least of one slash."""
    if not re.match(r"\w+://", address):
        address = f"http://{address}"
    return re.sub(r"^(https?://[^/?#]+)(?=[?#]|$)", r"\1/", address)


def _code(attributes: dict[str, str], _inner: str) -> Meaning:
    named = attributes.get("class", "")
    language = named.removeprefix("language-") if named.startswith("language-") else ""
    return "code", ({"language": language} if language else {})


def _quote(attributes: dict[str, str], _inner: str) -> Meaning:
    return ("expandable_blockquote" if "expandable" in attributes else "blockquote"), {}


def _emoji(attributes: dict[str, str], _inner: str) -> Meaning | None:
    number = attributes.get("emoji-id", "")
    if not number.isdigit():
        raise ValueError("Invalid custom emoji identifier specified")
    return "custom_emoji", {"custom_emoji_id": number}


def _time(attributes: dict[str, str], _inner: str) -> Meaning:
    moment = attributes.get("unix", "")
    if not moment.isdigit():
        raise ValueError("Invalid Unix time specified")
    given = attributes.get("format")
    return "date_time", {
        "unix_time": int(moment),
        **({"date_time_format": given} if given else {}),
    }


DESCRIBED: dict[str, Callable[[dict[str, str], str], Meaning | None]] = {
    "a": _link,
    "code": _code,
    "blockquote": _quote,
    "tg-emoji": _emoji,
    "tg-time": _time,
}
