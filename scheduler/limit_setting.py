"""How a team sets its own thresholds: by a member's click, or by name and with a reason.

More careful is free within the ladder. Less careful needs a clinician who answers for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from care.monitoring_table import CannotOverride
from care.thresholds import (
    Adjustable,
    NeedsClinician,
    ThresholdName,
    Value,
    is_less_careful,
    shown,
)
from scheduler.limits import SETTING, limits_of
from scheduler.overrides import named
from store import audit, team_settings, teams
from store.tables import TeamSetting


@dataclass(frozen=True, slots=True)
class Wanted:
    """A threshold and the value it is to have. None: ours again."""

    threshold: Adjustable
    value: Value | None

    @property
    def counts(self) -> Value:
        """Return what would count."""
        return self.threshold.ours if self.value is None else self.value


async def set_threshold(
    session: AsyncSession, care_team_id: int, wanted: Wanted, decision: teams.Decision, actor: str
) -> None:
    """Keep what a team decided about a threshold, with who and why.

    Raises CannotOverride when it counts already, NeedsClinician when it is less careful than what
    counts and nobody answers for it; then nothing was kept.
    """
    threshold, name = wanted.threshold, wanted.threshold.name
    now = await limits_of(session, care_team_id)
    own = name in await decided(session, care_team_id)
    if wanted.counts == now.of(name) and (wanted.value is None) != own:
        raise CannotOverride(f"{name} is {shown(now.of(name))} already.")
    if is_less_careful(threshold, wanted.counts, now):
        _answered_for(wanted, shown(now.of(name)), decision)
    await teams.decide(session, care_team_id, SETTING, {name.value: wanted.value}, decision)
    await audit.note(
        session,
        care_team_id,
        decision.at,
        actor=actor,
        deed="threshold",
        subject=f"setting:{SETTING}.{name}",
    )


async def decided(session: AsyncSession, care_team_id: int) -> Mapping[ThresholdName, TeamSetting]:
    """Return the decision behind each threshold that is the team's own."""
    found: dict[ThresholdName, TeamSetting] = {}
    for row in await team_settings.under(session, care_team_id, SETTING):
        for name in ThresholdName:
            if name.value in row.value:
                found.pop(name, None)
                if row.value[name.value] is not None:
                    found[name] = row
    return found


def _answered_for(wanted: Wanted, counts: str, decision: teams.Decision) -> None:
    try:
        named(decision)
    except CannotOverride as missing:
        what = f"{wanted.threshold.name} {shown(wanted.counts)} is less careful than {counts}"
        raise NeedsClinician(f"{what}, which counts now. {missing}") from missing
