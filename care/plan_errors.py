"""What cannot be in a plan. Codes and values only: the sentences stand with the commands.

An error stops a plan; what is merely unusual is a warning (`care/plan_warnings.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from care.appointments import AppointmentKind, Dated
from care.calendar import instant, local

YEARS = range(1990, 2101)  # outside of these a year is a slip of the finger


class PlanError(StrEnum):
    NO_INFUSION = "no_infusion"
    SAME_REF = "same_ref"
    NO_SUCH_YEAR = "no_such_year"
    NO_SUCH_TIME = "no_such_time"
    SAME_MOMENT = "same_moment"
    COURSES_OUT_OF_ORDER = "courses_out_of_order"
    GATES_NOTHING = "gates_nothing"
    TEST_TOO_LATE = "test_too_late"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be, the appointment it is about, and what its sentence names."""

    code: PlanError
    appointment: str | None = None
    values: dict[str, str] = field(default_factory=dict)


def errors(appointments: Sequence[Dated]) -> tuple[Fault, ...]:
    """Return everything about these appointments that cannot be, in the order it was looked for."""
    if strange := tuple(_years(appointments)):
        return strange  # a year outside the calendar has no moment to compare
    return (
        *_no_infusion(appointments),
        *_same_ref(appointments),
        *_no_such_time(appointments),
        *_same_moment(appointments),
        *_order(appointments),
        *_gates(appointments),
    )


def begins(one: Dated) -> datetime:
    """Return when an appointment begins, in UTC."""
    return instant(one.wall.date(), one.wall.time(), one.zone)


def infusions_of(appointments: Sequence[Dated]) -> list[Dated]:
    """Return the infusions among the appointments, first to last, in whatever order they come."""
    infusions = (one for one in appointments if one.kind is AppointmentKind.INFUSION)
    return sorted(infusions, key=lambda one: (begins(one), one.course))


def shown(wall: datetime) -> str:
    """Return a wall time as staff write it: 2026-12-01 09:30."""
    return f"{wall:%Y-%m-%d %H:%M}"


def _years(appointments: Sequence[Dated]) -> Iterator[Fault]:
    for one in appointments:
        if one.wall.year not in YEARS:
            yield Fault(PlanError.NO_SUCH_YEAR, one.ref, {"year": str(one.wall.year)})


def _no_infusion(appointments: Sequence[Dated]) -> Iterator[Fault]:
    if not infusions_of(appointments):
        yield Fault(PlanError.NO_INFUSION)


def _same_ref(appointments: Sequence[Dated]) -> Iterator[Fault]:
    refs = [one.ref for one in appointments]
    for ref in sorted({ref for ref in refs if refs.count(ref) > 1}):
        yield Fault(PlanError.SAME_REF, ref)


def _no_such_time(appointments: Sequence[Dated]) -> Iterator[Fault]:
    for one in appointments:
        if local(begins(one), one.zone).replace(tzinfo=None) != one.wall:
            yield Fault(
                PlanError.NO_SUCH_TIME, one.ref, {"at": shown(one.wall), "zone": str(one.zone)}
            )


def _same_moment(appointments: Sequence[Dated]) -> Iterator[Fault]:
    for earlier, later in pairwise(sorted(appointments, key=begins)):
        if begins(earlier) == begins(later):
            yield Fault(
                PlanError.SAME_MOMENT, later.ref, {"other": earlier.ref, "at": shown(later.wall)}
            )


def _order(appointments: Sequence[Dated]) -> Iterator[Fault]:
    for earlier, later in pairwise(infusions_of(appointments)):
        if later.course < earlier.course:
            courses = {"course": str(later.course), "before": str(earlier.course)}
            yield Fault(PlanError.COURSES_OUT_OF_ORDER, later.ref, courses)


def _gates(appointments: Sequence[Dated]) -> Iterator[Fault]:
    infusions = {one.ref: one for one in infusions_of(appointments)}
    for test in appointments:
        if test.gates is None:
            continue
        gated = infusions.get(test.gates)
        if gated is None or test.kind is AppointmentKind.INFUSION:
            yield Fault(PlanError.GATES_NOTHING, test.ref, {"gates": test.gates})
        elif begins(test) >= begins(gated):
            yield Fault(PlanError.TEST_TOO_LATE, test.ref, {"infusion": gated.ref})
