"""Care teams: their members, shifts, chat and settings, and where each of them can be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.exc import NoResultFound
from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.escalation import Recipient
from care.people import Position
from store.prepared import Objects
from store.tables import (
    Account,
    CareTeam,
    Chat,
    Member,
    OnCallShift,
    TeamSetting,
)

BY_ID = Objects(CareTeam, col(CareTeam.id) == bindparam("team"))


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided a setting, when, why, and on what ground."""

    who: str
    at: datetime
    why: str = ""
    source: str = ""


async def team(session: AsyncSession, care_team_id: int) -> CareTeam:
    """Return a team. Raises `NoResultFound` when there is none."""
    found = await BY_ID.first(session, team=care_team_id)
    if found is None:
        raise NoResultFound
    return found


async def teams(session: AsyncSession) -> Sequence[CareTeam]:
    """Return every team, as they were made."""
    return (await session.exec(select(CareTeam).order_by(col(CareTeam.id)))).all()


async def team_in(session: AsyncSession, chat_id: int) -> CareTeam | None:
    """Return the team whose group this is."""
    return (await session.exec(select(CareTeam).where(CareTeam.chat_id == chat_id))).first()


async def member(session: AsyncSession, care_team_id: int, account_id: int) -> Member | None:
    """Return the member who acts from this account in this team, if still one."""
    query = select(Member).where(
        Member.care_team_id == care_team_id,
        Member.account_id == account_id,
        col(Member.removed_at).is_(None),
    )
    return (await session.exec(query)).first()


async def memberships(session: AsyncSession, account_id: int) -> Sequence[Member]:
    """Return what this account is a member of."""
    query = select(Member).where(Member.account_id == account_id, col(Member.removed_at).is_(None))
    return (await session.exec(query.order_by(col(Member.id)))).all()


async def members(session: AsyncSession, care_team_id: int) -> Sequence[Member]:
    """Return the members of a team who have not left."""
    query = select(Member).where(
        Member.care_team_id == care_team_id, col(Member.removed_at).is_(None)
    )
    return (await session.exec(query.order_by(col(Member.id)))).all()


async def member_name(session: AsyncSession, care_team_id: int, member_id: int | None) -> str:
    """Return what the team calls one of its members, also one who has left."""
    found = await session.get(Member, member_id) if member_id is not None else None
    return found.name if found and found.care_team_id == care_team_id else "–"


async def setting(session: AsyncSession, care_team_id: int, name: str) -> Any:
    """Return what the team decided last about a setting, or None."""
    query = (
        select(TeamSetting)
        .where(TeamSetting.care_team_id == care_team_id, TeamSetting.name == name)
        .order_by(col(TeamSetting.id).desc())
        .limit(1)
    )
    found = (await session.exec(query)).first()
    return found.value if found else None


async def decide(
    session: AsyncSession, care_team_id: int, name: str, value: object, decision: Decision
) -> None:
    """Add what a team decided; what held before stays on record."""
    row = TeamSetting(
        care_team_id=care_team_id,
        name=name,
        value=value,
        who=decision.who,
        at=decision.at,
        why=decision.why,
        source=decision.source,
    )
    session.add(row)
    await session.flush()


async def on_call(
    session: AsyncSession, care_team_id: int, now: datetime
) -> Sequence[tuple[OnCallShift, Member]]:
    """Return who stands on which position now."""
    query = (
        select(OnCallShift, Member)
        .join(Member, col(Member.id) == col(OnCallShift.member_id))
        .where(
            OnCallShift.care_team_id == care_team_id,
            col(OnCallShift.starts) <= now,
            or_(col(OnCallShift.ends).is_(None), col(OnCallShift.ends) > now),
            col(Member.removed_at).is_(None),
        )
        .order_by(col(OnCallShift.id))
    )
    return (await session.exec(query)).all()


async def take_position(
    session: AsyncSession, member: Member, position: Position, now: datetime
) -> None:
    """Put a member on a position from now on; whoever stood there stands down."""
    await session.exec(
        update(OnCallShift)
        .where(
            col(OnCallShift.care_team_id) == member.care_team_id,
            col(OnCallShift.position) == position,
            or_(col(OnCallShift.ends).is_(None), col(OnCallShift.ends) > now),
        )
        .values(ends=now)
    )
    assert member.id is not None
    session.add(
        OnCallShift(
            care_team_id=member.care_team_id, member_id=member.id, position=position, starts=now
        )
    )


async def stand_down(session: AsyncSession, member: Member, now: datetime) -> None:
    """End every shift of a member."""
    await session.exec(
        update(OnCallShift)
        .where(
            col(OnCallShift.member_id) == member.id,
            or_(col(OnCallShift.ends).is_(None), col(OnCallShift.ends) > now),
        )
        .values(ends=now)
    )


async def reach(
    session: AsyncSession, care_team_id: int, now: datetime, *, covered: bool
) -> Mapping[Recipient, Sequence[int]]:
    """Return the chats where each recipient of a team can be told at this moment.

    Left out: who never pressed start, who refuses our messages, and, outside cover hours, who
    has not agreed to be paged then.
    """
    chats: dict[Recipient, list[int]] = {}
    group = (await team(session, care_team_id)).chat_id
    if group is not None and await _open_to_us(session, group):
        chats[Recipient.GROUP] = [group]
    for shift, who in await on_call(session, care_team_id, now):
        if who.account_id is None or not (covered or who.paged_outside_cover):
            continue
        account = await session.get(Account, who.account_id)
        if account and account.started_at and account.unreachable_since is None:
            chats.setdefault(Recipient(shift.position), []).append(who.account_id)
    return chats


async def _open_to_us(session: AsyncSession, group: int) -> bool:
    chat = await session.get(Chat, group)
    return chat is None or chat.unreachable_since is None


async def move_group(session: AsyncSession, old_chat: int, new_chat: int) -> None:
    """Follow a group to its new id, as Telegram gives one when it becomes a supergroup."""
    old = await session.get(Chat, old_chat)
    if old is not None:
        old.migrated_to = new_chat
    if await session.get(Chat, new_chat) is None:
        title = old.title if old else ""
        session.add(Chat(id=new_chat, title=title, kind="supergroup"))
    await session.exec(
        update(CareTeam).where(col(CareTeam.chat_id) == old_chat).values(chat_id=new_chat)
    )


async def unchecked_groups(session: AsyncSession, since: datetime) -> Sequence[tuple[int, int]]:
    """Return team and group of every group that was not checked since a moment."""
    query = (
        select(CareTeam.id, CareTeam.chat_id)
        .outerjoin(Chat, col(Chat.id) == col(CareTeam.chat_id))
        .where(
            col(CareTeam.chat_id).is_not(None),
            or_(col(Chat.checked_at).is_(None), col(Chat.checked_at) <= since),
        )
        .order_by(col(CareTeam.id))
    )
    return [(team or 0, chat or 0) for team, chat in await session.exec(query)]


async def forget_checks(session: AsyncSession) -> None:
    """Make every group unchecked."""
    await session.exec(update(Chat).values(checked_at=None))
