"""What makes an infection graver for one patient: what was said of it, and what still counts.

Yes, no and unknown are three answers: what nobody has said is unknown, never no. Holds no weight of
a risk (`combination.py`) and nobody's answers.

Owner: the care team's lead. Date: 2026-11. Status: PROPOSED, no clinician has signed it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from care.categories import Category
from care.findings import Risk
from care.monitoring_table import Condition
from care.triage_table import TABLE, Threshold

INFECTION_LATELY = Threshold(30, "days", "our own choice: the next infection is graver so soon")
STEROID_DOSE = Threshold(10, "mg of prednisone a day", "our own choice")
SEVERAL = Threshold(2, "immunosuppressants", "our own choice")
NEUTROPHILS_LOW = Threshold(1.0, "10^9 per litre", "our own choice")
LATELY = timedelta(days=INFECTION_LATELY.value)
BY_PLAN = "plan"
BY_REPORTS = "reports"
# What a plan says of a risk. It names what is there; what it does not name it knows nothing of.
FROM_PLAN: Mapping[Condition, Risk] = MappingProxyType({Condition.LUNG_DISEASE: Risk.LUNG_DISEASE})
# Medicines that can harm an unborn child, as far as a plan names them.
DOSE_HARMS = frozenset({Condition.METHOTREXATE})
# Signs of an infection. Feeling unwell or being cold is none, and a cough may be anything.
INFECTIONS = frozenset(
    {code for code, row in TABLE.items() if row.category is Category.FEVER} - {"T_HYPO"}
    | {"T_SEPSIS", "T_INF_OTHER"}
)
# Reasons for closing an alert after which it was no infection.
NO_INFECTION = frozenset({"mistake", "too_high", "expected"})


class Known(StrEnum):
    """An answer about a risk. Stored, so never renamed."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def after(known: Known) -> Known:
    """Return the answer that the next press gives: not known, yes, no, and around again."""
    order = (Known.UNKNOWN, Known.YES, Known.NO)
    return order[(order.index(known) + 1) % len(order)]


@dataclass(frozen=True, slots=True)
class Word:
    """What was said of a risk, by whom, and when. `who` is a member, the plan or the reports."""

    known: Known
    who: str
    at: datetime


def standing(said: Iterable[tuple[Risk, Word]], now: datetime) -> Mapping[Risk, Word | None]:
    """Return the word that counts for each risk, the latest; None where nobody has said anything.

    "Not known" takes back what was said and leaves what others say. Whatever was said of a recent
    infection is too old after some weeks, a no as much as a yes.
    """
    counting: dict[Risk, Word | None] = dict.fromkeys(Risk)
    for risk, word in sorted(said, key=lambda one: one[1].at):
        lately = risk is not Risk.RECENT_INFECTION or now - word.at < LATELY
        if lately and word.known is not Known.UNKNOWN:
            counting[risk] = word
    return counting


def answer_of(word: Word | None) -> Known:
    """Return yes, no, or unknown where there is no word."""
    return word.known if word else Known.UNKNOWN


def present(said: Mapping[Risk, Word | None]) -> frozenset[Risk]:
    """Return the risks that a patient has; what is unknown is not among them."""
    return frozenset(risk for risk, word in said.items() if answer_of(word) is Known.YES)


def by_plan(conditions: Iterable[Condition], accepted: datetime) -> Iterator[tuple[Risk, Word]]:
    """Yield what the conditions of a plan say of the risks, as of the day it was accepted."""
    for condition in conditions:
        if condition in FROM_PLAN:
            yield FROM_PLAN[condition], Word(Known.YES, BY_PLAN, accepted)


def by_report(
    codes: Iterable[str], reason: str | None, at: datetime
) -> Iterator[tuple[Risk, Word]]:
    """Yield what a closed alert's report says: an infection, unless it was closed as none."""
    if reason not in NO_INFECTION and not INFECTIONS.isdisjoint(codes):
        yield Risk.RECENT_INFECTION, Word(Known.YES, BY_REPORTS, at)


def age_on(born: date, day: date) -> int:
    """Return the age in whole years on a day; who was born on 29 February waits until March."""
    before_birthday = (day.month, day.day) < (born.month, born.day)
    return day.year - born.year - before_birthday
