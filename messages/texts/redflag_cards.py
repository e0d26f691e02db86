"""The cards that stand above a critical message which nobody has approved in the reader's language.

The message itself follows in English. They are sealed before anything else: until then pictograms
stand in their place.
"""

from messages.texts.redflag import critical
from messages.values import Phone

CALL = critical(
    "redflag.card.call",
    "Please read this now.\n"
    "This urgent message is not ready in your language.\n"
    "Call this number now:\n"
    "{card_numbers}\n"
    "Show this message to someone who reads English.",
    "Above an urgent message in English, for a reader of your language. Translate this first.",
    {"card_numbers": Phone(["112", "+90 212 999 80 80"], lines=True)},
)
SHOW = critical(
    "redflag.card.show",
    "Please read this now.\n"
    "This message is not ready in your language.\n"
    "Show it to someone who reads English.",
    "Above an important message in English that asks nobody to call. Translate this first.",
)
