"""What is written in groups: the code that makes one a team's, commands, replies under an alert.

Everything else that people say to each other in a group is none of our business and leaves no
trace. A group that is no team's gets one answer an hour, and only to a command.
"""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Message, Update

from bot.handlers import standing
from bot.handlers.team_commands import ORDERS, Written, in_group, written_command
from bot.said import written
from care.delivery import Lane, OutboxMessage, Values
from care.people import InvitationKind
from messages.declare import Text
from messages.texts import staff
from messages.texts import staff_team as says
from scheduler import cards
from scheduler.binding import bind_chat
from scheduler.enrolling import NotAllowed
from scheduler.selfcheck import welcome
from store import alerts, installation, invitations, outbox, people, teams
from store.tables import CareTeam, Chat, Invitation

BINDS = frozenset({"start", "startgroup", "bind"})
HOUR = timedelta(hours=1)


async def group(session: AsyncSession, update: Update, now: datetime) -> None:
    """Answer what is meant for us in a group; move with it when Telegram gives it a new id."""
    message = written(update)
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        await _migrate(session, message)
        return
    if await standing.in_service_message(session, message, now) or message.from_user is None:
        return
    team = await teams.team_in(session, message.chat_id)
    command = written_command(message.text or message.caption or "")
    if command is not None:
        await _command(session, message, team, command, now)
    elif team is not None and message.reply_to_message is not None and not message.edit_date:
        await _reply(session, message, team, now)


async def _migrate(session: AsyncSession, message: Message) -> None:
    """Follow a group to its new id. Both the old and the new chat tell of it; once is enough."""
    old = message.migrate_from_chat_id or message.chat_id
    new = message.migrate_to_chat_id or message.chat_id
    await teams.move_group(session, old, new)
    await outbox.move(session, old, new)


async def _command(
    session: AsyncSession, message: Message, team: CareTeam | None, command: Written, now: datetime
) -> None:
    if not await _for_us(session, command):
        return
    if command.name in BINDS and (command.argument or command.name == "bind"):
        await _bind(session, message, command.argument, now)
    elif team is None:
        await _unbound(session, message.chat_id, now)
    elif command.name in ORDERS:
        await in_group(session, message, team, command, now)
    elif command.meant_for:
        await in_group(session, message, team, Written("help", ""), now)


async def _for_us(session: AsyncSession, command: Written) -> bool:
    """Say whether a command is meant for this bot: a group may have several."""
    bot = await installation.bot(session) if command.meant_for else None
    return bot is None or bot.username.lower() == command.meant_for


async def _bind(session: AsyncSession, message: Message, code: str, now: datetime) -> None:
    """Make the group the team's whose code it is.

    The code is the authorisation; whoever has it may bind. Never a patient of the team or one
    who cares for one: they would read the alerts of others.
    """
    assert message.from_user is not None
    key, chat = f"bind:{message.chat_id}:{message.message_id}", message.chat_id
    found = await invitations.find(session, code) if code else None
    refusal = await _refusal(session, found, code, message.from_user.id, now)
    if refusal is None and found is not None:
        refusal = await _bound(session, found, message, now)
    if refusal is not None:
        await _say(session, chat, key, refusal, {}, now)


async def _refusal(
    session: AsyncSession, found: Invitation | None, code: str, sender: int, now: datetime
) -> Text | None:
    """Return why a code binds nothing, or None. What it would have been for is not told."""
    if not code:
        return says.NEEDS_CODE
    if found is None or found.kind is not InvitationKind.GROUP:
        return says.BAD_CODE
    if not invitations.stands(found, sender, now):
        return says.BAD_CODE
    cared_for = await people.living_in(session, sender)
    if any(one.care_team_id == found.care_team_id for one in cared_for):
        return says.PATIENT_REFUSED
    return None


async def _bound(
    session: AsyncSession, found: Invitation, message: Message, now: datetime
) -> Text | None:
    """Bind the group, tell the one that was the team's before, and bring it what is open."""
    assert message.from_user is not None
    team, chat = await teams.team(session, found.care_team_id), message.chat_id
    before = team.chat_id
    try:
        await bind_chat(session, team, chat, f"account:{message.from_user.id}", now)
    except NotAllowed:
        return says.TAKEN
    await invitations.use(session, found, now)
    await _known(session, message)
    await outbox.purge(session, chat)
    key, values = f"bound:{found.id}", {"team": team.name}
    if before is not None and before != chat:
        await _say(session, before, f"{key}:before", says.MOVED_AWAY, values, now)
    await _say(session, chat, key, says.BOUND, values, now)
    await welcome(session, team, now)
    for row in await alerts.of_team(session, team.id):
        await alerts.hurry(session, row.id or 0, row.epoch, now)
    return None


async def _known(session: AsyncSession, message: Message) -> None:
    """Note the group, to be looked at by the self-check as soon as possible."""
    chat = await session.get_one(Chat, message.chat_id)
    chat.title, chat.kind = message.chat.title or "", message.chat.type
    chat.checked_at, chat.unreachable_since = None, None
    session.add(chat)
    await session.flush()


async def _unbound(session: AsyncSession, chat: int, now: datetime) -> None:
    hour = int(now.timestamp() // HOUR.total_seconds())
    await _say(session, chat, f"unbound:{chat}:{hour}", says.UNBOUND, {}, now)


async def _reply(session: AsyncSession, message: Message, team: CareTeam, now: datetime) -> None:
    """Say that the patient cannot read a reply written under an alert's message."""
    under = message.reply_to_message
    assert under is not None
    card = await outbox.card_at(session, message.chat_id, under.message_id)
    alert = await alerts.find(session, card.alert_id or 0) if card else None
    if alert is None or alert.care_team_id != team.id:
        return
    patient = await people.patient(session, alert.care_team_id, alert.patient_id)
    if patient is None:
        return  # with another team now
    values = cards.superseded(alert, patient).values
    key = f"unread:{message.chat_id}:{message.message_id}"
    await _say(session, message.chat_id, key, staff.CANNOT_READ, values, now)


async def _say(  # noqa: PLR0913, PLR0917 -- one message, as it is said
    session: AsyncSession, chat: int, key: str, text: Text, values: Values, now: datetime
) -> None:
    message = OutboxMessage(key, chat, Lane.ECHO, (text.id,), values)
    await outbox.owe(session, now, message)
