"""In which languages a page is written: the reader's, the country's, and English for strangers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from babel.languages import get_official_languages

from messages import ladder, languages
from messages.declare import Level, Text
from messages.ladder import Reading, Rung
from messages.languages import ENGLISH, PSEUDO, Status
from messages.texts import redflag
from messages.voice import Voice


def own_and_local(reader: Voice, country: str, heading: Text) -> list[Voice]:
    """Return the reader's voice, then those of the country that can say the heading."""
    codes = [reader.language, *local(country, reader.preview)]
    first, *others = _voices(reader, country, codes)
    return [first, *(one for one in others if _speaks(one, heading))]


def local_and_own(reader: Voice, country: str, heading: Text) -> list[Voice]:
    """Return the country's voices, then English, then the reader's: for somebody they do not know.

    Whatever language cannot say the heading would only say it all in English once more.
    """
    codes = [*local(country, reader.preview), ENGLISH, reader.language]
    return [one for one in _voices(reader, country, codes) if _speaks(one, heading)]


def own_and_english(reader: Voice, country: str, heading: Text) -> list[Voice]:
    """Return the reader's voice and English; where that is one, the country's voice beside it."""
    codes = [reader.language, ENGLISH, *local(country, reader.preview)]
    return [one for one in _voices(reader, country, codes) if _speaks(one, heading)][:2]


def draft_line(voice: Voice, texts: Iterable[Text]) -> str:
    """Return that nobody has checked a translation, if that is so for one of the texts."""
    reading = Reading(voice.language, voice.today, voice.language in voice.preview)
    critical = (one for one in texts if one.level is Level.CRITICAL)
    rungs = {ladder.critical(voice.catalogs, one, reading).rung for one in critical}
    return voice.label(redflag.DRAFT) if Rung.DRAFT in rungs and _is_translated(voice) else ""


def local(country: str, preview: Iterable[str]) -> list[str]:
    """Return the official languages of a country that are offered to people, by their codes."""
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


def _is_translated(voice: Voice) -> bool:
    return voice.language not in (ENGLISH, *PSEUDO)


def _speaks(voice: Voice, heading: Text) -> bool:
    """Say whether a voice has words of its own, that may be shown, for a heading."""
    english = replace(voice, language=ENGLISH)
    return voice.language == ENGLISH or voice.label(heading) != english.label(heading)
