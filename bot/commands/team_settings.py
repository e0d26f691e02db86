"""Commands about what a team sets for itself, and everything that counts for it, with its source.

Less careful than ours or more, a team's own number always needs a name and a reason.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.commands.console import JSON, Refused, tell, utc
from bot.commands.desk import BY, Desk, at_desk
from care.appointments import AppointmentKind
from care.emergency_numbers import dialable
from care.monitoring_table import CannotOverride
from care.people import ANSWERED
from care.regimens import NotOurs, UnknownRegimen, regimen_named
from care.reminders import UnclearSlots
from care.thresholds import named, value_of
from scheduler import appointing
from scheduler.infusion_unit import InfusionUnit, NoSuchUnit, UnitChange, change_unit, unit_of
from scheduler.limit_setting import Wanted, set_threshold
from scheduler.overrides import Kind, OwnNumbers, numbers_named, set_own
from scheduler.team_settings import MINUTE, Setting, choose_slots, in_force, thresholds
from store import teams
from store.tables import CareTeam, Patient

SOURCE = "the command line"
OURS = "ours"  # in place of a value: take the team's own number back
WHY = typer.Option(help="Why it is changed; kept with it.")
SAID_EVERY = 20  # patients between two lines about the progress


class Table(StrEnum):
    """Which of our tables a number stands in, in the words of the command."""

    REGIMEN = "regimen"
    TEST = "test"


KINDS = {Table.REGIMEN: Kind.REGIMEN, Table.TEST: Kind.MONITORING}


def add_to(group: typer.Typer) -> None:
    """Add the commands to those about teams."""
    group.command("unit")(unit)
    group.command("slots")(slots)
    group.command("override")(override)
    group.command("threshold")(threshold)
    group.command("settings")(settings)


def unit(
    team: int,
    phone: Annotated[str | None, typer.Option(help="The unit's, international form.")] = None,
    hours: Annotated[str | None, typer.Option(help='"Mon-Fri 08:00-16:00"')] = None,
    travel_minutes: Annotated[
        int | None, typer.Option(help="From the door to the unit, for most patients.")
    ] = None,
    who: Annotated[str, typer.Option(help="Who decided it.")] = BY,
    why: Annotated[str, WHY] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show the team's infusion unit, or change what is given."""
    travel = None if travel_minutes is None else timedelta(minutes=travel_minutes)
    change = UnitChange(dialable(phone) if phone else None, hours, travel)

    async def work(desk: Desk) -> InfusionUnit:
        async with desk.store.begin() as session:
            row = await _team(session, team)
            if change == UnitChange():
                return await unit_of(session, row)
            decision = teams.Decision(who, desk.now, why, SOURCE)
            with _refusing():
                found = await change_unit(session, row, change, decision)
        if travel is not None:
            await _plan_anew(desk, team)
        return found

    found = _unit_document(at_desk(work))
    tell(found, [f"{name}: {value}" for name, value in found.items()], as_json=as_json)


