"""What one reads about an illness: a sign of many, of any, or of nobody who could be the patient.

It holds the shape of such sentences, and no word of any language.
"""

from care.detector_clause import opening, words_beside
from care.detector_lexicon import Match
from care.detector_said import OWNERS, Said
from care.detector_words import is_word, length

_PERCENT = frozenset("%٪％")
_ILLNESSES = frozenset({"illness", "malady"})
_STOPS = frozenset(".。।۔;；؛")
_SENTENCE = 7  # words of a whole sentence
_PLAINLY = 2  # words for what usually is, by which a sentence can be nothing else
_SHORT = 4  # words of the shortest sentence
_LONG = 18  # words of a sentence in which somebody who is ill would be named
_SOMEBODY = tuple(name for name in OWNERS if name not in {"infusion", "during", "worse", "days"})
_SUBJECT = 3  # words in which the subject of a sentence is named


def of_nobody(sign: Match, said: Said) -> bool:
    """Say whether it is what one reads about an illness: of many, and of nobody we could know."""
    somebody = ("first_person", "own_patient", "other_close", "pronoun", "day_ago")
    read = said.beside(sign, "science") or counted_by_the_hundred(sign, said)
    return bool(read) and not said.beside(sign, *somebody)


def counted_by_the_hundred(sign: Match, said: Said) -> bool:
    """Say whether a clause counts by the hundred: "fever in 88 %", and not oxygen in the blood."""
    if said.cue("saturation"):
        return False
    signs = any(said.words[at].text in _PERCENT for at in words_beside(sign, said))
    return signs or bool(said.beside(sign, "share"))


def told_of_an_illness(sign: Match, said: Said) -> bool:
    """Say whether a sentence tells of an illness, and names nobody who has it, and no time.

    "Malaria leads to seizures and coma." is read somewhere; "malaria, seizures" may be a report.
    """
    if not is_a_sentence(sign, said) or said.cue(*OWNERS):
        return False
    begins = range(opening(sign, said), opening(sign, said) + _SUBJECT)
    about = (one for one in said.heard if one.concept in _ILLNESSES and one.first in begins)
    return any(_goes_on_from(one, sign, said) for one in about)


def told_in_general(sign: Match, said: Said) -> bool:
    """Say whether a whole sentence can only speak of what usually is, and names nobody.

    "A cough can also be a sign of asthma." is read somewhere. One word for it is not enough: "the
    fever causes a headache" may be a report where nobody needs to be named.
    """
    plain = is_a_sentence(sign, said) and not said.cue("days", "sudden")
    return plain and _general(sign, said) >= _PLAINLY


def is_a_sentence(sign: Match, said: Said) -> bool:
    """Say whether a sign stands in a sentence of some length, with a stop at its end."""
    return _length(sign, said) >= _SENTENCE


def may_be_general(sign: Match, said: Said) -> bool:
    """Say whether it may be such a sentence: a short one, or one that is only long.

    In so many words somebody who is ill would be named, or a time, or the sign would come first.
    """
    total = _length(sign, said)
    if total >= _SHORT and _general(sign, said):
        return True
    begins = opening(sign, said) in said.speaking
    return total >= _LONG and not begins and not said.cue(*_SOMEBODY, "sudden")


def _general(sign: Match, said: Said) -> int:
    """Return how many words for what usually is stand beside a sign that nobody has."""
    return 0 if said.cue(*_SOMEBODY) else len({one.last for one in said.beside(sign, "general")})


def _length(sign: Match, said: Said) -> float:
    """Return how many words a sentence with a stop at its end has; any other has none."""
    *clause, last = [said.words[at].text for at in words_beside(sign, said)]
    return length(clause) if last in _STOPS else 0


def _goes_on_from(illness: Match, sign: Match, said: Said) -> bool:
    """Say whether a verb may follow an illness: not where a comma does, as in "flu, bad cough"."""
    told = min((one.first for one in said.signs if one.first >= illness.last), default=sign.first)
    between = said.words[illness.last : told]
    return is_word(said.words[illness.last].text) and all(is_word(one.text) for one in between)


def of_no_one_case(sign: Match, said: Said) -> bool:
    """Say whether it is said of any such sign: "we take every chest pain seriously"."""
    return any(cue.last == sign.first for cue in said.beside(sign, "every"))
