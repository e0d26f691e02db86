"""Where the bot stands: added, removed, blocked; and who comes to or goes from a team's group.

Decided here: whoever leaves the team's group, or is removed from it, is no longer a member. Their
rights end at once, shifts too; an alert they held comes back, and the group is told, with the way
back. The other choice, to let rights live on until an admin remembers, leaves somebody who was sent
away able to read patients' names, and alerts with somebody who will not call. A member who never
was in the group loses nothing: only leaving counts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.inbox import Handlers
from care.delivery import Lane, OutboxMessage
from messages.texts import staff_team as says
from scheduler.leaving import lose_group, lose_member, lose_patient, remove_member
from store import outbox, people, teams
from store.tables import CareTeam, Chat, ChatStanding

GONE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})
SOON = timedelta(seconds=5)  # a code may follow at once: then the advice is not needed


async def standing(session: AsyncSession, update: Update, now: datetime) -> None:
    """Note what the bot is in a chat now, and tell whoever must know."""
    change = update.my_chat_member
    assert change is not None
    if change.chat.type == ChatType.PRIVATE:
        await _private(session, change, now)
    elif change.chat.type != ChatType.CHANNEL:
        await _group(session, change, now)


async def membership(session: AsyncSession, update: Update, now: datetime) -> None:
    """End the rights of a member who left the team's group; warn of a patient who came."""
    change = update.chat_member
    assert change is not None
    team = await teams.team_in(session, change.chat.id)
    if team is None:
        return
    user, key = change.new_chat_member.user.id, f"came:{change.chat.id}:{_when(change)}"
    was, is_now = _inside(change.old_chat_member), _inside(change.new_chat_member)
    if was and not is_now:
        await _gone(session, team, user, now)
    elif is_now and not was:
        await _came(session, team, user, key, now)


async def in_service_message(session: AsyncSession, message: Message, now: datetime) -> bool:
    """Take who came and went from the group's own messages: who is no admin gets only those."""
    came, left = message.new_chat_members, message.left_chat_member
    team = await teams.team_in(session, message.chat_id) if came or left else None
    if team is not None:
        key = f"came:{message.chat_id}:{int(message.date.timestamp())}"
        for user in came:
            await _came(session, team, user.id, key, now)
        if left is not None:
            await _gone(session, team, left.id, now)
    return bool(came or left)


@dataclass(frozen=True, slots=True)
class Seen:
    """A group as an update shows it: who we are in it, and whether we may write."""

    chat: Chat
    standing: ChatStanding
    muted: bool


async def _private(session: AsyncSession, change: ChatMemberUpdated, now: datetime) -> None:
    account, key = change.chat.id, f"blocked:{change.chat.id}:{_when(change)}"
    if _inside(change.new_chat_member):
        await people.mark_reached(session, {account})
        return
    if not await people.mark_unreachable(session, account, now):
        return  # a message that was refused has told us already
    for member in await teams.memberships(session, account):
        await lose_member(session, member, key, now)
    for patient in await people.living_in(session, account):
        if patient.account_id in (None, account):
            await lose_patient(session, patient, key, now)


async def _group(session: AsyncSession, change: ChatMemberUpdated, now: datetime) -> None:
    seen = await _seen(session, change, now)
    team = await teams.team_in(session, change.chat.id)
    out = seen.standing is ChatStanding.OUT
    key = f"standing:{change.chat.id}:{_when(change)}"
    if team is None:
        if not out and not seen.muted and not _inside(change.old_chat_member):
            await _advise(session, seen.chat.id, now)
    elif out or seen.muted:
        await lose_group(session, team, says.LOST if out else says.LOST_SILENT, key, now)


async def _seen(session: AsyncSession, change: ChatMemberUpdated, now: datetime) -> Seen:
    """Note the group; what was checked before is to be checked anew."""
    chat = await session.get(Chat, change.chat.id) or Chat(id=change.chat.id)
    status = change.new_chat_member.status
    chat.standing = ChatStanding.MEMBER
    if not _inside(change.new_chat_member):
        chat.standing = ChatStanding.OUT
    elif status == ChatMemberStatus.ADMINISTRATOR:
        chat.standing = ChatStanding.ADMINISTRATOR
    may_write = getattr(change.new_chat_member, "can_send_messages", True)
    muted = status == ChatMemberStatus.RESTRICTED and not may_write
    chat.title, chat.kind, chat.checked_at = change.chat.title or "", change.chat.type, None
    closed = chat.standing is ChatStanding.OUT or muted
    chat.unreachable_since = now if closed else None
    session.add(chat)
    await session.flush()
    return Seen(chat, chat.standing, muted)


async def _advise(session: AsyncSession, chat: int, now: datetime) -> None:
    """Say in a few seconds how a group becomes a team's, unless its code has come by then."""
    message = OutboxMessage(
        f"added:{chat}:{int(now.timestamp())}", chat, Lane.CONVERSATION, (says.UNBOUND.id,)
    )
    await outbox.owe(session, now + SOON, message)


async def _gone(session: AsyncSession, team: CareTeam, user: int, now: datetime) -> None:
    member = await teams.member(session, team.id or 0, user)
    if member is not None:
        await remove_member(session, team, member, f"gone:{member.id}", now)


async def _came(session: AsyncSession, team: CareTeam, user: int, key: str, now: datetime) -> None:
    """Warn the team when somebody it cares for, or who cares for a patient, can read its alerts."""
    found = await people.living_in(session, user)
    ours = [one.pseudonym for one in found if one.care_team_id == team.id]
    if not ours or team.chat_id is None:
        return
    message = OutboxMessage(
        key=f"{key}:{user}",
        chat_id=team.chat_id,
        lane=Lane.ALERT,
        texts=(says.PATIENT_IN_GROUP.id,),
        values={"patient": ", ".join(ours)},
    )
    await outbox.owe(session, now, message)


def _inside(who: ChatMember) -> bool:
    """Say whether somebody is in the chat; a restricted one may be in it or not."""
    if who.status in GONE:
        return False
    return bool(getattr(who, "is_member", True))


def _when(change: ChatMemberUpdated) -> int:
    return int(change.date.timestamp())


ROUTES: Handlers = {"standing": standing, "membership": membership}
