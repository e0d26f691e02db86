"""What the care team reads about answers around infusions. To which line, only in Details."""

from collections.abc import Mapping
from types import MappingProxyType

from care.pre_infusion import Item
from messages.declare import Text
from messages.texts.staff import NUMBER, PATIENT, say
from messages.values import Day, Terms

_ITEM = "A line in the details of a task. For one member only."
_ITEMS: Mapping[Item, str] = {
    Item.NERVES: "New or worse: thinking, eyesight, balance or strength",
    Item.INFECTION: "Infection, or antibiotics",
    Item.HEART: "Heart or breathing",
    Item.MEASLES: "Contact with measles",
    Item.CHICKENPOX: "Contact with chickenpox or shingles",
    Item.COVID: "Contact with COVID",
    Item.PREGNANCY: "Pregnant, or perhaps pregnant",
    Item.VACCINE: "Vaccine lately, or planned",
    Item.MEDICINE: "A new medicine",
    Item.SURGERY: "Surgery or dentist planned",
    Item.REACTION: "Reaction at the last infusion",
}
ITEMS: Mapping[Item, Text] = MappingProxyType(
    {item: say(f"staff.item.{item}", english, _ITEM) for item, english in _ITEMS.items()}
)

SAID_YES = say(
    "staff.check.yes",
    "Yes to:\n{items}",
    "In the details of a task about a yes before an infusion.",
    {"items": Terms(["staff.item.vaccine"], lines=True)},
)
UNSAID = say(
    "staff.check.unsaid",
    "Pressed yes, and has not said to what.",
    "In the details of a task about a yes before an infusion.",
)
TAKEN_BACK = say(
    "staff.check.taken_back",
    "Later answered: nothing of the list. Please ask all the same.",
    "In the details of a task about a yes before an infusion.",
)

_DAY = Day("2026-12-01T09:30[Europe/Istanbul]")
_LINE = "One line to the group."
NOTHING_AFTER_ALL = say(
    "staff.check.nothing_after_all",
    "{patient} first said yes, and now: nothing of the list. Infusion: {day}.\n"
    "The task stays open until somebody closes it.",
    _LINE,
    {"patient": PATIENT, "day": _DAY},
)
ANSWERED_NOW = say(
    "staff.check.answered_now",
    "{patient} has answered now: nothing new. Infusion: {day}.\n"
    "The task stays open until somebody closes it.",
    _LINE,
    {"patient": PATIENT, "day": _DAY},
)
TOOK_PLACE = say(
    "staff.check.took_place",
    "{patient} says now that the infusion did take place: {day}.",
    _LINE,
    {"patient": PATIENT, "day": _DAY},
)
NO_FEVER = say(
    "staff.check.no_fever",
    "{number} · {patient} reports no fever today. The alert stays as it is.",
    _LINE,
    {"number": NUMBER, "patient": PATIENT},
)
