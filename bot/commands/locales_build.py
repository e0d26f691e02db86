"""`companion locales build`: whether the texts may be released, for people and release scripts.

Nothing is compiled: the bot reads the catalogs themselves. Needs no database, no settings.
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import machine_time
from bot.commands.console import JSON, Exit, fail, tell
from bot.commands.locales_given import Folder
from messages.approvals import unapproved
from messages.catalogs import LOCALES, Catalogs
from messages.languages import LANGUAGES, PSEUDO, Status
from messages.workbench.release import lacks, manifest
from messages.workbench.reviews import Desk


def add_to(group: typer.Typer) -> None:
    """Add the command to the group `locales`."""
    group.command("build")(build)


def build(
    output: Annotated[
        Path | None, typer.Option("--manifest", help="Write here what the release holds.")
    ] = None,
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Say whether the texts may be released; end with 1 where they may not.

    Every open language needs each safety message approved, and nothing critical changed since; the
    templates are what is declared. Languages in preview or closed keep nothing back.
    """
    today, found = machine_time().date(), Catalogs(locales)
    desks = {code: Desk(found, code, today) for code in LANGUAGES if code not in PSEUDO}
    lacking = list(lacks(desks, lambda desk: unapproved(desk.language, desk.catalogs)))
    opened = [code for code, one in LANGUAGES.items() if one.status is Status.OPEN]
    document: dict[str, object] = {
        "ready": not lacking,
        "open": opened,
        "lacks": [{"language": one.language, "text": one.text} for one in lacking],
    }
    lines = [f"{one.language}: {one.text}" for one in lacking]
    if not lacking:
        lines = [f"Ready. Open: {', '.join(opened)}."]
        if output is not None:
            _write(output, manifest(desks))
            lines.append(f"{output} is written")
    tell(document, lines, as_json=as_json)
    if lacking:
        raise typer.Exit(Exit.REFUSED)


def _write(path: Path, held: dict[str, object]) -> None:
    try:
        path.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", "utf-8")
    except OSError as error:
        fail("unwritten", f"{path}: {error.strerror or 'it cannot be written'}.", Exit.REFUSED)
