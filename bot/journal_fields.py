"""Which fields a log line may have, and what a value must look like to be written.

A value is written if it can only be an id, a count or a code. A word alone could be a name or a
symptom; it is written only where the field's own name makes that absurd.
"""

import re
from enum import Enum
from typing import Any

HIDDEN = "…"

# Ids and counts: numbers, or a letter or two and a number, as in P-0007.
NUMBERS = frozenset({
    "alert", "appointment", "attempt", "chat", "count", "entry", "epoch", "failures", "id", "lane",
    "member", "message_id", "number", "offset", "patient", "port", "reminder", "rows", "seconds",
    "step", "task", "team", "update",
})  # fmt: skip
# Words that stand in our source: types of errors, loops, members of enumerations.
NAMES = frozenset({
    "channel", "error", "job", "kind", "language", "loop", "method", "outcome", "refusal", "result",
    "signal", "state", "status", "tick",
})  # fmt: skip
# Ids with more to them: page:4:1:chat, redflag.fever, es/staff.po.
CODES = frozenset({"boot", "file", "key", "message"})

NUMBER = re.compile(r"[A-Z]{0,2}-?\d{1,20}")
NAME = re.compile(r"[A-Za-z_]{1,40}")
CODE = re.compile(r"(?=.*[A-Za-z])(?=.*[\d_.:/])[\w:.,+/*-]{1,120}")
NOTHING = re.compile(r"(?!)")
# In a sentence's gaps there is no field to go by: a language or an error's type may stand there.
GAP = re.compile(rf"{CODE.pattern}|[a-z]{{2,3}}|(?:[A-Z][a-z]+){{2,5}}")

SECRET = re.compile(
    r"\d{5,}:[A-Za-z0-9_-]{20,}"  # a bot's token
    r"|[A-Za-z0-9_-]{43}="  # a Fernet key
    r"|gAAAAA[A-Za-z0-9_=-]{20,}"  # and what it encrypts to
    r"|\+\d[\d().-]{5,}\d|(?<![\d.])0\d{8,}|(?<![\d-])\d{3}[.-]\d{3}[.-]\d{4}(?!\d)"  # a telephone
)


def field(name: str) -> str:
    """Return a field's name, hidden if it could be anything else than one."""
    return name if NAME.fullmatch(name) else HIDDEN


def value_of(name: str, value: Any) -> Any:
    """Return a value as it may be written under a field's name."""
    value = _bare(value)
    if value is None or (name in NUMBERS and isinstance(value, int | float)):
        return value
    return value if _matches(_pattern(name), value) else HIDDEN


def gap(value: Any) -> Any:
    """Return a value as it may be written in a gap of a sentence."""
    if isinstance(value, Enum):
        return value.value
    value = _bare(value)
    return value if isinstance(value, int) or _matches(GAP, value) else HIDDEN


def redacted(line: str) -> str:
    """Return a line without tokens, keys and telephone numbers."""
    return SECRET.sub(HIDDEN, line)


def _pattern(name: str) -> re.Pattern[str]:
    if name in NUMBERS:
        return NUMBER
    if name in NAMES:
        return NAME
    return CODE if name in CODES else NOTHING


def _bare(value: Any) -> Any:
    """Return what stands for a value of ours: a type's name, an enumeration's member."""
    if isinstance(value, type):
        return value.__name__
    return value.value if isinstance(value, Enum) else value


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
