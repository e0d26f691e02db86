"""A language on the stage: the ids that stand under every message, and a reply as a note.

Nothing here runs where patients are. Reads no clock, sends nothing and writes no file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from care.delivery import Method, OutboxMessage
from messages.declare import TEXTS, Text
from messages.keyboards import KEYBOARDS, LABELS
from messages.markup import LIMIT, units
from messages.screen import Screen
from messages.workbench.notes import Note, cell
from messages.workbench.reviews import Desk, state

OF_BUTTONS = "▸"  # before the ids of what can be pressed
CAPTION, TOAST = 1024, 200  # UTF-16 units below a picture or a file, and in an answer to a press
BARE = (Method.COMMANDS, Method.CONTACT, Method.COPY)  # nothing of ours is read in these

_FOOTER = re.compile(rf"(\S+) · [a-z-]+|{OF_BUTTONS} .+")


def footed(desk: Desk, message: OutboxMessage, screen: Screen) -> Screen:
    """Return a screen with the ids of its messages below it, and how far each translation is.

    What is too long with them is shown without those of its buttons, or without any.
    """
    if message.method in BARE or not (said := [*_known(message.texts)]):
        return screen
    if message.method is Method.ANSWER:
        return _fitting(screen, [f"{screen.text}\n[{' '.join(text.id for text in said)}]"], TOAST)
    pressed = " ".join(dict.fromkeys(text.id for text in _pressed(message)))
    texts = [f"<code>{text.id}</code> · {_state(desk, text)}" for text in said]
    short = _below(screen.text, texts)
    long = _below(screen.text, [*texts, f"{OF_BUTTONS} <code>{pressed}</code>"]) if pressed else ""
    limit = CAPTION if screen.photo or screen.document else LIMIT
    return _fitting(screen, filter(None, (long, short)), limit)


def _below(html: str, lines: Iterable[str]) -> str:
    return f"{html}\n\n<blockquote>{chr(10).join(lines)}</blockquote>"


def _fitting(screen: Screen, ways: Iterable[str], limit: int) -> Screen:
    fits = (html for html in ways if units(html) <= limit)
    return replace(screen, text=next(fits, screen.text))


def _known(ids: Iterable[str]) -> Iterator[Text]:
    return (TEXTS[id] for id in dict.fromkeys(ids) if id in TEXTS)


def _pressed(message: OutboxMessage) -> Iterator[Text]:
    yield from _known(choice.label for row in message.rows for choice in row)
    yield from (LABELS[key] for row in KEYBOARDS.get(message.keyboard, ()) for key in row)


def _state(desk: Desk, text: Text) -> str:
    return state(desk, text).value.replace("_", "-")


def noted(desk: Desk, shown: str, words: str, time: str, name: str = "") -> Note:
    """Return a reply as a note about the message it answers, whose text ends in our footer.

    Whoever writes an id into the note means that message, and no other of the same bubble.
    """
    said, below = _taken_apart(shown)
    named = [*_ids(words)]
    texts = [*_known(named or below)]
    return Note(
        time=time,
        id=" ".join(text.id for text in texts),
        state=" ".join(dict.fromkeys(_state(desk, text) for text in texts)),
        english=cell("\n".join(text.english for text in texts)),
        shown=cell(said),
        note=cell(words),
        name=cell(name),
    )


def _taken_apart(shown: str) -> tuple[str, list[str]]:
    """Return what was said in a bubble, and the ids of its messages, from the lines below it."""
    lines = shown.rstrip().split("\n")
    below: list[str] = []
    while lines and (found := _FOOTER.fullmatch(lines[-1].strip())):
        below[:0] = [found[1]] if found[1] else []
        lines.pop()
    return "\n".join(lines).rstrip(), below


def _ids(words: str) -> Iterator[str]:
    return (word for word in (one.strip(".,:;()[]“”\"'") for one in words.split()) if word in TEXTS)
