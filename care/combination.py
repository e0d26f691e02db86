"""How signs weigh together. The gravest counts, never the mildest, never an average.

It holds the combinations as data and one function; the rows themselves are in `triage_table.py`.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from care.findings import Category, Context, Finding, Polarity
from care.severity import Severity, worst
from care.thresholds import Limits
from care.triage_table import (
    ADULT_AGE,
    OLD_AGE,
    REACTION_WINDOW,
    TABLE,
    Row,
    Status,
    Trait,
)

HOURS_A_WEEK = 7 * 24


@dataclass(frozen=True, slots=True)
class Combination:
    """Signs that together weigh `severity`: at least one of every group must be there."""

    groups: tuple[AbstractSet[str], ...]
    severity: Severity
    source: str
    status: Status = Status.PROPOSED  # the signs are of the sources, their weight is our reading

    def applies(self, codes: AbstractSet[str]) -> bool:
        """Say whether these signs hold one of every group."""
        return all(not codes.isdisjoint(group) for group in self.groups)


def _of(*categories: Category) -> frozenset[str]:
    return frozenset(code for code, row in TABLE.items() if row.category in categories)


def _with(trait: Trait) -> frozenset[str]:
    return frozenset(code for code, row in TABLE.items() if trait in row.traits)


FEVER = frozenset({"T_FEVER", "T_FEVER_HIGH", "T_RIGOR"})
NEURO = _of(Category.NEURO, Category.HEADACHE)
BREATHLESS = _of(Category.BREATHLESS)
COUGH = _of(Category.COUGH)
INFECTED = FEVER | _with(Trait.INFECTION) | {"T_HYPO"}
_UKONS = "UKONS and the EU leaflet"
NEVER_USUAL = frozenset({Category.FEVER, Category.INFUSION_REACTION, Category.OTHER})
# Breathless where nobody knows whether at rest; the question whether anything is new or worse; a
# new headache; and a name for many infections, of which each is a new one.
NEW_BY_NAME = frozenset({"T_SOB", "N_TOUCH", "N_HEAD_SEVERE", "T_INF_OTHER"})

COMBINATIONS = (
    Combination((FEVER, NEURO), Severity.EMERGENCY, "EU leaflet: meningoencephalitis"),
    Combination((INFECTED, {"N_CONF", "N_SPEECH"}), Severity.EMERGENCY, "Sepsis Trust"),
    Combination((INFECTED, {"R_NO_URINE"}), Severity.EMERGENCY, "Sepsis Trust"),
    Combination(({"T_HYPO"}, {"T_UNWELL"} | NEURO), Severity.URGENT, _UKONS),
    Combination((FEVER, {"S_MOD"}), Severity.EMERGENCY, "EU leaflet: severe skin reactions"),
    Combination((FEVER, {"T_INF_OTHER", "S_RASH", "T_UNWELL"}), Severity.URGENT, "EU leaflet"),
    Combination(
        (COUGH, BREATHLESS | FEVER | {"T_CHESTPAIN", "T_FEVER_LOW"}), Severity.URGENT, _UKONS
    ),
    Combination(({"T_COUGH_STREAK"}, BREATHLESS), Severity.EMERGENCY, "lung bleeding"),
    Combination(({"T_PALP"}, BREATHLESS | {"N_BAL"}), Severity.EMERGENCY, "label: cardiac"),
    Combination(({"L_JAUN"}, {"N_CONF"} | _of(Category.BLEEDING)), Severity.EMERGENCY, "Mayo"),
    Combination(({"N_FACE", "N_SIDE"}, {"N_SPEECH", "N_VIS"}), Severity.EMERGENCY, "FAST"),
    Combination(({"N_HEAD", "N_HEAD_SEVERE"}, {"N_NECK"}), Severity.EMERGENCY, "EU leaflet"),
    Combination(
        ({"X_VZV", "X_COVID"}, FEVER | COUGH | BREATHLESS | _of(Category.SKIN)),
        Severity.URGENT,
        "UKHSA, CDC",
    ),
    Combination(
        ({"F_FLARE"}, BREATHLESS | {"M_SWALLOW", "M_CHOKE"}), Severity.EMERGENCY, "myositis"
    ),
)


def combine(findings: Iterable[Finding], context: Context) -> Severity | None:
    """Return how urgent the present findings are together, or None when none is present."""
    codes = {one.code for one in findings if one.polarity is Polarity.PRESENT}
    weights = [severity_of(TABLE[code], context) for code in codes]
    weights += [rule.severity for rule in COMBINATIONS if rule.applies(codes)]
    if _body_systems(row for row in map(TABLE.__getitem__, codes) if not _waits(row, context)) > 1:
        weights.append(Severity.URGENT)
    return worst(weights)


def severity_of(row: Row, context: Context) -> Severity:
    """Return how urgent one sign is for this patient: the infusion and the risks raise it."""
    severity = _usual(row, context) or by_policy(row, context.limits)
    if in_reaction_window(context):
        severity = worst([severity, *_reaction(row)]) or severity
    if row.code == "P_PREG" and context.dose_harms:
        return Severity.URGENT  # somebody must know before the next dose
    raised = severity is Severity.SAME_DAY and Trait.INFECTION in row.traits
    return Severity.URGENT if raised and _at_risk(row, context) else severity


def by_policy(row: Row, limits: Limits) -> Severity:
    """Return how urgent a sign is by the table, and a new cough as the team has decided."""
    return limits.cough_policy if row.code == "T_COUGH_NEW" else row.severity


def in_reaction_window(context: Context) -> bool:
    """Say whether the last infusion is so recent that a sign may be a reaction to it."""
    hours = context.hours_since_infusion
    return hours is not None and 0 <= hours <= REACTION_WINDOW.value


def may_be_usual(row: Row) -> bool:
    """Say whether a sign can ever be somebody's usual one.

    Never a fever, breathing at rest, a reaction to the infusion, an emergency, or what is no
    symptom. Brain and nerves only if they were so before the first infusion: `care/usual.py`.
    """
    if row.severity is Severity.EMERGENCY or Trait.NO_SYMPTOM in row.traits:
        return False
    return row.category not in NEVER_USUAL and row.code not in NEW_BY_NAME


def _usual(row: Row, context: Context) -> Severity | None:
    """Return that a usual sign waits, or until a clinician has confirmed it, only for the day.

    The caller drops its code when it is worse, and then it weighs as in the table.
    """
    if _waits(row, context):
        return Severity.NEXT_VISIT
    return Severity.SAME_DAY if row.code in context.declared and may_be_usual(row) else None


def _waits(row: Row, context: Context) -> bool:
    return row.code in context.baseline and may_be_usual(row)


def _reaction(row: Row) -> list[Severity]:
    if Trait.AIRWAY in row.traits:
        return [Severity.EMERGENCY]
    return [Severity.URGENT] if Trait.REACTION in row.traits else []


def _at_risk(row: Row, context: Context) -> bool:
    age = context.age
    if context.risks or (age is not None and not ADULT_AGE.value <= age < OLD_AGE.value):
        return True
    if context.hours_since_infusion is None:
        return False
    weeks = context.hours_since_infusion / HOURS_A_WEEK
    if row.category in {Category.COUGH, Category.BREATHLESS}:
        return 0 <= weeks <= context.limits.lung_weeks
    throat = row.code in {"T_INF_OTHER", "T_UNWELL"}
    return throat and context.limits.neutropenia_from <= weeks <= context.limits.neutropenia_to


def _body_systems(rows: Iterable[Row]) -> int:
    """Count the body systems with a same-day symptom: two of them weigh more than one."""
    return len(
        {
            row.category
            for row in rows
            if row.severity is Severity.SAME_DAY and Trait.NO_SYMPTOM not in row.traits
        }
    )
