"""The regimens: how many days lie between infusions, and who says so. Rows only.

Each number stands here once, with its source, owner, date and status. A regimen proposes dates and
warns; the clinic enters them. No dose, no amount and no rule for one is ever written here.

To add a regimen: one id, one row of `_ROWS`, and one line in `tests/care/test_regimens.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from care.monitoring_table import Override
from care.triage_table import OWNER, Status

RULES_VERSION = "regimens-1"
AS_OF = "2026-11-01"


class RegimenId(StrEnum):
    RA_COURSE = "RA_COURSE"
    RA_MAINT = "RA_MAINT"
    GPA_MPA_IND = "GPA_MPA_IND"
    GPA_MPA_MAINT = "GPA_MPA_MAINT"
    GPA_MPA_PED = "GPA_MPA_PED"
    DM_ADULT = "DM_ADULT"
    JDM_LE_1_5 = "JDM_LE_1_5"
    JDM_GT_1_5 = "JDM_GT_1_5"
    SLE = "SLE"
    PV = "PV"
    CUSTOM = "CUSTOM"


class Indication(StrEnum):
    """What the treatment is for, as far as it changes what to expect."""

    JOINTS = "joints"  # rheumatoid arthritis
    VESSELS = "vessels"  # GPA and MPA
    MUSCLE = "muscle"  # dermatomyositis and other muscle disease in adults
    MUSCLE_CHILD = "muscle_child"  # juvenile dermatomyositis
    LUPUS = "lupus"
    SKIN = "skin"  # pemphigus


class Approval(StrEnum):
    """Where the use stands to the label; staff see it, patients do not."""

    APPROVED = "approved"
    BY_REGION = "by_region"  # approved for some brands or countries, and not for others
    OFF_LABEL = "off_label"
    UNKNOWN = "unknown"  # the clinic's own plan: we do not know its indication


class Anchor(StrEnum):
    """From which infusion of the course before days are counted."""

    FIRST = "first"
    LAST = "last"


class Induction(StrEnum):
    """What brought the vasculitis under control before maintenance begins."""

    RITUXIMAB = "rituximab"
    OTHER = "other"


class UnknownRegimen(ValueError):
    """No regimen bears this name. The text is one sentence for whoever typed it."""


class NotOurs(ValueError):
    """A regimen that this software must not schedule. The text says why, and who does."""


@dataclass(frozen=True, slots=True)
class Days:
    """One number of days with its source, its status, and who answers for it."""

    days: int
    source: str
    status: Status = Status.PROPOSED
    owner: str = OWNER
    date: str = AS_OF
    override: Override | None = None  # what a team set in its place: `care/regimen_overrides.py`

    @property
    def counts(self) -> int:
        """Return what counts: the team's number where there is one, ours otherwise."""
        return self.days if self.override is None else self.override.value

    @property
    def said_by(self) -> str:
        """Return on whose word it counts: the team's, with its reason, or the source."""
        team = self.override
        return self.source if team is None else f"the team ({team.who}): {team.why}"

    @property
    def standing(self) -> Status:
        """Return who stands behind what counts: no label stands behind a team's own number."""
        return self.status if self.override is None else Status.PROPOSED


@dataclass(frozen=True, slots=True)
class Offsets:
    """The days of a course's infusions, counted from its first, which is day 0."""

    days: tuple[int, ...]
    source: str
    status: Status = Status.PROPOSED
    owner: str = OWNER
    date: str = AS_OF


@dataclass(frozen=True, slots=True)
class Repeat:
    """When the next course begins, counted from the first infusion of the one before.

    `first` is the step from the first course to the second, `then` each later one; `offsets` are
    the days of every course after the first.
    """

    first: Days
    then: Days
    offsets: Offsets


@dataclass(frozen=True, slots=True)
class Gap:
    """The least number of days between two courses, and the infusion it is counted from."""

    least: Days
    anchor: Anchor
    anchor_source: str
    anchor_status: Status = Status.PROPOSED


@dataclass(frozen=True, slots=True)
class Window:
    """How many days after the end of induction a first infusion may lie."""

    earliest: Days
    latest: Days


@dataclass(frozen=True, slots=True)
class Regimen:
    """One preset. Without `offsets` the sources leave the spacing open: the clinic enters dates.

    Without an `indication` nobody knows what it is for, and patients are not told what to expect.
    """

    id: RegimenId
    name: str
    indication: Indication | None
    approval: Approval
    label: str
    offsets: Offsets | None
    gap: Gap
    repeat: Repeat | None = None
    no_repeat: str = ""  # why the calendar proposes no next course
    start: Mapping[Induction, Window] | None = None
    open_because: str = ""

    @property
    def off_label(self) -> bool:
        """Say whether staff must see that the label does not cover this use."""
        return self.approval is Approval.OFF_LABEL

    @property
    def clinician_enters_dates(self) -> bool:
        """Say whether nothing may be proposed, because no source settles the spacing."""
        return self.offsets is None


