"""What somebody reads who looks after their own place here: help, privacy, settings, leaving.

`.you` speaks to the patient, `.care` to somebody who cares for one, `.stranger` to nobody's.
"""

from collections.abc import Mapping

from messages.declare import Level, Text, Var, text
from messages.listing import Lines, line
from messages.texts.redflag import UNWELL
from messages.values import AlertNumber, Country, Label, Name, Number, Phone, Plain, Term

BUTTON_UNITS = 28
NAME = Name("Mina")
PHONE = {"phone": Phone("+90 212 999 80 80")}
COMMAND = {"command": Plain("/card"), "does": Term("commands.card")}
EXAMPLE = {"example": Phone("+44 20 7946 0018")}


def say(name: str, english: str, where: str, vars: Mapping[str, Var] | None = None) -> Text:
    """Declare what a command answers."""
    return text(f"patient.{name}", english, level=Level.CLINICAL, where=where, vars=vars)


def button(name: str, english: str, where: str, vars: Mapping[str, Var] | None = None) -> Text:
    """Declare a button of at most 28 units."""
    id = f"patient.button.{name}"
    return text(id, english, level=Level.NORMAL, where=where, vars=vars, limit=BUTTON_UNITS)


# --- Privacy: what Telegram's terms ask every bot to answer ---------------------------------------

WHERE = "Part of the answer to /privacy, and of the way in."
PRIVACY_WHO = say(
    "privacy.who",
    "Your privacy here\n"
    "– Your care team holds your data: {team}. It decides what happens with it.\n"
    "– Kept: your names and numbers, language, country, dates, reports, and what you agreed to.\n"
    "– What you write is kept too, until the team has it deleted.",
    WHERE,
    {"team": Name("Rheumatology")},
)
PRIVACY_HOW = say(
    "privacy.how",
    "– All of this is stored encrypted; the keys lie elsewhere.\n"
    "– Telegram carries the messages. Chats with bots are not end-to-end encrypted.\n"
    "– The team's group sees a number and coded signs, no name and none of your words.\n"
    "– Single members read your name and words in a chat of their own.\n"
    "– Nothing is sold, and nothing is used for advertising or for training programs.",
    WHERE,
)
PRIVACY_RIGHTS = say(
    "privacy.rights",
    "– You can ask for a copy, a correction or deletion. You get an answer within {days} days.\n"
    "– /stop ends reminders. /delete asks for deletion. Questions: call your team.",
    WHERE,
    {"days": Number(30)},
)
POLICY = (PRIVACY_WHO.id, PRIVACY_HOW.id, PRIVACY_RIGHTS.id)
PRIVACY_STRANGER = say(
    "privacy.stranger",
    "Your privacy here\n"
    "– No care team is linked to this chat, and nobody reads it.\n"
    "– Kept, encrypted where it says something about you: what you send here.\n"
    "– Also kept: the number of this chat, your language and your country.\n"
    "– Telegram carries the messages. Chats with bots are not end-to-end encrypted.\n"
    "– /delete clears your country and what you began here.",
    "The answer to /privacy, to somebody without a care team.",
)

# --- Help -----------------------------------------------------------------------------------------

HELP_YOU = say(
    "help.you",
    "Help\n"
    "Unwell now? Press “{unwell}”, or write what is wrong. Very ill? Call first.\n"
    "– “{rules}” tells you what to watch with your treatment.\n"
    "– “{questions}” answers what many people ask.\n"
    "– “{dates}” shows your infusions and blood tests.\n"
    "– “{record}” keeps your temperatures and symptoms, also for doctors.",
    "The answer to /help and to the key Help.",
    {
        "unwell": UNWELL,
        "rules": Label("patient.key.rules"),
        "questions": Label("patient.key.questions"),
        "dates": Label("patient.key.dates"),
        "record": Label("patient.key.record"),
    },
)
HELP_CARE = say(
    "help.care",
    "Help\n"
    "Is {name} unwell now? Press “{unwell}”, or write what is wrong. Very ill? Call first.\n"
    "– “{rules}” tells you what to watch with the treatment.\n"
    "– “{questions}” answers what many people ask.\n"
    "– “{dates}” shows infusions and blood tests.\n"
    "– “{record}” keeps temperatures and symptoms, also for doctors.",
    "The same, to a caregiver.",
    {
        "name": NAME,
        "unwell": UNWELL,
        "rules": Label("patient.key.rules"),
        "questions": Label("patient.key.questions"),
        "dates": Label("patient.key.dates"),
        "record": Label("patient.key.record"),
    },
)
HELP_COMMAND = say("help.command", "{command} – {does}", "A line of the list of commands.", COMMAND)
HELP_COMMANDS = say(
    "help.commands",
    "All that you can write or tap:\n{commands}",
    "Paragraph of the help: every command with what it does.",
    {"commands": Lines([line(HELP_COMMAND, {"command": "/card", "does": "commands.card"})])},
)
HELP_STRANGER = say(
    "help.stranger",
    "Help\n"
    "This program belongs to clinics that give rituximab. They invite their patients to it.\n"
    "No clinic has linked this chat, so nobody reads what you write here.\n"
    "– Have an invitation? Open its link, or send its code.\n"
    "– /topics answers what many people ask.\n"
    "– /language changes the language. /settings changes your country. /privacy says what is kept.",
    "The answer to /help, to somebody without a care team.",
)
MAKER = say(
    "help.maker",
    "Infusion Companion is free software, run by the clinic that invited you.\n"
    "It is not certified as a medical device.",
    "Last paragraph of the help: who is behind the program.",
)

