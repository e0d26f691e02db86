"""What somebody reads on the way in: the questions, what each answer means, and the practice run.

`.you` speaks to the patient, `.care` to somebody who cares for one. First lines fit a lock screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from care.delivery import Value
from care.people import Topic
from messages.declare import Level, Reader, Text, Var, text
from messages.texts.redflag import UNWELL
from messages.values import Clock, Country, Name, Number, Phone, Plain, city

CLINICAL = Level.CLINICAL
WHERE = "On the way in, after an invitation was opened."
WHERE_BUTTON = "Button under a question on the way in."
BUTTON_UNITS = 28
NAME = Name("Mina")
EXAMPLE = {"example": Phone("+44 20 7946 0018")}
PHONE = {"phone": Phone("+90 212 999 80 80")}


@dataclass(frozen=True, slots=True)
class ZoneCity(Var):
    """A time zone by its IANA name, shown as the city people know."""

    def show(self, value: Value, reader: Reader) -> str:
        """Write the city in the reader's language. Raises KeyError when there is no such zone."""
        return city(str(value), reader)


def ask(name: str, english: str, vars: Mapping[str, Var] | None = None, where: str = WHERE) -> Text:
    """Declare a question or an explanation on the way in."""
    return text(f"patient.enrol.{name}", english, level=CLINICAL, where=where, vars=vars)


def button(name: str, english: str, vars: Mapping[str, Var] | None = None) -> Text:
    """Declare a button of at most 28 units."""
    id = f"patient.enrol.button.{name}"
    return text(id, english, level=CLINICAL, where=WHERE_BUTTON, vars=vars, limit=BUTTON_UNITS)


# --- Language, what this is, privacy --------------------------------------------------------------

LANGUAGE = ask("language", "Hello.\nWhich language do you read best?")
ABOUT_YOU = ask(
    "about.you",
    "What this is, and what it is not\n"
    "– It reminds you of your infusions and blood tests.\n"
    "– It tells your care team when you are unwell.\n"
    "– It is a program, not a doctor. It does not say what you have.\n"
    "– It does not replace a call. Nobody watches this chat all the time.\n"
    "– Very ill? Call first. Write here afterwards.",
)
ABOUT_CARE = ask(
    "about.care",
    "What this is, and what it is not\n"
    "– Somebody you care for has infusions. You can report for them here.\n"
    "– It tells the care team when they are unwell.\n"
    "– It is a program, not a doctor. It does not say what they have.\n"
    "– It does not replace a call. Nobody watches this chat all the time.\n"
    "– Very ill? Call first. Write here afterwards.",
)
GO_ON = button("go_on", "Continue")
BACK = button("back", "Back")

# --- Consent, one question at a time --------------------------------------------------------------

TREATMENT_DATA = ask(
    "consent.treatment_data",
    "Do you agree? First question\n"
    "May we use this chat for your dates and for the symptoms you report?\n"
    "Telegram carries it. Chats with bots are not end-to-end encrypted.\n"
    "No: this program cannot work for you. Your usual care stays the same.",
)
CARER_DATA = ask(
    "consent.carer_data",
    "Do you agree?\n"
    "May we use this chat for your number and for what you report?\n"
    "Telegram carries it. Chats with bots are not end-to-end encrypted.\n"
    "No: you will not be linked. The care of the patient stays the same.",
)
REMINDERS = ask(
    "consent.reminders",
    "Do you agree? Reminders\n"
    "May we remind you of your infusions and blood tests?\n"
    "No: we send no reminders. Your symptoms are still answered.",
)
CAREGIVER = ask(
    "consent.caregiver",
    "Do you agree? Somebody who cares for you\n"
    "If you and your team wish it: may that person's phone be linked too?\n"
    "They then read what we tell you about your reports.\n"
    "No: from now on nobody else's phone is linked.",
)
MEDIA = ask(
    "consent.media",
    "Do you agree? Photos and voice\n"
    "If you send a photo or a voice note: may your team see and hear it?\n"
    "No: please send none. Write to us instead.",
)
CONSENTS: Mapping[Topic, Text] = {
    Topic.TREATMENT_DATA: TREATMENT_DATA,
    Topic.REMINDERS: REMINDERS,
    Topic.CAREGIVER: CAREGIVER,
    Topic.MEDIA: MEDIA,
}
AGREE = button("agree", "Yes, I agree")
DISAGREE = button("disagree", "No, I do not agree")
DECLINED_YOU = ask(
    "declined.you",
    "You said no.\n"
    "This chat is not linked to your care team. Nobody reads what you write here.\n"
    "Your usual care stays the same. Your team is told of your answer.\n"
    "Changed your mind? Open your invitation again, or call your team.",
)
DECLINED_CARE = ask(
    "declined.care",
    "You said no.\n"
    "This chat is not linked to the care team. Nobody reads what you write here.\n"
    "The care of the patient stays the same.\n"
    "Changed your mind? Open your invitation again, or call the team.",
)
DECLINED_ALERTED = ask(
    "declined.alerted",
    "You said no.\n"
    "You have reported something, and your team still works on it.\n"
    "You hear from us about that report, and nothing else.\n"
    "Your usual care stays the same.",
)

