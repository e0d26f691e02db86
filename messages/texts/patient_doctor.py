"""The page that a patient shows to a doctor who knows neither them nor the treatment.

Also the sentence to show or read where there is no page. Everything here is critical: it is said
in a translation that was approved, or in English. Status of all wording: proposed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from messages.declare import Level, Text, Var, text
from messages.values import Day, Name, Phone

BUTTON_UNITS = 28
NAME = Name("Mina")
PHONE = Phone(["+90 212 999 80 80"], lines=True)
ON_PAGE = "On the page that a patient shows to a doctor or nurse who does not know them."
SPOKEN = "Read out or shown to a stranger: a doctor, a nurse, an ambulance."


def critical(
    name: str, english: str, where: str = ON_PAGE, vars: Mapping[str, Var] | None = None
) -> Text:
    """Declare a line of the page for a doctor."""
    return text(f"patient.doctor.{name}", english, level=Level.CRITICAL, where=where, vars=vars)


BUTTON = text(
    "patient.button.doctor",
    "Show this to a doctor",
    level=Level.CRITICAL,
    where="Under advice to call or to go, and in the record: sends a page for a strange doctor.",
    limit=BUTTON_UNITS,
)
CAPTION = critical(
    "caption",
    "A page for a doctor or nurse\n"
    "Show it on this telephone. No file here, or nobody can open it?\n"
    "Then show or read this:",
    "Under the page for a doctor; the sentence to read follows, in several languages.",
)
SENTENCE = critical(
    "sentence.you",
    "I am treated with rituximab. My defences against infection are weak.\n"
    "Please call my team:\n{phone}",
    SPOKEN,
    {"phone": PHONE},
)
SENTENCE_CARE = critical(
    "sentence.care",
    "{name} is treated with rituximab. Defences against infection are weak.\n"
    "Please call the team:\n{phone}",
    SPOKEN,
    {"name": NAME, "phone": PHONE},
)
TITLE = critical("title", "For a doctor or nurse")
TREATED = critical(
    "treated",
    "This person is treated with rituximab.\n"
    "Defences against infection may be weak for many months after an infusion.",
)
KNOWN = critical("known", "Recorded about this person")
NOTHING_KNOWN = critical(
    "nothing_known",
    "Nothing more is recorded. This does not mean that there is nothing.",
)
NOT_ALL = critical("not_all", "Other illnesses, medicines and allergies: please ask.")
THINK = critical("think", "Please think of")
WARNINGS = tuple(
    critical(f"warning.{name}", english)
    for name, english in (
        ("infection", "Serious infection: there may be little fever, or none."),
        ("neutropenia", "Low white blood cells, even months after an infusion."),
        ("reaction", "A reaction to the infusion, most often within a day."),
        ("lung", "New cough or breathlessness: inflamed lungs are possible."),
        ("brain", "New trouble with thinking, speech, sight or strength: think of PML (brain)."),
        ("liver", "Yellow skin or dark urine: hepatitis B can come back."),
        ("skin", "Blisters or sores of skin and mouth: they can be severe."),
        ("vaccines", "No live vaccine without asking the team."),
    )
)
CALL = critical("call", "Please call the team that treats this person")
DAY_PHONE = critical("phone", "Telephone:\n{phone}", vars={"phone": PHONE})
NIGHT_PHONE = critical(
    "night_phone", "When the team is closed:\n{night_phone}", vars={"night_phone": PHONE}
)
FOOT = critical(
    "foot",
    "Made by a program on {last}. No doctor has checked this page.",
    vars={"last": Day("2026-12-01")},
)
ON_SHEET = (TITLE, TREATED, KNOWN, NOT_ALL, THINK, *WARNINGS, CALL, DAY_PHONE, NIGHT_PHONE, FOOT)
# What may be recorded of a patient, under the names by which it is kept. Who lives alone or
# could become pregnant is left out: strangers read a page too.
KNOWN_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        name: critical(f"known.{name}", english)
        for name, english in (
            ("steroids", "Takes steroids (cortisone)"),
            ("several_immunosuppressants", "Takes several medicines that weaken defences"),
            ("lung_disease", "Lung disease"),
            ("low_neutrophils", "Low neutrophils (white blood cells)"),
            ("low_immunoglobulins", "Low immunoglobulins (antibodies)"),
            ("recent_infection", "A recent infection"),
            ("methotrexate", "Takes methotrexate"),
            ("hbv_core", "Hepatitis B core antibody positive"),
            ("muscle_disease", "Muscle disease"),
        )
    }
)
