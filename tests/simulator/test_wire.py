"""The wire: every way to put parameters, and the refusals that come before any method."""

import json

import aiohttp
import pytest

from simulator import schema
from simulator.methods.played import PLAYED
from tests.simulator.conftest import TOKEN, Desk

BUTTONS = {"inline_keyboard": [[{"text": "OK", "callback_data": "ok"}]]}


async def sent(desk: Desk, method: str, ann: int, how: str) -> dict:
    text = {"chat_id": str(ann), "text": "hë+ 1&2", "reply_markup": json.dumps(BUTTONS)}
    ways = {
        "query": {"params": text},
        "urlencoded": {"data": text},
        "json": {"json": text | {"chat_id": ann, "reply_markup": BUTTONS}},
        "multipart": {"data": aiohttp.FormData(text, default_to_multipart=True)},
    }
    url = f"{desk.base}/bot{TOKEN}/sendMessage"
    async with desk.session.request(method, url, **ways[how]) as response:
        assert response.content_type == "application/json"
        return await response.json()


@pytest.mark.parametrize("how", ["query", "urlencoded", "json", "multipart"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_parameters_come_every_way(fast: Desk, method: str, how: str) -> None:
    ann = await fast.patient()

    answer = await sent(fast, method, ann, how)

    assert answer["ok"], answer
    assert answer["result"]["text"] == "hë+ 1&2"
    assert answer["result"]["reply_markup"] == BUTTONS


async def test_method_names_are_read_in_any_case(desk: Desk) -> None:
    assert (await desk.done("GETME"))["is_bot"] is True


@pytest.mark.parametrize(
    ("path", "code", "sentence"),
    [
        (f"bot{TOKEN}/noSuchMethod", 404, "Not Found"),
        (f"bot{TOKEN}/", 404, "Not Found"),
        ("bot/getMe", 404, "Not Found"),
        ("botnonsense/getMe", 404, "Not Found"),
        ("bot12:spa ce/getMe", 404, "Not Found"),
        (
            f"bot{TOKEN}/sendPoll",
            501,
            "Not Implemented: the simulator does not play sendPoll",
        ),
    ],
)
async def test_what_is_not_there_says_so(desk: Desk, path: str, code: int, sentence: str) -> None:
    async with desk.session.get(f"{desk.base}/{path}") as response:
        body = await response.json()

    assert response.status == code
    assert body == {"ok": False, "error_code": code, "description": sentence}


async def test_a_body_that_is_no_json_is_refused(desk: Desk) -> None:
    kind = {"content-type": "application/json"}
    url = f"{desk.base}/bot{TOKEN}/getMe"
    async with desk.session.post(url, data=b"{", headers=kind) as response:
        assert (response.status, (await response.json())["ok"]) == (400, False)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"chat_id": 1, "text": "\\ud800"}'),
        ("application/json", b"[" * 100_000),
        ("application/x-www-form-urlencoded", b"chat_id=1&text=%ED%A0%80"),
        ("multipart/form-data; boundary=x", b"--y\r\nnot a form"),
        ("multipart/form-data", b""),
    ],
)
async def test_no_body_breaks_the_server(desk: Desk, kind: str, body: bytes) -> None:
    url = f"{desk.base}/bot{TOKEN}/sendMessage"
    async with desk.session.post(url, data=body, headers={"content-type": kind}) as response:
        answer = await response.json()

    assert (answer["ok"], answer["error_code"]) == (False, 400)


async def test_half_a_character_in_a_button_is_refused(desk: Desk) -> None:
    ann = await desk.patient()
    markup = '{"inline_keyboard": [[{"text": "\\ud800", "callback_data": "x"}]]}'

    refused = await desk.refusal("sendMessage", chat_id=ann, text="x", reply_markup=markup)

    assert refused == (400, "Bad Request: strings must be encoded in UTF-8")


async def test_a_number_of_a_person_is_no_bots(desk: Desk) -> None:
    ann = await desk.person()

    assert await desk.refusal("getMe", f"{ann}:secret") == (401, "Unauthorized")


async def test_bots_do_not_write_to_bots(desk: Desk) -> None:
    refused = await desk.refusal("sendMessage", chat_id=4242, text="x")

    assert refused == (403, "Forbidden: bots can't send messages to bots")


async def test_every_other_method_of_the_description_answers_501(desk: Desk) -> None:
    unplayed = sorted(set(schema.description()["methods"]) - set(PLAYED))

    codes = {(await desk.refusal(name))[0] for name in unplayed}

    assert set(PLAYED) < set(schema.description()["methods"])
    assert codes == {501}


@pytest.mark.parametrize(
    ("method", "given", "sentence"),
    [
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("editMessageText", {"chat_id": 1}, "message text is empty"),
        ("deleteMessage", {"chat_id": 1}, "message identifier is not specified"),
        ("getChatMember", {"chat_id": 1}, "invalid user_id specified"),
        ("sendPhoto", {"chat_id": 1}, "there is no photo in the request"),
        ("sendContact", {"chat_id": 1}, 'parameter "phone_number" is required'),
        ("sendChatAction", {"chat_id": 1, "action": "x"}, "wrong parameter action in request"),
        ("getFile", {"file_id": "x"}, "invalid file_id"),
        ("getUpdates", {"limit": "many"}, 'parameter "limit" must be of type Number'),
        (
            "setMyCommands",
            {"commands": [{"command": "help"}]},
            "can't parse commands: Can't find field \"description\"",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "entities": [{"type": "bold", "offset": "0", "length": 1}]},
            "can't parse entities: Field \"offset\" must be of type Number",
        ),
    ],
)  # fmt: skip
async def test_a_wrong_parameter_is_named(desk: Desk, method, given, sentence) -> None:
    assert await desk.refusal(method, **given) == (400, f"Bad Request: {sentence}")
