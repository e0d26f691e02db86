"""How the answers to patients' questions are declared, and the words of the screens around them.

An answer has a name for its button, a short form, perhaps more, and the words by which people look
for it. A figure stands in the answer's data with its source, never in a sentence. Everything here
is proposed until a clinician has signed it. Nothing here alerts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from messages.declare import Level, Text, Var, text
from messages.texts.content import ASK, SOURCE, Source, Status
from messages.values import Label, Name, Number, Regional

BUTTON_UNITS = 28
BLOCK_UNITS = 300  # of a paragraph in any language; buttons alone are ever cut


class Topic(StrEnum):
    """What the answers are sorted by; `content.topic.<value>` is how it is called."""

    DRUG = "drug"
    DAY = "day"
    EFFECTS = "effects"
    INFECTION = "infection"
    BLOOD = "blood"
    ILLNESS = "illness"
    VACCINES = "vaccines"
    FAMILY = "family"
    MEDICINES = "medicines"
    LIFE = "life"
    PLANS = "plans"
    CHAT = "chat"
    RESEARCH = "research"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question. `figures` fill its sentences; `mores` counts its further blocks.

    `childbearing` ones never go to a caregiver or a shared telephone. `ask` adds "ask your team";
    not where asking could cost time. `unwell` offers the button to report symptoms instead.
    """

    id: str
    topic: Topic
    sources: tuple[Source, ...]
    status: Status
    figures: Mapping[str, int] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    childbearing: bool = False
    ask: bool = True
    unwell: bool = False
    mores: int = 0
    correction: str = ""  # what the source document said instead, and why it is not said here

    @property
    def name(self) -> str:
        """Return the message id of the answer's name, for its button."""
        return f"content.answer.{self.id}.name"

    @property
    def words(self) -> str:
        """Return the message id of the words by which people look for the answer."""
        return f"content.answer.{self.id}.words"

    @property
    def short(self) -> tuple[str, ...]:
        """Return the message ids of the short answer, in order."""
        return (f"content.answer.{self.id}.short", *self._end)

    @property
    def long(self) -> tuple[str, ...]:
        """Return the message ids of the whole answer, in order."""
        blocks = tuple(f"content.answer.{self.id}.more{n}" for n in range(1, self.mores + 1))
        return (self.short[0], *blocks, *self._end)

    @property
    def values(self) -> Mapping[str, int | list[str]]:
        """Return what the paragraphs need, apart from names."""
        return {**self.figures, "sources": [f"content.source.{one}" for one in self.sources]}

    @property
    def _end(self) -> tuple[str, ...]:
        notes = {Status.CONFLICT: (CONFLICT.id,), Topic.RESEARCH: (RESEARCH.id,)}
        said = (*notes.get(self.status, ()), *notes.get(self.topic, ()), SOURCE.id)
        return (*said, ASK.id) if self.ask and not self.unwell else said


def answer(  # noqa: PLR0913 -- a declaration, by keyword
    one: Answer,
    *,
    name: str,
    words: str,
    short: str,
    more: tuple[str, ...] = (),
    level: Level = Level.CLINICAL,
) -> Answer:
    """Declare the texts of an answer and return it.

    The first line of `short` is the question, in bold. `words` are search words, comma between
    them, as patients say it; never shown. Critical where a misreading could do harm by itself.

    Raises ValueError when `more` has another length than the answer says.
    """
    if len(more) != one.mores:
        raise ValueError(f"{one.id}: mores={one.mores}, but {len(more)} were given")
    _part(one, "name", name, "A button that opens this answer.", Level.CLINICAL)
    _part(one, "words", words, SEARCH_WORDS, Level.NORMAL)
    _part(one, "short", short, "The short answer. Its first line is the question.", level)
    for n, block in enumerate(more, start=1):
        _part(one, f"more{n}", block, "Below the short answer, after “More”.", level)
    return one


SEARCH_WORDS = (
    "Never shown. The words by which readers look for this answer, with a comma between them: "
    "everyday words, other names, common misspellings. Write those of your language."
)
_REGIONAL = {
    "paracetamol": Regional("content.word.paracetamol"),
    "emergency_room": Regional("content.word.emergency_room"),
    "original": Regional("content.word.original"),
    "leaflet": Regional("content.word.leaflet"),
}
_LABELS = {"unwell": Label("redflag.button.unwell")}


def _part(one: Answer, part: str, english: str, where: str, level: Level) -> None:
    known: dict[str, Var] = {name: Number(of) for name, of in one.figures.items()}
    known |= {**_REGIONAL, **_LABELS}
    vars = {name: var for name, var in known.items() if f"{{{name}}}" in english}
    limit = BUTTON_UNITS if part == "name" else None
    id = f"content.answer.{one.id}.{part}"
    text(id, english, level=level, where=where, vars=vars, limit=limit)


def say(
    id: str, english: str, where: str, vars: Mapping[str, Var] | None = None, limit: int = 0
) -> Text:
    """Declare a text of the screens around the answers."""
    level = Level.CLINICAL
    return text(f"content.{id}", english, level=level, where=where, vars=vars, limit=limit or None)


