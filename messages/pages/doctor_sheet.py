"""The page that is shown to a doctor who knows neither the patient nor the treatment.

Also the sentence to read out where there is no page: both in the country's language, in English,
and in the reader's own, so that whoever shows it knows what it says.
"""

from messages.pages.drawing import Sheet, Template
from messages.pages.facts import Facts
from messages.pages.record_sheets import day_of
from messages.pages.tongues import draft_line, local_and_own
from messages.texts import patient_doctor as doctor
from messages.texts import patient_record as says
from messages.voice import Voice


def page(facts: Facts, voice: Voice) -> Sheet:
    """Return the page, one sheet of paper for each language."""
    voices = local_and_own(voice, facts.person.country, doctor.TITLE)
    return Sheet(Template.DOCTOR, {"sections": [_section(facts, one) for one in voices]})


def sentences(facts: Facts, voice: Voice) -> str:
    """Return as HTML what can be shown or read out, once in each language."""
    text = doctor.SENTENCE_CARE if facts.care else doctor.SENTENCE
    numbers = [*facts.person.phones, *facts.person.night_phones]
    voices = local_and_own(voice, facts.person.country, text)
    said = [one.say(text, name=facts.person.name, phone=numbers) for one in voices]
    return "\n\n".join(dict.fromkeys(said))


def _section(facts: Facts, voice: Voice) -> dict[str, object]:
    person = facts.person
    known = [voice.label(doctor.KNOWN_NAMES[name]) for name in person.known]
    return {
        "lang": voice.locale.language,
        "rtl": voice.rtl,
        "title": voice.label(doctor.TITLE),
        "treated": voice.label(doctor.TREATED),
        "facts": _facts(facts, voice),
        "known_title": voice.label(doctor.KNOWN),
        "known": known or [voice.label(doctor.NOTHING_KNOWN)],
        "notes": [voice.label(doctor.NOT_ALL)],
        "think_title": voice.label(doctor.THINK),
        "warnings": [voice.label(one) for one in doctor.WARNINGS],
        "call_title": voice.label(doctor.CALL),
        "team": [(voice.label(says.TEAM), voice.label(says.WHO, name=person.team))],
        "phones": _phones(facts, voice),
        "foot": _foot(facts, voice),
    }


def _facts(facts: Facts, voice: Voice) -> list[tuple[str, str]]:
    person = facts.person
    medicine = voice.label(says.RITUXIMAB)
    if person.brand:
        medicine = voice.label(says.BRAND, brand=person.brand)
    rows = (
        (says.PERSON, voice.label(says.WHO, name=person.name)),
        (says.BORN, day_of(person.born, voice)),
        (says.MEDICINE, medicine),
        (says.LAST_INFUSION, day_of(person.last_infusion, voice)),
    )
    return [(voice.label(head), fact) for head, fact in rows]


def _phones(facts: Facts, voice: Voice) -> list[str]:
    said = [voice.label(doctor.DAY_PHONE, phone=list(facts.person.phones))]
    if facts.person.night_phones:
        said.append(voice.label(doctor.NIGHT_PHONE, night_phone=list(facts.person.night_phones)))
    return said


def _foot(facts: Facts, voice: Voice) -> str:
    lines = (voice.label(doctor.FOOT, last=facts.made), draft_line(voice, doctor.ON_SHEET))
    return " ".join(lines).strip()
