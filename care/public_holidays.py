"""Which days a country rests, from the library `holidays`. Warns only: no rule hangs on it.

Knows names in English, for staff. Never reads the clock, and never the machine's language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY = 5
ENGLISH = "en_US"
WHOLE_COUNTRY: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day's name, and the regions that keep it: none named is the whole country."""

    name: str
    regions: tuple[str, ...] = WHOLE_COUNTRY


def calendar_known(country: str) -> bool:
    """Say whether there is a calendar of public holidays for a two-letter country code."""
    return country in _countries()


def public_holiday(country: str, day: date) -> Holiday | None:
    """Return the public holiday that `day` is in `country` or in most of it, or None.

    What fewer than half of its regions keep, as a town's patron saint, is no warning to the rest.
    """
    if not calendar_known(country):
        return None
    if name := _calendar(country, None, day.year).get(day):
        return Holiday(name)
    regions = _countries()[country]
    kept = {
        region: name
        for region in regions
        if (name := _calendar(country, region, day.year).get(day))
    }
    if not kept or len(kept) * 2 < len(regions):
        return None
    return Holiday(next(iter(kept.values())), tuple(kept))


def weekend(country: str | None, day: date) -> bool:
    """Say whether `day` is a weekend in `country`; Saturday and Sunday where nobody knows."""
    if country is None or not calendar_known(country):
        return day.weekday() >= SATURDAY
    return _calendar(country, None, day.year).is_weekend(day)


def rests(country: str | None, day: date) -> bool:
    """Say whether hardly anybody works on `day` in `country`: a weekend or a public holiday."""
    holiday = country is not None and public_holiday(country, day) is not None
    return holiday or weekend(country, day)


@cache
def _countries() -> Mapping[str, Sequence[str]]:
    """Return the countries that have a calendar, each with its regions."""
    from holidays import list_supported_countries  # noqa: PLC0415 -- as below

    return list_supported_countries(include_aliases=False)


@lru_cache(maxsize=512)
def _calendar(country: str, region: str | None, year: int) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 -- memory that a service spares

    return country_holidays(country, subdiv=region, years=year, expand=False, language=ENGLISH)
