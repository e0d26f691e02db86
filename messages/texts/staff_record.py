"""What a member reads around a patient's record of symptoms, in the member's own chat."""

from messages.declare import Level, text
from messages.texts.staff import PATIENT, say
from messages.values import Number

DAYS = Number(30)

BUTTON = text(
    "staff.button.record",
    "Record of symptoms",
    level=Level.NORMAL,
    where="Under the details of an alert, in a member's own chat.",
    limit=28,
)
OFFER = say(
    "staff.record.offer",
    "{patient} · record of symptoms\nAs a picture, or as a page to print.",
    "Over the buttons that send a picture or a page.",
    {"patient": PATIENT},
)
PICTURE = say(
    "staff.record.picture",
    "{patient} · record of {days} days\n"
    "Times are yours. A day without a mark: nothing was reported.",
    "Under the picture.",
    {"patient": PATIENT, "days": DAYS},
)
VISIT = say(
    "staff.record.visit",
    "{patient} · page for the next visit\nThe name stands on the page.",
    "Under the page for the next visit.",
    {"patient": PATIENT},
)
DOCTOR = say(
    "staff.record.doctor",
    "{patient} · page for a doctor elsewhere\nTo show or read, where there is no page:",
    "Under the page for a doctor who does not know the patient.",
    {"patient": PATIENT},
)
