"""Traffic and kills: a service that is started and killed at random moments, again and again."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from store import inbox, outbox
from store.engine import Store
from tests.crash.cast import Team
from tests.crash.telegram import TOKEN, Telegram

ROOT = Path(__file__).parents[2]
URGENT, EMERGENCY = "URGENT", "EMERGENCY"
WORDS = {URGENT: "I have a fever", EMERGENCY: "I can't breathe and my lips are blue"}
AWAKE_WITHIN = 30  # seconds


@dataclass(frozen=True)
class RedFlag:
    """What somebody wrote, and where Telegram put it."""

    team: Team
    who: int
    message: int
    severity: str

    @property
    def cause(self) -> str:
        return f"m:{self.who}:{self.message}"


@dataclass
class Storm:
    """Everything that was sent so far, and how to send more."""

    telegram: Telegram
    store: Store
    teams: list[Team]
    environment: dict[str, str]
    log: Path
    random: Random
    red_flags: list[RedFlag] = field(default_factory=list)
    talk: list[tuple[int, int]] = field(default_factory=list)
    poison: int = 0
    taken: set[int] = field(default_factory=set)  # patients whose alert somebody said to take
    kills: int = 0
    heard: int = 0  # the last call before the last start

    def __post_init__(self) -> None:
        everybody = [(team, who) for team in self.teams for who in team.patients]
        self.random.shuffle(everybody)
        self.fresh: Iterator[tuple[Team, int]] = iter(everybody)

    async def starts(self, variant: str = "honest", *point: str) -> asyncio.subprocess.Process:
        """Start the service, or a broken variant of it."""
        newer = await self.telegram.calls(self.heard)
        self.heard = max((call.n for call in newer), default=self.heard)
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.crash.service", variant, *point),
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    async def lives_and_dies(self) -> None:
        """Let the service live for a random moment under traffic, and kill it."""
        process = await self.starts()
        await self._speaks(self.random.randint(0, 2))
        await self.is_awake(process)
        for pause in (self.random.uniform(0, 0.2) for _ in range(3)):
            await asyncio.sleep(pause)
            await self._speaks(self.random.randint(0, 2))
        await asyncio.sleep(self.random.uniform(0, 0.3))
        assert process.returncode is None, "it ended by itself"
        process.send_signal(signal.SIGKILL)
        await process.wait()
        self.kills += 1

    async def is_awake(self, process: asyncio.subprocess.Process) -> None:
        """Wait until the service started last has called Telegram."""
        async with asyncio.timeout(AWAKE_WITHIN):
            while not await self.telegram.calls(self.heard):
                assert process.returncode is None, f"it ended by itself: {self.log.read_text()}"
                await asyncio.sleep(0.05)

    async def _speaks(self, times: int) -> None:
        for _ in range(times):
            act = self.random.choices(
                [self.alarms, self.worsens, self.chats, self.poisons, self.takes],
                [10, 2, 3, 1, 3],
            )[0]
            await act()

    async def alarms(self) -> None:
        """Let a patient who has not written yet report a red flag."""
        team, who = next(self.fresh)
        severity = self.random.choice([URGENT, EMERGENCY])
        await self._reports(team, who, severity)

    async def worsens(self) -> None:
        """Let somebody write again: the same, or worse."""
        again = [flag for flag in self.red_flags if flag.who not in self.taken]
        if again:
            flag = self.random.choice(again)
            await self._reports(flag.team, flag.who, self.random.choice([URGENT, EMERGENCY]))

    async def _reports(self, team: Team, who: int, severity: str) -> None:
        message = await self.telegram.says(who, WORDS[severity])
        self.red_flags.append(RedFlag(team, who, message, severity))

    async def chats(self) -> None:
        """Let somebody write what means nothing."""
        team = self.random.choice(self.teams)
        who = self.random.choice(list(team.patients))
        self.talk.append((who, await self.telegram.says(who, "Lovely weather")))

    async def poisons(self) -> None:
        """Send an update that nobody can parse: from a patient, or from nowhere."""
        team = self.random.choice(self.teams)
        sender = {"id": self.random.choice(list(team.patients)), "first_name": "X"}
        body: dict[str, Any] = {"message_id": self.poison + 1}
        if self.random.random() < 0.5:
            body["from"] = sender
        await self.telegram.poisons({"message": body})
        self.poison += 1

    async def takes(self) -> None:
        """Let somebody say that they will call, under an alert that stands as it was."""
        once = {flag.who for flag in self.red_flags if self._count(flag.who) == 1} - self.taken
        for call in await self.telegram.calls():
            team = next((team for team in self.teams if team.group == call.chat), None)
            if team is None or not call.accepted or call.method != "sendMessage":
                continue
            first = call.text.splitlines()[0]
            who = next((w for w, p in team.patients.items() if first.endswith(f"P-{p:04}")), None)
            if who in once and "No." in first and call.message_id is not None:
                await self.telegram.presses(team.on_call, call.chat, call.message_id)
                self.taken.add(who)
                return

    async def is_busy(self) -> bool:
        """Say whether anything is still on its way, there or here."""
        if await self.telegram.waiting():
            return True
        async with self.store.begin() as session:
            return bool(await inbox.count_waiting(session) or await outbox.next_due(session))

    def _count(self, who: int) -> int:
        return sum(flag.who == who for flag in self.red_flags)


def environment(telegram: Telegram, database: str, key: str, folder: Path) -> dict[str, str]:
    """Return the settings of the service, as its process is given them."""
    ours = {
        "COMPANION_TELEGRAM_TOKEN": TOKEN,
        "COMPANION_TELEGRAM_API_URL": telegram.base,
        "COMPANION_DATABASE_URL": database,
        "COMPANION_KEYS": key,
        "COMPANION_DATA_DIR": str(folder),
        "COMPANION_LOG_LEVEL": "INFO",
    }
    rest = {name: value for name, value in os.environ.items() if not name.startswith("COMPANION_")}
    return rest | ours
