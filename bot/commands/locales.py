"""`companion locales …`: the translators' workbench. Needs no database, no settings, no network."""

from pathlib import Path
from typing import Annotated

import typer
from babel.messages.catalog import Catalog

from bot.commands.console import JSON, Exit, fail, tell
from messages.catalogs import LOCALES
from messages.languages import ENGLISH, LANGUAGES, PSEUDO
from messages.workbench import files
from messages.workbench.sync import state, synced
from messages.workbench.templates import DOMAINS, of_domain, template

Folder = Annotated[Path, typer.Option("--locales", help="The folder with the catalogs.")]
TRANSLATED = tuple(code for code in LANGUAGES if code not in (ENGLISH, *PSEUDO))


def add_to(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help="The translators' workbench.")
    group.command("extract")(extract)
    group.command("sync")(sync)
    group.command("status")(status)
    app.add_typer(group, name="locales")


def extract(
    locales: Folder = LOCALES,
    check: Annotated[bool, typer.Option(help="Write nothing; say what is out of date.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Write the templates from the declared messages."""
    stale = [domain for domain in DOMAINS if _is_stale(locales, domain)]
    if check:
        if stale:
            names = ", ".join(stale)
            fail("stale", f"Out of date: {names}. Run `companion locales extract`.", Exit.REFUSED)
        return
    for domain in stale:
        files.write(_template(locales, domain), template(domain))
    tell({"written": stale}, [f"{domain}.pot is written" for domain in stale], as_json=as_json)


def sync(
    languages: Annotated[list[str] | None, typer.Argument(help="All, if none is named.")] = None,
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Bring catalogs up to date with the declared messages; what was translated stays."""
    unknown = [code for code in languages or () if code not in TRANSLATED]
    if unknown:
        known = ", ".join(TRANSLATED)
        fail("language", f"{unknown[0]} is not in languages.toml. There are: {known}.", Exit.USAGE)
    changed = [
        str(path.relative_to(locales))
        for code in languages or TRANSLATED
        for domain in DOMAINS
        if of_domain(domain)
        and files.write(path := catalog_path(locales, code, domain), _synced(path, code, domain))
    ]
    tell({"written": changed}, [f"{name} is written" for name in changed], as_json=as_json)


def status(locales: Folder = LOCALES, as_json: Annotated[bool, JSON] = False) -> None:
    """Show how far each language is, domain by domain."""
    found = {
        code: {
            domain: state(files.read(path))
            for domain in DOMAINS
            if (path := catalog_path(locales, code, domain)).exists()
        }
        for code in TRANSLATED
    }
    lines = [
        f"{code:8} {domain:9} {of['translated']:5} of {of['messages']} translated,"
        f" {of['fuzzy']} fuzzy, {of['empty']} empty"
        for code, domains in found.items()
        for domain, of in domains.items()
    ]
    tell(found, lines, as_json=as_json)


def catalog_path(locales: Path, language: str, domain: str) -> Path:
    """Return where the catalog of a language and a domain lies."""
    return locales / language / "LC_MESSAGES" / f"{domain}.po"


def _template(locales: Path, domain: str) -> Path:
    return locales / f"{domain}.pot"


def _is_stale(locales: Path, domain: str) -> bool:
    path = _template(locales, domain)
    return not path.exists() or path.read_bytes() != files.in_bytes(template(domain))


def _synced(path: Path, language: str, domain: str) -> Catalog:
    old = files.read(path) if path.exists() else None
    return synced(template(domain), language, old)
