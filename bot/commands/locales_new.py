"""`companion locales new`: a language begun, with all the files its translators need.

Needs no database, no settings, no network.
"""

import csv
from collections.abc import Iterator
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from bot.commands.console import JSON, Exit, fail, tell
from bot.commands.locales_given import Folder, require_readable
from messages.catalogs import LOCALES
from messages.languages import Language, read
from messages.workbench import files
from messages.workbench.newcomer import NotBegun, begun, inserted, numbers, terms
from messages.workbench.sync import synced
from messages.workbench.templates import DOMAINS, of_domain, template

COLUMNS = ("source", "target", "note", "status", "forbidden", "source_of_term")
LIST = "languages.toml"


def add_to(group: typer.Typer) -> None:
    """Add the command to the group `locales`."""
    group.command("new")(new)


def new(
    language: Annotated[str, typer.Argument(help="A tag such as uk, fa, ckb, pt_PT, zh_Hant.")],
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Begin a language: its block, six empty catalogs, a glossary with words to agree on, a style.

    It stays closed, so that nobody is offered it, until people have translated it.
    """
    listed = locales / LIST
    try:
        among = read(listed.read_text("utf-8"))
        known = begun(language, among)
        require_readable(locales, [known.code])
        written = [*_catalogs(locales, known), *_beside(locales, known)]
        listed.write_text(inserted(listed.read_text("utf-8"), known, among), "utf-8")
    except NotBegun as refused:
        fail("language", str(refused), Exit.USAGE, as_json=as_json)
    except OSError as error:
        why = error.strerror or "it cannot be written"
        fail("unwritten", f"{error.filename}: {why}.", Exit.REFUSED, as_json=as_json)
    names = [LIST, *(str(path.relative_to(locales)) for path in written)]
    document = {"language": asdict(known), "written": names}
    tell(document, (*_lines(known), *(f"{name} is written" for name in names)), as_json=as_json)
    if not as_json:
        tell(None, _next(known.code), as_json=False)


def _catalogs(locales: Path, known: Language) -> Iterator[Path]:
    """Write the six catalogs; one that lies there already keeps its words."""
    for domain in DOMAINS:
        path = locales / known.code / "LC_MESSAGES" / f"{domain}.po"
        old = files.read(path) if path.exists() else None
        among = {known.code: known}
        if of_domain(domain) and files.write(
            path, synced(template(domain), known.code, old, among)
        ):
            yield path


def _beside(locales: Path, known: Language) -> Iterator[Path]:
    """Write the glossary and the style, where nobody has begun them."""
    style = Template((LOCALES / "style" / "template.md").read_text("utf-8"))
    begun = {
        locales / "glossary" / f"{known.code}.csv": _glossary(),
        locales / "style" / f"{known.code}.md": style.substitute(name=known.name, code=known.code),
    }
    for path, text in begun.items():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            yield path


def _glossary() -> str:
    """Return the words to agree on, without a translation of them."""
    known = [_sources(path) for path in sorted((LOCALES / "glossary").glob("*.csv"))]
    out = StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows({"source": word, "status": "to agree on"} for word in terms(known))
    return out.getvalue()


def _sources(path: Path) -> list[str]:
    """Return the words that a language has agreed on; one that is merely begun has none."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["source"] for row in csv.DictReader(file) if row["source"] and row["target"]]


def _lines(known: Language) -> Iterator[str]:
    way = "right to left" if known.dir == "rtl" else "left to right"
    yield f"{known.code}: {known.name}, {known.native_name}, written from {way}, {known.status}"
    for form, some in enumerate(numbers(known) if known.nplurals > 1 else ()):
        yield f"  msgstr[{form}] stands beside {', '.join(map(str, some))} …"


def _next(code: str) -> Iterator[str]:
    yield ""
    yield f"Look at every message:  companion locales preview {code}"
    yield f"Walk through the bot:   companion locales play {code}"
    yield f"Translate the emergency cards first: redflag.card.… in {code}/LC_MESSAGES/redflag.po"
    yield f"How it should sound, and the words to agree on: style/{code}.md, glossary/{code}.csv"
    yield "What patients write is understood only with a lexicon: locales/lexicon/README.md"
    yield f"When its drafts may be seen, set its status to preview in {LIST}."
