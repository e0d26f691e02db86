"""How commands speak: one JSON document or plain lines on stdout, everything else on stderr."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import IntEnum
from typing import Never

import typer


class Exit(IntEnum):
    """How a command ends."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    SETTING = 3
    HELD = 4


class Refused(Exception):
    """Understood and refused, nothing changed. `code` is for programs, the text for people."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


JSON = typer.Option("--json", help="Print one JSON document.")


def tell(document: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print the result: the document for programs, or the lines for people."""
    if as_json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def fail(code: str, text: str, status: Exit, *, as_json: bool = False) -> Never:
    """End the command with one line that says why."""
    if as_json:
        tell({"error": {"code": code, "text": text}}, (), as_json=True)
    sys.stderr.write(f"{text}\n")
    raise typer.Exit(status)


def utc(moment: datetime | None) -> str | None:
    """Return a moment as RFC 3339 in UTC, or None."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
