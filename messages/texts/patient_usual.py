"""What somebody reads who tells, before the first infusion, what is usual for them.

Nothing here is confirmed by anybody: a clinician reads it and decides.
"""

from messages.declare import Text
from messages.texts.redflag import BUTTON_UNITS, NAME, UNWELL, critical
from messages.values import Term, Terms

NAMED = Terms(["redflag.check.choice.cough"], lines=True)

OFFER = critical(
    "patient.usual.offer.you",
    "Before your first infusion.\nDo you have symptoms already now? Your team needs to know which.",
    "Once enrolled, and after /usual: one button follows.",
)
OFFER_CARE = critical(
    "patient.usual.offer.care",
    "Before the first infusion of {name}.\n"
    "Does {name} have symptoms already now? The team needs to know which.",
    "The same, to a caregiver.",
    {"name": NAME},
)
HAD = critical(
    "patient.usual.had.you",
    "Before your first infusion.\n"
    "Have you ever had an infusion of this medicine, here or elsewhere?",
    "Asked first: what is usual is compared with the time before the first infusion ever.",
)
HAD_CARE = critical(
    "patient.usual.had.care",
    "Before the first infusion.\n"
    "Has {name} ever had an infusion of this medicine, here or elsewhere?",
    "The same, to a caregiver.",
    {"name": NAME},
)
ASK = critical(
    "patient.usual.ask.you",
    "Before your first infusion.\n"
    "Which of these have you had for a while? Press each one.\n"
    "New since a few days, or getting worse? Press “{unwell}” instead.",
    "A list of symptoms, each a button; “Next” follows.",
    {"unwell": UNWELL},
)
ASK_CARE = critical(
    "patient.usual.ask.care",
    "Before the first infusion.\n"
    "Which of these has {name} had for a while? Press each one.\n"
    "New since a few days, or getting worse? Press “{unwell}” instead.",
    "The same, to a caregiver.",
    {"unwell": UNWELL, "name": NAME},
)
SO_FAR = critical(
    "patient.usual.so_far",
    "You named:\n{named}",
    "Below the list of symptoms: what was pressed so far.",
    {"named": NAMED},
)
END = critical(
    "patient.usual.end",
    "Noted.\nYour team reads this. Nothing is usual before a clinician confirms it.\n"
    "Worse, or something new? Press “{unwell}”.",
    "At the end of the list.",
    {"unwell": UNWELL},
)
END_NOTHING = critical(
    "patient.usual.nothing",
    "Noted.\nYou named nothing.\nSomething new? Press “{unwell}”.",
    "At the end of the list, when nothing was named.",
    {"unwell": UNWELL},
)
BEGUN = critical(
    "patient.usual.begun",
    "The infusions have begun.\n"
    "Do you feel something now? Press “{unwell}”.\n"
    "The questions there ask what was there before the first infusion.",
    "Instead of the list, when there was an infusion before.",
    {"unwell": UNWELL},
)


def _button(name: str, english: str, where: str) -> Text:
    return critical(f"patient.usual.button.{name}", english, where, limit=BUTTON_UNITS)


TELL = _button("tell", "Tell what is usual", "Under the offer.")
YES = _button("had", "Yes, or not sure", "Was there ever an infusion?")
NO = _button("none", "No, never", "Was there ever an infusion?")
ONWARD = _button("next", "Next", "To the next list of symptoms.")
TAKE_BACK = critical(
    "patient.usual.button.back",
    "Take back: {sign}",
    "Button for a symptom that was named: it is named no longer.",
    {"sign": Term("redflag.check.choice.cough")},
)
