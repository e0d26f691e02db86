"""What a member reads of a patient's usual symptoms, and the buttons of a clinician."""

from messages.texts.staff import PATIENT, button, say
from messages.values import Term, Terms

SIGN = Term("staff.finding.T_COUGH_NEW")
SIGNS = Terms(["staff.finding.T_COUGH_NEW"], lines=True)

HEADING = say(
    "staff.usual.heading",
    "Usual symptoms of {patient}",
    "First line of the list of usual symptoms, in a direct chat.",
    {"patient": PATIENT},
)
DECLARED = say(
    "staff.usual.declared",
    "Said to have been there before the first infusion, and no worse. Not confirmed:\n"
    "{usual_declared}\n"
    "Until a clinician confirms one, it counts for the same day.",
    "What the patient called usual; in the details of an alert and in the list.",
    {"usual_declared": SIGNS},
    grave=True,
)
CONFIRMED = say(
    "staff.usual.confirmed",
    "Confirmed as usual:\n{usual_confirmed}\nNo worse, it waits for the next visit.",
    "What a clinician has confirmed; in the details of an alert and in the list.",
    {"usual_confirmed": SIGNS},
    grave=True,
)
NOTHING = say(
    "staff.usual.nothing",
    "Nothing is usual for {patient}: every symptom counts as in the table.",
    "Instead of the list, when the last of it was ended.",
    {"patient": PATIENT},
)
BEFORE_CONFIRMING = say(
    "staff.usual.before_confirming",
    "Confirm only what you know from before the first infusion.\n"
    "A slow loss of brain or nerves can be taken for a habit.",
    "Above the buttons that confirm a symptom as usual.",
    grave=True,
)
CONFIRM = say(
    "staff.usual.confirm",
    "Confirm as usual: {sign}",
    "Button of a clinician. Shown cut off when it is long: the sign comes last.",
    {"sign": SIGN},
    grave=True,
)
END = say(
    "staff.usual.end",
    "No longer usual: {sign}",
    "Button of a member who may act.",
    {"sign": SIGN},
    grave=True,
)
ONLY_CLINICIANS = say(
    "staff.usual.only_clinicians",
    "Only a clinician of the team can confirm what is usual. Nothing has changed.",
    "Answer to a press of somebody with another role.",
)
SHOW = button("usual", "Usual symptoms", "Under the task about a list that has grown.")
