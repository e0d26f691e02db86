"""Which sweeps have run since when, and what they will do next. For whoever waits for us."""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.ports import Service, Tick


class Progress:
    """Watches the ticks go by."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._began: dict[str, datetime] = {}
        self._ticks: list[Tick] = []

    def watched(self, tick: Tick) -> Tick:
        """Return the tick, with its runs noted here."""
        self._ticks.append(tick)

        async def sweep(service: Service) -> int:
            began = service.now()
            done = await tick.sweep(service)
            self._began[tick.name] = began
            return done

        return replace(tick, sweep=sweep)

    def swept_since(self, moment: datetime) -> bool:
        """Say whether every tick has run a sweep that began at or after a moment."""
        found = [self._began.get(tick.name) for tick in self._ticks]
        return all(began is not None and began >= moment for began in found)

    async def dues(self, session: AsyncSession) -> list[tuple[datetime, str]]:
        """Return when each tick next has something to do."""
        found = []
        for tick in self._ticks:
            at = await tick.next_due(session) if tick.next_due else None
            if at is not None:
                found.append((at, tick.what or tick.name))
        return found
