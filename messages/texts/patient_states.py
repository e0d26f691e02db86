"""What a patient reads when reminders pause or start again, and when somebody stays after all."""

from messages.declare import Level, Text, Var, text
from messages.texts.redflag import NAME, UNWELL
from messages.values import Name, Number, Phone

PHONES = Phone(["+90 212 999 80 80"], lines=True)


def _pair(name: str, you: str, care: str, where: str) -> Text:
    """Declare what the patient reads, and its sister for who cares for the patient."""
    values: dict[str, Var] = {"unwell": UNWELL} if "{unwell}" in you else {}
    text(
        f"patient.state.{name}.care",
        care,
        level=Level.CLINICAL,
        where=f"{where} To a caregiver.",
        vars=values | {"name": NAME},
    )
    return text(f"patient.state.{name}.you", you, level=Level.CLINICAL, where=where, vars=values)


PAUSED = _pair(
    "paused",
    "Your care team has paused the reminders in this chat.\nUnwell? Press “{unwell}”, or call.",
    "This is about {name}. The care team has paused the reminders in this chat.\n"
    "Is {name} unwell? Press “{unwell}”, or call.",
    "When the team pauses a patient.",
)
IN_HOSPITAL = _pair(
    "in_hospital",
    "Your care team has noted that you are in hospital.\n"
    "Reminders in this chat are paused.\n"
    "Tell the nurses there first if you feel unwell.",
    "The care team has noted that {name} is in hospital.\n"
    "Reminders in this chat are paused.\n"
    "Is {name} unwell? Tell the nurses there first.",
    "When the team notes that a patient is in hospital.",
)
AGAIN = _pair(
    "again",
    "Your care team has turned the reminders in this chat on again.\n"
    "Unwell? Press “{unwell}”, or call.",
    "This is about {name}. The care team has turned the reminders in this chat on again.\n"
    "Is {name} unwell? Press “{unwell}”, or call.",
    "When the team ends the pause.",
)
UNLINKED = text(
    "patient.unlinked.you",
    "{carer} reads nothing more about you here.\n"
    "Your care team has ended this link.\n"
    "Questions? Call the team:\n{phone}",
    level=Level.CLINICAL,
    where="To the patient, when the team has ended the link of somebody who cared for the patient.",
    vars={"carer": Name("Deniz"), "phone": PHONES},
)
UNLINKED_CARE = text(
    "patient.unlinked.care",
    "This chat has changed.\n"
    "The care team has ended your link to {name}.\n"
    "You read nothing more about {name} here, and cannot report for {name}.\n"
    "Worried about {name}? Call the team:\n{phone}",
    level=Level.CLINICAL,
    where="To who cared for a patient, when the team has ended the link. The last message.",
    vars={"name": NAME, "phone": PHONES},
)
LEFT_WAITS = text(
    "patient.state.left.waits",
    "We wait {waits} days. Nothing is deleted before that.\n"
    "Changed your mind? Press the button below, or call your team.",
    level=Level.CLINICAL,
    where="Second paragraph after the second yes to /delete. A button follows.",
    vars={"waits": Number(7)},
)
STAY = text(
    "patient.button.stay_after_all",
    "I want to stay",
    level=Level.CLINICAL,
    where="Button under the answer to the second yes to /delete.",
    limit=28,
)
STAYED = text(
    "patient.state.left.stayed",
    "You stay, and nothing was deleted.\nUnwell? Press “{unwell}”, or call.",
    level=Level.CLINICAL,
    where="When a patient takes the wish to be deleted back.",
    vars={"unwell": UNWELL},
)
THROUGH_FAMILY = text(
    "patient.state.family.care",
    "This is about {name}. Dates and reminders now come to this chat.\n"
    "Is {name} unwell? Press “{unwell}”, or call.",
    level=Level.CLINICAL,
    where="To a caregiver, when a patient who has no chat takes part through the family.",
    vars={"name": NAME, "unwell": UNWELL},
)
