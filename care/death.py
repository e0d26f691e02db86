"""Whether English words say that the person this chat is about has died. Careful on purpose.

A hit stops reminders and asks the team, who decide; so doubt is no hit. Not meant are: somebody
further off than the next of kin, long ago, fear, questions, denials, and figures of speech.
Holds the words of one language, and no sentence that anybody reads.
"""

import re
from functools import lru_cache

_KIN = (
    r"husband|wife|spouse|partner|mother|mum|mom|mam|father|dad|son|daughter|child|baby|boy|girl|"
    r"brother|sister|mummy|mommy|daddy"
)
_PATIENT = r"he|she|they|the patient|your patient"
_SOFTLY = (
    r"(?:\s+(?:has|have|had|is|just|now|sadly|suddenly|peacefully|unfortunately|already|passed|"
    r"really|very))*"
)
_DIED = r"\s+(?:died|dead|deceased|passed away|passed on|no longer with us|no longer alive)\b"
_DEATH = re.compile(_DIED, re.IGNORECASE)
_BARE = re.compile(
    r"^(?:sadly |unfortunately )?(?:has |have )?(?:just )?(?:died|passed away)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:not|never|nearly|almost|if|when|unless|until|wish|wishes|afraid|scared|fear|worried|"
    r"think|thinks|thought|feel|feels|could|would|might|may|will|going to|want|wants|dream|dreamt|"
    r"laughing|tired|years? ago|months? ago|last year|as a child|battery|phone|from)\b|n't\b|\?|"
    r"\b(?:in|since) (?:19|20)[0-9]{2}\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"\b(?:his|her|their|'s)\s+(?:\w+\s+)?(?:" + _KIN + r")\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:just now|right now|minutes? ago|breath\w*|wak\w+|pulse|respond\w*)\b", re.IGNORECASE
)
_CLAUSES = re.compile(r"(?<=[.!?;\n])|,\s*(?:and|but)\b")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))


def says_died(words: str, names: tuple[str, ...] = ()) -> bool:
    """Say whether the words tell of the death of the person with these names, or of close kin."""
    plain = words.translate(_APOSTROPHES)
    return any(_tells(clause.strip(), names) for clause in _CLAUSES.split(plain) if clause)


def may_need_help(words: str) -> bool:
    """Say whether it sounds as if it happened this moment, when an ambulance may still help."""
    return _NOW.search(words) is not None


def _tells(clause: str, names: tuple[str, ...]) -> bool:
    if _ELSEWHERE.search(clause) or _OF_ANOTHER.search(clause):
        return False
    if _BARE.match(clause):
        return True
    # Each name's pattern takes half a millisecond to make: only for words that speak of a death.
    return bool(_DEATH.search(clause) and _subject(names).search(clause))


@lru_cache(maxsize=1024)
def _subject(names: tuple[str, ...]) -> re.Pattern[str]:
    called = "|".join(re.escape(name) for name in names if name)
    who = rf"{_PATIENT}|(?:my|our) (?:\w+ )?(?:{_KIN})(?:,? \w+,?)?|mum|mom|dad"
    whole = f"{who}|{called}" if called else who
    return re.compile(rf"\b(?:{whole})(?:'s)?{_SOFTLY}{_DIED}", re.IGNORECASE)
