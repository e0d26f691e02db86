"""Put the service together and run it. The only place where its objects are made."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import (
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    nullcontext,
)
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from socket import socket
from typing import Protocol
from uuid import uuid4

import structlog
from telegram import Bot

from bot.arrival import introduce, say_what_was_missed
from bot.clock import Clock, Due, Standing
from bot.inbox import Handlers, handle_updates
from bot.ingest import Ingest, Urgent
from bot.request import AiohttpRequest
from bot.reviewed import require_reviews
from bot.routes import handlers_for, urgent_words
from bot.selfcheck import watch_groups
from bot.settings import Settings
from bot.telegram import send
from care.delivery import Lane, OutboxMessage, Outcome
from messages import languages
from messages.declare import TEXTS
from messages.languages import Status
from messages.screen import Screen
from messages.voice import CATALOGS
from scheduler.delivery import Delivery
from scheduler.ports import Service, Tick
from scheduler.progress import Progress
from scheduler.run import beat, forever
from scheduler.seldom import seldom
from scheduler.ticks import TICKS
from store import inbox, outbox
from store.engine import Store, file_of, open_store
from store.installation import unlock
from store.keyring import Keyring
from store.lock import sole_poller, sole_service

Send = Callable[[OutboxMessage, Screen, bool], Awaitable[Outcome]]
QUICK = 0.2  # seconds between beats where the clock is the simulator's

logger = structlog.get_logger(__name__)


class Stop(Exception):
    """Somebody asked the service to end."""


class Intake(Protocol):
    """What fetches updates for ever."""

    async def poll(self, bot: Bot) -> None: ...


def _as_it_is(send: Send) -> Send:
    return send


@dataclass(frozen=True, slots=True)
class Parts:
    """What the service is made of. A test may hand in a broken one, to see that it is noticed."""

    ingest: Callable[[Service, Urgent], Ingest] = Ingest
    delivery: Callable[[Service, Callable[[], float]], Delivery] = Delivery
    handlers: Callable[[tuple[str, ...]], Handlers] = handlers_for
    ticks: Sequence[Tick] = TICKS
    wire: Callable[[Send], Send] = _as_it_is  # what is put around the sending of a message


@dataclass(frozen=True, slots=True)
class Wires:
    """The connections to Telegram: alerts never wait behind reminders for one of them."""

    urgent: Bot
    usual: Bot

    async def send(self, message: OutboxMessage, screen: Screen, plain: bool) -> Outcome:  # noqa: FBT001 -- the port's shape
        """Send by the wire of the message's lane."""
        bot = self.urgent if message.lane <= Lane.ECHO else self.usual
        return await send(bot, message, screen, plain=plain)


async def start(
    store: Store,
    now: Callable[[], datetime],
    wire: Callable[[OutboxMessage, Screen, bool], object],
    preview: tuple[str, ...] = (),
) -> Service:
    """Return a service that has taken back what the boot before left half done."""
    service = Service(store.begin, now, wire, uuid4().hex, preview)  # type: ignore[arg-type]  # fakes stand at the wire
    async with service.begin() as session:
        await outbox.reclaim(session, service.boot_id)
    return service


async def run(settings: Settings, parts: Parts = Parts()) -> None:
    """Run the service until it is asked to end. A loop that dies takes the process with it.

    Starting is the recovery path, there is no other: 1. hold the database; 2. open it and its
    keys; 3. take back what was half done; 4. say what may have been missed; 5. run the loops.
    """
    token, keyring = settings.require_token(), Keyring.of(settings.require_keys())
    require_reviews(settings.open_unreviewed_languages)
    clock = Clock()
    async with AsyncExitStack() as stack:
        stack.enter_context(sole_service(file_of(settings.database_url)))
        store = open_store(settings.database_url, keyring)
        stack.push_async_callback(store.close)
        await unlock(store, clock.now())
        door = stack.enter_context(_door(settings))
        wires = await stack.enter_async_context(_wires(token, settings.telegram_api_url))
        service = await start(store, clock.now, parts.wire(wires.send), settings.preview_languages)
        await asyncio.to_thread(_read_catalogs, settings.preview_languages)
        await say_what_was_missed(service)
        _forget_what_stays()
        await _loops(settings, parts, service, _Engines(store, wires, clock, door))


