"""The promise: a record shows what was reported of the patient by day, and calls no day good."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from care.findings import Polarity
from care.record import UNCLEAR, Reported, Sign, Told, measured_in, read_signs, record, shareable
from care.severity import Severity

NOW = datetime(2026, 3, 30, 14, tzinfo=UTC)
LONDON, AUCKLAND = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")
NEXT_VISIT, SAME_DAY, URGENT, EMERGENCY = Severity
PRESENT, NEGATED, HYPOTHETICAL, PAST, OTHER = Polarity


def told(hours: float, severity: Severity | None, *signs: Sign) -> Told:
    return Told(NOW - timedelta(hours=hours), severity, signs)


def fever(celsius: float, polarity: Polarity = PRESENT) -> Sign:
    return Sign("T_FEVER", polarity, celsius)


def marks(*reports: Told) -> list[tuple]:
    found = record(Reported(reports), NOW, 30, LONDON).days
    return [(day.severity, [(one.code, one.past) for one in day.marks]) for day in found]


def test_a_day_holds_each_sign_once_the_gravest_first_and_the_gravest_report():
    cough = Sign("T_COUGH_NEW")

    assert marks(told(3, SAME_DAY, cough), told(2, EMERGENCY, Sign("T_SOB_REST"), cough)) == [
        (EMERGENCY, [("T_SOB_REST", False), ("T_COUGH_NEW", False)])
    ]


def test_what_is_denied_supposed_or_somebody_elses_is_not_the_patients():
    others = [fever(39.5, one) for one in (NEGATED, HYPOTHETICAL, OTHER)]

    found = record(Reported([told(1, None, *others)]), NOW, 30, LONDON)
    assert (found.days, found.temperatures) == ((), ())
    assert marks(told(1, URGENT, *others)) == [(URGENT, [(UNCLEAR, False)])]


def test_what_was_over_says_so_until_it_is_there_again():
    assert marks(told(3, URGENT, fever(39.0, PAST))) == [(URGENT, [("T_FEVER", True)])]
    for order in ((PAST, PRESENT), (PRESENT, PAST)):
        reports = [told(3 - n, URGENT, fever(39.0, one)) for n, one in enumerate(order)]
        assert marks(*reports) == [(URGENT, [("T_FEVER", False)])]


def test_days_are_those_of_the_readers_clock_and_both_ends_belong():
    first, before = NOW - timedelta(days=6, hours=13, minutes=59), NOW - timedelta(days=7)
    reports = [Told(at, URGENT, (fever(38.5),)) for at in (first, before, NOW)]

    given = [NOW - timedelta(days=1), NOW - timedelta(days=9)]
    here = record(Reported(reports, given), NOW, 7, LONDON)
    assert (here.first, here.last, here.length) == (date(2026, 3, 24), date(2026, 3, 30), 7)
    assert [day.day for day in here.days] == [date(2026, 3, 24), date(2026, 3, 30)]
    assert here.infusions == (date(2026, 3, 29),)
    assert record(Reported(reports), NOW, 7, AUCKLAND).last == date(2026, 3, 31)


def test_a_report_gives_each_temperature_once_and_the_highest_is_the_latest_of_equals():
    reports = [
        told(1, URGENT, fever(38.2)),
        told(30, URGENT, fever(39.1), Sign("T_FEVER_HIGH", PRESENT, 39.1)),
        told(3, URGENT, fever(39.1)),
    ]

    found = record(Reported(reports), NOW, 30, LONDON)
    assert [one.celsius for one in found.temperatures] == [39.1, 39.1, 38.2]
    assert found.highest is not None
    assert found.highest.wall.isoformat() == "2026-03-30T12:00:00"
    assert record(Reported(), NOW, 30, LONDON).highest is None


def test_a_reading_that_raised_nothing_is_there_and_one_that_did_is_there_once():
    at = NOW - timedelta(hours=1)
    measured = [(at, 36.8), (at, 39.1), (NOW - timedelta(days=40), 36.6)]

    found = record(Reported([told(2, URGENT, fever(39.1))], (), measured), NOW, 30, LONDON)
    assert [one.celsius for one in found.temperatures] == [39.1, 36.8]


def test_a_thermometer_in_a_check_counts_unless_it_was_somebody_elses():
    asked = [{"about": about, "temperature": 37.1} for about in ("self", "child", "other")]
    checks = [*({"check": one} for one in asked), {"check": {"temperature": None}}, {}]

    assert [measured_in(one) for one in checks] == [37.1, 37.1, None, None, None]


def test_a_private_sign_leaves_no_trace_where_others_may_look():
    alone = told(1, EMERGENCY, Sign("Z_SELF"))
    beside = told(2, EMERGENCY, Sign("Z_SELF"), Sign("S_RASH"))
    plain = told(3, EMERGENCY, Sign("S_RASH"))

    assert list(shareable([alone, beside, plain])) == [
        Told(beside.at, SAME_DAY, (Sign("S_RASH"),)),
        plain,
    ]


def test_what_an_older_version_stored_is_unclear_and_not_lost():
    stored = [
        {"code": "GONE", "celsius": "?"},
        {"code": "T_FEVER", "polarity": "new", "celsius": 38},
    ]

    assert read_signs(stored) == (Sign(UNCLEAR), fever(38.0))
