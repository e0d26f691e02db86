"""The way of a patient to another team of one installation: its steps, how long each waits.

An offer, the other team's yes, the patient's yes, the switch. Until the switch the first team
answers everything. Holds no words and no names.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

# Owner: the care team's lead. Date: 2026-11. Source: design of this project. Status: PROPOSED.
OFFER_LASTS = timedelta(days=7)  # for each of the two who must answer


class TransferState(StrEnum):
    """Where a change of team stands. The value is stored."""

    OFFERED = "offered"
    ACCEPTED = "accepted"  # by the other team; the patient is asked
    AGREED = "agreed"  # by the patient; an open alert still keeps it from being done
    DONE = "done"
    DECLINED = "declined"  # by the other team
    REFUSED = "refused"  # by the patient
    WITHDRAWN = "withdrawn"  # by the first team, or by what has happened since
    EXPIRED = "expired"


_State = TransferState

NEXT: Mapping[TransferState, frozenset[TransferState]] = {
    _State.OFFERED: frozenset({_State.ACCEPTED, _State.DECLINED, _State.WITHDRAWN, _State.EXPIRED}),
    _State.ACCEPTED: frozenset({_State.AGREED, _State.REFUSED, _State.WITHDRAWN, _State.EXPIRED}),
    _State.AGREED: frozenset({_State.DONE, _State.WITHDRAWN}),
}
OPEN = frozenset(NEXT)
WAITING = frozenset({_State.OFFERED, _State.ACCEPTED})  # for somebody's answer
ASKED = frozenset({_State.ACCEPTED, _State.AGREED})  # the patient knows of it


def expires(state: TransferState, since: datetime) -> datetime | None:
    """Return when the answer that is awaited since a moment comes too late, or None."""
    return since + OFFER_LASTS if state in WAITING else None
