"""In which languages a page is written: the reader's, the country's, and English for strangers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from babel.languages import get_official_languages

from messages import languages
from messages.languages import ENGLISH, Status
from messages.voice import Voice


def own_and_local(reader: Voice, country: str) -> list[Voice]:
    """Return the reader's voice first, then those of the country: for somebody they know."""
    return _voices(reader, country, [reader.language, *local(country, reader.preview)])


def local_and_own(reader: Voice, country: str) -> list[Voice]:
    """Return the country's voices first, then English, then the reader's: for a stranger."""
    return _voices(reader, country, [*local(country, reader.preview), ENGLISH, reader.language])


def local(country: str, preview: Iterable[str]) -> list[str]:
    """Return the official languages of a country that we speak to people there, by their codes."""
    spoken = [one for one in languages.offered(preview) if one.status is not Status.PSEUDO]
    by_root = {one.code.partition("_")[0]: one.code for one in reversed(spoken)}
    official = get_official_languages(country, de_facto=True) if country else ()
    return [by_root[tongue] for tongue in official if tongue in by_root]


def _voices(reader: Voice, country: str, codes: Sequence[str]) -> list[Voice]:
    """Return a voice for each language once; each tells the time on the reader's clock."""
    return [
        replace(reader, language=code, country=country or reader.country)
        for code in dict.fromkeys(codes)
    ]
