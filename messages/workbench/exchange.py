"""A catalog as a table for people who work in a spreadsheet, one message a row.

Makes the rows of a language from its files. Reads no spreadsheet, writes none, changes nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from babel.messages.catalog import Message

from messages.declare import TEXTS
from messages.languages import LANGUAGES, NUMBERS, form
from messages.workbench import files
from messages.workbench.checks import report
from messages.workbench.checks.inspection import Finding, inspect
from messages.workbench.checks.reader import Entry
from messages.workbench.po_edit import live, sound_file
from messages.workbench.reviews import Desk, State, state
from messages.workbench.templates import DOMAINS

ID, LEVEL, WHERE, ENGLISH, ONE = "id", "level", "where", "English", "English for one"
BEFORE, NOTE, LIMIT, STATE = "previous English", "note", "max", "state"
FINDINGS, VERSION = "findings", "version"
GUARDED = "version (csv)"  # its head in a sheet whose risky cells begin with an apostrophe
TRANSLATION = "translation"
FUZZY, DONE = "fuzzy", "done"
STATES = (FUZZY, *(one.value for one in State))
_SHOWN = 5  # numbers that a column of a plural form names


@dataclass(frozen=True, slots=True)
class Table:
    """A language's messages as rows; `columns` are the heads, in order."""

    language: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


def column(language: str, number: int | None = None) -> str:
    """Return the name of the column with the translation, or with one of its plural forms."""
    return f"{TRANSLATION} {language}{'' if number is None else f'[{number}]'}"


def table(desk: Desk, domains: Sequence[str] = DOMAINS, states: Collection[str] = STATES) -> Table:
    """Return the messages of a language, of these domains and in these states.

    Raises OSError, and Unreadable where a file is broken.
    """
    rows = [row for domain in domains for row in _rows(desk, domain) if row[STATE] in states]
    plural = [column(desk.language, number) for number in range(LANGUAGES[desk.language].nplurals)]
    heads = [ID, LEVEL, WHERE, ENGLISH, ONE, BEFORE, column(desk.language), *plural]
    counted = any(row[ONE] for row in rows)
    shown = [head for head in heads if counted or head not in {ONE, *plural}]
    return Table(desk.language, (*shown, NOTE, LIMIT, STATE, FINDINGS, VERSION), tuple(rows))


def head(language: str, name: str) -> str:
    """Return a column's head as people read it: beside a plural form the numbers it is for."""
    forms = range(LANGUAGES[language].nplurals)
    number = next((one for one in forms if column(language, one) == name), None)
    if number is None:
        return name
    found = [str(count) for count in range(NUMBERS) if form(language, count) == number]
    more = "…" if len(found) > _SHOWN else ""
    return f"{name}: {', '.join(found[:_SHOWN])}{more}"


def _rows(desk: Desk, domain: str) -> list[dict[str, str]]:
    path = desk.catalogs.root / desk.language / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return []
    raw = path.read_bytes()
    entries = live(sound_file(raw, path.name))
    beside = {_key(one): one for one in files.parsed(raw) if one.id}
    found: dict[str, list[str]] = {}
    for one in inspect(path):
        found.setdefault(one.id, []).append(_finding(one))
    return [
        {
            **_row(desk, entry),
            BEFORE: "\n".join(map(str, beside[entry.key].previous_id)),
            NOTE: "\n".join(beside[entry.key].user_comments),
            FINDINGS: "\n".join(found.get(entry.key, ())),
        }
        for entry in entries
    ]


def _key(message: Message) -> str:
    first = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return str(first if message.context is None else message.context)


def _finding(one: Finding) -> str:
    mark = "✗" if one.error else "!"
    return f"{mark} [{one.code}] {report.says(one.code, one.language, one.what, one.other)}"


def _row(desk: Desk, entry: Entry) -> dict[str, str]:
    english, one = sources(entry)
    said = forms(entry, desk.language)
    names = [column(desk.language)]
    if entry.plural is not None:
        names = [column(desk.language, number) for number in range(len(said))]
    return {
        ID: entry.key,
        LEVEL: _noted(entry, "LEVEL"),
        WHERE: "\n".join(filter(None, (_noted(entry, "WHERE"), *_values(entry)))),
        ENGLISH: english,
        ONE: one,
        **dict(zip(names, said, strict=True)),
        LIMIT: _noted(entry, "MAX"),
        STATE: _state(desk, entry),
        VERSION: version(entry, desk.language),
    }


def sources(entry: Entry) -> tuple[str, str]:
    """Return the English of a message, and that for one where it has a plural."""
    if entry.plural is None:
        return entry.english or "", ""
    return entry.plural, entry.english or ""


def forms(entry: Entry, language: str) -> tuple[str, ...]:
    """Return the translation in every form that the message has in a language."""
    wanted = LANGUAGES[language].nplurals if entry.plural is not None else 1
    return tuple(entry.strings.get(number, "") for number in range(wanted))


def version(entry: Entry, language: str) -> str:
    """Return what tells an import whether English or translation have changed since."""
    fuzzy = FUZZY if FUZZY in entry.flags else ""
    return f"{of_english(entry.key, *sources(entry))}-{of_words(forms(entry, language), fuzzy)}"


def of_english(id: str, english: str, one: str) -> str:
    """Return the mark of an English: the first half of a version."""
    return _mark(id, english, one)


def of_words(said: Sequence[str], fuzzy: str) -> str:
    """Return the mark of a translation: the second half of a version."""
    return _mark(*said, fuzzy)


def _mark(*texts: str) -> str:
    """Return ten letters that no two texts share, and no digit: a sheet would count with it."""
    digest = sha256("\x1f".join(texts).encode("utf-8")).hexdigest()[:10]
    return digest.translate(str.maketrans("0123456789", "ghijklmnop"))


def _state(desk: Desk, entry: Entry) -> str:
    if FUZZY in entry.flags:
        return FUZZY
    text = TEXTS.get(entry.key)
    if text is None:
        return State.DRAFT if any(entry.strings.values()) else State.EMPTY
    return state(desk, text)


def _values(entry: Entry) -> list[str]:
    """Return what stands for each value in the samples: "{phone} = +90 212 999 80 80"."""
    said = (note.partition(":")[2] for note in entry.notes if note.startswith("VARS:"))
    pairs = (one.partition("=") for one in said)
    return [f"{{{name.strip()}}} = {value.strip()}" for name, _, value in pairs]


def _noted(entry: Entry, name: str) -> str:
    found = (note.removeprefix(f"{name}:") for note in entry.notes if note.startswith(f"{name}:"))
    return next(found, "").strip()
