"""How urgent a finding, a report and an alert are. Four words, ordered; nothing lies between."""

from collections.abc import Iterable
from enum import StrEnum


class Severity(StrEnum):
    """Stored and spoken under these names (reference: UKONS-style triage, status proposed)."""

    NEXT_VISIT = "next_visit"
    SAME_DAY = "same_day"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """Return its place from mild (0) to grave (3)."""
        return list(Severity).index(self)

    def at_least(self, other: "Severity") -> bool:
        """Say whether this is as grave as `other`, or graver."""
        return self.rank >= other.rank


def worst(severities: Iterable[Severity], default: Severity | None = None) -> Severity | None:
    """Return the gravest of several: never the mildest, never an average."""
    return max(severities, key=lambda severity: severity.rank, default=default)
