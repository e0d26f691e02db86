"""Updates in by webhook: each is kept before Telegram hears 200, and what is not kept comes again.

Decides nothing about what an update says; `bot.ingest` keeps it, as it does for polling.
"""

import asyncio
import contextlib
import hmac
import json
import socket
from collections.abc import Iterator, Mapping
from typing import Any, Never, Protocol
from urllib.parse import urlsplit

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import TelegramError

from bot.ingest import ALLOWED
from bot.setting_rules import wrong
from bot.settings import Settings

LARGEST = 256 * 1024  # bytes; a long message with all its markup is a tenth of that
PATIENCE = 20.0  # seconds for a body to arrive
AGAIN = 5.0  # seconds until a setWebhook that failed is tried again, unless it is said
CONNECTIONS = 20  # that Telegram may open at the same time
LAST_SECOND = 1
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header
HEALTH = "/healthz"

logger = structlog.get_logger(__name__)


class Keeper(Protocol):
    """What keeps updates. When `receive` returns, they are on the disk."""

    async def receive(self, updates: list[Mapping[str, Any]], /) -> None: ...


class Refused(Exception):
    """A post that holds no update. Its number is the HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Webhook:
    """The end that Telegram calls."""

    def __init__(self, settings: Settings, keeper: Keeper, again: float = AGAIN) -> None:
        assert settings.webhook_url is not None
        assert settings.webhook_secret is not None
        self.url = settings.webhook_url
        self._secret = settings.webhook_secret.get_secret_value()
        self._keeper = keeper
        self._again = again  # seconds until a setWebhook that failed is tried again

    def application(self) -> Starlette:
        """Return the application: one address for Telegram, one that says that we are alive."""
        path = urlsplit(self.url).path or "/"
        return Starlette(
            routes=[
                Route(path, self._take, methods=["POST"]),
                Route(HEALTH, _alive, methods=["GET"]),
            ]
        )

    async def announce(self, bot: Bot) -> None:
        """Tell Telegram where to call, until it has heard. What waits there stays."""
        arguments = {
            "url": self.url,
            "secret_token": self._secret,
            "allowed_updates": ALLOWED,
            "max_connections": CONNECTIONS,
        }
        while True:
            try:
                await bot.do_api_request("setWebhook_", arguments)
            except TelegramError as error:
                logger.warning("start.later", method="setWebhook", error=type(error).__name__)
                await asyncio.sleep(self._again)
            else:
                return

    async def _take(self, request: Request) -> Response:
        """Keep the update, and only then say so.

        1. Whoever lacks the secret is not listened to: not a byte of the body is read.
        2. What is no update is refused.
        3. What cannot be kept is not taken: Telegram holds on to it and comes again.
        """
        try:
            self._check(request)
            update = _update(await _body(request))
            await self._keeper.receive([update])
        except Refused as refused:
            logger.warning("webhook.refused", status=refused.status)
            return Response(status_code=refused.status, headers={"connection": "close"})
        except Exception as error:  # noqa: BLE001 -- whatever it is, the update is not kept
            logger.warning("webhook.not_kept", error=type(error).__name__)
            return Response(status_code=503)
        return Response()

    def _check(self, request: Request) -> None:
        said = request.headers.get(SECRET, "").encode("latin-1")
        if not hmac.compare_digest(said, self._secret.encode()):
            raise Refused(403)


async def serve(webhook: Webhook, bot: Bot, listener: socket.socket) -> Never:
    """Listen for ever, and tell Telegram where."""
    server = _Server(
        uvicorn.Config(
            webhook.application(),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=LAST_SECOND,
        )
    )
    async with asyncio.TaskGroup() as both:
        both.create_task(webhook.announce(bot))
        await _until_cancelled(server, listener)
    raise ServerEnded


class ServerEnded(Exception):
    """The web server ended by itself; starting again is the recovery."""


async def _until_cancelled(server: uvicorn.Server, listener: socket.socket) -> None:
    """Serve; when we are to end, let those who are being answered finish first."""
    serving = asyncio.ensure_future(server.serve([listener]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise


class _Server(uvicorn.Server):
    """A server that leaves the signals to whoever runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def _alive(_request: Request) -> Response:
    return Response("ok\n", media_type="text/plain")


async def _body(request: Request) -> bytes:
    """Return the body, or refuse one that is larger than any update. It is never read whole."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > LARGEST:
        raise Refused(413)
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                body += part
                if len(body) > LARGEST:
                    raise Refused(413)
    except (TimeoutError, ClientDisconnect) as error:
        raise Refused(408) from error
    return bytes(body)


def listen(settings: Settings) -> socket.socket:
    """Return the open socket that Telegram, or the proxy before us, calls. Raises WrongSetting."""
    host, port = settings.http_host, settings.http_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        problem = f"nothing can listen there on {host} ({error.strerror})"
        raise wrong("http_port", str(port), problem) from error


def _update(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(400) from error
    if not isinstance(found, dict):
        raise Refused(400)
    return found
