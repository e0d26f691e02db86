"""The promise: what we mean arrives, plainer if need be, and we know what became of it."""

from datetime import timedelta

import pytest
from telegram import Bot

from bot.request import AiohttpRequest, Patience
from bot.telegram import send
from care.delivery import Lane, Method, OutboxMessage, Outcome, Refusal, Result
from messages.screen import Button, Contact, Document, Screen
from tests.bot.wire import HANG_UP, SILENCE, accepts, refuses, says

DONE = says(200, {"ok": True, "result": True})
GROUP = -1_000_000_000_001
ALERT = Screen(
    "<b>No. 12</b> urgent · P-0007 &lt;3",
    ((Button("I take it", "ack:1"), Button("Record", url="https://clinic.example/1")),),
)
SENT_7 = Outcome(Result.SENT, timedelta(), message_id=7)
UNKNOWN = Outcome(Result.UNKNOWN, timedelta(seconds=5))
ROWS = {
    "inline_keyboard": [
        [
            {"text": "I take it", "callback_data": "ack:1"},
            {"text": "Record", "url": "https://clinic.example/1"},
        ]
    ]
}


@pytest.fixture
async def bot(wire):
    async with AiohttpRequest(patience=Patience(0.2, 0.2, 0.2, 0.2)) as request:
        yield Bot("1:T", f"{wire.url}/bot", request=request, get_updates_request=request)


def owed(method: Method = Method.SEND, **fields) -> OutboxMessage:
    return OutboxMessage("page:1:1:0", GROUP, Lane.ALERT, ("alert",), method=method, **fields)


async def test_an_alert_goes_out_whole(bot, wire):
    assert await send(bot, owed(), ALERT) == SENT_7

    parameters = {
        "chat_id": GROUP,
        "text": "<b>No. 12</b> urgent · P-0007 &lt;3",
        "parse_mode": "HTML",
        "disable_notification": False,
        "protect_content": True,
        "link_preview_options": {"is_disabled": True},
        "reply_markup": ROWS,
    }
    assert wire.asked == [("sendMessage", parameters)]


async def test_a_silent_message_does_not_ring(bot, wire):
    await send(bot, owed(silent=True), ALERT)

    assert wire.asked[0][1]["disable_notification"] is True


async def test_plain_means_without_markup_and_with_every_word(bot, wire):
    screen = Screen('<b>No. 1</b> &lt;3 fever <39 & <a href="https://x.example">link</a> a<b')

    assert await send(bot, owed(), screen, plain=True) == SENT_7

    [(_, parameters)] = wire.asked
    assert parameters["text"] == "No. 1 <3 fever <39 & link a<b"
    assert "parse_mode" not in parameters


async def test_a_keyboard_that_stays(bot, wire):
    await send(bot, owed(), Screen("Hi", keyboard=(("I feel unwell",),), placeholder="Or write"))

    assert wire.asked[0][1]["reply_markup"] == {
        "keyboard": [[{"text": "I feel unwell"}]],
        "resize_keyboard": True,
        "is_persistent": True,
        "input_field_placeholder": "Or write",
    }


async def test_no_keyboard_leaves_the_readers_as_it_is_and_an_empty_one_takes_it(bot, wire):
    await send(bot, owed(), Screen("Hi"))
    await send(bot, owed(), Screen("Hi", keyboard=()))

    assert [p.get("reply_markup") for _, p in wire.asked] == [None, {"remove_keyboard": True}]


async def test_an_edit_gives_a_new_face(bot, wire):
    assert await send(bot, owed(Method.EDIT, target=f"{GROUP}:41"), ALERT) == SENT_7

    parameters = {
        "chat_id": GROUP,
        "message_id": 41,
        "text": ALERT.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": ROWS,
    }
    assert wire.asked == [("editMessageText", parameters)]


