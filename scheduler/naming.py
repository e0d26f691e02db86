"""How the team names a patient in writing: P-0007, in any spelling that leaves no doubt."""

import re

PSEUDONYM = re.compile(r"\s*p[-–— ]?0*([0-9]{1,9})(?:\s+|$)", re.IGNORECASE)


def patient_number(words: str) -> int | None:
    """Return the number of the patient whom words begin with, or None."""
    found = PSEUDONYM.match(words)
    return int(found[1]) if found else None


def after_patient(words: str) -> str:
    """Return what follows the patient whom words begin with."""
    return PSEUDONYM.sub("", words, count=1).strip()
