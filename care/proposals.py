"""A whole plan proposed from what a clinic wishes: infusions, blood tests, and what is unusual.

A proposal binds nobody: the clinic accepts, changes or leaves it. No dose is ever worked out, no
clock is read, and nothing is said in sentences but why something cannot be proposed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from functools import partial

from care.appointments import Dated
from care.calendar import instant
from care.monitoring import blood_tests, standing
from care.monitoring_table import RULES, Rules
from care.plan_errors import Fault, begins, errors, infusions_of
from care.plan_warnings import NOTHING, NOWHERE, History, Remark, Unit, warnings
from care.plans import ENTERED, Basis, NotProposed, basis_of, entered, proposed
from care.public_holidays import rests
from care.regimens import Regimen
from care.triage_table import Status


class Impossible(ValueError):
    """The wished dates cannot be: `faults` say why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts where the plan is made: the regimen, the rules of monitoring, the unit."""

    regimen: Regimen
    rules: Rules = RULES
    unit: Unit = NOWHERE


@dataclass(frozen=True, slots=True)
class Dates:
    """Which dates are wished, by the clock of `zone`.

    Either the day of the first infusion, from which the regimen counts, or the clinic's own days.
    """

    zone: tzinfo
    clock: time
    start: date | None = None
    courses: int = 1
    days: tuple[date, ...] = ()

    @property
    def first(self) -> date | None:
        """Return the first day that is wished."""
        return min(self.days) if self.days else self.start

    @property
    def walls(self) -> list[datetime]:
        """Return the clinic's own days with their time."""
        return [datetime.combine(day, self.clock) for day in self.days]


@dataclass(frozen=True, slots=True)
class Around:
    """What is around the dates: the time before, which blood tests, from when on tests can be."""

    history: History = NOTHING
    preset: str = "default"
    after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Appointments in order, on whose word each has its date, and what is unusual about them."""

    regimen: Regimen
    appointments: tuple[Dated, ...]
    bases: Mapping[str, Basis]
    remarks: tuple[Remark, ...] = ()
    around: Around = field(default_factory=Around)

    @property
    def first(self) -> Dated:
        """Return the first infusion."""
        return infusions_of(self.appointments)[0]

    @property
    def last_infusion(self) -> datetime | None:
        """Return about when the infusion before these was; nobody told us its hour."""
        last = self.around.history.last_infusion
        return instant(last, self.first.wall.time(), self.first.zone) if last else None


def propose(terms: Terms, dates: Dates, around: Around) -> Proposal:
    """Return what is proposed for the wished dates.

    Raises NotProposed where the regimen gives no such dates, Impossible where they cannot be, and
    UnknownPreset for blood tests that are none of ours.
    """
    infusions = _infusions(terms.regimen, dates)
    _check(infusions)
    _check_before(around.history, infusions)
    drawn = _drawn(infusions, terms, around)
    _check((*infusions, *drawn))
    bases = {one.ref: ENTERED if dates.days else basis_of(terms.regimen, one) for one in infusions}
    bases |= {one.ref: basis_of_test(one, terms.rules) for one in drawn}
    both = tuple(sorted((*infusions, *drawn), key=begins))
    unusual = warnings(both, terms.regimen, terms.unit, around.history, terms.rules)
    return Proposal(terms.regimen, both, bases, unusual, around)


def basis_of_test(test: Dated, rules: Rules = RULES) -> Basis:
    """Return on whose word a blood test is proposed; a hospital's leaflet alone is a proposal."""
    source, status = standing(test, rules)
    return Basis(source, Status.PROPOSED if status is Status.LEAFLET else status)


def _infusions(regimen: Regimen, dates: Dates) -> tuple[Dated, ...]:
    if dates.days:
        return entered(dates.walls, dates.zone)
    if dates.start is None:
        raise NotProposed("no_start", "The day of the first infusion is missing.")
    first = datetime.combine(dates.start, dates.clock)
    return proposed(regimen, first, dates.zone, dates.courses)


def _drawn(infusions: tuple[Dated, ...], terms: Terms, around: Around) -> tuple[Dated, ...]:
    """Return the blood tests that are still to come: what is past can no longer be drawn."""
    off = partial(rests, terms.unit.country)
    conditions = around.history.conditions
    found = blood_tests(infusions, around.preset, conditions, terms.rules, day_off=off)
    if around.after is None:
        return found
    return tuple(one for one in found if begins(one) > around.after)


def _check(appointments: tuple[Dated, ...]) -> None:
    if faults := errors(appointments):
        raise Impossible(*faults)


def _check_before(history: History, infusions: tuple[Dated, ...]) -> None:
    last, first = history.last_infusion, infusions[0].wall.date()
    if last is not None and last >= first:
        text = f"The infusion before is said to be of {last}, but the plan begins on {first}."
        raise NotProposed("last_infusion", text)
