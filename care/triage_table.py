"""The triage table: how urgent each sign is, from which number on, and on whose word.

Every clinical number of triage stands here once. It holds rows only: no sentence, no word that a
patient writes, no combination of signs (`care/combination.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from care.categories import Category
from care.severity import Severity

RULES_VERSION = "triage-1"
OWNER = "no clinician yet"  # the clinic that signs the table writes its name here
AS_OF = "2026-03-01"


class Status(StrEnum):
    """Who stands behind a row: the label, a guideline, a hospital's leaflet, or only we."""

    LABEL = "label"
    GUIDELINE = "guideline"
    LEAFLET = "leaflet"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One clinical number with its unit, its source, and who answers for it."""

    value: float
    unit: str
    source: str
    status: Status = Status.PROPOSED
    owner: str = OWNER
    date: str = AS_OF


@dataclass(frozen=True, slots=True)
class TemperaturePolicy:
    """Our limits between a low, a normal, a raised and a high temperature, in Celsius.

    They judge nothing: a team may have its own, see `thresholds.py`.
    """

    fever: Threshold = Threshold(38.0, "C", "CDC and Cancer Research UK, from neutropenia care")
    raised: Threshold = Threshold(37.5, "C", "Macmillan rituximab page; UKONS, not read")
    low: Threshold = Threshold(36.0, "C", "NICE and UKONS; a patient card says 35")
    very_high: Threshold = Threshold(40.0, "C", "our own choice")


TEMPERATURE = TemperaturePolicy()
RECHECK = Threshold(
    1, "hours", "hospital card quoted on Macmillan's forum: raised, measure again", Status.LEAFLET
)
COUGH_PERSISTS = Threshold(3, "days", "patient article says persistent; the number is ours")
SATURATION_LOW = Threshold(92, "percent", "our own choice, if the number is known")
BLEEDING_LASTS = Threshold(10, "minutes", "our own choice")
REACTION_WINDOW = Threshold(24, "hours", "boxed warning: deaths within a day", Status.LABEL)
LUNG_WINDOW = Threshold(6, "weeks", "Liote 2010: lung pattern about two weeks after")
NEUTROPENIA_FROM = Threshold(4, "weeks", "medians of late-onset neutropenia 86 to 151 days")
NEUTROPENIA_TO = Threshold(28, "weeks", "medians of late-onset neutropenia 86 to 151 days")
RECENT = Threshold(24, "hours", "our own choice: a sign that is gone counts as if it were here")
LATELY = Threshold(7, "days", "our own choice: a sign that is gone is still urgent")
HARMFUL_DOSE = Threshold(1, "medicine", "our own choice: before the next dose, somebody must know")
ADULT_AGE = Threshold(18, "years", "our own choice")
OLD_AGE = Threshold(70, "years", "our own choice")


class Trait(StrEnum):
    """What the rules must know of a row beside its severity."""

    COMES_AND_GOES = "comes_and_goes"  # gone is not over: the question is when it was last there
    EMERGENCY_WORD = "emergency_word"  # alerts even bare, unclear, or said of a close person
    SUDDEN = "sudden"  # an emergency when it came at once
    REACTION = "reaction"  # inside the infusion window it is a reaction
    AIRWAY = "airway"  # inside the infusion window it is a grave reaction
    INFECTION = "infection"  # the patient's risks make it graver
    NO_SYMPTOM = "no_symptom"  # nothing felt: two of these do not add up
    PRIVATE = "private"  # for the members' direct chats only, never for the group
    OWNED = "owned"  # its bare name alerts only beside a person or a time


@dataclass(frozen=True, slots=True)
class Row:
    """One sign of the table: its code, how urgent it is, and on whose word."""

    code: str
    category: Category
    severity: Severity
    source: str
    status: Status = Status.PROPOSED
    traits: frozenset[Trait] = frozenset()
    threshold: Threshold | None = None


N, S, U, E = Severity
_LABEL, _GUIDE, _LEAFLET, _OURS = Status
_C = Category
_EU = "EU Truxima leaflet"
_FAST = "Stroke Association: face, arm, speech, even if it went away"
_SEPSIS = "Sepsis Trust and NHS"
_DESIGN = "our own choice"

_GOES = frozenset({Trait.COMES_AND_GOES})
_WORD = frozenset({Trait.EMERGENCY_WORD})
_SUDDEN = frozenset({Trait.SUDDEN})
_REACTS = frozenset({Trait.REACTION})
_AIRWAY = frozenset({Trait.AIRWAY})
_INF = frozenset({Trait.INFECTION})
_PLAIN = frozenset({Trait.NO_SYMPTOM})
_PRIVATE = frozenset({Trait.PRIVATE})
_OWNED = frozenset({Trait.OWNED})

_ROWS = (
    # Temperature and infection
    Row("T_FEVER", _C.FEVER, U, "patient article, CDC, CRUK", _GUIDE, _GOES | _REACTS | _INF,
        TEMPERATURE.fever),
    Row("T_FEVER_HIGH", _C.FEVER, E, _DESIGN, _OURS, _GOES | _REACTS | _INF, TEMPERATURE.very_high),
    Row("T_FEVER_LOW", _C.FEVER, S, "Macmillan; check again in an hour", _LEAFLET, _REACTS | _INF,
        TEMPERATURE.raised),
    Row("T_FEVER_STAYS", _C.FEVER, U, "hospital card: still raised after an hour", _LEAFLET,
        _REACTS | _INF, RECHECK),
    Row("T_HYPO", _C.FEVER, S, "NICE and UKONS; urgent when unwell", _OURS, _INF, TEMPERATURE.low),
    Row("T_RIGOR", _C.FEVER, U, "UK patient card", _LEAFLET, _GOES | _REACTS | _INF),
    Row("T_SEPSIS", _C.INFECTION, E, _SEPSIS, _GUIDE, _WORD),
    Row("T_DROWSY", _C.INFECTION, E, _SEPSIS, _GUIDE, _WORD),
    Row("T_INF_OTHER", _C.INFECTION, S, _EU, _LABEL, _INF | _OWNED),
    Row("T_UNWELL", _C.INFECTION, S, _EU, _LABEL, _INF),
    # Cough and breath
    Row("T_COUGH_NEW", _C.COUGH, S, "patient article against " + _EU, _OURS, _REACTS | _INF),
    Row("T_COUGH_PERS", _C.COUGH, U, "patient article, Mayo", _OURS, _REACTS | _INF,
        COUGH_PERSISTS),
    Row("T_COUGH_STREAK", _C.COUGH, U, "NHS", _GUIDE, _GOES | _INF),
    Row("T_COUGH_BLOOD", _C.COUGH, E, "NHS; lung bleeding in vasculitis", _GUIDE,
        _WORD | _GOES),
    Row("T_SOB_REST", _C.BREATHLESS, E, "NHS", _GUIDE, _WORD | _AIRWAY | _GOES),
    Row("T_SOB", _C.BREATHLESS, U, "Liote 2010; rest or effort not known", _OURS, _AIRWAY | _INF),
    Row("T_SOB_EXERT", _C.BREATHLESS, U, "Liote 2010", _OURS, _AIRWAY | _INF),
    # Heart
    Row("T_CHESTPAIN", _C.CHEST_PAIN, E, "label: cardiac warning; NHS", _LABEL,
        _WORD | _AIRWAY | _GOES),
    Row("T_PALP", _C.CHEST_PAIN, U, _EU, _LABEL, _AIRWAY),
    # Brain and nerves
    Row("N_SUDDEN", _C.NEURO, E, _FAST, _GUIDE, _WORD | _GOES),
    Row("N_FACE", _C.NEURO, E, _FAST, _GUIDE, _WORD | _GOES),
    Row("N_SEIZURE", _C.NEURO, E, _EU, _LABEL, _WORD | _GOES),
    Row("N_FAINT", _C.NEURO, E, _DESIGN, _OURS, _WORD | _GOES | _AIRWAY),
    Row("N_UNWAKE", _C.NEURO, E, _EU, _LABEL, _WORD | _GOES),
    Row("N_MENING", _C.NEURO, E, _EU, _LABEL, _WORD),
    Row("N_CONF", _C.NEURO, U, "patient article, " + _EU, _LABEL, _SUDDEN),
    Row("N_MEM", _C.NEURO, U, _EU, _LABEL),
    Row("N_BAL", _C.NEURO, U, "patient article", _OURS, _SUDDEN | _REACTS),
    Row("N_WALK", _C.NEURO, U, _EU, _LABEL, _SUDDEN),
    Row("N_SPEECH", _C.NEURO, U, "Mayo", _LEAFLET, _SUDDEN),
    Row("N_SIDE", _C.NEURO, U, "US Medication Guide", _LABEL, _SUDDEN),
    Row("N_NUMB", _C.NEURO, U, "PML sources", _OURS, _SUDDEN),
    Row("N_VIS", _C.NEURO, U, _EU, _LABEL, _SUDDEN),
    Row("N_BEH", _C.NEURO, U, _EU, _LABEL),
    Row("N_TOUCH", _C.NEURO, U, "pieces of the Tysabri pre-infusion checklist", _OURS, _SUDDEN),
    Row("N_NECK", _C.HEADACHE, U, _EU, _LABEL),
    Row("N_HEAD_SEVERE", _C.HEADACHE, U, _DESIGN, _OURS, _SUDDEN | _REACTS),
    Row("N_HEAD", _C.HEADACHE, S, _DESIGN, _OURS, _REACTS),
    Row("M_SWALLOW", _C.NEURO, U, "muscle disease of the throat", _OURS),
    Row("M_CHOKE", _C.NEURO, E, "muscle disease of the throat", _OURS, _WORD),
    # Infusion
    Row("I_NOW", _C.INFUSION_REACTION, U, "label; tell the nurse now", _LABEL),
    Row("I_AIRWAY", _C.INFUSION_REACTION, E, "label", _LABEL, _WORD | _GOES, REACTION_WINDOW),
    Row("I_MILD", _C.INFUSION_REACTION, U, "label", _LABEL, frozenset(), REACTION_WINDOW),
    Row("I_LATE", _C.INFUSION_REACTION, U, _EU, _LABEL),
    # Skin, liver, belly, bleeding, urine
    Row("S_SEV", _C.SKIN, E, _EU, _LABEL, _WORD | _REACTS),
    Row("S_MOD", _C.SKIN, U, "boxed warning", _LABEL, _REACTS),
    Row("S_RASH", _C.SKIN, S, _DESIGN, _OURS, _REACTS),
    Row("S_SHING", _C.SKIN, U, "antivirals work best early", _OURS),
    Row("L_JAUN", _C.JAUNDICE, U, "Mayo", _LEAFLET),
    Row("G_ABDO", _C.ABDOMINAL, E, "label: pain, obstruction, perforation", _LABEL, _WORD),
    Row("G_ABDO_MILD", _C.ABDOMINAL, U, "label", _LABEL),
    Row("G_SICK", _C.ABDOMINAL, S, _EU, _LABEL, _REACTS),
    Row("G_DIARRHOEA", _C.ABDOMINAL, S, _EU, _LABEL, _INF),
    Row("B_BLEED", _C.BLEEDING, E, _DESIGN, _OURS, _WORD, BLEEDING_LASTS),
    Row("B_BRUISE", _C.BLEEDING, U, "Macmillan", _LEAFLET),
    Row("B_NOSE", _C.BLEEDING, S, _EU + ": common in vasculitis", _LABEL),
    Row("R_NO_URINE", _C.URINE, U, _SEPSIS, _GUIDE),
    Row("R_NO_URINE_ILL", _C.URINE, E, _SEPSIS, _GUIDE),
    Row("R_URINE", _C.URINE, U, _EU, _LABEL),
    # Children
    Row("C_FLOPPY", _C.OTHER, E, _DESIGN, _OURS, _WORD),
    Row("C_DRINK", _C.OTHER, U, _DESIGN),
    # Contacts
    Row("X_VZV", _C.EXPOSURE, S, "UKHSA", _GUIDE, _PLAIN),
    Row("X_MEASLES", _C.EXPOSURE, U, "Australian handbook", _GUIDE, _PLAIN),
    Row("X_COVID", _C.EXPOSURE, S, "CDC", _GUIDE, _PLAIN),
    Row("X_TETANUS", _C.EXPOSURE, S, "EULAR, second hand", _OURS, _PLAIN),
    # Pregnancy, medicines, disease, mood, and an answer that is no answer
    Row("P_PREG", _C.PREGNANCY, S, _EU, _LABEL, _PLAIN | _PRIVATE),
    Row("M_STEROID", _C.MEDICINE, U, "adrenal crisis, own knowledge", _OURS, _PLAIN),
    Row("M_OVERDOSE", _C.MEDICINE, E, "methotrexate poisoning, own knowledge", _OURS, _WORD),
    Row("M_DOSE", _C.MEDICINE, U, _DESIGN, _OURS, _PLAIN),
    Row("M_MISSED", _C.MEDICINE, N, "clinic's own follow-up", _OURS, _PLAIN),
    Row("F_FLARE", _C.FLARE, S, _DESIGN, _OURS, _PLAIN),
    Row("Z_SELF", _C.SELF_HARM, E, _DESIGN, _OURS, _WORD | _PRIVATE),
    Row("Q_UNSURE", _C.OTHER, U, "not sure counts as yes", _OURS),
    Row("Q_WORSE", _C.OTHER, U, _EU + ": worsening", _OURS),
    Row("Q_RECENT", _C.OTHER, E, _FAST, _OURS, _GOES, RECENT),
    Row("Q_EARLIER", _C.OTHER, U, "gone within days is still urgent", _OURS, _GOES, LATELY),
    Row("Q_LONG_AGO", _C.OTHER, S, "gone for longer is for the team to judge", _OURS),
    Row("X_UNCLEAR", _C.OTHER, U, "a report without a sign we know", _OURS, _PLAIN),
    Row("X_SILENT", _C.OTHER, U, "questions were opened and not answered", _OURS, _PLAIN),
)  # fmt: skip

TABLE: Mapping[str, Row] = MappingProxyType({row.code: row for row in _ROWS})

# The graver sign says what the milder one says: only one of them is shown.
IMPLIES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "T_FEVER_HIGH": frozenset({"T_FEVER"}),
        "T_FEVER_STAYS": frozenset({"T_FEVER_LOW"}),
        "T_COUGH_PERS": frozenset({"T_COUGH_NEW"}),
        "T_COUGH_BLOOD": frozenset({"T_COUGH_STREAK", "T_COUGH_NEW", "T_COUGH_PERS"}),
        "T_COUGH_STREAK": frozenset({"T_COUGH_NEW", "T_COUGH_PERS"}),
        "T_SOB_REST": frozenset({"T_SOB", "T_SOB_EXERT"}),
        "T_SOB_EXERT": frozenset({"T_SOB"}),
        "N_HEAD_SEVERE": frozenset({"N_HEAD"}),
        "S_SEV": frozenset({"S_MOD", "S_RASH"}),
        "S_MOD": frozenset({"S_RASH"}),
        "S_SHING": frozenset({"S_MOD", "S_RASH"}),
        "G_ABDO": frozenset({"G_ABDO_MILD", "G_SICK"}),
        "B_BLEED": frozenset({"B_NOSE", "B_BRUISE"}),
    }
)


def has(code: str, trait: Trait) -> bool:
    """Say whether a row of the table carries a trait. Raises KeyError for an unknown code."""
    return trait in TABLE[code].traits
