"""Single methods: what changes, what is refused."""

from io import BytesIO

import pytest

from tests.simulator.conftest import BOT, OTHER, TOKEN, Desk

TWO_DAYS = 48 * 3600


async def said(desk: Desk, chat: int, text: str = "Hi") -> int:
    return (await desk.done("sendMessage", chat_id=chat, text=text))["message_id"]


async def test_a_message_is_deleted_within_two_days(desk: Desk) -> None:
    ann = await desk.patient()
    early, late = await said(desk, ann, "early"), await said(desk, ann, "late")

    assert await desk.done("deleteMessage", chat_id=ann, message_id=early)
    again = await desk.refusal("deleteMessage", chat_id=ann, message_id=early)
    await desk.control("POST", "clock", {"advance_s": TWO_DAYS + 5})
    old = await desk.refusal("deleteMessage", chat_id=ann, message_id=late)

    assert again == (400, "Bad Request: message to delete not found")
    assert old == (400, "Bad Request: message can't be deleted for everyone")
    assert [m["deleted"] for m in await desk.chat(ann)] == [False, True, False]


async def test_only_an_administrator_deletes_and_pins_in_a_group(desk: Desk) -> None:
    ann = await desk.person()
    group = await desk.group(ann, bot="member")
    theirs = (await desk.says(ann, "/hello", group))["message_id"]

    for method, sentence in {
        "deleteMessage": "message can't be deleted",
        "pinChatMessage": "not enough rights to manage pinned messages in the chat",
    }.items():
        refused = await desk.refusal(method, chat_id=group, message_id=theirs)
        assert refused == (400, f"Bad Request: {sentence}")
    await desk.control("PUT", f"chats/{group}/members/{BOT}", {"status": "administrator"})
    assert await desk.done("pinChatMessage", chat_id=group, message_id=theirs)
    assert (await desk.done("getChat", chat_id=group))["pinned_message"]["message_id"] == theirs
    assert await desk.done("unpinChatMessage", chat_id=group)
    assert "pinned_message" not in await desk.done("getChat", chat_id=group)
    assert await desk.done("deleteMessages", chat_id=group, message_ids=[theirs, 99])


@pytest.mark.parametrize(
    ("message", "sentence"),
    [(99, "message to edit not found"), (1, "message can't be edited"), (0, None)],
)
async def test_only_own_messages_that_are_there_are_edited(desk: Desk, message, sentence) -> None:
    ann = await desk.patient()

    refused = await desk.refusal("editMessageText", chat_id=ann, message_id=message, text="x")

    expected = sentence or "message identifier is not specified"
    assert refused == (400, f"Bad Request: {expected}")


async def test_a_message_of_another_bot_cannot_be_edited(desk: Desk) -> None:
    ann = await desk.person()
    group = await desk.group(ann)
    await desk.call("getMe", OTHER)
    await desk.control("PUT", f"chats/{group}/members/4343", {})
    theirs = (await desk.done("sendMessage", OTHER, chat_id=group, text="x"))["message_id"]

    refused = await desk.refusal("editMessageText", chat_id=group, message_id=theirs, text="y")

    assert refused == (400, "Bad Request: message can't be edited")


async def test_a_caption_is_not_a_text(desk: Desk) -> None:
    ann = await desk.patient()
    file = await _some_document(desk, ann, "before")
    there = {"chat_id": ann, "message_id": file["message_id"]}
    text = {"chat_id": ann, "message_id": await said(desk, ann)}

    assert await desk.refusal("editMessageText", **there, text="x") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )
    assert await desk.refusal("editMessageCaption", **text, caption="x") == (
        400,
        "Bad Request: there is no caption in the message to edit",
    )
    assert (await desk.done("editMessageCaption", **there, caption="after"))["caption"] == "after"
    long = await desk.refusal("editMessageCaption", **there, caption="x" * 1025)
    assert long == (400, "Bad Request: message caption is too long")


async def _some_document(desk: Desk, chat: int, caption: str) -> dict:
    form = {"chat_id": str(chat), "caption": caption, "document": BytesIO(b"%PDF")}
    url = f"{desk.base}/bot{TOKEN}/sendDocument"
    async with desk.session.post(url, data=form) as response:
        return (await response.json())["result"]


async def test_a_file_that_was_sent_can_be_fetched_as_it_is(desk: Desk) -> None:
    ann = await desk.patient()
    await _some_document(desk, ann, "your dates")

    shown = (await desk.chat(ann))[-1]

    async with desk.session.get(f"{desk.base}{shown['document_at']}") as response:
        assert await response.read() == b"%PDF"


async def test_silence_and_protection_are_shown(desk: Desk) -> None:
    ann = await desk.patient()

    sent = await desk.done(
        "sendMessage", chat_id=ann, text="x", disable_notification=True, protect_content="true"
    )

    shown = (await desk.chat(ann))[-1]
    assert (shown["silent"], shown["protected"]) == (True, True)
    assert sent["has_protected_content"] is True
    forward = {"chat_id": ann, "from_chat_id": ann, "message_id": sent["message_id"]}
    assert await desk.refusal("forwardMessage", **forward) == (
        400,
        "Bad Request: message can't be forwarded",
    )