SAME_COURSE = Days(28, "our own choice: no preset leaves more than 14 days inside a course")
_PI = "Truxima US prescribing information"
_LABEL = Status.LABEL
_SEEN_SECOND = "read only in a page that cites it"
FORTNIGHT = Offsets((0, 14), f"{_PI}: two infusions, two weeks apart", _LABEL)
WEEKLY = Offsets((0, 7, 14, 21), f"{_PI}: once weekly for four weeks", _LABEL)
SINGLE = Offsets((0,), f"{_PI}: one infusion every 6 months after the first two", _LABEL)
RA_GAP = Gap(
    Days(112, f"{_PI}: not sooner than 16 weeks after the preceding course", _LABEL),
    Anchor.LAST,
    "our own choice: the label does not say whether it counts from the first or the last infusion",
)
SOFT_GAP = Gap(
    Days(112, "our own choice, after the 16 weeks of rheumatoid arthritis: no source states one"),
    Anchor.LAST,
    "our own choice, the longer wait of the two",
)
PV_GAP = Gap(
    Days(112, f"rituximab label for pemphigus, {_SEEN_SECOND}: not sooner than 16 weeks"),
    Anchor.LAST,
    "our own choice, the longer wait of the two",
)
RA_REPEAT = Repeat(
    Days(168, f"{_PI}: every 24 weeks or by clinical evaluation", _LABEL),
    Days(168, f"{_PI}: every 24 weeks or by clinical evaluation", _LABEL),
    FORTNIGHT,
)
GPA_REPEAT = Repeat(
    Days(182, f"{_PI}: every 6 months; 26 weeks from day 0 is MAINRITSAN's way of counting"),
    Days(182, f"{_PI}: every 6 months; 26 weeks from day 0 is MAINRITSAN's way of counting"),
    SINGLE,
)
PV_REPEAT = Repeat(
    Days(364, "EU Truxima leaflet: at 1 year; 52 weeks keep the weekday"),
    Days(182, "EU Truxima leaflet: at 18 months, then every 6 months; 26 weeks keep the weekday"),
    Offsets((0,), "EU Truxima leaflet: one infusion at 1 year, 18 months and later", _LABEL),
)
GPA_START: Mapping[Induction, Window] = MappingProxyType(
    {
        Induction.RITUXIMAB: Window(
            Days(112, f"label, {_SEEN_SECOND}: 16 weeks after the last induction infusion"),
            Days(168, f"label, {_SEEN_SECOND}: 24 weeks after the last induction infusion"),
        ),
        Induction.OTHER: Window(
            Days(0, "not before the disease is under control"),
            Days(28, f"label, {_SEEN_SECOND}: within 4 weeks of disease control"),
        ),
    }
)
_JDM_OPEN = (
    "the sources disagree on how many infusions there are and how far apart: "
    "a week in the RIM trial, two weeks at Great Ormond Street"
)
_JDM_NO_REPEAT = "whether and when to repeat is the clinician's decision"
_JDM_LABEL = "No label covers juvenile dermatomyositis."

