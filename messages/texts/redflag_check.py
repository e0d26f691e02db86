"""The words of the symptom check: its questions in two voices, and its buttons.

Questions are `redflag.check.<step>.you` and `.care`, buttons `redflag.check.choice.<choice>`.
Figures are never written here: they come from the triage table.
"""

from collections.abc import Mapping
from types import MappingProxyType

from care.check_steps import USUAL, Choice, Step
from messages.declare import Text, Var
from messages.texts import redflag_usual
from messages.texts.redflag import BUTTON_UNITS, EMERGENCY, NAME, PHONE, UNWELL, critical
from messages.values import Number, Temp

_C, _S = Choice, Step
VOICES = ("you", "care")
_BUTTONS = "Each line below is a button."

# The values are `care.symptom_check.figures`; the figures here are what translators see.
FIGURE_KINDS: Mapping[str, Var] = {
    "days": Number(7),
    "hours": Number(24),
    "recent": Number(24),
    "cough": Number(3),
    "fever": Temp(38.0),
    "raised": Temp(37.5),
    "low": Temp(36.0),
}

_QUESTIONS: Mapping[Step, tuple[str, str]] = {
    _S.WHO: (
        "Is this about {name}, who gets the infusions?",
        "Is this about {name}, who gets the infusions?",
    ),
    _S.NOW: (
        "You wrote of a symptom.\nDo you have it now?",
        "You wrote of a symptom.\nDoes {name} have it now?",
    ),
    _S.LAST: (
        "You wrote of a symptom that may be gone.\nWhen did you last have it?",
        "You wrote of a symptom that may be gone.\nWhen did {name} last have it?",
    ),
    _S.EMERGENCY_1: (
        (
            "Do you have one of these now?\n"
            "Or did you in the last {recent} hours?\n"
            "Press the first line that fits."
        ),
        (
            "Does {name} have one of these now?\n"
            "Or in the last {recent} hours?\n"
            "Press the first line that fits."
        ),
    ),
    _S.EMERGENCY_2: (
        "Or one of these now?\nPress the first line that fits.",
        "Or does {name} have one of these now?\nPress the first line that fits.",
    ),
    _S.EARLIER: (  # of checks that were begun before `lately` was asked
        (
            "Did one of these come and go in the last {days} days?\n"
            "– Fainted, or a seizure (shaking all over)\n"
            "– Chest pain, or coughing blood\n"
            "– Weak face, arm or leg\n"
            "– Trouble speaking or seeing"
        ),
        (
            "Did one of these come and go in {name} in the last {days} days?\n"
            "– Fainted, or a seizure (shaking all over)\n"
            "– Chest pain, or coughing blood\n"
            "– Weak face, arm or leg\n"
            "– Trouble speaking or seeing"
        ),
    ),
    _S.LATELY: (
        (
            "Did one of these come and go in the last {days} days?\n"
            "– Fainted, or a seizure (shaking all over)\n"
            "– Chest pain, or coughing blood\n"
            "– Weak face, arm or leg\n"
            "– Trouble speaking or seeing\n"
            "Or were you near somebody with an infection below?"
        ),
        (
            "Did one of these come and go in {name} in the last {days} days?\n"
            "– Fainted, or a seizure (shaking all over)\n"
            "– Chest pain, or coughing blood\n"
            "– Weak face, arm or leg\n"
            "– Trouble speaking or seeing\n"
            "Or was {name} near somebody with an infection below?"
        ),
    ),
    _S.WHEN: (
        "When did you last have it?",
        "When did {name} last have it?",
    ),
    _S.INFUSION: (
        "Did you have an infusion in the last {hours} hours?",
        "Did {name} have an infusion in the last {hours} hours?",
    ),
    _S.TEMPERATURE: (
        (
            "What is your temperature?\n"
            "Type what the thermometer shows, or press the first line that fits."
        ),
        (
            "What is {name}'s temperature?\n"
            "Type what the thermometer shows, or press the first line that fits."
        ),
    ),
    _S.AGAIN: (
        (
            "Your temperature was raised a while ago.\n"
            "Please measure it again now, and type what the thermometer shows."
        ),
        (
            "{name}'s temperature was raised a while ago.\n"
            "Please measure it again now, and type what the thermometer shows."
        ),
    ),
    _S.BREATHING: (
        "Your breathing: does a line fit?\nPress the first one that does.",
        "{name}'s breathing: does a line fit?\nPress the first one that does.",
    ),
    _S.NERVES: (
        (
            "Do you have trouble with one of these?\n"
            "Or has somebody close to you noticed it?\n"
            "Press the first line that fits."
        ),
        (
            "Does {name} have trouble with one of these?\n"
            "Or has somebody else noticed it?\n"
            "Press the first line that fits."
        ),
    ),
    _S.ONSET: ("How did it start?", "How did it start in {name}?"),
    _S.BODY_OR_BELLY: (
        "Do you have something of a line below?\nPress the first line that fits.",
        "Does {name} have something of a line below?\nPress the first line that fits.",
    ),
    _S.BODY: (
        "Do you have one of these?\nPress the first line that fits.",
        "Does {name} have one of these?\nPress the first line that fits.",
    ),
    _S.BELLY: (
        "Do you have one of these?\nPress the first line that fits.",
        "Does {name} have one of these?\nPress the first line that fits.",
    ),
    _S.CONTACT: (
        "Were you near somebody with one of these lately?",
        "Was {name} near somebody with one of these lately?",
    ),
    _S.LASTED: (
        "How long have you had this?",
        "How long has {name} had this?",
    ),
    _S.DIRECTION: (
        "Is it getting worse?",
        "Is {name} getting worse?",
    ),
    _S.MEDICINES: (
        "Did you take a medicine against fever or pain today?\nOr a steroid, or an antibiotic?",
        "Did {name} take a medicine against fever or pain today?\nOr a steroid, or an antibiotic?",
    ),
    _S.CALL: (
        "Can your team phone you now?",
        "Can the team phone you about {name} now?",
    ),
    _S.ALONE: ("Are you alone?", "Is {name} alone?"),
    _S.RESCUE: (
        "Call {emergency} now. Do not wait for your team.\nThen press a line.",
        "Call {emergency} now. Do not wait for the team.\nThen press a line about {name}.",
    ),
    _S.TOLD: (
        "Your team is told what you reported.\nWorse before they call? Press “{unwell}”, or call.",
        (
            "The team is told what you reported about {name}.\n"
            "Worse before they call? Press “{unwell}”, or call."
        ),
    ),
    _S.NOTHING: (
        (
            "You reported nothing new, so your team was not alerted.\n"
            "This is not a medical opinion.\n"
            "If anything changes, press “{unwell}”."
        ),
        (
            "You reported nothing new about {name}, so the team was not alerted.\n"
            "This is not a medical opinion.\n"
            "If anything changes, press “{unwell}”."
        ),
    ),
    _S.ELSE: (
        (
            "This chat is about {name}. I can only tell the team about {name}.\n"
            "Is the other person very ill? Call {emergency}\n"
            "Do they have an infection? Keep away, and tell your team."
        ),
        (
            "This chat is about {name}. I can only tell the team about {name}.\n"
            "Is the other person very ill? Call {emergency}\n"
            "Do they have an infection? Keep {name} away, and tell the team."
        ),
    ),
}

