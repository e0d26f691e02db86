"""What the simulator sends, held against the description and against python-telegram-bot."""

import warnings
from typing import Any

import aiohttp
import pytest
from telegram import Bot, Message, Update, WebhookInfo
from telegram.request import HTTPXRequest

from simulator import schema
from simulator.files import picture
from tests.simulator.conftest import BOT, TOKEN, Desk

OK = {"inline_keyboard": [[{"text": "OK", "callback_data": "ok"}]]}


def gaps(value: Any, kind: str, at: str = "") -> list[str]:
    """Return where a JSON value is not what the description says, every level down."""
    types, unions = schema.description()["types"], schema.description()["unions"]
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return [gap for n, item in enumerate(value) for gap in gaps(item, inner, f"{at}[{n}]")]
    if kind in unions:
        found = [gaps(value, member, at) for member in unions[kind]]
        return min(found, key=len)
    if kind not in types:
        return _simple_gaps(value, kind, at)
    return _object_gaps(value, types[kind], at or kind)


def _simple_gaps(value: Any, kind: str, at: str) -> list[str]:
    if kind not in schema.SIMPLE:
        return []
    allowed, _ = schema.SIMPLE[kind]
    fits = isinstance(value, allowed) and (bool in allowed or not isinstance(value, bool))
    return [] if fits else [f"{at}: {value!r} is no {kind}"]


def _object_gaps(value: Any, fields: dict[str, Any], at: str) -> list[str]:
    missing = [f"{at}.{n} is missing" for n, (_, must) in fields.items() if must and n not in value]
    unknown = [f"{at}.{name} is unknown" for name in value if name not in fields]
    inner = [
        gap
        for name, (kind, _) in fields.items()
        if name in value
        for gap in gaps(value[name], kind, f"{at}.{name}")
    ]
    return missing + unknown + inner


@pytest.fixture
async def bot(desk: Desk):
    request = HTTPXRequest(connection_pool_size=8)
    async with Bot(TOKEN, base_url=f"{desk.base}/bot", base_file_url=f"{desk.base}/file/bot",
                   request=request, get_updates_request=HTTPXRequest()) as bot:  # fmt: skip
        yield bot


async def every_kind_of_update(desk: Desk) -> list[dict]:
    """Let everything happen that people can do, and return what the bot is told."""
    everything = sorted(set(schema.description()["types"]["Update"]) - {"update_id"})
    await desk.done("getUpdates", allowed_updates=everything)
    ann = await desk.person("Ann", language_code="de", username="ann_r")
    bea = await desk.person("Bea")
    first = await desk.says(ann, "/start x")
    sent = await desk.done("sendMessage", chat_id=ann, text="<b>a</b> b", parse_mode="HTML",
                           reply_markup=OK)  # fmt: skip
    await desk.press(ann, sent["message_id"], "OK")
    await desk.says(ann, "as you said", reply_to=sent["message_id"])
    await desk.says(ann, "edited", edit=first["message_id"])
    things = [{"photo": True, "text": "look"}, {"voice": True}, {"sticker": True}]
    things += [{"contact": True}, {"location": {"latitude": 52, "longitude": 13.4}}]
    for thing in things:
        body = {"chat_id": ann, "from": ann, "token": TOKEN, **thing}
        await desk.control("POST", "messages", body)
    await desk.control("PATCH", f"users/{ann}", {"blocked": True})
    body = {"type": "group", "title": "T", "members": [ann, bea], "bot": "administrator"}
    group = (await desk.control("POST", "chats", body))["id"]
    await desk.says(bea, "hello", group)
    for status in ("restricted", "administrator", "kicked", "member"):
        await desk.control("PUT", f"chats/{group}/members/{bea}", {"status": status})
    await desk.control("DELETE", f"chats/{group}/members/{bea}")
    await desk.control("POST", f"chats/{group}/migrate")
    return await desk.done("getUpdates")


async def test_every_update_is_as_described_and_readable(fast: Desk, bot: Bot) -> None:
    updates = await every_kind_of_update(fast)

    kinds = {kind for update in updates for kind in update} - {"update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member", "chat_member"}
    assert [gap for update in updates for gap in gaps(update, "Update")] == []
    read = [Update.de_json(update, bot) for update in updates]
    assert [type(update.effective_chat).__name__ for update in read] == ["Chat"] * len(updates)
    assert all(update.to_dict()["update_id"] == u["update_id"]
               for update, u in zip(read, updates, strict=True))  # fmt: skip


