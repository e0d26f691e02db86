"""Text and what is marked in it, counted as Telegram counts: in UTF-16 units. Parses no markup."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

MOST = 100  # Telegram ignores entities beyond these
LITERAL = {"code", "pre", "text_link", "text_mention"}  # nothing is found by itself inside these

FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/]))"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31})"
    r"|(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'])"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)
# What can hold something that Telegram finds by itself; most texts hold none of it.
TELLTALE = re.compile(r"[/@#]")

SAFE = re.compile(r"(?:https?|tg|ton)://", re.IGNORECASE)

ORDER = (
    *("blockquote", "expandable_blockquote", "text_link", "text_mention", "date_time"),
    *("pre", "code", "bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"),
)

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "text_link": "a",
    "text_mention": "a",
    "custom_emoji": "tg-emoji",
    "date_time": "tg-time",
}


@dataclass(frozen=True, slots=True)
class Entity:
    """One marked stretch; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.offset + self.length

    def shown(self) -> dict[str, Any]:
        """Return the MessageEntity."""
        return {"offset": self.offset, "length": self.length, "type": self.type, **self.extra}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text after parsing."""

    text: str
    entities: tuple[Entity, ...] = ()

    def shown(self) -> list[dict[str, Any]]:
        """Return the entities as a message carries them."""
        return [entity.shown() for entity in self.entities]


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def finished(text: str, entities: list[Entity]) -> Formatted:
    """Return what Telegram keeps of a text: trimmed, with what it finds by itself marked."""
    text, entities = _trimmed(text, entities)
    entities = sorted((e for e in entities if e.length > 0), key=_rank)
    return Formatted(text, tuple(sorted([*entities, *_found(text, entities)], key=_rank)[:MOST]))


def _rank(entity: Entity) -> tuple[int, int, int]:
    kind = ORDER.index(entity.type) if entity.type in ORDER else len(ORDER)
    return entity.offset, -entity.length, kind


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    kept = text.rstrip()
    start = units(kept) - units(kept.lstrip())
    kept = kept.lstrip()
    end = units(kept)
    return kept, [_moved(entity, start, end) for entity in entities]


def _moved(entity: Entity, start: int, end: int) -> Entity:
    """Cut an entity to a text of which `start` units were cut off and `end` are left."""
    offset = max(0, entity.offset - start)
    length = min(entity.end - start, end) - offset
    return Entity(entity.type, offset, max(0, length), entity.extra)


def _found(text: str, marked: list[Entity]) -> list[Entity]:
    if not TELLTALE.search(text):
        return []
    literal = [entity for entity in marked if entity.type in LITERAL]
    found = [_entity(text, match) for match in FOUND.finditer(text)]
    return [e for e in found if not any(e.offset < x.end and x.offset < e.end for x in literal)]


def _entity(text: str, match: re.Match[str]) -> Entity:
    assert match.lastgroup is not None
    return Entity(match.lastgroup, units(text[: match.start()]), units(match.group()))


def as_html(formatted: Formatted) -> str:
    """Return the text as HTML that shows what a reader sees, safe to put into a page."""
    raw = formatted.text.encode("utf-16-le")
    marks = [e for e in formatted.entities if e.type in TAGS]
    written, at = [], 0
    for position, tag in _tags(marks):
        written.append(_escaped(raw[at * 2 : position * 2]))
        written.append(tag)
        at = position
    written.append(_escaped(raw[at * 2 :]))
    return "".join(written)


def _escaped(raw: bytes) -> str:
    return escape(raw.decode("utf-16-le", "replace"), quote=False)


def _tags(marks: list[Entity]) -> list[tuple[int, str]]:
    """Return opening and closing tags in order; an outer entity closes after its inner ones."""
    out: list[tuple[int, str]] = []
    open_now: list[Entity] = []
    for entity in marks:
        _close(out, open_now, entity.offset)
        if open_now and entity.end > open_now[-1].end:
            continue  # crossing entities have no place in HTML; the text is still shown
        out.append((entity.offset, _opening(entity)))
        open_now.append(entity)
    _close(out, open_now, None)
    return out


def _close(out: list[tuple[int, str]], open_now: list[Entity], upto: int | None) -> None:
    while open_now and (upto is None or open_now[-1].end <= upto):
        entity = open_now.pop()
        out.append((entity.end, f"</{TAGS[entity.type]}>"))


def _opening(entity: Entity) -> str:
    describe = ATTRIBUTES.get(entity.type)
    return f"<{TAGS[entity.type]}{describe(entity.extra) if describe else ''}>"


def _href(url: str) -> str:
    """Return an address for a page; what is no link on Telegram is none there."""
    return f' href="{escape(url)}"' if SAFE.match(url) else ""


ATTRIBUTES: dict[str, Callable[[dict[str, Any]], str]] = {
    "text_link": lambda extra: _href(str(extra["url"])),
    "text_mention": lambda extra: f' href="tg://user?id={int(extra["user"]["id"])}"',
    "custom_emoji": lambda extra: f' emoji-id="{escape(str(extra["custom_emoji_id"]))}"',
    "date_time": lambda extra: f' unix="{int(extra["unix_time"])}"',
    "expandable_blockquote": lambda _extra: " expandable",
}
