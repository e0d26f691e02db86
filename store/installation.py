"""What this installation knows about itself: its pepper, its last sign of life, its bot."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlmodel import SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from store import schema
from store.engine import Store
from store.keyring import borrow, lend
from store.prepared import Prepared
from store.tables import Installation

ALIVE = Prepared(
    update(SQLModel.metadata.tables["installation"])
    .where(col(Installation.id) == 1)
    .values(boot_id=bindparam("boot"), alive_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot this database belongs to."""

    id: int
    username: str


async def unlock(store: Store, now: datetime) -> None:
    """Make the store ready: tables in place, pepper read, made anew in an empty database.

    Raises WrongKeys when the keys are of another database, OldSchema when the tables are.
    """
    await schema.require(store.engine)
    async with store.begin() as session:
        row = await session.get(Installation, 1)
        if row is None:
            row = Installation(created=now, pepper=secrets.token_hex(32))
            session.add(row)
        pepper = bytes.fromhex(row.pepper)
    dialect = store.engine.sync_engine.dialect
    lend(dialect, replace(borrow(dialect), pepper=pepper))


async def last_alive(session: AsyncSession) -> datetime | None:
    """Return when this installation last was awake, or None if it never was."""
    return (await session.get_one(Installation, 1)).alive_at


async def alive(session: AsyncSession, boot_id: str, now: datetime) -> None:
    """Note that this boot is awake."""
    await ALIVE.run(session, {"boot": boot_id, "now": now})


async def bot(session: AsyncSession) -> Bot | None:
    """Return the bot, as Telegram last named it."""
    row = await session.get_one(Installation, 1)
    return None if row.bot_id is None else Bot(row.bot_id, row.bot_username)


async def name_bot(session: AsyncSession, bot: Bot) -> None:
    """Remember what Telegram calls the bot: links need its name."""
    row = await session.get_one(Installation, 1)
    row.bot_id, row.bot_username = bot.id, bot.username
