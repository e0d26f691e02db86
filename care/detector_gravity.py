"""How grave a sign is by itself, whatever is said of it.

It holds which signs may only be asked about where others are answered.
"""

from care.categories import Category
from care.detector_lexicon import Match
from care.severity import Severity
from care.triage_table import TABLE, Trait

_DANGEROUS = frozenset(
    {Category.NEURO, Category.JAUNDICE, Category.BREATHLESS, Category.CHEST_PAIN}
)
_LESSER = frozenset(
    {Category.INFECTION, Category.ABDOMINAL, Category.PREGNANCY, Category.FLARE, Category.EXPOSURE}
)


def grave(sign: Match) -> bool:
    """Say whether a sign is an emergency however it is said."""
    return Trait.EMERGENCY_WORD in TABLE[sign.concept].traits


def dangerous(sign: Match) -> bool:
    """Say whether a sign is grave, or of a kind in which nobody should wait for an answer."""
    return grave(sign) or TABLE[sign.concept].category in _DANGEROUS


def lesser(sign: Match) -> bool:
    """Say whether a sign can wait until tomorrow, and is none of the red flags."""
    row = TABLE[sign.concept]
    return row.severity is Severity.SAME_DAY and row.category in _LESSER
