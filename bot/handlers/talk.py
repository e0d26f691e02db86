"""Everything somebody writes in a private chat: commands, keys, answers, words. All is answered.

It decides only whose turn it is. The order is a promise: what is open waits for no triage but does
its own, a red flag comes before every other conversation, and what nobody takes is asked about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import report
from bot.said import written
from bot.scene import Command, Commands, Listeners, Scene
from bot.speaking import Speaker, speaker
from care.detector_languages import Lexicons, read_message
from care.findings import Action, Reading
from messages import languages
from messages.keyboards import Key, key_of
from messages.voice import Voice
from scheduler import contexts
from store.tables import Patient

# A link's token after its command, or a spoken code in groups of four with a digit in it: long
# runs without a space, in which nobody ever reported anything.
INVITATION = re.compile(
    r"(?i)/start(?:@\w+)?\s+[a-z0-9_-]{16,64}"
    r"|(?:/?start(?:@\w+)?\s+)?(?=[a-z-]*[0-9])[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}"
)


@dataclass(frozen=True, slots=True)
class Talk:
    """Gives each message to whom it is for.

    `gate` listens before all else: chats whose care has ended. `first` listens before triage: a
    symptom check that waits for an answer. `then` listens after it, so that no other conversation
    can swallow a red flag.
    """

    lexicons: Lexicons
    commands: Commands
    keys: Mapping[Key, Command]
    first: Listeners
    then: Listeners
    preview: tuple[str, ...] = ()
    gate: Listeners = ()

    async def __call__(self, session: AsyncSession, update: Update, now: datetime) -> None:
        """Answer a message in a private chat."""
        message = written(update)
        who = await speaker(session, update, now)
        words = message.text or message.caption or ""
        reading = await self._read(session, who, words, now)
        scene = Scene(message, who, words, reading, now, self.preview)
        if await _heard(session, scene, self.gate):
            return
        command = self._command(words)
        if command is not None:
            behind = words.startswith("/") and scene.argument  # "/dates I cannot breathe"
            if not (behind and await _red_flag(session, scene)):
                await command(session, scene)
            return
        await _heard(session, scene, (*self.first, _red_flag, *self.then))

    async def _read(
        self, session: AsyncSession, who: Speaker, words: str, now: datetime
    ) -> Reading | None:
        if not words or INVITATION.fullmatch(words.strip()):
            return None  # the digits of a link or a code are nobody's temperature
        if not who.patients:
            return read_message(words, self.lexicons, language=who.language)
        readings = [await self._about(session, who, one, (words, now)) for one in who.patients]
        return max(readings, key=_gravity)

    async def _about(
        self, session: AsyncSession, who: Speaker, patient: Patient, said: tuple[str, datetime]
    ) -> Reading:
        """Read words as said about one patient. What is known is only asked for if it matters.

        Most messages hold no sign, and then nothing of the patient changes what they mean.
        """
        words, now = said
        about = contexts.speaker(patient, who.chat)
        known = await contexts.to_read(session, patient, about, now)
        reading = read_message(words, self.lexicons, known, who.language)
        if not reading.findings:
            return reading
        everything = await contexts.beside(session, patient, known, now)
        if everything == known:
            return reading
        return read_message(words, self.lexicons, everything, who.language)

    def _command(self, words: str) -> Command | None:
        """Return what a command or a key of the keyboard asks for; typed words count as both."""
        name = words.partition(" ")[0].partition("@")[0].lower()
        if name.startswith("/"):
            return self.commands.get(name[1:])
        voices = (Voice(one.code) for one in languages.offered(self.preview))
        key = key_of(words, voices) if words else None
        if key is not None:
            return self.keys.get(key)
        bare = words.strip().lower()
        return self.commands.get(bare) if bare in TYPED else None


TYPED = frozenset(
    {
        "start",
        "help",
        "settings",
        "language",
        "privacy",
        "dates",
        "record",
        "card",
        "rules",
        "expect",
        "topics",
        "unwell",
        "cancel",
        "stop",
        "delete",
    }
)


def _gravity(reading: Reading) -> tuple[int, int]:
    """Say how much a reading asks for: a chat for several patients is answered for the gravest."""
    rank = -1 if reading.severity is None else reading.severity.rank
    return -tuple(Action).index(reading.action), rank


async def _heard(session: AsyncSession, scene: Scene, listeners: Listeners) -> bool:
    for listener in listeners:
        if await listener(session, scene):
            return True
    return False


async def _red_flag(session: AsyncSession, scene: Scene) -> bool:
    reading = scene.reading
    if reading is None or reading.action is not Action.ALERT or not scene.speaker.patients:
        return False
    await report.report(session, scene.speaker, reading, scene.words, scene.now)
    return True
