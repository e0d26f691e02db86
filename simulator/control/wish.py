"""A request to the control API: read, checked against its schema, refused in one sentence."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from simulator.acts import Impossible, Unknown
from simulator.people import Bot, Json
from simulator.refusals import Refused
from simulator.simulation import Simulation
from simulator.wire import decoded
from simulator.world import TOKEN

WRONG = 400
MISSING = 404
CONFLICT = 409

JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "null": (type(None),),
}


class Wrong(Exception):
    """The request is not as the description of the API has it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a caller of the control API wants."""

    simulation: Simulation
    request: Request
    body: Json

    def path(self, name: str) -> int:
        """Return a number from the address."""
        return int(self.request.path_params[name])

    def query(self, name: str) -> str | None:
        """Return a word from the query, or None."""
        return self.request.query_params.get(name) or None

    def number(self, name: str, default: float) -> float:
        """Return a number from the query. Raises Wrong for what is none."""
        given = self.query(name)
        try:
            return default if given is None else float(given)
        except ValueError:
            raise Wrong(f"{name} must be a number.") from None

    def bot(self, *, required: bool = True) -> Bot | None:
        """Return the bot that the request names, or else the first one.

        Raises Impossible when there is none and one is needed.
        """
        token = self.body.get("token") or self.query("token")
        if token is not None:
            if not TOKEN.fullmatch(str(token)):
                raise Wrong("A token is digits, a colon, and letters, digits, - or _.")
            return self.simulation.world.bot(str(token))
        first = next(iter(self.simulation.world.bots.values()), None)
        if first is None and required:
            raise Impossible("There is no bot yet: name one with POST /control/bots.")
        return first


Answer = Json | Response
Endpoint = Callable[[Wish], Answer | Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the control API: its address, what it takes and what it gives."""

    method: str
    path: str
    does: str
    endpoint: Endpoint
    answer: Json
    body: Json | None = None
    query: dict[str, Json] = field(default_factory=dict)
    media: str = "application/json"
    status: int = 200


async def granted(simulation: Simulation, call: Call, request: Request) -> Response:
    """Answer a request: its wish come true, or one sentence and 400, 404 or 409."""
    try:
        body = await _body(request, call.body)
        answer = call.endpoint(Wish(simulation, request, body))
        if isinstance(answer, Awaitable):
            answer = await answer
    except Wrong as wrong:
        return sorry(WRONG, str(wrong))
    except Unknown as unknown:
        return sorry(MISSING, str(unknown))
    except (Impossible, Refused) as impossible:
        return sorry(CONFLICT, str(impossible))
    return answer if isinstance(answer, Response) else JSONResponse(answer, call.status)


def sorry(status: int, sentence: str) -> Response:
    """Return an error in the form that every error here has."""
    return JSONResponse({"error": sentence}, status)


async def _body(request: Request, schema: Json | None) -> Json:
    if schema is None:
        return {}
    raw = await request.body()
    body = decoded(raw) if raw.strip() else {}
    if body is None:
        raise Wrong("The body is not JSON.")
    fault = misfit(body, schema, "The body")
    if fault:
        raise Wrong(fault)
    return dict(body)


def misfit(value: Any, schema: Json, name: str) -> str | None:
    """Return one sentence about what does not fit a JSON schema, or None."""
    if "anyOf" in schema:
        faults = [misfit(value, option, name) for option in schema["anyOf"]]
        return None if None in faults else faults[0]
    return (
        _misfit_type(value, schema, name)
        or _misfit_value(value, schema, name)
        or _misfit_object(value, schema)
        or _misfit_items(value, schema, name)
    )


def _misfit_type(value: Any, schema: Json, name: str) -> str | None:
    kind = schema.get("type")
    if kind is None:
        return None
    fits = isinstance(value, JSON_TYPES[kind])
    if not fits or (isinstance(value, bool) and kind in ("integer", "number")):
        return f"{name} must be of type {kind}."
    return None


def _misfit_value(value: Any, schema: Json, name: str) -> str | None:
    if "enum" in schema and value not in schema["enum"]:
        return f"{name} must be one of {', '.join(map(str, schema['enum']))}."
    if "minimum" in schema and value < schema["minimum"]:
        return f"{name} must be at least {schema['minimum']}."
    if "pattern" in schema and not re.fullmatch(schema["pattern"].strip("^$"), value):
        return f"{name} must look like {schema['pattern']}."
    return None


def _misfit_object(value: Any, schema: Json) -> str | None:
    known = schema.get("properties")
    if known is None or not isinstance(value, dict):
        return None
    for name in schema.get("required", []):
        if value.get(name) is None and not _takes_null(known[name], value, name):
            return f"{name} is missing."
    return next(filter(None, (_misfit_field(known, n, v) for n, v in value.items())), None)


def _takes_null(schema: Json, value: Json, name: str) -> bool:
    return name in value and {"type": "null"} in schema.get("anyOf", [])


def _misfit_field(known: Json, name: str, value: Any) -> str | None:
    if name not in known:
        return f"{name} is not known here; there is {', '.join(known)}."
    return None if value is None else misfit(value, known[name], name)


def _misfit_items(value: Any, schema: Json, name: str) -> str | None:
    if "items" not in schema or not isinstance(value, list):
        return None
    faults = (misfit(item, schema["items"], f"Each of {name}") for item in value)
    return next(filter(None, faults), None)
