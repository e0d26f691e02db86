"""What a member of a care team asks of us with a command, and how it is answered.

The right to ask is a member's of that team; being in its group gives none. Names, telephone
numbers and links go to the member's direct chat, never to a group.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, Method, OutboxMessage, Rows, Values
from messages.declare import Text
from messages.texts import staff
from store import outbox, people
from store.tables import CareTeam, Member


@dataclass(frozen=True, slots=True)
class Asking:
    """A command of a member: for which team, where it was written, and what follows it."""

    member: Member
    team: CareTeam
    sender: int
    chat: int
    cause: str
    argument: str
    now: datetime

    @property
    def direct(self) -> bool:
        """Say whether it was written in the member's direct chat."""
        return self.chat == self.sender

    @property
    def actor(self) -> str:
        """Name the member in the book."""
        return f"member:{self.member.id}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said: paragraphs, what they need, and buttons. `part` tells several apart."""

    texts: tuple[Text, ...]
    values: Values
    rows: Rows = ()
    method: Method = Method.SEND
    part: str = ""


def plainly(*texts: Text, **values: str | int) -> Reply:
    """Return a reply without buttons."""
    return Reply(texts, values)


async def here(session: AsyncSession, asking: Asking, reply: Reply) -> None:
    """Owe a reply where the command was written."""
    await outbox.owe(session, asking.now, _message(asking, reply, asking.chat))


async def privately(session: AsyncSession, asking: Asking, *replies: Reply) -> bool:
    """Owe replies to the member's direct chat, and say in a group that they are there.

    False when the member cannot be written to: then only that is said, and nothing else.
    """
    reachable = await can_be_told(session, asking.sender)
    if reachable:
        for reply in replies:
            await outbox.owe(session, asking.now, _message(asking, reply, asking.sender))
    if not asking.direct:
        note = staff.DETAILS_SENT if reachable else staff.DETAILS_NO_CHAT
        await here(session, asking, Reply((note,), {}, part="sent"))
    return reachable


async def can_be_told(session: AsyncSession, account_id: int) -> bool:
    """Say whether somebody pressed start and has not blocked us."""
    account = await people.account(session, account_id)
    if account is None:
        return False
    return account.started_at is not None and account.unreachable_since is None


async def may_act(session: AsyncSession, asking: Asking) -> bool:
    """Say whether the member may change something; who may only look is told so."""
    if asking.member.role.acts:
        return True
    await here(session, asking, plainly(staff.VIEWER_REFUSED))
    return False


def _message(asking: Asking, reply: Reply, chat: int) -> OutboxMessage:
    return OutboxMessage(
        key=f"asked:{asking.cause}:{asking.team.id}:{reply.part}:{chat}",
        chat_id=chat,
        lane=Lane.CONVERSATION,
        texts=tuple(text.id for text in reply.texts),
        values=reply.values,
        rows=reply.rows,
        method=reply.method,
    )
