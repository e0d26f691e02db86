"""The screens of the symptom check as a table: what can be answered, what it means, what is next.

It holds data only. Order and wording follow a telephone nurse: the two emergency screens first, the
gravest line of every screen first, and nobody is asked to choose several things at once.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Step(StrEnum):
    """A screen of the check. Stored, and part of message ids, so never renamed."""

    WHO = "who"
    NOW = "now"  # asked on its own about one sign somebody wrote of
    LAST = "last"  # the same, when it may have gone
    EMERGENCY_1 = "emergency_1"
    EMERGENCY_2 = "emergency_2"
    EARLIER = "earlier"
    WHEN = "when"
    INFUSION = "infusion"
    TEMPERATURE = "temperature"
    BREATHING = "breathing"
    NERVES = "nerves"
    ONSET = "onset"
    BODY = "body"
    BELLY = "belly"
    CONTACT = "contact"
    LASTED = "lasted"
    DIRECTION = "direction"
    MEDICINES = "medicines"
    CALL = "call"
    ALONE = "alone"
    RESCUE = "rescue"
    TOLD = "told"
    NOTHING = "nothing"
    ELSE = "else"
    AGAIN = "again"  # an hour after a raised temperature; last, because old buttons count screens


class Choice(StrEnum):
    """An answer. Stored, and part of message ids, so never renamed; one meaning on every screen."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    NOT_SURE = "not_sure"
    # Who, and when
    ME = "me"
    WITH = "with"
    SOMEBODY_ELSE = "somebody_else"
    JUST_ASKING = "just_asking"
    THERE_NOW = "there_now"
    LAST_DAY = "last_day"
    LAST_DAYS = "last_days"
    LONGER_AGO = "longer_ago"
    # Emergencies
    NO_AIR = "no_air"
    CHEST_PAIN = "chest_pain"
    STROKE = "stroke"
    SEIZURE = "seizure"
    SWELLING = "swelling"
    DROWSY = "drowsy"
    BLOTCHY = "blotchy"
    BLEEDING = "bleeding"
    WORST_BELLY = "worst_belly"
    NO_URINE = "no_urine"
    # Infusion, temperature
    IN_CHAIR = "in_chair"
    FEVER = "fever"
    RAISED = "raised"
    NORMAL = "normal"
    LOW = "low"
    SHAKING = "shaking"
    FEELS_HOT = "feels_hot"
    NOT_MEASURED = "not_measured"
    # Breath, nerves
    COUGH_BLOOD = "cough_blood"
    BREATHLESS_STILL = "breathless_still"
    BREATHLESS_MOVING = "breathless_moving"
    COUGH = "cough"
    SPEAKING = "speaking"
    WEAK_SIDE = "weak_side"
    SEEING = "seeing"
    THINKING = "thinking"
    WALKING = "walking"
    SUDDEN = "sudden"
    HOURS = "hours"
    DAYS = "days"
    # Body, belly
    HEAD_NECK = "head_neck"
    BLISTERS = "blisters"
    YELLOW = "yellow"
    RASH = "rash"
    SWALLOWING = "swallowing"
    BELLY_PAIN = "belly_pain"
    BRUISES = "bruises"
    URINE = "urine"
    INFECTION = "infection"
    DIARRHOEA = "diarrhoea"
    # Contacts, course, help
    MEASLES = "measles"
    CHICKENPOX = "chickenpox"
    COVID = "covid"
    SHORT = "short"
    LONG = "long"
    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    HELP_COMING = "help_coming"
    CANNOT_CALL = "cannot_call"
    AT_HOSPITAL = "at_hospital"
    WILL_NOT_CALL = "will_not_call"


def _screen(following: Step, *choices: Choice, **apart: Step) -> Mapping[Choice, Step]:
    """Lead every choice to the same screen, except those that are named."""
    return MappingProxyType({one: apart.get(one.value, following) for one in choices})


C, S = Choice, Step
_LEFT_OPEN = (C.NONE, C.NOT_SURE)
_YES_NO = (C.YES, C.NO, C.NOT_SURE)
_THERMOMETER = (
    *(C.FEVER, C.RAISED, C.NORMAL, C.LOW),
    *(C.SHAKING, C.FEELS_HOT, C.NOT_MEASURED),
)
_WHEN = (C.THERE_NOW, C.LAST_DAY, C.LAST_DAYS, C.LONGER_AGO, C.NOT_SURE)

