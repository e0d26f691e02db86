"""The alert card for the wallet: what stands on its two sides, and how it is drawn.

A card never has an empty box where a letter should be: what cannot be drawn is left off, and
whoever asked for the card is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from messages.languages import ENGLISH
from messages.pages.drawing import Sheet, Template, TooSlow, Undrawn, draw, draw_strictly
from messages.pages.facts import Facts, Person
from messages.pages.tongues import draft_line, own_and_english
from messages.texts import patient_card as says
from messages.texts import patient_record as record
from messages.texts.content_cards import walk
from messages.voice import Voice

CARDS = frozenset({Template.CARD, Template.CARD_PRINT})
CARRY = "DO5"  # the card of the do's and don'ts that says how long it is carried

# Where printers hold Letter and not A4 (CLDR supplemental data, paper size).
# One string, because a list of them would run down the page.
_LETTER = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card as a file, and what its reader must be told.

    `nameless`: a name could not be drawn and was left off. `folds`: on paper, two sides lie beside
    each other.
    """

    content: bytes
    nameless: bool = False
    folds: bool = False


def card(facts: Facts, voice: Voice) -> Sheet:
    """Return the card: a side in the patient's language and one in English."""
    own = replace(voice, language=facts.language) if facts.language else voice
    voices = own_and_english(own, facts.person.country, says.TITLE)
    content: dict[str, object] = {
        "paper": "us-letter" if facts.person.country in _LETTER.split() else "a4",
        "sides": [_side(facts, one) for one in voices],
    }
    return Sheet(facts.template, content)


def draw_card(facts: Facts, voice: Voice) -> Drawn:
    """Return the file of a card in which every letter can be read. Raises Undrawn."""
    for fewer in _fewer(facts):
        try:
            sheet = card(fewer, voice)
            page = draw_strictly(sheet)
        except TooSlow:
            raise  # no letter's fault
        except Undrawn:
            continue
        nameless = fewer.person.name != facts.person.name
        if sheet.template.is_picture:
            return Drawn(draw(sheet), nameless)
        return Drawn(page, nameless, folds=_has_two_sides(sheet))
    raise Undrawn


def _has_two_sides(sheet: Sheet) -> bool:
    sides = sheet.content["sides"]
    return isinstance(sides, list) and len(sides) > 1


def _fewer(facts: Facts) -> Iterator[Facts]:
    """Yield the facts, then fewer and fewer names; at last in English, where letters are lacking.

    Numbers, days and warnings always stay.
    """
    person = facts.person
    yield facts
    if person.name:
        yield replace(facts, person=replace(person, name="", born=""))
        yield replace(facts, person=replace(person, team="", brand=""))
    yield replace(facts, person=replace(person, name="", born="", team="", brand=""))
    yield replace(facts, language=ENGLISH)
    yield replace(facts, language=ENGLISH, person=replace(person, name="", born="", team=""))


def _side(facts: Facts, voice: Voice) -> Mapping[str, object]:
    made = datetime.fromisoformat(facts.made).astimezone(ZoneInfo(voice.zone))
    foot = voice.label(says.FOOT, last=made.date().isoformat())
    return {
        "lang": voice.locale.language,
        "rtl": voice.rtl,
        "title": voice.label(says.TITLE),
        "facts": list(_facts(facts.person, voice)),
        "think": voice.label(says.THINK),
        "warnings": [voice.label(one) for one in says.WARNINGS],
        "call": voice.label(says.CALL),
        "team": voice.label(record.WHO, name=facts.person.team) if facts.person.team else "",
        "numbers": list(_numbers(facts.person, voice)),
        "carry": voice.label(says.CARRY, months=_months()),
        "foot": " ".join((foot, draft_line(voice, says.EVERY))).strip(),
    }


def _facts(person: Person, voice: Voice) -> Iterator[tuple[str, str]]:
    """Yield names and facts; without a name on the card, nothing else of the person either."""
    if person.name:
        yield voice.label(record.PERSON), voice.label(record.WHO, name=person.name)
        if person.born:
            yield voice.label(record.BORN), person.born[:4]
    brand = voice.label(record.BRAND, brand=person.brand)
    medicine = brand if person.brand else voice.label(record.RITUXIMAB)
    yield voice.label(record.MEDICINE), medicine
    yield voice.label(record.LAST_INFUSION), _last(person, voice)
    if person.next_infusion:
        yield (
            voice.label(record.NEXT_INFUSION),
            voice.label(says.DAY, day=person.next_infusion[:10]),
        )


def _last(person: Person, voice: Voice) -> str:
    if not person.last_infusion:
        return voice.label(says.NOT_RECORDED)
    if person.unconfirmed:
        return voice.label(says.UNCONFIRMED, day=person.last_infusion)
    return voice.label(says.DAY, day=person.last_infusion)


def _numbers(person: Person, voice: Voice) -> Iterator[tuple[str, list[str]]]:
    """Yield what each number is for, and the numbers, a line each."""
    said = [voice.label(says.DAY_PHONE, phone=list(person.phones))]
    if person.night_phones:
        said.append(voice.label(says.NIGHT_PHONE, night_phone=list(person.night_phones)))
    said.append(voice.label(says.EMERGENCY, emergency=list(person.emergency)))
    for one in said:
        head, *numbers = one.splitlines()
        yield head, numbers


def _months() -> int:
    return next(one for one in walk(for_caregiver=True) if one.id == CARRY).figures["carry_months"]