async def test_an_edit_without_rows_takes_the_buttons_away(bot, wire):
    await send(bot, owed(Method.EDIT, target=f"{GROUP}:41"), Screen("Done"))

    assert wire.asked[0][1]["reply_markup"] == {"inline_keyboard": []}


async def test_an_edit_of_nothing_has_no_target_and_asks_nobody(bot, wire):
    result = await send(bot, owed(Method.EDIT, target="41"), ALERT)

    assert (result.result, result.refusal) == (Result.REFUSED, Refusal.NO_TARGET)
    assert wire.asked == []


@pytest.mark.parametrize("loud", [True, False])
async def test_a_press_is_answered_in_200_characters_without_tags(bot, wire, loud):
    screen = Screen("<b>Seen</b> &amp; " + "x" * 300)

    result = await send(bot, owed(Method.ANSWER, target="99", loud_answer=loud), screen)

    text = "Seen & " + "x" * 193
    parameters = {"callback_query_id": "99", "text": text, "show_alert": loud}
    assert result == SENT_7
    assert wire.asked == [("answerCallbackQuery", parameters)]


async def test_the_cut_counts_as_telegram_does_and_leaves_whole_characters(bot, wire):
    await send(bot, owed(Method.ANSWER, target="99"), Screen("x" + "🌡" * 100))

    assert wire.asked[0][1]["text"] == "x" + "🌡" * 99


async def test_a_voice_note_is_copied_and_what_is_gone_is_said_in_words(bot, wire):
    copy = owed(Method.COPY, target="5:41")
    assert await send(bot, copy, Screen("No longer there")) == SENT_7

    place = {"from_chat_id": 5, "message_id": 41, "protect_content": True}
    chat = {"chat_id": GROUP, "disable_notification": False}
    assert wire.asked == [("copyMessage", chat | place)]

    gone = refuses(400, "Bad Request: message to copy not found")
    wire.does(gone, accepts({"message_id": 7}))
    assert await send(bot, copy, Screen("No longer there")) == SENT_7
    assert wire.asked[-1][1]["text"] == "No longer there"


async def test_a_number_goes_into_the_phone_book(bot, wire):
    screen = Screen("Clinic +39 055 1", contact=Contact("Clinic", "+390551"))

    assert await send(bot, owed(Method.CONTACT), screen) == SENT_7

    parameters = {
        "chat_id": GROUP,
        "disable_notification": False,
        "phone_number": "+390551",
        "first_name": "Clinic",
        "protect_content": True,
    }
    assert wire.asked == [("sendContact", parameters)]


async def test_a_picture_has_its_words_under_it(bot, wire):
    assert await send(bot, owed(Method.PHOTO), Screen("<b>Card</b>", photo=b"\x89PNG1")) == SENT_7

    [body] = wire.bodies
    assert wire.methods() == ["sendPhoto"]
    assert [
        part in body for part in (b"\x89PNG1", b"<b>Card</b>", b"HTML", b"protect_content")
    ] == [True] * 4


async def test_a_file_keeps_its_name_and_can_be_opened_elsewhere(bot, wire):
    screen = Screen("<b>Dates</b>", document=Document("dates.ics", b"BEGIN:VCALENDAR"))

    assert await send(bot, owed(Method.DOCUMENT), screen) == SENT_7

    [body] = wire.bodies
    assert wire.methods() == ["sendDocument"]
    wanted = (b"BEGIN:VCALENDAR", b'filename="dates.ics"', b"text/calendar", b"<b>Dates</b>")
    assert [part in body for part in wanted] == [True] * 4
    assert b"protect_content" not in body


