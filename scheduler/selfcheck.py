"""What a group must be like for alerts, judged from what Telegram says of it.

Says in the group, in one message, what is wrong: when it is bound, and whenever that changes.
Asks nobody: `bot/selfcheck.py` brings the facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, OutboxMessage
from care.policies import SELF_CHECK
from messages.declare import Text
from messages.texts import staff_team as says
from scheduler.leaving import lose_group
from store import outbox, teams
from store.tables import CareTeam, Chat, ChatStanding

FOUND = "group_check"  # the setting that keeps what was found last, by group
TEXTS = {
    "not_admin": says.NOT_ADMIN,
    "history": says.HISTORY,
    "auto_delete": says.AUTO_DELETE,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What Telegram says of a group and of us in it."""

    standing: ChatStanding
    may_write: bool = True
    title: str = ""
    kind: str = ""
    visible_history: bool = False
    deletes_itself: bool = False

    @property
    def closed(self) -> Text | None:
        """Return what to say elsewhere when nothing can be said in the group."""
        if self.standing is ChatStanding.OUT:
            return says.LOST
        return None if self.may_write else says.LOST_SILENT

    @property
    def amiss(self) -> list[str]:
        """Return codes of what is wrong with the group's settings."""
        wrong = {
            "not_admin": self.standing is not ChatStanding.ADMINISTRATOR,
            "history": self.visible_history,
            "auto_delete": self.deletes_itself,
        }
        return [code for code, found in wrong.items() if found]


async def forget(session: AsyncSession) -> None:
    """Make every group due, as after a start: much may have changed meanwhile."""
    await teams.forget_checks(session)


async def welcome(session: AsyncSession, team: CareTeam, now: datetime) -> None:
    """Note that the group has read that it is the team's; what is amiss is still to be said."""
    decision = teams.Decision("service", now, "bound in the group")
    found = {"chat": team.chat_id, "amiss": None}
    await teams.decide(session, team.id or 0, FOUND, found, decision)


async def due(session: AsyncSession, now: datetime) -> Sequence[tuple[int, int]]:
    """Return team and group of every group that must be looked at: new, or a day ago."""
    return await teams.unchecked_groups(session, now - SELF_CHECK)


async def judge(session: AsyncSession, place: tuple[int, int], facts: Facts, now: datetime) -> None:
    """Note what a group is like, and say what is amiss where it can be read.

    1. A group that is closed to us: everybody on call reads it, once.
    2. Bound a moment ago: one message, with what is amiss or that all is in place.
    3. Later: only what has changed.
    """
    team_id, chat_id = place
    team = await teams.team(session, team_id)
    if team.chat_id != chat_id:
        return  # bound to another group meanwhile
    news = await _note(session, chat_id, facts, now)
    if facts.closed is not None:
        if news:
            await lose_group(session, team, facts.closed, f"check:{chat_id}:{_at(now)}", now)
        return
    last = await teams.setting(session, team_id, FOUND) or {}
    new, before, amiss = last.get("chat") != chat_id, last.get("amiss"), facts.amiss
    if not new and before == amiss:
        return
    decision = teams.Decision("service", now, "found by the self-check")
    await teams.decide(session, team_id, FOUND, {"chat": chat_id, "amiss": amiss}, decision)
    in_place = says.CHECKED if new or before is None else says.MENDED
    said = [TEXTS[code] for code in amiss] or [in_place]
    await _say(session, team, [says.BOUND, *said] if new else said, now)


async def _note(session: AsyncSession, chat_id: int, facts: Facts, now: datetime) -> bool:
    """Note the facts; True when it is news that the group is closed to us."""
    chat = await session.get(Chat, chat_id) or Chat(id=chat_id)
    was_open = chat.unreachable_since is None
    chat.standing, chat.checked_at = facts.standing, now
    chat.title, chat.kind = facts.title or chat.title, facts.kind or chat.kind
    if facts.closed is not None and was_open:
        chat.unreachable_since = now
    elif facts.closed is None:
        chat.unreachable_since = None
    session.add(chat)
    await session.flush()
    return was_open and facts.closed is not None


async def _say(session: AsyncSession, team: CareTeam, texts: list[Text], now: datetime) -> None:
    assert team.chat_id is not None
    message = OutboxMessage(
        key=f"check:{team.chat_id}:{_at(now)}",
        chat_id=team.chat_id,
        lane=Lane.CONVERSATION,
        texts=tuple(text.id for text in texts),
        values={"team": team.name},
        silent=True,
    )
    await outbox.owe(session, now, message)


def _at(now: datetime) -> int:
    return int(now.timestamp())
