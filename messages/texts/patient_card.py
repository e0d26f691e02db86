"""The alert card for the wallet: its offer, the words under it, and what stands on it.

What it shares with the page for a doctor and with the record is declared there. Holds no figure:
how long a card is carried stands with the do's and don'ts. Status of all wording: proposed.
"""

from messages.declare import TEXTS, Level, Text, Var, text
from messages.texts import patient_doctor as doctor
from messages.texts.patient import say
from messages.values import Ambulance, Name, Number
from messages.visits import BareDay

BUTTON_UNITS = 28
NAME = Name("Mina")
LAST = BareDay("2026-12-01")
OVER = "Over the buttons that send the alert card, with a name on it or without."
PICTURE_WHERE = "Under the alert card as a picture, for the telephone."
PRINT_WHERE = "Under the alert card as a page to print: two cards, each with two sides."
ON_CARD = "On the alert card, which is as small as a bank card. As short as you can."
SHOWN = ("infection", "brain", "reaction", "vaccines")  # of the warnings on the doctor's page


def button(name: str, english: str, where: str) -> Text:
    """Declare the label of a button around the card."""
    id = f"patient.button.{name}"
    return text(id, english, level=Level.CLINICAL, where=where, limit=BUTTON_UNITS)


def around(id: str, english: str, where: str, vars: dict[str, Var] | None = None) -> Text:
    """Declare what is read over or under the card."""
    return say(f"patient.card.{id}", english, where, vars, Level.CLINICAL)


def on_card(name: str, english: str, vars: dict[str, Var] | None = None) -> Text:
    """Declare a line of the card itself."""
    id = f"patient.card.{name}"
    return text(id, english, level=Level.CRITICAL, where=ON_CARD, vars=vars)


# --- Around the card ------------------------------------------------------------------------------

BUTTON = button(
    "card",
    "Alert card for the wallet",
    "In the record, and under the card of do's and don'ts that speaks of the alert card.",
)
NAMED_BUTTON = button("card_named", "With the name", "Sends the alert card, with the name on it.")
BARE_BUTTON = button("card_bare", "Without a name", "Sends the alert card, with no name on it.")
OFFER = around(
    "offer.you",
    "Your alert card\n"
    "It tells any doctor or dentist about your treatment.\n"
    "Your name and year of birth on it help an ambulance.\n"
    "But anybody who finds the card can read them.",
    OVER,
)
OFFER_CARE = around(
    "offer.care",
    "The alert card\n"
    "This is about {name}. The card tells any doctor or dentist about the treatment.\n"
    "A name and year of birth on it help an ambulance.\n"
    "But anybody who finds the card can read them.",
    OVER,
    {"name": NAME},
)
PICTURE = around(
    "picture.you",
    "Your alert card\n"
    "Keep this picture on your telephone.\n"
    "Show it to every doctor, dentist and emergency department.",
    PICTURE_WHERE,
)
PICTURE_CARE = around(
    "picture.care",
    "The alert card\n"
    "This is about {name}. Keep this picture on your telephone.\n"
    "Show it to every doctor, dentist and emergency department.",
    PICTURE_WHERE,
    {"name": NAME},
)
PRINT = around(
    "print.you",
    "Your alert card on paper\n"
    "Print this page at full size.\n"
    "Cut along the marks.\n"
    "Carry one card. Give the other to somebody close to you.\n"
    "Ask for a new card after each infusion.",
    PRINT_WHERE,
)
PRINT_CARE = around(
    "print.care",
    "The alert card on paper\n"
    "This is about {name}. Print this page at full size.\n"
    "Cut along the marks.\n"
    "One card is for the patient, the other for you.\n"
    "Ask for a new card after each infusion.",
    PRINT_WHERE,
    {"name": NAME},
)
FOLD = around(
    "fold",
    "It has two sides: fold it at the dashed line.",
    "Paragraph under an alert card on paper that has two sides.",
)
NAMELESS = around(
    "nameless",
    "The name has letters that this card cannot show, so it is not on it.\n"
    "Write it on the paper by hand.",
    "Last paragraph under an alert card that should have had a name on it.",
)

# --- On the card ----------------------------------------------------------------------------------

TITLE = on_card("title", "Medical alert: immune system weakened")
NOT_RECORDED = on_card("not_recorded", "not recorded")
DAY = on_card("day", "{day}", {"day": LAST})
UNCONFIRMED = on_card("unconfirmed", "{day} (planned, not confirmed)", {"day": LAST})
EMERGENCY = on_card(
    "emergency", "In an emergency:\n{emergency}", {"emergency": Ambulance(["112"], lines=True)}
)
CARRY = on_card(
    "carry",
    "Carry this card until {months} months after the last infusion.",
    {"months": Number(24)},
)
FOOT = on_card("foot", "Made by a program on {last}. No doctor has checked it.", {"last": LAST})
WARNINGS = tuple(TEXTS[f"patient.doctor.warning.{name}"] for name in SHOWN)
THINK, CALL = doctor.THINK, doctor.CALL
DAY_PHONE, NIGHT_PHONE = doctor.DAY_PHONE, doctor.NIGHT_PHONE
EVERY = (TITLE, THINK, *WARNINGS, CALL, DAY_PHONE, NIGHT_PHONE, EMERGENCY, CARRY, FOOT)
