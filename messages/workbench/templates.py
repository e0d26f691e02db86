"""The templates: every declared message with its id, its English, and what a translator must know.

Made from the declarations and from nothing else. Holds no translation.
"""

from collections.abc import Iterator

from babel.messages.catalog import Catalog

from messages.declare import TEXTS, Level, Text, Var
from messages.markup import plain
from messages.voice import Voice
from messages.workbench.files import OwnCatalog

DOMAINS = ("redflag", "patient", "staff", "content", "commands", "tools")
PRIORITY = {Level.CRITICAL: 1000, Level.CLINICAL: 500, Level.NORMAL: 100}


def template(domain: str) -> Catalog:
    """Return the template of a domain, by id."""
    catalog = OwnCatalog()
    for text in of_domain(domain):
        catalog.add(
            (text.one or text.english, text.english) if text.counts else text.english,
            context=text.id,
            auto_comments=list(notes(text)),
            locations=[(text.declared.replace(".", "/") + ".py", 0)],
            flags=flags(text),
        )
    return catalog


def of_domain(domain: str) -> list[Text]:
    """Return the declared messages of a domain, by id."""
    found = (text for text in TEXTS.values() if text.domain == domain)
    return sorted(found, key=lambda text: text.id)


def notes(text: Text) -> Iterator[str]:
    """Yield what a translator reads above a message: how grave, where, with what, how long."""
    yield f"LEVEL: {text.level}"
    yield f"WHERE: {text.where}"
    for name, var in text.vars.items():
        yield f"VARS: {name} = {sample(var)}"
    if text.limit is not None:
        yield f"MAX: {text.limit}"
    if text.revision.change is not None:
        yield f"REV: {text.rev}"
        yield f"CHANGE: {text.revision.change} since {text.revision.since}"


def sample(var: Var) -> str:
    """Return how a value looks in English, on one line."""
    return plain(var.show(var.sample, Voice())).replace("\n", " / ")


def flags(text: Text) -> set[str]:
    """Return what other tools make of a message: its braces, markup, weight and length."""
    found = {f"priority:{PRIORITY[text.level]}"}
    if text.vars:
        found.add("python-brace-format")
    if "<" in text.english:
        found.add("safe-html")
    if text.limit is not None:
        found.add(f"max-length:{text.limit}")
    return found
