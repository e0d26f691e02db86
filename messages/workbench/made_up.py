"""The two made-up languages as catalogs, to look at in a translator's tools.

The bot makes them anew from the English whenever it speaks them, and reads none of these files.
"""

from babel.messages.catalog import Catalog

from messages import pseudo
from messages.languages import LANGUAGES
from messages.workbench.files import OwnCatalog
from messages.workbench.templates import flags, notes, of_domain

BY = "Made by the program from the English"


def made_up(language: str, domain: str) -> Catalog:
    """Return the catalog of a made-up language and a domain, as the bot would say it."""
    kept = Catalog(language, last_translator=BY, language_team=LANGUAGES[language].name)
    catalog = OwnCatalog(language, kept)
    for text in of_domain(domain):
        said = pseudo.translation(language, text.english, text.limit)
        catalog.add(
            (text.one or text.english, text.english) if text.counts else text.english,
            (said,) * LANGUAGES[language].nplurals if text.counts else said,
            context=text.id,
            auto_comments=list(notes(text)),
            flags=flags(text),
        )
    return catalog
