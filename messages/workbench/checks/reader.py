"""PO files as they come, broken ones too: every entry with its lines, and what is wrong with them.

Babel stops at the first mistake or overlooks it; whoever must mend a file needs them all. Holds no
rule about what a translation says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

BOM = "\ufeff"
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?[ \t]*(.*)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]+|[0-7]{1,3}|.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b"} | {
    "f": "\f",
    "v": "\v",
}
_TELLING = frozenset(".,|")  # the comments that somebody reads here
_MERGE = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_CURLY = "“”„«»‟＂″"
_CHARSET = re.compile(rb"charset=([\w-]+)")


@dataclass(slots=True)
class Entry:
    """One message of a file. `line` is where it begins; `strings` are its forms by number."""

    line: int = 0
    context: str | None = None
    english: str | None = None
    plural: str | None = None
    strings: dict[int, str] = field(default_factory=dict)
    string_lines: dict[int, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    previous: str = ""
    obsolete: bool = False

    def moved(self, down: int) -> "Entry":
        """Return the same message so many lines further down, with no words yet."""
        return Entry(
            self.line + down,
            self.context,
            self.english,
            self.plural,
            notes=[*self.notes],
            flags={*self.flags},
            previous=self.previous,
        )

    @property
    def complete(self) -> bool:
        """Say whether no line of it is still to come: it has its words, or nothing has begun."""
        return bool(self.strings) or not (self.line or self.notes or self.flags or self.previous)

    @property
    def key(self) -> str:
        """Return what the message is known by: its id, or where it has none its English."""
        return self.context if self.context is not None else self.english or ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A place that no tool can read, by the code of the rule that says so."""

    code: str
    line: int
    shown: str = ""


@dataclass(slots=True)
class PoFile:
    """All entries of one file; the header is the entry without English."""

    entries: list[Entry] = field(default_factory=list)
    header: dict[str, str] = field(default_factory=dict)
    header_entry: Entry | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    carriage_returns: int = 0  # the first line that ends in one


def read(raw: bytes) -> PoFile:
    """Return what is in a file, readable or not, and the places that are not."""
    found = PoFile()
    text = _decoded(raw, found)
    if text.startswith(BOM):
        found.mistakes.append(Mistake("F02", 1))
        text = text.removeprefix(BOM)
    if "\r" in text:
        found.carriage_returns = text[: text.index("\r")].count("\n") + 1
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    _Reading(found).all_of(text)
    _take_out_header(found)
    return found


