"""A Bot API server on loopback that does what it is told. It knows nothing of ours."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET
from struct import pack

Act = tuple[str, object]

HANG_UP: Act = ("hang up", None)  # takes the request and closes without a word
RESET: Act = ("reset", None)  # takes the request and tears the connection down
SILENCE: Act = ("silence", None)  # takes the request and never answers
HALF: Act = ("half", None)  # promises a hundred bytes and sends a few
TRICKLE: Act = ("trickle", None)  # a byte now and then, without an end


def says(status: int, body: object) -> Act:
    payload = body if isinstance(body, bytes) else json.dumps(body).encode()
    return ("answer", (status, payload))


def accepts(result: object) -> Act:
    return says(200, {"ok": True, "result": result})


def refuses(status: int, description: str, **parameters: object) -> Act:
    body = {"ok": False, "error_code": status, "description": description}
    return says(status, body | ({"parameters": parameters} if parameters else {}))


@dataclass
class Wire:
    """What the server will do, one act a request (the last for ever), and what it was asked."""

    acts: list[Act] = field(default_factory=lambda: [accepts({"message_id": 7})])
    asked: list[tuple[str, dict]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    connections: int = 0
    url: str = ""

    def does(self, *acts: Act) -> None:
        self.acts = list(acts)

    def methods(self) -> list[str]:
        return [method for method, _ in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._once(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _once(self, reader, writer) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        size = next(
            (int(x[15:]) for x in head.splitlines() if x.lower().startswith("content-l")), 0
        )
        body = await reader.readexactly(size)
        self.bodies.append(body)
        path = head.split()[1]
        self.paths.append(path)
        self.asked.append((path.rpartition("/")[2], json.loads(body) if body[:1] == b"{" else {}))
        self.reached.set()
        name, detail = self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]
        return await getattr(self, "_" + name.replace(" ", "_"))(writer, detail)

    async def _answer(self, writer, detail) -> bool:
        status, payload = detail
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(payload)}\r\n"
        head += "Location: /elsewhere\r\n\r\n" if status in range(300, 400) else "\r\n"
        writer.write(head.encode() + payload)
        await writer.drain()
        return True

    async def _hang_up(self, writer, detail) -> bool:
        return False

    async def _reset(self, writer, detail) -> bool:
        writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))
        writer.transport.abort()
        return False

    async def _silence(self, writer, detail) -> bool:
        await asyncio.Event().wait()
        return False

    async def _half(self, writer, detail) -> bool:
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok":true,')
        await writer.drain()
        return False

    async def _trickle(self, writer, detail) -> bool:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1000):
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)
        return False


@asynccontextmanager
async def served() -> AsyncIterator[Wire]:
    wire = Wire()
    server = await asyncio.start_server(wire.serve, "127.0.0.1", 0)
    wire.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield wire
    finally:
        server.close()
