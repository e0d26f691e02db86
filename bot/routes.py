"""Which handler an update goes to, put together from what each conversation offers."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import decode
from bot.handlers import alert, check, dates, rescue, sensitive, unclear, walk
from bot.handlers.talk import Talk
from bot.inbox import OLD_BUTTON, Handlers
from care.detector import triage
from care.findings import Action
from messages.keyboards import Key
from messages.lexicons import read_lexicon

URGENT_DEEDS = frozenset({"ack", "help", "check"})


async def ignore(session: AsyncSession, update: Update, now: datetime) -> None:
    """Leave alone what is not said to us."""


def handlers_for(preview: tuple[str, ...]) -> Handlers:
    """Return every handler by the name of what it is for."""
    lexicon = read_lexicon("en")
    talk = Talk(
        lexicon=lexicon,
        commands={"unwell": check.unwell, **walk.COMMANDS, **dates.COMMANDS},
        keys={Key.UNWELL: check.unwell, **walk.KEYS, **dates.KEYS},
        first=(check.Listening(lexicon),),
        then=(
            sensitive.listen,
            check.unclear_words,
            unclear.unreadable,
            unclear.listen,
        ),
        preview=preview,
    )
    return {
        "private": talk,
        "group": ignore,
        "standing": ignore,
        "membership": ignore,
        "other": ignore,
        OLD_BUTTON: alert.old_button,
        **alert.ROUTES,
        **dates.ROUTES,
        **walk.ROUTES,
        **check.ROUTES,
        **rescue.ROUTES,
        **sensitive.ROUTES,
        **unclear.ROUTES,
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
