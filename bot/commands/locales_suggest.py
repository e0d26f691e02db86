"""`companion locales suggest`: what is known already of messages that have no words yet.

Writes nothing. Needs no database, no settings, no network.
"""

from collections.abc import Iterator
from typing import Annotated

import typer

from bot.commands.console import JSON, Exit, fail, tell
from bot.commands.locales_given import Beside, Folder, LanguageGiven, require_readable
from messages.catalogs import LOCALES
from messages.declare import TEXTS, Text
from messages.workbench.suggest import Alike, Suggestion, open_messages, suggestions
from messages.workbench.templates import DOMAINS, of_domain

NOTHING = "nothing is known of it yet"
END = "Nothing is written. Read the English again before you use any of it."


def add_to(group: typer.Typer) -> None:
    """Add the command to the group `locales`."""
    group.command("suggest")(suggest)


def suggest(
    language: LanguageGiven,
    ids: Annotated[
        list[str] | None, typer.Option("--id", help="A message, translated or not.")
    ] = None,
    domain: Annotated[str, typer.Option(help="Only this domain.")] = "",
    beside: Beside = None,
    locales: Folder = LOCALES,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show, for each empty or fuzzy message, old words, alike messages and agreed terms.

    Never written into a translation: what is nearly the same may say the contrary.
    """
    require_readable(locales, [language, *(beside or ())])
    asked = _asked(ids, domain)
    texts = asked if ids else open_messages(locales, language, asked)
    found = list(suggestions(locales, language, texts, beside or ()))
    document = {"language": language, "messages": [_row(one) for one in found]}
    tell(document, _lines(found), as_json=as_json)


def _asked(ids: list[str] | None, domain: str) -> list[Text]:
    unknown = [id for id in ids or () if id not in TEXTS]
    if unknown:
        fail("id", f"{unknown[0]} is no message.", Exit.USAGE)
    if domain and domain not in DOMAINS:
        fail("domain", f"{domain} is no domain. There are: {', '.join(DOMAINS)}.", Exit.USAGE)
    if ids:
        return [TEXTS[id] for id in ids]
    return [text for one in DOMAINS if domain in ("", one) for text in of_domain(one)]


def _row(one: Suggestion) -> dict[str, object]:
    entry = one.entry
    return {
        "id": entry.id,
        "level": TEXTS[entry.id].level.value,
        "state": entry.state,
        "english": entry.english[-1],
        "previous_english": " ".join(entry.previous[-1:]),
        "words": list(entry.forms),
        "alike": [
            {
                "id": alike.entry.id,
                "likeness": alike.likeness,
                "english": alike.entry.english[-1],
                "words": list(alike.entry.forms),
                "more": list(alike.more),
                "less": list(alike.less),
            }
            for alike in one.alike
        ],
        "terms": [
            {"source": term.source, "target": term.target, "forbidden": term.forbidden}
            for term in one.terms
        ],
        "beside": dict(one.beside),
    }


def _lines(found: list[Suggestion]) -> Iterator[str]:
    for one in found:
        level = TEXTS[one.entry.id].level.value
        yield f"{one.entry.id} · {level} · {one.entry.state}"
        yield f"  English: {_short(one.entry.english[-1])}"
        yield from (f"  {line}" for line in _known(one) or [NOTHING])
        yield ""
    yield f"{len(found)} messages. {END}"


def _known(one: Suggestion) -> list[str]:
    lines = []
    if any(one.entry.forms):
        before = f" (from: {_short(one.entry.previous[-1])})" if one.entry.previous else ""
        lines.append(f"In the file: {_short(' | '.join(one.entry.forms))}{before}")
    for alike in one.alike:
        lines.append(f"{alike.likeness:4.0%} {alike.entry.id}: {_short(alike.entry.english[-1])}")
        lines.append(f"     → {_short(' | '.join(alike.entry.forms))}{_unlike(alike)}")
    for term in one.terms:
        never = f"; never {term.forbidden}" if term.forbidden else ""
        lines.append(f"Term: {term.source} → {term.target}{never}")
    return [*lines, *(f"{code}: {_short(words)}" for code, words in one.beside.items())]


def _unlike(alike: Alike) -> str:
    """Return what the wanted English has and this one has not, and the other way round."""
    signs = [f"+{word}" for word in alike.more] + [f"-{word}" for word in alike.less]
    return f"   [yours: {' '.join(signs)}]" if signs else ""


def _short(words: str) -> str:
    return " / ".join(" ".join(line.split()) for line in words.split("\n") if line.strip())
