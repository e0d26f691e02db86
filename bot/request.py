"""HTTP to Telegram over aiohttp. Never logs and never repeats an address: it holds the token."""

import json
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    InvalidURL,
    TCPConnector,
)
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

Chosen = TypeVar("Chosen")

KEEP_ALIVE = 75  # seconds a quiet connection stays: the next alert pays no new handshakes
OK = range(200, 300)


class NotOpen(Exception):
    """A call before `initialize` or after `shutdown`: nothing has left."""


# Raised before a first byte of the request leaves: no name, no route, refused, no TLS, no free
# connection in time, no usable address. Everything else may have reached Telegram.
UNSENT = (ClientConnectorError, ConnectionTimeoutError, InvalidURL, NotOpen)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds to wait: for a free connection, for a new one, to write, for an answer."""

    pool: float = 2
    connect: float = 5
    write: float = 10
    read: float = 10


class AiohttpRequest(BaseRequest):
    """One pool of connections. Urgent lanes have their own, which no broadcast can use up."""

    __slots__ = ("_connections", "_patience", "_session")

    def __init__(self, connections: int = 32, patience: Patience | None = None) -> None:
        self._connections: Final = connections
        self._patience: Final = patience or Patience()
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Return how many seconds an answer may take unless a call says otherwise."""
        return self._patience.read

    async def initialize(self) -> None:
        """Open the pool. Opening an open one changes nothing."""
        if self._session is None:
            connector = TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE)
            agent = {"User-Agent": self.USER_AGENT}
            self._session = ClientSession(
                connector=connector, headers=agent, cookie_jar=DummyCookieJar()
            )

    async def shutdown(self) -> None:
        """Close the pool. Closing a closed one changes nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 -- the signature is the framework's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return status and body. Timeouts are seconds, None waits for ever.

        Raises TimedOut or NetworkError with the cause kept, so that `unsent` can be asked.
        """
        ours = self._patience
        limits = _limits(
            pool=_chosen(pool_timeout, ours.pool),
            connect=_chosen(connect_timeout, ours.connect),
            write=_chosen(write_timeout, ours.write),
            read=_chosen(read_timeout, ours.read),
        )
        try:
            return await self._exchange(url, method, request_data, limits)
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from error
        except (ClientError, OSError, NotOpen) as error:
            raise NetworkError(type(error).__name__) from error

    async def _exchange(
        self, url: str, method: str, request_data: RequestData | None, limits: ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotOpen
        body = _body(request_data) if request_data else {}
        request = self._session.request(method, url, timeout=limits, allow_redirects=False, **body)
        async with request as answer:
            payload = await answer.read()
            return _status(answer.status, payload), payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return Telegram's answer, or raise TelegramError. What it says is never logged.

        A plain "ok" without a result is a success all the same: the message has arrived.
        """
        answer = _json(payload)
        if answer is None:
            raise TelegramError("Invalid server response")
        return {"result": True} | answer if answer.get("ok") is True else answer


def unsent(error: BaseException) -> bool:
    """Return True if surely nothing left this machine, so that another try repeats nothing."""
    return isinstance(error, UNSENT) or isinstance(error.__cause__, UNSENT)


def _chosen(asked: Any, usual: Chosen) -> Any | Chosen:
    return usual if asked is BaseRequest.DEFAULT_NONE else asked


def _limits(
    *, pool: float | None, connect: float | None, write: float | None, read: float | None
) -> ClientTimeout:
    """Return aiohttp's idea of it, where `connect` counts the wait for a free connection too.

    The total ends an answer that only trickles. It comes last, so that it never hides which of
    the others ran out.
    """
    reach = None if pool is None or connect is None else pool + connect
    total = None if reach is None or write is None or read is None else reach + write + read
    return ClientTimeout(total=total, connect=reach, sock_connect=connect, sock_read=read)


def _body(request_data: RequestData) -> dict[str, Any]:
    if not request_data.contains_files:
        return {"json": request_data.parameters}
    form = FormData(request_data.json_parameters)
    for name, (filename, content, mimetype) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return {"data": form}


def _status(status: int, payload: bytes) -> int:
    """Return the status an answer means: some servers say 200 and put the error into the body."""
    if status not in OK or payload.startswith(b'{"ok":true') or not payload.startswith(b"{"):
        return status
    match _json(payload):
        case {"ok": False, "error_code": int(code)} if code not in OK:
            return code
        case {"ok": False}:
            return 500
    return status


def _json(payload: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None
