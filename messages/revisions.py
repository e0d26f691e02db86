"""Every message whose English has changed since it was first declared: which revision, how, when.

One table, so that whoever reviews a translation sees at a glance what moved. Holds no sentence.
An id that is not here stands in its first revision.

TYPO: nothing that a translator could say differently. WORDING: said otherwise, means the same.
MEANING: whoever does what the old words say may come to harm, or misses something.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

GRACE = timedelta(days=14)  # that patients read the last approved words after a change of wording


class Change(StrEnum):
    """How far a change of the English goes, as its author declares it."""

    TYPO = "typo"
    WORDING = "wording"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Revision:
    """Which English this is: the first, or what became of the one before, and on which day.

    Raises ValueError when a later revision does not say how it changed and since when.
    """

    rev: int = 1
    change: Change | None = None
    since: date | None = None

    def __post_init__(self) -> None:
        """Refuse a revision that does not explain itself."""
        explained = self.change is not None and self.since is not None
        if self.rev < 1 or explained != (self.rev > 1):
            raise ValueError("a revision is 1, or higher with its change and the day of it")

    def keeps(self, rev: int, today: date | None) -> bool:
        """Say whether words approved for revision `rev` may still be read today.

        Only this revision's own change is known, so older approvals than the last do not count.
        Without a day, a change of wording is taken to be long ago.
        """
        if rev == self.rev:
            return True
        if rev != self.rev - 1:
            return False
        if self.change is Change.WORDING and self.since is not None:
            return today is not None and today < self.since + GRACE
        return self.change is Change.TYPO


FIRST = Revision()
REVISIONS: Mapping[str, Revision] = MappingProxyType({})
