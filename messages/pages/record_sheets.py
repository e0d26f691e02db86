"""What stands on the picture of a record and on the page for the next visit, in finished words."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from care.record import Day, Mark, Record
from messages.declare import Text
from messages.pages.chart import LANES, chart, codes
from messages.pages.drawing import Sheet, Template
from messages.pages.facts import Facts, Person
from messages.pages.tongues import own_and_local
from messages.texts import patient_record as says
from messages.texts.patient_signs import SIGNS
from messages.voice import Voice

LINES = 10  # of reported signs on the page: more would not fit on one sheet of paper
SIGNS_LISTED = 5  # of one day


def picture(facts: Facts, voice: Voice) -> Sheet:
    """Return the picture of a record. It names nobody: pictures are seen over shoulders."""
    record = facts.record(voice.zone)
    content: dict[str, object] = {
        "lang": voice.locale.language,
        "rtl": voice.rtl,
        "title": voice.label(says.TITLE),
        "span": _span(record, voice),
        "chart": chart(record, voice),
        "notes": list(_notes(record, voice)),
    }
    return Sheet(Template.PICTURE, content)


def visit(facts: Facts, voice: Voice) -> Sheet:
    """Return the page for the next visit: in the reader's language, then in the country's."""
    voices = own_and_local(voice, facts.person.country, says.VISIT_TITLE)
    return Sheet(Template.VISIT, {"sections": [_section(facts, one) for one in voices]})


def _section(facts: Facts, voice: Voice) -> dict[str, object]:
    record = facts.record(voice.zone)
    listed = _listed(record.days)
    heads = (says.HEAD_DAY, says.SYMPTOMS, says.TAKEN)
    return {
        "lang": voice.locale.language,
        "rtl": voice.rtl,
        "title": voice.label(says.VISIT_TITLE),
        "span": _span(record, voice),
        "facts": _person(facts.person, voice),
        "temperatures": voice.label(says.TITLE),
        "chart": chart(record, voice),
        "notes": list(_notes(record, voice)),
        "symptoms": voice.label(says.SYMPTOMS),
        "heads": [voice.label(one) for one in heads],
        "days": [_row(day, voice) for day in listed],
        "after": _rest(says.MORE_DAYS, len(record.days) - len(listed), voice),
        "questions": voice.label(says.QUESTIONS),
        "foot": voice.label(says.FOOT, last=facts.made),
    }


def _span(record: Record, voice: Voice) -> str:
    return voice.label(says.SPAN, first=record.first.isoformat(), last=record.last.isoformat())


def _notes(record: Record, voice: Voice) -> Iterator[str]:
    """Yield what must be said beside a chart, first of all what its gaps do not mean."""
    highest = record.highest
    if highest is None:
        yield voice.label(says.NO_TEMPERATURE)
    else:
        day = highest.wall.date().isoformat()
        yield voice.label(says.HIGHEST, temperature=highest.celsius, day=day)
    yield from _rest(says.MORE_SIGNS, len(codes(record.days)) - LANES, voice)
    yield voice.label(says.GAPS if record.days or record.temperatures else says.NOTHING)


def _rest(text: Text, count: int, voice: Voice) -> list[str]:
    return [voice.label(text, count=count)] if count > 0 else []


def _person(person: Person, voice: Voice) -> list[tuple[str, str]]:
    """Return names and facts, those that are not known among them."""
    medicine = voice.label(says.RITUXIMAB)
    if person.brand:
        medicine = voice.label(says.BRAND, brand=person.brand)
    following = voice.label(says.NOT_PLANNED)
    if person.next_infusion:
        following = voice.label(says.MOMENT, moment=person.next_infusion)
    rows = (
        (says.PERSON, voice.label(says.WHO, name=person.name)),
        (says.BORN, day_of(person.born, voice)),
        (says.MEDICINE, medicine),
        (says.LAST_INFUSION, day_of(person.last_infusion, voice)),
        (says.NEXT_INFUSION, following),
        (says.TEAM, voice.label(says.WHO, name=person.team)),
    )
    return [(voice.label(head), fact) for head, fact in rows]


def day_of(written: str, voice: Voice) -> str:
    """Return a day in words, or that nobody has entered it."""
    return voice.label(says.DAY, day=written) if written else voice.label(says.UNKNOWN)


def _listed(days: Sequence[Day]) -> list[Day]:
    """Return the latest days that fit on the page, the latest first."""
    lines = accumulate(min(len(day.marks), SIGNS_LISTED + 1) for day in reversed(days))
    return [day for day, used in zip(reversed(days), lines, strict=True) if used <= LINES]


def _row(day: Day, voice: Voice) -> tuple[str, str, str]:
    signs = [_sign(mark, voice) for mark in day.marks[:SIGNS_LISTED]]
    signs += _rest(says.MORE_SIGNS, len(day.marks) - SIGNS_LISTED, voice)
    advised = voice.label(says.ADVISED[day.severity])
    return voice.label(says.SHORT_DAY, day=day.day.isoformat()), _lines(signs), advised


def _sign(mark: Mark, voice: Voice) -> str:
    text = SIGNS[mark.code]
    return voice.label(says.OVER, sign=text.id) if mark.past else voice.label(text)


def _lines(parts: Sequence[str]) -> str:
    return "\n".join(parts)
