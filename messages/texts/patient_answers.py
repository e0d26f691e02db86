"""What follows an answer to a reminder: why not, on which day, when again. And what the team hears.

`.you` speaks to the patient, `.care` to somebody who cares for the patient; `remind.asked` names
the date that is meant. Status of all wording: proposed.
"""

from collections.abc import Mapping

from care.appointments import Reason
from care.snoozing import Snooze
from messages.declare import Level, Text, Var, text
from messages.texts.patient import say
from messages.values import Clock, Day, Moment, Name, Number, Plain, Term
from messages.visits import ShortDay

BUTTON_UNITS = 28
NAME = Name("Mina")
ABOUT = {"asked_kind": Term("patient.kind.infusion"), "asked_day": Day("2026-12-01T09:30:00")}


def _clinical(name: str, english: str, where: str, vars: Mapping[str, Var] | None = None) -> Text:
    return say(f"patient.{name}", english, where, vars, Level.CLINICAL)


def _button(name: str, english: str, where: str, vars: Mapping[str, Var] | None = None) -> Text:
    id = f"patient.button.{name}"
    return text(id, english, level=Level.CLINICAL, where=where, vars=vars, limit=BUTTON_UNITS)


# --- Why not --------------------------------------------------------------------------------------

WHY = _clinical(
    "why_not.you",
    "{asked_kind}, {asked_day}\nThe team knows that you can't come. Why not? Please press one.",
    "Last paragraph under a reminder, after “I can't come”. Buttons follow.",
    ABOUT,
)
WHY_CARE = _clinical(
    "why_not.care",
    "{asked_kind}, {asked_day}\nThe team knows that {name} can't come. Why not? Please press one.",
    "The same, to a caregiver.",
    {**ABOUT, "name": NAME},
)
WHERE_WHY = "Under the question why somebody cannot come."
REASONS: Mapping[Reason, Text] = {
    Reason.ILL: _button("reason_ill", "Ill now", WHERE_WHY),
    Reason.WAY: _button("reason_way", "No way to get there", WHERE_WHY),
    Reason.DATE: _button("reason_date", "The date does not suit", WHERE_WHY),
    Reason.OTHER: _button("reason_other", "Another reason", WHERE_WHY),
}

# --- On which day ---------------------------------------------------------------------------------

WHICH_DAY = _clinical(
    "which_day",
    "{asked_kind}, {asked_day}\nOn which day was the blood really taken? Please press it.",
    "Last paragraph under a reminder of a blood test, after “Done already”. Buttons follow.",
    ABOUT,
)
WHERE_DAY = "Under the question on which day blood was taken."
TODAY = _button("day_today", "Today", WHERE_DAY)
YESTERDAY = _button("day_yesterday", "Yesterday", WHERE_DAY)
ANOTHER_DAY = _button("day_other", "Another day", WHERE_DAY)
THAT_DAY = _button("day", "{day}", WHERE_DAY, {"day": ShortDay("2026-12-01")})
NOT_YET = _clinical(
    "day.not_yet",
    "That day has not come yet. Please press the day it was done.",
    "Answer to the press of a day in the future.",
)
NEW_DAY = _clinical(
    "day.new",
    "A new day has begun. Please press the day again.",
    "Answer to “Today” or “Yesterday”, pressed on a later day than it was offered.",
)

# --- Later ----------------------------------------------------------------------------------------

LATER = _button("later", "Remind me later", "Under a reminder that has no answer yet.")
WHEN = _clinical(
    "later.when",
    "When shall I remind you again?",
    "Last paragraph under a reminder, after “Remind me later”. Buttons follow.",
)
WHERE_WHEN = "Under the question when to remind again."
SNOOZES: Mapping[Snooze, Text] = {
    Snooze.HOURS: _button("later_hours", "In {hours} hours", WHERE_WHEN, {"hours": Number(3)}),
    Snooze.EVENING: _button(
        "later_evening", "This evening, {at}", WHERE_WHEN, {"at": Clock("2026-12-01T20:30:00")}
    ),
    Snooze.TOMORROW: _button(
        "later_tomorrow", "Tomorrow, {at}", WHERE_WHEN, {"at": Clock("2026-12-01T10:00:00")}
    ),
}
SNOOZED = _clinical(
    "later.noted",
    "I remind you again:\n{later}",
    "Last paragraph under a reminder, and the answer to the press, after a moment was chosen.",
    {"later": Moment("2026-12-01T20:30:00+00:00")},
)
TOO_LATE = _clinical(
    "later.too_late",
    "No other reminder fits before this date. Please press an answer.",
    "Answer to the press of a button for a later reminder, when the date is near.",
)

# --- Told already ---------------------------------------------------------------------------------

TOLD = _button("told", "I already told you", "Under a second reminder without an answer.")
TOLD_ASK = _clinical(
    "told.ask",
    "Then I do not ask again.\nSo that I know it too: coming or not? Please press it once.",
    "Last paragraph under a second reminder, after “I already told you”.",
)

# --- The team -------------------------------------------------------------------------------------

_WHY = {
    Reason.ILL: "ill",
    Reason.WAY: "no way to get there",
    Reason.DATE: "the date does not suit",
    Reason.OTHER: "another reason",
}
STAFF_REASONS: Mapping[Reason, Text] = {
    reason: text(
        f"staff.reason_not_coming.{reason}",
        english,
        level=Level.CLINICAL,
        where="In the message to the group why a patient cannot come.",
    )
    for reason, english in _WHY.items()
}
_ABOUT = {
    "patient": Plain("P-0007"),
    "kind": Term("patient.kind.infusion"),
    "day": Day("2026-12-01T09:30:00"),
    "reason": Term("staff.reason_not_coming.ill"),
}
BECAUSE = text(
    "staff.not_coming_because",
    "{patient} says why not: {reason}.\n{kind}, {day}. The task is open.",
    level=Level.CLINICAL,
    where="To the group, when a patient says why, after “I can't come”.",
    vars=_ABOUT,
)
ILL_ASKED = text(
    "staff.not_coming_ill",
    "I am asking {patient} about symptoms now.\nA warning sign or silence becomes an alert.",
    level=Level.CLINICAL,
    where="Below the line before, when the reason is illness.",
    vars={"patient": _ABOUT["patient"]},
)
_LINE: Mapping[str, Var] = {
    "number": Number(3),
    "kind": Term("patient.kind.infusion"),
    "at": Moment("2026-12-01T09:30[Europe/Istanbul]"),
    "status": Term("staff.date.planned"),
    "answer": Term("staff.date.unanswered"),
}
DONE_LINE = text(
    "staff.date_line.done_on",
    "{number} · {kind} · {at} · {status} · {answer}: {day}",
    level=Level.CLINICAL,
    where="A line of the list of a patient's dates, where the patient said on which day.",
    vars={**_LINE, "day": Day("2026-12-01")},
)
REASON_LINE = text(
    "staff.date_line.reason",
    "{number} · {kind} · {at} · {status} · {answer}: {reason}",
    level=Level.CLINICAL,
    where="A line of the list of a patient's dates, where the patient said why not.",
    vars={**_LINE, "reason": Term("staff.reason_not_coming.ill")},
)
