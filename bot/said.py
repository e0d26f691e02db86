"""What an update says, taken apart once: who, where, which words. And short answers to it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from telegram import CallbackQuery, Message, Update

from bot.callbacks import Press, decode
from care.delivery import Lane, Method, OutboxMessage, Rows, Values
from messages import languages
from messages.declare import Text
from store.people import Newcomer
from store.tables import Patient


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed: by whom, under which message, saying what."""

    query: CallbackQuery
    press: Press
    sender: int
    chat: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class PressedAbout:
    """A press by somebody who may answer about a patient, and when."""

    at: Pressed
    patient: Patient
    now: datetime

    @property
    def care(self) -> bool:
        """Say whether somebody answers who cares for the patient."""
        return self.at.sender != self.patient.account_id


def pressed(update: Update) -> Pressed:
    """Return the press an update carries. Only for updates that carry one of ours."""
    query = update.callback_query
    assert query is not None
    press = decode(query.data) or Press("")
    message = query.message
    chat = message.chat.id if message else query.from_user.id
    return Pressed(query, press, query.from_user.id, chat, message.message_id if message else None)


def written(update: Update) -> Message:
    """Return the message an update carries, new or edited."""
    message = update.effective_message
    assert message is not None
    return message


def newcomer(update: Update) -> Newcomer:
    """Return who sent it, and in which language their Telegram is."""
    user = update.effective_user
    assert user is not None
    return Newcomer(user.id, languages.understand(user.language_code))


def cause(update: Update) -> str:
    """Name the message or press, so that what follows from it happens once."""
    if update.callback_query:
        return f"q:{update.callback_query.id}"
    message = written(update)
    place = f"m:{message.chat_id}:{message.message_id}"
    if message.edit_date is None:
        return place
    words = (message.text or message.caption or "").encode("utf-8", "replace")
    return f"{place}:{int(message.edit_date.timestamp())}:{sha256(words).hexdigest()[:16]}"


def answer(
    at: Pressed, text: Text, *, loud: bool = False, values: Values | None = None
) -> OutboxMessage:
    """Return the answer to a press: a line that shows for a moment, or stays when it is loud."""
    return OutboxMessage(
        key=f"answer:{at.query.id}",
        chat_id=at.sender,
        lane=Lane.ECHO,
        texts=(text.id,),
        values=values or {},
        method=Method.ANSWER,
        target=at.query.id,
        loud_answer=loud,
    )


def quiet(at: Pressed) -> OutboxMessage:
    """Return an answer without words: the button stops spinning."""
    return OutboxMessage(
        key=f"answer:{at.query.id}",
        chat_id=at.sender,
        lane=Lane.ECHO,
        texts=(),
        method=Method.ANSWER,
        target=at.query.id,
    )


def face(at: Pressed, texts: tuple[str, ...], values: Values, rows: Rows = ()) -> OutboxMessage:
    """Return a new face for the message under which the button was."""
    return OutboxMessage(
        key=f"face:{at.query.id}",
        chat_id=at.chat,
        lane=Lane.CONVERSATION,
        texts=texts,
        values=values,
        rows=rows,
        method=Method.EDIT,
        target=f"{at.chat}:{at.message_id}",
    )
