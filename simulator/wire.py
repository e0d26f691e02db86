"""Parameters of a call, from wherever a client put them: query, form, JSON or multipart."""

import json
import re
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from simulator.people import Json
from simulator.refusals import bad_request

BIGGEST_FIELD = 4 * 2**20
MOST_FIELDS = 1_000
HALF = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str | None
    content: bytes

    def shown(self) -> Json:
        """Return what the record of calls keeps of it."""
        return {"file": self.name, "size": len(self.content)}


async def parameters(request: Request) -> Json:
    """Return every parameter of a call; those of the body win over those of the query.

    Raises Refused when the body is not what its type says.
    """
    given: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return given | _json(await request.body())
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return given | await _form(request)
    return given


def _json(body: bytes) -> Json:
    if not body.strip():
        return {}
    given = decoded(body)
    if not isinstance(given, dict):
        raise bad_request("can't parse JSON object")
    return {name: "null" if value is None else value for name, value in given.items()}


def decoded(body: bytes) -> Any:
    """Return the JSON of a body, or None for what is none.

    Half of a surrogate pair can be written in JSON and nowhere else: it counts as none.
    """
    try:
        given = json.loads(body)
        if HALF.search(body):
            json.dumps(given, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return given


async def _form(request: Request) -> Json:
    try:
        async with request.form(
            max_files=MOST_FIELDS, max_fields=MOST_FIELDS, max_part_size=BIGGEST_FIELD
        ) as form:
            return {name: await _value(value) for name, value in form.items()}
    except (HTTPException, MultiPartException):
        raise bad_request("can't parse the form") from None


async def _value(value: Any) -> Any:
    if isinstance(value, UploadFile):
        return Upload(value.filename, await value.read())
    return value


def recorded(given: Json) -> Json:
    """Return parameters as the record of calls keeps them."""
    return {
        name: value.shown() if isinstance(value, Upload) else value for name, value in given.items()
    }
