"""What the teams read when somebody else becomes responsible: another team, a young adult.

No name and no words of a patient: a group reads them. What is for one direct chat says so.
"""

from collections.abc import Mapping

from messages.declare import Level, Text, text
from messages.listing import Lines, line
from messages.texts.staff import BUTTON, PATIENT, button, say
from messages.values import AlertNumber, Country, Day, Moment, Name, Number, Phone, Plain, Term

TEAM = Name("Rheumatology North")
ANA = Name("Ana")
WHO = {"patient": PATIENT}
BOTH = {**WHO, "team": TEAM}
UNTIL = Moment("2026-12-08T10:42:00+00:00")

# --- An offer -------------------------------------------------------------------------------------

OFFER = say(
    "staff.transfer.offer",
    "Task · {team} offers you a patient: {patient}.\n"
    "Country: {country}. Reads: {language}. Regimen: {regimen}.\n"
    "Until the patient has agreed, {team} answers everything.\n"
    "You see name, dates and reports only after that. Questions first? Call:\n{phone}\n"
    "Please answer before: {deadline}",
    "In the group of the team to which a patient is offered. Buttons yes and no follow.",
    {
        **BOTH,
        "country": Country("GB"),
        "language": Plain("English"),
        "regimen": Plain("RA_MAINT"),
        "phone": Phone(["+90 212 999 80 80"], lines=True),
        "deadline": UNTIL,
    },
)
ACCEPT = button("transfer_accept", "We take this patient", "Under a patient who is offered.")
DECLINE = button("transfer_decline", "No, we cannot", "Under a patient who is offered.")
WITHDRAW = button("transfer_withdraw", "Take the offer back", "Under an offer of one's own.")
CHOOSE = say(
    "staff.transfer.choose",
    "{patient}: to which team?\n"
    "It must accept, and the patient must agree. Until then you answer everything.",
    "After /transfer with a patient. A button for each other team follows.",
    WHO,
)
TO_TEAM = text(
    "staff.button.transfer_to",
    "{team}",
    level=Level.NORMAL,
    where="A team, by its name.",
    vars={"team": TEAM},
    limit=BUTTON,
)
OFFERED = say(
    "staff.transfer.offered",
    "{patient}: offered to {team}. It may answer until {deadline}.\n"
    "Until the patient has agreed, you answer everything.",
    "To the team that offers a patient.",
    {**BOTH, "deadline": UNTIL},
)
ACCEPTED = say(
    "staff.transfer.accepted",
    "{patient}: {team} accepts. The patient is asked now, and may answer until {deadline}.\n"
    "Until then you answer everything.",
    "To the team that offered a patient.",
    {**BOTH, "deadline": UNTIL},
)
ACCEPTED_HERE = say(
    "staff.transfer.accepted_here",
    "{patient}: accepted by {name}. The patient is asked now.\n"
    "Until the patient has agreed, {team} answers everything.",
    "Replaces the offer, in the group of the team that accepted.",
    {**BOTH, "name": ANA},
)
WAITS = say(
    "staff.transfer.waits",
    "{patient} agrees to the change of team. {number} is not closed, so it waits.\n"
    "The change is made when that alert is closed. Until then {team} answers everything.",
    "To both teams, when the patient agreed while an alert is not closed.",
    {**BOTH, "number": AlertNumber(12)},
    grave=True,
)
GONE = say(
    "staff.transfer.gone",
    "{patient} is now with {team}. You no longer answer, and no longer see this patient.\n"
    "Tasks of yours that ended with this: {count}.",
    "To the former team, when the change is made.",
    {**BOTH, "count": Number(2)},
    grave=True,
)
OURS_NOW = say(
    "staff.transfer.ours",
    "{patient} is yours from now on: reports and answers come to you.\n"
    "Tasks that {team} had not done: {count}. Please call {team}, and check the dates:\n{phone}",
    "Paragraph of the new team's task, when the change is made.",
    {**BOTH, "count": Number(2), "phone": Phone(["+90 212 999 80 80"], lines=True)},
    grave=True,
)
DECLINED = say(
    "staff.transfer.declined",
    "{patient}: {team} cannot take this patient. Nothing changes.",
    "To the team that offered a patient.",
    BOTH,
)
DECLINED_HERE = say(
    "staff.transfer.declined_here",
    "{patient}: declined by {name}. {team} is told.",
    "Replaces the offer, in the group of the team that declined.",
    {**BOTH, "name": ANA},
)
REFUSED = say(
    "staff.transfer.refused",
    "{patient} does not want to change the team. Nothing changes: {team} answers as before.",
    "To both teams, when the patient said no.",
    BOTH,
)
WITHDRAWN = say(
    "staff.transfer.withdrawn",
    "{patient}: the offer has ended. Nothing changes: {team} answers as before.",
    "To both teams, when an offer was taken back or the patient's state has changed.",
    BOTH,
)
EXPIRED = say(
    "staff.transfer.expired",
    "{patient}: no answer within {days} days, so the offer has ended.\n"
    "Nothing changes: {team} answers as before.",
    "To both teams, when nobody answered an offer in time.",
    {**BOTH, "days": Number(7)},
)