def slots(
    team: int,
    infusion: Annotated[str | None, typer.Option(help="14d,7d,1d,morning")] = None,
    blood_test: Annotated[str | None, typer.Option(help="3d,1d,morning")] = None,
    who: Annotated[str, typer.Option(help="Who decided it.")] = BY,
    why: Annotated[str, WHY] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Choose when patients are reminded; every patient's reminders are planned anew."""
    given = {AppointmentKind.INFUSION: infusion, AppointmentKind.BLOOD_TEST: blood_test}
    chosen = {kind: _names(said) for kind, said in given.items() if said is not None}
    if not chosen:
        raise typer.BadParameter("--infusion or --blood-test is missing: 7d,1d,morning.")
    if not why.strip():
        raise typer.BadParameter("--why is missing: the reason is kept with the change.")

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            decision = teams.Decision(who, desk.now, why, SOURCE)
            with _refusing():
                row = await _team(session, team)
                plan = await choose_slots(session, row, chosen, decision)
        return {**plan.as_json(), "patients": await _plan_anew(desk, team)}

    made = at_desk(work)
    lines = [f"{kind}: {', '.join(made[kind])}" for kind in AppointmentKind]
    tell(made, [*lines, f"planned anew: {made['patients']}"], as_json=as_json)


def override(
    team: int,
    table: Annotated[Table, typer.Argument(help="regimen or test")],
    name: Annotated[str, typer.Argument(help="RA_COURSE …; cbc, igg, draw …")],
    numbers: Annotated[
        list[str], typer.Argument(help=f"gap.least=140 every=91; =“{OURS}” takes it back.")
    ],
    who: Annotated[str, typer.Option(help="The clinician who decided it.")] = "",
    why: Annotated[str, WHY] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Set a team's own number in place of ours, by name and with a reason."""
    kind = KINDS[table]
    with _refusing():
        known = numbers_named(kind, name)
        whole = regimen_named(name).id if kind is Kind.REGIMEN else name
        wanted = OwnNumbers(kind, whole, dict(_number(said, known) for said in numbers))

    async def work(desk: Desk) -> list[Setting]:
        async with desk.store.begin() as session:
            row = await _team(session, team)
            with _refusing():
                await set_own(session, row, wanted, teams.Decision(who, desk.now, why, SOURCE))
            names = {f"{wanted.setting}.{number}" for number in wanted.numbers}
            return [one for one in await in_force(session, row) if one.name in names]

    _show(at_desk(work), as_json=as_json)


def threshold(
    team: int,
    name: Annotated[str, typer.Argument(help="fever, raised, cough_days …")],
    value: Annotated[str, typer.Argument(help=f"37.8; “{OURS}” takes the team's own back.")],
    clinician: Annotated[
        str, typer.Option(help="Who answers for it. Needed for less careful.")
    ] = "",
    why: Annotated[str, WHY] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Set a threshold of triage: more careful freely, less careful with a name and a reason."""
    with _refusing():
        one = named(name)
        wanted = Wanted(one, None if value == OURS else value_of(one, value))

    async def work(desk: Desk) -> list[Setting]:
        async with desk.store.begin() as session:
            row = await _team(session, team)
            decision = teams.Decision(clinician or BY, desk.now, why, SOURCE)
            with _refusing():
                await set_threshold(session, row.id or 0, wanted, decision, BY)
            every = await thresholds(session, row)
            return [found for found in every if found.name.endswith(f".{one.name}")]

    _show(at_desk(work), as_json=as_json)


def settings(team: int, as_json: Annotated[bool, JSON] = False) -> None:
    """Show everything that counts for a team: ours or its own, with who stands behind it."""

    async def work(desk: Desk) -> list[Setting]:
        async with desk.store.begin() as session:
            return await in_force(session, await _team(session, team))

    _show(at_desk(work), as_json=as_json)


async def _team(session: AsyncSession, team: int) -> CareTeam:
    row = await session.get(CareTeam, team)
    if row is None:
        raise Refused("no_team", f"There is no team {team}; see `companion team list`.")
    return row


async def _plan_anew(desk: Desk, team: int) -> int:
    """Plan every patient's reminders anew, each in a short transaction, and say how far it is."""
    async with desk.store.begin() as session:
        query = select(Patient.id).where(
            Patient.care_team_id == team, col(Patient.state).in_(ANSWERED)
        )
        numbers = (await session.exec(query.order_by(col(Patient.id)))).all()
    for done, number in enumerate(numbers, 1):
        async with desk.store.begin() as session:
            patient = await session.get_one(Patient, number)
            await appointing.plan_all(session, patient, desk.now)
        if done % SAID_EVERY == 0 or done == len(numbers):
            sys.stderr.write(f"Planned anew: {done} of {len(numbers)} patients.\n")
    return len(numbers)


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what cannot be set into a refusal with its sentence."""
    try:
        yield
    except (CannotOverride, NoSuchUnit, NotOurs, UnclearSlots, UnknownRegimen) as error:
        raise Refused("not_possible", str(error)) from error


def _names(said: str) -> list[str]:
    return [name.strip() for name in said.split(",") if name.strip()]


def _number(said: str, known: Sequence[str]) -> tuple[str, int | None]:
    """Return a number's name and its value; None where the team's own is taken back."""
    name, sign, value = (part.strip() for part in said.partition("="))
    if name not in known:
        raise CannotOverride(f"{name!r} is no number here; there are: {', '.join(known)}.")
    if not sign or not (value == OURS or value.removeprefix("-").isdecimal()):
        raise CannotOverride(f"{said!r} is not a number; write {name}=28, or {name}={OURS}.")
    return name, None if value == OURS else int(value)


def _unit_document(found: InfusionUnit) -> dict[str, Any]:
    return {
        "phone": found.phone,
        "hours": str(found.hours) if found.hours else None,
        "travel_minutes": found.travel // MINUTE,
        "country": found.country,
    }


def _show(found: Sequence[Setting], *, as_json: bool) -> None:
    documents = [
        {
            "name": one.name,
            "value": one.value,
            "unit": one.unit or None,
            "own": one.who is not None,
            "source": one.source,
            "status": one.status,
            "who": one.who,
            "when": utc(one.when),
            "why": one.why,
        }
        for one in found
    ]
    tell({"settings": documents}, [_line(one) for one in found], as_json=as_json)


def _line(one: Setting) -> str:
    value = f"{one.name} = {one.value}{f' {one.unit}' if one.unit else ''}"
    if one.who is None:
        return f"{value}  [{one.status}: {one.source}]"
    return f"{value}  [{one.who}, {utc(one.when)}: {one.why or 'no reason given'}]"
