"""What is read in a chat whose patient has died. Same rules as in `redflag.py`."""

from messages.texts.redflag import critical
from messages.values import Phone

AFTER_DEATH = critical(
    "redflag.after_death",
    "We are very sorry.\nNobody reads what you write here.\nTo speak with us:\n{phone}",
    "When somebody writes in the chat of a patient who has died. Plain and quiet.",
    {"phone": Phone(["+90 212 999 80 80"], lines=True)},
)