# --- The list, and why not ------------------------------------------------------------------------

STEPS: Mapping[str, Text] = {
    name: say(f"staff.transfer.step.{name}", english, "How far an offer is, in a list.")
    for name, english in (
        ("offered", "waits for the team"),
        ("accepted", "waits for the patient"),
        ("agreed", "waits until the alert is closed"),
    )
}
TO_LINE = say(
    "staff.transfer.list.to",
    "{patient} · to {team} · {step}",
    "A line of the list of offers: one of our own.",
    {**BOTH, "step": Term("staff.transfer.step.offered")},
)
FROM_LINE = say(
    "staff.transfer.list.from",
    "{patient} · from {team} · {step}",
    "A line of the list of offers: one to us.",
    {**BOTH, "step": Term("staff.transfer.step.offered")},
)
OFFERS = say(
    "staff.transfer.list",
    "Changes of team that are open:\n{offers}\nTo offer a patient: /transfer P-0007",
    "After /transfer without a patient.",
    {"offers": Lines([line(TO_LINE, TO_LINE.samples)])},
)
NO_OFFERS = say(
    "staff.transfer.list.none",
    "No change of team is open. To offer a patient: /transfer P-0007",
    "After /transfer without a patient.",
)
REFUSALS: Mapping[str, Text] = {
    "no_team": say(
        "staff.transfer.no_team",
        "There is no other team here that has a group and a confirmed number.\n"
        "To end the care here instead: /patient P-0007",
        "After /transfer, when nobody could take the patient.",
    ),
    "no_chat": say(
        "staff.transfer.no_chat",
        "No chat of this patient can be reached, so nobody can be asked. Nothing has changed.\n"
        "The other team can send an invitation of its own.",
        "After /transfer of a patient who cannot be asked.",
    ),
    "state": say(
        "staff.transfer.state",
        "This patient is no longer cared for here. Nothing has changed.",
        "After /transfer of a patient who has died or left.",
    ),
    "open": say(
        "staff.transfer.open",
        "A change of team is open for this patient already. Nothing has changed.",
        "After a second offer.",
    ),
    "member": say(
        "staff.transfer.member",
        "The patient, or who cares for them, is a member of that team. Nothing has changed.",
        "After an offer to a team whose member the patient is.",
    ),
}

# --- A child comes of age -------------------------------------------------------------------------

NOT_JOINED = say(
    "staff.of_age.not_joined",
    "The day has come, and the young person has not joined.\n"
    "The family can still report symptoms, but gets no dates and no reminders.\n"
    "Nobody is reminded now. Please invite the young person: /patient {patient}",
    "Paragraph of the task, on the day a child comes of age.",
    WHO,
    grave=True,
)
OF_AGE_ENDED = say(
    "staff.of_age.ended",
    "{patient} is of age now and has joined. The access of the family has ended.",
    "In the group, on the day a child comes of age.",
    WHO,
)
INVITE_AGAIN = button("invite_again", "A new invitation", "Under one patient who has not joined.")
THROUGH_FAMILY = button(
    "state_family", "Takes part via the family", "Under one patient who has not joined."
)
BORN = say(
    "staff.patient.of_age_on",
    "A child. Comes of age on {day}.\n"
    "Half a year before, a task asks you to invite the young person.\n"
    "On that day the family's access ends, unless the young person wants it to stay.",
    "Paragraph about one patient. To one member, in the direct chat only.",
    {"day": Day("2026-12-01")},
)
CHILD_ASK = say(
    "staff.patient.child_ask",
    "Somebody who cares for this patient has joined, but nobody is reminded of any date.\n"
    "A child? Write the date of birth: /patient P-0007 born 2010-05-01",
    "Paragraph about one patient who has not joined. To one member, in the direct chat only.",
)
BORN_USAGE = say(
    "staff.patient.born_usage",
    "That is no date of birth, so nothing was entered. Write year, month, day:\n"
    "/patient {patient} born 2010-05-01\n"
    "To take it out again: /patient {patient} born none",
    "After a date of birth that cannot be one.",
    WHO,
)
