"""The command that makes a team to try things with. Only where Telegram is on this machine."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.commands.console import JSON, Refused, tell
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.team import known_language
from care.appointments import AppointmentKind
from care.calendar import local
from care.cover import CoverHours
from care.emergency_numbers import country_code
from care.people import PatientState, Position, Role, Topic
from messages import places
from scheduler import appointing
from scheduler.binding import bind_chat
from scheduler.consenting import VERSION
from scheduler.enrolling import NewTeam, add_member, attach, create_team, put_on_call
from store.tables import Account, CareTeam, Consent, Member, Patient

PHONE = "+44 20 7946 0018"  # kept free for stories
NIGHT_PHONE = "+44 20 7946 0019"
A_WEEK = 7  # days
HOUR = 9


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: the group, who is on call, and where the patients' numbers begin."""

    group: int
    on_call: int
    backup: int | None
    patient: int
    patients: int
    country: str
    language: str
    infusion_in: timedelta

    @property
    def zone(self) -> str:
        """Return the first zone of the country."""
        found = places.zones(self.country)
        return found[0].id if found else "UTC"


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("seed")(seed)


def seed(
    group: Annotated[int, typer.Option(help="The group's Telegram number.")],
    on_call: Annotated[int, typer.Option(help="Who is on call: a Telegram number.")],
    patient: Annotated[int, typer.Option(help="The first patient's Telegram number.")],
    backup: Annotated[int | None, typer.Option(help="Who is next.")] = None,
    patients: Annotated[int, typer.Option(min=0, help="How many, numbers counting up.")] = 1,
    country: Annotated[str, typer.Option(help="Two letters.")] = "GB",
    language: Annotated[str, typer.Option(help="What everybody reads.")] = "en",
    infusion_in: Annotated[int, typer.Option(min=1, help="In how many days.")] = A_WEEK,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Make a bound team, its member on call, and enrolled patients with an infusion ahead."""
    cast = Cast(
        group,
        on_call,
        backup,
        patient,
        patients,
        country_code(country),
        known_language(language),
        timedelta(days=infusion_in),
    )

    async def work(desk: Desk) -> dict[str, Any]:
        if not desk.settings.on_loopback:
            raise Refused(
                "not_local",
                "COMPANION_TELEGRAM_API_URL is not on this machine: a seed there would write to "
                "strangers; use http://127.0.0.1:8090.",
            )
        async with desk.store.begin() as session:
            return await _play(session, cast, desk)

    made = at_desk(work)
    tell(made, [str(made["team"]), *made["patients"]], as_json=as_json)


async def _play(session: AsyncSession, cast: Cast, desk: Desk) -> dict[str, Any]:
    new = NewTeam(
        name="Rheumatology",
        country=cast.country,
        zone=cast.zone,
        phone=PHONE,
        after_hours_phone=NIGHT_PHONE,
        cover=CoverHours.always(ZoneInfo(cast.zone)),
        language=cast.language,
    )
    team = await create_team(session, new, BY, desk.now)
    await bind_chat(session, team, cast.group, BY, desk.now)
    people = [(cast.on_call, "Ana", Position.PRIMARY)]
    if cast.backup is not None:
        people.append((cast.backup, "Ben", Position.BACKUP))
    members = [await _member(session, team, who, desk) for who in people]
    numbers = range(cast.patient, cast.patient + cast.patients)
    enrolled = [await _patient(session, team, number, cast, desk) for number in numbers]
    return {
        "team": team.id,
        "members": [member.id for member in members],
        "patients": [one.pseudonym for one in enrolled],
    }


async def _member(
    session: AsyncSession, team: CareTeam, who: tuple[int, str, Position], desk: Desk
) -> Member:
    number, name, position = who
    member = await add_member(session, team, (name, Role.ADMIN), BY, desk.now)
    await attach(session, member, number, desk.now)
    account = await session.get_one(Account, number)
    account.started_at, account.language = desk.now, team.language
    await put_on_call(session, member, position, BY, desk.now)
    return member


async def _patient(
    session: AsyncSession, team: CareTeam, number: int, cast: Cast, desk: Desk
) -> Patient:
    account = await session.get(Account, number) or Account(id=number, created=desk.now)
    account.language, account.language_chosen = cast.language, True
    account.zone, account.country, account.started_at = team.zone, team.country, desk.now
    session.add(account)
    await session.flush()
    patient = Patient(
        care_team_id=team.id or 0,
        account_id=number,
        name=f"Patient {number}",
        phone="+44 20 7946 0100",
        state=PatientState.ENROLLED,
        state_since=desk.now,
        created=desk.now,
    )
    session.add(patient)
    await session.flush()
    await _consent(session, patient, cast, desk)
    day = local(desk.now + cast.infusion_in, ZoneInfo(team.zone))
    entry = appointing.Entry(
        AppointmentKind.INFUSION,
        day.replace(hour=HOUR, minute=30, second=0, microsecond=0, tzinfo=None),
        team.zone,
    )
    await appointing.enter(session, patient, entry, BY, desk.now)
    return patient


async def _consent(session: AsyncSession, patient: Patient, cast: Cast, desk: Desk) -> None:
    for topic in (Topic.TREATMENT_DATA, Topic.REMINDERS):
        row = Consent(
            care_team_id=patient.care_team_id,
            patient_id=patient.id or 0,
            account_id=patient.account_id or 0,
            topic=topic,
            version=VERSION,
            language=cast.language,
            agreed=True,
            at=desk.now,
        )
        session.add(row)
    await session.flush()
