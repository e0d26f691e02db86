"""The numbers of triage that a team may set for itself: how far, and which way is more careful.

Each has a ladder of values that are allowed, the least careful first. No ladder begins below what
keeps every emergency an emergency. Ours stand in `triage_table.py`; nothing here judges a report.

Owner: the care team's lead. Date: 2026-11. Status: PROPOSED, no clinician has signed the ladders.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeGuard

from care.monitoring_table import CannotOverride
from care.severity import Severity
from care.triage_table import (
    COUGH_PERSISTS,
    LUNG_WINDOW,
    NEUTROPENIA_FROM,
    NEUTROPENIA_TO,
    RULES_VERSION,
    SATURATION_LOW,
    TABLE,
    TEMPERATURE,
    Status,
    Threshold,
)

Value = float | Severity


class TooLax(CannotOverride):
    """Less careful than any team may be. The text is one sentence for whoever wanted it."""


class OutOfBounds(CannotOverride):
    """No value of this threshold's ladder. The text says which there are."""


class NeedsClinician(CannotOverride):
    """Less careful than what counts now: somebody must answer for it by name, with a reason."""


class ThresholdName(StrEnum):
    """What a team may set. Stored, and part of message ids, so never renamed."""

    FEVER = "fever"
    VERY_HIGH = "very_high"
    RAISED = "raised"
    LOW = "low"
    SATURATION = "saturation"
    COUGH_DAYS = "cough_days"
    COUGH_POLICY = "cough_policy"
    LUNG_WEEKS = "lung_weeks"
    NEUTROPENIA_FROM = "neutropenia_from"
    NEUTROPENIA_TO = "neutropenia_to"


@dataclass(frozen=True, slots=True)
class Adjustable:
    """One threshold: ours with its source, and what a team may set, the least careful first."""

    name: ThresholdName
    ours: Value
    unit: str
    source: str
    status: Status
    ladder: tuple[Value, ...]
    ends: str  # on whose word the ladder ends where it does

    def place(self, value: Value) -> int:
        """Return how careful an allowed value is, from 0. Raises ValueError for any other."""
        return self.ladder.index(value)

    def next(self, value: Value) -> Value | None:
        """Return the value one step more careful, or None at the end of the ladder."""
        after = self.place(value) + 1
        return self.ladder[after] if after < len(self.ladder) else None

    def beyond(self, value: object) -> bool:
        """Say whether a number is less careful than the ladder's first."""
        first, last = self.ladder[0], self.ladder[-1]
        if not _is_number(value) or isinstance(first, Severity) or isinstance(last, Severity):
            return False
        return value > first if first > last else value < first

    def kept(self, value: object) -> Value:
        """Return a stored value as it counts now: itself, or the next that is more careful.

        A ladder may have changed since it was stored. What is no number at all counts as ours.
        """
        if not _is_number(value):
            return next((rung for rung in self.ladder if rung == value), self.ours)
        numbers = [rung for rung in self.ladder if not isinstance(rung, Severity)]
        if not numbers:
            return self.ours
        falls = numbers[0] > numbers[-1]
        careful = (rung for rung in numbers if (rung <= value if falls else rung >= value))
        return next(careful, numbers[-1])


def _number(
    name: ThresholdName, ours: Threshold, ladder: tuple[float, ...], ends: str
) -> Adjustable:
    return Adjustable(name, ours.value, ours.unit, ours.source, ours.status, ladder, ends)


