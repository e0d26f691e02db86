"""The do's and don'ts, as cards: the four of the source document first, then the rest.

A figure with clinical weight stands once, on its card, with where it comes from; the sentence only
has its place. Everything here is proposed until a clinician has signed it. Nothing here alerts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from messages.declare import Level, Text, Var, text
from messages.values import Label, Name, Number, Terms


class Source(StrEnum):
    """Where a card comes from; `content.source.<value>` is how it is called."""

    ARTICLE = "article"
    MYOSITIS = "myositis"
    LABEL = "label"
    LEAFLET_EU = "leaflet_eu"
    FEVER = "fever"
    REVIEW = "review"
    STUDIES = "studies"
    HOSPITAL = "hospital"
    CHARITY = "charity"
    PUBLIC_HEALTH = "public_health"
    RHEUMATOLOGY = "rheumatology"
    KIDNEY = "kidney"
    HANDBOOK_AU = "handbook_au"
    PROJECT = "project"


class Status(StrEnum):
    """How firm the wording and the figures of a card are."""

    SOURCED = "sourced"  # the passage was read at the source
    CONFLICT = "conflict"  # sources differ; the more careful one is shown
    PROPOSED = "proposed"  # our own


@dataclass(frozen=True, slots=True)
class Card:
    """One do or don't. `figures` fill its sentences; `childbearing` ones never go to a caregiver.

    `ask` adds "ask your team"; not where asking could cost time.
    """

    id: str
    sources: tuple[Source, ...]
    status: Status
    figures: Mapping[str, int] = field(default_factory=dict)
    childbearing: bool = False
    ask: bool = True

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the message ids of the card's paragraphs, in order."""
        texts = (f"content.walk.{self.id}.text", f"content.walk.{self.id}.why", SOURCE.id)
        return (*texts, ASK.id) if self.ask else texts

    @property
    def values(self) -> Mapping[str, int | list[str]]:
        """Return what the paragraphs need, apart from names."""
        return {**self.figures, "sources": [f"content.source.{one}" for one in self.sources]}


def _content(
    id: str, english: str, where: str, vars: Mapping[str, Var] | None = None, limit: int = 0
) -> Text:
    level = Level.CLINICAL
    return text(f"content.{id}", english, level=level, where=where, vars=vars, limit=limit or None)


def _source(source: Source, english: str) -> Text:
    return _content(f"source.{source}", english, "In the list after “Source:” under a card.")


SOURCES = (
    _source(Source.ARTICLE, "article on Truxima in rheumatology"),
    _source(Source.MYOSITIS, "article on rituximab in dermatomyositis"),
    _source(Source.LABEL, "US label of rituximab"),
    _source(Source.LEAFLET_EU, "EU patient leaflet"),
    _source(Source.FEVER, "articles on fever under treatment"),
    _source(Source.REVIEW, "review of published cases"),
    _source(Source.STUDIES, "published studies"),
    _source(Source.HOSPITAL, "hospital leaflets"),
    _source(Source.CHARITY, "arthritis charity leaflets"),
    _source(Source.PUBLIC_HEALTH, "public health advice"),
    _source(Source.RHEUMATOLOGY, "rheumatology guidelines"),
    _source(Source.KIDNEY, "kidney guidelines"),
    _source(Source.HANDBOOK_AU, "Australian immunisation handbook"),
    _source(Source.PROJECT, "the makers of this program"),
)
SOURCE = _content(
    "walk.source",
    "<i>Source: {sources}</i>",
    "Under every card, after the reason.",
    {"sources": Terms(["content.source.article", "content.source.leaflet_eu"])},
)
ASK = _content(
    "walk.ask",
    "Not sure if this fits you? Ask your team.",
    "Last paragraph under every card.",
)
PROGRESS = _content(
    "walk.progress",
    "Card {n} of {total}",
    "First line of every card.",
    {"n": Number(1), "total": Number(25)},
)
START = _content(
    "walk.start",
    "Do's and don'ts\nThese short cards help you stay safe with rituximab.\n"
    "The most important ones come first. You can stop and come back.",
    "Before the first card.",
)
START_CARE = _content(
    "walk.start.care",
    "Do's and don'ts\nThese short cards help to keep {name} safe with rituximab.\n"
    "“You” in them is {name}.\n"
    "The most important ones come first. You can stop and come back.",
    "Before the first card, to a caregiver.",
    {"name": Name("Mina")},
)
END = _content(
    "walk.end",
    "That was the last card.\nYou can read them again at any time.\n"
    "Unwell? Do not look it up here. Press “{unwell}”, or call.",
    "After the last card.",
    {"unwell": Label("redflag.button.unwell")},
)


def _button(name: str, english: str) -> Text:
    return _content(f"button.{name}", english, "Under a card.", limit=12)


NEXT = _button("next", "Next")
BACK = _button("back", "Back")
CLOSE = _button("close", "Close")
BEGIN = _button("begin", "Start")
AGAIN = _button("again", "Read again")
