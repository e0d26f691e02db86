"""The whole service as somebody outside sees it: its process, its commands, its phones."""

import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from tests.running import Simulator, companion, environment, running, simulator, until

TOKEN = "900042:a-token"
NURSE, PATIENT = 401, 501


class Outside:
    """A simulator, an installation beside it, and a team with one patient."""

    def __init__(self, telegram: Simulator, folder: Path) -> None:
        self.telegram, self.folder = telegram, folder
        self.group = 0
        self.env = environment(
            telegram_token=TOKEN,
            telegram_api_url=telegram.address,
            data_dir=str(folder),
            keys=Fernet.generate_key().decode(),
        )

    async def opens(self, patients: int = 1, infusion_in: int = 7) -> None:
        """Bring the people in, and seed the database with them; infusions are in so many days."""
        control = self.telegram.control
        await control("bots", {"token": TOKEN, "username": "outside_bot"})
        await control("users", {"id": NURSE, "first_name": "Ana"})
        for number in range(PATIENT, PATIENT + patients):
            await control("users", {"id": number, "first_name": "Pat"})
        group = {"type": "supergroup", "title": "Team", "members": [NURSE], "token": TOKEN}
        self.group = (await control("chats", {**group, "bot": "administrator"}))["id"]
        who = ("--group", str(self.group), "--on-call", str(NURSE), "--patient", str(PATIENT))
        ahead = ("--infusion-in", str(infusion_in))
        self.asks("seed", *who, *ahead, "--patients", str(patients))

    async def all_pressed_start(self, patients: int) -> None:
        """Let everybody have begun to talk to the bot some time ago, so that it may write."""
        for number in (NURSE, *range(PATIENT, PATIENT + patients)):
            await self.says("/start", number)
        await self.telegram.forget(TOKEN)

    def asks(self, *arguments: str) -> str:
        """Run a command that must succeed, and return what it printed."""
        done = companion(*arguments, env=self.env, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def runs(self, **settings: str) -> AbstractAsyncContextManager[Process]:
        """Run the service for a block, with more settings than usual."""
        more = {f"COMPANION_{name.upper()}": value for name, value in settings.items()}
        command = (sys.executable, "-m", "bot", "run")
        return running(*command, env=self.env | more, cwd=self.folder)

    async def says(self, text: str, who: int = PATIENT) -> None:
        """Let somebody write to the bot."""
        body = {"chat_id": who, "from": who, "text": text, "token": TOKEN}
        await self.telegram.control("messages", body)

    async def cards(self) -> list[Any]:
        """Return the alerts that the team's group has on its screen."""
        messages = await self.telegram.messages(self.group)
        return [message for message in messages if "No. " in message["text"]]

    async def alerted(self) -> list[Any]:
        """Wait until the group has an alert, and return all it has."""
        return await until(self.cards)


@asynccontextmanager
async def outside(folder: Path, *arguments: str) -> AsyncIterator[Outside]:
    """Run a simulator for a block, and set an installation up beside it."""
    async with simulator(*arguments) as telegram:
        opened = Outside(telegram, folder)
        await opened.opens()
        yield opened