# --- Name, numbers, phone, place ------------------------------------------------------------------

CALL_NAME = ask("name", "What shall we call you?\nType a first name or a nickname.")
KEEP_NAME = button("keep_name", "As my clinic calls me")
WRONG_NAME = ask(
    "name.wrong",
    "That does not look like a name.\nType a name of at most {limit} letters.",
    {"limit": Number(64)},
)
OWN_PHONE = ask(
    "phone",
    "On which number can your team call you?\n"
    "Type it with + and the code of the country, like this:\n{example}",
    EXAMPLE,
)
KEEP_PHONE = button("keep_phone", "The one ending in {ending}", {"ending": Plain("018")})
NO_PHONE = button("no_phone", "I have no number")
PHONE_MISSING = ask(
    "phone.missing",
    "Are you sure? Without a number your team cannot call you.\n"
    "Any number where you can be found will do. Type it like this:\n{example}",
    EXAMPLE,
)
WITHOUT_PHONE = button("without_phone", "Go on without a number")
WRONG_PHONE = ask(
    "phone.wrong",
    "Your team could not dial that.\n"
    "Type + and the code of the country, then the number. Leave out the first 0.\n"
    "Like this:\n{example}",
    EXAMPLE,
)
CONTACT = ask(
    "contact",
    "Whom can your team call if you do not answer?\n"
    "Type the name of somebody who knows about your treatment.",
)
CONTACT_PHONE = ask(
    "contact_phone",
    "On which number can your team call {contact}?\n"
    "Type it with + and the code of the country, like this:\n{example}",
    {"contact": Name("Deniz"), **EXAMPLE},
)
SKIP = button("skip", "Skip this")
SHARED = ask(
    "shared",
    "Does anybody else use this phone, or see its screen?\n"
    "Yes: reminders then show nothing until you press a button.\n"
    "Messages about a report stay as clear as they are.",
)
COUNTRY = ask(
    "country",
    "In which country are you now?\n"
    "It decides which emergency number we show, and the clock we go by.",
)
THIS_COUNTRY = button("this_country", "{country}", {"country": Country("GB")})
OTHER_COUNTRY = button("other_country", "Another country")
COUNTRY_NAME = ask("country_name", "Type the name of the country you are in.")
COUNTRY_UNKNOWN = ask(
    "country.unknown",
    "I do not know a country of that name.\nCheck each letter, and type it again.",
)
COUNTRY_WHICH = ask("country.which", "Which one do you mean?")
ZONE = ask("zone", "Which city has the same time as you?")
THIS_ZONE = button("this_zone", "{zone}", {"zone": ZoneCity("Europe/London")})

# --- In -------------------------------------------------------------------------------------------

