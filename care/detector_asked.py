"""Whether a sign is put to somebody as a question or a request: "are you in pain?", "describe it".

It holds what makes such a question, and no word of any language. A question that only follows a
sign does not: "chest pain, do I call an ambulance?" reports it.
"""

from collections.abc import Iterable

from care.detector_clause import (
    ASKS,
    COMMAS,
    OPENS,
    opening,
    says_something,
    words_beside,
)
from care.detector_lexicon import Match
from care.detector_said import OWNERS, Said
from care.detector_story import joins
from care.detector_words import is_word

_SOMEBODY = tuple(name for name in OWNERS if name not in {"infusion", "during"})
_LISTED = 2  # words from a sign of a list to its comma: "a dry cough, a cold"
_ENDS = frozenset(".!。！।۔\n")
_TELLS = frozenset(":：")  # "describe the pain: crushing"


def asked_of_the_reader(sign: Match, said: Said) -> bool:
    """Say whether the sign is "yours": a question put to the reader, or words from a leaflet."""
    if said.cue("cared_for"):  # "he is your patient"
        return False
    if any(sign.first - 2 <= cue.first < sign.first for cue in said.beside(sign, "your")):
        return True
    if any(_requests(cue, sign, said) for cue in said.beside(sign, "request")):
        return True
    mine = said.beside(sign, "first_person")
    return not mine and bool(_named(sign, said) or _put(sign, said))


def _named(sign: Match, said: Said) -> tuple[Match, ...]:
    """Return what speaks to the reader about a sign: not "can you help, chest pain"."""
    cues = said.beside(sign, "second_person")
    return tuple(cue for cue in cues if cue.first >= sign.last or leads(cue, sign, said))


def asked_of_nobody(sign: Match, said: Said) -> bool:
    """Say whether a question holds a sign and nobody who has it: "which rash goes with a fever?".

    A question that only follows its sign reports it: "chest pain what now?". So does a mere name
    with a question mark behind it.
    """
    if not _asks(sign, said) or _reported_first(sign, said):
        return False
    if said.around(sign, *_SOMEBODY, "sudden") or said.beside(sign, "normal_asked"):
        return False
    frames = [one for one in said.beside(sign, "yes_no") if _ends_a_list(one, sign, said)]
    if any(_asks_something_else(cue, sign, frames) for cue in said.beside(sign, "asking")):
        return False
    chosen = range(sign.last, sign.last + _LISTED)
    if frames or any(said.marks(at, "or_word") for at in chosen):  # "is it a dry cough or …?"
        return True
    told = [at for at in words_beside(sign, said) if says_something(at, said)]
    return any(at not in said.speaking for at in told if at < sign.last)


def _asks(sign: Match, said: Said) -> bool:
    """Say whether a clause ends like a question: with its mark, or with the word for it."""
    last = words_beside(sign, said)[-1]
    return said.words[last].text in ASKS or said.marks(last, "yes_no")


def _ends_a_list(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether only signs stand from one to its question: in Turkish "a fever, a cough any?"."""
    between = range(sign.last, cue.first)
    return cue.first >= sign.last and all(
        at in said.speaking or not is_word(said.words[at].text) or joins(at, said) for at in between
    )


def _asks_something_else(cue: Match, sign: Match, frames: Iterable[Match]) -> bool:
    """Say whether a word asks behind a sign what to do about it, and not for the sign itself."""
    return cue.first >= sign.last and not any(cue.members <= one.members for one in frames)


def asked_by_name(sign: Match, said: Said) -> bool:
    """Say whether a question has nothing but signs, and nothing else answers it: "a cough?"."""
    clause = words_beside(sign, said)
    if said.words[clause[-1]].text not in ASKS or not _asks_to_the_end(clause[-1], said):
        return False
    told = (at for at in clause if says_something(at, said))
    return all(at in said.speaking or said.marks(at, "or_word") for at in told)


def _asks_to_the_end(place: int, said: Said) -> bool:
    """Say whether nothing but questions follow a question mark: in "fever? yes" it is answered."""
    ends = (said.words[-1].text, *(said.words[at].text for at in range(place + 1, len(said.words))))
    return ends[0] in ASKS and not any(one in _ENDS for one in ends)


def _put(sign: Match, said: Said) -> tuple[Match, ...]:
    """Return what puts a sign to somebody as a question that names nobody: "where is the pain?"."""
    if said.beside(sign, "pronoun", "other_close", "own_patient", "normal_asked", "sudden"):
        return ()
    asks = said.words[words_beside(sign, said)[-1]].text in ASKS and not _reported_first(sign, said)
    verbs = (one for one in said.beside(sign, "asked_verb") if asks and leads(one, sign, said))
    return (*verbs, *(one for one in said.beside(sign, "yes_no") if _frames(one, sign, said)))


def _frames(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether a particle opens the clause, or stands between its sign and its end."""
    rest = (said.words[at].text for at in words_beside(sign, said) if at >= cue.last)
    ends = cue.first == sign.last and not any(is_word(word) for word in rest)
    return ends or cue.first == opening(sign, said)


def leads(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether a cue stands before a sign, with no comma between them but that of a list."""
    between = range(cue.last, sign.first)
    return cue.first < sign.last and all(
        said.marks(at + 1, "or_word") or not said.speaking.isdisjoint(range(at - _LISTED, at))
        for at in between
        if said.words[at].text in COMMAS
    )


def _reported_first(sign: Match, said: Said) -> bool:
    """Say whether a question only follows a sign: "chest pain, do I call an ambulance?"."""
    clause = words_beside(sign, said)
    if any(said.words[at].text == OPENS for at in clause if at > sign.first):
        return True
    comma = max((at for at in clause if said.words[at].text in COMMAS), default=-1)
    rest = range(comma + 1, clause[-1])
    asked = comma >= sign.last and said.speaking.isdisjoint(rest)
    return asked and sum(says_something(at, said) for at in rest) > 1


def _requests(cue: Match, sign: Match, said: Said) -> bool:
    """Say whether "describe" goes with a sign: what follows with an "I" is a report."""
    mine = (one.first for one in said.beside(sign, "first_person"))
    own = any(cue.last <= at < sign.last for at in mine)
    told = any(said.words[at].text in _TELLS for at in range(cue.last, sign.first))
    return leads(cue, sign, said) and not own and not told
