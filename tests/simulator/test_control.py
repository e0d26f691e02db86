"""The control API: described as it is, refusing in one sentence, keeping no secret wrong."""

import asyncio
import json

import pytest
from starlette.routing import Route

from simulator.control.openapi import address, described
from simulator.control.shapes import ERROR
from simulator.control.table import CALLS
from simulator.control.wish import misfit
from simulator.people import Json
from simulator.server import _control
from tests.simulator.conftest import BOT, DEADLINE, TOKEN, Desk

BUSY = 30  # seconds that a busy machine may take between two looks at its clock
OK = {"inline_keyboard": [[{"text": "OK", "callback_data": "ok"}]]}


async def test_every_route_is_described_and_every_description_has_a_route(desk: Desk) -> None:
    document = await desk.control("GET", "openapi.json")

    written = {(verb.upper(), path) for path, verbs in document["paths"].items() for verb in verbs}
    served = {
        (verb, route.path.replace(":int", "").replace(":minus", ""))
        for route in _control(desk.simulation)
        if isinstance(route, Route)
        for verb in (route.methods or set()) - {"HEAD"}
    }
    assert document["openapi"] == "3.1.0"
    assert written == served


async def test_what_the_control_api_answers_is_what_it_describes(desk: Desk) -> None:
    ann = await desk.patient()
    group = await desk.group(ann)
    sent = await desk.done("sendMessage", chat_id=ann, text="Hi", reply_markup=OK)
    link = await desk.control("POST", "links", {"user": ann, "label": "Clinic", "text": "/start x"})
    press = await desk.press(ann, sent["message_id"], "OK")
    due = {"at": "2030-01-01T00:00:00Z", "what": "reminder"}
    words = {"source": "s", "offset_s": 0, "idle": True, "next_due": due}
    await desk.control("POST", "due", words)
    await desk.control("POST", "faults", {"kind": "reset", "chat_id": 1})
    wanted = [
        ("GET", "state", "/control/state"),
        ("GET", f"chats/{ann}/messages", "/control/chats/{id}/messages"),
        ("GET", f"chats/{group}/messages", "/control/chats/{id}/messages"),
        ("GET", "calls", "/control/calls"),
        ("GET", "updates", "/control/updates"),
        ("GET", "clock", "/control/clock"),
        ("GET", "faults", "/control/faults"),
        ("GET", f"presses/{press['id']}", "/control/presses/{id}"),
        ("DELETE", f"links/{link['id']}", "/control/links/{id}"),
    ]

    for method, path, name in wanted:
        answer = await desk.control(method, path)
        shape = _answer(method, name)
        assert misfit(answer, shape, "The answer") is None
        assert set(answer) == set(shape["properties"])


def _answer(method: str, path: str) -> Json:
    call = next(c for c in CALLS if c.method == method and address(c) == path)
    return call.answer


@pytest.mark.parametrize(
    ("method", "path", "body", "refusal"),
    [
        ("POST", "users", {}, (400, "first_name is missing.")),
        (
            "POST",
            "chats",
            {"type": "group", "title": "T", "members": ["x"]},
            (400, "Each of members must be of type integer."),
        ),
        ("POST", "users", {"first_name": 5}, (400, "first_name must be of type string.")),
        (
            "POST",
            "users",
            {"first_name": "A", "age": 5},
            (400, "age is not known here; there is first_name, language_code, username, id."),
        ),
        ("POST", "users", {"first_name": "A", "id": BOT}, (409, f"User {BOT} is already there.")),
        ("POST", "bots", {"token": "x"}, (400, "token must look like ^[0-9]+:[A-Za-z0-9_-]+$.")),
        ("GET", "chats/5/messages", None, (404, "There is no user 5.")),
        ("PATCH", "users/5", {"blocked": True}, (404, "There is no user 5.")),
        ("POST", "messages", {"chat_id": 5, "from": 5, "text": "x"}, (404, "There is no user 5.")),
        ("GET", "presses/5", None, (404, "There was no press 5.")),
        ("DELETE", "faults/5", None, (404, "There is no fault 5.")),
        ("DELETE", "links/5", None, (404, "There is no card 5.")),
        ("GET", "nonsense", None, (404, "There is no such call.")),
        ("PUT", "users", {}, (404, "There is no such call.")),
        ("POST", "clock", {}, (400, "Give one of advance_s, to and to_next_due.")),
        (
            "POST",
            "clock",
            {"to": "tomorrow"},
            (400, "to must be a moment such as 2026-12-01T09:30:00Z."),
        ),
        (
            "POST",
            "clock",
            {"to": "2026-12-01T09:30"},
            (400, "to must say its zone: end it with Z."),
        ),
        (
            "POST",
            "clock",
            {"to_next_due": True},
            (409, "Nothing is due: no service has said when it will act next."),
        ),
        ("POST", "updates", {"update_id": 1}, (400, "The update_id is given here, not by you.")),
    ],
)
async def test_what_cannot_be_is_refused_in_one_sentence(
    desk: Desk, method, path, body, refusal
) -> None:
    status, sentence = refusal

    answer = await desk.try_control(method, path, body)

    assert answer == (status, {"error": sentence})
    assert misfit(answer[1], ERROR, "The answer") is None


