"""From a message we owe to a screen: every id said, in the reader's language of this moment."""

from io import BytesIO

from care.delivery import Choice, Method, OutboxMessage
from messages.calendar_file import NAME, calendar_file
from messages.keyboards import keyboard
from messages.markup import clip, plain
from messages.pages import printing
from messages.screen import Button, Contact, Document, Screen
from messages.voice import Voice

QR_SCALE = 8  # pixels for each little square
ANSWER_UNITS = 200  # what Telegram shows of an answer to a press


def render(voice: Voice, message: OutboxMessage) -> Screen:
    """Return the finished screen of a message we owe."""
    if message.method is Method.ANSWER:
        return Screen(_answer(voice, message))
    if takes_long(message):
        return printing.screen(voice, message)
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
        photo=_picture(message),
        document=_file(voice, message),
    )


def takes_long(message: OutboxMessage) -> bool:
    """Say whether it is drawn first, so that whoever has others to serve renders it in a thread."""
    return printing.PAGE in message.values


def _picture(message: OutboxMessage) -> bytes | None:
    """Return the link of an invitation as a picture that a telephone can scan."""
    link = str(message.values.get("link", ""))
    if message.method is not Method.PHOTO or not link:
        return None
    import segno  # noqa: PLC0415 -- drawn a few times a day, and slow to load

    drawn = BytesIO()
    segno.make(link, error="m").save(drawn, kind="png", scale=QR_SCALE, border=4)
    return drawn.getvalue()


def _file(voice: Voice, message: OutboxMessage) -> Document | None:
    """Return the dates that a message holds as a calendar file."""
    entries = message.values.get("calendar")
    if message.method is not Method.DOCUMENT or not isinstance(entries, list):
        return None
    return Document(NAME, calendar_file(entries, voice))


def _answer(voice: Voice, message: OutboxMessage) -> str:
    if not message.texts:
        return ""  # the button stops spinning, and nothing is said
    return clip(plain(voice.paragraphs(message.texts, message.values)), ANSWER_UNITS)


def _button(voice: Voice, choice: Choice) -> Button:
    return Button(voice.button(choice.label, choice.values), choice.data, choice.url)
