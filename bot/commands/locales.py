"""`companion locales …`: the translators' workbench. Needs no database, no settings, no network."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from babel.messages.catalog import Catalog

from bot.clock import machine_time
from bot.commands import (
    locales_build,
    locales_check,
    locales_exchange,
    locales_new,
    locales_play,
    locales_preview,
    locales_pseudo,
    locales_review,
    locales_suggest,
)
from bot.commands.console import JSON, Exit, fail, tell
from bot.commands.locales_given import (
    TRANSLATED,
    Folder,
    LanguagesGiven,
    require_readable,
    told,
)
from messages.catalogs import LOCALES, Catalogs
from messages.declare import TEXTS
from messages.workbench import files
from messages.workbench.changes import complaint, undeclared
from messages.workbench.notes import path_of
from messages.workbench.reviews import Desk, NotReviewable, State, carry, state_counts
from messages.workbench.sync import state, synced
from messages.workbench.templates import DOMAINS, of_domain, template


def add_to(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help="The translators' workbench.")
    group.command("extract")(extract)
    group.command("sync")(sync)
    group.command("status")(status)
    locales_review.add_to(group)
    locales_check.add_to(group)
    locales_preview.add_to(group)
    locales_exchange.add_to(group)
    locales_new.add_to(group)
    locales_play.add_to(group)
    locales_suggest.add_to(group)
    locales_pseudo.add_to(group)
    locales_build.add_to(group)
    for one in group.registered_commands:
        one.callback = told(one.callback) if one.callback else None
    app.add_typer(group, name="locales")


def extract(
    locales: Folder = LOCALES,
    check: Annotated[bool, typer.Option(help="Write nothing; say what is out of date.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Write the templates from the declared messages.

    Refused while the English of a critical message has changed and nobody has said how.
    """
    require_readable(locales)
    _require_changes_declared(locales)
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
    languages: LanguagesGiven = None,
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Bring catalogs up to date with the declared messages; what was translated stays."""
    require_readable(locales, languages or TRANSLATED)
    changed = [
        str(path.relative_to(locales))
        for code in languages or TRANSLATED
        for domain in DOMAINS
        if of_domain(domain)
        and files.write(path := catalog_path(locales, code, domain), _synced(path, code, domain))
    ]
    carried = _carried(locales, languages or TRANSLATED)
    lines = [f"{name} is written" for name in changed]
    for code, ids in carried.items():
        lines += [
            f"{code} {id}: only a typo of the English, the seal is carried over" for id in ids
        ]
    tell({"written": changed, "carried": carried}, lines, as_json=as_json)


def status(
    languages: LanguagesGiven = None,
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show how far each language is, domain by domain: translations, reviews and open notes."""
    asked = languages or TRANSLATED
    require_readable(locales, asked)
    notes = {code: locales_preview.notes_of(locales, code) for code in asked}
    found = {
        code: {
            domain: {
                **state(files.read(path)),
                "reviews": state_counts(_desk(locales, code), of_domain(domain)),
                "notes": sum(one.is_about(domain) for one in notes[code]),
            }
            for domain in DOMAINS
            if (path := catalog_path(locales, code, domain)).exists()
        }
        for code in asked
    }
    lines = [
        line
        for code, domains in found.items()
        for line in (*_status_lines(code, domains), *_notes_line(locales, code, len(notes[code])))
    ]
    tell(found, lines, as_json=as_json)


def _carried(locales: Path, languages: Iterable[str]) -> dict[str, list[str]]:
    """Renew the seals that only a typo has broken; end the command where that is not possible."""
    try:
        return {code: ids for code in languages if (ids := _carry(locales, code))}
    except NotReviewable as broken:
        fail("reviews", str(broken), Exit.REFUSED)


def _carry(locales: Path, code: str) -> list[str]:
    return carry(_desk(locales, code), TEXTS.values())


def _status_lines(code: str, domains: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for domain, of in domains.items():
        yield (
            f"{code:8} {domain:9} {of['translated']:5} of {of['messages']} translated,"
            f" {of['fuzzy']} fuzzy, {of['empty']} empty"
        )
        reviewed = [f"{of['reviews'][one]} {one.replace('_', '-')}" for one in State]
        yield f"{'':18} {', '.join(reviewed)}"


def _notes_line(locales: Path, code: str, notes: int) -> Iterator[str]:
    if notes:
        yield f"{code:8} open notes: {notes}, in {path_of(locales, code)}"


def _desk(locales: Path, code: str) -> Desk:
    return Desk(Catalogs(locales), code, machine_time().date())


def _require_changes_declared(locales: Path) -> None:
    """End the command where a critical message was changed in silence."""
    silent = [
        text
        for domain in DOMAINS
        if (path := _template(locales, domain)).exists()
        for text in undeclared(files.read(path), of_domain(domain))
    ]
    if silent:
        fail("undeclared_change", "\n".join(map(complaint, silent)), Exit.REFUSED)


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
