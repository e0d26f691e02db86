"""The command that lists alerts, for people and programs."""

from typing import Annotated, Any

import typer

from bot.commands.console import JSON, tell, utc
from bot.commands.desk import Desk, at_desk
from care.escalation import Status
from store import alerts as alert_store
from store import people, teams
from store.tables import AlertRow


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("alerts")(alerts)


def alerts(
    team: Annotated[int | None, typer.Option(help="Only of this team.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """List unresolved alerts, the newest first."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.store.begin() as session:
            rows = await alert_store.of_team(session, team, resolved=everything)
            return [await _document(session, row) for row in rows]

    found = at_desk(work)
    tell({"alerts": found}, [_line(one) for one in found], as_json=as_json)


async def _document(session: Any, row: AlertRow) -> dict[str, Any]:
    patient = await people.patient(session, row.care_team_id, row.patient_id)
    holder = None
    if row.acknowledged_by is not None:
        holder = await teams.member_name(session, row.care_team_id, row.acknowledged_by)
    resolved = row.status is Status.RESOLVED
    return {
        "number": row.number,
        "team": row.care_team_id,
        "patient": patient.pseudonym if patient else None,
        "severity": row.severity,
        "status": row.status,
        "step": row.step,
        "opened": utc(row.opened),
        "next_step_at": None if resolved else utc(row.due),
        "acknowledged_by": holder,
        "acknowledged_at": utc(row.acknowledged_at),
        "resolved_reason": row.resolved_reason,
        "findings": row.findings,
    }


def _line(one: dict[str, Any]) -> str:
    holder = f", {one['acknowledged_by']}" if one["acknowledged_by"] else ""
    findings = ", ".join(one["findings"])
    return (
        f"No. {one['number']}  {one['patient']}  {one['severity']}  {one['status']}{holder}  "
        f"{one['opened']}  {findings}"
    )
