"""The declared messages as Babel's extractors give them, for people whose tools ask Babel.

`companion locales extract` writes the templates; this yields the same entries. Babel has no place
for flags: it adds the one for braces by itself, and the others are in our templates only.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO

from messages.declare import Text
from messages.workbench.templates import DOMAINS, notes, of_domain

Found = tuple[int, str, tuple[str, ...], list[str]]
_LINE = 1  # a declaration knows its module, not its line


def extract(
    fileobj: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001 -- Babel's order of arguments
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, str],
) -> Iterator[Found]:
    """Yield the messages that a module declares, as Babel wants them: line, function, texts, notes.

    The option `domain` takes one domain of the six. Raises ValueError for another.
    """
    domain = options.get("domain", "")
    if domain and domain not in DOMAINS:
        raise ValueError(f"{domain} is no domain. There are: {', '.join(DOMAINS)}")
    path = Path(fileobj.name)
    for one in [domain] if domain else DOMAINS:
        for text in of_domain(one):
            if _declared_in(text, path):
                yield _LINE, *_called(text), list(notes(text))


def _called(text: Text) -> tuple[str, tuple[str, ...]]:
    """Return gettext's function for a message, and what stands between its brackets."""
    if text.counts:
        return "npgettext", (text.id, *text.sources)
    return "pgettext", (text.id, text.english)


def _declared_in(text: Text, path: Path) -> bool:
    parts = tuple(text.declared.split("."))
    return path.with_suffix("").parts[-len(parts) :] == parts
