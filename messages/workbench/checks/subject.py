"""What is looked at: a message in one language beside what the template says of it.

Reads levels, samples and limits from the comments that translators see. Holds no rule.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from messages import languages
from messages.catalogs import FIELD
from messages.languages import LANGUAGES
from messages.workbench.checks.reader import Entry
from messages.workbench.checks.said import Said, apart, english
from messages.workbench.checks.words import Profile, profile

CRITICAL, CLINICAL, NORMAL = "critical", "clinical", "normal"
_NOTE = re.compile(r"(LEVEL|VARS?|MAX|LIMIT)\b\s*[:=]?\s*(.*)", re.IGNORECASE)
_SAMPLE = re.compile(r"\{?(\w+)\}?\s*[=:]\s*(.+)", re.ASCII)
_EXAMPLE = re.compile(r"(?:=|e\.g\.|example:?|like)\s*(.+)$", re.IGNORECASE)
_LENGTH = re.compile(r"max-length:\s*(\d+)")
_PRIORITY = 1000  # what the templates give to critical messages


class Found(NamedTuple):
    """A rule's finding: its code, what to say with it, and the line where it is not the message's.

    `sure` is False where the rule itself only suspects: then it is a warning in any message.
    """

    code: str
    what: str = ""
    other: str = ""
    line: int = 0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """What the template says around a message: how grave it is, its samples, its limit."""

    level: str = NORMAL
    samples: Mapping[str, str] = field(default_factory=dict, hash=False)
    limit: int | None = None


@dataclass(slots=True, eq=False)
class Message:
    """One entry of a file with the English and the frame that hold for it."""

    entry: Entry
    wanted: Entry
    frame: Frame
    language: str
    known: Profile

    @property
    def critical(self) -> bool:
        return self.frame.level == CRITICAL

    @property
    def first_line(self) -> int:
        return next(iter(self.entry.string_lines.values()), self.entry.line)

    def forms(self) -> Iterator["Form"]:
        """Yield each form that is filled, beside the English that it stands for."""
        many = self.wanted.plural or self.wanted.english or ""
        for index, text in self.entry.strings.items():
            if text.strip():
                alone = self.wanted.plural is not None and stands_alone(self.language, index)
                source = (self.wanted.english or "") if alone and index == 0 else many
                yield Form(self, index, apart(text, self.known), english(source), alone)


@dataclass(slots=True, eq=False)
class Form:
    """One form of a message's words. `alone` says that it is for one number only."""

    message: Message
    index: int
    said: Said
    english: Said
    alone: bool = False

    @property
    def counted(self) -> bool:
        """Say whether the message has several forms, so that some may leave the number out."""
        return self.message.wanted.plural is not None

    @property
    def line(self) -> int:
        return self.message.entry.string_lines.get(self.index, self.message.entry.line)

    def lines(self) -> list[tuple[Said, Said]]:
        """Return the lines in pairs, English first; the whole as one pair where they differ."""
        theirs, ours = self.english.lines, self.said.lines
        if len(theirs) == len(ours):
            return list(zip(theirs, ours, strict=True))
        return [(self.english, self.said)]

    def shown(self) -> str:
        """Return what a patient would see, values filled in with the samples."""
        samples = self.message.frame.samples
        return FIELD.sub(lambda found: samples.get(found[1], found[0]), self.said.raw)


def frame_of(entry: Entry, domain: str) -> Frame:
    """Return what the comments and flags of an entry say; other people's comments differ a bit."""
    level, limit = "", None
    samples: dict[str, str] = {}
    for note in entry.notes:
        kind, _, rest = _kind(note)
        if kind == "level":
            level = rest.lower()
        elif kind == "max":
            limit = _number(rest)
        else:
            samples.update(_samples(rest, entry) if kind == "vars" else _described(note, entry))
    for flag in entry.flags:
        length = _LENGTH.fullmatch(flag)
        limit = limit or (int(length[1]) if length else None)
    return Frame(_level(level, entry, domain), samples, limit)


def _kind(note: str) -> tuple[str, str, str]:
    match = _NOTE.match(note)
    if match is None:
        return "", "", note
    name = match[1].lower()
    kind = {"var": "vars", "limit": "max"}.get(name, name)
    return kind, "", match[2].strip()


def _number(rest: str) -> int | None:
    match = re.match(r"\d+", rest)
    return int(match[0]) if match else None


def _samples(rest: str, entry: Entry) -> Iterator[tuple[str, str]]:
    names = set(FIELD.findall((entry.english or "") + (entry.plural or "")))
    if not names:
        return
    for part in rest.split(";"):
        match = _SAMPLE.match(part.strip())
        if match and match[1] in names:
            yield match[1], match[2].strip()


def _described(note: str, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the example in a free note, such as "{phone}: the number to call, e.g. 112"."""
    for name, value in _samples(note, entry):
        if match := _EXAMPLE.search(value):
            yield name, match[1].strip().strip("\"'“”")


def _level(said: str, entry: Entry, domain: str) -> str:
    for level in (CRITICAL, CLINICAL, NORMAL):
        if said.startswith(level):
            return level
    if f"priority:{_PRIORITY}" in entry.flags or domain.startswith("redflag"):
        return CRITICAL
    return NORMAL


@lru_cache(maxsize=500)
def stands_alone(language: str, index: int) -> bool:
    """Say whether a form is for one number only; of a language we do not know, the first two may.

    Wrong rules in a header never count here: what a form is for is the language's own matter.
    """
    if language in LANGUAGES:
        return languages.stands_alone(language, index)
    return index == 0 and language not in ("uk", "be", "sr", "hr", "lt", "lv", "fr")


def known(language: str) -> Profile:
    """Return what is known of a language."""
    return profile(language)
