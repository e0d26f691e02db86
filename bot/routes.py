"""Which handler an update goes to. What is not named here is answered by the last two."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import decode
from bot.handlers import alert
from bot.handlers.talk import Talk
from bot.inbox import OLD_BUTTON, Handlers
from care.detector import triage
from care.findings import Action
from messages.lexicons import read_lexicon

URGENT_DEEDS = frozenset({"ack", "help", "check"})


async def ignore(session: AsyncSession, update: Update, now: datetime) -> None:
    """Leave alone what is not said to us."""


def handlers_for(preview: tuple[str, ...]) -> Handlers:  # noqa: ARG001 -- languages come with enrolment
    """Return every handler by the name of what it is for."""
    return {
        "private": Talk(read_lexicon("en")),
        "group": ignore,
        "standing": ignore,
        "membership": ignore,
        "other": ignore,
        OLD_BUTTON: alert.old_button,
        "press.ack": alert.acknowledge,
        "press.details": alert.show_details,
        "press.why": alert.ask_why,
        "press.back": alert.go_back,
        "press.resolve": alert.resolve,
    }


def urgent_words() -> Callable[[str], bool]:
    """Return what tells, from the raw words or press alone, that it should be read first."""
    lexicon = read_lexicon("en")

    def urgent(said: str) -> bool:
        press = decode(said)
        if press is not None and press.deed in URGENT_DEEDS:
            return True
        return triage(said, lexicon).action in (Action.ALERT, Action.ASK)

    return urgent
