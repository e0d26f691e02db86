"""Whom a crash test is about: several teams, so that no group's limit is in the way of the rest."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from care.cover import CoverHours
from care.people import PatientState, Position, Role
from scheduler.binding import bind_chat
from scheduler.enrolling import NewTeam, add_member, attach, create_team, put_on_call
from store.engine import Store
from store.tables import Account, CareTeam, Patient
from tests.clinic import LONDON, NIGHT_PHONE, PHONE
from tests.crash.telegram import Telegram

TEAMS = 8
PATIENTS = 12  # of each team


@dataclass(frozen=True)
class Team:
    """One care team: its group, who is on call, and its patients."""

    number: int
    group: int
    on_call: int
    patients: dict[int, int]  # Telegram's number to ours


async def assemble(telegram: Telegram, store: Store, now: datetime) -> list[Team]:
    """Make everybody, there and here."""
    return [await _team(telegram, store, number, now) for number in range(1, TEAMS + 1)]


async def _team(telegram: Telegram, store: Store, number: int, now: datetime) -> Team:
    on_call, first = number * 1000, number * 1000 + 1
    patients = range(first, first + PATIENTS)
    for who in (on_call, *patients):
        await telegram.person(who)
    group = await telegram.group(on_call)
    await telegram.says(on_call, "/start")
    async with store.begin() as session:
        team = await _enrol(session, group, on_call, now)
        rows = {who: await _patient(session, team, who, now) for who in patients}
        return Team(team.id or 0, group, on_call, rows)


async def _enrol(session: AsyncSession, group: int, on_call: int, now: datetime) -> CareTeam:
    cover = CoverHours.always(ZoneInfo(LONDON))
    team = await create_team(
        session, NewTeam("Team", "GB", LONDON, PHONE, cover, NIGHT_PHONE), "test", now
    )
    await bind_chat(session, team, group, "test", now)
    member = await add_member(session, team, ("Ana", Role.CLINICIAN), "test", now)
    await attach(session, member, on_call, now)
    (await session.get_one(Account, on_call)).started_at = now
    await put_on_call(session, member, Position.PRIMARY, "test", now)
    return team


async def _patient(session: AsyncSession, team: CareTeam, who: int, now: datetime) -> int:
    session.add(Account(id=who, zone=LONDON, country="GB", created=now, started_at=now))
    await session.flush()
    patient = Patient(
        care_team_id=team.id or 0,
        account_id=who,
        name=f"Patient {who}",
        state=PatientState.ENROLLED,
        state_since=now,
        created=now,
    )
    session.add(patient)
    await session.flush()
    return patient.id or 0
