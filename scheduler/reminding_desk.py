"""One patient's planned messages: which still make sense, and which go now as one.

Decides from what was read, by the rules of care/, and notes what becomes of each. Neither reads nor
writes the store, and holds no sentence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

import structlog

from care.cadence import CheckKind, CheckPart, awake, turn_of
from care.calendar import DAY, instant, local
from care.delivery import OutboxMessage
from care.nudges import ASK_AGAIN, AT_LEAST
from care.one_a_day import NEVER_EARLY, counts_on, messages_of_a_day, room_from
from care.relevance import makes_sense
from care.reminder_kinds import ASKS, ReminderKind
from care.reminders import (
    REMIND_AT,
    TOGETHER,
    PatientClock,
    Slot,
    Turn,
    allowed_today,
)
from care.reminders import Appointment as Visit
from scheduler.reminder_plan import TEAM
from store.reminders import Change, Dated, Known, Owed, Planned, Reminded

LATE = timedelta(hours=2)  # later than this, a message says that it is late
UNCOUNTED = frozenset({ReminderKind.CHANGE, ReminderKind.SNOOZED})  # news, or asked for
TELLS = frozenset({ReminderKind.REMINDER, ReminderKind.NUDGE, ReminderKind.CHANGE})
PARTS = frozenset(CheckPart)

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A planned message that makes sense. `due` is never in the past: late is now."""

    row: Planned
    due: datetime
    expires: datetime

    @property
    def turn(self) -> Turn:
        """Return how it goes together with the others of its day."""
        return _turn(self.row)


@dataclass(frozen=True, slots=True)
class _Gone:
    """A message that went out, as the rules of a day count it."""

    row: Owed
    due: datetime
    expires: datetime

    @property
    def turn(self) -> Turn:
        return _turn(self.row)


@dataclass(frozen=True, slots=True)
class Decided:
    """What to write, for many patients together."""

    changes: dict[Change, list[int]] = field(default_factory=lambda: defaultdict(list))
    messages: list[OutboxMessage] = field(default_factory=list)

    def becomes(self, row: Planned, state: str, owed_at: datetime | None = None) -> None:
        """Note what becomes of a message that was planned."""
        self.changes[Change(state, owed_at=owed_at)].append(row.id)

    def waits(self, one: Planned | Waiting, until: datetime) -> None:
        """Note until when a message waits; what would have expired by then never goes."""
        row = one.row if isinstance(one, Waiting) else one
        change = Change(until=until) if until < row.expires else Change("expired")
        self.changes[change].append(row.id)


@dataclass(frozen=True, slots=True)
class Desk:
    """One patient's messages: what is planned, what went out, by which clock."""

    patient: Reminded
    clock: PatientClock
    known: Known
    waiting: Sequence[Waiting]
    now: datetime

    def left_with(self, waiting: Sequence[Waiting]) -> "Desk":
        """Return the desk with only these of its messages."""
        return self if len(waiting) == len(self.waiting) else replace(self, waiting=waiting)

    @property
    def today(self) -> date:
        """Return the day that the patient has."""
        return local(self.now, self.clock.zone).date()

    @property
    def due(self) -> list[Waiting]:
        """Return what is due now."""
        return [one for one in self.waiting if one.due <= self.now]

    @property
    def has_nothing_beside(self) -> bool:
        """Say whether there is one message alone and none before it: nothing to count."""
        return len(self.waiting) == 1 and not self.known.owed

    def begun(self) -> list[tuple[date, ...]]:
        """Return, of each message that we began, the days for which it counts."""
        days: dict[datetime, set[date]] = defaultdict(set)
        for row in self.known.owed:
            if row.kind not in UNCOUNTED:
                gone = _Gone(row, row.owed_at, row.expires)
                days[row.owed_at].add(counts_on(gone, self.clock))
        return [tuple(sorted(each)) for each in days.values()]

    def infusions(self) -> set[date]:
        """Return the days of the patient's calendar on which an infusion begins."""
        return {_begins(wall, zone, self.clock.zone) for wall, zone in self.known.infusions}

    def mornings_after(self) -> set[date]:
        """Return the days on which a watch asks in the morning and again after 24 hours.

        Only the watch after a very first infusion does, and such a day may have two messages.
        """
        gone = [_Gone(row, row.owed_at, row.expires) for row in self.known.owed]
        every: list[Waiting | _Gone] = [*self.waiting, *gone]
        mornings = [one for one in every if one.row.slot == CheckPart.NEXT_MORNING]
        return {counts_on(one, self.clock) for one in mornings}


@lru_cache(1024)
def _begins(wall: str, zone: str, seen: tzinfo) -> date:
    """Return the day, as seen in a zone, of what begins when a clinic's clock shows `wall`."""
    return local(Visit(datetime.fromisoformat(wall), ZoneInfo(zone)).moment, seen).date()


def laid_out(
    decided: Decided, patient: Reminded, clock: PatientClock, known: Known, now: datetime
) -> Desk:
    """Return what still makes sense; what does not is taken off the plan here."""
    waiting = []
    for row in known.planned:
        date = row.appointment
        if not makes_sense(row.kind, row.slot, date.status, date.answer):
            decided.becomes(row, "voided")
        elif row.expires <= now:
            decided.becomes(row, "expired")
            logger.info("reminder.expired", reminder=row.id, kind=row.kind)
        else:
            waiting.append(Waiting(row, max(row.due, now), row.expires))
    return Desk(patient, clock, known, waiting, now)


