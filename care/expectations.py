"""What to expect of the treatment and when: how long until it works, when illness may come back.

Rows and figures only, each once, with source, owner, date and status. What no source says stands
nowhere: then the texts send the reader to the team. Judges nobody's treatment and holds no
sentence; it never says that a treatment has failed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from care.calendar import DAY
from care.regimens import REGIMENS, Indication, RegimenId
from care.triage_table import OWNER, Status

EXPECTATIONS_VERSION = "expectations-1"
AS_OF = "2026-11-23"
WEEK = 7 * DAY


class Stage(StrEnum):
    """Which of the texts about what to expect. The value is stored as a reminder's slot."""

    WORKS = "works"  # how long until it works
    OVERDUE = "overdue"  # the longest time that a source names is over
    RELAPSE = "relapse"  # when it may come back, and when to call


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that a patient reads, with its unit, its source, and who answers for it."""

    value: int
    unit: str
    source: str
    status: Status = Status.PROPOSED
    owner: str = OWNER
    date: str = AS_OF


@dataclass(frozen=True, slots=True)
class Expectation:
    """The figures of one indication by the names that the texts use.

    `longest` is how many weeks after the first infusion it may take at most, where a source says.
    """

    works: Mapping[str, Figure] = field(default_factory=dict)
    relapse: Mapping[str, Figure] = field(default_factory=dict)
    longest: Figure | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which a text is due, in the one message of that day. `slot` is its stage."""

    slot: Stage
    day: date


_CHARITY = "Versus Arthritis and CUH leaflets: 2 to 16 weeks, for many 4 to 6"
_TRIAL = "RIM trial, 200 people: median about 20 weeks in both arms; its main goal was missed"
_ARTICLE = "dermatomyositis article: up to 26 weeks, no failure before; awaits human review"
_CELLS = "rheumatology article and CUH leaflet: B cells come back in 6 to 9 months, or later"
_NOSS = "Noss 2006, 3 people: 2 relapsed, at 6 and 10 months; the article's 40 % rests on it"
_LEAFLET = Status.LEAFLET

_MUSCLE_WORKS = {
    "trial_weeks": Figure(20, "weeks", _TRIAL),
    "works_longest": Figure(26, "weeks", _ARTICLE),
}
CELLS: Mapping[str, Figure] = MappingProxyType(
    {
        "cells_from": Figure(6, "months", _CELLS, _LEAFLET),
        "cells_to": Figure(9, "months", _CELLS, _LEAFLET),
    }
)
EXPECTATIONS: Mapping[Indication, Expectation] = MappingProxyType(
    {
        Indication.JOINTS: Expectation(
            works={
                "works_from": Figure(2, "weeks", _CHARITY, _LEAFLET),
                "works_longest": Figure(16, "weeks", _CHARITY, _LEAFLET),
                "many_from": Figure(4, "weeks", _CHARITY, _LEAFLET),
                "many_to": Figure(6, "weeks", _CHARITY, _LEAFLET),
            },
            longest=Figure(16, "weeks", _CHARITY, _LEAFLET),
        ),
        Indication.MUSCLE: Expectation(
            works=_MUSCLE_WORKS,
            relapse={
                "study_people": Figure(3, "people", _NOSS),
                "study_relapsed": Figure(2, "people", _NOSS),
                "relapse_from": Figure(6, "months", _NOSS),
                "relapse_to": Figure(10, "months", _NOSS),
            },
            longest=_MUSCLE_WORKS["works_longest"],
        ),
        Indication.MUSCLE_CHILD: Expectation(
            works=_MUSCLE_WORKS, longest=_MUSCLE_WORKS["works_longest"]
        ),
        Indication.VESSELS: Expectation(),  # no source of ours says how long it takes
        Indication.LUPUS: Expectation(),
        Indication.SKIN: Expectation(),
    }
)
NOT_KNOWN = Expectation()
OF_REGIMEN: Mapping[RegimenId, Indication] = MappingProxyType(
    {row.id: row.indication for row in REGIMENS.values() if row.indication}
)
SOON = Figure(7, "days", "our own choice: with the first check-in after the course")
BACK = Figure(26, "weeks", "our own choice: when B cells may come back, at the earliest")


def indication_of(regimen: str) -> Indication | None:
    """Return what a regimen is for; None for a plan of the clinic's own, which does not say."""
    return OF_REGIMEN.get(RegimenId(regimen)) if regimen in set(RegimenId) else None


def expected(indication: Indication | None) -> Expectation:
    """Return the figures of an indication; without one there are none."""
    return EXPECTATIONS[indication] if indication else NOT_KNOWN


def moments(
    indication: Indication | None,
    first: date,
    last: date | None = None,
    until: date | None = None,
) -> tuple[Moment, ...]:
    """Return when to say what to expect, once each, in order.

    For the first course that a patient has with us: `first` and `last` are the days of its
    infusions, `until` that of the next course, after which nothing of this one is said.
    """
    longest = expected(indication).longest
    days = {Stage.WORKS: (last or first) + SOON.value * DAY}
    if longest is not None:
        days[Stage.OVERDUE] = first + longest.value * WEEK
    days[Stage.RELAPSE] = first + BACK.value * WEEK
    said = [Moment(stage, day) for stage, day in days.items() if until is None or day < until]
    return tuple(sorted(said, key=lambda moment: moment.day))
