"""Countries and their time zones, with the names people know. From Unicode's data, by Babel.

Holds no telephone number and decides nothing about anybody's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from messages.languages import locale

# Two letters that name no country: unions, private use, islands nobody lives on.
_NO_COUNTRY = "AC BV CP CQ DG EA EU EZ HM IC QO TA UN XA XB ZZ"
_SHARED = {"XK": ("Europe/Belgrade",)}  # lives by a neighbour's zone, which the data list there
# Zones are sorted by a winter's day: summer time differs within a country, and moves.
_SOME_DAY = datetime(2026, 1, 15, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone by its IANA name, and the city by which people find it."""

    id: str
    city: str


def is_country(code: str) -> bool:
    """Say whether two capital letters name a country (ISO 3166-1, and Kosovo)."""
    return code.isalpha() and code in _known() and code not in _NO_COUNTRY


def is_zone(zone: str) -> bool:
    """Say whether a time zone can be used: any IANA name, old ones too."""
    return zone in available_zones()


def country_name(code: str, language: str = "en") -> str:
    """Return a country's name in a language, else in English. Raises KeyError when it is none."""
    if not is_country(code):
        raise KeyError(code)
    return str(locale(language).territories.get(code, _known()[code]))


def countries(language: str = "en") -> list[tuple[str, str]]:
    """Return every country as code and name, sorted by the name in that language."""
    named = [(code, country_name(code, language)) for code in _known() if is_country(code)]
    return sorted(named, key=lambda country: country[1].casefold())


def zones(country: str, language: str = "en") -> list[Zone]:
    """Return a country's time zones from west to east, cities of one hour by name."""
    if not is_country(country):
        return []
    found = [zone for zone, where in _zones().items() if where == country and is_zone(zone)]
    named = [Zone(zone, _city(zone, language)) for zone in (*found, *_SHARED.get(country, ()))]
    return sorted(named, key=lambda zone: (_offset(zone.id), zone.city.casefold()))


@cache
def _known() -> Mapping[str, str]:
    """Return the English name of whatever has a code; read when it is first asked for."""
    return dict(Locale("en").territories)


def _zones() -> Mapping[str, str]:
    """Return the country of each zone, by the zone's canonical name."""
    return get_global("zone_territories")


@lru_cache(maxsize=1)
def available_zones() -> frozenset[str]:
    """Return all IANA zones of this machine, without the files that are no place."""
    return frozenset(zone for zone in available_timezones() if zone not in ("localtime", "Factory"))


def _city(zone: str, language: str) -> str:
    said = get_timezone_location(ZoneInfo(zone), locale=locale(language), return_city=True)
    return said.rpartition("/")[2]


def _offset(zone: str) -> timedelta:
    return ZoneInfo(zone).utcoffset(_SOME_DAY) or timedelta()
