"""`companion locales review` and `changed`: translations before a clinician, and what moved since.

A sheet to read, and signatures to write. Needs no database, no settings, no network.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any

import typer

from bot.clock import machine_time
from bot.commands.console import JSON, Exit, fail, tell
from bot.commands.locales_given import TRANSLATED, Folder, LanguageGiven, require_readable
from messages.catalogs import LOCALES, Catalogs
from messages.declare import TEXTS, Level, Text
from messages.markup import plain
from messages.seals import Line
from messages.voice import Voice
from messages.workbench import files
from messages.workbench.changes import seen, since, unlike
from messages.workbench.checks.reader import read
from messages.workbench.gallery import FUZZY
from messages.workbench.po_edit import live
from messages.workbench.reviews import (
    Desk,
    NotReviewable,
    State,
    approve,
    back_translate,
    keep,
    revise,
    state,
    withdraw,
    write,
)
from messages.workbench.templates import DOMAINS, of_domain

WIDTH = 38  # letters of a column
COLUMNS = ("English", "target", "back-translation")

Deed = Callable[[Text], Line]


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group `locales`."""
    group.command("review")(review)
    group.command("changed")(changed)


def review(
    language: LanguageGiven,
    ids: Annotated[
        list[str] | None, typer.Option("--id", help="A message; without: all critical ones.")
    ] = None,
    domain: Annotated[str, typer.Option(help="Only this domain, critical or not.")] = "",
    revise_by: Annotated[
        str, typer.Option("--revise", help="Record this second linguist's reading.")
    ] = "",
    translator: Annotated[str, typer.Option(help="Who answers for the translation.")] = "",
    back_by: Annotated[
        str, typer.Option("--back-translate", help="Record this person's back-translation.")
    ] = "",
    words: Annotated[str, typer.Option(help="The back-translation of one message.")] = "",
    from_file: Annotated[
        Path | None, typer.Option("--from", help="Back-translations: ID, a tab, the words.")
    ] = None,
    approve_by: Annotated[
        str, typer.Option("--approve", help="Record this clinician's approval.")
    ] = "",
    withdrawn: Annotated[
        bool, typer.Option("--withdraw", help="Take an approval back, at once.")
    ] = False,
    note: Annotated[str, typer.Option(help="A note beside the revision.")] = "",
    blind: Annotated[
        bool, typer.Option("--blind", help="Only the target: for who translates back.")
    ] = False,
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show translations beside English and back-translation, or sign what was done with them."""
    require_readable(locales, [language])
    desk = Desk(Catalogs(locales), language, machine_time().date())
    sheet = _sheet(from_file) if from_file else {}
    texts = _chosen(ids or [*sheet], domain)
    said = sheet or ({texts[0].id: words} if len(texts) == 1 else {})
    who = translator or _translator(desk, texts)
    deeds: tuple[tuple[bool, Deed], ...] = (
        (bool(revise_by), lambda text: revise(desk, text, revise_by, who, note)),
        (bool(back_by), lambda text: back_translate(desk, text, back_by, said.get(text.id, ""))),
        (bool(approve_by), lambda text: approve(desk, text, approve_by)),
        (withdrawn, lambda text: withdraw(desk, text)),
    )
    asked = [deed for wanted, deed in deeds if wanted]
    if len(asked) > 1:
        fail("usage", "One signature at a time: each is another person's.", Exit.USAGE)
    if asked and not (ids or domain or from_file):
        fail("usage", "Say what is signed: --id ID, --domain NAME or --from FILE.", Exit.USAGE)
    if asked:
        signed = [text for text in texts if not sheet or text.id in sheet]
        _sign(desk, signed, asked[0], as_json=as_json)
    else:
        _show(desk, texts, blind=blind, as_json=as_json)


def changed(
    day: Annotated[
        str, typer.Option("--since", help="Only changes of this day (YYYY-MM-DD) and later.")
    ] = "",
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show what each changed English critical message means: its state, and what patients see.

    Changed are those of messages/revisions.py, and those unlike the templates as they are.
    """
    require_readable(locales, TRANSLATED)
    texts = {text.id: text for text in since(TEXTS.values(), _day(day))}
    for domain in DOMAINS:
        path = locales / f"{domain}.pot"
        if path.exists():
            texts |= {text.id: text for text in unlike(files.read(path), of_domain(domain))}
    desks = [_desk_of(locales, code) for code in TRANSLATED]
    found = [_change(text, desks) for text in texts.values()]
    tell({"changed": found}, _change_lines(found), as_json=as_json)


def _desk_of(locales: Path, code: str) -> Desk:
    return Desk(Catalogs(locales), code, machine_time().date())


def _change(text: Text, desks: Sequence[Desk]) -> Mapping[str, Any]:
    revision = text.revision
    return {
        "id": text.id,
        "english": text.english,
        "rev": text.rev,
        "change": revision.change.value if revision.change else None,
        "since": revision.since.isoformat() if revision.since else None,
        "languages": [
            {
                "language": desk.language,
                "state": FUZZY if _has_old_words(desk, text, one.state) else one.state.value,
                "patients_see": one.sees,
            }
            for desk, one in ((desk, seen(desk, text)) for desk in desks)
        ],
    }


def _has_old_words(desk: Desk, text: Text, now: State) -> bool:
    """Say whether a message that has no words for this English has some for the one before."""
    path = desk.catalogs.root / desk.language / "LC_MESSAGES" / f"{text.domain}.po"
    if now is not State.EMPTY or not path.exists():
        return False
    entries = live(read(path.read_bytes()))
    return any(any(entry.strings.values()) for entry in entries if entry.key == text.id)


def _change_lines(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not found:
        yield "No English critical message has changed."
    for one in found:
        how = f"{one['change']} since {one['since']}" if one["change"] else "not declared yet"
        yield f"{one['id']} (rev {one['rev']}, {how})"
        yield from (f"  {line}" for line in one["english"].split("\n"))
        for of in one["languages"]:
            yield f"    {of['language']:8} {of['state']:16} patients see: {of['patients_see']}"


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        fail("day", f"{given} is no day. Example: --since 2026-11-23", Exit.USAGE)


def _chosen(ids: Sequence[str], domain: str) -> list[Text]:
    unknown = next((id for id in ids if id not in TEXTS), None)
    if unknown is not None:
        fail("id", f"{unknown} is no message; ids stand as msgctxt in the catalogs.", Exit.USAGE)
    if domain and domain not in DOMAINS:
        fail("domain", f"{domain} is no domain. There are: {', '.join(DOMAINS)}.", Exit.USAGE)
    if ids:
        return [TEXTS[id] for id in ids]
    texts = [text for one in DOMAINS for text in of_domain(one) if domain in ("", one)]
    return [text for text in texts if domain or text.level is Level.CRITICAL]


def _sheet(path: Path) -> Mapping[str, str]:
    """Return the back-translations of a file by id; a line without words is left for later."""
    try:
        rows = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        fail("file", f"{path} cannot be read: {type(error).__name__}.", Exit.USAGE)
    cells = [row.partition("\t") for row in rows if row.strip()]
    return {id.strip(): said for id, _, said in cells if said.strip()}


def _translator(desk: Desk, texts: Sequence[Text]) -> str:
    """Return who answers for the catalog, by its header; nobody does for a machine's draft."""
    path = desk.catalogs.root / desk.language / "LC_MESSAGES" / f"{texts[0].domain}.po"
    if not path.exists():
        return ""
    said = dict(files.read(path).mime_headers).get("Last-Translator", "")
    return "" if said.startswith((files.MACHINE, files.NOBODY)) else said.partition("<")[0].strip()


def _sign(desk: Desk, texts: Sequence[Text], deed: Deed, *, as_json: bool) -> None:
    """Write all signatures, or none if one is refused."""
    try:
        lines = {text.id: deed(text) for text in texts}
        write(desk, lines)
        for id, line in lines.items():
            if line.clinician:
                keep(desk, TEXTS[id], line)
    except NotReviewable as refused:
        fail("not_reviewable", str(refused), Exit.REFUSED, as_json=as_json)
    states = {text.id: state(desk, text).value for text in texts}
    tell({"states": states}, [f"{id}: {now}" for id, now in states.items()], as_json=as_json)


def _show(desk: Desk, texts: Sequence[Text], *, blind: bool, as_json: bool) -> None:
    if blind:
        sheet = [(text.id, " / ".join(desk.forms(text))) for text in texts]
        document = [{"id": id, "target": said} for id, said in sheet]
        lines = [f"{id}\t{' '.join(said.split())}" for id, said in sheet if said]
        tell({"messages": document}, lines, as_json=as_json)
        return
    rows = [_row(desk, text) for text in texts]
    tell({"messages": rows}, [line for row in rows for line in _columns(row)], as_json=as_json)


def _row(desk: Desk, text: Text) -> Mapping[str, str]:
    line = desk.line(text)
    voice = Voice(desk.language, preview=(desk.language,), catalogs=desk.catalogs)
    forms = desk.forms(text)
    return {
        "id": text.id,
        "level": text.level.value,
        "state": state(desk, text).value,
        "english": plain(Voice().say(text, **text.samples)),
        "target": voice.label(text, **text.samples) if any(forms) else "",
        "words": "\n".join(forms),
        "back_translation": line.back_translation if line else "",
        "note": line.note if line else "",
    }


def _columns(row: Mapping[str, str]) -> Iterator[str]:
    """Yield a message as three columns of bubbles, with its values filled in."""
    yield f"{row['id']} · {row['level']} · {row['state']}"
    cells = [_bubble(row[key]) for key in ("english", "target", "back_translation")]
    for parts in (COLUMNS, *zip(*_even(cells), strict=True)):
        yield " ".join(part.ljust(WIDTH + 2) for part in parts).rstrip()
    yield ""


def _bubble(words: str) -> list[str]:
    lines = [part for line in words.split("\n") for part in wrap(line, WIDTH - 4) or [""]]
    edge = "─" * (WIDTH - 2)
    return [f"╭{edge}╮", *(f"│ {line.ljust(WIDTH - 4)} │" for line in lines), f"╰{edge}╯"]


def _even(cells: Sequence[list[str]]) -> list[list[str]]:
    height = max(map(len, cells))
    return [[*cell, *[""] * (height - len(cell))] for cell in cells]