_VARS: Mapping[str, Var] = {
    "name": NAME,
    "emergency": EMERGENCY,
    "unwell": UNWELL,
    **FIGURE_KINDS,
}

_LABELS: Mapping[Choice, str] = {
    _C.YES: "Yes",
    _C.NO: "No",
    _C.NONE: "None of these",
    _C.NOT_SURE: "Not sure",
    _C.ME: "I am {name}",
    _C.WITH: "I am with {name}",
    _C.SOMEBODY_ELSE: "No, somebody else",
    _C.JUST_ASKING: "I am just asking",
    _C.THERE_NOW: "It is there now",
    _C.LAST_DAY: "In the last {recent} hours",
    _C.LAST_DAYS: "In the last {days} days",
    _C.LONGER_AGO: "Longer ago",
    _C.NO_AIR: "Cannot breathe, blue lips",
    _C.CHEST_PAIN: "Chest pain or pressure",
    _C.STROKE: "Face, arm, speech trouble",
    _C.SEIZURE: "Seizure (shaking), fainted",
    _C.SWELLING: "Swollen face or throat",
    _C.DROWSY: "Hard to wake, or confused",
    _C.BLOTCHY: "Blotchy, blue or pale skin",
    _C.BLEEDING: "Vomiting blood, bleeding",
    _C.WORST_BELLY: "Worst belly pain",
    _C.NO_URINE: "No urine all day",
    _C.IN_CHAIR: "I am having it right now",
    _C.FEVER: "{fever} or more",
    _C.RAISED: "{raised} or more",
    _C.NORMAL: "Below {raised}",
    _C.LOW: "Below {low}",
    _C.SHAKING: "Shaking, cannot stop",
    _C.FEELS_HOT: "Hot, but not measured",
    _C.NOT_MEASURED: "Not hot, not measured",
    _C.COUGH_BLOOD: "Coughing blood",
    _C.BREATHLESS_STILL: "Breathless sitting still",
    _C.BREATHLESS_MOVING: "Breathless when moving",
    _C.COUGH: "Cough",
    _C.SPEAKING: "Speaking, understanding",
    _C.WEAK_SIDE: "Weak or numb on one side",
    _C.SEEING: "Seeing",
    _C.THINKING: "Thinking, memory, behaving",
    _C.WALKING: "Balance or walking",
    _C.SUDDEN: "At once, within minutes",
    _C.HOURS: "Over some hours",
    _C.DAYS: "Over days or weeks",
    _C.HEAD_NECK: "Bad headache, stiff neck",
    _C.BLISTERS: "Blisters, sores, peeling",
    _C.YELLOW: "Yellow skin, dark urine",
    _C.RASH: "Rash or itching",
    _C.SWALLOWING: "Trouble swallowing",
    _C.BELLY_PAIN: "Belly pain or vomiting",
    _C.BRUISES: "Bruises, bleeding gums",
    _C.URINE: "Blood or burning in urine",
    _C.INFECTION: "Sore throat, wound, unwell",
    _C.DIARRHOEA: "Diarrhoea",
    _C.MEASLES: "Measles",
    _C.CHICKENPOX: "Chickenpox or shingles",
    _C.COVID: "COVID",
    _C.SHORT: "Less than {cough} days",
    _C.LONG: "{cough} days or more",
    _C.WORSE: "Yes, worse",
    _C.SAME: "No, the same",
    _C.BETTER: "No, better",
    _C.HELP_COMING: "Help is coming",
    _C.CANNOT_CALL: "I cannot call",
    _C.AT_HOSPITAL: "At the hospital already",
    _C.WILL_NOT_CALL: "I do not want to call",
    _C.CAME_AND_WENT: "Yes, it came and went",
    _C.HEAD_OR_THROAT: "Headache, neck, swallowing",
    _C.SKIN: "Sores, rash, yellow skin",
    _C.IN_BELLY: "Belly, vomiting, diarrhoea",
    _C.URINE_OR_BLOOD: "Urine, bruises, gums bleed",
}


