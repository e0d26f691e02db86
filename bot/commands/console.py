"""How commands speak: one JSON document or plain lines on stdout, everything else on stderr."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any, Never, TypeVar

import typer

from bot.clock import Clock
from bot.settings import Settings, load_settings
from store.engine import Store, open_store
from store.installation import unlock
from store.keyring import Keyring

Result = TypeVar("Result")


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


@dataclass(frozen=True, slots=True)
class Desk:
    """What a one-shot command works with: settings, the open database, and the time."""

    settings: Settings
    store: Store
    now: datetime


JSON = typer.Option("--json", help="Print one JSON document.")
BY = "operator"  # who does what a command does, in the audit book


@asynccontextmanager
async def desk() -> AsyncIterator[Desk]:
    """Open the database for one short piece of work beside the running service."""
    settings = load_settings()
    keyring = Keyring.of(settings.require_keys())
    clock = Clock()
    if settings.clock_url:
        await clock.catch_up(settings.clock_url)
    store = open_store(settings.database_url, keyring)
    try:
        await unlock(store, clock.now())
        yield Desk(settings, store, clock.now())
    finally:
        await store.close()


def at_desk(work: Callable[[Desk], Coroutine[Any, Any, Result]]) -> Result:
    """Run a piece of work at a desk and return what it returns."""

    async def run() -> Result:
        async with desk() as opened:
            return await work(opened)

    return asyncio.run(run())


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
