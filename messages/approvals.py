"""Which safety messages of a language no clinician has approved. Holds no review: seals do."""

from messages.catalogs import Catalogs
from messages.declare import TEXTS, Text
from messages.voice import CATALOGS

SEALED = "redflag"  # the domain that decides about lives


def unapproved(language: str, catalogs: Catalogs = CATALOGS) -> list[Text]:
    """Return the safety messages that no clinician has approved in a language as they stand."""
    return [
        text
        for text in TEXTS.values()
        if text.domain == SEALED
        and not catalogs.seals.approves(language, text, catalogs.forms(language, text))
    ]
