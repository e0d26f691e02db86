"""What somebody reads about when messages come: quiet hours, pace, journeys, calendar titles.

`.you` speaks to the patient, `.care` to somebody who cares for one. All wording is proposed.
"""

from messages.texts.patient_enrolment import ZoneCity
from messages.texts.patient_settings import button, say
from messages.values import Clock, Country, Name, Number, Plain

NAME = Name("Mina")
HOURS = {"from": Clock("2026-12-01T21:00"), "to": Clock("2026-12-01T08:00")}
HOME, HERE = {"home": ZoneCity("Europe/London")}, {"here": ZoneCity("Asia/Tokyo")}

# --- When messages come ---------------------------------------------------------------------------

RHYTHM = say(
    "rhythm.you",
    "When I write\n"
    "Quiet hours: {from} to {to}. I begin nothing then.\n"
    "Answers about a report come at any hour.",
    "First paragraph of the screen about reminders.",
    HOURS,
)
RHYTHM_CARE = say(
    "rhythm.care",
    "When I write\n"
    "This is for {name}.\n"
    "Quiet hours: {from} to {to}. I begin nothing then.\n"
    "Answers about a report come at any hour.",
    "The same, to a caregiver.",
    {**HOURS, "name": NAME},
)
WHERE = "A paragraph of the screen about reminders."
STATES = {
    name: say(f"rhythm.{name}", english, WHERE)
    for name, english in (
        ("seldom_on", "Questions in the weeks after an infusion: less often"),
        ("seldom_off", "Questions in the weeks after an infusion: as usual"),
        ("titles_on", "Your calendar names what a date is for, and where."),
        ("titles_off", "Your calendar says only “Appointment”, and no place."),
    )
}
WHERE_BUTTON = "Button on the screen about reminders."
OPEN = button("rhythm", "When I hear from you", "Button under the settings.")
SWITCHES = {
    name: button(name, english, WHERE_BUTTON)
    for name, english in (
        ("seldom_on", "Ask less often"),
        ("seldom_off", "Ask as usual"),
        ("titles_on", "Name dates in the calendar"),
        ("titles_off", "Neutral calendar titles"),
    )
}
CHANGE_QUIET = button("quiet", "Change quiet hours", WHERE_BUTTON)
BACK = button("settings_back", "Back", WHERE_BUTTON)
NEW_FILE = say(
    "rhythm.new_file",
    "For dates already in your calendar, ask for a new file.",
    "A paragraph after other titles for the calendar were chosen. A button follows.",
)

# --- Quiet hours ----------------------------------------------------------------------------------

WHICH_QUIET = say(
    "quiet.which",
    "Between which hours shall I begin nothing?",
    "After the button for quiet hours. Buttons with hours follow.",
)
THESE_HOURS = button("quiet_hours", "{from} to {to}", "Quiet hours to choose.", HOURS)
OTHER_HOURS = button("quiet_other", "Other hours", "Under the quiet hours to choose.")
TYPE_QUIET = say(
    "quiet.type",
    "Type the hours, like this:\n{example}\nOr type /cancel to leave them as they are.",
    "After the button for other quiet hours.",
    {"example": Plain("22:00-07:00")},
)
QUIET_SET = say("quiet.set", "Quiet hours are now: {from} to {to}", "After new quiet hours.", HOURS)
UNREAD_QUIET = say(
    "quiet.unread",
    "I read no hours in it. Type both, like this:\n{example}",
    "After typed quiet hours that cannot be read.",
    {"example": Plain("22:00-07:00")},
)
TOO_LONG = say(
    "quiet.too_long",
    "Too long: reminders need {hours} hours of the day. Type shorter hours, like this:\n{example}",
    "After typed quiet hours that leave too little of the day.",
    {"hours": Number(8), "example": Plain("22:00-07:00")},
)

# --- On a journey ---------------------------------------------------------------------------------

WHICH_CLOCK = say(
    "travel.which",
    "You are now in: {country}\n"
    "Its emergency number is used from now on.\n"
    "By which clock shall reminders come?",
    "After another country was chosen, whose clock is another. Two buttons follow.",
    {"country": Country("JP")},
)
HOME_CLOCK = button("clock_home", "My home time: {home}", "A clock to choose.", HOME)
HERE_CLOCK = button("clock_here", "Where I am now: {here}", "A clock to choose.", HERE)
BY_HOME = say(
    "travel.home",
    "Reminders come by the clock of {home}, as at home.",
    "After the clock at home was chosen for a journey.",
    HOME,
)
BY_HERE = say(
    "travel.here",
    "Reminders come by the clock of {here} now.",
    "After the clock of the place was chosen for a journey.",
    HERE,
)
AWAY = say(
    "settings.away",
    "You are on a journey. Reminders come by the clock of {here}.",
    "A paragraph of the settings.",
    HERE,
)
BACK_HOME = button("back_home", "I am back home", "Button under the settings, on a journey.")
HOME_AGAIN = say(
    "travel.back",
    "You are home again: {country}\nReminders come by the clock of {home}.",
    "After “I am back home”.",
    {"country": Country("GB"), **HOME},
)
