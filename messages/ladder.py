"""What somebody reads of a critical message, rung by rung, until its translation is approved.

Voices climb down it when they speak, and the workbench when it says what patients will see: one
rule for both. Holds no words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from care.delivery import Value
from messages.catalogs import Catalogs, fields, sound
from messages.declare import Level, Text
from messages.markup import visible
from messages.values import Phone


class Rung(StrEnum):
    """How far down somebody reads: their own words, a draft that says so, or English."""

    APPROVED = "approved"
    LAST_APPROVED = "last_approved"
    DRAFT = "draft"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one message, in each form of the grammar; none where English is read."""

    rung: Rung
    forms: tuple[str, ...] = ()

    def form(self, number: int) -> str:
        """Return the words of one form of the grammar; where it is missing, those for many."""
        return self.forms[number] if number < len(self.forms) else self.forms[-1]


@dataclass(frozen=True, slots=True)
class Reading:
    """For whom a message is looked up: a language, a day, and whether drafts may be shown."""

    language: str
    today: date | None = None
    preview: bool = False


NOTHING = Words(Rung.ENGLISH)


def critical(catalogs: Catalogs, text: Text, reading: Reading) -> Words:
    """Return what is read of a critical message.

    1. What a clinician has approved, word for word; 2. in a preview, the draft; 3. what was
    approved last, while its English meant the same; 4. English.
    """
    forms = catalogs.forms(reading.language, text)
    if catalogs.seals.approves(reading.language, text, forms):
        return Words(Rung.APPROVED, forms)
    if reading.preview:
        return Words(Rung.DRAFT, forms)
    return last(catalogs, text, reading)


def last(catalogs: Catalogs, text: Text, reading: Reading) -> Words:
    """Return what was approved last of a message, if its English means the same, else English."""
    known = catalogs.seals.last(reading.language, text)
    if known is None or not text.revision.keeps(known.rev, reading.today):
        return NOTHING
    before = known.sources[1] or known.sources[0]
    same_rev_other_words = known.rev == text.rev and known.sources != text.sources
    if same_rev_other_words or fields(before) != fields(text.english):
        return NOTHING
    if not all(sound(replace(text, english=before), form, alone=True) for form in known.forms):
        return NOTHING
    return Words(Rung.LAST_APPROVED, known.forms)


def is_approved(catalogs: Catalogs, text: Text, reading: Reading) -> bool:
    """Say whether somebody reads a message in words that a clinician has approved for it."""
    if text.level is not Level.CRITICAL:
        return True
    return critical(catalogs, text, reading).rung in {Rung.APPROVED, Rung.LAST_APPROVED}


# A telephone beside a house or a lorry is understood without a word, whoever reads.
_TEAM, _NIGHT, _AMBULANCE, _TALK = "🏥 ☎", "🌙 🏥 ☎", "🚑 ☎", "💬 ☎"
PICTOGRAMS: Mapping[str, str] = MappingProxyType(
    {
        "emergency": _AMBULANCE,
        "q_emergency": _AMBULANCE,
        "q_now": _AMBULANCE,
        "phone": _TEAM,
        "q_call": _TEAM,
        "q_unit": _TEAM,
        "night_phone": _NIGHT,
        "q_night": _NIGHT,
        "crisis_line": _TALK,
    }
)
OPENING = "❗"  # a first line that says nothing on a lock screen


def on_card(text: Text) -> bool:
    """Say whether a message that is read in English needs a card: what patients read as a text."""
    return text.level is Level.CRITICAL and text.limit is None and text.domain != "staff"


def numbers(texts: Sequence[Text], values: Mapping[str, Value]) -> Mapping[str, tuple[str, ...]]:
    """Return the numbers that a message tells its reader to call, by pictogram, in its order."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for name, var in text.vars.items():
            if name in PICTOGRAMS and isinstance(var, Phone) and (given := _given(values, name)):
                picture = PICTOGRAMS[name]
                found[picture] = tuple(dict.fromkeys((*found.get(picture, ()), *given)))
    return found


def _given(values: Mapping[str, Value], name: str) -> list[str]:
    value = values.get(name, "")
    given = value if isinstance(value, list) else [value]
    return [number for one in given if (number := visible(str(one), lines=False))]


def is_urgent(found: Mapping[str, tuple[str, ...]]) -> bool:
    """Say whether the ambulance's number is among them: then the reader is to call now."""
    return _AMBULANCE in found


def wordless(found: Mapping[str, tuple[str, ...]]) -> str:
    """Return a card that needs no language: pictograms, and each number on a line of its own."""
    lines = [line for picture, called in found.items() for line in (picture, *called)]
    return "\n".join((OPENING, *lines)) if lines else ""
