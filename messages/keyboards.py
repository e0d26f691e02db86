"""The keyboard that is always there, and what its labels mean when they come back as words."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from messages.declare import Text
from messages.texts import patient, redflag
from messages.voice import Voice


class Key(StrEnum):
    """What a key of the standing keyboard asks for."""

    UNWELL = "unwell"
    RULES = "rules"
    QUESTIONS = "questions"
    DATES = "dates"
    RECORD = "record"
    HELP = "help"


LABELS: Mapping[Key, Text] = {
    Key.UNWELL: redflag.UNWELL_BUTTON,
    Key.RULES: patient.RULES_KEY,
    Key.QUESTIONS: patient.QUESTIONS_KEY,
    Key.DATES: patient.DATES_KEY,
    Key.RECORD: patient.RECORD_KEY,
    Key.HELP: patient.HELP_KEY,
}
PATIENT = "patient"
NONE = "none"  # takes the keyboard away: nobody is left to press it for
LONGEST = 100  # letters; no key is half as long, whatever its language
KEYBOARDS: Mapping[str, tuple[tuple[Key, ...], ...]] = {
    PATIENT: (
        (Key.UNWELL,),
        (Key.RULES, Key.QUESTIONS),
        (Key.DATES, Key.RECORD),
        (Key.HELP,),
    ),
    NONE: (),
}


def keyboard(voice: Voice, name: str) -> tuple[tuple[str, ...], ...] | None:
    """Return the labels of a keyboard in the reader's language, or None for no change."""
    rows = KEYBOARDS.get(name)
    if rows is None:
        return None
    return tuple(tuple(voice.label(LABELS[key]) for key in row) for row in rows)


def key_of(words: str, voices: Iterable[Voice]) -> Key | None:
    """Return the key somebody pressed, in whichever language its keyboard was shown then."""
    said = _bare(words)
    if len(said) > LONGEST:
        return None
    for voice in voices:
        for key, label in LABELS.items():
            if said in map(_bare, voice.labels(label)):
                return key
    return None


def _bare(words: str) -> str:
    return " ".join(words.replace("\u2019", "'").casefold().split())
