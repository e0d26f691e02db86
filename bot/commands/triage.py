"""`companion triage` and `companion evaluate`: what the rules make of words, and how well.

They need no database, no settings and no network.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import JSON, Exit, fail, tell
from bot.commands.triage_document import (
    Unclear,
    context_of,
    evaluation_document,
    labelled,
    read_line,
    reading_document,
)
from bot.commands.triage_report import evaluation_lines, report
from care.detector_languages import Lexicons, read_message
from care.evaluation import Labelled, evaluate
from care.findings import Reading
from messages.lexicons import read_lexicons

STDIN = "-"

Language = Annotated[str | None, typer.Option("--lang", help="The language its writer reads.")]


def add_to(app: typer.Typer) -> None:
    """Add both commands."""
    app.command("triage")(triage)
    app.command("evaluate")(measure)


def triage(
    text: Annotated[str | None, typer.Argument(help="What somebody wrote.")] = None,
    lang: Language = None,
    context: Annotated[str, typer.Option(help='{"hours_since_infusion": 5}')] = "null",
    batch: Annotated[str | None, typer.Option(help="A file of JSON lines, or - .")] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Say what to do about a message: alert, ask, answer or menu."""
    if (text is None) == (batch is None):
        fail("usage", "Give a text in quotes, or --batch with a file of JSON lines.", Exit.USAGE)
    if batch is not None:
        raise typer.Exit(_batch(batch, read_lexicons()))
    try:
        about = context_of(json.loads(context))
    except (ValueError, Unclear) as wrong:
        fail("context", f"--context: {wrong}", Exit.USAGE, as_json=as_json)
    reading = read_message(text or "", read_lexicons(), about, lang)
    tell(reading_document(1, reading), _lines(reading), as_json=as_json)


def _batch(name: str, lexicons: Lexicons) -> Exit:
    """Write the result of each line as soon as it is there; a bad line does not end it."""
    status = Exit.DONE
    for number, line in enumerate(_lines_of(name), 1):
        if not line.strip():
            continue
        found = read_line(number, line, lexicons)
        status = Exit.REFUSED if "error" in found else status
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return status


def _lines_of(name: str) -> Iterator[str]:
    if name == STDIN:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # text, always
        yield from sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8", errors="replace") as lines:
            yield from lines
    except OSError as wrong:
        fail("file", f"{name}: {wrong.strerror}", Exit.REFUSED)


def _lines(reading: Reading) -> Iterator[str]:
    severity = f", {reading.severity}" if reading.severity else ""
    yield f"{reading.action}{severity}"
    for one in reading.findings:
        number = "" if one.celsius is None else f" {one.celsius} °C"
        yield f"  {one.code} ({one.category}): {one.polarity}{number}"
    if reading.answer:
        yield f"  says {reading.answer}"


def measure(
    file: Annotated[str, typer.Argument(help="Labelled messages as JSON lines, or - .")],
    as_json: Annotated[bool, JSON] = False,
    page: Annotated[Path | None, typer.Option("--report", help="A page to write.")] = None,
) -> None:
    """Measure how well triage hears labelled messages, and print what it missed."""
    lexicons = read_lexicons()

    def read(line: Labelled) -> Reading:
        return read_message(line.text, lexicons, language=line.language or None)

    try:
        found = evaluate(list(labelled(_lines_of(file))), read)
    except Unclear as wrong:
        fail("line", f"{file}: {wrong}", Exit.REFUSED, as_json=as_json)
    if page is not None:
        page.write_text(report(found, Path(file).name), encoding="utf-8")
    tell(evaluation_document(found), evaluation_lines(found), as_json=as_json)
