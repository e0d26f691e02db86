"""What becomes of a report: is help coming, who has seen it, why it was closed.

Same rules as in `redflag.py`, whose catalog these share.
"""

from messages.declare import Text
from messages.texts.redflag import EMERGENCY, NAME, NUMBER, PHONE, TIME, UNWELL, button, critical
from messages.values import Term

# --- After an emergency: is help coming? ----------------------------------------------------------

FOLLOWUP_ASK_YOU = critical(
    "redflag.followup.ask.you",
    "About report {number}.\nIs help on the way? Press what is true.\n"
    "Not called yet? <b>Call now: {emergency}</b>",
    "Some minutes after an emergency answer, with four buttons.",
    {"number": NUMBER, "emergency": EMERGENCY},
)
FOLLOWUP_ASK_CARE = critical(
    "redflag.followup.ask.care",
    "About report {number}.\nIs help for {name} on the way? Press what is true.\n"
    "Not called yet? <b>Call now: {emergency}</b>",
    "The same, to a caregiver.",
    {"number": NUMBER, "emergency": EMERGENCY, "name": NAME},
)
HELP_COMING = button("help_coming", "Help is coming", "Under an emergency answer.")
CANNOT_CALL = button("cannot_call", "I cannot call", "Under an emergency answer.")
AT_HOSPITAL = button("at_hospital", "I am at the hospital", "Under an emergency answer.")
NO_CALL = button("no_call", "I do not want to call", "Under an emergency answer.")

HELP_COMING_YOU = critical(
    "redflag.followup.help_coming.you",
    "About report {number}.\nYour team can see that help is coming.\n"
    "Unlock the door. Take your medicine list with you.\n"
    "Worse before help comes? <b>Call again: {emergency}</b>",
    "After the button “Help is coming”.",
    {"number": NUMBER, "emergency": EMERGENCY},
)
HELP_COMING_CARE = critical(
    "redflag.followup.help_coming.care",
    "About report {number}.\nThe team can see that help is coming.\n"
    "Stay with {name}. Unlock the door. Take the medicine list with you.\n"
    "Worse before help comes? <b>Call again: {emergency}</b>",
    "The same, to a caregiver.",
    {"number": NUMBER, "emergency": EMERGENCY, "name": NAME},
)
CANNOT_CALL_YOU = critical(
    "redflag.followup.cannot_call.you",
    "About report {number}.\nYour team is being told now that you cannot call.\n"
    "Knock on a neighbour's door, or shout for help.\n"
    "Show someone this: <b>call {emergency}</b>\n"
    "Unlock the door. If you can, write where you are.",
    "After the button “I cannot call”.",
    {"number": NUMBER, "emergency": EMERGENCY},
)
CANNOT_CALL_CARE = critical(
    "redflag.followup.cannot_call.care",
    "About report {number}.\nThe team is being told now that you cannot call.\n"
    "Ask anybody near you to <b>call {emergency}</b>\n"
    "Stay with {name}. Unlock the door. If you can, write where you are.",
    "The same, to a caregiver.",
    {"number": NUMBER, "emergency": EMERGENCY, "name": NAME},
)
AT_HOSPITAL_YOU = critical(
    "redflag.followup.at_hospital.you",
    "About report {number}.\nYour team can see that you are at a hospital.\n"
    "Tell the doctors there: “I have had rituximab.”\n"
    "Show them your alert card. The report stays open until your team closes it.",
    "After the button “I am at the hospital”.",
    {"number": NUMBER},
)
AT_HOSPITAL_CARE = critical(
    "redflag.followup.at_hospital.care",
    "About report {number}.\nThe team can see that you are at a hospital.\n"
    "Tell the doctors there: “{name} has had rituximab.”\n"
    "Show them the alert card. The report stays open until the team closes it.",
    "The same, to a caregiver.",
    {"number": NUMBER, "name": NAME},
)
NO_CALL_YOU = critical(
    "redflag.followup.no_call.you",
    "About report {number}.\nYour team is being told that you do not want to call.\n"
    "What you reported can get worse fast. Please do not stay alone.\n"
    "You can change your mind: <b>call {emergency}</b>",
    "After the button “I do not want to call”. Calm, without reproach.",
    {"number": NUMBER, "emergency": EMERGENCY},
)
NO_CALL_CARE = critical(
    "redflag.followup.no_call.care",
    "About report {number}.\nThe team is being told that you do not want to call.\n"
    "What you reported can get worse fast. Please stay with {name}.\n"
    "You can change your mind: <b>call {emergency}</b>",
    "The same, to a caregiver.",
    {"number": NUMBER, "emergency": EMERGENCY, "name": NAME},
)

# --- What became of a report ----------------------------------------------------------------------

