"""What somebody typed about a plan, made into values: days, times, conditions, regimens.

Each error names what was typed and what to write instead. Works out no date.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, TypeVar

import typer

from bot.commands.console import Refused
from bot.commands.plan_texts import error_text
from care.calendar import clock_time, zone_named
from care.monitoring import UnknownPreset
from care.monitoring_table import Condition
from care.plan_errors import YEARS
from care.plan_warnings import History
from care.plans import NotProposed
from care.proposals import Dates, Impossible
from care.regimens import Induction, NotOurs, UnknownRegimen

Made = TypeVar("Made")
MOST_COURSES = 40  # twenty years of half-yearly infusions

Named = Annotated[str, typer.Argument(help="RA_COURSE, GPA_MPA_MAINT, CUSTOM …")]
Start = Annotated[str | None, typer.Option(help="Day of the first infusion.")]
Clock = Annotated[str, typer.Option(help="Time of infusions at the clinic.")]
Courses = Annotated[int | None, typer.Option(min=1, max=MOST_COURSES)]
Days = Annotated[str | None, typer.Option(help="The clinic's own days, with commas.")]
LastInfusion = Annotated[str | None, typer.Option(help="Day of the one before.")]
LastInduction = Annotated[
    str | None, typer.Option(help="Last induction infusion, or the day of disease control.")
]
Induced = Annotated[Induction | None, typer.Option(help="What it was.")]
Preset = Annotated[str, typer.Option("--blood-tests", help="default, 2-4w, 2-4m or 4w+16w")]
Lung = Annotated[bool, typer.Option("--lung-disease")]
Methotrexate = Annotated[bool, typer.Option("--methotrexate")]
HbvCore = Annotated[bool, typer.Option("--hbv-core")]
Pregnant = Annotated[bool, typer.Option("--could-be-pregnant")]
Muscle = Annotated[bool, typer.Option("--muscle-disease")]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which dates somebody asked for, as typed."""

    start: str | None
    time: str
    courses: int | None
    dates: str | None

    def dates_in(self, zone: str) -> Dates:
        """Return the dates, by the clock of a zone. Raises Refused."""
        clock, place = clock_time(self.time), zone_named(zone)
        if self.dates:
            if self.courses is not None:
                said = "Use --courses or --dates: the dates say how many there are."
                raise Refused("dates", said)
            return Dates(place, clock, days=tuple(_all_days(self.dates, self.start)))
        if self.start is None:
            raise typer.BadParameter("--start is missing: the day of the first infusion.")
        return Dates(place, clock, day(self.start), self.courses or 1)


def history(
    last_infusion: str | None,
    last_induction: str | None,
    induction: Induction | None,
    holds: dict[Condition, bool],
) -> History:
    """Return what was before the plan, and what is known of the patient."""
    known = frozenset(condition for condition, yes in holds.items() if yes)
    return History(maybe(last_infusion, day), maybe(last_induction, day), induction, known)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what a plan cannot be into a refusal with its reason."""
    try:
        yield
    except NotOurs as error:
        raise Refused("not_scheduled", str(error)) from error
    except UnknownRegimen as error:
        raise Refused("unknown_regimen", str(error)) from error
    except UnknownPreset as error:
        raise Refused("unknown_preset", str(error)) from error
    except NotProposed as error:
        raise Refused(error.code, str(error)) from error
    except Impossible as error:
        raise Refused(error.faults[0].code, error_text(error.faults[0])) from error


def maybe(said: str | None, make: Callable[[str], Made]) -> Made | None:
    """Return what `make` makes of it, or None where nothing was said."""
    return None if said is None else make(said)


def day(said: str) -> date:
    """Return the day written as 2026-12-01. Raises Refused."""
    try:
        found = date.fromisoformat(said.strip())
    except ValueError as error:
        raise Refused("date", f"{said.strip()!r} is no date; write 2026-12-01.") from error
    if found.year not in YEARS:
        raise Refused("date", f"{said.strip()!r}: check the year.")
    return found


def moment(said: str) -> datetime:
    """Return the moment written as 2026-12-01T08:00:00Z. Raises Refused."""
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError as error:
        raise Refused("date", f"{said!r} is no moment; write 2026-12-01T08:00:00Z.") from error
    if found.tzinfo is None:
        raise Refused("date", f"{said!r} has no zone; write 2026-12-01T08:00:00Z.")
    return found


def _all_days(dates: str, start: str | None) -> list[date]:
    """Return the days the clinic entered; the first infusion may be told by --start alone."""
    days = [day(one) for one in dates.split(",")]
    first = day(start) if start else min(days)
    if first > min(days):
        raise Refused("dates", f"--start is {first}, but --dates begin earlier, on {min(days)}.")
    return days if first in days else [first, *days]
