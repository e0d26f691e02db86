from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from care.calendar import instant, local
from care.cover import NIGHT, Closure, CoverHours
from care.cover_notation import UnclearHours, Window, notation, parse

ROME = ZoneInfo("Europe/Rome")
ISTANBUL = ZoneInfo("Europe/Istanbul")
CAIRO = ZoneInfo("Africa/Cairo")
OFFICE = CoverHours.parse("Mon-Thu 08:00-16:30, Fri 08:00-14:00", ROME)
SPLIT = CoverHours.parse("Mon-Fri 08:00-12:00, 13:00-17:00", ROME)
NIGHTS = CoverHours.parse("Mon-Fri 20:00-06:00", ROME)
CHRISTMAS = Closure(date(2026, 12, 24), date(2026, 12, 28), "Christmas")
MINUTE = timedelta(minutes=1)

zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2034, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
one_window = st.builds(Window, st.integers(0, 6), clocks, clocks).filter(
    lambda window: window.opens != window.closes or window.opens == time(0)
)
weeks = st.sets(one_window, max_size=8).map(lambda windows: tuple(sorted(windows)))
days = st.dates(date(2024, 1, 1), date(2034, 12, 31))
closed = st.lists(
    st.builds(
        lambda first, length: Closure(first, first + timedelta(days=length), "holidays"),
        days,
        st.integers(0, 20),
    ),
    max_size=3,
).map(tuple)
covers = st.builds(CoverHours, zones, weeks, closed)


def rome(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ROME).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Mon-Fri 08:00-17:00", "Mon-Fri 08:00-17:00"),
        ("Mon-Thu 08:00-16:30, Fri 08:00-14:00", "Mon-Thu 08:00-16:30, Fri 08:00-14:00"),
        ("monday – friday 8:00 – 17:00", "Mon-Fri 08:00-17:00"),
        ("Sun-Thu 08:00-16:00", "Sun-Thu 08:00-16:00"),
        ("Mon, Wed 08:00-12:00", "Mon 08:00-12:00, Wed 08:00-12:00"),
        ("Mon-Fri 08:00-12:00, 13:00-17:00", "Mon-Fri 08:00-12:00, Mon-Fri 13:00-17:00"),
        ("Fri-Mon 20:00-06:00", "Fri-Mon 20:00-06:00"),
        ("Sat 12:00-24:00; Sun 00:00-24:00", "Sat 12:00-24:00, Sun 00:00-24:00"),
        ("Mon-Sun 09:00-10:00", "Mon-Sun 09:00-10:00"),
        ("Mon-Sun 00:00-24:00", "always"),
        (" Always ", "always"),
        ("never", "never"),
    ],
)
def test_hours_are_read_as_clinics_write_them(text, again):
    assert str(CoverHours.parse(text, ROME)) == again
    assert parse(again) == parse(text)


def test_the_windows_are_those_that_were_written():
    assert parse("Mon, Fri-Sat 08:00-17:30, Sun 22:00-06:00") == (
        Window(0, time(8), time(17, 30)),
        Window(4, time(8), time(17, 30)),
        Window(5, time(8), time(17, 30)),
        Window(6, time(22), time(6)),
    )


@given(weeks)
def test_what_is_written_can_be_read_again(windows):
    assert parse(notation(windows)) == windows


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "'' is not days and hours; write Mon-Fri 08:00-17:00."),
        ("24/7", "'24/7' is not days and hours; write Mon-Fri 08:00-17:00."),
        ("Mon-Fri 08:00", "'Mon-Fri 08:00' is not days and hours; write Mon-Fri 08:00-17:00."),
        ("Mo-Fr 08:00-17:00", "'Mo' is not a day of the week; write Mon-Fri 08:00-17:00."),
        ("08:00-17:00", "'08:00-17:00' has no days; write Mon-Fri 08:00-17:00."),
        ("Mon 08:00-17:00, Fri", "'Fri' has no hours; write Mon-Fri 08:00-17:00."),
        ("Mon-Fri 08-17", "'08-17' are not hours; write Mon-Fri 08:00-17:00."),
        ("Mon-Fri 08:00-25:00", "'08:00-25:00' are not hours; write Mon-Fri 08:00-17:00."),
        (
            "Mon 08:00-08:00",
            "'08:00-08:00' begins and ends at once; for a whole day 00:00-24:00.",
        ),
    ],
)
def test_unclear_hours_are_refused_by_name_and_with_an_example(text, sentence):
    with pytest.raises(UnclearHours) as refused:
        CoverHours.parse(text, ROME)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("at", "covered", "opens", "closes"),
    [
        (rome(2026, 6, 18, 7, 59), False, rome(2026, 6, 18, 8), None),
        (rome(2026, 6, 18, 8), True, rome(2026, 6, 19, 8), rome(2026, 6, 18, 16, 30)),
        (rome(2026, 6, 18, 16, 29), True, rome(2026, 6, 19, 8), rome(2026, 6, 18, 16, 30)),
        (rome(2026, 6, 18, 16, 30), False, rome(2026, 6, 19, 8), None),
        (rome(2026, 6, 19, 14), False, rome(2026, 6, 22, 8), None),
        (rome(2026, 3, 28, 12), False, rome(2026, 3, 30, 8), None),
        (rome(2026, 10, 23, 15), False, rome(2026, 10, 26, 8), None),
    ],
    ids=[
        "a minute before",
        "opening",
        "the last minute",
        "closing",
        "the weekend",
        "the weekend clocks go forward",
        "the weekend they go back",
    ],
)
def test_who_asks_hears_whether_somebody_reads_and_when(at, covered, opens, closes):
    assert (OFFICE.covered(at), OFFICE.next_opening(at), OFFICE.closing(at)) == (
        covered,
        opens,
        closes,
    )


