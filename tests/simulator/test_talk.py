"""A person and a bot talk: what arrives, what is refused, what a phone shows."""

import pytest

from tests.simulator.conftest import BOT, OTHER, Desk

UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
UNCLOSED = "can't parse entities: Unclosed start tag at byte offset 2"
OK = {"inline_keyboard": [[{"text": "OK", "callback_data": "ok"}]]}


async def test_what_a_person_writes_reaches_the_bot_until_it_confirms(desk: Desk) -> None:
    ann = await desk.person("Ann", language_code="de", username="ann")

    said = await desk.says(ann, "/start abc")

    first = await desk.done("getUpdates")
    again = await desk.done("getUpdates")
    assert first == again
    assert first == [
        {
            "update_id": said["update_id"],
            "message": {
                "message_id": 1,
                "from": {
                    "id": ann,
                    "is_bot": False,
                    "first_name": "Ann",
                    "username": "ann",
                    "language_code": "de",
                },
                "chat": {"id": ann, "type": "private", "first_name": "Ann", "username": "ann"},
                "date": first[0]["message"]["date"],
                "text": "/start abc",
                "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
            },
        }
    ]
    assert await desk.done("getUpdates", offset=said["update_id"] + 1) == []
    assert await desk.done("getUpdates") == []


async def test_a_reply_with_buttons_appears_on_the_phone(desk: Desk) -> None:
    ann = await desk.patient()

    await desk.done(
        "sendMessage", chat_id=ann, text="<b>Hi</b>", parse_mode="HTML", reply_markup=OK
    )

    shown = (await desk.chat(ann))[-1]
    assert shown["from"] == BOT
    assert (shown["text"], shown["html"]) == ("Hi", "<b>Hi</b>")
    assert shown["buttons"] == [[{"text": "OK", "data": "ok"}]]


async def test_a_press_is_answered_once(desk: Desk) -> None:
    ann = await desk.patient()
    sent = await desk.done("sendMessage", chat_id=ann, text="Hi", reply_markup=OK)

    press = await desk.press(ann, sent["message_id"], "OK")

    query = (await desk.updates())[0]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (press["id"], "ok", ann)
    assert query["message"] == sent
    assert await desk.done("answerCallbackQuery", callback_query_id=press["id"], text="Seen")
    state = await desk.control("GET", f"presses/{press['id']}")
    assert (state["answered"], state["text"], state["alert"]) == (True, "Seen", False)
    assert await desk.refusal("answerCallbackQuery", callback_query_id=press["id"]) == (
        400,
        TOO_OLD,
    )


async def test_an_unknown_press_and_another_bots_press_cannot_be_answered(desk: Desk) -> None:
    ann = await desk.patient()
    sent = await desk.done("sendMessage", chat_id=ann, text="Hi", reply_markup=OK)
    press = await desk.press(ann, sent["message_id"], [0, 0])

    assert await desk.refusal("answerCallbackQuery", callback_query_id="17") == (400, TOO_OLD)
    wrong = await desk.refusal("answerCallbackQuery", OTHER, callback_query_id=press["id"])
    assert wrong == (400, TOO_OLD)


async def test_an_edit_must_change_something(desk: Desk) -> None:
    ann = await desk.patient()
    sent = await desk.done("sendMessage", chat_id=ann, text="Hi", reply_markup=OK)
    there = {"chat_id": ann, "message_id": sent["message_id"]}

    assert await desk.refusal("editMessageText", **there, text="Hi", reply_markup=OK) == (
        400,
        UNCHANGED,
    )
    edited = await desk.done("editMessageText", **there, text="Hi")
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= sent["date"]
    assert await desk.refusal("editMessageReplyMarkup", **there) == (400, UNCHANGED)
    assert (await desk.chat(ann))[-1]["buttons"] == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": "  "}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "a <39", "parse_mode": "HTML"}, UNCLOSED),
        ({"parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"chat_id": 5}, "chat not found"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"reply_markup": None}, "object expected as reply markup"),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"message_thread_id": 3}, "message thread not found"),
    ],
)
async def test_a_message_is_refused_in_telegrams_words(desk: Desk, wrong, sentence) -> None:
    ann = await desk.patient()

    refused = await desk.refusal("sendMessage", **{"chat_id": ann, "text": "Hi"} | wrong)

    assert refused == (400, f"Bad Request: {sentence}")
    assert len(await desk.chat(ann)) == 1


async def test_a_bot_cannot_write_first(desk: Desk) -> None:
    ann = await desk.person()

    refused = await desk.refusal("sendMessage", chat_id=ann, text="Hi")

    assert refused == (403, "Forbidden: bot can't initiate conversation with a user")
