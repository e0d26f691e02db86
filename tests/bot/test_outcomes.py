"""The promise: each of Telegram's errors means one thing, and an unknown one is never final."""

from datetime import timedelta

import aiohttp
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outcomes import outcome
from care.delivery import Lane, Outcome, Refusal, Result, State, settle

FIVE = timedelta(seconds=5)


def refused(refusal: Refusal, seconds: int = 30) -> Outcome:
    return Outcome(Result.REFUSED, timedelta(seconds=seconds), refusal=refusal)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Bad Request: message to edit not found", Refusal.NO_TARGET),
        ("Bad Request: message can't be edited", Refusal.NO_TARGET),
        ("Bad Request: MESSAGE_ID_INVALID", Refusal.NO_TARGET),
        (
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            Refusal.NO_TARGET,
        ),
        ("Bad Request: chat not found", Refusal.GONE),
        ("Bad Request: not enough rights to send text messages to the chat", Refusal.GONE),
        ("Bad Request: need administrator rights in the channel chat", Refusal.GONE),
        ("Bad Request: group chat was upgraded to a supergroup chat", Refusal.GONE),
        ("Bad Request: PEER_ID_INVALID", Refusal.GONE),
        ("Bad Request: TOPIC_CLOSED", Refusal.GONE),
        ("Bad Request: USER_IS_BLOCKED", Refusal.BLOCKED),
        ("Bad Request: message text is empty", Refusal.OTHER),
        ("Bad Request: something they thought of yesterday", Refusal.OTHER),
    ],
)
def test_a_bad_request_is_known_by_its_words(text, refusal):
    assert outcome(BadRequest(text)) == refused(refusal)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Forbidden: bot was blocked by the user", Refusal.BLOCKED),
        ("Forbidden: bot can't initiate conversation with a user", Refusal.BLOCKED),
        ("Forbidden: user is deactivated", Refusal.BLOCKED),
        ("Forbidden: bot was kicked from the supergroup chat", Refusal.GONE),
        ("Forbidden: bot is not a member of the channel chat", Refusal.GONE),
        ("Forbidden: the group chat was deleted", Refusal.GONE),
        ("Forbidden: something new", Refusal.OTHER),
    ],
)
def test_a_closed_door_is_known_by_its_words(text, refusal):
    assert outcome(Forbidden(text)) == refused(refusal)


def test_bad_markup_goes_again_at_once():
    error = BadRequest("Bad Request: can't parse entities: Unsupported start tag at byte offset 3")

    assert outcome(error) == refused(Refusal.UNFORMATTED, seconds=0)


def test_a_group_that_moved_names_its_new_home_and_goes_again_at_once():
    home = -1_000_000_000_009

    assert outcome(ChatMigrated(home)) == Outcome(
        Result.REFUSED, timedelta(), refusal=Refusal.MIGRATED, migrated_to=home
    )


def test_nothing_to_change_is_as_good_as_changed():
    error = BadRequest("Bad Request: message is not modified: specified new message content …")

    assert outcome(error) == Outcome(Result.SENT, timedelta())


def test_too_fast_waits_as_long_as_telegram_says():
    expected = Outcome(Result.NOT_SENT, timedelta(seconds=17), flooded=True)

    assert outcome(RetryAfter(17)) == expected
    assert outcome(NetworkError("Too Many Requests: retry after 17")) == expected
    assert outcome(NetworkError("Too Many Requests (429)")) == Outcome(
        Result.NOT_SENT, FIVE, flooded=True
    )


@pytest.mark.parametrize("error", [InvalidToken(), Conflict("terminated"), EndPointNotFound("x")])
def test_a_token_in_dispute_is_tried_again(error):
    assert outcome(error) == Outcome(Result.NOT_SENT, FIVE)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


def test_what_never_left_goes_again_soon():
    for error in (
        caused(NetworkError("x"), aiohttp.InvalidURL("http://")),
        caused(TimedOut(), aiohttp.ConnectionTimeoutError()),
    ):
        assert outcome(error) == Outcome(Result.NOT_SENT, timedelta(seconds=2))


@pytest.mark.parametrize(
    "error",
    [
        caused(TimedOut(), aiohttp.SocketTimeoutError()),
        caused(NetworkError("x"), aiohttp.ServerDisconnectedError()),
        TimedOut(),
        NetworkError("Bad Gateway"),
        NetworkError("Internal Server Error (500)"),
        TelegramError("Invalid server response"),
    ],
)
def test_what_may_have_arrived_is_unknown(error):
    assert outcome(error) == Outcome(Result.UNKNOWN, FIVE)


def test_what_is_not_implemented_is_no_matter_of_waiting():
    error = NetworkError("Not Implemented: the simulator does not play sendContact")

    assert outcome(error) == refused(Refusal.OTHER)


@pytest.mark.parametrize("error_type", [BadRequest, Forbidden, NetworkError, TelegramError])
def test_no_error_is_final_for_an_alert_but_a_missing_target(error_type):
    texts = ["not enough rights to send", "was kicked", "chat not found", "blah", "not implemented"]

    states = {settle(Lane.ALERT, outcome(error_type(text))) for text in texts}

    assert states == {State.PENDING}
