"""`companion locales pseudo`: the two made-up languages as files, to look at.

Needs no database, no settings, no network.
"""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import JSON, Exit, fail, tell
from messages.catalogs import LOCALES
from messages.languages import PSEUDO
from messages.workbench import files
from messages.workbench.made_up import made_up
from messages.workbench.templates import DOMAINS, of_domain


def add_to(group: typer.Typer) -> None:
    """Add the command to the group `locales`."""
    group.command("pseudo")(pseudo)


def pseudo(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write them to.")
    ] = Path("pseudo"),
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Write accented English (en_XA) and English from right to left (ar_XB) as PO files.

    In the bot they need no file: choose them as a language in the demo.
    """
    if output.resolve() == LOCALES.resolve():
        text = "The bot makes these itself; among the others they would grow old. Name a folder."
        fail("output", text, Exit.USAGE, as_json=as_json)
    places = [
        (output / language / "LC_MESSAGES" / f"{domain}.po", language, domain)
        for language in PSEUDO
        for domain in DOMAINS
        if of_domain(domain)
    ]
    try:
        for path, language, domain in places:
            files.write(path, made_up(language, domain))
    except OSError as error:
        why = error.strerror or "it cannot be written"
        fail("unwritten", f"{error.filename}: {why}.", Exit.REFUSED, as_json=as_json)
    written = [str(path) for path, _, _ in places]
    tell({"written": written}, [f"{name} is written" for name in written], as_json=as_json)
