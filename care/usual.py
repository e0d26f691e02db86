"""Usual symptoms: what somebody had before the infusions began, and has no worse now.

The rules of when one counts. A symptom is usual only after a clinician has confirmed it; until
then a human looks at it the same day. Brain and nerves are compared with the time before the first
infusion, never with last month: a slow loss that is declared anew every half year would otherwise
become the new normal. Holds no symptom of anybody and no word of any language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from care.combination import may_be_usual
from care.findings import Category
from care.triage_table import TABLE


class Standing(StrEnum):
    """What became of a symptom somebody called usual. Stored, never renamed."""

    DECLARED = "declared"
    CONFIRMED = "confirmed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Usual:
    """One symptom as it stands; `before` says that it was there before the first infusion."""

    code: str
    standing: Standing
    before: bool


@dataclass(frozen=True, slots=True)
class UsualSigns:
    """What counts of a patient: what a clinician has confirmed, what is only declared."""

    confirmed: frozenset[str] = field(default_factory=frozenset)
    declared: frozenset[str] = field(default_factory=frozenset)


def can_be_usual(code: str, *, before: bool) -> bool:
    """Say whether a sign can be usual for somebody who had it since then. Unknown codes cannot."""
    row = TABLE.get(code)
    if row is None or not may_be_usual(row):
        return False
    return before or row.category not in {Category.NEURO, Category.HEADACHE}


def counting(said: Iterable[Usual]) -> UsualSigns:
    """Return what counts of everything that stands on record."""
    found = [one for one in said if can_be_usual(one.code, before=one.before)]
    return UsualSigns(
        frozenset(one.code for one in found if one.standing is Standing.CONFIRMED),
        frozenset(one.code for one in found if one.standing is Standing.DECLARED),
    )
