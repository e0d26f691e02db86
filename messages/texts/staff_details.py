"""What one member reads in the direct chat: names, numbers to dial, the patient's own words."""

from messages.texts.staff import NUMBER, PATIENT, say
from messages.values import Moment, Name, Phone, Plain, Terms

WHO = say(
    "staff.details.who",
    "{number} · {patient}\n{name}",
    "First paragraph of the details. For one member only.",
    {"number": NUMBER, "patient": PATIENT, "name": Name("Mina Demir")},
)
PHONE = say(
    "staff.details.phone",
    "Dial:\n{patient_phone}",
    "The patient's own number.",
    {"patient_phone": Phone("+90 532 000 00 00")},
)
NO_PHONE = say(
    "staff.details.no_phone",
    "No number of the patient is on record.",
    "Instead of the patient's own number.",
)
CONTACT = say(
    "staff.details.contact",
    "If nobody answers: {contact}\n{contact_phone}",
    "The person to ring instead.",
    {"contact": Name("Ali Demir"), "contact_phone": Phone("+90 532 000 00 01")},
)
SIGNS = say(
    "staff.details.signs",
    "Reported:\n{findings}",
    "The coded signs.",
    {"findings": Terms(["staff.finding.T_FEVER"], lines=True)},
)
QUOTED = {"time": Moment("2026-12-01T10:42:00+00:00"), "words": Plain("I have a fever")}
WORDS = say(
    "staff.details.words",
    "In their own words, not translated, {time}:\n<blockquote>{words}</blockquote>",
    "What the patient wrote.",
    QUOTED,
)
FOREIGN_WORDS = say(
    "staff.details.foreign_words",
    "In their own words, not translated, {time}. Most likely {language}:\n"
    "<blockquote>{words}</blockquote>",
    "What the patient wrote in another language than the member reads.",
    QUOTED | {"language": Plain("Deutsch")},
)
MEDIA_GONE = say(
    "staff.details.media_gone",
    "The voice note, picture or file is no longer there. Please call.",
    "To one member, instead of what a patient sent and has taken back.",
)
HELP = say(
    "staff.details.help",
    "Pressed after the emergency answer: {answer}",
    "Whether help is on the way.",
    {"answer": Terms(["redflag.button.help_coming"])},
)
