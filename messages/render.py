"""From a message we owe to a screen: every id said, in the reader's language of this moment."""

from care.delivery import Choice, Method, OutboxMessage
from messages.declare import TEXTS
from messages.keyboards import keyboard
from messages.screen import Button, Contact, Screen
from messages.voice import Voice


def render(voice: Voice, message: OutboxMessage) -> Screen:
    """Return the finished screen of a message we owe."""
    if message.method is Method.ANSWER:
        return Screen(_answer(voice, message))
    rows = tuple(tuple(_button(voice, choice) for choice in row) for row in message.rows)
    contact = None
    if message.method is Method.CONTACT:
        values = message.values
        contact = Contact(str(values.get("name", "")), str(values.get("phone", "")))
    return Screen(
        voice.paragraphs(message.texts, message.values),
        rows,
        keyboard=keyboard(voice, message.keyboard),
        contact=contact,
    )


def _answer(voice: Voice, message: OutboxMessage) -> str:
    return "\n".join(
        voice.label(TEXTS[id], **message.values) for id in message.texts if id in TEXTS
    )


def _button(voice: Voice, choice: Choice) -> Button:
    text = TEXTS.get(choice.label)
    label = voice.label(text, **choice.values) if text else voice.term(choice.label)
    return Button(label, choice.data, choice.url)