_ROWS = (
    Regimen(
        id=RegimenId.RA_COURSE,
        name="Rheumatoid arthritis, a course of two infusions",
        indication=Indication.JOINTS,
        approval=Approval.APPROVED,
        label="Approved: adults, with methotrexate, after a TNF blocker was not enough.",
        offsets=FORTNIGHT,
        gap=RA_GAP,
        repeat=RA_REPEAT,
    ),
    Regimen(
        id=RegimenId.RA_MAINT,
        name="Rheumatoid arthritis, repeat courses",
        indication=Indication.JOINTS,
        approval=Approval.APPROVED,
        label="Approved. A course is two infusions; a single one only where the clinic enters it.",
        offsets=FORTNIGHT,
        gap=RA_GAP,
        repeat=RA_REPEAT,
    ),
    Regimen(
        id=RegimenId.GPA_MPA_IND,
        name="GPA or MPA, induction in adults",
        indication=Indication.VESSELS,
        approval=Approval.APPROVED,
        label="Approved: adults, with glucocorticoids.",
        offsets=WEEKLY,
        gap=SOFT_GAP,
        no_repeat="induction is one course; maintenance is GPA_MPA_MAINT",
    ),
    Regimen(
        id=RegimenId.GPA_MPA_MAINT,
        name="GPA or MPA, maintenance in adults",
        indication=Indication.VESSELS,
        approval=Approval.APPROVED,
        label="Approved: adults, after induction. Later infusions follow clinical evaluation.",
        offsets=FORTNIGHT,
        gap=SOFT_GAP,
        repeat=GPA_REPEAT,
        start=GPA_START,
    ),
    Regimen(
        id=RegimenId.GPA_MPA_PED,
        name="GPA or MPA, induction in children from 2 years",
        indication=Indication.VESSELS,
        approval=Approval.BY_REGION,
        label="Approved for Rituxan (US) and in the EU leaflet; US Truxima is for adults only.",
        offsets=Offsets((0, 7, 14, 21), f"Rituxan label, {_SEEN_SECOND}: weekly, four times"),
        gap=SOFT_GAP,
        no_repeat="the dates of follow-up infusions are the clinician's to enter",
    ),
    Regimen(
        id=RegimenId.DM_ADULT,
        name="Dermatomyositis or refractory myositis in adults",
        indication=Indication.MUSCLE,
        approval=Approval.OFF_LABEL,
        label="No label covers myositis.",
        offsets=Offsets((0, 14), "dermatomyositis article: day 0 and day 14; alternatives exist"),
        gap=SOFT_GAP,
        no_repeat="a course is repeated on relapse, never by the calendar",
    ),
    Regimen(
        id=RegimenId.JDM_LE_1_5,
        name="Juvenile dermatomyositis, body surface up to 1.5 square metres",
        indication=Indication.MUSCLE_CHILD,
        approval=Approval.OFF_LABEL,
        label=_JDM_LABEL,
        offsets=None,
        gap=SOFT_GAP,
        no_repeat=_JDM_NO_REPEAT,
        open_because=_JDM_OPEN,
    ),
    Regimen(
        id=RegimenId.JDM_GT_1_5,
        name="Juvenile dermatomyositis, body surface over 1.5 square metres",
        indication=Indication.MUSCLE_CHILD,
        approval=Approval.OFF_LABEL,
        label=_JDM_LABEL,
        offsets=None,
        gap=SOFT_GAP,
        no_repeat=_JDM_NO_REPEAT,
        open_because=_JDM_OPEN,
    ),
    Regimen(
        id=RegimenId.SLE,
        name="Lupus or lupus nephritis",
        indication=Indication.LUPUS,
        approval=Approval.OFF_LABEL,
        label="No label covers lupus.",
        offsets=None,
        gap=SOFT_GAP,
        no_repeat="whether and when to repeat is individual",
        open_because="the literature holds two patterns, two infusions or four; no label decides",
    ),
    Regimen(
        id=RegimenId.PV,
        name="Pemphigus vulgaris",
        indication=Indication.SKIN,
        approval=Approval.BY_REGION,
        label="Approved for Rituxan, for EU Truxima, and for Ruxience since June 2025.",
        offsets=Offsets((0, 14), f"Rituxan label, {_SEEN_SECOND}: two infusions, 2 weeks apart"),
        gap=PV_GAP,
        repeat=PV_REPEAT,
    ),
    Regimen(
        id=RegimenId.CUSTOM,
        name="The clinic's own plan",
        indication=None,
        approval=Approval.UNKNOWN,
        label="The clinic knows what its own plan is for.",
        offsets=None,
        gap=SOFT_GAP,
        no_repeat="a plan of the clinic's own has the clinic's own dates",
        open_because="a plan of the clinic's own has the clinic's own dates",
    ),
)
REGIMENS: Mapping[RegimenId, Regimen] = MappingProxyType({row.id: row for row in _ROWS})

CANCERS = ("NHL", "CLL", "LYMPHOMA", "LEUKAEMIA", "LEUKEMIA")  # anywhere in the name
REFUSED = (
    "Lymphoma and leukaemia are not scheduled here: rituximab goes by chemotherapy cycles there, "
    "and the oncology team plans them."
)


def regimen_named(name: str) -> Regimen:
    """Return the regimen called `name`, in any case and with - or _.

    Raises NotOurs for lymphoma and leukaemia, UnknownRegimen for any other name.
    """
    plain = name.strip().upper().replace("-", "_").replace("/", "_").replace(" ", "_")
    if any(cancer in plain for cancer in CANCERS):
        raise NotOurs(REFUSED)
    if plain in REGIMENS:
        return REGIMENS[RegimenId(plain)]
    known = ", ".join(REGIMENS)
    raise UnknownRegimen(f"{name.strip()!r} is not a regimen; choose one of: {known}.")