SEEN_YOU = critical(
    "redflag.seen.you",
    "About report {number}.\nSomebody in your team saw this at {time}.\n"
    "This is not advice yet.\n"
    "Keep to the message above until they speak to you.",
    "After somebody of the team has taken the alert.",
    {"number": NUMBER, "time": TIME},
)
SEEN_CARE = critical(
    "redflag.seen.care",
    "About report {number}.\nSomebody in the team of {name} saw this at {time}.\n"
    "This is not advice yet.\n"
    "Keep to the message above until they speak to you.",
    "The same, to a caregiver.",
    {"number": NUMBER, "time": TIME, "name": NAME},
)
UNANSWERED_YOU = critical(
    "redflag.unanswered.you",
    "Please read this now.\nNobody from your team has answered report {number} yet.\n"
    "<b>Call now: {phone}</b>\n"
    "No answer there? Call {emergency}, or go to a hospital emergency department.\n"
    "We keep trying.",
    "When nobody of the team has taken the alert in time. The phone is the one answered now.",
    {"number": NUMBER, "phone": PHONE, "emergency": EMERGENCY},
)
UNANSWERED_CARE = critical(
    "redflag.unanswered.care",
    "Please read this now.\nThis is about {name}.\n"
    "Nobody from the team has answered report {number} yet.\n"
    "<b>Call now: {phone}</b>\n"
    "No answer there? Call {emergency}, or go to a hospital emergency department.\n"
    "We keep trying.",
    "The same, to a caregiver.",
    {"number": NUMBER, "phone": PHONE, "emergency": EMERGENCY, "name": NAME},
)
UNANSWERED_ALONE_YOU = critical(
    "redflag.unanswered.alone.you",
    "Please read this now.\nNobody from your team has answered report {number} yet.\n"
    "Your team's telephone is closed too.\n"
    "<b>Go to a hospital emergency department, or call {emergency}</b>\n"
    "We keep trying.",
    "The same, when the team is closed and has no night line.",
    {"number": NUMBER, "emergency": EMERGENCY},
)
UNANSWERED_ALONE_CARE = critical(
    "redflag.unanswered.alone.care",
    "Please read this now.\nThis is about {name}.\n"
    "Nobody from the team has answered report {number} yet.\n"
    "The team's telephone is closed too.\n"
    "<b>Go to a hospital emergency department, or call {emergency}</b>\n"
    "We keep trying.",
    "The same, to a caregiver.",
    {"number": NUMBER, "emergency": EMERGENCY, "name": NAME},
)
ADDED_YOU = critical(
    "redflag.added.you",
    "About report {number}.\nYour new message was added. Your team can see it there.\n"
    "Do not wait for an answer in this chat.",
    "When the patient reports the same again while the alert is not closed.",
    {"number": NUMBER},
)
ADDED_CARE = critical(
    "redflag.added.care",
    "About report {number}.\nThis is about {name}.\n"
    "Your new message was added. The team can see it there.\n"
    "Do not wait for an answer in this chat.",
    "The same, to a caregiver.",
    {"number": NUMBER, "name": NAME},
)
WORSE_YOU = critical(
    "redflag.worse.you",
    "About report {number}.\nYour team is being told again, because this is new or worse.\n"
    "Read the next lines. They count now.",
    "Before the full answer, when the patient reports something new or worse.",
    {"number": NUMBER},
)
WORSE_CARE = critical(
    "redflag.worse.care",
    "About report {number}.\nThis is about {name}.\n"
    "The team is being told again, because this is new or worse.\n"
    "Read the next lines. They count now.",
    "The same, to a caregiver.",
    {"number": NUMBER, "name": NAME},
)
BETTER_YOU = critical(
    "redflag.better.you",
    "About report {number}.\nYour team will see that you feel better.\n"
    "The report stays open until they close it. They may still call you.\n"
    "Worse again? Press “{unwell}”.",
    "When the patient writes “I am better now” while the alert is not closed.",
    {"number": NUMBER, "unwell": UNWELL},
)
BETTER_CARE = critical(
    "redflag.better.care",
    "About report {number}.\nThe team will see that {name} feels better.\n"
    "The report stays open until they close it. They may still call you.\n"
    "Worse again? Press “{unwell}”.",
    "The same, to a caregiver.",
    {"number": NUMBER, "unwell": UNWELL, "name": NAME},
)
CLOSED_YOU = critical(
    "redflag.closed.you",
    "About report {number}.\nYour team closed it. {reason}\n"
    "Not better, or worse? Press “{unwell}”.",
    "When the team closes the alert. The reason is a sentence of its own.",
    {"number": NUMBER, "reason": Term("redflag.reason.spoken"), "unwell": UNWELL},
)
CLOSED_CARE = critical(
    "redflag.closed.care",
    "About report {number}.\nThis is about {name}.\n"
    "The team closed it. {reason}\n"
    "Not better, or worse? Press “{unwell}”.",
    "The same, to a caregiver.",
    {"number": NUMBER, "reason": Term("redflag.reason.spoken"), "unwell": UNWELL, "name": NAME},
)


def _reason(name: str, english: str) -> Text:
    where = "Why the team closed a report; second sentence after “Your team closed it.”"
    return critical(f"redflag.reason.{name}", english, where)


REASONS = (
    _reason("spoken", "Somebody from the team has spoken with you."),
    _reason("spoken_family", "Somebody from the team has spoken with your family or helper."),
    _reason("hospital", "A hospital is looking after this now."),
    _reason("not_reached", "The team tried several times and could not reach you."),
    _reason("appointment", "You have an appointment about this."),
    _reason("other_team", "Another team looks after this now."),
    _reason("other_report", "It goes on under another report."),
    _reason("expected", "The team knows about this and expected it."),
    _reason("too_high", "The team judged it less urgent than this program did."),
    _reason("too_low", "Somebody from the team has looked after this."),
    _reason("not_needed", "The team wrote: no longer needed."),
    _reason("mistake", "It was entered by mistake."),
)
