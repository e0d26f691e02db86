"""Everything that counts for a team: its own where it has decided, ours where it has not.

Each with who stands behind it: a source and its standing, or who decided, when and why. Reads only;
what a team decides is kept by the module of its subject.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind
from care.cadence import TRAVEL
from care.monitoring_table import Number, Override
from care.regimen_overrides import numbers_of
from care.regimens import REGIMENS, Days
from care.reminders import SLOTS as OUR_SLOTS
from care.reminders import SlotPlan
from care.severity import Severity
from care.thresholds import ADJUSTABLE, shown
from care.triage_table import Status
from scheduler.infusion_unit import UNIT, unit_of
from scheduler.limit_setting import decided as decided_thresholds
from scheduler.limits import SETTING as THRESHOLD
from scheduler.limits import limits_of
from scheduler.overrides import regimen_of, rules_of
from scheduler.rota import COVER, SLOTS, cover_of, policy_setting, slots_of
from store import team_settings, teams
from store.tables import CareTeam, TeamSetting

OWN = "team"  # the standing of what a team decided
DESIGN = "design of this project"
MINUTE = timedelta(minutes=1)
# The rest of what is kept is our own memory.
DECIDED = (COVER, UNIT, SLOTS, THRESHOLD, "policy.", "regimen.", "monitoring.")

Decisions = Mapping[str, TeamSetting]


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that counts for a team. Without `who` nobody of the team has decided it."""

    name: str
    value: str | int
    unit: str = ""
    source: str = DESIGN
    status: str = Status.PROPOSED
    who: str | None = None
    when: datetime | None = None
    why: str | None = None


async def in_force(session: AsyncSession, team: CareTeam) -> list[Setting]:
    """Return everything that counts for a team, in the order of its subjects."""
    decided = await team_settings.in_force(session, team.id or 0)
    return [
        _decided(COVER, str(await cover_of(session, team)), decided.get(COVER)),
        *await _unit(session, team, decided),
        *_slots(await slots_of(session, team), decided.get(SLOTS)),
        *_policies(decided),
        *await _regimens(session, team),
        *await _monitoring(session, team),
        *await thresholds(session, team),
    ]


async def changes(session: AsyncSession, team: CareTeam, most: int) -> list[TeamSetting]:
    """Return what the team decided last, the newest first, without what we only remember."""
    rows = await team_settings.under(session, team.id or 0, "")
    return [row for row in reversed(rows) if row.name.startswith(DECIDED)][:most]


async def choose_slots(
    session: AsyncSession,
    team: CareTeam,
    chosen: Mapping[AppointmentKind, list[str]],
    decision: teams.Decision,
) -> SlotPlan:
    """Keep the slots a team chose for one kind of appointment or both. Raises UnclearSlots."""
    document = (await slots_of(session, team)).as_json()
    document |= {kind.value: slots for kind, slots in chosen.items()}
    plan = SlotPlan.from_json(document, decision.who)
    await teams.decide(session, team.id or 0, SLOTS, plan.as_json(), decision)
    return plan


async def _unit(session: AsyncSession, team: CareTeam, decided: Decisions) -> list[Setting]:
    unit, row = await unit_of(session, team), decided.get(UNIT)
    said = row.value if row else {}
    minutes = unit.travel // MINUTE
    phone, hours = unit.phone, str(unit.hours) if unit.hours else "not said"
    return [
        _decided(f"{UNIT}.phone", phone, row if "phone" in said else None, source="the team's own"),
        _decided(f"{UNIT}.hours", hours, row if "hours" in said else None),
        _decided(
            f"{UNIT}.travel_minutes",
            minutes,
            row if "travel_minutes" in said else None,
            unit="minutes",
            source=f"{DESIGN}: {TRAVEL // MINUTE} minutes where nobody has said",
        ),
        Setting(f"{UNIT}.country", unit.country, source="the team's own", status=OWN),
    ]


def _slots(plan: SlotPlan, row: TeamSetting | None) -> Iterator[Setting]:
    for kind in AppointmentKind:
        slots = ", ".join(plan.of(kind))
        yield _decided(f"{SLOTS}.{kind}", slots, row, source=OUR_SLOTS.source)


def _policies(decided: Decisions) -> Iterator[Setting]:
    for severity in Severity:
        name = policy_setting(severity)
        if severity.rank:
            own = "own steps" if name in decided else "our steps"
            yield _decided(name, own, decided.get(name))


async def _regimens(session: AsyncSession, team: CareTeam) -> list[Setting]:
    found: list[Setting] = []
    for id in REGIMENS:
        regimen = await regimen_of(session, team, id)
        numbers = numbers_of(regimen).items()
        found += [_number(f"regimen.{id}.{name}", number, "days") for name, number in numbers]
    return found


async def _monitoring(session: AsyncSession, team: CareTeam) -> list[Setting]:
    rules = await rules_of(session, team)
    return [
        _number(f"monitoring.{name}", number, number.unit) for name, number in rules.numbers.items()
    ]


async def thresholds(session: AsyncSession, team: CareTeam) -> list[Setting]:
    """Return the thresholds of triage as they count for a team."""
    own = await decided_thresholds(session, team.id or 0)
    limits = await limits_of(session, team.id or 0)
    found: list[Setting] = []
    for name, one in ADJUSTABLE.items():
        row, value = own.get(name), shown(limits.of(name))
        setting = Setting(f"{THRESHOLD}.{name}", value, one.unit, one.source, one.status)
        if row is not None:
            why = row.why or None
            setting = replace(setting, status=OWN, who=row.who, when=row.at, why=why)
        found.append(setting)
    return found


def _number(name: str, number: Days | Number, unit: str) -> Setting:
    own: Override | None = number.override
    if own is None:
        return Setting(name, number.counts, unit, number.source, number.status)
    return Setting(name, number.counts, unit, number.source, OWN, own.who, own.when, own.why)


def _decided(
    name: str, value: str | int, row: TeamSetting | None, *, unit: str = "", source: str = DESIGN
) -> Setting:
    if row is None:
        return Setting(name, value, unit, source)
    return Setting(name, value, unit, row.source or source, OWN, row.who, row.at, row.why or None)
