"""Button presses as short strings. Anybody can send any string, so reading one never fails."""

import re
from dataclasses import dataclass

PRESS = re.compile(
    r"([a-z_]{2,16})(?:\.([A-Za-z0-9_]{1,24}))?(?::([0-9]{1,12}))?(?::([0-9]{1,9}))?"
)


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says: a deed, perhaps which choice, on what, and in which epoch or screen."""

    deed: str
    choice: str = ""
    subject: int = 0
    epoch: int = 0


def decode(data: str | None) -> Press | None:
    """Read callback data, or return None if it is not one of ours."""
    match = PRESS.fullmatch(data or "")
    if match is None:
        return None
    return Press(match[1], match[2] or "", int(match[3] or 0), int(match[4] or 0))


def encode(press: Press) -> str:
    """Write callback data, at most 64 bytes."""
    choice = f".{press.choice}" if press.choice else ""
    return f"{press.deed}{choice}:{press.subject}:{press.epoch}"