def _read_catalogs(preview: Sequence[str]) -> None:
    """Read what is written in the languages that are offered, before anybody waits for it."""
    spoken = [one.code for one in languages.offered(preview) if one.status is not Status.PSEUDO]
    CATALOGS.warm(spoken, {text.domain for text in TEXTS.values()})


def _forget_what_stays() -> None:
    """Take what is loaded by now out of later collections: to walk through it stops every loop."""
    gc.collect()
    gc.freeze()


@dataclass(frozen=True, slots=True)
class _Engines:
    store: Store
    wires: Wires
    clock: Clock
    door: socket | None = None  # open where Telegram is to call us


async def _loops(settings: Settings, parts: Parts, service: Service, engines: _Engines) -> None:
    loop, progress = asyncio.get_running_loop(), Progress(service)
    handlers = parts.handlers(service.preview)
    ticks = [progress.watched(seldom(tick)) for tick in parts.ticks]
    if settings.clock_url:
        ticks = [replace(tick, every=QUICK) for tick in ticks]
    try:
        async with asyncio.TaskGroup() as loops:
            loops.create_task(_until_asked())
            loops.create_task(_take_in(settings, parts, service, engines))
            loops.create_task(
                forever(lambda s: handle_updates(s, handlers), service, service.bells.inbox)
            )
            loops.create_task(beat(ticks, service))
            loops.create_task(parts.delivery(service, loop.time).run())
            loops.create_task(introduce(service, engines.wires.usual))
            loops.create_task(watch_groups(service, engines.wires.usual))
            if settings.clock_url:
                loops.create_task(engines.clock.follow(settings.clock_url))
                standing = _Standing(service, progress, engines.clock)
                report = engines.clock.report(settings.clock_url, service.boot_id, standing.look)
                loops.create_task(report)
    except* Stop:
        logger.info("service.stopped")


async def _take_in(settings: Settings, parts: Parts, service: Service, engines: _Engines) -> None:
    ingest = parts.ingest(service, urgent_words())
    if engines.door is not None:
        from bot.webhook import Webhook, serve  # noqa: PLC0415 -- memory that polling spares

        logger.info("service.started", boot=service.boot_id)
        await serve(Webhook(settings, ingest), engines.wires.urgent, engines.door)
    async with sole_poller(engines.store):
        logger.info("service.started", boot=service.boot_id)
        await ingest.poll(engines.wires.urgent)


def _door(settings: Settings) -> AbstractContextManager[socket | None]:
    """Open the port at which Telegram calls, before anything else runs; polling has none."""
    if settings.webhook_url is None:
        return nullcontext()
    from bot.webhook import listen  # noqa: PLC0415 -- memory that polling spares

    return listen(settings)


@dataclass(slots=True)
class _Standing:
    """Whether this process is done with its moment, and what comes next."""

    service: Service
    progress: Progress
    clock: Clock
    offset: timedelta | None = None
    since: datetime | None = None  # when the clock last moved

    async def look(self) -> Standing:
        """Return where we stand: idle when every sweep has run since the clock moved."""
        async with self.service.begin() as session:
            now = self.service.now()
            if self.clock.offset != self.offset:
                self.offset, self.since = self.clock.offset, now
            waiting = await inbox.count_waiting(session)
            owed = await outbox.next_due(session)
            dues = await self.progress.dues(session)
        if owed is not None:
            dues.append((owed[0], "a message"))
        swept = self.progress.swept_since(self.since or now)
        at, what = min(dues, default=(None, ""))
        idle = swept and not waiting and (at is None or at > now)
        return Standing(idle, Due(at, what) if at is not None else None)


async def _until_asked() -> None:
    """Wait for SIGTERM or SIGINT, and end everything."""
    asked, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    await asked.wait()
    raise Stop


@asynccontextmanager
async def _wires(token: str, api_url: str) -> AsyncIterator[Wires]:
    """Open two sets of connections; the second can be busy without holding up the first."""
    requests = [AiohttpRequest(), AiohttpRequest(), AiohttpRequest(), AiohttpRequest()]
    base, files = f"{api_url}/bot", f"{api_url}/file/bot"
    urgent, usual = (
        Bot(token, base_url=base, base_file_url=files, request=first, get_updates_request=second)
        for first, second in (requests[:2], requests[2:])
    )
    async with AsyncExitStack() as stack:
        for request in requests:
            await request.initialize()
            stack.push_async_callback(request.shutdown)
        yield Wires(urgent, usual)
