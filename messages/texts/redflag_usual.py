"""Two questions of the symptom check: whether a sign was there before, and is worse now.

One thing at a time: "new or worse than usual?" asks for two, and is hard to translate.
"""

from messages.texts.redflag import NAME, UNWELL, critical
from messages.values import Term

# The words on the button that was pressed.
SIGN = Term("redflag.check.choice.cough")

BEFORE = critical(
    "redflag.check.before.you",
    "Next question.\nYou pressed: {sign}\nDid you have this before your first infusion?",
    "Symptom check, after a line that may be usual for somebody. Yes, no, not sure follow.",
    {"sign": SIGN},
)
BEFORE_CARE = critical(
    "redflag.check.before.care",
    "Next question.\nYou pressed: {sign}\nDid {name} have this before the first infusion?",
    "The same, to a caregiver.",
    {"sign": SIGN, "name": NAME},
)
WORSE = critical(
    "redflag.check.worse_now.you",
    "Next question.\nYou pressed: {sign}\nIs it worse now than before your first infusion?",
    "Symptom check, when the sign was there before the first infusion.",
    {"sign": SIGN},
)
WORSE_CARE = critical(
    "redflag.check.worse_now.care",
    "Next question.\nYou pressed: {sign}\n"
    "Is it worse now than before the first infusion of {name}?",
    "The same, to a caregiver.",
    {"sign": SIGN, "name": NAME},
)
NEXT_VISIT = critical(
    "redflag.check.next_visit.you",
    "Noted.\nYou reported only what is usual for you, and no worse.\n"
    "Your team reads it at your next visit. Nobody was alerted now.\n"
    "This is not a medical opinion.\n"
    "Worse, or something new? Press “{unwell}”, or call.",
    "End of the symptom check, when a clinician had confirmed all that was reported as usual.",
    {"unwell": UNWELL},
)
NEXT_VISIT_CARE = critical(
    "redflag.check.next_visit.care",
    "Noted.\nYou reported only what is usual for {name}, and no worse.\n"
    "The team reads it at the next visit. Nobody was alerted now.\n"
    "This is not a medical opinion.\n"
    "Worse, or something new? Press “{unwell}”, or call.",
    "The same, to a caregiver.",
    {"unwell": UNWELL, "name": NAME},
)
