"""A language's catalog brought up to date with the template, by id and by nothing else.

What is new is empty: no guess is taken from another message. What changed in English stays, marked
as fuzzy, with the English that it was made from. What is gone is kept aside.
"""

from collections.abc import Mapping

from babel.messages.catalog import Catalog, Message

from messages.languages import LANGUAGES, Language
from messages.revisions import Change
from messages.workbench.files import OwnCatalog

FUZZY = "fuzzy"


def synced(
    template: Catalog,
    language: str,
    old: Catalog | None = None,
    among: Mapping[str, Language] = LANGUAGES,
) -> Catalog:
    """Return the catalog of a language after the template, with what `old` has of it."""
    catalog = OwnCatalog(language, old, among)
    before = _by_id(old)
    for wanted in template:
        if wanted.id:
            _take_over(catalog, wanted, before.pop(str(wanted.context), None))
    for gone in before.values():
        if any(_forms(gone)):
            catalog.obsolete[gone.context or ""] = gone
    if old is not None:
        kept = {str(gone.context): gone for gone in old.obsolete.values() if gone.context}
        alive = {str(wanted.context) for wanted in template if wanted.id}
        catalog.obsolete.update({id: one for id, one in kept.items() if id not in alive})
    return catalog


def _by_id(old: Catalog | None) -> dict[str, Message]:
    if old is None:
        return {}
    gone = {str(one.context): one for one in old.obsolete.values() if one.context}
    live = {str(one.context): one for one in old if one.id and one.context}
    # Gettext knows a message by its English, too: with another English it calls the old one gone.
    return gone | {id: one for id, one in live.items() if id not in gone or _own(one, live)}


def _own(message: Message, live: Mapping[str, Message]) -> bool:
    """Say whether a message has words of its own: not none, and no guess from another message."""
    said = _forms(message)
    guessed = message.fuzzy and any(
        _forms(one) == said for one in live.values() if one is not message
    )
    return any(said) and not guessed


def _take_over(catalog: Catalog, wanted: Message, old: Message | None) -> None:
    flags = set(wanted.flags)
    previous: tuple[str, ...] = ()
    string = _fitted(old, wanted, catalog.num_plurals)
    if old is not None and any(_texts(string)):
        previous = tuple(old.previous_id) if old.fuzzy else ()
        if _texts(old.id)[-1] != _texts(wanted.id)[-1] and not _only_typo(wanted, old):
            previous = previous or _texts(old.id)  # the oldest English that was not settled
        if previous or old.fuzzy:
            flags.add(FUZZY)
    catalog.add(
        wanted.id,
        string,
        context=wanted.context,
        locations=wanted.locations,
        flags=flags,
        auto_comments=wanted.auto_comments,
        user_comments=old.user_comments if old is not None else (),
        previous_id=previous,
    )


def _only_typo(wanted: Message, old: Message) -> bool:
    """Say whether the English has only lost a typo since the very revision this was made from."""
    typo = noted(wanted, "CHANGE").startswith(Change.TYPO)
    return typo and revision(wanted) == revision(old) + 1


def revision(message: Message) -> int:
    """Return which revision of its English an entry holds: the first, where it does not say."""
    said = noted(message, "REV")
    return int(said) if said.isdecimal() else 1


def noted(message: Message, name: str) -> str:
    """Return what the program's comment of that name says above an entry, or nothing."""
    begins = f"{name}: "
    comments = (str(one) for one in message.auto_comments)
    return next((one.removeprefix(begins) for one in comments if one.startswith(begins)), "")


def _fitted(old: Message | None, wanted: Message, forms: int) -> str | tuple[str, ...]:
    """Return the translation there is, in as many forms as the message has now."""
    said = _forms(old) if old is not None else ()
    if not wanted.pluralizable:
        return said[-1] if said else ""
    return (
        tuple((*said, *("",) * forms)[:forms]) if len(said) > 1 else (*said, *("",) * forms)[:forms]
    )


def _forms(message: Message) -> tuple[str, ...]:
    return _texts(message.string)


def _texts(said: object) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, tuple | list) else (str(said or ""),)


def state(catalog: Catalog) -> Mapping[str, int]:
    """Count the messages of a catalog: all, translated, fuzzy, empty."""
    messages = [one for one in catalog if one.id]
    empty = sum(not all(_forms(one)) for one in messages)
    fuzzy = sum(one.fuzzy and all(_forms(one)) for one in messages)
    return {
        "messages": len(messages),
        "translated": len(messages) - empty - fuzzy,
        "fuzzy": fuzzy,
        "empty": empty,
    }
