"""What a member reads about the thresholds of triage: which count, on whose word, what others do.

No number stands here: each comes from the team's limits. Nothing of one patient, only counts.
"""

from collections.abc import Mapping
from types import MappingProxyType

from care.thresholds import ThresholdName
from messages.declare import Level, Text, Var, text
from messages.listing import Lines, line
from messages.texts.staff import say
from messages.values import Moment, Name, Number, Plain, Temp, Term

TEAM = Name("Rheumatology")
BUTTON_UNITS = 40
SEVERITY = Term("staff.severity.urgent")
_N = ThresholdName


def _rule(name: ThresholdName, english: str, value: Var) -> Text:
    where = "A line in the list of a team's thresholds."
    return say(f"staff.threshold.{name}", english, where, {"value": value}, grave=True)


def _button(name: str, english: str) -> Text:
    where = "A button under the list of a team's thresholds: shows what it would have done first."
    id = f"staff.threshold.button.{name}"
    return text(id, english, level=Level.CRITICAL, where=where, limit=BUTTON_UNITS)


RULES: Mapping[ThresholdName, Text] = MappingProxyType(
    {
        name: _rule(name, english, value)
        for name, english, value in (
            (_N.FEVER, "– Fever: from {value}", Temp(38.0)),
            (_N.VERY_HIGH, "– Very high fever, an emergency: from {value}", Temp(40.0)),
            (_N.RAISED, "– Raised temperature: from {value}", Temp(37.5)),
            (_N.LOW, "– Low temperature: below {value}", Temp(36.0)),
            (_N.SATURATION, "– Too little oxygen, an emergency: below {value} %", Number(92)),
            (_N.COUGH_DAYS, "– Persistent cough: from {value} days", Number(3)),
            (_N.COUGH_POLICY, "– A new cough alone: {value}", SEVERITY),
            (
                _N.LUNG_WEEKS,
                "– After an infusion, cough and breath weigh more for {value} weeks",
                Number(6),
            ),
            (
                _N.NEUTROPENIA_FROM,
                "– After an infusion, infections weigh more from week {value}",
                Number(4),
            ),
            (
                _N.NEUTROPENIA_TO,
                "– After an infusion, infections weigh more until week {value}",
                Number(28),
            ),
        )
    }
)
BUTTONS: Mapping[ThresholdName, Text] = MappingProxyType(
    {
        name: _button(name, english)
        for name, english in (
            (_N.FEVER, "More careful: fever"),
            (_N.VERY_HIGH, "More careful: very high fever"),
            (_N.RAISED, "More careful: raised temperature"),
            (_N.LOW, "More careful: low temperature"),
            (_N.SATURATION, "More careful: oxygen"),
            (_N.COUGH_DAYS, "More careful: persistent cough"),
            (_N.COUGH_POLICY, "More careful: new cough"),
            (_N.LUNG_WEEKS, "More careful: weeks for the lungs"),
            (_N.NEUTROPENIA_FROM, "More careful: infections, earlier"),
            (_N.NEUTROPENIA_TO, "More careful: infections, longer"),
        )
    }
)
_RULE = line(RULES[_N.FEVER], {"value": 38.0})
OURS = say(
    "staff.threshold.ours",
    "{source} ({standing})",
    "Under a threshold that the team has not changed. The source is named as published.",
    {"source": Plain("CDC"), "standing": Term("staff.plan.standing.proposed")},
)
OWN = say(
    "staff.threshold.own",
    "{who}, {when}. {why}",
    "Under a threshold that the team has set itself: who, when, and why.",
    {
        "who": Name("Dr Ana Ruiz"),
        "when": Moment("2026-12-01T10:42:00+00:00"),
        "why": Plain("too many calls"),
    },
)
LIST = say(
    "staff.threshold.list",
    "{team}: from when on a report is urgent\n{thresholds}",
    "To a member who asks for the team's thresholds.",
    {"team": TEAM, "thresholds": Lines([_RULE, line(OURS, OURS.samples)])},
)
HOW = say(
    "staff.threshold.how",
    "More careful: a button shows first what it would have done.\n"
    "Less careful: who runs this service, with a clinician's name and a reason:\n{command}",
    "Under the list of thresholds, and after a wish for less careful. The command stays as it is.",
    {"command": Plain("companion team threshold 1 fever 38 --clinician NAME --why REASON")},
)
LESS_CAREFUL = say(
    "staff.threshold.less_careful",
    "That is less careful than what counts now, so it cannot be set here. Nothing has changed.",
    "After a member typed a value that is less careful.",
)
COUNTS_ALREADY = say(
    "staff.threshold.counts_already",
    "That counts already. Nothing has changed.",
    "After a member typed the value that counts.",
)
NO_SUCH = say(
    "staff.threshold.no_such",
    "That cannot be set. What can be set, the least careful first:\n{ladders}",
    "After a member typed a threshold or a value that there is none of. Codes stay as they are.",
    {"ladders": Plain("fever 38, 37.9, 37.8")},
)
ASK = say(
    "staff.threshold.ask",
    "{team}: more careful?\nNow:\n{now}\nThen:\n{then}",
    "Before a threshold is made more careful.",
    {"team": TEAM, "now": Lines([_RULE]), "then": Lines([_RULE])},
    grave=True,
)
LOOKED = {"days": Number(30), "reports": Number(41)}
NONE_MORE = say(
    "staff.threshold.none_more",
    "Reports in the last {days} days: {reports}. None would have been more urgent.",
    "What another threshold would have done.",
    LOOKED,
)
MORE_LINE = say(
    "staff.threshold.more_line",
    "– {severity}: {count} more",
    "How many reports would have been so urgent, in a list.",
    {"severity": SEVERITY, "count": Number(5)},
)
MORE = say(
    "staff.threshold.more",
    "Reports in the last {days} days: {reports}. More urgent would have been:\n{more}",
    "What another threshold would have done.",
    {**LOOKED, "more": Lines([line(MORE_LINE, MORE_LINE.samples)])},
)
PERHAPS = say(
    "staff.threshold.perhaps",
    "Perhaps {perhaps} more: for these nobody gave a number.",
    "What another threshold may have done: a cough without days, a fever without degrees.",
    {"perhaps": Number(3)},
)
NORMAL_NOT_KEPT = say(
    "staff.threshold.normal_not_kept",
    "Normal temperatures that somebody wrote in a chat are not kept, so they are not counted.",
    "Under what another threshold would have done.",
)
OXYGEN_NOT_KEPT = say(
    "staff.threshold.oxygen_not_kept",
    "Oxygen values are not kept, so nobody can say what it would have done.",
    "Under what another threshold would have done.",
)
YES = text(
    "staff.threshold.button.yes",
    "Yes, from now on",
    level=Level.CRITICAL,
    where="A button: makes a threshold more careful.",
    limit=BUTTON_UNITS,
)
NO = text(
    "staff.threshold.button.no",
    "No, leave it",
    level=Level.NORMAL,
    where="A button: leaves a threshold as it is.",
    limit=BUTTON_UNITS,
)
DONE = say(
    "staff.threshold.done",
    "{team}: changed by {who}. From now on:\n{then}",
    "To the group and to the member, after a threshold was made more careful.",
    {"team": TEAM, "who": Name("Ana"), "then": Lines([_RULE])},
    grave=True,
)
SET = say(
    "staff.threshold.set",
    "More careful from now on",
    "Shown for a moment after the button.",
)
