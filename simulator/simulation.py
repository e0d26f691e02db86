"""All parts of the simulator, put together once. Holds no rule of its own."""

import asyncio
from collections.abc import Callable

from simulator.calls import Calls
from simulator.clock import Clock
from simulator.events import Events
from simulator.faults import Faults
from simulator.limits import Limits
from simulator.lines import Lines
from simulator.updates import Updates
from simulator.walk import Walker
from simulator.world import World

QUIET = 0.3  # seconds without a call after which a bot counts as idle
LOOK = 0.02


class Simulation:
    """What one running simulator consists of."""

    def __init__(self, *, limits: bool = True) -> None:
        self.clock = Clock()
        self.events = Events()
        self.updates = Updates(self.clock)
        self.world = World(self.clock, self.updates, self.events)
        self.limits = Limits(enabled=limits)
        self.faults = Faults()
        self.calls = Calls(self.clock)
        self.lines = Lines(lambda bot: self.faults.refuses_connections(bot, self.clock.steady()))
        self.walker = Walker(self.clock, self.events, self.quiet)
        self.closing = asyncio.Event()
        self.shut_door: Callable[[float], None] = lambda _seconds: None

    def quiet(self, seconds: float = QUIET) -> bool:
        """Return whether every update is confirmed and no call came for some seconds."""
        if self.calls.under_way or self.clock.steady() - self.calls.last_moment < seconds:
            return False
        return not any(self.updates.waiting(bot) for bot in self.world.bots.values())

    async def until_quiet(self, timeout: float) -> bool:  # noqa: ASYNC109 -- the caller's own limit
        """Wait until it is quiet, at most `timeout` seconds, and return whether it is."""
        deadline = self.clock.steady() + timeout
        while not self.quiet():
            if self.clock.steady() >= deadline or self.closing.is_set():
                return False
            await asyncio.sleep(LOOK)
        return True

    async def pause(self, seconds: float) -> None:
        """Wait on real time, or until the simulator stops."""
        if seconds <= 0:
            return
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return

    def reset(self) -> None:
        """Empty everything but the clock, which only grows."""
        for bot in self.world.bots.values():
            self.updates.end_poll(bot, None)
            bot.webhook = None
            self.updates.announce(bot)
        self.world.clear()
        self.limits.clear()
        self.faults.clear()
        self.shut_door(0)
        self.calls.clear()
        self.walker.forget()
        self.events.tell({"type": "reset"})

    def close(self) -> None:
        """Let go of everybody who waits."""
        self.closing.set()
        self.walker.forget()
        self.updates.end_all()
        self.events.end()
