"""Why a report has its severity: the row, the combination or the risk that decided.

It holds no weight and no threshold of its own: it asks `combination.py` what would have been
without one thing or another, so that the reason can never contradict the rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from care.combination import COMBINATIONS, combine, in_reaction_window, severity_of
from care.findings import Category, Context, Finding, Polarity, Risk
from care.severity import Severity
from care.triage_table import (
    ADULT_AGE,
    HARMFUL_DOSE,
    LUNG_WINDOW,
    NEUTROPENIA_FROM,
    REACTION_WINDOW,
    TABLE,
    Row,
    Status,
    Threshold,
    Trait,
)


class Rule(StrEnum):
    """What decided. Stored with the report, so never renamed."""

    ROW = "row"  # one sign, as the table has it
    TOGETHER = "together"  # signs that weigh more together
    RAISED = "raised"  # one sign, raised by what is known of the patient
    SYSTEMS = "systems"  # two signs of different kinds, each for the same day
    USUAL = "usual"  # one sign that a clinician has confirmed as usual
    DECLARED = "declared"  # one sign that is called usual, and that no clinician has confirmed
    TEAM = "team"  # one sign, as the team weighs it


class Ground(StrEnum):
    """What raised a sign. Stored. The risks go under their own names."""

    REACTION = "reaction"
    SOON_AFTER = "soon_after"
    AGE = "age"
    DOSE = "dose"


@dataclass(frozen=True, slots=True)
class Reason:
    """What decided how urgent a report is, and on whose word.

    `grounds` are names of `Ground` and `Risk`; each of them alone would have been enough.
    """

    rule: Rule
    severity: Severity
    codes: tuple[str, ...]
    source: str
    status: Status
    grounds: tuple[str, ...] = ()


Word = tuple[str, Status]  # on whose word something stands, and how far that is settled

_RISKY: Word = ("our own choice: with it an infection is graver", Status.PROPOSED)
_UKONS: Word = ("UKONS: two signs of the middle step are one of the upper", Status.PROPOSED)
_CONFIRMED: Word = ("a clinician of the team, for this patient", Status.PROPOSED)
_DECLARED: Word = ("our own choice: until a clinician has confirmed it", Status.PROPOSED)
_TEAM: Word = ("the team's own setting", Status.PROPOSED)


def explain(findings: Iterable[Finding], context: Context) -> Reason | None:
    """Return what decided how urgent the present findings are, or None when none is present.

    Its severity is what `combine` gives. Of several reasons the plainest is named: one sign alone,
    then signs together, then what is known of the patient.
    """
    found = tuple(findings)
    severity = combine(found, context)
    codes = tuple(dict.fromkeys(one.code for one in found if one.polarity is Polarity.PRESENT))
    return next((way for way in _ways(codes, context) if way.severity is severity), None)


def told_apart(
    findings: Iterable[Finding], context: Context, severity: Severity | None
) -> Reason | None:
    """Return the reason for a severity that was given to a whole message, or None.

    A message may count signs of a close person, and a usual sign that was not called usual.
    """
    found = tuple(findings)
    counted = {Polarity.PRESENT}, {Polarity.PRESENT, Polarity.OTHER}
    for polarities in counted:
        meant = [
            replace(one, polarity=Polarity.PRESENT) for one in found if one.polarity in polarities
        ]
        for known in (context, _nothing_usual(context)):
            reason = explain(meant, known)
            if reason is not None and reason.severity is severity:
                return reason
    return None


def to_document(reason: Reason | None) -> dict[str, object] | None:
    """Return the reason as plain JSON values; None where there is none."""
    if reason is None:
        return None
    return {
        "rule": reason.rule.value,
        "severity": reason.severity.value,
        "codes": list(reason.codes),
        "source": reason.source,
        "status": reason.status.value,
        "grounds": list(reason.grounds),
    }


def from_document(document: object) -> Reason | None:
    """Return the reason that `to_document` wrote; None for anything else."""
    if not isinstance(document, Mapping):
        return None
    try:
        return Reason(
            Rule(document["rule"]),
            Severity(document["severity"]),
            tuple(map(str, document["codes"])),
            str(document["source"]),
            Status(document["status"]),
            tuple(map(str, document["grounds"])),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _ways(codes: tuple[str, ...], context: Context) -> Iterator[Reason]:
    alone = [_alone(TABLE[code], context) for code in codes]
    yield from (way for way in alone if way.rule is Rule.ROW)
    yield from _together(codes)
    yield from (way for way in alone if way.rule is not Rule.ROW)
    yield from _adding_up(codes, context)


def _alone(row: Row, context: Context) -> Reason:
    weight = severity_of(row, context)
    if weight is row.severity:
        return Reason(Rule.ROW, weight, (row.code,), row.source, row.status)
    if row.severity.at_least(weight):
        if weight is Severity.NEXT_VISIT:
            return _by(Rule.USUAL, weight, row, _CONFIRMED)
        return _by(Rule.DECLARED, weight, row, _DECLARED)
    grounds = _grounds(row, context, weight)
    if not grounds:
        return _by(Rule.TEAM, weight, row, _TEAM)
    return _by(Rule.RAISED, weight, row, _word_of(grounds[0], row), grounds)


def _grounds(row: Row, context: Context, weight: Severity) -> tuple[str, ...]:
    """Return what alone makes this sign so grave, everything else being unknown."""
    known = _nothing_usual(context)
    plain = replace(known, hours_since_infusion=None, age=None, risks=frozenset(), dose_harms=False)
    if severity_of(row, plain) is weight:
        return ()
    hours = context.hours_since_infusion
    near = Ground.REACTION if in_reaction_window(context) else Ground.SOON_AFTER
    alone = {
        near.value: replace(plain, hours_since_infusion=hours),
        Ground.AGE.value: replace(plain, age=context.age),
        Ground.DOSE.value: replace(plain, dose_harms=context.dose_harms),
        **{risk.value: replace(plain, risks=frozenset({risk})) for risk in _sorted(context.risks)},
    }
    return tuple(name for name, known in alone.items() if severity_of(row, known) is weight)


def _nothing_usual(context: Context) -> Context:
    return replace(context, baseline=frozenset(), declared=frozenset())


def _word_of(ground: str, row: Row) -> Word:
    lung = row.category in {Category.COUGH, Category.BREATHLESS}
    numbers: Mapping[str, Threshold] = {
        Ground.REACTION: REACTION_WINDOW,
        Ground.SOON_AFTER: LUNG_WINDOW if lung else NEUTROPENIA_FROM,
        Ground.AGE: ADULT_AGE,
        Ground.DOSE: HARMFUL_DOSE,
    }
    number = numbers.get(ground)
    return (number.source, number.status) if number else _RISKY


def _sorted(risks: Iterable[Risk]) -> list[Risk]:
    known = frozenset(risks)
    return [one for one in Risk if one in known]


def _by(
    rule: Rule, weight: Severity, row: Row, word: Word, grounds: tuple[str, ...] = ()
) -> Reason:
    return Reason(rule, weight, (row.code,), *word, grounds)


def _together(codes: tuple[str, ...]) -> Iterator[Reason]:
    for rule in COMBINATIONS:
        if rule.applies(frozenset(codes)):
            meant = frozenset().union(*rule.groups)
            signs = tuple(code for code in codes if code in meant)
            yield Reason(Rule.TOGETHER, rule.severity, signs, rule.source, rule.status)


def _adding_up(codes: tuple[str, ...], context: Context) -> Iterator[Reason]:
    signs = tuple(
        code
        for code in codes
        if TABLE[code].severity is Severity.SAME_DAY
        and severity_of(TABLE[code], context) is not Severity.NEXT_VISIT
        and Trait.NO_SYMPTOM not in TABLE[code].traits
    )
    yield Reason(Rule.SYSTEMS, Severity.URGENT, signs, *_UKONS)
