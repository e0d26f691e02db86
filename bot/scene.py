"""One message in a private chat, as handlers see it: who says what, for whom, in which words."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Message

from bot.speaking import Speaker
from care.delivery import Lane, OutboxMessage, Page
from care.findings import Reading


@dataclass(frozen=True, slots=True)
class Scene:
    """A message from somebody. `reading` is what triage makes of the words, if there are any."""

    message: Message
    speaker: Speaker
    words: str
    reading: Reading | None
    now: datetime
    preview: tuple[str, ...] = ()

    @property
    def argument(self) -> str:
        """Return what stands after a command: the token of `/start TOKEN`."""
        return self.words.partition(" ")[2].strip()


def fresh(scene: Scene, name: str, page: Page) -> OutboxMessage:
    """Return a page as the message that answers what was written; `name` says which page it is."""
    return OutboxMessage(
        key=f"{name}:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.CONVERSATION,
        texts=page.texts,
        values=page.values,
        rows=page.rows,
    )


Command = Callable[[AsyncSession, Scene], Awaitable[None]]
Commands = Mapping[str, Command]
Listener = Callable[[AsyncSession, Scene], Awaitable[bool]]  # True: taken, nobody else listens
Listeners = Sequence[Listener]
