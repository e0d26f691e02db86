"""What a patient reads about the treatment's time: when it works, when illness may come back.

Names no disease and promises nothing. `.you` speaks to the patient, `.care` to somebody who cares
for the patient. Figures come with the message, from `care/expectations.py`. Status of all wording:
proposed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from care.expectations import Stage
from care.regimens import Indication
from messages.declare import Level, Text, Var, text
from messages.values import Label, Name, Number

NAME = Name("Mina")
UNWELL = Label("redflag.button.unwell")
KEY_UNITS = 28
OPENING = "First paragraph of what to expect."
WHERE = "In what to expect."


def _both(name: str, you: str, care: str, where: str, vars: Mapping[str, Var] | None = None) -> str:
    """Declare a paragraph in both voices and return its id without one."""
    id = f"patient.expect.{name}"
    said = dict(vars or {})
    text(f"{id}.you", you, level=Level.CLINICAL, where=where, vars=said)
    named = said | ({"name": NAME} if "{name}" in care else {})
    text(f"{id}.care", care, level=Level.CLINICAL, where=f"{where} To a caregiver.", vars=named)
    return id


def _grave(name: str, english: str, where: str, vars: Mapping[str, Var]) -> Text:
    id = f"patient.expect.{name}"
    return text(id, english, level=Level.CRITICAL, where=where, vars=vars)


HEADING = _both("heading", "What to expect", "What to expect\nThis is about {name}.", OPENING)

# --- How long until it works ----------------------------------------------------------------------

_JOINTS = {
    "works_from": Number(2),
    "works_longest": Number(16),
    "many_from": Number(4),
    "many_to": Number(6),
}
_MUSCLE = {"trial_weeks": Number(20), "works_longest": Number(26)}
_MUSCLE_WORDS = (
    "The medicine works slowly in muscle disease.\n"
    "In the main study it took about {trial_weeks} weeks until people were better.\n"
    "That study could not prove that the medicine was the reason.\n"
    "It can take up to {works_longest} weeks."
)
WORKS_GENERAL = _both(
    "works",
    "The medicine works slowly. How long it takes is not the same for everyone.\n"
    "Your team knows more about you. Ask them what to expect.",
    "The medicine works slowly. How long it takes is not the same for everyone.\n"
    "The team knows more about {name}. Ask them what to expect.",
    WHERE,
)
_WORKS_MUSCLE = _both(
    "works.muscle",
    _MUSCLE_WORDS + "\nAsk your team what they expect for you.",
    _MUSCLE_WORDS + "\nAsk the team what they expect for {name}.",
    WHERE,
    _MUSCLE,
)
WORKS: Mapping[Indication, str] = MappingProxyType(
    {
        Indication.JOINTS: _both(
            "works.joints",
            "The medicine works slowly.\n"
            "It can take {works_from} to {works_longest} weeks until your joints feel better.\n"
            "For many people it takes {many_from} to {many_to} weeks.",
            "The medicine works slowly.\n"
            "It can take {works_from} to {works_longest} weeks until the joints feel better.\n"
            "For many people it takes {many_from} to {many_to} weeks. Ask {name} now and then.",
            WHERE,
            _JOINTS,
        ),
        Indication.MUSCLE: _WORKS_MUSCLE,
        Indication.MUSCLE_CHILD: _WORKS_MUSCLE,
    }
)
OTHER_MEDICINES = _both(
    "medicines",
    "Keep taking your other medicines as your team told you.\nDo not stop them on your own.",
    "{name} keeps taking the other medicines as the team said.\nDo not stop them on your own.",
    WHERE,
)
OVERDUE = _both(
    "overdue",
    "It can take up to {works_longest} weeks until the medicine works.\n"
    "So many weeks have passed since your first infusion of this course.\n"
    "Do you feel no better? Please tell your team.",
    "It can take up to {works_longest} weeks until the medicine works.\n"
    "So many weeks have passed since the first infusion of this course.\n"
    "Is {name} no better? Please tell the team.",
    WHERE,
    {"works_longest": Number(16)},
)

# --- When it comes back ---------------------------------------------------------------------------

CELLS = _both(
    "cells",
    "The medicine takes away a kind of blood cell, the B cells.\n"
    "They come back after about {cells_from} to {cells_to} months, or later.\n"
    "Your illness can come back too. Nobody can say when.",
    "The medicine takes away a kind of blood cell, the B cells.\n"
    "They come back after about {cells_from} to {cells_to} months, or later.\n"
    "The illness of {name} can come back too. Nobody can say when.",
    WHERE,
    {"cells_from": Number(6), "cells_to": Number(9)},
)
STUDY = _both(
    "study",
    "In one very small study of {study_people} people it came back in {study_relapsed}.\n"
    "That was after {relapse_from} and {relapse_to} months. It can be different for you.",
    "In one very small study of {study_people} people it came back in {study_relapsed}.\n"
    "That was after {relapse_from} and {relapse_to} months. It can be different for {name}.",
    WHERE,
    {
        "study_people": Number(3),
        "study_relapsed": Number(2),
        "relapse_from": Number(6),
        "relapse_to": Number(10),
    },
)
RELAPSE_GENERAL = _both(
    "relapse",
    "Does something come back that you had before the treatment? Tell your team.",
    "Does something come back that {name} had before the treatment? Tell the team.",
    WHERE,
)
_RELAPSE_MUSCLE = _both(
    "relapse.muscle",
    "Does muscle weakness or the rash come back? Tell your team.",
    "Does muscle weakness or the rash come back for {name}? Tell the team.",
    WHERE,
)
RELAPSE: Mapping[Indication, str] = MappingProxyType(
    {
        Indication.JOINTS: _both(
            "relapse.joints",
            "Do joint pain, stiffness or swelling come back? Tell your team.",
            "Do joint pain, stiffness or swelling come back for {name}? Tell the team.",
            WHERE,
        ),
        Indication.MUSCLE: _RELAPSE_MUSCLE,
        Indication.MUSCLE_CHILD: _RELAPSE_MUSCLE,
    }
)

# --- What does not wait ---------------------------------------------------------------------------

_SIGNS = "In what to expect, where the illness has signs of its own."
_SIGNS_MUSCLE = _grave(
    "signs.muscle", "Trouble swallowing or breathing, or choking? Do not wait.", _SIGNS, {}
)
SIGNS: Mapping[Indication, Text] = MappingProxyType(
    {
        Indication.VESSELS: _grave(
            "signs.vessels",
            "Coughing up blood, blood in the urine, or hard to breathe? Do not wait.",
            _SIGNS,
            {},
        ),
        Indication.MUSCLE: _SIGNS_MUSCLE,
        Indication.MUSCLE_CHILD: _SIGNS_MUSCLE,
        Indication.SKIN: _grave(
            "signs.skin",
            "Painful sores or blisters on skin, lips or mouth? Do not wait.",
            _SIGNS,
            {},
        ),
    }
)
WORSE = _grave(
    "worse",
    "Worse than before, or something new? Do not wait for the medicine to work.\n"
    "Press “{unwell}”, or call.",
    "Last paragraph of what to expect, before the numbers to call.",
    {"unwell": UNWELL},
)
MOST_PEOPLE = _both(
    "most_people",
    "This is about most people. It says nothing about how you are now.",
    "This is about most people. It says nothing about how {name} is now.",
    WHERE,
)
ASK_KEY = text(
    "patient.button.expect",
    "What to expect",
    level=Level.CLINICAL,
    where="A button that shows when the medicine works and when illness may come back.",
    limit=KEY_UNITS,
)


def said_at(stage: Stage, indication: Indication | None) -> tuple[str, ...]:
    """Return the ids, without a voice, of the paragraphs of a stage."""
    match stage:
        case Stage.WORKS:
            return _of(WORKS, indication, WORKS_GENERAL), OTHER_MEDICINES
        case Stage.OVERDUE:
            return (OVERDUE,)
        case Stage.RELAPSE:
            study = (STUDY,) if indication is Indication.MUSCLE else ()
            return CELLS, *study, _of(RELAPSE, indication, RELAPSE_GENERAL)


def signs_of(indication: Indication | None) -> tuple[str, ...]:
    """Return the id of the signs that an illness has of its own and that cannot wait, if any."""
    return (SIGNS[indication].id,) if indication and indication in SIGNS else ()


def _of(texts: Mapping[Indication, str], indication: Indication | None, general: str) -> str:
    return texts.get(indication, general) if indication else general
