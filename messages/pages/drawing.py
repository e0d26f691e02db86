"""Has a page or a picture drawn, by a process that lives only as long as that takes.

What draws is large: kept in the service it would cost more memory than all the rest. Blocks until
it is done, so whoever serves others meanwhile calls it in a thread. Holds nothing of what is drawn.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PRESS = Path(__file__).with_name("press.py")
SECONDS = 30  # longer than a busy small machine takes for the longest page


class Undrawn(Exception):
    """A page could not be made. Never says why: the reason may quote what stands on the page."""


class TooSlow(Undrawn):
    """A page was not ready in time; another try could take as long."""


class Template(StrEnum):
    """The layouts; each is a file beside this one."""

    PICTURE = "picture"
    VISIT = "visit"
    DOCTOR = "doctor"
    CARD = "card"
    CARD_PRINT = "card_print"

    @property
    def is_picture(self) -> bool:
        """Say whether it becomes a picture for a telephone, and not a page."""
        return self in (Template.PICTURE, Template.CARD)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that stands on a page, finished words and places; a template only lays it out."""

    template: Template
    content: dict[str, object]

    @property
    def form(self) -> str:
        """Return which kind of file it becomes."""
        return "png" if self.template.is_picture else "pdf"


def draw(sheet: Sheet) -> bytes:
    """Return the file of a sheet; a letter that no font has is an empty box in it. Raises Undrawn.

    A page is first made for archives, which is refused when a letter is missing.
    """
    if sheet.template.is_picture:
        return _drawn(sheet, strict=False)
    try:
        return draw_strictly(sheet)
    except Undrawn:
        return _drawn(sheet, strict=False)


def draw_strictly(sheet: Sheet) -> bytes:
    """Return the file of a sheet with every letter in it. Raises Undrawn."""
    return _drawn(sheet, strict=True)


def _drawn(sheet: Sheet, *, strict: bool) -> bytes:
    order = {
        "template": sheet.template,
        "format": "pdf" if strict else sheet.form,
        "strict": strict,
        "sheet": sheet.content,
    }
    command = [sys.executable, "-I", str(PRESS)]
    written = json.dumps(order, ensure_ascii=False).encode()
    try:
        done = subprocess.run(  # noqa: S603 -- our own file, by our own interpreter, no shell
            command, input=written, capture_output=True, timeout=SECONDS, check=True, env={}
        )
    except subprocess.TimeoutExpired:
        raise TooSlow from None
    except (OSError, subprocess.SubprocessError):
        raise Undrawn from None
    return done.stdout
