"""When nobody has answered a reminder: one more, then the team is asked, then silence.

Pure values: no clock, no sentence. Only infusions are asked after: a blood test that nobody marked
as done is a task of its own.

Owner: the care team's lead. Date: 2026-11. Source: design of this project: what is asked without
end is no longer read. Status: PROPOSED, no clinician has signed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from care.reminders import PatientClock

ASK_AGAIN = timedelta(hours=24)  # after the first message about a date
GIVE_UP = timedelta(hours=24)  # after the second; then a human calls
AT_LEAST = timedelta(hours=1)  # even where the second is the last before the date
COUNTS_AS_ONE = timedelta(hours=48)  # a reminder that comes so soon is the second message itself


@dataclass(frozen=True, slots=True)
class Silence:
    """What follows while a date is not answered: a nudge, if none comes anyway, then the team."""

    nudge: datetime | None
    team: datetime | None


def silence(
    first: datetime, reminders: Sequence[datetime], patient: PatientClock, begins: datetime
) -> Silence:
    """Return when to ask again and when to ask the team, counted from the `first` message.

    `reminders` are the later ones that will come anyway. The team is asked a day after the second
    message or at the last reminder's hour, whichever is earlier, but not before there was time to
    answer; where there is no time for a second message there is none to give up on either.
    """
    later = sorted(at for at in reminders if at > first)
    nudge = None
    if not later or later[0] - first > COUNTS_AS_ONE:
        nudge = _before(patient.waking(first + ASK_AGAIN), min([*later[:1], begins]))
    second = nudge or (later[0] if later else None)
    if second is None:
        return Silence(None, None)
    last = max([second + AT_LEAST, *later[-1:]])
    return Silence(nudge, _before(min(patient.waking(second + GIVE_UP), last), begins))


def _before(moment: datetime, limit: datetime) -> datetime | None:
    return moment if moment < limit else None
