"""What a loop needs from outside, and nothing more."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import OutboxMessage, Outcome
from messages.screen import Screen


@dataclass(frozen=True, slots=True)
class Bells:
    """Rung when there may be something to do, so that nobody waits for the next look."""

    inbox: asyncio.Event = field(default_factory=asyncio.Event)
    outbox: asyncio.Event = field(default_factory=asyncio.Event)


class Begin(Protocol):
    """Begins a transaction: `store.engine.Store.begin`."""

    def __call__(self, *, lasting: bool = True) -> AbstractAsyncContextManager[AsyncSession]: ...


@dataclass(frozen=True, slots=True)
class Service:
    """Everything a loop needs; built once, in bot/main.py. `boot_id` names this start."""

    begin: Begin
    now: Callable[[], datetime]
    send: Callable[[OutboxMessage, Screen, bool], Awaitable[Outcome]]
    boot_id: str
    preview: tuple[str, ...] = ()
    bells: Bells = field(default_factory=Bells)


AT_LEISURE = 3.0  # seconds between beats for what has waited for minutes, hours or days anyway


@dataclass(frozen=True, slots=True)
class Tick:
    """A sweep over what is due, and the look at when it will next have something to do.

    It beats `every` so many seconds: each second only what pages or reminds somebody. With `looks`,
    it sweeps only when its moment has come, which is looked up that often: scheduler/seldom.py.
    """

    name: str
    sweep: Callable[[Service], Awaitable[int]]
    next_due: Callable[[AsyncSession], Awaitable[datetime | None]] | None = None
    every: float = AT_LEISURE  # seconds
    looks: float = 0  # seconds
    what: str = ""  # what is due, in words for whoever moves the simulator's clock


async def rest(bell: asyncio.Event, seconds: float) -> None:
    """Wait until the bell rings, at most so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await bell.wait()
    except TimeoutError:
        pass
    finally:
        bell.clear()
