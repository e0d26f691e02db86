"""A patient's dates as a calendar file (iCalendar, RFC 5545), in the reader's language.

Made anew from the values of a message whenever it is sent; the same values make the same bytes.
Knows no clock, and nothing of the patient but what stands in the entries.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from care.zone_changes import clocks
from messages.declare import Reader
from messages.markup import clip, visible

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

MAKER = "-//Companion//Dates//EN"  # like the entries themselves, it names no illness
NAME = "dates.ics"
PLACE_UNITS = 255
MARGIN = 1  # years before and after the entries for which a zone's changes of clock are written out


@dataclass(frozen=True, slots=True)
class Entry:
    """One date. `uid` names it for good, `sequence` grows with each change of it.

    `at` is `2026-12-01T09:30[zone]`, `title` a message id, `made` when this was said (UTC).
    """

    uid: str
    sequence: int
    at: str
    minutes: int
    title: str
    made: str
    place: str = ""
    cancelled: bool = False

    def written(self) -> str:
        """Return it as one string, as an outbox row keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def calendar_file(written: Sequence[str], reader: Reader) -> bytes:
    """Return the entries as a file that calendars take; a changed entry replaces the one before.

    Raises ValueError, TypeError or KeyError when an entry cannot be read.
    """
    from icalendar import Calendar  # noqa: PLC0415 -- wanted a few times a day, and large

    entries = [Entry(**json.loads(one)) for one in written]
    calendar = Calendar()
    for name, value in (("prodid", MAKER), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    for zone in _zones(entries):
        calendar.add_component(zone)
    for entry in entries:
        calendar.add_component(_event(entry, reader))
    return _bytes(calendar)


def _bytes(calendar: "Calendar") -> bytes:
    return bytes(calendar.to_ical())


def _event(entry: Entry, reader: Reader) -> "Event":
    from icalendar import Event  # noqa: PLC0415 -- as above

    event, made = Event(), datetime.fromisoformat(entry.made)
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("dtstart", _begins(entry))
    event.add("duration", timedelta(minutes=entry.minutes))
    event.add("summary", reader.term(entry.title))
    if place := clip(visible(entry.place), PLACE_UNITS):
        event.add("location", place)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _begins(entry: Entry) -> datetime:
    wall, _, zone = entry.at.removesuffix("]").partition("[")
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))


def _zones(entries: Sequence[Entry]) -> "Iterable[Timezone]":
    """Return each zone with its changes of clock, from before the first entry to after the last."""
    begins = [_begins(entry) for entry in entries]
    years = [moment.year for moment in begins]
    for name in dict.fromkeys(str(moment.tzinfo) for moment in begins):
        yield _zone(name, min(years) - MARGIN, max(years) + MARGIN)


def _zone(name: str, first: int, last: int) -> "Timezone":
    """Return a zone with one part for each change, which every calendar can read.

    Ours, because the library's own parts begin an hour off where summer begins.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 -- as above

    zone = Timezone()
    zone.add("tzid", name)
    span = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    for change in clocks(ZoneInfo(name), *span):
        part = TimezoneDaylight() if change.summer else TimezoneStandard()
        part.add("dtstart", change.wall)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.name)
        zone.add_component(part)
    return zone
