"""The command that enters dates from a table file: all of them, or none and why.

It reads the file; what may be entered is decided in `scheduler/planning_import.py`.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.appointment import document
from bot.commands.console import JSON, Exit, Refused, tell
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.plan_rows import NoTable, Table, read_table
from bot.commands.team import found_team
from scheduler.planning_import import BadRow, Import


class _Undone(Exception):
    """What was entered is not kept: something is bad, or it was a dry run."""


def add_to(group: typer.Typer) -> None:
    """Add the command to those about plans."""
    group.command("import")(import_dates)


def import_dates(
    file: Annotated[
        Path, typer.Argument(help="CSV: patient,kind,local,zone,place,tests,course,gates")
    ],
    team: Annotated[int | None, typer.Option(help="Only patients of this team.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be entered.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Enter the dates of a table, all or none. `gates`: the local time of the test's infusion."""
    table = _table(file)

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], list[BadRow]]:
        made: list[dict[str, Any]] = []
        bad = list(table.bad)
        try:
            async with desk.store.begin() as session:
                if team is not None:
                    await found_team(session, team)
                entering = Import(session, BY, desk.now, team)
                await entering.enter(table.rows)
                bad += entering.bad
                made = [document(row) for row in entering.entered]
                if bad or dry_run:
                    raise _Undone  # noqa: TRY301 -- undoes what was tried
        except _Undone:
            made = [] if bad else [one | {"id": None} for one in made]
        return made, bad

    made, bad = at_desk(work)
    _tell(made, sorted(bad, key=lambda one: one.line), dry_run=dry_run, as_json=as_json)


def _table(file: Path) -> Table:
    try:
        table = read_table(file.read_bytes())
    except NoTable as error:
        raise Refused("unreadable", f"{file}: {error}") from error
    except OSError as error:
        raise Refused("unreadable", f"{file} cannot be read: {error.strerror}.") from error
    if not table.rows and not table.bad:
        raise Refused("empty", f"{file} holds no dates: only its header.")
    return table


def _tell(made: list[dict[str, Any]], bad: list[BadRow], *, dry_run: bool, as_json: bool) -> None:
    errors = [{"line": one.line, "column": one.column, "text": one.text} for one in bad]
    ids = [f"{'would enter' if dry_run else one['id']}  {_line(one)}" for one in made]
    tell({"dry_run": dry_run, "entered": made, "errors": errors}, ids, as_json=as_json)
    for one in bad:
        typer.echo(str(one), err=True)
    if bad:
        typer.echo("Nothing was entered.", err=True)
        raise typer.Exit(Exit.REFUSED)


def _line(one: dict[str, Any]) -> str:
    return f"{one['patient']}  {one['kind']}  {one['local']} {one['zone']}"
