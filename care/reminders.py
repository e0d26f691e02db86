"""When a patient hears of an appointment: the slots, and the moments they come to.

Every reminder is worked out from its own day and never from the one before, so it keeps its hour
when clocks change. This module never sends, stores or reads the clock, and holds no sentence.

Owner: the care team's lead. Date: 2026-11. Source: design of this project; days and hours are
common practice, no trial compared them. Status: PROPOSED, no clinician has signed them; a team may
choose other slots, a patient other quiet hours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Protocol, TypeVar

from care.appointments import AppointmentKind
from care.calendar import DAY, QuietHours, instant, last_at, local


class Slot(StrEnum):
    """How long before the appointment, in days of its own calendar."""

    DAYS_14 = "14d"
    DAYS_7 = "7d"
    DAYS_3 = "3d"
    DAYS_2 = "2d"
    DAYS_1 = "1d"
    MORNING = "morning"

    @property
    def before(self) -> timedelta:
        """Return how many days lie between this slot's date and the appointment's."""
        return timedelta(days=BEFORE[self])


BEFORE: Mapping[Slot, int] = {
    Slot.DAYS_14: 14,
    Slot.DAYS_7: 7,
    Slot.DAYS_3: 3,
    Slot.DAYS_2: 2,
    Slot.DAYS_1: 1,
    Slot.MORNING: 0,
}
REMIND_AT = time(10)
MORNING_BEFORE = timedelta(hours=2)
EVENING = time(20, 30)
EVENING_MARGIN = timedelta(minutes=30)  # before quiet hours that begin earlier than the evening
QUIET = QuietHours(time(21), time(8))
TOGETHER = timedelta(hours=2)
A_DAY = 1
AN_INFUSION_DAY = 2


class Turn(StrEnum):
    """What a message of a day may and may not do, where there are too many of them."""

    PLAIN = "plain"  # may be told early
    MORNING = "morning"  # counts for the day of its appointment, even on the evening before
    WATCH = "watch"  # is never asked early
    CLOSING = "closing"  # closes a watch: neither early, nor together with what comes before


class UnclearSlots(ValueError):
    """Not a choice of slots. The text is one sentence for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """Which slots each kind of appointment has. A team may choose its own, and says why."""

    infusion: tuple[Slot, ...]
    blood_test: tuple[Slot, ...]
    source: str
    status: str

    def of(self, kind: AppointmentKind) -> tuple[Slot, ...]:
        """Return the slots of an appointment of this kind."""
        return self.infusion if kind is AppointmentKind.INFUSION else self.blood_test

    def as_json(self) -> dict[str, list[str]]:
        """Return the slots by kind, as a team's setting keeps them."""
        return {kind: [slot.value for slot in self.of(kind)] for kind in AppointmentKind}

    @classmethod
    def from_json(cls, document: Mapping[str, Sequence[str]], source: str) -> "SlotPlan":
        """Return the plan a team chose, or raise UnclearSlots; `source` says who and why."""
        infusion, blood_test = (_slots(document.get(kind, ())) for kind in AppointmentKind)
        return cls(infusion, blood_test, source, status="team")


def _slots(names: Sequence[str]) -> tuple[Slot, ...]:
    """Return the slots in the order they come; none at all would be silence by a slip."""
    try:
        chosen = {Slot(name) for name in names}
    except ValueError:
        chosen = set()
    if not chosen:
        known = ", ".join(Slot)
        raise UnclearSlots(f"Each kind of appointment needs at least one of these slots: {known}.")
    return tuple(slot for slot in Slot if slot in chosen)