FIRST = S.WHO
NEXT: Mapping[Step, Mapping[Choice, Step]] = MappingProxyType(
    {
        S.WHO: _screen(S.EMERGENCY_1, C.ME, C.WITH, C.SOMEBODY_ELSE, somebody_else=S.ELSE),
        S.NOW: _screen(
            S.EMERGENCY_1,
            C.YES,
            C.NO,
            C.SOMEBODY_ELSE,
            C.JUST_ASKING,
            C.NOT_SURE,
            no=S.LAST,
            somebody_else=S.ELSE,
            just_asking=S.NOTHING,
        ),
        S.LAST: _screen(S.EMERGENCY_1, *_WHEN, longer_ago=S.TOLD),
        S.EMERGENCY_1: _screen(
            S.EMERGENCY_2,
            C.NO_AIR,
            C.CHEST_PAIN,
            C.STROKE,
            C.SEIZURE,
            C.SWELLING,
            *_LEFT_OPEN,
        ),
        S.EMERGENCY_2: _screen(
            S.EARLIER,
            C.DROWSY,
            C.BLOTCHY,
            C.BLEEDING,
            C.WORST_BELLY,
            C.NO_URINE,
            *_LEFT_OPEN,
        ),
        S.EARLIER: _screen(S.INFUSION, *_YES_NO, yes=S.WHEN),
        S.WHEN: _screen(S.INFUSION, *_WHEN),
        S.INFUSION: _screen(S.TEMPERATURE, C.IN_CHAIR, *_YES_NO),
        S.TEMPERATURE: _screen(S.BREATHING, *_THERMOMETER),
        S.AGAIN: _screen(S.EMERGENCY_1, *_THERMOMETER, normal=S.NOTHING),
        S.BREATHING: _screen(
            S.NERVES,
            C.COUGH_BLOOD,
            C.BREATHLESS_STILL,
            C.BREATHLESS_MOVING,
            C.COUGH,
            *_LEFT_OPEN,
        ),
        S.NERVES: _screen(
            S.ONSET,
            C.SPEAKING,
            C.WEAK_SIDE,
            C.SEEING,
            C.THINKING,
            C.WALKING,
            *_LEFT_OPEN,
            none=S.BODY,
            not_sure=S.BODY,
        ),
        S.ONSET: _screen(S.BODY, C.SUDDEN, C.HOURS, C.DAYS, C.NOT_SURE),
        S.BODY: _screen(
            S.BELLY, C.SWALLOWING, C.HEAD_NECK, C.BLISTERS, C.YELLOW, C.RASH, *_LEFT_OPEN
        ),
        S.BELLY: _screen(
            S.CONTACT, C.BELLY_PAIN, C.BRUISES, C.URINE, C.INFECTION, C.DIARRHOEA, *_LEFT_OPEN
        ),
        S.CONTACT: _screen(S.LASTED, C.MEASLES, C.CHICKENPOX, C.COVID, *_LEFT_OPEN),
        S.LASTED: _screen(S.DIRECTION, C.SHORT, C.LONG, C.NOT_SURE),
        S.DIRECTION: _screen(S.MEDICINES, C.WORSE, C.SAME, C.BETTER, C.NOT_SURE),
        S.MEDICINES: _screen(S.CALL, *_YES_NO),
        S.CALL: _screen(S.ALONE, C.YES, C.NO),
        S.ALONE: _screen(S.TOLD, C.YES, C.NO),
        S.RESCUE: _screen(S.TOLD, C.HELP_COMING, C.CANNOT_CALL, C.AT_HOSPITAL, C.WILL_NOT_CALL),
        S.TOLD: {},
        S.NOTHING: {},
        S.ELSE: {},
    }
)
ENDS = frozenset(step for step, following in NEXT.items() if not following)
THERMOMETER = frozenset({S.TEMPERATURE, S.AGAIN})  # here a number is an answer
# About what was reported; nobody who reported nothing is asked.
ONLY_WITH_FINDINGS = (S.LASTED, S.DIRECTION, S.MEDICINES, S.CALL, S.ALONE)

