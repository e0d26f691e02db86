"""What has changed in the English: whether its author said how, and what readers see until then.

Compares the declarations with the templates as they were committed. Holds no translation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.messages.catalog import Catalog, Message

from messages.declare import Level, Text
from messages.ladder import Reading, Rung, critical
from messages.languages import LANGUAGES, Status
from messages.revisions import GRACE
from messages.texts.redflag_cards import CALL
from messages.workbench.reviews import Desk, State, state
from messages.workbench.sync import noted, revision


@dataclass(frozen=True, slots=True)
class Seen:
    """What a changed message means in one language: how far it is, and what patients see."""

    language: str
    state: State
    sees: str


def unlike(old: Catalog | None, texts: Iterable[Text]) -> list[Text]:
    """Return the critical messages whose English is not the one of the template."""
    before = _by_id(old)
    return [
        text
        for text in texts
        if (entry := before.get(text.id)) is not None
        and _is_critical(text, entry)
        and _sources(entry) != text.sources
    ]


def undeclared(old: Catalog | None, texts: Iterable[Text]) -> list[Text]:
    """Return those of them whose author has not said how the English changed."""
    before = _by_id(old)
    return [text for text in unlike(old, texts) if text.rev <= revision(before[text.id])]


def complaint(text: Text) -> str:
    """Return what the author of a changed critical message must do, in one paragraph."""
    return (
        f"{text.id} is critical and its English has changed. Say how in messages/revisions.py:"
        f' "{text.id}": Revision({text.rev + 1}, Change.TYPO, date(…)) if no translator could say'
        " it differently, Change.WORDING if it means the same (patients read the last approved"
        f" words for {GRACE.days} days), Change.MEANING if it does not (approvals end at once)."
    )


def seen(desk: Desk, text: Text) -> Seen:
    """Return what a message means in a language today."""
    language = LANGUAGES[desk.language]
    if language.status is Status.CLOSED:
        return Seen(desk.language, state(desk, text), "nobody reads this language")
    preview = language.status is Status.PREVIEW
    return Seen(desk.language, state(desk, text), _sees(desk, text, preview=preview))


def _sees(desk: Desk, text: Text, *, preview: bool) -> str:
    reading = Reading(desk.language, desk.today)
    rung = critical(desk.catalogs, text, reading).rung
    if rung is Rung.ENGLISH and preview and any(desk.forms(text)):
        return f"where it is previewed, the draft that says so; else {_english(desk, text)}"
    return {
        Rung.APPROVED: "the approved translation",
        Rung.LAST_APPROVED: f"the last approved translation{_until(text)}",
    }.get(rung) or _english(desk, text)


def _until(text: Text) -> str:
    """Return until when the last approved words are read, if that ends by itself."""
    since = text.revision.since
    if since is None or text.revision.change != "wording":
        return ""
    return f", until {since + GRACE}, then English"


def _english(desk: Desk, text: Text) -> str:
    if text.domain == "staff" or text.limit is not None:
        return "English"
    rung = critical(desk.catalogs, CALL, Reading(desk.language, desk.today)).rung
    sealed = rung in {Rung.APPROVED, Rung.LAST_APPROVED}
    card = "the approved emergency card" if sealed else "the card of pictograms and numbers"
    return f"{card}, then English"


def since(texts: Iterable[Text], day: date | None) -> list[Text]:
    """Return the critical messages that were changed on a day or later; without a day, ever."""
    return [
        text
        for text in texts
        if text.level is Level.CRITICAL
        and text.revision.since is not None
        and (day is None or text.revision.since >= day)
    ]


def _is_critical(text: Text, entry: Message) -> bool:
    """Say whether it is critical or was: nobody escapes by changing words and level together."""
    return Level.CRITICAL in (text.level, noted(entry, "LEVEL"))


def _by_id(old: Catalog | None) -> Mapping[str, Message]:
    return {} if old is None else {str(entry.context): entry for entry in old if entry.id}


def _sources(entry: Message) -> tuple[str, str]:
    if isinstance(entry.id, tuple | list):
        return str(entry.id[0]), str(entry.id[-1])
    return str(entry.id), ""