_DESIGN = "our own choice"
_N = ThresholdName
_NEW_COUGH = TABLE["T_COUGH_NEW"]
_EVERY = (
    _number(_N.FEVER, TEMPERATURE.fever, (38.0, 37.9, 37.8, 37.7, 37.6),
        "Macmillan rituximab page: above 37.5; never above the number of CDC"),
    _number(_N.VERY_HIGH, TEMPERATURE.very_high, (40.0, 39.5, 39.0), _DESIGN),
    _number(_N.RAISED, TEMPERATURE.raised, (37.5, 37.4, 37.3, 37.2, 37.1, 37.0), _DESIGN),
    _number(_N.LOW, TEMPERATURE.low, (36.0, 36.1, 36.2, 36.3, 36.4), _DESIGN),
    _number(_N.SATURATION, SATURATION_LOW, (92, 93, 94, 95), _DESIGN),
    _number(_N.COUGH_DAYS, COUGH_PERSISTS, (5, 4, 3, 2),
        "our own choice; the three weeks of the general public are never meant"),
    Adjustable(_N.COUGH_POLICY, _NEW_COUGH.severity, "", _NEW_COUGH.source, _NEW_COUGH.status,
        (Severity.SAME_DAY, Severity.URGENT), "patient article: immediately; ours: same day"),
    _number(_N.LUNG_WEEKS, LUNG_WINDOW, (4, 6, 8, 12, 26),
        "our own choice; the lung pattern comes about two weeks after"),
    _number(_N.NEUTROPENIA_FROM, NEUTROPENIA_FROM, (8, 6, 4, 2, 0),
        "our own choice, well before the earliest median"),
    _number(_N.NEUTROPENIA_TO, NEUTROPENIA_TO, (24, 28, 36, 44, 52),
        "after the latest median; it has come up to 362 days after the infusion"),
)  # fmt: skip
ADJUSTABLE: Mapping[ThresholdName, Adjustable] = MappingProxyType({one.name: one for one in _EVERY})


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers by which the reports of one team are judged, each as it counts.

    Temperatures in Celsius, saturation in percent. `setting` is the number of the team's latest
    decision, None where all are ours. Made by `limits_with`, which keeps every value allowed.
    """

    fever: float
    very_high: float
    raised: float
    low: float
    saturation: float
    cough_days: float
    cough_policy: Severity
    lung_weeks: float
    neutropenia_from: float
    neutropenia_to: float
    setting: int | None = None

    def code(self, celsius: float) -> str | None:
        """Return the row for a reading in Celsius, or None when it lies in the normal range."""
        if celsius >= self.very_high:
            return "T_FEVER_HIGH"
        if celsius >= self.fever:
            return "T_FEVER"
        if celsius >= self.raised:
            return "T_FEVER_LOW"
        return "T_HYPO" if celsius < self.low else None

    def of(self, name: ThresholdName) -> Value:
        """Return one of them by its name."""
        value: Value = getattr(self, name.value)
        return value

    @property
    def rules(self) -> str:
        """Return what judged: the version of our table, and the team's decision where it has one.

        Kept with every report.
        """
        return RULES_VERSION if self.setting is None else f"{RULES_VERSION}+{self.setting}"


OURS = Limits(**{one.name.value: one.ours for one in _EVERY})  # type: ignore[arg-type]  # by name
assert {field.name for field in fields(Limits)} == {*_N, "setting"}


def limits_with(own: Mapping[ThresholdName, object], setting: int | None = None) -> Limits:
    """Return the limits of a team with what it has stored of its own. Never raises.

    A value that is not allowed any more counts as the next more careful one.
    """
    if not own:
        return OURS
    kept = {name.value: ADJUSTABLE[name].kept(value) for name, value in own.items()}
    return replace(OURS, **kept, setting=setting)  # type: ignore[arg-type]  # by name


def named(said: str) -> Adjustable:
    """Return the threshold of this name, or raise OutOfBounds with those there are."""
    try:
        return ADJUSTABLE[ThresholdName(said.strip().lower().replace("-", "_"))]
    except ValueError as unknown:
        raise OutOfBounds(f"{said!r} is no threshold; choose one of: {', '.join(_N)}.") from unknown


def value_of(threshold: Adjustable, said: str) -> Value:
    """Return the allowed value that somebody typed. Raises TooLax or OutOfBounds."""
    written = said.strip().lower().replace(",", ".")
    for rung in threshold.ladder:
        if written in (shown(rung), str(rung)):
            return rung
    allowed = ", ".join(map(shown, threshold.ladder))
    if threshold.beyond(_as_number(written)):
        lax = f"{threshold.name} {written} is less careful than any team may be"
        raise TooLax(f"{lax}; choose one of: {allowed}.")
    raise OutOfBounds(f"{threshold.name} cannot be {said!r}; choose one of: {allowed}.")


def shown(value: Value) -> str:
    """Return a value as operators read and type it: `38`, `37.8`, `urgent`."""
    return value.value if isinstance(value, Severity) else f"{value:g}"


def is_less_careful(threshold: Adjustable, wanted: Value, now: Limits) -> bool:
    """Say whether a value is less careful than what counts now."""
    return threshold.place(wanted) < threshold.place(now.of(threshold.name))


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None