# What an answer reports. "Not sure" counts as yes.
SIGNS: Mapping[tuple[Step, Choice], str] = MappingProxyType(
    {
        (S.EMERGENCY_1, C.NO_AIR): "T_SOB_REST",
        (S.EMERGENCY_1, C.CHEST_PAIN): "T_CHESTPAIN",
        (S.EMERGENCY_1, C.STROKE): "N_SUDDEN",
        (S.EMERGENCY_1, C.SEIZURE): "N_SEIZURE",
        (S.EMERGENCY_1, C.SWELLING): "I_AIRWAY",
        (S.EMERGENCY_1, C.NOT_SURE): "Q_UNSURE",
        (S.EMERGENCY_2, C.DROWSY): "N_UNWAKE",
        (S.EMERGENCY_2, C.BLOTCHY): "T_SEPSIS",
        (S.EMERGENCY_2, C.BLEEDING): "B_BLEED",
        (S.EMERGENCY_2, C.WORST_BELLY): "G_ABDO",
        (S.EMERGENCY_2, C.NO_URINE): "R_NO_URINE_ILL",
        (S.EMERGENCY_2, C.NOT_SURE): "Q_UNSURE",
        (S.EARLIER, C.YES): "Q_EARLIER",
        (S.EARLIER, C.NOT_SURE): "Q_EARLIER",
        (S.WHEN, C.THERE_NOW): "Q_RECENT",
        (S.WHEN, C.LAST_DAY): "Q_RECENT",
        (S.TEMPERATURE, C.FEVER): "T_FEVER",
        (S.TEMPERATURE, C.RAISED): "T_FEVER_LOW",
        (S.TEMPERATURE, C.LOW): "T_HYPO",
        (S.TEMPERATURE, C.SHAKING): "T_RIGOR",
        (S.TEMPERATURE, C.FEELS_HOT): "T_FEVER",
        (S.AGAIN, C.FEVER): "T_FEVER",
        (S.AGAIN, C.RAISED): "T_FEVER_STAYS",
        (S.AGAIN, C.LOW): "T_HYPO",
        (S.AGAIN, C.SHAKING): "T_RIGOR",
        (S.AGAIN, C.FEELS_HOT): "T_FEVER_STAYS",
        (S.BREATHING, C.COUGH_BLOOD): "T_COUGH_BLOOD",
        (S.BREATHING, C.BREATHLESS_STILL): "T_SOB_REST",
        (S.BREATHING, C.BREATHLESS_MOVING): "T_SOB_EXERT",
        (S.BREATHING, C.COUGH): "T_COUGH_NEW",
        (S.BREATHING, C.NOT_SURE): "T_SOB",
        (S.NERVES, C.SPEAKING): "N_SPEECH",
        (S.NERVES, C.WEAK_SIDE): "N_SIDE",
        (S.NERVES, C.SEEING): "N_VIS",
        (S.NERVES, C.THINKING): "N_CONF",
        (S.NERVES, C.WALKING): "N_BAL",
        (S.NERVES, C.NOT_SURE): "N_TOUCH",
        (S.ONSET, C.SUDDEN): "N_SUDDEN",
        (S.ONSET, C.HOURS): "N_SUDDEN",
        (S.ONSET, C.NOT_SURE): "N_SUDDEN",
        (S.BODY, C.SWALLOWING): "M_SWALLOW",
        (S.BODY, C.HEAD_NECK): "N_HEAD_SEVERE",
        (S.BODY, C.BLISTERS): "S_MOD",
        (S.BODY, C.YELLOW): "L_JAUN",
        (S.BODY, C.RASH): "S_RASH",
        (S.BODY, C.NOT_SURE): "Q_UNSURE",
        (S.BELLY, C.BELLY_PAIN): "G_ABDO_MILD",
        (S.BELLY, C.BRUISES): "B_BRUISE",
        (S.BELLY, C.URINE): "R_URINE",
        (S.BELLY, C.INFECTION): "T_INF_OTHER",
        (S.BELLY, C.DIARRHOEA): "G_DIARRHOEA",
        (S.BELLY, C.NOT_SURE): "Q_UNSURE",
        (S.CONTACT, C.MEASLES): "X_MEASLES",
        (S.CONTACT, C.CHICKENPOX): "X_VZV",
        (S.CONTACT, C.COVID): "X_COVID",
        (S.CONTACT, C.NOT_SURE): "X_VZV",
    }
)
