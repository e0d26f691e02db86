"""Commands about the members of a team."""

from typing import Annotated, Any

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.commands.console import JSON, Refused, tell, utc
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.naming import bot_name
from bot.commands.team import found_team
from bot.links import start
from care.people import Position, Role
from scheduler.enrolling import add_member, attach, invite_member, put_on_call
from store import audit, teams
from store.tables import Account, Member


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help="Members of care teams.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_members)
    group.command("remove")(remove)
    app.add_typer(group, name="member")


def add(
    team: int,
    name: Annotated[str, typer.Option(help="What the team calls them.")],
    role: Annotated[Role, typer.Option(help="What they may do.")],
    telegram_id: Annotated[int | None, typer.Option(help="Their Telegram number.")] = None,
    on_call: Annotated[Position | None, typer.Option(help="Where they stand from now on.")] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Add a member; without a Telegram number an invitation link is printed."""

    async def work(desk: Desk) -> dict[str, Any]:
        bot = await bot_name(desk) if telegram_id is None else ""
        async with desk.store.begin() as session:
            row = await found_team(session, team)
            member = await add_member(session, row, (name, role), BY, desk.now)
            document: dict[str, Any] = {"id": member.id, "team": team, "name": name, "role": role}
            if telegram_id is not None:
                await attach(session, member, telegram_id, desk.now)
            else:
                issued = await invite_member(session, member, BY, desk.now)
                document |= {
                    "link": start(bot, issued.token),
                    "code": issued.spoken,
                    "expires": utc(issued.expires),
                }
            if on_call is not None:
                await put_on_call(session, member, on_call, BY, desk.now)
                document["on_call"] = on_call
            return document

    made = at_desk(work)
    lines = [str(made["id"])]
    if "link" in made:
        lines += [made["link"], f"or send the bot: /start {made['code']}"]
    else:
        lines.append("They must open a chat with the bot and press Start before they can be paged.")
    tell(made, lines, as_json=as_json)


def list_members(team: int, as_json: Annotated[bool, JSON] = False) -> None:
    """List the members of a team, and whether they can be paged."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.store.begin() as session:
            await found_team(session, team)
            standing = {
                member.id: shift.position
                for shift, member in await teams.on_call(session, team, desk.now)
            }
            return [
                await _document(session, member, standing.get(member.id))
                for member in await teams.members(session, team)
            ]

    found = at_desk(work)
    tell({"members": found}, [_line(one) for one in found], as_json=as_json)


def remove(member: int, as_json: Annotated[bool, JSON] = False) -> None:
    """Take away a member's rights at once; what they hold goes on to the others."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            row = await session.get(Member, member)
            if row is None or row.removed_at is not None:
                raise Refused("no_member", f"There is no member {member}.")
            row.removed_at = desk.now
            session.add(row)
            await teams.stand_down(session, row, desk.now)
            await audit.note(
                session,
                row.care_team_id,
                desk.now,
                actor=BY,
                deed="member removed",
                subject=f"member:{member}",
            )
            return {"id": member, "removed": utc(desk.now)}

    tell(at_desk(work), [str(member)], as_json=as_json)


async def _document(
    session: AsyncSession, member: Member, position: Position | None
) -> dict[str, Any]:
    account = await session.get(Account, member.account_id) if member.account_id else None
    pageable = bool(account and account.started_at and account.unreachable_since is None)
    return {
        "id": member.id,
        "name": member.name,
        "role": member.role,
        "telegram_id": member.account_id,
        "on_call": position,
        "can_be_paged": pageable,
    }


def _line(one: dict[str, Any]) -> str:
    paged = "can be paged" if one["can_be_paged"] else "has not pressed Start"
    return f"{one['id']}  {one['name']}  {one['role']}  {one['on_call'] or '-'}  {paged}"
