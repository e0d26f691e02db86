"""The service on a stage, for translators: every message shows its ids, and a reply is a note.

It is the service that runs for real, with two things put around it from here. It refuses to run
where Telegram is not the simulator: a patient's reply must never end in a file of notes.
"""

import asyncio
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Message, Update

from bot.clock import machine_time
from bot.inbox import Handler, Handlers
from bot.journal import start_journal
from bot.main import Parts, Send, run
from bot.routes import handlers_for
from bot.said import cause
from bot.settings import Settings, WrongSetting, load_settings
from care.delivery import Lane, OutboxMessage, Outcome
from messages.languages import LANGUAGES, put_on_stage
from messages.screen import Screen
from messages.texts import tools
from messages.voice import CATALOGS
from messages.workbench import notes
from messages.workbench.playing import footed, noted
from messages.workbench.reviews import Desk
from store import outbox

NO_MESSAGE = "–"  # in place of an id, where a reply is to something that has none


@dataclass(frozen=True, slots=True)
class Stage:
    """Which language is played, where its notes are kept, and who writes them."""

    language: str
    file: Path
    name: str = ""

    @property
    def desk(self) -> Desk:
        """Return the language as it is on the disk today."""
        return Desk(CATALOGS, self.language, machine_time().date())

    def parts(self) -> Parts:
        """Return the service's parts with ours around them."""
        return Parts(handlers=self.handlers, wire=self.wire)

    def wire(self, send: Send) -> Send:
        """Return a wire that puts the ids of a message below it."""

        async def sent(message: OutboxMessage, screen: Screen, plain: bool) -> Outcome:  # noqa: FBT001 -- the port's shape
            return await send(message, footed(self.desk, message, screen), plain)

        return sent

    def handlers(self, preview: tuple[str, ...]) -> Handlers:
        """Return the service's handlers; those that read messages take a reply as a note."""
        known = handlers_for(preview)
        return {**known, **{name: self._noting(known[name]) for name in ("private", "group")}}

    def _noting(self, handler: Handler) -> Handler:
        async def noting(session: AsyncSession, update: Update, now: datetime) -> None:
            reply = reply_to_us(update)
            if reply is None:
                await handler(session, update, now)
                return

            kept = self.keep(*reply)

            await outbox.owe(session, now, self._answer(update, kept))

        return noting

    def keep(self, message: Message, answered: Message) -> notes.Note:
        """Keep a reply as a note, on the disk, and return it."""
        written = message.date.astimezone(UTC).isoformat(timespec="seconds")
        shown = answered.text or answered.caption or ""
        note = noted(self.desk, shown, message.text or "", written, self.name)
        notes.add(self.file, note)
        return note

    def _answer(self, update: Update, note: notes.Note) -> OutboxMessage:
        assert update.effective_chat is not None
        return OutboxMessage(
            key=f"noted:{cause(update)}",
            chat_id=update.effective_chat.id,
            lane=Lane.CONVERSATION,
            texts=(tools.NOTED.id,),
            values={
                "what": note.id or NO_MESSAGE,
                "other": f"{self.file.parent.name}/{self.file.name}",
            },
        )


def reply_to_us(update: Update) -> tuple[Message, Message] | None:
    """Return written words and the message of the bot that they answer, or None."""
    message = update.effective_message
    answered = message.reply_to_message if message else None
    if message is None or answered is None or not message.text:
        return None
    if answered.from_user is None or not answered.from_user.is_bot:
        return None
    return message, answered


def require_stage(settings: Settings) -> None:
    """Raise WrongSetting where this is no stage: where Telegram or the time is the real one."""
    if not settings.on_loopback or settings.clock_url is None:
        raise WrongSetting(
            "To play is for the simulator only: it turns replies into notes, and a patient's reply"
            " must reach the care team. Run `companion locales play`."
        )


def settings_of(settings: Settings, language: str) -> Settings:
    """Return the settings of a stage: its language is read as it is, and no review is asked for.

    Whoever mends one message of an open language breaks its seal, and must see it nevertheless.
    """
    shown = tuple(dict.fromkeys((*settings.preview_languages, language)))
    change = {"preview_languages": shown, "open_unreviewed_languages": tuple(LANGUAGES)}
    return settings.model_copy(update=change)


def play(stage: Stage) -> None:
    """Run the service on its stage until it is asked to end. Raises WrongSetting."""
    settings = load_settings()
    require_stage(settings)
    put_on_stage(stage.language)
    start_journal(settings.log_level, [])
    asyncio.run(run(settings_of(settings, stage.language), stage.parts()))


if __name__ == "__main__":
    play(Stage(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