RESULTS = {
    "getMe": "User",
    "getWebhookInfo": "WebhookInfo",
    "sendMessage": "Message",
    "sendContact": "Message",
    "sendLocation": "Message",
    "forwardMessage": "Message",
    "copyMessage": "MessageId",
    "getChat": "ChatFullInfo",
    "getChatAdministrators": "Array of ChatMember",
    "getMyCommands": "Array of BotCommand",
    "getMyName": "BotName",
    "getMyDescription": "BotDescription",
    "getMyShortDescription": "BotShortDescription",
    "getChatMenuButton": "MenuButton",
}


async def test_every_result_is_as_described(fast: Desk) -> None:
    ann = await fast.patient()
    group = await fast.group(ann)
    await fast.done("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    pinned = await fast.done("sendMessage", chat_id=group, text="pin me")
    await fast.done("pinChatMessage", chat_id=group, message_id=pinned["message_id"])
    given: dict[str, dict[str, Any]] = {
        "sendMessage": {"chat_id": ann, "text": "x", "protect_content": True, "reply_markup": OK,
                        "reply_parameters": {"message_id": 1}},
        "sendContact": {"chat_id": ann, "phone_number": "+49", "first_name": "Ward"},
        "sendLocation": {"chat_id": ann, "latitude": 1, "longitude": 2},
        "forwardMessage": {"chat_id": group, "from_chat_id": ann, "message_id": 1},
        "copyMessage": {"chat_id": group, "from_chat_id": ann, "message_id": 1},
        "getChat": {"chat_id": group},
        "getChatAdministrators": {"chat_id": group},
    }  # fmt: skip

    found = [
        gap
        for method, kind in RESULTS.items()
        for gap in gaps(await fast.done(method, **given.get(method, {})), kind)
    ]

    assert found == []
    assert gaps(await fast.done("getChat", chat_id=ann), "ChatFullInfo") == []


async def test_python_telegram_bot_finds_telegram(fast: Desk, bot: Bot) -> None:
    ann = await fast.patient()
    group = await fast.group(ann)

    sent = await bot.send_message(ann, "<b>Hi</b>", parse_mode="HTML", reply_markup=None)
    await bot.edit_message_text("Ho", ann, sent.message_id)
    photo = await bot.send_photo(ann, picture(), caption="a card")
    calendar = await bot.send_document(ann, b"BEGIN:VCALENDAR", filename="visit.ics")
    content = await (await calendar.document.get_file()).download_as_bytearray()
    chat = await bot.get_chat(group)
    members = [await bot.get_chat_member(group, user) for user in (ann, BOT)]
    await bot.set_my_commands([("help", "Help")], language_code="de")
    info = await bot.get_webhook_info()

    assert bot.username == "simulated_4242_bot"
    assert isinstance(photo, Message)
    assert photo.photo[-1].file_id
    assert (calendar.document.file_name, calendar.document.mime_type) == (
        "visit.ics",
        "text/calendar",
    )
    assert bytes(content) == b"BEGIN:VCALENDAR"
    assert chat.title == "Team"
    assert [member.status for member in members] == ["creator", "administrator"]
    assert [c.command for c in await bot.get_my_commands(language_code="de")] == ["help"]
    assert isinstance(info, WebhookInfo)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (await bot.get_me()).can_read_all_group_messages is False


async def test_a_file_comes_as_a_part_that_a_field_names(fast: Desk) -> None:
    ann = await fast.patient()
    form = aiohttp.FormData({"chat_id": str(ann), "document": "attach://part7"})
    form.add_field("part7", b"%PDF", filename="card.pdf")

    async with fast.session.post(f"{fast.base}/bot{TOKEN}/sendDocument", data=form) as response:
        sent = (await response.json())["result"]

    assert sent["document"]["file_name"] == "card.pdf"
    again = await fast.done("sendDocument", chat_id=ann, document=sent["document"]["file_id"])
    assert again["document"]["file_id"] == sent["document"]["file_id"]
    assert (await fast.chat(ann))[-1]["document"] == "card.pdf"


async def test_a_photo_of_a_person_can_be_fetched(desk: Desk) -> None:
    ann = await desk.patient()
    body = {"chat_id": ann, "from": ann, "photo": True, "token": TOKEN}
    await desk.control("POST", "messages", body)

    photo = (await desk.updates())[0]["message"]["photo"][-1]
    file = await desk.done("getFile", file_id=photo["file_id"])
    shown = (await desk.chat(ann))[-1]["photo"]

    for url in (f"{desk.base}/file/bot{TOKEN}/{file['file_path']}", desk.base + shown):
        async with desk.session.get(url) as response:
            assert response.content_type == "image/png"
            content = await response.read()
            assert content.startswith(b"\x89PNG")
            assert len(content) == photo["file_size"]
    async with desk.session.get(f"{desk.base}/file/bot{TOKEN}/photos/other.png") as response:
        assert response.status == 404
