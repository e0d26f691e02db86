"""The plan of one patient: infusions proposed from a regimen, or as the clinic dated them.

Days are added to the clinic's wall clock, so an infusion keeps its hour when clocks change. This
module computes no dose, reads no clock and warns of nothing (`care/plan_warnings.py` does).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import accumulate

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.calendar import instant
from care.regimens import SAME_COURSE, SINGLE, Days, Offsets, Regimen, Repeat
from care.triage_table import Status


class NotProposed(ValueError):
    """The regimen gives no such dates. `code` is for programs, the text one sentence."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Basis:
    """On whose word an appointment has its date."""

    source: str
    status: Status


ENTERED = Basis("entered by the clinic", Status.PROPOSED)


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving an infusion proposes for one appointment that hangs on it."""

    appointment: str
    wall: datetime


def proposed(
    regimen: Regimen, first: datetime, zone: tzinfo, courses: int = 1
) -> tuple[Dated, ...]:
    """Return the infusions a regimen proposes for `courses` courses from `first` on.

    `first` is the clinic's wall time of the first infusion. Raises NotProposed where the sources
    leave the spacing open, or no calendar repeats the course.
    """
    if regimen.offsets is None:
        raise NotProposed(
            "open_spacing",
            f"{regimen.id}: {regimen.open_because}; enter the clinic's dates with --dates.",
        )
    if courses > 1 and regimen.repeat is None:
        raise NotProposed(
            "no_repeat", f"{regimen.id}: {regimen.no_repeat}; enter later dates with --dates."
        )
    days = (
        (course, start, offset)
        for course, start in enumerate(_starts(regimen.repeat, courses), 1)
        for offset in offsets_of(regimen, course).days
    )
    return tuple(
        _infusion(number, first + timedelta(days=start + offset), zone, course, offset)
        for number, (course, start, offset) in enumerate(days, 1)
    )


def offsets_of(regimen: Regimen, course: int) -> Offsets:
    """Return the days of a course's infusions; later courses may have fewer than the first."""
    if course > 1 and regimen.repeat is not None:
        return regimen.repeat.offsets
    return regimen.offsets or SINGLE


def basis_of(regimen: Regimen, infusion: Dated) -> Basis:
    """Return on whose word a proposed infusion has its date."""
    offsets = offsets_of(regimen, infusion.course)
    if infusion.course > 1 and infusion.day == 0 and regimen.repeat is not None:
        step = _step(regimen.repeat, infusion.course)
        return Basis(step.said_by, step.standing)
    return Basis(offsets.source, offsets.status)


def entered(walls: Iterable[datetime], zone: tzinfo) -> tuple[Dated, ...]:
    """Return infusions at the wall times the clinic entered, in order and numbered as courses."""
    infusions = (_infusion(number, wall, zone) for number, wall in enumerate(sorted(walls), 1))
    return in_courses(infusions, {})


def in_courses(infusions: Iterable[Dated], known: dict[str, int]) -> tuple[Dated, ...]:
    """Return the infusions in order, each with its course and its day within it.

    `known` holds the courses somebody named, by ref. Any other infusion belongs to the course of
    the one before if at most 28 days lie between them, and else begins the next.
    """
    numbered: list[Dated] = []
    for infusion in sorted(infusions, key=_moment):
        course = known.get(infusion.ref) or _course_after(numbered, infusion)
        start = next((one for one in numbered if one.course == course), infusion)
        day = (infusion.wall.date() - start.wall.date()).days
        numbered.append(replace(infusion, course=course, day=day))
    return tuple(numbered)


def moved(appointments: Sequence[Dated], ref: str, to: datetime) -> tuple[Moved, ...]:
    """Return what moving the infusion `ref` to wall time `to` proposes for what hangs on it.

    The later planned infusions of its course and the tests that gate any of these go along by as
    many days and keep their hour. Staff accept each or none. Raises KeyError for an unknown ref.
    """
    infusion = {one.ref: one for one in appointments}[ref]
    days = timedelta(days=(to.date() - infusion.wall.date()).days)
    along = {one.ref for one in appointments if _follows(one, infusion)}
    hanging = (one for one in appointments if one.ref in along or one.gates in {*along, ref})
    open_ = (one for one in hanging if one.status is AppointmentStatus.PLANNED)
    return tuple(Moved(one.ref, one.wall + days) for one in sorted(open_, key=_moment))


def _follows(one: Dated, infusion: Dated) -> bool:
    same = (one.kind, one.course) == (infusion.kind, infusion.course)
    return same and _moment(one) > _moment(infusion)


def _starts(repeat: Repeat | None, courses: int) -> Iterator[int]:
    steps = (_step(repeat, course).counts for course in range(2, courses + 1) if repeat)
    return accumulate(steps, initial=0)


def _step(repeat: Repeat, course: int) -> Days:
    return repeat.first if course == 2 else repeat.then  # noqa: PLR2004 -- the second course


def _course_after(before: Sequence[Dated], infusion: Dated) -> int:
    if not before:
        return 1
    last = before[-1]
    apart = (infusion.wall.date() - last.wall.date()).days
    return last.course if apart <= SAME_COURSE.counts else last.course + 1


def _moment(one: Dated) -> datetime:
    return instant(one.wall.date(), one.wall.time(), one.zone)


def _infusion(number: int, wall: datetime, zone: tzinfo, course: int = 1, day: int = 0) -> Dated:
    return Dated(f"i{number}", AppointmentKind.INFUSION, wall, zone, course, day)
