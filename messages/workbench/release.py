"""What a release lacks: templates and catalogs that are out of date, broken, or no longer approved.

The bot reads the catalogs as they are, so nothing is compiled. Writes no file and reads no clock.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from babel.messages.pofile import PoFileError

from messages.declare import TEXTS, Level, Text
from messages.languages import ENGLISH, LANGUAGES, Language, Status
from messages.workbench import files
from messages.workbench.checks.inspection import Finding, catalogs, inspect, inspect_all
from messages.workbench.reviews import Desk, State, state
from messages.workbench.sync import synced
from messages.workbench.templates import DOMAINS, of_domain, template

Unapproved = Callable[[Desk], Sequence[Text]]
SHOWN = 3  # of what is amiss, as examples


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that keeps a release back: of which language, what, and what to do."""

    language: str
    text: str


def lacks(
    desks: Mapping[str, Desk],
    unapproved: Unapproved,
    among: Mapping[str, Language] = LANGUAGES,
) -> Iterator[Lack]:
    """Yield what keeps a release back: of the English, then of each language that is open.

    What is in preview or closed keeps nothing back: nobody reads it who has not asked for drafts.
    """
    for domain in DOMAINS:
        yield from _of_template(_root(desks), domain)
    for code, desk in desks.items():
        if among[code].status is Status.OPEN and code != ENGLISH:
            yield from (Lack(code, text) for text in _of_language(desk, unapproved))


def _root(desks: Mapping[str, Desk]) -> Path:
    return next(iter(desks.values())).catalogs.root


def _of_template(root: Path, domain: str) -> Iterator[Lack]:
    path = root / f"{domain}.pot"
    if not of_domain(domain):
        return
    if not path.exists() or path.read_bytes() != files.in_bytes(template(domain)):
        text = f"{path.name} is not what is declared: `companion locales extract`."
        yield Lack(ENGLISH, text)
        return
    found = inspect(path)
    if found:
        yield Lack(ENGLISH, _amiss(found, f"{path.name}: English that nobody can translate"))


def _of_language(desk: Desk, unapproved: Unapproved) -> Iterator[str]:
    folder = desk.catalogs.root / desk.language
    lacking = unapproved(desk)
    if lacking:
        yield _named(lacking, "safety messages that no clinician has approved")
    stale = [text for text in TEXTS.values() if text.level is Level.CRITICAL and _stale(desk, text)]
    if stale:
        yield _named(stale, "critical messages that were approved and have changed since")
    yield from (f"{domain}.po: {why}" for domain in DOMAINS if (why := _out_of_date(desk, domain)))
    there = catalogs([folder]) if folder.is_dir() else []
    wrong = [one for one in inspect_all(there) if one.error] if there else []
    if wrong:
        yield _amiss(wrong, f"errors: `companion locales check {folder}`")


def _stale(desk: Desk, text: Text) -> bool:
    return state(desk, text) is State.STALE


def _out_of_date(desk: Desk, domain: str) -> str:
    path = desk.catalogs.root / desk.language / "LC_MESSAGES" / f"{domain}.po"
    if not of_domain(domain):
        return ""
    try:
        wanted = synced(template(domain), desk.language, files.read(path))
    except FileNotFoundError:
        return "it is not there"
    except (OSError, UnicodeDecodeError, PoFileError):
        return "it cannot be read"
    behind = files.in_bytes(wanted) != path.read_bytes()
    return f"it is behind the English: `companion locales sync {desk.language}`" if behind else ""


def _named(texts: Sequence[Text], what: str) -> str:
    return f"{len(texts)} {what}: {_some([text.id for text in texts])}"


def _amiss(found: Sequence[Finding], what: str) -> str:
    return f"{len(found)} {what}: {_some([f'{one.id} [{one.code}]' for one in found])}"


def _some(names: Sequence[str]) -> str:
    more = " …" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def manifest(desks: Mapping[str, Desk]) -> dict[str, object]:
    """Return what a release holds, for whoever compares two of them: the same files, the same text.

    Each file by the sum of its bytes, each language with how many critical messages are approved.
    """
    root = _root(desks)
    critical = [text for text in TEXTS.values() if text.level is Level.CRITICAL]
    return {
        "messages": {domain: len(of_domain(domain)) for domain in DOMAINS},
        "critical": len(critical),
        "templates": {path.name: _sum(path) for path in sorted(root.glob("*.pot"))},
        "languages": {
            code: {
                "status": LANGUAGES[code].status.value,
                "approved": sum(state(desk, text) is State.APPROVED for text in critical),
                "files": {path.name: _sum(path) for path in sorted((root / code).rglob("*.po"))},
            }
            for code, desk in desks.items()
            if _is_translated(LANGUAGES[code])
        },
    }


def _is_translated(language: Language) -> bool:
    return language.code != ENGLISH and language.status is not Status.PSEUDO


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
