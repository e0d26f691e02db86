"""What happens, as it happens, to whoever listens. Keeps nothing for those who come later."""

import asyncio
import json
from collections.abc import AsyncIterator

from simulator.people import Json

PING = 15.0
BACKLOG = 10_000  # a listener that is further behind is let go; it comes back and reads anew


class Events:
    """A place where things are told once."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[str | None]] = set()

    def tell(self, event: Json) -> None:
        """Send an event to every listener."""
        if not self._listeners:
            return
        line = f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
        for listener in list(self._listeners):
            if listener.qsize() > BACKLOG:
                self._listeners.discard(listener)
                listener.put_nowait(None)
            else:
                listener.put_nowait(line)

    @property
    def heard(self) -> bool:
        """Whether anybody listens."""
        return bool(self._listeners)

    async def stream(self) -> AsyncIterator[str]:
        """Yield server-sent events until the simulator stops."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield ": welcome\n\n"
            while (line := await self._next(queue)) is not None:
                yield line
        finally:
            self._listeners.discard(queue)

    async def _next(self, queue: asyncio.Queue[str | None]) -> str | None:
        try:
            return await asyncio.wait_for(queue.get(), PING)
        except TimeoutError:
            return ": ping\n\n"

    def end(self) -> None:
        """Let every listener go."""
        for listener in self._listeners:
            listener.put_nowait(None)
