"""The echo bot on the service's own loops: kept before it counts, owed before it is sent.

The same work as the rival's, so that what durability costs can be seen by itself. Store, inbox,
outbox, ticks and delivery are the service's; only the conversation is an echo.
"""

import asyncio
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.main import Parts, run
from bot.said import cause, written
from bot.settings import load_settings
from care.delivery import Lane, OutboxMessage
from messages.declare import Level, text
from messages.values import Plain
from store import outbox

ECHO = text(
    "tools.echo",
    "{words}",
    level=Level.NORMAL,
    where="Back to whoever wrote them.",
    vars={"words": Plain("Hello")},
)


async def echo(session: AsyncSession, update: Update, now: datetime) -> None:
    """Owe what was said to whoever said it."""
    said = written(update)
    message = OutboxMessage(
        key=cause(update),
        chat_id=said.chat_id,
        lane=Lane.CONVERSATION,
        texts=(ECHO.id,),
        values={"words": said.text or ""},
    )
    await outbox.owe(session, now, message)


async def ignore(session: AsyncSession, update: Update, now: datetime) -> None:
    """Leave alone what the rival leaves alone too."""


KINDS = ("group", "standing", "membership", "other", "press")
handlers = {"private": echo} | dict.fromkeys(KINDS, ignore)

if __name__ == "__main__":
    asyncio.run(run(load_settings(), Parts(handlers=lambda _preview: handlers)))