def _decoded(raw: bytes, found: PoFile) -> str:
    for mark, codec in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark) or b"\0" in raw[:100]:
            found.mistakes.append(Mistake("F01", 1, "UTF-16"))
            return raw.decode(codec, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        named = _CHARSET.search(raw)
        found.mistakes.append(Mistake("F01", line, named[1].decode() if named else "?"))
        return raw.decode("latin-1")


class _Reading:
    """The lines read so far: which entry is open, and which of its texts goes on."""

    def __init__(self, found: PoFile) -> None:
        self.found = found
        self.entry = Entry()
        self.part = ""  # the keyword whose text may go on
        self.index = 0

    def all_of(self, text: str) -> None:
        number = 1
        for block in text.split("\n\n"):
            self._block(number, block)
            number += block.count("\n") + 2
        self._close()

    def _block(self, number: int, block: str) -> None:
        """Take the lines up to an empty one; what stands above a translation may be known."""
        head, translated, rest = block.partition("\nmsgstr")
        known = _head(head) if translated and self.entry.complete else None
        if known is not None:
            self._close()
            self.entry = known.moved(number - 1)
            number += head.count("\n") + 1
            block = f"msgstr{rest}"
        for place, line in enumerate(block.split("\n"), number):
            self.take(place, line.strip())
        self.part = ""

    def take(self, number: int, line: str) -> None:
        if not line:
            self.part = ""
        elif line[0] == '"':
            self._go_on(number, line)
        elif line[0] == "#":
            self._comment(number, line)
        elif line.startswith("msg"):
            self._keyword(number, line, obsolete=False)
        else:
            self._stray(number, line)

    def _comment(self, number: int, line: str) -> None:
        if line.startswith("#~"):
            self._obsolete(number, line[2:].strip())
            return
        if self.entry.strings:
            self._close()
        self.part = ""
        if line[1:2] in _TELLING:
            self._note(number, line[1:2], line[2:].strip())

    def _note(self, number: int, kind: str, said: str) -> None:
        if kind == ".":
            self.entry.notes.append(said)
        elif kind == ",":
            self.entry.flags.update(flag.strip() for flag in said.split(",") if flag.strip())
        else:
            self.entry.previous += self._text(number, said.partition('"')[2], quiet=True)

    def _obsolete(self, number: int, rest: str) -> None:
        if rest.startswith('"'):
            self._go_on(number, rest)
        elif rest.startswith("msg"):
            self._keyword(number, rest, obsolete=True)

    def _keyword(self, number: int, line: str, *, obsolete: bool) -> None:
        match = _KEYWORD.fullmatch(line)
        if match is None:
            self._stray(number, line)
            return
        self.part, self.index = match[1], int(match[2] or 0)
        self._begin(number, obsolete=obsolete)
        rest = match[3]
        if not rest.startswith('"'):
            self._wrong("F04" if rest[:1] and rest[0] in _CURLY else "F05", number, line)
            rest = f'"{rest.strip(_CURLY)}"'
        self._put(number, self._quoted(number, rest))

    def _begin(self, number: int, *, obsolete: bool) -> None:
        entry, part = self.entry, self.part
        again = (part == "msgctxt" and entry.context is not None) or (
            part == "msgid" and entry.english is not None
        )
        if (entry.strings and part != "msgstr") or again:
            self._close()
        entry = self.entry
        entry.line = entry.line or number
        entry.obsolete = entry.obsolete or obsolete
        if part == "msgstr":
            self._expect_place(number)

    def _expect_place(self, number: int) -> None:
        """Complain of a translation that belongs to no English, or stands there twice."""
        if self.entry.english is None or self.index in self.entry.strings:
            self._wrong("F05", number, "msgstr")
        self.entry.string_lines.setdefault(self.index, number)

    def _go_on(self, number: int, line: str) -> None:
        if not self.part:
            self._wrong("F05", number, line)
            return
        self._put(number, self._quoted(number, line))

    def _put(self, number: int, said: str) -> None:
        entry = self.entry
        if self.part == "msgstr":
            entry.strings[self.index] = entry.strings.get(self.index, "") + said
            entry.string_lines.setdefault(self.index, number)
        elif self.part == "msgid":
            entry.english = (entry.english or "") + said
        elif self.part == "msgctxt":
            entry.context = (entry.context or "") + said
        else:
            entry.plural = (entry.plural or "") + said

    def _quoted(self, number: int, line: str) -> str:
        inner = line[1:-1]
        if len(line) > 1 and line[-1] == '"' and '"' not in inner and "\\" not in inner:
            return inner
        match = _QUOTED.fullmatch(line)
        if match is None:
            self._wrong("F04" if line[-1] in _CURLY else "F05", number, line)
            return self._text(number, line.strip('"'), quiet=True)
        return self._text(number, match[1])

    def _text(self, number: int, inner: str, *, quiet: bool = False) -> str:
        if "\\" not in inner:
            return inner.removesuffix('"') if quiet else inner

        def said(escape: re.Match[str]) -> str:
            if escape[1] not in _ESCAPES and not quiet:
                self._wrong("F05", number, escape[0])
            return _ESCAPES.get(escape[1], escape[1])

        return _ESCAPE.sub(said, inner.removesuffix('"') if quiet else inner)

    def _stray(self, number: int, line: str) -> None:
        if line.startswith(_MERGE):
            self._wrong("F03", number, line)
        else:
            self._wrong("F04" if line[0] in _CURLY else "F05", number, line)

    def _wrong(self, code: str, number: int, shown: str) -> None:
        self.found.mistakes.append(Mistake(code, number, shown[:80]))

    def _close(self) -> None:
        entry = self.entry
        if entry.line:
            if entry.english is None or not entry.strings:
                self._wrong("F05", entry.line, entry.context or entry.english or "")
            self.found.entries.append(entry)
        self.entry = Entry()


@lru_cache(maxsize=20_000)
def _head(said: str) -> Entry | None:
    """Return the message that lines begin, where all is as it should be: once for all languages."""
    found = PoFile()
    reading = _Reading(found)
    for number, line in enumerate(said.split("\n"), 1):
        reading.take(number, line.strip())
    entry = reading.entry
    if found.entries or found.mistakes or entry.strings or entry.obsolete:
        return None
    return entry if entry.english is not None else None


def _take_out_header(found: PoFile) -> None:
    header = next(
        (
            one
            for one in found.entries
            if one.english == "" and not one.obsolete and not one.context
        ),
        None,
    )
    if header is None:
        return
    found.header_entry = header
    found.header = dict(_header_fields(header.strings.get(0, "")))
    found.entries = [one for one in found.entries if one is not header]


def _header_fields(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()