WELCOME_YOU = ask(
    "welcome.you",
    "You have joined.\n"
    "Unwell? Press “{unwell}”, or write in your own words what is wrong.\n"
    "Your team's number comes next. Save it in your phone book.",
    {"unwell": UNWELL},
)
WELCOME_CARE = ask(
    "welcome.care",
    "You have joined.\n"
    "Is {name} unwell? Press “{unwell}”, or write in your own words what is wrong.\n"
    "The team's number comes next. Save it in your phone book.",
    {"unwell": UNWELL, "name": NAME},
)
CARD = ask("card", "The number of the care team.")
WELCOME_AGAIN_YOU = ask(
    "again.you",
    "You have joined already.\nUnwell? Press “{unwell}”, or write in your own words what is wrong.",
    {"unwell": UNWELL},
)
WELCOME_AGAIN_CARE = ask(
    "again.care",
    "You have joined already.\n"
    "Is {name} unwell? Press “{unwell}”, or write in your own words what is wrong.",
    {"unwell": UNWELL, "name": NAME},
)
STOPPED = ask(
    "stopped",
    "We stop here.\nTo go on, type /start or open your invitation again.",
    where="After /cancel in the middle of the questions.",
)
RESUMED = ask("resumed", "We go on where you stopped.", where="After a pause in the questions.")
CHOOSE_ONE = ask(
    "choose",
    "Please press one of the buttons. You can also type its number: 1 for the first.",
    where="When words fit none of the buttons. The question follows again.",
)
OLD_QUESTION = ask(
    "old",
    "This question is no longer open. Nothing has changed.",
    where="Answer to a press on a button of an earlier question.",
)
NOTED = ask(
    "noted",
    "This is noted already. Please answer the newest question.",
    where="Line that shows for a moment, after a second press on a button of an earlier question.",
)
ALL_NOTED = ask(
    "noted.all",
    "You have answered all questions. What you said is noted.",
    where="Line that shows for a moment, after a press on a question when all are answered.",
)
CANCELLED = ask(
    "cancelled",
    "Your clinic has withdrawn this invitation.\nNobody reads this chat. Call your clinic: {phone}",
    PHONE,
)

# --- Invitations that open nothing ----------------------------------------------------------------

WRONG_CODE = ask(
    "code.wrong",
    "I do not know this code.\n"
    "Check each letter and type it again, or ask your clinic for a new one.\n"
    "Nobody reads what you write here.",
    where="After a code that is none.",
)
TOO_MANY = ask(
    "code.too_many",
    "That were too many wrong codes.\n"
    "Open the link of your invitation, or type your code again after {time}.\n"
    "Nobody reads what you write here.",
    {"time": Clock("2026-12-01T10:42:00+00:00")},
    where="After many wrong codes within an hour.",
)
TAKEN = ask(
    "taken",
    "This invitation was not used. Nothing has changed.\n"
    "This phone is linked to another patient already.\n"
    "Call the clinic that invited you: {phone}",
    PHONE,
)
CLOSED = ask(
    "closed",
    "This invitation was not used. Nothing has changed.\nCall the clinic that invited you: {phone}",
    PHONE,
)
MOVED = ask(
    "moved",
    "This chat is no longer linked to your care team. Another phone has joined instead.\n"
    "Nobody reads what you write here.\n"
    "Was that not you? Call your team: {phone}",
    PHONE,
    "To the phone from which a patient wrote before another phone joined.",
)

# --- The practice run -----------------------------------------------------------------------------

PRACTICE = ask(
    "practice",
    "PRACTICE: nobody is told.\n"
    "Let us try it out once. Press “{unwell}” on the keyboard below, now.\n"
    "Really unwell? Call, or write in your own words what is wrong.",
    {"unwell": UNWELL},
)
PRACTICE_KEYBOARD = ask(
    "practice.keyboard",
    "No keyboard? Press the sign with four small squares, beside the line where you type.",
)
PRACTICE_ASK = ask(
    "practice.ask",
    "This is what I would ask first:\n"
    "Is it hard to breathe? Do you have chest pain? Are you confused, or is one side weak?\n"
    "For practice, press one of the two buttons.",
)
PRACTICE_YES = ask(
    "practice.yes",
    "Outside practice you would now read whom to call, with the numbers.\n"
    "The phones of your team would ring.\n"
    "You would get a receipt number. No number within a minute means nobody knows.",
)
PRACTICE_NO = ask(
    "practice.no",
    "Outside practice I would now ask about other signs, one at a time.\n"
    "Any sign that matters goes to your team at once.",
)
SOUND = ask("practice.sound", "Did your phone make a sound, or shake, for these messages?")
SOUND_ON = ask(
    "practice.sound_on",
    "Please leave the sound on for this chat, at night too.\n"
    "The practice is over. From now on “{unwell}” is real.",
    {"unwell": UNWELL},
)
SOUND_OFF = ask(
    "practice.sound_off",
    "Please turn the sound on for this chat: press the name at its top, then the bell.\n"
    "Ask somebody to help you if you need to.\n"
    "The practice is over. From now on “{unwell}” is real.",
    {"unwell": UNWELL},
)
NO_PRACTICE = button("no_practice", "Skip the practice")
PRACTICE_SKIPPED = ask(
    "practice.skipped",
    "No practice, then. From now on “{unwell}” is real.",
    {"unwell": UNWELL},
)