def unanswered(decided: Decided, desk: Desk) -> tuple[Desk, list[Dated]]:
    """Return the dates to ask the team about, because two messages were not answered.

    What only the team hears leaves the desk; a nudge waits until there was time to answer.
    """
    left, asked = [], []
    for one in desk.waiting:
        if one.row.kind is not ReminderKind.NUDGE:
            left.append(one)
            continue
        told = _told(desk, one.row)
        if not one.row.slot.startswith(TEAM):
            left += _still_silent(decided, desk, one, told)
        elif one.due <= desk.now and len(told) > 1:
            decided.becomes(one.row, "owed")
            asked.append(one.row.appointment)
        elif one.due <= desk.now:
            decided.waits(one, desk.now + AT_LEAST)
    return desk.left_with(left), asked


def _still_silent(
    decided: Decided, desk: Desk, one: Waiting, told: Sequence[datetime]
) -> Iterator[Waiting]:
    soonest = desk.clock.waking((told[-1] if told else desk.now) + ASK_AGAIN)
    if one.due <= desk.now < soonest:
        decided.waits(one, soonest)
    else:
        yield one


def _told(desk: Desk, row: Planned) -> list[datetime]:
    """Return when the patient heard of an appointment lately, first to last."""
    of_it = (one for one in desk.known.owed if one.appointment_id == row.appointment_id)
    return sorted({one.owed_at for one in of_it if one.kind in TELLS})


def together(decided: Decided, desk: Desk) -> list[Waiting]:
    """Return what goes now as one message; what must wait is planned for later.

    1. Whoever sleeps hears nothing now; nobody is asked about an infusion at night.
    2. News, and what the patient asked to hear again, goes at once, with what is due soon after.
    3. The rest as the rules of a day and a week have it.
    """
    due = desk.due
    up = [one for one in due if is_up(decided, desk, one)]
    at_once = [one for one in up if one.row.kind in UNCOUNTED]
    if len(up) == len(due) and not at_once:
        return counted(decided, desk)
    asleep = {one.row.id for one in due} - {one.row.id for one in up}
    waiting = [one for one in desk.waiting if one.row.id not in asleep and one not in at_once]
    if at_once:
        waiting = list(_drawn_in(waiting, desk.now))
    return at_once + counted(decided, replace(desk, waiting=waiting))


def is_up(decided: Decided, desk: Desk, one: Waiting) -> bool:
    """Say whether the patient is up for a message; if not, it waits, or expires unsaid.

    That a date has changed is said even then, where it would be too late in the morning.
    """
    clock, now = desk.clock, desk.now
    up = awake(now, clock) if one.turn in NEVER_EARLY else clock.waking(now)
    if up <= now or (up >= one.expires and one.row.kind is ReminderKind.CHANGE):
        return True
    decided.waits(one, up)
    return False


def _drawn_in(waiting: Iterable[Waiting], now: datetime) -> Iterator[Waiting]:
    """Yield everything, with what is due soon due now: it joins a message that goes at once."""
    for one in waiting:
        yield replace(one, due=now) if _is_soon(one, now) else one


def _is_soon(one: Waiting, now: datetime) -> bool:
    return one.due <= now or (one.due - now <= TOGETHER and one.turn not in NEVER_EARLY)


def counted(decided: Decided, desk: Desk) -> list[Waiting]:
    """Return what goes now of all that is counted by the day and the week."""
    due = desk.due
    if not due or desk.has_nothing_beside:
        return due
    begun, infusions = desk.begun(), desk.infusions()
    day = max(counts_on(one, desk.clock) for one in due)
    on_the_day = sum(day in days for days in begun)
    twice = day in infusions or day in desk.mornings_after()
    left = allowed_today(on_the_day, infusion_today=twice)
    soonest = desk.today if left else desk.today + DAY
    room = room_from(soonest, [max(days) for days in begun], infusions)
    if room > desk.today and _put_off(decided, desk, room):
        return []
    return _of_the_day(decided, desk, day, max(left, 1))


def _put_off(decided: Decided, desk: Desk, day: date) -> bool:
    """Let what is due wait for another day, and say so, unless one of it cannot wait.

    Then it is one message too many, and whatever else is due may as well be in it.
    """
    then = desk.clock.waking(instant(day, REMIND_AT, desk.clock.zone))
    if any(one.turn in NEVER_EARLY or then >= one.expires for one in desk.due):
        return False
    for one in desk.due:
        decided.waits(one, then)
    return True


def _of_the_day(decided: Decided, desk: Desk, day: date, left: int) -> list[Waiting]:
    """Return the message of a day that goes now, of those that are left; later ones wait."""
    near = [
        one for one in desk.waiting if _is_soon(one, desk.now) or counts_on(one, desk.clock) == day
    ]
    goes: list[Waiting] = []
    for message in messages_of_a_day(near, left):
        if message.at <= desk.now:
            goes += message.parts
            continue
        for one in message.parts:
            if one.due <= desk.now:
                decided.waits(one, message.at)
    return goes


def expiry(together: Sequence[Waiting]) -> datetime:
    """Return when the first of the dates in a message is no longer worth a word."""
    last: dict[int, datetime] = {}
    for one in together:
        known = last.get(one.row.appointment_id, one.expires)
        last[one.row.appointment_id] = max(known, one.expires)
    return min(last.values())


def is_late(together: Iterable[Waiting], now: datetime) -> bool:
    """Say whether one of them should have come hours ago."""
    return any(now - one.row.due > LATE for one in together)


def _turn(row: Planned | Owed) -> Turn:
    if row.kind is ReminderKind.REMINDER and row.slot == Slot.MORNING:
        return Turn.MORNING
    if row.kind in ASKS and row.slot in PARTS:
        return turn_of(CheckKind(row.kind.value), CheckPart(row.slot))
    return Turn.PLAIN
