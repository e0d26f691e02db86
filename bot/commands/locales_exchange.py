"""`companion locales export` and `import`: a language in a spreadsheet, and back.

Needs no database, no settings, no network.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot.clock import machine_time
from bot.commands.console import JSON, Exit, fail, tell
from bot.commands.locales_given import Folder, LanguageGiven, require_readable
from messages.catalogs import LOCALES, Catalogs
from messages.workbench import exchange, exchange_files
from messages.workbench.checks import report
from messages.workbench.checks.inspection import Finding
from messages.workbench.exchange_cells import TooLong
from messages.workbench.exchange_files import ENDINGS, Shelf, Stage, staged
from messages.workbench.exchange_import import (
    NotASheet,
    Received,
    Remark,
    language_of,
    reasons,
    received,
)
from messages.workbench.po_edit import Unreadable
from messages.workbench.reviews import Desk
from messages.workbench.templates import DOMAINS

Domains = Annotated[list[str] | None, typer.Option("--domain", help="Only this; repeatable.")]
States = Annotated[
    list[str] | None, typer.Option("--state", help="Only messages in this state; repeatable.")
]


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group `locales`."""
    group.command("export")(export)
    group.command("import")(import_)


def export(
    language: LanguageGiven,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file that ends in .xlsx or .csv.")
    ] = None,
    domains: Domains = None,
    states: States = None,
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Write a language into a spreadsheet, one message a row, for `import` to read again."""
    for domain in domains or ():
        _require(domain, DOMAINS)
    for state in states or ():
        _require(state, exchange.STATES)
    target = output or Path(f"{language}.xlsx")
    _require(target.suffix.lower(), ENDINGS)
    require_readable(locales, [language])
    desk = Desk(Catalogs(locales), language, machine_time().date())
    try:
        table = exchange.table(desk, domains or DOMAINS, states or exchange.STATES)
        target.write_bytes(exchange_files.in_bytes(table, target.suffix.lower()))
    except Unreadable as broken:
        _fail_broken(broken, language, as_json=as_json)
    except TooLong as long:
        text = f"{long} is longer than a cell of a workbook can be: write a .csv."
        fail("too_long", text, Exit.REFUSED, as_json=as_json)
    except OSError as error:
        why = error.strerror or "it cannot be written"
        fail("unwritten", f"{target}: {why}. Name another file with -o.", Exit.REFUSED)
    tell(
        {"written": str(target), "messages": len(table.rows)},
        [f"{target} is written: {len(table.rows)} messages."],
        as_json=as_json,
    )


def import_(
    sheet: Annotated[Path, typer.Argument(help="A spreadsheet that `export` has written.")],
    locales: Folder = LOCALES,
    lang_of_findings: Annotated[
        str, typer.Option(help="The language of the findings, if not the sheet's own.")
    ] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Take translations from a spreadsheet. Refused as a whole where a row is not sound.

    A row whose English has changed since the export is held back and named; the others are taken.
    """
    try:
        rows = exchange_files.read_sheet(sheet)
        language = language_of(rows[0])
        require_readable(locales, [language])
        there = exchange_files.shelf(locales, language)
        found = received(rows, there.entries, there.remarks)
    except NotASheet as wrong:
        fail("sheet", f"{sheet}: {wrong}", Exit.USAGE, as_json=as_json)
    except Unreadable as broken:
        _fail_broken(broken, language, as_json=as_json)
    except OSError as error:
        fail("unread", f"{sheet}: {error.strerror}.", Exit.USAGE, as_json=as_json)
    _take(there, found, lang_of_findings or language, as_json=as_json)


def _take(there: Shelf, found: Received, language: str, *, as_json: bool) -> None:
    with staged(there, found) as stage:
        findings = stage.findings()
        by_id: dict[str, list[str]] = {}
        for one in findings:
            if one.error:
                said = report.says(one.code, language, one.what, one.other)
                how = report.how(one.code, language, one.what, one.other)
                by_id.setdefault(one.id, []).append(f"{said} → {how}")
        refused = sorted(reasons(found, by_id), key=lambda one: one.row)
        _require_sound(refused, as_json=as_json)
        written = stage.commit()
    document = _document(written, found, findings, language)
    tell(document, _lines(stage, found, findings, language), as_json=as_json)
    if found.held:
        raise typer.Exit(Exit.REFUSED)


def _require_sound(refused: Iterable[Remark], *, as_json: bool) -> None:
    """End the command where a row is refused: then nothing is written."""
    rows = list(refused)
    if not rows:
        return
    if as_json:
        error = {"code": "unsound", "rows": [asdict(one) for one in rows]}
        tell({"written": [], "error": error}, (), as_json=True)
    lines = [f"row {one.row} {one.id}: {one.why}" for one in rows]
    text = "\n".join([*lines, "Nothing is written. Mend these rows, and import the sheet again."])
    fail("unsound", text, Exit.REFUSED)


def _document(
    written: Iterable[Path], found: Received, findings: Iterable[Finding], language: str
) -> dict[str, Any]:
    return {
        "written": [str(path) for path in written],
        "changed": sorted(found.words),
        "settled": sorted(found.settled),
        "held": [asdict(one) for one in found.held],
        "still_fuzzy": [asdict(one) for one in found.still_fuzzy],
        "notes": [asdict(one) for one in found.notes],
        "findings": [
            {
                "id": one.id,
                "row": found.rows[one.id],
                "code": one.code,
                "level": "error" if one.error else "warning",
                "message": report.says(one.code, language, one.what, one.other),
            }
            for one in findings
        ],
    }


def _lines(stage: Stage, found: Received, findings: list[Finding], language: str) -> Iterator[str]:
    if findings:
        yield from report.lines(len(stage.files), findings, language)
    for one in found.notes:
        note = " ".join(one.why.split())
        yield f"row {one.row} {one.id}: a note, which stays in the sheet: {note}"
    for one in found.still_fuzzy:
        yield (
            f"row {one.row} {one.id}: your words are in, and it stays fuzzy. Where they fit the"
            f" English of today, {one.why} and import again."
        )
    for one in found.held:
        yield f"row {one.row} {one.id}: held back: {one.why}"
    if found.held:
        yield "Export again, and copy from this sheet what was held back."
    yield from _end(stage, found)


def _end(stage: Stage, found: Received) -> Iterator[str]:
    yield f"Translations changed: {len(found.words)}. Settled: {len(found.settled)}."
    yield from (f"{path} is written" for path in stage.files)
    if stage.files:
        yield "Export again before you change more: this sheet is older than the catalog now."


def _require(given: str, known: Iterable[str]) -> None:
    there = list(known)
    if given not in there:
        fail("usage", f"{given or 'Nothing'} is none of: {', '.join(there)}.", Exit.USAGE)


def _fail_broken(broken: Unreadable, language: str, *, as_json: bool) -> NoReturn:
    text = f"{language}: {broken}. See `companion locales check`."
    fail("broken", text, Exit.REFUSED, as_json=as_json)
