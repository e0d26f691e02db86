"""What a member reads about the team's own settings: hours, infusion unit, reminders, changes.

Nothing here can be changed from the chat: who runs this service does that, with a reason.
"""

from collections.abc import Mapping
from types import MappingProxyType

from messages.declare import Text
from messages.listing import Lines, line
from messages.texts.staff import say
from messages.values import Moment, Name, Number, Phone, Plain, Term

TEAM = Name("Rheumatology")
KIND = {"kind": Term("patient.kind.infusion")}
DAYS = Plain("7, 1")

HOURS = say(
    "staff.settings.hours",
    "{team}\nSomebody reads: {hours}\nTime zone: {zone}",
    "First paragraph of a team's settings; the days of the week are in English.",
    {"team": TEAM, "hours": Plain("Mon-Fri 08:00-17:00"), "zone": Plain("Europe/Istanbul")},
)
UNIT = say(
    "staff.settings.unit",
    "Infusion unit:\n{unit_phone}\nThe way there takes {minutes} minutes, as far as we know.",
    "Paragraph of a team's settings.",
    {"unit_phone": Phone(["+90 212 999 80 80"], lines=True), "minutes": Number(60)},
)
UNIT_HOURS = say(
    "staff.settings.unit_hours",
    "Infusion unit open: {unit_hours}",
    "Paragraph of a team's settings; the days of the week are in English.",
    {"unit_hours": Plain("Mon-Fri 08:00-16:00")},
)
UNIT_NO_HOURS = say(
    "staff.settings.unit_no_hours",
    "Infusion unit open: nobody has entered its hours.",
    "Paragraph of a team's settings.",
)
SLOTS_BOTH = say(
    "staff.settings.slots",
    "{kind}: {days} days before, and on the morning",
    "A line about when patients are reminded; the days are figures with commas.",
    {**KIND, "days": DAYS},
)
SLOTS_DAYS = say(
    "staff.settings.slots_days",
    "{kind}: {days} days before",
    "A line about when patients are reminded; the days are figures with commas.",
    {**KIND, "days": DAYS},
)
SLOTS_MORNING = say(
    "staff.settings.slots_morning",
    "{kind}: on the morning",
    "A line about when patients are reminded.",
    KIND,
)
REMINDERS = say(
    "staff.settings.reminders",
    "Patients are reminded:\n{reminders}",
    "Paragraph of a team's settings.",
    {"reminders": Lines([line(SLOTS_BOTH, SLOTS_BOTH.samples)])},
)
SUBJECTS: Mapping[str, Text] = MappingProxyType(
    {
        subject: say(f"staff.settings.subject.{subject}", english, "In a list of changes.")
        for subject, english in (
            ("cover_hours", "hours of the team"),
            ("infusion_unit", "infusion unit"),
            ("reminder_slots", "reminders"),
            ("policy", "steps of alerts"),
            ("regimen", "days between infusions"),
            ("monitoring", "blood tests"),
            ("threshold", "thresholds of reports"),
        )
    }
)
CHANGE = say(
    "staff.settings.change",
    "{subject} · {who} · {when}",
    "A line of what the team changed last.",
    {
        "subject": Term("staff.settings.subject.reminder_slots"),
        "who": Name("Ana"),
        "when": Moment("2026-12-01T10:42:00+00:00"),
    },
)
CHANGE_OF = say(
    "staff.settings.change_of",
    "{subject} ({of}) · {who} · {when}",
    "A line of what the team changed last; in brackets a code such as RA_COURSE or cbc.",
    {**CHANGE.vars, "of": Plain("RA_COURSE")},
)
CHANGES = say(
    "staff.settings.changes",
    "Changed last:\n{changes}",
    "Paragraph of a team's settings.",
    {"changes": Lines([line(CHANGE, CHANGE.samples)])},
)
HOW = say(
    "staff.settings.how",
    "To change any of it, ask who runs this service. Each change keeps who, when and why.",
    "Last paragraph of a team's settings.",
)
