"""Every message of a language as its readers would see it: with values short and long, and counted.

Holds no translation, no markup of a page, and approves nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from babel.messages.pofile import PoFileError

from care.delivery import Value
from messages.catalogs import sound
from messages.declare import Level, Text, Var
from messages.languages import stands_alone
from messages.markup import fit, plain, units
from messages.texts import redflag
from messages.values import AlertNumber, Ambulance, Day, Moment, Name, Phone, Plain
from messages.voice import Voice
from messages.workbench import files
from messages.workbench.changes import seen
from messages.workbench.checks.inspection import Finding
from messages.workbench.notes import Note, about
from messages.workbench.reviews import Desk, State, state

COUNTS = (0, 1, 2, 3, 5, 11, 21, 100)  # between them they need every form of our grammars
LONG = "long values"
FUZZY = "fuzzy"  # there, but the English has changed since: read by nobody until it is settled

# How long a value of each kind can become; the first kind that fits counts.
_LONGEST: tuple[tuple[type[Var], Value], ...] = (
    (AlertNumber, 12345),
    (Name, "Maria-Magdalena Konstantinopoulou-Wolfeschlegelsteinhausen"),
    (Plain, "one line of a patient's own words, which may be long " * 4),
    (Ambulance, ["112"]),
    (Phone, ["+90 212 999 80 80", "+90 212 999 80 81 90"]),
    (Moment, "2026-09-30T22:30[America/Argentina/Buenos_Aires]"),
    (Day, "2026-09-30"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it is read once: on which occasion, as HTML, how long, whether it was cut."""

    occasion: str
    html: str
    units: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Card:
    """All that is to be seen of one message in one language.

    `unread` are words in the catalog that no reader sees: made from other English, or not sound.
    `missing` says that the bubbles hold English because there is no translation to show.
    """

    text: Text
    state: str
    english: tuple[Shown, ...]
    target: tuple[Shown, ...]
    missing: bool = False
    unread: tuple[str, ...] = ()
    sees: str = ""
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said about the messages: by the checks, and by translators who walked through."""

    findings: Sequence[Finding] = ()
    notes: Sequence[Note] = ()


def cards(desk: Desk, texts: Sequence[Text], remarks: Remarks = Remarks()) -> Iterator[Card]:
    """Yield a card for every message, in the order given, with what is said about it."""
    written = {path: _written(path) for path in {_path(desk, text) for text in texts}}
    found: dict[str, list[Finding]] = {}
    for one in remarks.findings:
        found.setdefault(one.id, []).append(one)
    for text in texts:
        said = Remarks(tuple(found.get(text.id, ())), about(remarks.notes, text.id))
        yield _card(desk, text, written[_path(desk, text)], said)


def _card(desk: Desk, text: Text, written: Mapping[str, tuple[str, ...]], remarks: Remarks) -> Card:
    own = Voice(desk.language, preview=(desk.language,), catalogs=desk.catalogs, today=desk.today)
    english, target = _all_shown(Voice(), text), _all_shown(own, text)
    forms = written.get(text.id, ())
    current = desk.forms(text)
    far = state(desk, text)
    return Card(
        text,
        FUZZY if far is State.EMPTY and any(forms) else far.value,
        english,
        target,
        missing=[one.html for one in target] == [one.html for one in english] and not any(current),
        unread=_unread(desk.language, text, forms, current),
        sees=seen(desk, text).sees if text.level is Level.CRITICAL else "",
        findings=tuple(remarks.findings),
        notes=tuple(remarks.notes),
    )


def _unread(
    language: str, text: Text, forms: tuple[str, ...], current: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the words of the catalog that are shown to nobody, not even in a preview."""
    if not any(current):
        return tuple(filter(None, forms))
    return tuple(
        words
        for form, words in enumerate(current)
        if words
        and not sound(text, words, alone=bool(text.counts) and stands_alone(language, form))
    )


def occasions(text: Text) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Yield with which values a message is shown: the samples or counts, then long ones."""
    usual = text.samples
    if text.counts:
        yield from ((str(count), usual | {text.counts: count}) for count in COUNTS)
    else:
        yield "", usual
    longer = {name: _longest(var) for name, var in text.vars.items()}
    if longer != usual:
        yield LONG, longer


def _longest(var: Var) -> Value:
    return next((value for kind, value in _LONGEST if isinstance(var, kind)), var.sample)


def _all_shown(voice: Voice, text: Text) -> tuple[Shown, ...]:
    return tuple(_shown(voice, text, occasion, values) for occasion, values in occasions(text))


def _shown(voice: Voice, text: Text, occasion: str, values: Mapping[str, Value]) -> Shown:
    if text.limit is None:
        draft = f"\n\n{voice.say(redflag.DRAFT)}"  # the page says it once
        html = voice.say(text, **values).removesuffix(draft)
        return Shown(occasion, html, units(html), cut=False)
    whole = escape(voice.label(replace(text, limit=None), **values), quote=False)
    cut = units(whole) > text.limit
    return Shown(occasion, fit(whole, text.limit), units(whole), cut=cut)


def is_button(text: Text) -> bool:
    """Say whether a message stands on a button or a key, not in a bubble."""
    return text.limit is not None and text.domain != "commands"


def draft_line(desk: Desk) -> str:
    """Return the line that stands under every draft of a critical message, without markup."""
    return plain(Voice(desk.language, catalogs=desk.catalogs).say(redflag.DRAFT))


def _path(desk: Desk, text: Text) -> Path:
    return desk.catalogs.root / desk.language / "LC_MESSAGES" / f"{text.domain}.po"


def _written(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return all that a catalog holds, fuzzy or not; of one that cannot be read the checks tell."""
    try:
        catalog = files.read(path)
    except (OSError, ValueError, PoFileError):
        return {}
    return {
        str(one.context): tuple(map(str, one.string))
        if isinstance(one.string, tuple | list)
        else (str(one.string or ""),)
        for one in catalog
        if one.id
    }
