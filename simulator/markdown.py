"""Telegram's two Markdowns: the strict MarkdownV2, and the old Markdown without nesting.

Errors are ValueErrors in Telegram's words; offsets in them count bytes of UTF-8.
"""

import re
from dataclasses import dataclass, field

from simulator.entities import Entity, units
from simulator.tags import meaning

RESERVED = "_*[]()~`>#+-=|{}.!"
LAST_ESCAPABLE = 126
MARKS = {
    "__": ("underline", "Underline"),
    "||": ("spoiler", "Spoiler"),
    "_": ("italic", "Italic"),
    "*": ("bold", "Bold"),
    "~": ("strikethrough", "Strikethrough"),
    "```": ("pre", "Pre"),
    "`": ("code", "Code"),
    "[": ("text_link", "TextUrl"),
}
VERBATIM = ("pre", "code")
LANGUAGE = re.compile(r"([^\s`]+)(?:\r\n|\n\r|[ \r\n])|[\r\n]")
ADDRESS = re.compile(r"\(((?:\\[\x01-\x7e]|[^)\\]|\\(?![\x01-\x7e]))*)\)")
PLAIN = re.compile(rf"[^\\{re.escape(RESERVED)}]+")

OLD = {"*": "bold", "_": "italic", "`": "code", "```": "pre", "[": "text_link"}
OLD_PLAIN = re.compile(r"[^\\_*`\[]+")


@dataclass(slots=True)
class _Open:
    """A mark that waits for its end."""

    mark: str
    begin: int
    offset: int
    piece: int
    language: str | None = None


@dataclass(slots=True)
class _Reader:
    """How far a text has been read."""

    source: str
    at: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def take(self, text: str, end: int) -> None:
        """Add a stretch of text and go on behind it."""
        self.pieces.append(text)
        self.length += units(text)
        self.at = end

    def byte(self, at: int) -> int:
        """Return a place in the source as Telegram counts it."""
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def starts(self, text: str) -> bool:
        """Return whether a text stands here."""
        return self.source.startswith(text, self.at)

    def inner(self, entry: _Open) -> str:
        """Return what has been read since a mark."""
        return "".join(self.pieces[entry.piece :])

    def keep(self, entry: _Open, kind: str, extra: dict[str, object]) -> None:
        """Keep an entity that reaches to here, unless it is empty."""
        length = self.length - entry.offset
        if length:
            self.entities.append(Entity(kind, entry.offset, length, dict(extra)))


def parse_markdown_v2(source: str) -> tuple[str, list[Entity]]:
    """Return the text and the entities of MarkdownV2. Raises ValueError in Telegram's words."""
    reader = _Reader(source)
    while reader.at < len(source):
        _step(reader)
    if reader.open:
        entry = reader.open[-1]
        name = "PreCode" if entry.language else MARKS[entry.mark][1]
        raise ValueError(
            f"Can't find end of {name} entity at byte offset {reader.byte(entry.begin)}"
        )
    return "".join(reader.pieces), reader.entities


def _step(reader: _Reader) -> None:
    plain = PLAIN.match(reader.source, reader.at)
    if plain:
        reader.take(plain.group(), plain.end())
    elif reader.starts("\\"):
        _escape(reader, LAST_ESCAPABLE)
    elif reader.open and MARKS[reader.open[-1].mark][0] in VERBATIM:
        _verbatim(reader)
    else:
        _mark(reader)


def _escape(reader: _Reader, last: int) -> None:
    follows = reader.source[reader.at + 1 : reader.at + 2]
    if follows and 0 < ord(follows) <= last:
        reader.take(follows, reader.at + 2)
    else:
        reader.take("\\", reader.at + 1)


def _verbatim(reader: _Reader) -> None:
    if reader.starts(reader.open[-1].mark):
        _close(reader)
    else:
        reader.take(reader.source[reader.at], reader.at + 1)


def _mark(reader: _Reader) -> None:
    if reader.open and _ends(reader, reader.open[-1].mark):
        _close(reader)
        return
    mark = next((mark for mark in ORDERED if reader.starts(mark)), None)
    if mark is None:
        sign = reader.source[reader.at]
        raise ValueError(
            f"Character '{sign}' is reserved and must be escaped with the preceding '\\'"
        )
    _begin(reader, mark)


ORDERED = ("```", "__", "||", "_", "*", "~", "`", "[")


def _ends(reader: _Reader, mark: str) -> bool:
    if mark == "_":
        return reader.starts("_") and not reader.starts("__")
    return reader.starts("]" if mark == "[" else mark)


def _begin(reader: _Reader, mark: str) -> None:
    entry = _Open(mark, reader.at, reader.length, len(reader.pieces))
    reader.at += len(mark)
    if mark == "```":
        found = LANGUAGE.match(reader.source, reader.at)
        if found:
            entry.language = found.group(1)
            reader.at = found.end()
    reader.open.append(entry)


def _close(reader: _Reader) -> None:
    entry = reader.open.pop()
    kind = MARKS[entry.mark][0]
    if kind == "text_link":
        _close_link(reader, entry)
        return
    reader.at += len(entry.mark)
    reader.keep(entry, kind, {"language": entry.language} if entry.language else {})


def _close_link(reader: _Reader, entry: _Open) -> None:
    reader.at += 1
    address = _address(reader) if reader.starts("(") else reader.inner(entry)
    described = meaning("a", {"href": address}, reader.inner(entry)) if address else None
    if described:
        reader.keep(entry, *described)


def _address(reader: _Reader) -> str:
    """Read the address in brackets behind a link; within it only `)` and a backslash count."""
    begin = reader.at
    match = ADDRESS.match(reader.source, begin)
    if match is None:
        raise ValueError(f"Can't find end of a URL at byte offset {reader.byte(begin + 1)}")
    reader.at = match.end()
    return re.sub(r"\\([\x01-\x7e])", r"\1", match.group(1))


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """Return the text and the entities of the old Markdown. Raises ValueError."""
    reader = _Reader(source)
    while reader.at < len(source):
        plain = OLD_PLAIN.match(source, reader.at)
        if plain:
            reader.take(plain.group(), plain.end())
        elif reader.starts("\\"):
            _old_escape(reader)
        else:
            _old_mark(reader)
    return "".join(reader.pieces), reader.entities


def _old_escape(reader: _Reader) -> None:
    follows = reader.source[reader.at + 1 : reader.at + 2]
    kept = follows if follows and follows in "_*`[" else "\\"
    reader.take(kept, reader.at + (2 if kept == follows else 1))


def _old_mark(reader: _Reader) -> None:
    mark = next(mark for mark in ("```", "[", "`", "*", "_") if reader.starts(mark))
    entry = _Open(mark, reader.at, reader.length, len(reader.pieces))
    ending = "]" if mark == "[" else mark
    end = reader.source.find(ending, reader.at + len(mark))
    if end < 0:
        where = reader.byte(entry.begin)
        raise ValueError(f"Can't find end of the entity starting at byte offset {where}")
    reader.take(reader.source[reader.at + len(mark) : end], end + len(ending))
    if mark == "[":
        _old_link(reader, entry)
    else:
        reader.keep(entry, OLD[mark], {})


def _old_link(reader: _Reader, entry: _Open) -> None:
    if not reader.starts("("):
        return
    described = meaning("a", {"href": _address(reader)}, reader.inner(entry))
    if described:
        reader.keep(entry, *described)
