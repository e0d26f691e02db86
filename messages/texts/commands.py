"""The command menu: what each command does, and the word that does the same when it is typed."""

from collections.abc import Mapping

from messages.declare import Level, Text, text

DESCRIPTION_UNITS = 80  # Telegram takes 256; a menu shows about one line
WORD_UNITS = 24

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
WORDS: Mapping[str, Text] = {
    name: text(
        f"commands.word.{name}",
        english,
        level=Level.NORMAL,
        where=f"One word that people type instead of /{name}.",
        limit=WORD_UNITS,
    )
    for name, english in (
        ("unwell", "unwell"),
        ("dates", "dates"),
        ("topics", "questions"),
        ("help", "help"),
        ("settings", "settings"),
        ("language", "language"),
        ("privacy", "privacy"),
        ("cancel", "cancel"),
        ("stop", "stop"),
        ("delete", "delete"),
        ("start", "start"),
    )
}
