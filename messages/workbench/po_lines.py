"""Entries of a PO file as lines, and the English before, which Babel does not read.

Written the way GNU gettext, translate-toolkit and polib write it: one line of a text on each line,
of what is gone too. Holds no rule about what is in an entry.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize, normalize

# Wide enough for every line: a change of a text is then a change of its own line.
WIDTH = 100_000
_BEFORE = (b"#|", b"#~|")
_CONTEXT = re.compile(rb'(?:#~ *)?msgctxt\s+(".*")')
_PART = re.compile(r'(msgid_plural|msgid|msgctxt)?\s*((?:"(?:[^"\\]|\\.)*"\s*)*)')


@dataclass(frozen=True, slots=True)
class Before:
    """What a translation was made from: the English, one or two, and the id if it says one."""

    english: list[str]
    id: str = ""


def apart(raw: bytes) -> tuple[bytes, Mapping[str, Before]]:
    """Return a file without the comments that hold an earlier English, and that English by id.

    Raises UnicodeDecodeError.
    """
    kept: list[bytes] = []
    before: list[str] = []
    found: dict[str, Before] = {}
    for line in raw.split(b"\n"):
        if line.startswith(_BEFORE):
            before.append(line.partition(b"|")[2].decode("utf-8").strip())
            continue
        kept.append(line)
        if before and (match := _CONTEXT.match(line)):
            found[denormalize(match[1].decode("utf-8").strip())] = _before(before)
        if b"msg" in line[:10]:
            before = []
    return b"\n".join(kept), found


def _before(before: Iterable[str]) -> Before:
    parts: dict[str, list[str]] = {}
    part = ""
    for line in before:
        match = _PART.match(line)
        assert match is not None  # every part of it may be absent
        part = match[1] or part
        parts.setdefault(part, []).append(match[2])
    said = {name: _said(" ".join(quoted)) for name, quoted in parts.items()}
    english = [said[name] for name in ("msgid", "msgid_plural") if name in said]
    return Before(english, said.get("msgctxt", ""))


def _said(quoted: str) -> str:
    return "".join(denormalize(one) for one in re.findall(r'"(?:[^"\\]|\\.)*"', quoted))


def lines(catalog: Catalog) -> Iterator[str]:
    """Yield a catalog line by line: its head, its entries, and what is gone."""
    for message in catalog:
        yield from (catalog.header_comment.split("\n") if not message.id else ())
        yield from _entry(message, catalog.num_plurals)
        yield ""
    for message in catalog.obsolete.values():
        yield from _entry(message, catalog.num_plurals, "#~ ")
        yield ""


def _entry(message: Message, forms: int, gone: str = "") -> Iterator[str]:
    """Yield the lines of one entry; what is gone keeps its flags: fuzzy words stay fuzzy."""
    yield from (f"# {one}".rstrip() for one in message.user_comments)
    if not gone:
        yield from (f"#. {one}" for one in message.auto_comments)
        places = sorted({str(one) for one, _ in message.locations})
        yield from ([f"#: {' '.join(places)}"] if places else [])
    if message.flags:
        yield f"#, {', '.join(sorted(message.flags))}"
    before = f"{gone.strip() or '#'}| "
    for name, said in zip(("msgid", "msgid_plural"), message.previous_id, strict=False):
        yield from _text(name, said, before)
    if message.context:
        yield from _text("msgctxt", message.context, gone)
    yield from _words(message, forms, gone)


def _words(message: Message, forms: int, gone: str) -> Iterator[str]:
    if not isinstance(message.id, tuple | list):
        yield from _text("msgid", message.id, gone)
        yield from _text("msgstr", message.string or "", gone)
        return
    yield from _text("msgid", message.id[0], gone)
    yield from _text("msgid_plural", message.id[1], gone)
    said = [*(message.string or ()), *("",) * forms][:forms]
    for form, words in enumerate(said):
        yield from _text(f"msgstr[{form}]", words, gone)


def _text(name: str, said: object, prefix: str) -> Iterator[str]:
    yield from (
        f"{prefix}{line}" for line in f"{name} {normalize(str(said), width=WIDTH)}".split("\n")
    )
