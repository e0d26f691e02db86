"""What other thresholds would have made of what was reported: counted before a team chooses them.

Pure values: reports as they were kept go in, numbers come out. It changes no report and no alert,
and never counts one as milder than it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from care.combination import combine
from care.findings import Category, Context, Finding, Polarity
from care.severity import Severity, worst
from care.thresholds import Limits
from care.triage_table import TABLE

LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """One report as it was kept: its signs, how urgent it was, hours since the last infusion.

    Of a report without a sign the severity is None, and its one finding a normal temperature.
    """

    severity: Severity | None
    findings: tuple[Finding, ...]
    hours_since_infusion: float | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """How many of the reports would have been more urgent, by how urgent they would have been.

    `perhaps` counts those of which it is not kept how high the temperature was, or how long the
    cough lasted: they may have been, and may not.
    """

    reports: int
    more: Mapping[Severity, int]
    perhaps: int = 0


def effect(kept: Iterable[Kept], now: Limits, then: Limits) -> Effect:
    """Return what `then` in place of `now` would have made of these reports."""
    count, perhaps, more = 0, 0, dict.fromkeys(reversed(Severity), 0)
    for one in kept:
        count += bool(one.severity)
        before = worst(filter(None, (one.severity, _weight(one, one.findings, now))))
        sure = (*one.findings, *_surely(one.findings, now, then))
        after = _weight(one, sure, then)
        if _graver(after, before):
            more[after or Severity.SAME_DAY] += 1
        elif _graver(_weight(one, (*sure, *_possibly(sure, now, then)), then), before):
            perhaps += 1
    return Effect(count, {severity: times for severity, times in more.items() if times}, perhaps)


def looks_at_normal(now: Limits, then: Limits) -> bool:
    """Say whether temperatures that are normal now would no longer be."""
    return then.raised < now.raised or then.low > now.low


def looks_at_windows(now: Limits, then: Limits) -> bool:
    """Say whether it matters how long ago the infusion was."""
    windows = ("lung_weeks", "neutropenia_from", "neutropenia_to")
    return any(getattr(now, name) != getattr(then, name) for name in windows)


def in_a_window(findings: Iterable[Finding]) -> bool:
    """Say whether a report holds a sign that weighs more in the weeks after an infusion."""
    categories = {Category.COUGH, Category.BREATHLESS, Category.INFECTION}
    return any(one.category in categories for one in findings)


def _weight(one: Kept, findings: Iterable[Finding], limits: Limits) -> Severity | None:
    return combine(findings, Context(one.hours_since_infusion, limits=limits))


def _graver(after: Severity | None, before: Severity | None) -> bool:
    return after is not None and (before is None or after.rank > before.rank)


def _surely(findings: Iterable[Finding], now: Limits, then: Limits) -> Iterator[Finding]:
    """Yield what the temperatures that are kept would have been beside what they were."""
    for one in findings:
        if one.celsius is None:
            continue
        normal = one.polarity is Polarity.NEGATED and now.code(one.celsius) is None
        code = then.code(one.celsius)
        if code is not None and (normal or one.polarity is Polarity.PRESENT):
            yield _present(one, code)


def _possibly(findings: Iterable[Finding], now: Limits, then: Limits) -> Iterator[Finding]:
    """Yield the gravest that signs without their number may have been."""
    for one in findings:
        if one.polarity is not Polarity.PRESENT or one.celsius is not None:
            continue
        if one.code == "T_COUGH_NEW" and then.cough_days < now.cough_days:
            yield _present(one, "T_COUGH_PERS")
        if one.code == "T_FEVER_LOW" and then.fever < now.fever:
            yield _present(one, "T_FEVER")
        if one.code == "T_FEVER" and then.very_high < now.very_high:
            yield _present(one, "T_FEVER_HIGH")


def _present(one: Finding, code: str) -> Finding:
    return replace(one, code=code, category=TABLE[code].category, polarity=Polarity.PRESENT)
