"""What a patient and the family read when somebody else becomes responsible.

Another team takes over, or a child comes of age. `.you` speaks to the patient, `.care` to somebody
who cares for one. First lines are fit for a lock screen.
"""

from messages.declare import Level, Text, Var, text
from messages.texts.redflag import NAME, UNWELL
from messages.values import AlertNumber, Name, Phone, Plain

BUTTON_UNITS = 28
TEAM = Name("Rheumatology North")
FORMER = Name("Rheumatology")
PHONES = Phone(["+90 212 999 80 80"], lines=True)


def _pair(name: str, you: str, care: str, where: str, vars: dict[str, Var]) -> Text:
    """Declare what the patient reads, and its sister for who cares for the patient."""
    id, values = f"patient.{name}", {key: var for key, var in vars.items() if f"{{{key}}}" in you}
    text(f"{id}.care", care, level=Level.CLINICAL, where=f"{where} To a caregiver.", vars=vars)
    return text(f"{id}.you", you, level=Level.CLINICAL, where=where, vars=values)


def button(name: str, english: str, where: str) -> Text:
    """Declare a button of at most 28 units."""
    id = f"patient.button.{name}"
    return text(id, english, level=Level.CLINICAL, where=where, limit=BUTTON_UNITS)


# --- Another team ---------------------------------------------------------------------------------

ASK = _pair(
    "transfer.ask",
    "A question from your care team\n"
    "{former} wants another team to care for you: {team}.\n"
    "The new team's number:\n{phone}\n"
    "If you agree, the new team sees your record here and answers you.\n"
    "{former} then no longer does.\n"
    "Until then {former} answers you as before. Do you agree?",
    "A question from the care team\n"
    "{former} wants another team to care for {name}: {team}.\n"
    "The new team's number:\n{phone}\n"
    "If you agree, the new team sees the record of {name} here and answers you.\n"
    "{former} then no longer does.\n"
    "Until then {former} answers you as before. Do you agree?",
    "When another team is ready to take the patient over. Buttons yes and no follow.",
    {"former": FORMER, "team": TEAM, "phone": PHONES, "name": NAME},
)
AGREE = button("transfer_yes", "Yes, I agree", "Under the question about another team.")
STAY = button("transfer_no", "No, stay where I am", "Under the question about another team.")
WAITS = _pair(
    "transfer.waits",
    "You agreed to the new team: {team}.\n"
    "{former} still works on your report {number}, and answers you until it is closed.\n"
    "Then the new team takes over. We tell you when.",
    "You agreed to the new team for {name}: {team}.\n"
    "{former} still works on report {number}, and answers you until it is closed.\n"
    "Then the new team takes over. We tell you when.",
    "After a yes to another team, while an alert is not closed.",
    {"former": FORMER, "team": TEAM, "number": AlertNumber(12), "name": NAME},
)
SWITCHED = _pair(
    "transfer.done",
    "You have a new care team: {team}.\n"
    "It answers you from now on. {former} no longer reads what you write here.\n"
    "Unwell? Press “{unwell}”, or call the new number.",
    "{name} has a new care team: {team}.\n"
    "It answers you from now on. {former} no longer reads what you write here.\n"
    "Is {name} unwell? Press “{unwell}”, or call the new number.",
    "When another team has taken the patient over. Its numbers follow.",
    {"former": FORMER, "team": TEAM, "unwell": UNWELL, "name": NAME},
)
STAYED = _pair(
    "transfer.stayed",
    "You said no. Nothing changes.\n{former} stays your care team, and answers you as before.",
    "You said no. Nothing changes.\n"
    "{former} stays the care team of {name}, and answers you as before.",
    "After a no to another team.",
    {"former": FORMER, "name": NAME},
)
OFF = _pair(
    "transfer.off",
    "Your care team does not change.\n{team} will not take over. {former} answers you as before.",
    "The care team of {name} does not change.\n"
    "{team} will not take over. {former} answers you as before.",
    "When an offer ends of which the patient was asked.",
    {"former": FORMER, "team": TEAM, "name": NAME},
)
OLD_QUESTION = text(
    "patient.transfer.old",
    "This question is no longer open. Nothing has changed.",
    level=Level.NORMAL,
    where="Answer to a press under an older question about another team.",
)

# --- A child comes of age -------------------------------------------------------------------------

OF_AGE_ENDED = text(
    "patient.of_age.ended.care",
    "This chat has changed today.\n"
    "{name} is an adult now, and has this program on an own phone.\n"
    "So you read nothing more about {name} here, and cannot report for {name}.\n"
    "Worried about {name}? Call the team:\n{phone}\n"
    "{name} can ask the team to link you again.",
    level=Level.CLINICAL,
    where="To who cared for a child, on the day the child comes of age. Their last message.",
    vars={"name": NAME, "phone": PHONES},
)
OF_AGE_LIMITED = text(
    "patient.of_age.limited.care",
    "This chat has changed today.\n"
    "{name} is an adult now. Dates and reminders are no longer sent here.\n"
    "{name} needs an own invitation for them. Please call the team:\n{phone}\n"
    "Is {name} unwell? You can still report it: press “{unwell}”.",
    level=Level.CLINICAL,
    where="To who cared for a child, when the child comes of age and has not joined yet.",
    vars={"name": NAME, "phone": PHONES, "unwell": UNWELL},
)
OF_AGE_YOU = text(
    "patient.of_age.you",
    "From today you decide alone about this chat.\n"
    "Nobody else's phone is linked to it any more. Only your care team reads it.\n"
    "Shall somebody be linked again? Ask your team.\n"
    "Unwell? Press “{unwell}”, or call.",
    level=Level.CLINICAL,
    where="To a young person on the day of coming of age, when the family's access ends.",
    vars={"unwell": UNWELL},
)
OF_AGE_KEPT_YOU = text(
    "patient.of_age.kept.you",
    "From today you decide alone about this chat.\n"
    "You agreed that these phones stay linked to it: {carers}\n"
    "Shall that end? Tell your team. It can be done on any day.\n"
    "Unwell? Press “{unwell}”, or call.",
    level=Level.CLINICAL,
    where="To a young person on the day of coming of age, who agreed that the family reads along.",
    vars={"carers": Plain("Deniz, Ada"), "unwell": UNWELL},
)
