"""How values are written for a reader: numbers, phones, times, temperatures, names, terms.

Every kind takes a stored value and returns plain text; `Voice` escapes and isolates it. Times are
ISO strings. Nothing here reads a clock, and nothing is ever said relative to now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal

from care.delivery import Value
from care.regions import region
from messages.declare import Reader, Var
from messages.markup import clip, visible

NAME_UNITS = 64
PLAIN_UNITS = 3000

# Where a thermometer shows Fahrenheit (CLDR supplemental data, temperature unit preferences).
# One string, because a list of them would run down the page.
_FAHRENHEIT = "AG AS BS BZ FM GU KN KY LR MH MP MS PR PW TC UM US VG VI"

CLINIC_LETTER = "redflag.term.clinic_letter"
LOCAL_AMBULANCE = "redflag.term.local_ambulance"


@dataclass(frozen=True, slots=True)
class Plain(Var):
    """Words as they were given; only what cannot be seen is taken out."""

    def show(self, value: Value, reader: Reader) -> str:  # noqa: ARG002 -- same for all
        """Write the words, cut at 3000 UTF-16 units."""
        return clip(visible(str(value)), PLAIN_UNITS)


@dataclass(frozen=True, slots=True)
class Name(Var):
    """A person's or a place's name, on one line."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write the name, cut at 64 UTF-16 units; a name that cannot be seen is absent."""
        return clip(visible(str(value), lines=False), NAME_UNITS) or self.absent(reader)


@dataclass(frozen=True, slots=True)
class Number(Var):
    """A whole number in western digits, never grouped: an id, a count, a year."""

    @property
    def counts(self) -> bool:
        """Say that words beside it may depend on it."""
        return True

    def show(self, value: Value, reader: Reader) -> str:  # noqa: ARG002 -- same for all
        """Write the number. Raises ValueError or TypeError when it is none."""
        return str(_whole(value))


@dataclass(frozen=True, slots=True)
class AlertNumber(Var):
    """The number of an alert, written `No. 12` in every language: staff and patient say the same.

    Translators cannot lose it, and anybody can read it out over the phone.
    """

    def show(self, value: Value, reader: Reader) -> str:  # noqa: ARG002 -- same for all
        """Write the number with its sign. Raises ValueError or TypeError when it is none."""
        return f"No. {_whole(value)}"


@dataclass(frozen=True, slots=True)
class Phone(Var):
    """One number to call, or several. Without any, the reader is sent to the clinic's letter.

    `lines` puts each on a line of its own, where telephones make it tappable.
    """

    lines: bool = False

    def show(self, value: Value, reader: Reader) -> str:
        """Write the numbers as they were given, which is in international form."""
        given = value if isinstance(value, list) else [str(value)]
        numbers = [number for one in given if (number := visible(one, lines=False))]
        return ("\n" if self.lines else " / ").join(numbers) or self.absent(reader)

    def absent(self, reader: Reader) -> str:
        """Write where the number can be found instead."""
        return reader.term(CLINIC_LETTER)


@dataclass(frozen=True, slots=True)
class Ambulance(Phone):
    """The emergency number of a country. Where none was confirmed, we say so and never guess."""

    def absent(self, reader: Reader) -> str:
        """Write that it is the local number."""
        return reader.term(LOCAL_AMBULANCE)


@dataclass(frozen=True, slots=True)
class Clock(Var):
    """A time of day on the reader's own clock; a wall time without a zone stays as it is."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write hours and minutes. Raises ValueError when it is not an ISO time."""
        return _time(_Wall.of(value, reader), reader)


@dataclass(frozen=True, slots=True)
class Day(Var):
    """A date with its weekday and year: "Tuesday, December 1, 2026"."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write the day, on the reader's calendar when it is a moment. Raises ValueError."""
        if len(str(value)) == len("2026-12-01"):
            return _date(date.fromisoformat(str(value)), reader)
        return _date(_Wall.of(value, reader).moment.date(), reader)


@dataclass(frozen=True, slots=True)
class Moment(Var):
    """A date and a time, on the reader's clock.

    An appointment keeps its own wall clock: `2026-12-01T09:30[Europe/Istanbul]`. Its zone is named
    when the reader's clock shows another hour; with `zone` it is always named.
    """

    zone: bool = False

    def show(self, value: Value, reader: Reader) -> str:
        """Write weekday, date, time and perhaps the zone's city. Raises ValueError or KeyError."""
        wall = _Wall.of(value, reader)
        pattern = str(reader.locale.datetime_formats["full"]).replace("'", "")
        said = pattern.replace("{1}", _date(wall.moment.date(), reader))
        said = said.replace("{0}", _time(wall, reader))
        if not (self.zone or wall.foreign):
            return said
        return f"{said} ({city(wall.zone, reader)})"


