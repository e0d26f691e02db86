"""Makes `bot-api-10.3.json` from the full machine-readable Bot API. Holds no part of the server.

Run by hand when Telegram publishes a new version:
`python -m simulator.reduce FULL.json > simulator/bot-api-VERSION.json`.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

NOTICE = (
    "Names, types and duties of the Telegram Bot API, reduced by simulator/reduce.py from the "
    "machine-readable schema (c) Alex Root Junior, MIT licence, see LICENSE beside this file."
)


def reduced(full: dict[str, Any]) -> dict[str, Any]:
    """Return what a server needs to check a call: methods and types, without descriptions."""
    entries = [entry for chapter in full["items"] for entry in chapter["children"]]
    methods = {e["name"]: _fields(e) for e in entries if e["name"][0].islower()}
    types = {e["name"]: _fields(e) for e in entries if e["name"][0].isupper()}
    unions = {e["name"]: members for e in entries if (members := _members(e, types))}
    return {
        "notice": NOTICE,
        "version": full["api"]["version"],
        "methods": methods,
        "types": types,
        "unions": unions,
    }


def _fields(entry: dict[str, Any]) -> dict[str, list[Any]]:
    return {f["name"]: [f["type"], bool(f.get("required"))] for f in entry["annotations"]}


def _members(entry: dict[str, Any], types: dict[str, Any]) -> list[str]:
    """Read the members of a union from its description: nothing else lists them."""
    if entry["annotations"] or entry["name"] not in types:
        return []
    listed = re.findall(r"^ - (\w+)", entry["description"], flags=re.MULTILINE)
    return [name for name in listed if name in types]


def written(description: dict[str, Any]) -> str:
    """Return JSON with one line per method, type and union, so that a new version can be read."""
    chapters = [f"{json.dumps(name)}: {_chapter(value)}" for name, value in description.items()]
    return "{\n" + ",\n".join(chapters) + "\n}\n"


def _chapter(value: Any) -> str:
    if not isinstance(value, dict):
        return json.dumps(value)
    lines = [f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in value.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(written(reduced(source)))
