"""What the care team reads when somebody comes in. A patient is a number here, never a name."""

from messages.texts.staff import PATIENT, WHO, button, say
from messages.values import Name, Plain, Terms

ROLE = Terms(["staff.role.clinician"])
TEAM = Name("Rheumatology")

JOINED = say(
    "staff.joined",
    "{patient} has joined. Speaks: {language}.",
    "In the group, when a patient has finished joining.",
    {"patient": PATIENT, "language": Plain("English")},
)
CARER_JOINED = say(
    "staff.joined.caregiver",
    "Somebody who cares for {patient} has joined. Speaks: {language}.",
    "In the group, when a caregiver has finished joining.",
    {"patient": PATIENT, "language": Plain("English")},
)
NOT_OURS = button("not_ours", "Not our patient", "Under the line that a patient has joined.")
MARKED = say(
    "staff.joined.not_ours",
    "{patient}: {name} marked whoever joined as not our patient. The chat is cut off.",
    "Replaces the line that a patient has joined.",
    {"patient": PATIENT, "name": WHO},
    grave=True,
)
ALERT_FIRST = say(
    "staff.joined.alert_first",
    "{patient} has an open alert. Close it first. Nothing has changed.",
    "Answer to “Not our patient” while an alert is unresolved.",
    {"patient": PATIENT},
    grave=True,
)
MEMBER_JOINED = say(
    "staff.joined.member",
    "{name} has joined the team as {role}, and can be paged.",
    "In the group, when a member has opened the invitation.",
    {"name": WHO, "role": ROLE},
)
WELCOME = say(
    "staff.welcome",
    "Care team: {team}\n{name}, you have joined as {role}. Alerts can reach you here.",
    "To a member who has opened the invitation.",
    {"team": TEAM, "name": WHO, "role": ROLE},
)
ON_CALL = say(
    "staff.welcome.on_call",
    "You are on call now. Keep the sound of this chat on.",
    "Second paragraph of the welcome to a member who is on call.",
)
NOT_ON_CALL = say(
    "staff.welcome.not_on_call",
    "You are not on call now.",
    "Second paragraph of the welcome to a member who is not on call.",
)
ALREADY = say(
    "staff.welcome.already",
    "Care team: {team}\nYou are a member already. Nothing has changed.",
    "To a member who opens another invitation of the same team.",
    {"team": TEAM},
)
OWN_PATIENT = say(
    "staff.welcome.own_patient",
    "A patient cannot be in their own care team. Nothing has changed.",
    "When somebody is patient and member of one team.",
)
FOR_THE_PATIENT = say(
    "staff.welcome.for_the_patient",
    "This link is for a patient of your team. Open it on the patient's phone. Nothing has changed.",
    "When a member opens a patient's invitation.",
)
FOR_A_GROUP = say(
    "staff.welcome.for_a_group",
    "This code ties a group to its team. Add me to the group and write /bind with the code there.",
    "When somebody sends a group's code in a private chat.",
)
ROLES = {
    name: say(f"staff.role.{name}", english, "What a member may do, in “as a clinician”.")
    for name, english in (
        ("admin", "an administrator"),
        ("clinician", "a clinician"),
        ("viewer", "somebody who may look"),
    )
}
