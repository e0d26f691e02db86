"""`companion locales preview`: every message of a language on one page, for people to look at.

Writes one file. Needs no database, no settings, no network.
"""

from pathlib import Path
from typing import Annotated

import typer

from bot.clock import machine_time
from bot.commands.console import JSON, Exit, fail, tell
from bot.commands.locales_given import Folder, LanguageGiven, require_readable
from messages.catalogs import LOCALES, Catalogs
from messages.workbench import notes
from messages.workbench.checks.inspection import Finding, catalogs, inspect_all
from messages.workbench.gallery import Remarks, cards, draft_line
from messages.workbench.gallery_page import page
from messages.workbench.reviews import Desk
from messages.workbench.templates import DOMAINS, of_domain


def add_to(group: typer.Typer) -> None:
    """Add the command to the group `locales`."""
    group.command("preview")(preview)


def preview(
    language: LanguageGiven,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write the page.")
    ] = None,
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Draw every message of a language as chat bubbles, on one page that needs no network.

    English stands beside it, and its state and what the checks find. Approves nothing.
    """
    require_readable(locales, [language])
    target = output or Path(f"preview-{language}.html")
    at = Desk(Catalogs(locales), language, machine_time().date())
    texts = [text for domain in DOMAINS for text in of_domain(domain)]
    findings = _findings(locales / language)
    said = notes_of(locales, language)
    loose = [one for one in findings if one.id not in {text.id for text in texts}]
    drawn = page(language, cards(at, texts, Remarks(findings, said)), draft_line(at), loose)
    try:
        target.write_text(drawn, "utf-8")
    except OSError as error:
        why = error.strerror or "it cannot be written"
        fail("unwritten", f"{target}: {why}. Name another file with -o.", Exit.REFUSED)
    tell(
        {
            "written": str(target),
            "messages": len(texts),
            "findings": len(findings),
            "notes": len(said),
        },
        [
            f"{target} is written. Open it.",
            f"Messages: {len(texts)}. Findings: {len(findings)}. Notes: {len(said)}.",
        ],
        as_json=as_json,
    )


def _findings(folder: Path) -> list[Finding]:
    return inspect_all(there) if folder.exists() and (there := catalogs([folder])) else []


def notes_of(locales: Path, language: str) -> list[notes.Note]:
    """Return what translators noted about a language; end the command where it cannot be read."""
    path = notes.path_of(locales, language)
    try:
        return notes.read(path)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text in UTF-8"
        fail("unread", f"{path}: {why}. Mend it, or move it away.", Exit.REFUSED)
