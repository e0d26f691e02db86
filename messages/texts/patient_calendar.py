"""What a patient reads about the calendar file: its button, its caption, the titles inside.

Titles are neutral, and name no place, unless the patient chooses otherwise: calendars are shared
and shown.
Status of all wording: proposed.
"""

from messages.declare import Level, text
from messages.texts.patient import say
from messages.values import Label, Name

BUTTON_UNITS = 28
NAME = Name("Mina")
DATES = Label("patient.key.dates")

ADD = text(
    "patient.button.calendar",
    "Add to my calendar",
    level=Level.CLINICAL,
    where="Under the list of dates, and under a message about a changed date.",
    limit=BUTTON_UNITS,
)
FILE = say(
    "patient.calendar.file.you",
    "Your dates for your calendar\n"
    "Open the file, and your telephone adds them.\n"
    "After a change, ask for a new file: it corrects what you have.\n"
    "No file here? Then it could not be sent. “{dates}” shows the dates.",
    "Under the calendar file.",
    {"dates": DATES},
    Level.CLINICAL,
)
FILE_CARE = say(
    "patient.calendar.file.care",
    "Dates for your calendar\n"
    "These are for {name}. Open the file, and your telephone adds them.\n"
    "After a change, ask for a new file: it corrects what you have.\n"
    "No file here? Then it could not be sent. “{dates}” shows the dates.",
    "The same, to a caregiver.",
    {"name": NAME, "dates": DATES},
    Level.CLINICAL,
)
GONE = say(
    "patient.calendar.gone",
    "These dates are cancelled.\nOpen the file, and they leave the calendar.",
    "Under a calendar file that cancels every date, after care has ended or a patient has died.",
    level=Level.CLINICAL,
)
NEUTRAL = say(
    "patient.calendar.neutral",
    "Appointment",
    "Title of every entry in a calendar, so that nobody else learns what it is.",
    level=Level.CLINICAL,
)
