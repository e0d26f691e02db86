"""The days on which a patient is asked how things are: after a course, and during a fever.

Holds the days and the reasons for them, as pure values. It never sends or stores, never reads the
clock, holds no sentence, and decides nothing about an answer: care/triage_table.py does.

Owner: the care team's lead. Date: 2026-11. Status: PROPOSED, no clinician has signed them. Source:
design of this project. The days follow when trouble was seen: lung disease about two weeks after
the last infusion, low white cells after 86 to 151 days (medians of three series), hepatitis B up to
24 months. They grow apart because answers do: daily questions were answered on 55 to 61 % of days,
weekly and monthly ones by 62 to 91 % of patients.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from care.calendar import DAY, instant, local
from care.reminders import PatientClock

WEEK = timedelta(weeks=1)
ASK_AT = time(10)
FIRST_DAYS = (7 * DAY, 14 * DAY, 28 * DAY)  # after the last infusion of a course
THEN_EVERY = (  # so often, until so long after it; month 12 and 24 in whole weeks
    (4 * WEEK, 26 * WEEK),
    (8 * WEEK, 52 * WEEK),
    (12 * WEEK, 104 * WEEK),
)
FOLLOWED = THEN_EVERY[-1][1]
TOO_NEAR = 8 * DAY  # a next infusion so soon asks everything day 7 would ask
CLOSE_PERSON_EVERY = 26 * WEEK  # twice a year: who has PML is often the last to notice
FEVER_DAYS = 7  # then a human decides


def check_in_days(last: date, next_infusion: date | None = None) -> tuple[date, ...]:
    """Return the days to ask after a course whose `last` infusion was that day, first to last.

    They end when the next course begins: its own last infusion starts them again. Whoever is next
    infused within eight days is not asked on day 7.
    """
    end = last + FOLLOWED + DAY if next_infusion is None else next_infusion
    days = [last + after for after in _spread() if last + after < end]
    if end - last <= TOO_NEAR:
        days = [day for day in days if day - last > FIRST_DAYS[0]]
    return tuple(days)


def _spread() -> Iterator[timedelta]:
    """Yield how long after the last infusion each check-in is; each step counts from the last."""
    yield from FIRST_DAYS
    after = FIRST_DAYS[-1]
    for step, until in THEN_EVERY:
        while after + step <= until:
            after += step
            yield after


def close_person_days(first: date, days: Sequence[date]) -> frozenset[date]:
    """Return those of the check-in `days`, in order, on which a close person is asked as well.

    Counted from the `first` infusion through every course, and asked on the last check-in before
    half a year is over: a course every 24 weeks would otherwise start the count again each time,
    and the question would never come.
    """
    asked, chosen = first, []
    ends = (*days, days[-1] + THEN_EVERY[-1][0]) if days else ()  # as if they went on
    for day, following in pairwise(ends):
        if following - asked > CLOSE_PERSON_EVERY:
            chosen.append(day)
            asked = day
    return frozenset(chosen)


def ask_at(day: date, patient: PatientClock) -> datetime:
    """Return when a patient is asked on a day: at ten by the own clock, or on waking."""
    return patient.waking(instant(day, ASK_AT, patient.zone))


def fever_days(opened: datetime, patient: PatientClock) -> tuple[datetime, ...]:
    """Return when to ask after a fever reported at `opened`: once a day, and for a week at most.

    The first time is the next day by the patient's calendar, since the day itself has its answer.
    Who still has an open fever after that is for a human to decide about, not for a question.
    """
    today = local(opened, patient.zone).date()
    return tuple(ask_at(today + days * DAY, patient) for days in range(1, FEVER_DAYS + 1))
