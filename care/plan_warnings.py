"""What is unusual about a plan, and never forbidden: the clinic's dates stand.

Codes and values only: the sentences stand with the commands. What cannot be at all is an error
(`care/plan_errors.py`). Numbers come from the regimen; those of this module are the unit's hours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import pairwise

from care.appointments import AppointmentStatus, Dated
from care.calendar import instant
from care.cover_notation import WEEK, Window
from care.monitoring import missing_before, window
from care.monitoring_table import RULES, Condition, Rules
from care.plan_errors import begins, infusions_of
from care.public_holidays import calendar_known, public_holiday, weekend
from care.regimens import Anchor, Induction, Regimen
from care.triage_table import Status

OPENS, CLOSES = time(8), time(17)  # our own choice, where the unit has not said its hours


class PlanWarning(StrEnum):
    COURSES_TOO_CLOSE = "courses_too_close"
    OUTSIDE_START_WINDOW = "outside_start_window"
    INDUCTION_UNKNOWN = "induction_unknown"
    INFUSIONS_SAME_DAY = "infusions_same_day"
    TEST_MISSING = "test_missing"
    TEST_OUTSIDE_WINDOW = "test_outside_window"
    PUBLIC_HOLIDAY = "public_holiday"
    REGIONAL_HOLIDAY = "regional_holiday"
    HOLIDAYS_UNKNOWN = "holidays_unknown"
    WEEKEND = "weekend"
    OUTSIDE_HOURS = "outside_hours"
    TIME_TWICE = "time_twice"


@dataclass(frozen=True, slots=True)
class Remark:
    """One warning, the appointment it is about, who stands behind it, what its sentence names."""

    code: PlanWarning
    appointment: str | None
    status: Status = Status.PROPOSED
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unit:
    """Where infusions are given: its country, and its weekly hours if it has said them."""

    country: str | None = None
    hours: tuple[Window, ...] | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What was before the plan: last infusion, end and kind of induction, and what is known."""

    last_infusion: date | None = None
    last_induction: date | None = None
    induction: Induction | None = None
    conditions: frozenset[Condition] = frozenset()


NOTHING = History()
NOWHERE = Unit()


def warnings(
    appointments: Sequence[Dated],
    regimen: Regimen,
    unit: Unit = NOWHERE,
    history: History = NOTHING,
    rules: Rules = RULES,
) -> tuple[Remark, ...]:
    """Return everything unusual about these appointments; what took place is not warned of.

    Call it only with appointments that have no errors.
    """
    planned = [one for one in appointments if one.status is AppointmentStatus.PLANNED]
    refs = {one.ref for one in planned}
    infusions = infusions_of(appointments)
    found = (
        *_gaps(infusions, regimen, history),
        *_start(infusions, regimen, history),
        *_same_day(infusions),
        *_tests(appointments, history.conditions, rules),
        *(remark for one in sorted(planned, key=begins) for remark in _day(one, unit)),
    )
    return (
        *(one for one in found if one.appointment in refs),
        *_no_calendar(unit),
    )


def _gaps(infusions: Sequence[Dated], regimen: Regimen, history: History) -> Iterator[Remark]:
    least = regimen.gap.least
    induced = regimen.start is not None and history.last_infusion == history.last_induction
    before = None if induced else history.last_infusion  # induction has a window of its own
    for since, later in _course_starts(infusions, regimen.gap.anchor, before):
        days = (later.wall.date() - since).days
        if days < least.counts:
            values = {"days": str(days), "least": str(least.counts), "since": str(since)}
            values |= {"source": least.said_by, "anchor": regimen.gap.anchor}
            values |= {"because": regimen.gap.anchor_source}
            yield Remark(PlanWarning.COURSES_TOO_CLOSE, later.ref, least.standing, values)


def _course_starts(
    infusions: Sequence[Dated], anchor: Anchor, before: date | None
) -> Iterator[tuple[date, Dated]]:
    """Yield the first infusion of each course with the day its distance is counted from."""
    if infusions and before and before < infusions[0].wall.date():  # or else it is one of these
        yield before, infusions[0]
    first = infusions[0] if infusions else None
    for earlier, later in pairwise(infusions):
        if earlier.course != later.course and first:
            yield (earlier if anchor is Anchor.LAST else first).wall.date(), later
            first = later