# The first line is all that a lock screen shows: it names neither a person nor a symptom.
_FIRST_LINES: Mapping[Step, str] = {
    _S.WHO: "First question.",
    _S.NOW: "About your message.",
    _S.LAST: "About your message.",
    _S.RESCUE: "Please read this now.",
    _S.TOLD: "About your answers.",
    _S.NOTHING: "Noted.",
    _S.ELSE: "About your answer.",
    _S.AGAIN: "About your report.",
}
_NEXT_QUESTION = "Next question."


def _asked(step: Step, english: str, voice: str) -> Text:
    english = f"{_FIRST_LINES.get(step, _NEXT_QUESTION)}\n{english}"
    used = {name: kind for name, kind in _VARS.items() if f"{{{name}}}" in english}
    whom = "the patient" if voice == "you" else "somebody who is with the patient"
    where = f"Symptom check, screen “{step.value}”, to {whom}. {_BUTTONS}"
    return critical(f"redflag.check.{step.value}.{voice}", english, where, used)


def _button(choice: Choice, english: str) -> Text:
    used = {name: kind for name, kind in _VARS.items() if f"{{{name}}}" in english}
    where = f"Button of the symptom check: “{choice.value}”. First person where there is one."
    limit = 0 if used else BUTTON_UNITS
    return critical(f"redflag.check.choice.{choice.value}", english, where, used, limit)


_OF_USUAL: Mapping[tuple[Step, str], Text] = {
    (step, voice): text
    for before, worse in USUAL.values()
    for step, texts in (
        (before, (redflag_usual.BEFORE, redflag_usual.BEFORE_CARE)),
        (worse, (redflag_usual.WORSE, redflag_usual.WORSE_CARE)),
    )
    for voice, text in zip(VOICES, texts, strict=True)
}
QUESTIONS: Mapping[tuple[Step, str], Text] = MappingProxyType(
    {
        (step, voice): _asked(step, english, voice)
        for step, voices in _QUESTIONS.items()
        for voice, english in zip(VOICES, voices, strict=True)
    }
    | dict(_OF_USUAL)
)
LABELS: Mapping[Choice, Text] = MappingProxyType(
    {choice: _button(choice, english) for choice, english in _LABELS.items()}
)

IF_IT_HAPPENS = critical(
    "redflag.check.if_it_happens.you",
    "About your question.\n"
    "If this happens to you, do not wait.\n"
    "Press “{unwell}” at once, and call your team: {phone}\n"
    "Very ill? Call {emergency}",
    "Answer to “what if I get …”. Never says that it is harmless.",
    {"unwell": UNWELL, "phone": PHONE, "emergency": EMERGENCY},
)
IF_IT_HAPPENS_CARE = critical(
    "redflag.check.if_it_happens.care",
    "About your question.\n"
    "If this happens to {name}, do not wait.\n"
    "Press “{unwell}” at once, and call the team: {phone}\n"
    "Very ill? Call {emergency}",
    "The same, to a caregiver.",
    {"name": NAME, "unwell": UNWELL, "phone": PHONE, "emergency": EMERGENCY},
)
WHOM = critical(
    "redflag.check.whom",
    "You wrote about somebody.\nIs it {name}, who gets the infusions?",
    "After a sign of “my husband”, “she” and the like. Buttons of the screen “who” follow.",
    {"name": NAME},
)
BACK = critical("redflag.check.back", "Back", "Button to the question before.", limit=BUTTON_UNITS)