async def test_a_body_that_is_no_json_is_refused(desk: Desk) -> None:
    async with desk.session.post(f"{desk.base}/control/users", data=b"{") as response:
        assert response.status == 400
        assert await response.json() == {"error": "The body is not JSON."}


async def test_calls_are_kept_refused_ones_too_and_without_tokens(desk: Desk) -> None:
    ann = await desk.patient()
    await desk.done("sendMessage", chat_id=ann, text=f"mine is {TOKEN}")
    await desk.refusal("sendMessage", chat_id=ann, text="")
    await desk.done("setWebhook", url=f"http://127.0.0.1:9/{TOKEN}")

    calls = (await desk.control("GET", "calls"))["calls"]

    kept = [(c["method"], c["http"], c["ok"], c["message_id"]) for c in calls][-3:]
    assert kept == [
        ("sendMessage", 200, True, 2),
        ("sendMessage", 400, False, None),
        ("setWebhook", 200, True, None),
    ]
    assert calls[-2]["description"] == "Bad Request: message text is empty"
    assert [call["n"] for call in calls] == list(range(1, len(calls) + 1))
    newer = (await desk.control("GET", f"calls?after={calls[-2]['n']}"))["calls"]
    assert [call["method"] for call in newer] == ["setWebhook"]
    secret = TOKEN.partition(":")[2]
    state = await desk.control("GET", "state")
    assert secret not in json.dumps([calls, state])
    assert calls[-1]["parameters"]["url"] == "http://127.0.0.1:9/(hidden)"


async def test_idle_waits_for_confirmation(desk: Desk) -> None:
    ann = await desk.person()
    await desk.says(ann, "Hello")

    busy = await desk.try_control("GET", "idle?timeout_s=0.5")
    updates = await desk.done("getUpdates")
    fetched = await desk.try_control("GET", "idle?timeout_s=0.5")
    await desk.done("getUpdates", offset=updates[-1]["update_id"] + 1)
    done = await desk.control("GET", "idle?timeout_s=30")

    assert busy == (408, {"error": "The bot was not idle within 0.5 seconds."})
    assert fetched[0] == 408
    assert done == {"idle": True}


async def test_a_bot_that_only_polls_counts_as_idle(desk: Desk) -> None:
    poll = asyncio.ensure_future(desk.call("getUpdates", timeout=30))

    assert await desk.control("GET", "idle?timeout_s=30") == {"idle": True}

    poll.cancel()


async def test_state_shows_who_is_there(desk: Desk) -> None:
    ann = await desk.person("Ann", language_code="de")
    group = await desk.group(ann)
    await desk.control("POST", "bots", {"token": TOKEN, "username": "care_bot", "name": "Care"})
    german = [{"command": "help", "description": "Hilfe"}]
    await desk.done("setMyCommands", commands=german, language_code="de")
    await desk.done("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    link = await desk.control("POST", "links", {"user": ann, "label": "Clinic", "text": "/start x"})

    state = await desk.control("GET", "state")

    assert state["bots"] == [
        {"id": BOT, "username": "care_bot", "name": "Care", "token_tail": TOKEN[-4:]}
    ]
    assert state["users"] == [
        {
            "id": ann,
            "first_name": "Ann",
            "username": None,
            "language_code": "de",
            "blocked": False,
        }
    ]
    assert state["chats"] == [
        {
            "id": group,
            "type": "group",
            "title": "Team",
            "members": [
                {"id": ann, "status": "creator"},
                {"id": BOT, "status": "administrator"},
            ],
            "pinned": None,
            "moved_to": None,
        }
    ]
    assert state["links"] == [
        {"id": link["id"], "user": ann, "label": "Clinic", "text": "/start x"}
    ]
    assert state["commands"] == {str(ann): german}


async def test_a_reset_empties_everything_but_the_clock(desk: Desk) -> None:
    ann = await desk.patient()
    await desk.says(ann, "Hello")
    await desk.control("POST", "faults", {"kind": "reset"})
    await desk.control("POST", "clock", {"advance_s": 3600})

    await desk.control("POST", "reset")

    state = await desk.control("GET", "state")
    clock = state.pop("clock")
    assert state == {
        "bots": [],
        "users": [],
        "chats": [],
        "links": [],
        "faults": [],
        "commands": {},
    }
    assert clock["offset_s"] == pytest.approx(3600, abs=BUSY)
    assert (await desk.control("GET", "calls"))["calls"] == []
    assert (await desk.try_control("GET", f"chats/{ann}/messages"))[0] == 404


async def test_listeners_hear_what_happens(desk: Desk) -> None:
    ann = await desk.patient()
    async with desk.session.get(f"{desk.base}/control/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")

        await desk.says(ann, "Hello")
        sent = await desk.done("sendMessage", chat_id=ann, text="Hi", reply_markup=OK)
        press = await desk.press(ann, sent["message_id"], "OK")
        await desk.done("answerCallbackQuery", callback_query_id=press["id"], text="Seen")
        await desk.done("sendChatAction", chat_id=ann, action="typing")
        await desk.control("POST", "clock", {"advance_s": 5, "jump": True})
        await desk.control("POST", "reset")

        events = [await _event(stream) for _ in range(9)]

    assert [event["type"] for event in events] == [
        *("message", "message", "call", "press", "call", "typing", "call", "clock", "reset"),
    ]
    assert events[0]["message"]["text"] == "Hello"
    assert events[1]["message"] == {**events[1]["message"], "text": "Hi", "message_id": 3}
    assert events[3] == {
        "type": "press",
        "id": press["id"],
        "answered": True,
        "text": "Seen",
        "alert": False,
        "chat_id": ann,
        "message_id": sent["message_id"],
        "from": ann,
    }
    assert events[5] == {"type": "typing", "chat_id": ann}
    assert set(events[7]) == {"type", "now", "offset_s", "next_due"}


async def _event(stream) -> Json:
    line = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), DEADLINE)
    return json.loads(line.decode().removeprefix("data: "))


