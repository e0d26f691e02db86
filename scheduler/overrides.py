"""A team's own numbers in place of ours: regimens and monitoring, each with who, when and why.

The numbers and what they may be stand in care/; here they are kept and read. Ours come back when
a team takes its own back, which is a decision as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from care.monitoring_table import RULES, CannotOverride, Override, Rules, rules_with
from care.regimen_overrides import numbers_of, regimens_with
from care.regimens import Regimen, regimen_named
from store import audit, team_settings, teams
from store.tables import CareTeam, TeamSetting

OWNERLESS = frozenset({"operator", "admin", "service", "bot", "companion", "me", "the team"})


class Kind(StrEnum):
    """Which table of ours a number stands in; the value begins the setting's name."""

    REGIMEN = "regimen"
    MONITORING = "monitoring"


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """What a team sets under one name: `RA_COURSE` or `igg`. None takes its number back."""

    kind: Kind
    name: str
    numbers: Mapping[str, int | None]

    @property
    def setting(self) -> str:
        """Return the name under which it is kept."""
        return f"{self.kind}.{self.name}"


async def regimen_of(session: AsyncSession, team: CareTeam, name: str) -> Regimen:
    """Return a regimen as it counts for a team. Raises NotOurs, UnknownRegimen, CannotOverride."""
    found = regimen_named(name)
    return regimens_with(await own(session, team, Kind.REGIMEN))[found.id]


async def rules_of(session: AsyncSession, team: CareTeam) -> Rules:
    """Return the rules of monitoring as they count for a team. Raises CannotOverride."""
    return rules_with(await own(session, team, Kind.MONITORING))


async def own(session: AsyncSession, team: CareTeam, kind: Kind) -> dict[str, Override]:
    """Return the team's own numbers of a kind by their whole name: `RA_COURSE.gap.least`."""
    found: dict[str, Override] = {}
    for row in await team_settings.under(session, team.id or 0, f"{kind}."):
        for name, override in _read(row):
            found.pop(name, None)
            if override is not None:
                found[name] = override
    return found


async def set_own(
    session: AsyncSession, team: CareTeam, wanted: OwnNumbers, decision: teams.Decision
) -> None:
    """Keep a team's own numbers. Raises CannotOverride with the reason, and then kept nothing.

    Whether a number is less careful than ours is for a clinician to say, so each needs a name and
    a reason.
    """
    named(decision)
    known = await own(session, team, wanted.kind)
    for number, value in wanted.numbers.items():
        whole = f"{wanted.name}.{number}"
        if value is None and known.pop(whole, None) is None:
            raise CannotOverride(f"{whole} is ours already: there is nothing to take back.")
        if value is not None:
            known[whole] = Override(value, decision.who, decision.at, decision.why)
    _check(wanted.kind, known)
    await teams.decide(session, team.id or 0, wanted.setting, dict(wanted.numbers), decision)
    await audit.note(
        session,
        team.id or 0,
        decision.at,
        actor="operator",
        deed="own numbers",
        subject=f"setting:{wanted.setting}",
    )


def numbers_named(kind: Kind, name: str) -> Sequence[str]:
    """Return which numbers stand under a name, or raise CannotOverride, NotOurs, UnknownRegimen."""
    if kind is Kind.REGIMEN:
        return tuple(numbers_of(regimen_named(name)))
    numbers = tuple(
        whole.partition(".")[2] for whole in RULES.numbers if whole.startswith(f"{name}.")
    )
    if not numbers:
        known = ", ".join(dict.fromkeys(whole.partition(".")[0] for whole in RULES.numbers))
        raise CannotOverride(f"{name!r} has no numbers of monitoring; choose one of: {known}.")
    return numbers


def _read(row: TeamSetting) -> Iterator[tuple[str, Override | None]]:
    """Yield the numbers of one decision by their whole names; None where one was taken back."""
    name = row.name.partition(".")[2]
    for number, value in row.value.items():
        override = None if value is None else Override(value, row.who, row.at, row.why)
        yield f"{name}.{number}", override


def _check(kind: Kind, overrides: Mapping[str, Override]) -> None:
    if kind is Kind.REGIMEN:
        regimens_with(overrides)
    else:
        rules_with(overrides)


def named(decision: teams.Decision) -> None:
    """Raise CannotOverride unless a decision has a clinician's name and a reason."""
    if not any(letter.isalpha() for letter in decision.who):
        raise CannotOverride("Say which clinician decided this.")
    if decision.who.strip().lower() in OWNERLESS:
        raise CannotOverride(f"{decision.who.strip()!r} is nobody: name the clinician.")
    if not decision.why.strip():
        raise CannotOverride("Say why it is changed; the reason is kept with the number.")
