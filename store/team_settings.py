"""What a team has decided, row by row: who, when, why. Append-only, so nothing here changes one."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from store.prepared import Prepared
from store.tables import TeamSetting

SETTING = SQLModel.metadata.tables["team_setting"]
NAMED = Prepared(
    select_columns(SETTING.c.id, SETTING.c.value)
    .where(SETTING.c.care_team_id == bindparam("team"), SETTING.c.name == bindparam("name"))
    .order_by(SETTING.c.id)
)


async def under(session: AsyncSession, care_team_id: int, prefix: str) -> Sequence[TeamSetting]:
    """Return every decision whose name begins with `prefix`, the earliest first."""
    query = select(TeamSetting).where(
        TeamSetting.care_team_id == care_team_id,
        col(TeamSetting.name).startswith(prefix, autoescape=True),
    )
    return (await session.exec(query.order_by(col(TeamSetting.id)))).all()


async def in_force(session: AsyncSession, care_team_id: int) -> Mapping[str, TeamSetting]:
    """Return the latest decision under each name, by name."""
    return {row.name: row for row in await under(session, care_team_id, "")}


async def latest(session: AsyncSession, care_team_id: int, name: str) -> TeamSetting | None:
    """Return the latest decision under a name."""
    query = select(TeamSetting).where(
        TeamSetting.care_team_id == care_team_id, TeamSetting.name == name
    )
    return (await session.exec(query.order_by(col(TeamSetting.id).desc()).limit(1))).first()


async def values(session: AsyncSession, care_team_id: int, name: str) -> Sequence[tuple[int, Any]]:
    """Return number and value of every decision under a name, the earliest first.

    It may run for every message.
    """
    found = await NAMED.rows(session, team=care_team_id, name=name)
    return [(number, value) for number, value in found]
