"""What the care team reads about alerts. No name and no words of a patient: see lock screens.

Own words, names and numbers stand only in `staff_details.py`, which goes to one member's chat.
"""

from collections.abc import Mapping

from care.severity import Severity
from messages.declare import Level, Text, Var, text
from messages.values import AlertNumber, Clock, Moment, Name, Number, Plain, Terms

NUMBER = AlertNumber(12)
PATIENT = Plain("P-0007")
WHO = Name("Ana")
BUTTON = 28


def say(
    id: str, english: str, where: str, vars: Mapping[str, Var] | None = None, *, grave: bool = False
) -> Text:
    """Declare a message for the team; `grave` when a patient could be harmed by its translation."""
    level = Level.CRITICAL if grave else Level.NORMAL
    return text(id, english, level=level, where=where, vars=vars)


def button(name: str, english: str, where: str, *, grave: bool = False) -> Text:
    """Declare a button of at most 28 units."""
    level = Level.CRITICAL if grave else Level.NORMAL
    return text(f"staff.button.{name}", english, level=level, where=where, limit=BUTTON)


CARD_VARS = {"number": NUMBER, "patient": PATIENT, "findings": Terms(["staff.finding.T_FEVER"])}
WHERE_CARD = "The alert, to the group and to whoever is on call."

EMERGENCY = say(
    "staff.alert.emergency",
    "🔴 {number} · EMERGENCY · {patient}\n{findings}",
    WHERE_CARD,
    CARD_VARS,
    grave=True,
)
URGENT = say(
    "staff.alert.urgent",
    "🟠 {number} · URGENT · {patient}\n{findings}",
    WHERE_CARD,
    CARD_VARS,
    grave=True,
)
SAME_DAY = say(
    "staff.alert.same_day",
    "🟡 {number} · TODAY · {patient}\n{findings}",
    WHERE_CARD,
    CARD_VARS,
    grave=True,
)
CARDS: Mapping[Severity, Text] = {
    Severity.EMERGENCY: EMERGENCY,
    Severity.URGENT: URGENT,
    Severity.SAME_DAY: SAME_DAY,
}
INFUSION_HOURS = say(
    "staff.alert.infusion_hours",
    "Hours since the last infusion: {hours}. Speaks: {language}.",
    "Second paragraph of the alert, in the first days.",
    {"hours": Number(20), "language": Plain("English")},
)
INFUSION_DAYS = say(
    "staff.alert.infusion_days",
    "Days since the last infusion: {days}. Speaks: {language}.",
    "Second paragraph of the alert.",
    {"days": Number(23), "language": Plain("English")},
)
INFUSION_UNKNOWN = say(
    "staff.alert.infusion_unknown",
    "Last infusion: unknown. Speaks: {language}.",
    "Second paragraph of the alert, when no infusion is on record.",
    {"language": Plain("English")},
)
INTERPRETER = say(
    "staff.alert.interpreter",
    "Interpreter needed: {language}.",
    "Paragraph of an alert whose patient reads another language than the team.",
    {"language": Plain("العربية")},
)
DEADLINE = say(
    "staff.alert.deadline",
    "The patient was told: contact before {deadline}",
    "Paragraph of a same-day alert.",
    {"deadline": Moment("2026-12-02T12:00:00+00:00")},
)
CAME_BACK = say(
    "staff.alert.came_back",
    "Open again. It was with {name}, and no outcome was entered.",
    "Paragraph of an alert that came back.",
    {"name": WHO},
)
WORSE = say(
    "staff.alert.worse",
    "New or worse since the last message.",
    "Paragraph of an alert whose patient reported something new or worse.",
)
FOLLOWS = say(
    "staff.alert.follows",
    "Follows {earlier}, which was closed.",
    "Paragraph of an alert of a patient who had one before.",
    {"earlier": AlertNumber(9)},
)
SILENCE = say(
    "staff.alert.silence",
    "Pressed “I feel unwell” or wrote something unclear, and has not answered since.",
    "Paragraph of an alert that silence opened.",
    grave=True,
)
DELAYED = say(
    "staff.alert.delayed",
    "DELAYED: the service was not working. Reported at {time}.",
    "Paragraph of an alert that could not be sent in time.",
    {"time": Moment("2026-12-01T10:42:00+00:00")},
)
ADDITION = say(
    "staff.alert.addition",
    "{number} · {patient} has written again. Details show the words.",
    "When a patient with an unresolved alert reports the same again.",
    {"number": NUMBER, "patient": PATIENT},
)
CANNOT_CALL = say(
    "staff.alert.cannot_call",
    "🔴 {number} · {patient} CANNOT CALL for help. Call the patient, or the ambulance.",
    "When the patient pressed “I cannot call” or has been silent after an emergency.",
    {"number": NUMBER, "patient": PATIENT},
    grave=True,
)
FOLLOW_UP = say(
    "staff.alert.follow_up",
    "{number} · {patient}: {answer}",
    "What the patient pressed after an emergency.",
    {"number": NUMBER, "patient": PATIENT, "answer": Terms(["redflag.button.help_coming"])},
)
SUPERSEDED = say(
    "staff.alert.superseded",
    "{number} · {patient}: see the newer message about it.",
    "Replaces an older message about an alert that was opened again.",
    {"number": NUMBER, "patient": PATIENT},
)
HELD = say(
    "staff.alert.held",
    "{number} · {patient}: {name} will call the patient. Since {time}.",
    "Replaces the alert once somebody has taken it; also the answer to the press.",
    {"number": NUMBER, "patient": PATIENT, "name": WHO, "time": Clock("2026-12-01T10:42:00+00:00")},
)
WHY = say(
    "staff.alert.why",
    "{number} · {patient}: why is it closed?",
    "When a member is about to close an alert: the reasons follow as buttons.",
    {"number": NUMBER, "patient": PATIENT},
)
RESOLVED = say(
    "staff.alert.resolved",
    "{number} · {patient}: closed by {name}. {reason}",
    "Replaces the alert when it is closed.",
    {"number": NUMBER, "patient": PATIENT, "name": WHO, "reason": Terms(["staff.reason.spoken"])},
)
NOT_SPOKEN = say(
    "staff.alert.not_spoken",
    "For an emergency or urgent alert, take it first: press “I will call”.",
    "When somebody wants to close an alert that nobody has taken.",
)
CANNOT_READ = say(
    "staff.reply.unread",
    "The patient cannot read this. {number}: call {patient}. Details show the number to dial.",
    "When a member writes a reply under an alert in the group.",
    {"number": NUMBER, "patient": PATIENT},
    grave=True,
)

