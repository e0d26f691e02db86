"""What a patient reads on the day before an infusion: how to get ready for it.

Stands in the middle of a message, so that no lock screen shows it. Advises about no medicine:
whether to leave out blood-pressure tablets is for the team to say. Sources: the leaflets of the
medicine, and infusion units' own pages for patients (rest, food, the way home, what to bring).
Status of the wording: proposed.
"""

from care.cadence import FIRST_TAKES, HOUR
from messages.declare import Level, text
from messages.values import Name, Number

HOURS = Number(FIRST_TAKES // HOUR)
_WHERE = "In a message on the day before an infusion."


def _both(name: str, you: str, care: str, level: Level = Level.CLINICAL) -> str:
    """Declare a paragraph in both voices and return its id without one."""
    id, vars = f"patient.prepare.{name}", {"prepare_hours": HOURS}
    used = {key: var for key, var in vars.items() if f"{{{key}}}" in you}
    text(f"{id}.you", you, level=level, where=_WHERE, vars=used)
    cared = used | {"prepare_name": Name("Mina")}
    text(f"{id}.care", care, level=level, where=f"{_WHERE} To a caregiver.", vars=cared)
    return id


DAY = _both(
    "day",
    "To get ready for tomorrow:\n"
    "– Plan for about {prepare_hours} hours at the unit.\n"
    "– Let somebody else drive you home. You may be sleepy.\n"
    "– Eat and drink as usual. Bring a snack and something to do.\n"
    "– Bring a list of your medicines, and your alert card if you have one.",
    "To get ready for tomorrow with {prepare_name}:\n"
    "– Plan for about {prepare_hours} hours at the unit.\n"
    "– Let somebody else drive home. {prepare_name} may be sleepy.\n"
    "– Eat and drink as usual. Bring a snack and something to do.\n"
    "– Bring a list of all medicines, and the alert card if there is one.",
)
TABLETS = _both(
    "tablets",
    "Do you take blood-pressure tablets? Ask your team about tomorrow's.\n"
    "Do not stop them on your own.",
    "Does {prepare_name} take blood-pressure tablets? Ask the team about tomorrow's.\n"
    "Do not stop them on your own.",
    Level.CRITICAL,
)
