"""What a team has decided, row by row: who, when, why. Append-only, so nothing here changes one."""

from collections.abc import Mapping, Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from store.tables import TeamSetting


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
