"""`companion locales check`, `fix` and `explain`: what is wrong with translations, for translators.

Any PO file, against any template. Needs no database, no settings, no network.
"""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import JSON, Exit, fail, tell
from messages.workbench.checks import report
from messages.workbench.checks.examples import EXAMPLES
from messages.workbench.checks.inspection import (
    Finding,
    catalogs,
    inspect_all,
    language_of,
    read_template,
    template_of,
)
from messages.workbench.checks.mend import mended
from messages.workbench.checks.reader import read
from messages.workbench.checks.rules import CODES, FIXABLE

Paths = Annotated[list[Path], typer.Argument(help="PO files, or folders with them.")]
Pot = Annotated[Path | None, typer.Option(help="The template, if it does not lie beside.")]
Tongue = Annotated[str, typer.Option(help="The language of the findings, if not the file's own.")]


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group of the workbench."""
    group.command("check")(check)
    group.command("fix")(fix)
    group.command("explain")(explain)


def check(
    paths: Paths,
    pot: Pot = None,
    lang_of_findings: Tongue = "",
    ids: Annotated[list[str] | None, typer.Option("--id", help="Only this; repeatable.")] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show what is wrong with translations, and how to mend it."""
    there = _there(paths, pot, as_json=as_json)
    findings = [one for one in inspect_all(there, pot) if not ids or _asked(one, ids)]
    document = report.document(len(there), findings, lang_of_findings) if as_json else {}
    lines = () if as_json else report.lines(len(there), findings, lang_of_findings)
    tell(document, lines, as_json=as_json)
    if any(one.error for one in findings):
        raise typer.Exit(Exit.REFUSED)


def _asked(finding: Finding, ids: list[str]) -> bool:
    """Say whether a finding is of these messages; a file that cannot be read is never left out."""
    return finding.id in ids or finding.code.startswith("F")


def fix(paths: Paths, pot: Pot = None, as_json: Annotated[bool, JSON] = False) -> None:
    """Mend what a program can mend: marks nobody sees, edges, line ends, the head of a file."""
    written = []
    for path in _there(paths, pot, as_json=as_json):
        raw = path.read_bytes()
        beside = pot or template_of(path)
        entries = read_template(beside, beside.stat().st_mtime_ns).entries if beside else None
        new = mended(raw, language_of(path, read(raw))[0], entries)
        if new != raw:
            path.write_bytes(new)
            written.append(str(path))
    tell({"written": written}, [f"{name} is written" for name in written], as_json=as_json)


def explain(
    code: Annotated[str, typer.Argument(help="The code of a rule, such as B03.")],
    lang_of_findings: Tongue = "en",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show what a rule finds, how to mend it, and an example."""
    code = code.upper()
    if code not in CODES:
        fail("code", f"{code} is no rule. There are: {', '.join(CODES)}.", Exit.USAGE)
    example = EXAMPLES.get(code)
    document = {
        "code": code,
        "message": report.says(code, lang_of_findings, "…", "…"),
        "fix": report.how(code, lang_of_findings, "…", "…"),
        "fixable": code in FIXABLE,
        "wrong": example.wrong if example else "",
        "right": example.right if example else "",
    }
    shown = [document["message"], f"→ {document['fix']}"]
    if example:
        shown += [f"English: {example.english}", f"✗ {example.wrong}", f"✓ {example.right}"]
    tell(document, map(str, shown), as_json=as_json)


def _there(paths: list[Path], pot: Path | None, *, as_json: bool) -> list[Path]:
    """Return the files there are; end the command where one is named that cannot be read."""
    missing = [path for path in (*paths, *((pot,) if pot else ())) if not path.exists()]
    found = [] if missing else catalogs(paths)
    if not found:
        named = ", ".join(map(str, missing or paths))
        fail("unread", f"There is no PO file to read: {named}", Exit.USAGE, as_json=as_json)
    return found
