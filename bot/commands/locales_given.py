"""What translators type and what lies in their folder, before a command of the workbench begins.

A language in another spelling is understood; a file that nobody can read is named with its line and
what to do. Writes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import Annotated, Never, ParamSpec

import typer
from babel.messages.pofile import PoFileError

from bot.commands.console import Exit, fail
from messages.languages import ENGLISH, LANGUAGES, PSEUDO
from messages.workbench.checks import report
from messages.workbench.checks.reader import read
from messages.workbench.templates import DOMAINS

TRANSLATED = tuple(code for code in LANGUAGES if code not in (ENGLISH, *PSEUDO))
P = ParamSpec("P")
BOM = "F02"  # every program here reads on behind it, and `fix` takes it away


def one_of(known: Iterable[str], given: str) -> str:
    """Return the language that is meant, in any spelling; end the command where there is none."""
    by_spelling = {_plain(code): code for code in known}
    meant = _plain(given)
    if meant not in by_spelling:
        _refuse(given, meant, by_spelling)
    return by_spelling[meant]


def _refuse(given: str, meant: str, by_spelling: Mapping[str, str]) -> Never:
    near = get_close_matches(meant, by_spelling, n=1)
    hint = f" Did you mean {by_spelling[near[0]]}?" if near else ""
    there = ", ".join(by_spelling.values())
    text = f"{given} is not in languages.toml.{hint} There are: {there}."
    fail("language", f"{text} Another one begins with `companion locales new`.", Exit.USAGE)


def _plain(code: str) -> str:
    return code.strip().replace("-", "_").casefold()


def _language(given: str) -> str:
    return one_of(TRANSLATED, given)


def _languages(given: list[str] | None) -> list[str]:
    return [one_of(TRANSLATED, one) for one in given or ()]


def _folder(given: Path) -> Path:
    if not given.is_dir():
        fail("folder", f"{given}: there is no such folder. It holds the catalogs.", Exit.USAGE)
    return given


LanguageGiven = Annotated[
    str, typer.Argument(help="The language, as in languages.toml.", callback=_language)
]
LanguagesGiven = Annotated[
    list[str] | None, typer.Argument(help="All, if none is named.", callback=_languages)
]
Beside = Annotated[
    list[str] | None,
    typer.Option(help="Another language whose words are shown as well.", callback=_languages),
]
Folder = Annotated[
    Path, typer.Option("--locales", help="The folder with the catalogs.", callback=_folder)
]


def require_readable(locales: Path, languages: Iterable[str] = ()) -> None:
    """End the command at the first place in a template or in these catalogs that nobody can read.

    Raises OSError.
    """
    paths = [locales / f"{domain}.pot" for domain in DOMAINS]
    paths += [
        locales / code / "LC_MESSAGES" / f"{domain}.po" for code in languages for domain in DOMAINS
    ]
    for path in paths:
        if path.exists():
            _require_readable(path)


def _require_readable(path: Path) -> None:
    mistakes = [one for one in read(path.read_bytes()).mistakes if one.code != BOM]
    if mistakes:
        first = min(mistakes, key=lambda one: one.line)
        said = report.says(first.code, ENGLISH, first.shown, "")
        how = report.how(first.code, ENGLISH, first.shown, "")
        every = f"`companion locales check {path}` shows every such place."
        fail("unread", f"{path}, line {first.line}: {said} {how} {every}", Exit.REFUSED)


def told(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command that ends with one sentence where a file cannot be read or written."""

    @wraps(command)
    def telling(*given: P.args, **named: P.kwargs) -> None:
        try:
            command(*given, **named)
        except BrokenPipeError:  # whoever read the lines has seen enough
            raise
        except OSError as error:
            why = error.strerror or "it cannot be read or written"
            fail("file", f"{error.filename}: {why}.", Exit.REFUSED)
        except (UnicodeDecodeError, PoFileError):
            text = "A catalog cannot be read. `companion locales check locales` says where."
            fail("unread", text, Exit.REFUSED)

    return telling
