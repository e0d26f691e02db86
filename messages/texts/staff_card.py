"""What a member reads around a patient's alert card, in the member's own chat."""

from messages.texts.staff import PATIENT, say

OFFER = say(
    "staff.card.offer",
    "{patient} · alert card\n"
    "The card is in the patient's language.\n"
    "It may have a second side, for doctors who read another one.\n"
    "Ask the patient whether the name may stand on it.",
    "Over the buttons that send the alert card, with the name or without.",
    {"patient": PATIENT},
)
SENT = say(
    "staff.card.sent",
    "{patient} · alert card\nPrint the page at full size. Cut it out.",
    "Under the alert card, as a picture and as a page.",
    {"patient": PATIENT},
)
