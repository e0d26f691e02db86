"""Every message that any story sends, said once more in accented English.

What is not between the brackets of a translation cannot be translated; what lost one was cut. So
the stories of all tests together drive every screen, whatever they are about.
"""

import re

from care.delivery import Choice, Method, OutboxMessage
from messages.keyboards import keyboard
from messages.markup import plain
from messages.pseudo import ACCENTED
from messages.voice import Voice

VOICE = Voice(ACCENTED, zone="Europe/London", country="GB")
MARKED = re.compile("⟦[^⟦⟧]*⟧")
# A screen that puts last what is the least may lose it where it is very long.
LAST_AND_LEAST = {"staff.plan.sources"}
SPOKEN = re.compile(r"[^\W\d_]{2,}")  # letters that somebody reads as a word


def unmarked(message: OutboxMessage) -> list[str]:
    """Return what a message says that no translator has ever seen, and what was cut."""
    texts = [id for id in message.texts if id not in LAST_AND_LEAST]
    said = [plain(VOICE.paragraphs(texts, message.values))] if texts else []
    if message.method is not Method.ANSWER:
        said += [_label(choice) for row in message.rows for choice in row]
        said += [key for row in keyboard(VOICE, message.keyboard) or () for key in row]
    return [f"{message.key}: {part}" for part in said if not is_whole(part)]


def _label(choice: Choice) -> str:
    return VOICE.button(choice.label, choice.values)


def is_whole(part: str) -> bool:
    """Say whether every word stands between brackets, in which others may stand."""
    before = ""
    while before != part:
        before, part = part, MARKED.sub(" ", part)
    return not SPOKEN.search(part) and "⟦" not in part and "⟧" not in part
