"""The monitoring table: which tests surround the infusions, when, and on whose word.

Every number of monitoring stands here once, with its source, owner, date and status; a team that
changes one leaves who, when and why beside it. It holds rows and numbers only: no result, no
normal range, and nothing that says what a result means.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from types import MappingProxyType

from care.triage_table import OWNER, Status

MONITORING_VERSION = "monitoring-1"
AS_OF = "2026-11-23"
DRAWN_AT = time(9)  # on the clinic's wall clock; our own choice, laboratories take blood by day
SWITCH = "1 for yes, 0 for no"


class CannotOverride(ValueError):
    """A number that a team may not set so. The text is one sentence for whoever wanted it."""


class Condition(StrEnum):
    """What the team says of a patient, as far as it changes the tests."""

    LUNG_DISEASE = "lung_disease"
    METHOTREXATE = "methotrexate"
    HBV_CORE = "hbv_core"
    COULD_BE_PREGNANT = "could_be_pregnant"
    MUSCLE_DISEASE = "muscle_disease"


class Gate(StrEnum):
    """Before which infusions a test must be there."""

    FIRST = "first"  # once, before the very first
    COURSE = "course"  # before the first of every course
    ON_THE_DAY = "on_the_day"  # looked at where the infusion is given: no visit of its own
    NONE = "none"


class Rhythm(StrEnum):
    """How a test comes back between infusions."""

    NONE = "none"
    BLOOD_COUNT = "blood_count"  # on the days of the blood count's preset
    PANEL = "panel"  # with the blood count, but never more often than the preset's panel
    INTERVAL = "interval"  # so long after the last time, on a day when blood is drawn anyway


class CountedFrom(StrEnum):
    """Which infusion of a course the days of a preset are counted from."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Override:
    """What a team sets in place of a number, by whom, when, and for which reason."""

    value: int
    who: str
    when: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Number:
    """One number of monitoring: value and unit, the bounds it may be moved in, who answers."""

    value: int
    source: str
    status: Status = Status.PROPOSED
    least: int = 7
    most: int = 366
    unit: str = "days"
    owner: str = OWNER
    date: str = AS_OF
    override: Override | None = None

    @property
    def counts(self) -> int:
        """Return what counts: the team's value where there is one, ours otherwise."""
        return self.value if self.override is None else self.override.value


def _switch(on: bool, source: str, least: int = 0) -> Number:  # noqa: FBT001 - it is the value
    return Number(int(on), source, least=least, most=1, unit=SWITCH)


_PI = "Ruxience prescribing information 2.1, class text"
_LANARK = "NHS Lanarkshire rituximab protocol"
_BSR = "BSR guideline: IgG and IgM before each cycle; a review adds IgA"
_DESIGN = "our own choice"
_SEED = "dermatomyositis article; its source is about tacrolimus with rituximab"
_LATE = "late-onset neutropenia has come up to 362 days after the infusion"
_LABEL, _GUIDE, _LEAFLET, _OURS = Status