WILL_CALL = button("will_call", "I will call", "First button under an alert.", grave=True)
DETAILS = button("details", "Details", "Under an alert: name, number and words, to the member.")
RESOLVE = button("resolve", "Close it", "Under an alert that somebody has taken.")
BACK = button("back", "Back", "Among the reasons for closing.")

OLD_BUTTON = say(
    "staff.press.old",
    "This button is no longer in use. Nothing has changed.",
    "Answer to a press on a button of before.",
)
REFUSED = say(
    "staff.press.refused",
    "Only the patient's care team can do this. Nothing has changed.",
    "Answer to a press by somebody without the right.",
)
VIEWER_REFUSED = say(
    "staff.press.viewer",
    "You can look, but not act: ask an admin of your team. Nothing has changed.",
    "Answer to a press by a member who may only look.",
)
DETAILS_SENT = say(
    "staff.press.details_sent",
    "Sent to you in our direct chat.",
    "Answer to the press on Details.",
)
DETAILS_NO_CHAT = say(
    "staff.press.no_chat",
    "I cannot write to you. Open a chat with me, press Start, then press Details again.",
    "Answer to the press on Details by a member who never pressed start.",
)
DOWNTIME = say(
    "staff.downtime",
    "The service was not working.\nFrom: {since}\nUntil: {until}\n"
    "Buttons pressed in that time may not have reached it: please press again.",
    "In the group, after the service was down, while an alert is open.",
    {
        "since": Moment("2026-12-01T10:42:00+00:00"),
        "until": Moment("2026-12-01T11:05:00+00:00"),
    },
)


def _reason(name: str, english: str) -> Text:
    return text(
        f"staff.reason.{name}",
        english,
        level=Level.NORMAL,
        where="Why an alert is closed: a button, and a line on the card.",
        limit=BUTTON,
    )


REASONS: Mapping[str, Text] = {
    name: _reason(name, english)
    for name, english in (
        ("spoken", "Spoke with the patient"),
        ("spoken_family", "Spoke with family"),
        ("hospital", "In hospital care"),
        ("not_reached", "Not reached, 3 tries"),
        ("appointment", "Appointment arranged"),
        ("other_team", "Other team took over"),
        ("expected", "Known and expected"),
        ("too_high", "Severity was too high"),
        ("too_low", "Severity was too low"),
        ("mistake", "Entered by mistake"),
    )
}