@dataclass(frozen=True, slots=True)
class Temp(Var):
    """A body temperature, stored in degrees Celsius, shown in both units, the reader's first."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write both units to one decimal. Raises ValueError or TypeError when it is no number."""
        if isinstance(value, list):
            raise TypeError("a temperature is one number")
        celsius = _degrees(float(value), "C", reader)
        fahrenheit = _degrees(float(value) * 9 / 5 + 32, "F", reader)
        first, second = (fahrenheit, celsius) if in_fahrenheit(reader) else (celsius, fahrenheit)
        return f"{first} ({second})"


@dataclass(frozen=True, slots=True)
class Term(Var):
    """The id of another message, said in the reader's language."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write the message's words."""
        return reader.term(str(value))


@dataclass(frozen=True, slots=True)
class Label(Term):
    """The words on a button that the text speaks of. Nobody passes it: the sample is the button."""

    def absent(self, reader: Reader) -> str:
        """Write the button's words."""
        return reader.term(str(self.sample))


@dataclass(frozen=True, slots=True)
class Regional(Term):
    """A word that differs by region: message `<value>.us` or `<value>.eu`. Nobody passes it.

    The sample is the id without its region, such as `content.word.paracetamol`.
    """

    def show(self, value: Value, reader: Reader) -> str:
        """Write the word that the reader's pharmacies use."""
        return reader.term(f"{value}.{region(reader.country)}")

    def absent(self, reader: Reader) -> str:
        """Write the word of the sample."""
        return self.show(self.sample, reader)


@dataclass(frozen=True, slots=True)
class Terms(Var):
    """Ids of messages, as a list in one sentence, or with `lines` one a line."""

    lines: bool = False

    def show(self, value: Value, reader: Reader) -> str:
        """Write the list; an empty one is absent."""
        words = [reader.term(id) for id in (value if isinstance(value, list) else [str(value)])]
        if not words:
            return self.absent(reader)
        if self.lines:
            return "\n".join(f"– {word}" for word in words)
        return format_list(words, style="standard", locale=reader.locale)


@dataclass(frozen=True, slots=True)
class Country(Var):
    """A country by its two letters."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write its name in the reader's language. Raises KeyError when there is none."""
        return str(reader.locale.territories[str(value).upper()])


def in_fahrenheit(reader: Reader) -> bool:
    """Say whether the thermometers of the reader's country show degrees Fahrenheit."""
    return bool(reader.country) and reader.country in _FAHRENHEIT


def city(zone: str, reader: Reader) -> str:
    """Return the city by which people know a time zone, in the reader's language."""
    said = get_timezone_location(ZoneInfo(zone), locale=reader.locale, return_city=True)
    return said.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _Wall:
    """What hands and calendar on some wall show, whose zone that is, and if it surprises."""

    moment: datetime  # naive
    zone: str
    foreign: bool = False

    @classmethod
    def of(cls, value: Value, reader: Reader) -> "_Wall":
        written, _, zone = str(value).removesuffix("]").partition("[")
        moment = datetime.fromisoformat(written)
        if moment.tzinfo is not None:
            zone = zone or reader.zone
            moment = moment.astimezone(ZoneInfo(zone))
        zone = zone or reader.zone
        here = moment.replace(tzinfo=ZoneInfo(zone))
        foreign = here.utcoffset() != here.astimezone(ZoneInfo(reader.zone)).utcoffset()
        return cls(moment.replace(tzinfo=None), zone, foreign)


def _whole(value: Value) -> int:
    if isinstance(value, list) or (isinstance(value, float) and not value.is_integer()):
        raise TypeError("not a whole number")
    return int(value)


_SPACES: Mapping[int, str] = {0x202F: " ", 0xA0: " "}


def _time(wall: _Wall, reader: Reader) -> str:
    said = format_time(wall.moment.time(), "short", locale=reader.locale)
    return said.translate(_SPACES)


def _date(day: date, reader: Reader) -> str:
    return format_date(day, "full", locale=reader.locale).translate(_SPACES)


def _degrees(value: float, unit: str, reader: Reader) -> str:
    return f"{format_decimal(value, format='0.0', locale=reader.locale)} °{unit}"