def test_a_night_shift_runs_over_midnight():
    night = rome(2026, 6, 19, 3)

    assert NIGHTS.covered(night)
    assert NIGHTS.closing(night) == rome(2026, 6, 19, 6)
    assert not NIGHTS.covered(rome(2026, 6, 19, 6))
    assert NIGHTS.covered(rome(2026, 6, 20, 5, 59))  # Friday's
    assert not NIGHTS.covered(rome(2026, 6, 21, 3))  # there is no Saturday's


def test_two_windows_that_touch_are_one():
    whole = CoverHours.parse("Fri 12:00-24:00, Sat 00:00-24:00, Sun 00:00-10:00", ROME)

    assert whole.closing(rome(2026, 6, 19, 13)) == rome(2026, 6, 21, 10)
    assert whole.next_opening(rome(2026, 6, 19, 13)) == rome(2026, 6, 26, 12)


def test_midnight_that_does_not_exist_leaves_no_hole():
    always = CoverHours.always(CAIRO)

    assert all(
        always.covered(datetime(2026, 4, 23, 21, tzinfo=UTC) + n * MINUTE) for n in range(120)
    )
    assert always.closing(datetime(2026, 4, 23, 21, tzinfo=UTC)) is None


def test_a_window_that_the_clocks_jump_over_does_not_take_place():
    cover = CoverHours.parse("Sun 02:30-03:00", ROME)

    assert cover.next_opening(rome(2026, 3, 28, 12)) == rome(2026, 4, 5, 2, 30)


def test_on_a_closed_day_nobody_reads():
    cover = CoverHours(ROME, OFFICE.windows, (CHRISTMAS,))
    eve = rome(2026, 12, 24, 10)

    assert not cover.covered(eve)
    assert cover.closure(eve) == CHRISTMAS
    assert cover.closure(rome(2026, 12, 23, 23, 59)) is None
    assert cover.next_opening(rome(2026, 12, 23, 17)) == rome(2026, 12, 29, 8)
    assert cover.same_day_deadline(rome(2026, 12, 23, 17)) == rome(2026, 12, 29, 12)


def test_a_night_shift_ends_where_a_closed_day_begins_and_does_not_start_on_it():
    cover = CoverHours(
        ROME, NIGHTS.windows, (Closure(date(2026, 6, 18), date(2026, 6, 18), "day"),)
    )

    assert cover.closing(rome(2026, 6, 17, 22)) == rome(2026, 6, 18, 0)
    assert not cover.covered(rome(2026, 6, 18, 22))
    assert not cover.covered(rome(2026, 6, 19, 2))
    assert cover.covered(rome(2026, 6, 19, 22))


def test_a_closure_ends_after_it_begins():
    with pytest.raises(
        UnclearHours, match="cannot end on 2026-12-24, before it begins: 2026-12-26"
    ):
        Closure(date(2026, 12, 26), date(2026, 12, 24), "Christmas")


def test_who_always_reads_never_opens_and_never_closes():
    always, at = CoverHours.always(ROME), rome(2026, 6, 18, 3)

    assert always.covered(at)
    assert (always.next_opening(at), always.closing(at)) == (None, None)
    assert always.at_work(at) == at


def test_who_always_reads_closes_for_a_closure():
    always = CoverHours(ROME, CoverHours.always(ROME).windows, (CHRISTMAS,))

    assert always.closing(rome(2026, 12, 20, 3)) == rome(2026, 12, 24, 0)
    assert always.next_opening(rome(2026, 12, 20, 3)) == rome(2026, 12, 29, 0)


def test_who_never_reads_promises_nothing_and_is_not_rung_at_night():
    never, at = CoverHours.never(ROME), rome(2026, 6, 18, 3)

    assert not never.covered(at)
    assert (never.next_opening(at), never.closing(at)) == (None, None)
    assert never.same_day_deadline(at) is None
    assert never.at_work(at) == rome(2026, 6, 18, 8)


