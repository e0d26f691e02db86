"""Where infusions are given: its telephone, its hours, how far patients travel, its country.

A team that has said nothing about its unit is its own unit: whoever asks for a number gets the
team's, never none.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from care.cadence import TRAVEL
from care.cover import CoverHours
from store import teams
from store.tables import CareTeam

UNIT = "infusion_unit"
LEAST_TRAVEL, MOST_TRAVEL = timedelta(0), timedelta(hours=12)  # farther off, it is no way to go


class NoSuchUnit(ValueError):
    """Not how a unit can be. The text is one sentence for whoever typed it."""


@dataclass(frozen=True, slots=True)
class InfusionUnit:
    """What patients and plans need to know of the unit. Without `hours` nobody has said them.

    `travel` is from the door to the unit: the answers before an infusion are due by then.
    """

    phone: str
    hours: CoverHours | None
    travel: timedelta
    country: str


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What to change about the unit; what is None stays as it is."""

    phone: str | None = None
    hours: str | None = None
    travel: timedelta | None = None


async def unit_of(session: AsyncSession, team: CareTeam) -> InfusionUnit:
    """Return the team's infusion unit: what it has said, and the team's own where it has not."""
    said = await _said(session, team)
    zone, minutes = ZoneInfo(team.zone), said.get("travel_minutes")
    return InfusionUnit(
        phone=said.get("phone") or team.phone,
        hours=CoverHours.parse(said["hours"], zone) if "hours" in said else None,
        travel=TRAVEL if minutes is None else timedelta(minutes=minutes),
        country=team.country,
    )


async def change_unit(
    session: AsyncSession, team: CareTeam, change: UnitChange, decision: teams.Decision
) -> InfusionUnit:
    """Keep what the team says of its unit and return the unit. Raises NoSuchUnit, UnclearHours."""
    said = await _said(session, team)
    if change.phone is not None:
        said["phone"] = change.phone
    if change.hours is not None:
        said["hours"] = _hours(change.hours, ZoneInfo(team.zone))
    if change.travel is not None:
        said["travel_minutes"] = _minutes(change.travel)
    await teams.decide(session, team.id or 0, UNIT, said, decision)
    return await unit_of(session, team)


async def _said(session: AsyncSession, team: CareTeam) -> dict[str, Any]:
    return dict(await teams.setting(session, team.id or 0, UNIT) or {})


def _hours(written: str, zone: ZoneInfo) -> str:
    hours = CoverHours.parse(written, zone)
    if not hours.windows:
        raise NoSuchUnit("A unit that is never open gives no infusions; write its hours.")
    return str(hours)


def _minutes(travel: timedelta) -> int:
    if not LEAST_TRAVEL <= travel <= MOST_TRAVEL:
        most = MOST_TRAVEL // timedelta(minutes=1)
        raise NoSuchUnit(f"The way to the unit takes 0 to {most} minutes.")
    return travel // timedelta(minutes=1)
