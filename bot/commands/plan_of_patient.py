"""Commands on one patient's plan: propose and accept one, show it, move and cancel its dates.

The clinic enters the dates: `propose` stores nothing unless it is told to accept.
"""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from bot.commands.appointment import document, found, moment
from bot.commands.console import JSON, Refused, tell, utc
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.patient import found_patient
from bot.commands.plan_document import (
    appointment_document,
    appointment_line,
    warning_document,
    warning_lines,
)
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
    refusing,
)
from bot.commands.plan_texts import error_text
from care.monitoring_table import Condition
from care.regimens import REGIMENS, RegimenId
from scheduler import planning, planning_changes
from scheduler.planning_changes import CannotBe
from store import plans, teams
from store.tables import Appointment, TreatmentPlan

Whose = Annotated[str, typer.Argument(help="P-0007")]


def add_to(group: typer.Typer) -> None:
    """Add the commands to those about plans."""
    group.command("propose")(propose)
    group.command("show")(show)
    group.command("move")(move)
    group.command("cancel")(cancel)


def propose(
    patient: Whose,
    regimen: Named,
    zone: Annotated[str | None, typer.Option(help="Area/City; the team's, if not given.")] = None,
    start: Start = None,
    time: Clock = "09:00",
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
    place: Annotated[str | None, typer.Option(help="Where, as the patient reads it.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Enter the dates.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show what a regimen proposes for a patient, and with --accept enter it."""
    holds = {
        Condition.LUNG_DISEASE: lung_disease,
        Condition.METHOTREXATE: methotrexate,
        Condition.HBV_CORE: hbv_core,
        Condition.COULD_BE_PREGNANT: could_be_pregnant,
        Condition.MUSCLE_DISEASE: muscle_disease,
    }
    before = history(last_infusion, last_induction, induction, holds)
    asked = Asked(start, time, courses, dates)

    async def work(desk: Desk) -> tuple[planning.Offer, TreatmentPlan | None]:
        async with desk.store.begin() as session:
            who = await found_patient(session, patient)
            team = await teams.team(session, who.care_team_id)
            wish = planning.Wish(regimen, asked.dates_in(zone or team.zone), tests, before, place)
            with refusing():
                offer = await planning.propose(session, who, wish, desk.now)
            if not accept:
                return offer, None
            return offer, await planning.accept(session, who, offer, BY, desk.now)

    offer, plan = at_desk(work)
    lines = _offer_lines(offer) if plan is None else [str(plan.id), *_offer_lines(offer)]
    tell(_offer_document(offer, plan), lines, as_json=as_json)


def show(patient: Whose, as_json: Annotated[bool, JSON] = False) -> None:
    """Show the plan a patient is on, with every date that belongs to it."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            who = await found_patient(session, patient)
            plan = await plans.current(session, who)
            if plan is None:
                raise Refused(
                    "no_plan",
                    f"{who.pseudonym} has no plan; make one with: companion plan propose "
                    f"{who.pseudonym} REGIMEN --accept",
                )
            return _plan_document(plan, await plans.dates_of(session, plan))

    made = at_desk(work)
    lines = [
        f"{made['id']}  {made['regimen']}{'  OFF-LABEL' if made['off_label'] else ''}",
        *(
            f"{one['id']}  {one['kind']}  {one['local']} {one['zone']}  {one['status']}  "
            f"[{one['standing'] or 'entered by the clinic'}]"
            for one in made["appointments"]
        ),
    ]
    tell(made, lines, as_json=as_json)


def move(
    appointment: int,
    to: Annotated[str, typer.Option(help="Local time at the clinic: 2026-12-01T09:30")],
    along: Annotated[
        bool, typer.Option("--along", help="Move what hangs on it by as many days.")
    ] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Move a date, alone or with what hangs on it, and say what is unusual then."""
    when = moment(to)

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            row = await found(session, appointment)
            change = await planning_changes.propose_move(session, row, when, desk.now)
            try:
                outlook = await planning_changes.move(session, change, BY, desk.now, along=along)
            except CannotBe as error:
                raise Refused(error.fault.code, error_text(error.fault)) from error
            return {
                "moved": document(row),
                "along": [document(one) for one, _ in change.along] if along else [],
                "stayed": [] if along else [document(one) for one, _ in change.along],
                "warnings": [warning_document(one) for one in outlook.remarks],
            }

    made = at_desk(work)
    tell(made, _moved_lines(made), as_json=as_json)


def cancel(
    appointment: int,
    along: Annotated[
        bool, typer.Option("--along", help="Cancel the blood tests for it too.")
    ] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Cancel a planned date, alone or with the blood tests that are drawn for it."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.store.begin() as session:
            row = await found(session, appointment)
            gone = await planning_changes.cancel(session, row, BY, desk.now, along=along)
            return [document(one) for one in gone]

    made = at_desk(work)
    tell({"cancelled": made}, [str(one["id"]) for one in made], as_json=as_json)


def _offer_document(offer: planning.Offer, plan: TreatmentPlan | None) -> dict[str, Any]:
    regimen = offer.proposal.regimen
    return {
        "plan": plan.id if plan else None,
        "accepted": plan is not None,
        "regimen": regimen.id,
        "off_label": regimen.off_label,
        "label": regimen.label,
        "appointments": [
            appointment_document(one, offer.proposal.bases) for one in offer.proposal.appointments
        ],
        "ends": offer.ends,
        "cancels": [document(row) for row in offer.falls],
        "keeps": [document(row) for row in offer.stays],
        "warnings": [warning_document(one) for one in offer.proposal.remarks],
    }


def _offer_lines(offer: planning.Offer) -> list[str]:
    regimen = offer.proposal.regimen
    return [
        f"{regimen.id}  {regimen.name}",
        f"{'OFF-LABEL. ' if regimen.off_label else ''}{regimen.label}",
        *(appointment_line(one, offer.proposal.bases) for one in offer.proposal.appointments),
        *([f"Ends plan {offer.ends}."] if offer.ends else []),
        *(f"Cancels {_row_line(row)}" for row in offer.falls),
        *(f"Stays as it is: {_row_line(row)}" for row in offer.stays),
        *warning_lines(offer.proposal.remarks),
    ]


def _plan_document(plan: TreatmentPlan, rows: Sequence[Appointment]) -> dict[str, Any]:
    regimen = REGIMENS[RegimenId(plan.regimen)]
    return {
        "id": plan.id,
        "regimen": plan.regimen,
        "off_label": regimen.off_label,
        "label": regimen.label,
        "facts": plan.facts,
        "made_by": plan.made_by,
        "created": utc(plan.created),
        "appointments": [document(row) for row in rows],
    }


def _moved_lines(made: dict[str, Any]) -> list[str]:
    moved = [made["moved"], *made["along"]]
    return [
        *(f"{one['id']}  {one['kind']}  {one['local']} {one['zone']}" for one in moved),
        *(f"Not moved: {one['id']}  {one['kind']}  {one['local']}" for one in made["stayed"]),
        *(f"Warning: {one['text']} ({one['status']})" for one in made["warnings"]),
    ]


def _row_line(row: Appointment) -> str:
    return f"{row.id}  {row.kind}  {row.local} {row.zone}"