SLOTS = SlotPlan(
    infusion=(Slot.DAYS_7, Slot.DAYS_1, Slot.MORNING),
    blood_test=(Slot.DAYS_3, Slot.DAYS_1, Slot.MORNING),
    source="design of this project, after the cadence a patient can bear",
    status="proposed",
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """What to remind of. `wall` is date and time as the clinic's clock in `zone` shows them."""

    wall: datetime
    zone: tzinfo

    def __post_init__(self) -> None:
        if self.wall.tzinfo is not None:
            raise ValueError(
                "An appointment is kept by the clinic's wall clock: no zone on `wall`."
            )

    @property
    def moment(self) -> datetime:
        """Return when it begins, in UTC."""
        return instant(self.wall.date(), self.wall.time(), self.zone)


@dataclass(frozen=True, slots=True)
class PatientClock:
    """Where the patient is now, and when the patient sleeps."""

    zone: tzinfo
    quiet: QuietHours | None = QUIET

    def waking(self, moment: datetime) -> datetime:
        """Return `moment`, or when the quiet hours around it are over."""
        return self.quiet.over(moment, self.zone) if self.quiet else moment

    def evening(self, before: datetime) -> datetime:
        """Return the last evening hour that is earlier than `before` and not quiet."""
        clock = EVENING
        if self.quiet and self.quiet.hold(EVENING):
            clock = (datetime.combine(date.min + DAY, self.quiet.start) - EVENING_MARGIN).time()
        return last_at(clock, self.zone, before)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One slot of one appointment; `slot` and `local_date` name it for good.

    To be sent at `due`, never from `expires` on. `moved`: not due at the hour of its slot.
    """

    slot: Slot
    local_date: date
    due: datetime
    expires: datetime
    moved: bool

    @property
    def turn(self) -> Turn:
        """Return how it goes together with the others of its day."""
        return Turn.MORNING if self.slot is Slot.MORNING else Turn.PLAIN


def reminders(
    appointment: Appointment, patient: PatientClock, slots: Iterable[Slot], now: datetime
) -> list[Reminder]:
    """Return the reminders still to send, first to last, each inside the patient's waking hours.

    Works backwards, because each expires when the next is due and the last at the appointment:
    1. its own hour by the patient's clock; 2. if that is quiet, when the quiet hours are over;
    3. if it would have expired by then, the evening before. What was missed is due now, unless it
    has expired or would before the patient wakes. Call it again when anything moves: whoever was
    sent a slot and date already has it.
    """
    planned: list[Reminder] = []
    limit = appointment.moment
    for slot in sorted(set(slots), key=lambda slot: slot.before):
        reminder = _planned(appointment, patient, slot, limit)
        limit = reminder.due
        planned.insert(0, reminder)
    still = (_not_before(now, reminder, patient) for reminder in planned)
    return [reminder for reminder in still if reminder.due < reminder.expires]


def _planned(
    appointment: Appointment, patient: PatientClock, slot: Slot, limit: datetime
) -> Reminder:
    day = appointment.wall.date() - slot.before
    own = instant(day, REMIND_AT, patient.zone)
    if slot is Slot.MORNING:
        own = appointment.moment - MORNING_BEFORE
    due = patient.waking(own)
    if due >= limit:
        due = patient.evening(limit)
    return Reminder(slot, day, due, limit, moved=due != own)


def _not_before(now: datetime, reminder: Reminder, patient: PatientClock) -> Reminder:
    if reminder.due >= now:
        return reminder
    due = patient.waking(now.astimezone(UTC))
    return Reminder(reminder.slot, reminder.local_date, due, reminder.expires, moved=True)


class Due(Protocol):
    """Anything that is due at a moment and expires at another."""

    @property
    def due(self) -> datetime: ...

    @property
    def expires(self) -> datetime: ...


Owed = TypeVar("Owed", bound=Due)


def bundle(owed: Iterable[Owed], most: int | None = None) -> list[tuple[Owed, ...]]:
    """Return what one patient is owed as messages, first to last; each goes when its first is due.

    What falls due within two hours of a message's first is part of it. If that makes more than
    `most` messages, those too many join the last one allowed: told early, never lost.
    """
    groups: list[list[Owed]] = []
    for one in sorted(owed, key=lambda one: one.due):
        full = most is not None and len(groups) >= most
        if groups and (full or one.due - groups[-1][0].due <= TOGETHER):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [tuple(group) for group in groups]


def allowed_today(begun: int, *, infusion_today: bool) -> int:
    """Return how many more messages we may begin today, after the `begun` ones of this day."""
    return max((AN_INFUSION_DAY if infusion_today else A_DAY) - begun, 0)


def is_today(appointment: Appointment, patient: PatientClock, now: datetime) -> bool:
    """Say whether the appointment begins on the day that the patient has now."""
    begins = local(appointment.moment, patient.zone).date()
    return begins == local(now, patient.zone).date()


def tomorrow(owed: Due, patient: PatientClock, now: datetime) -> datetime | None:
    """Return when it can go tomorrow instead, because today's messages are used up.

    None if it expires before: then it goes today all the same, since a missed infusion is worse
    than one message too many.
    """
    day = local(now, patient.zone).date() + DAY
    due = patient.waking(instant(day, REMIND_AT, patient.zone))
    return due if due < owed.expires else None