# --- People without a team ------------------------------------------------------------------------

STRANGER_SHORT = say(
    "stranger.short",
    "Nobody reads this chat. Very ill? Call your local ambulance number. /help tells you more.",
    "To somebody without a care team who writes again within the hour.",
)
CHOOSE_COUNTRY = button(
    "choose_country",
    "Choose your country",
    "Under what a person without a care team reads: shows the emergency number there.",
)

# --- Settings -------------------------------------------------------------------------------------

SETTINGS = say(
    "settings",
    "Settings\nLanguage: {language}\nCountry: {country}",
    "First paragraph of the settings. Buttons follow.",
    {"language": Plain("English"), "country": Country("GB")},
)
SETTINGS_NO_COUNTRY = say(
    "settings.no_country",
    "Settings\nLanguage: {language}\nCountry: not chosen yet",
    "The same, before a country was chosen.",
    {"language": Plain("English")},
)
STATES = {
    name: say(f"settings.{name}", english, "A paragraph of the settings.")
    for name, english in (
        ("reminders_on", "Reminders: on"),
        ("reminders_off", "Reminders: off"),
        ("discreet_on", "Discreet mode: on. Reminders show nothing until you press a button."),
        ("discreet_off", "Discreet mode: off"),
    )
}
SETTINGS_PHONE = say(
    "settings.phone",
    "Your own number:\n{own_phone}",
    "A paragraph of the settings.",
    {"own_phone": Phone("+44 20 7946 0100")},
)
SETTINGS_NO_PHONE = say(
    "settings.no_phone",
    "Your own number: none. Your team cannot call you.",
    "A paragraph of the settings.",
)
SETTINGS_CONTACT = say(
    "settings.contact",
    "If you do not answer, your team calls {contact}:\n{contact_phone}",
    "A paragraph of the settings.",
    {"contact": Name("Deniz"), "contact_phone": Phone("+44 20 7946 0101")},
)
SETTINGS_CARERS = say(
    "settings.carers",
    "Told about your reports too: {carers}",
    "A paragraph of the settings.",
    {"carers": Plain("Deniz, Ada")},
)
WHERE_BUTTON = "Button under the settings."
SET_LANGUAGE = button("language", "Language", WHERE_BUTTON)
SET_COUNTRY = button("country", "I am in another country", WHERE_BUTTON)
SET_PHONE = button("phone", "My own number", WHERE_BUTTON)
SET_CONTACT = button("contact", "Whom else to call", WHERE_BUTTON)
SWITCHES = {
    name: button(name, english, WHERE_BUTTON)
    for name, english in (
        ("reminders_on", "Turn reminders on"),
        ("reminders_off", "Turn reminders off"),
        ("discreet_on", "Turn discreet mode on"),
        ("discreet_off", "Turn discreet mode off"),
    )
}
DONE = button("settings_done", "Close", WHERE_BUTTON)
CLOSED = say("settings.closed", "Settings: closed.", "In place of the settings, after “Close”.")
WHICH_LANGUAGE = say(
    "language.which", "Which language do you read best?", "The answer to /language."
)
LANGUAGE_NAME = button(
    "language_name", "{name}", "A language, by its own name.", {"name": Plain("English")}
)
LANGUAGE_SET = say(
    "language.set",
    "Your language is now: {language}",
    "After another language was chosen.",
    {"language": Plain("English")},
)
PLACE_SET = say(
    "country.set",
    "Your country is now: {country}\nIts emergency number and its clock are used from now on.",
    "After another country was chosen. The numbers follow.",
    {"country": Country("GB")},
)
TYPE_PHONE = say(
    "settings.type_phone",
    "On which number can your team call you?\n"
    "Type it with + and the code of the country, like this:\n{example}\n"
    "Or type /cancel to leave it as it is.",
    "After the button for the own number.",
    EXAMPLE,
)
TYPE_CONTACT = say(
    "settings.type_contact",
    "Whom can your team call if you do not answer?\n"
    "Type the name. Or type /cancel to leave it as it is.",
    "After the button for somebody else to call.",
)
TYPE_CONTACT_PHONE = say(
    "settings.type_contact_phone",
    "On which number can your team call {contact}?\n"
    "Type it with + and the code of the country, like this:\n{example}",
    "After the name of somebody else to call.",
    {"contact": Name("Deniz"), **EXAMPLE},
)
PHONE_SET = say("settings.phone_set", "Your number was changed.", "After a new number.")
CONTACT_SET = say("settings.contact_set", "Whom to call was changed.", "After a new contact.")
OLD_SETTING = say(
    "settings.old",
    "This button is no longer in use. Nothing has changed.",
    "Answer to a press on a button of before.",
)

