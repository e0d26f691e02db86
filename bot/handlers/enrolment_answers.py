"""What an answer on the way in is understood as, and what it changes.

Holds no question and sends nothing: what follows from an answer is the conversation's.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.handlers.enrolment_screens import At, Option, zones_of
from care.emergency_numbers import NotDialable, dialable
from care.enrolment import CONSENTS, Choice, Step
from messages import languages, places
from messages.declare import Text
from messages.markup import visible
from messages.texts import patient_enrolment as texts
from messages.texts import redflag_talk
from messages.values import NAME_UNITS
from messages.voice import Voice
from scheduler.enrolment import Entrant, consent

MANY_COUNTRIES = 8  # more than these are not offered as buttons: type more letters
WORDS_IN_A_NAME = 5
WORDS_IN_A_COUNTRY = 2  # as many may be a slip of the pen; more is a sentence that says something


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: which way it leads, what was given, and what later questions must know."""

    choice: Choice
    value: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that answer nothing. `like` says that they were at least meant as an answer."""

    text: Text
    like: bool = False


def typed(at: At, words: str, options: Sequence[Option]) -> Answer | Unclear:
    """Return what typed words answer: a button by its label or its number, or what was asked."""
    step = at.standing.course.step
    option = pick(words, options, at.preview)
    if option is not None:
        return Answer(option.choice, option.name)
    read = READINGS.get(step)
    return read(at, words) if read else Unclear(texts.CHOOSE_ONE)


def pick(words: str, options: Sequence[Option], preview: Iterable[str]) -> Option | None:
    """Return the button somebody means by its words in any language, or by its number.

    Words that nobody has approved yet are meant, too: where a language is previewed, they are read.
    """
    said = bare(words)
    number = _number(said)
    if number is not None:
        return options[number - 1] if 0 < number <= len(options) else None
    codes = [one.code for one in languages.offered(preview)]
    voices = [Voice(code, preview=drafts) for code in codes for drafts in ((), (code,))]
    for option in options:
        if said in {bare(label) for voice in voices for label in _labels(voice, option)}:
            return option
    return None


def bare(words: str) -> str:
    """Return words without case, marks at the end and doubled spaces, to compare them."""
    plain = unicodedata.normalize("NFC", words.replace("\u2019", "'")).casefold()
    return " ".join(plain.split()).strip(" .!?")


def named(words: str, language: str) -> Sequence[str]:
    """Return the countries whose name begins so, in the reader's language or in English."""
    said, code = _letters(words), words.strip().upper()
    if not said:
        return ()
    if places.is_country(code):
        return (code,)
    known = [
        (code, _letters(name)) for one in (language, "en") for code, name in places.countries(one)
    ]
    exact = [code for code, name in known if name == said]
    beginning = [code for code, name in known if name.startswith(said)]
    return tuple(dict.fromkeys(exact[:1] or beginning))


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 3 else None  # noqa: PLR2004 -- buttons are fewer than 100


def _labels(voice: Voice, option: Option) -> Iterable[str]:
    yield voice.button(option.label.id, option.values)
    if option.choice is Choice.YES:
        yield voice.label(redflag_talk.YES)
    if option.choice is Choice.NO:
        yield voice.label(redflag_talk.NO)


