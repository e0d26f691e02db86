"""Commands about treatment plans that need no database: what a regimen proposes, what is unusual.

The clinic enters dates; nothing here is stored, and nothing is computed but days.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from bot.commands.console import JSON, Exit, Refused, tell
from bot.commands.plan_document import (
    AT_ONCE,
    Preview,
    ProposedPlan,
    basis_of_test,
    error_document,
    preview_document,
    preview_lines,
    warning_document,
    warning_lines,
)
from bot.commands.plan_file import PlanFile, Unreadable, Wrong, read_plan
from bot.commands.plan_texts import error_text
from care.appointments import Dated
from care.calendar import QuietHours, clock_time, instant, zone_named
from care.cover_notation import parse
from care.emergency_numbers import country_code
from care.monitoring import UnknownPreset, blood_tests
from care.monitoring_table import Condition
from care.plan_errors import YEARS, begins, errors
from care.plan_warnings import History, Unit, warnings
from care.plans import ENTERED, NotProposed, basis_of, entered, proposed
from care.public_holidays import rests
from care.regimens import Induction, NotOurs, Regimen, UnknownRegimen, regimen_named
from care.reminders import QUIET, PatientClock

Made = TypeVar("Made")
MOST_COURSES = 40  # twenty years of half-yearly infusions


@dataclass(frozen=True, slots=True)
class Dates:
    """Which dates somebody asked for, as typed; the country says when nobody draws blood."""

    start: str | None
    time: str
    courses: int | None
    dates: str | None
    country: str | None = None


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help="Treatment plans: propose and check dates.", no_args_is_help=True)
    group.command("preview")(preview)
    group.command("check")(check)
    app.add_typer(group, name="plan")


def preview(
    regimen: Annotated[str, typer.Argument(help="RA_COURSE, GPA_MPA_MAINT, CUSTOM …")],
    zone: Annotated[str, typer.Option(help="The clinic's zone: Europe/Istanbul")],
    start: Annotated[str | None, typer.Option(help="Day of the first infusion.")] = None,
    time: Annotated[str, typer.Option(help="Time of infusions at the clinic.")] = "09:00",
    patient_zone: Annotated[str | None, typer.Option(help="Where the patient is.")] = None,
    quiet: Annotated[str, typer.Option(help="The patient's quiet hours.")] = str(QUIET),
    courses: Annotated[int | None, typer.Option(min=1, max=MOST_COURSES)] = None,
    dates: Annotated[str | None, typer.Option(help="The clinic's own days, with commas.")] = None,
    last_infusion: Annotated[str | None, typer.Option(help="Day of the one before.")] = None,
    last_induction: Annotated[
        str | None, typer.Option(help="Last induction infusion, or the day of disease control.")
    ] = None,
    induction: Annotated[Induction | None, typer.Option(help="What it was.")] = None,
    tests: Annotated[
        str, typer.Option("--blood-tests", help="default, 2-4w, 2-4m or 4w+16w")
    ] = "default",
    lung_disease: Annotated[bool, typer.Option("--lung-disease")] = False,
    methotrexate: Annotated[bool, typer.Option("--methotrexate")] = False,
    hbv_core: Annotated[bool, typer.Option("--hbv-core")] = False,
    could_be_pregnant: Annotated[bool, typer.Option("--could-be-pregnant")] = False,
    muscle_disease: Annotated[bool, typer.Option("--muscle-disease")] = False,
    country: Annotated[str | None, typer.Option(help="For public holidays: TR")] = None,
    unit_hours: Annotated[str | None, typer.Option(help="Mon-Fri 08:00-17:00")] = None,
    enrolled: Annotated[str | None, typer.Option(help="Nothing is sent before.")] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show what a regimen proposes: infusions, blood tests, reminders and warnings."""
    conditions = {
        Condition.LUNG_DISEASE: lung_disease,
        Condition.METHOTREXATE: methotrexate,
        Condition.HBV_CORE: hbv_core,
        Condition.COULD_BE_PREGNANT: could_be_pregnant,
        Condition.MUSCLE_DISEASE: muscle_disease,
    }
    known = frozenset(condition for condition, holds in conditions.items() if holds)
    history = History(_maybe(last_infusion, _day), _maybe(last_induction, _day), induction, known)
    unit = Unit(_maybe(country, country_code), _maybe(unit_hours, parse))
    asked = Dates(start, time, courses, dates, unit.country)
    plan = _plan(regimen_called(regimen), asked, zone, tests, history)
    unusual = warnings(plan.appointments, plan.regimen, unit, history)
    patient = PatientClock(zone_named(patient_zone or zone), QuietHours.parse(quiet))
    found = Preview(plan, unusual, patient, _maybe(enrolled, _moment) or AT_ONCE)
    tell(preview_document(found), preview_lines(found), as_json=as_json)


