"""What a team sets in place of a regimen's number: by whom, when and why, beside the number.

The days inside a course are no such number: a team with other days enters its own dates.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from care.monitoring_table import CannotOverride, Override
from care.regimens import REGIMENS, Days, Gap, Induction, Regimen, RegimenId, Repeat, Window

MOST = 731  # two years: a longer distance is a slip, or no treatment any more


def regimens_with(
    overrides: Mapping[str, Override], regimens: Mapping[RegimenId, Regimen] = REGIMENS
) -> Mapping[RegimenId, Regimen]:
    """Return the regimens with a team's own numbers beside ours, or raise CannotOverride.

    Names are the regimen's and the number's, as in `RA_COURSE.gap.least`: see `numbers_of`.
    """
    rows = dict(regimens)
    for name, override in overrides.items():
        regimen, _, number = name.partition(".")
        if regimen not in rows or number not in numbers_of(rows[RegimenId(regimen)]):
            raise CannotOverride(f"{name!r} is no number of a regimen.")
        _check(name, override)
        rows[RegimenId(regimen)] = _with(rows[RegimenId(regimen)], number, override)
    for row in rows.values():
        _check_row(row)
    return MappingProxyType(rows)


def numbers_of(regimen: Regimen) -> dict[str, Days]:
    """Return the numbers of a regimen that a team may set, by name."""
    numbers = {"gap.least": regimen.gap.least}
    if repeat := regimen.repeat:
        numbers |= {"repeat.first": repeat.first, "repeat.then": repeat.then}
    for kind, window in (regimen.start or {}).items():
        numbers |= {
            f"start.{kind}.earliest": window.earliest,
            f"start.{kind}.latest": window.latest,
        }
    return numbers


def _with(regimen: Regimen, number: str, override: Override) -> Regimen:
    numbers = numbers_of(regimen)
    numbers[number] = replace(numbers[number], override=override)
    return replace(
        regimen,
        gap=_gap(regimen.gap, numbers),
        repeat=_repeat(regimen.repeat, numbers),
        start=_start(regimen.start, numbers),
    )


def _gap(gap: Gap, numbers: Mapping[str, Days]) -> Gap:
    return replace(gap, least=numbers["gap.least"])


def _repeat(repeat: Repeat | None, numbers: Mapping[str, Days]) -> Repeat | None:
    if repeat is None:
        return None
    return replace(repeat, first=numbers["repeat.first"], then=numbers["repeat.then"])


def _start(
    start: Mapping[Induction, Window] | None, numbers: Mapping[str, Days]
) -> Mapping[Induction, Window] | None:
    if start is None:
        return None
    return MappingProxyType(
        {
            kind: Window(numbers[f"start.{kind}.earliest"], numbers[f"start.{kind}.latest"])
            for kind in start
        }
    )


def _check(name: str, override: Override) -> None:
    if not override.who.strip() or not override.why.strip():
        raise CannotOverride(f"Say who changes {name} and why.")
    if override.when.tzinfo is None:
        raise CannotOverride(f"Say when {name} was changed, with a time zone.")
    if type(override.value) is not int or not 0 <= override.value <= MOST:
        raise CannotOverride(f"{name} cannot be {override.value!r}; it can be 0 to {MOST} days.")


def _check_row(row: Regimen) -> None:
    for window in (row.start or {}).values():
        if window.earliest.counts > window.latest.counts:
            raise CannotOverride(f"The start window of {row.id} would end before it begins.")
    if row.repeat is None:
        return
    lasts = max((row.offsets.days if row.offsets else (0,)) + row.repeat.offsets.days)
    if min(row.repeat.first.counts, row.repeat.then.counts) <= lasts:
        raise CannotOverride(f"A course of {row.id} would begin before the one before it is over.")
