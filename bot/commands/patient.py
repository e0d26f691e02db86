"""The command that invites a patient, or somebody who cares for one."""

import re
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.commands.console import JSON, Refused, tell, utc
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.naming import bot_name
from bot.commands.team import found_team
from bot.links import start
from care.emergency_numbers import dialable
from scheduler.enrolling import NewPatient, invite_caregiver, invite_patient
from store import people
from store.tables import Patient

SPAN = re.compile(r"([1-9][0-9]{0,2})([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}
PSEUDONYM = re.compile(r"[Pp]-?0*([0-9]{1,9})|([0-9]{1,9})")


class Kind(StrEnum):
    """Whom an invitation is for."""

    PATIENT = "patient"
    CAREGIVER = "caregiver"


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("invite")(invite)


def invite(
    team: int,
    name: Annotated[str, typer.Option(help="As in the clinic's record.")],
    phone: Annotated[str | None, typer.Option(help="Their own number, international form.")] = None,
    kind: Annotated[Kind, typer.Option(help="Who will use the link.")] = Kind.PATIENT,
    whom: Annotated[
        str | None, typer.Option("--for", help="P-0007: whom the caregiver cares for.")
    ] = None,
    expires: Annotated[str, typer.Option(help="7d, 48h or 30m.")] = "7d",
    png: Annotated[Path | None, typer.Option(help="Where to write the link as a QR image.")] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Make a single-use invitation: a link, a code to read out, and a QR image if asked."""
    new = NewPatient(name, dialable(phone) if phone else None, span(expires))

    async def work(desk: Desk) -> dict[str, Any]:
        bot = await bot_name(desk)
        async with desk.store.begin() as session:
            row = await found_team(session, team)
            if kind is Kind.CAREGIVER:
                patient = await found_patient(session, whom or "", team)
                _, issued = await invite_caregiver(session, patient, new, BY, desk.now)
            else:
                patient, issued = await invite_patient(session, row, new, BY, desk.now)
        return {
            "patient": patient.pseudonym,
            "token": issued.token,
            "link": start(bot, issued.token),
            "code": issued.spoken,
            "expires": utc(issued.expires),
        }

    made = at_desk(work)
    if png is not None:
        draw(made["link"], png)
    lines = [made["patient"], made["link"], f"or send the bot: /start {made['code']}"]
    tell(made, lines, as_json=as_json)


def span(text: str) -> timedelta:
    """Return how long 7d, 48h or 30m is. Raises Refused."""
    match = SPAN.fullmatch(text.strip())
    if match is None:
        raise Refused("span", f"{text!r} is no span of time; write 7d, 48h or 30m.")
    return timedelta(**{UNITS[match[2]]: int(match[1])})


def draw(link: str, file: Path) -> None:
    """Write a link as a QR image. Raises Refused when the file cannot be written."""
    import segno  # noqa: PLC0415 -- only a picture needs it

    try:
        segno.make(link, error="m").save(str(file), kind="png", scale=8, border=4)
    except OSError as error:
        raise Refused("png", f"--png: {file} cannot be written; name another file.") from error


async def found_patient(session: AsyncSession, pseudonym: str, team: int | None = None) -> Patient:
    """Return a patient by P-0007, or refuse with what to do."""
    match = PSEUDONYM.fullmatch(pseudonym.strip())
    patient = None
    if match is not None:
        patient = await people.patient_of_any_team(session, int(match[1] or match[2]))
    if patient is None or (team is not None and patient.care_team_id != team):
        raise Refused("no_patient", f"There is no patient {pseudonym!r}; write P-0007.")
    return patient
