"""Who is on call, and whether a member's telephone rings: looked at and changed in the chat."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.asking import Asking, Reply, can_be_told, here, may_act, plainly
from bot.callbacks import Press, encode
from bot.inbox import Handlers
from bot.said import Pressed, answer, face, pressed, quiet
from care.delivery import Choice, Lane, OutboxMessage, Rows, Value, Values
from care.people import Position
from messages.declare import Text
from messages.listing import line
from messages.texts import staff
from messages.texts import staff_team as says
from scheduler.enrolling import put_on_call
from store import audit, outbox, people, teams
from store.tables import CareTeam, Member

POSITIONS = {position.value: position for position in Position}
TEST = "test_alert"  # the conversation that keeps how a member's test ended


async def show(session: AsyncSession, asking: Asking) -> None:
    """Show who is on call; `/oncall me` puts the member first."""
    if asking.argument.lower() == "me":
        if await may_act(session, asking):
            await _take_by_word(session, asking)
        return
    shown = await rota(session, asking.team, asking.now)
    reply = Reply((says.ROTA, says.ROTA_HINT), shown, rows(asking.team))
    await here(session, asking, reply)


async def test(session: AsyncSession, asking: Asking) -> None:
    """Owe a test alert to the member's own chat, as loud as a real one."""
    if not await can_be_told(session, asking.sender):
        await here(session, asking, plainly(staff.DETAILS_NO_CHAT))
        return
    subject = asking.member.id or 0
    message = OutboxMessage(
        key=f"test:{asking.cause}:{subject}",
        chat_id=asking.sender,
        lane=Lane.ALERT,
        texts=(says.TEST.id,),
        rows=(
            (Choice(says.RANG.id, encode(Press("rang", "yes", subject))),),
            (Choice(says.SILENT.id, encode(Press("rang", "no", subject))),),
        ),
    )
    await outbox.owe(session, asking.now, message)
    if not asking.direct:
        await here(session, asking, plainly(says.TEST_SENT))


async def rota(session: AsyncSession, team: CareTeam, now: datetime) -> dict[str, Value]:
    """Return what the list of who is on call needs: every position, the empty ones too."""
    standing = await teams.on_call(session, team.id or 0, now)
    lines = []
    for position, word in says.POSITIONS.items():
        here = [who for shift, who in standing if Position(shift.position) is position]
        lines += [await _stands(session, who, word) for who in here]
        if not here:
            lines.append(line(says.NOBODY, {"position": word.id}))
    return {"team": team.name, "rota": lines}


def rows(team: CareTeam) -> Rows:
    """Return the buttons under the list of who is on call."""

    def button(text: Text, choice: str) -> Choice:
        return Choice(text.id, encode(Press("oncall", choice, team.id or 0)))

    places = tuple((button(text, position.value),) for position, text in says.TAKES.items())
    hours = (button(says.NIGHTS, "nights"), button(says.NO_NIGHTS, "days"))
    return (*places, hours, (button(says.STAND_DOWN, "off"),))


@dataclass(frozen=True, slots=True)
class Said:
    """One line about what has changed."""

    text: Text
    values: Values


async def change(session: AsyncSession, update: Update, now: datetime) -> None:
    """Put the member who pressed on call, or take them off, and tell the team."""
    at = pressed(update)
    member = await teams.member(session, at.press.subject, at.sender)
    refusal = await _refusal(session, at, member)
    if refusal is not None or member is None:
        await outbox.owe(session, now, answer(at, refusal or staff.REFUSED, loud=True))
        return

    said = await _change(session, member, at.press.choice, now)
    if said is None:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON, loud=True))
        return

    team = await teams.team(session, member.care_team_id)
    await outbox.owe(session, now, answer(at, said.text, values=said.values))
    if team.chat_id != at.chat:
        await _to_group(session, team, f"oncall:{at.query.id}", said, now)
    shown = await rota(session, team, now)
    texts = (says.ROTA.id, says.ROTA_HINT.id)
    await outbox.owe(session, now, face(at, texts, shown, rows(team)))