async def test_the_command_menu_is_set_for_a_language_or_a_chat(bot, wire):
    wire.does(DONE)
    screen = Screen("", commands=(("help", "Help"),))
    everybody = OutboxMessage("c", 0, Lane.BROADCAST, (), method=Method.COMMANDS, target="es")

    assert await send(bot, everybody, screen) == Outcome(Result.SENT, timedelta())
    await send(bot, owed(Method.COMMANDS), screen)

    menu = [{"command": "help", "description": "Help"}]
    assert wire.asked == [
        ("setMyCommands", {"commands": menu, "language_code": "es"}),
        ("setMyCommands", {"commands": menu, "scope": {"type": "chat", "chat_id": GROUP}}),
    ]


# ---- a success is a success, whatever the answer looks like -----------------------------------


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ({"ok": True, "result": True}, None),
        ({"ok": True}, None),
        ({"ok": True, "result": None}, None),
        ({"ok": True, "result": {"message_id": 7}}, 7),
        ({"ok": True, "result": {"message_id": 7, "from": {"id": 1}, "chat": {}}}, 7),
        ({"ok": True, "result": {"message_id": "seven"}}, None),
    ],
)
async def test_a_thin_answer_is_a_success(bot, wire, answer, number):
    wire.does(says(200, answer))

    assert await send(bot, owed(), ALERT) == Outcome(Result.SENT, timedelta(), message_id=number)


@pytest.mark.parametrize("act", [HANG_UP, SILENCE, says(502, b"<html>"), says(200, b"garbage")])
async def test_what_may_have_arrived_is_asked_once_and_unknown(bot, wire, act):
    wire.does(act)

    assert await send(bot, owed(), ALERT) == UNKNOWN
    assert wire.methods() == ["sendMessage"]


async def test_an_error_nobody_can_read_is_unknown_and_raises_nothing(bot, wire):
    wire.does(says(400, {"ok": False, "description": 5, "parameters": [1]}))

    assert await send(bot, owed(), ALERT) == UNKNOWN


async def test_too_fast_in_strange_words_waits_a_little(bot, wire):
    wire.does(refuses(429, "x", retry_after="soon"))

    slower = Outcome(Result.NOT_SENT, timedelta(seconds=5), flooded=True)
    assert await send(bot, owed(), ALERT) == slower


# ---- the form is refused, the words arrive ----------------------------------------------------


def balks(wire, times: int, why: str) -> None:
    wire.does(*[refuses(400, why)] * times, accepts({"message_id": 7}))


async def test_bad_markup_arrives_without_it_in_one_go(bot, wire):
    balks(wire, 2, "Bad Request: can't parse entities: unclosed tag")

    assert await send(bot, owed(), Screen("<b>No. 12 <39", ALERT.rows)) == SENT_7

    assert wire.asked[-1] == (
        "sendMessage",
        {
            "chat_id": GROUP,
            "disable_notification": False,
            "text": "No. 12 <39",
            "reply_markup": ROWS,
        },
    )


async def test_what_is_plain_already_is_not_unescaped_twice(bot, wire):
    balks(wire, 2, "Bad Request: message is too long")

    await send(bot, owed(), Screen("she wrote &lt;b&gt; &amp;amp;"), plain=True)

    assert {p["text"] for _, p in wire.asked} == {"she wrote <b> &amp;"}
    assert len(wire.asked) == 3


async def test_a_server_without_the_extras_gets_the_alert_with_its_buttons(bot, wire):
    balks(wire, 1, "Bad Request: unknown parameter link_preview_options")

    assert await send(bot, owed(), ALERT) == SENT_7

    assert wire.asked[-1] == (
        "sendMessage",
        {
            "chat_id": GROUP,
            "disable_notification": False,
            "text": ALERT.text,
            "parse_mode": "HTML",
            "reply_markup": ROWS,
        },
    )


async def test_a_button_that_is_refused_does_not_take_the_alert_with_it(bot, wire):
    balks(wire, 3, "Bad Request: BUTTON_DATA_INVALID")

    assert await send(bot, owed(), ALERT) == SENT_7

    assert wire.asked[-1] == (
        "sendMessage",
        {
            "chat_id": GROUP,
            "disable_notification": False,
            "protect_content": True,
            "text": "No. 12 urgent · P-0007 <3",
        },
    )


