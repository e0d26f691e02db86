"""What a patient reads about dates: the list, the reminders, the answers to them.

First lines are fit for a lock screen: they name no treatment. `.you` speaks to the patient, `.care`
to somebody who cares for the patient. Status of all wording: proposed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from messages.declare import Level, Text, Var, text
from messages.texts.patient import say
from messages.values import Day, Label, Name, Number, Phone, Plain, Term
from messages.visits import Visit, Visits

NAME = Name("Mina")
PHONE = Phone(["+90 212 999 80 80"], lines=True)
UNWELL = Label("redflag.button.unwell")
BUTTON_UNITS = 28


def _clinical(name: str, english: str, where: str, vars: Mapping[str, Var] | None = None) -> Text:
    return say(f"patient.{name}", english, where, vars, Level.CLINICAL)


def _button(name: str, english: str, where: str, vars: Mapping[str, Var] | None = None) -> Text:
    id = f"patient.button.{name}"
    return text(id, english, level=Level.CLINICAL, where=where, vars=vars, limit=BUTTON_UNITS)


# --- What a date is about -------------------------------------------------------------------------

_TESTS = {
    "cbc": "blood count",
    "fbc": "blood count",
    "igg": "antibodies (IgG)",
    "igm": "antibodies (IgM)",
    "iga": "antibodies (IgA)",
    "immunoglobulins": "antibodies",
    "lft": "liver",
    "alt": "liver (ALT)",
    "ast": "liver (AST)",
    "renal": "kidneys",
    "creatinine": "kidneys (creatinine)",
    "egfr": "kidneys (eGFR)",
    "urine": "urine",
    "crp": "inflammation (CRP)",
    "esr": "inflammation (ESR)",
    "ck": "muscles (CK)",
    "cd19": "B cells",
    "hbv": "hepatitis B",
    "hcv": "hepatitis C",
    "tb": "tuberculosis",
    "vzv": "protection from chickenpox",
    "crp_esr": "inflammation (CRP and ESR)",
    "hbv_dna": "hepatitis B, follow-up",
    "pft": "lungs: a breathing test",
    "bcells": "B cells",
    "bp": "blood pressure",
    "weight": "height and weight",
    "joint_status": "joints: pictures and questions",
}
TESTS: Mapping[str, Text] = MappingProxyType(
    {
        code: _clinical(f"test.{code}", english, "In the list of tests of one blood draw.")
        for code, english in _TESTS.items()
    }
)

STANDING = "Last line of a date."
COMING = _clinical("date.coming", "Answer: coming", STANDING)
NOT_COMING = _clinical("date.not_coming", "Answer: cannot come", STANDING)
DONE = _clinical("date.done", "Answer: done already", STANDING)
DONE_ON = _clinical("date.done_on", "Answer: done on {day}", STANDING, {"day": Day("2026-12-01")})
CANCELLED = _clinical("date.cancelled", "Cancelled by the team", STANDING)
GIVEN = _clinical("date.given", "This has taken place.", STANDING)
MISSED = _clinical("date.missed", "This did not take place.", STANDING)
OVER = _clinical("date.over", "This date has passed.", STANDING)

# --- The list -------------------------------------------------------------------------------------

LIST = _clinical("dates.you", "Your next dates", "First line of the list of dates.")
LIST_CARE = _clinical(
    "dates.care", "Next dates\nThese are for {name}.", "The same, to a caregiver.", {"name": NAME}
)
VISITS = _clinical(
    "dates.visits",
    "{visits}",
    "The dates themselves: what, when, where. Nothing to translate but its place.",
    {
        "visits": Visits(
            [
                Visit(
                    "patient.kind.infusion",
                    "2026-12-01T09:30[Europe/Istanbul]",
                    "Day unit",
                    (),
                    "patient.date.coming",
                ).written(),
                Visit(
                    "patient.kind.blood_test",
                    "2026-12-08T08:00[Europe/Istanbul]",
                    "Laboratory",
                    ("cbc", "igg"),
                ).written(),
            ]
        )
    },
)
MORE = _clinical("dates.more", "More dates follow after these.", "Under a list that was cut.")
NONE = _clinical("dates.none.you", "Your team has entered no dates for you.", "Instead of a list.")
NONE_CARE = _clinical(
    "dates.none.care",
    "The team has entered no dates for {name}.",
    "Instead of a list, to a caregiver.",
    {"name": NAME},
)
WRONG = _clinical(
    "dates.wrong",
    "Is a date wrong or missing? Call the team:\n{phone}",
    "Last paragraph under a list of dates, full or empty.",
    {"phone": PHONE},
)
SILENT = _clinical(
    "dates.silent", "Reminders are off now.", "Under a list of dates, while none would be sent."
)

# --- Reminders ------------------------------------------------------------------------------------

REMIND = _clinical("remind.you", "A reminder from your care team", "First line of a reminder.")
REMIND_CARE = _clinical(
    "remind.care",
    "A reminder from the care team\nThis is for {name}.",
    "The same, to a caregiver.",
    {"name": NAME},
)
DISCREET = _clinical(
    "remind.discreet",
    "You have a message from me.",
    "The whole reminder on a telephone that others see. A button shows it.",
)
LATE = _clinical(
    "remind.late",
    "This comes late. I was out of order.",
    "In a reminder that should have come hours before.",
)
ILL = text(
    "patient.remind.ill",
    "Fever, cough or any infection? Do not come without calling first.\n"
    "Unwell now? Press “{unwell}”, or call.",
    level=Level.CRITICAL,
    where="In a reminder of an infusion on the next day or the same day.",
    vars={"unwell": UNWELL},
)
NUMBER = text(
    "patient.remind.number",
    "Your team:\n{phone}",
    level=Level.CRITICAL,
    where="Under a reminder or an answer that speaks of calling.",
    vars={"phone": PHONE},
)
ASK = _clinical("remind.ask", "Please press an answer.", "Above the buttons of a reminder.")
ASKED = text(
    "patient.remind.asked",
    "The team is asked to call about another date.\n"
    "Nothing is cancelled yet. You can also call them yourself.",
    level=Level.CRITICAL,
    where="After “I can't come”.",
)
CHANGED_MIND = _clinical(
    "remind.changed_mind",
    "Before, the answer was “cannot come”. The team is told of the change too.",
    "After “I will come”, when “I can't come” was pressed before.",
)

WHERE = "Under a reminder."
WHERE_MANY = "Under a reminder of several dates; the number is the date's."
N = {"n": Number(2)}
SHOW = _button("remind_show", "Show", "Under a reminder that says nothing yet.")
COME = _button("come", "I will come", WHERE)
CANNOT = _button("cannot_come", "I can't come", WHERE)
DONE_ALREADY = _button("done", "Done already", "Under a reminder of a blood test.")
COME_N = _button("come_n", "{n}: I will come", WHERE_MANY, N)
CANNOT_N = _button("cannot_come_n", "{n}: I can't come", WHERE_MANY, N)
DONE_ALREADY_N = _button("done_n", "{n}: Done already", WHERE_MANY, N)

OUTDATED = _clinical(
    "remind.outdated",
    "This date has changed. The message shows what is known now.",
    "Answer to the press of an old button under a reminder.",
)
PASSED = _clinical(
    "remind.passed",
    "This date has passed. To change anything, call the team.",
    "Answer to a button under a reminder of a date that is over.",
)
NOTED = _clinical("remind.noted", "Noted.", "Answer to the press of a button under a reminder.")

# --- The team -------------------------------------------------------------------------------------

_ABOUT = {
    "patient": Plain("P-0007"),
    "kind": Term("patient.kind.infusion"),
    "day": Day("2026-12-01T09:30:00"),
}
WILL_COME = text(
    "staff.will_come",
    "{patient} will come after all.\n{kind}, {day}. Before, the answer was: cannot come.",
    level=Level.CLINICAL,
    where="To the group, when a patient takes “I can't come” back.",
    vars=_ABOUT,
)
TEST_DONE = text(
    "staff.test_done",
    "{patient} says that it is done already.\n{kind}, {day}. Before, the answer was: cannot come.",
    level=Level.CLINICAL,
    where="To the group, when a patient says “Done already” after “I can't come”.",
    vars=_ABOUT,
)
