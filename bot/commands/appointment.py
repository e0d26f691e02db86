"""Commands about infusions and blood tests. The clinic enters dates; nothing is computed."""

from datetime import UTC, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.commands.console import JSON, Refused, tell, utc
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.patient import found_patient
from care.appointments import AppointmentKind
from scheduler import appointing
from store import appointments, teams
from store.tables import Appointment


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help="Infusions and blood tests.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_appointments)
    group.command("cancel")(cancel)
    group.command("given")(given)
    group.command("missed")(missed)
    app.add_typer(group, name="appointment")


def add(
    patient: Annotated[str, typer.Argument(help="P-0007")],
    kind: AppointmentKind,
    at: Annotated[str, typer.Option(help="Local time at the clinic: 2026-12-01T09:30")],
    zone: Annotated[str | None, typer.Option(help="Area/City; the team's, if not given.")] = None,
    place: Annotated[str | None, typer.Option(help="Where, as the patient reads it.")] = None,
    tests: Annotated[str, typer.Option(help="Blood tests: cbc,igg")] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Enter a date and plan its reminders."""
    when = moment(at)

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            who = await found_patient(session, patient)
            team = await teams.team(session, who.care_team_id)
            entry = appointing.Entry(
                kind=kind,
                local=when,
                zone=zone or team.zone,
                place=place,
                tests=[name.strip() for name in tests.split(",") if name.strip()],
            )
            return document(await appointing.enter(session, who, entry, BY, desk.now))

    made = at_desk(work)
    tell(made, [str(made["id"])], as_json=as_json)


def list_appointments(
    patient: Annotated[str, typer.Argument(help="P-0007")],
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """List a patient's appointments."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.store.begin() as session:
            who = await found_patient(session, patient)
            return [document(row) for row in await appointments.of_patient(session, who)]

    every = at_desk(work)
    lines = [
        f"{one['id']}  {one['kind']}  {one['local']} {one['zone']}  {one['status']}"
        for one in every
    ]
    tell({"appointments": every}, lines, as_json=as_json)


def cancel(appointment: int, as_json: Annotated[bool, JSON] = False) -> None:
    """Cancel a planned appointment; its reminders are void."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            row = await found(session, appointment)
            await appointing.cancel(session, row, BY, desk.now)
            return document(row)

    tell(at_desk(work), [str(appointment)], as_json=as_json)


def given(
    appointment: int,
    at: Annotated[str | None, typer.Option(help="When: local time at the clinic.")] = None,
    brand: Annotated[str | None, typer.Option(help="Which brand: Truxima.")] = None,
    batch: Annotated[str | None, typer.Option(help="The batch, as on the pack.")] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Mark an appointment as having taken place; for an infusion, with its brand and batch."""
    when = moment(at) if at else None

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            row = await found(session, appointment)
            moment_given = min(row.at, desk.now)
            if when is not None:
                moment_given = when.replace(tzinfo=ZoneInfo(row.zone)).astimezone(UTC)
            await appointing.give(
                session, row, BY, moment_given, desk.now, brand=brand, batch=batch
            )
            return document(row)

    tell(at_desk(work), [str(appointment)], as_json=as_json)


def missed(appointment: int, as_json: Annotated[bool, JSON] = False) -> None:
    """Say that an appointment did not take place: nothing is asked about it any more."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            row = await found(session, appointment)
            await appointing.miss(session, row, BY, desk.now)
            return document(row)

    tell(at_desk(work), [str(appointment)], as_json=as_json)


def moment(text: str) -> datetime:
    """Return a local date and time without a zone. Raises Refused with an example."""
    try:
        said = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused("date", f"{text!r} is no date and time; write 2026-12-01T09:30.") from error
    if said.tzinfo is not None:
        raise Refused("date", f"{text!r} has a zone; write the clinic's local time and use --zone.")
    return said


async def found(session: AsyncSession, appointment: int) -> Appointment:
    """Return an appointment by its number. Raises Refused."""
    row = await appointments.any_team(session, appointment)
    if row is None:
        raise Refused("no_appointment", f"There is no appointment {appointment}.")
    return row


def document(row: Appointment) -> dict[str, Any]:
    """Return an appointment as its JSON object."""
    return {
        "id": row.id,
        "patient": f"P-{row.patient_id:04}",
        "kind": row.kind,
        "local": row.local,
        "zone": row.zone,
        "utc": utc(row.at),
        "place": row.place,
        "tests": row.tests,
        "status": row.status,
        "answer": row.answer,
        "given_at": utc(row.given_at),
        "brand": row.brand,
        "batch": row.batch,
        "plan": row.plan_id,
        "course": row.course,
        "gates": row.gates_id,
        "source": row.source,
        "standing": row.standing,
    }
