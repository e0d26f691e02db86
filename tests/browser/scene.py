"""A patient, a care team and a bot on the simulator, driven over its wire. Holds no assertion."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

TOKEN = "77:bot-of-the-browser-tests"
PATIENT, NURSE, DOCTOR = 5_000_000_001, 5_000_000_002, 5_000_000_003

Json = dict[str, Any]


class Scene:
    """Maria, a patient with an invitation; Ana and Ben, her care team; and a bot."""

    group: int

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._offset = 0

    async def begins(self) -> None:
        """Empty the simulator and bring everybody in."""
        await self.control("POST", "reset")
        me = {"token": TOKEN, "username": "companion_bot", "name": "Companion"}
        await self.control("POST", "bots", me)
        for id, name in ((PATIENT, "Maria"), (NURSE, "Ana"), (DOCTOR, "Ben")):
            await self.control("POST", "users", {"id": id, "first_name": name})
        team = {"type": "supergroup", "title": "Ward 4", "members": [NURSE, DOCTOR]}
        made = await self.control("POST", "chats", team | {"bot": "administrator"})
        self.group = made["id"]
        link = {"user": PATIENT, "label": "Your clinic invites you", "text": "/start abc"}
        await self.control("POST", "links", link)
        seen = await self.bot("getUpdates")
        self._offset = seen[-1]["update_id"] + 1

    async def control(self, verb: str, path: str, body: Json | None = None) -> Json:
        async with self._session.request(verb, f"/control/{path}", json=body or {}) as answer:
            told = await answer.json()
            assert answer.ok, told
            return told

    async def state(self) -> Json:
        return await self.control("GET", "state")

    async def user(self, id: int) -> Json:
        return next(user for user in (await self.state())["users"] if user["id"] == id)

    @asynccontextmanager
    async def lives(self) -> AsyncIterator[None]:
        """Read the clock again and again, as a service does: a silent one counts as gone."""
        reading = asyncio.ensure_future(self._reads_on())
        yield
        reading.cancel()

    async def _reads_on(self) -> None:
        while True:
            await self.control("GET", "clock?source=test")
            await asyncio.sleep(0.2)

    async def is_due(self, offset_s: float, at: str | None) -> None:
        """Speak as a service that runs on this clock, has taken this offset, and is idle."""
        due = at and {"at": at, "what": "reminder"}
        body = {"source": "test", "offset_s": offset_s, "idle": True, "next_due": due}
        await self.control("POST", "due", body)

    async def moved(self, offset_s: float) -> float:
        """Wait until the clock has moved past this offset, and return the new one."""
        while (offset := (await self.control("GET", "clock"))["offset_s"]) <= offset_s:
            pass
        return offset

    async def writes(self, who: int, text: str, chat: int | None = None) -> int:
        """Let a person write, as from a phone, and return the message's number."""
        body = {"chat_id": chat or who, "from": who, "text": text}
        return (await self.control("POST", "messages", body))["message_id"]

    async def bot(self, method: str, **parameters: Any) -> Any:
        """Let the bot call Telegram and return the result."""
        async with self._session.post(f"/bot{TOKEN}/{method}", json=parameters) as answer:
            told = await answer.json()
            assert told["ok"], told
            return told["result"]

    async def says(self, chat: int, text: str, **more: Any) -> int:
        """Let the bot write, and return the message's number."""
        sent = await self.bot("sendMessage", chat_id=chat, text=text, parse_mode="HTML", **more)
        return sent["message_id"]

    async def hears(self, kind: str) -> Json:
        """Wait for the next update of a kind, and return what it carries."""
        while True:
            for update in await self.bot("getUpdates", offset=self._offset, timeout=5):
                self._offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]


def inline(*labels: str) -> Json:
    """Return a keyboard with one button a row, each sending its own label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


def keys(*labels: str) -> Json:
    """Return a reply keyboard with one key a row."""
    return {"keyboard": [[{"text": label}] for label in labels], "resize_keyboard": True}
