"""Commands about treatment plans that need no database: what a regimen proposes, what is unusual.

The clinic enters dates; nothing here is stored, and nothing is computed but days. The commands on
one patient's plan stand in `plan_of_patient.py`, the list of dates from a file in `plan_import.py`.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands import plan_import, plan_of_patient
from bot.commands.console import JSON, Exit, Refused, tell
from bot.commands.plan_document import (
    AT_ONCE,
    Preview,
    error_document,
    preview_document,
    preview_lines,
    warning_document,
    warning_lines,
)
from bot.commands.plan_file import PlanFile, Unreadable, Wrong, read_plan
from bot.commands.plan_options import (
    Asked,
    Clock,
    Courses,
    Days,
    HbvCore,
    Induced,
    LastInduction,
    LastInfusion,
    Lung,
    Methotrexate,
    Muscle,
    Named,
    Pregnant,
    Preset,
    Start,
    history,
    maybe,
    moment,
    refusing,
)
from care.calendar import QuietHours, zone_named
from care.cover_notation import parse
from care.emergency_numbers import country_code
from care.monitoring_table import Condition
from care.plan_errors import errors
from care.plan_warnings import Unit, warnings
from care.proposals import Around, Terms, propose
from care.regimens import regimen_named
from care.reminders import QUIET, PatientClock


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help="Treatment plans: propose and check dates.", no_args_is_help=True)
    group.command("preview")(preview)
    group.command("check")(check)
    plan_of_patient.add_to(group)
    plan_import.add_to(group)
    app.add_typer(group, name="plan")


def preview(
    regimen: Named,
    zone: Annotated[str, typer.Option(help="The clinic's zone: Europe/Istanbul")],
    start: Start = None,
    time: Clock = "09:00",
    patient_zone: Annotated[str | None, typer.Option(help="Where the patient is.")] = None,
    quiet: Annotated[str, typer.Option(help="The patient's quiet hours.")] = str(QUIET),
    courses: Courses = None,
    dates: Days = None,
    last_infusion: LastInfusion = None,
    last_induction: LastInduction = None,
    induction: Induced = None,
    tests: Preset = "default",
    lung_disease: Lung = False,
    methotrexate: Methotrexate = False,
    hbv_core: HbvCore = False,
    could_be_pregnant: Pregnant = False,
    muscle_disease: Muscle = False,
    country: Annotated[str | None, typer.Option(help="For public holidays: TR")] = None,
    unit_hours: Annotated[str | None, typer.Option(help="Mon-Fri 08:00-17:00")] = None,
    enrolled: Annotated[str | None, typer.Option(help="Nothing is sent before.")] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show what a regimen proposes: infusions, blood tests, reminders and warnings."""
    holds = {
        Condition.LUNG_DISEASE: lung_disease,
        Condition.METHOTREXATE: methotrexate,
        Condition.HBV_CORE: hbv_core,
        Condition.COULD_BE_PREGNANT: could_be_pregnant,
        Condition.MUSCLE_DISEASE: muscle_disease,
    }
    before = history(last_infusion, last_induction, induction, holds)
    unit = Unit(maybe(country, country_code), maybe(unit_hours, parse))
    with refusing():
        named = regimen_named(regimen)
    asked = Asked(start, time, courses, dates).dates_in(zone)
    with refusing():
        plan = propose(Terms(named, unit=unit), asked, Around(before, tests))
    patient = PatientClock(zone_named(patient_zone or zone), QuietHours.parse(quiet))
    found = Preview(plan, patient, maybe(enrolled, moment) or AT_ONCE)
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
