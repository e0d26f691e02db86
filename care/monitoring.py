"""Blood tests around infusions: the visits that a plan proposes, and what is missing before one.

It proposes days and never reads, holds or explains a result. Nothing here is binding: the clinic
accepts, moves, adds and cancels. The numbers are those of `care/monitoring_table.py`.

One draw before the first infusion of a course serves the whole course, as the sources count: the
label "before the first dose", the guideline and the patient article "before each cycle". Weekly
infusions leave no window of their own. A hospital that tests before each infusion adds visits.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.calendar import DAY
from care.monitoring_table import (
    DRAWN_AT,
    METHOTREXATE_LFT,
    PRESETS,
    RULES,
    Condition,
    CountedFrom,
    Days,
    Gate,
    Preset,
    Rhythm,
    Rules,
    Test,
)
from care.triage_table import Status

FRIDAY = 4  # weekday(): what comes after it is the weekend, where the country is not known
_Round = tuple[Dated, ...]  # infusions that one draw serves


def at_weekend(day: date) -> bool:
    """Say whether `day` is a Saturday or a Sunday."""
    return day.weekday() > FRIDAY


class UnknownPreset(ValueError):
    """No preset bears this name. The text is one sentence for whoever typed it."""


def blood_tests(
    infusions: Sequence[Dated],
    preset: str = "default",
    conditions: frozenset[Condition] = frozenset(),
    rules: Rules = RULES,
    day_off: Callable[[date], bool] = at_weekend,
) -> tuple[Dated, ...]:
    """Return the visits proposed around `infusions`, in order, each with all that is drawn then.

    A visit that `gates` an infusion lies in its window; one between infusions gates nothing.
    No day for which `day_off` is true is proposed where another will do: pass the country's own
    weekend and holidays. Cancelled infusions count for nothing. What lies in the past is for the
    caller to leave out.
    """
    if preset not in PRESETS:
        raise UnknownPreset(f"{preset!r} is no preset; choose one of {', '.join(PRESETS)}.")
    rounds = _rounds(infusions, rules)
    if not rounds:
        return ()
    planner = _Planner(rules, rounds, rules.used(conditions), day_off)
    planner.draw_before()
    planner.follow(PRESETS[preset], conditions)
    planner.keep_intervals()
    return planner.appointments()


def window(infusion: Dated, rules: Rules = RULES) -> tuple[date, date]:
    """Return the first and the last day on which to draw what must be there before `infusion`."""
    day = infusion.wall.date()
    return day - rules.days("draw.earliest") * DAY, day - rules.days("draw.latest") * DAY


def missing_before(
    infusion: Dated,
    appointments: Sequence[Dated],
    conditions: frozenset[Condition] = frozenset(),
    rules: Rules = RULES,
) -> tuple[str, ...]:
    """Return the codes that must be there before `infusion` and that no visit covers.

    `appointments` is the whole plan. A course is asked for once: before the first of its infusions
    that is not given yet. A visit that names no test counts for all: the clinic knows what it is.
    """
    rounds = _rounds((*appointments, infusion), rules)
    at = next((i for i, served in enumerate(rounds) if infusion in served), None)
    if at is None or infusion != _asked_for(rounds[at]):
        return ()
    required = _required(rules.used(conditions), first=at == 0)
    opening = rounds[at][0]
    return tuple(
        test.code
        for test in required
        if not any(_covers(visit, test, opening, infusion, rules) for visit in appointments)
    )


def standing(visit: Dated, rules: Rules = RULES) -> tuple[str, Status]:
    """Return the sources of the tests of `visit`, and the weakest of their standings.

    It speaks of the tests and not of the day: no source names a day, each day is a proposal.
    """
    tests = [rules.tests[code] for code in visit.tests if code in rules.tests]
    sources = dict.fromkeys(one for test in tests for one in test.source.split("; "))
    order = tuple(Status)
    weakest = max((order.index(test.status) for test in tests), default=len(order) - 1)
    return "; ".join(sources), order[weakest]


def _rounds(appointments: Iterable[Dated], rules: Rules) -> tuple[_Round, ...]:
    """Return the infusions in order, in groups that one draw serves."""
    infusions = {
        each.ref: each
        for each in appointments
        if each.kind is AppointmentKind.INFUSION and each.status.stands
    }
    rounds: list[list[Dated]] = []
    for each in sorted(infusions.values(), key=lambda it: (it.wall, it.ref)):
        if rounds and _served(rounds[-1], each, rules):
            rounds[-1].append(each)
        else:
            rounds.append([each])
    return tuple(tuple(served) for served in rounds)


def _served(served: Sequence[Dated], each: Dated, rules: Rules) -> bool:
    """Say whether the draw before `served` serves `each` too.

    It grows too old after some weeks, however the courses are numbered; a new course has its own
    unless it comes so soon that its window lies before the last infusion.
    """
    day = each.wall.date()
    if (day - served[0].wall.date()).days > rules.days("draw.serves"):
        return False
    soon = (day - served[-1].wall.date()).days <= rules.days("draw.new_course")
    return each.course == served[-1].course or soon


def _asked_for(served: _Round) -> Dated | None:
    waiting = (each for each in served if each.status is not AppointmentStatus.GIVEN)
    return next(waiting, None)


def _required(tests: Iterable[Test], *, first: bool) -> tuple[Test, ...]:
    gates = {Gate.COURSE, Gate.FIRST} if first else {Gate.COURSE}
    return tuple(test for test in tests if test.gate in gates)


def _covers(visit: Dated, test: Test, opening: Dated, infusion: Dated, rules: Rules) -> bool:
    """Say whether `visit` is in time for `infusion`; what is drawn counts even at the last hour."""
    drawn = visit.status is AppointmentStatus.GIVEN
    if visit.kind is not AppointmentKind.BLOOD_TEST or not (
        drawn or visit.status is AppointmentStatus.PLANNED
    ):
        return False
    day = visit.wall.date()
    in_time = visit.wall < infusion.wall if drawn else day <= window(infusion, rules)[1]
    named = not visit.tests or test.code in visit.tests
    return in_time and named and day >= _too_old_before(test, opening, rules)


def _too_old_before(test: Test, opening: Dated, rules: Rules) -> date:
    """Return the first day whose result still counts: what never changes counts for ever."""
    if test.gate is Gate.FIRST and test.rhythm is Rhythm.NONE:
        return date.min
    if test.gate is Gate.FIRST and test.rhythm is Rhythm.INTERVAL:
        return opening.wall.date() - rules.days(f"{test.code}.every") * DAY
    return window(opening, rules)[0]


@dataclass(slots=True)
class _Visit:
    day: date
    near: Dated  # the infusion it belongs to
    gates: str | None = None
    codes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Planner:
    """Puts the tests of one plan on as few days as the rules allow."""

    rules: Rules
    rounds: tuple[_Round, ...]
    tests: tuple[Test, ...]
    day_off: Callable[[date], bool]
    visits: dict[date, _Visit] = field(default_factory=dict)
    draws: list[_Visit] = field(default_factory=list)

    def draw_before(self) -> None:
        """Draw before each round what it requires, and the panel, as blood is taken anyway."""
        for index, served in enumerate(self.rounds):
            required = set(_required(self.tests, first=index == 0))
            required |= {test for test in self.tests if test.rhythm is Rhythm.PANEL}
            day = self._draw_day(served[0])
            visit = self.visits.setdefault(day, _Visit(day, served[0], served[0].ref))
            visit.codes |= {test.code for test in required}
            self.draws.append(visit)

    def follow(self, preset: Preset, conditions: frozenset[Condition]) -> None:
        """Add what comes back on the days of `preset`, up to the draw before the next round."""
        for test in self.tests:
            if days := _days_of(test, preset, conditions):
                for index, served in enumerate(self.rounds):
                    anchor = served[0 if preset.counted_from is CountedFrom.FIRST else -1]
                    for day in self._due(days, anchor, self._end(index, "blood_count.until")):
                        self._place(day, test.code, served[-1])

    def keep_intervals(self) -> None:
        """Add what has an interval of its own, on days when blood is drawn anyway if it can be."""
        for test in self.tests:
            if test.rhythm is Rhythm.INTERVAL:
                last = self.draws[0].day
                for index in range(len(self.rounds)):
                    last = self._keep(test.code, index, last)

    def appointments(self) -> tuple[Dated, ...]:
        """Return the visits as appointments, numbered in order."""
        order = list(self.rules.tests)
        firsts = self._first_days()
        return tuple(
            Dated(
                ref=f"b{number}",
                kind=AppointmentKind.BLOOD_TEST,
                wall=datetime.combine(visit.day, DRAWN_AT),
                zone=visit.near.zone,
                course=visit.near.course,
                day=(visit.day - firsts[visit.near.course]).days,
                tests=tuple(sorted(visit.codes, key=order.index)),
                gates=visit.gates,
            )
            for number, (_, visit) in enumerate(sorted(self.visits.items()), 1)
        )

    def _first_days(self) -> dict[int, date]:
        firsts: dict[int, date] = {}
        for served in self.rounds:
            for each in served:
                firsts.setdefault(each.course, each.wall.date())
        return firsts

    def _draw_day(self, infusion: Dated) -> date:
        earliest, latest = window(infusion, self.rules)
        days = [earliest + n * DAY for n in range((latest - earliest).days + 1)]
        return self._best(days, infusion.wall.date() - self.rules.days("draw.best") * DAY)

    def _best(self, days: Iterable[date], wish: date) -> date:
        """Return the day away from infusions, no day off, and nearest to `wish`."""
        return min(
            days,
            key=lambda day: (self._crowded(day), self.day_off(day), abs(day - wish), day),
        )

    def _crowded(self, day: date) -> int:
        """Return 2 for the day of an infusion, 1 for one too near to it, 0 for any other."""
        away = min(abs((each.wall.date() - day).days) for served in self.rounds for each in served)
        return 2 if away == 0 else int(away <= self.rules.days("visit.clear"))

    def _due(self, days: Days, anchor: Dated, end: date) -> Iterator[date]:
        """Yield the days after `anchor` on which something is due, before `end`."""
        start = anchor.wall.date()
        after = [start + self.rules.days(name) * DAY for name in days.after]
        yield from (day for day in after if day < end)
        if days.every is not None:
            step = self.rules.days(days.every) * DAY
            while (after[-1] + step) < end:
                after.append(after[-1] + step)
                yield after[-1]

    def _end(self, index: int, until: str) -> date:
        """Return the day before which round `index` is followed: the bound, or the next draw."""
        bound = self.rounds[index][-1].wall.date() + (self.rules.days(until) + 1) * DAY
        nexts = [draw.day for draw in self.draws[index + 1 : index + 2]]
        return min([bound, *nexts])

    def _place(self, due: date, code: str, near: Dated) -> date:
        """Put `code` on a visit of the same week, or on a new one; return the day."""
        nearest = min(self.visits, key=lambda day: (abs(day - due), day))
        if abs(nearest - due) <= self.rules.days("visit.together") * DAY:
            day = nearest
        else:
            moves = self.rules.days("visit.moves")
            day = self._best((due + n * DAY for n in range(-moves, moves + 1)), due)
        self.visits.setdefault(day, _Visit(day, near)).codes.add(code)
        return day

    def _keep(self, code: str, index: int, last: date) -> date:
        """Repeat `code` through round `index`, last drawn on `last`; return when it was last."""
        every = self.rules.days(f"{code}.every") * DAY
        end = self._end(index, f"{code}.until")
        if self._worth(code, self.draws[index].day, last, every):
            last = self.draws[index].day
            self.visits[last].codes.add(code)
        while (day := self._next(code, last, every, end)) is not None:
            last = self._place(day, code, self.rounds[index][-1])
        return last

    def _next(self, code: str, last: date, every: timedelta, end: date) -> date | None:
        """Return the last visit on which `code` is not too early, or the day when it is due.

        None where the bound is reached, or where the draw before the next round is in time.
        """
        due = last + every
        in_time = due + self.rules.days("visit.together") * DAY
        days = [d for d in self.visits if d <= in_time and self._worth(code, d, last, every)]
        day = max(days, default=due)
        return day if day < end else None

    def _worth(self, code: str, day: date, last: date, every: timedelta) -> bool:
        """Say whether to draw `code` on `day`: required anyway, or half its interval is over."""
        return day > last and (code in self.visits[day].codes or day - last >= every / 2)


def _days_of(test: Test, preset: Preset, conditions: frozenset[Condition]) -> Days | None:
    """Return the days of `test` in a course, or None where it does not follow the preset."""
    if test.code == "lft" and Condition.METHOTREXATE in conditions:
        return METHOTREXATE_LFT
    of = {Rhythm.BLOOD_COUNT: preset.blood_count, Rhythm.PANEL: preset.panel}
    return of.get(test.rhythm)
