"""Stored dates and plans as the pure rules of `care/` take them. Reads rows and changes nothing.

Knows no clock and no database: whoever calls has read the rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.monitoring_table import Condition
from care.plan_errors import begins
from care.plan_warnings import History
from care.regimens import SAME_COURSE, Induction
from store.tables import Appointment, TreatmentPlan

NEAR = SAME_COURSE.counts
_Key = tuple[int | None, int | None]  # plan and course, as stored


def dated(rows: Iterable[Appointment]) -> tuple[Dated, ...]:
    """Return the appointments that stand, first to last; `ref` is the number of each as text.

    Courses are counted through every plan of the patient, the first is 1. An infusion of no course
    belongs to the one before it if at most 28 days lie between them. What gates an infusion that
    does not stand gates nothing.
    """
    standing = sorted((row for row in rows if row.status.stands), key=lambda row: row.at)
    infusions = [row for row in standing if row.kind is AppointmentKind.INFUSION]
    courses = _courses(infusions)
    first = _first_days(infusions, courses)
    placed = ((row, _course_at(row, infusions, courses)) for row in standing)
    found = (_dated(row, course, first.get(course, wall_day(row))) for row, course in placed)
    refs = {str(number) for number in courses}
    return tuple(one if one.gates in refs else replace(one, gates=None) for one in found)


def history_of(plan: TreatmentPlan | None) -> History:
    """Return what was before a plan, as whoever accepted it said; nothing where there is none."""
    facts: Mapping[str, Any] = plan.facts if plan else {}
    induction = facts.get("induction")
    return History(
        _day(facts.get("last_infusion")),
        _day(facts.get("last_induction")),
        Induction(induction) if induction else None,
        frozenset(Condition(one) for one in facts.get("conditions", ())),
    )


def facts_of(history: History, preset: str) -> dict[str, Any]:
    """Return what a plan keeps of the time before it, and which blood tests were chosen."""
    return {
        "last_infusion": _written(history.last_infusion),
        "last_induction": _written(history.last_induction),
        "induction": history.induction,
        "conditions": sorted(history.conditions),
        "preset": preset,
    }


def moment_of(one: Dated) -> tuple[AppointmentKind, datetime]:
    """Return what makes two dates the same one: their kind and their moment."""
    return one.kind, begins(one)


def wall_day(row: Appointment) -> date:
    """Return the day of an appointment by the clinic's own calendar."""
    return datetime.fromisoformat(row.local).date()


def _dated(row: Appointment, course: int, first: date) -> Dated:
    wall = datetime.fromisoformat(row.local)
    return Dated(
        ref=str(row.id),
        kind=AppointmentKind(row.kind),
        wall=wall,
        zone=ZoneInfo(row.zone),
        course=course,
        day=(wall.date() - first).days,
        tests=tuple(row.tests),
        gates=str(row.gates_id),
        status=AppointmentStatus(row.status),
    )


def _courses(infusions: Iterable[Appointment]) -> dict[int | None, int]:
    """Return the course of each infusion by its number."""
    named: dict[_Key, int] = {}
    found: dict[int | None, int] = {}
    last: Appointment | None = None
    for row in infusions:
        key = (row.plan_id, row.course)
        following = max(found.values(), default=0) + 1
        if row.course is not None:
            found[row.id] = named.setdefault(key, following)
        else:
            together = last is not None and (wall_day(row) - wall_day(last)).days <= NEAR
            found[row.id] = found[last.id] if last and together else following
        last = row
    return found


def _first_days(
    infusions: Iterable[Appointment], courses: Mapping[int | None, int]
) -> dict[int, date]:
    first: dict[int, date] = {}
    for row in infusions:
        first.setdefault(courses[row.id], wall_day(row))
    return first


def _course_at(
    row: Appointment, infusions: Iterable[Appointment], courses: Mapping[int | None, int]
) -> int:
    """Return the course of a date: its own, that of the infusion it gates, or the one before."""
    if row.id in courses:
        return courses[row.id]
    if row.gates_id in courses:
        return courses[row.gates_id]
    return max((courses[one.id] for one in infusions if one.at <= row.at), default=1)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
