"""The simulator as a server: which address leads where, and how it starts and stops."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from simulator import exchange
from simulator.control.openapi import described
from simulator.control.table import CALLS
from simulator.control.wish import Call, granted, sorry
from simulator.lines import Line, line_class
from simulator.simulation import Simulation
from simulator.webhook import Webhooks

PAGE = Path(__file__).parent / "page"
KEEP_ALIVE = 75  # seconds, as Telegram's servers keep an idle connection
LAST_SECOND = 1


class _WithMinus(Convertor[int]):
    """A chat's number in an address: groups have negative ones."""

    regex = r"-?[0-9]+"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("minus", _WithMinus())


class Application:
    """The ASGI application: bots on one side, the control API and the page on the other."""

    def __init__(self, simulation: Simulation, *, page: bool = True) -> None:
        self._simulation = simulation
        self._rest = Starlette(
            routes=[*_control(simulation), *_page(shown=page)],
            exception_handlers={HTTPException: _not_here},
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path.startswith(("/bot", "/file/bot")):
            await exchange.serve(self._simulation, scope, receive, send)
        else:
            await self._rest(scope, receive, send)


def _control(simulation: Simulation) -> Iterator[Route]:
    for call in CALLS:
        yield Route(call.path, _endpoint(simulation, call), methods=[call.method])
    yield Route("/control/openapi.json", lambda _request: JSONResponse(described()))


def _endpoint(simulation: Simulation, call: Call) -> partial[Coroutine[Any, Any, Response]]:
    return partial(granted, simulation, call)


def _page(*, shown: bool) -> Iterator[Route | Mount]:
    if shown and (PAGE / "index.html").exists():
        yield Route("/", lambda _request: FileResponse(PAGE / "index.html"))
        yield Mount("/page", StaticFiles(directory=PAGE))
    else:
        yield Route("/", lambda _request: PlainTextResponse("The simulator runs, without a page."))


async def _not_here(_request: Request, error: Exception) -> Response:
    """Every address and verb that is not in the table is simply not there."""
    status = getattr(error, "status_code", 404)
    return sorry(404 if status == 405 else status, "There is no such call.")  # noqa: PLR2004 -- HTTP


class Server(uvicorn.Server):
    """A simulator that listens on one port."""

    def __init__(self, simulation: Simulation, host: str, port: int, *, page: bool = True) -> None:
        self.simulation = simulation
        self.webhooks = Webhooks(simulation)
        simulation.shut_door = self.shut_door
        self._line = line_class(simulation.lines)
        super().__init__(
            uvicorn.Config(
                Application(simulation, page=page),
                host=host,
                port=port,
                http=self._line,
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE,
                timeout_graceful_shutdown=LAST_SECOND,
            )
        )
        self.on_start: Callable[[], None] = lambda: None
        self._reopening: asyncio.TimerHandle | None = None

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self._port = int(self.servers[0].sockets[0].getsockname()[1])
        self.on_start()

    @property
    def address(self) -> str:
        """Where it listens, once it does."""
        host = self.config.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self._port}/"

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End on SIGTERM and Ctrl-C with exit code 0; uvicorn would raise the signal again."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    def stop(self) -> None:
        """End soon."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Let go of everybody who waits, then close."""
        if self._reopening is not None:
            self._reopening.cancel()
        self.simulation.close()
        await self.webhooks.close()
        await super().shutdown(sockets)

    def shut_door(self, seconds: float) -> None:
        """Refuse every new connection for some seconds, or let everybody in again with 0.

        The listening socket is really closed, and nobody who comes meanwhile leaves a trace.
        """
        if self._reopening is not None:
            self._reopening.cancel()
        if seconds > 0:
            self.servers[0].close()
            self._reopening = asyncio.get_running_loop().call_later(seconds, self._open_door)
        elif self._reopening is not None:
            self._open_door()

    def _open_door(self) -> None:
        self._reopening = None
        self._opening = asyncio.ensure_future(self._listen())

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        make: Callable[[], Line] = partial(self._line, self.config, self.server_state, {})
        self.servers[0] = await loop.create_server(make, self.config.host, self._port)