async def test_a_text_that_is_too_long_arrives_cut_with_its_buttons(bot, wire):
    balks(wire, 2, "Bad Request: message is too long")

    assert await send(bot, owed(), Screen("é" * 5000, ALERT.rows)) == SENT_7

    assert wire.asked[-1][1]["text"] == "é" * 4096
    assert wire.asked[-1][1]["reply_markup"] == ROWS


async def test_an_edit_loses_its_markup_before_its_words(bot, wire):
    balks(wire, 1, "Bad Request: can't parse entities")

    assert await send(bot, owed(Method.EDIT, target=f"{GROUP}:41"), ALERT) == SENT_7

    parameters = {
        "chat_id": GROUP,
        "message_id": 41,
        "text": "No. 12 urgent · P-0007 <3",
        "reply_markup": ROWS,
    }
    assert wire.asked[-1] == ("editMessageText", parameters)


@pytest.mark.parametrize("unknown", [refuses(404, "Not Found"), refuses(501, "Not Implemented")])
async def test_a_server_without_contacts_gets_the_number_in_words(bot, wire, unknown):
    wire.does(unknown, unknown, accepts({"message_id": 7}))
    screen = Screen("", contact=Contact("Clinic", "+390551"))

    assert await send(bot, owed(Method.CONTACT), screen) == SENT_7

    said = {"chat_id": GROUP, "disable_notification": False, "text": "Clinic\n+390551"}
    assert wire.asked[-1] == ("sendMessage", said)


async def test_a_picture_that_is_refused_leaves_its_words(bot, wire):
    wire.does(*[refuses(400, "Bad Request: IMAGE_PROCESS_FAILED")] * 2, accepts({"message_id": 7}))

    assert await send(bot, owed(Method.PHOTO), Screen("Card", photo=b"x")) == SENT_7

    assert wire.methods() == ["sendPhoto", "sendPhoto", "sendMessage"]
    assert wire.asked[-1][1]["text"] == "Card"


async def test_a_server_without_a_command_menu_is_left_in_peace(bot, wire):
    wire.does(refuses(404, "Not Found"))

    result = await send(bot, owed(Method.COMMANDS), Screen("", commands=(("help", "Help"),)))

    assert (result.result, result.refusal) == (Result.REFUSED, Refusal.OTHER)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (
            refuses(403, "Forbidden: bot was blocked by the user"),
            Outcome(Result.REFUSED, timedelta(seconds=30), refusal=Refusal.BLOCKED),
        ),
        (
            refuses(429, "Too Many Requests: retry after 9", retry_after=9),
            Outcome(Result.NOT_SENT, timedelta(seconds=9), flooded=True),
        ),
        (
            refuses(400, "Bad Request: group upgraded", migrate_to_chat_id=-100),
            Outcome(Result.REFUSED, timedelta(), refusal=Refusal.MIGRATED, migrated_to=-100),
        ),
        (
            refuses(401, "Unauthorized"),
            Outcome(Result.NOT_SENT, timedelta(seconds=5)),
        ),
        (
            refuses(409, "Conflict: terminated by other getUpdates request"),
            Outcome(Result.NOT_SENT, timedelta(seconds=5)),
        ),
    ],
)
async def test_a_refusal_that_is_not_about_the_form_is_asked_once(bot, wire, act, expected):
    wire.does(act)

    assert await send(bot, owed(), ALERT) == expected
    assert wire.methods() == ["sendMessage"]


async def test_when_every_form_is_refused_the_reason_comes_back(bot, wire):
    wire.does(refuses(400, "Bad Request: whatever"))

    result = await send(bot, owed(), ALERT)

    assert result == Outcome(Result.REFUSED, timedelta(seconds=30), refusal=Refusal.OTHER)
    assert wire.methods() == ["sendMessage"] * 4
