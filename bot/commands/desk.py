"""Where a command works beside the running service: its settings, the open database, the time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.clock import Clock
from bot.settings import Settings, load_settings
from store.engine import Store, open_store
from store.installation import unlock
from store.keyring import Keyring

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a one-shot command works with: settings, the open database, and the time."""

    settings: Settings
    store: Store
    now: datetime


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
