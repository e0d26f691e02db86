"""Who wants to be asked less often: which questions are left out then, and which never.

Pure values: no clock, no sentence. Left out is every second routine check-in. What is asked before
an infusion, in the hours after it, in the weeks after a course and of somebody close stays.

Owner: the care team's lead. Date: 2026-11. Source: design of this project. Status: PROPOSED, no
clinician has signed it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from care.cadence import Check, CheckKind
from care.check_ins import FIRST_DAYS

ROUTINE_AFTER = FIRST_DAYS[-1]  # days after the last infusion of a course


def halved(made: Iterable[Check], infusions: Mapping[str, date]) -> Iterator[Check]:
    """Yield what is asked all the same, in order; `infusions` are their days by ref."""
    seen: Counter[str] = Counter()
    for check in made:
        if not _is_routine(check, check.local_date - infusions[check.appointment]):
            yield check
            continue
        seen[check.appointment] += 1
        if check.neurological or seen[check.appointment] % 2 == 0:
            yield check


def _is_routine(check: Check, after: timedelta) -> bool:
    return check.kind is CheckKind.CHECK_IN and after > ROUTINE_AFTER