async def test_people_send_more_than_text(desk: Desk) -> None:
    ann = await desk.patient()
    things = [
        {"photo": True, "text": "my rash"},
        {"voice": {"duration": 3}},
        {"sticker": "👍"},
        {"contact": True},
        {"location": {"latitude": 52.5, "longitude": 13.4}},
    ]

    for thing in things:
        body = {"chat_id": ann, "from": ann, "token": TOKEN, **thing}
        await desk.control("POST", "messages", body)

    messages = [update["message"] for update in await desk.updates()]
    kinds = [next(iter(set(thing) - {"text"})) for thing in things]
    assert [kind in message for kind, message in zip(kinds, messages, strict=True)] == [True] * 5
    assert messages[0]["caption"] == "my rash"
    assert messages[3]["contact"]["user_id"] == ann
    assert [shown["via"] for shown in (await desk.chat(ann))[1:]] == kinds


async def test_somebody_elses_card_carries_no_telegram_id(desk: Desk) -> None:
    ann = await desk.patient()
    body = {"chat_id": ann, "from": ann, "contact": {"phone_number": "+4930", "first_name": "GP"}}

    await desk.control("POST", "messages", body | {"token": TOKEN})

    contact = (await desk.updates())[0]["message"]["contact"]
    assert contact == {"phone_number": "+4930", "first_name": "GP"}


async def test_people_edit_what_they_wrote(desk: Desk) -> None:
    ann = await desk.patient()
    said = await desk.says(ann, "fine")
    await desk.updates()

    done = await desk.says(ann, "fever 39", edit=said["message_id"])

    update = (await desk.updates())[0]
    assert update["update_id"] == done["update_id"]
    assert update["edited_message"]["text"] == "fever 39"
    assert update["edited_message"]["edit_date"] >= update["edited_message"]["date"]
    body = {"chat_id": ann, "from": ann, "edit": 99, "text": "x"}
    assert (await desk.try_control("POST", "messages", body))[0] == 404


async def test_buttons_are_pressed_by_label_by_place_or_forged(desk: Desk) -> None:
    ann = await desk.patient()
    rows = [[{"text": "A", "callback_data": "a"}], [{"text": "Site", "url": "https://a.bc"}]]
    markup = {"inline_keyboard": rows}
    sent = (await desk.done("sendMessage", chat_id=ann, text="Hi", reply_markup=markup))[
        "message_id"
    ]
    base = {"chat_id": ann, "from": ann, "message_id": sent, "token": TOKEN}

    await desk.press(ann, sent, "A")
    await desk.press(ann, sent, [0, 0])
    await desk.control("POST", "presses", base | {"data": "forged"})

    assert [u["callback_query"]["data"] for u in await desk.updates()] == ["a", "a", "forged"]
    tries = [{"button": "B"}, {"button": [5, 0]}, {"button": [-1, 0]}, {"button": "Site"}, {}]
    statuses = [(await desk.try_control("POST", "presses", base | t))[0] for t in tries]
    assert statuses == [404, 404, 404, 409, 400]


def test_the_description_can_be_made_without_a_server() -> None:
    assert json.loads(json.dumps(described()))["info"]["version"] == "1.0"