def test_a_team_closed_for_more_than_a_year_promises_nothing():
    gone = Closure(date(2026, 1, 1), date(2030, 1, 1), "ward closed")

    assert CoverHours(ROME, OFFICE.windows, (gone,)).next_opening(rome(2026, 6, 18, 9)) is None


@pytest.mark.parametrize(
    ("cover", "at", "deadline"),
    [
        (OFFICE, rome(2026, 6, 18, 9), rome(2026, 6, 18, 16, 30)),
        (OFFICE, rome(2026, 6, 18, 12, 30), rome(2026, 6, 18, 16, 30)),
        (OFFICE, rome(2026, 6, 18, 12, 31), rome(2026, 6, 19, 12)),
        (OFFICE, rome(2026, 6, 18, 3), rome(2026, 6, 18, 12)),
        (OFFICE, rome(2026, 6, 19, 11), rome(2026, 6, 22, 12)),
        (OFFICE, rome(2026, 6, 19, 22), rome(2026, 6, 22, 12)),
        (SPLIT, rome(2026, 6, 18, 8), rome(2026, 6, 18, 12)),
        (SPLIT, rome(2026, 6, 18, 9), rome(2026, 6, 18, 17)),
        (SPLIT, rome(2026, 6, 18, 15), rome(2026, 6, 19, 12)),
        (CoverHours.parse("Fri 07:00-11:00", ROME), rome(2026, 6, 18, 9), rome(2026, 6, 19, 11)),
        (CoverHours.parse("Fri 12:00-15:00", ROME), rome(2026, 6, 18, 9), rome(2026, 6, 19, 15)),
        (NIGHTS, rome(2026, 6, 18, 22), rome(2026, 6, 19, 6)),
        (NIGHTS, rome(2026, 6, 18, 12), rome(2026, 6, 19, 6)),
        (CoverHours.parse("Thu 07:00-22:00", ROME), rome(2026, 6, 18, 8), rome(2026, 6, 18, 12)),
        (CoverHours.parse("Thu 07:00-22:00", ROME), rome(2026, 6, 18, 11), rome(2026, 6, 18, 22)),
        (CoverHours.always(ROME), rome(2026, 6, 18, 9), rome(2026, 6, 18, 17)),
        (CoverHours.always(ROME), rome(2026, 6, 18, 8), rome(2026, 6, 18, 12)),
        (CoverHours.always(ROME), rome(2026, 6, 18, 14), rome(2026, 6, 19, 12)),
        (CoverHours.always(ROME), rome(2026, 6, 19, 23), rome(2026, 6, 20, 12)),
    ],
    ids=[
        "open: until closing",
        "four hours left",
        "less than four hours left",
        "before opening",
        "Friday before noon",
        "Friday night",
        "until lunch, four hours off",
        "after lunch instead",
        "lunch is over",
        "closes before noon",
        "opens at noon",
        "in the night shift",
        "before the night shift",
        "a long day, early",
        "a long day",
        "day and night, in the morning",
        "day and night, early",
        "day and night, after noon",
        "day and night, at night",
    ],
)
def test_a_same_day_report_gets_a_time_that_exists(cover, at, deadline):
    assert cover.same_day_deadline(at) == deadline


@pytest.mark.parametrize(
    ("cover", "at", "lead"),
    [
        (OFFICE, rome(2026, 6, 18, 8, 30), rome(2026, 6, 18, 12, 30)),
        (OFFICE, rome(2026, 6, 18, 3), rome(2026, 6, 18, 10)),
        (OFFICE, rome(2026, 6, 19, 22), rome(2026, 6, 22, 10)),
        (OFFICE, rome(2026, 6, 18, 14, 30), rome(2026, 6, 19, 9)),
        (NIGHTS, rome(2026, 6, 18, 22), rome(2026, 6, 19, 2)),
        (CoverHours.always(ROME), rome(2026, 6, 18, 18), rome(2026, 6, 19, 8)),
        (CoverHours.never(ROME), rome(2026, 6, 18, 8), rome(2026, 6, 18, 20)),
    ],
    ids=[
        "half of the day",
        "half of the morning",
        "half of Monday's morning",
        "two hours today, two tomorrow",
        "half of the night shift",
        "not at night",
        "no cover: half of the time",
    ],
)
def test_the_lead_hears_when_half_of_the_working_time_has_passed(cover, at, lead):
    deadline = cover.same_day_deadline(at) or at + timedelta(hours=24)

    assert cover.lead_at(at, deadline) == lead


