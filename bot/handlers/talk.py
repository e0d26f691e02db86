"""Everything somebody writes in a private chat: keys, commands, answers, words. All is answered."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import report
from bot.said import written
from bot.speaking import Speaker, speaker
from care.detector import triage
from care.detector_lexicon import Lexicon
from care.findings import Action


@dataclass(frozen=True, slots=True)
class Talk:
    """Reads what is written, in the languages of its lexicons."""

    lexicon: Lexicon

    async def __call__(self, session: AsyncSession, update: Update, now: datetime) -> None:
        """Answer a message in a private chat."""
        who = await speaker(session, update, now)
        if not who.patients:
            await report.stranger(session, who, now)
            return
        await self._words(session, who, written(update).text or "", now)

    async def _words(self, session: AsyncSession, who: Speaker, words: str, now: datetime) -> None:
        context = await report.context_of(session, who.patients[0], who.chat, now)
        reading = triage(words, self.lexicon, context)
        if reading.action is Action.ALERT:
            await report.report(session, who, reading, words, now)
        else:
            await report.not_understood(session, who, now)
