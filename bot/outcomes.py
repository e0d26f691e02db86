"""What Telegram's errors mean for us, once and in one table. Never sends, never retries.

Telegram gives its reasons as sentences, there are no codes: we know them by their words. Some come
from Telegram's own mistakes, so nothing here is final where a life may hang on it; that is decided
in `care.delivery.settle`.
"""

import re
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.request import unsent
from care.delivery import Outcome, Refusal, Result

AT_ONCE = timedelta()  # we know what to do differently
UNREACHED = timedelta(seconds=2)  # nothing left here; the line may be back in a moment
UNANSWERED = timedelta(seconds=5)  # it may have arrived, and a repeat costs the reader attention
REJECTED = timedelta(seconds=5)  # token or poller in dispute; said by mistake too, and passes
SLOWER = timedelta(seconds=5)  # told to slow down, but not for how long
DECLINED = timedelta(seconds=30)  # a no to every bot at once has lasted minutes before

SAME = "message is not modified"
REASONS = {
    Refusal.NO_TARGET: (
        "message to edit not found",
        "message can't be edited",
        "message_id_invalid",
        "no text in the message to edit",
        "query is too old",
        "query id is invalid",
        "query_id_invalid",
    ),
    Refusal.UNFORMATTED: (
        "can't parse entities",
        "can't parse message text",
        "entity_bounds_invalid",
    ),
    Refusal.BLOCKED: (
        "bot was blocked",
        "can't initiate conversation",
        "can't send messages to bots",
        "user is deactivated",
        "user_is_blocked",
        "input_user_deactivated",
    ),
    Refusal.GONE: (
        "chat not found",
        "chat was deleted",
        "chat was deactivated",
        "chat_restricted",
        "chat_write_forbidden",
        "group is deactivated",
        "have no rights",
        "message thread not found",
        "need administrator rights",
        "not a member",
        "not enough rights",
        "peer_id_invalid",
        "topic_closed",
        "topic_deleted",
        "upgraded to a supergroup",
        "user not found",
        "was kicked",
    ),
}


def outcome(error: TelegramError) -> Outcome:
    """Return what an error means. One we do not recognise may hide a message that has arrived."""
    match error:
        case RetryAfter():
            return _slow_down(error.retry_after)
        case ChatMigrated():
            return _refused(Refusal.MIGRATED, error.new_chat_id)
        case BadRequest() | Forbidden():
            return _judge(error.message.casefold())
        case InvalidToken() | EndPointNotFound() | Conflict():
            return Outcome(Result.NOT_SENT, REJECTED)
    return _trouble(error)


def unknown_method(error: TelegramError) -> bool:
    """Return True if the server may not know the method. PTB says the same of a bad token."""
    return isinstance(error, EndPointNotFound | InvalidToken)


def about_form(result: Outcome) -> bool:
    """Return True if it was the form that was refused, so that a plainer one may pass."""
    return result.refusal in {Refusal.UNFORMATTED, Refusal.OTHER}


def _judge(text: str) -> Outcome:
    if SAME in text:
        return Outcome(Result.SENT, AT_ONCE)
    for refusal, reasons in REASONS.items():
        if any(words in text for words in reasons):
            return _refused(refusal)
    return _refused(Refusal.OTHER)


def _trouble(error: TelegramError) -> Outcome:
    text = error.message.casefold()
    if text.startswith("too many requests"):
        seconds = re.search(r"retry after (\d{1,5})\b", text)
        return _slow_down(timedelta(seconds=int(seconds[1])) if seconds else None)
    if text.startswith("not implemented"):
        return _refused(Refusal.OTHER)
    if unsent(error):
        return Outcome(Result.NOT_SENT, UNREACHED)
    return Outcome(Result.UNKNOWN, UNANSWERED)


def _slow_down(asked: object) -> Outcome:
    pause = asked if isinstance(asked, timedelta) else SLOWER  # PTB passes on what was said
    return Outcome(Result.NOT_SENT, pause, flooded=True)


def _refused(refusal: Refusal, migrated_to: int | None = None) -> Outcome:
    curable = refusal in {Refusal.MIGRATED, Refusal.UNFORMATTED}
    pause = AT_ONCE if curable else DECLINED
    return Outcome(Result.REFUSED, pause, refusal=refusal, migrated_to=migrated_to)