def _letters(name: str) -> str:
    """Return a name as people type it: without accents, case and marks."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    kept = (c if c.isalnum() else " " for c in apart if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


# --- Reading what was typed -----------------------------------------------------------------------


def name_of(words: str) -> str | None:
    """Return a name, or None for what is none: too long, several lines, or without a letter."""
    name = visible(words, lines=False)
    fits = len(name.encode("utf-16-le")) // 2 <= NAME_UNITS and "\n" not in words.strip()
    short = len(name.split()) <= WORDS_IN_A_NAME
    return name if fits and short and any(c.isalpha() for c in name) else None


def phone_of(words: str) -> str | None:
    """Return a number that can be dialled from anywhere, or None."""
    try:
        return dialable(words)
    except NotDialable:
        return None


def _read_name(at: At, words: str) -> Answer | Unclear:  # noqa: ARG001 -- one of READINGS
    name = name_of(words)
    return Answer(Choice.GIVEN, name) if name else Unclear(texts.WRONG_NAME)


def _read_phone(at: At, words: str) -> Answer | Unclear:  # noqa: ARG001 -- one of READINGS
    phone = phone_of(words)
    if phone:
        return Answer(Choice.GIVEN, phone)
    return Unclear(texts.WRONG_PHONE, like=any(c.isdigit() for c in words))


def _read_country(at: At, words: str) -> Answer | Unclear:
    found = named(words, at.who.account.language)
    if len(found) == 1:
        return Answer(Choice.GIVEN, found[0])
    if 1 < len(found) <= MANY_COUNTRIES and at.standing.course.step is Step.COUNTRY_NAME:
        return Answer(Choice.OTHER, given={"matches": list(found)})
    few = len(words.split()) <= WORDS_IN_A_COUNTRY
    return Unclear(texts.COUNTRY_UNKNOWN, like=bool(found) or few)


def _read_zone(at: At, words: str) -> Answer | Unclear:
    said = _letters(words)
    voice = Voice(at.who.account.language)
    for place, zone in enumerate(zones_of(at.who)):
        if said and said == _letters(voice.button(texts.THIS_ZONE.id, {"zone": zone})):
            return Answer(Choice.GIVEN, f"z{place}")
    return Unclear(texts.CHOOSE_ONE)


READINGS: Mapping[Step, Callable[[At, str], Answer | Unclear]] = {
    Step.NAME: _read_name,
    Step.PHONE: _read_phone,
    Step.NO_PHONE: _read_phone,
    Step.CONTACT: _read_name,
    Step.CONTACT_PHONE: _read_phone,
    Step.COUNTRY: _read_country,
    Step.COUNTRY_NAME: _read_country,
    Step.ZONE: _read_zone,
}
PHONES = frozenset({Step.PHONE, Step.NO_PHONE, Step.CONTACT_PHONE})

# --- What an answer changes -----------------------------------------------------------------------


async def take(
    session: AsyncSession, who: Entrant, step: Step, answer: Answer, now: datetime
) -> None:
    """Let an answer change what it is about, at once: whoever stops here keeps what was given."""
    topic = CONSENTS.get(step)
    if topic is not None:
        await consent(session, who, topic, now, agreed=answer.choice is Choice.YES)
    change = CHANGES.get(step)
    if change is not None:
        change(who, answer)
    if step is Step.SOUND:
        who.patient.practised_at = now
    for row in (who.account, who.patient, who.caregiver):
        if row is not None:
            session.add(row)
    await session.flush()


def _set_language(who: Entrant, answer: Answer) -> None:
    if answer.value in languages.LANGUAGES:
        who.account.language, who.account.language_chosen = answer.value, True


def _set_name(who: Entrant, answer: Answer) -> None:
    who.patient.call_name = answer.value if answer.choice is Choice.GIVEN else None


def _set_phone(who: Entrant, answer: Answer) -> None:
    if answer.choice is not Choice.GIVEN:
        return
    if who.caregiver is not None:
        who.caregiver.phone = answer.value
    else:
        who.patient.phone = answer.value


def _set_contact(who: Entrant, answer: Answer) -> None:
    given = answer.choice is Choice.GIVEN
    who.patient.contact_name, who.patient.contact_phone = answer.value if given else None, None


def _set_contact_phone(who: Entrant, answer: Answer) -> None:
    who.patient.contact_phone = answer.value if answer.choice is Choice.GIVEN else None


def _set_shared(who: Entrant, answer: Answer) -> None:
    who.patient.shared_phone = who.patient.discreet = answer.choice is Choice.YES


def _set_country(who: Entrant, answer: Answer) -> None:
    if answer.choice is Choice.GIVEN and places.is_country(answer.value):
        who.account.country = answer.value


def _set_zone(who: Entrant, answer: Answer) -> None:
    zones = zones_of(who)
    place = int(answer.value[1:])
    who.account.zone = str(ZoneInfo(zones[place]))


CHANGES: Mapping[Step, Callable[[Entrant, Answer], None]] = {
    Step.LANGUAGE: _set_language,
    Step.NAME: _set_name,
    Step.PHONE: _set_phone,
    Step.NO_PHONE: _set_phone,
    Step.CONTACT: _set_contact,
    Step.CONTACT_PHONE: _set_contact_phone,
    Step.SHARED: _set_shared,
    Step.COUNTRY: _set_country,
    Step.COUNTRY_NAME: _set_country,
    Step.ZONE: _set_zone,
}
