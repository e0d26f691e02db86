"""What people read around a red flag, and whenever words could decide about a life.

First lines fit a lock screen. Numbers are paragraphs of their own (`redflag.number.*`), put under
every one of these by whoever sends it. `.you` speaks to the patient, `.care` to somebody who cares
for the patient. Status of all wording: proposed, until a clinician and native readers have signed.
"""

from collections.abc import Mapping

from messages.declare import Level, Text, Var, text
from messages.values import (
    AlertNumber,
    Ambulance,
    Clock,
    Label,
    Moment,
    Name,
    Phone,
)

NUMBER = AlertNumber(12)
NAME = Name("Mina")
TIME = Clock("2026-12-01T10:42:00+00:00")
OPENS = Moment("2026-12-02T08:00:00+00:00")
DEADLINE = Moment("2026-12-02T12:00:00+00:00")
PHONE = Phone("+90 212 999 80 80")
EMERGENCY = Ambulance(["112"])
UNWELL = Label("redflag.button.unwell")

BUTTON_UNITS = 28


def critical(
    id: str, english: str, where: str, vars: Mapping[str, Var] | None = None, limit: int = 0
) -> Text:
    """Declare a message on which a life may depend; a `limit` of 0 is none."""
    return text(id, english, level=Level.CRITICAL, where=where, vars=vars, limit=limit or None)


def button(name: str, english: str, where: str) -> Text:
    """Declare a button of at most 28 units: more is cut off on a narrow telephone."""
    return critical(f"redflag.button.{name}", english, where, limit=BUTTON_UNITS)


# --- Numbers: each stands on a line of its own, so that a telephone makes it tappable -------------

TEAM_NUMBER = critical(
    "redflag.number.team",
    "Your team:\n{phone}",
    "Under every safety message, while the team's telephone is answered.",
    {"phone": Phone(["+90 212 999 80 80"], lines=True)},
)
NIGHT_NUMBER = critical(
    "redflag.number.night",
    "When your team is closed:\n{night_phone}",
    "Under every safety message, outside the team's hours, if there is a night line.",
    {"night_phone": Phone(["+90 212 999 80 81"], lines=True)},
)
LETTER_NUMBER = critical(
    "redflag.number.letter",
    "Your team:\nUse the number on your clinic letter.",
    "Instead of the team's number, when the program has none.",
)
EMERGENCY_NUMBER = critical(
    "redflag.number.emergency",
    "Emergency:\n{emergency}",
    "Under every safety message: the ambulance of the country the person is in.",
    {"emergency": Ambulance(["112"], lines=True)},
)
UNKNOWN_EMERGENCY_NUMBER = critical(
    "redflag.number.emergency_unknown",
    "Emergency:\nCall your local ambulance number.",
    "Instead of the emergency number, where the country or its number is not known.",
)
CRISIS_NUMBER = critical(
    "redflag.number.crisis",
    "To talk to someone:\n{crisis_line}",
    "After words about suicide, if the clinic has confirmed a crisis line.",
    {"crisis_line": Phone(["+90 212 999 80 82"], lines=True)},
)
CLINIC_LETTER = critical(
    "redflag.term.clinic_letter",
    "the number on your clinic letter",
    "In place of a telephone number that is missing, as in “Your team: …”.",
)
LOCAL_AMBULANCE = critical(
    "redflag.term.local_ambulance",
    "your local ambulance number",
    "In place of an emergency number that is not known, as in “Call now: …”.",
)

UNWELL_BUTTON = button("unwell", "I feel unwell", "On the keyboard that always stays.")
ELSEWHERE = button(
    "elsewhere",
    "I'm in another country now",
    "Under every text with an emergency number: another country has another one.",
)

# --- First answers to a report --------------------------------------------------------------------

