"""The promise: a patient's calendar shows what the team entered, and a change corrects the entry.

The files are read back by a reader of calendars, and their clocks are compared with the machine's.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from messages.calendar_file import Entry, calendar_file
from messages.texts import patient, patient_calendar
from messages.voice import Voice

MADE = "2026-03-02T09:00:00+00:00"
ZONES = (
    "Europe/London",
    "Europe/Istanbul",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Tokyo",
    "Asia/Kathmandu",
    "Asia/Jerusalem",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
)


def entry(at: str = "2026-03-09T14:00[Europe/London]", **changes: object) -> Entry:
    usual = {"uid": "5f1c", "sequence": 0, "minutes": 240, "made": MADE}
    return Entry(**{**usual, "at": at, "title": patient_calendar.NEUTRAL.id, **changes})


def read(*entries: Entry, voice: Voice = Voice("en")) -> Calendar:  # noqa: B008 -- a frozen value
    return Calendar.from_ical(calendar_file([one.written() for one in entries], voice))


def only(calendar: Calendar):
    (event,) = calendar.walk("VEVENT")
    return event


# --- One entry ------------------------------------------------------------------------------------


def test_an_entry_says_when_how_long_and_where_and_no_more():
    event = only(read(entry(place="Day unit")))

    names = "CLASS DTSTAMP DTSTART DURATION LAST-MODIFIED LOCATION SEQUENCE STATUS SUMMARY UID"
    assert sorted(event) == names.split()
    assert event.walk("VALARM") == []
    assert event.decoded("dtstart") == datetime(2026, 3, 9, 14, tzinfo=ZoneInfo("Europe/London"))
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert event.decoded("duration") == timedelta(hours=4)
    assert event.decoded("dtstamp") == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (event["summary"], event["location"]) == ("Appointment", "Day unit")
    assert (event["status"], event["class"]) == ("CONFIRMED", "PRIVATE")


def test_the_file_names_no_illness_and_is_one_to_add():
    calendar = read(entry())

    assert calendar["method"] == "PUBLISH"
    assert calendar["version"] == "2.0"
    assert calendar["prodid"] == "-//Companion//Dates//EN"


@pytest.mark.parametrize(
    "place",
    [
        "Day unit, 2nd floor; ask at desk 3",
        "Ward 4\nEntrance B\\C",
        "🏥 Clínica, Calle Ñ",
        "مستشفى الأمل، الطابق الثاني",
        "SUMMARY:Infusion\r\nEND:VEVENT",
        "x" * 200,
    ],
)
def test_a_place_comes_back_as_it_was_entered_whatever_is_in_it(place):
    calendar = read(entry(place=place))

    assert [event["location"] for event in calendar.walk("VEVENT")] == [place.replace("\r\n", "\n")]


def test_no_line_is_longer_than_calendars_take_and_none_breaks_a_letter():
    file = calendar_file([entry(place="مستشفى" * 40).written()], Voice("en"))

    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines] != []  # each decodes on its own
    assert file.endswith(b"END:VCALENDAR\r\n")


def test_the_same_values_make_the_same_file():
    written = [entry().written(), entry("2026-04-09T14:00[Asia/Tokyo]", uid="2").written()]

    assert calendar_file(written, Voice("en")) == calendar_file(written, Voice("en"))


def test_titles_are_in_the_readers_language():
    titled = entry(title=patient.INFUSION.id)

    assert only(read(titled))["summary"] == "Infusion"
    for code in ("en_XA", "ar_XB"):
        voice = Voice(code)
        assert only(read(titled, voice=voice))["summary"] == voice.label(patient.INFUSION)
        assert only(read(titled, voice=voice))["summary"] != "Infusion"


# --- Changes --------------------------------------------------------------------------------------


def test_a_later_file_updates_the_same_entry():
    first = only(read(entry()))
    moved = only(read(entry("2026-03-10T15:30[Europe/London]", sequence=1)))
    gone = only(read(entry("2026-03-10T15:30[Europe/London]", sequence=2, cancelled=True)))

    assert first["uid"] == moved["uid"] == gone["uid"]
    assert first["sequence"] < moved["sequence"] < gone["sequence"]
    assert [one["status"] for one in (first, moved, gone)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]


# --- Clocks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ZONES)
def test_the_clock_written_out_is_the_machines_clock_through_two_years_of_changes(zone):
    calendar = read(entry(f"2026-03-09T14:00[{zone}]"), entry(f"2027-11-09T14:00[{zone}]", uid="2"))

    (written,) = calendar.walk("VTIMEZONE")
    assert written["tzid"] == zone
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    while moment < datetime(2028, 1, 1, tzinfo=UTC):
        expected = moment.astimezone(ZoneInfo(zone)).utcoffset()
        assert offset(written, moment) == expected, moment
        moment += timedelta(hours=1)


def offset(zone, moment: datetime) -> timedelta:
    """Read a VTIMEZONE as RFC 5545 has it: the last change before a moment decides."""
    changes = []
    for part in zone.subcomponents:
        assert {"RRULE", "RDATE"} & set(part) == set()
        begins = part.decoded("dtstart") - part.decoded("tzoffsetfrom")
        changes.append((begins.replace(tzinfo=UTC), part.decoded("tzoffsetto")))
    return max(change for change in changes if change[0] <= moment)[1]


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("2026-03-28T09:30", datetime(2026, 3, 28, 9, 30, tzinfo=UTC)),
        ("2026-03-29T09:30", datetime(2026, 3, 29, 8, 30, tzinfo=UTC)),
        ("2026-10-24T09:30", datetime(2026, 10, 24, 8, 30, tzinfo=UTC)),
        ("2026-10-25T09:30", datetime(2026, 10, 25, 9, 30, tzinfo=UTC)),
    ],
)
def test_an_entry_keeps_its_hour_on_the_clinics_wall_through_both_changes(wall, moment):
    event = only(read(entry(f"{wall}[Europe/London]")))

    assert event.decoded("dtstart").astimezone(UTC) == moment


def test_entries_in_several_zones_bring_each_zone_once():
    calendar = read(
        entry("2026-03-09T14:00[Asia/Tokyo]"),
        entry("2026-04-09T14:00[Europe/London]", uid="2"),
        entry("2026-05-09T14:00[Asia/Tokyo]", uid="3"),
    )

    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Tokyo", "Europe/London"]
