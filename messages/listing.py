"""Lists whose lines are messages themselves. Holds no words: each line is declared like any other.

A list is stored as ids and values, like everything we owe, and is worded when it is read.
"""

import json
from dataclasses import dataclass

from care.delivery import Value, Values
from messages.declare import TEXTS, Reader, Text, Var


@dataclass(frozen=True, slots=True)
class Lines(Var):
    """Several messages, one a line. Each is given as what `line` returns."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write every line in the reader's language. Raises ValueError or KeyError."""
        given = value if isinstance(value, list) else [str(value)]
        return "\n".join(_worded(one, reader) for one in given) or self.absent(reader)


def line(text: Text, values: Values) -> str:
    """Return a line of a list as it is stored: the message's id, and what it needs."""
    return json.dumps([text.id, dict(values)], ensure_ascii=False)


def _worded(one: str, reader: Reader) -> str:
    id, values = json.loads(one)
    return reader.label(TEXTS[id], **values)