_NUMBERS: dict[str, Number] = {
    # The draw before an infusion
    "draw.earliest": Number(
        14, "baseline at most 14 days before, our own choice", least=4, most=42
    ),
    "draw.best": Number(
        7, "our own choice: a week leaves time for a second draw", least=1, most=42
    ),
    "draw.latest": Number(3, "our own choice: staff hear 3 days before", least=1, most=14),
    "draw.serves": Number(28, "longest course of the labels lasts 21 days", most=42),
    "draw.new_course": Number(14, "the draw's own window, our own choice", least=1, most=28),
    # Visits
    "visit.together": Number(7, _DESIGN, least=1, most=14),
    "visit.moves": Number(3, _DESIGN, least=2, most=7),  # 2 reach a weekday from any weekend
    "visit.clear": Number(
        2, "our own choice: steroids of the day change the count", least=0, most=7
    ),
    # The blood count's presets, and the panel that goes with it
    "default.first": Number(28, _LANARK + ": 4 weeks after"),
    "default.every": Number(84, _PI + " says 2 to 4 months; 12 weeks is our own choice"),
    "2-4w.first": Number(14, _SEED, most=28),
    "2-4w.second": Number(28, _SEED, most=56),
    "2-4w.third": Number(56, _SEED, most=84),
    "2-4w.fourth": Number(84, "the article says initially; 12 weeks is our own choice"),
    "2-4w.every": Number(84, "as by default, once the first weeks are over"),
    "2-4m.every": Number(91, _PI + ": every 2 to 4 months", _LABEL, least=61, most=122),
    "4w+16w.first": Number(28, _LANARK + ": 4 weeks after"),
    "4w+16w.second": Number(112, _LANARK + ": 16 weeks after"),
    "blood_count.until": Number(364, _LATE + "; EU text: 6 months", least=182, most=731),
    "panel.2-4w.every": Number(84, _DESIGN),
    "lft.methotrexate": Number(42, "4 to 12 weeks by local methotrexate rules", least=28, most=84),
    # Tests that keep an interval of their own
    "igg.every": Number(182, "KDIGO: every 6 months, read in a secondary source", least=28),
    "igg.until": Number(364, _LATE + "; antibodies by the same bound", least=182, most=731),
    "hbv_dna.every": Number(
        91, "about every 3 months, read in a secondary source", least=28, most=122
    ),
    "hbv_dna.until": Number(731, "reactivation up to 24 months after", least=365, most=1096),
    "pft.every": Number(
        182, "dermatomyositis article; its source is about another disease", least=28
    ),
    "pft.until": Number(364, _DESIGN, least=182, most=731),
    # Which tests a clinic uses; the two of the label cannot be left out
    "cbc.used": _switch(on=True, source=_PI, least=1),
    "hbv.used": _switch(on=True, source=_PI, least=1),
    "igg.used": _switch(on=True, source=_BSR),
    "lft.used": _switch(on=True, source=_LANARK),
    "renal.used": _switch(on=True, source=_LANARK),
    "crp_esr.used": _switch(on=True, source=_LANARK),
    "hbv_dna.used": _switch(on=True, source="only after a positive core antibody"),
    "hcv.used": _switch(on=True, source=_LANARK),
    "tb.used": _switch(on=False, source="not in the label; if the clinic uses it"),
    "vzv.used": _switch(on=True, source=_LANARK),
    "hiv.used": _switch(on=False, source=_LANARK + " names HIV; the clinic decides"),
    "ck.used": _switch(on=True, source="only in muscle disease"),
    "pft.used": _switch(on=True, source="only with lung disease"),
    "bcells.used": _switch(on=False, source="optional; no sign that the next dose is due"),
    "pregnancy.used": _switch(on=True, source="only if a pregnancy is possible"),
    "bp.used": _switch(on=True, source="EU leaflet"),
    "weight.used": _switch(on=True, source=_DESIGN),
    "joint_status.used": _switch(on=False, source="rheumatoid arthritis article"),
}


@dataclass(frozen=True, slots=True)
class Test:
    """One row: a test, before which infusions it must be there, and how it comes back."""

    __test__ = False  # no test of ours, whatever pytest makes of the name

    code: str
    name: str
    gate: Gate
    source: str
    status: Status = Status.PROPOSED
    rhythm: Rhythm = Rhythm.NONE
    needs: Condition | None = None
    conflict: str = ""
    owner: str = OWNER
    date: str = AS_OF


