"""Delivers updates to webhooks on this machine: in order per chat, again until taken."""

import asyncio
import json

import aiohttp

from simulator import exchange, schema
from simulator.people import Bot, Json, Update, Webhook
from simulator.simulation import Simulation

PATIENCE = 60.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header
TAKEN = range(200, 300)


class Webhooks:
    """One deliverer for every bot that has a webhook."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._deliverers: list[_Deliverer] = []
        simulation.updates.on_new.append(self.wake)

    def wake(self, bot: Bot) -> None:
        """See to it that what waits for a bot is delivered, or that nothing more is."""
        self._deliverers = [one for one in self._deliverers if not one.task.done()]
        known = next((one for one in self._deliverers if one.bot is bot), None)
        if known is not None:
            known.wake.set()
        elif bot.webhook is not None:
            self._deliverers.append(_Deliverer(self._simulation, bot))

    async def close(self) -> None:
        """Stop delivering."""
        tasks = [one.task for one in self._deliverers]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Deliverer:
    """Takes one bot's updates to its webhook."""

    def __init__(self, simulation: Simulation, bot: Bot) -> None:
        self._simulation = simulation
        self.bot = bot
        self.wake = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._pauses: dict[int, float] = {}
        self.task = asyncio.create_task(self._run())  # noqa: TID251 -- kept, and ended with us

    async def _run(self) -> None:
        """Deliver until the webhook is gone."""
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while self.bot.webhook is not None:
                    self.wake.clear()
                    self._start(session, self.bot.webhook)
                    await self.wake.wait()
            finally:
                for task in self._busy.values():
                    task.cancel()

    def _start(self, session: aiohttp.ClientSession, hook: Webhook) -> None:
        """Begin with the first update of every chat that is not being delivered to already."""
        for update in self._simulation.updates.waiting(self.bot):
            if len(self._busy) >= hook.max_connections:
                return
            if update.queue not in self._busy:
                work = self._deliver(session, hook, update)
                task = asyncio.create_task(work)  # noqa: TID251 -- kept in _busy, and ended with us
                self._busy[update.queue] = task

    async def _deliver(self, session: aiohttp.ClientSession, hook: Webhook, update: Update) -> None:
        try:
            fault = await self._attempt(session, hook, update)
            if fault is None:
                self._simulation.updates.confirm(self.bot, update)
                self._pauses.pop(update.queue, None)
            else:
                self._failed(hook, fault)
                await self._simulation.pause(self._next_pause(update.queue))
        finally:
            self._busy.pop(update.queue, None)
            self.wake.set()

    def _next_pause(self, queue: int) -> float:
        pause = self._pauses.get(queue, FIRST_PAUSE)
        self._pauses[queue] = min(pause * 2, LONGEST_PAUSE)
        return pause

    def _failed(self, hook: Webhook, fault: str) -> None:
        hook.error = fault
        hook.error_date = self._simulation.clock.unix()

    async def _attempt(
        self, session: aiohttp.ClientSession, hook: Webhook, update: Update
    ) -> str | None:
        """Post one update; return what went wrong, or None."""
        headers = {SECRET: hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update.shown(), headers=headers) as response:
                body = await response.read()
        except (aiohttp.ClientError, OSError) as error:
            return "Connection refused" if "refused" in str(error).lower() else "Connection failed"
        except TimeoutError:
            return "Read timeout expired"
        if response.status not in TAKEN:
            return f"Wrong response from the webhook: {response.status} {response.reason}"
        await self._play_answer(body)
        return None

    async def _play_answer(self, body: bytes) -> None:
        """Play the call that a webhook may give as its answer; nobody hears what came of it."""
        call = _call(body)
        if call:
            method = str(call.pop("method"))
            name = schema.method_names().get(method.lower(), method)
            await exchange.play(self._simulation, self.bot, name, call)


def _call(body: bytes) -> Json | None:
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and "method" in answer else None
