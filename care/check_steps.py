"""The screens of the symptom check as a table: what can be answered, and what is asked next.

It holds data only; what an answer reports is in `check_signs.py`. Order and wording follow a
telephone nurse: the two emergency screens first, the gravest line of every screen first, and nobody
is asked to choose several things at once. Whoever has nothing to report presses eight
times; docs/symptom-check.md says of each screen when it is asked, and why nothing is lost.

`earlier` was a screen of its own once: stored checks that stand on it, or passed it, go on.
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
    AGAIN = "again"  # an hour after a raised temperature
    # Old buttons count screens: what is new comes last.
    LATELY = "lately"
    BODY_OR_BELLY = "body_or_belly"
    BREATHING_BEFORE = "breathing_before"
    BREATHING_WORSE = "breathing_worse"
    NERVES_BEFORE = "nerves_before"
    NERVES_WORSE = "nerves_worse"
    BODY_BEFORE = "body_before"
    BODY_WORSE = "body_worse"
    BELLY_BEFORE = "belly_before"
    BELLY_WORSE = "belly_worse"


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
    # Lately; body or belly
    CAME_AND_WENT = "came_and_went"
    HEAD_OR_THROAT = "head_or_throat"
    SKIN = "skin"
    IN_BELLY = "in_belly"
    URINE_OR_BLOOD = "urine_or_blood"


def _screen(following: Step, *choices: Choice, **apart: Step) -> Mapping[Choice, Step]:
    """Lead every choice to the same screen, except those that are named."""
    return MappingProxyType({one: apart.get(one.value, following) for one in choices})


def _signs(usual: Step, following: Step, *choices: Choice) -> Mapping[Choice, Step]:
    """Ask of each sign whether it is usual; without a sign the check goes on."""
    return _screen(usual, *choices, *_LEFT_OPEN, none=following, not_sure=following)


C, S = Choice, Step
_LEFT_OPEN = (C.NONE, C.NOT_SURE)
_YES_NO = (C.YES, C.NO, C.NOT_SURE)
_CONTACTS = (C.MEASLES, C.CHICKENPOX, C.COVID)
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
            S.LATELY,
            C.DROWSY,
            C.BLOTCHY,
            C.BLEEDING,
            C.WORST_BELLY,
            C.NO_URINE,
            *_LEFT_OPEN,
        ),
        S.LATELY: _screen(
            S.TEMPERATURE, C.CAME_AND_WENT, *_CONTACTS, *_LEFT_OPEN, came_and_went=S.WHEN
        ),
        S.EARLIER: _screen(S.TEMPERATURE, *_YES_NO, yes=S.WHEN),
        S.WHEN: _screen(S.TEMPERATURE, *_WHEN),
        S.INFUSION: _screen(S.TEMPERATURE, C.IN_CHAIR, *_YES_NO),
        S.TEMPERATURE: _screen(S.BREATHING, *_THERMOMETER),
        S.AGAIN: _screen(S.EMERGENCY_1, *_THERMOMETER, normal=S.NOTHING),
        S.BREATHING: _signs(
            S.BREATHING_BEFORE,
            S.NERVES,
            C.COUGH_BLOOD,
            C.BREATHLESS_STILL,
            C.BREATHLESS_MOVING,
            C.COUGH,
        ),
        S.BREATHING_BEFORE: _screen(S.NERVES, *_YES_NO, yes=S.BREATHING_WORSE),
        S.BREATHING_WORSE: _screen(S.NERVES, *_YES_NO),
        S.NERVES: _signs(
            S.ONSET,
            S.BODY_OR_BELLY,
            C.SPEAKING,
            C.WEAK_SIDE,
            C.SEEING,
            C.THINKING,
            C.WALKING,
        ),
        S.ONSET: _screen(S.NERVES_BEFORE, C.SUDDEN, C.HOURS, C.DAYS, C.NOT_SURE),
        S.NERVES_BEFORE: _screen(S.BODY_OR_BELLY, *_YES_NO, yes=S.NERVES_WORSE),
        S.NERVES_WORSE: _screen(S.BODY_OR_BELLY, *_YES_NO),
        S.BODY_OR_BELLY: _screen(
            S.BODY,
            C.HEAD_OR_THROAT,
            C.SKIN,
            C.IN_BELLY,
            C.URINE_OR_BLOOD,
            C.INFECTION,
            *_LEFT_OPEN,
            in_belly=S.BELLY,
            urine_or_blood=S.BELLY,
            infection=S.CONTACT,
            none=S.CONTACT,
        ),
        S.BODY: _signs(
            S.BODY_BEFORE, S.BELLY, C.SWALLOWING, C.HEAD_NECK, C.BLISTERS, C.YELLOW, C.RASH
        ),
        S.BODY_BEFORE: _screen(S.BELLY, *_YES_NO, yes=S.BODY_WORSE),
        S.BODY_WORSE: _screen(S.BELLY, *_YES_NO),
        S.BELLY: _signs(
            S.BELLY_BEFORE,
            S.CONTACT,
            C.BELLY_PAIN,
            C.BRUISES,
            C.URINE,
            C.INFECTION,
            C.DIARRHOEA,
        ),
        S.BELLY_BEFORE: _screen(S.CONTACT, *_YES_NO, yes=S.BELLY_WORSE),
        S.BELLY_WORSE: _screen(S.CONTACT, *_YES_NO),
        S.CONTACT: _screen(S.LASTED, *_CONTACTS, *_LEFT_OPEN),
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
ABOUT_SIGNS = (S.LASTED, S.DIRECTION)
ABOUT_THE_CALL = (S.MEDICINES, S.CALL, S.ALONE)
ONLY_WITH_FINDINGS = (*ABOUT_SIGNS, *ABOUT_THE_CALL)
# These decide about an emergency: the infusion is asked about after them.
DECIDES = frozenset({S.EMERGENCY_1, S.EMERGENCY_2, S.LATELY, S.WHEN, S.ONSET})
# Whoever pressed a line of this screen has a sign of the next ones, or is not sure.
AREAS = frozenset({C.HEAD_OR_THROAT, C.SKIN, C.IN_BELLY, C.URINE_OR_BLOOD})
# Of which sign two screens ask: was it there before the infusions, is it worse now?
USUAL: Mapping[Step, tuple[Step, Step]] = MappingProxyType(
    {
        S.BREATHING: (S.BREATHING_BEFORE, S.BREATHING_WORSE),
        S.NERVES: (S.NERVES_BEFORE, S.NERVES_WORSE),
        S.BODY: (S.BODY_BEFORE, S.BODY_WORSE),
        S.BELLY: (S.BELLY_BEFORE, S.BELLY_WORSE),
    }
)
