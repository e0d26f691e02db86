"""Telegram as the tests see it: it remembers what it accepted, and can go wrong."""

import json
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

Body = dict[str, Any]


@dataclass(frozen=True)
class Accepted:
    """One call that went through."""

    method: str
    chat: int | str
    parameters: Body
    message_id: int

    @property
    def text(self) -> str:
        return str(self.parameters.get("text", ""))

    @property
    def buttons(self) -> dict[str, str]:
        """Return what each button under it says, by its label."""
        markup = _loaded(self.parameters.get("reply_markup")) or {}
        rows = markup.get("inline_keyboard", [])
        return {b["text"]: b.get("callback_data", b.get("url", "")) for row in rows for b in row}


@dataclass
class FakeTelegram(BaseRequest):
    """Stands where the network would be."""

    updates: list[Body] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    refuses: dict[int, tuple[int, Body]] = field(default_factory=dict)  # by chat: status and body
    hangs_up: set[int] = field(default_factory=set)  # accepts, and the answer never comes

    async def initialize(self) -> None: ...
    async def shutdown(self) -> None: ...

    @property
    def read_timeout(self) -> float | None:
        return None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_: object
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1]
        parameters = request_data.parameters if request_data else {}
        if name == "getUpdates":
            new = [u for u in self.updates if u["update_id"] >= parameters["offset"]]
            return 200, json.dumps({"ok": True, "result": new}).encode()
        chat = parameters.get("chat_id", 0)
        if chat in self.refuses:
            status, body = self.refuses[chat]
            return status, json.dumps({"ok": False, "error_code": status, **body}).encode()
        number = len(self.accepted) + 1
        self.accepted.append(Accepted(name, chat or "answer", dict(parameters), number))
        if chat in self.hangs_up:
            raise ConnectionResetError
        result = True if name == "answerCallbackQuery" else {"message_id": number}
        return 200, json.dumps({"ok": True, "result": result}).encode()


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