def check(
    file: Annotated[Path, typer.Argument(help="A plan as JSON.")],
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Say what is unusual about a plan, and what cannot be. Warnings never block."""
    try:
        plan = read_plan(_text(file))
    except Unreadable as error:
        raise Refused("unreadable", f"{file}: {error}") from error
    except Wrong as error:
        _end([], [{"code": "unclear", "appointment": None, "text": str(error)}], as_json=as_json)
    else:
        _check(plan, as_json=as_json)


def regimen_called(name: str) -> Regimen:
    """Return the regimen of that name, or raise Refused with the reason."""
    try:
        return regimen_named(name)
    except NotOurs as error:
        raise Refused("not_scheduled", str(error)) from error
    except UnknownRegimen as error:
        raise Refused("unknown_regimen", str(error)) from error


def _infusions(regimen: Regimen, asked: Dates, zone: tzinfo) -> tuple[Dated, ...]:
    clock = clock_time(asked.time)
    if asked.dates:
        if asked.courses is not None:
            raise Refused("dates", "Use --courses or --dates: the dates say how many there are.")
        days = _all_days(asked.dates, asked.start)
        return entered([datetime.combine(day, clock) for day in days], zone)
    if asked.start is None:
        raise typer.BadParameter("--start is missing: the day of the first infusion.")
    first = datetime.combine(_day(asked.start), clock)
    try:
        return proposed(regimen, first, zone, asked.courses or 1)
    except NotProposed as error:
        raise Refused(error.code, str(error)) from error


def _all_days(dates: str, start: str | None) -> list[date]:
    """Return the days the clinic entered; the first infusion may be told by --start alone."""
    days = [_day(one) for one in dates.split(",")]
    first = _day(start) if start else min(days)
    if first > min(days):
        raise Refused("dates", f"--start is {first}, but --dates begin earlier, on {min(days)}.")
    return days if first in days else [first, *days]


def _blood_tests(
    infusions: tuple[Dated, ...], preset: str, history: History, country: str | None
) -> tuple[Dated, ...]:
    try:
        off = partial(rests, country)
        return blood_tests(infusions, preset, history.conditions, day_off=off)
    except UnknownPreset as error:
        raise Refused("unknown_preset", str(error)) from error


def _plan(regimen: Regimen, asked: Dates, zone: str, preset: str, history: History) -> ProposedPlan:
    infusions = _infusions(regimen, asked, zone_named(zone))
    for fault in errors(infusions):
        raise Refused(fault.code, error_text(fault))
    drawn = _blood_tests(infusions, preset, history, asked.country)
    for fault in errors((*infusions, *drawn)):
        raise Refused(fault.code, error_text(fault))
    by_clinic = bool(asked.dates)
    bases = {one.ref: ENTERED if by_clinic else basis_of(regimen, one) for one in infusions}
    bases |= {one.ref: basis_of_test(one) for one in drawn}
    both = tuple(sorted((*infusions, *drawn), key=begins))
    return ProposedPlan(regimen, both, bases, _before(history, infusions[0]))


def _before(history: History, first: Dated) -> datetime | None:
    """Return about when the infusion before these was; nobody told us its hour."""
    last = history.last_infusion
    if last is None:
        return None
    if last >= first.wall.date():
        raise Refused(
            "last_infusion",
            f"--last-infusion is {last}, but the plan begins on {first.wall:%Y-%m-%d}.",
        )
    return instant(last, first.wall.time(), first.zone)


def _check(plan: PlanFile, *, as_json: bool) -> None:
    if faults := errors(plan.appointments):
        _end([], [error_document(one) for one in faults], as_json=as_json)
    found = warnings(plan.appointments, plan.regimen, plan.unit, plan.history)
    if not as_json:
        tell(None, warning_lines(found) or ["Nothing unusual."], as_json=False)
        return
    _end([warning_document(one) for one in found], [], as_json=True)


def _end(unusual: list[dict[str, Any]], wrong: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        tell({"warnings": unusual, "errors": wrong}, (), as_json=True)
    for one in wrong:
        typer.echo(one["text"], err=True)
    if wrong:
        raise typer.Exit(Exit.REFUSED)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"This is not text in UTF-8, byte {error.start}.") from error
    except OSError as error:
        raise Unreadable(f"This file cannot be read: {error.strerror}.") from error


def _maybe(said: str | None, make: Callable[[str], Made]) -> Made | None:
    return None if said is None else make(said)


def _day(said: str) -> date:
    try:
        day = date.fromisoformat(said.strip())
    except ValueError as error:
        raise Refused("date", f"{said.strip()!r} is no date; write 2026-12-01.") from error
    if day.year not in YEARS:
        raise Refused("date", f"{said.strip()!r}: check the year.")
    return day


def _moment(said: str) -> datetime:
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError as error:
        raise Refused("date", f"{said!r} is no moment; write 2026-12-01T08:00:00Z.") from error
    if found.tzinfo is None:
        raise Refused("date", f"{said!r} has no zone; write 2026-12-01T08:00:00Z.")
    return found
