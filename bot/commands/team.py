"""Commands about care teams: making one, showing it, its policy, its group."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.commands.console import JSON, Exit, Refused, fail, tell, utc
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.naming import bot_name
from bot.commands.team_settings import add_to as add_settings_to
from bot.links import startgroup
from care.calendar import zone_named
from care.cover import CoverHours
from care.emergency_numbers import country_code, dialable, emergency_dialable
from care.severity import Severity
from messages import languages
from scheduler.binding import bind_chat
from scheduler.enrolling import NewTeam, create_team, invite_group
from scheduler.rota import cover_of, policy_of, policy_setting
from store import alerts, teams
from store.tables import CareTeam

ALWAYS = "always"


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help="Care teams.", no_args_is_help=True)
    group.command("create")(create)
    group.command("list")(list_teams)
    group.command("show")(show)
    group.command("policy")(policy)
    group.command("bind")(bind)
    add_settings_to(group)
    app.add_typer(group, name="team")


def create(
    name: Annotated[str, typer.Argument(help="What the team is called.")],
    country: Annotated[str, typer.Option(help="Two letters: TR.")],
    zone: Annotated[str, typer.Option(help="Area/City: Europe/Istanbul.")],
    phone: Annotated[str, typer.Option(help="Answered in cover hours, international form.")],
    phone_hours: Annotated[
        str, typer.Option(help='When somebody reads and answers: "Mon-Fri 08:00-17:00".')
    ] = ALWAYS,
    after_hours_phone: Annotated[
        str | None, typer.Option(help="Answered outside those hours.")
    ] = None,
    emergency_number: Annotated[
        str | None, typer.Option(help="The ambulance, if ours is missing or wrong.")
    ] = None,
    language: Annotated[str, typer.Option(help="What the team reads.")] = "en",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Make a care team. Its numbers must be ones you have dialled."""
    place = zone_named(zone)
    new = NewTeam(
        name=name,
        country=country_code(country),
        zone=zone,
        phone=dialable(phone),
        cover=CoverHours.parse(phone_hours, place),
        after_hours_phone=dialable(after_hours_phone) if after_hours_phone else None,
        emergency_number=emergency_dialable(emergency_number) if emergency_number else None,
        language=known_language(language),
    )

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            return await _document(session, await create_team(session, new, BY, desk.now))

    made = at_desk(work)
    tell(made, [str(made["id"])], as_json=as_json)


def list_teams(as_json: Annotated[bool, JSON] = False) -> None:
    """List the teams."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.store.begin() as session:
            return [await _document(session, team) for team in await teams.teams(session)]

    found = at_desk(work)
    lines = [f"{one['id']}  {one['name']}  {one['country']}  {one['phone']}" for one in found]
    tell({"teams": found}, lines, as_json=as_json)


def show(team: int, as_json: Annotated[bool, JSON] = False) -> None:
    """Show one team."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            return await _document(session, await found_team(session, team))

    found = at_desk(work)
    tell(found, [f"{name}: {value}" for name, value in found.items()], as_json=as_json)


def policy(
    team: int,
    severity: Annotated[Severity | None, typer.Option(help="Which severity.")] = None,
    set_file: Annotated[
        Path | None, typer.Option("--set", help="A JSON file in the shape that is printed.")
    ] = None,
    why: Annotated[str, typer.Option(help="Why it is changed; kept with it.")] = "",
) -> None:
    """Print the escalation policy in force as JSON, or set one."""
    if set_file is not None and severity is None:
        fail("usage", "Say which policy to set: --severity urgent", Exit.USAGE)

    async def work(desk: Desk) -> dict[str, object]:
        async with desk.store.begin() as session:
            row = await found_team(session, team)
            if set_file is not None and severity is not None:
                document = _policy_in(set_file)
                decision = teams.Decision(BY, desk.now, why, "the command line")
                await teams.decide(session, team, policy_setting(severity), document, decision)
            wanted = [severity] if severity else [s for s in Severity if s.rank]
            return {one: alerts.dump(await policy_of(session, row, one)) for one in wanted}

    tell(at_desk(work), (), as_json=True)


def bind(
    team: int,
    chat: Annotated[int | None, typer.Option(help="Bind this group at once.")] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Print how to bind the team's group: a link, and a code to type; one use, 24 hours."""

    async def work(desk: Desk) -> dict[str, Any]:
        name = await bot_name(desk) if chat is None else ""
        async with desk.store.begin() as session:
            row = await found_team(session, team)
            if chat is not None:
                await bind_chat(session, row, chat, BY, desk.now)
                return {"team": team, "chat": chat}
            issued = await invite_group(session, row, BY, desk.now)
        return {
            "team": team,
            "link": startgroup(name, issued.token),
            "code": issued.spoken,
            "command": f"/bind {issued.spoken}",
            "expires": utc(issued.expires),
        }

    made = at_desk(work)
    lines = [str(made.get("link", made.get("chat"))), str(made.get("command", ""))]
    tell(made, [line for line in lines if line], as_json=as_json)


async def found_team(session: AsyncSession, team: int) -> CareTeam:
    """Return a team, or refuse with what to do."""
    row = await session.get(CareTeam, team)
    if row is None:
        raise Refused("no_team", f"There is no team {team}; see `companion team list`.")
    return row


async def _document(session: AsyncSession, team: CareTeam) -> dict[str, Any]:
    return {
        "id": team.id,
        "name": team.name,
        "country": team.country,
        "zone": team.zone,
        "language": team.language,
        "phone": team.phone,
        "phone_hours": str(await cover_of(session, team)),
        "after_hours_phone": team.after_hours_phone,
        "emergency_number": team.emergency_number,
        "chat": team.chat_id,
        "created": utc(team.created),
    }


def known_language(code: str) -> str:
    """Return a language we have, or refuse and say which there are."""
    if code not in languages.LANGUAGES:
        known = ", ".join(languages.LANGUAGES)
        raise Refused("no_language", f"There is no language {code!r}; there are {known}.")
    return code


def _policy_in(file: Path) -> object:
    try:
        return alerts.dump(alerts.load(json.loads(file.read_text("utf-8"))))
    except (OSError, ValueError) as error:
        text = f"{file} holds no policy ({type(error).__name__}); print one first and edit that."
        raise Refused("no_policy", text) from error
