"""Telegram's HTML: parsed as strictly as Telegram does, with its sentences about what is wrong.

Offsets in those sentences count bytes of UTF-8; offsets of entities count units of UTF-16.
Markdown has a module of its own. Nothing here knows messages or chats.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from simulator.entities import Entity, Formatted, finished, units
from simulator.markdown import parse_markdown, parse_markdown_v2
from simulator.refusals import Refused, bad_request
from simulator.tags import KINDS, meaning

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LAST_CODE_POINT = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)

REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9A-Fa-f]+)|(\d+))|(lt|gt|amp|quot));?")
PLAIN = re.compile(r"[^<&]+")
SPACE = " \t\r\n\v\0"
NAME = re.compile(rf"[^{SPACE}>]*")
ATTRIBUTE = re.compile(rf"[^{SPACE}=>/\"']*")
SPACES = re.compile(rf"[{SPACE}]*")
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


def parsed(text: str, parse_mode: str | None, given: list[dict[str, Any]] | None) -> Formatted:
    """Return a text with its entities, from a parse mode or as the caller listed them.

    Raises Refused with Telegram's sentence when the text cannot be parsed.
    """
    mode = (parse_mode or "").lower()
    if mode in ("", "none"):
        return finished(text, [_listed(entity) for entity in given or []])
    if mode not in PARSERS:
        raise bad_request("unsupported parse_mode")
    try:
        return finished(*PARSERS[mode](text))
    except ValueError as reason:
        raise _unparsed(str(reason)) from None


def _unparsed(reason: str) -> Refused:
    return bad_request(f"can't parse entities: {reason}")


def _listed(entity: dict[str, Any]) -> Entity:
    extra = {k: v for k, v in entity.items() if k not in ("type", "offset", "length")}
    return Entity(entity["type"], int(entity["offset"]), int(entity["length"]), extra)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the text and the entities of Telegram's HTML.

    Raises ValueError with Telegram's words.
    """
    page = _Page(source)
    while page.at < len(source):
        page.step()
    if page.open:
        raise ValueError(f'Can\'t find end tag corresponding to start tag "{page.open[-1].name}"')
    return "".join(page.text), [_without_language(entity) for entity in page.entities]


def _without_language(entity: Entity) -> Entity:
    """Only a block has a language: `code` alone loses it."""
    return Entity(entity.type, entity.offset, entity.length) if entity.type == "code" else entity


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    attributes: dict[str, str]
    offset: int
    begin: int  # where its text begins, as a count of collected pieces


@dataclass(slots=True)
class _Page:
    """How far a text has been read."""

    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def step(self) -> None:
        """Read one stretch of text, one reference or one tag."""
        plain = PLAIN.match(self.source, self.at)
        if plain:
            self._take(plain.group(), plain.end())
        elif self.source[self.at] == "&":
            self._reference()
        elif self.source.startswith("</", self.at):
            self._end_tag()
        else:
            self._start_tag()

    def _take(self, text: str, end: int) -> None:
        self.text.append(text)
        self.length += units(text)
        self.at = end

    def _reference(self) -> None:
        match = REFERENCE.match(self.source, self.at)
        character = _character(match) if match else None
        if match and character:
            self._take(character, match.end())
        else:
            self._take("&", self.at + 1)

    def _start_tag(self) -> None:
        begin = self.at
        name = self._name(begin)
        self.at = begin + 1 + len(name)
        attributes = self._attributes(name.lower(), begin)
        self.at += 1
        self._check(name.lower(), attributes, begin)
        self.open.append(_Open(name.lower(), attributes, self.length, len(self.text)))

    def _name(self, begin: int) -> str:
        match = NAME.match(self.source, begin + 1)
        assert match is not None
        if match.end() == len(self.source):
            raise ValueError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if match.group().lower() not in KINDS:
            name = match.group().lower()
            raise ValueError(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        return match.group()

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Read attributes up to the closing bracket and stop at it."""
        attributes: dict[str, str] = {}
        while True:
            self._skip()
            if self._now() == ">":
                return attributes
            name = self._attribute_name(tag, begin)
            self._skip()
            if self._now() == "=":
                attributes[name] = self._value(tag, begin)
            elif self._now() == "":
                raise self._unclosed(tag, begin)
            else:
                attributes[name] = ""

    def _attribute_name(self, tag: str, begin: int) -> str:
        match = ATTRIBUTE.match(self.source, self.at)
        assert match is not None
        if not match.group():
            where = f'in the tag "{tag}" at byte offset {self._byte(begin)}'
            raise ValueError(f"Empty attribute name {where}")
        self.at = match.end()
        return match.group().lower()

    def _value(self, tag: str, begin: int) -> str:
        self.at += 1
        self._skip()
        if self._now() == "":
            raise self._unclosed(tag, begin)
        value = self._quoted() if self._now() in "\"'" else self._token()
        if self._now() == "":
            raise ValueError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return value

    def _token(self) -> str:
        match = TOKEN.match(self.source, self.at)
        assert match is not None
        begin, self.at = self.at, match.end()
        if self._now() not in f"{SPACE}>" or self._now() == "":
            raise ValueError(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return match.group().lower()

    def _quoted(self) -> str:
        quote = self._now()
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            self.at = len(self.source)
            return ""
        value = self.source[self.at + 1 : end]
        self.at = end + 1
        return REFERENCE.sub(lambda match: _character(match) or match.group(), value)

    def _check(self, tag: str, attributes: dict[str, str], begin: int) -> None:
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            where = f"at byte offset {self._byte(begin)}"
            raise ValueError(f'Tag "span" must have class "tg-spoiler" {where}')

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise ValueError(f"Unexpected end tag at byte offset {self._byte(begin)}")
        match = NAME.match(self.source, begin + 2)
        assert match is not None
        self.at = match.end()
        self._skip()
        if self._now() != ">":
            raise ValueError(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        self._close(match.group().lower(), begin)

    def _close(self, found: str, begin: int) -> None:
        tag = self.open[-1]
        if found and found != tag.name:
            raise ValueError(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{tag.name}>", found "</{found}>"'
            )
        self.open.pop()
        entity = self._entity(tag)
        if entity and entity.length:
            self._keep(entity)

    def _entity(self, tag: _Open) -> Entity | None:
        inner = "".join(self.text[tag.begin :])
        described = meaning(tag.name, tag.attributes, inner)
        if described is None:
            return None
        kind, extra = described
        return Entity(kind, tag.offset, self.length - tag.offset, extra)

    def _keep(self, entity: Entity) -> None:
        """Keep an entity; code within pre of the same stretch is one block with a language."""
        twin = self.entities[-1] if self.entities else None
        pair = {entity.type, twin.type} if twin else set()
        same = twin and (twin.offset, twin.length) == (entity.offset, entity.length)
        extra = {**(twin.extra if twin else {}), **entity.extra}
        if same and pair == {"pre", "code"} and "language" in extra:
            self.entities[-1] = Entity("pre", entity.offset, entity.length, extra)
        else:
            self.entities.append(entity)

    def _skip(self) -> None:
        match = SPACES.match(self.source, self.at)
        assert match is not None
        self.at = match.end()

    def _now(self) -> str:
        return self.source[self.at : self.at + 1]

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def _unclosed(self, tag: str, begin: int) -> ValueError:
        return ValueError(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')


def _character(match: re.Match[str]) -> str | None:
    """Return what a reference stands for, or None when it stands for itself."""
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code in SURROGATES:
        raise ValueError(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code <= LAST_CODE_POINT else None


PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}