EMERGENCY_YOU = critical(
    "redflag.emergency.you",
    "Please read this now.\n"
    "<b>Call now: {emergency}</b>\n"
    "Cannot talk? Ask someone near you to call.\n"
    "Say: “I have had rituximab. My body cannot fight infections well.”\n"
    "Do not drive yourself. Unlock the door.\n"
    "Your team has also been sent this. Do not wait for them.",
    "At once after signs of an emergency. The number is that of the ambulance.",
    {"emergency": EMERGENCY},
)
EMERGENCY_CARE = critical(
    "redflag.emergency.care",
    "Please read this now.\n"
    "This is about {name}.\n"
    "<b>Call now: {emergency}</b>\n"
    "Cannot talk? Ask someone near you to call.\n"
    "Say: “{name} has had rituximab and cannot fight infections well.”\n"
    "Stay with {name}. Unlock the door.\n"
    "The team has also been sent this. Do not wait for them.",
    "At once after signs of an emergency, to a caregiver.",
    {"emergency": EMERGENCY, "name": NAME},
)
URGENT_COVER_YOU = critical(
    "redflag.urgent.cover.you",
    "Please read this now.\n"
    "<b>Call your team now.</b>\n"
    "Do not wait for an answer in this chat.\n"
    "Nobody picks up, or you get worse?\n"
    "Go to a hospital emergency department, or call the emergency number.",
    "At once after an urgent report, in hours when the team is there. Numbers follow.",
)
URGENT_COVER_CARE = critical(
    "redflag.urgent.cover.care",
    "Please read this now.\n"
    "This is about {name}.\n"
    "<b>Call the team now.</b>\n"
    "Do not wait for an answer in this chat.\n"
    "Nobody picks up, or {name} gets worse?\n"
    "Go to a hospital emergency department, or call the emergency number.",
    "At once after an urgent report, to a caregiver, when the team is there. Numbers follow.",
    {"name": NAME},
)
URGENT_CLOSED_YOU = critical(
    "redflag.urgent.closed.you",
    "Please read this now.\n"
    "Your team is closed. It opens: {opens}\n"
    "Nobody there is reading this now.\n"
    "<b>Call the number for closed hours now.</b>\n"
    "Nobody picks up, or you get worse?\n"
    "Go to a hospital emergency department, or call the emergency number.",
    "At once after an urgent report, when the team is closed. The night line follows.",
    {"opens": OPENS},
)
URGENT_CLOSED_CARE = critical(
    "redflag.urgent.closed.care",
    "Please read this now.\n"
    "This is about {name}.\n"
    "The team is closed. It opens: {opens}\n"
    "Nobody there is reading this now.\n"
    "<b>Call the number for closed hours now.</b>\n"
    "Nobody picks up, or {name} gets worse?\n"
    "Go to a hospital emergency department, or call the emergency number.",
    "At once after an urgent report, to a caregiver, when the team is closed.",
    {"opens": OPENS, "name": NAME},
)
URGENT_ALONE_YOU = critical(
    "redflag.urgent.alone.you",
    "Please read this now.\n"
    "Your team is closed. It opens: {opens}\n"
    "Nobody there is reading this now.\n"
    "<b>Go to a hospital emergency department now.</b>\n"
    "Cannot get there, or you get worse? Call the emergency number.",
    "At once after an urgent report, when the team is closed and has no night line.",
    {"opens": OPENS},
)
URGENT_ALONE_CARE = critical(
    "redflag.urgent.alone.care",
    "Please read this now.\n"
    "This is about {name}.\n"
    "The team is closed. It opens: {opens}\n"
    "Nobody there is reading this now.\n"
    "<b>Go to a hospital emergency department now.</b>\n"
    "Cannot get there, or {name} gets worse? Call the emergency number.",
    "The same, to a caregiver.",
    {"opens": OPENS, "name": NAME},
)
URGENT_UNKNOWN_YOU = critical(
    "redflag.urgent.unknown.you",
    "Please read this now.\n"
    "Your team is closed now. Nobody there is reading this.\n"
    "<b>Call the first number below now.</b>\n"
    "Nobody picks up, or you get worse?\n"
    "Go to a hospital emergency department, or call the emergency number.",
    "At once after an urgent report, when the team is closed and nobody knows for how long.",
)
URGENT_UNKNOWN_CARE = critical(
    "redflag.urgent.unknown.care",
    "Please read this now.\n"
    "This is about {name}.\n"
    "The team is closed now. Nobody there is reading this.\n"
    "<b>Call the first number below now.</b>\n"
    "Nobody picks up, or {name} gets worse?\n"
    "Go to a hospital emergency department, or call the emergency number.",
    "The same, to a caregiver.",
    {"name": NAME},
)
SAME_DAY_YOU = critical(
    "redflag.same_day.you",
    "About your message.\n"
    "Your team is asked to contact you before: {deadline}\n"
    "Nothing heard by then? Call your team.\n"
    "Worse before that? Press “{unwell}”.",
    "After a report that the team is to answer by a set time.",
    {"deadline": DEADLINE, "unwell": UNWELL},
)
SAME_DAY_CARE = critical(
    "redflag.same_day.care",
    "About your message.\n"
    "This is about {name}.\n"
    "The team is asked to contact you before: {deadline}\n"
    "Nothing heard by then? Call the team.\n"
    "Worse before that? Press “{unwell}”.",
    "The same, to a caregiver.",
    {"deadline": DEADLINE, "unwell": UNWELL, "name": NAME},
)
NOTHING_YOU = critical(
    "redflag.nothing.you",
    "Noted.\n"
    "You reported nothing new, so your team was not alerted.\n"
    "This is not a medical opinion.\n"
    "If anything changes, press “{unwell}”.",
    "At the end of the symptom questions, when nothing was reported.",
    {"unwell": UNWELL},
)
NOTHING_CARE = critical(
    "redflag.nothing.care",
    "Noted.\n"
    "You reported nothing new about {name}, so the team was not alerted.\n"
    "This is not a medical opinion.\n"
    "If anything changes, press “{unwell}”.",
    "The same, to a caregiver.",
    {"unwell": UNWELL, "name": NAME},
)
COVER_CLOSED = critical(
    "redflag.cover.closed",
    "Your team is closed. It opens: {opens}\nNobody there is reading this now.",
    "Under any safety message outside the team's hours that does not say so itself.",
    {"opens": OPENS},
)
COVER_UNKNOWN = critical(
    "redflag.cover.unknown",
    "Your team is closed now. Nobody there is reading this.",
    "The same, when it is not known when the team opens again.",
)
RECEIPT = critical(
    "redflag.receipt",
    "{number}, received at {time}.",
    "Last paragraph under every answer to a report. The number is written “No. 12”.",
    {"number": NUMBER, "time": TIME},
)
NO_RECEIPT = critical(
    "redflag.no_receipt",
    "No receipt number within a minute? Then nobody knows. Call.",
    "At enrolment, in the help, and where a message may have been lost.",
)

