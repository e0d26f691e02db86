"""How many messages we begin, and what then goes together with what.

One a day, two on the day of an infusion and on the day after a very first one; three a week, except
around an infusion. Holds the rule as pure values: no clock, no sentence, and nothing about answers
or alerts, which are never counted.

Owner: the care team's lead. Date: 2026-11. Source: design of this project, after what patients can
bear. Status: PROPOSED.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from care.appointments import AppointmentKind, Dated
from care.cadence import very_first
from care.calendar import DAY, local
from care.reminders import (
    A_DAY,
    AN_INFUSION_DAY,
    TOGETHER,
    Appointment,
    Due,
    PatientClock,
    Turn,
    bundle,
)

A_WEEK = 3
WEEK = 7 * DAY
AROUND = 7 * DAY  # before and after an infusion, where the week's number does not count
NEVER_EARLY = frozenset({Turn.WATCH, Turn.CLOSING})


class Owed(Due, Protocol):
    """A reminder, a question, or anything else that is due to a patient."""

    @property
    def turn(self) -> Turn: ...


One = TypeVar("One", bound=Owed)


@dataclass(frozen=True, slots=True)
class Message(Generic[One]):
    """What goes to one patient together, and when."""

    at: datetime
    parts: tuple[One, ...]


def allowed_on(
    day: date,
    plan: Iterable[Dated],
    patient: PatientClock,
    last_infusion: datetime | None = None,
) -> int:
    """Return how many messages we may begin on a day of the patient's calendar.

    The watch after a very first infusion asks twice on the day after it, so that day has two.
    """
    stand = [one for one in plan if _is_infusion(one)]
    first = very_first(stand, last_infusion)
    busy = {_day_of(one, patient) for one in stand}
    if first:
        busy.add(_day_of(first, patient) + DAY)
    return AN_INFUSION_DAY if day in busy else A_DAY


def counts_on(one: Owed, patient: PatientClock) -> date:
    """Return the day it counts for: its own, or the infusion's when the night moved the morning."""
    own = local(one.due, patient.zone).date()
    if one.turn is Turn.MORNING:
        return max(own, local(one.expires, patient.zone).date())
    return own


def room_from(day: date, begun: Collection[date], infusions: Collection[date]) -> date:
    """Return the first day, from `day` on, on which the week leaves room for one message more.

    `begun` are the days of the messages we have begun, `infusions` those of infusions.
    """
    while not _has_room(day, begun, infusions):
        day += DAY
    return day


def _has_room(day: date, begun: Collection[date], infusions: Collection[date]) -> bool:
    if any(abs(day - infusion) <= AROUND for infusion in infusions):
        return True
    return sum(day - WEEK < one <= day for one in begun) < A_WEEK


def messages_of_a_day(owed: Iterable[One], most: int) -> list[Message[One]]:
    """Return what is owed on one day as messages, first to last, at most so many.

    Nothing is lost. What is too much is told early, with a message before it; but a question about
    the hours after an infusion is never asked early, so what can wait goes with it instead. What
    can neither wait nor be told early makes one message too many: better than a missed infusion.
    """
    every = sorted(owed, key=lambda one: one.due)
    watch = [one for one in every if _never_early(one)]
    if not watch:
        return _messages(bundle(every, most))
    rest = [one for one in every if not _never_early(one)]
    longest = TOGETHER if most > A_DAY else DAY
    waits = [one for one in rest if _waits_for(watch[0].due, one, longest)]
    alone = [one for one in rest if one not in waits]
    made = _messages(_watched(watch, most - 1 if alone else most))
    return sorted(
        [*_joined(made, waits), *_messages(bundle(alone, 1))], key=lambda message: message.at
    )


def _is_infusion(dated: Dated) -> bool:
    return dated.kind is AppointmentKind.INFUSION and dated.status.stands


def _day_of(dated: Dated, patient: PatientClock) -> date:
    return local(Appointment(dated.wall, dated.zone).moment, patient.zone).date()


def _never_early(one: Owed) -> bool:
    return one.turn in NEVER_EARLY


def _waits_for(moment: datetime, one: Owed, longest: timedelta) -> bool:
    return moment < one.expires and moment - one.due <= longest


def _messages(groups: Iterable[tuple[One, ...]]) -> list[Message[One]]:
    return [Message(group[0].due, group) for group in groups]


def _watched(watch: Sequence[One], most: int) -> list[tuple[One, ...]]:
    """Return the questions of a watch together; the one that closes it is never asked early."""
    closing = [one for one in watch if one.turn is Turn.CLOSING]
    others = [one for one in watch if one.turn is not Turn.CLOSING]
    return sorted([*bundle(others, most), *((one,) for one in closing)], key=lambda g: g[0].due)


def _joined(made: Sequence[Message[One]], waits: Iterable[One]) -> list[Message[One]]:
    """Return the messages with each of `waits` in the last one that is not later, or the first."""
    parts: dict[datetime, list[One]] = {}
    for message in made:  # the watches of two infusions may ask at one moment
        parts.setdefault(message.at, []).extend(message.parts)
    for one in waits:
        at = max((at for at in parts if at <= one.due), default=made[0].at)
        parts[at].append(one)
    return [Message(at, tuple(each)) for at, each in parts.items()]
