"""`companion locales play`: the whole bot in one language, with ids, where a reply is a note.

Starts what `companion demo` starts. Needs no token, no settings, no network.
"""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import Exit, fail
from bot.commands.locales_given import one_of
from messages.catalogs import LOCALES
from messages.languages import ENGLISH, LANGUAGES
from messages.workbench import notes

FOLDER = Path(".play")


def add_to(group: typer.Typer) -> None:
    """Add the command to the group `locales`."""
    group.command("play")(play)


def play(
    language: Annotated[str, typer.Argument(help="The language, as in languages.toml.")] = ENGLISH,
    name: Annotated[str, typer.Option(help="Who writes the notes.")] = "",
    kept: Annotated[
        Path | None, typer.Option("--notes", help="The file of notes, if not locales/notes/….")
    ] = None,
) -> None:
    """Walk through the bot in a language: every message shows its ids, a reply is kept as a note.

    Everybody on the page speaks it: patient, nurse, doctor and their group.
    """
    from bot.demo import Ended, Staging, run  # noqa: PLC0415 -- only the stage needs it

    language = one_of(LANGUAGES, language)
    file = (kept or notes.path_of(LOCALES, language)).resolve()
    _require_room(file)
    hint = f"A reply to a message of the bot is a note on it: {file}. End with Ctrl+C."
    service = ("-m", "bot.play", language, str(file), name)
    try:
        sys.exit(asyncio.run(run(Staging(FOLDER, service, language, hint))))
    except Ended as ended:
        fail("ended", str(ended), Exit.REFUSED)


def _require_room(file: Path) -> None:
    """End the command where a note could not be kept: nobody should write one in vain."""
    try:
        notes.read(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text in UTF-8"
        fail("unwritten", f"{file}: {why}. Notes could not be kept there.", Exit.REFUSED)
    if not file.stat().st_size:
        file.unlink()