_TESTS = (
    Test("cbc", "Blood count with differential and platelets", Gate.COURSE,
         _PI + "; both articles", _LABEL, Rhythm.BLOOD_COUNT,
         conflict="before every cycle, every 2 to 4 weeks, every 2 to 4 months, or 4 and 16 weeks"
         " after: the team chooses a preset"),
    Test("igg", "Immunoglobulins (IgG, IgM, IgA)", Gate.COURSE, _BSR, _GUIDE, Rhythm.INTERVAL,
         conflict="before each cycle (BSR), before each infusion (NHS Lanarkshire) or every"
         " 6 months (KDIGO); one article leaves IgA out"),
    Test("lft", "Liver tests (ALT, AST, bilirubin)", Gate.FIRST, _LANARK + "; both articles",
         rhythm=Rhythm.PANEL, conflict="the articles leave the interval open"),
    Test("renal", "Kidney tests (creatinine, eGFR, urine)", Gate.FIRST, _LANARK + "; both articles",
         rhythm=Rhythm.PANEL, conflict="the articles leave the interval open"),
    Test("crp_esr", "CRP and ESR", Gate.FIRST, _LANARK, rhythm=Rhythm.PANEL,
         conflict="that they show returning B cells has no source"),
    Test("hbv", "Hepatitis B (HBsAg and anti-HBc)", Gate.FIRST, _PI, _LABEL,
         conflict="anti-HBs is asked for by one article only"),
    Test("hbv_dna", "Hepatitis B follow-up (HBsAg, ALT, HBV DNA)", Gate.NONE,
         "secondary source; reactivation reported up to 24 months after", _OURS, Rhythm.INTERVAL,
         Condition.HBV_CORE, "the clinic's own plan comes first"),
    Test("hcv", "Hepatitis C antibody", Gate.FIRST, _LANARK,
         conflict="asked for by one article and one hospital, not by the label"),
    Test("tb", "Tuberculosis (IGRA or skin test)", Gate.FIRST, "both articles",
         conflict="the articles call it mandatory, the label does not name it"),
    Test("vzv", "Chickenpox antibodies (VZV)", Gate.FIRST, _LANARK,
         conflict="not in the articles"),
    Test("hiv", "HIV", Gate.FIRST, _LANARK, conflict="not in the articles; the clinic decides"),
    Test("ck", "Muscle enzyme (CK)", Gate.FIRST, "dermatomyositis article",
         rhythm=Rhythm.PANEL, needs=Condition.MUSCLE_DISEASE,
         conflict="4 to 12 weeks by clinic; the data are of 3 people"),
    Test("pft", "Lung function (spirometry, DLCO)", Gate.FIRST, "dermatomyositis article",
         rhythm=Rhythm.INTERVAL, needs=Condition.LUNG_DISEASE,
         conflict="the article's 6 months come from a page about another lung disease"),
    Test("bcells", "B cells (CD19, CD20)", Gate.COURSE, "Versus Arthritis: possibly",
         conflict="does not foretell a relapse, and is no sign that the next dose is due"),
    Test("pregnancy", "Pregnancy test", Gate.COURSE, "BMJ Practical Neurology",
         needs=Condition.COULD_BE_PREGNANT,
         conflict="before each infusion in the article, before each course here"),
    Test("bp", "Blood pressure", Gate.ON_THE_DAY, "EU Truxima leaflet"),
    Test("weight", "Height and weight", Gate.ON_THE_DAY, "doses by body surface"),
    Test("joint_status", "Joint imaging, HAQ-DI, RF, anti-CCP, ANA", Gate.NONE,
         "rheumatoid arthritis article: once before the start"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """When something comes back in a course: names of numbers, and of the one that repeats."""

    after: tuple[str, ...]
    every: str | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """How often the blood is counted, and on which of these days the panel goes along."""

    counted_from: CountedFrom
    blood_count: Days
    panel: Days


_DEFAULT = Days(("default.first",), "default.every")
_MONTHS = Days(("2-4m.every",), "2-4m.every")
_TWICE = Days(("4w+16w.first", "4w+16w.second"))
METHOTREXATE_LFT = Days(("default.first",), "lft.methotrexate")  # every second one with the panel

PRESETS: Mapping[str, Preset] = MappingProxyType({
    "default": Preset(CountedFrom.LAST, _DEFAULT, _DEFAULT),
    "2-4w": Preset(
        CountedFrom.FIRST,  # the article means the first weeks of treatment, not of its end
        Days(("2-4w.first", "2-4w.second", "2-4w.third", "2-4w.fourth"), "2-4w.every"),
        Days(("panel.2-4w.every",), "panel.2-4w.every"),
    ),
    "2-4m": Preset(CountedFrom.FIRST, _MONTHS, _MONTHS),  # the label counts from the first dose
    "4w+16w": Preset(CountedFrom.LAST, _TWICE, _TWICE),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """The tests and the numbers that count for one team."""

    tests: Mapping[str, Test]
    numbers: Mapping[str, Number]

    def days(self, name: str) -> int:
        """Return the number called `name` as it counts for this team, in its unit."""
        return self.numbers[name].counts

    def used(self, conditions: frozenset[Condition]) -> tuple[Test, ...]:
        """Return the tests that this team uses for somebody of whom `conditions` are said."""
        return tuple(
            test
            for code, test in self.tests.items()
            if self.days(f"{code}.used") and (test.needs is None or test.needs in conditions)
        )


RULES = Rules(
    MappingProxyType({test.code: test for test in _TESTS}), MappingProxyType(dict(_NUMBERS))
)


def rules_with(overrides: Mapping[str, Override], rules: Rules = RULES) -> Rules:
    """Return `rules` with a team's own numbers beside ours, or raise CannotOverride."""
    numbers = dict(rules.numbers)
    for name, override in overrides.items():
        if name not in numbers:
            raise CannotOverride(f"{name!r} is no number of the monitoring rules.")
        _check(name, numbers[name], override)
        numbers[name] = replace(numbers[name], override=override)
    if numbers["draw.latest"].counts > numbers["draw.earliest"].counts:
        raise CannotOverride("The window before an infusion would end before it begins.")
    return Rules(rules.tests, MappingProxyType(numbers))


def _check(name: str, number: Number, override: Override) -> None:
    if not override.who.strip() or not override.why.strip():
        raise CannotOverride(f"Say who changes {name} and why.")
    if override.when.tzinfo is None:
        raise CannotOverride(f"Say when {name} was changed, with a time zone.")
    if type(override.value) is not int or not number.least <= override.value <= number.most:
        raise CannotOverride(f"{name} cannot be {override.value!r}; {_allowed(number)}.")


def _allowed(number: Number) -> str:
    if number.unit != SWITCH:
        return f"it can be {number.least} to {number.most} days"
    return "the label asks for it" if number.least else f"it can be {SWITCH}"
