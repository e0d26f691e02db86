"""What a patient reads in everyday matters: the keyboard, dates, reminders, settings."""

from collections.abc import Mapping

from messages.declare import Level, Text, Var, text
from messages.values import Label

KEY_UNITS = 28


def say(
    id: str,
    english: str,
    where: str,
    vars: Mapping[str, Var] | None = None,
    level: Level = Level.NORMAL,
) -> Text:
    """Declare an everyday message."""
    return text(id, english, level=level, where=where, vars=vars)


def key(name: str, english: str, where: str) -> Text:
    """Declare the label of a key or button of at most 28 units."""
    return text(f"patient.key.{name}", english, level=Level.CLINICAL, where=where, limit=KEY_UNITS)


WHERE_KEY = "On the keyboard that is always there."
RULES_KEY = key("rules", "Do's and don'ts", WHERE_KEY)
QUESTIONS_KEY = key("questions", "Questions and answers", WHERE_KEY)
DATES_KEY = key("dates", "My dates", WHERE_KEY)
RECORD_KEY = key("record", "My record", WHERE_KEY)
HELP_KEY = key("help", "Help", WHERE_KEY)

INFUSION = say("patient.kind.infusion", "Infusion", "The kind of an appointment.")
BLOOD_TEST = say("patient.kind.blood_test", "Blood test", "The kind of an appointment.")

WALK_CLOSED = say(
    "patient.walk.closed",
    "Do's and don'ts: closed.\nPress “{rules}” to go on where you stopped.",
    "In place of a card, after “Close”.",
    {"rules": Label("patient.key.rules")},
)

COURTESIES = text(
    "patient.courtesy.words",
    "thanks, thank you, thank you very much, many thanks, thanks a lot, thx, ty, ok, okay, got it, "
    "understood, alright, great, perfect, good, fine, noted, hello, hi, hey, good morning, "
    "good afternoon, good evening, good night, bye, goodbye, see you, welcome, you are welcome, "
    "all right, cheers, dear team, dear nurse, dear doctor",
    level=Level.NORMAL,
    where="Never shown. Words that only thank or greet, with a comma between them, and none for "
    "yes: a message of nothing else is answered with “Are you unwell now?”. Write your language's.",
)
