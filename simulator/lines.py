"""Connections to clients, so that they can be cut. Reads no more than the path of a call."""

import re
import socket
import struct
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

BOT_CALL = re.compile(rb"[A-Z]+ /(?:file/)?bot(\d+):")
AT_ONCE = struct.pack("ii", 1, 0)

Refuses = Callable[[int], bool]


class Lines:
    """Every open connection, by the client's address."""

    def __init__(self, refuses: Refuses) -> None:
        self.refuses = refuses
        self._open: dict[Any, Line] = {}

    def opened(self, line: "Line") -> None:
        """Note a connection."""
        self._open[line.client] = line

    def closed(self, line: "Line") -> None:
        """Forget a connection."""
        self._open.pop(line.client, None)

    def cut(self, client: Any) -> None:
        """Reset a client's connection; it gets no answer."""
        line = self._open.get(tuple(client) if client else None)
        if line is not None:
            line.cut()

    def cut_bots(self) -> None:
        """Reset every connection whose latest call was a bot's."""
        for line in list(self._open.values()):
            if line.of_bot:
                line.cut()


class Line(H11Protocol):
    """One connection."""

    lines: Lines
    of_bot = False  # whether the latest call on it was a bot's

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.lines.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lines.closed(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if (self.cycle is None or self.cycle.response_complete) and self._refused(data):
            self.cut()
        else:
            super().data_received(data)

    def _refused(self, data: bytes) -> bool:
        call = BOT_CALL.match(data)
        self.of_bot = call is not None
        return call is not None and self.lines.refuses(int(call.group(1)))

    def cut(self) -> None:
        """Close at once with a reset: what was under way is lost."""
        handle: socket.socket | None = self.transport.get_extra_info("socket")
        if handle is not None:
            handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self.transport.abort()


def line_class(lines: Lines) -> type[Line]:
    """Return the protocol that a server makes for each connection."""
    return type("BoundLine", (Line,), {"lines": lines})
