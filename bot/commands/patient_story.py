"""Commands about how a patient's care goes on: another team, a new way in, a child's birth date."""

from typing import Annotated, Any

import typer

from bot.commands.console import JSON, Refused, tell, utc
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.naming import bot_name
from bot.commands.patient import found_patient
from bot.commands.patient_card import card
from bot.commands.patient_facts import facts
from bot.commands.team import found_team
from bot.links import start
from care.coming_of_age import NoBirthDate, birth_date
from care.policies import INVITATION_LASTS
from scheduler import coming_of_age, transfers
from scheduler.enrolling import invite_again, require_numbers
from store import audit, teams
from store import transfers as stored
from store.tables import Transfer

WHO = typer.Argument(help="P-0007")
NONE = "none"
SOURCE = "the command line"
WHY_NOT = {
    "no_team": "That team cannot take the patient: it is their own, or lacks a group or a number.",
    "no_chat": "No chat of this patient can be reached, so nobody can be asked.",
    "state": "This patient is no longer cared for here.",
    "open": "A change of team is open for this patient already; end it with --withdraw.",
    "member": "The patient, or who cares for them, is a member of that team.",
    "old": "That change of team has ended already.",
}


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help="One patient.", no_args_is_help=True)
    group.command("invite")(invite)
    group.command("transfer")(transfer)
    group.command("birth")(birth)
    group.command("facts")(facts)
    group.command("card")(card)
    group.command("adult-age")(adult_age)
    app.add_typer(group, name="patient")


def invite(patient: Annotated[str, WHO], as_json: Annotated[bool, JSON] = False) -> None:
    """Make a new invitation for a patient who has no chat of their own; earlier ones are void."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            row = await found_patient(session, patient)
            if row.account_id is not None or not row.state.is_answered:
                text = f"{row.pseudonym} has a chat of their own, or is not cared for here."
                raise Refused("joined", text)
            require_numbers(await teams.team(session, row.care_team_id))
        bot = await bot_name(desk)
        async with desk.store.begin() as session:
            row = await found_patient(session, patient)
            issued = await invite_again(session, row, INVITATION_LASTS, BY, desk.now)
            team, subject = row.care_team_id, f"patient:{row.id}"
            deed = "patient invited"
            await audit.note(session, team, desk.now, actor=BY, deed=deed, subject=subject)
        return {
            "patient": row.pseudonym,
            "token": issued.token,
            "link": start(bot, issued.token),
            "code": issued.spoken,
            "expires": utc(issued.expires),
        }

    made = at_desk(work)
    lines = [made["patient"], made["link"], f"or send the bot: /start {made['code']}"]
    tell(made, lines, as_json=as_json)


def transfer(
    patient: Annotated[str, WHO],
    to: Annotated[int | None, typer.Option(help="The team that shall take the patient.")] = None,
    withdraw: Annotated[bool, typer.Option(help="Take the offer back.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Offer a patient to another team; the team must accept, and the patient must agree."""
    if (to is None) is not withdraw:
        raise typer.BadParameter("give --to TEAM, or --withdraw, and not both.")

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            row = await found_patient(session, patient)
            if to is None:
                found = await stored.open_of(session, row)
                if found is None:
                    raise Refused("old", WHY_NOT["old"])
                await transfers.withdraw(session, found, BY, desk.now)
                return _document(found)
            team = await found_team(session, to)
            try:
                return _document(await transfers.offer(session, row, team, BY, desk.now))
            except transfers.NotPossible as why:
                raise Refused(why.code, WHY_NOT[why.code]) from why

    made = at_desk(work)
    line = f"{made['patient']}: {made['state']}, from team {made['from']} to team {made['to']}"
    tell(made, [line], as_json=as_json)


def birth(
    patient: Annotated[str, WHO],
    day: Annotated[str, typer.Argument(help=f"2010-05-01, or {NONE} to take it out.")],
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Enter when a patient was born; a child then takes part through the family."""

    async def work(desk: Desk) -> dict[str, Any]:
        try:
            born = None if day == NONE else birth_date(day, desk.now.date())
        except NoBirthDate as why:
            raise Refused("birth_date", str(why)) from why
        async with desk.store.begin() as session:
            row = await found_patient(session, patient)
            await coming_of_age.set_birth_date(session, row, born, BY, desk.now)
            when = await coming_of_age.when_of(session, row)
            return {
                "patient": row.pseudonym,
                "born": born.isoformat() if born else None,
                "of_age_on": when.day.isoformat() if when else None,
                "of_age_at": utc(when.at) if when else None,
            }

    made = at_desk(work)
    known = f"comes of age on {made['of_age_on']}" if made["of_age_on"] else "no birth date known"
    tell(made, [f"{made['patient']}: {known}"], as_json=as_json)


def adult_age(
    team: int,
    years: Annotated[int | None, typer.Argument(help="As the law there has it: 16.")] = None,
    who: Annotated[str, typer.Option(help="Who decided it.")] = BY,
    why: Annotated[str, typer.Option(help="Why it is changed; kept with it.")] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show or set the age at which patients of a team count as adults."""
    if years is not None and not why.strip():
        raise typer.BadParameter("--why is missing: the reason is kept with the change.")

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            row = await found_team(session, team)
            if years is not None:
                decision = teams.Decision(who, desk.now, why, SOURCE)
                try:
                    await coming_of_age.set_age(session, row, years, decision)
                except ValueError as wrong:
                    raise Refused("age", str(wrong)) from wrong
            return {"team": row.id, "adult_age": await coming_of_age.age_of(session, row)}

    found = at_desk(work)
    tell(found, [f"{found['adult_age']}"], as_json=as_json)


def _document(row: Transfer) -> dict[str, Any]:
    return {
        "patient": f"P-{row.patient_id:04}",
        "from": row.from_team_id,
        "to": row.to_team_id,
        "state": row.state,
    }
