"""Which group is a team's. Only a code of the team, or the operator, ties one to it."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.enrolling import NotAllowed
from store import audit, teams
from store.tables import CareTeam, Chat


async def bind_chat(
    session: AsyncSession, team: CareTeam, chat_id: int, by: str, now: datetime
) -> None:
    """Make a group the team's. Raises NotAllowed when it is another team's, or no group at all."""
    if chat_id >= 0:
        raise NotAllowed("no_group", f"{chat_id} is no group: a group's number is negative.")
    other = await teams.team_in(session, chat_id)
    if other is not None and other.id != team.id:
        raise NotAllowed("taken", f"The group {chat_id} is bound to team {other.id} already.")
    if await session.get(Chat, chat_id) is None:
        session.add(Chat(id=chat_id))
    team.chat_id = chat_id
    session.add(team)
    await session.flush()
    await audit.note(
        session, team.id or 0, now, actor=by, deed="group bound", subject=f"chat:{chat_id}"
    )