# --- The program about itself ---------------------------------------------------------------------

PRACTICE = critical(
    "redflag.practice",
    "PRACTICE: nobody is told.\nReally unwell? Press “{unwell}”, or call.",
    "First lines of every message in the practice run at enrolment.",
    {"unwell": UNWELL},
)
DOWNTIME = critical(
    "redflag.downtime",
    "I was out of order.\nFrom: {since}\nUntil: {until}\n"
    "A button you pressed in that time may not have reached us.\n"
    "Were you unwell then, or are you now? Press “{unwell}”, or call.",
    "After the service has not worked for a while. Numbers follow.",
    {
        "since": Moment("2026-12-01T10:42:00+00:00"),
        "until": Moment("2026-12-01T11:05:00+00:00"),
        "unwell": UNWELL,
    },
)
MISSING = critical(
    "redflag.missing",
    "There is a message for you that cannot be shown here.\nPlease call your care team.",
    "Instead of a message this version of the program does not know.",
)
MISSING_STAFF = critical(
    "redflag.missing_staff",
    "There is an entry for the team that cannot be shown here.\nPlease look at the open alerts.",
    "The same, in the chat of the care team.",
)
DRAFT = text(
    "redflag.draft",
    "Draft translation. No clinician has checked it yet.",
    level=Level.CLINICAL,
    where="Last paragraph of a message in a language that is only previewed.",
)
