"""The questions before an infusion: what is asked, of whom, and what a yes leads to.

Holds the list as pure values. It never sends or stores, never reads the clock, holds no sentence,
and cancels nothing: whether an infusion goes ahead is for a human to say.

Owner: the care team's lead. Date: 2026-11. Status: as each question says; what is PROPOSED no
clinician has signed. Source of the whole: the questions asked before each natalizumab infusion,
of which only pieces were found, and the boxed warnings and leaflets of rituximab.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from care.check_steps import Step
from care.combination import combine
from care.findings import Context, Finding
from care.severity import Severity, worst
from care.triage_table import ADULT_AGE, TABLE, Status, Threshold, Trait

VACCINE_WEEKS = Threshold(4, "weeks", "vaccines are given at least so long before a course")
UNASKED_WAITS = timedelta(hours=1)  # before leaving: who was first asked this morning had no time
FIGURES: Mapping[str, int] = MappingProxyType({"weeks": int(VACCINE_WEEKS.value)})


class Item(StrEnum):
    """One question of the list. Stored, and part of message ids, so never renamed."""

    NERVES = "nerves"
    INFECTION = "infection"
    HEART = "heart"
    MEASLES = "measles"
    CHICKENPOX = "chickenpox"
    COVID = "covid"
    PREGNANCY = "pregnancy"
    VACCINE = "vaccine"
    MEDICINE = "medicine"
    SURGERY = "surgery"
    REACTION = "reaction"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and what a yes leads to.

    With a `code` of the triage table it is an alert at once, at least as urgent as `least`, and
    `step` is where the symptom check goes on from there. Without one a human of the team answers
    before the patient sets out.
    """

    item: Item
    source: str
    status: Status = Status.PROPOSED
    code: str | None = None
    least: Severity = Severity.SAME_DAY
    step: Step | None = None

    @property
    def private(self) -> bool:
        """Say whether it is asked only where nobody else reads."""
        return self.code is not None and Trait.PRIVATE in TABLE[self.code].traits

    def severity(self, known: Context) -> Severity:
        """Return how urgent a yes is for this patient. Only for questions with a code."""
        found = Finding(self.code or "", TABLE[self.code or ""].category)
        return worst((self.least, combine((found,), known) or self.least)) or self.least


_U = Severity.URGENT
_LIST = (
    Question(Item.NERVES, "boxed warning: PML; natalizumab checklist", Status.LABEL,
        "N_TOUCH", _U, Step.NERVES),
    Question(Item.INFECTION, "label: no infusion during a severe infection", Status.LABEL,
        "T_INF_OTHER", Severity.SAME_DAY, Step.TEMPERATURE),
    Question(Item.HEART, "label: cardiac warning; lung disease after infusions", Status.LABEL,
        "T_SOB", _U, Step.EMERGENCY_1),
    Question(Item.MEASLES, "Australian handbook", Status.GUIDELINE, "X_MEASLES"),
    Question(Item.CHICKENPOX, "UKHSA", Status.GUIDELINE, "X_VZV"),
    Question(Item.COVID, "CDC", Status.GUIDELINE, "X_COVID"),
    Question(Item.PREGNANCY, "EU Truxima leaflet", Status.LABEL, "P_PREG"),
    Question(Item.VACCINE, "label and ACR 2022: timing of vaccines", Status.LABEL),
    Question(Item.MEDICINE, "natalizumab checklist"),
    Question(Item.SURGERY, "ACR/AAHKS 2022", Status.GUIDELINE),
    Question(Item.REACTION, "label: reactions at an earlier infusion", Status.LABEL),
)  # fmt: skip

QUESTIONS: Mapping[Item, Question] = MappingProxyType({one.item: one for one in _LIST})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the list: in a chat of the patient's own or not, and what is known of the patient.

    `alone` is the patient's own chat, on a telephone that nobody else uses.
    """

    alone: bool
    child: bool = False
    infused_before: bool = True


def asked(reader: Reader) -> tuple[Question, ...]:
    """Return the questions for this reader, the gravest first.

    Pregnancy is asked of no child and where nobody else reads; about the last infusion only whoever
    has had one.
    """
    return tuple(one for one in QUESTIONS.values() if _fits(one, reader))


def is_child(birth: date | None, today: date) -> bool:
    """Say whether somebody born that day is a child today; nobody knows is no."""
    if birth is None:
        return False
    age = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    return age < ADULT_AGE.value


def _fits(question: Question, reader: Reader) -> bool:
    if question.private:
        return reader.alone and not reader.child
    return reader.infused_before or question.item is not Item.REACTION
