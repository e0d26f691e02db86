"""The command menu: what each command does, and the words that do the same when they are typed."""

from collections.abc import Mapping

from messages.declare import Level, Text, text

DESCRIPTION_UNITS = 80  # Telegram takes 256; a menu shows about one line
WORD_UNITS = 24
WORDS_UNITS = 80  # where several words mean the same

DESCRIPTIONS: Mapping[str, Text] = {
    name: text(
        f"commands.{name}",
        english,
        level=Level.NORMAL,
        where=f"In the menu of commands, beside /{name}.",
        limit=DESCRIPTION_UNITS,
    )
    for name, english in (
        ("unwell", "I feel unwell"),
        ("dates", "My infusions and blood tests"),
        ("record", "My record: temperatures and symptoms, pages for doctors"),
        ("card", "My alert card for the wallet"),
        ("rules", "Do's and don'ts with the treatment"),
        ("topics", "Questions and answers about the treatment"),
        ("expect", "When the treatment works, and when illness may come back"),
        ("usual", "What I had before the first infusion"),
        ("help", "What this can do, and whom to call"),
        ("settings", "Language, country, numbers, reminders"),
        ("language", "Change the language"),
        ("privacy", "What is kept about you, and your rights"),
        ("cancel", "Leave the question that is open"),
        ("stop", "End reminders"),
        ("delete", "Leave, and have your data deleted"),
        ("start", "Begin, or go on"),
    )
}
_WORDS = {
    "unwell": "unwell",
    "dates": "dates",
    "topics": "questions",
    "help": "help",
    "settings": "settings",
    "language": "language",
    "privacy": "privacy",
    "cancel": "cancel",
    "stop": "stop",
    "delete": "delete",
    "start": "start",
}
_SEVERAL_WORDS = {
    "card": "card, alert card, my card, my alert card",
    "record": "record, my record",
}
WORDS: Mapping[str, Text] = {
    **{
        name: text(
            f"commands.word.{name}",
            english,
            level=Level.NORMAL,
            where=f"One word that people type instead of /{name}.",
            limit=WORD_UNITS,
        )
        for name, english in _WORDS.items()
    },
    **{
        name: text(
            f"commands.word.{name}",
            english,
            level=Level.NORMAL,
            where=f"Words that people type instead of /{name}, with a comma between them. "
            "Write those of your language, with and without “my”.",
            limit=WORDS_UNITS,
        )
        for name, english in _SEVERAL_WORDS.items()
    },
}
