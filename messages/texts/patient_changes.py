"""What a patient reads when the clinic has changed a date, and when nothing was answered.

First lines are fit for a lock screen: they name no treatment. `.you` speaks to the patient, `.care`
to somebody who cares for the patient. Status of all wording: proposed.
"""

from collections.abc import Mapping

from messages.declare import Level, Text, Var
from messages.texts.patient import say
from messages.values import Name
from messages.visits import Visit, Visits

HEAD = "patient.changed"
WHO = {"name": Name("Mina")}


def _clinical(name: str, english: str, where: str, vars: Mapping[str, Var] | None = None) -> Text:
    return say(f"patient.{name}", english, where, vars, Level.CLINICAL)


CHANGED = _clinical(
    "changed.you", "A date has changed", "First line when the team has moved or cancelled a date."
)
CHANGED_CARE = _clinical(
    "changed.care",
    "A date has changed\nThis is for {name}.",
    "The same, to a caregiver.",
    WHO,
)
BEFORE = _clinical(
    "changed.before",
    "Before the change it was:\n{before}",
    "Under the dates as they are now: what and when they were before.",
    {
        "before": Visits(
            [Visit("patient.kind.infusion", "2026-12-01T09:30[Europe/Istanbul]").written()]
        )
    },
)
NOT_TO_COME = _clinical(
    "changed.not_to_come",
    "Do not come to a date that is cancelled.\nIf you know of no new date, call the team.",
    "Under dates of which the team has cancelled one or more.",
)
AGAIN = _clinical(
    "remind.again",
    "No answer has come yet. Please press one now.",
    "Above the buttons of the second reminder, when the first was not answered.",
)