async def note_test(session: AsyncSession, update: Update, now: datetime) -> None:
    """Note whether the telephone rang; the group hears when it did not."""
    at = pressed(update)
    member = await _tested(session, at)
    if member is None:
        await outbox.owe(session, now, answer(at, staff.REFUSED, loud=True))
        return

    team = await teams.team(session, member.care_team_id)
    rang = at.press.choice == "yes"
    kept = {"rang": rang, "at": now.isoformat(), "member": member.id}
    await people.converse(session, at.sender, TEST, step=at.press.choice, answers=kept, now=now)
    await _note(session, member, "telephone rang" if rang else "telephone silent", now)

    day = now.astimezone(ZoneInfo(team.zone)).date().isoformat()
    values: Values = {"name": member.name, "day": day}
    text = says.TESTED if rang else says.TEST_FAILED
    await outbox.owe(session, now, quiet(at), face(at, (text.id,), values))
    if not rang:
        said = Said(says.TEST_FAILED_GROUP, {"name": member.name})
        await _to_group(session, team, f"test:{at.query.id}", said, now)


async def _take_by_word(session: AsyncSession, asking: Asking) -> None:
    if not await can_be_told(session, asking.sender):
        await here(session, asking, plainly(says.START_FIRST))
        return
    said = await _change(session, asking.member, Position.PRIMARY, asking.now)
    assert said is not None
    await here(session, asking, Reply((said.text,), said.values))
    if asking.direct:
        await _to_group(session, asking.team, f"oncall:{asking.cause}", said, asking.now)


async def _refusal(session: AsyncSession, at: Pressed, member: Member | None) -> Text | None:
    """Return why nothing may change, or None."""
    if member is None:
        return staff.REFUSED
    if not member.role.acts:
        return staff.VIEWER_REFUSED
    told = await can_be_told(session, at.sender)
    return None if told or at.press.choice == "off" else says.START_FIRST


async def _change(session: AsyncSession, member: Member, choice: str, now: datetime) -> Said | None:
    """Carry out what a button of the list says. None: there is no such button."""
    actor, name = f"member:{member.id}", {"name": member.name}
    if choice in POSITIONS:
        position = POSITIONS[choice]
        await put_on_call(session, member, position, actor, now)
        return Said(says.TOOK, {**name, "position": says.POSITIONS[position].id})
    if choice == "off":
        await teams.stand_down(session, member, now)
        await _note(session, member, "off duty", now)
        return Said(says.OFF, name)
    if choice in ("nights", "days"):
        member.paged_outside_cover = choice == "nights"
        session.add(member)
        await _note(session, member, f"paged: {choice}", now)
        return Said(says.PAGED_ALWAYS if choice == "nights" else says.PAGED_BY_DAY, name)
    return None


async def _stands(session: AsyncSession, who: Member, position: Text) -> str:
    told = who.account_id is not None and await can_be_told(session, who.account_id)
    text = says.STANDS if who.paged_outside_cover else says.STANDS_BY_DAY
    return line(
        text if told else says.STANDS_UNREACHABLE, {"position": position.id, "name": who.name}
    )


async def _tested(session: AsyncSession, at: Pressed) -> Member | None:
    """Return the member whose test this is, if it is the one who pressed."""
    if at.press.choice not in ("yes", "no"):
        return None
    mine = await teams.memberships(session, at.sender)
    return next((member for member in mine if member.id == at.press.subject), None)


async def _to_group(
    session: AsyncSession, team: CareTeam, key: str, said: Said, now: datetime
) -> None:
    if team.chat_id is None:
        return
    message = OutboxMessage(
        key=f"{key}:group",
        chat_id=team.chat_id,
        lane=Lane.CONVERSATION,
        texts=(said.text.id,),
        values=said.values,
        silent=True,
    )
    await outbox.owe(session, now, message)


async def _note(session: AsyncSession, member: Member, deed: str, now: datetime) -> None:
    actor = f"member:{member.id}"
    await audit.note(session, member.care_team_id, now, actor=actor, deed=deed, subject=actor)


ROUTES: Handlers = {"press.oncall": change, "press.rang": note_test}
