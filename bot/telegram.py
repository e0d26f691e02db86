"""Messages out to Telegram: each as a list of calls, from the form we mean to the plainest one.

Decides nothing about whether, when or to whom; `bot.outcomes` says what an error means.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import CallbackQueryLimit, MessageLimit, ParseMode
from telegram.error import TelegramError

from bot.outcomes import AT_ONCE, DECLINED, UNANSWERED, about_form, outcome, unknown_method
from care.delivery import Method, OutboxMessage, Outcome, Refusal, Result
from messages.screen import Button, Contact, Document, Screen

Parameters = dict[str, Any]
Call = tuple[str, Parameters]  # a method of the Bot API, and what it is given
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove

# What a message can do without. A server that refuses it must not cost us the message.
EXTRAS: Parameters = {
    "protect_content": True,
    "link_preview_options": LinkPreviewOptions(is_disabled=True),
}
EDIT_EXTRAS: Parameters = {"link_preview_options": EXTRAS["link_preview_options"]}

NO_ROWS: Parameters = {"inline_keyboard": []}  # PTB's object would come out as {}

# Methods that a server may lack: a contact, a picture or a file is said in words instead.
SPARED = {"sendContact", "sendPhoto", "sendDocument", "setMyCommands", "copyMessage"}
UNKNOWN_METHOD = Outcome(Result.REFUSED, DECLINED, refusal=Refusal.OTHER)

# The tags Telegram knows and no others: in "fever <39" nothing is a tag.
TAG = re.compile(
    r"</?(?:a|b|blockquote|code|del|em|i|ins|pre|s|span|strike|strong|tg-emoji|tg-spoiler|tg-time|u)"
    r"(?:\s[^<>]*)?>"
)

logger = structlog.get_logger(__name__)


async def send(
    bot: Bot,
    message: OutboxMessage,
    screen: Screen,
    plain: bool = False,  # noqa: FBT001, FBT002 -- the port calls it by place
) -> Outcome:
    """Send, edit or answer, and return what became of it. Never raises for what a server does.

    1. The message in the form we mean; `plain` leaves out its markup.
    2. If Telegram refuses the form, not the reader, ever plainer forms at once: nothing has
       arrived yet, and an alert without bold letters is still an alert.
    """
    result = Outcome(Result.REFUSED, DECLINED, refusal=Refusal.NO_TARGET)
    for step, (method, parameters) in enumerate(_calls(message, screen, plain=plain)):
        if step:
            logger.warning("message.plainer", key=message.key, step=step)
        result = await _attempt(bot, method, parameters)
        if not about_form(result):
            break
    return result


async def _attempt(bot: Bot, method: str, parameters: Parameters) -> Outcome:
    """Return the outcome of one call.

    The answer is taken raw: PTB's objects insist on fields that we do not need, and a message that
    has arrived must not look lost because its date is missing. The underscore, which PTB removes,
    keeps it from recommending the typed call.
    """
    try:
        answer = await bot.do_api_request(f"{method}_", parameters)
    except TelegramError as error:
        spared = method in SPARED and unknown_method(error)
        return UNKNOWN_METHOD if spared else outcome(error)
    except Exception as error:  # noqa: BLE001 -- an unreadable answer does not say "not arrived"
        logger.warning("message.unreadable_answer", error=type(error).__name__)
        return Outcome(Result.UNKNOWN, UNANSWERED)
    return Outcome(Result.SENT, AT_ONCE, message_id=_message_id(answer))


def _message_id(answer: Any) -> int | None:
    match answer:
        case {"message_id": int(number)}:
            return number
    return None


def _calls(message: OutboxMessage, screen: Screen, *, plain: bool) -> Iterator[Call]:
    shown = replace(screen, text=_unmarked(screen.text)) if plain else screen
    mode = {} if plain else {"parse_mode": ParseMode.HTML}
    chat = {"chat_id": message.chat_id, "disable_notification": message.silent}
    match message.method:
        case Method.EDIT:
            yield from _edit(message.target, shown, mode)
        case Method.ANSWER:
            yield from _answer(message, screen.text)
        case Method.COMMANDS:
            yield _commands(message, screen.commands)
        case Method.COPY:
            yield from _copy(message.target, chat, shown, mode)
        case _:
            yield from _new(message.method, chat, shown, mode)


def _new(method: Method, chat: Parameters, screen: Screen, mode: Parameters) -> Iterator[Call]:
    match method, screen:
        case Method.CONTACT, Screen(contact=Contact() as contact):
            yield from _contact(chat, contact)
        case Method.PHOTO, Screen(photo=bytes(photo)):
            yield from _photo(chat, photo, screen, mode)
        case Method.DOCUMENT, Screen(document=Document() as document):
            yield from _document(chat, document, screen, mode)
        case _:
            yield from _text(chat, screen, mode)


def _text(chat: Parameters, screen: Screen, mode: Parameters) -> Iterator[Call]:
    said = chat | {"text": screen.text} | mode
    yield "sendMessage", said | EXTRAS | _markup(screen)
    yield "sendMessage", said | _markup(screen, bare=True)
    yield from _plain_text(chat, screen, mode)


def _plain_text(chat: Parameters, screen: Screen, mode: Parameters) -> Iterator[Call]:
    said = chat | {"text": _plain_words(screen, mode)}
    yield "sendMessage", said | _markup(screen, bare=True)
    yield "sendMessage", said | {"protect_content": True}


def _edit(target: str, screen: Screen, mode: Parameters) -> Iterator[Call]:
    """Give a message a new face. Without rows its buttons go."""
    try:
        chat_id, message_id = map(int, target.split(":"))
    except ValueError:
        return
    place = {"chat_id": chat_id, "message_id": message_id}
    rows = {"reply_markup": _inline(screen.rows) if screen.rows else NO_ROWS}
    yield "editMessageText", place | {"text": screen.text} | mode | EDIT_EXTRAS | rows
    said = place | {"text": _plain_words(screen, mode)}
    yield "editMessageText", said | rows
    yield "editMessageText", said


def _copy(target: str, chat: Parameters, screen: Screen, mode: Parameters) -> Iterator[Call]:
    """Copy a message that cannot be passed on from there; if it is gone, say so."""
    from_chat, _, number = target.partition(":")
    what = {"from_chat_id": int(from_chat), "message_id": int(number)}
    yield "copyMessage", chat | what | {"protect_content": True}
    yield from _text(chat, screen, mode)


def _answer(message: OutboxMessage, text: str) -> Iterator[Call]:
    said = _cut(_unmarked(text), CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
    press = {"callback_query_id": message.target, "text": said}
    yield "answerCallbackQuery", press | {"show_alert": message.loud_answer}


def _contact(chat: Parameters, contact: Contact) -> Iterator[Call]:
    card = chat | {"phone_number": contact.phone, "first_name": contact.name}
    yield "sendContact", card | {"protect_content": True}
    yield "sendContact", card
    yield "sendMessage", chat | {"text": f"{contact.name}\n{contact.phone}"}


def _photo(chat: Parameters, photo: bytes, screen: Screen, mode: Parameters) -> Iterator[Call]:
    picture = chat | {"photo": InputFile(photo, filename="picture.png")}
    said = picture | {"caption": screen.text} | mode
    yield "sendPhoto", said | {"protect_content": True} | _markup(screen)
    yield "sendPhoto", said | _markup(screen, bare=True)
    yield from _text(chat, screen, mode)


def _document(
    chat: Parameters, document: Document, screen: Screen, mode: Parameters
) -> Iterator[Call]:
    """Send a file, which the reader may open elsewhere: so it is never protected."""
    file = chat | {"document": InputFile(document.content, filename=document.name)}
    said = file | {"caption": screen.text}
    yield "sendDocument", said | mode | _markup(screen)
    yield "sendDocument", file | {"caption": _unmarked(screen.text) if mode else screen.text}
    yield from _text(chat, screen, mode)


def _commands(message: OutboxMessage, commands: tuple[tuple[str, str], ...]) -> Call:
    """Set the command menu: of one chat, or of everybody in the language that `target` names."""
    menu = [{"command": name, "description": says} for name, says in commands]
    language = {"language_code": message.target} if message.target else {}
    scope = {"scope": {"type": "chat", "chat_id": message.chat_id}} if message.chat_id else {}
    return "setMyCommands", {"commands": menu} | language | scope


def _markup(screen: Screen, *, bare: bool = False) -> dict[str, Markup]:
    """Return the buttons under the message, or else the keyboard that stays.

    Telegram takes one of the two. An empty keyboard takes the reader's away.
    """
    if screen.rows:
        return {"reply_markup": _inline(screen.rows)}
    if screen.keyboard is None:
        return {}
    if not screen.keyboard:
        return {"reply_markup": ReplyKeyboardRemove()}
    keys = [list(row) for row in screen.keyboard]
    if bare:
        return {"reply_markup": ReplyKeyboardMarkup(keys, resize_keyboard=True)}
    hint = screen.placeholder or None
    board = ReplyKeyboardMarkup(
        keys, resize_keyboard=True, is_persistent=True, input_field_placeholder=hint
    )
    return {"reply_markup": board}


def _inline(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)


def _plain_words(screen: Screen, mode: Parameters) -> str:
    words = _unmarked(screen.text) if mode else screen.text
    return _cut(words, MessageLimit.MAX_TEXT_LENGTH)


def _unmarked(text: str) -> str:
    return html.unescape(TAG.sub("", text))


def _cut(text: str, units: int) -> str:
    """Return what fits, counted as Telegram counts: in UTF-16 units, never half a character."""
    return text.encode("utf-16-le", "replace")[: 2 * units].decode("utf-16-le", "ignore")