def _word(id: str, american: str, european: str) -> None:
    where = "A word inside a sentence, for readers in the United States and Canada."
    say(f"word.{id}.us", american, where)
    say(f"word.{id}.eu", european, "The same word, for readers everywhere else.")


_word("paracetamol", "acetaminophen (Tylenol)", "paracetamol")
_word("emergency_room", "emergency room", "emergency department")
_word("original", "Rituxan", "MabThera")
_word("leaflet", "Medication Guide", "package leaflet")

CONFLICT = say(
    "answer.conflict",
    "Sources differ here. You read the more careful one.",
    "Above the source of an answer on which the sources differ.",
)
RESEARCH = say(
    "answer.research",
    "This is research. It does not say how it will be for you.",
    "Above the source of an answer about studies.",
)


def _topic(topic: Topic, english: str) -> Text:
    where = "A button that lists the answers of one topic, and the heading of that list."
    return say(f"topic.{topic}", english, where, limit=BUTTON_UNITS)


TOPICS: Mapping[Topic, Text] = MappingProxyType(
    {
        Topic.DRUG: _topic(Topic.DRUG, "How the medicine works"),
        Topic.DAY: _topic(Topic.DAY, "Infusion day"),
        Topic.EFFECTS: _topic(Topic.EFFECTS, "Side effects"),
        Topic.INFECTION: _topic(Topic.INFECTION, "Fever and infections"),
        Topic.BLOOD: _topic(Topic.BLOOD, "Blood tests"),
        Topic.ILLNESS: _topic(Topic.ILLNESS, "Your illness"),
        Topic.VACCINES: _topic(Topic.VACCINES, "Vaccines"),
        Topic.FAMILY: _topic(Topic.FAMILY, "Pregnancy and baby"),
        Topic.MEDICINES: _topic(Topic.MEDICINES, "Other medicines"),
        Topic.LIFE: _topic(Topic.LIFE, "Everyday life"),
        Topic.PLANS: _topic(Topic.PLANS, "Travel, dentist, surgery"),
        Topic.CHAT: _topic(Topic.CHAT, "About this chat"),
        Topic.RESEARCH: _topic(Topic.RESEARCH, "Research"),
    }
)

START = say(
    "topics.start",
    "Questions and answers\nChoose a topic, or write what you look for.\n"
    "Unwell? Do not look it up here. Press “{unwell}”, or call.",
    "Above the buttons of all topics.",
    _LABELS,
)
START_CARE = say(
    "topics.start.care",
    "Questions and answers\nChoose a topic, or write what you look for.\n"
    "“You” in the answers is {name}.\n"
    "Is {name} unwell? Do not look it up here. Press “{unwell}”, or call.",
    "The same, to a caregiver.",
    {"name": Name("Mina"), **_LABELS},
)
MORE = say("button.answer_more", "More", "Under a short answer.", limit=12)
SHORT = say("button.answer_short", "Short", "Under a whole answer.", limit=12)
ALL_TOPICS = say("button.topics", "All topics", "Under a list or an answer.", limit=BUTTON_UNITS)
CLOSED = say(
    "topics.closed",
    "Questions and answers: closed.\nPress “{questions}” to open them again.",
    "In place of the topics or an answer, after “Close”.",
    {"questions": Label("patient.key.questions")},
)
CHOOSE = say("topics.choose", "Choose a question:", "Under a topic. Its questions are buttons.")
VACCINES = say(
    "topics.vaccines",
    "Vaccines by name",
    "A button that lists all vaccines, and the heading of that list.",
    limit=BUTTON_UNITS,
)
FITS = say("topics.fits.you", "This answer may fit:", "Above one answer to what somebody wrote.")
FITS_CARE = say(
    "topics.fits.care",
    "This answer may fit. “You” in it is {name}.",
    "The same, to a caregiver.",
    {"name": Name("Mina")},
)
FOUND = say(
    "topics.found.you",
    "These answers may fit. Choose one:",
    "Above buttons with answers to what somebody wrote.",
)
FOUND_CARE = say(
    "topics.found.care",
    "These answers may fit. “You” in them is {name}. Choose one:",
    "The same, to a caregiver.",
    {"name": Name("Mina")},
)
UNANSWERED = text(
    "content.topics.unanswered",
    "cancer, cancers, cancerous, carcinogenic, oncology, tumour, tumours, tumor, tumors, "
    "malignant, malignancy, leukaemia, leukemia, lymphoma, melanoma",
    level=Level.NORMAL,
    where="Never shown. Words, with a comma between them, of matters that no answer is about. Who "
    "writes one is told that nobody has read it, and gets no answer to something else. Write those "
    "of your language, in the forms they take; each a single word.",
)
PERHAPS = say(
    "topics.perhaps",
    "Not unwell? One of these answers may fit.",
    "After “I do not understand this”, above the buttons. The last ones open answers.",
)
ALSO = say(
    "topics.also",
    "More about this:",
    "Last line under a fixed answer. A button with a further answer follows.",
)
