"""The record of symptoms: its menu, what stands under pictures and pages, and what is on them.

Nothing here calls a day good: what was not reported is only not reported. Status: proposed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from care.severity import Severity
from messages.declare import Level, Text, Var, text
from messages.texts.patient import say
from messages.texts.redflag import UNWELL
from messages.values import Day, Moment, Name, Number, Temp, Term
from messages.visits import ShortDay

BUTTON_UNITS = 28
NAME = Name("Mina")
DAYS = Number(30)
LAST = Day("2026-12-01")
BUTTON = "A button under the record, which sends a picture or a page."
CAPTION = "Under a picture or a page of the record."
PAGE = "On a picture or a page of the record."


def button(name: str, english: str, vars: Mapping[str, Var] | None = None) -> Text:
    """Declare the label of a button of the record."""
    return text(
        f"patient.button.record_{name}",
        english,
        level=Level.CLINICAL,
        where=BUTTON,
        vars=vars,
        limit=BUTTON_UNITS,
    )


def under(id: str, english: str, vars: Mapping[str, Var] | None = None) -> Text:
    """Declare what is read under a picture or a page."""
    return say(f"patient.record.{id}", english, CAPTION, vars, Level.CLINICAL)


def word(id: str, english: str, vars: Mapping[str, Var] | None = None) -> Text:
    """Declare a heading or a line on a picture or a page."""
    return say(f"patient.record.{id}", english, PAGE, vars, Level.CLINICAL)


# --- The menu -------------------------------------------------------------------------------------

OFFER = say(
    "patient.record.offer.you",
    "Your record\nIt holds what you reported here: temperatures and symptoms, by day.",
    "Over the buttons that send a picture or a page.",
    level=Level.CLINICAL,
)
OFFER_CARE = say(
    "patient.record.offer.care",
    "Record\nIt holds what was reported here about {name}: temperatures and symptoms, by day.",
    "The same, to a caregiver.",
    {"name": NAME},
    Level.CLINICAL,
)
PICTURE_BUTTON = button("picture", "Picture: {days} days", {"days": DAYS})
VISIT_BUTTON = button("visit", "Page for the next visit")

# --- Under what is sent ---------------------------------------------------------------------------

PICTURE = under(
    "picture.you",
    "Your record: {days} days\n"
    "A day without a mark: nothing was reported. It may still have been a bad day.\n"
    "This is not a medical opinion. Unwell now? Press “{unwell}”.",
    {"days": DAYS, "unwell": UNWELL},
)
PICTURE_CARE = under(
    "picture.care",
    "Record: {days} days\n"
    "This is about {name}.\n"
    "A day without a mark: nothing was reported. It may still have been a bad day.\n"
    "This is not a medical opinion. Unwell now? Press “{unwell}”.",
    {"days": DAYS, "name": NAME, "unwell": UNWELL},
)
VISIT = under(
    "visit.you",
    "A page for your next visit\n"
    "Print it, or show it on this telephone.\n"
    "This is not a medical opinion. Unwell now? Press “{unwell}”.",
    {"unwell": UNWELL},
)
VISIT_CARE = under(
    "visit.care",
    "A page for the next visit\n"
    "This is about {name}. Print it, or show it on this telephone.\n"
    "This is not a medical opinion. Unwell now? Press “{unwell}”.",
    {"name": NAME, "unwell": UNWELL},
)
UNDRAWN = under(
    "undrawn",
    "The picture or page could not be made. Please ask for it again later.",
)

# --- On a picture and on a page -------------------------------------------------------------------

TITLE = word("title", "Temperature and symptoms")
VISIT_TITLE = word("visit_title", "Record for the next visit")
SPAN = word("span", "{first} – {last}", {"first": Day("2026-11-02"), "last": LAST})
PERSON = word("person", "Name")
BORN = word("born", "Born")
MEDICINE = word("medicine", "Medicine")
LAST_INFUSION = word("last_infusion", "Last infusion")
NEXT_INFUSION = word("next_infusion", "Next infusion")
TEAM = word("team", "Team")
UNKNOWN = word("unknown", "not known")
NOT_PLANNED = word("not_planned", "no date is entered")
RITUXIMAB = word("rituximab", "rituximab")
BRAND = word("brand", "rituximab ({brand})", {"brand": Name("Truxima")})
DAY = word("day", "{day}", {"day": LAST})
SHORT_DAY = word("short_day", "{day}", {"day": ShortDay("2026-12-01")})
MOMENT = word("moment", "{moment}", {"moment": Moment("2026-12-01T09:30[Europe/Istanbul]")})
WHO = word("who", "{name}", {"name": Name("Mina Demir")})
HEAD_DAY = word("head_day", "Day")
NO_TEMPERATURE = word("no_temperature", "No temperature was reported in these days.")
HIGHEST = word(
    "highest",
    "Highest: {temperature}, {day}",
    {"temperature": Temp(38.6), "day": LAST},
)
FEVER_FROM = word("fever_from", "Fever: from {temperature}", {"temperature": Temp(38.0)})
INFUSION = word("infusion", "Infusion")
SYMPTOMS = word("symptoms", "Reported symptoms")
TAKEN = word("taken", "What was advised")
OVER = word("over", "{sign} (over when reported)", {"sign": Term("patient.sign.T_FEVER")})
NOTHING = word(
    "nothing",
    "No symptom was reported in these days. That does not mean that there was none.",
)
GAPS = word(
    "gaps",
    "A day without a mark: nothing was reported. That does not mean that all was well.",
)
MORE_SIGNS = word("more_signs", "More symptoms were reported: {count}", {"count": Number(3)})
MORE_DAYS = word("more_days", "Earlier days that are not listed: {count}", {"count": Number(3)})
QUESTIONS = word("questions", "Questions for the visit")
FOOT = word(
    "foot",
    "Made on {last} by a program, from what was reported and entered. No doctor has checked it.",
    {"last": LAST},
)
USUAL_ADVICE: Mapping[Severity, Text] = MappingProxyType(
    {
        Severity.EMERGENCY: word("mark.emergency", "Sign of an emergency"),
        Severity.URGENT: word("mark.urgent", "Sign to call the team about at once"),
        Severity.SAME_DAY: word("mark.same_day", "Sign to speak about on the same day"),
        Severity.NEXT_VISIT: word("mark.next_visit", "Sign to speak about at the next visit"),
    }
)
ADVISED: Mapping[Severity, Text] = MappingProxyType(
    {
        Severity.EMERGENCY: word("advised.emergency", "Call an ambulance"),
        Severity.URGENT: word("advised.urgent", "Call the team at once"),
        Severity.SAME_DAY: word("advised.same_day", "The team calls that day"),
        Severity.NEXT_VISIT: word("advised.next_visit", "Speak about it at the next visit"),
    }
)