def _start(infusions: Sequence[Dated], regimen: Regimen, history: History) -> Iterator[Remark]:
    if regimen.start is None or not infusions:
        return
    first = infusions[0]
    if history.last_induction is None or history.induction is None:
        yield Remark(PlanWarning.INDUCTION_UNKNOWN, first.ref)
    if history.last_induction is None:
        return
    window = regimen.start[history.induction or Induction.RITUXIMAB]
    days = (first.wall.date() - history.last_induction).days
    if not window.earliest.counts <= days <= window.latest.counts:
        limit = window.earliest if days < window.earliest.counts else window.latest
        values = {"days": str(days), "since": str(history.last_induction), "source": limit.said_by}
        values |= {"earliest": str(window.earliest.counts), "latest": str(window.latest.counts)}
        yield Remark(PlanWarning.OUTSIDE_START_WINDOW, first.ref, limit.standing, values)


def _same_day(infusions: Sequence[Dated]) -> Iterator[Remark]:
    for earlier, later in pairwise(infusions):
        if earlier.wall.date() == later.wall.date():
            yield Remark(PlanWarning.INFUSIONS_SAME_DAY, later.ref, values={"other": earlier.ref})


def _tests(
    appointments: Sequence[Dated], conditions: frozenset[Condition], rules: Rules
) -> Iterator[Remark]:
    for infusion in infusions_of(appointments):
        gating = [one for one in appointments if one.gates == infusion.ref]
        untimely = [one for one in gating if not _in_window(infusion, one, rules)]
        yield from (_untimely(infusion, one, rules) for one in untimely)
        missing = missing_before(infusion, appointments, conditions, rules)
        if missing and not untimely:
            names = ", ".join(rules.tests[code].name for code in missing)
            values = _window(infusion, rules) | {"tests": names, "codes": " ".join(missing)}
            yield Remark(PlanWarning.TEST_MISSING, infusion.ref, values=values)


def _in_window(infusion: Dated, test: Dated, rules: Rules) -> bool:
    earliest, latest = window(infusion, rules)
    return earliest <= test.wall.date() <= latest


def _untimely(infusion: Dated, test: Dated, rules: Rules) -> Remark:
    days = (infusion.wall.date() - test.wall.date()).days
    values = _window(infusion, rules) | {"days": str(days), "infusion": infusion.ref}
    return Remark(PlanWarning.TEST_OUTSIDE_WINDOW, test.ref, values=values)


def _window(infusion: Dated, rules: Rules) -> dict[str, str]:
    earliest, latest = window(infusion, rules)
    return {"earliest": str(earliest), "latest": str(latest)}


def _day(one: Dated, unit: Unit) -> Iterator[Remark]:
    yield from _rests(one, unit)
    values = {"weekday": f"{one.wall:%A}", "at": f"{one.wall:%H:%M}"}
    free = weekend(unit.country, one.wall.date())
    if _open(one.wall, unit):
        pass
    elif free:
        yield Remark(PlanWarning.WEEKEND, one.ref, values=values)
    else:
        yield Remark(PlanWarning.OUTSIDE_HOURS, one.ref, values=values)
    if _twice(one):
        yield Remark(PlanWarning.TIME_TWICE, one.ref, values={**values, "zone": str(one.zone)})


def _rests(one: Dated, unit: Unit) -> Iterator[Remark]:
    holiday = public_holiday(unit.country, one.wall.date()) if unit.country else None
    if holiday is None:
        return
    code = PlanWarning.REGIONAL_HOLIDAY if holiday.regions else PlanWarning.PUBLIC_HOLIDAY
    values = {"holiday": holiday.name, "regions": ", ".join(holiday.regions)}
    values |= {"country": unit.country or "", "date": str(one.wall.date())}
    yield Remark(code, one.ref, values=values)


def _open(wall: datetime, unit: Unit) -> bool:
    """Say whether the unit is open; unless it has said so itself, never at a weekend."""
    if unit.hours is None:
        return OPENS <= wall.time() < CLOSES and not weekend(unit.country, wall.date())
    return any(_holds(window, wall) for window in unit.hours)


def _holds(window: Window, wall: datetime) -> bool:
    today = wall.weekday() == window.weekday
    if not window.overnight:
        return today and window.opens <= wall.time() < window.closes
    yesterday = (wall.weekday() - 1) % WEEK == window.weekday
    return (today and wall.time() >= window.opens) or (yesterday and wall.time() < window.closes)


def _twice(one: Dated) -> bool:
    again = datetime.combine(one.wall.date(), one.wall.time().replace(fold=1), one.zone)
    return again.astimezone(UTC) > instant(one.wall.date(), one.wall.time(), one.zone)


def _no_calendar(unit: Unit) -> Iterator[Remark]:
    if unit.country and not calendar_known(unit.country):
        yield Remark(PlanWarning.HOLIDAYS_UNKNOWN, None, values={"country": unit.country})