async def test_a_forward_says_whose_it_was_and_a_copy_does_not(desk: Desk) -> None:
    ann = await desk.patient()
    group = await desk.group(ann)

    forwarded = await desk.done("forwardMessage", chat_id=group, from_chat_id=ann, message_id=1)
    copied = await desk.done("copyMessage", chat_id=group, from_chat_id=ann, message_id=1)

    assert forwarded["forward_origin"]["sender_user"]["id"] == ann
    assert (await desk.chat(group))[-1]["message_id"] == copied["message_id"]
    assert [m["text"] for m in (await desk.chat(group))[-2:]] == ["/start", "/start"]


async def test_a_reply_may_outlive_what_it_answers(desk: Desk) -> None:
    ann = await desk.patient()
    gone = await said(desk, ann)
    await desk.done("deleteMessage", chat_id=ann, message_id=gone)

    wish = {"message_id": gone, "allow_sending_without_reply": True}
    sent = await desk.done("sendMessage", chat_id=ann, text="x", reply_parameters=wish)

    assert "reply_to_message" not in sent


async def test_commands_belong_to_a_scope_and_a_language(desk: Desk) -> None:
    ann = await desk.person(language_code="de")
    group = await desk.group(ann)
    command = {"command": "help", "description": "Help"}
    scope = {"type": "chat_administrators", "chat_id": group}
    await desk.done("setMyCommands", commands=[command], scope=scope)

    assert await desk.done("getMyCommands") == []
    assert await desk.done("getMyCommands", scope=scope) == [command]
    assert await desk.done("getMyCommands", scope=scope, language_code="de") == []
    assert await desk.done("deleteMyCommands", scope=scope)
    assert await desk.done("getMyCommands", scope=scope) == []


@pytest.mark.parametrize(
    ("method", "given", "sentence"),
    [
        (
            "setMyCommands",
            {"commands": [{"command": "Help", "description": "x"}]},
            "BOT_COMMAND_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "help", "description": "x" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "help", "description": "x"}] * 101},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        (
            "setMyCommands",
            {"commands": [], "language_code": "pt-br"},
            "invalid language code specified",
        ),
        ("setMyName", {"name": "x" * 65}, "bot name is too long"),
        ("setMyDescription", {"description": "x" * 513}, "bot description is too long"),
        (
            "setMyShortDescription",
            {"short_description": "x" * 121},
            "bot short description is too long",
        ),
    ],
)
async def test_a_profile_has_its_limits(desk: Desk, method, given, sentence) -> None:
    assert await desk.refusal(method, **given) == (400, f"Bad Request: {sentence}")


async def test_a_profile_is_kept_by_language(desk: Desk) -> None:
    await desk.done("setMyDescription", description="Helps")
    await desk.done("setMyDescription", description="Hilft", language_code="de")
    await desk.done("setMyName", name="Pflege", language_code="de")

    async def described(**given) -> str:
        return (await desk.done("getMyDescription", **given))["description"]

    spoken = [await described(language_code=language) for language in ("de", "fr", "")]
    assert spoken == ["Hilft", "Helps", "Helps"]
    assert await desk.done("getMyName", language_code="de") == {"name": "Pflege"}
    assert await desk.done("getMyName") == {"name": "Bot"}


async def test_a_menu_button_is_one_chats_or_everybodys(desk: Desk) -> None:
    ann = await desk.patient()
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://a.bc"}}

    await desk.done("setChatMenuButton", chat_id=ann, menu_button=app)

    assert await desk.done("getChatMenuButton", chat_id=ann) == app
    assert await desk.done("getChatMenuButton") == {"type": "commands"}


async def test_an_answer_to_a_press_has_two_hundred_characters(desk: Desk) -> None:
    refused = await desk.refusal("answerCallbackQuery", callback_query_id="1", text="x" * 201)

    assert refused == (400, "Bad Request: MESSAGE_TOO_LONG")


@pytest.mark.parametrize(
    ("given", "code", "sentence"),
    [
        (
            {"business_connection_id": "x"},
            400,
            "Bad Request: business connection not found",
        ),
        (
            {"direct_messages_topic_id": 4},
            501,
            "Not Implemented: the simulator does not play direct_messages_topic_id",
        ),
    ],
)
async def test_a_parameter_that_is_not_played_is_never_ignored(
    desk: Desk, given, code, sentence
) -> None:
    ann = await desk.patient()

    assert await desk.refusal("sendMessage", chat_id=ann, text="x", **given) == (code, sentence)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("nonsense", "wrong file identifier/HTTP URL specified"),
        ("https://a.bc/d.pdf", "failed to get HTTP URL content"),
        ("attach://missing", "there is no document in the request"),
    ],
)
async def test_a_file_that_is_not_there_is_refused(desk: Desk, document, sentence) -> None:
    ann = await desk.patient()

    refused = await desk.refusal("sendDocument", chat_id=ann, document=document)

    assert refused == (400, f"Bad Request: {sentence}")


async def test_what_is_no_picture_is_no_photo(desk: Desk) -> None:
    ann = await desk.patient()
    form = {"chat_id": str(ann), "photo": BytesIO(b"not a picture")}

    async with desk.session.post(f"{desk.base}/bot{TOKEN}/sendPhoto", data=form) as response:
        body = await response.json()

    assert (body["error_code"], body["description"]) == (400, "Bad Request: IMAGE_PROCESS_FAILED")
