"""When a child becomes an adult, for what a family may read here. Pure dates and ages.

Owner: the care team's lead. Date: 2026-11. Status: PROPOSED, no lawyer has signed them; a team may
set its own age, for medicine has lower ones in many places (16 in Scotland, for one). Source of
the usual age: Convention on the Rights of the Child, article 1. Source of the others: the civil
law of each country, as named beside it.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from care.calendar import instant

USUAL_AGE = 18
AGES: Mapping[str, int] = {
    "DZ": 19,  # Civil Code, article 40
    "EG": 21,  # Civil Code, article 44
    "KR": 19,  # Civil Act, article 4
    "KW": 21,  # Civil Code, article 96
    "NZ": 20,  # Age of Majority Act 1970, section 4
    "SG": 21,  # common law
    "TH": 20,  # Civil and Commercial Code, section 19
}
YOUNGEST, OLDEST = 12, 21  # what a team can set; anything else is a slip of the pen
MONTHS_AHEAD = 6  # when the young person should be invited
LONGEST_LIFE = 130  # years
MONTHS = 12


class NoBirthDate(ValueError):
    """Nobody can have been born then. The text is one sentence for whoever typed it."""


@dataclass(frozen=True, slots=True)
class ComingOfAge:
    """The day somebody comes of age, when it begins there, and when to prepare for it."""

    day: date
    ahead: datetime
    at: datetime


def birth_date(text: str, today: date) -> date:
    """Return the date of birth written as 2010-05-01, or raise NoBirthDate."""
    try:
        born = date.fromisoformat(text.strip())
    except ValueError:
        raise NoBirthDate(f"{text.strip()!r} is not a date; write 2010-05-01.") from None
    if not today.year - LONGEST_LIFE <= born.year or born > today:
        raise NoBirthDate(f"{born} cannot be a date of birth; check the year.")
    return born


def coming_of_age(born: date, age: int, zone: tzinfo) -> ComingOfAge:
    """Return when somebody comes of age, at midnight in their zone.

    Who was born on 29 February comes of age on 1 March where the year has no such day: nobody
    loses their family's help a day early.
    """
    day = _anniversary(born, age)
    midnight = time(0)
    return ComingOfAge(
        day,
        instant(_months_before(day, MONTHS_AHEAD), midnight, zone),
        instant(day, midnight, zone),
    )


def _anniversary(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last."""
    count = day.year * MONTHS + day.month - 1 - months
    year, month = divmod(count, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
