"""When a blood test that nobody marked as done becomes a task: so long before its infusion.

A rule about days, as pure values. How many days stands in `care/monitoring_table.py`, with source
and status, and a team may set its own. The patient hears nothing more because of it.

Status of the hours below: PROPOSED, nobody has signed them.
"""

from datetime import datetime, time, timedelta

from care.appointments import Dated
from care.calendar import instant
from care.monitoring import window
from care.monitoring_table import RULES, Rules

LOOKED_AT = time(12)  # on the last day for a draw, by the infusion unit's clock
TO_MARK_IT = timedelta(hours=4)  # after a draw on that very day, or later
FARTHEST = timedelta(days=RULES.numbers["draw.latest"].most + 1)  # before an infusion


def missed_at(test: Dated, infusion: Dated, rules: Rules = RULES) -> datetime | None:
    """Return when `test`, if nobody has marked it by then, is missed for `infusion`.

    None where that would be after the infusion begins: then nobody can do anything about it.
    """
    last = window(infusion, rules)[1]
    noon = instant(last, LOOKED_AT, infusion.zone)
    at = max(noon, _moment(test) + TO_MARK_IT)
    return at if at < _moment(infusion) else None


def belongs(test: Dated, infusion: Dated, rules: Rules = RULES) -> bool:
    """Say whether `infusion` waits for `test`: it is named, or is inside the time for a draw.

    Who enters single dates names no infusion; then the days decide.
    """
    if test.gates is not None:
        return test.gates == infusion.ref
    first = window(infusion, rules)[0]
    return first <= test.wall.date() and _moment(test) < _moment(infusion)


def _moment(dated: Dated) -> datetime:
    return instant(dated.wall.date(), dated.wall.time(), dated.zone)
