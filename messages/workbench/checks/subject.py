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
from messages.workbench.checks.said import Once, Said, apart, english
from messages.workbench.checks.vocabulary import profile
from messages.workbench.checks.words import Profile

CRITICAL, CLINICAL, NORMAL = "critical", "clinical", "normal"
# Our own comments, and those that other projects write for their translators.
_GREETING = re.compile(r"^(?:L10N|I18N|TRANSLATORS?)\s*:\s*", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:^|[;,|]\s*)(?:LEVEL|SEVERITY|RISK)\b\s*[:=]?\s*(critical|clinical|normal)\b", re.IGNORECASE
)
_LIMIT = re.compile(
    r"(?:^|[;,|.]\s*)(?:MAX\w*|LIMIT)[ ._-]*(?:len\w*|char\w*)?\s*[:=]?\s*(\d+)"
    r"\s*(?:$|[;,|.(]|char|letter|unit|sign)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:VAR|PLACEHOLDER|SAMPLE|EXAMPLE|VALUE)\w*\b", re.IGNORECASE)
_EXAMPLE = re.compile(r"(?:e\.g\.?|example:?|such as|like|sample:?)\s*[:=]?\s*(.+)$", re.IGNORECASE)
# A name and what is said of it; and where that ends: at the next name, if there is one.
_GIVEN = re.compile(r"(?<![\w{]){?(\w+)}?(?!\w)\s*([=:(]|is\b)\s*(?=(.+))")
_ENDS = re.compile(r"[;|]|,\s*{?(\w+)}?\s*[=:(]")
_LENGTH = re.compile(r"max-length:\s*(\d+)")
# Languages of others whose first form is for 21 or for none, too, or whose only form is for all.
_FIRST_FORM_FOR_MANY = frozenset(
    {"uk", "be", "sr", "hr", "lt", "lv", "fr", "ja", "ko", "th", "vi", "id", "ms", "lo", "my"}
)
_TERMS = 4  # how many a list has at least, and how many words each of them at most
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


@dataclass(eq=False)
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

    @property
    def listed(self) -> bool:
        """Say whether the English lists words to be found by, and says nothing with them."""
        return not self.message.critical and is_list(self.english.raw)

    @Once
    def lines(self) -> list[tuple[Said, Said]]:
        """Return the lines in pairs, English first; the whole as one pair where they differ."""
        theirs, ours = self.english.lines, self.said.lines
        if len(theirs) == len(ours):
            return list(zip(theirs, ours, strict=True))
        return [(self.english, self.said)]

    @Once
    def sentence_pairs(self) -> list[tuple[Said, Said]]:
        """Return sentences in pairs where a line has as many as its English, and else the lines."""
        found: list[tuple[Said, Said]] = []
        for theirs, ours in self.lines:
            if len(theirs.sentences) == len(ours.sentences) > 1:
                found += zip(theirs.parts, ours.parts, strict=True)
            else:
                found.append((theirs, ours))
        return found

    def shown(self) -> str:
        """Return what a patient would see, values filled in with the samples."""
        samples = self.message.frame.samples
        return FIELD.sub(lambda found: samples.get(found[1], found[0]), self.said.raw)


@lru_cache(maxsize=20_000)
def is_list(source: str) -> bool:
    """Say whether a text is a list of at least four short terms in small letters, no sentence."""
    terms = source.split(",")
    return (
        len(terms) >= _TERMS
        and source[:1].islower()
        and source[-1:].isalnum()
        and not re.search(r"[{}<>\n]", source)
        and all(len(term.split()) <= _TERMS for term in terms)
    )


def frame_of(entry: Entry, domain: str) -> Frame:
    """Return what the comments and flags of an entry say; other people's comments differ a bit."""
    names = set(FIELD.findall((entry.english or "") + (entry.plural or "")))
    level, limit = "", None
    samples: dict[str, str] = {}
    for written in entry.notes:
        note = _GREETING.sub("", written)
        level = level or _first(_LEVEL, note).lower()
        limit = limit or int(_first(_LIMIT, note) or 0) or None
        for name in names:
            if name in note and (value := _sample(note, name, names)):
                samples.setdefault(name, value)
    for flag in entry.flags:
        length = _LENGTH.fullmatch(flag)
        limit = limit or (int(length[1]) if length else None)
    return Frame(_level(level, entry, domain), samples, limit)


def _first(pattern: re.Pattern[str], note: str) -> str:
    match = pattern.search(note)
    return match[1] if match else ""


def _sample(note: str, name: str, names: set[str]) -> str:
    """Return the value that a comment gives for a name, as "n = 4" or "{n}: days, e.g. 4"."""
    match = next((one for one in _GIVEN.finditer(note) if one[1] == name), None)
    if match is None:
        return ""
    others = {None, *names} - {name}
    ends = (one.start() for one in _ENDS.finditer(match[3]) if one[1] in others)
    said = match[3][: next(ends, None)]
    example = _EXAMPLE.search(said)
    if example is not None:
        said = example[1]
    elif match[2] != "=" and not _LISTED.match(note):
        return ""
    shut = ")" if match[2] == "(" or said.count(")") > said.count("(") else ""
    return said.strip().removesuffix(shut).strip().strip("\"'“”")


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
    return index == 0 and language.partition("_")[0] not in _FIRST_FORM_FOR_MANY


def known(language: str) -> Profile:
    """Return what is known of a language."""
    return profile(language)
