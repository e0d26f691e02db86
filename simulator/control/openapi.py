"""The control API described in OpenAPI 3.1, made from the same table as its routes."""

import re
from functools import cache
from typing import Any

from simulator.control.shapes import ERROR, NUMBER, TEXT
from simulator.control.table import CALLS
from simulator.control.wish import Call

Json = dict[str, Any]

PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
VERSION = "1.0"


@cache
def described() -> Json:
    """Return the OpenAPI document."""
    paths: dict[str, Json] = {}
    for call in CALLS:
        paths.setdefault(address(call), {})[call.method.lower()] = _operation(call)
    paths["/control/openapi.json"] = {"get": _own()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Control API of the Telegram simulator",
            "version": VERSION,
            "description": "Moves people, chats, faults and time around a bot under test.",
        },
        "paths": paths,
        "components": {"schemas": {"Error": ERROR}},
    }


def address(call: Call) -> str:
    """Return the path of a call as OpenAPI writes it."""
    return PLACE.sub(r"{\1}", call.path)


def _operation(call: Call) -> Json:
    operation: Json = {
        "operationId": call.endpoint.__name__,
        "summary": call.does,
        "responses": _responses(call),
    }
    if _parameters(call):
        operation["parameters"] = _parameters(call)
    if call.body is not None:
        operation["requestBody"] = {"content": {"application/json": {"schema": call.body}}}
    return operation


def _parameters(call: Call) -> list[Json]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": NUMBER if kind else TEXT}
        for name, kind in PLACE.findall(call.path)
    ]
    return in_path + [
        {"name": name, "in": "query", "schema": schema} for name, schema in call.query.items()
    ]


def _responses(call: Call) -> Json:
    done = {"description": "Done.", "content": {call.media: {"schema": call.answer}}}
    failed = {
        "description": "One sentence about what is wrong.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    codes = ("400", "404", "409", *(["408"] if call.path.endswith("/idle") else []))
    return {"200": done} | dict.fromkeys(codes, failed)


def _own() -> Json:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "openapi",
        "summary": "Read this description.",
        "responses": {"200": {"description": "Done.", "content": content}},
    }
