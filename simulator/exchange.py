"""One Bot API call over HTTP: read, checked, struck by a fault or played, recorded, answered."""

import inspect
import json
import re
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from simulator import faults, mail, schema, wire
from simulator.calls import without_secrets
from simulator.faults import Fault
from simulator.methods.ask import Answer, Ask, upgraded
from simulator.methods.chats import file_at
from simulator.methods.played import PLAYED
from simulator.people import Bot, Json
from simulator.refusals import Refused, bad_request
from simulator.simulation import Simulation
from simulator.updates import LONGEST_POLL
from simulator.wire import Upload
from simulator.world import TOKEN

ADDRESS = re.compile(r"/bot([^/]+)/(?:test/)?([^/]*)/?")
FILE = re.compile(r"/file/bot([^/]+)/(.+)")
POLL = "getUpdates"
LOOK = 0.05  # seconds between two looks whether a client still waits
LOST = {"reset", "refuse_connection"}

NOT_FOUND = Refused(404, "Not Found")
NOT_UTF8 = bad_request("strings must be encoded in UTF-8")
GARBAGE = b"<html><head><title>Bad gateway</title></head><body>nginx</body></html>"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back to the bot; a body of None cuts the connection."""

    body: bytes | None
    http: int = 200
    media: str = "application/json"


async def serve(simulation: Simulation, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request under /bot or /file/bot."""
    request = Request(scope, receive)
    reply = await _reply(simulation, request)
    if reply.body is None:
        await _cut(simulation, request)
        return
    response = Response(reply.body, reply.http, media_type=reply.media)
    await response(scope, receive, send)


async def _cut(simulation: Simulation, request: Request) -> None:
    simulation.lines.cut(request.client)
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _reply(simulation: Simulation, request: Request) -> Reply:
    path = request.scope["path"]
    wanted = FILE.fullmatch(path)
    if wanted:
        return _file(simulation, *wanted.groups())
    named = ADDRESS.fullmatch(path)
    if named is None or not TOKEN.fullmatch(named.group(1)):
        return _written(NOT_FOUND.body())
    try:
        bot = simulation.world.bot(named.group(1))
    except Refused as refused:
        return _written(refused.body())
    return await _called(simulation, request, bot, named.group(2))


def _file(simulation: Simulation, token: str, path: str) -> Reply:
    file = file_at(simulation.world, path) if token in simulation.world.bots else None
    if file is None:
        return _written(NOT_FOUND.body())
    return Reply(file.content, media=file.mime)


def _written(body: Json) -> Reply:
    http = body.get("error_code", 200)
    return Reply(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"), http)


async def _called(simulation: Simulation, request: Request, bot: Bot, word: str) -> Reply:
    method = schema.method_names().get(word.lower(), word)
    if method == POLL:
        return await _read_and_play(simulation, request, bot, method)
    simulation.calls.begin()
    try:
        return await _read_and_play(simulation, request, bot, method)
    finally:
        simulation.calls.end()


async def _read_and_play(simulation: Simulation, request: Request, bot: Bot, method: str) -> Reply:
    try:
        given = await wire.parameters(request)
    except Refused as refused:
        return _written(record(simulation, bot, method, {}, refused.body()))
    fault = simulation.faults.strike(
        bot.id, method, given.get("chat_id"), simulation.clock.steady()
    )
    if fault is None:
        return _written(await play(simulation, bot, method, given))
    reply = await _struck(simulation, bot, (method, given), fault)
    await _held(simulation, request, fault.delay)
    return reply


async def play(simulation: Simulation, bot: Bot, method: str, given: Json) -> Json:
    """Play a call, record it, and return the body of its answer."""
    return record(simulation, bot, method, given, await _outcome(simulation, bot, method, given))


async def _outcome(simulation: Simulation, bot: Bot, method: str, given: Json) -> Json:
    try:
        result = await _performed(simulation, bot, method, given)
    except Refused as refused:
        return refused.body()
    except UnicodeEncodeError:
        return NOT_UTF8.body()
    if isinstance(result, Answer):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


async def _performed(simulation: Simulation, bot: Bot, method: str, given: Json) -> Any:
    if method not in schema.description()["methods"]:
        raise NOT_FOUND
    if method not in PLAYED:
        raise Refused(501, f"Not Implemented: the simulator does not play {method}")
    uploads = {name: value for name, value in given.items() if isinstance(value, Upload)}
    parameters = schema.checked(method, given)
    ask = Ask(simulation.world, simulation.limits, bot, parameters, uploads)
    result = PLAYED[method](ask)
    return await result if inspect.isawaitable(result) else result


def record(simulation: Simulation, bot: Bot, method: str, given: Json, body: Json) -> Json:
    """Keep a call in the record, tell listeners, and return the body unchanged."""
    shareable = without_secrets(wire.recorded(given), bot.token)
    http = body.get("error_code", 200)
    call = simulation.calls.keep(bot.id, method, shareable, body, http)
    if simulation.events.heard:
        simulation.events.tell({"type": "call", **call.shown()})
    return body


async def _held(simulation: Simulation, request: Request, seconds: float) -> None:
    """Hold an answer back, as long as somebody waits for it."""
    until = simulation.clock.steady() + seconds
    while (left := until - simulation.clock.steady()) > 0:
        if simulation.closing.is_set() or await request.is_disconnected():
            return
        await simulation.pause(min(left, LOOK))


async def _struck(simulation: Simulation, bot: Bot, call: tuple[str, Json], fault: Fault) -> Reply:
    """Return the answer that a fault makes of a call."""
    method, given = call
    accepted = await play(simulation, bot, method, given) if fault.accepts else None
    return await _failed(simulation, bot, call, fault, accepted)


async def _failed(
    simulation: Simulation, bot: Bot, call: tuple[str, Json], fault: Fault, accepted: Json | None
) -> Reply:
    if fault.kind == "slow_after_accept":
        return _written(accepted or {})
    if fault.kind == "no_updates":
        return await _nothing_new(simulation, bot, call)
    body = _refusal(simulation, call[1], fault).body()
    if accepted is None:
        record(simulation, bot, call[0], call[1], body)
    if fault.kind == "garbage":
        return Reply(GARBAGE, media="text/html")
    return Reply(None) if fault.kind in LOST else _written(body)


def _refusal(simulation: Simulation, given: Json, fault: Fault) -> Refused:
    chat_id = str(given.get("chat_id", ""))
    chat = simulation.world.groups.get(int(chat_id)) if chat_id.lstrip("-").isdigit() else None
    if fault.kind == "migrate":
        if chat is None:
            return bad_request("chat not found")
        mail.migrate(simulation.world, chat)
        return upgraded(chat)
    refused = faults.refusal(fault, chat.type if chat else "group")
    lost = 0 if fault.kind in LOST else 200
    return refused or Refused(lost, f"(the answer was lost: {fault.kind})")


async def _nothing_new(simulation: Simulation, bot: Bot, call: tuple[str, Json]) -> Reply:
    """Answer a poll with nothing, as late as if there were nothing."""
    given = schema.checked(POLL, call[1])
    simulation.updates.confirm_before(bot, given.get("offset") or 0)
    await simulation.pause(min(given.get("timeout") or 0, LONGEST_POLL))
    return _written(record(simulation, bot, *call, {"ok": True, "result": []}))