@given(covers, moments)
def test_cover_is_what_the_wall_clock_says(cover, at):
    shown = local(at, cover.zone)
    odd_day = any(
        local(
            instant(shown.date() + timedelta(days=n), time(0), cover.zone), cover.zone
        ).utcoffset()
        != shown.utcoffset()
        for n in (-1, 0, 1, 2)
    )
    assume(not odd_day)
    clock, today = shown.time(), shown.date()
    yesterday = today - timedelta(days=1)

    def open_now(window: Window) -> bool:
        if cover.closure(at):
            return False
        if window.weekday == today.weekday() and clock >= window.opens:
            return window.overnight or clock < window.closes
        began = window.weekday == yesterday.weekday() and not any(
            closure.holds(yesterday) for closure in cover.closures
        )
        return began and window.overnight and clock < window.closes

    assert cover.covered(at) is any(open_now(window) for window in cover.windows)


@given(covers, moments)
def test_opening_and_closing_are_the_moments_when_cover_changes(cover, at):
    opens, closes = cover.next_opening(at), cover.closing(at)

    if opens:
        assert opens > at
        assert cover.covered(opens)
        assert not cover.covered(opens - timedelta(microseconds=1))
    if closes:
        assert cover.covered(at)
        assert cover.covered(closes - timedelta(microseconds=1))
        assert not cover.covered(closes)
        assert opens is None or opens > closes
    if cover.covered(at) and not closes:
        assert opens is None


@given(covers, moments)
@settings(max_examples=200)
def test_nothing_changes_between_two_moments_of_change(cover, at):
    ends = cover.closing(at) if cover.covered(at) else cover.next_opening(at)
    ends = min(ends or at + timedelta(days=9), at + timedelta(days=9))

    between = [at + n * (ends - at) / 50 for n in range(50)]

    assert {cover.covered(moment) for moment in between} == {cover.covered(at)}


@given(covers, moments)
@settings(max_examples=200)
def test_a_deadline_lies_ahead_inside_cover_or_at_its_end(cover, at):
    deadline = cover.same_day_deadline(at)

    if deadline is None:
        assert not cover.covered(at)
        assert cover.next_opening(at) is None
        return
    assert deadline > at
    assert cover.covered(deadline - timedelta(microseconds=1))
    assert at < cover.lead_at(at, deadline) < deadline


@given(covers, moments)
def test_the_lead_is_told_inside_cover_and_by_day_if_the_deadline_is_by_day(cover, at):
    deadline = cover.same_day_deadline(at)
    assume(deadline is not None)
    lead = cover.lead_at(at, deadline)

    rested = NIGHT.over(lead, cover.zone)
    assert lead == rested or rested >= deadline


@given(covers, moments)
def test_work_is_now_or_at_the_next_opening(cover, at):
    work = cover.at_work(at)

    if cover.covered(at):
        assert work == at
    elif cover.next_opening(at):
        assert work == cover.next_opening(at)
    else:
        assert not NIGHT.hold_at(work, cover.zone)


@given(covers)
def test_hours_and_closures_come_back_from_a_setting(cover):
    assert CoverHours.from_json(cover.as_json(), cover.zone) == cover


def test_a_setting_is_plain_to_read():
    cover = CoverHours(ISTANBUL, parse("Mon-Fri 08:00-17:00"), (CHRISTMAS,))

    assert cover.as_json() == {
        "hours": "Mon-Fri 08:00-17:00",
        "closures": [{"first": "2026-12-24", "last": "2026-12-28", "reason": "Christmas"}],
    }
    assert CoverHours.from_json({"hours": "never"}, ISTANBUL) == CoverHours.never(ISTANBUL)


@pytest.mark.parametrize(
    "closure",
    [
        {"first": "2026-12-24", "last": "2026-12-26"},
        {"first": "24.12.2026", "last": "26.12.2026", "reason": "Christmas"},
        {"first": None, "last": None, "reason": "Christmas"},
    ],
)
def test_an_unclear_closure_is_refused_with_an_example(closure):
    with pytest.raises(UnclearHours) as refused:
        CoverHours.from_json({"hours": "always", "closures": [closure]}, ROME)
    assert str(refused.value) == (
        "A closure is two dates and a reason: "
        '{"first": "2026-12-24", "last": "2026-12-26", "reason": "holidays"}.'
    )


def test_a_setting_without_hours_is_refused_and_not_taken_for_never():
    with pytest.raises(UnclearHours):
        CoverHours.from_json({}, ROME)


def test_every_week_of_a_year_has_five_openings():
    opened = [rome(2026, 1, 5, 7)]
    while len(opened) <= 5 * 52:
        opened.append(OFFICE.next_opening(opened[-1]))

    assert {local(at, ROME).time() for at in opened[1:]} == {time(8)}
    gaps = {local(b, ROME).date() - local(a, ROME).date() for a, b in pairwise(opened[1:])}
    assert gaps == {timedelta(days=1), timedelta(days=3)}
