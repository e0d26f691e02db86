"""The numbers by which a team's reports are judged: its own where it has decided, ours elsewhere.

Read for every message of a patient, so it is one statement, answered from an index.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from care.thresholds import Limits, ThresholdName, limits_with
from store import team_settings

SETTING = "threshold"


async def limits_of(session: AsyncSession, care_team_id: int) -> Limits:
    """Return the limits of a team as it has decided them by now; without a decision, ours."""
    decided: dict[str, object] = {}
    latest: int | None = None
    for number, values in await team_settings.values(session, care_team_id, SETTING):
        decided, latest = {**decided, **values}, number
    own = {
        name: decided[name.value] for name in ThresholdName if decided.get(name.value) is not None
    }
    return limits_with(own, latest)
