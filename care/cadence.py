"""What a patient is asked around infusions, and when: before, in the 24 hours after, and later.

Holds the kinds of question and the rules for their moments, as pure values. It never sends or
stores, never reads the clock, holds no sentence, and moves no alert: answers to a patient, open
alerts and "nobody has answered" are safety traffic, and wait for no quiet hours.

Owner: the care team's lead. Date: 2026-11. Status: PROPOSED, no clinician has signed them; a team
may change them. Source: design of this project, after the questions asked before natalizumab. What
is known: deadly reactions came within 24 hours and four of five with a first infusion (label of
Truxima); the drip itself takes about 4 h 15 min the first time and 3 h 15 min later at the label's
rates for 1000 mg, a first visit about 6 hours (Versus Arthritis, CUH).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain, groupby

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.calendar import DAY, QuietHours, instant, local
from care.check_ins import ask_at, check_in_days, close_person_days
from care.reminders import Appointment, PatientClock, Slot, Turn, reminders

HOUR = timedelta(hours=1)

DAY_BEFORE_AT = time(17)
MORNING_BEFORE = 3 * HOUR  # before setting out: long enough for a human to answer
TRAVEL = 1 * HOUR  # from the door to the infusion unit, where the team has set nothing else
SAME_LIST = 14 * DAY  # an infusion so soon after another is under the same list of questions

FIRST_TAKES = 6 * HOUR
LATER_TAKES = 4 * HOUR
WATCH = 24 * HOUR
SOON_AFTER = 4 * HOUR  # asked only before the bedtime question, so never after 21:00
NIGHT = QuietHours(time(22), time(7))  # no question of the watch, whatever quiet hours somebody has
CLOSING_LASTS = 2 * HOUR  # then there was no answer, and the team hears just that

CHECK_IN_LASTS = 7 * DAY
EVER = datetime.min.replace(tzinfo=UTC)
FOR_EVER = datetime.max.replace(tzinfo=UTC)


class CheckKind(StrEnum):
    PRE_INFUSION = "pre_infusion"
    REACTION = "reaction"
    CHECK_IN = "check_in"


class CheckPart(StrEnum):
    """Which question of its kind. The value is stored."""

    WEEK_BEFORE = "week_before"  # the full list, with the reminder
    DAY_BEFORE = "day_before"
    MORNING = "morning"
    PLUS_4H = "plus_4h"
    BEDTIME = "bedtime"
    NEXT_MORNING = "next_morning"
    CLOSING = "closing"
    CHECK_IN = "check_in"


DAYS_BEFORE: Mapping[CheckPart, timedelta] = {
    CheckPart.WEEK_BEFORE: Slot.DAYS_7.before,
    CheckPart.DAY_BEFORE: Slot.DAYS_1.before,
    CheckPart.MORNING: Slot.MORNING.before,
}


@dataclass(frozen=True, slots=True)
class Check:
    """One question to the patient, to be sent at `at` and never from `expires` on.

    `appointment` is the infusion it is about; that, `part` and `local_date` name the question for
    good, whatever moves `at`. With `neurological` a close person is asked too.
    """

    kind: CheckKind
    part: CheckPart
    appointment: str
    local_date: date
    at: datetime
    expires: datetime
    neurological: bool = False

    @property
    def due(self) -> datetime:
        """Return when it is due, in the word that care/reminders.py bundles by."""
        return self.at

    @property
    def turn(self) -> Turn:
        """Return how it goes together with the others of its day."""
        return turn_of(self.kind, self.part)


def turn_of(kind: CheckKind, part: CheckPart) -> Turn:
    """Return how a question goes together with the other messages of its day."""
    if kind is CheckKind.REACTION:
        return Turn.CLOSING if part is CheckPart.CLOSING else Turn.WATCH
    return Turn.MORNING if part is CheckPart.MORNING else Turn.PLAIN


def checks(
    infusions: Sequence[Dated],
    patient: PatientClock,
    last_infusion: datetime | None = None,
    *,
    travel: timedelta = TRAVEL,
) -> tuple[Check, ...]:
    """Return every question around these infusions, first to last, each in waking hours.

    `last_infusion` is the one before these, if there ever was one; with it none of these is a first
    infusion. Blood tests and cancelled infusions ask nothing. Past ones are returned as well: see
    `still_owed`.
    """
    stand = sorted(filter(_stands, infusions), key=_begins)
    made = chain(
        _all_before(stand, patient, last_infusion, travel),
        _all_watches(stand, patient, last_infusion),
        _all_check_ins(stand, patient),
    )
    return tuple(sorted(made, key=lambda check: check.at))


def still_owed(made: Iterable[Check], patient: PatientClock, now: datetime) -> tuple[Check, ...]:
    """Return what is left to ask at `now`: what was missed is due now, or never if it expired.

    Nobody is woken for it. Whoever enrols, or comes back after a pause, is asked from then on.
    """
    late = now.astimezone(UTC)
    left = (one if one.at >= late else replace(one, at=_late(one, patient, late)) for one in made)
    return tuple(check for check in left if check.at < check.expires)


def _late(check: Check, patient: PatientClock, now: datetime) -> datetime:
    return awake(now, patient) if check.kind is CheckKind.REACTION else patient.waking(now)


def very_first(infusions: Iterable[Dated], last_infusion: datetime | None = None) -> Dated | None:
    """Return the first infusion of a first course, if it is among these."""
    first = min(filter(_stands, infusions), key=_begins, default=None)
    return first if first and first.course == 1 and last_infusion is None else None


def departure(infusion: Dated, travel: timedelta = TRAVEL) -> datetime:
    """Return when the patient sets out: what was asked before must be answered by a human by then.

    Whoever has answered nothing when the morning question is due is a task with this deadline.
    """
    return _begins(infusion) - travel


def planned_end(infusion: Dated, *, first: bool) -> datetime:
    """Return when an infusion is over if all goes well; past that it counts as given for triage.

    `first` is the very first one of a patient, which is dripped more slowly.
    """
    return _begins(infusion) + (FIRST_TAKES if first else LATER_TAKES)


def _stands(dated: Dated) -> bool:
    return dated.kind is AppointmentKind.INFUSION and dated.status.stands


def _begins(infusion: Dated) -> datetime:
    return Appointment(infusion.wall, infusion.zone).moment


def _all_before(
    stand: Sequence[Dated], patient: PatientClock, last_infusion: datetime | None, travel: timedelta
) -> Iterator[Check]:
    previous = last_infusion
    for infusion in stand:
        if infusion.status is AppointmentStatus.PLANNED:
            before = _before(infusion, patient, travel)
            asked_lately = _under_same_list(infusion, previous)
            yield from (
                one for one in before if not (asked_lately and one.part is CheckPart.WEEK_BEFORE)
            )
        previous = _begins(infusion)


def _under_same_list(infusion: Dated, previous: datetime | None) -> bool:
    """Say whether the list is left out, because the infusion before was at most 14 days earlier.

    Counted between the two infusions, by the clinic's calendar. Counted from the day of the list it
    would also be left out before an infusion three weeks after another: of two readings, the one
    that asks once too often.
    """
    if previous is None:
        return False
    return infusion.wall.date() - local(previous, infusion.zone).date() <= SAME_LIST


def _before(infusion: Dated, patient: PatientClock, travel: timedelta) -> Iterator[Check]:
    """Yield the questions before an infusion; each expires when the next is due.

    Quiet hours move one later or, when it would have expired by then, to the evening before.
    """
    leaves = departure(infusion, travel)
    morning = _awake_before(leaves - MORNING_BEFORE, leaves, patient)
    own = instant(
        infusion.wall.date() - DAYS_BEFORE[CheckPart.DAY_BEFORE], DAY_BEFORE_AT, patient.zone
    )
    day_before = _awake_before(own, morning, patient)
    yield _pre_infusion(infusion, CheckPart.WEEK_BEFORE, _list_at(infusion, patient), day_before)
    yield _pre_infusion(infusion, CheckPart.DAY_BEFORE, day_before, morning)
    yield _pre_infusion(infusion, CheckPart.MORNING, morning, leaves)


def _pre_infusion(infusion: Dated, part: CheckPart, at: datetime, expires: datetime) -> Check:
    day = infusion.wall.date() - DAYS_BEFORE[part]
    return Check(CheckKind.PRE_INFUSION, part, infusion.ref, day, at, expires)


def _list_at(infusion: Dated, patient: PatientClock) -> datetime:
    """Return when the reminder a week before is due: the list goes with it, as one message."""
    appointment = Appointment(infusion.wall, infusion.zone)
    (week_before,) = reminders(appointment, patient, (Slot.DAYS_7,), EVER)
    return week_before.due


def _awake_before(own: datetime, limit: datetime, patient: PatientClock) -> datetime:
    due = patient.waking(own)
    return due if due < limit else patient.evening(limit)


def _all_watches(
    stand: Sequence[Dated], patient: PatientClock, last_infusion: datetime | None
) -> Iterator[Check]:
    first = very_first(stand, last_infusion)
    for infusion in stand:
        yield from _watch(infusion, patient, first=infusion is first)


def _watch(infusion: Dated, patient: PatientClock, *, first: bool) -> list[Check]:
    """Return the questions of the 24 hours after an infusion; each expires when the next is due.

    The last is never asked before 24 hours are over: one that falls into the night is asked in the
    morning after it. What falls together with the next is left out: it would be the same question.
    """
    asked = _watch_moments(infusion, patient, first=first)
    limit = asked[CheckPart.CLOSING] + CLOSING_LASTS
    made: list[Check] = []
    for part, at in reversed(asked.items()):
        if at < limit:
            day = infusion.wall.date()
            made.insert(0, Check(CheckKind.REACTION, part, infusion.ref, day, at, limit))
            limit = at
    return made


def _watch_moments(
    infusion: Dated, patient: PatientClock, *, first: bool
) -> dict[CheckPart, datetime]:
    end, today = planned_end(infusion, first=first), local(_begins(infusion), patient.zone).date()
    bedtime = awake(max(_evening_of(today, patient), end), patient)
    asked = {CheckPart.BEDTIME: bedtime}
    if first:
        asked = _first_night(end, bedtime, today, patient)
    return {**asked, CheckPart.CLOSING: awake(end + WATCH, patient)}


def _first_night(
    end: datetime, bedtime: datetime, today: date, patient: PatientClock
) -> dict[CheckPart, datetime]:
    """Return the questions after a very first infusion, up to the next morning."""
    if local(bedtime, patient.zone).date() > today:  # it ends so late that the night comes between
        return {CheckPart.NEXT_MORNING: bedtime}
    soon, morning = end + SOON_AFTER, awake(ask_at(today + DAY, patient), patient)
    asked = {CheckPart.BEDTIME: bedtime, CheckPart.NEXT_MORNING: morning}
    return {CheckPart.PLUS_4H: soon, **asked} if awake(soon, patient) == soon else asked


def _evening_of(day: date, patient: PatientClock) -> datetime:
    return patient.evening(instant(day + DAY, time(), patient.zone))


def awake(moment: datetime, patient: PatientClock) -> datetime:
    """Return `moment`, or when both the night and the quiet hours around it are over.

    Somebody who works at night may have quiet hours that leave no other time awake than the night:
    then the patient's own hours decide.
    """
    later = moment
    for _ in range(3):
        later = patient.waking(NIGHT.over(later, patient.zone))
        if not NIGHT.hold_at(later, patient.zone):
            return later
    return patient.waking(moment)


def _all_check_ins(stand: Sequence[Dated], patient: PatientClock) -> Iterator[Check]:
    if not stand:
        return
    courses = list(_courses(stand))
    every = [day for _, days, _ in courses for day in days]
    close_person = close_person_days(stand[0].wall.date(), every)
    for last, days, limit in courses:
        for day in days:
            at, expires = ask_at(day, patient), min(ask_at(day + CHECK_IN_LASTS, patient), limit)
            if at < expires:
                part, near = CheckPart.CHECK_IN, day in close_person
                yield Check(CheckKind.CHECK_IN, part, last.ref, day, at, expires, near)


def _courses(stand: Sequence[Dated]) -> Iterator[tuple[Dated, tuple[date, ...], datetime]]:
    """Yield each course's last infusion, the days to ask on after it, and when the next begins."""
    courses = [list(course) for _, course in groupby(stand, key=lambda dated: dated.course)]
    for course, following in zip(courses, [*courses[1:], None], strict=True):
        last = course[-1]
        if following:
            days = check_in_days(last.wall.date(), following[0].wall.date())
            yield last, days, _begins(following[0])
        else:
            yield last, check_in_days(last.wall.date()), FOR_EVER
