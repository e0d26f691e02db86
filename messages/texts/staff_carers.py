"""What a member reads who ends the link of somebody who cares for a patient.

Names stand only in the member's direct chat. Status of all wording: proposed.
"""

from messages.declare import Level, text
from messages.texts.staff import PATIENT, button, say
from messages.values import Name

WIDE = 64
ANA = Name("Ana")
CARER = Name("Deniz")
ONE = "To one member, in the direct chat only."

OPEN = text(
    "staff.button.carer",
    "Caregiver: {carer}",
    level=Level.NORMAL,
    where=f"Under a patient, one for each caregiver. Asks whether the link is to end. {ONE}",
    vars={"carer": CARER},
    limit=WIDE,
)
CONFIRM = say(
    "staff.carer.confirm",
    "{patient}: end the link of {carer}?\n"
    "This person then reads nothing more about the patient, and cannot report for the patient.",
    f"Before a caregiver is taken away. {ONE}",
    {"patient": PATIENT, "carer": CARER},
    grave=True,
)
LAST = say(
    "staff.carer.last",
    "There is no other chat for this patient. Then nothing of ours reaches anybody.",
    "Paragraph of the question, when the caregiver is the last who reads for a patient.",
    grave=True,
)
YES = button("carer_end", "Yes, end the link", "Under the question about a caregiver.")
NO = button("carer_keep", "No, leave it", "Under the question about a caregiver.")
ENDED = say(
    "staff.carer.ended",
    "{patient}: the link of a caregiver has ended. By {name}.",
    "In place of the question, and a line in the group.",
    {"patient": PATIENT, "name": ANA},
)
KEPT = say(
    "staff.carer.kept",
    "{patient}: nothing was changed.",
    "In place of the question, when the link is to stay.",
    {"patient": PATIENT},
)
