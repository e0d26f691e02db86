"""Reminders and questions together, over any ten years of any patient's calendar."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from care.appointments import AppointmentKind, Dated
from care.cadence import Check, CheckKind, CheckPart, checks, planned_end, still_owed, very_first
from care.calendar import QuietHours, instant, local
from care.one_a_day import allowed_on, counts_on, messages_of_a_day
from care.reminders import SLOTS, Appointment, PatientClock, allowed_today, reminders

ROME = ZoneInfo("Europe/Rome")
AUCKLAND = ZoneInfo("Pacific/Auckland")
HONOLULU = ZoneInfo("Pacific/Honolulu")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
NIGHT = QuietHours(time(22), time(7))
USUAL = QuietHours(time(21), time(8))
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
WEEKLY, FORTNIGHT, SINGLE = (0, 7, 14, 21), (0, 14), (0,)


@dataclass(frozen=True)
class Life:
    """A plan of one patient, and the clock that the patient lives by."""

    plan: tuple[Dated, ...]
    patient: PatientClock
    last_infusion: datetime | None = None

    @property
    def infusions(self):
        return [one for one in self.plan if one.kind is AppointmentKind.INFUSION]

    def moment(self, number, hours):
        """Return a moment so many hours after one of the appointments."""
        one = self.plan[number % len(self.plan)]
        return Appointment(one.wall, one.zone).moment + timedelta(hours=hours)

    def reminders(self, now=LONG_AGO, patient=None):
        return {
            (one.ref, reminder.slot, reminder.local_date): reminder
            for one in self.plan
            for reminder in reminders(
                Appointment(one.wall, one.zone), patient or self.patient, SLOTS.of(one.kind), now
            )
        }

    def checks(self, now=LONG_AGO, patient=None):
        clock = patient or self.patient
        return still_owed(checks(self.infusions, clock, self.last_infusion), clock, now)

    def days(self, now=LONG_AGO):
        """Return what is owed by the day it counts for."""
        days = defaultdict(list)
        for one in (*self.reminders(now).values(), *self.checks(now)):
            days[counts_on(one, self.patient)].append(one)
        return days

    def sent(self, now=LONG_AGO):
        """Return each day with what it may begin, and the messages that are begun on it."""
        for day, owed in sorted(self.days(now).items()):
            most = allowed_on(day, self.plan, self.patient, self.last_infusion)
            yield day, most, owed, messages_of_a_day(owed, most)


def lived(start, clock, zone, courses=((0, FORTNIGHT),), *, patient=None, last=None, tested=10):
    """Return a life with these courses, `(days after start, offsets)`, and a test with each."""
    plan = []
    for course, (after, offsets) in enumerate(courses, 1):
        begins = start + after * DAY
        walls = [datetime.combine(begins + days * DAY, clock) for days in offsets]
        plan += [
            Dated(f"i{course}.{n}", AppointmentKind.INFUSION, wall, zone, course)
            for n, wall in enumerate(walls)
        ]
        wall = datetime.combine(begins - tested * DAY, time(9))
        plan.append(Dated(f"b{course}", AppointmentKind.BLOOD_TEST, wall, zone, course))
    return Life(tuple(plan), patient or PatientClock(zone), last)


def spaced(courses, weeks):
    return tuple((n * 7 * weeks, offsets) for n, offsets in enumerate(courses))


zones = st.sampled_from(ZONES).map(ZoneInfo)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
dates = st.dates(date(2026, 1, 1), date(2035, 12, 31))
quiet = st.none() | st.builds(
    lambda start, hours: QuietHours(start, time((start.hour + hours) % 24, start.minute)),
    clocks,
    st.integers(1, 16),
)
courses = st.builds(
    spaced,
    st.lists(st.sampled_from([WEEKLY, FORTNIGHT, SINGLE]), min_size=1, max_size=4),
    st.integers(16, 60),
)
lasts = st.none() | st.just(LONG_AGO)
lives = st.builds(
    lived,
    dates,
    clocks,
    zones,
    courses,
    patient=st.builds(PatientClock, zones, quiet),
    last=lasts,
    tested=st.integers(-30, 14),
)
daytime = st.builds(time, st.integers(7, 15), st.sampled_from([0, 15, 30, 45]))
ordinary = st.builds(lived, dates, daytime, zones, courses, last=lasts)
enrolments = st.tuples(st.integers(0, 30), st.integers(-8 * 24, 34 * 24))


@given(lives)
@example(lived(date(2028, 2, 29), time(2, 30), ROME, ((0, WEEKLY),)))
@example(lived(date(2028, 2, 15), time(0), AUCKLAND, patient=PatientClock(HONOLULU)))
@settings(max_examples=150)
def test_each_question_comes_once_awake_and_before_it_is_pointless(life):
    made = life.checks()

    assert set(Counter(map(named, made)).values()) == {1}
    assert all(one.at < one.expires for one in made)
    quiet = life.patient.quiet
    assert not any(quiet and quiet.hold_at(one.at, life.patient.zone) for one in made)
    assert {one.at.tzinfo for one in made} == {UTC}
    for before, after in pairwise([one for one in made if one.kind is CheckKind.CHECK_IN]):
        assert before.expires <= after.at


def named(check):
    return check.appointment, check.part, check.local_date


@given(lives)
@settings(max_examples=150)
def test_every_infusion_is_asked_about_before_and_closed_after_it(life):
    previous = life.last_infusion
    for infusion in life.infusions:
        made = [one for one in life.checks() if one.appointment == infusion.ref]
        before = [one.part for one in made if one.kind is CheckKind.PRE_INFUSION]
        listed = previous is None or infusion.wall.date() - previous.date() > 14 * DAY
        previous = infusion.wall

        assert before == [CheckPart.WEEK_BEFORE] * listed + [
            CheckPart.DAY_BEFORE,
            CheckPart.MORNING,
        ]
        assert [one.part for one in made if one.part is CheckPart.CLOSING] == [CheckPart.CLOSING]


@given(lives)
@settings(max_examples=150)
def test_the_watch_asks_after_the_end_never_at_night_and_closes_after_24_hours(life):
    first = very_first(life.infusions, life.last_infusion)
    ends = {one.ref: planned_end(one, first=one is first) for one in life.infusions}

    for _, _, _, messages in life.sent():
        for message in messages:
            for one in filter(of_the_watch, message.parts):
                waited = DAY if one.part is CheckPart.CLOSING else timedelta(0)
                assert message.at >= ends[one.appointment] + waited
                assert not NIGHT.hold_at(message.at, life.patient.zone) or only_awake_at_night(life)


def of_the_watch(one):
    return isinstance(one, Check) and one.kind is CheckKind.REACTION


def only_awake_at_night(life):
    quarters = [time(hour, minute) for hour in range(7, 22) for minute in (0, 15, 30, 45)]
    return life.patient.quiet and all(map(life.patient.quiet.hold, quarters))


@given(lives, enrolments)
@settings(max_examples=200)
def test_nothing_is_sent_before_enrolment_in_quiet_hours_or_after_expiry(life, enrolment):
    enrolled = life.moment(*enrolment)
    quiet, zone = life.patient.quiet, life.patient.zone

    for _, _, _, messages in life.sent(enrolled):
        for message in messages:
            assert message.at >= enrolled
            assert not (quiet and quiet.hold_at(message.at, zone))
            assert all(message.at < one.expires for one in message.parts)


@given(lives, enrolments)
@settings(max_examples=200)
def test_what_is_owed_is_in_exactly_one_message(life, enrolment):
    enrolled = life.moment(*enrolment)

    for _, _, owed, messages in life.sent(enrolled):
        told = [id(one) for message in messages for one in message.parts]
        assert sorted(told) == sorted(map(id, owed))


@given(ordinary)
@settings(max_examples=200)
def test_we_begin_one_message_a_day_and_two_on_an_infusion_day(life):
    for day, most, _, messages in life.sent():
        assert len(messages) <= most, (day, messages)


@given(lives)
@settings(max_examples=150)
def test_one_message_too_many_only_where_it_can_neither_wait_nor_be_told_early(life):
    for _, most, owed, messages in life.sent():
        if len(messages) > most:
            watch = min(one.due for one in owed if of_the_watch(one))
            assert any(one.due < watch for one in owed)


@given(lives)
@settings(max_examples=50)
def test_only_an_infusion_day_and_the_day_after_a_very_first_one_have_two(life):
    first = very_first(life.infusions, life.last_infusion)
    zone = life.patient.zone
    on = {
        one.ref: local(Appointment(one.wall, one.zone).moment, zone).date()
        for one in life.infusions
    }
    twice = set(on.values()) | ({on[first.ref] + DAY} if first else set())

    for day, most, _, _ in life.sent():
        assert most == allowed_today(0, infusion_today=day in twice)


@given(lives, zones, st.integers(-15 * 24, 24))
@settings(max_examples=150)
def test_who_moves_to_another_zone_hears_of_each_slot_once(life, zone, hours):
    """What was due by the old clock has been sent; the new clock plans what is left."""
    begins = Appointment(life.plan[0].wall, life.plan[0].zone).moment
    now, there = begins + timedelta(hours=hours), PatientClock(zone, life.patient.quiet)
    whole = life.reminders()
    sent = {name for name, one in whole.items() if one.due < now}

    later = {name: one for name, one in life.reminders(now, there).items() if name not in sent}

    assert all(one.due >= now for one in later.values())
    lost = set(whole) - sent - set(later)
    anew = life.reminders(patient=there)
    assert all(there.waking(now) >= anew[name].expires for name in lost)


@given(lives, zones, enrolments)
@settings(max_examples=150)
def test_who_moves_to_another_zone_is_asked_each_question_once(life, zone, moved):
    now, there = life.moment(*moved), PatientClock(zone, life.patient.quiet)
    whole = {named(one): one for one in life.checks()}
    anew = {named(one): one for one in life.checks(patient=there)}
    sent = {name for name, one in whole.items() if one.at < now}

    later = {named(one): one for one in life.checks(now, there) if named(one) not in sent}

    assert all(one.at >= now for one in later.values())
    lost = set(anew) - sent - set(later)
    assert all(anew[name].at < now for name in lost)
    assert all(there.waking(now) >= anew[name].expires or in_the_night(now, there) for name in lost)


def in_the_night(now, patient):
    return NIGHT.hold_at(patient.waking(now), patient.zone)


@pytest.mark.parametrize("part", range(4))
def test_around_the_clock_changes_of_ten_years_in_every_zone_nothing_comes_at_night(part):
    """Not drawn but counted: every zone there is, a course at each of its clock changes."""
    seen = 0
    for zone in map(ZoneInfo, ZONES[part::4]):
        for day in clock_changes(zone):
            for message in begun(lived(day, time(9), zone)):
                seen += 1
                assert not USUAL.hold_at(message.at, zone)
    assert seen > 1000


def begun(life):
    for day, most, owed, messages in life.sent():
        assert len(messages) <= most, (day, messages)
        assert sum(len(message.parts) for message in messages) == len(owed)
        yield from messages


def clock_changes(zone):
    """Yield the first day of each changed clock: no zone changes twice within a week."""
    noons = [instant(date(2026, 1, 1) + n * DAY, time(12), zone) for n in range(0, 3653, 7)]
    for noon, following in pairwise(noons):
        if following - noon != 7 * DAY:
            days = [local(noon, zone).date() + n * DAY for n in range(1, 8)]
            yield next(day for day in days if changed(noon, instant(day, time(12), zone)))


def changed(noon, later):
    return (later - noon) % DAY != timedelta(0)