# --- Leaving --------------------------------------------------------------------------------------

CANCELLED = say("cancel.done", "We stop here. Nothing more is asked.", "After /cancel.")
NOTHING_OPEN = say(
    "cancel.nothing", "No question is open.", "After /cancel, when nothing was open."
)
CANCEL_CHECK = say(
    "cancel.check",
    "The questions about being unwell stay open.\n"
    "Please answer them. If nobody does, your team is told.",
    "After /cancel, while the questions about being unwell are open.",
)
CANCEL_ALERT = say(
    "cancel.alert",
    "Your report stays with your team. Only the team closes it.",
    "After /cancel, while an alert is unresolved.",
)
STOPPED = say(
    "stop.you",
    "Reminders are off.\n"
    "We write first no more. Your team is told, and may call you.\n"
    "Your symptoms are still answered: press “{unwell}”, or write what is wrong.",
    "After /stop.",
    {"unwell": UNWELL},
)
STOPPED_CARE = say(
    "stop.care",
    "We send you no reminders.\n"
    "You read what we tell about the reports on {name}. /delete ends that.",
    "After /stop, to a caregiver.",
    {"name": NAME},
)
STOPPED_STRANGER = say(
    "stop.stranger",
    "We never write to you first. Nothing else is to be stopped.",
    "After /stop, to somebody without a care team.",
)
START_AGAIN = button("reminders_again", "Turn reminders on again", "Under the answer to /stop.")
REMINDERS_ON = say("reminders.on", "Reminders are on.", "After reminders were turned on again.")
DELETE_ASK = say(
    "delete.ask",
    "Do you want to leave, and have your data deleted?\n"
    "Reminders and all that we begin end at once. Your team is asked to delete your data.\n"
    "It may have to keep what the law demands.",
    "After /delete. Buttons yes and no follow.",
)
DELETE_SURE = say(
    "delete.sure",
    "Are you sure?\nYour team then no longer follows you here.",
    "After a first yes to /delete. Buttons yes and no follow.",
)
DELETE_YES = button("delete_yes", "Yes, delete", "Under the question after /delete.")
DELETE_NO = button("delete_no", "No, keep everything", "Under the question after /delete.")
DELETE_KEPT = say("delete.kept", "Nothing was deleted.", "After “No” to /delete.")
DELETED = say(
    "delete.done",
    "You have left.\n"
    "Your team has been asked to delete your data within {days} days. They may call you first.\n"
    "Until then a report from this chat still reaches them.\n"
    "What you wrote stays in your Telegram: delete this chat there.",
    "After the second yes to /delete.",
    {"days": Number(30)},
)
DELETE_ASK_CARE = say(
    "delete.ask.care",
    "Do you want to end your link to {name}?\n"
    "You then read nothing more about {name} here, and cannot report for {name}.",
    "After /delete, to a caregiver. Buttons yes and no follow.",
    {"name": NAME},
)
DELETED_CARE = say(
    "delete.done.care",
    "Your link to {name} has ended.\n"
    "The team has been told, and asked to delete your data within {days} days.\n"
    "Nobody reads what you write here.",
    "After the second yes to /delete, to a caregiver.",
    {"name": NAME, "days": Number(30)},
)
DELETED_STRANGER = say(
    "delete.stranger",
    "No care team holds a record of you here.\n"
    "Your country is forgotten now. The number of this chat and your language stay known.",
    "After /delete, to somebody without a care team.",
)
DELETE_REFUSED = say(
    "delete.refused",
    "Not now: your team is still working on your report {number}.\n"
    "Nothing was deleted. Call your team about it:\n{phone}",
    "After /delete, while an alert is unresolved.",
    {"number": AlertNumber(12), **PHONE},
)
